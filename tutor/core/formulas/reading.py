"""A whole text: its statements in the strict syntax, each character with its place."""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Iterable, Mapping
from dataclasses import replace

from tutor.core.errors import ExpressionError
from tutor.core.formulas.arrays import Beside, entries
from tutor.core.formulas.formula import (
    KnownNames,
    LeafValue,
    lone_names,
    spelling_key,
    strict_formula,
    value_as_set,
)
from tutor.core.formulas.lexer import GREEK, WIDTHLESS, Written, text_of
from tutor.core.formulas.result import Given, StrictText
from tutor.core.formulas.scanned import scan_text
from tutor.core.formulas.statements import phrases
from tutor.core.formulas.writing import Reader

LENGTH = 200_000
"""Characters that a text may have."""

_COMPOSED = re.compile(
    r"(?!self\.|this\.)[A-Za-z]\w*\.[A-Za-z]\w*|"
    r"[^\W\d]\w*(?:\{\w+\})?\([^\W\d][\w |,;+{}'\u2032-]*\)"
)
"""Names that are given as a program or R has them, and numbers that are given as a call is."""


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
    plain = {one: _identifier(one) for one in (*given, *lists) if _COMPOSED.fullmatch(one)}
    several = Counter(plain.values())
    plain = {one: name for one, name in plain.items() if one in text and several[name] == 1}
    for one, name in sorted(plain.items(), key=lambda pair: -len(pair[0])):
        same = re.compile(rf"(?<![\w.]){re.escape(one)}" + r"(?![\w(])" * one[-1].isalnum())
        text = same.sub(name.rjust(len(one), WIDTHLESS[0]), text)
    given, lists = (
        {plain.get(name, name): value for name, value in given.items()},
        {plain.get(name, name): value for name, value in lists.items()},
    )
    try:
        found = Reader(text, given, lists, leaf, rows=rows).plain()
        nodes = {one: found.spelled.get(spelling_key(name), name) for one, name in plain.items()}
        return replace(found, alias={**found.alias, **nodes})
    except ExpressionError as error:
        return StrictText("", (), (error,))


def _identifier(composed: str) -> str:
    """``V(next_state)`` as V_next_state, and ``params.alpha`` as params_alpha."""
    for length in (None, 1):  # π_{θ_old}(a|s) is no longer than it was typed
        letters = "".join(GREEK.get(char, char)[:length] for char in composed)
        name = re.sub(r"[^A-Za-z0-9]+", "_", re.sub("['\u2032]", "p", letters)).strip("_")
        if len(name) <= len(composed):
            break
    return name[: len(composed)]


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
