"""Lesson 17 says what its own runs show."""

from __future__ import annotations

import re
from dataclasses import replace
from itertools import pairwise
from math import sqrt
from statistics import fmean

import pytest

from tests.core.lessons import lesson
from tutor.core.activities.training import history
from tutor.core.activities.training_plan import Training
from tutor.core.graph import run
from tutor.core.lesson import Quiz, Steps

LESSON = lesson("17")
TEXT = " ".join(
    "".join(span.shown for span in spans)
    for page in LESSON.pages
    for block in page.blocks
    for spans in ([block.ask, block.solution] if isinstance(block, Quiz)
                  else [block.spans] if hasattr(block, "spans") else [])
)  # fmt: skip


def plan_of(name: str) -> Training:
    """What a run of the lesson does."""
    (steps,) = [one for page in LESSON.pages for one in page.activities if one.id == name]
    assert isinstance(steps, Steps)
    assert isinstance(steps.plan, Training)
    return steps.plan


ALL_AT_ONCE = replace(plan_of("two-at-a-time"), batch=0)
"""The run that the others are compared with, of which the lesson tells only the end."""


def losses(plan: Training) -> list[float]:
    """The loss before each update of a run, and behind the last one."""
    story = history(run(LESSON.graphs["model"].graph), plan)
    return [*(one.loss for one in story.updates), story.loss]


def rises(of: list[float]) -> int:
    return sum(after > before * (1 + 1e-9) for before, after in pairwise(of))


def test_the_cost_falls_with_one_rate_and_grows_with_the_next() -> None:
    plan = plan_of("runs-away")
    falls, grows = losses(replace(plan, rate=0.45)), losses(plan)
    assert rises(falls) == 0
    assert falls[-1] < falls[0] / 10
    assert rises(grows) == 12
    assert grows[-1] > 10 * grows[0]


def test_the_factors_in_the_solution_are_those_of_the_valley() -> None:
    xs = [1, 2, -1, 3]
    a, b = fmean(x * x for x in xs), fmean(xs)  # the second derivatives of C by w and b
    steepest = (a + 1 + sqrt((a - 1) ** 2 + 4 * b * b)) / 2
    assert f"{steepest:.2f}·η" in TEXT
    for rate in (0.45, 0.5):
        assert f"{1 - rate * steepest:.2f}".replace("-", "−") in TEXT


def test_the_full_batch_falls_and_rests_where_the_text_says() -> None:
    all_at_once = losses(ALL_AT_ONCE)
    assert rises(all_at_once) == 0
    (rest,) = re.findall(r"stays at ([0-9.]+), the least", TEXT)
    assert all_at_once[-1] == pytest.approx(float(rest), abs=0.001)


def test_the_smaller_the_batch_the_more_the_cost_trembles() -> None:
    two, one = (losses(plan_of(f"{name}-at-a-time")) for name in ("two", "one"))
    full = losses(ALL_AT_ONCE)
    (none, some) = re.findall(r"rose in none of the (\d+) updates, with s = 2 in (\d+)", TEXT)[0]
    assert len(full) == int(none) + 1
    assert rises(two) == int(some)
    tails = [run[-15:] for run in (full, two, one)]
    spread = [max(tail) - min(tail) for tail in tails]
    assert spread == sorted(spread)
    assert spread[1] > 0.2
    assert spread[2] > 2 * spread[1]
    level = [fmean(tail) for tail in tails]
    assert level == sorted(level)
    assert level[2] > 1.5 * level[1] > 1.5 * level[0]


@pytest.mark.slow
@pytest.mark.parametrize("seed", range(20))
def test_so_it_is_with_other_draws(seed: int) -> None:
    """What the lesson says is no accident of its seed."""
    plans = ALL_AT_ONCE, plan_of("two-at-a-time"), plan_of("one-at-a-time")
    means = [fmean(losses(replace(plan, seed=seed, updates=200))[20:-1]) for plan in plans]
    assert means == sorted(means)
