"""JSON Schemas of the language, of rule packs and of every JSON output; generated from the models."""
