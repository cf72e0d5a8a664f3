"""Computed rules on service modes."""
