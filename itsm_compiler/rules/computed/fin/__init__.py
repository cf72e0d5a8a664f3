"""Computed rules on finance."""
