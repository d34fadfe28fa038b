"""Functions beside methods, names on demand, and micrograd's names on every Value."""

from __future__ import annotations

import subprocess
import sys

import pytest

import engine
from engine import OPERATIONS, Value, exp, maximum, sigmoid


def test_functions_stand_beside_the_methods() -> None:
    x, y = Value(0.5, "x"), Value(2.0, "y")
    assert exp(x).data == x.exp().data
    assert maximum(x, y).inputs == (x, y)
    assert sigmoid(0.0).data == 0.5


def test_every_operation_of_a_call_has_a_function() -> None:
    for name, row in OPERATIONS.items():
        if row.form == "call" and name not in ("abs",):
            numbers = [0.5] * (row.arity or 3)
            assert name in engine.__all__, (
                f"add {name} = _unary({name!r}) to engine/extras/functions.py, and {name} to the "
                "imports, to __all__ and to _LATER in engine/__init__.py"
            )
            made = getattr(engine, name)(Value(0.5), *numbers[1:])
            assert made.data == row.value(*numbers)


def test_every_name_is_found_when_it_is_asked_for() -> None:
    for name in engine.__all__:
        assert getattr(engine, name) is not None
    listed = {name for names in engine._LATER.values() for name in names.split()}
    assert listed <= set(engine.__all__)
    with pytest.raises(AttributeError, match="no attribute 'lossses'"):
        _ = engine.lossses


def test_what_is_not_needed_is_not_imported() -> None:
    code = "import sys, engine; engine.Value(1.0).exp().backward(); print(*sys.modules)"
    done = subprocess.run([sys.executable, "-c", code], capture_output=True, text=True)
    loaded = set(done.stdout.split())
    assert not loaded & {"typing", "numpy", "threading", "engine.nn", "engine.extras.check"}


def test_a_graph_is_walked_and_drawn_by_micrograds_names() -> None:
    a, b = Value(2.0, "a"), Value(-3.0, "b")
    y = (a * b + 10.0) ** 2
    e = y.inputs[0].inputs[0]
    assert (y._op, e._op, e._prev, a._op, a._prev) == ("**2", "*", {a, b}, "", set())
    assert [(a - b)._op, (a / b)._op, a.relu()._op, a.tanh()._op] == ["-", "/", "ReLU", "tanh"]
    y.grad = 1.0
    for node in (y, y.inputs[0], e, b, a):
        node._backward()
    assert (a.grad, b.grad) == (-24.0, 16.0)
