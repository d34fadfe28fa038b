"""Functions of a library under a short name of the text: ``act = np.tanh`` is act(v) = tanh(v)."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import replace
from itertools import pairwise

from tutor.core.formulas.lexer import MODULES, Token, canonical_name, sign, split_at
from tutor.core.formulas.statements.phrases import Phrase


def with_short_names(phrases: Sequence[Phrase]) -> list[Phrase]:
    """The statements with such a name as a function, where the text calls it."""
    parts = [part for phrase in phrases for part in phrase.parts]
    called = {a.text for part in parts for a, b in pairwise(part) if b.is_("(")}
    return [_with_argument(phrase, called) for phrase in phrases]


def _with_argument(phrase: Phrase, called: set[str]) -> Phrase:
    name = phrase.first
    if len(phrase.parts) != 2 or len(phrase.parts[0]) != 1 or name.text not in called:
        return phrase
    *before, last = split_at(phrase.parts[1], ".")
    is_path = all(len(one) == 1 and one[0].word(*MODULES) for one in before)
    if name.kind != "name" or not is_path or len(last) != 1 or not canonical_name(last[0].text):
        return phrase
    at = last[0].at
    argument = (sign("(", at), Token("name", "arg", at, last[0].end), sign(")", at))
    return replace(phrase, parts=((name, *argument), (last[0], *argument)))
