"""Computed rules on improvement."""
