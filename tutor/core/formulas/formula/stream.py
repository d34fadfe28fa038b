"""The tokens of one formula, read from left to right, with parts put in and taken apart."""

from __future__ import annotations

from abc import ABC, abstractmethod
from collections.abc import Callable, Sequence

from tutor.core.errors import ExpressionError
from tutor.core.formulas.formula.choices import Case
from tutor.core.formulas.formula.factors import Factor
from tutor.core.formulas.formula.names import KnownNames
from tutor.core.formulas.lexer import OPEN, Token, Written, closing_place, refuse

DEPTH = 60
"""Levels to which brackets and functions may be nested."""
TOKENS = 4000
"""Tokens that may be put in while functions are written out."""

Let = Callable[[Written], str]


class Stream(ABC):
    """Where reading stands; the classes on top of it know what the tokens mean."""

    def __init__(
        self, tokens: Sequence[Token], names: KnownNames, let: Let, *, level: int = 0,
        budget: list[int] | None = None,
    ) -> None:  # fmt: skip
        self._tokens = list(tokens)
        self._names = names
        self._let = let
        self._level = level
        self._budget = [TOKENS] if budget is None else budget
        self._next = 0

    @abstractmethod
    def _inner(self, tokens: Sequence[Token]) -> Written:
        """A formula within this one."""

    @abstractmethod
    def _atom(self) -> tuple[str, Written]:
        """The kind and the text of a number, a name, a call or a group."""

    @abstractmethod
    def _factor(self, typed: str) -> Factor:
        """An atom and its powers, behind the sign ``typed``."""

    @abstractmethod
    def _begins_factor(self) -> bool:
        """Whether a factor can begin here without a sign before it."""

    @abstractmethod
    def _exponent(self, caret: Token, *, euler: bool = False) -> Written:
        """What stands behind ^; ``euler`` when e stands before it."""

    @abstractmethod
    def _choice(self, cases: Sequence[Case]) -> Written:
        """The function that a choice is, or the case of it that holds."""

    @abstractmethod
    def _step(self, word: str, inside: list[Token]) -> Written | None:
        """The condition that ``word`` makes a number of; None when there is none."""

    @property
    def _token(self) -> Token | None:
        return self._tokens[self._next] if self._next < len(self._tokens) else None

    def _is(self, *signs: str) -> bool:
        token = self._token
        return token is not None and token.is_(*signs)

    def _take(self) -> Token:
        self._next += 1
        return self._tokens[self._next - 1]

    def _last(self) -> Token:
        return self._tokens[min(self._next, len(self._tokens) - 1)]

    def _following(self, kind: str) -> bool:
        after = self._tokens[self._next + 1 : self._next + 2]
        return bool(after) and after[0].kind == kind

    def _early(self, at: int) -> ExpressionError:
        return ExpressionError("the expression ends too early", at, "a number or a name is missing")

    def _put(self, tokens: Sequence[Token], start: int, end: int) -> None:
        """Other tokens in the place of these."""
        self._budget[0] -= len(tokens)
        if self._budget[0] < 0:
            what = "this formula is too long when it is written out"
            raise refuse(what, self._last(), "split it up")
        self._tokens[start:end] = tokens

    def _bracketed(self, opening: Token) -> list[Token]:
        """The tokens in the brackets that have just been opened; goes behind them."""
        start = self._next
        close = closing_place(self._tokens, start - 1)
        if close == len(self._tokens):
            at = max(self._tokens[-1].end, opening.end)
            raise ExpressionError("a bracket is not closed", at, "add )")
        self._next = close + 1
        return self._tokens[start:close]

    def _opens(self) -> bool:
        return self._is(*OPEN)
