"""What stands left of an equals sign, in one form: ``f((x, y))``, ``L(w; x)``, ``f: x ↦ x²``."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import replace

from tutor.core.notation.tokens import CLOSE, OPEN, Token, sign, words

_TYPES = words("double float auto int real f64 f32 const mut Value Tensor")
_ARROW = "->"
LETTERS = 3
"""Letters from which on a run that is defined is a word, not a product."""


def plain_heads(tokens: Sequence[Token]) -> list[Token]:
    """The tokens with every head as a name and its arguments between commas."""
    tokens = _whole_names(tokens)
    closing = _closing(tokens)
    out: list[Token] = []
    i = 0
    while i < len(tokens):
        out.append(tokens[i])
        close = closing.get(i, len(tokens))
        defines = close + 1 < len(tokens) and tokens[close + 1].is_("=", _ARROW)
        if defines and i and tokens[i - 1].kind == "name":
            names = _parameters(tokens[i + 1 : close])
            out += names
            i = close - 1 if names else i
        i += 1
    return _without_arrows(out)


def _whole_names(tokens: Sequence[Token]) -> list[Token]:
    """``net_{h1}`` of LaTeX as one name where it is defined under it, not n times e times t."""
    runs = _runs(tokens)
    heads = {
        "".join(t.text for t in tokens[a:b])
        for a, b in runs
        if (not a or tokens[a - 1].kind == "end") and b < len(tokens) and tokens[b].is_("=")
    }
    out = list(tokens)
    for a, b in reversed(runs):
        text = "".join(t.text for t in tokens[a:b])
        if text in heads or (text.partition("_")[0] in heads and len(text) > LETTERS):
            last = tokens[b - 1]
            out[a:b] = [replace(tokens[a], text=text, end=last.end, split=False, wild=True)]
    return out


def _runs(tokens: Sequence[Token]) -> list[tuple[int, int]]:
    """Names of LaTeX and those that are glued to them."""
    found: list[tuple[int, int]] = []
    for i, token in enumerate(tokens):
        if token.kind == "name" and token.split:
            if found and found[-1][1] == i and not token.gap:
                found[-1] = found[-1][0], i + 1
            else:
                found.append((i, i + 1))
    return [(a, b) for a, b in found if sum(len(t.text) for t in tokens[a:b]) >= LETTERS]


def _closing(tokens: Sequence[Token]) -> dict[int, int]:
    """Where each round bracket closes that does."""
    found: dict[int, int] = {}
    opened: list[int] = []
    for i, token in enumerate(tokens):
        if token.is_(*OPEN):
            opened.append(i)
        elif token.is_(*CLOSE) and opened:
            start = opened.pop()
            if tokens[start].is_("("):
                found[start] = i
    return found


def _parameters(inside: Sequence[Token]) -> list[Token]:
    """Names and commas for ``(x, y)``, ``w; x``, ``y=1 | x`` and ``double x``; else nothing."""
    out: list[Token] = []
    skipped = False
    for i, token in enumerate(inside):
        if skipped:
            skipped = False
        elif token.is_("=") and i + 1 < len(inside) and inside[i + 1].kind == "number":
            skipped = True
        elif token.is_(",", "|", ":") or (token.kind == "end" and token.text == ";"):
            out.append(sign(",", token.at))
        elif token.kind == "name" and not (token.text in _TYPES and i + 1 < len(inside)):
            out.append(token)
        elif not token.is_(*OPEN, *CLOSE) and not token.word(*_TYPES):
            return []
    names = [t for i, t in enumerate(out) if t.kind == "name" or (i and not out[i - 1].is_(","))]
    return names if any(t.kind == "name" for t in names) else []


def _without_arrows(tokens: list[Token]) -> list[Token]:
    """``f: x ↦ x²``, ``f = (x) => x²`` and ``x -> x²`` as f(x) = x²."""
    out = tokens
    at = next((i for i, t in enumerate(out) if t.is_(_ARROW)), 0)
    while at:
        start = at - 1
        while out[at - 1].is_(")") and start and not out[start].is_("("):
            start -= 1
        parameters = [t for t in out[start:at] if not t.is_("(", ")")]
        arrow = out[at]
        named = start > 1 and out[start - 1].is_("=", ":") and out[start - 2].kind == "name"
        head = out[start - 2] if named else Token("name", "f", out[start].at, out[start].end)
        called = start > 0 and out[start].is_("(") and out[start - 1].kind == "name"
        if called:
            out[at] = replace(arrow, text="=")
        elif (named or start == 0 or out[start - 1].kind == "end") and parameters:
            first = start - 2 if named else start
            made = [head, sign("(", head.at), *parameters, sign(")", arrow.at), sign("=", arrow.at)]
            out[first : at + 1] = made
        else:
            return out
        at = next((i for i, t in enumerate(out) if t.is_(_ARROW)), 0)
    return out
