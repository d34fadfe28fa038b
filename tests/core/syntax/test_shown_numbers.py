"""Numbers are shown as exactly as their author says, in sentences and in tables."""

from __future__ import annotations

import pytest

from tutor import starters
from tutor.core.checking import check, render
from tutor.core.reader import read
from tutor.core.text import with_decimals, with_figures
from tutor.plain.text import prose_lines

TABLE = """\
| quantity | value |
|----------|------:|
| $C$ | {= C, 2 decimals } |
| *area* | {= area / 7, 3 figures } |
"""


@pytest.mark.parametrize(
    ("x", "decimals", "figures"),
    [
        (0.5, "0.50", "0.500"), (-0.001, "0.00", "−0.00100"), (12345.678, "12345.68", "12346"),
        (-2.946, "−2.95", "−2.95"), (0, "0.00", "0.00"), (1e300, "1e300", "1e300"),
        (0.00000123, "0.00", "1.23e−6"), (float("inf"), "∞", "∞"), (9.999, "10.00", "10.0"),
    ],
)  # fmt: skip
def test_numbers_have_the_digits_that_were_asked_for(x: float, decimals: str, figures: str) -> None:
    assert with_decimals(x, 2) == decimals
    assert with_figures(x, 3) == figures


def test_a_table_shows_numbers_of_the_graph_and_is_rendered_as_a_table() -> None:
    text = starters.lesson().replace("The area is", f"{TABLE}\nThe area is")
    assert check(text.encode(), "90-area.md") == ()
    lesson, _ = read(text.encode(), "90-area.md")
    assert lesson is not None
    assert "| C | 24.00 |\n| *area* | 1.71 |" in render(lesson)


def test_plain_mode_has_the_table_in_columns() -> None:
    text = starters.lesson().replace("The area is", "| a | b |\n|---|--:|\n| x | 10 |\n\nThe area")
    lesson, problems = read(text.encode(), "90-area.md")
    assert lesson is not None, problems
    tables = [one for page in lesson.pages for one in page.blocks if getattr(one, "rows", ())]
    (table,) = tables
    assert list(prose_lines(table)) == [  # type: ignore[arg-type]
        "    a    b", "    -   --", "    x   10",
    ]  # fmt: skip


def test_a_question_that_rounds_its_answer_away_is_told() -> None:
    text = starters.lesson().replace("With l = {= l }", "With l = {= l / 7, 1 decimal }")
    found = [one.message for one in check(text.encode(), "90-area.md")]
    assert any("is shown as 0.6, and is 0.5714" in one for one in found), found


def test_one_line_varies_several_leaves() -> None:
    text = starters.lesson().replace("vary l in 2..9\nvary w in 2..9", "vary l, w in 2..9")
    lesson, problems = read(text.encode(), "90-area.md")
    assert lesson is not None, problems
    assert [(one.name, len(one.choices)) for one in lesson.graphs["field"].vary] == [
        ("l", 8), ("w", 8),
    ]  # fmt: skip
