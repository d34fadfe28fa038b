"""A message has three blanks, and an error is carried forward."""

from __future__ import annotations

from dataclasses import replace

import pytest

from tests.core.graphs import FAN_OUT, LINREG, graph, linreg
from tests.core.lessons import lesson
from tests.core.networks import REFERENCE
from tutor.core import questions as quizzes
from tutor.core.graph import Edge, run
from tutor.core.lesson import Quiz, Span
from tutor.core.questions.fill import plain
from tutor.core.questions.kinds.message import MessageBody, message_question
from tutor.core.questions.model import Question

NUMBERS = run(LINREG, {"w": 5.0, "x": 3.0, "b": -4.0, "y": 7.0})
EDGE = Edge("w", "u", 0)
ALL = ("backprop", "local", "product")


def question(*blanks: str) -> Question:
    return message_question(NUMBERS, EDGE, blanks or ALL, "page:w")  # type: ignore[arg-type]


@pytest.mark.parametrize(
    ("response", "slots"),
    [
        (("8", "3", "24"), (True, True, True)),
        (("8", "5", "40"), (True, False, True)),
        (("4", "3", "12"), (False, True, True)),
        (("8", "5", "24"), (True, False, True)),
        (("8", "3", "11"), (True, True, False)),
        (("3", "8", "24"), (False, False, True)),
        (("1", "1", "2"), (False, False, False)),
    ],
)
def test_the_product_is_marked_against_the_learners_own_factors(
    response: tuple[str, ...], slots: tuple[bool, ...]
) -> None:
    verdict = quizzes.mark(question(), response)
    assert verdict.slots == slots
    assert verdict.correct == all(slots)
    assert verdict.score == pytest.approx(sum(slots) / 3)


@pytest.mark.parametrize(
    ("response", "mistake"),
    [
        (("3", "8", "24"), "ROLES_SWAPPED"),
        (("8", "5", "40"), "MUL_OWN_VALUE"),
        (("8", "3", "11"), "ADDED_NOT_MULTIPLIED"),
        (("8", "3", "-24"), "SIGN_FLIPPED"),
        (("8", "3", "8"), "BACKPROP_ONLY"),
        (("8", "3", "3"), "LOCAL_ONLY"),
        (("24", "3", "72"), "WRONG_NODE"),
        (("4", "3", "12"), "SQ_FORGOT_2"),
        (("8", "24", "192"), "WRONG_NODE"),
    ],
)
def test_the_first_wrong_blank_is_diagnosed(response: tuple[str, ...], mistake: str) -> None:
    assert mistake in quizzes.mark(question(), response).mistakes


def test_what_is_right_is_said_first() -> None:
    feedback = quizzes.mark(question(), ("8", "3", "11")).feedback
    assert feedback[0] == "∂J/∂u and ∂u/∂w are right."
    assert feedback[-1].endswith("?")


@pytest.mark.parametrize(
    ("blank", "answer"), [("backprop", "8"), ("local", "3"), ("product", "24")]
)
def test_one_blank_alone_can_be_asked(blank: str, answer: str) -> None:
    asked = question(blank)
    assert len(asked.slots) == 1
    assert quizzes.mark(asked, (answer,)).correct
    assert not quizzes.mark(asked, ("7",)).correct


def test_the_picture_may_show_what_the_backward_pass_has_finished() -> None:
    assert question().given == {"J", "e", "yhat", "y", "b", "u", "x"}
    assert question().focus == (EDGE, "w")


def test_where_routes_meet_the_product_is_one_message_of_several() -> None:
    asked = message_question(run(FAN_OUT), Edge("b", "x", 1), ALL, "page:b")  # type: ignore[arg-type]
    assert [slot.label for slot in asked.slots] == ["∂f/∂x", "∂x/∂b", "message"]
    assert quizzes.mark(asked, ("7", "2", "14")).correct


def test_both_edges_of_an_input_that_enters_twice_are_one_message_in_a_quiz() -> None:
    from tutor.core.lesson import LessonGraph

    square = graph("y", x=3.0, m=("mul", "x", "x"), y=("mul", "m", 2.0))
    quiz = Quiz("message", "q", (Span("?"),), MessageBody("x", "m"), graph="test")
    asked = quizzes.make(quiz, LessonGraph(square), 0)
    assert quizzes.solution(asked) == ("2.0", "6.0", "12.0")
    assert plain(quizzes.worked(asked)) == "m sends x: ∂y/∂m · ∂m/∂x = 2 · 6 = 12."


def test_a_varied_message_shows_its_mistakes() -> None:
    quiz = Quiz(
        "message", "q", (Span("?"),), MessageBody("w", "u"), graph="linreg", varied=True,
        probes=("BACKPROP_ONLY", "LOCAL_ONLY", "ADDED_NOT_MULTIPLIED"),
    )  # fmt: skip
    for seed in range(1, 20):
        asked = quizzes.make(quiz, linreg(), seed)
        backprop, local, product = map(float, quizzes.solution(asked))
        assert len({backprop, local, product, backprop + local}) == 4


def test_the_value_in_the_box_is_told_from_the_gradient_in_it() -> None:
    """With x = 2 and ∂f/∂x = 7 it was said of the value that a factor was its own gradient."""
    numbers = run(FAN_OUT)
    edge = next(one for one in numbers.graph.edges if one.target == "x")
    value, gradient = numbers.values["x"], numbers.gradients["x"]
    assert value != gradient
    for blanks in (("backprop",), ("product",)):
        asked = message_question(numbers, edge, blanks, "page:x")  # type: ignore[arg-type]
        local = numbers.locals[edge] if blanks == ("product",) else 1
        told = quizzes.mark(asked, (repr(value * local),))
        assert told.feedback[0].endswith("is the value of x. A message takes the gradient that is "
                                         "stored there.")  # fmt: skip


def test_one_figure_is_not_said_to_be_a_number_that_is_far_from_it() -> None:
    """Of 1 it was said that it is ∂C/∂a, which was 0.686."""
    lesson_ = lesson("14")
    numbers = run(lesson_.graphs["collect"].graph)
    edge = next(one for one in numbers.graph.incoming("z3_2") if one.source == "a2_1")
    asked = message_question(numbers, edge, ("backprop",), "page:a2_1")
    assert quizzes.mark(asked, ("1",)).feedback[0] != quizzes.mark(asked, ("0.686",)).feedback[0]
    assert "1 is ∂C/∂a₂³" not in quizzes.mark(asked, ("1",)).feedback[0]


def test_the_sign_of_a_product_is_asked_for_without_saying_that_a_factor_is_negative() -> None:
    """Of 0.1478 × 0.5 it was asked which of the two is negative."""
    numbers = run(lesson("14").graphs["collect"].graph)
    edge = next(one for one in numbers.graph.incoming("z3_2") if one.source == "a2_1")
    asked = message_question(numbers, edge, ("product",), "page:a2_1")
    wrong = repr(-numbers.gradients["z3_2"] * numbers.locals[edge])
    assert quizzes.mark(asked, (wrong,)).feedback[-1] == (
        "How many of the two factors are negative?"
    )


@pytest.mark.parametrize("known", [False, True])
def test_who_works_with_the_four_figures_of_the_screen_is_told_the_slip(known: bool) -> None:
    """Of a number a fifth of a thousandth off it was said that no known mistake fits."""
    opened = lesson("14")
    quiz = next(one for page in opened.pages for one in page.activities if one.id == "hidden-delta")
    assert isinstance(quiz, Quiz)
    asked = quizzes.make(quiz, opened.graphs[quiz.graph], 1)
    assert asked.numbers is not None
    sum_, a = asked.numbers.gradients["a2_2"] * 0.99977, asked.numbers.values["a2_2"]
    if known:
        asked = replace(asked, known=(("a2_2", f"{sum_:.5f}"),))
    assert quizzes.mark(asked, (f"{sum_ * a:.5f}",)).mistakes[0] == "SIGMA_AS_DERIV"


def test_what_an_activation_sends_on_is_asked_with_what_is_stored_there() -> None:
    """Found in lesson 14: its number had left the screen, for the box of the unit shows δ alone."""
    asked = {}
    for source, target in (("z2_1", "a2_1"), ("a2_1", "z3_1")):
        edge = next(one for one in REFERENCE.incoming(target) if one.source == source)
        question = message_question(run(REFERENCE), edge, ("product",), "q")
        asked[source] = "".join(span.text for span in question.prompt)
    assert asked["z2_1"].startswith("a₁² is done: ∂C/∂a₁² = −0.06779. What does it send to z₁²?")
    assert asked["a2_1"].startswith("z₁³ is done. What does it send to a₁²?")
