"""Computed rules: one file each, found by listing the folders."""
