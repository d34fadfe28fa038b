"""Whether a question's words ask for the number that its answer gives, and it can be typed."""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence

from tutor.core.expression import PassScope, evaluate
from tutor.core.graph import Graph, derivative
from tutor.core.lesson import Problem, Quiz
from tutor.core.questions import Question, fill, plain, solution
from tutor.core.text import format_number

TINY = 1e-9
"""Size of a number below which it stands for nothing but a function that is flat there."""

_DERIVATIVE = re.compile(r"[∂d]\(?([^\s∂()/,.;:?!]+)\)?\s?/\s?[∂d]\(?([^\s∂()/,.;:?!]+)")


def asked_otherwise(quiz: Quiz, graph: Graph, of: str, wrt: str) -> Iterator[Problem]:
    """A warning where the words name derivatives, and none of them is ∂of/∂wrt."""
    names = {node.label: node.name for node in graph.nodes} | {name: name for name in graph.by_name}
    said = _DERIVATIVE.findall(plain(quiz.ask))
    named = [(names[a], names[b]) for a, b in said if a in names and b in names]
    if named and (of, wrt) not in named:
        asked = derivative(*map(graph.label, named[-1]))
        what = f"{quiz.id}: the words ask for {asked}, the answer is grad({of}, {wrt})"
        yield Problem(quiz.at.line, quiz.at.column, what, "make them the same", "warning")


def rounded_away(quiz: Quiz, questions: Sequence[Question]) -> Iterator[Problem]:
    """A warning where a number of the question is shown so roundly that the answer is missed."""
    for given in quiz.ask:
        if given.value is None or given.digits is None:
            continue
        for question in questions:
            numbers = question.numbers
            exact = evaluate(given.value, PassScope(numbers)) if numbers else 0.0
            shown = plain(fill((given,), numbers)).replace("−", "-")
            if abs(float(shown) - exact) > quiz.tolerance * abs(exact):
                what = f"{quiz.id}: {given.text} is shown as {shown}, and is {format_number(exact)}"
                help_ = "who goes on from there misses the answer: show more digits"
                yield Problem(quiz.at.line, quiz.at.column, what, help_, "warning")
                break


def vanishing(quiz: Quiz, questions: Sequence[Question]) -> Iterator[Problem]:
    """A warning where the one number asked for is next to nothing in every variant drawn."""
    if quiz.kind != "numeric":
        return
    found = [abs(float(solution(question)[0])) for question in questions]
    drawn = max(found[1:] or found)
    if drawn < TINY and max(found) > 0:
        what = f"{quiz.id}: the answer is next to nothing, {format_number(drawn)} at most"
        help_ = "some function is flat at these values: draw smaller ones"
        yield Problem(quiz.at.line, quiz.at.column, what, help_, "warning")
