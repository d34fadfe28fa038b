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
_SET = re.compile(r"^[ \t]*(\w+)[ \t]*=(?!=)([^\n]*)$", re.MULTILINE)
_DETACHED = re.compile(r"\.(?:detach|item|data|grad|numpy)\b|\b(?:isclose|allclose)\(")
_KEPT = re.compile(
    r"^[ \t]*([\w.]+?)(?:\[[^\[\]\n]*\])?\.(?:append|push|push_back|add|extend)\([^\n]*\)"
    r"[ \t]*;?[ \t]*$",
    re.MULTILINE,
)
_EMPTY = re.compile(
    r"^[ \t]*(\w+)[ \t]*=[ \t]*(?:\[\]|list\(\)|\{\}|dict\(\))[ \t]*;?[ \t]*$", re.MULTILINE
)
"""``losses = []``, where nothing else is done with it."""
_SHOWN = re.compile(r"(?:print|plt\.\w+)\([^\n]*|\breturn\b[^\n]*,[^\n]*")
_OUTSIDE = re.compile(_OUT)
_READ = re.compile(rf"^[^\n(]*\(\s*(?:float\()?[\w.]+?(?:{_OUT})?\)*[ \t]*;?[ \t]*$")


def without_taken_out(pieces: Text) -> tuple[Text, list[tuple[str, int]]]:
    """The text without lines whose number nothing goes on with, and those lines."""
    left: list[tuple[str, int]] = []
    pieces, left = _without_beside(pieces, left)
    text = text_of(pieces)
    for found in reversed(list(_TAKEN.finditer(text))):
        name = found["name"]
        if name == found["of"]:
            continue
        rest = text[: found.start()] + text[found.end() :]
        used = re.search(rf"(?<![\w.]){name}(?!\w)", re.sub(r"print\([^\n]*", "", rest))
        if not used:
            pieces, left = _without(pieces, found, left)
    text = text_of(pieces)
    used_lists = _used_beside(text) if _KEPT.search(text) else set()
    for found in reversed(list(_KEPT.finditer(text))):
        if _READ.match(found[0]) and (_OUTSIDE.search(found[0]) or found[1] not in used_lists):
            pieces, left = _without(pieces, found, left)
    for found in reversed(list(_EMPTY.finditer(text_of(pieces)))):
        shown = _SHOWN.sub("", text_of(pieces))
        if len(re.findall(rf"(?<![\w.]){found[1]}(?!\w)", shown)) == 1:
            pieces, left = _without(pieces, found, left)
    return pieces, left


def _used_beside(text: str) -> set[str]:
    """The names that stand where no list is made, added to or shown: ``L = sum(states)``."""
    for pattern in (_KEPT, _EMPTY, _SHOWN):
        text = pattern.sub("", text)
    return set(re.findall(r"(?<![\w.])[\w.]+", text))


def _without_beside(
    pieces: Text, left: list[tuple[str, int]]
) -> tuple[Text, list[tuple[str, int]]]:
    """Without what is worked out of numbers that were taken out, where ``y.backward()`` says y."""
    asked = re.findall(r"^[ \t]*(\w+)\.backward\(", text_of(pieces), re.MULTILINE)
    if len(set(asked)) != 1 or not _DETACHED.search(text_of(pieces)):
        return pieces, left
    set_ = {one[1]: one[2] for one in _SET.finditer(text_of(pieces))}
    needed, waiting = {asked[0]}, [asked[0]]
    while waiting:
        more = set(re.findall(r"[A-Za-z_]\w*", set_.get(waiting.pop(), ""))) - needed
        needed |= more
        waiting += more
    dropped: set[str] = set()
    for _ in range(len(set_)):
        dropped |= {
            name for name, body in set_.items() if name not in needed and (
                _DETACHED.search(body) or dropped & set(re.findall(r"[A-Za-z_]\w*", body))
            )
        }  # fmt: skip
    for found in reversed(list(_SET.finditer(text_of(pieces)))):
        if found[1] in dropped:
            pieces, left = _without(pieces, found, left)
    return pieces, left


def _without(
    pieces: Text, found: re.Match[str], left: list[tuple[str, int]]
) -> tuple[Text, list[tuple[str, int]]]:
    said = " ".join(found[0].split())
    at = pieces[found.start()].at
    return [*pieces[: found.start()], *pieces[found.end() :]], [(said, at), *left]
