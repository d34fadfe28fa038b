"""The note's own numbers, as the lesson files of its first section compute them."""

from __future__ import annotations

from math import exp

import pytest

from tests.core.lessons import lesson
from tutor.core import questions as quizzes
from tutor.core.graph import run
from tutor.core.lesson import Lesson, Quiz

LINREG = run(lesson("05").graphs["linreg"].graph)
SUMS = run(lesson("07").graphs["sums"].graph)


def quiz_of(found: Lesson, id_: str) -> Quiz:
    return next(
        one
        for page in found.pages
        for one in page.activities
        if isinstance(one, Quiz) and one.id == id_
    )


def right(name: str, id_: str, *answer: str) -> bool:
    """Whether the question with the author's own values takes this answer."""
    found = lesson(name)
    quiz = quiz_of(found, id_)
    return quizzes.mark(quizzes.make(quiz, found.graphs.get(quiz.graph), 0), answer).correct


def test_example_5_forwards() -> None:
    assert LINREG.values == {
        "w": 5, "x": 1, "b": 1, "y": 2, "u": 5, "yhat": 6, "e": 4, "J": 16
    }  # fmt: skip


def test_example_6_backwards() -> None:
    assert LINREG.gradients == {
        "J": 1, "e": 8, "yhat": 8, "u": 8, "w": 8, "b": 8, "x": 40, "y": -8
    }  # fmt: skip


def test_example_6_factor_by_factor() -> None:
    """∂J/∂J · 2e = 1 · 8, then 8 · 1 for ŷ (B = 1) and for u, then 8 · x = 8 for w."""
    sent = {(m.edge.target, m.edge.source): (m.backpropagated, m.local) for m in LINREG.messages}
    assert sent["J", "e"] == (1, 8)
    assert sent["e", "yhat"] == (8, 1)
    assert sent["yhat", "u"] == (8, 1)
    assert sent["yhat", "b"] == (8, 1)
    assert sent["u", "w"] == (8, 1)


def test_lesson_3_builds_the_graph_that_lesson_5_runs() -> None:
    assert lesson("03").graphs["linreg"].graph.nodes == lesson("05").graphs["linreg"].graph.nodes


def test_example_7_seven_and_two_make_nine() -> None:
    to_b = {m.edge.target: m.product for m in SUMS.messages if m.edge.source == "b"}
    assert to_b == {"x": 7, "y": 2}
    assert SUMS.gradients["b"] == 7 + 2 == 9
    assert SUMS.values == {"a": -1, "b": 3, "c": 4, "x": 2, "y": 7, "f": 14}
    assert SUMS.gradients == {"f": 1, "x": 7, "y": 2, "a": 7, "b": 9, "c": 2}


@pytest.mark.parametrize("name", ["01", "02"])
def test_examples_1_and_2_the_closed_formulas(name: str) -> None:
    """∂C/∂w = (σ(wx + b) − y) σ′(wx + b) x, and the same without x for b."""
    numbers = run(lesson(name).graphs["neuron"].graph)
    w, x, b, y = (numbers.values[leaf] for leaf in "wxby")
    s = 1 / (1 + exp(-(w * x + b)))
    common = (s - y) * s * (1 - s)
    assert numbers.values["C"] == pytest.approx((s - y) ** 2 / 2)
    assert numbers.gradients["b"] == pytest.approx(common)
    assert numbers.gradients["w"] == pytest.approx(common * x)


def test_example_3_is_the_sigmoid_of_the_dot_product() -> None:
    numbers = run(lesson("03").graphs["neuron"].graph)
    w, x, b = (numbers.values[leaf] for leaf in "wxb")
    assert numbers.values["y"] == pytest.approx(1 / (1 + exp(-(w * x + b))))


def test_theorem_2_on_the_fork() -> None:
    numbers = run(lesson("04").graphs["fork"].graph)
    assert numbers.gradients["x"] == 7 * 3 + 6 * 1 == 27


def from_scratch(n: int) -> int:
    """Multiplications for n + 1 derivatives, each with z, σ′ and their product of its own."""
    return (n + 1) * (n + 1 + 1) + n


def each_once(n: int) -> int:
    return n + 1 + 1 + n


def test_the_multiplications_of_lessons_1_and_2() -> None:
    assert [from_scratch(n) for n in (1, 2, 100, 1000)] == [7, 14, 10_402, 1_004_002]
    assert [each_once(n) for n in (1, 2, 100, 1000)] == [4, 6, 202, 2_002]
    assert right("01", "two-weights", "14")
    assert right("02", "thousand-weights", "2002")
    for name, counts in (("01", ("10,402", "202", "14")), ("02", ("10,402", "202", "1,004,002"))):
        text = page_text(lesson(name))
        assert all(count in text for count in counts)


def page_text(found: Lesson) -> str:
    blocks = [block for page in found.pages for block in page.blocks]
    spans = [span for block in blocks for span in getattr(block, "spans", ())]
    spans += [span for one in blocks if isinstance(one, Quiz) for span in one.solution]
    return "\n".join(span.text for span in spans)


def test_the_ladder_has_two_n_edges_and_two_to_the_n_routes() -> None:
    """Every local gradient is 1, so the gradient counts the routes."""
    numbers = run(lesson("02").graphs["ladder"].graph)
    steps = len(numbers.graph.computed)
    assert len(numbers.graph.edges) == 2 * steps
    assert numbers.gradients["x"] == 2**steps
    assert right("02", "routes-of-three", str(2**steps))


def test_behind_the_curtain_are_the_messages_that_came_by_mail() -> None:
    """Lesson 8: two different graphs send z the same messages, so z sends on the same."""
    graphs = lesson("08").graphs
    mail, curtain = (run(graphs[name].graph) for name in ("mail", "curtain"))
    for numbers in (mail, curtain):
        arrived = [m.product for m in numbers.messages if m.edge.source == "z"]
        assert sorted(arrived) == [-2, 4, 5]
        assert [numbers.gradients[leaf] for leaf in ("w", "h", "b")] == [21, 14, 7]
    assert right("08", "send-three", "21", "14", "7")
