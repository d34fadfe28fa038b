"""Formulas as others wrote them, collected and worked out before the program had read them."""

from __future__ import annotations

import json
from pathlib import Path

import pytest

from tutor.core.graph import run
from tutor.core.typed import read_typed

ROWS = json.loads((Path(__file__).parent / "collected.json").read_text("utf-8"))


@pytest.mark.parametrize("row", ROWS, ids=lambda row: row["text"][:40])
def test_a_formula_of_somebody_else_has_the_value_and_the_gradient_that_it_had(row) -> None:  # type: ignore[no-untyped-def]  # a row of JSON
    typed = read_typed(row["text"], given=row["values"])
    assert typed.graph, typed.problems
    graph = typed.graph.graph
    numbers = run(graph, {typed.node(name): value for name, value in row["values"].items()})
    assert numbers.values[graph.output] == pytest.approx(row["value"], rel=1e-5, abs=1e-8)
    assert numbers.gradients[typed.node(row["wrt"])] == pytest.approx(
        row["gradient"], rel=1e-4, abs=1e-6
    )
