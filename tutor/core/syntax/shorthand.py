"""Lines of a graph that stand for several: vectors, softmax, and what is repeated.

    param z = [1, 2, 0.5]               param z1 = 1, param z2 = 2, param z3 = 0.5
    p = softmax(z)                      p_e1 = exp(z1), …, p_sum = sum(…), p1 = p_e1 / p_sum, …
    repeat i in 1..3: l{i} = log(p{i})  the line for i = 1, 2 and 3
    vary z in -2..2                     vary z1, z2, z3 in -2..2

Each is written out before anything is read, so no other part of the program knows of them; only
what a vector or a softmax stands for is kept together, as a group that is drawn as one box.
"""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator
from dataclasses import dataclass

from tutor.core.budget import spend
from tutor.core.lesson import Place
from tutor.core.syntax.problems import ProblemReport
from tutor.core.text import subscript

MOST = 30
"""Times that a line may be repeated, and numbers that a vector may have."""
LINES = 2000
"""Lines that one graph may have once all are written out."""

_VECTOR = re.compile(r"(input|param)[ \t]+([A-Za-z]\w*?)[ \t]*=[ \t]*\[([^\[\]]*)\]$")
_SOFTMAX = re.compile(r"([A-Za-z]\w*)[ \t]*=[ \t]*softmax[ \t]*\(([^()]*)\)$")
_REPEAT = re.compile(
    r"repeat\b[ \t]*([a-z])[ \t]+in[ \t]+([0-9]{1,4})[ \t]*\.\.[ \t]*([0-9]{1,4})[ \t]*:(.*)$"
)
_INDEX = r"\{[ \t]*%s[ \t]*(?:([+-])[ \t]*([0-9]{1,3}))?[ \t]*\}"
_VARY = re.compile(r"vary[ \t]+(.*?)(?=[ \t]+in[ \t])")


@dataclass(frozen=True, slots=True)
class Piece:
    """A stretch of one line, without blanks around it."""

    text: str
    at: Place

    def after(self, count: int) -> Piece:
        """What comes behind so many characters."""
        rest = self.text[count:]
        left = len(rest) - len(rest.lstrip(" \t"))
        return Piece(rest.strip(" \t"), Place(self.at.line, self.at.column + count + left))


@dataclass(frozen=True, slots=True)
class Grouping:
    """Nodes that stand for the softmax of what is ``given``: what it gives is in ``results``.

    Where nothing is given they are the leaves of a vector.
    """

    name: str
    given: tuple[str, ...]
    members: tuple[str, ...]
    results: tuple[str, ...]


class Shorthand:
    """Writes out the lines of one graph; a vector is known from its line on."""

    def __init__(self, report: ProblemReport) -> None:
        self._report = report
        self._sizes: dict[str, int] = {}
        self._count = 0

    def written_out(self, pieces: Iterable[Piece]) -> Iterator[Piece | Grouping]:
        """Each line as the lines it stands for; no more than a graph may have."""
        for piece in pieces:
            for one in self._repeated(piece):
                self._count += 1
                if self._count > LINES:
                    what = f"this graph has more than {LINES} lines once they are written out"
                    self._report.add(piece.at, what, "repeat less")
                    return
                yield from self._line(one)

    def _line(self, piece: Piece) -> Iterable[Piece | Grouping]:
        if vector := _VECTOR.match(piece.text):
            return self._vector(piece, *vector.groups())
        if softmax := _SOFTMAX.match(piece.text):
            return self._softmax(piece, *softmax.groups())
        if varied := _VARY.match(piece.text):
            names = (self._parts(name) for name in varied[1].split(","))
            said = ", ".join(part for parts in names for part in parts)
            return (Piece(f"vary {said}{piece.text[varied.end() :]}", piece.at),)
        return (piece,)

    def _vector(
        self, piece: Piece, role: str, name: str, numbers: str
    ) -> Iterable[Piece | Grouping]:
        values = [one.strip() for one in numbers.split(",")]
        if not 1 <= len(values) <= MOST:
            what = f"a vector has at most {MOST} numbers, and this one has {len(values)}"
            self._report.add(piece.at, what, "make it shorter")
            return ()
        self._sizes[name] = len(values)
        entries = tuple(f"{name}{i}" for i in range(1, len(values) + 1))
        lines = (f"{role} {one} = {x}" for one, x in zip(entries, values, strict=True))
        return (*(Piece(line, piece.at) for line in lines), Grouping(name, (), entries, entries))

    def _parts(self, name: str) -> list[str]:
        """The entries of a vector by their names; any other name as it is."""
        name = name.strip()
        return (
            [f"{name}{i}" for i in range(1, self._sizes[name] + 1)]
            if name in self._sizes
            else [name]
        )

    def _softmax(self, piece: Piece, name: str, arguments: str) -> Iterator[Piece | Grouping]:
        entries = [part for one in arguments.split(",") for part in self._parts(one)]
        if not 2 <= len(entries) <= MOST:
            what = "softmax is for the entries of a vector"
            help_ = "write 'param z = [1, 2]' before it, then softmax(z), or softmax(z1, z2)"
            self._report.add(piece.at, what, help_)
            return
        self._sizes[name] = len(entries)
        numbers = range(1, len(entries) + 1)
        results = tuple(f"{name}{i}" for i in numbers)
        powers = tuple(f"{name}_e{i}" for i in numbers)
        total = f"{name}_sum"
        for i, entry, power in zip(numbers, entries, powers, strict=True):
            yield Piece(f"{power} = exp({entry}) as e{subscript(str(i))}", piece.at)
        yield Piece(f"{total} = sum({', '.join(powers)}) as S", piece.at)
        for result, power in zip(results, powers, strict=True):
            yield Piece(f"{result} = {power} / {total}", piece.at)
        given = tuple(one.strip() for one in arguments.split(","))
        yield Grouping(name, given, (*powers, total, *results), results)

    def _repeated(self, piece: Piece) -> Iterable[Piece]:
        match = _REPEAT.match(piece.text)
        if match is None:
            if re.match(r"repeat\b(?![ \t]*=)", piece.text):
                help_ = "as in 'repeat i in 1..3: z{i} = w{i} * a{i-1}'"
                self._report.add(piece.at, "this 'repeat' is not understood", help_)
                return ()
            return (piece,)
        index, first, last = match[1], int(match[2]), int(match[3])
        body = piece.after(match.start(4))
        if not 1 <= last - first + 1 <= MOST:
            what = f"a line is repeated 1 to {MOST} times, and this one {max(0, last - first + 1)}"
            self._report.add(piece.at, what, "the smaller number comes first")
            return ()
        pattern = re.compile(_INDEX % index)
        if not pattern.search(body.text):
            help_ = f"write {{{index}}} where the number belongs, as in z{{{index}}} = …"
            self._report.add(body.at, "every repeat of this line is the same", help_)
            return ()
        spend((last - first + 1) * len(body.text))
        return [
            Piece(_with_index(body.text, pattern, at), body.at) for at in range(first, last + 1)
        ]


def _with_index(text: str, pattern: re.Pattern[str], at: int) -> str:
    def number(found: re.Match[str]) -> str:
        more = int(found[2] or 0)
        return str(at - more if found[1] == "-" else at + more)

    return pattern.sub(number, text)
