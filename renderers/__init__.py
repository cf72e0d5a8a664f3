"""Turn document views into Markdown and an HTML site."""
