"""From the core's texts to Textual's ``Content``: the only way that text reaches a widget.

``Content`` never reads markup, and everything passes through ``safe`` here.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from typing import TYPE_CHECKING

from rich.text import Text
from textual.content import Content

from tutor.core.text import safe, width
from tutor.core.typesetting import FormulaLine
from tutor.ui.widgets.text_block import FixedLines, Paragraph, Table, TextBlock, with_bold

if TYPE_CHECKING:
    from tutor.core.lesson import Prose, Span
    from tutor.core.session import View

STYLES = {
    "": "",
    "strong": "bold",
    "emphasis": "italic",
    "code": "$accent-text",
    "formula": "$formula-text",
    "link": "underline",
}

MARKS = {"bullet": "• ", "quote": "▎ ", "heading": ""}


def styled(text: str, style: str = "") -> Content:
    """One text in one style."""
    return Content.styled(safe(text), style)


def exit_message(message: str) -> Text:
    """Lines for the terminal after the screen is gone; an error may quote a stranger's string."""
    return Text("\n".join(map(safe, message.split("\n"))))


def styled_spans(parts: Iterable[Span]) -> Content:
    """Spans in their styles."""
    return Content("").join(with_bold(p.shown, p.bold, STYLES[p.style]) for p in parts)


def join_lines(parts: Iterable[Content]) -> Content:
    """One part a line."""
    return Content("\n").join(parts)


def prose_block(blocks: Iterable[Prose]) -> TextBlock:
    """A page's text with an empty line between its blocks; list items stand close."""
    return TextBlock(paragraphs(blocks))


def paragraph_block(parts: Iterable[Content]) -> TextBlock:
    """One paragraph a part."""
    return TextBlock(map(Paragraph, parts))


def paragraphs(blocks: Iterable[Prose]) -> Iterator[Paragraph | FixedLines | Table]:
    """The parts of a page's text, among them the empty lines."""
    before = ""
    for block in blocks:
        close = block.kind == before and block.kind in ("bullet", "number")
        if before and not close:
            yield Paragraph(Content(""))
        yield _block(block)
        before = block.kind


def page_text(view: View) -> TextBlock:
    """A page's text with its table or program, which stands before what closes the page."""
    gap = Paragraph(Content(""))
    above = len(view.prose) - (view.below if view.board else 0)
    parts, closing = (list(paragraphs(part)) for part in (view.prose[:above], view.prose[above:]))
    if view.board:
        parts += [*([gap] if parts else ()), board_lines(view), *([gap] if closing else ())]
    return TextBlock([*parts, *closing])


def board_lines(view: View) -> FixedLines:
    """The lines of a table or a program, which keep their places."""
    rows, broad = (tuple(map(FormulaLine, lines)) for lines in (view.board, view.broad))
    return FixedLines(rows, STYLES["code"], broad=broad)


def _block(block: Prose) -> Paragraph | FixedLines | Table:
    if block.kind in ("formula", "code"):
        formula = block.kind == "formula"
        rows = tuple(FormulaLine(span.text, span.bold) for span in block.spans)
        return FixedLines(rows, STYLES["formula" if formula else "code"], latex=block.latex)
    if block.kind == "table":
        cells = tuple(tuple(map(styled_spans, row)) for row in block.rows)
        return Table(cells, block.right, "$muted-text")
    body = styled_spans(block.spans)
    if block.kind == "heading":
        return Paragraph(body.stylize("bold"))
    if block.kind == "quote":
        bar = Content.styled(MARKS["quote"], "$muted-text")
        return Paragraph(body.stylize("italic"), bar, bar)
    mark = f"{safe(block.marker)} " if block.kind == "number" else MARKS.get(block.kind, "")
    return hanging_paragraph("  " * block.depth + mark, body)


def hanging_paragraph(first: str, body: Content, style: str = "") -> Paragraph:
    """A paragraph whose other lines begin below the text that follows ``first``."""
    return Paragraph(body, styled(first, style), Content(" " * width(first)))
