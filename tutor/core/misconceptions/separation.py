"""How well one number tells the slips of people apart.

Values decide it: with x₁ = x₂ or a factor 1 different slips give one number, or the right one, and
no diagnosis can say which of them was made.  The measure is made of the slips and priors that the
diagnosis itself works with; what it could not tell apart at any values counts as one thing.
"""

from __future__ import annotations

import math
from collections.abc import Collection, Iterable, Iterator, Mapping
from dataclasses import dataclass
from functools import lru_cache
from typing import NamedTuple

from tutor.core.answers import are_apart, is_right
from tutor.core.budget import spend
from tutor.core.graph import Tape
from tutor.core.misconceptions.context import GradientContext
from tutor.core.misconceptions.posterior import (
    NOWHERE,
    Elsewhere,
    Key,
    Numbers,
    Weighed,
    by_remedy,
    elsewhere,
    joined,
)
from tutor.core.misconceptions.rule import Finding, Rule
from tutor.core.misconceptions.slips import Slip, slips_of
from tutor.core.misconceptions.table import explaining

BY_OCCASION = frozenset({
    "ARITHMETIC_SLIP", "UPDATED_VALUE", "STALE_FORWARD", "GRADIENT_IS_NEW_VALUE", "UPDATED_WEIGHT",
    "DIVIDED_BY_N_NOT_S",
})  # fmt: skip
"""Rules whose slips depend on how the numbers are written, or on where the question stands."""
RARE = frozenset({
    "DERIVATIVE_AT_RESULT", "DERIVATIVE_AT_GRADIENT", "ONLY_INSIDE", "CONSTANTS_LEFT_OUT",
    "PART_LEFT_OUT", "LAYER_SKIPPED", "OWN_VALUE_BESIDES", "BRACKETS_DROPPED",
    "FACTOR_ON_ONE_TERM", "OTHER_LETTER", "BIAS_TIMES_INPUT", "STEP_FOR_ANSWER", "INTEGRATED",
    "EXPONENT_DIVIDED", "QUOTIENT_GARBLED",
})  # fmt: skip
"""Rules that too few people make for values to be chosen by them."""

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

    @property
    def findings(self) -> tuple[Finding, ...]:
        """The commonest slip of each cause."""
        return tuple(commonest(cause) for cause in self.causes)


@dataclass(frozen=True, slots=True)
class Separation:
    """The numbers that slips give for one derivative, and the slips that give the right one.

    ``count`` is how many slips had to be worked out for it, ``elsewhere`` what they give at other
    values.
    """

    numbers: tuple[Shared, ...]
    unseen: tuple[Weighed, ...]
    count: int = 0
    elsewhere: Elsewhere = NOWHERE

    @property
    def seen(self) -> float:
        """The weight of all slips that give a wrong number."""
        return sum(mass(cause) for one in self.numbers for cause in one.causes)

    @property
    def all(self) -> float:
        """The weight of all slips."""
        return self.seen + mass(self.unseen)

    @property
    def share(self) -> float:
        """How often the best guesser, who knows all slips and priors, is right; 0 to 1."""
        return 1.0 - sum(one.confused for one in self.numbers) / self.seen if self.seen else 1.0

    @property
    def hidden(self) -> float:
        """How much of all slips gives the right number, though it need not; 0 to 1."""
        return mass(self.unseen) / self.all if self.unseen else 0.0

    @property
    def invisible_causes(self) -> tuple[tuple[float, Finding], ...]:
        """The causes that give the right number: their weights, and the commonest slip of each."""
        return tuple((mass(cause), commonest(cause)) for cause in by_remedy(self.unseen))

    def merged(self, ids: Collection[str]) -> int:
        """How many of these mistakes cannot be seen, or share their number with another of them.

        What one question helps with counts once, and so does what has one number at any values.
        """
        return self.invisible(ids) + self.clashes(ids)

    def invisible(self, ids: Collection[str]) -> int:
        """How many slips of these kinds give the right number."""
        return sum(one.slip.rule.id in ids for one in self.unseen)

    def clashes(self, ids: Collection[str]) -> int:
        """How many causes with one of these mistakes share their number with another such.

        Other slips with that number do not make one cause of them.
        """
        count = 0
        for one in self.numbers:
            found = [w for cause in one.causes for w in cause if w.slip.rule.id in ids]
            if len(found) > 1:
                count += len(joined(by_remedy(found), self.elsewhere.numbers)) - 1
        return count


def mass(cause: Iterable[Weighed]) -> float:
    """How often one of these slips is made, next to the others."""
    return sum(one.mass for one in cause)


def commonest(cause: Iterable[Weighed]) -> Finding:
    """The slip that is made most often."""
    return max(cause, key=lambda one: one.mass).slip.finding


class Known(NamedTuple):
    """What holds of the slips in ∂of/∂node at any values.

    ``rules`` are those that have any, ``always`` the slips that give the right number everywhere
    and so are none, ``others`` the rest as they are elsewhere.
    """

    rules: tuple[Rule, ...]
    elsewhere: Elsewhere
    always: frozenset[Key]
    others: Mapping[Key, Slip]


@lru_cache(maxsize=64)
def _known(tape: Tape, of: int, node: int) -> Known:
    """By the graph alone, so that it is worked out once."""
    at = tape.forward({leaf.name: leaf.default or 0.3 for leaf in tape.graph.leaves})
    context = None if at is None else GradientContext.at(tape, at, of)
    return _known_at(context, node) if context else NOTHING_KNOWN


def _weighty() -> tuple[Rule, ...]:
    """The rules by which values are chosen."""
    return tuple(rule for rule in explaining() if rule.id not in RARE)


def _known_at(context: GradientContext, node: int) -> Known:
    found = elsewhere(context, node, _weighty())
    if not found.right:
        return NOTHING_KNOWN
    always = {key for key, x in found.numbers.items() if all(map(math.isclose, x, found.right))}
    others = {
        key: slip
        for key, slip in found.slips.items()
        if key not in always and slip.rule.id not in BY_OCCASION
    }
    ids = {slip.rule.id for slip in found.slips.values()} | BY_OCCASION
    rules = tuple(rule for rule in _weighty() if rule.id in ids)
    return Known(rules, found, frozenset(always), others)


NOTHING_KNOWN = Known(_weighty(), NOWHERE, frozenset(), {})


def separation(
    context: GradientContext, node: int, ids: Collection[str] | None = None
) -> Separation:
    """How well the values of ``context`` keep the slips in ∂of/∂node apart; all, or these alone.

    For these alone it is a quick look: where there are gates, what is one thing is not found out.
    """
    spend(40 * len(context.tape.names))
    gates = any(row.rule.kinked for row in context.tape.rows)  # which slips there are hangs on them
    if not gates:
        known = _known(context.tape, context.of, node)
    else:
        known = _known_at(context, node) if ids is None else NOTHING_KNOWN
    right = context.gradients[node]
    rules = [rule for rule in known.rules if ids is None or rule.id in ids]
    slips = {slip.key: slip for slip in slips_of(context, node, rules)}
    gone = [
        Weighed(slip, slip.weight)
        for key, slip in known.others.items()
        if key not in slips and (ids is None or slip.rule.id in ids)
    ]
    seen, unseen = [], []
    for key, slip in slips.items():
        if not _same(right, slip.guess.number):
            seen.append(Weighed(slip, slip.weight))
        elif key not in known.always:
            unseen.append(Weighed(slip, slip.weight))
    numbers = tuple(_shared(seen, known.elsewhere.numbers))
    count = len(slips) * (3 if gates and ids is None else 1)
    return Separation(numbers, (*unseen, *gone), count, known.elsewhere)


def _shared(seen: list[Weighed], others: Numbers) -> Iterator[Shared]:
    """The slips by what marking takes for one number."""
    seen.sort(key=lambda one: one.slip.guess.number)
    start, end = 0, 1
    while start < len(seen):
        number = seen[start].slip.guess.number
        while end < len(seen) and _same(number, seen[end].slip.guess.number):
            end += 1
        causes: list[Cause] = [(seen[start],)]
        if end > start + 1:
            found = joined(by_remedy(seen[start:end]), others)
            causes = sorted((tuple(cause) for cause in found), key=mass, reverse=True)
        yield Shared(number, tuple(causes))
        start, end = end, end + 1


def _same(one: float, other: float) -> bool:
    """Whether marking takes one for the other."""
    return one == other or (not are_apart(one, other) and is_right(other, one))
