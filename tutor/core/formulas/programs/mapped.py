"""A function that is given to a sum or a map: ``sum(abs2, x)``, ``mean(v -> v^2, x)``."""

from __future__ import annotations

import re

from tutor.core.formulas.lexer import text_of
from tutor.core.formulas.programs.rewriting import (
    Text,
    closing_bracket,
    pieces_at,
    split_outside_brackets,
)

_MAPPED = re.compile(
    r"(?<![\w.])(?:sum|mean|prod|maximum|minimum|map|broadcast)\([ \t]*"
    r"(?:(?P<name>[A-Za-z]\w*)|\(?(?P<argument>[A-Za-z]\w*)\)?[ \t]*->(?P<body>[^,\n]+)|"
    r"lambda[ \t]+(?P<small>\w+)[ \t]*:(?P<rest>[^,\n]+))[ \t]*,"
)
_BROADCAST = re.compile(r"(?<![\w.])bsxfun\([ \t]*@[ \t]*(minus|plus|times|rdivide|power)[ \t]*,")
_OPERATIONS = {"minus": "-", "plus": "+", "times": "*", "rdivide": "/", "power": "^"}
MOST = 40
"""Calls that are turned in one text."""


def with_mapped(pieces: Text) -> Text:
    """The text with the function of every entry inside: sum(abs2(x)), mean((x)^2)."""
    pieces = _with_broadcasts(pieces)
    for _ in range(MOST):
        text = text_of(pieces)
        found = next((one for one in _MAPPED.finditer(text) if _is_function(one, text)), None)
        if found is None:
            return pieces
        opening = text.index("(", found.start())
        end = closing_bracket(text, opening)
        over = list(split_outside_brackets(text[found.end() : end], ","))
        if end == len(text) or len(over) != 1:
            return pieces
        inside = pieces[found.end() : end]
        at = pieces[opening].at
        word = text[found.start() : opening]
        group = "name" if found["name"] else "body" if found["body"] else "rest"
        own = pieces[slice(*found.span(group))]
        bracketed = [*pieces_at("(", at), *inside, *pieces_at(")", at)]
        if group == "name":
            made = [*own, *bracketed]
        else:
            argument = found["argument"] or found["small"]
            name = re.compile(rf"(?<![\w.]){argument}(?![\w(])")
            made, done = [], 0
            for one in name.finditer(text_of(own)):
                made += [*own[done : one.start()], *bracketed]
                done = one.end()
            made += own[done:]
        head = [] if word in {"map", "broadcast"} else pieces[found.start() : opening]
        made = [*head, *pieces_at("(", at), *made, *pieces_at(")", at)]
        pieces = [*pieces[: found.start()], *made, *pieces[end + 1 :]]
    return pieces


def _with_broadcasts(pieces: Text) -> Text:
    """``bsxfun(@minus, A, b)`` of Octave as ((A) - (b))."""
    for _ in range(MOST):
        text = text_of(pieces)
        found = _BROADCAST.search(text)
        if found is None:
            break
        end = closing_bracket(text, text.index("(", found.start()))
        sides = list(split_outside_brackets(text[found.end() : end], ","))
        if end == len(text) or len(sides) != 2:
            break
        at = pieces[found.start()].at
        one, other = (pieces[found.end() + a : found.end() + b] for a, b in sides)
        sign = pieces_at(f") {_OPERATIONS[found[1]]} (", pieces[found.start(1)].at)
        made = [*pieces_at("((", at), *one, *sign, *other, *pieces_at("))", at)]
        pieces = [*pieces[: found.start()], *made, *pieces[end + 1 :]]
    return pieces


def _is_function(found: re.Match[str], text: str) -> bool:
    """Whether the first argument is a function: without a name, of a library, or of the text."""
    name = found["name"]
    if not name:
        return True
    if re.fullmatch(_ENTRYWISE, name):
        return True
    defined = (
        rf"^[ \t]*(?:def[ \t]+|function[ \t]+)?{name}"
        r"(?:\(\w+\)[ \t]*=|\(\w+\):|[ \t]*=[ \t]*lambda|[ \t]*=[ \t]*\w+[ \t]*->)"
    )
    return re.search(defined, text, re.MULTILINE) is not None


_ENTRYWISE = (
    r"abs2?|square|exp|log|sqrt|sin|cos|tan|tanh|relu|sigmoid|σ|softplus|inv|cbrt|sinh|cosh"
)
