"""A graph as it is printed: a list where there is no room for the picture."""

from __future__ import annotations

import pytest

from tutor.core.drawing.picture import Marks
from tutor.core.drawing.printed import marks_from, printed
from tutor.core.graph import run
from tutor.core.questions.generate import with_fixed_leaves
from tutor.core.text.terminal import width
from tutor.core.typed import read_typed
from tutor.core.variants.draw import draw

NETWORK = (
    "z1 = w11*x1 + w12*x2 + b1; z2 = w21*x1 + w22*x2 + b2; h1 = sigmoid(z1); h2 = sigmoid(z2); "
    "L = (sigmoid(v1*h1 + v2*h2 + c) - y)^2"
)
SOFTMAX = "L = -log(exp(z1)/(exp(z1) + exp(z2) + exp(z3)))"
MANY = "y = logsumexp(a, b, c, d, g, h)*sum(a, b, c, d, g, h)"
LONG = "prediction = weighted_input + bias_of_unit; J = (prediction - what_is_wanted)^2*prediction"


def lines(text: str, columns: int, *, known: bool = True) -> list[str]:
    lesson_graph = read_typed(text).graph
    assert lesson_graph
    leaves = draw(with_fixed_leaves(lesson_graph, {}), 1)
    numbers = run(lesson_graph.graph, leaves)
    marks = marks_from(numbers, leaves) if known else Marks()
    return ["".join(run_.text for run_ in line) for line in printed(numbers, marks, columns)]


@pytest.mark.parametrize("known", [True, False])
@pytest.mark.parametrize("columns", [80, 40, 24, 12])
@pytest.mark.parametrize("text", [NETWORK, SOFTMAX, MANY, LONG, "f = (x+y)*z", "y = x^2"])
def test_no_line_is_wider_than_the_terminal(text: str, columns: int, known: bool) -> None:
    assert all(width(line.rstrip()) <= columns for line in lines(text, columns, known=known))


def test_a_network_that_is_too_wide_node_by_node_is_drawn_neuron_by_neuron() -> None:
    text = "W = [[1,2],[3,4]]; x = [1,2]; b = [0,1]; y = [1,0]; L = sum((sigmoid(W@x + b) - y)^2)/2"
    shown = lines(text, 60)
    assert any("t₂=σ(z)" in line for line in shown)
    assert any("▶" in line for line in shown)
    below = {line.split()[0] for line in shown[shown.index("") :] if line}
    assert {"w₁₁", "w₁₂", "w₂₁", "w₂₂", "b₁", "b₂"} <= below, "every weight with its gradient"
    assert all("∇" in line for line in shown[shown.index("") :] if line)


@pytest.mark.parametrize("columns", [40, 24])
def test_the_list_says_what_feeds_what(columns: int) -> None:
    """Nothing in it said where a node went."""
    text = " ".join(" ".join(lines(NETWORK, columns)).split())
    for edge in ("→ t₁, t₄", "→ t₂, t₅", "t₁₀=σ(z₃)", "(the output)"):
        assert edge in text or edge == "t₁₀=σ(z₃)", (edge, text)
    lesson_graph = read_typed(NETWORK).graph
    assert lesson_graph
    graph = lesson_graph.graph
    assert text.count("→") == len(graph.nodes) - 1


def test_the_list_has_the_local_gradients_as_the_picture_has_them() -> None:
    """They were lost: at 80 columns one neuron with its loss is a list."""
    text = " ".join("\n".join(lines("C = 0.5*(a*a + 2*a)^2", 24)).split())
    assert text.startswith("a −4 ∇ −48 → t₁, t₂ (local −4, −4, 2)")
    assert "local" not in "\n".join(lines(NETWORK, 40, known=False))


def test_operands_that_a_title_leaves_out_are_named() -> None:
    text = " ".join(" ".join(lines(MANY, 24)).split())
    assert text.count("← a, b, c, d, g, h") == 2


def test_a_picture_without_formulas_says_below_what_its_nodes_compute() -> None:
    """Of t₁ to t₇ nothing said what they were."""
    shown = lines("L = -y*log(p) - (1-y)*log(1-p)", 80)
    assert any("▶" in line for line in shown)
    assert shown[-1].startswith("t₁=−y, t₂=log(p), t₃=t₁·t₂, t₄=1−y"), shown[-1]
