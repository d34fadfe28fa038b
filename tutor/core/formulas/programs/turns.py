"""The statements of a program, one a line, with what stands behind the colon of a loop deeper."""

from __future__ import annotations

import re
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass

from tutor.core.formulas.lexer import text_of
from tutor.core.formulas.programs.languages import KEYWORD
from tutor.core.formulas.programs.rewriting import (
    Text,
    lines,
    pieces_at,
    replace_matches,
    split_outside_brackets,
    strip_blanks,
)

HEAD = re.compile(r"for\b[ \t]*(.+?)[ \t]+(?:in|∈)[ \t]+(.+?)[ \t]*:$", re.DOTALL)
_FIRST = re.compile(r"(for\b[^\n]*?[^:\n]:)(?=[ \t]+\w+[ \t]*[-+*/]?=(?!=))")


@dataclass
class Statement:
    """A line of the program: its characters without its indent and its end."""

    said: Text
    indent: int

    @property
    def text(self) -> str:
        """What it says."""
        return text_of(self.said)


def text_of_statements(found: Sequence[Statement]) -> Text:
    """A line for each statement."""
    out: Text = []
    for one in found:
        at = one.said[0].at
        out += [*pieces_at(" " * one.indent, at), *one.said, *pieces_at("\n", one.said[-1].at)]
    return out


def statements(pieces: Text) -> Iterator[Statement]:
    """The statements, without words that declare their names."""
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


def rename_in(pieces: Text, names: Mapping[str, str]) -> Text:
    """``pieces`` with other words for these names."""
    other = {name: value for name, value in names.items() if name != value}
    if not other:
        return list(pieces)
    pattern = re.compile(rf"(?<![\w.])(?:{'|'.join(map(re.escape, other))})(?!\w)")
    return list(replace_matches(
        pieces, pattern, lambda found: pieces_at(other[found[0]], pieces[found.start()].at)
    ))  # fmt: skip
