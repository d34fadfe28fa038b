"""What is said to an answer, as a person would say it: faults that were seen on the screen."""

from __future__ import annotations

import pytest

from tests.core.graphs import LINREG, graph
from tests.core.lessons import lesson
from tutor.core import questions as quizzes
from tutor.core.expression import parse
from tutor.core.graph import Edge, run
from tutor.core.graph.notation import said_value
from tutor.core.lesson import Quiz, Span
from tutor.core.questions.fill import fill, plain
from tutor.core.questions.kinds.message import message_question
from tutor.core.questions.kinds.numeric import value_question
from tutor.core.questions.model import Question
from tutor.core.session.actions import Answer, Next, Visit
from tutor.core.session.reducer import act, start
from tutor.core.session.view import view
from tutor.plain.text import verdict_lines

NUMBERS = run(LINREG, {"w": 5.0, "x": 3.0, "b": -4.0, "y": 7.0})


def asked(number: str, id_: str) -> Question:
    """One question of a built-in lesson with its author's values."""
    found = lesson(number)
    quiz = next(
        activity
        for page in found.pages
        for activity in page.activities
        if isinstance(activity, Quiz) and activity.id.endswith(id_)
    )
    return quizzes.make(quiz, found.graphs.get(quiz.graph), 0)


def test_one_of_two_inputs_is_not_answered_with_an_unfilled_sentence_about_gradients() -> None:
    question = asked("03", "inputs-of-e")
    only_yhat = tuple(str(int(slot.label == "ŷ")) for slot in question.slots)
    verdict = quizzes.mark(question, only_yhat)
    said = " ".join(verdict.feedback)
    assert "4 of 5 are right. Some that belong are not chosen yet." in said
    assert "{" not in said
    assert "gradient" not in said


@pytest.mark.parametrize(
    ("number", "id_", "typed", "said"),
    [
        ("01", "slope-times-step", "78", "the slope times the new w"),
        ("01", "two-weights", "11", "takes two multiplications each time"),
        ("02", "same-as-z", "0.04543*0.015", "how far C moves for 0.01"),
        ("02", "same-as-z", "0.015", "how far z moves"),
        ("02", "ten-steps", "64", "the number for 6 steps"),
    ],
)
def test_the_first_number_that_a_beginner_gives_is_known(
    number: str, id_: str, typed: str, said: str
) -> None:
    """Each was asked what the answer depends on, or for factors that had no names yet."""
    assert said in " ".join(quizzes.mark(asked(number, id_), (typed,)).feedback)


def test_no_sentence_is_left_unfilled_whatever_is_selected() -> None:
    """All selections of all ‘select’ questions, of which one used to show its braces."""
    for number in ("03", "09", "10", "11"):
        for page in lesson(number).pages:
            for quiz in page.activities:
                if not isinstance(quiz, Quiz) or quiz.kind != "select":
                    continue
                question = quizzes.make(quiz, lesson(number).graphs.get(quiz.graph), 0)
                count = len(question.slots)
                for bits in range(2**count):
                    response = tuple(str(bits >> i & 1) for i in range(count))
                    assert "{" not in " ".join(quizzes.mark(question, response).feedback)


def test_a_product_that_does_not_follow_from_the_factors_is_not_said_to() -> None:
    question = message_question(NUMBERS, Edge("w", "u", 0), ("backprop", "local", "product"), "q")
    verdict = quizzes.mark(question, ("8", "5", "40"))
    assert verdict.feedback[0] == "∂J/∂u is right. Your product follows from your two factors."
    assert verdict.follows == (2,)
    assert "∂J/∂w = 40: follows from a number that is not right" in " ".join(
        map(str, verdict_lines(question, ("8", "5", "40"), verdict))
    )
    assert quizzes.mark(question, ("8", "5", "24")).follows == ()
    assert quizzes.mark(question, ("8", "3.01", "24.08")).follows == (2,), "24 has to be exact"
    right = quizzes.mark(question, ("8", "5", "24")).feedback[0]
    assert right == "∂J/∂u is right. The product is right."


def test_the_hints_for_a_value_do_not_repeat_the_question() -> None:
    question = value_question(NUMBERS, "u", "q")
    wrong = quizzes.mark(question, ("5",)).feedback
    hints = [plain(hint) for hint in quizzes.hints(question)]
    assert hints == [
        "u is computed from w and x: their values are in the picture.",
        "w = 5, x = 3. Put them in: u = w · x.",
        "u = 5 · 3 = ?",
    ]
    assert plain(question.prompt) not in hints
    assert not set(wrong) & set(hints)


def test_the_first_hint_says_more_than_what_was_asked_back() -> None:
    """A nudge: “Which inputs of y₁ have moved?” was asked back, and then was the first hint."""
    found = lesson("04")
    state = start(found, 1)
    for action in (Visit(1), Next()):
        state, _ = act(found, state, action)
    state, _ = act(found, state, Answer(("4",)))
    shown = view(found, state)
    assert shown.question is not None
    assert shown.verdict is not None
    hint = plain(quizzes.hints(shown.question)[0])
    assert hint == "Inputs of y₁ that have moved: x by 1."
    assert hint not in shown.verdict.feedback


def test_a_function_of_a_negative_number_has_one_pair_of_brackets() -> None:
    numbers = run(graph("a", z=-0.5, a=("sigmoid", "z")))
    assert said_value(numbers, "a") == "a = σ(z) = σ(−0.5) = 0.3775"
    squared = run(graph("a", z=-3.0, a=("pow", "z", 2.0)))
    assert said_value(squared, "a") == "a = z² = (−3)² = 9"


def test_a_number_in_a_sentence_has_brackets_where_it_needs_them_and_only_there() -> None:
    def written(*parts: str) -> str:
        spans = tuple(
            Span("", value=parse(part[1:])) if part.startswith("=") else Span(part)
            for part in parts
        )
        return plain(fill(spans, NUMBERS))

    assert written("8 · (", "=x", ") = ?") == "8 · 3 = ?"
    assert written("8 · (", "=b", ") = ?") == "8 · (−4) = ?"
    assert written("=b", " × ", "=b", " = ?") == "−4 × (−4) = ?"
    assert written("(", "=x", " + ", "=b", ") · 2") == "(3 + (−4)) · 2"
    assert written("σ(", "=x", ") and b = ", "=b") == "σ(3) and b = −4"


def test_a_wrong_partner_is_named() -> None:
    question = asked("06", "table")
    right = list(quizzes.solution(question))
    right[0], right[1] = right[1], right[0]
    assert "‘−1’ does not go with a + b." in quizzes.mark(question, tuple(right)).feedback


def test_a_value_of_several_nodes_is_told_of_the_one_that_goes_in() -> None:
    numbers = run(graph("f", p=1.0, q=7.0, x=1.0, u=("mul", "q", "x"), f=("add", "u", "p")))
    said = quizzes.mark(value_question(numbers, "u", "q"), ("1",)).feedback
    assert said[0] == "1 is the value of x, not of u."
