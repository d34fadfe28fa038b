"""The identity I beside a square matrix: ``XᵀX + λI``."""

from __future__ import annotations

import re
from dataclasses import replace

from tutor.core.formulas.arrays.model import Array, ArrayEntry, negative, plus
from tutor.core.formulas.lexer import Token

_IDENTITY = re.compile("I(?:_?[a-z0-9])?")


def with_identity(one: Array, beside: Array) -> Array:
    """``λI``, which was read as a number, as large as the square matrix ``beside`` it.

    Entries beside its diagonal have no tokens.  Anything else comes back as it is.
    """
    cell = one.cells[0]
    places = [i for i, t in enumerate(cell.tokens) if _IDENTITY.fullmatch(t.text)]
    size = beside.shape[0] if len(set(beside.shape)) == 1 and len(beside.shape) == 2 else 0
    if one.shape or size < 2 or len(places) != 1:
        return one
    before, after = cell.tokens[: places[0]], cell.tokens[places[0] + 1 :]
    if before and before[-1].is_("*"):
        before = before[:-1]
    elif after and after[0].is_("*"):
        after = after[1:]
    at = cell.tokens[places[0]]
    rest = (*before, *after) or (replace(at, kind="number", text="1"),)
    cells = (
        cell._replace(tokens=rest) if i == k else ArrayEntry(())
        for i in range(size)
        for k in range(size)
    )
    return Array(beside.shape, tuple(cells))


def plus_unless_none(joint: Token, one: ArrayEntry, other: ArrayEntry) -> ArrayEntry:
    """A sum of two entries; one beside the diagonal of I adds nothing."""
    if not other.tokens:
        return one
    if not one.tokens:
        return negative(joint, other) if joint.is_("-") else other
    return plus(joint, one, other)
