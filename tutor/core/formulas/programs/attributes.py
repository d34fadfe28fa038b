"""``self.w``, ``params['w']`` and ``cache["z1"]`` as names, where they are told apart by them."""

from __future__ import annotations

import re

from tutor.core.formulas.lexer import (
    GREEK,
    IDLE_METHODS,
    MODULES,
    STOPPING,
    is_function,
    text_of,
    words,
)
from tutor.core.formulas.programs.rewriting import (
    Text,
    closing_bracket,
    pieces_at,
    replace_matches,
    split_outside_brackets,
)

_OWN = re.compile(r"(?<![\w.)\]])(self|this)\.(?=([A-Za-z_]\w*))")
_KEY = re.compile(r"(?<![\w.)\]])(\w+)\[[ \t]*(['\"])([A-Za-z_]\w*)\2[ \t]*\]")
_DICTIONARY = re.compile(r"^([ \t]*)(\w+)[ \t]*=[ \t]*\{(?=\s*['\"])", re.MULTILINE)
_ITEM = re.compile(r"\s*(['\"])([A-Za-z_]\w*)\1[ \t]*:[ \t]*([^\s{}](?:[^{}]*[^\s{}])?)\s*")
_PART = re.compile(r"(?<![\w.)\]])([A-Za-z]\w*)\.([A-Za-z_]\w*)(?![\w(.\[])")
_PART_SET = re.compile(r"^[ \t]*([A-Za-z]\w*)\.[A-Za-z_]\w*[ \t]*=(?!=)", re.MULTILINE)
_NO_PART = (
    IDLE_METHODS | STOPPING | words("grad T mT H t shape size length ndim requires_grad label")
)
_SAME = re.compile(r"^[ \t]*(?:self|this)\.(\w+)[ \t]*=[ \t]*\1[ \t]*;?[ \t]*\r?$", re.MULTILINE)


def with_single_keys(pieces: Text) -> Text:
    """``p = {'w': 1, 'b': 2}`` as a line for each of its keys."""
    for found in reversed(list(_DICTIONARY.finditer(text_of(pieces)))):
        text, at = text_of(pieces), pieces[found.start()].at
        start, end = found.end(), closing_bracket(text, found.end() - 1)
        spans = list(split_outside_brackets(text[start:end], ","))
        if not text[start:end][slice(*spans[-1])].strip():
            spans.pop()  # a last comma
        parts = [_ITEM.fullmatch(text, start + a, start + b) for a, b in spans]
        if end == len(text) or not all(parts):
            continue
        made: Text = []
        for one in filter(None, parts):
            made += pieces_at(f"{found[1]}{found[2]}['{one[2]}'] = ", at)
            made += [*pieces[slice(*one.span(3))], *pieces_at("\n", at)]
        pieces = [*pieces[: found.start()], *made, *pieces[end + 1 :]]
    return pieces


def with_names(pieces: Text) -> Text:
    """The text with attributes and keys as plain names; with their owner where others are alike."""
    if "self." in text_of(pieces) or "this." in text_of(pieces):
        pieces = replace_matches(pieces, _SAME, lambda _: [])
        text = text_of(pieces)
        others = set(re.findall(r"(?<![\w.])([A-Za-z_]\w*)(?![\w(])", _OWN.sub(".", text)))
        pieces = replace_matches(pieces, _OWN, lambda found: (
            [*pieces[found.start() : found.end() - 1], pieces[found.start()]._replace(text="_")]
            if found[2] in others else []
        ))  # fmt: skip
    pieces = _with_parts(pieces)
    text = text_of(pieces)
    if not _KEY.search(text):
        return pieces
    alone = set(re.findall(r"(?<![\w.])[A-Za-z_]\w*", _KEY.sub(" ", text)))
    owners: dict[str, set[str]] = {}
    for one in _KEY.finditer(text):
        owners.setdefault(one[3], set()).add(one[1])

    def made(found: re.Match[str]) -> Text:
        inside = pieces[slice(*found.span(3))]
        if len(owners[found[3]]) == 1 and found[3] not in alone:
            return inside
        owner = pieces[slice(*found.span(1))]
        return [*owner, owner[-1]._replace(text="_"), *inside]

    return replace_matches(pieces, _KEY, made)


def _with_parts(pieces: Text) -> Text:
    """``units.kB`` as units_kB, where ``units`` alone is nothing in the text.

    ``theta.x`` may be a product of vectors, and is left as it is.
    """
    text = text_of(pieces)
    if not _PART.search(text):
        return pieces
    alone = set(re.findall(r"(?<![\w.])([A-Za-z_]\w*)(?![\w.])", text))
    set_ = set(_PART_SET.findall(text))

    def made(found: re.Match[str]) -> Text | None:
        owner, name = found[1], found[2]
        known = owner in alone | MODULES or owner in GREEK.values() or is_function(owner)
        begins = re.fullmatch(r"[A-Z][a-z]+", name)  # a sentence: … + bias.Then
        short = owner not in set_ and (len(owner) < 3 or (name in alone and len(name) < 3))  # w.x
        if known or begins or short or name in _NO_PART or is_function(name):
            return None
        inside = pieces[found.start() : found.end()]
        dot = len(owner)
        return [*inside[:dot], inside[dot]._replace(text="_"), *inside[dot + 1 :]]

    return replace_matches(pieces, _PART, made)
