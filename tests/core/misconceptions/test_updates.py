"""A wrong parameter after one step: a wrong step, or a right step with a wrong gradient."""

from __future__ import annotations

from math import isclose

import pytest
from click.testing import CliRunner
from hypothesis import given, settings
from hypothesis import strategies as st

from tests.benchmarks.diagnosis.reading import pass_of
from tests.core.graphs import LINREG
from tests.samples import examples
from tutor.cli import main
from tutor.core.answers import is_close
from tutor.core.graph import run
from tutor.core.misconceptions import diagnose_update, wrong_numbers

GRAPH, VALUES = "u = w*x; L = 0.5*(u - y)^2", {"w": 0.7, "x": 1.3, "y": 0.4}
GRADIENT = (0.7 * 1.3 - 0.4) * 1.3
STEPS = (
    (0.7 + 0.2 * GRADIENT, "STEP_UPHILL"),
    (0.7 - GRADIENT, "RATE_FORGOTTEN"),
    (-0.2 * GRADIENT, "STEP_ALONE"),
    (0.2 * GRADIENT, "STEP_ALONE"),
    (GRADIENT, "GRADIENT_FOR_UPDATE"),
    (0.7 - 0.2 * (0.7 * 1.3 - 0.4), "BACKPROP_ONLY"),
    (0.7 - 0.2 * GRADIENT / 1.3 * 0.7, "MUL_OWN_VALUE"),
    (0.7 - 0.2 * 2 * GRADIENT, "HALF_FORGOTTEN"),
)


@pytest.mark.parametrize(("answer", "cause"), STEPS)
def test_a_wrong_step_and_a_wrong_gradient_in_a_right_step_are_told_apart(
    answer: float, cause: str
) -> None:
    numbers = pass_of(GRAPH, VALUES, "L")
    assert numbers
    found = diagnose_update(numbers, "w", float(f"{answer:.4g}"), 0.2)
    assert cause in (found.causes[0].id, *found.causes[0].also)
    assert not found.correct


def test_the_reply_is_about_the_gradient_that_the_step_was_taken_with() -> None:
    numbers = run(LINREG, {"w": 5.0, "x": 3.0, "b": -4.0, "y": 7.0})
    found = diagnose_update(numbers, "w", 5 - 0.1 * 8, 0.1)
    assert found.feedback[0] == (
        "The step is taken as it should be, with 8 for the gradient: 5 − 0.1 · 8."
    )
    assert found.feedback[1].startswith("8 is ∂J/∂u")
    assert diagnose_update(numbers, "w", 5 - 0.1 * 24, 0.1).correct
    assert diagnose_update(numbers, "b", -4 - 0.03 * 8, 0.03).correct


@settings(max_examples=examples(60), deadline=None)
@given(
    st.tuples(*[st.integers(-9, 9).filter(bool)] * 4),
    st.sampled_from((0.1, 0.5, 0.01)),
    st.sampled_from("wxb"),
)
def test_no_advice_leads_back_to_the_parameter_that_was_rejected(
    values: tuple[int, ...], rate: float, node: str
) -> None:
    """Multiplied by the factor that is missing, the gradient gives another parameter."""
    numbers = run(LINREG, dict(zip("wxby", map(float, values), strict=True)))
    before, right = numbers.values[node], numbers.gradients[node]
    for id_, wrong in wrong_numbers(numbers, node).items():
        for number in wrong:
            answer, after = before - rate * number, before - rate * right
            if is_close(answer, after) and not isclose(answer, after):
                continue  # 1.99 for 2: so near a number its figures decide
            found = diagnose_update(numbers, node, answer, rate)
            assert found.correct == isclose(answer, after)
            if id_ in {"BACKPROP_ONLY", "LOCAL_ONLY", "STOPPED_EARLY"} and is_close(number, right):
                assert id_ not in found.mistakes


def test_the_command_marks_a_step() -> None:
    line = [GRAPH, "w=0.7", "x=1.3", "y=0.4", "--wrt", "w", "--rate", "0.2", "--answer"]
    wrong = CliRunner().invoke(main, ["mark", *line, "0.8326"])
    assert "Is the step added or subtracted?" in wrong.output
    assert wrong.exit_code == 1
    right = CliRunner().invoke(main, ["mark", *line, "0.5674"])
    assert right.output == "Right: w becomes 0.7 − 0.2 · 0.663 = 0.5674.\n"
    bare = CliRunner().invoke(main, ["mark", GRAPH, "w=0.7", "x=1.3", "y=0.4", "--rate", "0.2"])
    assert "--rate goes with --wrt NAME and --answer NUMBER" in bare.output
    inner = CliRunner().invoke(
        main, ["mark", *line[:4], "--wrt", "u", "--rate", "0.2", "--answer", "1"]
    )
    assert "a step changes leaves, and u is computed; the leaves are" in inner.output
