"""Sums and products over an index, ``Σ_i w_i x_i``, written out term by term."""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import replace
from functools import partial, reduce

from tutor.core.errors import ExpressionError
from tutor.core.formulas.arrays.chosen import place_of, with_class
from tutor.core.formulas.arrays.loops import SUMMED, Env, Loops, levels
from tutor.core.formulas.arrays.model import (
    Array,
    ArrayEntry,
    dot_product,
    map_entries,
    number,
    pair_entries,
    plus,
    sum_of,
    times,
)
from tutor.core.formulas.arrays.reductions import divided
from tutor.core.formulas.arrays.sums import (
    Limits,
    counted_in,
    letters_in,
    numbers_of,
    read_limits,
    refuse_unclear_end,
    refuse_unclear_summand,
    substitute_number,
)
from tutor.core.formulas.lexer import Token, closing_places, is_function, refuse, sign


class Sums(Loops):
    """Writes sums out."""

    def _sum(self, token: Token) -> Array:
        limits, place = read_limits(self._tokens, self._next - 1)
        body = self._tokens[place:]
        cut = _quotient_of_sums(body)
        body = body[:cut]
        self._next = place + cut
        if not body:
            raise ExpressionError("there is nothing to add up", token.end, "write its terms")
        letters = letters_in(body)
        if not limits.letter:
            limits = replace(limits, letter=self._letter_of(body))
        also = limits.letter + counted_in(body)
        if token.text == "∑":
            counted = partial(self._is_counted, letter=limits.letter)
            refuse_unclear_summand(body, limits, token, counted, self._scope.beside.text)
        is_left_out = not (letters or letters_in(body, also)) and not any(
            t.word(limits.letter) for t in body
        )
        if token.text == "∑" and not limits.but and (not limits.letter or is_left_out):
            found = self._inner(body, self.summed(token))
            if not (found.shape or limits.letter) and self._scope.are_numbers(body):
                self._scope.left_out.append("Σ of one term, as numbers are given, and no lists")
                return found
            last = self._scope.numeral(limits.last) or limits.last
            fits = not last.isdigit() or int(last) - int(limits.first or 1) + 1 == len(found.cells)
            if (len(found.shape) == 1 and fits) or (found.shape and not limits.letter):
                self._scope.note_terms(len(found.cells))
                whole = sum_of(found.cells, token)
                return number(divided(whole, len(found.cells), token) if token.wild else whole)
        elif limits.letter not in letters_in(body, also) | {t.text for t in body}:
            limits = replace(limits, letter=self._letter_of(body) or limits.letter)  # Σ_n of xᵢ
        numbers = self._numbers(limits, body, token)
        but = self._left_out(limits, numbers, token)
        bodies = [
            substitute_number(body, limits.letter, n, self._numbers_of) for n in numbers if n != but
        ]
        bodies = [[with_class(t, self._scope) for t in one] for one in bodies]
        self._scope.note_terms(len(bodies))
        if not bodies:
            raise refuse("nothing is left to add up", token, "give lists of more entries")
        if token.text == "∏":
            refuse_unclear_end(body, limits.letter, token)
            join = partial(times, sign("*", token.at))
            factors = [self._inner(one) for one in bodies]
            return reduce(lambda a, b: pair_entries([a, b], join, token), factors)
        total = self._added(bodies, token)
        mean = partial(divided, count=len(bodies), token=token)  # of Ê_t[…]
        return map_entries(total, mean) if token.wild else total

    def _is_counted(self, term: Sequence[Token], letter: str) -> bool:
        """Whether a term has another value in each turn of the sum that counts with ``letter``."""
        counts = letter in letters_in(term, letter) or any(t.word(letter) for t in term)
        return bool(letter and counts) or self._has_arrays(term)

    def _numbers(self, limits: Limits, body: Sequence[Token], token: Token) -> range:
        """The numbers that the letter takes.  Raises ExpressionError where that is not clear."""
        limits, count = self._counted(limits)
        low = self._of_bracket(body, limits.letter)

        def numbered(base: str, place: int, count: int) -> range:
            return self._numbers_of(base, place, count) if base else low

        numbers = numbers_of(limits, body, numbered, token)
        if count and int(count) != len(numbers):
            what = f"this sum is not clear: {limits.last} is {count}, and there are {len(numbers)}"
            raise refuse(what, token, "give lists of one length")
        if limits.last.isidentifier():
            self._scope.count(limits.last, numbers[-1])
        return numbers

    def _left_out(self, limits: Limits, numbers: range, token: Token) -> int | None:
        """The number that Σ_{j≠y} leaves out.  Raises ExpressionError where it is not known."""
        if not limits.but or limits.but.isdigit():
            return int(limits.but) if limits.but else None
        place = place_of(limits.but, len(numbers), token, self._scope)
        if place is None:
            what = f"which {limits.letter} this sum leaves out is not known"
            raise refuse(what, token, f"give a whole number: {limits.but}=0")
        return place + self._scope.first

    def _of_bracket(self, body: Sequence[Token], letter: str) -> range:
        """The numbers of ``(W x)_i``, whose index stands behind a bracket."""
        for i, token in enumerate(body):
            if token.text == f"_{letter}" and i and body[i - 1].is_(")"):
                start = next((a for a, b in closing_places(body).items() if b == i - 1), i)
                inside = body[start:i]
                found = None if letter in letters_in(inside) else self._inner(inside)
                if found and found.shape:
                    return range(self._scope.first, self._scope.first + found.shape[0])
        return range(0)

    def summed(self, token: Token) -> Env:
        """What is held where entries are added up."""
        return {**self._env, SUMMED: number(ArrayEntry((token,)))}

    def _counted(self, limits: Limits) -> tuple[Limits, str]:
        """The limits with the number that the last stands for; that of Σ_j^C by itself."""
        last = re.fullmatch(r"([A-Za-z]\w*)(-1)?", limits.last)
        count = self._scope.numeral(last[1]) if last else ""
        if last and count.isdigit() and limits.first:
            return replace(limits, last=str(int(count) - bool(last[2]))), ""
        return limits, count if count.isdigit() else ""

    def _letter_of(self, body: Sequence[Token]) -> str:
        """The one letter that counts entries in ``Σ e^{x_d}``, whatever letter it is; or none."""
        found = set()
        single = not any(t.text in {"∑", "∏"} for t in body)
        for i, token in enumerate(body if single else ()):
            base, _, letter = token.text.rpartition("_")
            after = [t.text for t in body[i + 1 : i + 4]]
            if (
                token.kind == "name"
                and after[:1] == ["("]
                and after[2:] == [")"]
                and (len(after[1]) == 1 and after[1].isalpha())
            ):  # Σ P(x) log Q(x)
                base, letter = token.text, after[1]
            if token.kind == "name" and len(letter) == 1 and letter.isalpha():
                found |= {letter} if self._numbers_of(base, 0, 1) else set()
        return found.pop() if len(found) == 1 else ""

    def _added(self, bodies: Sequence[list[Token]], token: Token) -> Array:
        """The terms; products of two names are one dot product."""
        pairs = [[t for t in body if not t.is_("*")] for body in bodies]
        if len(bodies) > 1 and all(
            len(pair) == 2 and all(t.kind == "name" for t in pair) and not is_function(pair[0].text)
            for pair in pairs
        ):
            ones = [self._inner(pair[:1]) for pair in pairs]
            others = [self._inner(pair[1:]) for pair in pairs]
            if not any(one.shape for one in (*ones, *others)):
                left, right = [a.cells[0] for a in ones], [b.cells[0] for b in others]
                return number(dot_product(left, right, token))
        found = [self._inner(body) for body in bodies]
        if not any(one.shape for one in found):
            return number(sum_of([one.cells[0] for one in found], token))
        out = found[0]
        for one in found[1:]:
            out = pair_entries([out, one], partial(plus, sign("+", token.at)), token)
        return out


def _quotient_of_sums(body: Sequence[Token]) -> int:
    """Where ``Σ a / Σ b`` is divided; the number of tokens for any other sum."""
    for i, (token, depth) in enumerate(levels(body)):
        if depth == 0 and token.is_("/"):
            return i if any(t.text == "∑" for t in body[i : i + 3]) else len(body)
    return len(body)
