"""Each wrong rule gives the number that its description promises."""

from __future__ import annotations

import math
import re
from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st

import tutor.core
from tests.core.graphs import FAN_OUT, LINREG, SIGMOID, graph
from tutor.core.graph import run
from tutor.core.misconceptions import (
    RULES,
    Rule,
    TrainingContext,
    derivatives,
    diagnose,
    wrong_numbers,
)
from tutor.core.misconceptions.rule import no_picks, no_steps, nothing

NOTE = {"w": 5.0, "x": 3.0, "b": -4.0, "y": 7.0}


def numbers(graph_: object, leaves: dict[str, float], wrt: str, rule: str) -> set[float]:
    return wrong_numbers(run(graph_, leaves), wrt).get(rule, set())  # type: ignore[arg-type]


@pytest.mark.parametrize(
    ("rule", "expected"),
    [
        ("BACKPROP_ONLY", {8}),
        ("LOCAL_ONLY", {3}),
        ("ADDED_NOT_MULTIPLIED", {11}),
        ("SIGN_FLIPPED", {-24}),
        ("ACCUMULATED_TWICE", {48}),
        ("STOPPED_EARLY", {3}),
        ("WRONG_NODE", {8, 40, -8}),
        ("VALUE_OF_NODE", {5}),
        ("VALUE_OF_OUTPUT", {16}),
        ("BACKPROP_TIMES_OWN_VALUE", {40}),
        ("BACKPROP_TIMES_SUCC_VALUE", {120}),
        ("MUL_OWN_VALUE", {40}),
        ("MUL_AS_ADD", {8}),
        ("MUL_PRODUCT_RULE_SUM", {64}),
        ("ADD_AS_MUL", {-96}),
        ("SQ_FORGOT_2", {12}),
        ("SQ_AS_VALUE", {48}),
        ("SQ_AS_2", {6}),
        ("SEED_IS_OUTPUT_VALUE", {384}),
        ("SEED_ZERO", {0}),
    ],
)
def test_the_rules_on_linear_regression(rule: str, expected: set[float]) -> None:
    assert numbers(LINREG, NOTE, "w", rule) == expected


def test_a_lost_minus_sign_shows_at_y_only() -> None:
    assert numbers(LINREG, NOTE, "y", "SUB_SIGN_LOST") == {8}
    assert numbers(LINREG, NOTE, "w", "SUB_SIGN_LOST") == set()


@pytest.mark.parametrize(
    ("rule", "expected"),
    [
        ("ONE_ROUTE", {14, 8}),
        ("ROUTES_MULTIPLIED", {112}),
        ("ROUTES_AVERAGED", {11}),
        ("BACKPROP_ONLY", {7, 8, 15}),
        ("LOCAL_ONLY", {2, 1, 3}),
        ("BRACKETS_LOST", {45}),
        ("ADDED_NOT_MULTIPLIED", {18}),
    ],
)
def test_the_rules_where_routes_meet(rule: str, expected: set[float]) -> None:
    assert numbers(FAN_OUT, {}, "b", rule) == expected


def test_a_node_that_sends_too_early() -> None:
    early = graph("q", a=3.0, b=("pow", "a", 2.0), k=2.0, p=("add", "b", "k"), q=("mul", "b", "p"))
    assert run(early).gradients["a"] == 120
    assert numbers(early, {}, "a", "PREMATURE_PROPAGATION") == {186}


def test_an_input_that_enters_twice() -> None:
    square = graph("y", x=3.0, y=("mul", "x", "x"))
    assert numbers(square, {}, "x", "REPEATED_INPUT_ONCE") == {3}


def test_the_rules_about_one_half() -> None:
    right = run(SIGMOID).gradients["w"]
    assert list(numbers(SIGMOID, {}, "w", "HALF_FORGOTTEN")) == pytest.approx([2 * right])
    assert list(numbers(SIGMOID, {}, "w", "HALF_TWICE")) == pytest.approx([right / 2])


def test_the_rules_about_sigma() -> None:
    z = 0.5
    a = 1 / (1 + math.exp(-z))
    again = 1 / (1 + math.exp(-a))
    y = graph("a", z=z, a=("sigmoid", "z"))
    for rule, expected in {
        "SIGMA_AS_DERIV": a,
        "SIGMA_PRIME_AT_A": again * (1 - again),
        "SIGMA_Z_1_MINUS_Z": z * (1 - z),
        "SIGMA_1_MINUS_A": 1 - a,
        "ACTIVATION_SKIPPED": 1.0,
    }.items():
        assert list(numbers(y, {}, "z", rule)) == pytest.approx([expected]), rule


def test_the_rules_about_relu_tanh_and_exp() -> None:
    relu = graph("y", x=-2.0, y=("relu", "x"))
    assert numbers(relu, {}, "x", "RELU_LEAKS") == {1}
    tanh = graph("y", x=0.5, y=("tanh", "x"))
    assert numbers(tanh, {}, "x", "TANH_1_MINUS_Z2") == {0.75}
    assert numbers(tanh, {}, "x", "TANH_1_MINUS_A") == {1 - math.tanh(0.5)}
    exp = graph("y", x=3.0, y=("exp", "x"))
    assert numbers(exp, {}, "x", "EXP_USES_INPUT") == {3}


def test_values_of_an_earlier_step_and_the_step_itself() -> None:
    pass_ = run(LINREG, NOTE)
    before = {**NOTE, "w": 6.0}
    stale = run(LINREG, before).gradients["w"]
    old, small = TrainingContext(before=before), TrainingContext(rate=0.01)
    assert "STALE_FORWARD" in diagnose(pass_, "w", stale, background=old).mistakes
    assert "UPDATED_VALUE" in diagnose(pass_, "w", 5 - 0.01 * 24, background=small).mistakes


def test_probed_rules_rank_first() -> None:
    pass_ = run(LINREG, NOTE)
    assert diagnose(pass_, "w", 48).mistakes[0] == "SQ_AS_VALUE"
    assert diagnose(pass_, "w", 48, ("ACCUMULATED_TWICE",)).mistakes[0] == "ACCUMULATED_TWICE"


def test_a_second_answer_narrows_what_the_first_left_open() -> None:
    first = diagnose(run(LINREG, NOTE), "w", 48)
    assert first.ambiguous
    other = run(LINREG, {**NOTE, "y": 6.0})
    second = diagnose(other, "w", 2 * other.gradients["w"], suspects=first.mistakes)
    assert second.mistakes == ("ACCUMULATED_TWICE",)
    assert not second.ambiguous


def test_two_slips_at_once_are_named_when_one_pair_fits() -> None:
    found = diagnose(run(LINREG, NOTE), "w", -12)
    assert found.mistakes == (), "a small whole number is hit by chance"
    far = run(LINREG, {"w": 5.3, "x": 3.7, "b": -4.0, "y": -8.1})
    answer = far.values["e"] * far.values["w"]
    assert set(diagnose(far, "w", answer).mistakes) == {"SQ_FORGOT_2", "MUL_OWN_VALUE"}


def test_slips_of_the_pen_are_told_apart_from_misconceptions() -> None:
    pass_ = run(LINREG, NOTE)
    assert diagnose(pass_, "w", 2.4).mistakes == ("DECIMAL_SLIP",)
    assert diagnose(pass_, "x", 20).mistakes[:1] == ("SQ_FORGOT_2",)
    tripled = run(graph("f", a=2.3, b=1.7, p=("mul", "a", "b"), f=("mul", "p", 4.0)))
    assert "FACTOR_OF_TWO" in diagnose(tripled, "a", 3.4).mistakes
    for answer in (4.0, 4.6):
        found = diagnose(run(FAN_OUT, {"a": answer / 2}), "c", answer)
        assert "FACTOR_OF_TWO" not in found.mistakes, "there is no constant to lose"


@given(st.sampled_from([LINREG, FAN_OUT, SIGMOID]), st.data())
def test_a_right_answer_is_never_accused(graph_: object, data: st.DataObject) -> None:
    leaves = {n.name: data.draw(st.floats(-3, 3)) for n in graph_.leaves}  # type: ignore[attr-defined]
    pass_ = run(graph_, leaves)  # type: ignore[arg-type]
    for name in pass_.graph.by_name:
        found = diagnose(pass_, name, pass_.gradients[name])
        assert found.correct
        assert found.mistakes == ()
        assert found.feedback == ()


@given(st.sampled_from([LINREG, FAN_OUT, SIGMOID]), st.data())
def test_any_answer_gets_words_and_never_the_expected_number(
    graph_: object, data: st.DataObject
) -> None:
    leaves = {n.name: data.draw(st.floats(-3, 3)) for n in graph_.leaves}  # type: ignore[attr-defined]
    pass_ = run(graph_, leaves)  # type: ignore[arg-type]
    name = data.draw(st.sampled_from(list(pass_.graph.by_name)))
    found = diagnose(pass_, name, data.draw(st.floats(allow_nan=False, allow_infinity=False)))
    assert found.correct or len(found.feedback) == 2
    assert all(text and "{" not in text for text in found.feedback)


@pytest.mark.parametrize("rule", RULES.values(), ids=list(RULES))
def test_every_rule_has_words(rule: Rule) -> None:
    assert rule.name
    assert "{" not in rule.name
    assert rule.remedy or rule not in derivatives()
    assert rule.says.endswith(".")
    assert rule.asks.endswith(("?", "}"))


@pytest.mark.parametrize("rule", RULES.values(), ids=list(RULES))
def test_every_rule_is_code_for_some_kind_of_question(rule: Rule) -> None:
    numbers = (rule.wrong is not nothing, rule.value is not nothing, rule.steps is not no_steps)
    assert any(
        (
            *numbers,
            rule.reruns is not nothing,
            rule.slips,
            rule.joint,
            rule.calls,
            rule.next,
            rule.picks is not no_picks,
        )
    )


SHOUTED = re.compile(r'"([A-Z][A-Z0-9]*(?:_[A-Z0-9]+)+)"')


def test_every_mistake_that_is_named_anywhere_is_a_row_of_the_table() -> None:
    """Slips of activities, planted errors, probes: what they are called is what the table has."""
    core = Path(tutor.core.__file__).parent
    for room in ("activities", "misconceptions", "questions", "variants"):
        for path in sorted((core / room).rglob("*.py")):
            if path.name == "__init__.py":  # a face names constants
                continue
            strange = set(SHOUTED.findall(path.read_text("utf-8"))) - set(RULES)
            assert not strange, f"{path} names {strange}: add a row to a file of misconceptions/"


@pytest.mark.parametrize("rule", RULES.values(), ids=lambda rule: rule.id)
def test_no_reply_says_what_its_own_question_asks_for(rule: Rule) -> None:
    """What is wrong is said by what was done, not by what should have been done instead."""
    for words in ("instead of at", "not for {c}", "not at {c}", "is missing", "a² at {m}"):
        assert words not in rule.says + rule.says_all
