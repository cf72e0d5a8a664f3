"""Computed rules on measurement."""
