"""The real program sends a terminal what has changed, and nothing without a cause.

These are counts of bytes, not times: over a slow link they are what a learner waits for.
"""

from __future__ import annotations

import time
from pathlib import Path

import pytest

from tests.core.lessons import STABLE
from tests.terminal import Terminal

COLUMNS, ROWS = 100, 30
IDLE = 8.0
"""Seconds in which all lessons are read ahead."""

STARTED, ROW, DIGIT, PAGE = 32_000, 4_000, 2_000, 24_000


def cost(terminal: Terminal, key: str, *shown: str) -> int:
    """The bytes that a key costs, with all that follows within a second."""
    before = len(terminal.raw)
    terminal.press(key)
    terminal.wait_for(*shown)
    terminal.read(1.0)
    return len(terminal.raw) - before


@pytest.mark.slow
def test_the_start_and_eight_idle_seconds_and_single_keys_are_few_bytes(tmp_path: Path) -> None:
    with Terminal(home=tmp_path / "1", columns=COLUMNS, rows=ROWS) as home:
        home.wait_for("The first minute")
        home.press("escape")
        home.wait_for("bptutor", "Enter open")
        home.press("ctrl+q")
        assert home.ended() == 0
    with (
        Terminal(home=tmp_path / "1", columns=COLUMNS, rows=ROWS) as home,
        Terminal("open", str(STABLE), home=tmp_path / "2", columns=COLUMNS, rows=ROWS) as lesson,
    ):
        home.wait_for("The chain rule")
        lesson.wait_for("page 1 of ")
        end = time.monotonic() + IDLE
        while time.monotonic() < end:
            home.read(0.1)
            lesson.read(0.1)
        assert len(home.raw) < STARTED
        assert len(lesson.raw) < STARTED
        for _ in range(3):
            assert cost(home, "down") < ROW
        assert cost(lesson, "right", "page 2 of ") < PAGE
        assert cost(lesson, "right", "page 3 of ") < PAGE
        assert cost(lesson, "6", "6") < DIGIT


@pytest.mark.slow
def test_after_a_stop_and_on_ctrl_l_the_screen_is_sent_whole(tmp_path: Path) -> None:
    with Terminal("open", "5", home=tmp_path) as terminal:
        shown = terminal.wait_for("page 1 of ")
        terminal.screen.reset()  # as if something else had written on it
        terminal.press("\x0c")
        terminal.wait_for("page 1 of ")
        assert terminal.read(0.5) == shown
