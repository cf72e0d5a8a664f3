"""Computed rules on relations with customers, suppliers and third parties."""
