"""Mistakes that are not a number: what a quantity is called, orders, selections."""

from __future__ import annotations

import pytest

from tests.core.graphs import LINREG, graph, linreg
from tests.core.judged import JUDGING, named
from tests.core.lessons import lesson
from tests.core.simulated import graphs
from tutor.core import questions as quizzes
from tutor.core.graph import run
from tutor.core.lesson import LessonGraph, Quiz, Span
from tutor.core.misconceptions import Rule
from tutor.core.questions.kinds.next_node import next_node_question
from tutor.core.questions.kinds.order import OrderBody
from tutor.core.questions.kinds.parsons import ParsonsBody
from tutor.core.questions.kinds.select import SelectBody

ASK = (Span("?"),)
SHORTCUT = graph("J", x=2.0, a=("mul", "x", 3.0), b=("pow", "a", 2.0), c=("exp", "b"),
                 J=("add", "c", "a"))  # fmt: skip
"""a has a short way to J and a long one, which the backward pass must wait for."""
POOL = graphs(8)


GENERATED = [
    rule for rule in JUDGING if rule.id not in {"INPUTS_HAVE_NO_GRADIENT", "INDICES_SWAPPED"}
]
"""These need a selection of inputs, or of the ends of a weight, which only authors ask for."""


@pytest.mark.parametrize("rule", GENERATED, ids=lambda rule: rule.id)
def test_a_learner_with_one_such_rule_is_told_it(rule: Rule) -> None:
    found = list(named(rule, 12, POOL))
    assert len(found) == 12
    assert sum(found) >= 0.95 * len(found)


def ordered(*names: str) -> quizzes.Question:
    quiz = Quiz("order", "o", ASK, OrderBody(("J", "c", "b", "a")), graph="f")
    question = quizzes.make(quiz, LessonGraph(SHORTCUT), 1)
    picks = tuple(str(question.options.index(name)) for name in names)
    return quizzes.mark(question, picks)


def test_the_nearest_first_is_an_order_by_the_drawing() -> None:
    verdict = ordered("J", "c", "a", "b")
    assert verdict.mistakes == ("ORDER_BY_DRAWING",)
    assert "the nearest first" in verdict.feedback[-2]


def test_an_order_that_follows_no_known_rule_is_not_accused_of_one() -> None:
    verdict = ordered("b", "J", "a", "c")
    assert verdict.mistakes == ()
    assert not verdict.correct


def test_the_next_node_tells_forward_from_nearest() -> None:
    numbers = run(SHORTCUT)
    question = next_node_question(numbers, {"J"}, forward=False, where="w")
    picks = {name: str(i) for i, name in enumerate(question.options)}
    assert quizzes.mark(question, (picks["c"],)).correct
    assert quizzes.mark(question, (picks["x"],)).mistakes == ("FOLLOWS_EDGES_FORWARD",)
    assert quizzes.mark(question, (picks["a"],)).mistakes == ("ORDER_BY_DRAWING",)
    assert quizzes.mark(question, (picks["b"],)).mistakes == ()


def test_lines_turned_round_are_a_pass_the_wrong_way() -> None:
    needs = (frozenset(), frozenset({0}), frozenset({1}))
    body = ParsonsBody(tuple((Span(text),) for text in ("one", "two", "three")), needs)
    question = quizzes.make(Quiz("parsons", "p", ASK, body, graph="linreg"), linreg(), 1)
    turned = tuple(str(question.options.index(text)) for text in ("three", "two", "one"))
    assert quizzes.mark(question, turned).mistakes == ("FOLLOWS_EDGES_FORWARD",)


def test_lines_of_a_program_that_come_too_early_are_not_told_about_a_picture() -> None:
    """With one order only, every wrong one that begins rightly was "the nearest first"."""
    body = ParsonsBody(
        tuple((Span(text),) for text in ("one", "two", "three", "four")),
        tuple(frozenset(range(i)) for i in range(4)),
    )
    question = quizzes.make(Quiz("parsons", "p", ASK, body), None, 1)
    given = tuple(str(question.options.index(x)) for x in ("one", "two", "four", "three"))
    verdict = quizzes.mark(question, given)
    assert verdict.mistakes == ()
    assert not any("picture" in line or "node" in line for line in verdict.feedback)


@pytest.mark.parametrize(
    ("order", "told"),
    [
        (("z", "a", "da", "C"), "Line 3 (“da = a - y”) could run here."),
        (("z", "da", "a", "C"), "Line 2 (“da = a - y”) comes too early."),
    ],
)
def test_a_line_that_could_run_is_not_said_to_come_too_early(
    order: tuple[str, ...], told: str
) -> None:
    """“First the loss, then the derivatives” is more than a program needs."""
    read_ = lesson("02")
    quiz = next(a for p in read_.pages for a in p.activities if a.id == "the-program")
    assert isinstance(quiz, Quiz)
    question = quizzes.make(quiz, None, 3)
    starts = [text.split()[0] for text in question.options]
    given = [str(starts.index(name)) for name in order]
    given += [one for one in map(str, range(len(starts))) if one not in given]
    assert told in " ".join(quizzes.mark(question, tuple(given)).feedback)


ALL = tuple(node.name for node in LINREG.nodes)


def selected(answer: set[str], picked: set[str], offered: tuple[str, ...] = ALL) -> tuple[str, ...]:
    candidates = offered
    body = SelectBody(candidates, frozenset(answer))
    question = quizzes.make(Quiz("select", "s", ASK, body, graph="linreg"), linreg(), 0)
    given = tuple(str(int(name in picked)) for name in candidates)
    return quizzes.mark(question, given).mistakes


def test_inputs_selected_for_successors_are_told_also_where_an_author_asks() -> None:
    assert selected({"yhat"}, {"w", "x"}) == ("SUCCESSOR_AND_INPUT_SWAPPED",)
    assert selected({"w", "x"}, {"yhat"}) == ("SUCCESSOR_AND_INPUT_SWAPPED",)
    assert selected({"yhat"}, {"J"}) == ()


def test_a_selection_without_the_inputs_thinks_that_they_have_no_gradient() -> None:
    leaves = {leaf.name for leaf in LINREG.leaves}
    assert selected(leaves, {"w", "b"}) == ("INPUTS_HAVE_NO_GRADIENT",)
    assert selected(leaves, set()) == ()


def test_whoever_selects_nothing_follows_no_rule_whose_nodes_are_not_offered() -> None:
    assert selected({"yhat"}, set(), offered=("yhat", "e", "J")) == ()


def test_the_ends_of_the_weight_with_exchanged_indices_are_recognised() -> None:
    ten = lesson("10")
    quiz = next(a for p in ten.pages for a in p.activities if a.id == "ends-of-a-weight")
    assert isinstance(quiz, Quiz)
    question = quizzes.make(quiz, ten.graphs[quiz.graph], 0)
    names = [slot.label for slot in question.slots]
    swapped = quizzes.mark(question, tuple(str(int(n in {"a₁²", "z₂³"})) for n in names))
    assert swapped.mistakes == ("INDICES_SWAPPED",)
    other = quizzes.mark(question, tuple(str(int(n in {"a₁²", "z₁³"})) for n in names))
    assert other.mistakes == ()
