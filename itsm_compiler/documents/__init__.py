"""The documents of a design as views, one module per kind."""
