"""Formulas of vectors and matrices, written out: one formula of numbers for each entry.

What has no vector in it is left as it was typed, for shape.py to read.
"""

from __future__ import annotations

import re
from collections.abc import Sequence
from functools import partial

from tutor.core.errors import ExpressionError
from tutor.core.formulas.arrays.blocks import is_one_number, joined_blocks, list_places
from tutor.core.formulas.arrays.identity import plus_unless_none, with_identity
from tutor.core.formulas.arrays.loops import Env, held_entry, is_loop, levels
from tutor.core.formulas.arrays.model import (
    ATOM,
    CONDITION,
    PRODUCT,
    SUM,
    Array,
    ArrayEntry,
    bracketed,
    map_entries,
    negative,
    number,
    pair_entries,
    shape_words,
    stack,
)
from tutor.core.formulas.arrays.products import Products
from tutor.core.formulas.arrays.sums import index_of, letters_in, read_limits
from tutor.core.formulas.arrays.text_scope import TextScope
from tutor.core.formulas.arrays.vectors import ALWAYS
from tutor.core.formulas.formula import COMPARE
from tutor.core.formulas.lexer import (
    CLOSE,
    OPEN,
    WRAPPERS,
    Token,
    canonical_name,
    closing_place,
    is_function,
    refuse,
    sign,
    split_at,
    too_early,
    within,
)

_BOTH = ("&&", "&", "||")
_BARS = ("‖", "|")
_JOINTS = ("if", "else", "and", "or", "not")
DEPTH = 40
"""Levels of brackets in which vectors may stand."""
AXES = 3
"""Levels of lists in lists."""


def array_of(
    tokens: Sequence[Token], scope: TextScope, env: Env | None = None, depth: int = 0
) -> Array:
    """What these tokens are.  Raises ExpressionError, for shapes with both of them."""
    if not tokens:
        raise ExpressionError("the expression is empty", 0)
    if depth > DEPTH:
        raise refuse("this formula is too deeply nested", tokens[0], "split it up")
    found = _Reader(tokens, scope, env or {}, depth).whole()
    scope.spend(len(tokens) + sum(len(cell.tokens) for cell in found.cells), tokens[0])
    return found


def is_of_arrays(tokens: Sequence[Token], scope: TextScope, env: Env | None = None) -> bool:
    """Whether a vector, a sum over an index or a product of matrices stands in this."""
    env = env or {}
    lists = list_places(tokens)
    for i, token in enumerate(tokens):
        if token.kind == "strange" and token.text in "@∑∏":
            return True
        if token.kind == "name" and _names_array(tokens, i, scope, env):
            return True
        if i in lists and (token.is_("[") or not i) and not _is_index(tokens, i):
            return True
    return False


def _names_array(tokens: Sequence[Token], place: int, scope: TextScope, env: Env) -> bool:
    """Whether the name at this place is that of a vector, or of a function of vectors."""
    token = tokens[place]
    word, after = token.text, tokens[place + 1].text if place + 1 < len(tokens) else ""
    if word in env:
        return bool(env[word].shape)
    if held_entry(word, env)[0]:
        return True
    if word in WRAPPERS and after == "(" and tokens[place + 2 : place + 3]:
        return tokens[place + 2].is_("[")
    if word == "for":
        return bool(place) and token.gap
    if (
        after == "("
        and (canonical_name(word) or word.lower()) in ALWAYS
        and (not scope.is_known(word) or (place > 1 and tokens[place - 1].is_(".")))
    ):
        return True
    row = scope.entry(word)  # x_1 of a matrix x
    return bool(row and row.shape) or any(
        scope.array(one.text) or scope.result(one.text) for one in scope.parts(token)
    )


def _is_index(tokens: Sequence[Token], place: int) -> bool:
    """Whether the bracket at ``place`` is that of ``x[0]``."""
    if not place or tokens[place].gap:
        return False
    before = tokens[place - 1]
    return before.is_("]", ")") or (before.kind == "name" and not is_function(before.text))


class _Reader(Products):
    """Reads a sum of terms, and in each term its factors."""

    def whole(self) -> Array:
        """All tokens."""
        if not self._has_arrays(self._tokens):
            return number(self._raw(self._tokens))
        pieces, joints = _pieces(self._tokens)
        if joints:
            if not all(pieces[1:]):
                what = "a case or its condition is missing"
                raise refuse(what, self._tokens[0], "as in x if x > 0 else 0")
            pieces, joints = (pieces, [[], *joints]) if pieces[0] else (pieces[1:], joints)
            parts = [self._inner(piece) for piece in pieces]
            return pair_entries(parts, partial(_with_joints, joints), self._tokens[0])
        terms = (typed, first), *rest = _terms(self._tokens, self._scope)
        plain = [one for _, one in terms if not self._has_arrays(one)]
        named = [t.text for one in plain for t in one if t.kind == "name"]
        is_neuron = 0 < len(plain) == len(terms) - 1 and all(map(self._scope.is_known, named))
        total = self._part(first, is_neuron=is_neuron)
        added = [(first, total)]
        self._refuse_list_beside(added)
        if typed.is_("-"):
            total = map_entries(total, partial(negative, typed))
        for joint, part in rest:
            one = self._part(part, is_neuron=is_neuron)
            added.append((part, one))
            self._refuse_list_beside(added)
            if not self._scope.is_known("I"):
                total, one = with_identity(total, one), with_identity(one, total)
            self._refuse_unclear_size(total, one, part)
            self._refuse_unclear_size(one, total, first)
            total, one = self._as_columns(*self._named_once(total, one), joint)
            total = pair_entries([total, one], partial(plus_unless_none, joint), joint)
            first = part
        return total

    def _inner(self, tokens: Sequence[Token], env: Env | None = None) -> Array:
        return array_of(tokens, self._scope, self._env if env is None else env, self._depth + 1)

    def _has_arrays(self, tokens: Sequence[Token]) -> bool:
        return is_of_arrays(tokens, self._scope, self._env)

    def _refuse_unclear_size(self, array: Array, one: Array, part: Sequence[Token]) -> None:
        """``a − y`` with a vector a and a y of which nothing is known: one number, or a list."""
        word = part[0].text
        if len(part) == 1 and part[0].kind == "name" and len(array.cells) > 1 and not (
            one.shape or word in self._env or self._scope.is_known(word)
        ):  # fmt: skip
            what = f"{word!r} is one number or {shape_words(array)} here"
            raise refuse(what, part[0], f"give its value: {word}=2, or {word}=[…]")

    # Products

    def _part(self, tokens: Sequence[Token], *, is_neuron: bool = False) -> Array:
        """One term: its sign, and factors one after another."""
        if not self._has_arrays(tokens):
            cell = self._raw(tokens)
            return number(cell._replace(rank=max(cell.rank, PRODUCT)))
        return _Reader(tokens, self._scope, self._env, self._depth).product(is_neuron=is_neuron)

    def product(self, *, is_neuron: bool) -> Array:
        """All factors multiplied."""
        self._is_neuron = is_neuron
        minus = self._take() if self._is("-") else None
        out, typed, is_bar = self._factor(), None, False
        while self._next < len(self._tokens):
            before, was_bar = typed, is_bar
            typed = self._take() if self._is("*", "/") or self._text() in ("@", "⊙") else None
            is_bar = self._text() in _BARS
            if typed is None and before is not None and before.is_("/") and was_bar and is_bar:
                help_ = "write brackets around what stands below the line: a/(‖u‖‖v‖)"
                raise refuse("this can be read in two ways", before, help_)
            negated = self._take() if self._is("-") else None
            first = self._tokens[min(self._next, len(self._tokens) - 1)]
            other = self._factor()
            after = self._tokens[self._next : self._next + 1]
            is_dot = (
                typed is not None and typed.wild and (len(out.shape), len(other.shape)) == (1, 2)
            )
            if is_dot and after and after[0].kind == "name":
                other = self._multiplied(other, None, self._factor(), first)  # x·(A x)
            if negated:
                other = map_entries(other, partial(negative, negated))
            out = self._multiplied(out, typed, other, first)
        return map_entries(out, partial(negative, minus)) if minus else out

    # Factors --------------------------------------------------------------------------------------

    def _factor(self) -> Array:
        start = self._next
        out = self._atom()
        while self._next < len(self._tokens):
            if self._is(".") and self._next + 1 < len(self._tokens):
                out = self._after_dot(out)
            elif (
                self._is("[")
                and self._tokens[start].is_("[")
                and self._next in list_places(self._tokens)
            ):
                break  # two matrices side by side
            elif self._is("[") and out.shape and self._opens_product():
                break  # W[(V x) ⊙ u]
            elif self._is("[") and (out.shape or _is_index(self._tokens, self._next)):
                out = self._indexed(out)
            elif out.shape and re.fullmatch("_[0-9]{1,3}", self._text()):
                out = self._entry_of(out, self._take())
            elif self._text() == "ᵀ" and out.shape:
                self._take()
                out = self._turned(out, start)
            elif self._is("^"):
                out = self._power(out, start)
            else:
                break
        self._is_typed = not out.shape and not self._has_arrays(self._tokens[start : self._next])
        if self._is_typed:
            return number(self._raw(self._tokens[start : self._next])._replace(rank=ATOM))
        return out

    def _opens_product(self) -> bool:
        """Whether the bracket here holds a formula of vectors, and no place of an entry."""
        close = closing_place(self._tokens, self._next)
        inside = self._tokens[self._next + 1 : close]
        is_formula = any(t.is_("(", "+", "-") for t in inside) and self._has_arrays(inside)
        beside = self._scope.beside
        return is_formula and not (
            beside.libraries or beside.is_matlab or any(t.is_(":", ",", *COMPARE) for t in inside)
        )

    def _entry_of(self, out: Array, index: Token) -> Array:
        """``softmax(z)_2``"""
        place = int(index.text[1:]) - self._scope.first
        if not 0 <= place < out.shape[0]:
            raise refuse(f"there is no entry {index.text[1:]} in {shape_words(out)}", index)
        return out.rows()[place]

    def _atom(self) -> Array:
        token = self._take()
        if token.kind == "name":
            return self._named(token)
        if token.text in {"∑", "∏"}:
            return self._sum(token)
        if token.is_(*OPEN):
            self._next -= 1
            return self._grouped(token)
        if token.is_("|") or token.text == "‖":
            return self._between_bars(token)
        if token.text == "@":
            raise refuse("there is nothing before '@'", token, "a product of matrices is W@x")
        return number(ArrayEntry((token,)))

    def _grouped(self, token: Token) -> Array:
        inside = self._bracketed()
        if not inside:
            raise refuse("there is nothing in these brackets", token, "remove them")
        if is_loop(inside):
            return self._comprehended(inside)
        parts = [part for part in split_at(inside, ",") if part]
        is_one = token.is_("[") and (is_one_number(inside) or inside[0].is_("["))
        if len(parts) > 1 or is_one:
            return self._listed(inside, token)
        found = self._inner(inside)
        if found.shape:
            return found
        return number(ArrayEntry(bracketed(found.cells[0]._replace(rank=SUM), ATOM)))

    def _listed(self, inside: Sequence[Token], token: Token, level: int = 1) -> Array:
        """``[1, 2]``, and in it rows, which may have one entry only."""
        if level > AXES:
            raise refuse("these lists are nested too deeply", token, "a matrix is a list of rows")
        if is_loop(inside):
            return self._comprehended(inside)
        if not inside:
            raise refuse("there is nothing in these brackets", token, "remove them")
        parts = split_at(inside, ",")
        inner = [(part, within(part, "[")) for part in parts if part]
        grid = [split_at(own, ",") if own else [part] for part, own in inner]
        grid = grid if any(own for _, own in inner) else [[part for part, _ in inner]]
        if self._scope.beside.is_matlab and token.is_("[") and any(
            self._has_arrays(one) and not within(one, "[") for row in grid for one in row
        ):  # fmt: skip
            found = [[self._inner(one) for one in row if one] for row in grid]
            return joined_blocks(found, token)
        rows = []
        for part in parts if parts[-1] else parts[:-1]:
            if not part:
                raise refuse("a number is missing in this list", token, "as in [1, 2]")
            own = within(part, "[")
            rows.append(self._listed(own, part[0], level + 1) if own else self._inner(part))
        return stack(rows, token)


def _pieces(tokens: Sequence[Token]) -> tuple[list[list[Token]], list[list[Token]]]:
    """The formulas of numbers in a choice or a condition, and the words and signs between them."""
    pieces: list[list[Token]] = [[]]
    joints: list[list[Token]] = []
    asks = any(token.is_("?") for token in tokens)
    for token, depth in levels(tokens):
        is_joint = token.is_(*COMPARE, "?") or token.word(*_JOINTS) or token.text in _BOTH
        if depth or not (is_joint or (asks and token.is_(":"))):
            pieces[-1].append(token)
        elif joints and not pieces[-1]:
            joints[-1].append(token)
        else:
            joints.append([token])
            pieces.append([])
    return pieces, joints


def _with_joints(joints: Sequence[Sequence[Token]], *cells: ArrayEntry) -> ArrayEntry:
    out: list[Token] = []
    for joint, cell in zip(joints, cells, strict=True):
        out += [*joint, *bracketed(cell, SUM)]
    return ArrayEntry(tuple(out), CONDITION)


def _terms(tokens: Sequence[Token], scope: TextScope) -> list[tuple[Token, list[Token]]]:
    """The terms of a sum, each with the sign before it: + where the first has none.

    A term belongs to the Σ before it whose letter counts in it: Σᵢ aᵢ + bᵢ.
    """
    found: list[tuple[Token, list[Token]]] = [(sign("+", tokens[0].at), [])]
    before: Token | None = None
    begun = {read_limits(tokens, i)[1] for i, t in enumerate(tokens) if t.text in {"∑", "∏"}}
    for i, (token, depth) in enumerate(levels(tokens)):
        ends = before is not None and (
            before.kind in {"number", "text"} or before.is_(*CLOSE, "|") or before.text in "ᵀ‖"
            or (before.kind == "name" and not before.word("and", "or", "not"))
        ) and i not in begun  # fmt: skip
        if depth == 0 and token.is_("+", "-") and before is None:
            found[-1] = (token, [])
        elif depth == 0 and token.is_("+", "-") and ends:
            if _goes_on(found[-1][1], tokens[i + 1 :], scope):
                found[-1][1].append(token)
            else:
                found.append((token, []))
        else:
            found[-1][1].append(token)
        before = token
    if not found[-1][1]:
        raise too_early(tokens[-1].end)
    return found


def _goes_on(term: Sequence[Token], rest: Sequence[Token], scope: TextScope) -> bool:
    """Whether the next of ``rest`` has an index that only the Σ of this term counts."""
    sums = [i for i, (t, depth) in enumerate(levels(term)) if depth == 0 and t.text == "∑"]
    if not sums:
        return False
    limits, place = read_limits(term, sums[-1])
    letters = letters_in(term[place:])
    letter = limits.letter or (letters.pop() if len(letters) == 1 else "")
    after = split_at(rest, "+", "-")[0]
    counted = [
        (t, scope.numbers(base, index.index(letter), len(index)))
        for t in after if t.kind == "name"
        for base, index in [index_of(t.text)] if letter and letter in index
    ]  # fmt: skip
    if not counted or any(t.text in {"∑", "∏"} for t in after):
        return False
    name = counted[0][0]
    if not any(numbers for _, numbers in counted):
        if scope.is_known(name.text):  # given or defined as b_i, one number
            return False
        what = f"the sum before it counts with {letter}, and {name.text!r} has no entries"
        raise refuse(what, name, f"give it as a list, or name it without the {letter}")
    return True
