"""``Scalar2(2.0, tag="x")``: a class that the text does not show, around numbers and formulas."""

from __future__ import annotations

import re

from tutor.core.formulas.lexer import WRAPPERS, is_function, text_of, words
from tutor.core.formulas.programs.rewriting import (
    Text,
    closing_bracket,
    split_outside_brackets,
)

_SET = re.compile(
    r"^[ \t]*(?:(?:let|const|var|val|auto)[ \t]+)?(\w+)[ \t]*(?:=|<-)[ \t]*([A-Za-z]\w+)\("
    r"[ \t]*(?:\w+[ \t]*=[ \t]*)?-?[0-9.]+(?:[eE][-+]?[0-9]+)?[ \t]*[,)]",
    re.MULTILINE,
)
_SMALL = words("var val num leaf param variable value parameter wrap lift")
"""Names of functions that can only make a number of the program out of a number."""
CALLS = 400
"""Calls of such a class that are taken apart."""
_NAMED = re.compile(r"\s*(?:data|value|val|object|initial_value)[ \t]*=(?!=)[ \t]*")
_SETTING = re.compile(
    r"\s*(?:_?\w+[ \t]*=[ \t]*(?:True|False|None|true|false|null|\(\)|\[\]|'[^'\n]*'|\"[^\"\n]*\")"
    r"|'[^'\n]*'|\"[^\"\n]*\")\s*"
)


def without_wrappers(pieces: Text) -> tuple[Text, list[tuple[str, int]]]:
    """The text without such classes; what is said of each, with its place.

    A name is one where two names or more are set to a number in it, and the text says nowhere what
    it does; small letters must be one of a few words, for ``f(2)`` may be any function.
    """
    text = text_of(pieces)
    found: dict[str, dict[str, int]] = {}
    for one in _SET.finditer(text):
        found.setdefault(one[2], {})[one[1]] = pieces[one.start(2)].at
    said: list[tuple[str, int]] = []
    for name, places in found.items():
        is_class = name[0].isupper() or name in _SMALL
        known = name in WRAPPERS or (is_function(name) and name not in _SMALL)
        if (
            known
            or len(places) < 2
            or not is_class
            or re.search(rf"\b(?:class|def|struct|fn|function|import)[ \t]+{name}\b", text)
        ):
            continue
        if re.search(rf"(?<![\w.]){name}(?:\([^()\n]*\))?[ \t]*=(?!=)", text):
            continue
        taken = _without(pieces, name)
        if taken is not None:
            pieces = taken
            said.append((f"{name}(…) around numbers", min(places.values())))
    return pieces, said


def _without(pieces: Text, name: str) -> Text | None:
    """The text with the first argument of every call of ``name``; None where one says more."""
    called = list(re.finditer(rf"(?<![\w.]){name}\(", text_of(pieces)))
    if len(called) > CALLS:
        return None
    for one in reversed(called):
        text, opening = text_of(pieces), one.end() - 1
        end = closing_bracket(text, opening)
        (_, first), *others = split_outside_brackets(text[opening + 1 : end], ",")
        inside = text[opening + 1 : opening + 1 + first]
        rest = [text[opening + 1 + a : opening + 1 + b] for a, b in others]
        if end == len(text) or not inside.strip() or not all(map(_SETTING.fullmatch, rest)):
            return None
        named = _NAMED.match(inside)
        start = opening + 1 + (named.end() if named else 0)
        kept = pieces[start : opening + 1 + first]
        if re.fullmatch(r"\s*-?[0-9.eE+-]+\s*", text_of(kept)):
            pieces = [*pieces[: one.start()], *kept, *pieces[end + 1 :]]
        else:
            pieces = [*pieces[: one.start()], pieces[opening], *kept, *pieces[end:]]
    return pieces
