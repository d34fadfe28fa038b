"""Asking again: the same question with values under which the causes that fitted differ.

8 for ∂J/∂w may be the backpropagated gradient alone, or a product differentiated like a sum.  With
one answer the two cannot be told apart; with other values they give different numbers, and the
second answer tells.
"""

from __future__ import annotations

from collections.abc import Collection
from dataclasses import replace

from tutor.core.errors import GraphError
from tutor.core.lesson import LessonGraph
from tutor.core.misconceptions import GradientContext, separation
from tutor.core.questions.model import Question
from tutor.core.questions.registry import make

LOOKS = 12
"""Variants that are compared; the one that separates most is taken."""


def ask_again(
    question: Question, lesson_graph: LessonGraph | None, suspects: tuple[str, ...]
) -> Question | None:
    """The question with separating values, None where its values cannot change.

    The first of the next few seeds under which all causes differ is taken, else the one under which
    most do; so the seed alone still says which question it was.
    """
    quiz = question.quiz
    if not quiz.varied or lesson_graph is None or not lesson_graph.vary:
        return None
    best: tuple[int, Question] | None = None
    for seed in range(question.seed + 1, question.seed + 1 + LOOKS):
        try:
            made = remembering(make(quiz, lesson_graph, seed), question)
        except GraphError:
            continue
        left = merged(made, suspects)
        if best is None or left < best[0]:
            best = left, replace(made, suspects=suspects)
        if left == 0:
            break
    return best[1] if best else None


def remembering(question: Question, before: Question) -> Question:
    """The question, put to somebody who has just seen the values of ``before``."""
    numbers, seen = question.numbers, before.numbers
    if numbers is None or seen is None or question.background.before is not None:
        return question
    names = [leaf.name for leaf in numbers.graph.leaves]
    old = {name: seen.values[name] for name in names if name in seen.values}
    if len(old) < len(names) or all(old[name] == numbers.values[name] for name in names):
        return question
    return replace(question, background=replace(question.background, before=old))


def merged(question: Question, suspects: Collection[str]) -> int:
    """How many of these mistakes share a number here with another one, or with the truth.

    Those with one remedy need the same next question anyway and do not count.
    """
    asked = question.derivative
    if question.numbers is None or asked is None:
        return 0
    context = GradientContext.of_pass(question.numbers, asked[0], question.background)
    return separation(context, context.tape.index[asked[1]]).merged(suspects)
