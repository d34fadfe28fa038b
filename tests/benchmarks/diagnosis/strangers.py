"""Numbers that no slip made, and right answers: neither is to be explained."""

from __future__ import annotations

import math
import random
from collections.abc import Iterator

from tests.benchmarks.diagnosis.questions import Asked, questions
from tests.benchmarks.diagnosis.scoring import percent
from tests.benchmarks.diagnosis.table import Row
from tutor.core.answers import is_close
from tutor.core.misconceptions import Diagnosis

SPREAD = 0.9
"""The scale of log |answer / right|, a logistic one, among wrong numbers of people."""


def of_the_right_size(right: float, chance: random.Random) -> float:
    """A number that somebody might write in the place of ``right``, for no reason that is known."""
    share = chance.uniform(0.001, 0.999)
    size = abs(right) * math.exp(SPREAD * math.log(share / (1 - share)))
    return math.copysign(size, right) * (-1 if chance.random() < 0.2 else 1)


def stranger(asked: Asked, whole: bool, chance: random.Random) -> float:
    """Such a number as it would be typed: a whole one, or three figures."""
    while True:
        number = of_the_right_size(asked.right, chance)
        number = float(round(number)) if whole else float(f"{number:.3g}")
        if not is_close(number, asked.right, 0.05) and (number or not whole):
            return number


def rows(count: int = 4000) -> Iterator[Row]:
    """The lines of the table: whole numbers where the right one is whole, else decimals."""
    chance = random.Random("strangers")
    asked = [one for one in questions() if abs(one.right) > 1e-4]
    found: dict[bool, list[Diagnosis]] = {True: [], False: []}
    for _ in range(count):
        one = chance.choice(asked)
        whole = one.right == round(one.right)
        found[whole].append(one.diagnosed(stranger(one, whole, chance)))
    for kind, some, aim in (
        ("all", found[True] + found[False], "7 %"), ("whole numbers", found[True], ""),
        ("decimals", found[False], "3 %"),
    ):  # fmt: skip
        told = percent(bool(d.mistakes) for d in some)
        yield Row(f"random numbers explained: {kind}", len(some), told, aim)
        hinted = percent(d.hints for d in some)
        yield Row(f"random numbers for which a cause is hinted at: {kind}", len(some), hinted)
    yield from right_answers()


def right_answers() -> Iterator[Row]:
    """Right answers in full and rounded: how many are accused."""
    asked = [one for one in questions() if one.right]
    full = [one.diagnosed(one.right) for one in asked]
    three = [one.diagnosed(float(f"{one.right:.3g}")) for one in asked]
    two = [
        one.diagnosed(float(text), text=text) for one in asked for text in (f"{one.right:#.2g}",)
    ]
    for name, found in (("in full", full), ("to three figures", three)):
        yield Row(
            f"right answers accused: {name}",
            len(found),
            str(sum(not d.correct for d in found)),
            "0",
        )
    accused = sum(not (d.correct or d.nearly) and bool(d.mistakes) for d in two)
    yield Row("right answers accused: to two figures", len(two), str(accused), "0")
    taken = percent(d.correct or d.nearly for d in two)
    yield Row("right to two figures: right or nearly", len(two), taken, "100 %")
