"""Entries that a language counts from 1: ``x[2]`` as x_2, and what is set there."""

from __future__ import annotations

import re
from collections.abc import Mapping, Set

from tutor.core.errors import ExpressionError
from tutor.core.expression import LeafScope, evaluate, parse
from tutor.core.formulas.lexer import text_of
from tutor.core.formulas.programs.ranges import lists_in
from tutor.core.formulas.programs.rewriting import (
    Text,
    pieces_at,
    replace_matches,
    split_outside_brackets,
)

_INDEX = re.compile(r"(?<![\w.])([A-Za-z_]\w*)\[([0-9+\-*, ]+)\]")
_CALLED = re.compile(r"(?<![\w.])([A-Za-z_]\w*)\(([0-9+\-*, ]+)\)")
_ENTRY_SET = re.compile(
    r"^([ \t]*)(\w+)\[([0-9, \t]+)\][ \t]*(?:([-+*/]?)=(?!=)|<-(?=[ \t]))[ \t]*([^;\n]+)",
    re.MULTILINE,
)


def with_low_indices(pieces: Text, lists: Mapping[str, str]) -> Text:
    """``x[2]`` as x_2 in a text that counts from 1; x(2) as well where x is a list."""
    text = text_of(pieces)
    if any(min(_numbers_in(found[2]) or [0]) < 1 for found in _INDEX.finditer(text)):
        return pieces  # it counts from 0, after all
    known = {*lists, *lists_in(text)}
    pieces, changed = _with_set_entries(pieces, known)
    for pattern in (_INDEX, _CALLED):
        text, before = text_of(pieces), pieces

        def made(found: re.Match[str], text: str = text, before: Text = before) -> Text | None:
            numbers = _numbers_in(found[2])
            is_call = found[0].endswith(")")
            if (is_call and found[1] not in known) or text[found.end() : found.end() + 1] == "[":
                return None
            if numbers is None:
                return None
            if found[1] in changed:
                at = before[found.start()].at
                return pieces_at(f"get_counted({found[1]}, {', '.join(map(str, numbers))})", at)
            low = "_" + "".join(map(str, numbers))
            return [*before[slice(*found.span(1))], *pieces_at(low, before[found.start(2)].at)]

        pieces = replace_matches(pieces, pattern, made)
    return pieces


def _with_set_entries(pieces: Text, known: Set[str]) -> tuple[Text, Set[str]]:
    """``y[1] = 0`` as y = set_counted(y, 0, 1), where y is a list or set before; and such names."""
    text = text_of(pieces)
    changed: set[str] = set()

    def made(found: re.Match[str]) -> Text | None:
        name, index, joint = found[2], found[3], found[4]
        whole = re.search(rf"^[ \t]*{name}[ \t]*(?:=(?!=)|<-)", text[: found.start()], re.MULTILINE)
        if not whole and name not in known:
            return None
        changed.add(name)
        at = pieces[found.start()].at
        old = pieces_at(f"{name}[{index}] {joint} (" if joint else "(", at)
        places = "".join(f", {one.strip()}" for one in index.split(","))
        return [
            *pieces_at(f"{found[1]}{name} = set_counted({name}, ", at), *old,
            *pieces[slice(*found.span(5))], *pieces_at(f"){places})", at),
        ]  # fmt: skip

    return replace_matches(pieces, _ENTRY_SET, made), changed


def _numbers_in(text: str) -> list[int] | None:
    try:
        return [
            int(evaluate(parse(text[a:b]), LeafScope({})))
            for a, b in split_outside_brackets(text, ",")
        ]
    except ExpressionError:
        return None
