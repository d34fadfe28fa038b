"""Slips of the pen: looked for where no rule gives the number, and never claimed before."""

from __future__ import annotations

import math
from collections.abc import Iterator, Sequence

from tutor.core.misconceptions.context import GradientContext
from tutor.core.misconceptions.rule import Guess, Rule


def _halved(context: GradientContext, v: int) -> Iterator[Guess]:
    """Half of it, where there is a constant factor or a power to lose."""
    on_route = context.on_route(v)
    if any(
        row.node in on_route and row.op in {"mul", "div", "pow"} and len(row.inputs) == 1
        for row in context.tape.rows
    ):
        yield Guess(context.gradients[v] / 2)


def _decimals(context: GradientContext, v: int) -> Iterator[Guess]:
    yield from (Guess(context.gradients[v] / 10.0**k) for k in (-2, -1, 1, 2))


def _miscounted(context: GradientContext, v: int) -> Iterator[Guess]:
    """What comes near the right number: a neighbour in the times table, a digit, a column off."""
    products = [(route.backpropagated, route.local) for route in context.routes(v)]
    yield from _near(context.gradients[v], products)


def _miscounted_value(context: GradientContext, v: int) -> Iterator[Guess]:
    row = context.tape.row_of[v]
    operands = [] if row is None else [context.values[i] for i in row.operands]
    product = row is not None and row.op == "mul"
    yield from _near(context.values[v], [(operands[0], operands[1])] if product else [])


def _near(right: float, products: Sequence[tuple[float, float]]) -> Iterator[Guess]:
    near = set[float]()
    for one, two in products:
        rest = right - one * two
        if one.is_integer() and two.is_integer() and min(abs(one), abs(two)) > 1:
            near |= {rest + (one + i) * two for i in (-1, 1)}
            near |= {rest + one * (two + i) for i in (-1, 1)}
    if right.is_integer() and abs(right) > SINGLE_DIGIT:
        near |= {right + i for i in (-10, -1, 1, 10)}
        text = str(int(abs(right)))
        for i in range(len(text) - 1):
            swapped = text[:i] + text[i + 1] + text[i] + text[i + 2 :]
            if not swapped.startswith("0"):
                near.add(math.copysign(float(swapped), right))
    yield from (Guess(number) for number in sorted(near - {right}))


SINGLE_DIGIT = 9
"""Up to here nobody is off by one column, or by one."""

PEN_SLIPS: tuple[Rule, ...] = (
    Rule("ARITHMETIC_SLIP", "a slip in the arithmetic",
         "{n} may be a slip in the arithmetic: what goes in may be right.",
         "Work out the last step once more: what is it?", _miscounted,
         remedy="arithmetic", value=_miscounted_value),
    Rule("FACTOR_OF_TWO", "a factor 2 missing", "{n} comes out when a constant factor is lost.",
         "Which constants does the chain meet, and did you use each of them once?", _halved),
    Rule("DECIMAL_SLIP", "the decimal point in the wrong place",
         "{n} does not have the size that the factors give.",
         "About how large should the product of the factors be?", _decimals),
)  # fmt: skip
