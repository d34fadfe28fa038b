"""A Value shows itself in a notebook."""

from __future__ import annotations

from xml.etree import ElementTree

import pytest

from engine import MLP, OPERATIONS, Operation, Value
from tests.engine.samples import samples_of
from tutor.core.graph import run
from tutor.notebook import graph_of, show


def texts(svg: str) -> list[str]:
    return [e.text or "" for e in ElementTree.fromstring(svg).iter() if e.tag.endswith("text")]  # noqa: S314 - our own text


def linear_regression() -> Value:
    w, x = Value(5.0, label="w"), Value(1.0, label="x")
    b, y = Value(1.0, label="b"), Value(2.0, label="y")
    cost = (w * x + b - y) ** 2
    cost.label = "J"
    return cost


def test_a_notebook_is_given_a_picture_with_all_numbers() -> None:
    said = texts(show(linear_regression())._repr_svg_())
    for text in ("w", "5", "∇ 8", "x", "∇ 40", "v1=w·x", "J=v3²", "16"):
        assert text in said


def test_nothing_of_the_value_changes() -> None:
    cost = linear_regression()
    cost.backward()
    w = cost.inputs[0].inputs[0].inputs[0].inputs[0]
    assert (w.label, w.grad) == ("w", 8.0)
    show(cost)
    assert (w.grad, cost.grad, cost.inputs[0].label) == (8.0, 1.0, "")


def test_the_numbers_are_those_of_backward() -> None:
    net = MLP(2, [3, 1])
    out = net([0.5, -1.0])
    output = out if isinstance(out, Value) else out[0]
    output.backward()
    numbers = run(graph_of(output))
    order = {node.name: node for node in numbers.graph.nodes}
    assert numbers.values[numbers.graph.output] == output.data
    assert len(order) == len(numbers.gradients)
    found = sorted(numbers.gradients[name] for name, node in order.items() if node.is_leaf)
    leaves: set[Value] = set()
    todo = [output]
    while todo:
        value = todo.pop()
        todo += value.inputs
        leaves |= set() if value.inputs else {value}
    assert found == sorted(leaf.grad for leaf in leaves)


@pytest.mark.parametrize("rule", OPERATIONS.values(), ids=lambda rule: rule.name)
def test_every_operation_can_be_shown(rule: Operation) -> None:
    from engine import apply

    assert "<svg" in show(apply(rule.name, *map(Value, samples_of(rule.name)[0]))).svg


def test_strange_labels_are_written_safely_and_no_name_is_used_twice() -> None:
    a, b = Value(1.0, label="v1"), Value(2.0, label="<b>&\x1b[2J")
    said = texts(show((a + b) * a).svg)
    assert "<b>&␛[2J" in said
    assert "v2=v1+<b>&␛[2J" in said


def test_a_leaf_alone_is_a_picture() -> None:
    assert "3" in texts(show(Value(3.0)).svg)
