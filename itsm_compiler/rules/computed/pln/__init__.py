"""Computed rules on planning overall."""
