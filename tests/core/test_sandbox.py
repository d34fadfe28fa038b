"""A graph of the learner's own: typed, moved, nudged, practised on, kept."""

from __future__ import annotations

import pytest

from tutor.core import quiz as quizzes
from tutor.core import sandbox as box
from tutor.core.lesson import Quiz
from tutor.core.lesson_format import check
from tutor.core.own_graph import lesson_text, practice_lesson
from tutor.core.session import start
from tutor.core.view import view

SOURCES = [
    box.START,
    "(a+b)*(b+c)",
    "z = dot([w1,w2],[x1,x2],b); a=sigmoid(z)  as â; loss C = 0.5*(a-y)^2",
    "input x = 3\nq = 3*x; y = x*x+q  # two routes",
    "param w = -0.5\noutput f = exp(w)/(1+exp(w))",
]


def test_leaves_without_a_value_begin_at_one_and_are_moved_by_keys() -> None:
    sandbox = box.opened("f = x*y")
    assert sandbox.numbers is not None
    assert sandbox.numbers.gradients["x"] == 1.0
    moved = box.moved(box.moved(box.chosen(sandbox, 1), 1), 1)
    assert moved.numbers is not None
    assert moved.numbers.values["y"] == 3.0
    assert moved.numbers.gradients["x"] == 3.0


def test_a_mistake_while_typing_keeps_the_last_graph_and_says_where() -> None:
    sandbox = box.typed(box.opened("f = x*y"), "f = x*y\ng = *")
    assert sandbox.graph is not None
    assert box.problem_lines(sandbox)[0].startswith("2:")
    assert box.typed(sandbox, "f = x*y").problems == ()


def test_a_value_without_a_result_is_refused_and_nothing_changes() -> None:
    sandbox = box.opened("input x = 1\nf = log(x)")
    refused = box.moved(sandbox, -1)
    assert "log" in refused.trouble
    assert refused.numbers == sandbox.numbers


def test_values_that_were_set_stay_while_the_text_changes() -> None:
    sandbox = box.typed(box.moved(box.opened("f = x*x"), 4), "f = x*x + y")
    assert sandbox.numbers is not None
    assert sandbox.numbers.values["x"] == 5.0


def test_a_nudge_is_compared_with_the_gradient() -> None:
    said = box.nudge(box.opened("input x = 3\nf = x*x"))
    assert said == "x raised by 1: Δf = 7; the gradient predicts 6 · 1 = 6."


@pytest.mark.parametrize("source", SOURCES)
def test_a_graph_is_kept_as_a_lesson_without_problems(source: str) -> None:
    sandbox = box.opened(source)
    assert sandbox.graph is not None
    assert sandbox.numbers is not None
    text = lesson_text(source, sandbox.numbers.values, sandbox.graph, "My graph")
    assert check(text.encode(), "my-graph.md") == ()


@pytest.mark.parametrize("source", SOURCES)
def test_practice_on_any_graph_accepts_its_own_answers(source: str) -> None:
    sandbox = box.opened(source)
    assert sandbox.lesson_graph is not None
    assert sandbox.numbers is not None
    lesson = practice_lesson(sandbox.lesson_graph.with_defaults(sandbox.numbers.values), 3)
    assert view(lesson, start(lesson, 3)).heading == "Your graph"
    quiz = [one for page in lesson.pages for one in page.activities if isinstance(one, Quiz)]
    assert len(quiz) >= 6
    for one in quiz:
        question = quizzes.make(one, lesson.graphs[one.graph], 5)
        assert quizzes.mark(question, quizzes.solution(question)).correct


@pytest.mark.parametrize("text", ["L = -(y*log(p)+(1-y)*log(1-p))", "y = log(x-1)", "y = 1/(x-1)"])
def test_start_values_lie_in_the_domain_and_the_others_stay_when_one_is_moved(text: str) -> None:
    """The most common loss of all had no picture and no leaves: the logarithm of 1 − 1."""
    before = box.opened(text)
    assert before.trouble == ""
    assert before.numbers is not None
    after = box.moved(box.sized(before, -1), -1)
    assert after.numbers is not None
    was, now = before.numbers.values, after.numbers.values
    leaves = [leaf.name for leaf in before.numbers.graph.leaves]
    assert [name for name in leaves if was[name] != now[name]] == [before.leaf]
