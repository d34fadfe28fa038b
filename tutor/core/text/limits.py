"""How much a lesson may hold, known before it is read."""

SIZE = 64 * 1024
"""Bytes that a lesson file may have."""
