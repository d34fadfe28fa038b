"""What a step costs: ``python -m tests.benchmarks.repaint``.

A step and a page of graphs of 500 and 2,000 nodes are painted without a screen.  Then the program
runs in a pseudo-terminal with a lesson on a graph of 300 nodes, goes on a step a key, and the time
is taken until the screen says so.
"""

from __future__ import annotations

import tempfile
import time
from pathlib import Path
from statistics import median

from tests.benchmarks.large_graphs import formula, gathered
from tests.benchmarks.start import arrives
from tests.terminal import Terminal
from tutor.core.drawing.density import ROWS, draw
from tutor.core.drawing.paint import changed_rows, paint_row
from tutor.core.drawing.picture import Marks, marks_of
from tutor.core.graph import Graph, Pass, run

PAGE = 40, 120
KEYS = 60
NODES = 300
LESSON = """---
format: bptutor-lesson 1
id: large
title: A large graph
---
# A large graph

## Forwards

```graph large
{statements}
```

```steps forward
graph: large
mode: watch
```
"""


def statements(graph: Graph) -> str:
    """The graph as a lesson writes it."""
    lines = []
    for node in graph.nodes:
        if node.is_leaf:
            lines.append(f"input {node.name} = 0.5")
        else:
            call = f"{node.op}({', '.join(node.inputs)})"
            lines.append(f"{'output ' if node.name == graph.output else ''}{node.name} = {call}")
    return "\n".join(lines)


def steps(numbers: Pass) -> None:
    """Print what a step and a page cost at this size."""
    picture = draw(numbers, ROWS)
    old = marks_of(numbers)
    height, (rows, columns) = picture.layout.height, PAGE
    paint_row(picture, old, 0, 0, columns)
    spent = []
    for step in numbers.messages[:200]:
        new = Marks(old.values, old.gradients, old.locals, active=(step.edge, step.edge.source))
        box = picture.layout.boxes[step.edge.source]
        top, left = box.y - rows // 2, max(0, box.x - columns // 2)
        start = time.process_time()
        for y in changed_rows(picture, old, new):
            if top <= y < top + rows:
                paint_row(picture, new, y, left, left + columns)
        spent.append(1000 * (time.process_time() - start))
        old = new
    pages = []
    for top in range(0, height, rows):
        start = time.process_time()
        for y in range(top, min(height, top + rows)):
            paint_row(picture, old, y, 0, columns)
        pages.append(1000 * (time.process_time() - start))
    spent.sort()
    print(
        f"{len(numbers.graph.nodes)} nodes: a step repaints in {median(spent):.2f} ms (p95 "
        f"{spent[int(0.95 * len(spent))]:.2f}), a page of {rows}×{columns} in "
        f"{median(pages):.2f} ms (most {max(pages):.2f})"
    )


def keys(home: Path) -> None:
    """Print how long the running program takes from a key to the changed screen."""
    lesson = home / "large.md"
    lesson.write_text(LESSON.format(statements=statements(formula(NODES, 0.25))), "utf-8")
    spent = []
    with Terminal("open", str(lesson), home=home, columns=120, rows=36) as terminal:
        terminal.process.delaybeforesend = None  # pexpect waits before it types, a program does not
        terminal.wait_for(" 0 of")
        for step in range(1, KEYS + 1):
            time.sleep(0.2)
            terminal.read(0.01)
            start = time.perf_counter()
            terminal.process.send("\x1b[C")
            spent.append(1000 * (arrives(terminal, f" {step} of") - start))
    spent.sort()
    print(
        f"{NODES} nodes in the program, key to changed screen: p50 {median(spent):.0f} ms, "
        f"p95 {spent[int(0.95 * len(spent))]:.0f}, most {spent[-1]:.0f}"
    )


def main() -> None:
    """Print all figures."""
    for count in (500, 2000):
        steps(run(gathered(count)))
    with tempfile.TemporaryDirectory() as home:
        keys(Path(home))


if __name__ == "__main__":
    main()
