"""The real program in a real terminal: a whole lesson with keys alone, and a tidy end."""

from __future__ import annotations

import re
import signal
from pathlib import Path

import pytest

from tests.core.lessons import STABLE
from tests.samples import slow
from tests.terminal import Terminal

ALTERNATE_SCREEN, NORMAL_SCREEN = b"\x1b[?1049h", b"\x1b[?1049l"
SHOW_CURSOR = b"\x1b[?25h"


def number(text: str, name: str) -> float:
    """The value that the question gives for ``name``."""
    found = re.search(rf"\b{name} = (−?\d+)", text)
    assert found, text
    return float(found[1].replace("−", "-"))


def option(text: str, label: str) -> str:
    """The digit of the option ``label``."""
    found = re.search(rf"(\d):?  {re.escape(label)}\s*$", text, re.MULTILINE)
    assert found, text
    return found[1]


@pytest.mark.slow
def test_a_lesson_from_the_first_page_to_the_last_with_a_stop_in_between(tmp_path: Path) -> None:
    with Terminal("open", str(STABLE), home=tmp_path) as terminal:
        forward_pass(terminal)
        questions(terminal)
        terminal.press("ctrl+q")
        assert terminal.ended() == 0
        assert NORMAL_SCREEN in terminal.raw
    with Terminal("open", str(STABLE), home=tmp_path) as terminal:
        terminal.wait_for("page 6 of 8", "1 of 8 steps done")
        backward_pass(terminal)
        your_turn(terminal)
        terminal.wait_for("the end", "●●●●●●●●")
        terminal.press("escape")
        terminal.wait_for("1 of 22 lessons finished")
        terminal.press("m")
        terminal.wait_for("✓  5  Linear regression", "100 %")
        terminal.press("ctrl+q")
        assert terminal.ended() == 0


def forward_pass(terminal: Terminal) -> None:
    terminal.wait_for("page 1 of ")
    terminal.press("right", "right")
    terminal.wait_for("What is u?")
    terminal.press("6", "enter")
    terminal.wait_for("✗ Not yet. 6 comes out with + between the numbers.")
    terminal.press("5", "enter")
    terminal.wait_for("✓ Right. u = w · x = 5 · 1 = 5.")
    terminal.press("right")
    terminal.wait_for("What is ŷ?")
    terminal.press("6", "enter")
    terminal.wait_for("✓ Right.")
    terminal.press("enter", "space", "space")
    terminal.wait_for("page 4 of ")


def questions(terminal: Terminal) -> None:
    shown = terminal.wait_for("▸ 1  ", "  5  ")
    for label in ("J", "e", "ŷ", "u", "w"):
        terminal.press(option(shown, label))
    terminal.press("enter")
    terminal.wait_for("✓ Right.")
    terminal.press("right")
    terminal.wait_for("Label each quantity.", "4 neither")
    terminal.press("2", "1", "3", "4", "enter")
    terminal.wait_for("✓ Right.")
    terminal.press("right")
    terminal.wait_for("page 6 of ")
    terminal.press("right")
    terminal.wait_for("1 of 8 steps done")


def backward_pass(terminal: Terminal) -> None:
    terminal.press("8", "enter")
    terminal.wait_for("✓ Right.", "2 of 8")
    terminal.press("right")
    terminal.wait_for("product")
    terminal.press("8", "enter", "1", "enter", "8", "enter")
    terminal.wait_for("✓ Right.")
    until_asked(terminal)
    terminal.press("8", "enter", "1", "enter", "8", "enter")
    terminal.wait_for("✓ Right.")
    for _ in range(8):
        if "page 7 of " in terminal.read(0.3):
            break
        terminal.press("right")
    terminal.wait_for("page 7 of ")


def until_asked(terminal: Terminal) -> None:
    for _ in range(8):
        terminal.press("right")
        if "product" in (shown := terminal.read(0.3)) and "✓ Right" not in shown:
            return
    pytest.fail(terminal.read())


def your_turn(terminal: Terminal) -> None:
    shown = terminal.wait_for("Fill the message that u sends to w.", "product")
    e, x = number(shown, "e"), number(shown, "x")
    for answer in (2 * e, x, 2 * e * x):
        terminal.press(f"{answer:g}", "enter")
    terminal.wait_for("✓ Right.")
    terminal.press("right")
    shown = terminal.wait_for("what are ∂J/∂x")
    w, e = number(shown, "w"), number(shown, "e")
    terminal.press(f"{2 * e * w:g}", "enter", f"{-2 * e:g}", "enter")
    terminal.wait_for("✓ Right.")
    terminal.press("right")
    shown = terminal.wait_for("what is ∂J/∂w?", "page 8 of ")
    w, x, b, y = (number(shown, name) for name in "wxby")
    gradient = 2 * (w * x + b - y)
    terminal.press(f"{gradient:g}", "enter")
    terminal.wait_for("✗ Not yet.", "backpropagated gradient", "multiplied by ∂u/∂w")
    terminal.press(f"{gradient * x:g}", "enter")
    terminal.wait_for("✓ Right.")
    terminal.press("right")
    shown = terminal.wait_for("What is the local gradient ∂e/∂y?", "  4:  ")
    terminal.press(option(shown, "−1"), "enter")
    terminal.wait_for("✓ Right.")
    terminal.press("right")
    shown = terminal.wait_for("One last question needs all of it")
    w, x, b, y = (number(shown, name) for name in "wxby")
    e = w * x + b - y
    for answer in (e, 2 * e * x, 2 * e, -2 * e):
        terminal.press(f"{answer:g}", "enter")
    terminal.wait_for("✓ Right.")
    terminal.press("right")


@pytest.mark.parametrize(
    ("sent", "status"),
    [slow(signal.SIGTERM, 143), (signal.SIGHUP, 129), slow(signal.SIGINT, 130)],
)
def test_a_signal_ends_the_tutor_gives_the_terminal_back_and_keeps_the_place(
    tmp_path: Path, sent: signal.Signals, status: int
) -> None:
    with Terminal("open", "5", home=tmp_path) as terminal:
        terminal.wait_for("page 1 of ")
        terminal.press("right")
        terminal.wait_for("page 2 of ")
        terminal.process.kill(sent)
        assert terminal.ended() == status
        assert terminal.raw.rindex(NORMAL_SCREEN) > terminal.raw.rindex(ALTERNATE_SCREEN)
        assert SHOW_CURSOR in terminal.raw[terminal.raw.rindex(ALTERNATE_SCREEN) :]
    with Terminal(home=tmp_path) as terminal:
        terminal.wait_for("page 2 of ")


def test_a_dumb_terminal_is_told_so_in_one_line(tmp_path: Path) -> None:
    with Terminal(home=tmp_path, environment={"TERM": "dumb"}) as terminal:
        assert terminal.ended() == 2
        lines = [line for line in terminal.raw.decode().splitlines() if line]
        assert len(lines) == 1
        assert "cannot be drawn in" in lines[0]


def test_a_lesson_with_problems_never_opens_a_screen(tmp_path: Path) -> None:
    bad = tmp_path / "bad.md"
    bad.write_text("# not a lesson\n", "utf-8")
    with Terminal("open", str(bad), home=tmp_path, columns=200) as terminal:
        assert terminal.ended() == 1
        assert b"bad.md:1:" in terminal.raw
        assert ALTERNATE_SCREEN not in terminal.raw


def test_an_unknown_lesson_is_named(tmp_path: Path) -> None:
    with Terminal("open", "nosuch", home=tmp_path) as terminal:
        assert terminal.ended() == 2
        assert b"nosuch" in terminal.raw
        assert ALTERNATE_SCREEN not in terminal.raw
