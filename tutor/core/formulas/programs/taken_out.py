"""Numbers that a program takes out of its graph to show or keep them: ``h = H.detach().item()``."""

from __future__ import annotations

import re

from tutor.core.formulas.lexer import text_of
from tutor.core.formulas.programs.rewriting import Text

_OUT = (
    r"(?:\.(?:detach|item|cpu|numpy|tolist|clone|data|value|squeeze|double|float)(?:\(\))?)*"
    r"\.(?:item\(\)|numpy\(\)|tolist\(\)|detach\(\)|data|value|clone\(\))"
)
_TAKEN = re.compile(
    rf"^[ \t]*(?P<name>\w+)[ \t]*=[ \t]*(?:float\()?(?P<of>[A-Za-z]\w*)(?:{_OUT}|(?<=\w)\))\)?"
    r"[ \t]*(?:#[^\n]*)?;?[ \t]*$",
    re.MULTILINE,
)
_KEPT = re.compile(
    r"^[ \t]*[\w.]+(?:\[[^\[\]\n]*\])?\.(?:append|push|push_back|add|extend)\([^\n]*\)"
    r"[ \t]*;?[ \t]*$",
    re.MULTILINE,
)
_READ = re.compile(rf"^[^\n(]*\(\s*(?:float\()?[\w.]+?(?:{_OUT})?\)*[ \t]*;?[ \t]*$")


def without_taken_out(pieces: Text) -> tuple[Text, list[tuple[str, int]]]:
    """The text without lines whose number nothing goes on with, and those lines."""
    left: list[tuple[str, int]] = []
    text = text_of(pieces)
    for found in reversed(list(_TAKEN.finditer(text))):
        name = found["name"]
        if name == found["of"]:
            continue
        rest = text[: found.start()] + text[found.end() :]
        used = re.search(rf"(?<![\w.]){name}(?!\w)", re.sub(r"print\([^\n]*", "", rest))
        if not used:
            pieces, left = _without(pieces, found, left)
    for found in reversed(list(_KEPT.finditer(text_of(pieces)))):
        if _READ.match(found[0]):
            pieces, left = _without(pieces, found, left)
    return pieces, left


def _without(
    pieces: Text, found: re.Match[str], left: list[tuple[str, int]]
) -> tuple[Text, list[tuple[str, int]]]:
    said = " ".join(found[0].split())
    at = pieces[found.start()].at
    return [*pieces[: found.start()], *pieces[found.end() :]], [(said, at), *left]
