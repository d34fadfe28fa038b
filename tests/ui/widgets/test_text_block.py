"""Text on the screen is set as people set it: hanging list items, unbroken formulas, whole rows."""

from __future__ import annotations

from pathlib import Path

from textual.content import Content
from textual.selection import SELECT_ALL

from tests.core.lessons import lesson
from tests.ui.harness import NARROW, WIDE, tutor
from tutor.core.lesson import Lesson, Prose, Span
from tutor.core.reader import read
from tutor.core.typesetting import FormulaLine, display, inline
from tutor.ui.content import hanging_paragraph, prose_block, styled_spans
from tutor.ui.widgets.text_block import FixedLines, Paragraph, TextBlock, TextView

PAGE = """\
---
format: bptutor-lesson 1
id: hanging_paragraph
title: Hanging
skills: read-graph
minutes: 5
licence: CC-BY-4.0
---

# Hanging

## One

- A list item that is so long that it needs another line on every screen that is at most a hundred
  and twenty cells wide.

$$
\\frac{\\partial C}{\\partial w} = \\frac{\\partial C}{\\partial z} \\cdot a, \\qquad
\\frac{\\partial C}{\\partial b} = \\frac{\\partial C}{\\partial z}
$$

```quiz choice hanging_paragraph
skill: read-graph
ask: Which of these options takes up more than one line?
- [ ] A short one :: No.
- [x] The one that is so long that it needs another line on every screen that is at most a hundred and twenty cells wide
hint: Look.
hint: Look again.
hint: The second one.
solution: The second one.
```
"""  # noqa: E501  # an option is one line of the file


def page() -> Lesson:
    """The lesson above."""
    found, problems = read(PAGE.encode(), "hanging_paragraph.md")
    assert found is not None, problems
    return found


def places(text: str, *words: str) -> list[int]:
    """The columns at which words of the screen begin."""
    return [line.index(word) for word in words for line in text.splitlines() if word in line]


async def test_the_second_line_of_a_list_item_or_an_option_stands_below_its_text(
    tmp_path: Path,
) -> None:
    shown = page()
    for size in (WIDE, NARROW):
        async with tutor(tmp_path, size, shown, (shown,)) as screen:
            text = screen.text
            item, option = places(text, "A list item", "The one that is")
            lines = text.splitlines()
            for column, word in ((item, "A list item"), (option, "The one that is")):
                after = lines[next(i for i, line in enumerate(lines) if word in line) + 1]
                assert after[column - 2 : column] == "  "
                assert after[column] not in " │"


async def test_what_is_marked_with_the_mouse_is_copied_as_it_is_folded(tmp_path: Path) -> None:
    shown = page()
    async with tutor(tmp_path, NARROW, shown, (shown,)) as screen:
        prose = screen.app.screen.query_one("#prose", TextView)
        copied = prose.get_selection(SELECT_ALL)
        assert copied is not None
        assert "on every screen that\n  is at most" in copied[0]


def test_a_formula_too_wide_for_its_panel_keeps_its_fractions_whole() -> None:
    latex = (
        r"\frac{\partial C}{\partial w} = \delta \cdot a, \qquad \frac{\partial C}{\partial b} = 1"
    )
    rows = display(latex)
    wide = max(len(row.text) for row in rows)
    lines = TextBlock([FixedLines(rows, "", latex)]).wrap(wide - 1).plain.split("\n")
    assert len(lines) == 2 * len(rows)
    assert lines[1].strip() == "── = δ · a,"
    assert lines[4].strip() == "── = 1"


def test_a_long_label_leaves_room_for_what_stands_beside_it() -> None:
    line = hanging_paragraph("a label of more than half ", Content("one two three four five six"))
    assert all(len(part) <= 34 for part in line.wrap(34))
    assert line.wrap(34)[1].plain.startswith("   ")
    assert not line.wrap(34)[1].plain.startswith("    ")


def bold(content: Content) -> list[str]:
    """What is bold in a text."""
    return [content.plain[s.start : s.end] for s in content.spans if "bold" in str(s.style)]


def test_a_fold_and_a_broken_formula_keep_their_bold_letters() -> None:
    text, letters = inline(r"\mathbf{W} c \mathbf{a}")
    words = styled_spans([Span("one two three "), Span(text, "formula", bold=letters)])
    assert bold(Paragraph(words).wrap(8)[-1]) == ["W", "a"]
    latex = r"\mathbf{a} = \mathbf{b} + c, \qquad \mathbf{x} = \mathbf{y} + d"
    shown = TextBlock([FixedLines(display(latex), "", latex)])
    assert bold(shown.wrap(40)) == bold(shown.wrap(12)) == ["a", "b", "x", "y"]


def test_prose_of_a_lesson_has_bold_letters() -> None:
    blocks = [block for block in lesson("10").pages[6].blocks if isinstance(block, Prose)]
    assert "W" in bold(prose_block(blocks).wrap(60))


def test_a_line_of_code_that_does_not_fit_is_broken_further_in() -> None:
    """Its rest began at the edge of the panel, like a line of its own."""
    rows = ("for u in inputs:", "    u.grad += v.grad * local_gradient")
    lines = FixedLines(tuple(FormulaLine(row) for row in rows), "")
    assert [line.plain for line in lines.wrap(26)] == [
        "for u in inputs:",
        "    u.grad += v.grad *",
        "       local_gradient",
    ]
    assert [line.plain for line in lines.wrap(60)] == [f"   {row}" for row in rows]
