"""Prints the table, part by part: ``python -m tests.benchmarks.mastery [--fit] [PART …]``."""

from __future__ import annotations

import sys
import time
from collections import Counter
from collections.abc import Callable, Iterator

from tests.benchmarks.diagnosis.table import HEAD, Row, show
from tests.benchmarks.mastery.fit import fitted_forecast, fitted_mastery
from tests.benchmarks.mastery.intervals import intervals
from tests.benchmarks.mastery.learners import (
    Learner,
    every_second,
    guess,
    half,
    know,
    with_rule,
)
from tests.benchmarks.mastery.memory import MODELS, histories, largest_difference, rmse
from tests.benchmarks.mastery.price import alone_a_year, questions_a_year
from tests.benchmarks.mastery.runs import MOST, Run, everything, follow, test_out
from tests.core.practice.not_shown import NOT_SHOWN
from tests.soak.learners import NUMBERS
from tutor.core.misconceptions import derivatives, lacking_skill

NO_REASON = "wrong in the answer, which counts for other skills"
"""Of a mistake that has to be ruled out; nothing is, in an answer that is wrong."""


def claims() -> Iterator[Row]:
    """Is who does not know called a master, and is who knows?"""
    ten = {"first_day": MOST // 2}
    yield _share("guesses: a master within 20 questions", _runs(lambda: guess, 4, **ten), "3 %")
    three = {"first_day": 3, "count": 6}
    for first in (1, 11, 21):
        what = f"knows: a master after 6 questions (seeds {first} to {first + 4})"
        yield _share(what, _runs(know, 5, first, **three), "95 % at least")
    found = _runs(every_second, 4, **ten)
    yield _share("right every second time: a master within 20 questions", found, "0 %")
    found = _runs(lambda: half, 8, **ten)
    yield _share("right or wrong as a coin falls: a master within 20 questions", found, "3 %")
    yield from _rules()


def _runs(learner: Callable[[], Learner], seeds: int, first: int = 1, **days: int) -> list[Run]:
    return [
        follow(skill, learner(), seed, **days)
        for skill in everything()
        for seed in range(first, first + seeds)
    ]


def _rules() -> Iterator[Row]:
    """One wrong rule for ever, by how often it shows; then the rules that never show, and why."""
    runs = {
        (rule.id, seed): follow(skill, with_rule(rule.id), seed, first_day=MOST // 2)
        for rule in derivatives()
        if (skill := lacking_skill(rule.id)) in everything()
        for seed in (1, 2)
    }
    for least, most in ((MOST // 2, MOST), (1, MOST // 2 - 1)):
        found = [run for run in runs.values() if least <= run.wrong <= most]
        what = f"one rule for ever, wrong in the skill {least} to {most} times of 20"
        yield _share(f"{what}: a master", found, "0 %")
    hidden = {id_ for id_, _ in runs if not any(runs[id_, seed].wrong for seed in (1, 2))}
    counted = Counter(NOT_SHOWN.get(id_, NO_REASON) for id_ in sorted(hidden))
    for reason, count in counted.most_common():
        yield Row(f"never wrong in the skill: {reason}", count, "")
    masters = [run for (id_, _), run in runs.items() if id_ in hidden and id_ not in NOT_SHOWN]
    if masters:
        yield _share("never wrong in the skill, without a reason: a master", masters, "0 %")


def _share(measure: str, runs: list[Run], aim: str) -> Row:
    masters = sum(run.mastered_after is not None for run in runs)
    return Row(measure, len(runs), f"{100 * masters / len(runs):.1f} %", aim)


def tests() -> Iterator[Row]:
    """Testing out of the lessons."""
    for name, learner, seeds, aim in (
        ("guesses", guess, 6, "2 %"), ("knows", know(), 4, ""),
    ):  # fmt: skip
        found = [
            list(test_out(number, learner, seed))
            for number in range(len(NUMBERS))
            for seed in range(1, seeds + 1)
        ]
        skills = [fine for one in found for _, fine in one]
        passed = [bool(one) and all(fine for _, fine in one) for one in found]
        yield Row(f"{name}: a skill proved", len(skills), _percent(skills), aim)
        yield Row(f"{name}: all skills of the test proved", len(passed), _percent(passed), aim)


def _percent(found: list[bool]) -> str:
    return f"{100 * sum(found) / len(found):.1f} %"


def forecasts() -> Iterator[Row]:
    """The chance that was predicted, against what came, by model of memory."""
    every = []
    for name, model in MODELS.items():
        found = [one for history in histories(model, 60) for one in history]
        every.append(rmse(found))
        what = f"{name}: root mean square over 20 bins"
        yield Row(what, len(found), f"{every[-1]:.3f}", "0.05")
        off, error = largest_difference(found)
        what = f"{name}: largest difference of ten bins (standard error {error:.3f})"
        yield Row(what, len(found), f"{off:.3f}", "0.05")
    mean = sum(every) / len(every)
    yield Row("mean of the root mean squares", len(every), f"{mean:.3f}", "0.05")


def price() -> Iterator[Row]:
    """What it costs to keep what is known."""
    alone = alone_a_year()
    yield Row("questions a year, skills that know nothing of each other", 365, str(alone), "80")
    years = [questions_a_year(seed) for seed in (1, 100)]
    mean = sum(asked for asked, _ in years) / len(years)
    yield Row("questions a year, as reviews ask them", len(years), f"{mean:.0f}", "40")
    least = min(least for _, least in years)
    yield Row("the least chance of recall of a skill in it", len(years), f"{least:.2f}", "0.90")


PARTS: dict[str, tuple[str, Callable[[], Iterator[Row]]]] = {
    "claims": ("who is called a master", claims),
    "tests": ("testing out", tests),
    "forecasts": ("how likely the next answer is right", forecasts),
    "intervals": ("days between reviews", intervals),
    "price": ("reviews", price),
}


def main(words: list[str]) -> None:
    """Print all parts, or those named; with ``--fit`` how the parameters were chosen."""
    began = time.monotonic()
    print(HEAD)
    if "--fit" in words:
        show("parameters of mastery", fitted_mastery())
        show("parameters of the forecast", fitted_forecast())
        print(f"{time.monotonic() - began:.0f} s")
        return
    for part in [word for word in words if word in PARTS] or list(PARTS):
        title, rows = PARTS[part]
        show(title, rows())
    print(f"{time.monotonic() - began:.0f} s")


main(sys.argv[1:])
