"""What the values of questions keep apart, by the slips and priors of the diagnosis itself.

The best guesser knows all slips and how often each is made; ``hidden`` is the share of slips that
give the right number.  Before: the author's or the publisher's own values; now: those drawn.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Sequence
from itertools import groupby

from tests.benchmarks.diagnosis.questions import questions
from tests.benchmarks.diagnosis.scoring import percent
from tests.benchmarks.diagnosis.table import Row, line
from tests.core.separated import generated, varied_questions
from tutor.core.lesson import LessonGraph
from tutor.core.misconceptions import GradientContext, Separation, separation

ONE, SEVERAL = (1,), (1, 2, 3, 4, 5)
"""Seeds that are tried: in the table, and in its details."""
AIM, HIDDEN = "≥ 92 %", "≤ 1 %"

Measured = tuple[str, Sequence[Separation], Sequence[Separation]]
"""A question or graph, what its own values keep apart, and what drawn ones do."""


def rows() -> Iterator[Row]:
    """The means over all questions."""
    yield from _summary(_lessons(ONE), _published(ONE))


def details() -> Iterator[str]:
    """A line a question of the lessons and a published graph, from several seeds."""
    lessons, published = [*_lessons(SEVERAL)], [*_published(SEVERAL)]
    for measured in (*lessons, *published):
        yield from map(line, _both(*measured))
    yield from map(line, _summary(lessons, published))


def _lessons(seeds: Sequence[int]) -> Iterator[Measured]:
    for one in varied_questions():
        yield one.name, [one.at(0)], [one.at(seed) for seed in seeds]


def _published(seeds: Sequence[int]) -> Iterator[Measured]:
    for _, group in groupby(questions(), key=lambda asked: id(asked.numbers)):
        some = list(group)
        contexts = [
            GradientContext.of_pass(a.numbers, a.paper.tape.names[a.paper.of]) for a in some
        ]
        before = [separation(c, a.node) for c, a in zip(contexts, some, strict=True)]
        graph = LessonGraph(some[0].numbers.graph)
        now = [part for seed in seeds for part in generated(graph, [a.name for a in some], seed)]
        yield some[0].published.text[:42], before, now


def _summary(lessons: Iterable[Measured], published: Iterable[Measured]) -> Iterator[Row]:
    for name, parts in (("varied questions of the lessons", lessons), ("graphs", published)):
        befores: list[Separation] = []
        nows: list[Separation] = []
        for _, before, now in parts:
            befores.extend(before)
            nows.extend(now)
        yield from _both(f"all {name}", befores, nows)
        yield Row(f"{name}, before: both aims met", len(befores), percent(_kept(befores)))
        yield Row(f"{name}, now: both aims met", len(nows), percent(_kept(nows)), "95 %")


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
