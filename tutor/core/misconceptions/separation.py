"""How well one number tells the slips of people apart.

Values decide it: with x₁ = x₂ or a factor 1 different slips give one number, or the right one, and
no diagnosis can say which of them was made.  The measure is made of the slips and priors that the
diagnosis itself works with; what it could not tell apart at any values counts as one thing.
"""

from __future__ import annotations

import math
from collections.abc import Collection, Iterator, Sequence
from dataclasses import dataclass
from functools import lru_cache
from typing import NamedTuple

from tutor.core.answers import are_apart, is_right
from tutor.core.graph import Tape
from tutor.core.misconceptions.context import NO_TRAINING, GradientContext
from tutor.core.misconceptions.posterior import Elsewhere, Weighed, by_remedy, elsewhere, joined
from tutor.core.misconceptions.rule import Rule
from tutor.core.misconceptions.slips import slips_of
from tutor.core.misconceptions.table import explaining

DIGITS = frozenset({"ARITHMETIC_SLIP"})
"""Rules whose slips depend on how the numbers are written."""

Cause = tuple[Weighed, ...]
"""Slips that need the same next question."""


@dataclass(frozen=True, slots=True)
class Shared:
    """A number, and the causes that give it, the heaviest first."""

    number: float
    causes: tuple[Cause, ...]

    @property
    def confused(self) -> float:
        """How often people who give this number are taken for others by the best guesser."""
        return sum(mass(cause) for cause in self.causes[1:])


@dataclass(frozen=True, slots=True)
class Separation:
    """The numbers that slips give for one derivative, and the slips that give the right one."""

    numbers: tuple[Shared, ...]
    unseen: tuple[Weighed, ...]

    @property
    def count(self) -> int:
        """How many slips were worked out."""
        return sum(len(cause) for one in self.numbers for cause in one.causes)

    @property
    def share(self) -> float:
        """How often the best guesser, who knows all slips and priors, is right; 0 to 1."""
        seen = sum(mass(cause) for one in self.numbers for cause in one.causes)
        return 1.0 - sum(one.confused for one in self.numbers) / seen if seen else 1.0

    @property
    def hidden(self) -> float:
        """How much of all slips gives the right number, though it need not; 0 to 1."""
        hidden = sum(one.mass for one in self.unseen)
        seen = sum(mass(cause) for one in self.numbers for cause in one.causes)
        return hidden / (hidden + seen) if hidden else 0.0


    def clashes(self, ids: Collection[str]) -> int:
        """How many causes with one of these mistakes share their number with another such."""
        shared = [
            sum(any(w.slip.rule.id in ids for w in cause) for cause in one.causes)
            for one in self.numbers
            if len(one.causes) > 1
        ]
        return sum(count - 1 for count in shared if count)


def mass(cause: Cause) -> float:
    """How often one of these slips is made, next to the others."""
    return sum(one.mass for one in cause)


class Known(NamedTuple):
    """What holds at any values: the rules that have slips in ∂of/∂node, and which are alike."""

    rules: tuple[Rule, ...]
    elsewhere: tuple[Elsewhere, ...]


@lru_cache(maxsize=512)
def _known(tape: Tape, of: int, node: int) -> Known | None:
    """By the graph alone, so that it is worked out once; None where it has no values by itself."""
    at = tape.forward({leaf.name: leaf.default or 0.3 for leaf in tape.graph.leaves})
    context = None if at is None else GradientContext.at(tape, at, of)
    return None if context is None else _known_at(context, node)


def _known_at(context: GradientContext, node: int) -> Known | None:
    found = elsewhere(context, node, explaining())
    ids = {key[0] for one in found for key in one.slips} | DIGITS
    rules = tuple(rule for rule in explaining() if rule.id in ids)
    return Known(rules, tuple(found)) if found else None


def separation(context: GradientContext, node: int) -> Separation:
    """How well the values of ``context`` keep the slips in ∂of/∂node apart.

    Gates that are open or shut decide which slips there are; they are taken as they are at the
    graph's own values.
    """
    known = None
    if context.background == NO_TRAINING:
        known = _known(context.tape, context.of, node)
    known = known or _known_at(context, node) or Known(explaining(), ())
    right = context.gradients[node]
    slips = [*slips_of(context, node, known.rules)]
    seen, unseen = [], []
    for slip in slips:
        one = Weighed(slip, slip.weight)
        if are_apart(slip.guess.number, right):
            seen.append(one)
        elif not _always_right(known, slip.key):
            unseen.append(one)
    unseen.extend(_gone(known, {slip.key for slip in slips}))
    return Separation(tuple(_shared(seen, known.elsewhere)), tuple(unseen))


def _always_right(known: Known, key: tuple[object, ...]) -> bool:
    return bool(known.elsewhere) and all(
        key in one.slips and math.isclose(one.slips[key].guess.number, one.right)
        for one in known.elsewhere
    )


def _gone(known: Known, keys: set[tuple[object, ...]]) -> Iterator[Weighed]:
    """Slips that make no difference here, and so are none, but do elsewhere."""
    for one in known.elsewhere[:1]:
        for key, slip in one.slips.items():
            if key not in keys and key[0] not in DIGITS and not _always_right(known, key):
                yield Weighed(slip, slip.weight)


def _shared(seen: list[Weighed], others: Sequence[Elsewhere]) -> Iterator[Shared]:
    """The slips by what marking takes for one number."""
    seen.sort(key=lambda one: one.slip.guess.number)
    start, end = 0, 1
    while start < len(seen):
        number = seen[start].slip.guess.number
        while end < len(seen) and _same(number, seen[end].slip.guess.number):
            end += 1
        causes = [tuple(cause) for cause in joined(by_remedy(seen[start:end]), others)]
        yield Shared(number, tuple(sorted(causes, key=mass, reverse=True)))
        start, end = end, end + 1


def _same(one: float, other: float) -> bool:
    """Whether marking takes one for the other."""
    return one == other or (not are_apart(one, other) and is_right(other, one))
