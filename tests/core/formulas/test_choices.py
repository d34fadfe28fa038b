"""Choices between cases: which one is drawn, what is said of it, and where it ends."""

from __future__ import annotations

import os
import subprocess
import sys
from collections.abc import Mapping

import pytest

from tutor.core.checking.lesson_file import check
from tutor.core.drawing.curve import CURVE, curve
from tutor.core.formulas import read
from tutor.core.graph import run
from tutor.core.practice import sandbox as box
from tutor.core.practice.marking import mark_typed
from tutor.core.practice.own_graph import lesson_text
from tutor.core.practice.sandbox_memory import Kept
from tutor.core.questions.generate import with_fixed_leaves
from tutor.core.typed import read_typed
from tutor.core.variants.draw import draw
from tutor.graph_arguments import read_given, reading_notes

BENT = "y = a*x^2 if x > 1 else 3*x^3"


def test_the_case_that_holds_is_drawn_and_said() -> None:
    typed, values = read_given(BENT, ("x=2", "a=5"))
    assert typed.graph
    assert run(typed.graph.graph, values).gradients["x"] == 20
    assert reading_notes(typed) == (
        "read as: y = a·x²",
        "note: for these values x > 1: this case is drawn",
    )


def test_a_value_for_a_name_of_another_case_is_no_mistake() -> None:
    typed, values = read_given(BENT, ("x=-1", "a=5"))
    assert typed.graph
    assert values == {"x": -1.0}
    assert run(typed.graph.graph, values).gradients["x"] == 9


def test_the_gradient_at_a_name_of_another_case_is_nought() -> None:
    typed, values = read_given(BENT, ("x=-1", "a=5"))
    assert mark_typed(typed, values, "a", "0").correct
    wrong = mark_typed(typed, values, "a", "1")
    assert (wrong.correct, wrong.expected) == (False, 0.0)
    assert "cases that do not hold" in wrong.feedback


@pytest.mark.parametrize(("x", "case"), [("1", "x <= 1"), ("0.5", "x < 1"), ("1.5", "x > 1")])
def test_drawn_values_stay_in_the_case_and_off_its_border(x: str, case: str) -> None:
    """At the border itself the case that holds there is drawn, and its condition has the border."""
    typed = read_typed(BENT, given={"x": float(x), "a": 1.0})
    assert typed.case == case
    assert typed.graph
    assert f"require {case}" in typed.plain
    for seed in range(1, 30):
        drawn = draw(with_fixed_leaves(typed.graph, {}), seed)
        assert (drawn["x"] > 1) == (float(x) > 1)


def test_a_case_at_a_corner_of_something_else_is_drawn_all_the_same() -> None:
    """No values are drawn at a corner, so that the condition was taken for one never met."""
    typed = read_typed("x = 0; y = relu(x)*x if x <= 0 else x")
    assert typed.graph, typed.problems


def test_the_strict_text_is_read_as_the_same_case_again() -> None:
    for text in ("y = x^2 if w*x + 1 > 0 else -x", "y = x^2 if abs(x) > 1 else x^3"):
        once = read(text, {"x": 2.0, "w": 1.0})
        again = read(once.text, {"x": 2.0, "w": 1.0})
        assert set(again.text.splitlines()) == set(once.text.splitlines())


@pytest.mark.parametrize("far", ["max(x, 60) - 60 + x", "x + exp(-500*x^2)", "x + 0*log(x)"])
def test_what_is_a_function_only_in_part_is_not_taken_for_one(far: str) -> None:
    typed = read_typed(f"y = {far} if x > 0 else 0", given={"x": 70.0})
    assert typed.case == "x > 0"


def test_names_without_values_are_asked_for_once() -> None:
    typed = read_typed(
        "z = w*x; h = z^2 if z > 0 else -z; g = h^2 if h > 1 else h", given={"x": 1.0}
    )
    assert typed.graph is None
    assert typed.undecided
    assert len(typed.problems) == 1
    assert "'w'" in typed.problems[0].message


def test_a_function_takes_its_case_where_it_is_applied() -> None:
    text = "f(x) = x^2 if x > 0 else 3*x; u = f(a); v = f(b); y = u*v"
    typed, values = read_given(text, ("a=2", "b=-1"))
    assert typed.graph
    assert run(typed.graph.graph, values).values["y"] == -12
    assert typed.case == "a > 0 and b < 0"


# The sandbox --------------------------------------------------------------------------------------


def _opened(text: str, values: Mapping[str, float]) -> box.Sandbox:
    """The sandbox with this text and these values."""
    return box.take_up(Kept(text, values))


def test_the_sandbox_follows_a_leaf_over_the_border() -> None:
    sandbox = _opened(BENT, {"x": 1.5, "a": 5.0})
    assert sandbox.numbers
    assert sandbox.numbers.values["y"] == 11.25
    assert "for these values x > 1: this case is drawn" in sandbox.said[-1]
    there = box.set_leaf(_on(sandbox, "x"), 1.0)
    assert there.numbers
    assert there.numbers.values["y"] == 3.0
    assert there.leaf == "x"
    assert "x ≤ 1" in there.said[-1]
    back = box.set_leaf(there, 2.0)
    assert back.numbers
    assert back.numbers.values["y"] == 20.0


def test_moving_a_leaf_does_not_change_what_letters_mean() -> None:
    sandbox = _opened("y = ab*x^2 if x > 1 else x + b*ab*a", {"x": 0.5})
    for leaf in ("a", "b", "x"):
        sandbox = box.set_leaf(_on(sandbox, leaf), 2.0 if leaf == "x" else 3.0)
    assert sandbox.graph
    assert {leaf.name for leaf in sandbox.graph.leaves} == {"ab", "x"}


def test_a_value_from_an_earlier_text_is_not_that_of_what_is_computed_now() -> None:
    sandbox = _opened("z = w*x; y = z^2 if z > 0 else 3*z", {"z": 5.0, "w": -1.0, "x": 1.0})
    assert sandbox.numbers
    assert sandbox.numbers.values["y"] == -3.0


def test_a_nudge_beyond_the_border_says_so() -> None:
    sandbox = _on(_opened(BENT, {"x": 0.5, "a": 5.0}), "x")
    assert "the case that is drawn ends before that" in box.nudge(sandbox)
    assert "predicts" in box.nudge(box.set_step_size(sandbox, -2))


def test_gradient_descent_steps_into_another_case_with_its_numbers() -> None:
    sandbox = _opened("y = 5*x - 4 if x > 1 else x^2", {"x": 1.01})
    after, said = box.descend(sandbox)
    assert after.numbers
    x = after.values["x"]
    assert after.numbers.values["y"] == pytest.approx(x * x if x <= 1 else 5 * x - 4)
    assert "falls" in said


def test_the_curve_ends_where_its_case_does() -> None:
    sandbox = _on(_opened(BENT, {"x": 2.0, "a": 1.0}), "x")
    assert sandbox.numbers

    def columns(case: str) -> int:
        rows = curve(
            sandbox.numbers, "x", (-2.0, 4.0), 60, 12, lambda values: box.holds(case, values)
        )  # type: ignore[arg-type]  # there are numbers
        return sum(part.text.count(CURVE) for row in rows for part in row)

    assert columns(sandbox.case) < 0.7 * columns("")


def test_with_a_mistake_in_the_text_no_number_of_another_case_is_shown() -> None:
    sandbox = box.set_text(_opened(BENT, {"x": 2.0, "a": 1.0}), BENT + " +")
    moved = box.set_leaf(_on(sandbox, "x"), 0.0)
    assert moved.is_stale
    assert "another case" in moved.trouble


def test_a_lesson_made_of_a_case_keeps_its_condition() -> None:
    sandbox = _opened(BENT, {"x": 2.0, "a": 3.0})
    assert sandbox.numbers
    assert sandbox.graph
    text = lesson_text(sandbox.plain, sandbox.numbers.values, sandbox.graph, "Bent")
    assert "require x > 1" in text
    assert not [one for one in check(text.encode(), "bent.md") if one.severity == "error"]
    again = read_given(box.command(sandbox).split("'")[1], ("x=2", "a=3"))[0]
    assert again.case == "" or again.case == sandbox.case
    assert again.graph
    assert again.graph.require


def _on(sandbox: box.Sandbox, leaf: str) -> box.Sandbox:
    for _ in sandbox.leaf_values:
        if sandbox.leaf == leaf:
            break
        sandbox = box.choose_leaf(sandbox, 1)
    return sandbox


def test_which_turn_of_a_loop_that_trains_is_drawn_is_said() -> None:
    text = "for i in range(9):\n    L = (w*x - y)**2\n    w -= lr*2*(w*x - y)*x\nz = w*x"
    typed, values = read_given(text, ("w=1", "x=2", "y=5", "lr=0.1"))
    assert typed.graph
    assert run(typed.graph.graph, values).gradients["w"] == -12
    assert reading_notes(typed) == (
        "read as: L = (w·x − y)²",
        "left out: w -= lr*2*(w*x - y)*x; z = w*x",
        "note: this loop trains: its first turn is drawn, before w -= lr*2*(w*x - y)*x",
    )


@pytest.mark.parametrize("seed", ["0", "1", "2"])
def test_an_undecided_choice_asks_for_the_same_name_in_every_run(seed: str) -> None:
    """Names stand in a set, whose order is another in every process."""
    code = (
        "from tutor.core.typed import read_typed\n"
        "print(read_typed('f = w if w*x > 1 else x', name='x').problems[0].help)"
    )
    run = subprocess.run(
        [sys.executable, "-c", code], env={**os.environ, "PYTHONHASHSEED": seed},
        capture_output=True, text=True, check=True,
    )  # fmt: skip
    assert run.stdout.startswith("add w=")
