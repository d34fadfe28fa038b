"""A fault of the program itself: a message, a report, no traceback, nothing of the learner's."""

from __future__ import annotations

import os
import signal
import time
from datetime import UTC, datetime
from pathlib import Path

import pytest

from tests.core.lessons import STABLE
from tests.terminal import ROOT, Terminal
from tutor.crash import FAULT, report_text, reporter

FAULTY = """
import tutor.ui.screens.lesson.screen as lesson
def broken(self, *rest):
    secret = "the learner's own words"
    raise ValueError(secret)
lesson.LessonScreen.action_act = broken
import sys
from tutor.__main__ import main
sys.argv = ["bptutor", "open", "5"]
main()
"""


def fail(words: str) -> BaseException:
    try:
        raise KeyError(words)
    except KeyError as error:
        return error


def test_a_report_says_where_and_holds_nothing_that_was_typed() -> None:
    text = report_text(fail("my answer"))
    assert "KeyError" in text
    assert "tests/test_crash.py" in text
    assert "my answer" not in text
    assert str(ROOT.parent) not in text


def test_a_report_that_cannot_be_written_is_no_second_fault(tmp_path: Path) -> None:
    file = tmp_path / "file"
    file.write_text("in the way")
    said = reporter(file / "folder", lambda: datetime(2026, 3, 2, tzinfo=UTC))(fail("x"))
    assert "No report could be written" in said


def test_a_fault_on_the_screen_gives_the_terminal_back_and_says_what_to_do(tmp_path: Path) -> None:
    program = tmp_path / "faulty.py"
    program.write_text(FAULTY)
    with Terminal(home=tmp_path, program=[str(program)]) as terminal:
        terminal.wait_for("page 1 of ")
        terminal.press("right")
        terminal.wait_for("page 2 of ")
        terminal.press("escape")
        terminal.wait_for("Enter to the question")
        terminal.press("v")
        assert terminal.ended() == FAULT
        after = terminal.raw[terminal.raw.rindex(b"\x1b[?1049l") :].decode()
        assert "a fault of its own (ValueError)" in after
        assert "Traceback" not in after
        assert "own words" not in after
    report = next(tmp_path.glob("fault-*.txt")).read_text("utf-8")
    assert "ValueError" in report
    assert 'own words"' not in report.replace("secret = ", "")
    with Terminal(home=tmp_path) as terminal:
        terminal.wait_for("page 2 of ")


@pytest.mark.skipif(not hasattr(signal, "SIGSTOP"), reason="this system has no SIGSTOP")
@pytest.mark.slow
def test_what_another_program_has_written_meanwhile_is_painted_over(tmp_path: Path) -> None:
    """Only what differs is sent, and the shell had cleared the screen: half of it stayed empty."""
    with Terminal("open", str(STABLE), home=tmp_path) as terminal:
        terminal.wait_for("page 1 of ")
        terminal.press("right")
        before = terminal.wait_for("page 2 of ", "u=w·x", "Esc lessons")
        terminal.process.kill(signal.SIGSTOP)
        terminal.read(0.5)
        terminal.screen.reset()
        os.kill(terminal.process.pid, signal.SIGCONT)
        end = time.monotonic() + 10
        while terminal.read(0.1) != before:
            assert time.monotonic() < end, terminal.shown
