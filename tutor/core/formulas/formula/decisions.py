"""Which case of a choice holds: the values that are given, or set in the text, decide."""

from __future__ import annotations

import re
from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass, field

from tutor.core.errors import ExpressionError
from tutor.core.expression import Expression, LeafScope, evaluate, parse, show, source
from tutor.core.expression import names as names_of
from tutor.core.formulas.lexer import Piece, Written, text_of
from tutor.core.text import label

COMPARE = ("<", ">", "<=", ">=", "==", "!=")
LeafValue = Callable[[str, float | None], float | None]
"""The value of a leaf that is not given, from the number that the text sets it to, if any."""


def value_as_set(_: str, default: float | None) -> float | None:
    """A leaf has the value that the text sets it to."""
    return default


_OPPOSITE = {"<": ">=", ">=": "<", ">": "<=", "<=": ">", "==": "!=", "!=": "=="}
_STRICTER = {"<=": "<", ">=": ">"}


class UndecidedError(ExpressionError):
    """A choice that depends on ``missing``, which has no value; ``later`` when one may come."""

    def __init__(self, missing: str, column: int, *, later: bool = False) -> None:
        super().__init__(
            f"which case holds depends on {missing!r}, which has no value", column,
            f"add {missing}=…: each case is a graph of its own",
        )  # fmt: skip
        self.missing = missing
        self.later = later


@dataclass
class Decisions:
    """What is known of values while a text is read, and the conditions that were decided by them.

    ``given`` are values by node, ``leaf`` is that of a leaf without one, from the number that the
    text sets it to; ``powers`` are the whole numbers that stand for their names above what is
    negative; ``defined`` are the nodes that the text defines, ``texts`` the formulas of
    those that have been read; ``met`` are the conditions that hold.
    """

    given: Mapping[str, float]
    leaf: LeafValue
    defined: frozenset[str] = frozenset()
    texts: dict[str, str] = field(default_factory=dict)
    met: list[Written] = field(default_factory=list)
    asked: set[str] = field(default_factory=set)
    powers: dict[str, str] = field(default_factory=dict)
    _values: dict[str, float] = field(default_factory=dict)

    def pick(self, conditions: Sequence[Written | None], at: int) -> int:
        """Which of the cases holds, the first that does.

        Keeps what holds of them in ``met``.  Raises UndecidedError for a value that is missing,
        ExpressionError where no case holds.
        """
        met: list[Written] = []
        for place, condition in enumerate(conditions):
            holds = condition is None or self._holds(condition)
            if condition is not None and names_in(condition):
                met.append(self._inner(condition if holds else negation(condition)))
            if holds:
                self.met += met
                return place
        said = " nor ".join(condition_text(one) for one in conditions if one is not None)
        what = f"no case holds for these values: neither {said}"
        raise ExpressionError(what, at, "add the case that does, or give other values")

    def _inner(self, condition: Written) -> Written:
        """The condition without its border, where the values do not stand on it.

        Values that are drawn stay off the border, where there may be no slope.
        """
        tight = [p._replace(text=_changed(p.text, _STRICTER)) for p in condition]
        return tight if self._holds(tight) else condition

    def value_of(self, text: str) -> float:
        """The value of a formula in strict text.  Raises ExpressionError where there is none."""
        tree = parse(text)
        return evaluate(
            tree, LeafScope({name: self._value(name, 0) for name in sorted(names_of(tree))})
        )

    def whole_power(self, base: str, exponent: str) -> str:
        """The number n of ``x^n`` where x is negative: there is no slope in n; "" elsewhere."""
        try:
            power = self.value_of(exponent) if exponent.isidentifier() else 0.5
            if not power.is_integer() or self.value_of(base) >= 0:
                return ""
        except ExpressionError:  # there is no value yet
            return ""
        return self.powers.setdefault(exponent, f"{power:.0f}")

    def notes(self, spent: Mapping[str, str]) -> list[str]:
        """What is said of numbers that stand for names; ``spent`` ones are nowhere a leaf."""
        names = {re.sub("_(?=[0-9])", "", one): one for one in sorted(spent, reverse=True)}
        said = [f"{name} is {spent[name]} here, and no leaf" for name in sorted(names.values())]
        powers = self.powers.items()
        return [*said, *(f"{one} is the number {n} above what is negative" for one, n in powers)]

    def _holds(self, condition: Written) -> bool:
        tree = parse(text_of(condition))
        scope = LeafScope(
            {name: self._value(name, condition[0].at) for name in sorted(names_of(tree))}
        )
        return bool(evaluate(tree, scope))

    def _value(self, name: str, at: int) -> float:
        """The value of a node: given, set, or computed from those that are."""
        waiting, trees = [name], dict[str, Expression | None]()
        while waiting:
            one = waiting[-1]
            if one in self._values:
                waiting.pop()
                continue
            if one not in trees:
                trees[one] = self._tree(one, at)
            tree = trees[one]
            needed = (
                [] if tree is None else sorted(names_of(tree) - self._values.keys(), reverse=True)
            )
            if any(n in trees for n in needed):
                raise UndecidedError(one, at)
            waiting += needed
            if not needed:
                self._values[one] = self._evaluated(one, tree, at)
        return self._values[name]

    def _evaluated(self, name: str, tree: Expression | None, at: int) -> float:
        try:
            if tree is not None and names_of(tree):
                return evaluate(tree, LeafScope({n: self._values[n] for n in names_of(tree)}))
            default = None if tree is None else evaluate(tree, LeafScope({}))
            found = self.given[name] if name in self.given else self.leaf(name, default)
        except ExpressionError as error:
            raise ExpressionError(f"{name!r} has no value here: {error}", at) from error
        if found is None:
            raise UndecidedError(name, at)
        return found

    def _tree(self, name: str, at: int) -> Expression | None:
        """The formula of a node; None for a leaf that has no number in the text."""
        text = self.texts.get(name)
        if text is None and name in self.defined:
            raise UndecidedError(name, at, later=True)
        return None if text is None else parse(text)


def names_in(written: Sequence[Piece]) -> frozenset[str]:
    """The names of a formula; none where it cannot be read."""
    try:
        return names_of(parse(text_of(written)))
    except ExpressionError:
        return frozenset()


def negation(condition: Written) -> Written:
    """The condition that holds where this one does not."""
    if condition[0].text == "not " and not any(p.text.strip() in {"and", "or"} for p in condition):
        return condition[1:]
    signs = [p for p in condition if p.text.strip() in {*COMPARE, "and", "or", "not"}]
    if len(signs) == 1 and signs[0].text.strip() in COMPARE:
        return [p._replace(text=_changed(p.text, _OPPOSITE)) for p in condition]
    at = condition[0].at
    return [Piece("not (", at), *condition, Piece(")", at)]


def _changed(text: str, signs: Mapping[str, str]) -> str:
    sign = text.strip()
    return text.replace(sign, signs[sign]) if sign in signs else text


def conjunction(conditions: Sequence[Written]) -> str:
    """All the conditions together, in the strict syntax; "" for none."""
    texts = dict.fromkeys(source(parse(text_of(one))) for one in conditions)
    bracketed = (f"({one})" if " or " in one or one.startswith("not") else one for one in texts)
    return " and ".join(bracketed)


def condition_text(condition: Written) -> str:
    """The condition for people."""
    return show(parse(text_of(condition)), label)
