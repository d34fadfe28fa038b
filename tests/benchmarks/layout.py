"""The picture against graphlay 0.3.1: ``python -m tests.benchmarks.layout [all]``.

Both get the same boxes in cells.  Our pictures draw the operands of a node in their order, so
graphlay is told to let the lines enter in that order ("in order": the same picture); it is also
shown as it chooses the order itself ("free"), which no picture of a formula may.  Crossings are
cells, or points, in which lines of different sources cross at a right angle.  Our time is that of
the whole picture, with the texts measured; the peer's that of the layout alone.  ``all`` adds
graphlay on graphs on which it takes minutes.  Then follows what a step costs (``repaint``).
"""

from __future__ import annotations

import sys
import time
from collections.abc import Callable, Sequence
from statistics import median

from tests.benchmarks import repaint
from tests.benchmarks.large_graphs import formula, gathered
from tests.benchmarks.peer_layout import Drawn, peer
from tests.core.drawing.pictures import random_graph
from tests.core.graphs import EXAMPLE_7, FAN_OUT, LINREG, SIGMOID
from tests.core.networks import perceptron
from tutor.core.drawing.density import BOXES, draw
from tutor.core.drawing.layout.cells import crossing_cells
from tutor.core.graph import Graph, run

NOTE = {
    "linear regression": LINREG, "example 7": EXAMPLE_7, "fan-out": FAN_OUT, "sigmoid": SIGMOID,
    "2-3-1": perceptron(2, 3, 1), "4-5-3": perceptron(4, 5, 3),
}  # fmt: skip
SIZES = (500, 2000)

Row = tuple[Drawn, Drawn | None, Drawn | None]


def best(work: Callable[[], object], times: int = 3) -> float:
    """Milliseconds of the quickest run."""
    found = []
    for _ in range(times):
        start = time.process_time()
        work()
        found.append(1000 * (time.process_time() - start))
    return min(found)


def compared(name: str, graph: Graph, *, with_peer: bool = True) -> Row:
    """One line of the table."""
    numbers = run(graph)
    laid = draw(numbers, BOXES).layout
    spent = best(lambda: draw(numbers, BOXES))
    mine = Drawn(len([*crossing_cells(laid)]), float(laid.width * laid.height), spent)
    in_order = peer(laid, in_order=True) if with_peer else None
    free = peer(laid, in_order=False) if with_peer else None
    cells = [f"{name:24}"]
    for column, form in enumerate((".0f", ".0f", ".1f")):
        figures = (f"{drawn[column]:{form}}" if drawn else "-" for drawn in (mine, in_order, free))
        cells += (f"{figure:>9}" for figure in figures)
        cells.append(" ")
    print(" ".join(cells), flush=True)
    return mine, in_order, free


def ratios(rows: Sequence[Row], column: int) -> str:
    """The medians of crossings + 1, area and time against a column of the peer."""
    found = []
    for i in range(3):
        more = 1 if i == 0 else 0
        pairs = [(row[0], row[column]) for row in rows]
        found.append(median((a[i] + more) / (b[i] + more) for a, b in pairs if b))
    return "  ".join(f"{ratio:.2f}" for ratio in found)


def main(*, everything: bool) -> None:
    """The table."""
    print(f"{'':24} {'crossings':>29}   {'area (cells)':>29}   {'time (ms)':>29}")
    print(f"{'':24} " + "   ".join([f"{'ours':>9} {'in order':>9} {'free':>9}"] * 3))
    rows = [compared(name, graph) for name, graph in NOTE.items()]
    rows += [compared(f"random {seed}", random_graph(seed, 100)) for seed in range(12)]
    if rows[0][1]:
        print("median of ours / graphlay (crossings + 1, area, time):")
        print(f"  in order {ratios(rows, 1)}\n  free     {ratios(rows, 2)}")
    for count in SIZES:
        for leaves in (0.25, 0.1):
            compared(f"formula {count}, {leaves:.0%} leaves", formula(count, leaves))
        few = everything or count == SIZES[0]
        compared(f"gathered {count}", gathered(count), with_peer=few)
    repaint.main()


if __name__ == "__main__":
    main(everything="all" in sys.argv[1:])
