"""Entries in round brackets, counted from 1 as in Octave: ``x(1)``, ``x(2:end)``, ``W(:, 1)``."""

from __future__ import annotations

import re
from collections.abc import Callable, Sequence

from tutor.core.formulas.arrays.beside import Beside
from tutor.core.formulas.arrays.model import Array
from tutor.core.formulas.lexer import Token

_SIZES = ("length", "size", "numel")


def counts_from_one(name: Token, array: Array, beside: Beside) -> bool:
    """Whether ``x(2)`` is the second entry of x: in Octave, or beside x(1) where x has only two.

    Eigen and others count from 0 there.
    """
    if beside.is_matlab or beside.from_one:
        return True
    typed = re.escape(beside.text[name.at : name.end])
    places = set(re.findall(rf"(?<!\w){typed}\(([0-9, ]+)\)", beside.text))
    numbers = {int(one) for place in places for one in re.findall("[0-9]+", place)}
    return 0 not in numbers and {1, max(array.shape)} <= numbers


def are_places(
    inside: Sequence[Sequence[Token]], array: Array, is_place: Callable[[str], bool]
) -> bool:
    """Whether these are numbers of entries, and no more than ``array`` has axes.

    ``is_place`` says of a name whether it is a number or a list.
    """
    return 0 < len(inside) <= max(len(array.shape), 2) and all(
        part and all(
            t.kind == "number" or t.is_(":", "-", "+") or t.word("end")
            or (t.kind == "name" and is_place(t.text))
            or (i > 0 and (t.word(*_SIZES) or t.is_("(", ")", ",") or part[i - 1].is_("(")))
            for i, t in enumerate(part)
        )
        for part in inside
    )  # fmt: skip
