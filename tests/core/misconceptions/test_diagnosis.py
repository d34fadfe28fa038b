"""Learners with one wrong rule are understood, and learners without one are never accused."""

from __future__ import annotations

from dataclasses import replace

import pytest

from tests.core.graphs import LINREG, graph, linreg
from tests.core.simulated import NEEDS_HISTORY, accusations, asked_about, graphs, learners, places
from tutor.core.graph import Graph, run
from tutor.core.misconceptions import derivatives, diagnose, diagnose_local
from tutor.core.practice.items import PracticeItem, mark_answer
from tutor.core.questions.retry import merged
from tutor.core.text import format_number
from tutor.core.typed import read_typed

POOL = graphs(random_ones=8)
EVERYWHERE = places(POOL)


def graph_of(statements: str) -> Graph:
    read = read_typed(statements).graph
    assert read
    return read.graph


@pytest.mark.slow
@pytest.mark.parametrize("each", [1, 4])
def test_the_one_wrong_rule_is_named_after_two_answers_at_most(each: int) -> None:
    found = [one for rule in derivatives() for one in learners(rule.id, each, EVERYWHERE)]
    assert len(found) > each * (len(derivatives()) - 4)
    missed = [(one.rule, one.graph, one.named) for one in found if not one.hit]
    assert len(missed) <= 0.05 * len(found), missed
    assert max(one.answers for one in found) == 2


def test_a_learner_who_is_right_is_never_accused() -> None:
    accused, answers = accusations(POOL, 2)
    assert answers > 200
    assert accused == 0


def test_causes_that_no_values_tell_apart_are_one_group() -> None:
    summed = graph("f", a=2.0, b=4.0, x=("add", "a", "b"), y=("mul", "b", "a"), f=("mul", "x", "y"))
    pass_ = run(summed)
    one_route = pass_.gradients["x"]  # ∂x/∂b is 1: one route is what arrives at x
    found = diagnose(pass_, "b", one_route)
    assert {"ONE_ROUTE", "WRONG_NODE"} <= set(found.groups[0])


def test_causes_that_other_values_tell_apart_are_named_and_not_claimed() -> None:
    found = diagnose(run(LINREG, {"w": 5.0, "x": 3.0, "b": -4.0, "y": 7.0}), "w", 48)
    assert found.ambiguous
    assert found.feedback[0].startswith("48 can come about in two ways:")
    assert "used as its own derivative" in found.feedback[0]
    assert "twice" in found.feedback[0]


def test_an_ambiguous_answer_is_asked_again_with_values_that_separate() -> None:
    lesson_graph = replace(linreg(), require=())
    held = asked_about(lesson_graph, "w", 1)
    leaves = {"w": 5.0, "x": 3.0, "b": -4.0, "y": 7.0}
    held = replace(held, numbers=run(LINREG, leaves), key=replace(held.key, expected=24.0))
    after, verdict, save = mark_answer(PracticeItem("l", "q", held, lesson_graph), ("48",))
    assert verdict.again
    assert save is not None
    assert after.tries_before == 1
    assert after.question.seed > held.seed
    assert after.question.suspects == verdict.mistakes
    assert merged(after.question, verdict.mistakes) == 0
    assert after.question.numbers is not None
    second = repr(2 * after.question.numbers.gradients["w"])
    _, told, _ = mark_answer(after, (second,))
    assert told.mistakes[0] == "ACCUMULATED_TWICE"
    assert not told.again


@pytest.mark.parametrize("rule", sorted(NEEDS_HISTORY))
def test_rules_that_need_a_history_say_nothing_without_one(rule: str) -> None:
    pass_ = run(LINREG, {"w": 5.0, "x": 3.0, "b": -4.0, "y": 7.0})
    for name in LINREG.by_name:
        for number in (4.76, -0.24, 2.4, 24.5):
            assert rule not in diagnose(pass_, name, number).mistakes


@pytest.mark.parametrize(
    ("statements", "values", "wrt", "answer"),
    [
        ("x=a+b; y=b+c; f=x*y", {"a": -1, "b": 3, "c": 4}, "b", 7),
        ("y1=3*x; y2=x+5; z=y1*y2", {"x": 2}, "x", 6),
        ("p=v+a; q=v*c; f=p*q", {"v": 2, "a": 1, "c": 3}, "v", 6),
    ],
)
def test_no_one_is_told_to_multiply_by_one(
    statements: str, values: dict[str, float], wrt: str, answer: float
) -> None:
    """One route of two was called a factor left out; who followed that came to the same number."""
    numbers = run(graph_of(statements), values)
    found = diagnose(numbers, wrt, answer)
    assert "ONE_ROUTE" in found.mistakes
    assert not {"BACKPROP_ONLY", "LOCAL_ONLY"} & set(found.mistakes)


def test_what_is_not_clear_enough_to_be_said_is_still_listed_with_its_share() -> None:
    """√x without its ½ and a factor left out: to two figures chance would explain it, too."""
    found = diagnose(run(graph_of("y=sqrt(x); L=1.3*y"), {"x": 2.3}), "x", 0.66)
    assert (found.mistakes, found.asks, found.hints) == ((), "y", False)
    assert (found.causes[0].id, found.causes[0].also) == ("SQRT_FORGOT_HALF", ("FACTOR_LEFT_OUT",))
    assert 0.2 < found.causes[0].share < 0.8


def test_a_whole_number_says_less_where_most_of_what_can_go_wrong_is_whole() -> None:
    whole = diagnose(run(graph_of("p=x*y; z=p+c"), {"x": 2, "y": 5, "c": 4}), "x", 2)
    mixed = diagnose(run(graph_of("p=x*y; z=p+c"), {"x": 2, "y": 5.35, "c": 4}), "x", 2)
    assert whole.causes[0].id == mixed.causes[0].id == "MUL_OWN_VALUE"
    by_chance = [1 - sum(cause.share for cause in one.causes) for one in (whole, mixed)]
    assert by_chance[0] > 2 * by_chance[1] > 0


def test_the_question_back_uses_the_names_of_the_graph_whatever_the_function() -> None:
    numbers = run(graph_of("k=w*x; h=tanh(k); J=h^2"), {"w": 0.5, "x": 1.5})
    h = numbers.values["h"]
    said = " ".join(diagnose(numbers, "w", 2 * h * h * 1.5).feedback)
    assert said.endswith("h itself is used as its derivative. What is ∂h/∂k, in terms of h?")


@pytest.mark.parametrize("answer", [400.8, 402.0])
def test_a_number_beside_a_whole_one_is_told_that_it_has_to_be_exact(answer: float) -> None:
    leaves = {"w": 10.0, "x": 10.0, "b": -73.0, "y": 7.0}
    numbers = run(graph_of("u = w*x; yhat = u+b; e = yhat-y; J = e^2"), leaves)
    found = diagnose(numbers, "w", answer)
    assert not found.correct
    assert found.feedback[0].startswith(f"{format_number(answer)} comes near")
    assert "400 " not in " ".join(found.feedback)


def test_a_wrong_sign_of_one_operation_is_asked_about_that_operation() -> None:
    numbers = run(graph_of("u = w*x; J = u^2"), {"w": 2.0, "x": -8.0})
    edge = numbers.graph.incoming("u")[0]
    assert (
        diagnose_local(numbers, edge, 8.0).feedback[1] == "Raise w a little: does u rise or fall?"
    )


@pytest.mark.parametrize(("answer", "id_"), [(6.3, "SUM_NOT_MEAN"), (0.7, "DIVIDED_TWICE")])
def test_the_number_of_examples_is_told_in_a_mean_of_halves(answer: float, id_: str) -> None:
    """1/(2n): whoever forgets n keeps the ½."""
    cost = graph_of("L = ((w*x1-y1)^2 + (w*x2-y2)^2 + (w*x3-y3)^2)/6")
    data = {"x1": 1.0, "y1": 2.0, "x2": -2.0, "y2": 1.0, "x3": 0.5, "y3": 0.0}
    found = diagnose(run(cost, {"w": 1.2, **data}), "w", answer)
    assert id_ in [found.causes[0].id, *found.causes[0].also]
