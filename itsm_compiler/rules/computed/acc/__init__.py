"""Computed rules on acceptance."""
