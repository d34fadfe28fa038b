"""Fenced blocks: what their info string says, and where their lines stand."""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import dataclass
from difflib import get_close_matches

from markdown_it.token import Token

from tutor.core.lesson import Place
from tutor.core.syntax import ProblemReport

ACTIVE = ("graph", "network", "steps", "quiz", "card", "note")
CODE = ("text", "python", "console", "sh", "json", "markdown", "pseudocode")

_ID = re.compile(r"[A-Za-z0-9](?:[A-Za-z0-9._-]{0,62}[A-Za-z0-9])?")


@dataclass(frozen=True)
class Word:
    """A word of the info string and its place."""

    text: str
    at: Place


@dataclass(frozen=True)
class FencedBlock:
    """An active block: its first word, the others, and its lines (from ``first_line`` on)."""

    kind: str
    words: tuple[Word, ...]
    lines: Sequence[str]
    first_line: int
    at: Place

    def id_at(self, index: int, what: str, report: ProblemReport) -> Word | None:
        """The word at ``index`` as an identifier; None, and a problem, when it is none."""
        if len(self.words) <= index:
            said = " ".join((self.kind, *(word.text for word in self.words)))
            report.add(self.at, f"this block has no {what}", f"write '```{said} NAME'")
            return None
        word = self.words[index]
        if not _ID.fullmatch(word.text):
            what = f"{word.text!r} cannot be a {what}"
            report.add(word.at, what, "letters, digits, dots and dashes, 64 at most")
            return None
        return word

    def refuse_more(self, count: int, report: ProblemReport) -> None:
        """Report words after the first ``count``."""
        for word in self.words[count:]:
            report.add(word.at, f"{word.text!r} does not belong here", "remove it")


def _opened_inside(token: Token, lines: Sequence[str]) -> int | None:
    """Which of the lines in a block opens another one: Markdown takes it for text."""
    opening = re.compile(rf" {{0,3}}{re.escape(token.markup)}[`~]* *[A-Za-z]")
    return next((at for at, line in enumerate(lines) if opening.match(line)), None)


def block_of(token: Token, lines: Sequence[str], report: ProblemReport) -> FencedBlock | None:
    """The active block that a fence holds; None for plain code, and for a fence with a problem."""
    start, end = token.map or (0, 0)
    fence = lines[start]
    words = tuple(
        Word(word[0], Place(start + 1, word.start() + 1))
        for word in re.finditer(r"[^\s`~]\S*", fence)
    )
    kind = words[0].text if words else ""
    closed = end - start > 1 and re.fullmatch(r"[ >]*(`{3,}|~{3,})[ ]*", lines[end - 1])
    if kind not in ACTIVE:
        if kind and kind not in CODE:
            close = get_close_matches(kind, ACTIVE, 1, 0.6)
            help_ = f"did you mean {close[0]!r}?" if close else f"there are {', '.join(ACTIVE)}"
            report.add(words[0].at, f"no block called {kind!r}", f"{help_}; plain code is 'text'")
        return None
    at = Place(start + 1)
    if token.level > 0 or not fence.startswith(token.markup):
        report.add(at, f"a {kind!r} block stands at the left margin, outside lists and quotes")
        return None
    if not closed:
        report.add(at, "this block is not closed", f"end it with a line {token.markup}")
        return None
    inner = _opened_inside(token, lines[start + 1 : end - 1])
    if inner is not None:
        what = f"this {kind!r} block is not closed before another one begins in line"
        more = token.markup[0] * (len(token.markup) + 1)
        help_ = f"end it with a line {token.markup}; around a block inside it write {more}"
        report.add(at, f"{what} {start + 2 + inner}", help_)
        return None
    return FencedBlock(kind, words[1:], lines[start + 1 : end - 1], start + 2, at)
