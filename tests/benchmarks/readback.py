"""Read many random pictures back: ``python -m tests.benchmarks.readback [COUNT] [FIRST_SEED]``."""

from __future__ import annotations

import sys

from tests.core.drawing.pictures import expected, random_graph
from tests.core.reading import UnreadableError, read
from tutor.core.drawing.density import BOXES, ROWS, draw
from tutor.core.drawing.paint import paint
from tutor.core.drawing.picture import marks_of
from tutor.core.graph import run

EVERY = 100
"""Graphs between two lines of progress."""


def main(count: int, first: int) -> int:
    """Print every mistake; exit status 1 if there is one."""
    mistakes = nodes = edges = 0
    for seed in range(first, first + count):
        numbers = run(random_graph(seed))
        nodes += len(numbers.graph.nodes)
        edges += len(numbers.graph.edges)
        for density in (BOXES, ROWS):
            try:
                found = read(paint(draw(numbers, density), marks_of(numbers)))
                wrong = "" if found == expected(numbers, density) else "read otherwise"
            except UnreadableError as error:
                wrong = str(error)
            if wrong:
                mistakes += 1
                print(f"seed {seed}, {density.name}: {wrong}", flush=True)
        if (seed - first) % EVERY == EVERY - 1:
            print(f"{seed - first + 1} of {count} graphs: {mistakes} mistakes", flush=True)
    print(f"{count} graphs, {nodes} nodes, {edges} edges, boxes and rows: {mistakes} mistakes")
    return 1 if mistakes else 0


if __name__ == "__main__":
    given = [int(one) for one in sys.argv[1:3]]
    sys.exit(main(*(given + [2000, 0][len(given) :])))
