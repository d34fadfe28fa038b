"""The wrong rules of section 2 give the numbers that their equations say, on the 2-2-2 network."""

from __future__ import annotations

import math
from itertools import combinations

import pytest

from tests.core.graphs import graph
from tests.core.networks import REFERENCE, perceptron, renamed
from tutor.core.graph import Graph, layers_of, run, tape_of
from tutor.core.misconceptions import TrainingContext, diagnose, wrong_numbers

W2, W3 = [[0.5, -0.25], [0.75, 0.5]], [[1.0, -2.0], [0.5, 1.5]]
Z2, A2, A3 = (0.1, 0.75), (0.52498, 0.67918), (0.41742, 0.68595)
D3, D2 = (-0.14167, 0.14777), (-0.01690, 0.11004)
X, Y = (1.0, 2.0), (1.0, 0.0)
PASS = run(REFERENCE)


def prime(z: float) -> float:
    a = 1 / (1 + math.exp(-z))
    return a * (1 - a)


S1 = prime(Z2[0])
BACK = [W3[0][j] * D3[0] + W3[1][j] * D3[1] for j in (0, 1)]


def test_the_network_is_that_of_the_curriculum() -> None:
    assert [PASS.gradients[f"z3_{j}"] for j in (1, 2)] == pytest.approx(D3, abs=1e-5)
    assert [PASS.gradients[f"z2_{j}"] for j in (1, 2)] == pytest.approx(D2, abs=1e-5)


@pytest.mark.parametrize(
    ("node", "rule", "expected"),
    [
        ("z2_1", "W_NOT_TRANSPOSED", S1 * (W3[0][0] * D3[0] + W3[0][1] * D3[1])),
        ("z2_1", "W_OF_THIS_LAYER", S1 * (W2[0][0] * D3[0] + W2[1][0] * D3[1])),
        ("z2_1", "SIGMA_PRIME_OF_NEXT_LAYER", BACK[0] * A3[0] * (1 - A3[0])),
        ("z2_1", "SIGMA_PRIME_FORGOTTEN", BACK[0]),
        ("z2_1", "SIGMA_VALUE", BACK[0] * A2[0]),
        ("z2_1", "SIGMA_PRIME_OF_A", BACK[0] * prime(A2[0])),
        ("z2_1", "ONE_SUCCESSOR_ONLY", S1 * W3[0][0] * D3[0]),
        ("z2_1", "DELTA_NOT_WEIGHTED", S1 * sum(D3)),
        ("z2_1", "OUTPUT_FORMULA_IN_HIDDEN", (A2[0] - Y[0]) * S1),
        ("z2_1", "OUTPUT_DELTA_WITHOUT_SIGMA_PRIME",
         S1 * (W3[0][0] * (A3[0] - 1) + W3[1][0] * A3[1])),
        ("z2_1", "HADAMARD_AS_DOT", BACK[0] * S1 + BACK[1] * prime(Z2[1])),
        ("z2_1", "HADAMARD_AS_OUTER", BACK[0] * prime(Z2[1])),
        ("z3_1", "Y_MINUS_A", -D3[0]),
        ("z3_1", "NO_HALF", 2 * D3[0]),
        ("z2_1", "LAYER_OFF_BY_ONE", D3[0]),
        ("w3_1_2", "A_OF_THIS_LAYER", D3[0] * A3[1]),
        ("w3_1_2", "Z_INSTEAD_OF_A", D3[0] * Z2[1]),
        ("w3_1_2", "OUTER_TRANSPOSED", D3[1] * A2[0]),
        ("w3_1_2", "INDEX_SWAP", D3[1] * A2[0]),
        ("w2_1_2", "NEXT_DELTA", D3[0] * X[1]),
        ("w3_1_2", "W_INSTEAD_OF_A", D3[0] * W3[0][1]),
        ("b3_1", "BIAS_AS_A", D3[0] * A2[0]),
        ("b3_1", "BIAS_IS_1", 1.0),
        ("x_1", "DELTA_FOR_INPUT_LAYER", (W2[0][0] * D2[0] + W2[1][0] * D2[1]) * prime(X[0])),
    ],
)  # fmt: skip
def test_the_rules_on_the_reference_network(node: str, rule: str, expected: float) -> None:
    found = wrong_numbers(PASS, node, ids=(rule,))[rule]
    assert any(math.isclose(x, expected, rel_tol=2e-3, abs_tol=1e-5) for x in found), found
    assert rule in diagnose(PASS, node, min(found, key=lambda x: abs(x - expected))).mistakes


@pytest.mark.parametrize(
    "made", [REFERENCE, perceptron(3, 2, 4, 1), perceptron(2, 3, 2, activation="linear")]
)
def test_a_network_under_other_names_has_the_same_wrong_rules(made: Graph) -> None:
    other, names = renamed(made)
    pass_, again = run(made), run(other)
    found = {node.name: wrong_numbers(pass_, node.name) for node in made.nodes}
    assert any("W_NOT_TRANSPOSED" in rules for rules in found.values())
    assert found == {name: wrong_numbers(again, names[name]) for name in found}


def test_a_part_that_is_cut_out_of_a_network_is_numbered_by_its_names() -> None:
    """z₂² alone, with a given activation before it: nothing but its name says which unit it is."""
    part = graph(
        "z2_2", w2_2_1=0.5, w2_2_2=2.0, a1_1=3.0, a1_2=-1.0, b2_2=1.0,
        z2_2=("dot", "w2_2_1", "w2_2_2", "a1_1", "a1_2", "b2_2"),
    )  # fmt: skip
    net = layers_of(tape_of(part))
    assert net is not None
    assert part.nodes[net.node["z"][2, 2]].name == "z2_2"


def test_fifteen_wrong_rules_for_delta_give_other_numbers_than_the_truth() -> None:
    rules = wrong_numbers(PASS, "z2_1")
    expected = PASS.gradients["z2_1"]
    shown = {r: n for r, ns in rules.items() for n in ns if not math.isclose(n, expected)}
    assert len(shown) >= 15
    pairs = combinations({round(n, 9) for n in shown.values()}, 2)
    assert all(abs(one - other) > 1e-6 for one, other in pairs)


def test_an_output_layers_delta_has_no_weights_to_mix_up() -> None:
    assert "W_NOT_TRANSPOSED" not in wrong_numbers(PASS, "z3_1")


def test_a_graph_without_layers_has_no_rule_about_them() -> None:
    plain = graph("y", z2=1.0, w2=2.0, y=("mul", "z2", "w2"))
    assert "W_NOT_TRANSPOSED" not in wrong_numbers(run(plain), "z2")


# --- averages and softmax ----------------------------------------------------------------------

MEAN = graph(
    "C", w=3.0, x1=2.0, x2=5.0, p=("mul", "w", "x1"), q=("mul", "w", "x2"),
    c1=("pow", "p", 2.0), c2=("pow", "q", 2.0), s=("add", "c1", "c2"), C=("div", "s", 2.0),
)  # fmt: skip


def test_the_rules_about_averages() -> None:
    pass_ = run(MEAN)
    right = pass_.gradients["w"]
    assert wrong_numbers(pass_, "w")["SUM_NOT_MEAN"] == {2 * right}
    assert wrong_numbers(pass_, "w")["DIVIDED_TWICE"] == {right / 2}
    assert "DIVIDED_BY_N_NOT_S" not in wrong_numbers(pass_, "w")
    found = diagnose(pass_, "w", right * 2 / 10, background=TrainingContext(examples=10))
    assert "DIVIDED_BY_N_NOT_S" in found.mistakes


SOFTMAX = graph(
    "C", z1=0.5, z2=-0.3, u=("exp", "z1"), v=("exp", "z2"), s=("add", "u", "v"),
    p1=("div", "u", "s"), p2=("div", "v", "s"), h1=("pow", "p1", 2.0), h2=("pow", "p2", 3.0),
    C=("add", "h1", "h2"),
)  # fmt: skip


def test_the_rules_about_softmax() -> None:
    pass_ = run(SOFTMAX)
    p = pass_.values["p1"]
    found = wrong_numbers(pass_, "z1")
    assert list(found["SOFTMAX_JACOBIAN_DIAGONAL"]) == pytest.approx([2 * p * p * (1 - p)])
    again = pass_.gradients["z1"] * p * (1 - p)
    assert list(found["CE_PLUS_SIGMA_PRIME"]) == pytest.approx([again])


def test_an_input_is_said_to_have_a_gradient_and_a_gradient_is_no_new_value() -> None:
    from tests.core.graphs import LINREG

    pass_ = run(LINREG, {"w": 5.0, "x": 3.0, "b": -4.0, "y": 7.0})
    assert diagnose(pass_, "x", 0.0).mistakes[0] == "INPUTS_HAVE_NO_GRADIENT"
    assert "INPUTS_HAVE_NO_GRADIENT" not in diagnose(pass_, "w", 0.0).mistakes
    assert "GRADIENT_IS_NEW_VALUE" in diagnose(pass_, "w", 5 - 24.0).mistakes
