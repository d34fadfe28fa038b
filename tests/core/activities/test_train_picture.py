"""A training in a lesson shows what its model says over the inputs, after each update."""

from __future__ import annotations

import pytest

from tests.core.lessons import lesson
from tutor.core.activities import train
from tutor.core.activities.kind import Work
from tutor.core.activities.train_picture import model_of, picture
from tutor.core.graph import run
from tutor.core.lesson import Lesson, Steps
from tutor.core.reader import read

XOR = """\
```network net
sizes: 2, 2, 1
activation: sigmoid
loss: half-square
inputs: 0, 0
targets: 0
weights 2: 20 20; 20 20
biases 2: -10 -30
weights 3: 20 -20
biases 3: -10
```

```steps train
graph: net
example: x_1 = 0, x_2 = 0, y_1 = 0
example: x_1 = 0, x_2 = 1, y_1 = 1
example: x_1 = 1, x_2 = 0, y_1 = 1
example: x_1 = 1, x_2 = 1, y_1 = 0
rate: 0.1
updates: 3
slow: 0
```
"""


def parsed(body: str) -> Lesson:
    head = "---\nformat: bptutor-lesson 1\nid: one\ntitle: One\n---\n\n# One\n\n"
    found, problems = read((head + body).encode(), "one.md")
    assert found, problems
    return found


def training(found: Lesson, name: str = "") -> tuple[Steps, object]:
    steps = next(one for page in found.pages for one in page.activities
                 if isinstance(one, Steps) and one.kind == "train" and name in one.id)  # fmt: skip
    graph = found.graphs[steps.graph].graph
    return steps, run(graph, {leaf.name: leaf.default for leaf in graph.leaves})


def test_a_model_of_one_input_is_a_line_among_its_points() -> None:
    steps, numbers = training(lesson("17"), "runs-away")
    over, *rows = picture(numbers, steps.plan, {"w": 0.0, "b": 3.0})
    assert over == "ŷ over x"
    assert sum("•" in row for row in rows) == 1  # w = 0: level, at 3
    steep = picture(numbers, steps.plan, {"w": 2.0, "b": 0.0})[1:]
    firsts = [row.find("•") for row in steep if "•" in row]
    assert firsts == sorted(firsts, reverse=True)
    assert sum(row.count("○") for row in rows) == 4


def test_a_network_of_two_inputs_is_a_map_and_capitals_are_wrong() -> None:
    steps, numbers = training(parsed(XOR))
    start = {leaf.name: leaf.default for leaf in numbers.graph.leaves if leaf.role == "param"}
    over, *rows = picture(numbers, steps.plan, start)
    assert over == "a₁³ over x₁ and x₂"
    signs = [sign for row in rows for sign in row if sign.isalpha()]
    assert sorted(signs) == list("ooxx")
    top = next(row for row in rows if "x" in row)
    assert top.index("x") < top.index("o")  # above, from the left: x₁ = 0 and x₁ = 1
    upside_down = {**start, **{name: -x for name, x in start.items() if "3_" in name}}
    signs = "".join(picture(numbers, steps.plan, upside_down)[1:])
    assert sorted(sign for sign in signs if sign.isalpha()) == list("OOXX")


@pytest.mark.parametrize("wide", [False, True])
def test_the_picture_stands_beside_the_loss_or_below_it(wide: bool) -> None:
    steps, numbers = training(lesson("17"), "runs-away")
    at_end = Work(step=train.length(steps, numbers.graph))
    shown = train.show(steps, numbers, at_end, False)
    lines = shown.broad if wide else shown.board
    (place,) = (i for i, line in enumerate(lines) if "ŷ over x" in line)
    assert ("C over the updates" in lines[place]) == wide
    assert max(map(len, lines)) <= (78 if wide else 44)


def test_what_is_no_model_of_its_inputs_has_no_picture() -> None:
    steps, numbers = training(lesson("16"))
    assert model_of(numbers.graph, steps.plan) is None  # two targets
    assert picture(numbers, steps.plan, {}) == []


def test_before_its_first_step_the_board_is_no_empty_table() -> None:
    found = lesson("17")
    (steps,) = [one for page in found.pages for one in page.activities if one.id == "runs-away"]
    assert isinstance(steps, Steps)
    board = train.KIND.show(steps, run(found.graphs["model"].graph), Work(), False).board
    assert [line.split() for line in board] == [
        ["w", "=", "1", "b", "=", "0"],
        ["C:", "2.875"],
    ]
