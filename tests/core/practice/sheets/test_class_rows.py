"""The class file to fill in has the graphs of the questions and the values of the sheets."""

from __future__ import annotations

import csv
import io

import pytest

from tests.core.graphs import LINREG
from tests.core.random_graphs import random_graph
from tests.samples import sampled
from tutor.commands.common import all_lessons
from tutor.core.graph import Graph, run
from tutor.core.lesson import LessonGraph
from tutor.core.practice import graph_items
from tutor.core.practice.sheets import (
    Sheet,
    class_rows,
    different_first,
    sheet_for,
    statements_of,
)
from tutor.core.typed import read_typed


def assert_same(graph: Graph, values: dict[str, float]) -> None:
    typed = read_typed(statements_of(graph), given=values, of=graph.output)
    assert typed.graph is not None, (statements_of(graph), typed.problems)
    there, here = run(typed.graph.graph, values), run(graph, values)
    for name, gradient in here.gradients.items():
        assert there.gradients[name] == pytest.approx(gradient, rel=1e-12, abs=1e-12)


@pytest.mark.parametrize("seed", sampled(range(1, 60), range(1, 4)))
def test_any_graph_is_typed_so_that_it_is_read_again(seed: int) -> None:
    graph = random_graph(seed)
    assert_same(graph, {leaf.name: leaf.default or 0.5 for leaf in graph.leaves})


@pytest.mark.slow
def test_the_graph_of_every_lesson_is_typed_so_that_it_is_read_again() -> None:
    for lesson in all_lessons():
        for lesson_graph in lesson.graphs.values():
            graph = lesson_graph.graph
            if all(leaf.default is not None for leaf in graph.leaves):
                assert_same(graph, {leaf.name: leaf.default or 0.0 for leaf in graph.leaves})


def test_only_questions_for_one_derivative_have_a_row_and_keep_the_numbers_of_the_sheet() -> None:
    items = graph_items(LessonGraph(LINREG), 12, 3)
    text, missing = class_rows([sheet_for(items, name, 1) for name in ("Ann", "=Ben()")])
    rows = list(csv.DictReader(io.StringIO(text)))
    asked = [n for n, item in enumerate(items, 1) if item.question.derivative]
    assert [int(row["question"]) for row in rows] == asked * 2
    assert missing == len(items) - len(asked)
    assert {row["student"] for row in rows} == {"Ann", "'=Ben()"}, "no cell is run"


def test_what_differs_in_more_than_its_values_comes_first() -> None:
    items = graph_items(LessonGraph(LINREG), 12, 3, ("numeric",))
    chosen = different_first(items, 5)
    assert len({item.question.derivative for item in chosen}) == 5
    assert len(different_first(items, 12)) == 12
    assert Sheet("", chosen).items == chosen
