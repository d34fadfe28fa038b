"""Two edges from one node to one result: neither has all of the derivative, and each says so."""

from __future__ import annotations

from tests.core.graphs import graph
from tutor.core import questions as quizzes
from tutor.core.drawing.density import draw
from tutor.core.drawing.picture import full_numbers, marks_of
from tutor.core.graph import Edge, run
from tutor.core.graph.notation import said_local, said_message, said_whole
from tutor.core.lesson import LessonGraph, Quiz, Span
from tutor.core.questions.fill import plain
from tutor.core.questions.kinds.message import MessageBody, message_question
from tutor.core.session.inspector import explain

TWICE = graph("t", a=4.0, m=9.0, s=("mul", "a", "a"), t=("mul", "m", "s"))
"""The graph of lesson 7: t = m·s with s = a·a."""

NUMBERS = run(TWICE)
FIRST, SECOND = Edge("a", "s", 0), Edge("a", "s", 1)
ALL = ("backprop", "local", "product")


def test_the_local_gradient_on_one_of_two_edges_is_not_called_by_the_name_of_both() -> None:
    assert said_local(NUMBERS, FIRST) == "∂s/∂(1st a) = a = 4"
    assert said_local(NUMBERS, SECOND) == "∂s/∂(2nd a) = a = 4"
    assert said_whole(NUMBERS, FIRST) == "∂s/∂a = a + a = 8"
    assert said_local(NUMBERS, Edge("s", "t", 1)) == "∂t/∂s = m = 9"


def test_one_of_two_messages_says_along_which_edge_it_comes() -> None:
    assert said_message(NUMBERS, SECOND) == (
        "s sends a along the 2nd of 2 edges: ∂t/∂s · ∂s/∂(2nd a) = 9 · 4 = 36"
    )
    assert said_message(NUMBERS, FIRST, 8.0) == "s sends a: ∂t/∂s · ∂s/∂a = 9 · 8 = 72"


def test_the_inspector_shows_two_edges_as_two_parts_of_one_sum() -> None:
    marks = marks_of(NUMBERS)
    node = "\n".join(explain(NUMBERS, marks, "a"))
    assert "∂t/∂a = ∂t/∂s · ∂s/∂(1st a) + ∂t/∂s · ∂s/∂(2nd a)" in node
    assert "via s and the 1st a: 36" in node
    edge = explain(NUMBERS, marks, FIRST)
    assert edge[0] == "the 1st of 2 edges from a to s: together they give ∂s/∂a"
    assert "local gradient: ∂s/∂(1st a) = a = 4" in edge


def test_a_step_along_one_of_two_edges_asks_for_that_edge_and_tells_the_sum_apart() -> None:
    question = message_question(NUMBERS, SECOND, ALL, "page:a")
    assert "sends to a along the 2nd of 2 edges" in plain(question.prompt)
    assert [slot.label for slot in question.slots] == ["∂t/∂s", "∂s/∂(2nd a)", "message"]
    assert quizzes.mark(question, ("9", "4", "36")).correct
    wrong = quizzes.mark(question, ("9", "8", "72"))
    assert "8 is ∂s/∂a: what all 2 edges from a to s give together." in wrong.feedback
    assert any("Move only the 2nd a" in line for line in wrong.feedback)


def test_a_question_about_both_edges_together_has_the_whole_local_gradient_in_its_hints() -> None:
    quiz = Quiz("message", "both", (Span("Fill in."),), MessageBody("a", "s", ALL), graph="test")
    question = quizzes.make(quiz, LessonGraph(TWICE), 0)
    assert [slot.label for slot in question.slots] == ["∂t/∂s", "∂s/∂a", "∂t/∂a"]
    assert quizzes.mark(question, ("9", "8", "72")).correct
    hints = [plain(hint) for hint in quizzes.hints(question)]
    assert "so ∂s/∂a = a + a." in hints[1]
    assert "∂s/∂a = 8" in hints[2]


def test_the_full_number_of_one_of_two_edges_has_its_own_name() -> None:
    assert full_numbers(draw(NUMBERS), marks_of(NUMBERS), SECOND) == "∂s/∂(2nd a) = 4.0"
