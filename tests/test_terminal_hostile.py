"""Hostile lessons, names and answers on a real terminal: no byte of theirs gets through as such."""

from __future__ import annotations

import os
import re
from pathlib import Path

import pytest

from tests.samples import sampled
from tests.terminal import Terminal
from tutor import starters

CANARY = "\x1b]52;c;Y2FuYXJ5\x07\x1b]0;canary\x07\x9b2J\u202ecanary\u200b"
ALLOWED = re.compile(rb"\x1b(?:\[[0-9;:?<>=$!]*[ -/]*[@-~]|[()][0-9A-B]|[=>78cDEHMNO])")
"""Cursor and colour sequences, modes, character sets: what Textual sends for its own sake."""
OWN_OSC = re.compile(rb"\x1b\](?:(?:10|11);\?|22;[a-z-]*)(?:\x07|\x1b\\)")
"""Textual asks for the terminal's colours, and sets the shape of the pointer."""


def foreign(raw: bytes) -> list[bytes]:
    """Escape sequences and control bytes that are not Textual's own."""
    rest = OWN_OSC.sub(b"", ALLOWED.sub(b"", raw))
    text = rest.decode("utf-8", "replace")
    bad = re.findall("[\x00-\x06\x0e-\x1f\x7f-\x9f\u202a-\u202e\u200b\u2066-\u2069].{0,20}", text)
    return [one.encode() for one in bad]


def test_a_foreign_sequence_would_be_seen() -> None:
    assert foreign(b"abc\x1b]52;c;Y2E=\x07def")
    assert foreign("\u202e".encode())
    assert not foreign(b"\x1b[?1049h\x1b[1;31mabc\r\n")


@pytest.mark.parametrize("word", sampled(("check", "open", "render", "watch"), ("open",)))
def test_a_hostile_lesson_is_refused_without_its_bytes(tmp_path: Path, word: str) -> None:
    file = tmp_path / f"90-{CANARY.replace('/', '')}.md"
    file.write_text(starters.lesson().replace("Say in two", f"Say {CANARY} in two"), "utf-8")
    with Terminal(word, os.fspath(file), home=tmp_path / "home") as terminal:
        assert terminal.ended(60) in (1, 2)
        assert b"U+001B" in terminal.raw or b"control character" in terminal.raw
        assert foreign(terminal.raw) == []


@pytest.mark.slow
def test_a_hostile_answer_is_shown_as_typed(tmp_path: Path) -> None:
    file = tmp_path / "90-area.md"
    text = starters.lesson("[@click=app.boom]T[/] 漢字 c\u0300\u0301\u0302\u0303")
    file.write_text(text.replace("Say in two", "[/] [0] [link=x]Say in two"), "utf-8")
    with Terminal("open", os.fspath(file), home=tmp_path / "home", columns=100) as terminal:
        terminal.wait_for("[/] [0] [link=x]Say", "[@click=app.boom]T[/]")
        terminal.press("right", "right")
        terminal.wait_for("What is")
        terminal.press("[@click=x]", "enter")
        terminal.press("ctrl+q")
        assert terminal.ended(60) == 0
        assert foreign(terminal.raw) == []
