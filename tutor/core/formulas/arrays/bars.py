"""The bars of a norm, ``||x||``, as one sign."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import replace

from tutor.core.formulas.lexer import Token


def with_norms(part: Sequence[Token]) -> tuple[Token, ...]:
    """``||x||`` with one sign for the two bars of a norm."""
    out: list[Token] = []
    opened: list[str] = []
    skip = False
    for token, after in zip(part, [*part[1:], None], strict=True):
        if skip or not token.is_("|"):
            out += [] if skip else [token]
            skip = False
            continue
        doubled = after is not None and after.is_("|") and not after.gap
        kind = "‖" if doubled and opened[-1:] != ["|"] else "|"
        if opened[-1:] == [kind]:
            opened.pop()
        else:
            opened.append(kind)
        skip = kind == "‖"
        out.append(replace(token, kind="strange" if skip else "sign", text=kind))
    return tuple(_with_orders_first(out))


def _with_orders_first(tokens: list[Token]) -> list[Token]:
    """``‖w‖^2_2`` as ‖w‖_2^2."""
    out = list(tokens)
    for i, token in enumerate(tokens[:-3]):
        caret, power, low = tokens[i + 1 : i + 4]
        if token.text == "‖" and caret.is_("^") and power.kind == "number" and (
            low.kind == "name" and low.text.startswith("_")
        ):  # fmt: skip
            out[i + 1 : i + 4] = [low, caret, power]
    return out
