"""Errors of the tutor's core, each with a message that can be shown to a learner as it stands.

TutorError
├── ExpressionError   an expression that cannot be read or has no value
├── WorkError         more work than a file may ask for (budget.py)
├── GraphError        a computation graph that cannot be built or evaluated
└── RecordError       an event that cannot be read back
"""

from __future__ import annotations


class TutorError(Exception):
    """Base of all errors that the core raises on purpose."""


class ExpressionError(TutorError):
    """An expression that cannot be read, or that has no value.

    ``column`` counts characters from 0 at the start of the expression.
    """

    def __init__(self, message: str, column: int = 0, help: str = "") -> None:
        super().__init__(message)
        self.column = column
        self.help = help


class GraphError(TutorError):
    """A computation graph that cannot be built, or that has no value at the given leaves."""


class RecordError(TutorError):
    """A stored or imported event that cannot be read back; the message says which field or line."""
