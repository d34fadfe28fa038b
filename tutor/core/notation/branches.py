"""``if``, ``elif`` and ``else`` over lines of a program, as choices in one line.

    if x > 0:              y = (x) if (x > 0) else (0)
        y = x
    else:
        y = 0

What sets several names becomes a line for each; a ``return`` is treated like a name.  What is no
such choice is left as it stands, for the reader of programs to refuse.
"""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import dataclass, field

from tutor.core.notation.tokens import Piece

_HEAD = re.compile(r"(if|elif|else)\b(?!\s*=)")
_SET = re.compile(r"(\w+)[ \t]*=(?!=)[ \t]*|return\b[ \t]*")
RETURN = "return"
DEPTH = 12
"""Levels to which choices may be nested."""

Text = list[Piece]


@dataclass
class _Line:
    """One simple statement or head, without its indent and what follows its colon."""

    said: Text
    indent: int
    first: int
    """The place in the text where its line begins."""

    @property
    def text(self) -> str:
        return "".join(p.text for p in self.said)


@dataclass
class _Choice:
    """Conditions (none for ``else``) with the lines that each has."""

    conditions: list[Text] = field(default_factory=list)
    bodies: list[list[_Line]] = field(default_factory=list)


class _NoChoiceError(Exception):
    """These lines are more than a choice between values."""


def in_one_line(text: str) -> Text:
    """``text`` with each of its choices over lines in one line; every character has its place."""
    pieces = [Piece(char, at) for at, char in enumerate(text)]
    if not re.search(r"^[ \t]*if\b[^\n]*:", text, re.MULTILINE):
        return pieces
    lines = _lines(pieces)
    out: Text = []
    done = place = 0
    while place < len(lines):
        end = place + 1
        if _word(lines[place]) == "if":
            end = _end_of(lines, place)
            try:
                made = _written(lines[place:end], lines[:place])
            except _NoChoiceError:
                end = place + 1
            else:
                out += [*pieces[done : lines[place].first], *made]
                last = lines[end - 1].said[-1].at + 1
                done = last
        place = end
    return [*out, *pieces[done:]]


def _lines(pieces: Sequence[Piece]) -> list[_Line]:
    """The statements; what stands behind a colon is deeper than its head."""
    found: list[_Line] = []
    current: Text = []
    depth = 0
    for piece in [*pieces, Piece("\n", len(pieces))]:
        depth += (piece.text in "([{") - (piece.text in ")]}")
        if piece.text != "\n" or depth > 0:
            current.append(piece)
            continue
        found += _line(current)
        current, depth = [], 0
    return found


def _line(pieces: Text) -> list[_Line]:
    said = _stripped(pieces)
    if not said:
        return []
    indent, first = pieces.index(said[0]), pieces[0].at
    line = _Line(said, indent, first)
    head = _HEAD.match(line.text)
    colon = _colon(line.text) if head else -1
    if colon < 0 or not _stripped(said[colon + 1 :]):
        return [line]
    return [
        _Line(said[: colon + 1], indent, first),
        _Line(_stripped(said[colon + 1 :]), indent + 1, first),
    ]


def _stripped(pieces: Sequence[Piece]) -> Text:
    found = list(pieces)
    while found and found[-1].text in " \t\r;":
        found.pop()
    while found and found[0].text in " \t":
        found.pop(0)
    return found


def _colon(text: str) -> int:
    depth = 0
    for i, char in enumerate(text):
        depth += (char in "([{") - (char in ")]}")
        if char == ":" and depth == 0:
            return i
    return -1


def _word(line: _Line) -> str:
    """``if``, ``elif`` or ``else`` when the line is the head of a case."""
    head = _HEAD.match(line.text)
    return head[1] if head and line.text.endswith(":") else ""


def _end_of(lines: Sequence[_Line], start: int) -> int:
    """Where the choice ends that begins here; with an early ``return``, where the suite does."""
    indent = lines[start].indent
    end = start + 1
    while end < len(lines) and (
        lines[end].indent > indent
        or (lines[end].indent == indent and _word(lines[end]) in {"elif", "else"})
    ):
        end += 1
    returns = any(one.text.startswith(RETURN) for one in lines[start:end])
    if returns and not any(
        _word(one) == "else" and one.indent == indent for one in lines[start:end]
    ):
        while end < len(lines) and lines[end].indent >= indent:
            end += 1
    return end


def _written(lines: Sequence[_Line], before: Sequence[_Line]) -> Text:
    """The choice in one line for each name that it sets.  Raises _NoChoiceError."""
    known = {found[1] for one in before if (found := _SET.match(one.text)) and found[1]}
    first = lines[0]
    out: Text = []
    for name, value in _values(lines, known, 0).items():
        at = first.said[0].at
        begin = "return " if name == RETURN else f"{name} = "
        start = [Piece(char, at) for char in " " * first.indent + begin]
        out += [*([Piece("\n", at)] if out else []), *start, *value]
    return out


def _values(lines: Sequence[_Line], known: set[str], depth: int) -> dict[str, Text]:
    """What each name is after these lines, as one formula.  Raises _NoChoiceError."""
    found: dict[str, Text] = {}
    place = 0
    while place < len(lines):
        line = lines[place]
        if _word(line) == "if" and depth < DEPTH:
            end = _end_of(lines, place)
            new = _chosen(lines[place:end], known | set(found), depth + 1)
            place = end
        else:
            target = _SET.match(line.text)
            if target is None or RETURN in found:
                raise _NoChoiceError
            new = {target[1] or RETURN: [*line.said[target.end() :]]}
            place += 1
        if not set(new).isdisjoint(found) or any(_mentions(v, set(found)) for v in new.values()):
            raise _NoChoiceError  # several steps, not one formula
        found |= new
    if RETURN in found and len(found) > 1:
        raise _NoChoiceError
    return found


def _mentions(value: Text, names: set[str]) -> bool:
    return not names.isdisjoint(re.findall(r"\w+", "".join(p.text for p in value)))


def _chosen(lines: Sequence[_Line], known: set[str], depth: int) -> dict[str, Text]:
    choice = _parted(lines)
    values = [_values(body, known, depth) for body in choice.bodies]
    names = dict.fromkeys(name for one in values for name in one)
    out: dict[str, Text] = {}
    for name in names:
        at = lines[0].said[0].at
        text: Text = []
        for condition, one in zip(choice.conditions, values, strict=True):
            value = one.get(name) or ([Piece(name, at)] if name in known else None)
            if not value:
                raise _NoChoiceError
            text += _bracketed(value)
            if condition:
                text += [*_said(" if ", at), *_bracketed(condition), *_said(" else ", at)]
        if choice.conditions[-1]:  # no else: it stays what it was
            if name not in known:
                raise _NoChoiceError
            text += _said(name, at)
        out[name] = text
    return out


def _parted(lines: Sequence[_Line]) -> _Choice:
    """The cases of one choice; lines behind an early ``return`` are those of ``else``."""
    choice = _Choice()
    indent = lines[0].indent
    for place, line in enumerate(lines):
        word = _word(line) if line.indent == indent else ""
        if word and not (word == "if" and place):
            choice.conditions.append(line.said[len(word) : -1] if word != "else" else [])
            choice.bodies.append([])
        elif line.indent <= indent:
            choice.conditions.append([])
            choice.bodies.append(list(lines[place:]))
            break
        else:
            choice.bodies[-1].append(line)
    if not all(choice.bodies) or any(not one for one in choice.conditions[:-1]):
        raise _NoChoiceError
    return choice


def _said(text: str, at: int) -> Text:
    return [Piece(char, at) for char in text]


def _bracketed(inside: Sequence[Piece]) -> Text:
    return [Piece("(", inside[0].at), *inside, Piece(")", inside[-1].at)]
