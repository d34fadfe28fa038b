"""``einsum('ij,j->i', W, x)``: products of entries, added up over the letters that do not stay."""

from __future__ import annotations

from collections.abc import Sequence
from functools import partial, reduce
from itertools import product
from math import prod

from tutor.core.formulas.arrays.arguments import ArrayCall
from tutor.core.formulas.arrays.model import (
    Array,
    ArrayEntry,
    check_size,
    dot_product,
    number,
    shape_words,
    sum_of,
    times,
)
from tutor.core.formulas.lexer import refuse

MOST = 4_000
"""Products of entries that are written out."""


def index_sum(call: ArrayCall) -> Array:
    """The array that the letters say.  Raises ExpressionError where they do not fit the arrays."""
    call.needs(2)
    letters = call.arguments[0].cells[0].text.strip("\"' ")
    before, arrow, after = letters.replace(" ", "").partition("->")
    terms, arrays = before.split(","), call.arguments[1:]
    if not before.replace(",", "").isalpha() or (after and not after.isalpha()):
        help_ = "write it with @, * and sum"
        raise refuse(f"{call.token.text} cannot be read", call.token, help_)
    if not arrow:
        after = "".join(sorted(c for c in set(before) - {","} if before.count(c) == 1))
    sizes: dict[str, int] = {}
    if len(terms) != len(arrays):
        raise refuse(f"{letters!r} names {len(terms)} arrays, not {len(arrays)}", call.token)
    for term, array in zip(terms, arrays, strict=True):
        if len(term) != len(array.shape) or any(
            sizes.setdefault(c, n) != n for c, n in zip(term, array.shape, strict=True)
        ):
            raise refuse(f"{term!r} does not fit {shape_words(array)}", call.token)
    if not set(after) <= set(sizes):
        raise refuse(f"a letter of {after!r} stands at no array", call.token)
    added = [c for c in sizes if c not in after]
    count = prod(sizes.values())
    if count > MOST:
        raise refuse(f"this sum has {count} products, too many to write out", call.token)
    cells = []
    for kept in product(*(range(sizes[c]) for c in after)):
        turns = [
            dict(zip((*after, *added), (*kept, *turn), strict=True))
            for turn in product(*(range(sizes[c]) for c in added))
        ]
        factors = [
            [array.at([turn[letter] for letter in term]) for turn in turns]
            for term, array in zip(terms, arrays, strict=True)
        ]
        cells.append(_added(call, factors))
    if not after:
        return number(cells[0])
    return check_size(tuple(sizes[c] for c in after), cells, call.token)


def _added(call: ArrayCall, factors: Sequence[Sequence[ArrayEntry]]) -> ArrayEntry:
    if len(factors) == 2:
        return dot_product(factors[0], factors[1], call.token)
    star = partial(times, call.sign("*"))
    return sum_of([reduce(star, row) for row in zip(*factors, strict=True)], call.token)
