"""The picture against graphlay 0.3.1, and what a step costs: ``python -m tests.benchmarks.layout``.

Both get the same boxes in cells, graphlay with gaps of one cell between boxes.  graphlay's area is
that of its bounding box, its crossings are pairs of pieces of different sources that cross at a
right angle.  Ours draws operands in their order; graphlay chooses the order in which lines enter,
which saves it crossings.  Times are in milliseconds.
"""

from __future__ import annotations

import random
import time
from collections.abc import Callable
from itertools import pairwise
from statistics import median

from tests.core.drawing import random_graph
from tests.core.graphs import EXAMPLE_7, FAN_OUT, LINREG, SIGMOID
from tests.core.networks import perceptron
from tutor.core.graph import Graph, Node, Pass, run
from tutor.core.layout import crossing_count
from tutor.core.picture import Marks, Picture, marks_of
from tutor.core.picture_paint import changed_rows, paint_row
from tutor.core.picture_plan import BOXES, ROWS, draw

try:
    import graphlay
except ImportError:  # the extra ``bench`` brings it
    graphlay = None


def large(count: int, seed: int = 1) -> Graph:
    """A graph of so many nodes, each computed from two of the thirty before it."""
    draws = random.Random(seed)
    nodes = [Node(f"n{i}", f"n{i}", "input", default=0.5) for i in range(8)]
    unused = {node.name for node in nodes}
    for i in range(8, count - 1):
        near = draws.sample(nodes[-30:], 2)
        operands = tuple(node.name for node in near)
        unused -= set(operands)
        nodes.append(Node(f"n{i}", f"n{i}", "computed", "maximum", operands))
        unused.add(f"n{i}")
    nodes.append(Node("out", "out", "output", "sum", tuple(sorted(unused))))
    return Graph("large", tuple(nodes), "out")


def best(work: Callable[[], object], times: int = 3) -> float:
    """Milliseconds of the quickest run."""
    found = []
    for _ in range(times):
        start = time.process_time()
        work()
        found.append(1000 * (time.process_time() - start))
    return min(found)


def peer(picture: Picture) -> tuple[int, float, float]:
    """graphlay's crossings, area in cells and milliseconds for the same boxes."""
    laid = picture.layout
    place = {name: i for i, name in enumerate(laid.boxes)}
    ends = [
        (box, name) for name, edges in laid.incoming.items() for e in edges
        for box in [str(picture.place(e.source))]
    ]  # fmt: skip
    graph = graphlay.Graph()
    for name, box in laid.boxes.items():
        graph.node(name, width=float(box.width), height=float(box.height))
    for source, target in ends:
        graph.edge(place[source], place[target])
    options = {
        "direction": "leftright",
        "spacing": {"layer_gap": 5.0, "node_gap": 1.0, "dummy_gap": 1.0, "port_gap": 1.0,
                    "port_stroke_clear": 1.0, "stub": 1.0},
        "routing": {"lane_gap": 2.0},
    }  # fmt: skip
    spent = best(lambda: graphlay.layout(graph, options=options), 1)
    found = graphlay.layout(graph, options=options)
    xs: list[float] = []
    ys: list[float] = []
    across: list[tuple[str, float, float, float]] = []
    down: list[tuple[str, float, float, float]] = []
    for (source, _), edge in zip(ends, found.edges, strict=True):
        points = [_xy(p) for p in edge["points"]]
        xs += [x for x, _ in points]
        ys += [y for _, y in points]
        for (x1, y1), (x2, y2) in pairwise(points):
            if abs(y1 - y2) < 1e-6:
                across.append((source, y1, min(x1, x2), max(x1, x2)))
            elif abs(x1 - x2) < 1e-6:
                down.append((source, x1, min(y1, y2), max(y1, y2)))
    for node in found.nodes:
        (x, y), (w, h) = _xy(node["center"]), _xy(node["size"])
        xs += [x - w / 2, x + w / 2]
        ys += [y - h / 2, y + h / 2]
    cut = {
        (round(x, 3), round(y, 3), s, t)
        for s, y, left, right in across
        for t, x, top, low in down
        if s != t and left < x < right and top < y < low
    }
    return len(cut), (max(xs) - min(xs)) * (max(ys) - min(ys)), spent


def _xy(point: object) -> tuple[float, float]:
    if isinstance(point, dict):
        values = list(point.values())
        return float(values[0]), float(values[1])
    x, y = point  # type: ignore[misc]
    return float(x), float(y)


def compare(name: str, numbers: Pass) -> tuple[float, ...]:
    """One line of the table."""
    start = time.process_time()
    picture = draw(numbers, BOXES)
    ours = 1000 * (time.process_time() - start)
    if len(numbers.graph.nodes) <= 100:
        ours = best(lambda: draw(numbers, BOXES))
    laid = picture.layout
    mine = crossing_count(laid), float(laid.width * laid.height), ours
    theirs = peer(picture) if graphlay else (0, 0.0, 0.0)
    cells = "  ".join(f"{a:9.0f} {b:9.0f}" for a, b in zip(mine[:2], theirs[:2], strict=True))
    print(f"{name:22} {cells}  {mine[2]:9.2f} {theirs[2]:9.2f}", flush=True)
    return (*mine, *theirs)


def steps(numbers: Pass) -> None:
    """What a step and a page cost at this size."""
    picture = draw(numbers, ROWS)
    old = marks_of(numbers)
    height, rows = picture.layout.height, 40
    paint_row(picture, old, 0, 0, 120)
    spent = []
    for step in numbers.messages[:200]:
        new = Marks(old.values, old.gradients, old.locals, active=(step.edge, step.edge.source))
        top = picture.layout.boxes[step.edge.source].y - 20
        left = max(0, picture.layout.boxes[step.edge.source].x - 60)
        start = time.process_time()
        for y in changed_rows(picture, old, new):
            if top <= y < top + rows:
                paint_row(picture, new, y, left, left + 120)
        spent.append(1000 * (time.process_time() - start))
        old = new
    pages = []
    for top in range(0, height, rows):
        start = time.process_time()
        for y in range(top, min(height, top + rows)):
            paint_row(picture, old, y, 0, 120)
        pages.append(1000 * (time.process_time() - start))
    count = len(numbers.graph.nodes)
    spent.sort()
    print(
        f"{count} nodes: a step repaints in {median(spent):.2f} ms (p95 "
        f"{spent[int(0.95 * len(spent))]:.2f}), a page of {rows}×120 in "
        f"{median(pages):.2f} ms (most {max(pages):.2f})"
    )


def main() -> None:
    """The table."""
    print(f"{'':22} {'crossings':>19}  {'area (cells)':>19}  {'time (ms)':>19}")
    print(f"{'':22} {'ours':>9} {'graphlay':>9}  {'ours':>9} {'graphlay':>9}  {'ours':>9} graphlay")
    note = {"linear regression": LINREG, "example 7": EXAMPLE_7, "fan-out": FAN_OUT}
    note |= {"sigmoid": SIGMOID, "2-3-1": perceptron(2, 3, 1), "4-5-3": perceptron(4, 5, 3)}
    found = [compare(name, run(graph)) for name, graph in note.items()]
    found += [compare(f"random {seed}", run(random_graph(seed, 100))) for seed in range(12)]
    ratios = [
        median((row[i] + (i == 0)) / (row[i + 3] + (i == 0) or 1) for row in found)
        for i in range(3)
    ]
    print("median of ours / graphlay (crossings + 1, area, time): "
          + "  ".join(f"{ratio:.2f}" for ratio in ratios))  # fmt: skip
    for count in (500, 2000):
        numbers = run(large(count))
        compare(f"large {count}", numbers)
        steps(numbers)


if __name__ == "__main__":
    main()
