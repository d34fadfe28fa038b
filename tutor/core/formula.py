"""Formulas: a subset of LaTeX to lines of text."""

from __future__ import annotations

from tutor.core.errors import TutorError


class FormulaError(TutorError):
    """A formula outside the subset.  ``column`` counts characters from 0 in the LaTeX source."""

    def __init__(self, message: str, column: int = 0, help_: str = "") -> None:
        super().__init__(message)
        self.column = column
        self.help = help_


def inline(latex: str) -> str:
    """The formula on one line."""
    return latex


def display(latex: str) -> tuple[str, ...]:
    """The formula in two dimensions."""
    return (latex,)
