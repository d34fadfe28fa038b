"""Two slips in one answer: looked for where no single one explains it."""

from __future__ import annotations

from collections.abc import Iterator, Sequence

from tutor.core.answers import TypedNumber
from tutor.core.misconceptions.context import GradientContext
from tutor.core.misconceptions.priors import PAIR, prior
from tutor.core.misconceptions.rule import Finding, Guess
from tutor.core.misconceptions.slips import Change, Slip
from tutor.core.misconceptions.table import RULES

MOST = 80
"""Slips at one operation that are paired: the likeliest ones."""
NEAR = 0.02
"""How far, relatively, a number may be from the one typed to be thought of."""
LEAST = 0.5
"""How often a slip is made that is thought of in a pair, in per cent."""


def pairs_of(
    context: GradientContext, node: int, slips: Sequence[Slip], typed: TypedNumber
) -> Iterator[Slip]:
    """Two wrong local gradients at two operations, or one and the sign of all turned round.

    Only those whose number is near the one that was typed: there are thousands of others.
    """
    weighty = sorted(
        (slip for slip in slips if slip.weight >= LEAST),
        key=lambda slip: -slip.weight,
    )
    single = [(slip, slip.change) for slip in weighty if slip.change is not None][:MOST]
    sign = RULES["SIGN_FLIPPED"]
    for slip, _ in single:
        number = -slip.guess.number
        if _is_near(typed, number):
            yield _pair(slip, (sign, Guess(number)), number, prior(sign.id))
    to, right = context.tape.tangent(context.locals, node), context.gradients[node]
    single.sort(key=lambda one: one[0].guess.at)
    after, start = to, -1
    for i, (one, change) in enumerate(single):
        if change[0].node != start:
            start = change[0].node
            after = context.tape.tangent(context.locals, start)
        here = _off(change, to)
        rest = typed.value - one.guess.number + right
        near = NEAR * abs(typed.value) + typed.unit
        for two, further in single[i + 1 :]:
            if further[0].node != start:
                together = here * _off(further, after) * context.gradients[further[0].node]
                gap = two.guess.number + together - rest
                if abs(gap) <= near:
                    yield _pair(one, two.finding, typed.value + gap, two.weight)


def _off(change: Change, to: Sequence[float]) -> float:
    """By how much the derivative of an operation is off, by the node of this tangent."""
    row, off = change
    if len(off) == 1:  # nearly always
        return to[row.operands[off[0][0]]] * off[0][1]
    return sum(to[row.operands[slot]] * by for slot, by in off)


def _is_near(typed: TypedNumber, number: float) -> bool:
    return abs(number - typed.value) <= NEAR * abs(typed.value) + typed.unit


def _pair(slip: Slip, other: Finding, number: float, weight: float) -> Slip:
    """A slip and another one that together give ``number``."""
    return slip._replace(
        guess=slip.guess._replace(number=number),
        weight=slip.weight * weight * PAIR,
        change=None,
        other=other,
    )
