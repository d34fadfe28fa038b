"""graphlay 0.3.1 at the boxes of one of our pictures."""

from __future__ import annotations

import time
from itertools import pairwise
from typing import Any, NamedTuple

from tutor.core.drawing.layout.model import Layout

try:
    import graphlay
except ImportError:  # the extra ``bench`` brings it
    graphlay = None

OPTIONS = {
    "direction": "leftright",
    "spacing": {"layer_gap": 5.0, "node_gap": 1.0, "dummy_gap": 1.0, "port_gap": 1.0,
                "port_stroke_clear": 1.0, "stub": 1.0},
    "routing": {"lane_gap": 2.0},
}  # fmt: skip
"""Gaps of one cell between boxes, as in our pictures."""

Piece = tuple[str, float, float, float]
"""A straight piece of a line: its source, where it is, and from where to where it goes."""


class Drawn(NamedTuple):
    """What a layout is compared by: crossings, area in cells, milliseconds."""

    crossings: int
    area: float
    spent: float


def peer(laid: Layout, *, in_order: bool) -> Drawn | None:
    """graphlay's layout of the same boxes; None where it is not installed.

    With ``in_order`` lines enter a box in the order of its operands and leave it in the middle, as
    in our pictures; else graphlay chooses where, and so crosses less.
    """
    if graphlay is None:
        return None
    graph = graphlay.Graph()
    for box in laid.boxes.values():
        graph.node(box.name, width=float(box.width), height=float(box.height))
    sources = []
    for name, edges in laid.incoming.items():
        for slot, edge in enumerate(edges):
            there = 2 * (slot + 0.5) / len(edges) - 1  # from −1, the top, to 1
            ports = {
                "source_port": {"offset": {"side": "right", "t": 0.0}},
                "target_port": {"offset": {"side": "left", "t": there}},
            }
            graph.edge(edge.source, name, **(ports if in_order else {}))
            sources.append(edge.source)
    start = time.process_time()
    found = graphlay.layout(graph, options=OPTIONS)
    spent = 1000 * (time.process_time() - start)
    return Drawn(_crossings(sources, found.edges), _area(found), spent)


def _crossings(sources: list[str], edges: list[Any]) -> int:
    """Points in which pieces of different sources cross at a right angle."""
    across: list[Piece] = []
    down: list[Piece] = []
    for source, edge in zip(sources, edges, strict=True):
        points = [(point["x"], point["y"]) for point in edge["points"]]
        for (x1, y1), (x2, y2) in pairwise(points):
            if abs(y1 - y2) < 1e-6:
                across.append((source, y1, min(x1, x2), max(x1, x2)))
            elif abs(x1 - x2) < 1e-6:
                down.append((source, x1, min(y1, y2), max(y1, y2)))
    down.sort(key=lambda piece: piece[1])
    return len({
        (round(x, 3), round(y, 3), s, t)
        for s, y, left, right in across
        for t, x, top, low in down
        if s != t and left < x < right and top < y < low
    })  # fmt: skip


def _area(found: Any) -> float:
    xs = [point["x"] for edge in found.edges for point in edge["points"]]
    ys = [point["y"] for edge in found.edges for point in edge["points"]]
    for node in found.nodes:
        center, size = node["center"], node["size"]
        xs += center["x"] - size["width"] / 2, center["x"] + size["width"] / 2
        ys += center["y"] - size["height"] / 2, center["y"] + size["height"] / 2
    return float((max(xs) - min(xs)) * (max(ys) - min(ys)))
