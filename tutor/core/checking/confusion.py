"""Values of a question at which mistakes cannot be told apart, as a hint to its author.

What is reported is the one number that most people would be misjudged by, and only where it alone
spoils as much as drawn values leave to all numbers together: so much better can be had.
"""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from typing import NamedTuple

from tutor.core.errors import TutorError
from tutor.core.graph import run
from tutor.core.lesson import LessonGraph, Problem, Quiz
from tutor.core.misconceptions import Finding, GradientContext, messages, separation
from tutor.core.questions import Question
from tutor.core.text import format_number

REPORTED = 0.08
"""The share of all slips from which it is said that they cannot be told apart or seen."""
INSTEAD = (3.0, 4.0, 5.0, 2.0, 0.5, 0.3, 0.7, -2.0, -3.0)
"""Values that are proposed for one leaf."""

Asked = tuple[str | None, str]


class Confusion(NamedTuple):
    """What most people would be misjudged by: the share of all slips, and in words what happens."""

    share: float
    said: str


def confused(
    quiz: Quiz, graph: LessonGraph, asked: Asked, questions: Sequence[Question]
) -> Iterator[Problem]:
    """One hint at most about a question whose variants these are."""
    found = [
        _worst(context, context.tape.index[asked[1]])
        for question in questions
        if question.numbers
        for context in [GradientContext.of_pass(question.numbers, asked[0], question.background)]
    ]
    bad = [one for one in found if one is not None]
    if not bad or sum(one.share for one in bad) / len(found) < REPORTED:
        return
    worst = max(bad)
    often = f" in {len(bad)} of {len(found)} variants" if len(found) > 1 else ""
    what = f"{quiz.id}: {worst.said} ({100 * worst.share:.0f} % of slips{often})"
    help_ = _advice(quiz, graph, asked, questions[0])
    yield Problem(quiz.at.line, quiz.at.column, what, help_, "hint")


def _worst(context: GradientContext, node: int) -> Confusion | None:
    """The heaviest confusion at these values, if it is heavy enough."""
    parts = separation(context, node)
    every = parts.all
    found = []
    for one in parts.numbers:
        if one.confused >= REPORTED * every:
            first, second = (_title(f, context, node) for f in one.findings[:2])
            said = f"{format_number(one.number)} may be “{first}” or “{second}”"
            found.append(Confusion(one.confused / every, said))
    for weight, finding in parts.invisible_causes:
        if weight >= REPORTED * every:
            said = f"“{_title(finding, context, node)}” gives the right number"
            found.append(Confusion(weight / every, said))
    return max(found, default=None)


def _title(finding: Finding, context: GradientContext, node: int) -> str:
    rule, guess = finding
    return messages.title(rule, context, node, guess)


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
    """The leaf, its value and another one that confuses and hides fewest slips."""
    numbers = question.numbers
    if numbers is None:
        return None
    now = {leaf.name: numbers.values[leaf.name] for leaf in graph.graph.leaves}
    found: dict[tuple[str, float, float], float] = {}
    for leaf, old in now.items():
        for new in INSTEAD:
            try:
                other = run(graph.graph, {**now, leaf: new})
                context = GradientContext.of_pass(other, asked[0], question.background)
            except TutorError:
                continue
            parts = separation(context, context.tape.index[asked[1]])
            found[leaf, old, new] = round(parts.hidden + 1.0 - parts.share, 2)
    return min(found, key=found.__getitem__, default=None)
