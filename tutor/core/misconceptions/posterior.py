"""What may be behind a wrong number, and how likely each of it is.

By Bayes: how often a slip is made, times how likely its number is written down as the one that was
typed; against it stands that nothing known explains the number.  Mistakes that need the same next
question are one group, and so are those that give the same number at other values, too: asking
again would not tell them apart.
"""

from __future__ import annotations

import math
from bisect import bisect_left, bisect_right
from collections import Counter
from collections.abc import Callable, Collection, Iterable, Mapping, Sequence
from dataclasses import dataclass
from functools import cached_property, lru_cache
from types import MappingProxyType
from typing import NamedTuple

from tutor.core.answers import TOLERANCE, TypedNumber, is_close, is_right
from tutor.core.budget import spend
from tutor.core.misconceptions.context import GradientContext
from tutor.core.misconceptions.likelihood import chance, chance_of_anything, reach
from tutor.core.misconceptions.other_answers import (
    Known,
    chance_of_known,
    fits_known,
    leaves_right,
)
from tutor.core.misconceptions.priors import AGAIN, CROWD, NONE, PROBED
from tutor.core.misconceptions.rule import Finding, Rule
from tutor.core.misconceptions.slips import Slip, Subgraph, slips_in
from tutor.core.misconceptions.table import RULES

SUSPECTED = 0.01
"""A share below which a cause is not spoken of, next to the likeliest."""
_STRETCHES = (1.1732, 0.8391)
"""How leaf values are changed, by growing powers, to see whether two numbers stay the same."""
GENTLER = 0.1
"""The power to which they are taken where that opens or shuts a gate, or there is no value."""
WEIGHING = 40
"""Units of work for one number, beside those for each slip that is near it and each node."""
TYPICAL = 1.0
"""The size of an answer where the right one is 0."""


class Weighed(NamedTuple):
    """A slip and how likely it is to have given the number, next to the others."""

    slip: Slip
    mass: float


class Group(NamedTuple):
    """Mistakes that one question answers, the likeliest first, and their share."""

    members: tuple[Slip, ...]
    share: float


@dataclass(frozen=True)
class Posterior:
    """What may be behind one number: groups, the likeliest first; ``unknown`` is nothing known."""

    groups: tuple[Group, ...]
    unknown: float

    @property
    def clear(self) -> float:
        """How likely the likeliest group is next to nothing known."""
        share = self.groups[0].share if self.groups else 0.0
        return share / (share + self.unknown) if share else 0.0

    @property
    def known(self) -> float:
        """The share of all that is known to go wrong."""
        return 1.0 - self.unknown


class Setting(NamedTuple):
    """What is known beside the number: the tolerance of marking, rules that the question was made
    for, rules that fitted this learner's earlier answers, other numbers on the same graph, and
    nodes whose gradient the learner is given."""

    tolerance: float = TOLERANCE
    probes: frozenset[str] = frozenset()
    suspects: frozenset[str] = frozenset()
    known: Known = MappingProxyType({})
    given: frozenset[int] = frozenset()


class ByNumber:
    """Slips by their numbers, of which a typed number is near a few."""

    def __init__(self, slips: Iterable[Slip]) -> None:
        self.slips = tuple(slips)
        numbers = [slip.guess.number for slip in self.slips]
        self._places = sorted(range(len(numbers)), key=numbers.__getitem__)
        self._numbers = [numbers[i] for i in self._places]

    @cached_property
    def counts(self) -> Mapping[str, int]:
        """How many there are of each rule."""
        return Counter(slip.rule.id for slip in self.slips)

    @cached_property
    def _weight(self) -> float:
        return sum(slip.weight for slip in self.slips)

    @cached_property
    def whole(self) -> float:
        """The share of them, by weight, that give a whole number."""
        whole = sum(slip.weight for slip in self.slips if slip.guess.number.is_integer())
        return whole / (self._weight or 1.0)

    def near(self, typed: TypedNumber) -> list[Slip]:
        """Those that may have been written down as this, in the order in which they were given."""
        off = reach(typed)
        start = bisect_left(self._numbers, typed.value - off)
        end = bisect_right(self._numbers, typed.value + off)
        return [self.slips[i] for i in sorted(self._places[start:end])]

    def weight(self, again: Collection[str], probes: Collection[str]) -> float:
        """How often one of them is made, where ``again`` were made before, ``probes`` asked for."""
        if not again and not probes:  # nearly always
            return self._weight
        probed = sum(slip.weight for slip in self.slips if slip.rule.id in probes)
        more = sum(PROBED if id_ in probes else 1.0 for id_ in again) * AGAIN / (len(again) or 1)
        return self._weight + probed * (PROBED - 1.0) + more


def weigh(
    context: GradientContext,
    node: int,
    typed: TypedNumber,
    setting: Setting,
    slips: ByNumber,
    right: float | None = None,
) -> tuple[list[Weighed], float]:
    """These slips as explanations of an answer to ∂of/∂node, and the mass of no explanation.

    One that gives the right number, or whose advice leads back to the answer, explains nothing.
    ``right`` is given where something else than this derivative was asked for.
    """
    right = context.gradients[node] if right is None else right
    whole = context.whole
    if setting.given:
        slips = ByNumber(filter(leaves_right(context, setting.given), slips.slips))
    again = setting.suspects and setting.suspects & slips.counts.keys()
    near = [slip for slip in slips.near(typed) if not _out_of_sight(context, slip)]
    if setting.given and any(_turns_a_negative(context, slip) for slip in near):
        near = [slip for slip in near if slip.rule.id != "SIGN_FLIPPED"]
    spend(WEIGHING + len(near) + len(context.values) // 2)
    found = []
    for slip in near:
        fits = chance(typed, slip.guess.number, whole=whole)
        if fits and not is_right(slip.guess.number, right, setting.tolerance):
            weight = slip.weight
            if slip.rule.id in again:
                weight += AGAIN / len(again) / slips.counts[slip.rule.id]
            if slip.rule.id in setting.probes:
                weight *= PROBED
            found.append(Weighed(slip, weight * fits))
    total = slips.weight(again, setting.probes)
    size = abs(right) or TYPICAL
    crowd = math.sqrt(total / CROWD)
    unexplained = NONE * crowd * total * chance_of_anything(typed, size, slips.whole)
    if setting.known:
        fits_others = fits_known(context, setting.known)
        found = [Weighed(slip, mass * fits_others(slip)) for slip, mass in found]
        unexplained *= chance_of_known(context, setting.known)
    straight = [
        one
        for one in found
        if not leads_back(context, node, one.slip.finding, typed.value, setting.tolerance)
    ]
    return straight, unexplained


def _out_of_sight(context: GradientContext, slip: Slip) -> bool:
    """Whether a value would be taken that nothing on the screen names.

    Where there is a picture it shows all leaves, and what a formula was cut into.
    """
    at = slip.guess.at
    if slip.rule.id != "VALUE_FOR_GRADIENT" or at < 0:
        return False
    return context.is_nameless(at) and any(leaf.made for leaf in context.graph.leaves)


def _turns_a_negative(context: GradientContext, slip: Slip) -> bool:
    """Whether the sign of a negative factor is lost: one that is there to be lost."""
    at, slot = slip.guess.at, slip.guess.slot
    return slip.rule.id == "SIGN_OF_FACTOR" and slot >= 0 and context.locals[at][slot] < 0


def leads_back(
    context: GradientContext, node: int, finding: Finding, answer: float, tolerance: float
) -> bool:
    """Whether the advice of a rule, followed, gives the number that was just rejected."""
    rule, guess = finding
    followed = _FOLLOWED.get(rule.id)
    return followed is not None and is_close(followed(context, node, guess.at), answer, tolerance)


def _message(context: GradientContext, node: int, at: int) -> float:
    """Multiplied by the other factor: the message of one route, or of all."""
    sent = [r for r in context.routes(node) if at in {r.successor, -1}]
    return sum(r.backpropagated * r.local for r in sent)


def _through(context: GradientContext, node: int, at: int) -> float:
    """∂at/∂node multiplied by ∂of/∂at."""
    return context.tape.tangent(context.locals, node)[at] * context.gradients[at]


_FOLLOWED: Mapping[str, Callable[[GradientContext, int, int], float]] = {
    "BACKPROP_ONLY": _message,
    "LOCAL_ONLY": _message,
    "STOPPED_EARLY": _through,
}
"""What the answer becomes when a rule's advice is followed; with the others it is the right one."""


def share_known(weighed: Iterable[Weighed], unexplained: float) -> float:
    """The share that these explanations have next to no explanation."""
    known = sum(one.mass for one in weighed)
    return known / (known + unexplained) if known else 0.0


def posterior(
    context: GradientContext,
    node: int,
    weighed: Sequence[Weighed],
    unexplained: float,
    probes: Collection[str] = (),
) -> Posterior:
    """The shares of these explanations in groups; in a group the ``probes`` come first."""
    if not weighed:
        return Posterior((), 1.0)
    total = unexplained + sum(mass for _, mass in weighed)
    best: dict[tuple[object, ...], Weighed] = {}
    for one in weighed:
        place = *one.slip.ids, one.slip.guess.at, one.slip.guess.slot
        if place not in best:
            best[place] = one
        else:
            first = best[place]
            heavier = first.slip if first.slip.weight >= one.slip.weight else one.slip
            best[place] = Weighed(heavier, first.mass + one.mass)
    ordered = sorted(best.values(), key=lambda w: (w.slip.rule.id not in probes, -w.mass))
    groups = _grouped(context, node, ordered)
    shares = [(group, sum(w.mass for w in group) / total) for group in groups]
    shares.sort(key=lambda pair: -pair[1])
    kept = [(g, share) for g, share in shares if share >= SUSPECTED]
    return Posterior(
        tuple(Group(tuple(w.slip for w in group), share) for group, share in kept),
        1.0 - share_known(weighed, unexplained),
    )


def _grouped(
    context: GradientContext, node: int, ordered: Sequence[Weighed]
) -> list[list[Weighed]]:
    """Explanations with one remedy, or with one number at other values, too, together."""
    causes: dict[tuple[object, ...], list[Weighed]] = {}
    for one in ordered:
        rule, guess = one.slip.finding
        both = one.slip.ids[1:]
        causes.setdefault((rule.remedy or rule.id, guess.at, guess.slot, *both), []).append(one)
    if len(causes) < 2:
        return [*causes.values()]
    spend(len(causes) ** 2)
    numbers: dict[Key, tuple[float, ...]] = {}
    for id_ in {one.slip.rule.id for one in ordered}:
        numbers |= _numbers_elsewhere(context, node, id_)
    return joined(causes.values(), numbers)


@lru_cache(maxsize=128)
def _numbers_elsewhere(context: GradientContext, node: int, id_: str) -> Numbers:
    """What one rule gives at other values, kept for the next answers to the same."""
    return elsewhere(context, node, [RULES[id_]] if id_ in RULES else []).numbers


def by_remedy(slips: Iterable[Weighed]) -> Iterable[list[Weighed]]:
    """Slips that one lesson helps with together, wherever they are made."""
    causes: dict[str, list[Weighed]] = {}
    for one in slips:
        causes.setdefault(one.slip.rule.remedy or one.slip.rule.id, []).append(one)
    return causes.values()


def joined(causes: Iterable[list[Weighed]], others: Numbers) -> list[list[Weighed]]:
    """Causes with one number at other values, too, together."""
    found: list[list[Weighed]] = []
    for group in causes:
        home = next((g for g in found if _alike(others, g, group)), None)
        if home is None:
            found.append(group)
        else:
            home.extend(group)
    return found


Key = tuple[object, ...]
"""What names a slip at any values."""
Numbers = Mapping[Key, tuple[float, ...]]
"""What slips give at other values."""


class Elsewhere(NamedTuple):
    """Other leaf values: the right derivatives there, and the numbers of the slips in it.

    ``slips`` are those at the first of these values.
    """

    right: tuple[float, ...]
    numbers: Numbers
    slips: Mapping[Key, Slip]


NOWHERE = Elsewhere((), {}, {})


def elsewhere(context: GradientContext, node: int, rules: Sequence[Rule]) -> Elsewhere:
    """What these rules give at other leaf values of the same signs."""
    right: list[float] = []
    found: list[Mapping[Key, Slip]] = []
    for part in _parts_elsewhere(context, node):
        found.append({slip.key: slip for slip in slips_in(part, rules)})
        right.append(part.context.gradients[node])
    if not found:
        return NOWHERE
    common = [key for key in found[0] if all(key in slips for slips in found)]
    numbers = {key: tuple(slips[key].guess.number for slips in found) for key in common}
    return Elsewhere(tuple(right), numbers, found[0])


@lru_cache(maxsize=1)
def _parts_elsewhere(context: GradientContext, node: int) -> tuple[Subgraph, ...]:
    """What lies between a node and the output there, kept for the next answer to the same."""
    moved = (_moved(context, stretch) for stretch in _STRETCHES)
    return tuple(Subgraph.to(there, node) for there in moved if there is not None)


def _moved(context: GradientContext, stretch: float) -> GradientContext | None:
    """The context at leaf values so far away, or nearer, with the same gates open."""
    gates = _gates(context)
    for by in (stretch, stretch**GENTLER):
        leaves = {
            leaf.name: (context.values[context.tape.index[leaf.name]] or 0.3) * by ** (1 + i % 5)
            for i, leaf in enumerate(context.graph.leaves)
        }
        values = context.tape.forward(leaves)
        if values is None or not all(map(math.isfinite, values)):
            continue
        moved = GradientContext.at(context.tape, values, context.of, context.background)
        if moved is not None and _gates(moved) == gates:
            return moved
    return None


def _gates(context: GradientContext) -> list[Sequence[float]]:
    return [context.locals[row.node] for row in context.tape.rows if row.rule.kinked]


def _alike(others: Numbers, one: list[Weighed], two: list[Weighed]) -> bool:
    mine = [x for w in one if (x := others.get(w.slip.key))]
    theirs = [x for w in two if (x := others.get(w.slip.key))]
    return any(all(map(math.isclose, a, b)) for a in mine for b in theirs)
