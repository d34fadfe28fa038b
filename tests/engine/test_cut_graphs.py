"""No gradient is lost without a word: what would cut a graph is refused, and the way is named."""

from __future__ import annotations

import math
import struct
from array import array
from fractions import Fraction

import pytest

from engine import SGD, Adam, DomainError, GraphError, ShapeError, Value, messages
from engine.errors import EngineError


def put_into_array(x: Value) -> None:
    array("d", [0.0])[0] = x  # type: ignore[call-overload]


CUTS = {
    "float(x)": float, "math.exp(x)": math.exp, "math.tanh(x)": math.tanh, "math.log(x)": math.log,
    "math.floor(x)": math.floor, "math.trunc(x)": math.trunc, "int(x)": int, "round(x)": round,
    "math.hypot(x, 1)": lambda x: math.hypot(x, 1.0), "math.fsum": lambda x: math.fsum([x]),
    "complex(x)": complex, "'%f' % x": "%.2f".__mod__, "an array of floats": put_into_array,
    "range(x)": range, "math.pow": lambda x: math.pow(2.0, x),
}  # fmt: skip


@pytest.mark.parametrize("cut", CUTS.values(), ids=CUTS)
@pytest.mark.parametrize("made", [lambda x: x, lambda x: x * 2.0])
def test_what_makes_a_float_of_a_value_is_refused(cut, made) -> None:
    with pytest.raises(TypeError, match=r"lose its graph.*x\.exp\(\) for math\.exp\(x\).*x\.data"):
        cut(made(Value(1.0, "x")))


def test_other_ways_to_a_float_are_closed_as_well() -> None:
    x = Value(1.0, "x")
    for cut in (lambda: "%d".__mod__(x), lambda: struct.pack("d", x), lambda: Fraction(x)):
        with pytest.raises((TypeError, struct.error)):
            cut()
    with pytest.raises(TypeError, match="must be a real number, not Value"):
        Value(x)  # type: ignore[arg-type]


def test_a_number_is_shown_without_being_cut() -> None:
    x = Value(1.23456, "x")
    assert f"{x:.3f}" == "1.235"
    assert f"{x}" == repr(x)


def test_comparisons_are_those_of_the_numbers_and_equality_is_identity() -> None:
    a, b = Value(1.0), Value(2.0)
    assert a < b
    assert a <= 1
    assert b < 3
    assert b >= 2.0
    assert sorted([b, a]) == [a, b]
    assert max([a, b]) is b
    assert Value(1.0) != a
    assert ((a < b) * b).data == 2.0
    with pytest.raises(TypeError):
        _ = a < "1"  # type: ignore[operator]


def test_a_detached_value_is_a_leaf_of_its_own() -> None:
    x = Value(3.0, "x")
    (x.detach() * x).backward()
    assert x.grad == 3.0


# --- what is assigned -----------------------------------------------------------------------------

WRONG = {
    "p.data = p - …": lambda p: p - 0.1, "a text": lambda _p: "3", "a complex": lambda _p: 1j,
    "True": lambda _p: True, "None": lambda _p: None, "a list": lambda _p: [1.0],
}  # fmt: skip


@pytest.mark.parametrize("put", WRONG.values(), ids=WRONG)
@pytest.mark.parametrize("search", [Value.backward, lambda y: list(messages(y))])
def test_data_that_are_no_number_are_seen_when_the_graph_is_searched(put, search) -> None:
    p = Value(7.0, "p")
    y = p.relu()
    p.data = put(p)
    with pytest.raises(TypeError, match=r"\.data of 'p' (is a Value, not a number; take|must be)"):
        search(y)


def test_the_classic_slip_is_seen_in_the_next_graph() -> None:
    p = Value(7.0, "p")
    p.data = p - 0.1  # type: ignore[assignment]
    with pytest.raises(TypeError, match=r"as in p\.data = p\.data - rate \* p\.grad"):
        (p * 3 + 1).backward()


@pytest.mark.parametrize("gradient", [Value(1.0), "1", None, [1.0]])
def test_a_gradient_that_is_no_number_is_seen_when_it_is_added_to(gradient) -> None:
    p = Value(7.0, "p")
    p.grad = gradient
    with pytest.raises(TypeError, match=r"\.grad of 'p' (is a Value, not a number; take|must be)"):
        (p * 3).relu().backward()


@pytest.mark.parametrize("make", [SGD, Adam])
@pytest.mark.parametrize("gradient", [Value(1.0), "1", None])
def test_a_gradient_that_is_no_number_is_seen_by_the_optimiser(make, gradient) -> None:
    p = Value(1.0, "p")
    optimiser = make([p], 0.1)
    p.grad = gradient
    with pytest.raises(TypeError, match=r"\.grad of 'p'"):
        optimiser.step()


@pytest.mark.parametrize("data", [3, Fraction(1, 2)])
def test_other_numbers_become_floats(data) -> None:
    p = Value(1.0)
    p.data = data
    (p * p).backward()
    assert type(p.data) is float
    assert p.grad == 2 * data


@pytest.mark.parametrize("label", [(Value(1.0),), 5, None, b"x"])
def test_a_label_is_a_text(label) -> None:
    with pytest.raises(TypeError, match="a label is a text"):
        Value(2.0, label)


def test_a_parameter_is_not_moved_by_minus_equals() -> None:
    p = Value(1.0, "p")
    (p * 3).backward()
    with pytest.raises(TypeError, match=r"write p\.data -="):
        p -= 0.1 * p.grad
    q = Value(5.0)
    q -= 2
    q -= p
    assert q.data == 2.0


# --- what Python people catch ---------------------------------------------------------------------


def test_errors_are_also_those_of_python() -> None:
    assert issubclass(DomainError, ArithmeticError)
    assert issubclass(DomainError, ValueError)
    for kind in (DomainError, GraphError, ShapeError):
        assert issubclass(kind, ValueError)
        assert issubclass(kind, EngineError)


def test_after_an_error_no_gradient_is_left_half_made() -> None:
    x, w = Value(0.0, "x"), Value(2.0, "w")
    y = (x.sqrt() - x.sqrt()) + w * w
    for run in (y.backward, lambda: list(messages(y))):
        with pytest.raises(DomainError, match="gradient at 'x'"):
            run()
        assert (x.grad, w.grad, y.grad) == (0.0, 0.0, 0.0)


@pytest.mark.parametrize(
    ("make", "said"),
    [
        (lambda: Value(math.inf) / math.inf, "∞/∞ and ∞ · 0 are no numbers"),
        (lambda: Value(math.inf) - Value(math.inf), "∞ − ∞"),
        (lambda: Value(2.0) * math.nan, "nan is not a number"),
        (lambda: Value(2.0) / 0.0, "its domain: v ≠ 0"),
        (lambda: Value(2.0, label="u") / Value(0.0, label="n"), "its domain: n ≠ 0"),
        (lambda: Value(-2.0, label="v").log(), "its domain: v > 0"),
    ],
)
def test_what_is_not_defined_gets_a_reason_that_fits(make, said: str) -> None:
    with pytest.raises(DomainError, match=said) as refused:
        make()
    assert ("its domain" in str(refused.value)) == ("domain" in said)
