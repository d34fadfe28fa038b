"""Definitions that run over an index without saying it: ``e = t_i − y_i`` beside ``Σ_i e²``."""

from __future__ import annotations

from collections.abc import Collection, Sequence
from dataclasses import replace

from tutor.core.formulas.arrays.sums import index_of, letters_in, read_limits
from tutor.core.formulas.statements import Phrase


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
