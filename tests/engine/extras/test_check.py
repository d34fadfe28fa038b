"""The gradient check names the worst argument, with both numbers."""

from __future__ import annotations

from collections import Counter
from random import Random

import pytest

from engine import (
    MLP,
    OPERATIONS,
    GraphError,
    Value,
    apply,
    check_gradients,
    recompute,
)
from engine.losses import mean, mean_squared_error
from tests.soak.gradients import judged


def test_an_analytic_graph_is_checked_by_the_complex_step() -> None:
    w, x = Value(0.7, "w"), Value(-1.3, "x")
    report = check_gradients((w * x).sigmoid().log() + w**x)
    assert report.right
    assert {a.method for a in report.arguments} == {"complex step"}
    assert report.worst.error < 1e-14


def test_away_from_its_kinks_a_graph_is_checked_by_the_complex_step_too() -> None:
    w, x = Value(0.7, "w"), Value(1.3, "x")
    report = check_gradients((w * x).relu() * x - w.maximum(x) + x.minimum(2.0).abs())
    assert report.right
    assert report.worst.method == "complex step"
    assert report.worst.error < 1e-14


@pytest.mark.parametrize("op", ["relu", "abs", "leaky_relu"])
def test_at_a_kink_any_number_between_the_slopes_is_right(op: str) -> None:
    report = check_gradients(apply(op, Value(0.0, "u")))
    assert (report.right, report.worst.method) == (True, "kink")


def test_a_wrong_gradient_is_reported_with_both_numbers() -> None:
    w, x = Value(3.0, "w"), Value(2.0, "x")
    product = w * x
    product.local_gradients = (2.0, 2.0)  # ∂(w·x)/∂x is w = 3
    report = check_gradients(product + w)
    assert not report.right
    assert (report.worst.name, report.worst.gradient) == ("x", 2.0)
    assert report.worst.numeric == pytest.approx(3.0)
    assert str(report).startswith("WRONG: the worst of 2 gradients is that of x = 2.0")
    assert "the engine says 2.0" in str(report)


def test_a_wrong_gradient_of_a_kinked_graph_is_reported() -> None:
    x = Value(2.0, "x")
    y = (x * 3).relu()
    y.local_gradients = (0.5,)
    assert not check_gradients(y).right


def test_the_check_changes_nothing() -> None:
    x = Value(2.0, "x")
    y = x * x
    y.backward()
    check_gradients(y)
    check_gradients(y, wrt=[x])
    assert (x.grad, y.grad, x.data) == (4.0, 1.0, 2.0)


def test_a_graph_whose_leaves_were_changed_is_not_called_wrong() -> None:
    x = Value(2.0, "x")
    y = x * x
    x.data = 3.0
    with pytest.raises(GraphError, match=r"would be 9\.0 now.*recompute"):
        check_gradients(y)
    recompute(y)
    assert check_gradients(y).worst.gradient == 6.0


def test_near_the_edge_of_a_domain_the_step_is_smaller() -> None:
    x = Value(1e-7, "x")
    assert check_gradients(x.sqrt().maximum(-1.0)).worst.error < 1e-3


@pytest.mark.parametrize("seed", range(60))
def test_no_right_gradient_is_called_wrong_at_any_scale(seed: int) -> None:
    figures: Counter[str] = Counter()
    judged(Random(seed), figures)
    assert not figures["called wrong by any"]
    assert not figures["programs with other bits"]


def test_gradients_of_ordinary_data_are_right_whatever_their_units() -> None:
    model = MLP(2, [4, 1], seed=1)
    houses = [([1200.0, 3.0], 3.5e5), ([800.0, 2.0], 1.9e5), ([2400.0, 5.0], 5e5)]
    report = check_gradients(mean(mean_squared_error(model(x), y) for x, y in houses))
    assert report.right
    assert report.worst.error < 1e-14
    assert check_gradients(Value(1e9) + Value(1.0).relu()).right
    assert check_gradients(Value(1e-9).relu() * 1e-9).right


@pytest.mark.parametrize(
    ("op", "u"),
    [("sqrt", 0.0), ("exp", 710.0), ("exp", 800.0), ("tanh", 400.0), ("sigmoid", -700.0)],
)
def test_where_floats_end_no_gradient_is_called_wrong(op: str, u: float) -> None:
    assert check_gradients(apply(op, Value(u))).right


@pytest.mark.parametrize("name", OPERATIONS)
@pytest.mark.parametrize("scale", [1e-9, 1.0, 1e9])
def test_a_wrong_rule_is_found_in_every_row(name: str, scale: float, monkeypatch) -> None:
    row = OPERATIONS[name]
    bounded = {"exp", "sinh", "cosh", "pow"}
    operands = [Value(u * (min(scale, 1.0) if name in bounded else scale)) for u in (0.7, 1.3)]
    given = operands[: row.arity or 2]
    if name in ("tanh", "sigmoid", "softplus", "erf", "gelu") and scale > 1:
        given = [Value(1.5)]
    assert check_gradients(apply(name, *given) * Value(scale)).right
    right = row.local_gradients
    for wrong in (
        lambda *a: [g * 1.0001 + (g == 0) for g in right(*a)],
        lambda *a: [0.0 if g else 1.0 for g in right(*a)],
        lambda *a: [-g or 1.0 for g in right(*a)],
    ):
        monkeypatch.setattr(row, "local_gradients", wrong)
        assert not check_gradients(apply(name, *given) * Value(scale)).right


def test_only_leaves_of_the_graph_can_be_checked() -> None:
    x = Value(2.0, "x")
    y = x * x
    for stranger in (y, Value(1.0)):
        with pytest.raises(GraphError, match="not a leaf of this graph"):
            check_gradients(y, wrt=[stranger])
    with pytest.raises(GraphError, match="no leaf to check"):
        check_gradients(y, wrt=[])
