"""Outputs that are one function: written twice, or told with parts: y = (3x + 1)², f(u) = u².

The formulas of nodes come as texts, without the numbers that a text sets: at one place other
functions may agree, too.
"""

from __future__ import annotations

import re
from collections.abc import Iterator, Mapping, Sequence, Set

from tutor.core.errors import ExpressionError
from tutor.core.expression import Expression, Name, Number, children, names, parse, parts, source
from tutor.core.formulas.prose.agreement import agree

MOST = 24
"""Parts of a formula that are compared with others."""


def written_twice(
    ends: Sequence[str], needed: Mapping[str, Set[str]], texts: Mapping[str, str]
) -> tuple[str, ...]:
    """Of two outputs that are one function, the one with more steps and the other; else nothing.

    ``needed`` are all names that each is computed from.
    """
    if len(ends) != 2:
        return ()
    leaves = [needed[end] - texts.keys() for end in ends]
    if leaves[0] != leaves[1] or not agree(ends[0], ends[1], texts):
        return ()
    short, long = sorted(ends, key=lambda end: len(needed[end]))
    return long, short


def whole_of(ends: Sequence[str], texts: Mapping[str, str]) -> str:
    """The one of several outputs of which all others are parts; "" where there is none.

    A part stands in the whole with its value, or is a function of one name that is applied there.
    """
    if not 2 < len(ends) < 6:
        return ""
    try:
        told = {end: parse(texts[end]) for end in ends}
    except (ExpressionError, KeyError):
        return ""
    whole = [end for end in ends if _is_whole(end, told, texts)]
    return whole[0] if len(whole) == 1 else ""


def _is_whole(end: str, told: Mapping[str, Expression], texts: Mapping[str, str]) -> bool:
    """Whether all that is told beside ``end`` is a part of it."""
    inside = [one for one, _ in parts(told[end]) if not isinstance(one, Name | Number)]
    others = [expr for name, expr in told.items() if name != end]
    if not 1 < len(inside) <= MOST or any(isinstance(one, Name | Number) for one in others):
        return False
    return all(any(agree(a, b, texts) for a, b in _pairs(one, inside)) for one in others)


def _pairs(told: Expression, inside: Sequence[Expression]) -> Iterator[tuple[str, str]]:
    """What a told function may be within the whole, and the part of the whole that it may be."""
    whole, *inner = inside
    needed = names(told)
    yield from ((source(told), source(part)) for part in inner if names(part) == needed)
    if len(needed) == 1:
        word = re.compile(rf"\b{re.escape(*needed)}\b")
        for part in inside:
            for argument in inner if part is whole else children(part):
                yield word.sub(f"({source(argument)})", source(told)), source(part)
