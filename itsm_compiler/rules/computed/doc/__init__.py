"""Computed rules on documents and knowledge."""
