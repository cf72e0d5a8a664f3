"""A declarative compiler for IT service designs."""

__version__ = "0.1.0"
