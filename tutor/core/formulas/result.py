"""What reading a text gives."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field

from tutor.core.errors import ExpressionError

Given = Mapping[str, float | None]
"""Names that have a value elsewhere, with the value where it is known."""


@dataclass(frozen=True)
class StrictText:
    """``text`` are strict statements, one a line; ``places`` give each character's place.

    ``spelled`` has the spelling of every name by its key; ``alias`` other names of nodes;
    ``hints`` what may be wrong about a name; ``left_out`` what was not a formula; ``case`` is the
    condition of the cases that were taken, ``idle`` names stand only in others; ``undecided`` when
    a case needs a value that is not given; ``notes`` say what a number was used for, and which turn
    of a loop is read; ``asked`` is the one name whose gradient a program asks for, if it is one.
    """

    text: str
    places: tuple[tuple[int, ...], ...]
    problems: tuple[ExpressionError, ...] = ()
    spelled: Mapping[str, str] = field(default_factory=dict)
    alias: Mapping[str, str] = field(default_factory=dict)
    hints: Mapping[str, str] = field(default_factory=dict)
    left_out: tuple[str, ...] = ()
    case: str = ""
    idle: frozenset[str] = frozenset()
    undecided: bool = False
    notes: tuple[str, ...] = ()
    asked: str = ""
