"""From the core's texts to Textual's ``Content``: the only way that text reaches a widget.

``Content`` never reads markup, and everything passes through ``safe`` here.
"""

from __future__ import annotations

from collections.abc import Callable, Iterable
from typing import TYPE_CHECKING

from rich.text import Text
from textual.content import Content

from tutor.core.formula import broken
from tutor.core.text import safe, width

if TYPE_CHECKING:
    from tutor.core.lesson import Prose, Span
    from tutor.core.view import View

STYLES = {
    "": "",
    "strong": "bold",
    "emphasis": "italic",
    "code": "$accent-text",
    "formula": "$formula-text",
    "link": "underline",
}

MARGIN = "   "
"""What stands before the lines of a formula or a program."""

MARKS = {"bullet": "• ", "quote": "▎ ", "heading": ""}


def plain(text: str, style: str = "") -> Content:
    """One text in one style."""
    return Content.styled(safe(text), style)


def printed(message: str) -> Text:
    """Lines for the terminal after the screen is gone; an error may quote a stranger's string."""
    return Text("\n".join(map(safe, message.split("\n"))))


def spans(parts: Iterable[Span]) -> Content:
    """Spans in their styles."""
    return Content("").join(Content.styled(safe(p.shown), STYLES[p.style]) for p in parts)


def lines(parts: Iterable[Content]) -> Content:
    """One part a line."""
    return Content("\n").join(parts)


def prose(blocks: Iterable[Prose], room: int = 0) -> Content:
    """A page's text with an empty line between its blocks; list items stand close.

    Formulas are broken into lines of no more than ``room`` cells (0: as many as they are wide).
    """
    done: list[Content] = []
    before = ""
    for block in blocks:
        close = block.kind == before and block.kind in ("bullet", "number")
        if done and not close:
            done.append(Content(""))
        done.append(_block(block, room))
        before = block.kind
    return lines(done)


def board_for(view: View, room: int) -> tuple[str, ...]:
    """The lines of a table or a program: the broad ones where there is room for them."""
    wide = max(map(width, view.broad), default=0)
    return view.broad if 0 < wide <= room - width(MARGIN) else view.board


def page_text(view: View) -> Callable[[int], Content]:
    """A page's text, then its table or program, for a panel of any width."""
    from tutor.core.lesson import Prose, Span

    def write(room: int) -> Content:
        rows = tuple(Span(row, "code") for row in board_for(view, room))
        return prose((*view.prose, *([Prose("code", rows)] if rows else ())), room)

    return write


def _block(block: Prose, room: int) -> Content:
    indent = "  " * block.depth
    if block.kind in ("formula", "code"):
        style = STYLES["formula" if block.kind == "formula" else "code"]
        rows = [span.text for span in block.spans]
        if block.latex and room and max(map(width, rows)) > room - width(MARGIN):
            rows = list(broken(block.latex, max(1, room - width(MARGIN))))
        return lines(Content.styled(MARGIN + safe(row), style) for row in rows)
    body = spans(block.spans)
    if block.kind == "number":
        return Content(f"{indent}{safe(block.marker)} ") + body
    if block.kind == "heading":
        return body.stylize("bold")
    if block.kind == "quote":
        return Content.styled(MARKS["quote"], "$muted-text") + body.stylize("italic")
    return Content(indent + MARKS.get(block.kind, "")) + body
