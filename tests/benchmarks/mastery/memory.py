"""Learners who forget, by five models of memory; none is that of the schedule.

Each learner meets eight skills over half a year, at gaps of their own, and is right when the skill
is remembered (but for slips), else as often as a guess is.
"""

from __future__ import annotations

import random
from collections.abc import Callable, Iterator
from dataclasses import dataclass, field
from datetime import UTC, datetime, timedelta
from itertools import pairwise
from math import exp, log, sqrt
from typing import NamedTuple

from tutor.core.progress import Evidence, Progress, add_up
from tutor.core.progress.events import Answered

BEGIN = datetime(2026, 1, 5, 17, tzinfo=UTC)
DAYS = 180
GUESS, SLIP = 0.1, 0.04


class Meeting(NamedTuple):
    """A question on a skill: the chance of a right answer that was predicted, and what came."""

    predicted: float
    right: bool


@dataclass
class Memory:
    """What one learner has of one skill: the days of meetings, and a strength."""

    days: list[float] = field(default_factory=list)
    strength: float = 1.0


Recall = Callable[[Memory, float, float], float]
"""The chance to remember a skill at a day, by a learner of this ability (1 is usual)."""


def halving(memory: Memory, day: float, ability: float) -> float:
    """Exponential forgetting whose half-life doubles with each meeting (half-life regression)."""
    if not memory.days:
        return 0.0
    half_life = 3.0 * ability * 2.0 ** (len(memory.days) - 1)
    return float(2.0 ** (-(day - memory.days[-1]) / half_life))


def power(memory: Memory, day: float, ability: float) -> float:
    """A power law of forgetting (Wickelgren), slower with each meeting."""
    if not memory.days:
        return 0.0
    rate = 0.35 / ability / (1 + 0.6 * (len(memory.days) - 1))
    return float((1 + day - memory.days[-1]) ** -rate)


def activation(memory: Memory, day: float, ability: float) -> float:
    """Traces that each decay as a power of their age (ACT-R's base-level activation)."""
    if not memory.days:
        return 0.0
    total = sum((day - one + 0.1) ** -0.5 for one in memory.days)
    return 1 / (1 + exp(-(log(total) + 1.1 * ability) / 0.4))


def two_stores(memory: Memory, day: float, ability: float) -> float:
    """A store that is lost in days and one that lasts months, filled by spaced meetings."""
    if not memory.days:
        return 0.0
    spaced = [b - a for a, b in zip(memory.days, memory.days[1:], strict=False)]
    lasting = 1 - exp(-ability * (0.5 + 0.35 * sum(min(gap, 20) ** 0.5 for gap in spaced)))
    gap = day - memory.days[-1]
    return float(lasting * exp(-gap / 150) + (1 - lasting) * exp(-gap / 4))


def stairs(memory: Memory, day: float, ability: float) -> float:
    """Sure until some day that each meeting puts off, then mostly gone."""
    if not memory.days:
        return 0.0
    lasts = 4.0 * ability * 1.9 ** (len(memory.days) - 1)
    return 1 / (1 + exp(4 * (day - memory.days[-1] - lasts) / lasts))


MODELS: dict[str, Recall] = {
    "half-life": halving, "power law": power, "traces": activation, "two stores": two_stores,
    "stairs": stairs,
}  # fmt: skip


def stretched(memory: Memory, day: float, ability: float) -> float:
    """A stretched exponential whose time grows by half with each meeting."""
    if not memory.days:
        return 0.0
    lasts = 6.0 * ability * 1.5 ** (len(memory.days) - 1)
    return exp(-(((day - memory.days[-1]) / lasts) ** 0.6))


def leaks(memory: Memory, day: float, ability: float) -> float:
    """Three leaking stores (2, 15 and 120 days), of which each meeting fills a share."""
    shares = [min(1.0, share * ability**0.5) for share in (0.9, 0.5, 0.2)]
    level, before = [0.0, 0.0, 0.0], day
    for at in memory.days:
        kept = _kept(level, at - before)
        level = [x + share * (1 - x) for x, share in zip(kept, shares, strict=True)]
        before = at
    kept = _kept(level, day - before)
    return 1 - (1 - kept[0]) * (1 - kept[1]) * (1 - kept[2])


def _kept(level: list[float], gap: float) -> list[float]:
    """What leaks leave after so many days."""
    return [x * exp(-max(0.0, gap) / lasts) for x, lasts in zip(level, (2, 15, 120), strict=True)]


def hyperbola(memory: Memory, day: float, ability: float) -> float:
    """A hyperbola whose time grows more after a longer gap."""
    if not memory.days:
        return 0.0
    lasts = 2.5 * ability
    for one, other in zip(memory.days, memory.days[1:], strict=False):
        lasts *= 1 + 1.2 * min(1.0, (other - one) / lasts)
    return 1 / (1 + (day - memory.days[-1]) / lasts)


FURTHER: dict[str, Recall] = {"stretched": stretched, "leaks": leaks, "hyperbola": hyperbola}
"""Models on which the numbers of the forecast are fitted: the others take no part in that."""


def histories(model: Recall, learners: int, seed: int = 1) -> Iterator[list[Meeting]]:
    """The meetings of so many learners."""
    for number in range(learners):
        chance = random.Random(f"{model.__name__} {seed} {number}")
        yield list(_one(model, chance))


def _one(model: Recall, chance: random.Random) -> Iterator[Meeting]:
    ability = chance.choice((0.5, 0.8, 1.0, 1.25, 2.0))
    skills = {f"skill {n}": Memory() for n in range(8)}
    nexts = {skill: chance.uniform(0, 20) for skill in skills}
    progress = Progress()
    turn = 0
    while min(nexts.values()) < DAYS:
        skill = min(nexts, key=nexts.__getitem__)
        day, memory = nexts[skill], skills[skill]
        at = BEGIN + timedelta(days=day)
        asked = Evidence(skill, True, GUESS, 1)
        predicted = progress.chance_of_right(asked, at)
        known = chance.random() < model(memory, day, ability)
        right = chance.random() < (1 - SLIP if known else GUESS)
        if memory.days:
            yield Meeting(predicted, right)
        turn += 1
        answer = Answered(
            at, "own", f"item {turn}", "numeric", turn, ("1",), right, float(right),
            skills=(skill,), seconds=30.0, evidence=(asked._replace(right=right),), shape=str(turn),
        )  # fmt: skip
        progress = add_up(progress, (answer,), UTC, lambda _key: False)[0]
        memory.days.append(day)
        nexts[skill] = day + chance.choice((1, 2, 4, 7, 12, 20, 35)) * chance.uniform(0.7, 1.3)


def rmse(meetings: list[Meeting], bins: int = 20) -> float:
    """The root of the mean square of what was predicted less what came, over bins, by weight."""
    groups: dict[int, list[Meeting]] = {}
    for one in meetings:
        groups.setdefault(min(bins - 1, int(one.predicted * bins)), []).append(one)
    total = 0.0
    for found in groups.values():
        mean = sum(one.predicted for one in found) / len(found)
        share = sum(one.right for one in found) / len(found)
        total += len(found) * (mean - share) ** 2
    return float((total / len(meetings)) ** 0.5)


def largest_difference(meetings: list[Meeting], bins: int = 10) -> tuple[float, float]:
    """The largest difference of what was predicted and what came, and the standard error there.

    Bins hold equally many answers: of equal width they hold a hundred answers at one end and four
    thousand at the other.
    """
    by_chance = sorted(meetings, key=lambda one: one.predicted)
    places = [len(meetings) * number // bins for number in range(bins + 1)]
    groups = (by_chance[a:b] for a, b in pairwise(places))
    return max(
        (
            abs(sum(one.predicted - one.right for one in group)) / len(group),
            sqrt(sum(one.predicted * (1 - one.predicted) for one in group)) / len(group),
        )
        for group in groups
    )
