"""Products, powers and bars of arrays: where two shapes may be meant, both readings are told."""

from __future__ import annotations

from abc import abstractmethod
from collections.abc import Sequence
from dataclasses import replace
from functools import partial

from tutor.core.formulas.arrays.calls import ArrayCalls
from tutor.core.formulas.arrays.loops import SUMMED
from tutor.core.formulas.arrays.model import (
    ATOM,
    PRODUCT,
    SUM,
    Array,
    ArrayEntry,
    bracketed,
    call_of,
    determinant,
    dot_product,
    inverse,
    map_entries,
    matrix_product,
    negative,
    number,
    pair_entries,
    shape_words,
    sum_of,
    times,
    transpose,
)
from tutor.core.formulas.arrays.reductions import norm_of
from tutor.core.formulas.lexer import (
    CLOSE,
    OPEN,
    Token,
    canonical_name,
    refuse,
    sign,
    split_at,
    within,
)

_TURNED = frozenset("Tᵀ")
_NO_MATRICES = frozenset("YTPQ")
"""Capital letters of what is compared entry by entry: targets and probabilities."""
_WEIGHTS = ("W", "Theta")
LONG = 16
"""Tokens of a number that get a name where it stands beside every entry of a list."""


class Products(ArrayCalls):
    """What joins two arrays, or stands behind one."""

    _is_neuron = False  # whether numbers are added to this term, as in W₂h + b₂
    _is_typed = False  # whether the last factor stands as it was typed

    @abstractmethod
    def _atom(self) -> Array:
        """A name, a number or what stands in brackets."""

    def _multiplied(self, one: Array, typed: Token | None, other: Array, first: Token) -> Array:
        at = typed or first
        one, other = self._named_once(one, other)
        if typed is not None and self._scope.typed(typed) in {".", "/"}:
            one, other = self._as_columns(one, other, at)
        if not one.shape and not other.shape:
            made = sign("*", first.at) if typed is None and not self._is_typed else typed
            return number(_side_by_side(one.cells[0], made, other.cells[0]))
        star = sign("*", at.at)
        is_said = typed and one.shape and other.shape and self._scope.typed(typed) == "@"
        is_single = typed is None and one.shape[1:] == other.shape == (1,)  # X β with one weight
        if is_single or (
            typed and (typed.text == "@" or is_said or self._is_row_on_paper(one, typed, other))
        ):
            return self._product_of(one, other, at)
        if typed is not None and typed.is_("/"):
            whole = len(other.cells) > 1 and self._scope.typed(typed) != "."
            if whole and self._scope.beside.is_matlab:
                help_ = "write ./ for every entry"
                raise refuse("a matrix below the line has two readings here", typed, help_)
            return pair_entries([one, other], partial(times, typed), typed)
        if one.is_number or other.is_number:
            return pair_entries([one, other], partial(times, star), at)
        sign_ = self._scope.typed(at) if typed is not None else ""
        entrywise = sign_ == "." or (
            typed is not None and not typed.wild and not self._scope.beside.is_matlab
        )
        mixed = {len(one.shape), len(other.shape)} == {1, 2} and (
            1 not in one.shape + other.shape or one.shape[-1] == other.shape[0] > 1
        )
        vectors = len(one.shape) == len(other.shape) == 1
        if entrywise and (not mixed or self._broadcasts(typed)):
            return pair_entries([one, other], partial(times, star), at)
        on_paper = typed is None or (typed.is_("*") and typed.wild)
        beside = self._beside_each_other(one, other, at) if on_paper and vectors else None
        if beside is not None:
            return beside
        columns = vectors and sign_ == "*" and not self._is_neuron and self._scope.beside.is_matlab
        if entrywise or (typed is None and vectors) or (vectors and sign_ == "×") or columns:
            help_ = "write @ for a product of matrices or a dot product, * where the shapes are one"
            help_ = "write a'*b for a dot product, a.*b for every entry" if columns else help_
            raise refuse(
                f"a product of {shape_words(one)} and {shape_words(other)} has two readings",
                at,
                help_,
            )
        return self._product_of(one, other, at)

    def _beside_each_other(self, one: Array, other: Array, at: Token) -> Array | None:
        """``Σ y x`` entry by entry, w x of a neuron as a dot product; None where both may be."""
        if one.shape == other.shape and self._scope.is_row(one):  # X_i w
            return number(dot_product(one.cells, other.cells, at))
        if one.shape == other.shape and SUMMED in self._env:
            return pair_entries([one, other], partial(times, sign("*", at.at)), at)
        if one.shape == other.shape and self._is_neuron and self._tokens[0].text[:1] in {"w", "W"}:
            return number(dot_product(one.cells, other.cells, at))
        if one.shape == other.shape and _is_row_times_weights(one, other):
            self._scope.rows_times_weights.add(at.at)
            return number(dot_product(one.cells, other.cells, at))
        return None

    def _refuse_list_beside(self, parts: Sequence[tuple[Sequence[Token], Array]]) -> None:
        """``xW + b`` with lists x, W and b: a number, to which no list can be added."""
        places = self._scope.rows_times_weights
        made = [t for tokens, _ in parts for t in tokens if t.at in places] if places else []
        if made and any(array.shape for _, array in parts):
            help_ = "write @ for a dot product, * for a product entry by entry"
            raise refuse("this product is one number beside a list", made[0], help_)

    def _is_row_on_paper(self, one: Array, typed: Token, other: Array) -> bool:
        """Whether ``(x^T)*(A)*(x)`` begins here: no library turns a vector under this sign."""
        raised = ("ᵀ", "^T", "^(T)", "^{T}")
        written = "".join(token.text for token in self._tokens)
        if not typed.is_("*") or self._scope.typed(typed) == "." or self._scope.beside.libraries:
            return False
        fits = one.shape[-1:] == other.shape[:1] and len(one.shape) + len(other.shape) == 3
        if fits and self._scope.beside.takes_positive:
            return True
        is_row = len(one.shape) == 2 and one.shape[0] == 1
        return is_row and one.shape[1:] == other.shape[:1] and any(t in written for t in raised)

    def _broadcasts(self, typed: Token | None) -> bool:
        """Whether this * works entry by entry, whatever it meets: that of a library of Python."""
        return typed is not None and typed.text == "*" and bool(self._scope.beside.libraries)

    def _product_of(self, one: Array, other: Array, at: Token) -> Array:
        """Rows times columns; what several entries need has a name of its own."""
        if len(other.shape) > 1 and other.shape[1] > 1:
            one = map_entries(one, self._scope.let)
        if len(one.shape) > 1 and one.shape[0] > 1:
            other = map_entries(other, self._scope.let)
        found = matrix_product(one, other, at)
        self._scope.spend(sum(len(cell.tokens) for cell in found.cells), at)
        return found

    def _named_once(self, one: Array, other: Array) -> tuple[Array, Array]:
        """Both, with a name for a long number that stands beside every entry of the other."""
        for number_, array in ((one, other), (other, one)):
            if len(array.cells) > 2 and number_.is_number and len(number_.cells[0].tokens) > LONG:
                named = map_entries(number_, self._scope.let)
                return (named, other) if number_ is one else (one, named)
        return one, other

    def _as_columns(self, one: Array, other: Array, at: Token) -> tuple[Array, Array]:
        """Both; in MATLAB a list beside a matrix with as many rows is a column.

        Raises ExpressionError for a square matrix, whose columns it may be a row of.
        """
        if not self._scope.beside.is_matlab or {len(one.shape), len(other.shape)} != {1, 2}:
            return one, other
        listed, matrix = (one, other) if len(one.shape) == 1 else (other, one)
        rows, columns = matrix.shape
        if len(listed.cells) != rows or rows == 1:
            return one, other
        if rows == columns:
            what = f"{shape_words(listed)} beside {shape_words(matrix)} are a row or a column"
            raise refuse(what, at, "turn it with ' for a row; give it as [[1], [2]] for a column")
        turned = Array((rows, 1), listed.cells)
        return (turned, matrix) if listed is one else (matrix, turned)

    def _turned(self, out: Array, start: int) -> Array:
        """Rows as columns; a list of numbers that is written as a row, [1, 2]ᵀ, is a vector."""
        is_whole = start == 0 and self._next == len(self._tokens)
        if is_whole and len(out.shape) == 1 and self._tokens[0].is_("[", "("):
            return out
        if self._scope.beside.rows and len(out.shape) == 1:
            return Array((*out.shape, 1), out.cells)
        return transpose(out)

    def _between_bars(self, token: Token) -> Array:
        """``|x|`` of every entry, ``‖x‖`` of all of them."""
        start = self._next
        while self._next < len(self._tokens) and self._text() != token.text:
            self._next += 1
        if self._next == len(self._tokens) or start == self._next:
            raise refuse("this bar is not closed", token, "add it, or write abs(…)")
        inside = self._inner(self._tokens[start : self._next])
        self._take()
        listed = token.is_("|") and len(inside.shape) == 1
        summed = listed and SUMMED in self._env
        is_length = self._scope.beside.bars_are_lengths or self._is_factor_squared(start)
        if listed and not summed and is_length:
            return number(call_of("norm", inside.cells, token))
        before = self._tokens[start - 2] if start > 1 else token
        is_root = self._is("^") and not self._is_squared()  # |Σ|^{1/2}
        is_det = canonical_name(before.text) == "log" or is_root
        if is_det and len(inside.shape) == 2 and len(set(inside.shape)) == 1 and not summed:
            rows = [[self._scope.let(cell) for cell in row.cells] for row in inside.rows()]
            return number(determinant(rows, token))
        if token.is_("|") and len(inside.cells) > 1 and not summed:
            help_ = "write abs(…) for every entry, or norm(…) for the length"
            raise refuse(f"|…| of {shape_words(inside)} can be read in two ways", token, help_)
        if token.is_("|"):
            return map_entries(inside, lambda cell: call_of("abs", [cell], token))
        below = self._take() if self._text().startswith("_") else None
        index = below.text[1:] if below else ""
        if below and index.isalpha():  # of the order p, where p is given
            index = self._scope.value([replace(below, text=index)])[0]
        return number(norm_of(index, inside, token))

    def _is_factor_squared(self, start: int) -> bool:
        """Whether ``λ|w|²`` stands here, whose bars open before ``start``: one number."""
        return start > 1 and self._is_squared()

    def _is_squared(self) -> bool:
        power = "".join(t.text for t in self._tokens[self._next : self._next + 4])
        return power.startswith(("^2", "^(2)"))

    def _power(self, base: Array, begin: int) -> Array:
        caret = self._take()
        text = self._text()
        in_brackets = text in OPEN and self._text(2) in CLOSE
        raised = self._text(1) if in_brackets else text
        is_turned = raised in _TURNED
        is_turned = is_turned or (raised == "tau" and not self._scope.is_known("tau"))
        if is_turned and (base.shape or not self._scope.is_known("T")):
            self._next += 3 if in_brackets else 1
            return self._turned(base, begin)
        if base.shape and text[:1] == "T" and self._tokens[self._next].kind == "name":
            glued = self._tokens[self._next]  # wᵀx, typed as w^Tx
            self._tokens[self._next] = replace(glued, text=text[1:], at=glued.at + 1)
            return transpose(base)
        turned = "".join(t.text for t in self._tokens[self._next : self._next + 4])
        plain = len(base.shape) == 2 and base.shape[0] == base.shape[1] and base.shape[0] < 4
        if plain and caret.end - caret.at < 2 and turned.startswith("(-1)"):
            self._next += 4
            return inverse(map_entries(base, self._scope.let), caret)
        is_square = len(base.shape) == 2 and base.shape[0] == base.shape[1] > 1
        if is_square and caret.end - caret.at < 2 and self._scope.typed(caret) != ".":
            help_ = "write W**2 for every entry, W@W for the product; there is no inverse here"
            raise refuse(f"a power of {shape_words(base)} can be read in two ways", caret, help_)
        start = self._next
        signs = []
        while self._is("-", "+"):
            signs.append(self._take())
        exponent = self._atom()
        if not self._has_arrays(self._tokens[start : self._next]):
            exponent = number(self._raw(self._tokens[start : self._next]))
            signs = []
        for minus in [one for one in signs if one.is_("-")]:
            exponent = map_entries(exponent, partial(negative, minus))
        return pair_entries([base, exponent], partial(_raised, caret), caret)


def _is_row_times_weights(one: Array, other: Array) -> bool:
    """Whether the second list has the capital name of a matrix: x W, X W, but not y ŷ or X Y."""
    if any(len(cell.tokens) > 1 for cell in (*one.cells, *other.cells)):
        return False
    row, weights = (array.cells[0].tokens[0].text for array in (one, other))
    if row[0].isupper():
        return weights.startswith(_WEIGHTS)
    return weights[0].isupper() and weights[0] not in _NO_MATRICES


def _raised(caret: Token, base: ArrayEntry, exponent: ArrayEntry) -> ArrayEntry:
    """A norm squared is the sum of the squares: the root would have no slope at 0, and this has."""
    tokens = list(base.tokens)
    is_norm = tokens[0].word("norm") and within(tokens[1:], "(")
    if is_norm and exponent.text.strip("()") == "2":
        parts = [ArrayEntry((*part,), SUM) for part in split_at(tokens[2:-1], ",")]
        return sum_of([_raised(caret, part, exponent) for part in parts], caret)
    return ArrayEntry((*bracketed(base, ATOM), caret, *bracketed(exponent, ATOM)))


def _side_by_side(one: ArrayEntry, typed: Token | None, other: ArrayEntry) -> ArrayEntry:
    """Two numbers; as they were typed where no sign is between them."""
    right = bracketed(other, ATOM if typed is None or typed.is_("/") else PRODUCT)
    return ArrayEntry((*bracketed(one, PRODUCT), *((typed,) if typed else ()), *right), PRODUCT)
