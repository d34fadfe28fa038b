"""A paste that does not go on has ended."""

from __future__ import annotations

import pytest
from textual import events

from tutor.ui import paste
from tutor.ui.paste import BEGIN, END, PatientParser


class Clock:
    """Seconds that the test moves."""

    time = 100.0

    def __call__(self) -> float:
        return self.time


@pytest.fixture
def clock(monkeypatch: pytest.MonkeyPatch) -> Clock:
    clock = Clock()
    monkeypatch.setattr(paste, "monotonic", clock)
    return clock


def told(found) -> list[str]:
    """Keys by name, pastes by their text."""
    return [one.text if isinstance(one, events.Paste) else one.key for one in found]


def test_a_paste_comes_whole_however_it_is_cut(clock: Clock) -> None:
    parser = PatientParser()
    text = f"{BEGIN}a\x11b{END}c"
    for at in range(1, len(text)):
        found = [*parser.feed(text[:at]), *parser.tick(), *parser.feed(text[at:])]
        assert told(found) == ["a\x11b", "c"]
        assert not parser._pasting


def test_a_paste_whose_end_never_comes_ends_after_a_pause(clock: Clock) -> None:
    parser = PatientParser()
    assert told([*parser.feed(f"{BEGIN}half"), *parser.tick()]) == []
    clock.time += 1.9
    assert told(parser.tick()) == []
    clock.time += 0.2
    assert told(parser.tick()) == ["half"]
    assert told(parser.feed("n")) == ["n"]
    assert told(parser.feed(END)) == []  # it comes after all


def test_ctrl_q_ends_it_at_once_but_not_where_it_is_part_of_the_paste(clock: Clock) -> None:
    parser = PatientParser()
    [*parser.feed(f"{BEGIN}half")]
    assert told(parser.feed("\x11")) == []
    clock.time += 0.2
    assert told(parser.feed("\x11")) == ["half\x11", "ctrl+q"]
