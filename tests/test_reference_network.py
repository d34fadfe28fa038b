"""The 2-2-2 network of lessons 10 to 16: lesson files, Value, MLP, Algorithm 1, and by hand.

All lessons that show the network show the same one.  The hand calculation below is the note's
Algorithm 1 written out unit by unit.
"""

from __future__ import annotations

from math import exp

import pytest

from engine import MLP, Value, dot
from engine.extras import algorithm1
from tests.core import lessons
from tutor.core import questions as quizzes
from tutor.core.activities.training import history
from tutor.core.activities.training_plan import Training
from tutor.core.graph import Pass, run
from tutor.core.lesson import LessonGraph, Quiz, Steps

W2, B2 = ((0.5, -0.25), (0.75, 0.5)), (0.1, -1.0)
W3, B3 = ((1.0, -2.0), (0.5, 1.5)), (0.5, -0.5)
X, Y = (1.0, 2.0), (1.0, 0.0)

PRINTED = {
    "z2": (0.1, 0.75),
    "a2": (0.52498, 0.67918),
    "z3": (-0.33338, 0.78126),
    "a3": (0.41742, 0.68595),
    "delta3": (-0.14167, 0.14777),
    "delta2": (-0.01690, 0.11004),
    "dW2": (-0.01690, -0.03381, 0.11004, 0.22007),
    "C": (0.40496,),
}
"""The numbers as they were worked out for this course, to five decimals."""


LESSONS = dict(enumerate(lessons.LESSONS, 1))
SHOWING = [number for number in range(10, 17) if "net" in LESSONS[number].graphs]


def sigmoid(z: float) -> float:
    return 1 / (1 + exp(-z))


def by_hand() -> dict[str, tuple[float, ...]]:
    z21 = 0.5 * 1 - 0.25 * 2 + 0.1
    z22 = 0.75 * 1 + 0.5 * 2 - 1
    a21, a22 = sigmoid(z21), sigmoid(z22)
    z31 = 1 * a21 - 2 * a22 + 0.5
    z32 = 0.5 * a21 + 1.5 * a22 - 0.5
    a31, a32 = sigmoid(z31), sigmoid(z32)
    d31 = (a31 - 1) * a31 * (1 - a31)
    d32 = (a32 - 0) * a32 * (1 - a32)
    d21 = (d31 * 1 + d32 * 0.5) * a21 * (1 - a21)
    d22 = (d31 * -2 + d32 * 1.5) * a22 * (1 - a22)
    return {
        "z2": (z21, z22),
        "a2": (a21, a22),
        "z3": (z31, z32),
        "a3": (a31, a32),
        "C": (0.5 * ((1 - a31) ** 2 + (0 - a32) ** 2),),
        "delta3": (d31, d32),
        "delta2": (d21, d22),
        "dW3": (d31 * a21, d31 * a22, d32 * a21, d32 * a22),
        "dW2": (d21 * 1, d21 * 2, d22 * 1, d22 * 2),
        "db3": (d31, d32),
        "db2": (d21, d22),
    }


HAND = by_hand()


def from_lesson(lesson_graph: LessonGraph) -> dict[str, tuple[float, ...]]:
    numbers = run(lesson_graph.graph)
    return {
        **{f"{q}{layer}": layer_values(numbers, q, layer) for q in "za" for layer in (2, 3)},
        **{f"delta{layer}": gradients(numbers, f"z{layer}") for layer in (2, 3)},
        **{f"dW{layer}": gradients(numbers, f"w{layer}") for layer in (2, 3)},
        **{f"db{layer}": gradients(numbers, f"b{layer}") for layer in (2, 3)},
        "C": (numbers.values["C"],),
    }


def layer_values(numbers: Pass, quantity: str, layer: int) -> tuple[float, ...]:
    return tuple(numbers.values[f"{quantity}{layer}_{j}"] for j in (1, 2))


def gradients(numbers: Pass, start: str) -> tuple[float, ...]:
    units = ("1", "2") if start[0] != "w" else ("1_1", "1_2", "2_1", "2_2")
    return tuple(numbers.gradients[f"{start}_{unit}"] for unit in units)


def test_the_hand_calculation_gives_the_printed_numbers() -> None:
    for quantity, expected in PRINTED.items():
        assert HAND[quantity] == pytest.approx(expected, abs=5.1e-6), quantity


@pytest.mark.parametrize("number", SHOWING)
def test_the_network_of_a_lesson_is_the_reference_network(number: int) -> None:
    assert SHOWING == [10, 12, 14, 16]
    graph = LESSONS[number].graphs["net"].graph
    leaves = {leaf.name: leaf.default for leaf in graph.leaves}
    expected = {
        **{f"w{n}_{j}_{k}": w for n, matrix in ((2, W2), (3, W3))
           for j, row in enumerate(matrix, 1) for k, w in enumerate(row, 1)},
        **{f"b{n}_{j}": b for n, biases in ((2, B2), (3, B3)) for j, b in enumerate(biases, 1)},
        **{f"x_{k}": x for k, x in enumerate(X, 1)},
        **{f"y_{j}": y for j, y in enumerate(Y, 1)},
    }  # fmt: skip
    assert leaves == expected
    assert from_lesson(LESSONS[number].graphs["net"]) == {
        quantity: pytest.approx(numbers, rel=1e-12) for quantity, numbers in HAND.items()
    }


def test_value_gives_the_same_gradients() -> None:
    w2 = [[Value(w) for w in row] for row in W2]
    w3 = [[Value(w) for w in row] for row in W3]
    b2, b3, x = ([Value(number) for number in row] for row in (B2, B3, X))
    z2 = [dot(row, x, b) for row, b in zip(w2, b2, strict=True)]
    a2 = [z.sigmoid() for z in z2]
    z3 = [dot(row, a2, b) for row, b in zip(w3, b3, strict=True)]
    a3 = [z.sigmoid() for z in z3]
    cost = sum((a - y) ** 2 for a, y in zip(a3, Y, strict=True)) * 0.5
    cost.backward()
    assert grads(z3) == pytest.approx(HAND["delta3"], rel=1e-12)
    assert grads(z2) == pytest.approx(HAND["delta2"], rel=1e-12)
    assert grads([w for row in w2 for w in row]) == pytest.approx(HAND["dW2"], rel=1e-12)
    assert grads([w for row in w3 for w in row]) == pytest.approx(HAND["dW3"], rel=1e-12)
    assert grads(b2) == pytest.approx(HAND["db2"], rel=1e-12)


def test_an_mlp_with_these_parameters_gives_the_same_gradients() -> None:
    net = MLP(2, [2, 2], activation="sigmoid", output_activation="sigmoid")
    units = [(*row, b) for matrix, biases in ((W2, B2), (W3, B3))
             for row, b in zip(matrix, biases, strict=True)]  # fmt: skip
    net.load_state([number for unit in units for number in unit])
    outputs = net(list(X))
    assert isinstance(outputs, list)
    cost = sum((a - y) ** 2 for a, y in zip(outputs, Y, strict=True)) * 0.5
    cost.backward()
    found = [parameter.grad for parameter in net.parameters()]
    (g11, g12, g21, g22), (d1, d2) = HAND["dW2"], HAND["db2"]
    assert found[:6] == pytest.approx([g11, g12, d1, g21, g22, d2], rel=1e-12)
    (g11, g12, g21, g22), (d1, d2) = HAND["dW3"], HAND["db3"]
    assert found[6:] == pytest.approx([g11, g12, d1, g21, g22, d2], rel=1e-12)


def test_algorithm_1_on_plain_lists_gives_the_same_numbers() -> None:
    network = algorithm1.Network((W2, W3), (B2, B3), ("sigmoid", "sigmoid"))
    found = {}
    for step in algorithm1.algorithm_1(network, X, Y):
        found[NAMES.get(step.quantity, step.quantity) + f"{step.layer}"] = flat(step.value)
    for quantity, expected in HAND.items():
        name = "C3" if quantity == "C" else quantity
        assert found[name] == pytest.approx(expected, rel=1e-12), quantity


NAMES = {"δ": "delta", "∂C/∂W": "dW", "∂C/∂b": "db"}


def flat(value: algorithm1.Vector | algorithm1.Matrix) -> list[float]:
    return [x for row in value for x in (row if isinstance(row, list) else [row])]


def grads(nodes: list[Value]) -> list[float]:
    return [node.grad for node in nodes]


def test_the_single_units_of_lessons_13_and_14_are_cut_out_of_the_network() -> None:
    output = run(LESSONS[13].graphs["out"].graph)
    assert output.gradients["z3_1"] == pytest.approx(HAND["delta3"][0], abs=1e-5)
    hidden = run(LESSONS[14].graphs["collect"].graph)
    assert hidden.gradients["z3_1"] == pytest.approx(HAND["delta3"][0], abs=1e-5)
    assert hidden.gradients["z3_2"] == pytest.approx(HAND["delta3"][1], abs=1e-5)
    assert hidden.gradients["z2_1"] == pytest.approx(HAND["delta2"][0], abs=1e-5)


def test_the_hadamard_product_of_the_note() -> None:
    """Remark 5: (1, 2) ⊙ (3, 4) = (3, 8), as lesson 15 draws it and asks about it."""
    graph = LESSONS[15].graphs["hadamard"]
    assert algorithm1.hadamard((1.0, 2.0), (3.0, 4.0)) == [3, 8]
    values = run(graph.graph).values
    assert (values["u_1"], values["u_2"], values["v_1"], values["v_2"]) == (1, 2, 3, 4)
    assert (values["p_1"], values["p_2"]) == (3, 8)
    drill = next(
        one
        for page in LESSONS[15].pages
        for one in page.activities
        if isinstance(one, Quiz) and one.id == "hadamard-drill"
    )
    question = quizzes.make(drill, graph, 0)
    assert quizzes.mark(question, ("3", "8")).correct
    assert not quizzes.mark(question, ("11", "11")).correct


def test_the_step_of_lesson_16_makes_the_cost_fall_as_it_predicts() -> None:
    """C = 0.405, predicted 0.3314, seen 0.3322: within a percent of each other."""
    lesson = LESSONS[16]
    activities = [one for page in lesson.pages for one in page.activities]
    quiz = next(one for one in activities if one.id == "predict-the-fall")
    steps = next(one for one in activities if isinstance(one, Steps) and one.kind == "train")
    assert isinstance(quiz, Quiz)
    assert isinstance(steps.plan, Training)
    (predicted,) = quizzes.solution(quizzes.make(quiz, lesson.graphs["net"], 0))
    rate = 0.5
    squares = sum(x * x for q in ("dW2", "db2", "dW3", "db3") for x in HAND[q])
    assert float(predicted) == pytest.approx(HAND["C"][0] - rate * squares)
    story = history(run(lesson.graphs["net"].graph), steps.plan)
    assert steps.plan.rate == rate
    assert story.updates[0].loss == pytest.approx(HAND["C"][0])
    assert story.updates[1].loss == pytest.approx(float(predicted), rel=0.005)
    assert story.updates[1].loss < HAND["C"][0]
