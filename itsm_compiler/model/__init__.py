"""The language `itsm/v1`: value types, one module per family of sections, and the design as a symbol table."""
