"""A softmax is one box with its vector, and opens into its scalar nodes."""

from __future__ import annotations

import re

from tutor.core.drawing import DENSITIES, Marks, draw, paint
from tutor.core.drawing.picture import marks_of
from tutor.core.graph import Edge, Pass, run
from tutor.core.syntax import parse_graph

SOURCE = """\
param z = [1, 2, 0.5]
input y = [0, 1, 0]
p = softmax(z)
repeat i in 1..3: l{i} = log(p{i})
s = dot([y1, y2, y3], [l1, l2, l3])
loss L = -s
"""


def numbers() -> Pass:
    graph, problems = parse_graph(SOURCE)
    assert graph is not None, problems
    return run(graph.graph)


def lines(found: Pass, marks: Marks | None = None, **more: object) -> list[str]:
    return list(paint(draw(found, **more), marks or marks_of(found)))  # type: ignore[arg-type]


def test_a_closed_box_shows_its_vector_and_what_comes_back_to_each_score() -> None:
    text = "\n".join(lines(numbers()))
    assert "p=softmax(z)" in text
    assert "p₂ 0.6285 ∇ −1.591" in text
    for back in ("0.2312", "−0.3715", "0.1402"):  # p − y
        assert re.search(rf"{back}▶│", text), text
    assert "e₂=exp(z₂)" not in text


def test_it_opens_into_its_nodes_where_it_is_opened_or_something_within_is_asked() -> None:
    found = numbers()
    edge = Edge("z1", "p_e1", 0)
    for text in (
        lines(found, opened=("p",)), lines(found, asked=("p_sum",)), lines(found, asked=(edge,)),
    ):  # fmt: skip
        assert "e₂=exp(z₂)" in "\n".join(text)
    for asked in ("p2", "z1", Edge("p2", "l2", 0)):
        assert "e₂=exp(z₂)" not in "\n".join(lines(found, asked=(asked,)))


def test_the_last_row_of_a_closed_box_is_that_of_the_step_within() -> None:
    found = numbers()
    known = Marks(values=found.values, active=("p_e3",))
    text = "\n".join(lines(found, known))
    assert "e₃ 1.649 ∇ ?" in text
    assert "┏" in text


def test_every_density_shows_all_results_of_a_closed_box() -> None:
    found = numbers()
    for density in DENSITIES:
        picture = draw(found, density)
        text = "\n".join(paint(picture, marks_of(found)))
        for value in ("0.2312", "0.6285", "0.1402"):
            assert value in text, density.name
        assert picture.place("p_e2") == picture.place("p3") == "p1"


def test_a_vector_is_a_box_with_its_entries_which_opens_into_its_leaves() -> None:
    """Twenty nodes of attention by hand were wider and higher than any screen."""
    found = numbers()
    closed, opened = lines(found), lines(found, opened=("z", "y"))
    text = "\n".join(closed)
    assert "│ z   " in text
    assert "│ z₂ 2 ∇ −0.3715  │" in text
    assert "│ y₃ 0 ∇ 1.964  │" in text
    assert "│ z₂        │" in "\n".join(opened)
    assert len(closed) <= 2 * len(opened) / 3


def test_an_entry_alone_is_no_box_and_a_name_with_a_number_is_written_as_everywhere() -> None:
    graph, _ = parse_graph("param k1 = [2]\nparam k2 = [1, 3]\nloss L = sum(k11, k21, k22)")
    assert graph is not None
    text = "\n".join(lines(run(graph.graph)))
    assert "│ k₂  " in text
    assert "│ k₂₂ 3" in text
    assert "│ k₁₁ " in text


def test_a_box_of_single_scores_names_them_by_their_labels() -> None:
    graph, _ = parse_graph("param z1 = 1\nparam z2 = 3\np = softmax(z1, z2)\nloss L = p1 / p2")
    assert graph is not None
    assert "p=softmax(z₁, z₂)" in "\n".join(lines(run(graph.graph)))
