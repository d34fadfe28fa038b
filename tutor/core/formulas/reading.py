"""A whole text: its statements in the strict syntax, each character with its place."""

from __future__ import annotations

import re
from collections.abc import Iterable, Mapping
from typing import TypeVar

from tutor.core.errors import ExpressionError
from tutor.core.formulas.arrays import Beside, entries
from tutor.core.formulas.formula import (
    KnownNames,
    LeafValue,
    lone_names,
    strict_formula,
    value_as_set,
)
from tutor.core.formulas.lexer import Written, text_of
from tutor.core.formulas.result import Given, StrictText
from tutor.core.formulas.scanned import scan_text
from tutor.core.formulas.statements import phrases
from tutor.core.formulas.writing import Reader

LENGTH = 200_000
"""Characters that a text may have."""

_DOTTED = re.compile(r"(?!self\.|this\.)[A-Za-z]\w*\.[A-Za-z]\w*")
"""Names that are given as a program or R has them."""
_Value = TypeVar("_Value")


def read(
    text: str,
    given: Given | None = None,
    lists: Mapping[str, str] | None = None,
    *,
    leaf: LeafValue = value_as_set,
    rows: bool = False,
) -> StrictText:
    """The strict statements that ``text`` means.

    ``given`` names decide what a run of letters means, their values which case of a choice is
    taken; ``lists`` are vectors and matrices that are given as text: x is "[1, 2]"; ``leaf`` has
    the values of other leaves.  Lists are columns, or ``rows``: then x yᵀ is a number.
    """
    if len(text) > LENGTH:
        error = ExpressionError(f"this text has more than {LENGTH} characters", LENGTH, "split it")
        return StrictText("", (), (error,))
    given, lists = given or {}, lists or {}
    dotted = [one for one in (*given, *lists) if _DOTTED.fullmatch(one)]
    for one in dotted:
        text = re.sub(rf"(?<![\w.]){re.escape(one)}(?![\w(])", one.replace(".", "_"), text)
    given, lists = _without_dots(given, dotted), _without_dots(lists, dotted)
    try:
        return Reader(text, given, lists, leaf, rows=rows).plain()
    except ExpressionError as error:
        return StrictText("", (), (error,))


def _without_dots(found: Mapping[str, _Value], dotted: Iterable[str]) -> dict[str, _Value]:
    """What is given for ``params.alpha`` as given for params_alpha, as the text then has it."""
    return {name.replace(".", "_") if name in dotted else name: one for name, one in found.items()}


def read_expression(text: str, given: Iterable[str] = ()) -> str:
    """One formula of the ``given`` names in the strict syntax.  Raises ExpressionError."""
    tokens, code = scan_text(text)
    names = KnownNames(alone=lone_names([tokens]))
    for name in given:
        names.know(name)
    while tokens and tokens[-1].kind == "end":
        tokens.pop()
    found = list(phrases(tokens, text))
    if len(found) != 1 or len(found[0].parts) != 1:
        equals = next((t for t in tokens if t.is_("=") or t.kind == "end"), None)
        at = equals.at if equals else 0
        help_ = "leave out = and what is before it" if equals else "type it with names, as in 2*x"
        raise ExpressionError("one formula is needed here", at, help_)

    if code.idle or found[0].left_out:
        words = (code.idle[0][0] if code.idle else found[0].left_out[0])[:60]
        raise ExpressionError("there are words beside the formula", 0, f"leave out {words!r}")

    def let(_: Written) -> str:
        raise ExpressionError("this is too much for one formula", 0, "write it out")

    written = entries(found, names, Beside(text)).phrases
    if len(written) != 1:
        let([])
    return text_of(strict_formula(written[0].parts[0], names, let))
