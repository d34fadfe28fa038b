"""Two slips in one answer: looked for where no single one explains it."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from itertools import combinations

from tutor.core.misconceptions.context import GradientContext, usable
from tutor.core.misconceptions.priors import PAIR, prior
from tutor.core.misconceptions.rule import Finding, Guess
from tutor.core.misconceptions.slips import Change, Slip
from tutor.core.misconceptions.table import RULES

MOST = 60
"""Slips at one operation that are paired: the likeliest ones."""
LEAST = 1.0
"""How often a slip is made that is thought of in a pair, in per cent."""


def pairs_of(context: GradientContext, node: int, slips: Sequence[Slip]) -> Iterator[Slip]:
    """Two wrong local gradients at two operations, or one and the sign of all turned round."""
    single = sorted(
        (s for s in slips if s.change is not None and s.variant >= 0 and s.weight >= LEAST),
        key=lambda slip: -slip.weight,
    )[:MOST]
    right = context.gradients[node]
    to = context.tape.tangent(context.locals, node)
    sign = RULES["SIGN_FLIPPED"]
    for slip in single:
        turned = Guess(-slip.guess.number)
        yield _pair(slip, (sign, turned), turned.number, prior(sign.id))
    between: dict[int, list[float]] = {}
    for one, two in combinations(single, 2):
        if one.change is None or two.change is None or one.guess.at == two.guess.at:
            continue
        first, second = sorted((one.change, two.change), key=lambda change: change[0].node)
        start = first[0].node
        if start not in between:
            between[start] = context.tape.tangent(context.locals, start)
        number = (
            one.guess.number
            + two.guess.number
            - right
            + _together(context, to, first, second, between[start])
        )
        if usable(number):
            yield _pair(one, two.finding, number, two.weight)


def _pair(slip: Slip, other: Finding, number: float, weight: float) -> Slip:
    """A slip and another one that together give ``number``."""
    return slip._replace(
        guess=Guess(number, slip.guess.at),
        weight=slip.weight * weight * PAIR,
        variant=-2,
        change=None,
        other=other,
    )


def _together(
    context: GradientContext,
    to: Sequence[float],
    first: Change,
    second: Change,
    after: Sequence[float],
) -> float:
    """What two changes on one route add to what each adds alone."""
    (row, off), (further, off_there) = first, second
    here = sum(to[row.operands[slot]] * by for slot, by in off)
    there = sum(after[further.operands[slot]] * by for slot, by in off_there)
    return here * there * context.gradients[further.node]
