"""Computed rules on technology."""
