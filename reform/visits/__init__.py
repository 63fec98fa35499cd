"""Visits: which units to visit and why, and a list of recommendations as an office keeps it."""
