"""Computed rules on service catalogue."""
