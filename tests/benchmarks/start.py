"""How soon the program is there, and how soon it answers a key.

``python -m tests.benchmarks.start [ROUNDS]`` compares, in turn and in one run,

- ``bptutor --help`` with ``python -c "import click"`` (at most 1.6 times);
- the first frame of the tutor with that of a bare Textual application (at most 1.35 times);
- the time from a key to the changed screen (p95 under 50 ms).

Times are of a real program in a real pseudo-terminal, so a busy machine shows in all of them; the
ratios are what counts.  Exit status 1 when one is missed.
"""

from __future__ import annotations

import os
import subprocess
import sys
import tempfile
import time
from collections.abc import Callable, Sequence
from pathlib import Path
from statistics import median

from tests.terminal import ROOT, Terminal

ROUNDS = 9
KEYS = 40
HELP, FRAME, KEY = 1.6, 1.35, 50.0

BARE = """
from textual.app import App
from textual.widgets import Static
class Bare(App):
    def compose(self):
        yield Static("bare and ready")
Bare().run()
"""


def seconds(words: Sequence[str]) -> float:
    """The time that Python takes with these words."""
    start = time.perf_counter()
    subprocess.run([sys.executable, *words], cwd=ROOT, capture_output=True, check=True)
    return time.perf_counter() - start


def first_frame(program: Sequence[str], text: str, home: Path) -> float:
    """The time until ``text`` stands on the screen."""
    start = time.perf_counter()
    with Terminal(home=home, program=program) as terminal:
        wait(terminal, text)
        return time.perf_counter() - start


def wait(terminal: Terminal, text: str) -> None:
    """Read as fast as the terminal writes."""
    end = time.monotonic() + 20
    while text not in terminal.read(0.001):
        assert time.monotonic() < end, terminal.read()


def key_times(home: Path, count: int) -> list[float]:
    """Milliseconds from a key to the page that it leads to."""
    found = []
    with Terminal("open", "5", home=home) as terminal:
        terminal.process.delaybeforesend = None  # pexpect waits before it types, a program does not
        wait(terminal, "page 1 of")
        for turn in range(count):
            there, key = ("page 2 of", "\x1b[C") if turn % 2 == 0 else ("page 1 of", "\x1b[D")
            time.sleep(0.2)
            terminal.read(0.01)
            start = time.perf_counter()
            terminal.process.send(key)
            found.append(1000 * (arrives(terminal, there) - start))
    return sorted(found)


def arrives(terminal: Terminal, text: str) -> float:
    """When the bytes came that put ``text`` on the screen: to draw them is a terminal's work."""
    while True:
        data = terminal.process.read_nonblocking(65536, timeout=20)
        came = time.perf_counter()
        terminal.take(data)
        if text in terminal.shown:
            return came


def compiled(folder: Path) -> None:
    """Python keeps what it compiles, as it does for an installed program, here in ``folder``."""
    os.environ.pop("PYTHONDONTWRITEBYTECODE", None)
    os.environ["PYTHONPYCACHEPREFIX"] = str(folder)


def compared(name: str, ours: Callable[[], float], peer: Callable[[], float], limit: float,
             rounds: int) -> bool:  # fmt: skip
    """Print one row; whether the limit is kept."""
    pairs = [(ours(), peer()) for _ in range(rounds)]
    mine, theirs = (median(column) for column in zip(*pairs, strict=True))
    kept = mine / theirs <= limit
    print(f"{name:<44}{1000 * theirs:>8.0f}{1000 * mine:>8.0f}{mine / theirs:>8.2f}x"
          f"{limit:>8.2f}x  {'' if kept else 'MISSED'}")  # fmt: skip
    return kept


def main(rounds: int = ROUNDS) -> int:
    """Print the table."""
    print(f"{'':<44}{'peer ms':>8}{'ours ms':>8}{'ratio':>9}{'at most':>9}")
    with tempfile.TemporaryDirectory() as made:
        home = Path(made)
        compiled(home / "bytecode")
        bare = home / "bare.py"
        bare.write_text(BARE)
        first_frame(["-m", "tutor"], "The first minute", home)  # only once
        first_frame([str(bare)], "bare and ready", home)
        good = compared(
            "bptutor --help, import click",
            lambda: seconds(["-m", "tutor", "--help"]),
            lambda: seconds(["-c", "import click"]),
            HELP,
            rounds,
        )
        good &= compared(
            "first frame of the tutor, of a bare app",
            lambda: first_frame(["-m", "tutor"], "lessons finished", home),
            lambda: first_frame([str(bare)], "bare and ready", home),
            FRAME,
            rounds,
        )
        times = key_times(home, KEYS)
    p95 = times[int(0.95 * len(times))]
    good &= p95 < KEY
    print(f"{'key to changed screen, ms':<44} p50 {median(times):.0f}, p95 {p95:.0f}, "
          f"max {times[-1]:.0f}; p95 under {KEY:.0f}{'' if p95 < KEY else '  MISSED'}")  # fmt: skip
    return 0 if good else 1


if __name__ == "__main__":
    sys.exit(main(*map(int, sys.argv[1:])))
