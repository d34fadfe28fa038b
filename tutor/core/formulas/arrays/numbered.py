"""Entries in round brackets, counted from 1 as in Octave: ``x(1)``, ``x(2:end)``, ``W(:, 1)``."""

from __future__ import annotations

import re
from collections.abc import Callable, Sequence

from tutor.core.formulas.arrays.beside import Beside
from tutor.core.formulas.arrays.model import Array, shape_words, stack, transpose
from tutor.core.formulas.lexer import Token, refuse, split_at

_SIZES = ("length", "size", "numel")
Whole = Callable[[Sequence[Token], Token], int]
"""The number that some tokens stand for."""


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


def are_places(inside: Sequence[Sequence[Token]], array: Array) -> bool:
    """Whether these are numbers of entries, and no more than ``array`` has axes."""
    return 0 < len(inside) <= max(len(array.shape), 2) and all(
        part and all(
            t.kind == "number" or t.is_(":", "-", "+") or t.word("end")
            or (i > 0 and (t.word(*_SIZES) or t.is_("(", ")", ",") or part[i - 1].is_("(")))
            for i, t in enumerate(part)
        )
        for part in inside
    )  # fmt: skip


def numbered(array: Array, inside: Sequence[Sequence[Token]], whole: Whole, at: Token) -> Array:
    """The entry, or the entries, with these numbers.  Raises ExpressionError."""
    if len(inside) == 2 and len(array.shape) == 1 and "".join(t.text for t in inside[1]) in ":1":
        inside = inside[:1]  # a list is a column
    if len(inside) == 1:
        if len(array.shape) > 1 and 1 not in array.shape:
            help_ = "write both of its numbers, as in W(1, 2)"
            raise refuse(f"one number for an entry of {shape_words(array)}", at, help_)
        return _along(Array((len(array.cells),), array.cells), inside[0], whole, at)
    rows = _along(array, inside[0], whole, at)
    if len(rows.shape) < len(array.shape):
        return _along(rows, inside[1], whole, at)
    columns = _along(transpose(rows), inside[1], whole, at)
    return transpose(columns) if len(columns.shape) > 1 else columns


def _along(array: Array, part: Sequence[Token], whole: Whole, at: Token) -> Array:
    """Entries of the first axis."""
    count = array.shape[0]
    ends = [
        whole([_last(t, count) for t in one], at) if one else None for one in split_at(part, ":")
    ]
    if len(ends) > 2 or (len(ends) == 2 and (ends[0] is None) != (ends[1] is None)):
        raise refuse("these places cannot be read", at, "as in x(2:3), counted from 1")
    if ends[0] is None:  # x(:)
        return array
    first, last = ends[0], ends[-1] or 0
    if not 1 <= first <= last <= count:
        help_ = f"count from 1 to {count}"
        raise refuse(f"there are no such entries here: {shape_words(array)}", at, help_)
    rows = array.rows()[first - 1 : last]
    return stack(rows, at) if len(ends) > 1 else rows[0]


def _last(token: Token, count: int) -> Token:
    if not token.word("end"):
        return token
    return Token("number", str(count), token.at, token.end)
