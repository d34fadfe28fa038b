"""The real program in a terminal that misbehaves: garbage, odd locales, resizing, stopping."""

from __future__ import annotations

import os
import re
import signal
import sys
import time
from pathlib import Path

import pytest

from tests.terminal import ROOT, Terminal

ALTERNATE_SCREEN, NORMAL_SCREEN = b"\x1b[?1049h", b"\x1b[?1049l"
GIVEN_BACK = (NORMAL_SCREEN, b"\x1b[?25h", b"\x1b[?1000l", b"\x1b[?2004l")
"""The screen, the cursor, the mouse, and pasting as it was."""

GARBAGE = {
    "no UTF-8": b"\xff\xfe",
    "half a character": b"\xe2\x82",
    "a surrogate": b"\xed\xa0\x80",
    "control bytes": b"\x80\x81\x82",
    "a key beyond all numbers": b"\x1b[99999999999999u",
    "a key beyond Unicode": b"\x1b[1114112u",
    "a mouse far away": b"\x1b[<0;99999;99999M\x1b[<0;99999;99999m",
    "the terminal's own colour": b"\x1b]11;rgb:ffff/ffff/ffff\x07",
    "a paste of 100 kB": b"\x1b[200~" + b"5" * 100_000 + b"\x1b[201~",
}

UNDER = f"""
import subprocess, sys, termios
before = termios.tcgetattr(0)
child = subprocess.Popen([sys.executable, "-m", "tutor", "open", "5"], cwd={str(ROOT)!r})
open(sys.argv[1], "w").write(str(child.pid))
status = child.wait()
print("AFTER", status, "as before" if termios.tcgetattr(0) == before else "changed")
"""
"""A program that starts the tutor, as a shell does, and looks at the terminal afterwards."""


def send(terminal: Terminal, data: bytes) -> None:
    """Bytes as a terminal sends them, in pieces that it can take."""
    for at in range(0, len(data), 1024):
        os.write(terminal.process.child_fd, data[at : at + 1024])
        terminal.read(0.001)


def still_turns_pages(terminal: Terminal) -> None:
    """The tutor answers keys, there and back."""
    terminal.press("right")
    terminal.wait_for("page 2 of 8")
    terminal.press("left")
    terminal.wait_for("page 1 of 8")


def test_garbage_never_ends_the_tutor(tmp_path: Path) -> None:
    with Terminal("open", "5", home=tmp_path) as terminal:
        terminal.wait_for("page 1 of 8")
        for name, data in GARBAGE.items():
            send(terminal, data)
            terminal.read(0.2)
            terminal.press("backspace")  # does nothing here; half a character swallows it
            assert terminal.process.isalive(), f"{name}:\n{terminal.read()}"
            still_turns_pages(terminal)


@pytest.mark.parametrize(
    "environment",
    [
        {"LC_ALL": "C", "PYTHONUTF8": "0", "PYTHONIOENCODING": "ascii"},
        {"LC_ALL": "POSIX", "PYTHONUTF8": "0", "PYTHONCOERCECLOCALE": "0"},
        {"TERM": "vt100", "COLORTERM": "", "NO_COLOR": "1"},
    ],
    ids=["ascii", "posix", "vt100 without colour"],
)
def test_the_tutor_starts_whatever_the_terminal_says_it_is(
    tmp_path: Path, environment: dict[str, str]
) -> None:
    with Terminal("open", "5", home=tmp_path, environment=environment) as terminal:
        shown = terminal.wait_for("page 1 of 8", "◉○○○○○○○")
        assert "?" not in shown.splitlines()[0]
        still_turns_pages(terminal)


def test_plain_mode_is_read_in_an_ascii_locale(tmp_path: Path) -> None:
    environment = {"LC_ALL": "C", "PYTHONUTF8": "0", "PYTHONIOENCODING": "ascii"}
    with Terminal("open", "5", "--plain", home=tmp_path, environment=environment) as terminal:
        terminal.wait_for("backpropagated × local")


def test_without_colour_only_greys_are_sent(tmp_path: Path) -> None:
    with Terminal("open", "5", home=tmp_path, environment={"NO_COLOR": "1"}) as terminal:
        terminal.wait_for("page 1 of 8")
        terminal.press("right")
        terminal.wait_for("page 2 of 8")
        colours = re.findall(rb"[34]8;2;(\d+);(\d+);(\d+)", terminal.raw)
        assert colours
        assert all(red == green == blue for red, green, blue in colours)


def test_the_terminal_is_as_before_after_a_signal(tmp_path: Path) -> None:
    for sent in (signal.SIGTERM, signal.SIGHUP, signal.SIGINT):
        pid = tmp_path / f"pid-{sent}"
        with Terminal(str(pid), home=tmp_path, program=("-c", UNDER)) as terminal:
            terminal.wait_for("page 1 of 8")
            os.kill(int(pid.read_text()), sent)
            terminal.wait_for(f"AFTER {128 + sent} as before")
            after = terminal.raw[terminal.raw.rindex(ALTERNATE_SCREEN) :]
            assert all(sequence in after for sequence in GIVEN_BACK)


def test_a_stopped_tutor_gives_the_terminal_back_and_goes_on_where_it_was(tmp_path: Path) -> None:
    pid = tmp_path / "pid"
    with Terminal(str(pid), home=tmp_path, program=("-c", UNDER)) as terminal:
        terminal.wait_for("page 1 of 8")
        os.kill(int(pid.read_text()), signal.SIGTSTP)
        end = time.monotonic() + 10
        while NORMAL_SCREEN not in terminal.raw:
            terminal.read()
            assert time.monotonic() < end, "the terminal was not given back"
        os.kill(int(pid.read_text()), signal.SIGCONT)
        still_turns_pages(terminal)


def test_a_storm_of_resizing_ends_in_the_last_size(tmp_path: Path) -> None:
    with Terminal("open", "5", home=tmp_path) as terminal:
        terminal.wait_for("page 1 of 8")
        for turn in range(40):
            terminal.process.setwinsize(1 + turn, 1 + 3 * turn)
            terminal.read(0.01)
        terminal.process.setwinsize(24, 80)
        terminal.read(0.3)
        still_turns_pages(terminal)


def test_a_terminal_that_is_closed_ends_the_tutor_and_the_place_is_kept(tmp_path: Path) -> None:
    pid = tmp_path / "pid"
    with Terminal(str(pid), home=tmp_path, program=("-c", UNDER)) as terminal:
        terminal.wait_for("page 1 of 8")
        terminal.press("right")
        terminal.wait_for("page 2 of 8")
        tutor = int(pid.read_text())
        terminal.process.ptyproc.fileobj.close()  # as a window is closed
        end = time.monotonic() + 10
        while runs(tutor):
            time.sleep(0.05)
            assert time.monotonic() < end, "the tutor still runs"
    with Terminal(home=tmp_path) as terminal:
        terminal.wait_for("page 2 of 8")


def runs(pid: int) -> bool:
    """Whether a process is there and has not ended."""
    try:
        os.kill(pid, 0)
    except ProcessLookupError:
        return False
    if sys.platform != "linux":
        return True
    state = Path(f"/proc/{pid}/stat").read_text().rpartition(")")[2].split()[0]
    return state != "Z"
