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
from collections.abc import Callable, Sequence
from dataclasses import dataclass, field

from tutor.core.formulas.lexer import Piece, text_of
from tutor.core.formulas.programs.rewriting import Text, pieces_at

_HEAD = re.compile(r"(if|elif|else)\b(?!\s*=)")
_SET = re.compile(
    r"(?:(?:double|float|let|var|const|auto)[ \t]+)?(\w+)[ \t]*([-+*/]?)=(?!=)[ \t]*|return\b[ \t]*"
)
RETURN = "return"
DEPTH = 12
"""Levels to which choices may be nested."""


@dataclass
class _Line:
    """One simple statement or head, without its indent and what follows its colon."""

    said: Text
    indent: int
    first: int
    end: int
    """Where in the text its line begins, and where it ends itself."""

    @property
    def text(self) -> str:
        return text_of(self.said)


@dataclass
class _Choice:
    """Conditions (none for ``else``) with the lines that each has."""

    conditions: list[Text] = field(default_factory=list)
    bodies: list[list[_Line]] = field(default_factory=list)


class _NoChoiceError(Exception):
    """These lines are more than a choice between values."""


def in_one_line(pieces: Text, idle: Callable[[str], bool]) -> tuple[Text, list[tuple[str, int]]]:
    """``pieces`` with each choice over lines in one line, and the choices that compute nothing.

    ``idle`` tells the statements that show or check something; they are left out of choices.
    """
    text = text_of(pieces)
    if not re.search(r"^[ \t]*if\b[^\n]*:", text, re.MULTILINE):
        return pieces, []
    found = _lines(pieces)
    left: list[tuple[str, int]] = []
    out: Text = []
    done = place = 0
    while place < len(found):
        end = place + 1
        if _word(found[place]) == "if":
            last = _own_end(found, place)
            checks = found[place:last]
            if all(_word(one) or idle(one.text) for one in checks):
                said_ = " ".join(" ".join(one.text.split()) for one in checks)
                left.append((said_, found[place].said[0].at))
                made, end = pieces_at("\n", found[place].said[0].at), last
            else:
                end = _end_of(found, place)
                kept = [one for one in found[place:end] if _word(one) or not idle(one.text)]
                try:
                    made = _written(kept, found[:place])
                except _NoChoiceError:
                    place += 1
                    continue
            out += [*pieces[done : found[place].first], *made]
            done = found[end - 1].end
        place = end
    return [*out, *pieces[done:]], left


def _lines(pieces: Sequence[Piece]) -> list[_Line]:
    """The statements; what stands behind a colon is deeper than its head."""
    found: list[_Line] = []
    start = depth = 0
    for i, piece in enumerate([*pieces, Piece("\n", len(pieces))]):
        depth += (piece.text in "([{") - (piece.text in ")]}")
        if piece.text == "\n" and depth <= 0:
            found += _line(list(pieces[start:i]), start)
            start, depth = i + 1, 0
    return found


def _line(pieces: Text, start: int) -> list[_Line]:
    said = _stripped(pieces)
    if not said:
        return []
    indent = next(i for i, p in enumerate(pieces) if p.text not in " \t")
    end = start + indent + len(said)
    line = _Line(said, indent, start, end)
    head = _HEAD.match(line.text)
    colon = _colon(line.text) if head else -1
    if colon < 0 or not _stripped(said[colon + 1 :]):
        return [line]
    return [
        _Line(said[: colon + 1], indent, start, start + indent + colon + 1),
        _Line(_stripped(said[colon + 1 :]), indent + 1, start, end),
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


def _own_end(lines: Sequence[_Line], start: int) -> int:
    """Where the choice ends that begins here."""
    indent = lines[start].indent
    end = start + 1
    while end < len(lines) and (
        lines[end].indent > indent
        or (lines[end].indent == indent and _word(lines[end]) in {"elif", "else"})
    ):
        end += 1
    return end


def _end_of(lines: Sequence[_Line], start: int) -> int:
    """Where the choice ends; with an early ``return``, where the suite does."""
    indent = lines[start].indent
    end = _own_end(lines, start)
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
            value = [*line.said[target.end() :]]
            if target[2] and value:  # += goes on from the value before
                at = line.said[0].at
                value = [*pieces_at(f"{target[1]} {target[2]} ", at), *_bracketed(value)]
            new = {target[1] or RETURN: value}
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
                text += [*pieces_at(" if ", at), *_bracketed(condition), *pieces_at(" else ", at)]
        if choice.conditions[-1]:  # no else: it stays what it was
            if name not in known:
                raise _NoChoiceError
            text += pieces_at(name, at)
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


def _bracketed(inside: Sequence[Piece]) -> Text:
    return [Piece("(", inside[0].at), *inside, Piece(")", inside[-1].at)]
