"""One notation: an operation is written the same way wherever it is seen."""

from __future__ import annotations

import math
import re
from collections.abc import Iterator

import pytest
from click.testing import CliRunner

from engine import Operation, Value, add_operation
from engine.ops import TABLE
from tests.core.graphs import graph
from tutor.cli import main
from tutor.core.drawing import Marks, draw, paint, printed
from tutor.core.errors import ExpressionError
from tutor.core.expression import LeafScope, evaluate, parse
from tutor.core.graph import equation, run, said_value, short_side
from tutor.core.lesson import LessonGraph
from tutor.core.questions import generate, hints, worked
from tutor.core.session import explain
from tutor.plain.text import text_of


@pytest.fixture
def cube_root() -> Iterator[str]:
    """One row more in the table, and nothing else."""
    add_operation(
        Operation(
            "root3", "∛", 1, lambda u: math.exp(math.log(u) / 3), lambda y, _u: (1 / (3 * y * y),),
            rule="∂(∛u)/∂u = 1/(3·∛u²)", partials=("1/(3·{y}²)",), domain="u > 0",
        )
    )  # fmt: skip
    yield "root3"
    del TABLE["root3"]
    del Value.root3  # type: ignore[attr-defined]


def test_the_sign_of_an_operation_added_as_one_row_is_drawn_everywhere(cube_root: str) -> None:
    root = graph("y", x=8.0, u=(cube_root, "x"), y=("mul", "u", 3.0))
    numbers = run(root)
    marks = Marks(numbers.values, numbers.gradients, numbers.locals)
    assert "u=∛(x)" in "\n".join(paint(draw(numbers), marks))
    listed = "\n".join("".join(run_.text for run_ in line) for line in printed(numbers, marks, 12))
    assert "u=∛(x)" in listed.replace("\n", "")
    assert explain(numbers, marks, "u")[0] == "u = ∛(x) = 2"
    assert said_value(numbers, "u") == "u = ∛(x) = ∛(8) = 2"
    drawn = CliRunner().invoke(main, ["graph", "u = root3(x)", "x=8"])
    assert "u=∛(x)" in drawn.output


def test_generated_questions_and_their_hints_have_its_sign(cube_root: str) -> None:
    root = LessonGraph(graph("y", x=8.0, u=(cube_root, "x"), y=(cube_root, "u")))
    asked = generate(root, 12, 1)
    prompts = {one.quiz.kind: text_of(one.prompt) for one in asked}
    hinted = {one.quiz.kind: " ".join(map(text_of, hints(one))) for one in asked}
    solved = {one.quiz.kind: text_of(worked(one)) for one in asked}
    assert "∛(" in hinted["message"]
    whole = " ".join((*prompts.values(), *hinted.values(), *solved.values()))
    assert "root3(" not in whole


def test_a_value_that_it_has_not_is_said_with_its_sign(cube_root: str) -> None:
    with pytest.raises(ExpressionError, match=re.escape("∛(−8) has no value")):
        evaluate(parse("root3(x)"), LeafScope({"x": -8.0}))


@pytest.mark.parametrize(
    ("op", "operands", "long", "short"),
    [
        ("mul", ("w", "x"), "w · x", "w·x"),
        ("sub", ("u", -3.0), "u − (−3)", "u−(−3)"),
        ("add", ("u", -3.0), "u − 3", "u−3"),
        ("pow", ("e", 2.0), "e²", "e²"),
        ("pow", ("e", -1.0), "e⁻¹", "e⁻¹"),
        ("pow", ("e", 0.3), "e^0.3", "e^0.3"),
        ("pow", (-2.0, "n"), "(−2)^n", "(−2)^n"),
        ("neg", ("u",), "−u", "−u"),
        ("sigmoid", ("z",), "σ(z)", "σ(z)"),
        ("maximum", ("u", "v"), "max(u, v)", "max(u,v)"),
        ("sum", ("u", "v", -3.0), "u + v − 3", "Σ(u,v,−3)"),
        ("dot", ("w", "a", "b"), "w·a + b", "w·a+b"),
        ("mul", (0.5, "q"), "½ · q", "0.5·q"),
    ],
)
def test_the_picture_writes_what_sentences_write_in_fewer_cells(
    op: str, operands: tuple[str | float, ...], long: str, short: str
) -> None:
    leaves = {name: 1.0 for name in operands if isinstance(name, str)}
    made = graph("y", **leaves, y=(op, *operands))
    assert equation(made, "y") == f"y = {long}"
    assert short_side(made, "y") == short


def test_a_row_stands_before_what_was_written_out_by_that_name() -> None:
    """Found by a reader: ``cbrt(x)`` went on being x^(1/3), which has no value at −8."""
    add_operation(
        Operation(
            "cbrt", "∛", 1, math.cbrt, lambda y, _u: (1 / (3 * y * y),), rule="", partials=("1",)
        )
    )  # fmt: skip
    try:
        drawn = CliRunner().invoke(main, ["graph", "y = cbrt(x)", "x=-8"])
    finally:
        del TABLE["cbrt"]
        del Value.cbrt  # type: ignore[attr-defined]
    assert "y=∛(x)" in drawn.output
    assert "−2" in drawn.output
