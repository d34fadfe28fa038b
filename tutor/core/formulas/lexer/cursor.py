"""A place in the tokens of one formula, which both readers of formulas move to the right."""

from __future__ import annotations

from collections.abc import Sequence

from tutor.core.errors import ExpressionError
from tutor.core.formulas.lexer.tokens import Token, closing_place


class Cursor:
    """Where reading stands."""

    def __init__(self, tokens: Sequence[Token]) -> None:
        self._tokens = list(tokens)
        self._next = 0

    @property
    def _token(self) -> Token | None:
        return self._tokens[self._next] if self._next < len(self._tokens) else None

    def _is(self, *signs: str) -> bool:
        token = self._token
        return token is not None and token.is_(*signs)

    def _text(self, ahead: int = 0) -> str:
        at = self._next + ahead
        return self._tokens[at].text if at < len(self._tokens) else ""

    def _take(self) -> Token:
        if self._next >= len(self._tokens):
            raise too_early(self._tokens[-1].end)
        self._next += 1
        return self._tokens[self._next - 1]

    def _last(self) -> Token:
        return self._tokens[min(self._next, len(self._tokens) - 1)]

    def _bracketed(self) -> list[Token]:
        """The tokens in the brackets that open here; goes behind them."""
        start, close = self._next, closing_place(self._tokens, self._next)
        if close == len(self._tokens):
            raise ExpressionError("a bracket is not closed", self._tokens[-1].end, "add )")
        self._next = close + 1
        return self._tokens[start + 1 : close]


def too_early(at: int) -> ExpressionError:
    """What to say where a formula ends and something is missing."""
    return ExpressionError("the expression ends too early", at, "a number or a name is missing")
