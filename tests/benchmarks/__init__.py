"""Benchmarks: separate commands that print figures."""
