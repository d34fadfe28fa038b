"""Two slips in one answer: looked for where no single one explains it."""

from __future__ import annotations

from bisect import bisect_left, bisect_right
from collections.abc import Iterable, Iterator

from tutor.core.answers import TypedNumber
from tutor.core.budget import spend
from tutor.core.misconceptions.context import GradientContext
from tutor.core.misconceptions.priors import PAIR, prior
from tutor.core.misconceptions.rule import Finding, Guess
from tutor.core.misconceptions.slips import Slip, off_by
from tutor.core.misconceptions.table import RULES

MOST = 64
"""Slips at one operation that are paired: the likeliest ones."""
NEAR = 0.02
"""How far, relatively, a number may be from the one typed to be thought of."""
LEAST = 0.5
"""How often a slip is made that is thought of in a pair, in per cent."""


class Pairs:
    """The pairs in one derivative by their numbers: thousands, of which an answer is near a few."""

    def __init__(self, context: GradientContext, node: int, slips: Iterable[Slip]) -> None:
        weighty = sorted(
            (slip for slip in slips if slip.weight >= LEAST),
            key=lambda slip: -slip.weight,
        )
        single = [(slip, slip.change) for slip in weighty if slip.change is not None][:MOST]
        spend(len(single) * len(single) // 4)
        numbers = [-slip.guess.number for slip, _ in single]
        pairs: list[tuple[Slip, Slip | None]] = [(slip, None) for slip, _ in single]
        to, right = context.tape.tangent(context.locals, node), context.gradients[node]
        single.sort(key=lambda one: one[0].guess.at)
        start, further, sent = -1, list[Slip](), list[tuple[float, float]]()
        for i, (one, change) in enumerate(single):
            if change[0].node != start:
                start = change[0].node
                rest = [(two, off) for two, off in single[i:] if two.guess.at != start]
                after = context.tape.tangent(context.locals, start)
                further = [two for two, _ in rest]
                sent = [
                    (two.guess.number - right, off_by(off, after) * context.gradients[off[0].node])
                    for two, off in rest
                ]
            here, number = off_by(change, to), one.guess.number
            numbers += [number + other + here * both for other, both in sent]
            pairs += [(one, two) for two in further]
        self._pairs = pairs
        self._places = sorted(range(len(numbers)), key=numbers.__getitem__)
        self._numbers = [numbers[place] for place in self._places]

    def near(self, typed: TypedNumber) -> Iterator[Slip]:
        """Those whose number is near the one that was typed."""
        off = NEAR * abs(typed.value) + typed.unit
        start = bisect_left(self._numbers, typed.value - off)
        end = bisect_right(self._numbers, typed.value + off)
        sign = RULES["SIGN_FLIPPED"]
        for place, number in sorted(
            zip(self._places[start:end], self._numbers[start:end], strict=True)
        ):
            one, two = self._pairs[place]
            if two is None:
                yield _pair(one, (sign, Guess(number)), number, prior(sign.id))
            else:
                yield _pair(one, two.finding, number, two.weight)


def _pair(slip: Slip, other: Finding, number: float, weight: float) -> Slip:
    """A slip and another one that together give ``number``."""
    return slip._replace(
        guess=slip.guess._replace(number=number),
        weight=slip.weight * weight * PAIR,
        change=None,
        other=other,
    )
