"""Ordering nodes, labelling quantities, choosing an option."""

from __future__ import annotations

from itertools import permutations

from tests.core.graphs import FAN_OUT, linreg
from tutor.core import questions as quizzes
from tutor.core.expression import parse
from tutor.core.lesson import LessonGraph, Quiz, Span
from tutor.core.questions.kinds import choice, classify, match, order

ASK = (Span("?"),)


def test_every_order_that_the_backward_pass_can_use_is_right() -> None:
    body = order.OrderBody(("f", "x", "y", "b", "a"))
    quiz = Quiz("order", "o", ASK, body, graph="f")
    question = quizzes.make(quiz, LessonGraph(FAN_OUT), 3)
    names = dict(zip(question.options, range(5), strict=True))
    good = 0
    for tried in permutations("fxyba"):
        verdict = quizzes.mark(question, tuple(str(names[n]) for n in tried))
        fits = (
            tried[0] == "f"
            and tried.index("x") < tried.index("b") > tried.index("y")
            and tried.index("x") < tried.index("a")
        )
        assert verdict.correct == fits, tried
        good += fits
    assert good == 5


def test_following_the_edges_forward_is_recognised() -> None:
    quiz = Quiz("order", "o", ASK, order.OrderBody(("J", "e", "yhat", "u")), graph="linreg")
    question = quizzes.make(quiz, linreg(), 1)
    forward = tuple(str(question.options.index(n)) for n in ("u", "ŷ", "e", "J"))
    verdict = quizzes.mark(question, forward)
    assert verdict.mistakes == ("FOLLOWS_EDGES_FORWARD",)
    assert "u cannot be done before" in verdict.feedback[0]


def test_the_order_offered_is_never_the_solution() -> None:
    quiz = Quiz("order", "o", ASK, order.OrderBody(("J", "e", "yhat", "u")), graph="linreg")
    for seed in range(40):
        question = quizzes.make(quiz, linreg(), seed)
        assert not quizzes.mark(question, ("0", "1", "2", "3")).correct


def test_a_forward_order_can_be_asked_too() -> None:
    body = order.OrderBody(("J", "e", "yhat", "u"), "topological")
    question = quizzes.make(Quiz("order", "o", ASK, body, graph="linreg"), linreg(), 1)
    forward = tuple(str(question.options.index(n)) for n in ("u", "ŷ", "e", "J"))
    assert quizzes.mark(question, forward).correct


def labels() -> Quiz:
    items = (
        classify.LabelledItem(parse("grad(J, e)"), 1),
        classify.LabelledItem(parse("local(e, yhat)"), 0),
        classify.LabelledItem(parse("grad(J, yhat)"), 2),
        classify.LabelledItem(parse("local(u, w)"), 3),
    )
    return Quiz("classify", "c", ASK, classify.ClassifyBody(items), graph="linreg")


def test_each_label_is_a_share_and_the_first_wrong_one_is_talked_about() -> None:
    question = quizzes.make(labels(), linreg(), 0)
    assert [slot.label for slot in question.slots] == ["∂J/∂e", "∂e/∂ŷ", "∂J/∂ŷ", "∂u/∂w"]
    assert quizzes.mark(question, ("1", "0", "2", "3")).correct
    verdict = quizzes.mark(question, ("1", "0", "0", "3"))
    assert verdict.slots == (True, True, False, True)
    assert verdict.score == 0.75
    assert verdict.mistakes == ("BELONGS_SO_LOCAL",)
    assert verdict.feedback[0] == "3 of 4 are right."
    assert "∂J/∂ŷ belongs to the node, but it is not local" in verdict.feedback[1]
    assert verdict.feedback[-1].endswith("?")


def test_an_unlabelled_quantity_is_asked_again() -> None:
    question = quizzes.make(labels(), linreg(), 0)
    assert quizzes.mark(question, ("1", "", "2", "3")).unreadable
    assert quizzes.mark(question, ("1", "0", "2", "4")).unreadable


def options(*texts: str) -> Quiz:
    made = tuple(
        choice.Option((Span(text, value=parse(text[1:]) if text[0] == "=" else None),), i == 0)
        for i, text in enumerate(texts)
    )
    return Quiz("choice", "c", ASK, choice.ChoiceBody(made), graph="linreg", varied=True)


def test_values_are_drawn_for_which_no_option_equals_another() -> None:
    for seed in range(1, 60):
        question = quizzes.make(options("-1", "1", "=y", "=grad(J, y)"), linreg(), seed)
        assert len(question.options) == 4
        assert question.options[int(quizzes.solution(question)[0])] == "−1"


def test_a_wrong_option_that_is_always_right_is_left_out() -> None:
    question = quizzes.make(options("=w", "=grad(u, x)", "=x"), linreg(), 5)
    assert len(question.options) == 2


def test_the_order_of_the_options_changes_with_the_seed() -> None:
    places = {
        quizzes.solution(quizzes.make(options("a", "b", "c"), linreg(), seed))[0]
        for seed in range(1, 30)
    }
    assert places == {"0", "1", "2"}


def test_numbers_that_could_be_confused_count_as_the_same_option() -> None:
    assert choice.same("-1", "−1")
    assert choice.same("0.5", "1/2")
    assert not choice.same("2 × 4", "4 × 2")
    assert not choice.same("2 × 4", "8")
    assert choice.same("0.333", "0.3333")
    assert not choice.same("8", "3")


def test_partners_are_never_offered_in_the_order_of_their_pairs() -> None:
    """In lesson 17 the three methods stood in the order of s = 1, 1 < s < n, s = n."""
    body = match.MatchBody(tuple((left, (Span(right),)) for left, right in ("a1", "b2", "c3")))
    for seed in range(40):
        question = quizzes.make(Quiz("match", "m", ASK, body), None, seed)
        assert quizzes.solution(question) != ("0", "1", "2")
