"""Statements of vectors and matrices as statements of their entries: ``W = [[1, 2]]`` is w11, w12.

The entries are counted from 1, as in w₁₂; from 0 where the text itself says x[0].
"""

from __future__ import annotations

import re
from collections.abc import Mapping, Sequence
from dataclasses import replace
from itertools import product

from tutor.core.errors import ExpressionError
from tutor.core.notation.arrays import Array, Cell, said
from tutor.core.notation.calls import MODULES, WRAPPERS
from tutor.core.notation.names import Names, key
from tutor.core.notation.phrases import Phrase, sides
from tutor.core.notation.scan import scan
from tutor.core.notation.sums import index_of, letters_in, with_number
from tutor.core.notation.tokens import Piece, Token, refuse
from tutor.core.notation.unroll import is_of_arrays, value

LONGEST = 2000
"""Tokens that a formula of vectors may have, the numbers of its lists among them."""
STATEMENTS = 500
"""Statements that the formulas of vectors of a text may come to, with those of its lists."""
BUDGET = 60_000
"""Tokens that all formulas of a text may come to while they are written out."""


def entries(
    phrases: Sequence[Phrase], names: Names, lists: Mapping[str, str] | None = None
) -> tuple[list[Phrase], Mapping[str, str]]:
    """The statements of numbers, and the name of every entry by what a program calls it (W[0][1]).

    ``lists`` are vectors and matrices that are given elsewhere, as text.  Raises ExpressionError.
    """
    given = [_given(name, text) for name, text in (lists or {}).items()]
    phrases = [one for one in phrases if not _is_given(one, lists or {})]
    found = _Entries([*given, *phrases], names, frozenset(lists or ()))
    if not given and not found.has_arrays():
        return list(phrases), {}
    return found.all(), found.called


def _given(name: str, text: str) -> Phrase:
    tokens = scan([Piece(char, 0) for char in f"{name}={text}"])
    equals = next(i for i, token in enumerate(tokens) if token.is_("="))
    return Phrase((tuple(tokens[:equals]), tuple(tokens[equals + 1 :])))


def _is_given(phrase: Phrase, lists: Mapping[str, str]) -> bool:
    """Whether other numbers are given for a list of the text.

    Raises ExpressionError where the text computes what is given.
    """
    target = phrase.parts[0][0]
    if len(phrase.parts) < 2 or len(phrase.parts[0]) > 1 or target.text not in lists:
        return False
    plain = [t for t in phrase.parts[-1] if t.kind == "name" and not t.word(*WRAPPERS, *MODULES)]
    if plain:
        what = f"{target.text!r} is computed here, and its values are given, too"
        raise refuse(what, target, "leave one of them out")
    return True


class _Entries:
    """Writes statements out; it is what their formulas know of the text."""

    def __init__(
        self, phrases: Sequence[Phrase], names: Names, lists: frozenset[str] = frozenset()
    ) -> None:
        self._lists = lists
        self._budget = BUDGET
        self._number = 0  # of the last part that got a name
        phrases = [replace(p, parts=tuple(map(_with_norms, p.parts))) for p in phrases]
        self._names = names
        self._phrases = phrases
        self._texts = {t.text for p in phrases for part in p.parts for t in part}
        self._keys = set(map(key, self._texts))
        self._from = 0 if _says_zero(phrases) else 1
        self._arrays: dict[str, Array | None] = {}
        self._of: dict[str, Phrase] = {}
        self._written: dict[int, list[Phrase]] = {}
        self._parts: list[Phrase] = []
        self._numerals: dict[str, str] = {}
        self._results: dict[str, Array] = {}
        self._applied: set[str] = set()
        self._lets: dict[tuple[str, ...], Cell] = {}
        self.called: dict[str, str] = {}
        for phrase in phrases:
            found = _heads_of(phrase)
            for head in found:
                self._of.setdefault(head[0].text, phrase)
                base, index = index_of(head[0].text)
                if len(index) == 1 and index[0].isalpha():
                    self._of.setdefault(base, phrase)
            body = [token for token in phrase.parts[-1] if not token.is_("[", "]")]
            if found and len(body) == 1 and body[0].kind == "number":
                self._numerals[found[0][0].text] = body[0].text
            if found and len(found[0]) > 1:
                inside = [t.text for t in found[0][2:-1] if t.kind == "name"]
                names.functions[found[0][0].text] = (inside, phrase.parts[-1])
        self._find_given()

    def has_arrays(self) -> bool:
        """Whether any statement has a vector in it."""
        return any(
            is_of_arrays(part, self) or self._template(phrase)
            for phrase in self._order()
            for part in phrase.parts[-1:] + phrase.parts[1:-1]
        )

    def _order(self) -> list[Phrase]:
        """The statements, each behind those whose names it mentions; without recursion."""
        done: dict[int, Phrase] = {}
        begun: set[int] = set()
        waiting = list(reversed(self._phrases))
        while waiting:
            phrase = waiting[-1]
            if id(phrase) not in begun:
                begun.add(id(phrase))
                needed = (self._of.get(t.text) for part in phrase.parts for t in part)
                waiting += [one for one in needed if one and id(one) not in begun]
            else:
                done.setdefault(id(waiting.pop()), phrase)
        return list(done.values())

    def all(self) -> list[Phrase]:
        """Every statement, written out, in the order of the text."""
        for phrase in self._order():
            self._write(phrase)
        for name in self._results.keys() & self._applied:
            self._written[id(self._of[name])] = []
        written = [one for phrase in self._phrases for one in self._write(phrase)]
        if len(self._parts) + len(written) > STATEMENTS:
            what = f"this text has more than {STATEMENTS} statements when it is written out"
            raise refuse(what, self._phrases[-1].first, "take a smaller example")
        return self._needed([*self._parts, *written])

    def _needed(self, written: list[Phrase]) -> list[Phrase]:
        """Without parts and entries that nothing uses, where their array is used."""
        parts = {id(phrase) for phrase in self._parts}
        kin: dict[str, frozenset[str]] = {}
        for array in (*self._arrays.values(), *self._results.values()):
            own = [cell.tokens[0].text for cell in array.cells] if array else []
            kin |= dict.fromkeys(own, frozenset(map(key, own)))
        while True:
            used = {key(t.text) for p in written for part in p.parts[1:] for t in part}
            kept = [
                p for p in written
                if key(p.first.text) in used
                or not (id(p) in parts or kin.get(p.first.text, frozenset()) & used)
            ]  # fmt: skip
            if len(kept) == len(written):
                return written
            written = kept

    # What a formula asks --------------------------------------------------------------------------

    def array(self, name: str) -> Array | None:
        """The entries of a vector or matrix with this name."""
        if name in self._arrays:
            return self._arrays[name]
        phrase = self._of.get(name)
        if phrase is None or name in self._names.functions:
            return None
        self._arrays[name] = None
        self._write(phrase)
        return self._arrays[name]

    def parts(self, token: Token) -> Sequence[Token]:
        """The names of a run of letters that has a vector in it."""
        word = token.text
        if word in self._of or word in self._arrays or self._names.known(word) or len(word) < 2:
            return (token,)
        ways = [w for w in self._names.parts(word) if any(map(self.array, w))]
        if not ways and token.split and word.isalpha() and any(map(self.array, word)):
            ways = [list(word)]
        if len(ways) != 1:
            return (token,)
        return [
            replace(token, text=part, gap=token.gap and not i, split=False)
            for i, part in enumerate(ways[0])
        ]

    def numbers(self, base: str, place: int) -> range:
        """The numbers that the index of ``base`` takes at this place."""
        found = self._based(base)
        if found is None or place >= len(found.shape):
            return range(0)
        return range(self._from, found.shape[place] + self._from)

    def entry(self, name: str) -> Array | None:
        """The entry with this index in its name."""
        base, index = index_of(name)
        if not index or self._names.known(name) or not all(part.isdigit() for part in index):
            return None
        found = self._based(base)
        if found is None:
            return None
        if len(index) < len(found.shape):
            index = tuple("".join(index))
        for part in index:
            at = int(part) - self._from
            if not found.shape or not 0 <= at < found.shape[0]:
                return None
            found = found.rows()[at]
        return found

    def function(self, name: str) -> tuple[Sequence[str], Sequence[Token]] | None:
        """Parameters and formula of a function of the text."""
        return self._names.functions.get(name)

    def result(self, name: str) -> Array | None:
        """What a function of the text gives for its own parameters, where that is an array."""
        if name not in self._names.functions:
            return None
        self._write(self._of[name])
        return self._results.get(name)

    def apply(self, token: Token, count: int) -> None:
        """A function of the text is written out with ``count`` arguments where it is called."""
        self._names.apply(token, count)
        self._applied.add(token.text)

    def spend(self, count: int, token: Token) -> None:
        """So many tokens are read or written.  Raises ExpressionError when it is too much."""
        self._budget -= count
        if self._budget < 0:
            what = "this formula is too long when it is written out"
            raise refuse(what, token, "take fewer entries or terms, or give its parts names")

    def count(self, name: str, number: int) -> None:
        """``n`` is this number, if nothing else says what it is."""
        if not self._names.known(name):
            self._names.know(name)
            target = Token("name", name, 0, 1, wild=True)
            self._parts.append(Phrase(((target,), (Token("number", str(number), 0, 1),))))

    def numeral(self, name: str) -> str:
        """The number that a name stands for; "" where that is not known."""
        return self._numerals.get(name, "")

    def is_known(self, name: str) -> bool:
        """Whether this is a name of the text or a value that is given."""
        return name in self._of or name in self._arrays or self._names.known(name)

    def let(self, cell: Cell) -> Cell:
        """A name for a part that is needed more than once."""
        if len(cell.tokens) == 1:
            return cell
        text = tuple(token.text for token in cell.tokens)
        if text not in self._lets:
            self._number += 1
            while self._names.known(f"t{self._number}"):
                self._number += 1
            name = Token(
                "name", f"t{self._number}", cell.tokens[0].at, cell.tokens[-1].end, wild=True
            )
            self._names.know(name.text)
            self._parts.append(Phrase(((name,), cell.tokens)))
            self._lets[text] = Cell((name,))
        return self._lets[text]

    def _based(self, base: str) -> Array | None:
        return self.array(base) or self.array(base.upper() if len(base) == 1 else base)

    # Statements -----------------------------------------------------------------------------------

    def _write(self, phrase: Phrase) -> list[Phrase]:
        done = self._written.get(id(phrase))
        if done is not None:
            return done
        self._written[id(phrase)] = [phrase]  # a formula that uses itself is refused later
        found = self._made(phrase)
        self._written[id(phrase)] = found
        return found

    def _made(self, phrase: Phrase) -> list[Phrase]:
        template = self._template(phrase)
        if template:
            return self._from_template(phrase, *template)
        found = _heads_of(phrase)
        bodies = phrase.parts[len(found) :]
        if not any(is_of_arrays(body, self) for body in bodies):
            return [phrase]
        values = self._values(bodies)
        first = values[0]
        if first.is_number:
            self._keep_shape(found, first)
            only = first.cells[0].tokens
            if found and len(only) == 1 and only[0].kind == "number":
                self._numerals[found[0][0].text] = only[0].text
            return [replace(phrase, parts=(*found, *(one.cells[0].tokens for one in values)))]
        if not found:
            what = f"this gives {said(first)}, and a graph has one output"
            raise refuse(what, phrase.first, "add them up with sum(…), or take one: …[0]")
        if phrase.word or phrase.augmented:
            raise refuse(f"this gives {said(first)}, not one number", phrase.first)
        return self._statements(phrase, [head[0] for head in found], values)

    def _values(self, bodies: Sequence[Sequence[Token]]) -> list[Array]:
        """What the sides of an equation are.  Raises ExpressionError when they differ in shape."""
        for body in bodies:
            if len(body) > LONGEST:
                help_ = "split it: give the parts names of their own"
                raise refuse("this formula is too long", body[LONGEST], help_)
        values = [value(body, self) for body in bodies]
        for one, body in zip(values, bodies, strict=True):
            if one.shape != values[0].shape and not (one.is_number and values[0].is_number):
                both = f"{said(values[0])} and {said(one)}"
                raise refuse(f"the sides of this equation have the shapes {both}", body[0])
        return values

    def _statements(
        self, phrase: Phrase, targets: Sequence[Token], values: Sequence[Array]
    ) -> list[Phrase]:
        """One statement for each entry."""
        shape = values[0].shape
        named = [self._named(target, shape) for target in targets]
        for one, other in zip(named[0].cells, values[0].cells, strict=True) if named else ():
            if len(other.tokens) == 1 and other.tokens[0].kind == "number":
                self._numerals[one.tokens[0].text] = other.tokens[0].text
        return [
            replace(phrase, parts=(
                *(one.cells[i].tokens for one in named), *(one.cells[i].tokens for one in values)
            ))
            for i in range(len(values[0].cells))
        ]  # fmt: skip

    def _named(self, target: Token, shape: tuple[int, ...]) -> Array:
        """The names of the entries of a vector or matrix."""
        cells = []
        for at in product(*map(range, shape)):
            name = self._name(target.text, at, shape)
            self._names.know(name)
            self.called[target.text + "".join(f"[{i}]" for i in at)] = name
            self.called[f"{target.text}[{','.join(map(str, at))}]"] = name
            cells.append(Cell((replace(target, text=name, wild=True),)))
        found = Array(shape, tuple(cells))
        kept = self._results if target.text in self._names.functions else self._arrays
        kept[target.text] = found
        return found

    def _name(self, base: str, at: tuple[int, ...], shape: tuple[int, ...]) -> str:
        counted = [i + self._from for i, size in zip(at, shape, strict=True) if size > 1] or [
            self._from
        ]
        index = [str(i) for i in counted]
        short = all(size + self._from <= 10 for size in shape)
        stem = base
        if len(shape) > 1 and base[0].isupper() and not base[1:].strip("0123456789_"):
            small = base[0].lower() + base[1:]
            stem = base if {small, small[0]} & self._texts else small
        joint = "_" if stem[-1].isdigit() else ""
        name = stem + joint + ("" if short else "_").join(index)
        if self._names.known(name) and key(name) not in self._keys:
            if base in self._lists:
                what = f"{name!r} is given twice: as an entry of {base}, and by itself"
                raise ExpressionError(what, 0, "leave one of them out")
            return name  # another value for an entry of the text
        while self._names.known(name):
            stem += "_"
            name = stem + "_".join(index)
        return name

    def _keep_shape(self, found: Sequence[Sequence[Token]], one: Array) -> None:
        """``z = wᵀx`` is a number that may stand where its one entry stands."""
        for head in found if one.shape else ():
            self._arrays[head[0].text] = Array(one.shape, (Cell((head[0],)),))

    # Given entries and templates ------------------------------------------------------------------

    def _find_given(self) -> None:
        """``w1=… w2=…`` are the entries of w, where the text itself names none of them."""
        based: dict[str, dict[tuple[str, ...], str]] = {}
        for name in list(self._names.spelled.values()):
            found = re.fullmatch(r"([A-Za-z]+?(?:_?hat|_?bar)?)_?([0-9]{1,2})", name)
            if found and name not in self._texts and key(name) not in self._keys:
                based.setdefault(found[1], {})[tuple(found[2])] = name
        for base, all_ in based.items():
            lower = base[0].lower() + base[1:]
            for word in {base, base[0].upper() + base[1:]} - set(self._of) - set(self._arrays):
                if self._names.known(word) or (word != base and lower in self._texts):
                    continue
                self._keep_given(word, all_)

    def _keep_given(self, word: str, all_: Mapping[tuple[str, ...], str]) -> None:
        """Take these names for the entries of ``word``, if they are all of a row or a grid."""
        places = sorted(tuple(map(int, at)) for at in all_)
        first, last = places[0], places[-1]
        if first[0] > 1 or set(first) != {first[0]} or len({len(at) for at in places}) > 1:
            return
        ranges = [range(first[0], 1 + max(at[i] for at in places)) for i in range(len(last))]
        if len(places) < 2 or places != list(product(*ranges)):
            return
        self._from = first[0]
        names = [all_[tuple(map(str, at))] for at in places]
        cells = [Cell((Token("name", name, 0, 1, wild=True),)) for name in names]
        self._arrays[word] = Array(tuple(map(len, ranges)), tuple(cells))

    def _template(self, phrase: Phrase) -> tuple[str, range] | None:
        """``p_i = exp(o_i)/…`` stands for one statement for each i that o has."""
        if len(phrase.parts) < 2 or len(phrase.parts[0]) != 1:
            return None
        base, index = index_of(phrase.parts[0][0].text)
        letters = [one for one in index if one.isalpha()]
        if len(index) != 1 or not letters or (self._names.known(phrase.parts[0][0].text) and (
            phrase.parts[0][0].text not in self._of
        )):  # fmt: skip
            return None
        body = phrase.parts[-1]
        if letters[0] not in letters_in(body):
            return None
        for token in body:
            other, places = index_of(token.text) if token.kind == "name" else ("", ())
            if other == base:
                return None  # an index that counts steps: h_t from h_t
            for place, letter in enumerate(places):
                numbers = self.numbers(other, place) if letter == letters[0] else range(0)
                if numbers:
                    return letters[0], numbers
        return None

    def _from_template(self, phrase: Phrase, letter: str, numbers: range) -> list[Phrase]:
        target, body = phrase.parts[0][0], phrase.parts[-1]
        base = index_of(target.text)[0]
        values = [value(with_number(body, letter, n), self) for n in numbers]
        if any(one.shape for one in values):
            raise refuse(f"this gives {said(values[0])} for each {letter}", body[0])
        cells = [one.cells[0] for one in values]
        whole = Array((len(cells),), tuple(cells))
        return self._statements(phrase, [replace(target, text=base)], [whole])


def _heads_of(phrase: Phrase) -> list[tuple[Token, ...]]:
    return [tuple(head) for head in sides(phrase)[0]] if len(phrase.parts) > 1 else []


def _with_norms(part: Sequence[Token]) -> tuple[Token, ...]:
    """``||x||`` with one sign for the two bars of a norm."""
    out: list[Token] = []
    opened: list[str] = []
    skip = False
    for token, after in zip(part, [*part[1:], None], strict=True):
        if skip or not token.is_("|"):
            out += [] if skip else [token]
            skip = False
            continue
        doubled = after is not None and after.is_("|") and not after.gap
        kind = "‖" if doubled and opened[-1:] != ["|"] else "|"
        if opened[-1:] == [kind]:
            opened.pop()
        else:
            opened.append(kind)
        skip = kind == "‖"
        out.append(replace(token, kind="strange" if skip else "sign", text=kind))
    return tuple(out)


def _says_zero(phrases: Sequence[Phrase]) -> bool:
    """Whether a text counts from 0: x[0], x_0, Σ with i = 0."""
    for phrase in phrases:
        for part in phrase.parts:
            for i, token in enumerate(part):
                after = [t.text for t in part[i + 1 : i + 4]]
                is_name = token.kind == "name"
                opened = after == ["[", "0", "]"] and not part[i + 1].gap
                counted = after[:2] == ["=", "0"] and i > 0 and part[i - 1].is_("{")
                if is_name and (opened or counted or index_of(token.text)[1][:1] == ("0",)):
                    return True
    return False
