"""Two ways to write one node: whether they have the same value."""

from __future__ import annotations

import math
from collections.abc import Iterable, Iterator, Mapping, Sequence
from typing import NamedTuple

from tutor.core.errors import ExpressionError
from tutor.core.formulas.formula import Decisions, LeafValue
from tutor.core.formulas.lexer import Token, refuse


class Claim(NamedTuple):
    """A node is ``chosen``, and ``other`` as well; ``token`` begins it."""

    chosen: str
    other: str
    token: Token


def disagreements(claims: Sequence[Claim], texts: Mapping[str, str]) -> Iterator[ExpressionError]:
    """An error for each claim that is false; ``texts`` are the formulas of the nodes."""
    for claim in claims:
        if not all(_compared(claim.chosen, claim.other, texts)):
            yield describe_unequal(claim)


def agree(one: str, other: str, texts: Mapping[str, str]) -> bool:
    """Whether two nodes have one value wherever both have one, and somewhere they have."""
    found = list(_compared(one, other, texts, (-20, -5, -3, -1, 0, 1, 2, 20)))
    return bool(found) and all(found)


def _compared(
    one: str, other: str, texts: Mapping[str, str], turns: Iterable[int] = range(3)
) -> Iterator[bool]:
    """Whether two formulas are equal, at each of a few places where both have a value."""
    for turn in turns:
        values = Decisions({}, _spread(turn), texts=dict(texts))
        try:
            pair = values.value_of(one), values.value_of(other)
        except ExpressionError:
            continue
        yield math.isclose(*pair, rel_tol=1e-6, abs_tol=1e-9)


def describe_unequal(claim: Claim) -> ExpressionError:
    """What to say of two sides that differ."""
    help_ = f"{claim.chosen} and {claim.other}: keep one of them"
    return refuse("the sides of this equation are not the same", claim.token, help_)


def _spread(turn: int) -> LeafValue:
    """Different values for different leaves, but those that the text sets."""

    def value(name: str, default: float | None) -> float:
        spread = sum(map(ord, name)) % 17 + len(name)
        return 0.3 + 0.41 * turn + 0.037 * spread if default is None else default

    return value
