"""A walk through a loss that is one box: the box tells each step, and its size stays the same."""

from __future__ import annotations

import pytest

from tests.core.networks import REFERENCE
from tutor.core.drawing.density import BOXES, SHORT, Density
from tutor.core.drawing.network import draw_network
from tutor.core.drawing.paint import paint
from tutor.core.drawing.picture import Marks
from tutor.core.graph import Edge, run

NUMBERS = run(REFERENCE)


def seen(density: Density, marks: Marks) -> tuple[str, ...]:
    picture = draw_network(NUMBERS, density, walked=True)
    assert picture
    return tuple(row.ljust(picture.layout.width) for row in paint(picture, marks))


def backward(edge: Edge, gradients: dict[str, float]) -> Marks:
    active = (edge, edge.source)
    return Marks(NUMBERS.values, gradients, {}, active=active, backward=True)


@pytest.mark.parametrize("density", [BOXES, SHORT])
def test_backwards_it_tells_the_sender_and_the_receiver_of_the_message(density: Density) -> None:
    """Found in lesson 14: five steps were walked without anything changing on the picture."""
    space = " " if density is BOXES else ""
    told = []
    for edge, gradients in (
        (Edge("q", "C", 1), {"C": 1.0}),
        (Edge("q_1", "q", 0), {"C": 1.0, "q": 0.5}),
        (Edge("e_1", "q_1", 0), {"C": 1.0, "q": 0.5, "q_1": 0.5}),
    ):
        told.append("\n".join(seen(density, backward(edge, gradients))))
    assert f"C ∇{space}1" in told[0]
    assert f"q ∇{space}?" in told[0]
    assert f"q ∇{space}0.5" in told[1]
    assert f"q₁ ∇{space}?" in told[1]
    assert f"q₁ ∇{space}0.5" in told[2]
    assert f"e₁ ∇{space}?" in told[2]


def test_forwards_it_tells_the_value_before_and_the_one_to_come() -> None:
    order = [node.name for node in REFERENCE.computed]
    known = {name: x for name, x in NUMBERS.values.items() if name not in order}
    known |= {name: NUMBERS.values[name] for name in order[: order.index("q_1")]}
    last = order[order.index("q_1") - 1]
    told = "\n".join(seen(BOXES, Marks(known, active=("q_1",))))
    assert "q₁ ?" in told
    assert last == "e_1"
    assert "e₁ −0.58" in told


def test_the_message_that_leaves_the_loss_is_told_with_its_sender() -> None:
    edge = REFERENCE.outgoing("a3_1")[0]
    told = "\n".join(seen(BOXES, backward(edge, {"C": 1.0, "q": 0.5, "e_1": -0.5826})))
    assert "e₁ ∇ −0.5826" in told


@pytest.mark.parametrize("density", [BOXES, SHORT])
def test_every_step_leaves_the_picture_as_large_as_it_was(density: Density) -> None:
    sizes = {
        (len(rows), len(rows[0]))
        for step in NUMBERS.messages
        for rows in [seen(density, backward(step.edge, dict(NUMBERS.gradients)))]
    }
    assert len(sizes) == 1


def test_a_loss_through_which_nothing_goes_keeps_its_face() -> None:
    picture = draw_network(NUMBERS, BOXES)
    assert picture
    edge = Edge("q_1", "q", 0)
    assert "q₁" not in "\n".join(paint(picture, backward(edge, {"C": 1.0, "q": 0.5})))
