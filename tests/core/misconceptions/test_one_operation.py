"""A wrong local gradient and a wrong value are put down to slips as a wrong derivative is."""

from __future__ import annotations

from collections.abc import Iterator
from contextlib import suppress

import pytest

from tests.core.graphs import graph
from tests.core.random_graphs import random_graph
from tutor.core.answers import are_apart, is_right
from tutor.core.errors import GraphError
from tutor.core.graph import Edge, Pass, run
from tutor.core.misconceptions import diagnose, diagnose_local, diagnose_values, wrong_locals

LINREG = run(
    graph(
        "J", w=5.0, x=3.0, b=-4.0, y=7.0, u=("mul", "w", "x"), yhat=("add", "u", "b"),
        e=("sub", "yhat", "y"), J=("pow", "e", 2.0),
    )
)  # fmt: skip
NEURON = run(
    graph(
        "a", w=0.5, x=3.0, b=-1.0, p=2.0, z=("dot", "w", "x", "b"), s=("sigmoid", "z"),
        q=("div", "s", "p"), a=("exp", "q"),
    )
)  # fmt: skip


def some_passes() -> Iterator[Pass]:
    for seed in range(1, 12):
        shape = random_graph(seed)
        with suppress(GraphError):
            yield run(shape, {leaf.name: 0.5 + 0.7 * i for i, leaf in enumerate(shape.leaves)})


@pytest.mark.parametrize(
    ("numbers", "edge", "answer", "mistake"),
    [
        (LINREG, Edge("e", "J", 0), 4.0, "SQ_FORGOT_2"),
        (LINREG, Edge("e", "J", 0), 16.0, "SQ_AS_VALUE"),
        (LINREG, Edge("y", "e", 1), 1.0, "SUB_SIGN_LOST"),
        (LINREG, Edge("y", "e", 1), 8.0, "ROLES_SWAPPED"),
        (LINREG, Edge("w", "u", 0), 24.0, "WRONG_NODE"),
        (LINREG, Edge("w", "u", 0), 15.0, "VALUE_OF_NODE"),
        (NEURON, Edge("w", "z", 0), 0.5, "MUL_OWN_VALUE"),
        (NEURON, Edge("z", "s", 0), 0.6225, "SIGMA_AS_DERIV"),
        (NEURON, Edge("z", "s", 0), 0.6225 * 1.6225, "SIGMA_A_1_PLUS_A"),
        (NEURON, Edge("z", "s", 0), 0.3775, "SIGMA_1_MINUS_A"),
        (NEURON, Edge("p", "q", 1), 0.1556, "DIV_SIGN_LOST"),
        (NEURON, Edge("q", "a", 0), 0.3112, "EXP_USES_INPUT"),
    ],
)
def test_a_wrong_local_gradient_is_named(
    numbers: Pass, edge: Edge, answer: float, mistake: str
) -> None:
    found = diagnose_local(numbers, edge, answer)
    assert mistake in found.mistakes[:2], (found.mistakes, found.causes)
    assert found.feedback[-1].endswith("?")


@pytest.mark.parametrize(
    ("name", "answer", "mistake"),
    [
        ("u", 8.0, "OTHER_OPERATION"), ("u", 3.0, "VALUE_OF_OTHER_NODE"),
        ("u", -15.0, "VALUE_SIGN_FLIPPED"), ("u", 14.0, "ARITHMETIC_SLIP"),
        ("u", 51.0, "ARITHMETIC_SLIP"), ("e", 18.0, "OTHER_OPERATION"),
        ("J", 8.0, "OTHER_OPERATION"),
    ],
)  # fmt: skip
def test_a_wrong_value_is_named(name: str, answer: float, mistake: str) -> None:
    found = diagnose_values(LINREG, {name: answer})
    assert mistake in found.mistakes, (found.mistakes, found.causes)
    assert "∂" not in "".join(found.feedback), "in the forward pass there are no derivatives yet"


@pytest.mark.parametrize(
    ("values", "node", "answer", "said"),
    [
        ((-4.0, 3.0, 5.0, -9.0), "b", -12.0, "−12 is the value of u. The question asks for ∂J/∂b"),
        ((-3.0, 5.0, 2.0, -7.0), "w", -15.0, "−15 is the value of u. The question asks for ∂J/∂w"),
        ((-3.0, 5.0, 2.0, -7.0), "w", 36.0, "36 is ∂J/∂x. In a product"),
    ],
)
def test_a_fact_is_said_without_a_perhaps(
    values: tuple[float, ...], node: str, answer: float, said: str
) -> None:
    """What number this is can be seen in the picture, whatever the learner meant by it."""
    numbers = run(LINREG.graph, dict(zip("wxby", values, strict=True)))
    assert diagnose(numbers, node, answer).feedback[0].startswith(said)


def test_what_nothing_explains_is_not_explained() -> None:
    assert diagnose_local(LINREG, Edge("w", "u", 0), 4.21).mistakes == ()
    assert diagnose_values(LINREG, {"u": 4.21}).mistakes == ()


def test_one_edge_of_two_from_the_same_node_is_looked_at_alone() -> None:
    numbers = run(graph("y", a=3.0, s=("mul", "a", "a"), y=("mul", "s", 2.0)))
    alone = diagnose_local(numbers, Edge("a", "s", 1), -3.0, together=False)
    assert alone.expected == 3.0
    assert "SIGN_FLIPPED" in alone.mistakes
    assert diagnose_local(numbers, Edge("a", "s", 1), -6.0).expected == 6.0


def test_a_rule_that_gives_all_wrong_values_is_said_of_all() -> None:
    assert diagnose_values(LINREG, {"u": -15.0, "yhat": -11.0}).mistakes == ("VALUE_SIGN_FLIPPED",)
    assert "VALUE_SIGN_FLIPPED" not in diagnose_values(LINREG, {"u": 8.0, "yhat": -11.0}).mistakes


def test_slips_in_one_operation_are_named_far_more_often_than_not() -> None:
    """Over many graphs: named at all, and named first or with the first as one thing."""
    tried = named = first = 0
    for numbers in (LINREG, NEURON, *some_passes()):
        for edge in numbers.graph.edges:
            right = numbers.local(edge.target, edge.source)
            for id_, _, wrong in wrong_locals(numbers, edge):
                if are_apart(wrong, right) and not is_right(wrong, right):
                    found = diagnose_local(numbers, edge, wrong)
                    causes = [{cause.id, *cause.also} for cause in found.causes]
                    tried += 1
                    named += any(id_ in ids for ids in causes)
                    first += bool(causes) and id_ in causes[0]
    assert tried > 150
    assert named / tried > 0.85
    assert first / tried > 0.7
