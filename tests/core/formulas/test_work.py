"""How the work of the reader grows with the statements of a text: in steps, not in seconds."""

from __future__ import annotations

import sys
from collections.abc import Callable
from time import process_time
from types import FrameType
from typing import Any

import pytest

from tests.samples import sampled
from tutor.core.typed import read_typed

FEW = 15
"""Statements of the shortest text."""


def counted_steps(work: Callable[[], object]) -> int:
    """Lines of the reader that are gone through, each turn of a loop in one line among them."""
    steps = 0

    def trace(frame: FrameType, _event: str, _of: Any) -> Callable[..., Any] | None:
        nonlocal steps
        steps += 1
        return trace if "formulas" in frame.f_code.co_filename else None

    before = sys.gettrace()
    sys.settrace(trace)
    try:
        work()
    finally:
        sys.settrace(before)
    return steps


TEXTS = [
    ("w = 2\n", "w\n", "L = w"),
    ("x = [1,2]; ", "x[1] += 1\n", "L = sum(x)"),
    ("", "x{0} = [1,2]@[{0},3]\n", ""),
    ("f(x, y) = x*y; ", "f_x(x, y) = y; ", ""),
    ("L = w; ", "w = w - ∂L/∂w; ", ""),
]


@pytest.mark.parametrize("parts", sampled(TEXTS, TEXTS[:1]), ids=lambda parts: parts[1].strip())
def test_twice_as_many_statements_are_no_more_than_twice_the_work(
    parts: tuple[str, str, str],
) -> None:
    start, statement, end = parts

    def steps(count: int) -> int:
        text = start + "".join(map(statement.format, range(count))) + end
        return counted_steps(lambda: read_typed(text))

    steps(2)  # what is loaded once does not count
    few, more, most = map(steps, (FEW, 2 * FEW, 4 * FEW))
    assert most - more < 2.1 * (more - few)


def test_a_long_line_before_a_case_is_read_in_no_time() -> None:
    """A pattern makes no steps; this one took seven seconds."""
    read_typed("y = x")
    before = process_time()
    read_typed(f"y =\n- x{' ' * 1200}+ 1\n- 0 otherwise")
    assert process_time() - before < 2
