"""What LaTeX is read into before anything is laid out, and the error of what cannot be read.

They stand apart from tree.py because they are all that other packages name of a formula, and the
first frame of the tutor waits for no more.
"""

from __future__ import annotations

from typing import Literal, NamedTuple

from tutor.core.errors import TutorError


class FormulaError(TutorError):
    """A formula outside the subset.  ``column`` counts characters from 0 in the LaTeX source."""

    def __init__(self, message: str, column: int = 0, help_: str = "") -> None:
        super().__init__(message)
        self.column = column
        self.help = help_


class LatexNode(NamedTuple):
    """A character, a command, a group or an environment, and where it begins."""

    kind: Literal["char", "macro", "group", "env"]
    text: str
    at: int
    inside: tuple[LatexNode, ...] = ()
    arguments: tuple[LatexNode, ...] = ()
