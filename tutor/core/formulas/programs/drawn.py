"""Numbers that a program draws: ``W = np.random.randn(2, 3)`` only says what shape W has."""

from __future__ import annotations

import re
from collections.abc import Mapping

from tutor.core.errors import ExpressionError
from tutor.core.formulas.lexer import text_of
from tutor.core.formulas.programs.rewriting import (
    Text,
    closing_bracket,
    pieces_at,
    split_outside_brackets,
)

_DRAW = (
    r"(?:(?:randn|rand|rnorm|runif|randn_like|rand_like|random_sample|standard_normal|"
    r"truncated_normal|RandomState|default_rng|glorot_uniform|glorot_normal|xavier_\w+|kaiming_\w+)|"
    r"(?:[\w.]*random|rng|r|rs|gen)\.(?:normal|uniform|random|randn|rand|standard_normal|gauss|"
    r"normalvariate|truncated_normal|random_sample|nextDouble|nextGaussian)|Math\.random|"
    r"(?:torch|np|numpy)\.empty)"
)
_SET = re.compile(
    r"^[ \t]*(?:(?:let|const|var|val|auto|double|float|Tensor|my)[ \t]+)*(?:self\.|this\.)?"
    r"(\w+)[ \t]*(?::[ \t]*[\w.]+[ \t]*)?(?:=|<-|:=)(?!=)[^\n=]*?"
    rf"(?<![\w.])(?:\w+\.)*({_DRAW})(\()",
    re.MULTILINE,
)


_SEVERAL = re.compile(r"^[ \t]*(\w+(?:[ \t]*,[ \t]*\w+)+)[ \t]*=(?!=)([^\n]+)$", re.MULTILINE)


def without_draws(
    pieces: Text, lists: Mapping[str, str], values: Mapping[str, float | None]
) -> tuple[Text, list[tuple[str, int]]]:
    """The text without the lines that draw numbers, and those lines.

    What is drawn is given elsewhere, in any size, or is one number.  Raises ExpressionError for a
    list of which nothing is given.
    """
    left: list[tuple[str, int]] = []
    pieces = _parted(pieces)
    for found in reversed(list(_SET.finditer(text_of(pieces)))):
        text, name = text_of(pieces), found[1]
        end = text.find("\n", closing_bracket(text, found.start(3)))
        end = len(text) if end < 0 else end
        sizes = _sizes(text, found.start(3))
        if sizes and name not in lists and name not in values:
            help_ = f"give them: {name}=[…]"
            what = f"the numbers of {name!r} are drawn here, and not known"
            raise ExpressionError(what, pieces[found.start(1)].at, help_)
        left.append((" ".join(text[found.start() : end].split()), pieces[found.start(1)].at))
        pieces = [*pieces[: found.start()], *pieces[end:]]
    return pieces, left


def _parted(pieces: Text) -> Text:
    """``x, y = rand(5), rand(2)`` as two lines."""
    for found in reversed(list(_SEVERAL.finditer(text_of(pieces)))):
        names = [one.strip() for one in found[1].split(",")]
        start = found.end(1) + found[0][len(found[1]) :].index("=") + 1
        right = pieces[start : found.end()]
        parts = [right[a:b] for a, b in split_outside_brackets(text_of(right), ",")]
        if len(parts) != len(names) or not re.search(_DRAW, found[2]):
            continue
        made: Text = []
        for name, part in zip(names, parts, strict=True):
            at = pieces[found.start()].at
            made += [*pieces_at(f"{name} = ", at), *part, *pieces_at("\n", at)]
        pieces = [*pieces[: found.start(1)], *made, *pieces[found.end() :]]
    return pieces


def _sizes(text: str, opening: int) -> list[int]:
    """The whole numbers that a call says as a shape."""
    inside = text[opening + 1 : closing_bracket(text, opening)]
    grouped = re.search(r"[(\[]([ \t]*\d+[ \t]*(?:,[ \t]*\d*[ \t]*)*)[)\]]", inside)
    first = re.match(r"[ \t]*(\d+(?:[ \t]*,[ \t]*\d+)*)[ \t]*(?:$|,[ \t]*[a-zA-Z])", inside)
    said = grouped[1] if grouped else first[1] if first else ""
    return [int(one) for one in re.findall(r"\d+", said)]
