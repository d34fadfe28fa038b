"""The tokens of one formula, read from left to right, with parts put in and taken apart."""

from __future__ import annotations

from abc import ABC, abstractmethod
from collections.abc import Callable, Sequence

from tutor.core.formulas.formula.choices import Case
from tutor.core.formulas.formula.factors import Factor
from tutor.core.formulas.formula.names import KnownNames
from tutor.core.formulas.lexer import OPEN, Cursor, Token, Written, refuse

DEPTH = 60
"""Levels to which brackets and functions may be nested."""
TOKENS = 4000
"""Tokens that may be put in while functions are written out."""

Let = Callable[[Written], str]


class Stream(Cursor, ABC):
    """Where reading stands; the classes on top of it know what the tokens mean."""

    def __init__(
        self, tokens: Sequence[Token], names: KnownNames, let: Let, *, level: int = 0,
        budget: list[int] | None = None,
    ) -> None:  # fmt: skip
        super().__init__(tokens)
        self._names = names
        self._let = let
        self._level = level
        self._budget = [TOKENS] if budget is None else budget

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

    def _following(self, kind: str) -> bool:
        after = self._tokens[self._next + 1 : self._next + 2]
        return bool(after) and after[0].kind == kind

    def _put(self, tokens: Sequence[Token], start: int, end: int) -> None:
        """Other tokens in the place of these."""
        self._budget[0] -= len(tokens)
        if self._budget[0] < 0:
            what = "this formula is too long when it is written out"
            raise refuse(what, self._last(), "split it up")
        self._tokens[start:end] = tokens

    def _opens(self) -> bool:
        return self._is(*OPEN)
