"""A graph as a straight-line program, and a loss replayed over rows (G7)."""

from __future__ import annotations

import keyword
import subprocess
import sys
from fractions import Fraction

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from engine import (
    MLP,
    DomainError,
    GraphError,
    ShapeError,
    Value,
    apply,
    dot,
    straight_line,
    topological_order,
)
from engine.datasets import two_moons
from engine.losses import hinge, l2_penalty, mean, squared_error
from engine.optim import SGD
from engine.replay import compile as compile_loss


def example_2() -> Value:
    """C = ½(σ(w·x + b) − y)², with the note's names."""
    w, x, b, y = (Value(v, n) for v, n in ((0.5, "w"), (1.5, "x"), (-0.25, "b"), (1.0, "y")))
    z = dot([w], [x], b)
    z.label = "z"
    a = z.sigmoid()
    a.label = "a"
    e = a - y
    e.label = "e"
    cost = 0.5 * e**2
    cost.label = "C"
    return cost


def test_example_2_of_the_note_as_code() -> None:
    assert straight_line(example_2()).source == (
        "def program(w, x, b, y):\n"
        "    z = w * x + b\n"
        "    a = sigmoid(z)\n"
        "    e = a - y\n"
        "    v8 = e ** 2\n"
        "    C = 0.5 * v8\n"
        "\n"
        "    dC_dC = 1\n"
        "    dC_dv8 = dC_dC * 0.5\n"
        "    dC_de = dC_dv8 * (2 * e)\n"
        "    dC_dy = -dC_de\n"
        "    dC_da = dC_de\n"
        "    dC_dz = dC_da * (a * (1 - a))\n"
        "    dC_db = dC_dz\n"
        "    dC_dx = dC_dz * w\n"
        "    dC_dw = dC_dz * x\n"
        "\n"
        "    return C, {'w': dC_dw, 'x': dC_dx, 'b': dC_db, 'y': dC_dy}\n"
    )


def test_the_text_runs_under_plain_python_without_the_engine() -> None:
    program = straight_line(example_2() + apply("logsumexp", Value(1.0), Value(2.0)).exp())
    call = f"\nprint(program(*{[*program.values.values()]}))"
    done = subprocess.run(
        [sys.executable, "-I", "-S", "-c", program.text + call],
        capture_output=True, text=True,
    )  # fmt: skip
    assert done.stdout.strip() == str((program.run().value, program.run().gradients)), done.stderr


def test_other_leaves_and_exact_fractions() -> None:
    x, y = Value(3.0, "x"), Value(2.0, "y")
    program = straight_line((x * y - 2) ** 3 / y)
    assert program.run(x=4.0).value == 108.0
    exact = program.run(x=Fraction(1, 3), y=Fraction(3))
    assert exact.value == Fraction(-1, 3)
    assert exact.gradients["x"] == Fraction(3)


def test_what_is_asked_wrongly_is_named() -> None:
    program = straight_line(Value(2.0, "x").log())
    with pytest.raises(GraphError, match="no leaf 'y'; there are x"):
        program.run(y=1.0)
    with pytest.raises(DomainError, match="the program met"):
        program.run(x=0.0)
    with pytest.raises(GraphError, match="no part of this graph"):
        straight_line(Value(1.0) * 2, wrt=[Value(3.0)])


# --- traps of written code ---------------------------------------------------------------------


def same_bits(root: Value) -> None:
    leaves = [node for node in topological_order(root) if not node.inputs]
    for leaf in leaves:
        leaf.grad = 0.0
    root.backward()
    result = straight_line(root).run()
    assert result.value == root.data
    assert [*result.gradients.values()] == [leaf.grad for leaf in leaves]


def test_precedence_negative_constants_and_signs() -> None:
    x, y = Value(3.0, "x"), Value(-2.0, "y")
    same_bits((x + y) * (x - y) - (x - (y - x)) / (x * (y / x)))
    same_bits(2 ** (x * 0 - 2) * x - -3 * y)
    same_bits(-(x**2) + (-x) ** 2 - (x - -1e-9) * 1e300)


def test_a_chain_of_thousands_does_not_nest() -> None:
    y = x = Value(1.0, "x")
    for _ in range(3000):
        y = y * 1.0001 + 0.0001
    same_bits(y)
    same_bits(x.tanh())


def test_a_sum_of_thousands_of_terms_is_cut_into_lines() -> None:
    values = [Value(k / 7) for k in range(3000)]
    same_bits(apply("sum", *values))
    same_bits(dot(values[:1500], values[1500:], values[0]))
    x = Value(0.1, "x")
    same_bits(apply("sum", *[x * (k / 7) for k in range(3000)]))  # 3000 messages to one node


AWKWARD = ["sigmoid", "exp", "program", "match", "v1", "dout_dx", "x", "x_2", "ŷ", "ﬁ", "1", "δ²"]
LABELS = st.text(max_size=8) | st.sampled_from(
    [*keyword.kwlist, *AWKWARD, "a b", "__import__", "inf"]
)


@settings(deadline=None)
@given(st.lists(LABELS, min_size=3, max_size=6))
def test_any_labels_make_a_program_that_runs(labels: list[str]) -> None:
    leaves = [Value(k + 0.5, label) for k, label in enumerate(labels)]
    root = apply("sum", *[leaf.sigmoid() * leaf for leaf in leaves])
    root.label = labels[0]
    same_bits(root)


def test_an_infinite_slope_under_a_gradient_of_zero_sends_zero() -> None:
    same_bits(Value(0.0, "x").sqrt() * 0.0)
    same_bits(Value(0.0, "x") ** 0.5 * 0.0)


# --- compile --------------------------------------------------------------------------------------

ROWS = [(*x, y) for x, y in two_moons(20, classes=(-1.0, 1.0), seed=3)]


def model_and_loss(**options: object):
    model = MLP(2, [4, 3, 1], seed=2, **options)  # type: ignore[arg-type]
    return model, lambda u, v, y: hinge(model([u, v]), y) + l2_penalty(model.parameters(), 0.01)


@pytest.mark.parametrize("activation", ["relu", "tanh", "sigmoid", "softplus", "leaky_relu", "sin"])
def test_a_compiled_loss_is_the_mean_over_the_rows(activation: str) -> None:
    model, loss = model_and_loss(activation=activation)
    cost, gradients = compile_loss(loss, model.parameters(), ROWS[:2]).run(ROWS)
    eager = mean(loss(*row) for row in ROWS)
    model.zero_grad()
    eager.backward()
    assert cost == pytest.approx(eager.data, rel=1e-12)
    assert gradients == pytest.approx([p.grad for p in model.parameters()], rel=1e-12, abs=1e-15)


def test_what_depends_on_parameters_alone_is_computed_once() -> None:
    model, loss = model_and_loss()
    before, _, inside = compile_loss(loss, model.parameters(), ROWS[:1]).source.partition("for ")
    assert before.count("0.01 * ") == 1
    assert "0.01 * " not in inside.partition("return")[0].split("\n    d")[0]


def test_training_on_a_compiled_loss_is_training() -> None:
    model, loss = model_and_loss()
    step = compile_loss(loss, model.parameters(), ROWS[:1])
    optimiser = SGD(model.parameters(), 0.1)
    costs = []
    for _ in range(60):
        optimiser.zero_grad()
        costs.append(step.backward(ROWS))
        optimiser.step()
    assert costs[-1] < costs[0] / 2


def test_a_loss_that_chooses_by_the_data_is_refused() -> None:
    w = Value(2.0, "w")
    with pytest.raises(GraphError, match="choose its path by the data"):
        compile_loss(lambda x: w * x if x.data > 0 else w * x * x, [w], [(1.0,), (-2.0,)])


def test_compiling_leaves_the_gradients_as_they_were() -> None:
    w = Value(2.0, "w")
    w.grad = 7.0
    step = compile_loss(lambda x: w * x, [w], [(1.0,), (3.0,)])
    assert w.grad == 7.0
    step.backward([(3.0,)])
    assert w.grad == 10.0


@pytest.mark.parametrize(
    "loss",
    [
        pytest.param(lambda w, x: w * w, id="no data in it"),
        pytest.param(lambda w, x: x * x, id="no parameter in it"),
        pytest.param(lambda w, x: w * 1.0 + x * 0.0, id="both, apart"),
        pytest.param(lambda w, x: squared_error([w * x, w], [x, 1.0]), id="two outputs"),
    ],
)
def test_odd_losses_compile_too(loss) -> None:
    w, unused = Value(2.0, "w"), Value(1.0, "unused")
    rows = [(1.0,), (3.0,)]
    step = compile_loss(lambda x: loss(w, x), [w, unused], rows)
    eager = mean(loss(w, Value(x)) for (x,) in rows)
    eager.backward()
    assert step.run(rows) == (eager.data, [w.grad, 0.0])


def test_rows_of_another_shape_and_undefined_values_are_named() -> None:
    w = Value(2.0, "w")
    step = compile_loss(lambda x: (w * x).log(), [w], [(1.0,)])
    with pytest.raises(ShapeError, match="rows of 1 numbers"):
        step.run([(1.0, 2.0)])
    with pytest.raises(ShapeError, match="at least one"):
        step.run([])
    with pytest.raises(DomainError, match="the program met"):
        step.run([(-1.0,)])
    with pytest.raises(ShapeError, match="at least one row"):
        compile_loss(lambda x: w * x, [w], [])
