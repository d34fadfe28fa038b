"""From what a lesson shows at this moment to a picture with marks."""

from __future__ import annotations

from functools import partial

from tutor.core.drawing import Marks, draw, fit, gradient_text, node_title, paint
from tutor.core.graph import Edge
from tutor.core.session.view import Scene
from tutor.core.text import number

TALL = 1000
"""Rows that a picture may have where it scrolls by."""


def marks(scene: Scene, share: float | None = None) -> Marks:
    """The marks of ``scene``; ``share`` is how far the message just sent has come (0 to 1).

    Without a ``share`` it has arrived.
    """
    graph, known = scene.numbers.graph, scene.known
    missing = frozenset(
        name for name, count in known.arrived.items() if count < len(graph.outgoing(name))
    )
    return Marks(
        values=known.values,
        gradients=known.gradients,
        locals=known.locals,
        active=scene.active,
        done=frozenset(name for name in known.gradients if name not in missing),
        partial=missing,
        selected=scene.selected,
        message=None if scene.flying is None else (scene.flying, 1.0 if share is None else share),
        asked=scene.asked,
        untold=scene.untold,
        backward=scene.backward,
    )


def scene_text(scene: Scene, columns: int = 0) -> tuple[str, ...]:
    """The picture of ``scene`` as lines of text: in boxes, or in what fits into ``columns``."""
    draw_in = partial(draw, scene.numbers)
    picture = draw_in(fit(columns, TALL, draw_in)) if columns else draw_in()
    return paint(picture, marks(scene))


def scene_words(scene: Scene) -> tuple[str, ...]:
    """The same as sentences, one a node, for those who hear it: where it comes from and goes to."""
    graph, known = scene.numbers.graph, marks(scene)
    lines = []
    for node in graph.nodes:
        value = number(known.values[node.name]) if node.name in known.values else "not known yet"
        parts = [f"{node_title(node, graph)} is {value}"]
        parts += [_edge_words(scene, known, edge) for edge in graph.outgoing(node.name)]
        if node.name in known.gradients:
            parts.append(f"its gradient is {gradient_text(known, node.name)}")
        lines.append("; ".join(parts) + ".")
    return tuple(lines)


def _edge_words(scene: Scene, known: Marks, edge: Edge) -> str:
    local = known.locals.get(edge)
    told = "" if local is None or edge == known.asked else f", local gradient {number(local)}"
    return f"goes to {scene.numbers.graph.label(edge.target)}{told}"


def focus(scene: Scene) -> str | Edge | None:
    """What the inspector explains: what is selected, else what is going on."""
    return scene.selected or next(iter(scene.active), None)
