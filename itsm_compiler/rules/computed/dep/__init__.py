"""Computed rules on the deployment plan."""
