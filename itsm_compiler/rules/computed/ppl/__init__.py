"""Computed rules on people."""
