from __future__ import annotations

from math import exp

import pytest

from tutor.core.expression import PassScope, evaluate, parse
from tutor.core.graph import run
from tutor.core.lesson import LessonGraph
from tutor.core.reader import read
from tutor.core.variants.draw import draw

HEAD = "---\nformat: bptutor-lesson 1\nid: t\ntitle: T\n---\n\n## P\n\n"
BODY = """\
```network net
sizes: 2, 2, 1
activation: sigmoid
loss: half-square
inputs: 1, 0.5
targets: 1
weights 2: 0.1 -0.2; 0.3 0.4
biases 2: 0.1 0.2
weights 3: 0.5 -0.6
biases 3: 0.1
```
"""


def network(body: str = BODY) -> LessonGraph:
    lesson, problems = read((HEAD + body).encode(), "x.md")
    assert lesson, problems
    return lesson.graphs["net"]


def test_a_network_has_the_quantities_and_labels_of_the_note() -> None:
    graph = network().graph
    names = graph.by_name
    assert names["z2_1"].operands == ("w2_1_1", "w2_1_2", "x_1", "x_2", "b2_1")
    assert (names["w2_1_2"].label, names["z2_1"].label, names["a3_1"].label) == (
        "ω₁₂²", "z₁²", "a₁³",
    )  # fmt: skip
    assert names["w2_2_1"].role == "param"
    assert names["x_1"].label == "x₁"
    assert graph.output == "C"
    assert graph.nodes[-1].name == "C"


def test_its_gradients_are_those_of_the_delta_recursion() -> None:
    numbers = run(network().graph)
    weights = [[[0.1, -0.2], [0.3, 0.4]], [[0.5, -0.6]]]
    expected = delta_gradients(weights, [[0.1, 0.2], [0.1]], [1.0, 0.5], [1.0])
    for layer, matrix in enumerate(expected, 2):
        for j, row in enumerate(matrix, 1):
            for k, gradient in enumerate(row, 1):
                assert numbers.gradients[f"w{layer}_{j}_{k}"] == pytest.approx(gradient, rel=1e-12)


def delta_gradients(
    weights: list[list[list[float]]], biases: list[list[float]], x: list[float], y: list[float]
) -> list[list[list[float]]]:
    """Algorithm 1 of the note on plain lists."""
    a, signals = x, [x]
    for matrix, bias in zip(weights, biases, strict=True):
        a = [
            1 / (1 + exp(-sum(w * s for w, s in zip(row, a, strict=True)) - b))
            for row, b in zip(matrix, bias, strict=True)
        ]
        signals.append(a)
    d = [(s - t) * s * (1 - s) for s, t in zip(a, y, strict=True)]
    found = []
    for layer in range(len(weights) - 1, -1, -1):
        below = signals[layer]
        found.insert(0, [[one * s for s in below] for one in d])
        d = [
            sum(weights[layer][j][k] * d[j] for j in range(len(d))) * s * (1 - s)
            for k, s in enumerate(below)
        ]
    return found


def test_delta_stands_for_the_gradient_at_a_weighted_input() -> None:
    numbers = run(network().graph)
    scope = PassScope(numbers)
    assert evaluate(parse("delta2_1"), scope) == numbers.gradients["z2_1"]
    assert evaluate(parse("delta2_1 * x_2 == grad(C, w2_1_2)"), scope) == 1


def test_what_is_not_given_is_drawn_from_the_seed() -> None:
    body = "```network net\nsizes: 3, 2, 2\nactivation: tanh\noutput: linear\nloss: square\n"
    body += "inputs: 1 2 3\ntargets: 0, 1\nseed: 7\n```\n"
    one, other = network(body).graph, network(body).graph
    assert one == other
    assert "a3_1" not in one.by_name
    drawn = [node.default for node in one.leaves if node.role == "param"]
    assert all(value and abs(value) <= 1 for value in drawn)
    assert len(set(drawn)) > 3


@pytest.mark.parametrize(
    ("old", "new", "line", "column", "said"),
    [
        ("sizes: 2, 2, 1", "sizes: 2, 0, 1", 10, 11, "'0' is not a size"),
        ("sizes: 2, 2, 1", "sizes: 2", 10, 8, "2 to 6 layers"),
        ("sizes: 2, 2, 1", "size: 2, 2, 1", 9, 1, "'sizes' is missing"),
        ("activation: sigmoid", "activation: sigmoyd", 11, 13, "'sigmoyd' is not one of"),
        ("inputs: 1, 0.5", "inputs: 1", 13, 9, "has 1 numbers; 2 are needed"),
        ("inputs: 1, 0.5", "inputs: 1, o.5", 13, 12, "'o.5' is not a number"),
        ("weights 2: 0.1 -0.2; 0.3 0.4", "weights 2: 0.1 -0.2", 15, 12, "2 rows of 2"),
        ("weights 2:", "weights 9:", 15, 9, "'9' is not a layer"),
        ("biases 3: 0.1\n", "", 9, 1, "biases of layer 3 are missing"),
        ("biases 3:", "biases 2:", 18, 1, "two fields"),
        ("loss: half-square", "loss: hinge", 12, 7, "'hinge' is not one of"),
    ],
)
def test_a_mistake_in_a_network_is_reported_at_its_place(
    old: str, new: str, line: int, column: int, said: str
) -> None:
    _, problems = read((HEAD + BODY.replace(old, new, 1)).encode(), "x.md")
    found = [one for one in problems if said in one.message]
    assert found, problems
    assert (found[0].line, found[0].column) == (line, column), found


def test_a_network_varies_its_leaves_within_its_conditions() -> None:
    body = BODY[:-4] + "vary x_1, w2_1_2: -2..2 step 0.5 except 0\nrequire: abs(z2_1) > 0.2\n```\n"
    lesson_graph = network(body)
    drawn = [draw(lesson_graph, seed) for seed in range(1, 40)]
    assert len({(leaves["x_1"], leaves["w2_1_2"]) for leaves in drawn}) > 5
    for leaves in drawn:
        assert leaves["x_1"] in (-2, -1.5, -1, -0.5, 0.5, 1, 1.5, 2)
        assert leaves["w2_1_1"] == 0.1
        assert abs(run(lesson_graph.graph, leaves).values["z2_1"]) > 0.2


@pytest.mark.parametrize(
    ("line", "column", "said"),
    [
        ("vary z2_1: 1..2", 6, "no weight, bias, input or target called 'z2_1'"),
        ("vary x_1, x_9: 1..2", 6, "called 'x_9'"),
        ("vary x_1: 1 to 2", 11, "is not a range of numbers"),
        ("vary x_1, x_1: 1..2", 6, "two ranges for 'x_1'"),
        ("require: z9_1 > 0", 10, "no node called 'z9_1'"),
        ("vary: 1..2", 1, "says nothing before the colon"),
    ],
)
def test_a_mistake_in_what_varies_is_reported_at_its_place(
    line: str, column: int, said: str
) -> None:
    _, problems = read((HEAD + BODY[:-4] + line + "\n```\n").encode(), "x.md")
    found = [one for one in problems if said in one.message]
    assert found, problems
    assert (found[0].line, found[0].column) == (19, column), found
