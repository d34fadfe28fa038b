"""A text from which words are taken away, while every character that stays keeps its place."""

from __future__ import annotations

import re
from dataclasses import dataclass, field
from itertools import islice

from tutor.core.formulas.lexer import JOINING

MOST = 60
"""Passages of one sort that are looked for in a text."""

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

    def few(self, *patterns: re.Pattern[str]) -> list[re.Match[str]]:
        """The matches, those of each the last first; no more than a text of formulas has."""
        return [one for p in patterns for one in list(islice(p.finditer(self.text), MOST))[::-1]]

    def leave_out_all(self, *patterns: re.Pattern[str], beside: str = "") -> None:
        """Leave out what is found, where ``beside`` stands in the rest of the text."""
        for pattern in patterns:
            for one in self.few(pattern):
                if beside in self.text[: one.start()] + self.text[one.end() :]:
                    self.leave_out(one.start(), one.end())

    def blank_all(self, pattern: re.Pattern[str], first: str = " ") -> None:
        """Blanks for all that is found."""
        for one in list(pattern.finditer(self.text)):
            self.blank(one.start(), one.end(), first)

    def put_all(self, written: str, pattern: re.Pattern[str]) -> None:
        """Other characters for each group of all that is found."""
        for one in list(pattern.finditer(self.text)):
            for group in range(1, pattern.groups + 1):
                if one[group] is not None:
                    self.put(written, one.start(group))
