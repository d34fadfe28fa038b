"""Sums over the entries of lists: the n of a mean, norms that are squared, terms that repeat."""

from __future__ import annotations

import pytest

from tutor.core.graph import run
from tutor.graph_arguments import SourceError, read_given

Y, P = "y=[1, 2]", "p=[0.5, 0.25]"
BCE = r"J(\theta) = \frac{1}{m} \sum_{i=1}^{m} [-y_i \log(h(x_i)) - (1-y_i) \log(1-h(x_i))]"
HYPOTHESIS = r"h(x) = \frac{1}{1 + e^{-\theta^T x}}"


def value_of(text: str, *given: str) -> float:
    typed, values = read_given(text, given)
    assert typed.graph
    found = run(typed.graph.graph, values).values[typed.graph.graph.output]
    assert found is not None
    return found


@pytest.mark.parametrize(
    ("text", "value"),
    [
        ("MSE = (1/n) Σ (yᵢ − pᵢ)²", 1.65625),
        (r"J = \frac{1}{2m} \sum_i (p_i - y_i)^2", 0.828125),
        (r"L = \frac{\sum_i y_i}{N}", 1.5),
        (r"\frac{1}{N}\left[\sum_i y_i\right]", 1.5),
        ("s = 1/n * np.sum((y - p)**2)", 1.65625),
    ],
)
def test_the_n_of_a_mean_is_the_number_of_its_terms(text: str, value: float) -> None:
    assert value_of(text, Y, P) == pytest.approx(value)


def test_a_number_that_is_given_for_n_is_taken() -> None:
    assert value_of("MSE = (1/n) Σ (yᵢ − pᵢ)²", Y, P, "n=4") == pytest.approx(3.3125 / 4)


@pytest.mark.parametrize(
    "text",
    [r"\frac{1}{N-1} \sum_i y_i", r"K^{1/N} \sum_i y_i", r"N \sum_i y_i / N", r"\sum_i y_i / T"],
)
def test_a_letter_that_may_be_something_else_is_asked_for(text: str) -> None:
    with pytest.raises(SourceError, match="no value for"):
        read_given(text, (Y, P))


@pytest.mark.parametrize("text", ["‖w − v‖²", "||w - v||_2^2", "np.linalg.norm(w - v)**2"])
def test_a_norm_squared_has_the_slope_0_where_it_is_0(text: str) -> None:
    typed, values = read_given(f"L = {text}", ("w=[1, 2]", "v=[1, 2]"))
    assert typed.graph
    numbers = run(typed.graph.graph, values)
    assert numbers.values["L"] == 0
    assert numbers.gradients[typed.node("w[1]")] == 0


def test_a_function_that_is_called_twice_on_one_example_is_drawn_once() -> None:
    typed, _ = read_given(
        f"{BCE}\n{HYPOTHESIS}", ("theta=[0.2, -0.4]", "x=[[1, 2], [1, -0.5]]", "y=[1, 0]")
    )
    assert typed.graph
    assert [node.op for node in typed.graph.graph.nodes].count("exp") == 2


def test_the_loss_of_many_examples_is_read_term_by_term() -> None:
    xs = [[1, k / 4] for k in range(12)]
    written = BCE.replace("h(x_i)", r"\frac{1}{1 + e^{-\theta^T x_i}}")
    given = ("theta=[0.2, -0.4]", f"x={xs}", f"y={[1, 0] * 6}", "m=12")
    assert value_of(written, *given) == pytest.approx(value_of(f"{BCE}\n{HYPOTHESIS}", *given))
