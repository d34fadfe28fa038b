"""Names that a function of a program sets for itself, apart from the same names elsewhere."""

from __future__ import annotations

import re
from collections.abc import Sequence

from tutor.core.formulas.lexer import text_of
from tutor.core.formulas.programs.rewriting import Text, lines, pieces_at, replace_matches

_DEF = re.compile(r"[ \t]*def[ \t]+(\w+)[ \t]*\(([^()\n]*)\)")
_SET = re.compile(
    r"[ \t]*(?:(?:const|let|var|val|double|float|auto)[ \t]+)*(\w+)[ \t]*[-+*/]?=(?!=)"
)


def with_own_names(pieces: Text) -> Text:
    """The text in which what a function sets has another name than what stands outside of it."""
    if not re.search(r"\bdef\b", text_of(pieces)):
        return pieces
    found = list(lines(pieces))
    owners = _owners([text_of(line) for line in found])
    words = set(re.findall(r"[A-Za-z_]\w*", text_of(pieces)))
    functions = {head[1] for line in found if (head := _DEF.match(text_of(line)))}
    seen = set(functions)  # z = … within def z(x) is no second function
    for line, owner in zip(found, owners, strict=True):
        target = _SET.match(text_of(line))
        if owner < 0 and target:
            seen.add(target[1])
    for start in sorted(set(owners) - {-1}):
        inside = [i for i, owner in enumerate(owners) if owner == start]
        head = _DEF.match(text_of(found[start]))
        taken = set(re.findall(r"\w+", head[2])) if head else set()
        sets = (_SET.match(text_of(found[i])) for i in inside)
        own = {one[1] for one in sets if one} - taken
        for name in sorted(own & seen):
            number = 1
            while f"{name}_{number}" in words:
                number += 1
            words.add(f"{name}_{number}")
            for i in inside:
                found[i] = _renamed(found[i], name, f"{name}_{number}")
        seen |= own
    return [piece for line in found for piece in line]


def _owners(texts: Sequence[str]) -> list[int]:
    """For each line, the place of the head of its function; -1 outside of all."""
    owners: list[int] = []
    start, depth = -1, 0
    for i, text in enumerate(texts):
        indent = len(text) - len(text.lstrip(" \t"))
        if text.strip() and indent <= depth:
            start = -1
        owners.append(start)
        if start < 0 and _DEF.match(text):
            start, depth = i, indent
    return owners


def _renamed(line: Text, name: str, other: str) -> Text:
    pattern = re.compile(rf"(?<![\w.]){re.escape(name)}(?![\w(])")
    return replace_matches(line, pattern, lambda found: pieces_at(other, line[found.start()].at))
