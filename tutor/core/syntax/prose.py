"""Blocks of Markdown to prose: paragraphs, lists, quotes, code, formulas, headings."""

from __future__ import annotations

import re
from collections.abc import Callable, Sequence
from dataclasses import dataclass

from markdown_it.token import Token

from tutor.core.lesson import Place, Prose, ProseKind, Span, Spans
from tutor.core.syntax.inline import spans_of
from tutor.core.syntax.problems import ProblemReport
from tutor.core.syntax.scope import GraphScope
from tutor.core.text import clip, safe
from tutor.core.typesetting import FormulaError, display

COLUMNS = 8
"""Columns that a table may have."""

_NEARLY_A_HEADING = re.compile(r"#{1,3}[A-Za-z]")


@dataclass(frozen=True)
class Lines:
    """Lines of the file, all of them or (``shift``) those from a later line on."""

    lines: Sequence[str]
    shift: int = 0

    def place(self, token: Token) -> Place:
        """Where a block begins."""
        return Place(self.block(token)[0] + self.shift + 1)

    def block(self, token: Token) -> tuple[int, int]:
        """First line and the line after the last one of a block, counted from 0."""
        start, end = token.map or (0, 0)
        return start, end

    def locate(self, text: str, first: int) -> Callable[[int], Place]:
        """Where the characters of ``text`` stand, whose lines begin in line ``first`` (from 0)."""
        starts: list[tuple[int, Place]] = []
        offset = 0
        for number, line in enumerate(text.split("\n"), first):
            raw = self.lines[number] if number < len(self.lines) else ""
            column = max(0, raw.find(line)) + 1
            starts.append((offset, Place(number + self.shift + 1, column)))
            offset += len(line) + 1

        def place(at: int) -> Place:
            start, found = starts[0]
            for first_offset, one in starts:
                if first_offset <= at:
                    start, found = first_offset, one
            return Place(found.line, found.column + at - start)

        return place


class ProseReader:
    """Turns the tokens between two activities into prose, one token at a time."""

    def __init__(self, lines: Lines, setting: GraphScope, report: ProblemReport) -> None:
        self._lines = lines
        self._setting = setting
        self._report = report
        self._lists: list[int | None] = []
        self._quotes = 0
        self._fresh_item = False
        self._rows: list[list[Spans]] = []
        self._right: list[bool] = []

    def read(self, token: Token) -> list[Prose]:
        """What ``token`` adds to the page."""
        match token.type:
            case "th_open" | "td_open":
                self._right.append("right" in str(token.attrs.get("style")))
            case "tr_open":
                self._rows.append([])
                self._right = []
            case "inline" if self._rows:
                place = self._lines.locate(token.content, self._lines.block(token)[0])
                self._rows[-1].append(spans_of(token, place, self._setting, self._report))
            case "table_close":
                return self._table(token)
            case "inline":
                return [self._paragraph(token)]
            case "fence" | "code_block":
                return [self._code(token)]
            case "math_block":
                return self._formula(token)
            case "hr":
                at = self._lines.place(token)
                self._report.add(at, "a rule is not shown", "a new page starts with ##", "warning")
            case _:
                self._container(token)
        return []

    def _container(self, token: Token) -> None:
        match token.type:
            case "bullet_list_open":
                self._lists.append(None)
            case "ordered_list_open":
                self._lists.append(int(token.attrs.get("start", 1)) - 1)
            case "bullet_list_close" | "ordered_list_close":
                self._lists.pop()
            case "list_item_open":
                number = self._lists[-1]
                self._lists[-1] = None if number is None else number + 1
                self._fresh_item = True
            case "blockquote_open" | "blockquote_close":
                self._quotes += token.nesting
            case _:
                pass

    def _depth(self) -> int:
        return max(0, len(self._lists) - 1)

    def _paragraph(self, token: Token) -> Prose:
        first = self._lines.block(token)[0]
        place = self._lines.locate(token.content, first)
        if _NEARLY_A_HEADING.match(token.content):
            signs = token.content.partition(" ")[0].rstrip("#")
            what = f"{clip(safe(signs), 30)!r} is text, not a heading"
            self._report.add(place(0), what, "a heading needs a blank after its #", "warning")
        found = spans_of(token, place, self._setting, self._report)
        kind: ProseKind = "quote" if self._quotes else "paragraph"
        marker = ""
        if self._lists and self._fresh_item:
            number = self._lists[-1]
            kind, marker = ("bullet", "•") if number is None else ("number", f"{number}.")
        depth = self._depth() if self._fresh_item or not self._lists else len(self._lists)
        self._fresh_item = False
        return Prose(kind, found, depth, marker)

    def _table(self, token: Token) -> list[Prose]:
        rows, self._rows = tuple(map(tuple, self._rows)), []
        if len(rows[0]) > COLUMNS:
            at = self._lines.place(token)
            self._report.add(at, f"a table has at most {COLUMNS} columns", "make two of it")
        return [Prose("table", (), self._depth(), rows=rows, right=tuple(self._right))]

    def _code(self, token: Token) -> Prose:
        lines = token.content.rstrip("\n").split("\n")
        spans = tuple(Span(safe(line), "code") for line in lines)
        said = safe(token.info.strip().partition(" ")[2].strip())
        return Prose("code", spans, self._depth(), said=said)

    def _formula(self, token: Token) -> list[Prose]:
        first, end = self._lines.block(token)
        raw = "\n".join(self._lines.lines[first:end])
        start = max(0, raw.find(token.content))
        place = self._lines.locate(raw, first)
        latex = token.content
        try:
            rows = display(latex)
        except FormulaError as error:
            self._report.add(place(start + error.column), str(error), error.help)
            return []
        spans = tuple(Span(row.text, "formula", bold=row.bold) for row in rows)
        return [Prose("formula", spans, self._depth(), latex=latex)]
