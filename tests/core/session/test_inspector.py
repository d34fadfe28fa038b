from __future__ import annotations

from dataclasses import replace

import pytest

from tests.core.graphs import EXAMPLE_7, LINREG, graph
from tests.core.networks import perceptron
from tutor.core.activities.backward import known
from tutor.core.drawing.picture import Marks, marks_of
from tutor.core.graph import Edge, Graph, run
from tutor.core.session.inspector import explain
from tutor.core.session.scene import Scene, focus, marks_at
from tutor.core.text.terminal import number, width


@pytest.mark.parametrize("graph", [LINREG, EXAMPLE_7, perceptron(2, 3, 1)])
def test_every_node_and_every_edge_is_explained(graph: Graph) -> None:
    numbers = run(graph)
    for told in (marks_of(numbers), Marks()):
        for target in (*(node.name for node in graph.nodes), *graph.edges):
            assert explain(numbers, told, target)


def test_the_sum_over_routes_of_example_7() -> None:
    numbers = run(EXAMPLE_7)
    text = "\n".join(explain(numbers, marks_of(numbers), "b"))
    assert "∂f/∂b = ∂f/∂x · ∂x/∂b + ∂f/∂y · ∂y/∂b" in text
    assert "via x: 7   via y: 2" in text


def test_what_is_selected_is_explained_and_else_what_is_going_on() -> None:
    numbers, going_on = run(EXAMPLE_7), Edge("x", "f", 0)
    asked = [
        focus(Scene("g", numbers, Marks(active=active, selected=selected)))
        for active, selected in (((going_on, "x"), "b"), ((going_on, "x"), None), ((), None))
    ]
    assert asked == ["b", going_on, None]


def test_a_sum_too_wide_for_the_screen_has_a_row_for_each_route() -> None:
    numbers = run(EXAMPLE_7)
    lines = explain(numbers, marks_of(numbers), "b", 30)
    assert lines[-3:] == (
        "∂f/∂b = ∂f/∂x · ∂x/∂b = 7 · 1",
        "      + ∂f/∂y · ∂y/∂b = 2 · 1",
        "      = 9",
    )
    assert all(width(line) <= 30 for line in lines)


def test_two_edges_between_the_same_nodes_are_told_apart_in_the_sum() -> None:
    numbers = run(graph("f", b=3.0, f=("mul", "b", "b")))
    routes = explain(numbers, marks_of(numbers), "b")[-1].split("   ")
    assert [route.strip() for route in routes] == [
        "via f and the 1st b: 3",
        "via f and the 2nd b: 3",
    ]


def test_an_edge_of_a_network_says_what_its_weight_gets() -> None:
    numbers = run(perceptron(2, 2, 1))
    lines = explain(numbers, marks_of(numbers), Edge("a2_1", "z3_1", 2))
    assert lines[0].startswith("local gradient: ∂z₁³/∂a₁² = ω₁₁³ = ")
    assert any(line.startswith("∂C/∂ω₁₁³ = ∂C/∂z₁³ · a₁² = ") for line in lines)


def test_the_local_gradient_of_a_square_is_worked_out_in_symbols() -> None:
    """It stood there as 2·e^(2 − 1)."""
    numbers = run(graph("q", e=-3.0, q=("pow", "e", 2.0)))
    lines = explain(numbers, marks_of(numbers), numbers.graph.edges[0])
    assert lines[0] == "local gradient: ∂q/∂e = 2e = −6"


def test_a_sum_that_waits_is_explained_as_far_as_it_has_come() -> None:
    """What had arrived was nowhere to be seen: the picture said ∇ 1/2, the inspector ?."""
    numbers = run(EXAMPLE_7)
    steps = ("f", *(step.edge for step in numbers.messages[:3]))
    told = marks_at(EXAMPLE_7, known(numbers, steps))
    assert told.partial == {"b"}
    arrived = number(told.gradients["b"])
    lines = explain(numbers, told, "b")
    assert lines[-2].strip() == f"= {arrived}+?"
    assert sorted(lines[-1].split("   ")[-2:]) != sorted(["via x: ?", "via y: ?"])


def test_what_a_node_sends_is_unknown_while_its_own_sum_waits() -> None:
    sums = graph("f", a=2.0, b=("pow", "a", 2.0), c=("mul", 3.0, "b"), f=("add", "b", "c"))
    numbers = run(sums)
    waiting = Marks(
        numbers.values, {"f": 1.0, "c": 1.0, "b": 1.0}, numbers.locals, partial=frozenset("b")
    )
    lines = explain(numbers, waiting, Edge("a", "b", 0))
    assert "message to a: (1+?) · 4 = ?" in lines


def test_a_number_wider_than_its_symbol_is_not_cut() -> None:
    """Below ∂C/∂u stood (−1.…"""
    numbers = run(
        graph("C", w=1.4, x=3.0, y=5.775, u=("mul", "w", "x"), e=("sub", "u", "y"),
              C=("mul", "e", 1.0))
    )  # fmt: skip
    back = Marks(numbers.values, {**numbers.gradients, "u": -1.575}, numbers.locals)
    assert "∂C/∂w = ∂C/∂u    · ∂u/∂w" in explain(numbers, back, "w")
    assert "      = (−1.575) ·   3" in explain(numbers, back, "w")


def test_what_a_question_asks_about_an_edge_is_not_told_by_the_inspector() -> None:
    numbers = run(LINREG)
    known = marks_of(numbers)
    edge = Edge("w", "u", 0)
    told = "\n".join(explain(numbers, known, edge))
    assert "∂u/∂w = x = 1" in told
    assert "∂J/∂u = 8" in told
    asked = replace(known, asked=edge, locals={})
    kept = "\n".join(explain(numbers, asked, edge))
    assert "∂u/∂w = ?" in kept
    assert "∂J/∂u = ?" in kept
    assert "8" not in "\n".join(explain(numbers, replace(asked, gradients={"u": 8.0}), "w"))


def test_a_local_gradient_that_is_a_number_already_is_not_unknown() -> None:
    """It said “∂e/∂y = −1 = ?”."""
    lines = explain(run(LINREG), Marks(), Edge("y", "e", 1))
    assert lines[0] == "local gradient: ∂e/∂y = −1"


def test_the_edge_beside_a_weight_does_not_tell_what_is_asked_of_the_weight() -> None:
    numbers = run(perceptron(2, 2, 1))
    beside, asked = Edge("a2_1", "z3_1", 2), Edge("w3_1_1", "z3_1", 0)
    marks = replace(marks_of(numbers), asked=asked)
    assert not any("ω₁₁³" in line for line in explain(numbers, marks, beside)[1:])


def test_of_a_node_that_is_asked_for_no_factor_is_put_in() -> None:
    """The last step to ∂J/∂w stood in the inspector: = 8 · 1."""
    pass_ = run(LINREG)
    whole = marks_of(pass_)
    gradients = {name: x for name, x in pass_.gradients.items() if name != "w"}
    asked = replace(whole, gradients=gradients, untold=frozenset({"w"}))
    assert "= 8 · 1" in " ".join(" ".join(explain(pass_, whole, "w")).split())
    told = " ".join(" ".join(explain(pass_, asked, "w")).split())
    assert "∂J/∂w = ∂J/∂u · ∂u/∂w" in told
    assert "= ? · ? = ?" in told
