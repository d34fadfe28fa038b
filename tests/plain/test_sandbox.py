"""The sandbox in plain mode: a graph of one's own, told, moved and kept."""

from __future__ import annotations

from pathlib import Path

from tests.plain.test_home import talk
from tutor.core.practice import sandbox as box
from tutor.plain.sandbox import COMMANDS


def in_sandbox(home: Path, *lines: str) -> str:
    typed = "".join(f"{line}\n" for line in ("sandbox", *lines, "quit", "quit"))
    return talk(home, "--plain", lines=typed.encode()).partition("Sandbox:")[2]


def test_a_graph_is_told_and_an_input_takes_another_value(tmp_path: Path) -> None:
    said = in_sandbox(tmp_path, "L = (a*b - 1)^2", "b = 1", "a = minus 2")
    assert "a is minus 2; goes to t1, local gradient 1; its gradient is minus 6." in said
    assert "L = t2 squared is 9; its gradient is 1." in said


def test_what_cannot_be_read_is_said_and_changes_nothing(tmp_path: Path) -> None:
    said = in_sandbox(tmp_path, "L = a*b", "a = cats", "L = (", "a = 5", "graph")
    assert "'cats' is a name" in said
    assert "L = a times b is 5;" in said
    assert "L = (" not in said


def test_a_graph_whose_output_is_called_as_a_leaf_was_is_a_graph(tmp_path: Path) -> None:
    """``y = relu(x)`` was refused as a value of y, a leaf of the graph that is there first."""
    said = in_sandbox(tmp_path, "y = relu(x)", "x = 0")
    assert "goes to y, local gradient 0" in said
    assert "there is a corner and so no slope" in said


def test_the_graph_is_there_again_the_next_time(tmp_path: Path) -> None:
    in_sandbox(tmp_path, "L = a*b", "a = 4")
    assert "L = a times b is 4;" in in_sandbox(tmp_path)


def test_it_is_nudged_descended_and_practised_on(tmp_path: Path) -> None:
    said = in_sandbox(tmp_path, "L = a*a", "a = 3", "nudge a 0.1", "descend", "practise", "quit")
    assert "a raised by 0.1: Delta L = 0.61; the gradient predicts 6 times 0.1 = 0.6." in said
    assert "L falls from 9 to" in said
    assert "Predict the values of" in said


def test_the_graph_that_is_suggested_shows_gradients() -> None:
    """As it is opened, with every leaf at 1."""
    for _, shown, _ in COMMANDS[:1]:
        numbers = box.open_sandbox(shown).numbers
        assert numbers is not None
        assert all(numbers.gradients.values())
