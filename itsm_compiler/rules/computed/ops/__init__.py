"""Computed rules on operation."""
