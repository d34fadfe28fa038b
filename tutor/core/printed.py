"""A graph as it is printed: as wide as the paper, with ``?`` for what is not known."""

from __future__ import annotations

from collections.abc import Iterator, Mapping

from tutor.core.graph import Node, Pass
from tutor.core.picture import Marks, Run, gradient_text, marks_of, node_title
from tutor.core.picture_paint import paint_row
from tutor.core.picture_plan import BOXES, DENSITIES, draw
from tutor.core.text import number, pad, width

Line = tuple[Run, ...]

_NARROWING = DENSITIES[DENSITIES.index(BOXES) :]


def printed(numbers: Pass, marks: Marks, columns: int | None = None) -> Iterator[Line]:
    """The picture in the roomiest density that is at most ``columns`` wide (None: any width).

    Where none is, a list: one node a line, with what it is computed from.
    """
    for density in _NARROWING:
        picture = draw(numbers, density)
        if columns is None or picture.layout.width <= columns:
            yield from (paint_row(picture, marks, y) for y in range(picture.layout.height))
            return
    yield from _listing(numbers, marks)


def _listing(numbers: Pass, marks: Marks) -> Iterator[Line]:
    graph = numbers.graph
    titles = {node.name: node_title(node, graph) for node in graph.nodes}
    values = {name: number(marks.values[name]) if name in marks.values else "?" for name in titles}
    first, second = (max(map(width, texts.values())) for texts in (titles, values))
    for name, title in titles.items():
        yield (
            Run(f"{pad(title, first)}  ", "label", name),
            Run(f"{pad(values[name], second)}  ", "value", name),
            Run(f"∇ {gradient_text(marks, name)}", "gradient", name),
        )


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
