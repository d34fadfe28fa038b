"""The numbers that the author of a question foresaw, and where two of them are one by chance.

A reply that was written for one wrong number would be said to another mistake, or to who is right,
where the values make the two numbers one; and an answer that stands in the question as the value of
something else is right for who copies it.  What is one number at any values is meant so: a ``wrong
grad(J, u)`` speaks of the mistake that gives it.
"""

from __future__ import annotations

from collections.abc import Collection, Iterable, Iterator, Sequence
from dataclasses import dataclass
from itertools import combinations

from tutor.core.answers import TOLERANCE, is_close
from tutor.core.errors import ExpressionError
from tutor.core.expression import Expression, Scope, evaluate
from tutor.core.misconceptions import Separation

Coincidence = tuple[str | int, str | int]
"""Two things that give one number: the answer, a place among the wrong or the stated numbers, or
the id of a rule."""


Named = tuple[str | int, float]


@dataclass(frozen=True, slots=True)
class Foreseen:
    """What is right, the wrong numbers that have a reply, and the numbers in the question.

    Numbers within the question's ``tolerance`` are taken for one.
    """

    answer: Expression | None = None
    wrongs: tuple[Expression, ...] = ()
    stated: tuple[Expression, ...] = ()
    tolerance: float = TOLERANCE

    def __bool__(self) -> bool:
        return bool(self.wrongs or (self.answer and self.stated))

    def coincidences(
        self, scope: Scope, parts: Sequence[Separation], rules: Collection[str]
    ) -> frozenset[Coincidence]:
        """What is one number at these values; ``rules`` are the mistakes that are probed."""
        answer = [self.answer] if self.answer else []
        right: list[Named] = [("answer", x) for x in _numbers(answer, scope)]
        wrongs: list[Named] = [*enumerate(_numbers(self.wrongs, scope))]
        stated: list[Named] = [*enumerate(_numbers(self.stated, scope), start=len(wrongs))]
        pairs = [*combinations([*right, *wrongs], 2)]
        pairs += [(one, other) for one in right for other in stated]
        pairs += [(one, other) for one in wrongs for other in _by_rules(parts, rules)]
        return frozenset((a, b) for (a, x), (b, y) in pairs if self._taken_for(x, y))

    def _taken_for(self, one: float, other: float) -> bool:
        return is_close(one, other, self.tolerance) or is_close(other, one, self.tolerance)


NOTHING_FORESEEN = Foreseen()


def _numbers(expressions: Iterable[Expression], scope: Scope) -> Iterator[float]:
    """Their values; NaN, which is like no number, where there is none."""
    for one in expressions:
        try:
            yield float(evaluate(one, scope))
        except ExpressionError:
            yield float("nan")


def _by_rules(parts: Iterable[Separation], rules: Collection[str]) -> Iterator[Named]:
    for part in parts:
        for shared in part.numbers:
            ids = {one.slip.rule.id for cause in shared.causes for one in cause}
            yield from ((id_, shared.number) for id_ in ids.intersection(rules))
