"""Lists of which numbers are given beside the text: ``x=[1, 2]``, and x = torch.ones(2) in it."""

from __future__ import annotations

import re
from collections.abc import Mapping, Sequence

from tutor.core.formulas.arrays.made import FILLING
from tutor.core.formulas.lexer import MODULES, WRAPPERS, Piece, Token, refuse, scan
from tutor.core.formulas.statements import Phrase


def given_list(name: str, text: str) -> Phrase:
    """The statement that ``x=[1, 2]`` beside a text is."""
    tokens = scan([Piece(char, 0) for char in f"{name}={text}"])
    equals = next(i for i, token in enumerate(tokens) if token.is_("="))
    return Phrase((tuple(tokens[:equals]), tuple(tokens[equals + 1 :])))


def is_given(phrase: Phrase, lists: Mapping[str, str]) -> bool:
    """Whether other numbers are given for a list of the text.

    Raises ExpressionError where the text computes what is given.
    """
    target, body = phrase.parts[0][0], phrase.parts[-1]
    if len(phrase.parts) < 2 or len(phrase.parts[0]) > 1 or target.text not in lists:
        return False
    plain = [t for i, t in enumerate(body) if t.kind == "name" and not _makes_numbers(body, i)]
    if plain and all(re.fullmatch(rf"{target.text}_?\w{{1,2}}", t.text) for t in plain):
        return True  # z = [z_1, …, z_C]
    if plain:
        what = f"{target.text!r} is computed here, and its values are given, too"
        raise refuse(what, target, "leave one of them out")
    return True


def _makes_numbers(body: Sequence[Token], place: int) -> bool:
    """Whether a name in ``torch.ones(2, requires_grad=True).double()`` only makes its numbers."""
    token, before = body[place], body[place - 1] if place else None
    after = body[place + 1].text if place + 1 < len(body) else ""
    if token.word(*WRAPPERS, *MODULES, "True", "False", "None", "true", "false"):
        return True
    if after == "(" and token.text.lower() in FILLING:
        return True
    is_setting = after == "=" and before is not None and before.is_("(", ",")
    return is_setting or (before is not None and before.is_(".") and body[place - 2].word(*MODULES))
