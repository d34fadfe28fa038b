"""A text from which words are taken away, while every character that stays keeps its place."""

from __future__ import annotations

import re
from dataclasses import dataclass, field

from tutor.core.formulas.lexer import JOINING

_LONG_DASH = chr(0x2014)
"""It is read, and never shown."""


@dataclass
class Remains:
    """What is left of a text, as long as the whole, and what was said in it."""

    text: str
    left_out: list[tuple[int, str]] = field(default_factory=list)

    def put(self, written: str, start: int) -> None:
        """Other characters from ``start`` on."""
        self.text = self.text[:start] + written + self.text[start + len(written) :]

    def blank(self, start: int, end: int, first: str = " ") -> None:
        """Blanks, and the line ends that were there; ``first`` in place of the first of them."""
        blank = "".join(c if c in "\r\n" else " " for c in self.text[start:end])
        if blank[:1] == " ":
            blank = first + blank[1:]
        self.put(blank, start)

    def leave_out(self, start: int, end: int, first: str = ";") -> None:
        """Blanks for what is said there, with the end of a statement before it."""
        what = self.text[start:end].strip(f" \t\n\r.,;:?!*#>|{_LONG_DASH}–-")
        if re.search(r"\w", what) and what.lower() not in JOINING:
            self.left_out.append((start, " ".join(what.split())))
        self.blank(start, end, first)
