"""A graph as it is printed: as wide as the paper, with ``?`` for what is not known."""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from itertools import product

from tutor.core.drawing.density import BOXES, DENSITIES
from tutor.core.drawing.form import VIEWS, drawn
from tutor.core.drawing.paint import paint_row
from tutor.core.drawing.picture import (
    Marks,
    StyledText,
    gradient_style,
    gradient_text,
    marks_of,
    node_title,
    steepest,
)
from tutor.core.graph import Graph, Node, Pass
from tutor.core.text import format_number, pad, width, wrap_text

StyledLine = tuple[StyledText, ...]

_NARROWING = DENSITIES[DENSITIES.index(BOXES) :]


def printed(numbers: Pass, marks: Marks, columns: int | None = None) -> Iterator[StyledLine]:
    """The picture in the roomiest density that is at most ``columns`` wide (None: any width).

    What the nodes compute stands below where there is no room for it in the picture.
    Node by node where that fits, otherwise a network neuron by neuron, with its weights below.
    Where neither does, a list: each node with what it is computed from, and behind → what uses it.
    """
    shown = drawn(numbers, most=len(numbers.graph.nodes))
    for view, density in product(VIEWS, _NARROWING):
        picture = shown(view._replace(density=density))
        if columns is None or picture.layout.width <= columns:
            yield from (paint_row(picture, marks, y) for y in range(picture.layout.height))
            if not density.formulas:
                shown_nodes = [n for n in numbers.graph.computed if n.name in picture.faces]
                titles = ", ".join(node_title(node, numbers.graph) for node in shown_nodes)
                last = numbers.graph.output
                told = wrap_text(titles, columns or picture.layout.width)
                yield from ((StyledText(text, "label", last),) for text in told)
            inside = [leaf for leaf in numbers.graph.leaves if leaf.name not in picture.faces]
            if inside:
                yield ()
                yield from _listing(numbers, marks, columns or picture.layout.width, inside)
            return
    yield from _listing(numbers, marks, columns or 0, numbers.graph.nodes)


def _listing(
    numbers: Pass, marks: Marks, columns: int, nodes: Sequence[Node]
) -> Iterator[StyledLine]:
    graph = numbers.graph
    titles = {node.name: node_title(node, graph) for node in nodes}
    values = {
        name: format_number(marks.values[name]) if name in marks.values else "?" for name in titles
    }
    slopes = {name: f"∇ {gradient_text(marks, name, format_number)}" for name in titles}
    wide = [max(map(width, texts.values())) for texts in (titles, values, slopes)]
    largest = steepest(numbers)
    stacked = sum(wide) + 4 > columns
    for name, title in titles.items():
        tail = " ".join(_routes(graph, name, title, marks))
        numbers_ = (
            StyledText(f"{pad(values[name], 0 if stacked else wide[1])}  ", "value", name),
            StyledText(slopes[name], gradient_style(marks, name, largest), name),
        )
        if stacked:
            yield from ((StyledText(text, "label", name),) for text in wrap_text(title, columns))
            indent = StyledText("  ", "label", name)
            together = 4 + width(values[name]) + width(slopes[name]) <= columns
            yield from [(indent, *numbers_)] if together else ((indent, one) for one in numbers_)
            rest = tail
        else:
            gap = wide[2] - width(slopes[name]) + 2
            beside = tail if sum(wide) + 6 + width(tail) <= columns else ""
            head = StyledText(f"{pad(title, wide[0])}  ", "label", name)
            yield (head, *numbers_, StyledText(" " * gap + beside, "box", name))
            rest = "" if beside else tail
        if rest:
            yield from (
                (StyledText(text, "box", name),) for text in wrap_text(rest, columns, "    ")
            )


def _routes(graph: Graph, name: str, title: str, marks: Marks) -> Iterator[str]:
    """What a node is computed from, where its title does not say; what uses it, by how much."""
    if "…" in title:
        yield "← " + ", ".join(map(graph.label, graph.by_name[name].inputs))
    used = [graph.label(one) for one in graph.successors(name)]
    yield "→ " + ", ".join(used) if used else "(the output)"
    edges = graph.outgoing(name)
    if edges and marks.locals.keys() >= {*edges} - {marks.asked}:
        told = (format_number(marks.locals[edge]) if edge != marks.asked else "?" for edge in edges)
        yield f"(local {', '.join(told)})"


def marks_from(numbers: Pass, given: Mapping[str, float]) -> Marks:
    """What is known when only these leaves have values: all, where they are all of them."""
    known: dict[str, float] = {}
    for node in numbers.graph.nodes:
        if _is_known(node, known, given):
            known[node.name] = numbers.values[node.name]
    return marks_of(numbers) if len(known) == len(numbers.graph.nodes) else Marks(values=known)


def _is_known(node: Node, known: Mapping[str, float], given: Mapping[str, float]) -> bool:
    if node.is_leaf:
        return node.name in given or node.default is not None
    return all(name in known for name in node.inputs)
