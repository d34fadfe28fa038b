"""Indices of a language that counts from 1: ``x[1 + 1]`` of a loop as x[2]."""

from __future__ import annotations

import re

from tutor.core.errors import ExpressionError
from tutor.core.expression import LeafScope, evaluate, parse
from tutor.core.formulas.lexer import text_of
from tutor.core.formulas.programs.rewriting import Text, pieces_at, replace_matches

_SUM = re.compile(r"(?<=[\[,])[ \t]*[0-9]+(?:[ \t]*[-+*][ \t]*[0-9]+)+[ \t]*(?=[\],])")
_ZERO = re.compile(r"\w\[(?:[^\[\]\n]*,)?[ \t]*0[ \t]*[\],]")


def with_whole_indices(pieces: Text) -> tuple[Text, bool]:
    """The text with numbers as indices, and whether none of them is 0."""

    def made(found: re.Match[str]) -> Text | None:
        try:
            number = int(evaluate(parse(found[0]), LeafScope({})))
        except ExpressionError:
            return None
        return pieces_at(str(number), pieces[found.start()].at)

    pieces = replace_matches(pieces, _SUM, made)
    return pieces, not _ZERO.search(text_of(pieces))
