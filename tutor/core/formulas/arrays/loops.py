"""What runs over a list: ``sum(w*x for w, x in zip(ws, xs))``, ``x[i]``."""

from __future__ import annotations

from abc import ABC, abstractmethod
from collections.abc import Mapping, Sequence
from dataclasses import replace

from tutor.core.formulas.arrays.model import (
    ATOM,
    SUM,
    Array,
    ArrayEntry,
    bracketed,
    number,
    numeral,
    shape_words,
    stack,
    transpose,
    words_of_shape,
)
from tutor.core.formulas.arrays.sums import index_of
from tutor.core.formulas.arrays.text_scope import TextScope
from tutor.core.formulas.formula import COMPARE
from tutor.core.formulas.lexer import (
    CLOSE,
    OPEN,
    Cursor,
    Token,
    refuse,
    split_at,
    within,
)

Env = Mapping[str, Array]
Places = int | range | list[int]
SUMMED = "∑"
"""What is held under this name says that entries are added up: |x| and x y are of every entry."""
TURNS = 60
"""Turns of a loop that are written out."""


class Loops(Cursor, ABC):
    """A place in some tokens, and what is written out from there turn by turn."""

    def __init__(self, tokens: Sequence[Token], scope: TextScope, env: Env, depth: int) -> None:
        super().__init__(tokens)
        self._scope = scope
        self._env = env
        self._depth = depth

    @abstractmethod
    def _inner(self, tokens: Sequence[Token], env: Env | None = None) -> Array:
        """A formula within this one."""

    @abstractmethod
    def _has_arrays(self, tokens: Sequence[Token]) -> bool:
        """Whether a vector stands in this."""

    def _held(self, token: Token) -> Array | None:
        """What a parameter with this name stands for, or x_1 of a parameter x."""
        if token.text in self._env:
            return self._env[token.text]
        base, index = held_entry(token.text, self._env)
        found = self._env[base] if base else None
        for part in index:
            at = int(part) - self._scope.first_of(base)
            if found is None or not found.shape or not 0 <= at < found.shape[0]:
                words = shape_words(self._env[base])
                help_ = f"the first is {base}_{self._scope.first_of(base)}"
                raise refuse(f"there is no entry {token.text!r} here: {words}", token, help_)
            found = found.rows()[at]
        return found

    def _numbers_of(self, base: str, place: int, count: int) -> range:
        """The numbers that an index of ``base``, a parameter or not, takes at this place."""
        held = self._env.get(base)
        if held is None:
            return self._scope.numbers(base, place, count)
        if not held.shape:  # a number, whatever list has its name: y(x) = Σ_j w_j x^j
            return range(0)
        first = self._scope.first_of(base)
        return range(first, held.shape[place] + first) if place < len(held.shape) else range(0)

    def _raw(self, tokens: Sequence[Token]) -> ArrayEntry:
        """Tokens without a vector; names that stand for something are put in."""
        out: list[Token] = []
        for token in tokens:
            held = self._held(token) if token.kind == "name" else None
            entry = self._scope.entry(token.text) if token.kind == "name" and not held else None
            if held is not None:
                out += bracketed(held.cells[0], ATOM)
            elif entry is not None:
                out += entry.cells[0].tokens
            else:
                out.append(token)
        return ArrayEntry(tuple(out), ATOM if len(tokens) == 1 or within(tokens, *OPEN) else SUM)

    # Loops in brackets ----------------------------------------------------------------------------

    def _comprehended(self, inside: Sequence[Token]) -> Array:
        """``w*x for w, x in zip(ws, xs)``: one value for each turn."""
        start = _first(inside, 0, "for")
        body, head, rest = inside[:start], inside[start], inside[start + 1 :]
        at = _first(rest, 0, "in")
        if at == len(rest) or _first(rest, at, "for", "if") < len(rest) or not body:
            raise refuse("this loop cannot be read", head, "write its terms one by one")
        targets = [t.text for t in rest[:at] if t.kind == "name"]
        out = []
        for turn in self._turns(rest[at + 1 :], head):
            if len(turn) != len(targets):
                raise refuse("this loop does not fit its list", head, "name what it goes over")
            out.append(self._inner(body, {**self._env, **dict(zip(targets, turn, strict=True))}))
        if not out:
            raise refuse("this loop has no turns", head)
        return stack(out, head)

    def _turns(self, source: Sequence[Token], head: Token) -> list[list[Array]]:
        """The values that the names of a loop take."""
        word = source[0].text if source else ""
        if len(source) > 2 and source[1].is_("(") and source[-1].is_(")"):
            arguments = [part for part in split_at(source[2:-1], ",") if part]
            if word == "range" and arguments:
                turns = range(*[self._integer(part, head) for part in arguments[:3]])
                return [[number(numeral(n, head))] for n in turns[:TURNS]]
            found = [self._inner(part) for part in arguments]
            if word == "zip" and found and all(one.shape for one in found):
                _refuse_unequal(found, head)
                return [list(turn) for turn in zip(*(a.rows() for a in found), strict=True)]
            if word == "enumerate" and found and found[0].shape:
                return [[number(numeral(i, head)), row] for i, row in enumerate(found[0].rows())]
        whole = self._inner(source) if source else number(ArrayEntry((head,)))
        if not whole.shape:
            help_ = "give its list, as in xs = [1, 2]"
            raise refuse("what this loop goes over is not known", head, help_)
        return [[row] for row in whole.rows()]

    # Entries --------------------------------------------------------------------------------------

    def _indexed(self, out: Array) -> Array:
        """``W[0][1]``, ``x[-1]``: what stands in the square brackets behind an array."""
        start, first = self._next, self._scope.beside.first
        opening, inside = self._tokens[start], split_at(self._bracketed(), ",")
        if not out.shape:
            return number(ArrayEntry((*out.cells[0].tokens, *self._tokens[start : self._next])))
        typed = ["".join(t.text for t in part) for part in inside]
        if len(out.shape) == 1 and typed in ([":", "None"], ["None", ":"]):  # a column, a row
            return Array((len(out.cells), 1) if typed[0] == ":" else (1, *out.shape), out.cells)
        if first is None:
            help_ = "give the entry a name of its own"
            raise refuse("an index counts from 0 or from 1 here", opening, help_)
        return self._entries_at(out, inside, first, opening)

    def _entries_at(
        self, out: Array, inside: Sequence[Sequence[Token]], first: int, at: Token
    ) -> Array:
        """``W[0, 1]``, ``W[:, 0]``, ``P[range(2), y]``, and x(2:end), counted from 1."""
        parts = [part for part in inside if part]
        is_column = first and len(parts) == 2 and len(out.shape) == 1
        if is_column and "".join(t.text for t in parts[1]) in ":1":  # a list is a column
            del parts[1]
        if first and len(parts) == 1 and len(out.shape) > 1:
            if [t.text for t in parts[0]] == [":"]:  # column by column
                out = transpose(out)
            elif 1 not in out.shape:
                help_ = "write both of its numbers, as in W(1, 2)"
                raise refuse(f"one number for an entry of {shape_words(out)}", at, help_)
            out = Array((len(out.cells),), out.cells)
        sizes = (*out.shape, *[0] * len(parts))
        places = [
            self._places(part, size, first, at) for part, size in zip(parts, sizes, strict=False)
        ]
        lists = [one for one in places if isinstance(one, list)]
        if len(lists) < 2:
            return _along(out, places, at)
        if len({len(one) for one in lists} - {1}) > 1:
            both = " and ".join(words_of_shape((len(one),)) for one in lists)
            raise refuse(f"these places do not fit: {both}", at, "give one for each row")
        turns = [
            [one[turn % len(one)] if isinstance(one, list) else one for one in places]
            for turn in range(max(map(len, lists)))
        ]
        return stack([_along(out, turn, at) for turn in turns], at)

    def _places(self, part: Sequence[Token], size: int, first: int, at: Token) -> Places:
        """Places along one axis, from 0: one, those of a slice, or those of a list."""
        if any(t.is_(":") for t in part):
            return self._sliced(part, size, first, at)
        inner = None if any(t.word("end") for t in part) else self._inner(part)
        listed = inner.cells if inner and len(inner.shape) == 1 else ()
        one = _end_as(size, part) if first else part
        parts: Sequence[Sequence[Token]] = [cell.tokens for cell in listed] or [one]
        found = [self._integer(one, at) - first for one in parts]
        for place in found:
            if not (0 if first else -size) <= place < size:
                shape = words_of_shape((size,) if size else ())
                help_ = f"count from {first} to {size - 1 + first}" if size else ""
                raise refuse(f"there is no entry {place + first} here: {shape}", at, help_)
        return found if listed else found[0]

    def _sliced(self, part: Sequence[Token], size: int, first: int, at: Token) -> range:
        """``1:``, ``:-1``, ``::2``, and the ``2:end`` that is counted from 1."""
        typed = [_end_as(size, one) if first else one for one in split_at(part, ":")]
        ends = [self._integer(one, at) if one else None for one in typed]
        begin, end = ends[:2]
        if len(ends) > 3 - first or 0 in ends[2:] or (first and (begin is None) != (end is None)):
            help_ = "write it as in x(2:3), from 1" if first else "write it as in x[1:3], from 0"
            raise refuse("these places cannot be read", at, help_)
        if first and begin is not None and end is not None:
            ends[0] = begin - 1
            ends = ends if begin >= 1 and end <= size else [0, 0]
        found = range(size)[slice(*ends)]
        if not found:
            raise refuse(f"there are no such entries here: {words_of_shape((size,))}", at)
        return found

    def _integer(self, part: Sequence[Token], opening: Token) -> int:
        """The number of an index, which may be ``i + 1`` or ``len(w)``."""
        if any(t.is_(*COMPARE) for t in part):
            help_ = "write the entries that are meant: x[0], x[2]"
            raise refuse("which entries these are depends on their values", opening, help_)
        inside = self._inner(part) if part else None
        if inside is not None and not inside.is_number:
            help_ = "write the entries one by one: x[0], x[2]"
            raise refuse(f"an index is one number here, not {shape_words(inside)}", opening, help_)
        text, found = self._scope.value(inside.cells[0].tokens if inside else ())
        if found is None or found != int(found):
            help_ = "an index is a whole number, from 0"
            if text == "end":
                help_ = "write the number of the last entry"
            elif text.isidentifier():
                help_ = f"give its value, a whole number from 0: {text}=0"
            raise refuse(f"{text!r} is not a number of an entry", opening, help_)
        return int(found)


def held_entry(name: str, env: Env) -> tuple[str, tuple[str, ...]]:
    """The parameter that ``x_1`` is an entry of, and its numbers; "" for other names."""
    base, index = index_of(name)
    held = env.get(base) if index and all(part.isdigit() for part in index) else None
    if held is None or not held.shape:
        return "", ()
    is_joined = len(index) == 1 and len(held.shape) > 1  # x_12 of a matrix
    return base, tuple(index[0]) if is_joined else index


def is_loop(inside: Sequence[Token]) -> bool:
    """Whether these tokens of a bracket are a loop."""
    return 0 < _first(inside, 0, "for") < len(inside)


def levels(tokens: Sequence[Token]) -> list[tuple[Token, int]]:
    """Each token with the brackets and bars that are open there."""
    found, depth, bars = [], 0, list[str]()
    for token in tokens:
        is_bar = token.is_("|") or token.text == "‖"
        closes = is_bar and bars[-1:] == [token.text]
        depth -= token.is_(*CLOSE) or closes
        found.append((token, depth))
        depth += token.is_(*OPEN) or (is_bar and not closes)
        if closes:
            bars.pop()
        elif is_bar:
            bars.append(token.text)
    return found


def _first(tokens: Sequence[Token], start: int, *words: str) -> int:
    """Where one of these words stands outside brackets; the number of tokens when none does."""
    for i, (token, depth) in enumerate(levels(tokens)):
        if i >= start and depth == 0 and token.word(*words):
            return i
    return len(tokens)


def _refuse_unequal(found: Sequence[Array], head: Token) -> None:
    if len({one.shape[0] for one in found}) > 1:
        sizes = " and ".join(shape_words(one) for one in found)
        raise refuse(f"these lists do not have the same length: {sizes}", head)


def _end_as(size: int, part: Sequence[Token]) -> list[Token]:
    """The tokens with the number of the last entry for ``end``."""
    return [replace(t, kind="number", text=str(size)) if t.word("end") else t for t in part]


def _along(array: Array, places: Sequence[Places], at: Token) -> Array:
    """The entries at these places, the first axis first."""
    if not places:
        return array
    one, rows = places[0], array.rows()
    if isinstance(one, int):
        return _along(rows[one], places[1:], at)
    return stack([_along(rows[place], places[1:], at) for place in one], at)
