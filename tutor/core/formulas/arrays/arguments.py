"""One call of a function of arrays: what it is given, and the numbers in it."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass

from tutor.core.formulas.arrays.beside import bare
from tutor.core.formulas.arrays.model import MOST, Array, ArrayEntry, numeral
from tutor.core.formulas.arrays.text_scope import TextScope
from tutor.core.formulas.lexer import Token, refuse, sign


@dataclass(frozen=True)
class ArrayCall:
    """One call: its arguments, its options (``axis=0``), and what is known around it."""

    token: Token
    arguments: Sequence[Array]
    options: Mapping[str, Array]
    scope: TextScope

    def axis(self, usual: int) -> int:
        """The axis that is asked for."""
        given = [self.options[name] for name in ("axis", "dim") if name in self.options]
        if not given and len(self.arguments) > 1 and self.arguments[1].is_number:
            given = [self.arguments[1]]
        text = given[0].cells[0].text if given else ""
        return int(text) if text.removeprefix("-").isdigit() else usual

    def needs(self, count: int) -> None:
        """Raises ExpressionError for another number of arguments."""
        if len(self.arguments) < count:
            said_ = "one argument" if count == 1 else f"{count} arguments"
            what = f"{self.token.text} takes {said_}, not {len(self.arguments)}"
            raise refuse(what, self.token)

    def option(self, name: str) -> str:
        """What is set with this name, as it was typed; "" where it is not."""
        given = self.options.get(name)
        return given.cells[0].text if given else ""

    def numeral(self, value: float) -> ArrayEntry:
        """A number at the place of the call."""
        return numeral(value, self.token)

    def number_of(self, cell: ArrayEntry) -> float:
        """A number that the text or a value says.  Raises ExpressionError."""
        text, found = self.scope.value(cell.tokens)
        if found is None:
            what = f"{self.token.text} needs a number here, not {text!r}"
            raise refuse(what, self.token, "write the number")
        return found

    def whole(self, cell: ArrayEntry) -> int:
        """A size or a place.  Raises ExpressionError for what is none."""
        found = self.number_of(cell)
        if found != int(found) or not 0 <= found <= MOST:
            raise refuse(f"this is not a whole number from 0 to {MOST}", self.token)
        return int(found)

    def class_of(self, cell: ArrayEntry) -> int:
        """The class that a target stands for.  Raises ExpressionError."""
        text, _ = self.scope.value(bare(cell.tokens))
        if not text.isdigit():
            help_ = "give its number, from 0, or a list with a 0 or 1 for each class"
            raise refuse("the class of this target is not known", self.token, help_)
        return int(text)

    def sign(self, text: str) -> Token:
        """A sign at the place of the call."""
        return sign(text, self.token.at)
