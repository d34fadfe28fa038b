from __future__ import annotations

from math import exp

import pytest
from hypothesis import given
from hypothesis import strategies as st

from tests.core.formulas import further, told
from tests.core.formulas.kinds import KINDS
from tests.core.formulas.vectors import READ, REFUSED, VALUES_REFUSED, Vectors
from tests.samples import sampled
from tutor.core.graph import neurons, run
from tutor.graph_arguments import SourceError, read_given
from tutor.library import SourceProblemsError


@pytest.mark.parametrize("one", [*READ, *further.ARRAYS, *told.ARRAYS], ids=lambda one: one.text)
def test_a_formula_of_vectors_has_the_value_and_the_gradients_of_its_entries(one: Vectors) -> None:
    typed, values = read_given(one.text, one.given)
    assert typed.graph
    numbers = run(typed.graph.graph, values)
    assert numbers.values[numbers.graph.output] == pytest.approx(one.value)
    for name, gradient in one.gradients:
        assert numbers.gradients[typed.node(name)] == pytest.approx(gradient), name


@pytest.mark.parametrize("one", sampled(KINDS, KINDS[::4]), ids=lambda one: one.text)
def test_every_kind_of_formula_that_others_write_is_read(one: Vectors) -> None:
    typed, values = read_given(one.text, one.given)
    assert typed.graph
    numbers = run(typed.graph.graph, values)
    assert numbers.values[numbers.graph.output] == pytest.approx(one.value, rel=1e-9)


@pytest.mark.parametrize(
    ("text", "given", "name", "gradient"),
    [
        (r"P(k) = \frac{λ^k e^{-λ}}{k!}", ("λ=2", "k=3"), "λ", 2 * exp(-2) / 3),
        ("y = min_w*x", ("min_w=2", "x=3"), "x", 2.0),
        ("max_x = w*x; y = max_x*2", ("w=2", "x=3"), "x", 4.0),
        ("z = w_1 x_1 + … + w_n x_n", ("w=[2, 5]", "x=[3, 4]"), "x2", 5.0),
        ("L = det(A)*c", ("A=[[1, 2], [3, 4]]", "c=2"), "A[0][1]", -6.0),
        ("L = F.mse_loss(a, y, reduction='none').sum()", ("a=[1, 2]", "y=[3, 5]"), "a2", -6.0),
        (r"f = \langle x, w \rangle", ("x=[1, 2]", "w=[3, 4]"), "x2", 4.0),
        (r"\min_w (w - 1)^2", ("w=4",), "w", 6.0),
        (r"f = b^T A^{-1} b", ("A=[[2, 0], [0, 4]]", "b=[1, 2]"), "b2", 1.0),
    ],
)
def test_the_kinds_have_their_gradients(
    text: str, given: tuple[str, ...], name: str, gradient: float
) -> None:
    typed, values = read_given(text, given)
    assert typed.graph
    assert run(typed.graph.graph, values).gradients[typed.node(name)] == pytest.approx(gradient)


@pytest.mark.parametrize(("text", "values", "said"), REFUSED, ids=lambda one: str(one))
def test_shapes_that_do_not_fit_are_refused_with_both_of_them(
    text: str, values: tuple[str, ...], said: tuple[str, ...]
) -> None:
    with pytest.raises(SourceProblemsError) as caught:
        read_given(text, values)
    message = " ".join(f"{one.message} {one.help}" for one in caught.value.problems)
    for part in said:
        assert part in message


@pytest.mark.parametrize(("one", "other", "said"), VALUES_REFUSED)
def test_what_is_wrong_with_a_value_is_said_of_the_value(one: str, other: str, said: str) -> None:
    with pytest.raises((SourceError, SourceProblemsError)) as caught:
        read_given("L = sum(x)*w", (one, other))
    problems = getattr(caught.value, "problems", ())
    assert said in " ".join([str(caught.value), *(one.message for one in problems)])


def test_what_was_read_does_not_repeat_the_numbers_of_the_lists() -> None:
    typed, _ = read_given("L = sum((a - y)^2); a = [1, 2]; y = [3, 4]", ())
    assert typed.read_as == "L = (a₁ − y₁)² + (a₂ − y₂)²"


@pytest.mark.parametrize(
    ("text", "given", "value"),
    [
        ("w = 2; y = w*w", "w=3", 9.0),
        ("w = [1, -2]; y = sum(w*w)", "w=[3, 1]", 10.0),
        ("w = np.zeros((2, 2)); y = sum(w*w)", "w=[[3, 1], [0, 1]]", 11.0),
        ("w = torch.arange(3.)\ny = torch.dot(w, w)\ny.backward()", "w=[1, 1, 2]", 6.0),
        (r"w = \begin{bmatrix} 1 & 2 \end{bmatrix}; y = \sum_i w_i", "w=[2, 2]", 4.0),
    ],
)
def test_numbers_of_the_text_give_way_to_those_beside_it_and_that_is_said(
    text: str, given: str, value: float
) -> None:
    typed, values = read_given(text, (given,))
    assert typed.graph
    numbers = run(typed.graph.graph, values)
    assert numbers.values[numbers.graph.output] == value
    assert typed.left_out[-1].endswith("other numbers are given")


@pytest.mark.parametrize(
    ("text", "given"),
    [
        ("w = 2; y = w*w", "w=2"),
        ("w = torch.tensor([-2.0]).double(); y = w*w", "w=[-2]"),
        ("w = ones(2, 2); y = sum(w)", "w=[[1, 1], [1, 1]]"),
    ],
)
def test_the_same_numbers_beside_a_text_are_no_news(text: str, given: str) -> None:
    assert not read_given(text, (given,))[0].left_out


def test_a_list_that_is_only_shown_may_have_the_entry_of_a_class_in_it() -> None:
    typed, _ = read_given("z = w*p_1\np_y + p", ("w=2", "y=2", "p=[0.2, 0.8]"))
    assert typed.read_as == "z = w·p₁"
    assert "p_y + p" in typed.left_out


def test_what_is_not_drawn_is_said() -> None:
    typed, values = read_given("p = softmax(z); L = -log(p[y])", ("z=[1, 2, 3]", "y=2"))
    assert "entries of p that nothing uses" in typed.left_out
    assert typed.notes == ("y is 2 here, and no leaf",)
    assert "y" not in values


@pytest.mark.parametrize(
    "asked",
    [
        r"L = -\sum_{i=1}^{2} y_i \log p_i",
        r"L = -\sum_{i=1}^{K} y_i \log p_i; K = 2",
        "L = -(y_1*log(p_1) + y_2*log(p_2))",
    ],
)
def test_a_formula_for_each_index_has_the_entries_that_others_ask_of_it(asked: str) -> None:
    text = rf"p_i = \frac{{e^{{z_i}}}}{{\sum_{{j=1}}^{{2}} e^{{z_j}}}}; {asked}"
    typed, _ = read_given(text, (), all_needed=False)
    assert typed.graph
    values = {"z_1": 0.0, "z_2": 1.0, "y_1": 0.0, "y_2": 1.0}
    numbers = run(typed.graph.graph, {typed.node(name): n for name, n in values.items()})
    assert numbers.gradients[typed.node("z_1")] == pytest.approx(1 / (1 + exp(1)))


def test_the_entries_are_counted_as_the_text_counts_them() -> None:
    one, _ = read_given("L = sum(x)", ("x=[5, 6]",))
    zero, _ = read_given("L = x[0]*x[1]", ("x=[5, 6]",))
    assert one.node("x[0]") == "x1"
    assert zero.node("x[0]") == "x0"


def test_layers_of_vectors_are_found_as_the_neurons_of_a_network() -> None:
    text = "h = sigmoid(W1@x + b1); a = sigmoid(W2@h + b2); L = sum((a - y)^2)"
    typed, _ = read_given(text, ("W1=[[1,2],[3,4]]", "b1=[0,1]", "W2=[[1,2],[3,4]]", "b2=[0,1]",
                                 "x=[1,2]", "y=[0,1]"))  # fmt: skip
    assert typed.graph
    assert len(neurons(typed.graph.graph)) == 4


@given(
    st.integers(1, 3).flatmap(
        lambda n: st.tuples(
            st.lists(st.lists(st.integers(-3, 3), min_size=n, max_size=n), min_size=1, max_size=3),
            st.lists(st.integers(-3, 3), min_size=n, max_size=n),
        )
    )
)
def test_a_matrix_times_a_vector_is_its_rows_times_the_vector(
    product: tuple[list[list[int]], list[int]],
) -> None:
    matrix, vector = product
    typed, values = read_given("L = sum(W@x)", (f"W={matrix}", f"x={vector}"))
    assert typed.graph
    numbers = run(typed.graph.graph, values)
    expected = sum(w * x for row in matrix for w, x in zip(row, vector, strict=True))
    assert numbers.values[numbers.graph.output] == pytest.approx(expected)
