"""How likely the next answer is right: a forecast over kinds of memories, weighed by what came.

Mastery asks for proof; a forecast should be neither hopeful nor careful.  Nobody knows the curve by
which a learner forgets, so that several are held against each answer.  Half of the belief goes to
the schedule's own curve, for memories that last a part or a multiple of what it supposes (fsrs is
fitted to cards, not to steps of a calculation); a quarter to other shapes, exp(−(t/S)^c), up to a
step (c above 1), with a time S that grows by a factor with each day on which the skill was met
(Rubin and Wenzel, "One hundred years of forgetting", Psychological Review 103, 1996, compare
such shapes; Settles and Meeder, "A trainable spaced repetition model for language learning", ACL
2016, double the time with each meeting); and a quarter to power laws, (1 + t)^−r (Wickelgren,
"Single-trace fragility theory of memory dynamics", Memory and Cognition 2, 1974), whose rate r
falls as a power of these days (Anderson and Schooler, "Reflections of the environment in memory",
Psychological Science 2, 1991, find power laws of both).  A little goes to one who learns nothing,
one who is right every second time, and one who forgets nothing.  The weights are those of Bayes'
rule; a skill has its own, and what is known of the learner from other skills comes in as well.

What comes out is corrected by a line in log odds that is fitted to this learner's answers on the
way (Platt's scaling, kept up to date as by Spiegelhalter and Lauritzen, "Sequential updating of
conditional probabilities on directed graphical structures", Networks 20, 1990): where none of the
curves is right, the weights are too sure of the one that is the least wrong.

``python -m tests.benchmarks.mastery forecasts`` prints how well it does on memories that are none
of these, and on some that played no part when its numbers were chosen.
"""

from __future__ import annotations

from collections.abc import Sequence
from datetime import date
from math import exp, log, pi, sqrt
from typing import NamedTuple

from tutor.core.progress.evidence import LEAST, Evidence
from tutor.core.progress.schedule import Memory

SPANS = (0.12, 0.25, 0.5, 1.0, 2.0, 4.0, 8.0)
"""How long memories last, next to the schedule's: octaves."""
TIMES, GROWTH, SHAPES = (2.0, 8.0, 32.0), (1.3, 2.0), (0.3, 0.6, 1.2, 2.4, 4.8)
"""The days S after the first meeting, the factors by which they grow, and the shapes c: a coarse
grid around the doubling of half-life regression.  A finer one of days or factors does no better;
octaves of shapes from 0.3 (nearly a power law) to 4.8 (nearly a step) do, next to 0.5, 1 and 2:
on the models that the numbers are fitted on, the largest difference of ten bins falls from 0.045 to
0.039."""
RATES, FALL = (0.1, 0.2, 0.4, 0.8), (0.5, 1.0)
"""The rates r of the first day, octaves, and the powers with which they fall: a half and one.  On
the models that the numbers are fitted on, the root mean square falls from 0.029 to 0.025 with these
curves."""
FIXED = (0.005, 0.1, 0.005)
"""The shares, before any answer, of who learns nothing, is right by half, forgets nothing: small,
for they matter only where many answers speak for them; who is right by half has a tenth, or the
many curves would explain him, too, and be hopeful."""
FAMILIES = (2, 1, 1)
"""How the rest is shared among the curves of the schedule, the other shapes and the power laws: the
schedule's is fitted to millions of reviews, the others are guesses.  With a third for each, the
largest difference of ten bins is 0.07 for memories of two stores, with this 0.05 (with other seeds
0.04); the root mean square is the same."""
FROM_OTHERS = 0.9
"""What an answer on another skill weighs.  Fitted, as are ``KEPT`` and ``SPREAD``, by the root
mean square over bins on three models of memory that are not those of the benchmark (``python -m
tests.benchmarks.mastery --fit``)."""
KEPT = 0.98
"""What is left of an older answer's weight after each new one on the skill: learners change."""
LOST = 0.05
"""Right answers that are lost to slips: half of the most that is believed of a step, 0.1 (Corbett
and Anderson 1995)."""
UNTAUGHT = 0.3
"""The chance that a skill is known before it was met; it bears on first answers alone, which no
measure of forgetting counts."""
SLOPE = 1.15
"""The slope with which the correction begins.  What it is not sure of draws chances to one half,
which a slope above 1 makes good.  The fit would take 1 (0.025, with this 0.029); but with that,
memories that end in a step are off by 0.08 in a tenth of the answers, with this by 0.06."""
SPREAD = (0.01, 0.05)
"""How far the correction is expected to be from none: variances of its shift and its slope."""

LEAST_SIDE = 1e-6
"""What an answer is taken to be as likely as at least, whatever a kind makes of it."""

Logs = tuple[float, ...]
"""The logarithm of how well each kind explains the answers so far."""

CURVES = tuple((s, g, c) for s in TIMES for g in GROWTH for c in SHAPES)
POWERS = tuple((r, k) for r in RATES for k in FALL)
MEMORIES = (len(SPANS), len(CURVES), len(POWERS))
KINDS = len(FIXED) + sum(MEMORIES)


def prior(fixed: Sequence[float]) -> tuple[float, ...]:
    """The share of each kind before any answer: those of the fixed, and of each family."""
    rest = (1 - sum(fixed)) / sum(FAMILIES)
    shares = zip(FAMILIES, MEMORIES, strict=True)
    return (*fixed, *(rest * share / count for share, count in shares for _ in range(count)))


PRIOR = prior(FIXED)
NOTHING: Logs = (0.0,) * KINDS


class Met(NamedTuple):
    """The days on which a skill was asked for: how many, and what they would have left by the
    schedule if all of them had gone well."""

    days: int
    memory: Memory


class Correction(NamedTuple):
    """A line from log odds to log odds, and how sure it is (variances and covariance)."""

    shift: float = 0.0
    slope: float = SLOPE
    of_shift: float = SPREAD[0]
    of_slope: float = SPREAD[1]
    of_both: float = 0.0

    def of(self, chance: float) -> float:
        """A chance as it is corrected; the less sure the line is, the nearer to one half."""
        odds = _log_odds(chance)
        spread = self.of_shift + 2 * self.of_both * odds + self.of_slope * odds * odds
        return _chance((self.shift + self.slope * odds) / sqrt(1 + pi / 8 * spread))

    def after(self, chance: float, *, right: bool) -> Correction:
        """The line after one more answer, whose chance was said to be this: one Kalman step."""
        odds = _log_odds(chance)
        said = _chance(self.shift + self.slope * odds)
        one = self.of_shift + self.of_both * odds
        other = self.of_both + self.of_slope * odds
        weight = said * (1 - said)
        share = weight / (1 + weight * (one + other * odds))
        first, second = self.of_shift - share * one * one, self.of_slope - share * other * other
        both = self.of_both - share * one * other
        off = right - said
        return Correction(
            self.shift + off * (first + both * odds),
            self.slope + off * (both + second * odds),
            first, second, both,
        )  # fmt: skip


def _log_odds(chance: float) -> float:
    held = min(max(chance, 0.01), 0.99)
    return log(held / (1 - held))


def _chance(odds: float) -> float:
    return 1 / (1 + exp(-odds))


def chances_by_kind(asked: Evidence, met: Met | None, day: date) -> tuple[float, ...]:
    """The chance of a right answer of each kind, on this day."""
    guess = max(asked.guess, LEAST)
    by_memory = (one * (1 - LOST) + (1 - one) * guess for one in _recalls(met, day))
    return (guess, max(0.5, guess), 1 - LOST, *by_memory)


def _recalls(met: Met | None, day: date) -> tuple[float, ...]:
    """What each kind of memory has kept."""
    if met is None:
        return (UNTAUGHT,) * sum(MEMORIES)
    gap = max(0, (day - met.memory.day).days)
    by_schedule = met.memory.recalls(day, SPANS)
    days = min(met.days, 40)  # beyond that no curve falls in a lifetime
    shaped = (exp(-((gap / (s * g ** (days - 1))) ** c)) for s, g, c in CURVES)
    return (*by_schedule, *shaped, *((1.0 + gap) ** (-r / days**k) for r, k in POWERS))


def forecast(own: Logs, all_: Logs, likely: Sequence[float]) -> float:
    """The chance of a right answer; ``own`` is of the skill, ``all_`` of all of them together."""
    logs = [log(p) + x + FROM_OTHERS * (y - x) for p, x, y in zip(PRIOR, own, all_, strict=True)]
    top = max(logs)
    weights = [exp(one - top) for one in logs]
    found = sum(weight * one for weight, one in zip(weights, likely, strict=True))
    return min(1.0, found / sum(weights))


def explained(before: Logs, likely: Sequence[float], *, right: bool) -> Logs:
    """How well each kind explains the answers with one more."""
    sides = likely if right else [1 - one for one in likely]
    return tuple([
        KEPT * x + log(one if one > LEAST_SIDE else LEAST_SIDE)
        for x, one in zip(before, sides, strict=True)
    ])  # fmt: skip
