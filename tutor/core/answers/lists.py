"""Vectors and matrices that are typed as values: ``[1, 2]``, ``[[1, 2], [3, 4]]``, ``(½, 1/3)``."""

from __future__ import annotations

from tutor.core.answers.numbers import AnswerError, read_number

AXES = 3
"""Levels of lists in lists."""


def is_list(text: str) -> bool:
    """Whether this is meant as a list of numbers."""
    text = text.strip()
    return text[:1] == "[" or (text[:1] == "(" and "," in text and _closes_at_end(text))


def read_list(text: str) -> str:
    """The list with its numbers as floats write them, all rows equally long.

    Raises AnswerError for what is not a list of numbers.
    """
    written, _ = _read(text.strip(), 1)
    return written


def _read(text: str, level: int) -> tuple[str, tuple[int, ...]]:
    """A list and its shape."""
    if not _closes_at_end(text) or text[-1:] != {"[": "]", "(": ")"}[text[0]]:
        raise AnswerError("its brackets do not close: write [1, 2], or [[1, 2], [3, 4]]")
    if level > AXES:
        raise AnswerError("its lists are nested too deeply: a matrix is a list of rows")
    parts = [part.strip() for part in _parts(text[1:-1])]
    if not all(parts):
        raise AnswerError("a number is missing: write [1, 2], or [[1, 2], [3, 4]]")
    found = [_read(one, level + 1) if is_list(one) else (_number(one), ()) for one in parts]
    shapes = {shape for _, shape in found}
    if len(shapes) > 1:
        raise AnswerError("its rows do not have the same length")
    return f"[{','.join(one for one, _ in found)}]", (len(found), *shapes.pop())


def _number(text: str) -> str:
    value = read_number(text)
    return str(int(value)) if value == int(value) else repr(value)


def _parts(inside: str) -> list[str]:
    """The stretches between commas outside brackets."""
    parts, depth = [""], 0
    for char in inside:
        depth += (char in "[(") - (char in "])")
        if char == "," and depth == 0:
            parts.append("")
        else:
            parts[-1] += char
    return parts


def _closes_at_end(text: str) -> bool:
    """Whether the bracket that opens a text closes where it ends."""
    depth = 0
    for i, char in enumerate(text):
        depth += (char in "[(") - (char in "])")
        if depth == 0:
            return i == len(text) - 1
    return False
