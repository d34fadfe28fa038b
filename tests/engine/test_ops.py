"""Every row of the table: its value, its local gradients, its names, its code (G1)."""

from __future__ import annotations

import ast
import json
import math
from collections.abc import Iterator
from decimal import Decimal, localcontext
from pathlib import Path
from typing import Any

import pytest
from click.testing import CliRunner
from hypothesis import given
from hypothesis import strategies as st

from engine import (
    OPERATIONS,
    Operation,
    ShapeError,
    Value,
    add_operation,
    apply,
    check_gradients,
    partial_in_symbols,
    straight_line,
    value,
)
from engine.errors import DomainError, GraphError
from engine.extras.algorithm1 import ACTIVATIONS
from engine.extras.complex_step import COMPLEX_VALUES
from engine.ops import TABLE
from tests.core.graphs import graph
from tests.engine.agreement import complex_step, distance
from tests.engine.samples import samples_of
from tutor.cli import main
from tutor.core import questions as quizzes
from tutor.core.drawing.picture import Marks
from tutor.core.expression import LeafScope, evaluate, parse
from tutor.core.graph import Edge, local_symbols, run
from tutor.core.questions.kinds.message import message_question
from tutor.core.session.inspector import explain

CASES = [(name, sample) for name in OPERATIONS for sample in samples_of(name)]
IDS = [f"{name}{sample}" for name, sample in CASES]

NEEDED = {
    "add", "sub", "mul", "div", "neg", "pow", "exp", "log", "sqrt", "sin", "cos", "tanh", "sigmoid",
    "relu", "leaky_relu", "softplus", "abs", "maximum", "minimum", "dot", "sum", "logsumexp",
}  # fmt: skip


def operands_of(name: str, sample: tuple[float, ...]) -> list[Value | float]:
    """Values, but for the exponent of a power: at u ≤ 0 it must be a constant."""
    values: list[Value | float] = [Value(u, f"u{k}") for k, u in enumerate(sample)]
    if name == "pow" and sample[0] <= 0:
        values[1] = sample[1]
    return values


def at_kink(name: str, sample: tuple[float, ...]) -> bool:
    return OPERATIONS[name].kinked and sample[0] == (sample[1] if len(sample) > 1 else 0.0)


def gradient_errors(name: str) -> Iterator[float]:
    """For each sample: how far the local gradients are from the complex step, in units of what is
    allowed; or from the central difference, for a row without a function on complex numbers.
    """
    for sample in samples_of(name):
        if at_kink(name, sample):
            continue
        y = apply(name, *operands_of(name, sample))
        if name not in COMPLEX_VALUES:
            if all(abs(u) > 0.1 for u in sample):  # the difference needs room
                yield check_gradients(y).worst.error / 1e-5
            continue
        for leaf, local in zip(y.inputs, y.local_gradients, strict=True):
            step = abs(leaf.data) * 1e-10 if 0 < abs(leaf.data) < 1e-30 else 1e-40
            by_step = complex_step([*y.inputs, y], leaf, step)
            scale = max(abs(local), abs(by_step), 1e-300)
            yield min(abs(local - by_step) / scale, distance(local, by_step)) / 1e-12


@pytest.mark.parametrize("u", [0.5, 5.0, 15.0, 19.0, 30.0, 37.0, 40.0, 100.0, 300.0, 345.0])
@pytest.mark.parametrize("sign", [1.0, -1.0])
@pytest.mark.parametrize("name", ["tanh", "sigmoid"])
def test_a_saturated_slope_keeps_its_digits(name: str, u: float, sign: float) -> None:
    x = Value(sign * u)
    apply(name, x).backward()
    with localcontext() as context:
        context.prec = 340
        power = (Decimal(-u) * (2 if name == "tanh" else 1)).exp()
        exact = (4 if name == "tanh" else 1) * power / (1 + power) ** 2
    if exact > 1e-300:
        assert abs(Decimal(x.grad) / exact - 1) < Decimal("1e-13")
    assert x.grad == pytest.approx(ACTIVATIONS[name].slope(x.data), rel=1e-14, abs=1e-307)


def test_the_table_has_every_operation() -> None:
    assert set(OPERATIONS) >= NEEDED


@pytest.mark.parametrize("name", OPERATIONS)
def test_local_gradients_are_those_of_the_complex_step(name: str) -> None:
    assert max(gradient_errors(name)) <= 1


@pytest.mark.parametrize("name", OPERATIONS)
def test_a_wrong_local_gradient_is_seen(name: str, monkeypatch: pytest.MonkeyPatch) -> None:
    right = OPERATIONS[name].local_gradients
    monkeypatch.setattr(
        OPERATIONS[name], "local_gradients", lambda *a: [1.002 * g + 1e-3 for g in right(*a)]
    )
    assert max(gradient_errors(name)) > 10


@pytest.mark.parametrize(("name", "sample"), CASES, ids=IDS)
def test_the_program_of_an_operation_gives_the_same_bits(name: str, sample) -> None:
    y = apply(name, *operands_of(name, sample))
    y.backward()
    result = straight_line(y).run()
    assert (result.value, [*result.gradients.values()]) == (y.data, [v.grad for v in y.inputs])


@pytest.mark.parametrize(("name", "sample"), CASES, ids=IDS)
def test_the_method_gives_what_the_table_gives(name: str, sample) -> None:
    first, *rest = operands_of(name, sample)
    assert isinstance(first, Value)
    by_table, by_method = apply(name, first, *rest), getattr(first, name, None)
    operators = {
        "add": "__add__", "sub": "__sub__", "mul": "__mul__", "div": "__truediv__",
        "pow": "__pow__", "neg": "__neg__",
    }  # fmt: skip
    for method in (by_method, getattr(first, operators.get(name, name))):
        made = method(*rest)
        assert (made.op, made.data, made.local_gradients, made.operands) == (
            name, by_table.data, by_table.local_gradients, by_table.operands,
        )  # fmt: skip


ORDINARY = st.floats(-50, 50).filter(lambda u: abs(u) > 1e-6)


@given(st.sampled_from(sorted(OPERATIONS)), st.lists(ORDINARY, min_size=2, max_size=6))
def test_at_random_points_both_checks_find_the_gradient_right(name: str, numbers) -> None:
    row = OPERATIONS[name]
    sample = tuple(numbers[: row.arity]) if row.arity else tuple(numbers)
    if name in ("log", "sqrt", "pow", "lgamma"):
        sample = (abs(sample[0]), *(u / 10 for u in sample[1:]))
    if not at_kink(name, sample):
        report = check_gradients(apply(name, *operands_of(name, sample)))
        assert report.right, str(report)


EULER = 0.5772156649015329


@pytest.mark.parametrize(
    ("u", "slope"),
    [
        (1.0, -EULER),
        (2.0, 1 - EULER),
        (0.5, -EULER - 2 * math.log(2)),
        (0.25, -EULER - math.pi / 2 - 3 * math.log(2)),
        (11.0, -EULER + sum(1 / k for k in range(1, 11))),
        (1e-6, -1e6 - EULER + math.pi**2 / 6 * 1e-6),
        (1e9, math.log(1e9) - 0.5e-9),
    ],
)
def test_the_slope_of_log_gamma_is_the_digamma_function(u: float, slope: float) -> None:
    """Abramowitz and Stegun, 6.3.2 to 6.3.4 and 6.3.14, and Gauss's digamma theorem."""
    x = Value(u)
    x.lgamma().backward()
    assert x.grad == pytest.approx(slope, rel=4e-15)


def test_log_gamma_is_that_of_factorials_and_needs_what_is_above_0() -> None:
    assert Value(5.0).lgamma().data == pytest.approx(math.log(24))
    for below in (0.0, -0.5, -3.0):
        with pytest.raises(DomainError, match="lgamma"):
            Value(below).lgamma()


@pytest.mark.parametrize("name", ["add", "sub", "mul", "div", "pow"])
@pytest.mark.parametrize(("u", "v"), [(2.0, 3.0), (0.5, -1.5), (7.0, 7.0)])
def test_a_number_may_stand_on_either_side(name: str, u: float, v: float) -> None:
    sign = {
        "add": lambda a, b: a + b, "sub": lambda a, b: a - b, "mul": lambda a, b: a * b,
        "div": lambda a, b: a / b, "pow": lambda a, b: a**b,
    }[name]  # fmt: skip
    both = sign(Value(u), Value(v))
    left, right = sign(u, Value(v)), sign(Value(u), v)
    assert left.data == right.data == both.data == sign(u, v)
    assert (*right.local_gradients, *left.local_gradients) == both.local_gradients
    assert left.operands[0] == u
    assert right.operands[1] == v


def test_an_operation_says_what_is_wrong_with_its_operands() -> None:
    with pytest.raises(ShapeError, match=r"log takes 1 operand.* got 2"):
        apply("log", 1.0, 2.0)
    with pytest.raises(GraphError, match="no operation 'lgo'; there are add"):
        apply("lgo", 1.0)


@pytest.fixture
def cube() -> Iterator[str]:
    """One row more in the table, and nothing else."""
    add_operation(
        Operation(
            "cube", "³", 1, lambda u: u * u * u, lambda _y, u: (3 * u * u,),
            rule="∂(u³)/∂u = 3·u²", partials=("3·{0}²",),
        )
    )  # fmt: skip
    yield "cube"
    del TABLE["cube"]
    del Value.cube  # type: ignore[attr-defined]


NAMES = (("steep", "value"), ("steep_locals", "local_gradients"))
"""What a program calls the functions of a row."""


@pytest.fixture
def steep() -> Iterator[None]:
    """A row without lines of its own for programs, whose slope is infinite at 0."""
    add_operation(
        Operation(
            "steep", "⌈⌉", 1, lambda u: u, lambda _y, u: (1.0 if u else math.inf,),
            rule="∂(steep u)/∂u = 1", partials=("1",),
        )
    )  # fmt: skip
    yield
    del TABLE["steep"]
    del Value.steep  # type: ignore[attr-defined]


def test_a_gradient_of_0_sends_0_along_an_infinite_slope_in_a_program_too(steep: None) -> None:
    x = Value(0.0, "x")
    y = x.steep() * 0.0
    program = straight_line(y)
    y.backward()
    assert x.grad == 0.0
    assert program.run().gradients == {"x": 0.0}
    alone: dict[str, Any] = {name: getattr(TABLE["steep"], part) for name, part in NAMES}
    exec(program.source, alone)  # noqa: S102 - the program as it is shown
    assert alone["program"](0.0) == (0.0, {"x": 0.0})


def test_an_operation_added_as_one_row_is_everywhere(cube: str) -> None:
    # method, value, gradient, gradient check, and the tests above
    x = Value(2.0, "x")
    y = x.cube()
    y.backward()
    assert (y.data, x.grad, y.op) == (8.0, 12.0, "cube")
    assert check_gradients(y).right
    assert max(gradient_errors(cube)) <= 1
    # program, eager or alone
    program = straight_line(y)
    assert program.run(x=3.0).gradients == {"x": 27.0}
    space: dict[str, object] = {}
    exec(program.text, space)  # noqa: S102  what we just wrote
    assert space["program"](2.0) == (8.0, {"x": 12.0})  # type: ignore[operator]
    # name in expressions, on the command line
    assert evaluate(parse("cube(x) + 1"), LeafScope({"x": 2.0})) == 9.0
    ran = CliRunner().invoke(main, ["graph", "y = cube(x)", "x=2", "--format", "json"])
    assert json.loads(ran.output)["nodes"][1]["op"] == "cube"
    marked = CliRunner().invoke(
        main, ["mark", "y = cube(x)", "x=2", "--wrt", "x", "--answer", "12"]
    )
    assert marked.exit_code == 0
    assert "12" in marked.output
    # help in the inspector, and a quiz question on the local gradient
    numbers = run(graph("y", x=2.0, y=("cube", "x")), {"x": 2.0})
    marks = Marks(values=numbers.values, gradients=numbers.gradients)
    assert "rule: ∂(u³)/∂u = 3·u²" in explain(numbers, marks, "y")
    edge = Edge("x", "y", 0)
    assert local_symbols(numbers.graph, edge) == "3·x²"
    question = message_question(numbers, edge, ("backprop", "local", "product"), "test")
    assert quizzes.mark(question, ("1", "12", "12")).correct
    assert not quizzes.mark(question, ("1", "8", "8")).correct


@pytest.mark.parametrize("name", OPERATIONS)
def test_a_row_has_words_for_help_and_pictures(name: str) -> None:
    row = OPERATIONS[name]
    assert "∂" in row.rule
    assert row.glyph
    assert row.domain
    labels = [f"a{k}" for k in range(row.arity or 5)]
    for slot in range(len(labels)):
        assert "{" not in partial_in_symbols(row, slot, labels, "y")
    assert row.form in {"call", "infix", "prefix", "power", "sum", "dot"}
    assert math.isfinite(row.value(*samples_of(name)[0]))


def test_a_type_checker_sees_the_method_of_every_row() -> None:
    tree = ast.parse(Path(value.__file__).read_text("utf-8"))
    body = next(c.body for c in tree.body if isinstance(c, ast.ClassDef) and c.name == "Value")
    walked = (node for part in body for node in ast.walk(part) if isinstance(node, ast.Name))
    named = {node.id for node in walked if isinstance(node.ctx, ast.Store)}
    named |= {part.name for part in body if isinstance(part, ast.FunctionDef)}
    missing = {name: OPERATIONS[name].arity for name in OPERATIONS if name not in named}
    lines = [
        f"    {name} = {'_unary' if arity == 1 else '_method'}({name!r})"
        for name, arity in missing.items()
    ]
    assert not missing, "add to class Value in engine/value.py:\n" + "\n".join(lines)


def test_a_power_that_overflows_keeps_its_sign() -> None:
    huge = 1e200
    assert (Value(-huge) ** 3).data == -math.inf
    assert (Value(-huge) ** 2).data == (Value(huge) ** 3).data == math.inf


def test_an_operation_shows_its_name_and_its_sign() -> None:
    assert repr(OPERATIONS["mul"]) == "Operation('mul', '·')"
