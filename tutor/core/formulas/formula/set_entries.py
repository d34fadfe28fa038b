"""Statements that set entries of a list: ``r[0] = 0``, ``W[0][1] += x``, ``r[r < 0] = 0``.

    r = theta**2                r = theta**2
    r[0] = 0                    r = with_entry(r, 0, 0)

The list with its new entry is a second version of the list, as in ``c = c + 1``.
"""

from __future__ import annotations

from collections.abc import Sequence, Set
from dataclasses import replace

from tutor.core.formulas.formula.called_heads import begins
from tutor.core.formulas.formula.decisions import COMPARE
from tutor.core.formulas.lexer import Token, closing_places, refuse, sign, split_at

_SETTING = {"=": "", "+=": "+", "-=": "-", "*=": "*", "/=": "/"}


def with_set_entries(tokens: Sequence[Token], lists: Set[str]) -> list[Token]:
    """The tokens with a call of ``with_entry`` for each entry that is set of what stands before.

    ``lists`` are given.  A name that is set nowhere as a whole stays as it is: z[1] = … defines
    z₁.  Raises ExpressionError for a stretch of entries.
    """
    closes = closing_places(tokens)
    whole = set(lists)
    out: list[Token] = []
    place = 0
    while place < len(tokens):
        token = tokens[place]
        is_head = begins(tokens, place) and token.kind == "name"
        end = _head_end(tokens, place, closes) if is_head else place + 1
        sets = is_head and end < len(tokens) and tokens[end].text in _SETTING
        if sets and end > place + 1 and token.text in whole:
            stop = _end(tokens, end, closes)
            out += _set(tokens[place:end], tokens[end], tokens[end + 1 : stop])
            place = stop
            continue
        if sets and end == place + 1:
            whole.add(token.text)
        out.append(token)
        place += 1
    return out


def _head_end(tokens: Sequence[Token], place: int, closes: dict[int, int]) -> int:
    """Where ``x``, ``x[0]`` or ``x(1)`` ends; an index in round brackets is a number."""
    end = place + 1
    while end < len(tokens) and end in closes and not tokens[end].gap:
        inside = tokens[end + 1 : closes[end]]
        numbers = all(t.kind == "number" or t.is_(",", ":") or t.word("end") for t in inside)
        is_index = numbers or any(t.is_(*COMPARE) for t in inside)
        if not (tokens[end].is_("[") or (tokens[end].is_("(") and is_index)) or not inside:
            break
        end = closes[end] + 1
    return end


def _end(tokens: Sequence[Token], place: int, closes: dict[int, int]) -> int:
    """Where the statement ends: at the end of a line where no bracket is open."""
    while place < len(tokens) and tokens[place].kind != "end":
        place = closes.get(place, place) + 1
    return place


def _set(head: Sequence[Token], sign_: Token, body: Sequence[Token]) -> list[Token]:
    """The call that stands for a statement; round brackets are those of Octave."""
    name, at = head[0], head[0].at
    closes, place = closing_places(head), 1
    indices: list[list[Token]] = []
    while place < len(head):  # W[0][1] as W[0, 1]
        indices += split_at(head[place + 1 : closes[place]], ",")
        place = closes[place] + 1
    if not body or any(t.is_(":") or t.word("end") for t in head[1:]):
        what = f"several entries of {name.text!r} are set at once"
        raise refuse(what, name, "set them one by one, or write the list that it becomes")
    if _SETTING[sign_.text]:
        joint = replace(sign_, text=_SETTING[sign_.text])
        body = [*head, joint, sign("(", at), *body, sign(")", body[-1].at, body[-1].end)]
    word = "set_numbered" if head[1].is_("(") else "with_entry"
    call = Token("name", word, at, name.end, wild=True)
    out = [name, sign("=", at), call, sign("(", at), name, sign(",", at), *body]
    for index in indices:
        out += [sign(",", at), *index]
    return [*out, sign(")", body[-1].at, body[-1].end)]
