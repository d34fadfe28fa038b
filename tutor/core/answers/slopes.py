"""σ′(z) and tanh′(z) in a typed formula, written out: the lessons write them so."""

from __future__ import annotations

import re

_SLOPE = re.compile(r"(σ|sigmoid|tanh)\s*['′’]\s*\(")
_WRITTEN_OUT = {"tanh": "(1-tanh({0})^2)"}
_SIGMOID = "(sigmoid({0})*(1-sigmoid({0})))"


def writes_slope(text: str) -> bool:
    """Whether there is a σ′ or tanh′ of something in ``text``."""
    return _SLOPE.search(text) is not None


def with_slopes_written_out(text: str) -> str:
    """The same formula without a prime; as it is where a bracket is not closed."""
    while found := _SLOPE.search(text):
        end = _closing(text, found.end())
        if end is None:
            return text
        inside = text[found.end() : end]
        written = _WRITTEN_OUT.get(found[1], _SIGMOID).format(inside)
        text = f"{text[: found.start()]}{written}{text[end + 1 :]}"
    return text


def _closing(text: str, start: int) -> int | None:
    """Where the bracket that was opened before ``start`` is closed."""
    depth = 1
    for at in range(start, len(text)):
        depth += {"(": 1, ")": -1}.get(text[at], 0)
        if not depth:
            return at
    return None
