"""bptutor: learn backpropagation in a terminal, one message at a time."""

__version__ = "0.2.0"

COMPLETING = "_BPTUTOR_COMPLETE"
"""Set by a shell that asks click what can be typed next."""
