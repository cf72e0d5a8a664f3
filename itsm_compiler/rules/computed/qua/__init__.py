"""Computed rules on quality."""
