"""Computed rules on processes and KPIs."""
