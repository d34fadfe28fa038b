"""Soak runs: separate commands that print figures."""
