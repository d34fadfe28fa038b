"""The form of a picture: node by node or neuron by neuron, and in which density.

It is chosen once for the room that a picture will have; what changes on the picture later, or
beside it, does not change its form.
"""

from __future__ import annotations

from collections.abc import Callable, Iterable, Sequence
from dataclasses import replace
from functools import cache
from typing import NamedTuple

from tutor.core.drawing.density import SHORT, Density, draw
from tutor.core.drawing.fit import fit, fits
from tutor.core.drawing.loss import asks_inside
from tutor.core.drawing.network import LAYER, draw_network, loss_of
from tutor.core.drawing.picture import Picture
from tutor.core.graph import Edge, Graph, Pass, neurons


class Form(NamedTuple):
    """How a graph is drawn: with ``neurons`` in a box each, and their ``loss`` in one box, too."""

    density: Density
    neurons: bool = False
    loss: bool = False


class Wish(NamedTuple):
    """The form that the learner has chosen; None where the room decides."""

    density: Density | None = None
    neurons: bool | None = None


Drawn = Callable[[Form], Picture]

VIEWS = (Form(SHORT), Form(SHORT, neurons=True), Form(SHORT, neurons=True, loss=True))
"""From the view that shows most to the one that needs least room, in the tightest density."""


def drawn(
    numbers: Pass,
    *,
    most: int = LAYER,
    opened: frozenset[int | str] = frozenset(),
    asked: Iterable[str | Edge] = (),
    walked: bool = False,
) -> Drawn:
    """The pictures of these numbers, each laid out once.

    ``most`` boxes of a layer are shown before the others are folded away, unless the layer is among
    the ``opened``; so is a group.  A loss, or a group, of which a part is ``asked`` for is drawn
    node by node; the box of a loss that is ``walked`` through has room for each step.
    """
    graph, told = numbers.graph, tuple(asked)
    names = [one for one in opened if isinstance(one, str)]
    is_network = len(neurons(graph)) > 1  # a single one has room for all its nodes
    inside = is_network and asks_inside(loss_of(graph), graph.output, told)

    @cache
    def picture(form: Form) -> Picture:
        found = None
        if form.neurons:
            found = draw_network(
                numbers,
                form.density,
                limit=most,
                opened=frozenset(one for one in opened if isinstance(one, int)),
                whole_loss=not form.loss,
                walked=walked,
            )
        return found or draw(numbers, form.density, asked=told, opened=names)

    def shown(form: Form) -> Picture:
        neurons = form.neurons and is_network
        return picture(Form(form.density, neurons, form.loss and neurons and not inside))

    return shown


def without_box(graph: Graph, asked: Iterable[str | Edge] = ()) -> frozenset[str]:
    """The nodes that a picture may draw as one box with the output, whose name is on it."""
    loss = loss_of(graph) if len(neurons(graph)) > 1 else frozenset()
    return frozenset() if asks_inside(loss, graph.output, asked) else loss - {graph.output}


def bounds(pictures: Sequence[Drawn]) -> Drawn:
    """Pictures that are as wide and as high as the largest of these are in each form."""
    if len(pictures) == 1:
        return pictures[0]

    def largest(form: Form) -> Picture:
        shown = [picture(form) for picture in pictures]
        wide = max(one.layout.width for one in shown)
        high = max(one.layout.height for one in shown)
        return replace(shown[-1], layout=replace(shown[-1].layout, width=wide, height=high))

    return largest


def form_for(picture: Drawn, columns: int, rows: int, wish: Wish) -> Form:
    """The form in which most is seen in so much room: node by node wherever that fits."""
    if wish.density is not None:
        return Form(wish.density, bool(wish.neurons), loss=bool(wish.neurons))
    views = [view for view in VIEWS if wish.neurons in (None, view.neurons)]
    for view in views[:-1]:
        fitted = _fitted(picture, columns, rows, view)
        if fits(picture(fitted), columns, rows):
            return fitted
    return _fitted(picture, columns, rows, views[-1])


def _fitted(picture: Drawn, columns: int, rows: int, view: Form) -> Form:
    """The best density of a view."""

    def draw_in(density: Density) -> Picture:
        return picture(view._replace(density=density))

    return view._replace(density=fit(columns, rows, draw_in))
