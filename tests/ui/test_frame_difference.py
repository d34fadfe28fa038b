"""The terminal shows what it would show if every frame were sent whole, for fewer bytes."""

from __future__ import annotations

import pyte
from hypothesis import given, settings
from hypothesis import strategies as st
from rich.console import Console
from rich.segment import Segment
from rich.style import Style
from textual._compositor import ChopsUpdate, CompositorUpdate, LayoutUpdate
from textual.geometry import Region
from textual.strip import Strip

from tutor.ui.frame_difference import FrameDifference, ShownTerminal

COLUMNS, ROWS = 12, 3
STYLES = [Style.parse(text) for text in ("red on blue", "bold", "default", "underline red")]
LETTERS = "ab ─∂ŷ語"


def line(text: str, styles: list[Style]) -> Strip:
    """``text`` in pieces of two characters, as wide as the terminal."""
    pieces = [text[at : at + 2] for at in range(0, len(text), 2)]
    found = [Segment(piece, styles[i % len(styles)]) for i, piece in enumerate(pieces)]
    return Strip(found).adjust_cell_length(COLUMNS, STYLES[0])


LINE = st.builds(line, st.text(LETTERS, max_size=14), st.lists(st.sampled_from(STYLES), min_size=1))
WHOLE = st.lists(LINE, min_size=ROWS, max_size=ROWS).map(
    lambda lines: LayoutUpdate([[one] for one in lines], Region(0, 0, COLUMNS, ROWS))
)
PART = st.builds(
    lambda one, y: ChopsUpdate(
        [{0: one if row == y else None} for row in range(ROWS)],
        [(y, 0, COLUMNS)],
        [[COLUMNS]] * ROWS,
    ),
    LINE,
    st.integers(0, ROWS - 1),
)


def cells(screen: pyte.Screen) -> list[object]:
    return [[screen.buffer[y][x] for x in range(COLUMNS)] for y in range(ROWS)]


@settings(deadline=None)
@given(st.lists(st.one_of(WHOLE, PART), min_size=1, max_size=6))
def test_the_terminal_shows_the_same_as_if_every_frame_were_sent_whole(
    frames: list[CompositorUpdate],
) -> None:
    console = Console(color_system="truecolor", force_terminal=True, width=COLUMNS)
    whole, differing = (pyte.Screen(COLUMNS, ROWS + 1) for _ in range(2))
    one, other = pyte.Stream(whole), pyte.Stream(differing)
    terminal = ShownTerminal()
    for frame in frames:
        one.feed(frame.render_segments(console).replace("\n", ""))
        other.feed(FrameDifference(frame, terminal).render_segments(console))
        assert cells(whole) == cells(differing)
        assert FrameDifference(frame, terminal).render_segments(console) == ""


def test_after_something_else_was_on_the_screen_everything_is_sent() -> None:
    console = Console(color_system="truecolor", force_terminal=True, width=COLUMNS)
    frame = LayoutUpdate([[line("abc", STYLES)]], Region(0, 0, COLUMNS, 1))
    terminal = ShownTerminal()
    first = terminal.sequence(frame, console)
    assert terminal.sequence(frame, console) == ""
    terminal.forget()
    assert terminal.sequence(frame, console) == first
