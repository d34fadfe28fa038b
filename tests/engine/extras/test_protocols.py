"""What Python and NumPy may ask of a Value."""

from __future__ import annotations

import pytest

from engine import Value, check_gradients

np = pytest.importorskip("numpy")


def data(array) -> list[float]:
    return [value.data for value in array]


@pytest.mark.parametrize("make", [lambda a, v: a * v, lambda a, v: v * a])
@pytest.mark.parametrize("entries", [[1.0, 2.0], [Value(1.0), Value(2.0)]])
def test_an_array_on_either_side_is_taken_entry_by_entry(make, entries) -> None:
    v = Value(3.0, "v")
    found = make(np.array(entries), v)
    assert data(found) == [3.0, 6.0]
    found.sum().backward()
    assert v.grad == 3.0


def test_arrays_of_objects_keep_their_graphs() -> None:
    v = Value(2.0, "v")
    array = np.array([Value(1.0, "a"), v])
    root = (np.exp(array) / np.exp(array).sum())[1] + array @ array + np.tanh(array - v).sum()
    assert check_gradients(root).right
    array += v
    assert data(array) == [3.0, 4.0]
    assert data(v ** np.array([1, 2])) == [2.0, 4.0]
    assert data(np.maximum(array, Value(3.5))) == [3.5, 4.0]


@pytest.mark.parametrize("name", ["exp", "sqrt", "tanh", "sin", "log", "arctan", "absolute"])
def test_functions_of_numpys_are_operations(name: str) -> None:
    x = Value(0.5, "x")
    y = getattr(np, name)(x)
    assert y.data == pytest.approx(getattr(np, name)(0.5))
    assert y.inputs == (x,)


def test_numbers_of_numpys_are_numbers() -> None:
    v = Value(2.0)
    for number in (np.float64(3.0), np.float32(3.0), np.int64(3), np.array(3.0)):
        assert (v * number).data == (number * v).data == 6.0
        assert type((number * v).data) is type(Value(number).data) is float
    assert (np.bool_(True) * v).data == (v * np.bool_(True)).data == 2.0


def test_what_would_lose_the_graph_is_refused() -> None:
    x = Value(1.0, "x")
    for cut in (lambda: np.array([x], dtype=float), lambda: np.zeros(2).__setitem__(0, x)):
        with pytest.raises((TypeError, ValueError), match=r"lose its graph|sequence"):
            cut()
    with pytest.raises(TypeError, match=r"np\.floor is no operation"):
        np.floor(x)


def test_a_step_in_single_precision_leaves_floats() -> None:
    p = Value(1.0, "p")
    for _ in range(3):
        p.grad = 0.0
        (p * p).backward()
        p.data -= np.float32(0.1) * p.grad
    (p * p).backward()
    assert type(p.data) is float
    y = Value(np.float64(2.0)) * p
    assert repr(y).startswith("Value(data=1.0")
    p.data = np.cos(0.0)
    (p * p * p).backward()
    assert type(p.data) is type(p.grad) is float
