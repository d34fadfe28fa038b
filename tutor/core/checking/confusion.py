"""Values of a question at which mistakes cannot be told apart, as a hint to its author.

One number that is asked for alone should keep mistakes apart as well as drawn values do: the aims
are theirs.  Where several blanks tell together what was done (a message has one for each factor), a
hint is due only where one confusion alone is that heavy; so heavy are the note's own fixed numbers.
What is told is the number that most people would be misjudged by, where the numbers are fixed up to
three such, and what all of it comes to.
"""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from statistics import fmean
from typing import NamedTuple

from tutor.core.errors import TutorError
from tutor.core.graph import cancels, run
from tutor.core.lesson import LessonGraph, Problem, Quiz
from tutor.core.misconceptions import (
    Finding,
    GradientContext,
    Separation,
    separation,
    wording,
)
from tutor.core.questions import Question
from tutor.core.text import format_number

BEST_GUESS, HIDDEN = 0.92, 0.01
"""The aims: how often the best guesser is right at least, how much of all slips may go unseen."""
REPORTED = 0.08
"""The share of all slips of one confusion from which it is told where there are several blanks."""
INSTEAD = (3.0, 4.0, 5.0, 2.0, 6.0, 7.0, -2.0, -3.0, 0.5, 0.3, 0.7)
"""Values that are proposed for one leaf, those that make easy numbers first."""
NAMED = 3
"""Confusions of fixed numbers that are named at most."""
CLEARLY = 0.02
"""How much more of all slips may be lost at easier values than at the best."""

Asked = tuple[str | None, str]


class Confusion(NamedTuple):
    """What most people would be misjudged by: the share of all slips, and in words what happens.

    ``lost`` is the share of all slips that are unseen or taken for others at these values.
    """

    share: float
    said: str
    lost: float


def confused(
    quiz: Quiz, graph: LessonGraph, asked: Asked, questions: Sequence[Question]
) -> Iterator[Problem]:
    """One hint at most about a question whose variants these are."""
    contexts = [
        GradientContext.of_pass(question.numbers, asked[0], question.background)
        for question in questions
        if question.numbers
    ]
    parts = [separation(context, context.tape.index[asked[1]]) for context in contexts]
    if not parts or _reaches_the_aims(parts):
        return
    least = REPORTED if len(questions[0].slots) > 1 else 0.0
    found = [_confusions(*one, asked[1], least) for one in zip(contexts, parts, strict=True)]
    bad = [every for every in found if every]
    if not bad or sum(every[0].share for every in bad) / len(found) < least:
        return
    told = max(bad)[: NAMED if len(found) == 1 else 1]
    told = [one for one in told if one is told[0] or one.share >= CLEARLY]
    often = f" in {len(bad)} of {len(found)} variants" if len(found) > 1 else ""
    share, lost = (f"{100 * x:.0f} %" for x in (sum(one.share for one in told), told[0].lost))
    rest = f"; in all {lost} are unseen or mistaken" if share != lost else ""
    said = "; ".join(one.said for one in told)
    what = f"{quiz.id}: {said} ({share} of slips{often}{rest})"
    help_ = _advice(quiz, graph, asked, questions[0])
    yield Problem(quiz.at.line, quiz.at.column, what, help_, "hint")


def _reaches_the_aims(parts: Sequence[Separation]) -> bool:
    share = fmean(one.share for one in parts)
    return share >= BEST_GUESS and fmean(one.hidden for one in parts) <= HIDDEN


def _lost(parts: Separation) -> float:
    """The share of all slips that is unseen or taken for others."""
    return parts.hidden + (1.0 - parts.hidden) * (1.0 - parts.share)


def _confusions(
    context: GradientContext, parts: Separation, wrt: str, least: float
) -> list[Confusion]:
    """The confusions at these values that are heavy enough, the heaviest first."""
    node, every, lost = context.tape.index[wrt], parts.all, _lost(parts)
    found = []
    for one in parts.numbers:
        if one.confused and one.confused >= least * every:
            first, second = (_title(f, context, node) for f in one.findings[:2])
            size = max(map(abs, context.gradients))
            told = 0.0 if cancels(one.number, size) else one.number
            said = f"{format_number(told)} may be “{first}” or “{second}”"
            found.append(Confusion(one.confused / every, said, lost))
    for weight, finding in parts.invisible_causes:
        if weight >= least * every:
            said = f"“{_title(finding, context, node)}” gives the right number"
            found.append(Confusion(weight / every, said, lost))
    return sorted(found, reverse=True)


def _title(finding: Finding, context: GradientContext, node: int) -> str:
    rule, guess = finding
    return wording.title(rule, context, node, guess)


def _advice(quiz: Quiz, graph: LessonGraph, asked: Asked, question: Question) -> str:
    """What to do: draw values, or another value of the leaf that helps most."""
    if graph.vary and not quiz.varied:
        return (
            "add 'varied' to the graph of the question: the values that are drawn tell more apart"
        )
    if quiz.varied:
        few = min(graph.vary, key=lambda one: len(one.choices), default=None)
        return f"widen a 'vary' ({few.name} has {len(few.choices)} values)" if few else ""
    change = _better(graph, asked, question)
    if change is None:
        return "choose other values: no 1, no 2 beside a square, no two that are equal"
    leaf, old, new = change
    instead = f"{leaf} = {format_number(new)} instead of {format_number(old)}"
    return f"for example {instead} tells more apart"


def _better(
    graph: LessonGraph, asked: Asked, question: Question
) -> tuple[str, float, float] | None:
    """The leaf, its value and another one at which fewest slips are lost, easy ones preferred."""
    numbers = question.numbers
    if numbers is None:
        return None
    now = {leaf.name: numbers.values[leaf.name] for leaf in graph.graph.leaves}
    found: dict[tuple[str, float, float], tuple[bool, float]] = {}
    for leaf, old in now.items():
        for new in INSTEAD:
            try:
                other = run(graph.graph, {**now, leaf: new})
                context = GradientContext.of_pass(other, asked[0], question.background)
            except TutorError:
                continue
            parts = separation(context, context.tape.index[asked[1]])
            found[leaf, old, new] = not _reaches_the_aims([parts]), _lost(parts)
    if not found:
        return None
    misses, least = min(found.values())
    good = [one for one in found if found[one] <= (misses, least + CLEARLY)]
    return min(good, key=lambda one: (INSTEAD.index(one[2]), found[one]))
