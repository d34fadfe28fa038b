"""Graphs with several outputs, and graphs that share leaves."""

from __future__ import annotations

import pytest

from tutor import starters
from tutor.core.checking import check
from tutor.core.lesson import Lesson, Problem
from tutor.core.reader import read

HEAD = "---\nformat: bptutor-lesson 1\nid: two\ntitle: T\n---\n\n## P\n\nTwo graphs.\n\n"
TWO = """\
```graph one
param w = 3   as ω
input x = 2
u = w * x
h = u + 1
output q = h^2
loss L = exp(u)
output r = x * h
vary w, x in 2..9
require h != 3 and w != x
```

```graph two
use w, x from one
loss L = w - x
```
"""


def lesson(blocks: str) -> tuple[Lesson | None, tuple[Problem, ...]]:
    return read((HEAD + blocks).encode(), "01-two.md")


def test_each_further_output_is_a_graph_with_what_it_needs() -> None:
    found, problems = lesson(TWO)
    assert found is not None, problems
    assert not problems
    ends = {name: graph.graph.output for name, graph in found.graphs.items()}
    assert ends == {"one": "L", "one.q": "q", "one.r": "r", "two": "L"}
    assert set(found.graphs["one"].graph.by_name) == {"w", "x", "u", "L"}
    assert len(found.graphs["one.q"].require) == 1
    assert not found.graphs["one"].require  # it is about h, which L does without


def test_a_graph_uses_leaves_of_another_with_value_label_and_range() -> None:
    found, problems = lesson(TWO)
    assert found is not None, problems
    two = found.graphs["two"]
    assert two.graph.label("w") == "ω"
    assert two.graph.by_name["w"].default == 3
    assert two.graph.by_name["w"].role == "param"
    assert [(one.name, len(one.choices)) for one in two.vary] == [("w", 8), ("x", 8)]


def test_a_walk_takes_the_output_that_it_names() -> None:
    text = starters.lesson().replace("loss C", "output half = area / 2\nloss C")
    walk = "graph: field\nask at area: value"
    assert walk in text
    text = text.replace(walk, "graph: field.half\nask at half: value", 1)
    assert check(text.encode(), "90-area.md") == ()
    found, _ = read(text.encode(), "90-area.md")
    assert found is not None
    (steps,) = [one for page in found.pages for one in page.activities if one.kind == "forward"]
    assert found.graphs[steps.graph].graph.output == "half"


@pytest.mark.parametrize(
    ("old", "new", "said", "help_"),
    [
        ("from one", "from on", "no graph called 'on' before this one", "did you mean 'one'?"),
        ("use w, x", "use w, h", "no leaf called 'h' in the graph 'one'", "w"),
        ("use w, x from one", "use w", "does not say from which graph", "use w, b from linreg"),
        ("output r", "loss r", "a graph has one loss, and this is a second one", "the first is"),
    ],
)
def test_each_mistake_is_told(old: str, new: str, said: str, help_: str) -> None:
    found, problems = lesson(TWO.replace(old, new, 1))
    assert found is None
    (problem, *_) = [one for one in problems if one.severity == "error"]
    assert said in problem.message
    assert help_ in problem.help
