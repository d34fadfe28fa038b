"""One name that is defined twice: a second way to write it, or what it was worked out to be.

``f = (x + y)z`` and, below, ``f = qz`` become f = (x + y)z = qz, whose sides must agree; behind
``z = w*x`` the number ``z = 0.5*2`` is left out.
"""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import replace

from tutor.core.formulas.statements.phrases import Phrase, is_number

_OF_TRACE = re.compile(r"v_?m?[0-9]+")


def merge_repeats(phrases: Sequence[Phrase]) -> tuple[list[Phrase], list[Phrase]]:
    """The statements with one for every name, and those that are left out."""
    first: dict[str, int] = {}
    out: list[Phrase] = []
    left_out: list[Phrase] = []
    for phrase in (one for each in phrases for one in _separate(each, phrases)):
        name = phrase.first.text
        is_head = len(phrase.parts[0]) == 1 or phrase.parts[0][1].is_("(")
        if len(phrase.parts) < 2 or phrase.augmented or not is_head or _mentions(phrase, name):
            first.pop(name, None)  # steps of a program: versions.py gives each a name
            out.append(phrase)
            continue
        place = first.setdefault(name, len(out))
        if place < len(out) and _body(out[place]) == _body(phrase):
            continue  # the same once more
        if place < len(out) and _is_begun(out, place, phrase):
            left_out.append(out[place])
            out[place] = phrase
        elif place == len(out) or all(map(is_number, out[place].parts[1:])):
            first[name] = len(out)
            out.append(phrase)
        elif len(phrase.parts[0]) > len(out[place].parts[0]) == 1:
            out.append(phrase)  # x(1) = 0 is no second way to write the list x
        elif all(map(is_number, phrase.parts[1:])):
            left_out.append(phrase)
        else:
            out[place] = replace(out[place], parts=(*out[place].parts, *phrase.parts[1:]))
    return out, left_out


def _separate(phrase: Phrase, phrases: Sequence[Phrase]) -> list[Phrase]:
    """``w1 = w2 = 1`` as two statements: they are two leaves, not one under two names.

    Where one of them is computed elsewhere, the number is what was worked out for it.  The v₀ of
    ``v₀ = x = 2``, the first line of a trace, is the leaf x.
    """
    *heads, body = phrase.parts
    names = {head[0].text for head in heads}
    are_leaves = all(len(head) == 1 and head[0].kind == "name" for head in heads)
    if len(heads) < 2 or not are_leaves or not is_number(body) or any(
        other is not phrase and other.first.text in names and len(other.parts) > 1
        and not is_number(other.parts[-1]) and not other.augmented
        and not _mentions(other, other.first.text) for other in phrases
    ):  # fmt: skip
        return [phrase]
    first, last = heads[0][0].text, heads[-1][0].text
    if len(heads) == 2 and _OF_TRACE.fullmatch(first) and not _OF_TRACE.fullmatch(last):
        return [
            replace(phrase, parts=(heads[0], heads[1])),
            replace(phrase, parts=(heads[1], body)),
        ]
    return [replace(phrase, parts=(head, body)) for head in heads]


def _is_begun(out: Sequence[Phrase], place: int, phrase: Phrase) -> bool:
    """Whether a program sets a name to 0 there, uses it nowhere, and sets it anew."""
    name, body = phrase.first.text, out[place].parts[-1]
    is_zero = len(body) == 1 and body[0].text in {"0", "0.", "0.0"}
    return (
        is_zero
        and not all(map(is_number, phrase.parts[1:]))
        and not any(_mentions(one, name) for one in out[place:])
    )


def _body(phrase: Phrase) -> list[str]:
    return [t.text for t in phrase.parts[-1]]


def _mentions(phrase: Phrase, name: str) -> bool:
    return any(t.word(name) for part in phrase.parts[1:] for t in part)
