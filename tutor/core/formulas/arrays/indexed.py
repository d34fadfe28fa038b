"""Indices that are not written as such: ``mxi`` in a sum, ``e = t_i − y_i`` beside ``Σ_i e²``."""

from __future__ import annotations

from collections.abc import Collection, Mapping, Sequence
from dataclasses import replace

from tutor.core.formulas.arrays.sums import index_of, letters_in, read_limits
from tutor.core.formulas.formula import KnownNames, spelling_key
from tutor.core.formulas.lexer import Token, closing_places, sign, split_at, within
from tutor.core.formulas.statements import Phrase

_TURNED = "ᵀ"
_ADDED = ("sum", "mean", "avg", "average")


def with_glued_indices(
    phrases: Sequence[Phrase], lists: Mapping[str, int], names: KnownNames
) -> list[Phrase]:
    """The statements of a text that sums, with m·x_i for ``mxi``, and ∑ for ``sum(x_i)``.

    ``lists`` are the lists of the text, with their lengths.
    """
    letters = {one for phrase in phrases for one in summed_letters(phrase)}
    called = any(t.word(*_ADDED) for p in phrases for part in p.parts for t in part)
    if not (letters or called) or not lists:
        return list(phrases)
    ends = letters - {""} or {"i", "j", "k", "n"}
    sizes = {spelling_key(name): size for name, size in lists.items()}
    return [
        replace(p, parts=tuple(
            tuple(_added(_parted(part, ends, sizes, names), sizes)) for part in p.parts
        ))
        for p in phrases
    ]  # fmt: skip


def _parted(
    part: Sequence[Token], ends: Collection[str], lists: Collection[str], names: KnownNames
) -> list[Token]:
    out: list[Token] = []
    for place, token in enumerate(part):
        before = out[-1] if out else token
        glued = token.text in ends and before.wild and not token.gap
        if glued and spelling_key(before.text) in lists:  # θi
            out[-1] = replace(before, text=f"{before.text}_{token.text}", end=token.end)
            continue
        opened = part[place + 1 : place + 2] and part[place + 1].is_("(")
        found = [] if opened or token.kind != "name" else _unglued(token.text, ends, lists, names)
        out += [
            Token("strange", one, token.at, token.at) if one == _TURNED
            else replace(token, text=one, split=False, wild="_" in one, gap=token.gap and not i)
            for i, one in enumerate(found)
        ] or [token]  # fmt: skip
    return out


def _added(part: list[Token], lists: Mapping[str, int]) -> list[Token]:
    """``mean(x_i)`` as (∑_i (x_i)/n), where x is a list; inner calls stay."""
    closes = closing_places(part)
    out = list(part)
    for i in reversed(range(len(part) - 2)):
        token, close = part[i], closes.get(i + 1, 0)
        if not (token.word(*_ADDED) and close and part[i + 1].is_("(")):
            continue
        inside = part[i + 2 : close]
        of = [index_of(t.text) for t in inside if t.kind == "name"]
        found = {
            (index[0], lists[spelling_key(base)])
            for base, index in of
            if len(index) == 1 and index[0].isalpha() and spelling_key(base) in lists
        }
        others = any(t.text == "∑" or t.word(*_ADDED, "for") for t in inside)
        if len(found) != 1 or others or len(split_at(inside, ",")) > 1:
            continue
        letter, size = found.pop()
        at = token.at
        low = [Token("strange", "_", at, at), sign("{", at), Token("name", letter, at, at)]
        divided = [] if token.word("sum") else [sign("/", at), Token("number", str(size), at, at)]
        out[close : close + 1] = [part[close], *divided, sign(")", part[close].at)]
        out[i : i + 1] = [sign("(", at), Token("strange", "∑", at, at), *low, sign("}", at)]
    return out


def _unglued(
    word: str, ends: Collection[str], lists: Collection[str], names: KnownNames
) -> list[str]:
    """``θ1xi`` as θ1 and x_i, ``wTxi`` as wᵀ x_i; nothing where that is not what it is."""
    if word[-1] not in ends or names.known(word):
        return []
    for start in range(len(word) - 1):
        first, base = word[:start], word[start:-1]
        if base not in lists or first.endswith("_"):
            continue
        known = [first] if names.known(first) else _turned(first, ends, lists, names)
        before = known or next(iter(names.parts(first)), [])
        before = before or (_unglued(first, ends, lists, names) if first else [])
        if before or not first:
            return [*before, f"{base}_{word[-1]}"]
    return []


def _turned(
    word: str, ends: Collection[str], lists: Collection[str], names: KnownNames
) -> list[str]:
    """``wT`` and ``yiwT`` as wᵀ and y_i wᵀ, where w is a list and T no name."""
    if word[-1:] != "T" or names.known("T"):
        return []
    for cut in range(len(word) - 1):
        first, base = word[:cut], word[cut:-1]
        before = _unglued(first, ends, lists, names) if first and base in lists else []
        if base in lists and (before or not first):
            return [*before, base, _TURNED]
    return []


def without_low_ends(phrase: Phrase) -> Phrase:
    """``p_i = softmax(z)_i`` as p = softmax(z)."""
    head, body = phrase.parts[0], phrase.parts[-1]
    base, index = index_of(head[0].text)
    low = f"_{index[0]}" if len(index) == 1 and index[0].isalpha() else ""
    whole = len(phrase.parts) == 2 and len(head) == 1 and len(body) > 3 and body[-2].is_(")")
    called = whole and body[0].kind == "name" and within(body[1:-1], "(")
    if not (low and called and body[-1].text == low):
        return phrase
    return replace(phrase, parts=((replace(head[0], text=base, wild=True),), body[:-1]))


def with_indexed_heads(phrases: Sequence[Phrase], lists: Collection[str]) -> list[Phrase]:
    """The statements with e_i for e, where entries i of ``lists`` make e, and e is summed over i.

    A sum over the index within the definition, or no sum over it elsewhere, leaves it as it is.
    """
    out = list(phrases)
    if not any(map(summed_letters, phrases)):
        return out
    for place, phrase in enumerate(phrases):
        letter = _free_letter(phrase, lists)
        if not letter:
            continue
        name = phrase.first.text
        others = [p for i, p in enumerate(phrases) if i != place]
        summed = [p for p in others if letter in summed_letters(p) and _mentions(p, name)]
        if not summed or any(
            _mentions(p, name) and p not in summed and not _free_letter(p, lists) for p in others
        ):  # fmt: skip
            continue
        made = f"{name}_{letter}"
        out = [
            replace(p, parts=tuple(
                tuple(replace(t, text=made, wild=True) if t.word(name) else t for t in part)
                for part in p.parts
            ))
            for p in out
        ]  # fmt: skip
    return out


def _free_letter(phrase: Phrase, lists: Collection[str]) -> str:
    """The one letter that counts in the body of a plain definition, and in no sum of it."""
    head, body = phrase.parts[0], phrase.parts[-1]
    if len(phrase.parts) < 2 or len(head) != 1 or index_of(head[0].text)[1]:
        return ""
    of_lists = {index_of(t.text)[0] for t in body if t.kind == "name"} & set(lists)
    letters = letters_in(body) - summed_letters(phrase)
    return letters.pop() if of_lists and len(letters) == 1 else ""


def summed_letters(phrase: Phrase) -> set[str]:
    """The letters that the sums of a statement count with."""
    return {
        read_limits(part, i)[0].letter
        for part in phrase.parts
        for i, token in enumerate(part)
        if token.text in {"∑", "∏"}
    }


def _mentions(phrase: Phrase, name: str) -> bool:
    return any(token.word(name) for part in phrase.parts[1:] for token in part)
