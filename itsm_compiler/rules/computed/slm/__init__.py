"""Computed rules on service level."""
