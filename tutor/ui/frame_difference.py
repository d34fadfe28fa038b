"""Only what differs is sent: what the terminal shows is remembered, cell by cell.

Textual paints whole widgets, and whole screens when one opens, closes or gets another layout; most
of their cells stay as they are.  Over a slow link these bytes are what a learner waits for.
"""

from __future__ import annotations

from collections.abc import Iterator
from typing import NamedTuple

from rich.cells import cell_len, get_character_cell_size
from rich.color import ColorSystem
from rich.console import Console
from rich.control import Control
from rich.segment import ControlType, Segment
from rich.style import Style
from textual._compositor import CompositorUpdate
from textual.strip import Strip

Cell = tuple[str, str, str | None]
"""A character, "" for the second half of a wide one, with the colours and the link that it has."""

PLAIN = Style.null()


class TextRun(NamedTuple):
    """Pieces of text that follow one another in a row, and the cells where they begin and end."""

    x: int
    end: int
    pieces: tuple[Segment, ...]


class ShownRow:
    """What is known of a row of the terminal.

    ``runs`` are those that stand there whole.  Most come again as they are; what is in each cell is
    worked out only when one does not.
    """

    def __init__(self) -> None:
        self.runs: dict[int, TextRun] = {}
        self._cells: dict[int, Cell] = {}
        self._written: list[TextRun] = []  # and not yet in the cells

    def cells(self, colours: ColorSystem) -> dict[int, Cell]:
        """What is in the cells that are known."""
        for run in self._written:
            cells = (cell for piece in run.pieces for cell in _cells(piece, colours))
            self._cells |= enumerate(cells, run.x)
        self._written.clear()
        return self._cells

    def put(self, run: TextRun) -> None:
        """Put a run into its place."""
        for x in [x for x, old in self.runs.items() if x < run.end and run.x < old.end]:
            del self.runs[x]
        self.runs[run.x] = run
        self._written.append(run)


class ShownTerminal:
    """The terminal as it is after what was sent last."""

    def __init__(self) -> None:
        self._rows: dict[int, ShownRow] = {}

    def forget(self) -> None:
        """It may show anything now: the next frame is sent whole."""
        self._rows.clear()

    def sequence(self, update: CompositorUpdate, console: Console) -> str:
        """What is to be written so that the terminal shows ``update``."""
        colours = console._color_system or ColorSystem.TRUECOLOR
        return "".join(self._put(y, run, colours) for y, run in _runs(update, console))

    def _put(self, y: int, run: TextRun, colours: ColorSystem) -> str:
        row = self._rows.get(y)
        if row is None:
            row = self._rows[y] = ShownRow()
            sent = _move(run.x, y) + "".join(_render(piece, colours) for piece in run.pieces)
        elif row.runs.get(run.x) == run:
            return ""
        else:
            sent = _difference(y, run, row.cells(colours), colours)
        row.put(run)
        return sent


class FrameDifference(CompositorUpdate):
    """What of an update the terminal does not show yet."""

    def __init__(self, update: CompositorUpdate, terminal: ShownTerminal) -> None:
        self._update = update
        self._terminal = terminal

    def render_segments(self, console: Console) -> str:
        """What is to be written; from then on the terminal shows it."""
        return self._terminal.sequence(self._update, console)


def _difference(y: int, run: TextRun, shown: dict[int, Cell], colours: ColorSystem) -> str:
    """From each piece the part between the first cell and the last that are not as ``shown``."""
    parts: list[str] = []
    x, pen = run.x, -1
    for piece in run.pieces:
        cells = _cells(piece, colours)
        changed = [i for i, cell in enumerate(cells) if shown.get(x + i) != cell]
        if changed:
            first, last = changed[0], changed[-1] + 1
            while not cells[first][0]:  # a wide character is sent whole
                first -= 1
            while last < len(cells) and not cells[last][0]:
                last += 1
            if pen != x + first:
                parts.append(_move(x + first, y))
            text = "".join(cell[0] for cell in cells[first:last])
            parts.append(_render(piece._replace(text=text), colours))
            pen = x + last
        x += len(cells)
    return "".join(parts)


def _runs(update: CompositorUpdate, console: Console) -> Iterator[tuple[int, TextRun]]:
    """The runs of an update with their rows: each begins where the cursor is moved to."""
    x = y = 0
    pieces: list[Segment] = []
    for piece in update.__rich_console__(console, console.options):  # type: ignore[attr-defined]  # each kind has it
        if not piece.control:
            if piece.text and piece.text != "\n":
                pieces.append(piece)
            continue
        if pieces:
            yield y, _run(x, pieces)
            pieces = []
        (_, x, y), *_ = (code for code in piece.control if code[0] is ControlType.CURSOR_MOVE_TO)
    if pieces:
        yield y, _run(x, pieces)


def _run(x: int, pieces: list[Segment]) -> TextRun:
    return TextRun(x, x + sum(cell_len(piece.text) for piece in pieces), tuple(pieces))


def _cells(piece: Segment, colours: ColorSystem) -> list[Cell]:
    """The cells of a piece; one whose characters join is a cell of its own, however wide."""
    text, style = piece.text, piece.style or PLAIN
    ansi = Strip.render_ansi(style, colours) if style._ansi is None else style._ansi
    link = style.link
    if text.isascii():
        return [(character, ansi, link) for character in text]
    parts = [(character, get_character_cell_size(character)) for character in text]
    wide = cell_len(text)
    if any(size == 0 for _, size in parts) or sum(size for _, size in parts) != wide:
        parts = [(text, wide)]
    rest = ("", ansi, link)
    return [cell for part, size in parts for cell in ((part, ansi, link), *[rest] * (size - 1))]


def _render(piece: Segment, colours: ColorSystem) -> str:
    return Strip.render_style(piece.style or PLAIN, piece.text, colours)


def _move(x: int, y: int) -> str:
    return Control.move_to(x, y).segment.text
