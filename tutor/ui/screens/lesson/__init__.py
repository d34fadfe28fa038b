"""A lesson: its screen, what keys do there, and what is painted."""
