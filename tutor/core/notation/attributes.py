"""``self.w``, ``params['w']`` and ``cache["z1"]`` as names, where they are told apart by them."""

from __future__ import annotations

import re

from tutor.core.notation.rewriting import Text, replaced, string

_OWN = re.compile(r"(?<![\w.)\]])(self|this)\.(?=([A-Za-z_]\w*))")
_KEY = re.compile(r"(?<![\w.)\]])(\w+)\[[ \t]*(['\"])([A-Za-z_]\w*)\2[ \t]*\]")
_SAME = re.compile(r"^[ \t]*(?:self|this)\.(\w+)[ \t]*=[ \t]*\1[ \t]*;?[ \t]*\r?$", re.MULTILINE)


def with_names(pieces: Text) -> Text:
    """The text with attributes and keys as plain names; with their owner where others are alike."""
    if "self." in string(pieces) or "this." in string(pieces):
        pieces = replaced(pieces, _SAME, lambda _: [])
        text = string(pieces)
        others = set(re.findall(r"(?<![\w.])([A-Za-z_]\w*)(?![\w(])", _OWN.sub(".", text)))
        pieces = replaced(pieces, _OWN, lambda found: (
            [*pieces[found.start() : found.end() - 1], pieces[found.start()]._replace(text="_")]
            if found[2] in others else []
        ))  # fmt: skip
    text = string(pieces)
    if not _KEY.search(text):
        return pieces
    words = set(re.findall(r"(?<![\w.])[A-Za-z_]\w*", _KEY.sub(" ", text)))
    owners: dict[str, set[str]] = {}
    for one in _KEY.finditer(text):
        owners.setdefault(one[3], set()).add(one[1])

    def made(found: re.Match[str]) -> Text:
        inside = pieces[slice(*found.span(3))]
        if len(owners[found[3]]) == 1 and found[3] not in words:
            return inside
        owner = pieces[slice(*found.span(1))]
        return [*owner, owner[-1]._replace(text="_"), *inside]

    return replaced(pieces, _KEY, made)
