"""The graph on display at this moment, and the same in lines of text and in sentences."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from functools import partial

from tutor.core.activities import Known, ProgramLine
from tutor.core.drawing import Marks, draw, fit, node_title, paint
from tutor.core.graph import Edge, Graph, Pass
from tutor.core.text import format_number

TALL = 1000
"""Rows that a picture may have where it scrolls by."""


@dataclass(frozen=True, slots=True)
class Scene:
    """The graph on display: its numbers, and by its marks what is known and what is going on.

    What an open question asks for is told by nothing meanwhile (``marks.asked``,
    ``marks.untold``).  ``ahead`` says that nothing more is asked, so that what is still to come
    may be looked at.  ``program`` is what runs, where that is not the program of the graph.
    """

    name: str
    numbers: Pass
    marks: Marks
    ahead: bool = True
    program: tuple[ProgramLine, ...] = ()


def marks_at(
    graph: Graph,
    known: Known,
    active: tuple[str | Edge, ...] = (),
    selected: str | Edge | None = None,
    *,
    sent: Edge | None = None,
    backward: bool = False,
    stored: bool = False,
) -> Marks:
    """The marks when this much is known; the message along ``sent`` has just arrived."""
    missing = frozenset(
        name for name, count in known.arrived.items() if count < len(graph.outgoing(name))
    )
    return Marks(
        values=known.values,
        gradients=known.gradients,
        locals=known.locals,
        active=active,
        done=frozenset(name for name in known.gradients if name not in missing),
        partial=missing,
        selected=selected,
        message=None if sent is None else (sent, 1.0),
        backward=backward,
        stored=stored,
    )


def scene_text(scene: Scene, columns: int = 0) -> tuple[str, ...]:
    """The picture of ``scene`` as lines of text: in boxes, or in what fits into ``columns``."""
    marks = scene.marks
    draw_in = partial(draw, scene.numbers, asked=(*marks.active, *marks.untold, marks.asked))
    picture = draw_in(fit(columns, TALL, draw_in)) if columns else draw_in()
    return paint(picture, scene.marks)


def scene_words(scene: Scene) -> tuple[str, ...]:
    """The same as sentences, one a node, for those who hear it: where it comes from and goes to."""
    graph, known = scene.numbers.graph, scene.marks
    lines = []
    for node in graph.nodes:
        value = (
            format_number(known.values[node.name]) if node.name in known.values else "not known yet"
        )
        parts = [f"{node_title(node, graph)} is {value}"]
        parts += _edges_words(scene, known, graph.outgoing(node.name))
        if node.name in known.gradients:
            partly = node.name in known.partial
            gradient = format_number(known.gradients[node.name])
            parts.append(f"its gradient is {gradient}{' so far' if partly else ''}")
        lines.append("; ".join(parts) + ".")
    return tuple(lines)


def _edges_words(scene: Scene, known: Marks, edges: Sequence[Edge]) -> Iterator[str]:
    """Where the edges go, each with its local gradient where that may be told."""
    told = {
        edge: f", local gradient {format_number(known.locals[edge])}"
        for edge in edges
        if edge in known.locals and edge != known.asked
    }
    targets = [f"{scene.numbers.graph.label(edge.target)}{told.get(edge, '')}" for edge in edges]
    if targets and not told:
        yield f"goes to {', '.join(targets)}"
    else:
        yield from (f"goes to {target}" for target in targets)


def focus(scene: Scene) -> str | Edge | None:
    """What the inspector explains: what is selected, else what is going on."""
    return scene.marks.selected or next(iter(scene.marks.active), None)
