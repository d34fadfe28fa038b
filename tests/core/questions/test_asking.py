"""A question that goes wrong in a variant is noticed, and no question gives its answer away."""

from __future__ import annotations

from dataclasses import replace

import pytest

from tests.core.asking import ambiguous, drawn, faults, hidden, questions_of
from tests.core.lessons import LESSON_5, lesson
from tutor.core import questions as quizzes
from tutor.core.expression import parse
from tutor.core.lesson import Lesson, Quiz, Span, Wrong
from tutor.core.questions.kinds.choice import ChoiceBody, Option
from tutor.core.questions.kinds.grid import GridBody
from tutor.core.session.actions import Answer, Next, Visit
from tutor.core.session.reducer import act, start
from tutor.core.session.view import view

GRAD_W = next(quiz for quiz in questions_of(LESSON_5) if quiz.id == "grad-w")
GRAPH = LESSON_5.graphs["linreg"]


def test_a_question_of_the_lesson_is_without_fault() -> None:
    for question, problem in drawn(LESSON_5, GRAD_W, range(5)):
        assert question, problem
        assert not list(faults(GRAD_W, question))


def test_two_hints_are_noticed() -> None:
    short = replace(GRAD_W, hints=(GRAD_W.hints[0], GRAD_W.hints[0], GRAD_W.hints[1]))
    assert any("hints" in fault for fault in faults(short, quizzes.make(short, GRAPH, 1)))


def test_two_equal_options_are_noticed() -> None:
    body = ChoiceBody((Option((Span("yes"),), right=True), Option((Span("no"),))))
    quiz = Quiz("choice", "q", (Span("?"),), body, hints=GRAD_W.hints)
    question = replace(quizzes.make(quiz, None, 0), options=("yes", "yes"))
    assert any("options" in fault for fault in faults(quiz, question))


def test_two_feedbacks_for_one_number_are_noticed() -> None:
    wrong = Wrong(parse("grad(J, w) + 1"), (Span("one"),))
    assert not list(ambiguous(replace(GRAD_W, wrongs=(wrong,)), quizzes.make(GRAD_W, GRAPH, 1)))
    twice = replace(GRAD_W, wrongs=(wrong, wrong))
    assert list(ambiguous(twice, quizzes.make(twice, GRAPH, 1)))


def test_a_mistake_that_cannot_be_seen_is_noticed() -> None:
    """At the note's own values (x = 1) the backpropagated gradient alone is right."""
    question = quizzes.make(GRAD_W, GRAPH, 0)
    assert "BACKPROP_ONLY" in list(hidden(GRAD_W, question))
    assert "BACKPROP_ONLY" not in list(hidden(GRAD_W, quizzes.make(GRAD_W, GRAPH, 1)))


def test_a_blank_never_shows_the_expression_that_answers_it() -> None:
    two = next(quiz for quiz in questions_of(lesson("01")) if quiz.id == "two-weights")
    assert [slot.label for slot in quizzes.make(two, None, 0).slots] == ["answer"]
    body = GridBody((parse("2 + 3"), parse("grad(J, w)"), parse("w * x"), parse("u")), 2)
    grid = Quiz("grid", "g", (Span("?"),), body, graph="linreg", hints=GRAD_W.hints)
    labels = [slot.label for slot in quizzes.make(grid, GRAPH, 0).slots]
    assert labels == ["row 1, column 1", "∂J/∂w", "row 2, column 1", "u"]


def test_a_question_without_a_graph_stands_beside_no_graph_of_another_page() -> None:
    found = lesson("01")
    titles = [page.title for page in found.pages]
    assert _scene(found, titles.index("Side by side")) is None
    assert _scene(lesson("02"), 2) == "neuron"


def _scene(found: Lesson, page: int) -> str | None:
    state, _ = act(found, start(found, 1), Visit(page))
    scene = view(found, state).scene
    return scene.name if scene else None


@pytest.mark.parametrize(("name", "page"), [("21", 3), ("21", 4), ("21", 5), ("21", 8), ("08", 2)])
def test_a_question_of_no_graph_stands_beside_none_that_its_page_does_not_draw(
    name: str, page: int
) -> None:
    """Behind a curve, an experiment or a question in words is a graph that nobody has seen."""
    found = lesson(name)
    state = act(found, start(found, 7), Visit(page))[0]
    asked = []
    while (shown := view(found, state)).page == page:
        if shown.question is not None and not shown.settled:
            if not shown.question.quiz.graph and not shown.board:
                asked.append(shown.question.quiz.id)
                assert shown.scene is None, shown.question.quiz.id
            state = act(found, state, Answer(quizzes.solution(shown.question)))[0]
        else:
            state = act(found, state, Next())[0]
    assert asked
