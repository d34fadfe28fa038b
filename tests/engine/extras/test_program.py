"""A graph as a straight-line program."""

from __future__ import annotations

import keyword
import subprocess
import sys
from fractions import Fraction

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from engine import (
    DomainError,
    GraphError,
    Value,
    apply,
    dot,
    straight_line,
    topological_order,
)


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
        "    dC_dz = dC_da * sigmoid_slope(a, z)\n"
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
    with pytest.raises(GraphError, match="not part of this graph"):
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


def test_every_node_is_one_line_of_the_forward_pass() -> None:
    x, y = Value(1.0, "x"), Value(2.0, "y")
    root = apply("logsumexp", x, y, x * y) * apply("logsumexp", x).exp()
    lines = straight_line(root).source.partition("\n\n")[0].splitlines()[1:]
    computed = [node for node in topological_order(root) if node.inputs]
    assert len(lines) == len(computed)
    assert lines[1].strip() == (
        "v4 = log_sum_exp(x, y, v3); v4_shares = log_sum_exp_locals(v4, x, y, v3)"
    )
    same_bits(root)


# --- where floats overflow ------------------------------------------------------------------------

HUGE = {
    "0 · ∞ in exp": lambda x: x.exp().minimum(x),
    "0 · ∞ behind a relu": lambda x: (-x.exp()).relu() + x,
    "nested": lambda x: ((x.exp() * 2).minimum(x * x) * x).sqrt().maximum(3.0),
    "a power": lambda x: (x**99 * 1e200).minimum(x * 3),
    "a power of a power": lambda x: ((x**60) ** 3 / 1e300).minimum(x),
    "division": lambda x: (1 / (x.exp() * 1e300)).maximum(x),
    "logsumexp": lambda x: apply("logsumexp", x, x * 2, 1000.0).maximum(x.exp()) * 1e-300,
}  # fmt: skip


@pytest.mark.parametrize("build", HUGE.values(), ids=HUGE)
@pytest.mark.parametrize("data", [1000.0, 1e7])
def test_a_program_gives_what_backward_gives_where_floats_overflow(build, data: float) -> None:
    same_bits(build(Value(data, "x")))


def test_a_program_made_at_small_numbers_is_right_at_large_ones() -> None:
    program = straight_line(HUGE["0 · ∞ in exp"](Value(1.0, "x")))
    assert program.run(x=1000.0) == (1000.0, {"x": 1.0})
    assert program.run(x=2.0) == (2.0, {"x": 1.0})


def test_an_infinite_slope_under_a_gradient_of_zero_sends_zero() -> None:
    same_bits(Value(0.0, "x").sqrt() * 0.0)
    same_bits(Value(0.0, "x") ** 0.5 * 0.0)
