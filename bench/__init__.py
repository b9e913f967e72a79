"""Measurements: ``make bench`` prints a table, ``python -m bench --json`` the same for programs."""
