"""What runs over a list: ``sum(w*x for w, x in zip(ws, xs))``, ``x[i]``."""

from __future__ import annotations

from abc import ABC, abstractmethod
from collections.abc import Mapping, Sequence

from tutor.core.errors import ExpressionError
from tutor.core.expression import LeafScope, evaluate, parse
from tutor.core.formulas.arrays.model import (
    ATOM,
    SUM,
    Array,
    ArrayEntry,
    bracketed,
    number,
    shape_words,
    stack,
    transpose,
)
from tutor.core.formulas.arrays.numbered import numbered
from tutor.core.formulas.arrays.sums import index_of
from tutor.core.formulas.arrays.text_scope import TextScope
from tutor.core.formulas.lexer import (
    CLOSE,
    OPEN,
    Token,
    closing_place,
    refuse,
    split_at,
)

Env = Mapping[str, Array]
SUMMED = "∑"
"""What is held under this name says that entries are added up: |x| and x y are of every entry."""
TURNS = 60
"""Turns of a loop that are written out."""


class Loops(ABC):
    """A place in some tokens, and what is written out from there turn by turn."""

    def __init__(self, tokens: Sequence[Token], scope: TextScope, env: Env, depth: int) -> None:
        self._tokens = list(tokens)
        self._scope = scope
        self._env = env
        self._depth = depth
        self._next = 0

    @abstractmethod
    def _inner(self, tokens: Sequence[Token], env: Env | None = None) -> Array:
        """A formula within this one."""

    def _take(self) -> Token:
        if self._next == len(self._tokens):
            at, help_ = self._tokens[-1].end, "a number or a name is missing"
            raise ExpressionError("the expression ends too early", at, help_)
        self._next += 1
        return self._tokens[self._next - 1]

    def _is(self, *signs: str) -> bool:
        return self._next < len(self._tokens) and self._tokens[self._next].is_(*signs)

    def _text(self, ahead: int = 0) -> str:
        at = self._next + ahead
        return self._tokens[at].text if at < len(self._tokens) else ""

    def _bracketed(self) -> list[Token]:
        """The tokens in the brackets that open here; goes behind them."""
        close = closing_place(self._tokens, self._next)
        if close == len(self._tokens):
            raise ExpressionError("a bracket is not closed", self._tokens[-1].end, "add )")
        inside = self._tokens[self._next + 1 : close]
        self._next = close + 1
        return inside

    def _raw(self, tokens: Sequence[Token]) -> ArrayEntry:
        """Tokens without a vector; names that stand for something are put in."""
        out: list[Token] = []
        for token in tokens:
            held = self._env.get(token.text) if token.kind == "name" else None
            entry = self._scope.entry(token.text) if token.kind == "name" and not held else None
            if held is not None:
                out += bracketed(held.cells[0], ATOM)
            elif entry is not None:
                out += entry.cells[0].tokens
            else:
                out.append(token)
        rank = ATOM if len(tokens) == 1 else SUM
        if (
            rank == SUM
            and tokens[0].is_(*OPEN)
            and closing_place(list(tokens), 0) == len(tokens) - 1
        ):
            rank = ATOM
        return ArrayEntry(tuple(out), rank)

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
                return [[numeral(n, head)] for n in turns[:TURNS]]
            found = [self._inner(part) for part in arguments]
            if word == "zip" and found and all(one.shape for one in found):
                _refuse_unequal(found, head)
                return [list(turn) for turn in zip(*(a.rows() for a in found), strict=True)]
            if word == "enumerate" and found and found[0].shape:
                return [[numeral(i, head), row] for i, row in enumerate(found[0].rows())]
        whole = self._inner(source) if source else number(ArrayEntry((head,)))
        if not whole.shape:
            help_ = "give its list, as in xs = [1, 2]"
            raise refuse("what this loop goes over is not known", head, help_)
        return [[row] for row in whole.rows()]

    # Entries --------------------------------------------------------------------------------------

    def _indexed(self, out: Array) -> Array:
        """``W[0][1]``, ``W[0, 1]``, ``x[-1]``, ``W[:, 0]``."""
        start = self._next
        opening = self._tokens[start]
        inside = split_at(self._bracketed(), ",")
        if not out.shape:
            return number(ArrayEntry((*out.cells[0].tokens, *self._tokens[start : self._next])))
        typed = ["".join(t.text for t in part) for part in inside]
        if len(out.shape) == 1 and typed in ([":", "None"], ["None", ":"]):  # a column, a row
            return Array((len(out.cells), 1) if typed[0] == ":" else (1, *out.shape), out.cells)
        if len(inside) == 2 and len(out.shape) == 2 and any(t.is_(":") for t in inside[0]):
            rows = self._sliced(out, inside[0], opening)
            picked = self._picked(transpose(rows), inside[1], opening)
            return transpose(picked) if len(picked.shape) == 2 else picked
        if self._scope.beside.first == 1:
            return numbered(out, inside, self._integer, opening)
        by_lists = self._picked_by_lists(out, inside, opening)
        if by_lists is not None:
            return by_lists
        for part in inside:
            if part and not _is_all(part):
                out = self._picked(out, part, opening)
        return out

    def _picked_by_lists(
        self, out: Array, inside: Sequence[Sequence[Token]], opening: Token
    ) -> Array | None:
        """``P[range(2), y]``: an entry of every row; ``x[[0, 2]]``: some; None for others."""
        if self._scope.beside.first is None or len(inside) > len(out.shape):
            return None
        if any(not part or any(t.is_(":", "<", ">", "==", "!=", "None") for t in part)
               for part in inside):  # fmt: skip
            return None
        places = [self._inner(part) for part in inside]
        count = max(len(one.cells) for one in places)
        if not any(one.shape for one in places) or any(len(p.shape) > 1 for p in places):
            return None
        if any(len(one.cells) not in {1, count} for one in places):
            both = " and ".join(shape_words(one) for one in places)
            raise refuse(f"these places do not fit: {both}", opening, "give one for each row")
        rows = []
        for turn in range(count):
            row = out
            for one in places:
                cell = one.cells[turn if len(one.cells) > 1 else 0]
                row = self._picked(row, cell.tokens, opening)
            rows.append(row)
        return stack(rows, opening)

    def _picked(self, out: Array, part: Sequence[Token], opening: Token) -> Array:
        if self._scope.beside.first is None:
            help_ = "give the entry a name of its own"
            raise refuse("an index counts from 0 or from 1 here", opening, help_)
        if any(t.is_(":") for t in part):
            return self._sliced(out, part, opening)
        index = self._integer(part, opening)
        size = out.shape[0] if out.shape else 0
        if not -size <= index < size:
            what = f"there is no entry {index} here: {shape_words(out)}"
            raise refuse(what, opening, f"count from 0 to {size - 1}" if size else "")
        return out.rows()[index]

    def _sliced(self, out: Array, part: Sequence[Token], opening: Token) -> Array:
        """``x[1:]``, ``x[:-1]``, ``x[::2]``: some of the entries along the first axis."""
        ends = [self._integer(one, opening) if one else None for one in split_at(part, ":")]
        if len(ends) > 3 or 0 in ends[2:] or self._scope.beside.first is None:
            help_ = "write it as in x[1:3], with places from 0"
            raise refuse("these places cannot be read", opening, help_)
        rows = out.rows()[slice(*ends)] if out.shape else []
        if not rows:
            raise refuse(f"there are no such entries here: {shape_words(out)}", opening)
        return stack(rows, opening)

    def _integer(self, part: Sequence[Token], opening: Token) -> int:
        """The number of an index, which may be ``i + 1`` or ``len(w)``."""
        if any(t.is_("<", ">", "<=", ">=", "==", "!=") for t in part):
            help_ = "write the entries that are meant: x[0], x[2]"
            raise refuse("which entries these are depends on their values", opening, help_)
        inside = self._inner(part) if part else None
        if inside is not None and not inside.is_number:
            help_ = "write the entries one by one: x[0], x[2]"
            raise refuse(f"an index is one number here, not {shape_words(inside)}", opening, help_)
        tokens = inside.cells[0].tokens if inside else ()
        text = "".join(self._scope.numeral(t.text) or t.text for t in tokens)
        try:
            found = evaluate(parse(text), LeafScope({}))
        except ExpressionError:
            found = 0.5
        if found != int(found):
            help_ = "an index is a whole number, from 0"
            if text.isidentifier():
                help_ = f"give its value, a whole number from 0: {text}=0"
            raise refuse(f"{text!r} is not a number of an entry", opening, help_)
        return int(found)


def numeral(count: int, token: Token) -> Array:
    """A whole number where ``token`` stands."""
    return number(ArrayEntry((Token("number", str(count), token.at, token.end),)))


def entry_of_argument(word: str, env: Env, scope: TextScope) -> Array | None:
    """``x_1`` where x is a list that a function of the text is called with."""
    base, index = index_of(word)
    held = env.get(base) if len(index) == 1 and index[0].isdigit() else None
    place = int(index[0]) - scope.first_of(base) if held else -1
    return held.rows()[place] if held and held.shape and 0 <= place < held.shape[0] else None


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


def _is_all(part: Sequence[Token]) -> bool:
    return len(part) == 1 and part[0].is_(":")
