"""The network view: a column a layer, a box a neuron with its b, z, a and δ, weights on the edges.

The number on the edge from aₖ to zⱼ is ωⱼₖ, which is also the local gradient ∂zⱼ/∂aₖ.  What comes
after the last neurons is one box, the loss, unless it is wanted node by node.
"""

from __future__ import annotations

from collections.abc import Iterable

from engine import OPERATIONS
from tutor.core.drawing.density import BOXES, Density, assemble
from tutor.core.drawing.layout import columns
from tutor.core.drawing.loss import loss_edges, loss_face, loss_nodes
from tutor.core.drawing.picture import Face, Fact, Picture, node_title
from tutor.core.graph import Edge, Graph, NeuronNodes, Node, Pass, neurons

LAYER = 8
"""Boxes of one layer that are shown before the rest is folded into ``… 12 more``."""


def draw_network(
    numbers: Pass,
    density: Density = BOXES,
    *,
    limit: int = LAYER,
    opened: frozenset[int] = frozenset(),
    whole_loss: bool = False,
    walked: bool = False,
) -> Picture | None:
    """The network view; None when the graph has no neuron.

    A layer of more than ``limit`` boxes is folded unless its column is among the ``opened``; so is
    the loss, but for its ``whole_loss``; its box has room for the steps within it if ``walked``.
    """
    graph = numbers.graph
    found = {neuron.out.name: neuron for neuron in neurons(graph)}
    if not found:
        return None
    within = set(_within(found.values()))
    loss = frozenset() if whole_loss else loss_of(graph)
    hidden = (within | loss) - {graph.output}
    boxes = [node for node in graph.nodes if node.name not in hidden]
    edges = {
        node.name: found[node.name].edges if node.name in found else graph.incoming(node.name)
        for node in boxes
    }
    if loss:
        edges[graph.output] = loss_edges(graph, loss)
    layers = _layers(boxes, edges, set(found))
    folds = {
        column: names[limit - 1 :]
        for column, names in layers.items()
        if len(names) > limit and column not in opened
    }
    gone = {name for fold in folds.values() for name in fold[1:]}
    faces = {
        node.name: _face(graph, node, found.get(node.name), density)
        for node in boxes
        if node.name not in gone
    }
    if loss:
        faces[graph.output] = loss_face(graph, loss)
    for fold in folds.values():
        faces[fold[0]] = Face(f"… {len(fold)} more", (), faces[fold[0]].node)
    folded = {fold[0]: column for column, fold in folds.items()}
    lost = gone | set(folded)
    kept = tuple(
        tuple(e for e in edges[name] if e.source not in lost) if name not in folded else ()
        for name in faces
    )
    place = {name: i for i, name in enumerate(faces)}
    return assemble(
        numbers,
        density,
        faces,
        tuple(tuple(place[edge.source] for edge in slots) for slots in kept),
        kept,
        {**_shown(faces, found, folds), **dict.fromkeys(loss, graph.output)},
        {edge: w for n in found.values() for edge, w in zip(n.edges, n.weights, strict=True)},
        frozenset(edges[graph.output] if loss else ()),
        loss if walked else frozenset(),
        folded,
        _columns_of(boxes, edges, place) if folds else {},
    )


def loss_of(graph: Graph) -> frozenset[str]:
    """The nodes that one box stands for, behind the last neurons; none where there is no loss."""
    found = neurons(graph)
    return loss_nodes(graph, {*_within(found), *(neuron.out.name for neuron in found)})


def _within(found: Iterable[NeuronNodes]) -> Iterable[str]:
    """The nodes that have no box of their own: weights, biases, and z where there is an a."""
    for neuron in found:
        yield from neuron.weights
        if neuron.bias is not None:
            yield neuron.bias
        if neuron.z is not neuron.out:
            yield neuron.z.name


def _face(graph: Graph, node: Node, neuron: NeuronNodes | None, density: Density) -> Face:
    if neuron is None:
        title = node_title(node, graph) if density.formulas else node.label
        facts = (Fact("", "value", node.name), Fact("∇", "gradient", node.name))
        return Face(title, facts, node.name)
    z = neuron.z.name
    bias = () if neuron.bias is None else (Fact("b", "value", neuron.bias),)
    weighted, delta = Fact("z", "value", z), Fact("δ", "gradient", z)
    if neuron.z is neuron.out:
        return Face(node.label, (*bias, weighted, delta), z)
    name = OPERATIONS[node.op].glyph
    title = f"{node.label}={name}(z)" if density.formulas else node.label
    return Face(title, (*bias, weighted, Fact("a", "value", node.name), delta), z)


Edges = dict[str, tuple[Edge, ...]]


def _columns_of(boxes: list[Node], edges: Edges, place: dict[str, int]) -> dict[int, int]:
    """The column of every box of the unfolded picture, by its number in the folded one."""
    at = {node.name: i for i, node in enumerate(boxes)}
    inputs = [[at[edge.source] for edge in edges[node.name]] for node in boxes]
    found = columns(inputs, leaves_only=True)  # a neuron stays in its layer
    return {place[name]: found[i] for name, i in at.items() if name in place}


def _layers(boxes: list[Node], edges: Edges, out: set[str]) -> dict[int, list[str]]:
    """The neurons of each layer, and the inputs of the first, by column."""
    at = {node.name: i for i, node in enumerate(boxes)}
    signals = out | {edge.source for name in out for edge in edges[name]}
    layers: dict[int, list[str]] = {}
    for name, column in _columns_of(boxes, edges, at).items():
        if boxes[name].name in signals:
            layers.setdefault(column, []).append(boxes[name].name)
    return layers


def _shown(
    faces: dict[str, Face], found: dict[str, NeuronNodes], folds: dict[int, list[str]]
) -> dict[str, str | Edge]:
    """Where each node is to be seen."""
    shown: dict[str, str | Edge] = {name: name for name in faces}
    for fold in folds.values():
        shown.update(dict.fromkeys(fold, fold[0]))
    folded = {fold[0] for fold in folds.values()}
    for name, neuron in found.items():
        box = shown[name]
        shown[neuron.z.name] = box
        if neuron.bias is not None:
            shown[neuron.bias] = box
        for edge, weight in zip(neuron.edges, neuron.weights, strict=True):
            lost = box in folded or shown[edge.source] in folded
            shown[weight] = box if lost else edge
    return shown
