"""Computed rules on resources."""
