"""Algorithm 1 written line by line: any usual spelling runs, others are told why not."""

from __future__ import annotations

import pytest

from tests.core.networks import perceptron
from tutor.core import questions as quizzes
from tutor.core.activities.algorithm import KIND
from tutor.core.activities.kind import Work
from tutor.core.activities.matrices import LayeredNetwork, quantities
from tutor.core.activities.written_lines import typed_line
from tutor.core.graph import run
from tutor.core.lesson import AskAt, Plan, Steps
from tutor.core.questions.model import Question, Verdict

DEEP = run(perceptron(2, 3, 2, 1))
RUNS = quantities(4)


def steps(*asked: str) -> Steps[Plan]:
    return Steps("algorithm", "net", "predict", (AskAt(asked, ("line",)),), "run", Plan())


def asked(quantity: str) -> Question:
    question = KIND.question(steps(quantity), DEEP, Work(step=RUNS.index(quantity)))
    assert question is not None
    return question


def verdict(quantity: str, line: str) -> Verdict:
    return quizzes.mark(asked(quantity), (line,))


@pytest.mark.parametrize(
    ("quantity", "line"),
    [
        ("delta3", "delta3 = (W4^T delta4) * s'(z3)"),
        ("delta3", "δ³ = (W⁴)ᵀ δ⁴ ⊙ σ′(z³)"),
        ("delta3", "sigma'(z3) * (W4.T @ delta4)"),
        ("delta2", "s'(z2) * W3^T delta3"),
        ("delta2", "W3ᵀδ3 ⊙ s'(z2)"),
        ("delta4", "(a4 - y) * s'(z4)"),
        ("delta4", "nabla C ⊙ σ'(z4)"),
        ("dW3", "dW3 = delta3 a2^T"),
        ("dW3", "∂C/∂W³ = δ³ (a²)ᵀ"),
        ("db2", "delta2"),
        ("z2", "z2 = W2*a1 + b2"),
        ("z2", "W² x + b²"),
        ("a3", "a3 = sigmoid(z3)"),
    ],
)
def test_a_line_may_be_spelt_as_people_spell_it(quantity: str, line: str) -> None:
    assert verdict(quantity, line).correct, verdict(quantity, line)


@pytest.mark.parametrize(
    ("quantity", "line", "told"),
    [
        ("delta2", "(W3 delta3) * s'(z2)", "W³ is 2 × 3, δ³ is 2 × 1"),
        ("delta2", "(W3^T delta3) * s'(z3)", "equal shapes"),
        ("dW3", "a2 delta3^T", "That gives a 3 × 2 matrix, and ∂C/∂W³ is a 2 × 3 matrix."),
        ("delta3", "W4^T delta4", "What lies between z₁³ and that activation?"),
    ],
)
def test_a_wrong_line_is_run_and_told_what_it_gives(quantity: str, line: str, told: str) -> None:
    found = verdict(quantity, line)
    assert not found.correct
    assert not found.unreadable
    assert told in " ".join(found.feedback)


@pytest.mark.parametrize(
    ("quantity", "line", "told"),
    [
        ("delta3", "delta2 = W4^T delta4", "This line is to give delta3"),
        ("delta3", "(W4^T delta4 * s'(z3)", "not closed"),
        ("delta3", "W9 delta4", "There is no ‘W9’ here"),
        ("delta3", "delta2", "δ² is not there yet"),
        ("delta3", "", "Write what delta3 is computed from."),
        ("delta3", "s'(W4)", "weighted inputs"),
        ("delta3", "§", "cannot be read"),
        ("delta3", "W4^T *", "breaks off"),
    ],
)
def test_a_line_that_cannot_run_counts_as_no_try(quantity: str, line: str, told: str) -> None:
    assert told in verdict(quantity, line).unreadable


def test_the_only_unit_of_a_layer_is_a_column_and_not_a_mere_number() -> None:
    network = run(perceptron(1, 2, 2, 1))
    written = KIND.question(steps("z2"), network, Work(step=quantities(4).index("z2")))
    assert written is not None
    turned = quizzes.mark(written, ("z2 = a1 W2 + b2",))
    assert not turned.correct, "a column of 1 times a matrix of 2 × 1"
    assert "W² is 2 × 1" in " ".join(turned.feedback)
    for line in ("z2 = W2 a1 + b2", "z2 = 1 W2 a1 + b2"):
        assert quizzes.mark(written, (line,)).correct, line


def test_every_line_of_the_algorithm_can_be_written_and_its_solution_is_right() -> None:
    network = LayeredNetwork(DEEP)
    for quantity in RUNS[1:]:
        if quantity != "C":
            assert verdict(quantity, typed_line(network, quantity)).correct, quantity


def test_the_program_is_blank_where_the_learner_writes_it_and_then_runs_it_again() -> None:
    asking = steps("delta3")
    before = KIND.show(asking, DEEP, Work(step=RUNS.index("delta3")), False)
    after = KIND.show(asking, DEEP, Work(step=RUNS.index("delta2")), False)
    assert any(line.endswith("δˡ = …") for line in before.board)
    assert not any("ᵀ δ" in text for text in (*before.board, *before.broad, *before.said))
    assert any("δˡ = ((Wˡ⁺¹)ᵀ δˡ⁺¹) ⊙ σ′(zˡ)" in line for line in after.board)
