"""Computed rules on risk."""
