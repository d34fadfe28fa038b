"""bptutor: learn backpropagation in a terminal, one message at a time."""

__version__ = "0.1.0"
