"""Loops over what the text says, written out turn by turn.

    for i in range(2):         z += w[0]*x[0]
        z += w[i]*x[i]         z += w[1]*x[1]

What a loop sets anew in each turn gets a name for each of them.  Raises ExpressionError where the
number of turns is not known, and for a loop that trains: its turns are graphs of their own.
"""

from __future__ import annotations

import re
from collections.abc import Callable, Iterator, Mapping, Sequence
from dataclasses import dataclass

from tutor.core.errors import ExpressionError
from tutor.core.formulas.lexer import text_of
from tutor.core.formulas.programs.languages import KEYWORD
from tutor.core.formulas.programs.ranges import Sizes, loop_error
from tutor.core.formulas.programs.rewriting import (
    Text,
    lines,
    pieces_at,
    replace_matches,
    split_outside_brackets,
    strip_blanks,
)

LINES = 400
"""Lines that the loops of a text may come to."""
CHARACTERS = 40_000
"""Characters that the loops of a text may come to."""

HEAD = re.compile(r"for\b[ \t]*(.+?)[ \t]+(?:in|∈)[ \t]+(.+?)[ \t]*:$", re.DOTALL)
_ANY_LOOP = re.compile(r"(?:for|while|repeat)\b(?![ \t]*[=.,)])")
_FIRST = re.compile(r"(for\b[^\n]*?[^:\n]:)(?=[ \t]+\w+[ \t]*[-+*/]?=(?!=))")
_SET = re.compile(r"(\w+)[ \t]*([-+*/]?)=(?!=)")
_SET_ENTRY = re.compile(r"\w+(?:\[[^\[\]=]+\]|\([^()=]+\))+[ \t]*[-+*/]?=(?!=)")
_TRAINS = re.compile(
    r"\.backward\(|\.grad\b|\.step\(|zero_grad|\bgrads?\b|gradient|\blr\b|learning_rate|\bepochs?\b"
)
_LEAVES = re.compile(r"\b(?:break|continue|return|next)\b")


@dataclass
class Statement:
    """A line of the program: its characters without its indent and its end."""

    said: Text
    indent: int

    @property
    def text(self) -> str:
        """What it says."""
        return text_of(self.said)


def without_loops(pieces: Text, idle: Callable[[str], bool], sizes: Callable[[str], Sizes]) -> Text:
    """The text with its loops written out.

    ``idle`` tells lines that compute nothing, ``sizes`` what is known of a text.  Raises
    ExpressionError.
    """
    text = text_of(pieces)
    if not re.search(r"^[ \t]*(?:for|while|repeat)\b", text, re.MULTILINE):
        return pieces
    made = list(statements(pieces))
    if not any(_ANY_LOOP.match(one.text) for one in made):
        return pieces
    found = _Turns(text, sizes(text), idle).all(made)
    return text_of_statements(found)


def text_of_statements(found: Sequence[Statement]) -> Text:
    """A line for each statement."""
    out: Text = []
    for one in found:
        at = one.said[0].at
        out += [*pieces_at(" " * one.indent, at), *one.said, *pieces_at("\n", one.said[-1].at)]
    return out


def statements(pieces: Text) -> Iterator[Statement]:
    """The statements; what stands behind the colon of a loop is deeper than its head."""
    for line in lines(pieces):
        inside = strip_blanks(line)
        if not inside:
            continue
        indent = next(i for i, p in enumerate(line) if p.text not in " \t")
        first = _FIRST.match(text_of(inside))
        if first:
            yield Statement(inside[: first.end()], indent)
            inside, indent = strip_blanks(inside[first.end() :]), indent + 1
        for start, end in split_outside_brackets(text_of(inside), ";"):
            part = strip_blanks(inside[start:end])
            declared = _declared(text_of(part))
            part = part[declared.end() :] if declared else part
            if part:
                yield Statement(part, indent)


def _declared(text: str) -> re.Match[str] | None:
    """``double t = …``: the words before the name."""
    return None if text.startswith("return") else KEYWORD.match(text)


class _Turns:
    """What is known of the sizes of a text, and the names that it has."""

    def __init__(self, text: str, sizes: Sizes, idle: Callable[[str], bool]) -> None:
        self._idle = idle
        self._words = set(re.findall(r"[A-Za-z_]\w*", text))
        self._sizes = sizes
        self._lines = self._characters = 0

    def all(self, found: Sequence[Statement]) -> list[Statement]:
        """The statements without loops."""
        out: list[Statement] = []
        place = 0
        while place < len(found):
            one = found[place]
            end = place + 1
            if not _ANY_LOOP.match(one.text):
                out.append(one)
            else:
                while end < len(found) and found[end].indent > one.indent:
                    end += 1
                out = self._written(one, self.all_inside(found[place:end]), out)
            place = end
        return out

    def all_inside(self, found: Sequence[Statement]) -> list[Statement]:
        """The body of a loop, without the loops in it."""
        head, body = found[0], found[1:]
        if any(_TRAINS.search(one.text) for one in found):
            raise ExpressionError(
                "this loop trains: each of its turns is a graph of its own", head.said[0].at,
                "paste the formulas of one turn, without the updates",
            )  # fmt: skip
        leaves = any(_LEAVES.search(one.text) for one in body)
        if head.text.startswith(("while", "repeat")) or not body or leaves:
            raise loop_error(head.said[0].at)
        return self.all(body)

    def _written(
        self, head: Statement, body: Sequence[Statement], before: list[Statement]
    ) -> list[Statement]:
        """``before`` and the turns of the loop."""
        loop = HEAD.match(head.text)
        if loop is None:
            raise loop_error(head.said[0].at)
        names = re.findall(r"\w+", loop[1])
        turns = self._sizes.turns(names, head.said[slice(*loop.span(2))], head.said[0].at)
        body = [one for one in body if not self._idle(one.text)]
        for one in body:
            choice = re.match(r"(?:if|elif|else)\b.*:", one.text)
            if not (_SET.match(one.text) or _SET_ENTRY.match(one.text) or choice):
                raise loop_error(one.said[0].at)
        anew = self._anew(body)
        current = {name: name for name in anew}
        for name in anew:
            if any((s := _SET.match(one.text)) and s[1] == name for one in before):
                current[name] = self._free(name)
        before = [Statement(rename_in(one.said, current), one.indent) for one in before]
        out = list(before)
        for number, turn in enumerate(turns, 1):
            values = dict(zip(names, turn, strict=True))
            for one in body:
                target = _SET.match(one.text)
                made = rename_in(one.said, {**current, **values})
                if target and target[1] in anew and not self._carries(one):
                    name = target[1]
                    is_last = number == len(turns)
                    current[name] = name if is_last else self._free(name)
                    behind = one.said[len(target[1]) :]
                    old = {**current, name: current[name], **values}
                    made = [*pieces_at(current[name], one.said[0].at), *rename_in(behind, old)]
                self._spend(made, head)
                out.append(Statement(made, head.indent + one.indent - body[0].indent))
        self._refuse_unused(head, anew, out[len(before) :])
        return out

    @staticmethod
    def _refuse_unused(head: Statement, anew: Sequence[str], made: Sequence[Statement]) -> None:
        """Raises ExpressionError where no turn uses what the one before has set."""
        text = "\n".join(one.text for one in made)
        for name in anew:
            if len(re.findall(rf"(?<![\w.]){name}_[0-9]+\b", text)) == len(
                re.findall(rf"(?<![\w.]){name}_[0-9]+[ \t]*=(?!=)", text)
            ) and text.count(f"{name}_"):
                what = f"every turn of this loop sets {name!r} anew, so only the last one counts"
                raise ExpressionError(what, head.said[0].at, "write the turn that is meant")

    @staticmethod
    def _carries(one: Statement) -> bool:
        """``z += x`` and ``z = z + x``: the name goes on from its value before."""
        target = _SET.match(one.text)
        if target is None:
            return False
        mentions = re.search(rf"(?<![\w.]){target[1]}\b", one.text[target.end() :])
        return bool(target[2] or mentions)

    def _anew(self, body: Sequence[Statement]) -> list[str]:
        """The names that every turn sets without their value before."""
        depth = min((one.indent for one in body), default=0)
        own = [one for one in body if one.indent == depth and not self._carries(one)]
        found = [target[1] for one in own if (target := _SET.match(one.text))]
        return list(dict.fromkeys(found))

    def _free(self, name: str) -> str:
        number = 1
        while f"{name}_{number}" in self._words:
            number += 1
        self._words.add(f"{name}_{number}")
        return f"{name}_{number}"

    def _spend(self, made: Text, head: Statement) -> None:
        self._lines += 1
        self._characters += len(made)
        if self._lines > LINES or self._characters > CHARACTERS:
            raise ExpressionError("this loop has too many turns to write out", head.said[0].at,
                                  "take fewer turns")  # fmt: skip


def rename_in(pieces: Text, names: Mapping[str, str]) -> Text:
    """``pieces`` with other words for these names."""
    other = {name: value for name, value in names.items() if name != value}
    if not other:
        return list(pieces)
    pattern = re.compile(rf"(?<![\w.])(?:{'|'.join(map(re.escape, other))})(?!\w)")
    return list(replace_matches(
        pieces, pattern, lambda found: pieces_at(other[found[0]], pieces[found.start()].at)
    ))  # fmt: skip
