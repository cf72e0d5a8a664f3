"""Computed rules on requirements."""
