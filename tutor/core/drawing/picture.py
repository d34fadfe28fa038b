"""What the picture of a graph shows: the face of each box, and what is known and going on.

A style is a name such as ``gradient`` that the screen gives a colour; what a colour says is also
said by a shape: the node at work has a heavy frame, a finished node a filled corner, and a message
is an arrowhead on its line.
"""

from __future__ import annotations

from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass, field, replace
from functools import cached_property
from itertools import accumulate
from math import isfinite
from typing import Literal, NamedTuple, TypeVar

from tutor.core.drawing.layout import Layout
from tutor.core.graph import Edge, Graph, Group, Node, Pass, short_side
from tutor.core.text import number, safe

T = TypeVar("T")
Target = str | Edge | None

UNKNOWN = "?"

LARGE, SMALL = 0.5, 0.05
"""From which share of the largest gradient on one is large, and up to which it is small."""


@dataclass(frozen=True)
class Marks:
    """What is known of a graph, and what is going on.

    ``partial`` are the nodes some of whose messages are missing: their gradient is the sum so far.
    ``message`` is the edge of the message just sent, and the share of its way that it has gone,
    from 0 to 1; ``backward`` says that what is to come along an active edge is a message, too.
    ``asked`` is an edge and ``untold`` are nodes whose numbers the learner is to find.  ``stored``
    says that the gradients are what a program has put there, right or wrong.
    """

    values: Mapping[str, float] = field(default_factory=dict)
    gradients: Mapping[str, float] = field(default_factory=dict)
    locals: Mapping[Edge, float] = field(default_factory=dict)
    active: tuple[str | Edge, ...] = ()
    done: frozenset[str] = frozenset()
    partial: frozenset[str] = frozenset()
    selected: Target = None
    message: tuple[Edge, float] | None = None
    asked: Edge | None = None
    untold: frozenset[str] = frozenset()
    backward: bool = False
    stored: bool = False

    def after(self, share: float) -> Marks:
        """The same while the message just sent has gone this ``share`` of its way."""
        return self if self.message is None else replace(self, message=(self.message[0], share))


class StyledText(NamedTuple):
    """Characters in one style that belong to one node or edge."""

    text: str
    style: str
    target: Target


class Fact(NamedTuple):
    """One number in a box: the value or the gradient of ``node``, behind a sign such as ``∇``."""

    sign: str
    kind: Literal["value", "gradient"]
    node: str


class Face(NamedTuple):
    """What a box says: a title and its facts.  ``node`` is what is selected with the box.

    ``rows`` are the numbers of texts on its rows, where they are not one each in a frame, and all
    on one row without: a box with several entries has several rows.
    """

    title: str
    facts: tuple[Fact, ...]
    node: str
    rows: tuple[int, ...] = ()


@dataclass(frozen=True, eq=False)
class Picture:
    """A graph laid out: faces by the names of the boxes.

    ``shown`` leads from a node to the box or the edge that shows it (a network's weight is an
    edge); ``weights`` are the edges whose text is a weight, not a local gradient; ``pad`` the empty
    cells on either side within a box, ``air`` the empty rows above and below in a frame;
    ``through`` the edges into a folded loss, which stand for all that lies in it, and ``inside``
    its nodes, where its box has room for those at work; ``folded`` the boxes that stand for
    several, with the layer or the group that they open; ``groups`` the groups that are boxes.
    """

    numbers: Pass
    layout: Layout
    faces: Mapping[str, Face]
    shown: Mapping[str, str | Edge]
    weights: Mapping[Edge, str]
    pad: int
    air: int = 0
    through: frozenset[Edge] = frozenset()
    inside: frozenset[str] = frozenset()
    folded: Mapping[str, int | str] = field(default_factory=dict)
    groups: Mapping[str, Group] = field(default_factory=dict)

    @cached_property
    def steepest(self) -> float:
        """The size of the largest gradient."""
        return steepest(self.numbers)

    def place(self, target: Target) -> Target:
        """The box or the edge that shows ``target``; None when the picture does not show it."""
        if isinstance(target, Edge):
            if target in self.layout.heads:
                return target
            target = target.target if target.source not in self.shown else target.source
        return None if target is None else self.shown.get(target)


def node_title(node: Node, graph: Graph) -> str:
    """The first line of a box: ``u=w·x``, or the label of a leaf."""
    return node.label if node.is_leaf else f"{node.label}={short_side(graph, node.name)}"


def shared_out(texts: Sequence[T], rows: Sequence[int]) -> list[Sequence[T]]:
    """``texts`` in groups of these sizes."""
    ends = list(accumulate(rows))
    return [texts[end - count : end] for end, count in zip(ends, rows, strict=True)]


def sum_so_far(total: float) -> str:
    """A gradient that waits for more messages: ``2+?``."""
    return f"{number(total)}+{UNKNOWN}"


def gradient_text(marks: Marks, node: str, write: Callable[[float], str] = number) -> str:
    """What is known of a gradient: ``9``, ``2+?`` while messages are missing, or ``?``."""
    if node not in marks.gradients:
        return UNKNOWN
    total = marks.gradients[node]
    return sum_so_far(total) if node in marks.partial else write(total)


def steepest(numbers: Pass) -> float:
    """The size of the largest gradient that is a number; 0 where there is none."""
    return max(filter(isfinite, map(abs, numbers.gradients.values())), default=0.0)


def gradient_style(marks: Marks, node: str, largest: float) -> str:
    """The style of a gradient: what is known of it, its sign, and its size beside ``largest``.

    As in ``gradient.negative.large``; that its number has a minus and is bold tells it, too.
    """
    if node not in marks.gradients:
        return "gradient.unknown"
    if node in marks.partial:
        return "gradient.partial"
    slope = marks.gradients[node]
    size = abs(slope)
    ending = ".small" if size <= SMALL * largest else ".large" if size >= LARGE * largest else ""
    return "gradient" + (".negative" if slope < 0 else "") + ending


def edge_text(picture: Picture, marks: Marks, edge: Edge) -> str:
    """What stands beside an arrowhead, empty while unknown: the local gradient, the weight, or how
    the output changes through this edge.
    """
    weight = picture.weights.get(edge)
    if weight is not None:
        return number(marks.values[weight]) if weight in marks.values else ""
    if edge not in marks.locals:
        return ""
    return message_text(marks, edge) if edge in picture.through else number(marks.locals[edge])


def message_text(marks: Marks, edge: Edge) -> str:
    """backpropagated × local on an edge, empty where one is not known or the learner is asked."""
    back = marks.gradients.get(edge.target)
    if back is None or edge.target in marks.partial or edge not in marks.locals:
        return ""
    return "" if edge == marks.asked else number(back * marks.locals[edge])


def marks_of(numbers: Pass) -> Marks:
    """Everything known, nothing going on."""
    return Marks(numbers.values, numbers.gradients, numbers.locals)


def full_numbers(picture: Picture | None, known: Marks, target: str | Edge) -> str | None:
    """All digits of what is known of a node or an edge."""
    if picture is None:
        return None
    graph = picture.numbers.graph
    if isinstance(target, Edge):
        back = known.gradients.get(target.target)
        if target in picture.through and target in known.locals and back is not None:
            out, to = safe(graph.label(graph.output)), safe(graph.label(target.target))
            symbols = f"∂{out}/∂{to} · {safe(graph.local_label(target))}"
            return f"{symbols} = {back * known.locals[target]!r}"
        if target in known.locals:
            return f"{safe(graph.local_label(target))} = {known.locals[target]!r}"
        weight = picture.weights.get(target)
        if weight is not None and weight in known.values:
            return f"{safe(graph.label(weight))} = {known.values[weight]!r}"
        return f"{safe(graph.label(target.source))} → {safe(graph.label(target.target))}"
    label, lines = safe(graph.label(target)), []
    if target in known.values:
        lines.append(f"{label} = {known.values[target]!r}")
    if target in known.gradients:
        out, more = safe(graph.label(graph.output)), "+?" if target in known.partial else ""
        lines.append(f"∂{out}/∂{label} = {known.gradients[target]!r}{more}")
    return "\n".join(lines) or label


def neighbour(picture: Picture, here: str | Edge, direction: str) -> str | Edge:
    """Where an arrow key leads: along an edge to left and right, within a column up and down."""
    place, laid = picture.place(here), picture.layout
    step = -1 if direction == "up" else 1
    if isinstance(place, Edge):
        ring = next(edges for edges in laid.incoming.values() if place in edges)
        if direction == "left":
            return picture.faces[str(picture.place(place.source))].node
        if direction == "right":
            return picture.faces[str(picture.place(place.target))].node
        return ring[max(0, min(len(ring) - 1, ring.index(place) + step))]
    if place is None:
        return here
    if direction == "right":
        return next((edge for _, edge in laid.outgoing[place]), here)
    if direction == "left":
        return next(iter(laid.incoming[place]), here)
    column = next(column for column in laid.columns if place in column)
    at = max(0, min(len(column) - 1, column.index(place) + step))
    return picture.faces[column[at]].node
