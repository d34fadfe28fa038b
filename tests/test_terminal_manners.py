"""The real program in a terminal that misbehaves: garbage, odd locales, resizing, stopping."""

from __future__ import annotations

import os
import re
import signal
import subprocess
import sys
import time
from pathlib import Path

import pytest

from tests.core.lessons import STABLE
from tests.samples import sampled, slow
from tests.terminal import ROOT, Terminal
from tutor.core.text.signs import SMALL
from tutor.repertoire import VARIABLE

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
import os, signal, subprocess, sys, termios
signal.signal(signal.SIGTTOU, signal.SIG_IGN)
before = termios.tcgetattr(0)
tutor = sys.argv[2:] or ["-m", "tutor", "open", "5"]
child = subprocess.Popen([sys.executable, *tutor], cwd={str(ROOT)!r}, process_group=0)
os.tcsetpgrp(0, child.pid)
open(sys.argv[1], "w").write(str(child.pid))
while os.WIFSTOPPED(status := os.waitpid(child.pid, os.WUNTRACED)[1]):
    print("STOPPED", "as before" if termios.tcgetattr(0) == before else "changed")
os.tcsetpgrp(0, os.getpgrp())
status = os.waitstatus_to_exitcode(status)
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
    terminal.wait_for("page 2 of ")
    terminal.press("left")
    terminal.wait_for("page 1 of ")


@pytest.mark.slow
def test_garbage_never_ends_the_tutor(tmp_path: Path) -> None:
    with Terminal("open", "5", home=tmp_path) as terminal:
        terminal.wait_for("page 1 of ")
        for name, data in GARBAGE.items():
            send(terminal, data)
            terminal.read(0.2)
            terminal.press("backspace")  # does nothing here; half a character swallows it
            assert terminal.process.isalive(), f"{name}:\n{terminal.read()}"
            still_turns_pages(terminal)


@pytest.mark.parametrize(
    "environment",
    [
        slow({"LC_ALL": "C", "PYTHONUTF8": "0", "PYTHONIOENCODING": "ascii"}),
        {"LC_ALL": "POSIX", "PYTHONUTF8": "0", "PYTHONCOERCECLOCALE": "0"},
        slow({"TERM": "vt100", "COLORTERM": "", "NO_COLOR": "1"}),
    ],
    ids=["ascii", "posix", "vt100 without colour"],
)
@pytest.mark.slow
def test_the_tutor_starts_whatever_the_terminal_says_it_is(
    tmp_path: Path, environment: dict[str, str]
) -> None:
    with Terminal("open", "5", home=tmp_path, environment=environment) as terminal:
        shown = terminal.wait_for("page 1 of ", "◉○○○○")
        assert "?" not in shown.splitlines()[0]
        still_turns_pages(terminal)


def test_plain_mode_is_read_in_an_ascii_locale(tmp_path: Path) -> None:
    environment = {"LC_ALL": "C", "PYTHONUTF8": "0", "PYTHONIOENCODING": "ascii"}
    words = ("open", str(STABLE), "--plain")
    with Terminal(*words, home=tmp_path, environment=environment) as terminal:
        terminal.wait_for("dz/dx = dz/dy times dy/dx")


CONSOLE = {"TERM": "linux", "COLORTERM": ""}


@pytest.mark.slow
def test_the_linux_console_is_shown_signs_that_its_font_has(tmp_path: Path) -> None:
    """Half of the screen were blocks that stand for an unknown character."""
    with Terminal("open", "12", home=tmp_path, environment=CONSOLE) as terminal:
        terminal.wait_for("page 1 of ", "@oooo")
        terminal.press("right")
        shown = terminal.wait_for("page 2 of ", "ò1 = ")
        assert set(shown) <= SMALL
        terminal.press("3")
        terminal.wait_for("[3 ")


@pytest.mark.parametrize(
    ("words", "keys"),
    [
        slow(("open", "5", "--plain"), ("n", "enter", *"draw", "enter")),
        (("graph", "u = w*x; yhat = u + b", "w=5", "x=1", "b=1"), ()),
    ],
)
@pytest.mark.slow
def test_what_is_printed_on_the_linux_console_has_its_signs_too(
    tmp_path: Path, words: tuple[str, ...], keys: tuple[str, ...]
) -> None:
    with Terminal(*words, home=tmp_path, environment=CONSOLE) as terminal:
        terminal.press(*keys)
        assert set(terminal.wait_for("┌", "ÿ")) <= SMALL
    with Terminal(*words, home=tmp_path, environment=CONSOLE | {VARIABLE: "full"}) as terminal:
        terminal.press(*keys)
        terminal.wait_for("╭", "ŷ")


@pytest.mark.slow
def test_chosen_signs_are_kept_for_plain_mode(tmp_path: Path) -> None:
    with Terminal("open", "5", home=tmp_path, environment={VARIABLE: ""}) as terminal:
        terminal.wait_for("page 1 of ", "◉")
        terminal.press("ctrl+p")
        terminal.wait_for("Search for commands")
        terminal.press(*"signs: plain")
        terminal.wait_for("Signs: plain, for small fonts")
        terminal.press("enter")
        shown = terminal.wait_for("page 1 of ", "@oooo")
        assert set(shown) <= SMALL
    with Terminal("open", "5", "--plain", home=tmp_path) as terminal:
        terminal.wait_for("Page 1 of")
        terminal.press("n", "enter", *"draw", "enter")
        shown = terminal.wait_for("Signs that this font lacks", "¬ raised T", "┌", "ÿ")
        assert set(shown) <= SMALL


ISO = """
import io, sys
from tutor import printing
class Tty(io.TextIOWrapper):
    def isatty(self): return True
sys.stdout = Tty(sys.stdout.buffer, encoding="iso8859-1")
printing.set_encoding()
printing.print_in("plain")
print("╭─∂J/∂ŷ × ½─╮")
sys.stdout.flush()
"""


def test_a_terminal_without_unicode_is_sent_its_own_encoding(tmp_path: Path) -> None:
    """It was sent UTF-8, three wrong characters for each line of a box."""
    done = subprocess.run([sys.executable, "-c", ISO], cwd=ROOT, capture_output=True, check=True)
    assert done.stdout.decode("iso8859-1").strip() == "+-ðJ/ðÿ × ½-+"


def test_a_pipe_is_given_every_sign(tmp_path: Path) -> None:
    words = [sys.executable, "-m", "tutor", "graph", "yhat = w*x", "w=5", "x=1"]
    environment = {**os.environ, **CONSOLE, "BPTUTOR_HOME": str(tmp_path)}
    done = subprocess.run(words, cwd=ROOT, env=environment, capture_output=True, check=True)
    assert "╭" in done.stdout.decode("utf-8")
    assert "ŷ" in done.stdout.decode("utf-8")


@pytest.mark.slow
def test_without_colour_only_greys_are_sent(tmp_path: Path) -> None:
    with Terminal("open", "5", home=tmp_path, environment={"NO_COLOR": "1"}) as terminal:
        terminal.wait_for("page 1 of ")
        terminal.press("right")
        terminal.wait_for("page 2 of ")
        colours = re.findall(rb"[34]8;2;(\d+);(\d+);(\d+)", terminal.raw)
        assert colours
        assert all(red == green == blue for red, green, blue in colours)


ENDING = (
    signal.SIGTERM, signal.SIGHUP, signal.SIGINT, signal.SIGQUIT, signal.SIGUSR1, signal.SIGUSR2,
    signal.SIGALRM, signal.SIGVTALRM, signal.SIGPROF, signal.SIGXCPU,
)  # fmt: skip


@pytest.mark.parametrize("sent", sampled(ENDING, (signal.SIGTERM, signal.SIGUSR1)))
def test_the_terminal_is_as_before_after_a_signal(tmp_path: Path, sent: signal.Signals) -> None:
    pid = tmp_path / "pid"
    with Terminal(str(pid), home=tmp_path, program=("-c", UNDER)) as terminal:
        terminal.wait_for("page 1 of ")
        os.kill(int(pid.read_text()), sent)
        terminal.wait_for(f"AFTER {128 + sent} as before")
        after = terminal.raw[terminal.raw.rindex(ALTERNATE_SCREEN) :]
        assert all(sequence in after for sequence in GIVEN_BACK)


@pytest.mark.slow
def test_a_stopped_tutor_gives_the_terminal_back_and_goes_on_where_it_was(tmp_path: Path) -> None:
    pid = tmp_path / "pid"
    with Terminal(str(pid), home=tmp_path, program=("-c", UNDER)) as terminal:
        terminal.wait_for("page 1 of ")
        for stopped in (signal.SIGTSTP, signal.SIGTSTP, signal.SIGSTOP):
            os.kill(int(pid.read_text()), stopped)
            how = "changed" if stopped is signal.SIGSTOP else "as before"  # none can prepare for it
            terminal.wait_for(f"STOPPED {how}")
            taken = terminal.raw.count(ALTERNATE_SCREEN)
            os.kill(int(pid.read_text()), signal.SIGCONT)
            terminal.wait_for_bytes(ALTERNATE_SCREEN, taken + 1)
            still_turns_pages(terminal)


@pytest.mark.slow
def test_a_tutor_that_is_continued_while_it_stops_goes_on(tmp_path: Path) -> None:
    """One continued before it had stopped did stop, after that, for good."""
    pid = tmp_path / "pid"
    with Terminal(str(pid), home=tmp_path, program=("-c", UNDER)) as terminal:
        terminal.wait_for("page 1 of ")
        tutor = int(pid.read_text())
        for milliseconds in range(0, 200, 10):
            os.kill(tutor, signal.SIGTSTP)
            terminal.read(milliseconds / 1000)
            os.kill(tutor, signal.SIGCONT)
        terminal.read(0.5)
        still_turns_pages(terminal)


@pytest.mark.slow
@pytest.mark.parametrize("gap", [0, 0.001, 0.003])
def test_stops_that_come_faster_than_the_tutor_can_stop_leave_it_going(
    tmp_path: Path, gap: float
) -> None:
    pid = tmp_path / "pid"
    with Terminal(str(pid), home=tmp_path, program=("-c", UNDER)) as terminal:
        terminal.wait_for("page 1 of ")
        tutor = int(pid.read_text())
        for _ in range(20):
            for sent in (signal.SIGTSTP, signal.SIGCONT):
                os.kill(tutor, sent)
                time.sleep(gap)
        terminal.read(0.5)
        still_turns_pages(terminal)
        os.kill(tutor, signal.SIGTERM)
        terminal.wait_for("AFTER 143 as before")


BUSY = """
import signal, sys
from tutor.__main__ import main
signal.signal(signal.SIGURG, lambda *_: sum(range(60_000_000)))
sys.argv = ["bptutor", "open", "5"]
main()
"""
"""The tutor, which SIGURG keeps busy for about a second; Python hands it no signal meanwhile."""


@pytest.mark.slow
def test_signals_count_in_the_order_in_which_they_were_sent(tmp_path: Path) -> None:
    """Python takes those that wait by their numbers: a tutor continued last of all stopped."""
    pid = tmp_path / "pid"
    with Terminal(str(pid), "-c", BUSY, home=tmp_path, program=("-c", UNDER)) as terminal:
        terminal.wait_for("page 1 of ")
        tutor = int(pid.read_text())
        for sent in (signal.SIGURG, signal.SIGTSTP, signal.SIGCONT):
            os.kill(tutor, sent)
            time.sleep(0.2)
        terminal.read(0.5)
        still_turns_pages(terminal)
        for sent in (signal.SIGURG, signal.SIGCONT, signal.SIGTSTP):
            os.kill(tutor, sent)
            time.sleep(0.2)
        terminal.wait_for("STOPPED as before")
        os.kill(tutor, signal.SIGCONT)
        still_turns_pages(terminal)


@pytest.mark.slow
@pytest.mark.parametrize("pressed", [(), ("right",)], ids=["at once", "after a while"])
def test_a_paste_whose_end_never_comes_does_not_swallow_the_keys_for_ever(
    tmp_path: Path, pressed: tuple[str, ...]
) -> None:
    with Terminal("open", "5", home=tmp_path) as terminal:
        terminal.wait_for("page 1 of ")
        send(terminal, b"\x1b[200~half of a paste")
        terminal.read(2.5 if pressed else 0.3)
        if pressed:
            terminal.press(*pressed)
            terminal.wait_for("page 2 of ")
        terminal.press("ctrl+q")
        assert terminal.ended() == 0
        assert all(sequence in terminal.raw for sequence in GIVEN_BACK)


@pytest.mark.slow
@pytest.mark.parametrize("milliseconds", range(60, 500, 40))
def test_ctrl_c_during_the_start_ends_it_as_it_ends_other_programs(
    tmp_path: Path, milliseconds: int
) -> None:
    """Through the command line it was "Aborted!", and 1."""
    pid = tmp_path / "pid"
    with Terminal(str(pid), home=tmp_path, program=("-c", UNDER)) as terminal:
        while not (pid.exists() and pid.read_text()):
            terminal.read(0.01)
        terminal.read(milliseconds / 1000)
        os.kill(int(pid.read_text()), signal.SIGINT)
        shown = terminal.wait_for("AFTER 130 as before")
        assert "Aborted" not in shown


@pytest.mark.slow
def test_a_tutor_that_nobody_could_continue_does_not_stop(tmp_path: Path) -> None:
    """Ctrl+Z where the tutor is all that the terminal runs froze the window."""
    with Terminal("open", "5", home=tmp_path) as terminal:
        terminal.wait_for("page 1 of ")
        terminal.press("ctrl+z")
        terminal.read(0.5)
        still_turns_pages(terminal)


@pytest.mark.slow
def test_a_storm_of_resizing_ends_in_the_last_size(tmp_path: Path) -> None:
    with Terminal("open", "5", home=tmp_path) as terminal:
        terminal.wait_for("page 1 of ")
        for turn in range(40):
            terminal.process.setwinsize(1 + turn, 1 + 3 * turn)
            terminal.read(0.01)
        terminal.process.setwinsize(24, 80)
        terminal.read(0.3)
        still_turns_pages(terminal)


@pytest.mark.slow
def test_a_terminal_that_is_closed_ends_the_tutor_and_the_place_is_kept(tmp_path: Path) -> None:
    pid = tmp_path / "pid"
    with Terminal(str(pid), home=tmp_path, program=("-c", UNDER)) as terminal:
        terminal.wait_for("page 1 of ")
        terminal.press("right")
        terminal.wait_for("page 2 of ")
        tutor = int(pid.read_text())
        terminal.process.ptyproc.fileobj.close()  # as a window is closed
        end = time.monotonic() + 10
        while runs(tutor):
            time.sleep(0.05)
            assert time.monotonic() < end, "the tutor still runs"
    with Terminal(home=tmp_path) as terminal:
        terminal.wait_for("page 2 of ")


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


def test_signs_that_were_asked_for_are_written_wherever_they_lead(tmp_path: Path) -> None:
    words = [sys.executable, "-m", "tutor", "graph", "yhat = w*x", "w=5", "x=1"]
    environment = {**os.environ, VARIABLE: "plain", "BPTUTOR_HOME": str(tmp_path)}
    done = subprocess.run(words, cwd=ROOT, env=environment, capture_output=True, check=True)
    assert set(done.stdout.decode("utf-8")) <= SMALL
