"""Computed rules on reviews."""
