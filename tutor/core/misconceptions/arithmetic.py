"""Slips of the pen: looked for where no rule gives the number, and never claimed before."""

from __future__ import annotations

from collections.abc import Iterator

from tutor.core.misconceptions.context import GradientContext
from tutor.core.misconceptions.rule import Guess, Rule


def _halved(context: GradientContext, v: int) -> Iterator[Guess]:
    yield Guess(context.gradients[v] / 2)


def _decimals(context: GradientContext, v: int) -> Iterator[Guess]:
    yield from (Guess(context.gradients[v] / 10.0**k) for k in (-3, -2, -1, 1, 2, 3))


PEN_SLIPS: tuple[Rule, ...] = (
    Rule("FACTOR_OF_TWO", "a factor 2 missing", "Half of the right value.",
         "Where on the way does a factor 2 come in?", _halved),
    Rule("DECIMAL_SLIP", "the decimal point in the wrong place",
         "The digits are right; the decimal point is not where it belongs.",
         "About how large should the product of the factors be?", _decimals),
)  # fmt: skip
