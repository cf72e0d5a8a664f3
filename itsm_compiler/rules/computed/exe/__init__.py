"""Computed rules on deployment execution."""
