"""The backward pass in a picture: messages on their way, and sums that wait for more of them."""

from __future__ import annotations

import re
from dataclasses import replace

import pytest

from tests.core.graphs import LINREG, graph
from tests.core.networks import perceptron
from tutor.core.activities.backward import known
from tutor.core.drawing.density import DENSITIES, Density, draw
from tutor.core.drawing.network import draw_network
from tutor.core.drawing.paint import paint
from tutor.core.drawing.picture import Marks, marks_of
from tutor.core.graph import Edge, run
from tutor.core.session.scene import Scene, marks_at, scene_text
from tutor.core.text.terminal import number, width

MESSAGES = graph(
    "C",
    h=2.0,
    w=3.0,
    b=1.0,
    z=("dot", "w", "h", "b"),
    t1=("pow", "z", 2.0),
    t2=("tanh", "z"),
    t3=("mul", 3.0, "z"),
    C=("sum", "t1", "t2", "t3"),
)
densities = pytest.mark.parametrize("density", DENSITIES, ids=lambda d: d.name.replace(" ", "-"))


@densities
def test_a_sum_that_waits_shows_what_has_come(density: Density) -> None:
    """It said 1/2, which reads as a half and leaves out the number that has come."""
    numbers = run(MESSAGES)
    picture, sent = draw(numbers, density), numbers.messages
    for count in range(len(sent) + 1):
        steps = ("C", *(s.edge for s in sent[:count]))
        lines = paint(picture, marks_at(MESSAGES, known(numbers, steps)))
        to_z = [s.total for s in sent[:count] if s.edge.source == "z"]
        said = "?" if not to_z else number(to_z[-1]) + ("+?" if len(to_z) < 3 else "")
        box = picture.layout.boxes["z"]
        inside = " ".join(line[box.x : box.x + box.width] for line in lines)
        assert f"∇{said}" in inside.replace("∇ ", "∇"), inside
        assert all(width(line) <= picture.layout.width for line in lines)


@densities
def test_a_message_travels_against_its_edge_with_its_product(density: Density) -> None:
    """The arrow of the backward pass pointed at the node that sends."""
    numbers = run(graph("J", w=5.0, u=("mul", 3.0, "w"), e=("mul", 2.0, "u"), J=("pow", "e", 2.0)))
    picture = draw(numbers, density)
    sent, coming = Edge("e", "J", 0), Edge("u", "e", 1)
    told = known(numbers, ("J", sent))
    marks = marks_at(numbers.graph, told, (coming, "u"), sent=sent, backward=True)
    y = picture.layout.heads[coming][1]
    way_of = {edge: slice(box.x + box.width, picture.layout.heads[edge][0] + 1)
              for edge in (sent, coming) if (box := picture.layout.boxes[edge.source])}  # fmt: skip
    assert "◀━" in "\n".join(scene_text(Scene("g", numbers, marks)))
    still, before = paint(picture, marks)[y], paint(picture, marks.after(0.0))[y]
    assert re.fullmatch("◀━+", still[way_of[coming]])
    assert re.fullmatch("◀60─*(60─)?", still[way_of[sent]])
    assert "▶" not in still[way_of[coming]] + still[way_of[sent]] + before[way_of[sent]]
    assert re.fullmatch("─*◀─(60─)?", before[way_of[sent]])


def test_the_number_behind_the_arrowhead_is_the_message_or_there_is_none() -> None:
    """On a short line the local gradient stood there, and was read as the message."""
    for density in DENSITIES:
        numbers = run(LINREG)
        picture = draw(numbers, density)
        for edge in numbers.graph.edges:
            product = number(numbers.message(edge))
            text = "\n".join(paint(picture, _sent(edge)))
            behind = re.findall(r"◀(−?[\d.]+)", text)
            assert behind in ([], [product]), (density.name, edge, text)


def test_a_product_stands_beside_its_message_where_the_line_has_room() -> None:
    lines = paint(draw(run(LINREG)), _sent(Edge("yhat", "e", 0)))
    assert "◀8──1─" in "\n".join(lines)
    lines = paint(draw(run(LINREG)), _sent(Edge("y", "e", 1)))
    assert "◀╯" in "\n".join(lines)


def test_what_a_message_carries_is_not_told_while_it_is_asked_for() -> None:
    edge = Edge("yhat", "e", 0)
    lines = paint(draw(run(LINREG)), replace(_sent(edge), asked=edge))
    assert "◀───1─" in "\n".join(lines)


def _sent(edge: Edge) -> Marks:
    return replace(marks_of(run(LINREG)), message=(edge, 1.0), backward=True)


def test_a_message_to_a_weight_does_not_point_at_the_node_behind_its_arrow() -> None:
    """A network's weight stands on an arrow: what it gets does not go to the arrow's other end."""
    numbers = run(perceptron(2, 2, 1))
    picture = draw_network(numbers)
    assert picture is not None
    to_weight = Edge("w3_1_1", "z3_1", 0)
    told = replace(marks_of(numbers), active=(to_weight, "w3_1_1"), backward=True)
    assert "◀" not in "\n".join(paint(picture, told))
    to_unit = Edge("a2_1", "z3_1", 2)
    told = replace(marks_of(numbers), active=(to_unit, "a2_1"), backward=True)
    assert "◀" in "\n".join(paint(picture, told))
