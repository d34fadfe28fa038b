"""The moving picture of the README: the real program, key by key, as one animated SVG.

``python -m tests.ui.moving_picture`` draws it anew; a test keeps it true.
"""

from __future__ import annotations

import asyncio
import tempfile
from collections.abc import Iterator, Sequence
from html import escape
from pathlib import Path
from typing import NamedTuple

from rich.color import Color
from rich.style import Style
from rich.terminal_theme import DEFAULT_TERMINAL_THEME
from textual.widgets import Input

from tests.ui.harness import NARROW, Screen, tutor
from tutor.core.reader import read

FILE = Path(__file__).parent.parent.parent / "docs" / "bptutor.svg"
WIDE, HIGH, SIZE, MARGIN = 9, 19, 15, 12
"""The width and height of a cell, the size of letters and the edge around all, in pixels."""
FONT = "ui-monospace, Menlo, Consolas, 'DejaVu Sans Mono', monospace"

LESSON = b"""---
format: bptutor-lesson 1
id: picture
title: One message at a time
---

# One message at a time

## Backwards through a loss

The error is squared. Which way should $w$ go?

```graph loss
param w = 3
input x = 4
input y = 7
u = w * x
e = u - y
loss J = e^2
```

```steps backward
graph: loss
ask at e: local
ask at w: product
```
"""

STORY: tuple[tuple[float, tuple[str, ...]], ...] = (
    (2.5, ()),
    (2.0, ("right",)),
    (0.8, ("2",)),
    (4.5, ("enter",)),
    (0.8, ("1", "0")),
    (2.0, ("enter",)),
    (1.5, ("enter",)),
    (1.8, ("enter",)),
    (0.8, ("3", "0")),
    (4.5, ("enter",)),
    (0.8, ("4", "0")),
    (3.5, ("enter",)),
)
"""How long each frame stands, in seconds, and the keys that lead to it from the one before."""


class Run(NamedTuple):
    """Characters of one style, with the column of the first."""

    column: int
    text: str
    wide: int
    ink: str
    paper: str
    bold: bool


Row = tuple[Run, ...]


async def frames(folder: Path) -> list[tuple[float, tuple[Row, ...]]]:
    """The rows of every frame, and the time for which it stands."""
    found = []
    lesson, problems = read(LESSON, "picture.md")
    assert lesson is not None, problems
    async with tutor(folder, NARROW, lesson, (lesson,)) as screen:
        screen.app.animation_level = "none"
        for seconds, keys in STORY:
            await screen.press(*keys)
            for field in screen.app.screen.query(Input):
                field._restart_blink()  # the cursor is seen, however slow the machine
            await screen.settle()
            found.append((seconds, tuple(_rows(screen))))
    return found


def _rows(screen: Screen) -> Iterator[Row]:
    for strip in screen.app.screen._compositor.render_strips():
        runs, column = [], 0
        for segment in strip.simplify():
            style = segment.style or Style()
            ink, paper = _colour(style.color, "#e0e0e0"), _colour(style.bgcolor, "#121212")
            if style.reverse:
                ink, paper = paper, ink
            wide = segment.cell_length
            runs.append(Run(column, segment.text, wide, ink, paper, bool(style.bold)))
            column += wide
        yield tuple(runs)


def _colour(color: Color | None, instead: str) -> str:
    if color is None or color.is_default:
        return instead
    return color.get_truecolor(DEFAULT_TERMINAL_THEME).hex


def svg(shown: Sequence[tuple[float, tuple[Row, ...]]]) -> str:
    """One picture of all frames, for ever one after the other; a row that stays is drawn once."""
    total = sum(seconds for seconds, _ in shown)
    columns = max(run.column + run.wide for _, rows in shown for row in rows for run in row)
    height = max(len(rows) for _, rows in shown)
    size = (columns * WIDE + 2 * MARGIN, height * HIGH + 2 * MARGIN)
    parts = [
        f'<svg xmlns="http://www.w3.org/2000/svg" viewBox="0 0 {size[0]} {size[1]}" '
        f'font-family="{FONT}" font-size="{SIZE}">',
        "<title>A lesson of bptutor: a wrong number is answered with its mistake</title>",
        f'<rect width="{size[0]}" height="{size[1]}" rx="8" fill="#121212"/>',
    ]
    for y in range(height):
        times: dict[Row, list[int]] = {}
        for at, (_, rows) in enumerate(shown):
            times.setdefault(rows[y], []).append(at)
        for row, at in times.items():
            drawn = "".join(_drawn(run, y) for run in row)
            if drawn:
                moving = "" if len(at) == len(shown) else _animation(at, shown, total)
                parts.append(f"<g>{moving}{drawn}</g>")
    return "\n".join((*parts, "</svg>", ""))


def _animation(
    at: Sequence[int], shown: Sequence[tuple[float, tuple[Row, ...]]], total: float
) -> str:
    """Visible in these frames, hidden in the others."""
    starts, passed = [], 0.0
    for seconds, _ in shown:
        starts.append(f"{passed / total:.4g}")
        passed += seconds
    states = ";".join("visible" if one in at else "hidden" for one in range(len(shown)))
    return (
        f'<animate attributeName="visibility" calcMode="discrete" dur="{total:g}s" '
        f'repeatCount="indefinite" keyTimes="{";".join(starts)}" values="{states}"/>'
    )


def _drawn(run: Run, y: int) -> str:
    left, top = MARGIN + run.column * WIDE, MARGIN + y * HIGH
    wide = run.wide * WIDE
    paper = (
        ""
        if run.paper == "#121212"
        else f'<rect x="{left}" y="{top}" width="{wide}" height="{HIGH}" fill="{run.paper}"/>'
    )
    if not run.text.strip():
        return paper
    text = run.text.rstrip()
    before = len(text) - len(text.lstrip())
    text = text.lstrip()
    length = (run.wide - before - (len(run.text) - len(run.text.rstrip()))) * WIDE
    bold = ' font-weight="bold"' if run.bold else ""
    return (
        f'{paper}<text x="{left + before * WIDE}" y="{top + HIGH - 5}" textLength="{length}" '
        f'lengthAdjust="spacingAndGlyphs" xml:space="preserve" fill="{run.ink}"{bold}>'
        f"{escape(text)}</text>"
    )


def picture() -> str:
    """The whole picture."""
    with tempfile.TemporaryDirectory() as folder:
        return svg(asyncio.run(frames(Path(folder))))


if __name__ == "__main__":
    FILE.parent.mkdir(exist_ok=True)
    FILE.write_text(picture(), "utf-8")
