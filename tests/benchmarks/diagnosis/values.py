"""What the values of questions keep apart, by the slips and priors of the diagnosis itself.

The best guesser knows all slips and how often each is made; ``hidden`` is the share of slips that
give the right number.  Before: the author's or the publisher's own values; now: those drawn.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Sequence
from itertools import groupby

from tests.benchmarks.diagnosis.questions import questions
from tests.benchmarks.diagnosis.scoring import percent
from tests.benchmarks.diagnosis.table import Row
from tests.core.separated import generated, varied_questions
from tutor.core.lesson import LessonGraph
from tutor.core.misconceptions import GradientContext, Separation, separation

SEEDS = range(1, 6)
AIM, HIDDEN = "≥ 92 %", "≤ 1 %"


def rows() -> Iterator[Row]:
    """A line a question of the lessons, a line a published graph, and the means."""
    befores: list[Separation] = []
    nows: list[Separation] = []
    for one in varied_questions():
        before, now = [one.at(0)], [one.at(seed) for seed in SEEDS]
        befores, nows = befores + before, nows + now
        yield from _both(one.name, before, now)
    yield from _both("all varied questions of the lessons", befores, nows)
    befores, nows = [], []
    for _, group in groupby(questions(), key=lambda asked: id(asked.numbers)):
        some = list(group)
        contexts = [
            GradientContext.of_pass(a.numbers, a.paper.tape.names[a.paper.of]) for a in some
        ]
        before = [separation(c, a.node) for c, a in zip(contexts, some, strict=True)]
        graph = LessonGraph(some[0].numbers.graph)
        now = [part for seed in SEEDS for part in generated(graph, [a.name for a in some], seed)]
        befores, nows = befores + before, nows + now
        yield from _both(some[0].published.text[:42], before, now)
    yield from _both("all published graphs", befores, nows)
    yield Row("published graphs, before: both aims are met", len(befores), percent(_kept(befores)))
    yield Row("published graphs, now: both aims are met", len(nows), percent(_kept(nows)), "95 %")


def _kept(parts: Sequence[Separation]) -> Iterable[bool]:
    return (part.share >= 0.92 and part.hidden <= 0.01 for part in parts)


def _both(name: str, before: Sequence[Separation], now: Sequence[Separation]) -> Iterator[Row]:
    yield Row(
        f"{name[:48]}: best guesser",
        len(now),
        _change([p.share for p in before], [p.share for p in now]),
        f"{AIM} (least {100 * min((p.share for p in now), default=1):.0f} %)",
    )
    yield Row(
        f"{name[:48]}: hidden",
        len(now),
        _change([p.hidden for p in before], [p.hidden for p in now]),
        f"{HIDDEN} (most {100 * max((p.hidden for p in now), default=0):.1f} %)",
    )


def _change(before: Sequence[float], now: Sequence[float]) -> str:
    return f"{_mean(before)} → {_mean(now)} %"


def _mean(of: Sequence[float]) -> str:
    return f"{100 * sum(of) / len(of):.1f}" if of else "-"
