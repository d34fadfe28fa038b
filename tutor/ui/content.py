"""From the core's texts to Textual's ``Content``: the only way that text reaches a widget.

``Content`` never reads markup, and everything passes through ``safe`` here.
"""

from __future__ import annotations

from collections.abc import Iterable
from typing import TYPE_CHECKING

from rich.text import Text
from textual.content import Content

from tutor.core.text import safe

if TYPE_CHECKING:
    from tutor.core.lesson import Prose, Span

STYLES = {
    "": "",
    "strong": "bold",
    "emphasis": "italic",
    "code": "$accent-text",
    "formula": "$formula-text",
    "link": "underline",
}

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


def prose(blocks: Iterable[Prose]) -> Content:
    """A page's text with an empty line between its blocks; list items stand close."""
    done: list[Content] = []
    before = ""
    for block in blocks:
        close = block.kind == before and block.kind in ("bullet", "number")
        if done and not close:
            done.append(Content(""))
        done.append(_block(block))
        before = block.kind
    return lines(done)


def board(rows: tuple[str, ...]) -> tuple[Prose, ...]:
    """A table or a program, whose lines keep their places, as a block of text."""
    from tutor.core.lesson import Prose, Span

    return (Prose("code", tuple(Span(row, "code") for row in rows)),) if rows else ()


def _block(block: Prose) -> Content:
    indent = "  " * block.depth
    if block.kind in ("formula", "code"):
        style = STYLES["formula" if block.kind == "formula" else "code"]
        return lines(Content.styled("   " + safe(span.text), style) for span in block.spans)
    body = spans(block.spans)
    if block.kind == "number":
        return Content(f"{indent}{safe(block.marker)} ") + body
    if block.kind == "heading":
        return body.stylize("bold")
    if block.kind == "quote":
        return Content.styled(MARKS["quote"], "$muted-text") + body.stylize("italic")
    return Content(indent + MARKS.get(block.kind, "")) + body
