"""Text that is folded as people set it: list items hang, short formulas stay on one line.

A ``TextBlock`` is what a ``TextView`` shows; how it is folded depends on how wide it is shown.
"""

from __future__ import annotations

from collections.abc import Iterable
from typing import NamedTuple

from textual.content import Content
from textual.css.styles import RulesMap
from textual.selection import Selection
from textual.strip import Strip
from textual.style import Style
from textual.visual import RenderOptions, Visual
from textual.widgets import Static

from tutor.core.text import NO_BREAK, Piece, Slice, folded_table, line_breaks, safe, width
from tutor.core.typesetting import FormulaLine

NOTHING = Content("")

INDENT = 3
"""Cells before a displayed formula, where there is room."""


class Paragraph(NamedTuple):
    """A paragraph: ``first`` stands before its first line, ``rest`` before all others.

    Where ``first`` takes up more than half of the place, the others begin further left.
    """

    body: Content
    first: Content = NOTHING
    rest: Content = NOTHING

    def wrap(self, cells: int) -> list[Content]:
        """The lines of the paragraph in a place of ``cells``."""
        taken = width(self.first.plain)
        rest = self.rest if 2 * taken <= cells else self.rest[:INDENT]
        lines = line_breaks(self.body.plain, cells - taken, width(rest.plain) - taken) or ((0, 0),)
        return [
            (rest if i else self.first) + _cut(self.body, start, end)
            for i, (start, end) in enumerate(lines)
        ]


class FixedLines(NamedTuple):
    """Lines that keep their places: a displayed formula, a table or a program.

    ``latex`` is the formula, which is broken anew where it is too wide; ``broad`` are the lines of
    a table that are shown instead where there is room for them.
    """

    rows: tuple[FormulaLine, ...]
    style: str
    latex: str = ""
    broad: tuple[FormulaLine, ...] = ()

    def lines_for(self, cells: int) -> tuple[FormulaLine, ...]:
        """The lines for a place of ``cells``."""
        if self.broad and _widest(self.broad) + INDENT <= cells:
            return self.broad
        if self.latex and _widest(self.rows) > cells:
            from tutor.core.typesetting import broken_display

            return broken_display(self.latex, max(1, cells - INDENT))
        return self.rows

    def wrap(self, cells: int) -> list[Content]:
        """The lines, indented where there is room for it."""
        rows = self.lines_for(cells)
        indent = " " * max(0, min(INDENT, cells - _widest(rows)))
        return [
            Content(indent) + piece
            for row in rows
            for piece in _broken(with_bold(row.text, row.bold, self.style), cells)
        ]


def _broken(row: Content, cells: int) -> list[Content]:
    """A row in lines of at most ``cells``; the second and the others stand further in."""
    text = row.plain
    begins = len(text) - len(text.lstrip())
    if width(text) <= cells or not text.strip():
        return [row]
    first = min(begins, cells // 2)
    hang = min(begins + INDENT, cells // 2)
    cuts = line_breaks(text[begins:], cells - first, hang - first)
    return [
        Content(" " * (hang if i else first)) + _cut(row, begins + start, begins + end)
        for i, (start, end) in enumerate(cuts)
    ]


class Table(NamedTuple):
    """A table: rows of cells, the headings first, and which columns end in line on the right."""

    rows: tuple[tuple[Content, ...], ...]
    right: tuple[bool, ...]
    style: str

    def wrap(self, cells: int) -> list[Content]:
        """The lines of the table in a place of ``cells``."""
        table = folded_table([[one.plain for one in row] for row in self.rows], cells, self.right)
        lines = [self._line(pieces) for pieces in table.lines]
        if table.rule:
            rule = "   ".join("─" * room for _, room in table.rule)
            lines.insert(table.head, Content.styled(safe(rule), self.style))
        return lines

    def _line(self, pieces: Iterable[Piece]) -> Content:
        line = NOTHING
        for piece in pieces:
            part = _cut(self.rows[piece.row][piece.column], *piece.part)
            gap = " " * (piece.start - width(line.plain))
            line += Content(gap) + (part if piece.row else part.stylize("bold"))
        return line


def with_bold(text: str, bold: Iterable[Slice], style: str) -> Content:
    """``text`` in a style, parts of it bold as well; what is bold is safe already."""
    content = Content.styled(safe(text), style)
    for start, end in bold:
        content = content.stylize("bold", start, end)
    return content


def _widest(rows: Iterable[FormulaLine]) -> int:
    return max((width(safe(row.text)) for row in rows), default=0)


class TextBlock(Visual):
    """Paragraphs and rows below each other."""

    def __init__(self, parts: Iterable[Paragraph | FixedLines | Table]) -> None:
        self._parts = tuple(parts)
        self._wrapped: tuple[int, Content] | None = None

    def wrap(self, cells: int) -> Content:
        """The lines in a place that is ``cells`` wide."""
        if self._wrapped is None or self._wrapped[0] != cells:
            lines = (line for part in self._parts for line in part.wrap(cells))
            self._wrapped = (cells, Content("\n").join(lines))
        return self._wrapped[1]

    def __str__(self) -> str:
        """The text as if there were room for every line."""
        return str(self.wrap(10_000))

    def render_strips(
        self, width: int, height: int | None, style: Style, options: RenderOptions
    ) -> list[Strip]:
        """The lines as Textual draws them."""
        return self.wrap(width).render_strips(width, height, style, options)

    def get_optimal_width(self, rules: RulesMap, container_width: int) -> int:
        """Cells that the longest line takes up."""
        return self.wrap(10_000).get_optimal_width(rules, container_width)

    def get_height(self, rules: RulesMap, width: int) -> int:
        """Lines in a place of this width."""
        return self.wrap(width).get_height(rules, width)


class TextView(Static):
    """A text on the screen; what is marked with the mouse can be copied."""

    def show_text(self, text: Content | TextBlock) -> None:
        """Show ``text``; the screen is laid out anew only when it takes another number of lines.

        Most texts are set again after every action and stay as they are.
        """
        before, room = self.content, self.content_size
        if not room or not isinstance(before, (Content, TextBlock)):
            self.update(text)
        elif not _wrapped_content(before, room.width).is_same(_wrapped_content(text, room.width)):
            lines = text.get_height(self.styles.get_rules(), room.width)
            self.update(text, layout=lines != room.height)

    def get_selection(self, selection: Selection) -> tuple[str, str] | None:
        """The marked part of the text, as it is folded now."""
        if isinstance(self.visual, TextBlock):
            return selection.extract(str(self.visual.wrap(self.content_size.width))), "\n"
        return super().get_selection(selection)


def _wrapped_content(text: Content | TextBlock, cells: int) -> Content:
    return text.wrap(cells) if isinstance(text, TextBlock) else text


def _cut(body: Content, start: int, end: int) -> Content:
    """A part of ``body`` in its styles."""
    part = body[start:end]
    if NO_BREAK not in part.plain:
        return part
    return Content(safe(part.plain.replace(NO_BREAK, " ")), list(part.spans))
