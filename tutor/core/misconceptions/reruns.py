"""Slips in the numbers that a backward pass is made with: a wrong value, and rounding on the way.

From such a slip on everything is worked out rightly, so each takes a pass of its own; they are
looked for where no slip in a derivative explains the answer.
"""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable, Iterator, Sequence
from itertools import islice
from math import isfinite

from tutor.core.misconceptions.arithmetic import PEN_SLIPS
from tutor.core.misconceptions.context import GradientContext, usable
from tutor.core.misconceptions.forward_values import VALUE_RULES
from tutor.core.misconceptions.priors import prior
from tutor.core.misconceptions.rule import Guess, Rule, nothing
from tutor.core.misconceptions.slips import Slip

WORK = 400
"""Operations that are worked out anew at most for one rule, over all its passes."""
DECIMALS = (1, 2, 3)
"""Places to which people round on the way."""
OF_ONE_OPERATION = frozenset({
    "OTHER_OPERATION", "VALUE_SIGN_FLIPPED", "ARITHMETIC_SLIP", "BIAS_FORGOTTEN",
    "ACTIVATION_NOT_APPLIED",
})  # fmt: skip
"""Rules that give a value which somebody would go on with."""


def reruns_of(context: GradientContext, node: int, rules: Iterable[Rule]) -> Iterator[Slip]:
    """The slips of these rules that take passes of their own, as far as ``WORK`` goes."""
    most = WORK // (len(context.tape.rows) + 1)
    for rule in rules:
        if rule.reruns is nothing:
            continue
        guesses = [g for g in islice(rule.reruns(context, node), most) if usable(g.number)]
        places = Counter(guess.at for guess in guesses)
        for guess in guesses:
            yield Slip(rule, guess, prior(rule.id) / places[guess.at])


def _with_a_wrong_value(context: GradientContext, node: int) -> Iterator[Guess]:
    """∂of/∂node when one node has another value, and what follows is worked out from it."""
    for row in context.tape.rows:
        if row.node not in context.needed:
            continue
        for value in _wrong_values(context, row.node):
            gradients = context.moved(row.node, value - context.values[row.node])
            if gradients is not None:
                yield Guess(gradients[node], row.node)


def _wrong_values(context: GradientContext, v: int) -> Iterator[float]:
    """The wrong values of one node with which somebody would go on."""
    for rule in (*VALUE_RULES, *PEN_SLIPS):
        if rule.id in OF_ONE_OPERATION:
            for guess in rule.value(context, v):
                if guess.number != context.values[v]:
                    yield guess.number


def _rounded(context: GradientContext, node: int) -> Iterator[Guess]:
    """∂of/∂node with every value rounded, and with every local gradient and message as well."""
    if all(float(x).is_integer() for x in context.values):
        return
    for places in DECIMALS:
        values = [*context.values]
        for row in context.tape.rows:
            worth = row.value(values)
            values[row.node] = round(worth, places) if isfinite(worth) else worth
        local = context.tape.local_gradients(values) if all(map(isfinite, values)) else None
        if local is not None:
            yield Guess(context.tape.backward(local, context.of)[node])
            yield Guess(_sent_rounded(context, local, places)[node])


def _sent_rounded(
    context: GradientContext, local: Sequence[Sequence[float]], places: int
) -> list[float]:
    gradients = [0.0] * len(context.tape.names)
    gradients[context.of] = 1.0
    for row in reversed(context.tape.rows):
        for slot, source in row.inputs:
            message = gradients[row.node] * round(local[row.node][slot], places)
            gradients[source] += round(message, places)
    return gradients


def _by_one(context: GradientContext, node: int) -> Iterator[Guess]:
    """By how much the output grows when ``node`` grows by 1, or by how much less it was before."""
    for by in (1.0, -1.0):
        there = context.tape.nudged(context.values, node, by)[context.of]
        if isfinite(there):
            yield Guess((there - context.values[context.of]) * by)


RERUN_RULES: tuple[Rule, ...] = (
    Rule("STEP_OF_ONE", "the change for a whole step of 1",
         "{n} is the change of {z} when {v} moves by 1. A derivative is about a small step.",
         "Move {v} by 0.01 instead: by how much does {z} change?",
         remedy="a small step", reruns=_by_one, fact=True),
    Rule("VALUE_SLIP", "a slip in the forward pass",
         "{n} comes out with another value of {m} and everything else right.",
         "Work out {m} once more: what is its value?", remedy="values first",
         reruns=_with_a_wrong_value),
    Rule("ROUNDED", "numbers rounded on the way",
         "{n} comes out when numbers are rounded on the way. Keep one more figure until the end.",
         "With how many figures did you work?", remedy="round at the end", reruns=_rounded),
)  # fmt: skip
