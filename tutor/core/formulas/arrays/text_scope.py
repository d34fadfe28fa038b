"""What a text of vectors knows: the entries behind its names, its numbers and its functions.

The entries are counted from 1, as in w₁₂; from 0 where the text itself says x[0].
"""

from __future__ import annotations

import re
from abc import ABC, abstractmethod
from collections.abc import Mapping, Sequence
from dataclasses import replace
from itertools import product

from tutor.core.errors import ExpressionError
from tutor.core.expression import LeafScope, evaluate, parse
from tutor.core.formulas.arrays.beside import Beside, bare
from tutor.core.formulas.arrays.counting import Counting, counting_of
from tutor.core.formulas.arrays.means import counts_of_means
from tutor.core.formulas.arrays.model import Array, ArrayEntry, in_line, number_written
from tutor.core.formulas.arrays.sums import index_of, numbers_asked
from tutor.core.formulas.formula import KnownNames, letters_of, spelling_key
from tutor.core.formulas.lexer import Token, is_function, raised_name, refuse
from tutor.core.formulas.statements import Phrase, repeated_calls, sides

BUDGET = 60_000
"""Tokens that all formulas of a text may come to while they are written out."""


class TextScope(ABC):
    """What the formulas of a text ask, while its statements are written out."""

    def __init__(
        self, phrases: Sequence[Phrase], names: KnownNames, beside: Beside | None = None
    ) -> None:
        self.beside = beside = beside or Beside()
        self._lists = frozenset(beside.lists)
        self._given = {
            spelling_key(raised_name(k) or k): v for k, v in beside.values.items() if v is not None
        }
        self.spent: dict[str, str] = {}  # numbers that an index or a class has used up
        self.left_out: list[str] = []  # what is written and not drawn
        self.rows_times_weights: set[int] = set()  # places of x W, a dot product without a sign
        self._budget = BUDGET
        self._names = names
        self._phrases = phrases
        self._texts = {t.text for p in phrases for part in p.parts for t in part}
        self._keys = set(map(spelling_key, self._texts))
        self._entry_of: dict[str, str] = {}  # whose entry a key names
        defined = {p.first.text for p in phrases if len(p.parts) > 1}
        self._counting = counting_of(phrases, names, defined)
        self._arrays: dict[str, Array | None] = {}
        self._of: dict[str, Phrase] = {}
        self._written: dict[int, list[Phrase]] = {}
        self._parts: list[Phrase] = []
        self._numerals: dict[str, str] = {}
        self._results: dict[str, Array] = {}
        self._applied = set[str]()
        self._long: set[str] = set()  # names of entries such as x1_1, spelt as row 11 is
        self._terms: set[int] = set()  # how many numbers were added up
        self._lets: dict[tuple[str, ...], ArrayEntry] = {}
        self.called: dict[str, str] = {}
        for phrase in phrases:
            found = heads_of(phrase)
            for head in found:
                self._of.setdefault(head[0].text, phrase)
                base, index = index_of(head[0].text)
                if 0 < len(index) < 3 and "".join(index).isalpha():
                    self._of.setdefault(base, phrase)
            body = bare(phrase.parts[-1])
            if found and number_written(body):
                self._numerals[found[0][0].text] = number_written(body)
            if found and len(found[0]) > 1:
                inside = [t.text for t in found[0][2:-1] if t.kind == "name"]
                names.functions[found[0][0].text] = (inside, phrase.parts[-1])
        self._spelled = {spelling_key(name): name for name in self._of}  # W_2 of LaTeX is W2
        self._repeated = repeated_calls(phrases, names.functions.keys())
        self._find_given()

    @abstractmethod
    def _write(self, phrase: Phrase) -> list[Phrase]:
        """A statement, written out."""

    @property
    def first(self) -> int:
        """The number of the first entry, 1 or 0."""
        return self._counting.first

    def first_of(self, base: str) -> int:
        """The number of the first entry of ``base``."""
        return self._counting.of(base)

    # What a formula asks --------------------------------------------------------------------------

    def array(self, name: str) -> Array | None:
        """The entries of a vector or matrix with this name."""
        name = self._spelled.get(spelling_key(name), name) if name not in self._of else name
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
        if token.split and is_function(word):  # max(0, x) of LaTeX, without its \
            return (token,)
        ways = [w for w in self._names.parts(word) if any(map(self.array, w))]
        if not ways and token.split and word.isalpha() and any(map(self.array, word)):
            ways = [letters_of(word)]
        if not ways:
            return self._turned(token)
        if len(ways) != 1:
            return (token,)
        return [
            replace(token, text=part, gap=token.gap and not i, split=False)
            for i, part in enumerate(ways[0])
        ]

    def _turned(self, token: Token) -> Sequence[Token]:
        """``wTx`` as wᵀx, where w and x are vectors or matrices."""
        for cut in re.finditer("T", token.text):
            first, last = token.text[: cut.start()], token.text[cut.end() :]
            if not (first and last and self.array(first)):
                continue
            rest = self.parts(replace(token, text=last, gap=False, split=False))
            if len(rest) > 1 or self.array(last):
                middle = Token("strange", "ᵀ", token.at, token.at)
                return [replace(token, text=first, split=False), middle, *rest]
        return (token,)

    def numbers(self, base: str, place: int, count: int) -> range:
        """The numbers that an index of ``base`` takes at this place of ``count``.

        Raises ExpressionError where one of the entries is given by itself, too.
        """
        array = self._based(base) or self._based(base.rpartition("_")[2])  # of s_{i, y_i}
        found = in_line(array, count)
        if found is None or place >= len(found.shape):
            return range(0)
        first = self._counting.of(base)
        numbers = range(first, found.shape[place] + first)
        for name in (f"{base}{n}" for n in numbers if count == 1 and base in self._lists):
            if spelling_key(name) in self._given:
                raise _given_twice(name, base)
        return numbers

    def asked(self, base: str, phrase: Phrase) -> range:
        """The numbers of entries that all but ``phrase`` ask of ``base``, if the first is there."""
        parts = [part for one in self._phrases if one is not phrase for part in one.parts]
        found = numbers_asked(parts, base, self.numeral)
        return found if found[:1] == range(self.first, self.first + 1) else range(0)

    def entry(self, name: str) -> Array | None:
        """The entry with this index in its name."""
        base, index = index_of(name)
        is_row = name not in self._texts and spelling_key(name) in self._long  # 11, and not x1_1
        if not all(part.isdigit() for part in index) or (self._names.known(name) and not is_row):
            return None
        found = self._based(base) if index else None
        if found is None:
            return None
        found = in_line(found, len(index))
        short = found and self._has_short_names(base, found.shape)
        if found and short and len(index) < len(found.shape):  # x_12 is x[0][1]
            index = tuple("".join(index))
        for part in index:
            at = int(part) - self._counting.of(base)
            if not found or not found.shape or not 0 <= at < found.shape[0]:
                return None
            found = found.rows()[at]
        return found

    @property
    def says_one(self) -> bool:
        """Whether the text itself says that its entries count from 1."""
        return self._counting.says_one

    def function(self, name: str) -> tuple[Sequence[str], Sequence[Token]] | None:
        """Parameters and formula of a function of the text."""
        return self._names.functions.get(name)

    def is_row(self, array: Array) -> bool:
        """Whether these are the entries of a row of a matrix."""
        matrices = (one for one in self._arrays.values() if one and len(one.shape) == 2)
        return any(row.cells == array.cells for one in matrices for row in one.rows())

    def is_repeated(self, name: str) -> bool:
        """Whether a formula calls this function twice with the same arguments."""
        return name in self._repeated

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

    def note_terms(self, number: int) -> None:
        """So many entries are added up."""
        self._terms.add(number)

    def count_means(self) -> None:
        """The n of ``1/n Σ`` is the number of terms, where all sums have as many."""
        if len(self._terms) == 1:
            parts = [phrase.parts[-1] for phrase in self._phrases]
            for letter in counts_of_means(parts, {*self._of, *self._arrays}):
                self.count(letter, *self._terms)

    def numeral(self, name: str) -> str:
        """The number that a name stands for; "" where that is not known."""
        given = self._given.get(spelling_key(name))
        found = self._numerals.get(name, "") if given is None else f"{given:.17g}"
        if found:
            self.spent[name] = found
        return found

    def value(self, tokens: Sequence[Token]) -> tuple[str, float | None]:
        """These tokens with their numbers, and the value of that; None where it has none."""
        text = "".join(self.numeral(t.text) or t.text for t in tokens)
        try:
            return text, evaluate(parse(text), LeafScope({}))
        except ExpressionError:
            return text, None

    def typed(self, token: Token) -> str:
        """How a sign for a product was typed: "." for one that works on every entry."""
        at, text = token.at, self.beside.text
        if at and text.startswith(("@times", "@rdivide"), at - 1):  # bsxfun(@times, …)
            return "."
        if star := self.beside.star_at(token):
            return star
        for kind, signs in _PRODUCTS.items():
            if text.startswith(signs, at):
                return kind
        return "." if at and text.startswith((".*", "./", ".^"), at - 1) else token.text

    def is_known(self, name: str) -> bool:
        """Whether this is a name of the text or a value that is given."""
        return name in self._of or name in self._arrays or self._names.known(name)

    def are_numbers(self, tokens: Sequence[Token]) -> bool:
        """Whether numbers are given, no list and no count but 1, and these names have values."""
        if self._lists or any(self._given.get(spelling_key(one), 1) != 1 for one in "nNmM"):
            return False
        names = [t for t in tokens if t.kind == "name" and not is_function(t.text)]
        ways = [[[t.text], *(self._names.parts(t.text) if t.split else ())] for t in names]
        return bool(self._given) and all(
            any(all(p in self._of or spelling_key(p) in self._given for p in way) for way in one)
            for one in ways
        )  # fmt: skip

    def let(self, cell: ArrayEntry) -> ArrayEntry:
        """A name for a part that is needed more than once."""
        if len(cell.tokens) == 1:
            return cell
        text = tuple(token.text for token in cell.tokens)
        if text not in self._lets:
            first, last = cell.tokens[0], cell.tokens[-1]
            name = Token("name", self._names.fresh(), first.at, last.end, wild=True)
            self._parts.append(Phrase(((name,), cell.tokens)))
            self._lets[text] = ArrayEntry((name,))
        return self._lets[text]

    def _based(self, base: str) -> Array | None:
        """The array of entries a_i: a, or A; for a_2 only an A_2 that is one row or column."""
        large = self.array(base.capitalize()) if re.fullmatch(r"[a-z](?:_?[0-9])?", base) else None
        is_row = large is not None and (len(base) == 1 or 1 in large.shape)
        return self.array(base) or (large if is_row else None)

    # Names of entries -----------------------------------------------------------------------------

    def _named(self, target: Token, shape: tuple[int, ...]) -> Array:
        """The names of the entries of a vector or matrix."""
        cells, first = [], self._counting.of(target.text)
        for at in product(*map(range, shape)):
            name = self._name(target.text, at, shape)
            self._names.know(name)
            self._entry_of.setdefault(spelling_key(name), target.text)
            if not self._has_short_names(target.text, shape):
                self._long.add(spelling_key(name))
            asked = [str(i + self.beside.brackets_from_one) for i in at]
            self.called[target.text + "".join(f"[{i}]" for i in asked)] = name
            self.called[f"{target.text}[{','.join(asked)}]"] = name
            cells.append(ArrayEntry((replace(target, text=name, wild=True),)))
            plain = target.text + "".join(str(i + first) for i in at)
            if not self._names.known(plain):
                self.called.setdefault(plain, name)
        found = Array(shape, tuple(cells))
        kept = self._results if target.text in self._names.functions else self._arrays
        kept[target.text] = found
        return found

    def _has_short_names(self, base: str, shape: tuple[int, ...]) -> bool:
        """Whether each index has one figure, so that w12 is w[0][1] and nothing else."""
        return all(size + self._counting.of(base) <= 10 for size in shape)

    def _name(self, base: str, at: tuple[int, ...], shape: tuple[int, ...]) -> str:
        first = self._counting.of(base)
        counted = [i + first for i, size in zip(at, shape, strict=True) if size > 1] or [first]
        index = [str(i) for i in counted]
        short = self._has_short_names(base, shape)
        stem = base
        if len(shape) > 1 and base[0].isupper() and not base[1:].strip("0123456789_"):
            small = base[0].lower() + base[1:]
            stem = base if {small, small[0]} & self._texts else small
        joint = "_" if stem[-1].isdigit() else ""
        name = stem + joint + ("" if short else "_").join(index)
        is_own = self._entry_of.get(key := spelling_key(name), base) == base
        if self._names.known(name) and key not in self._keys and is_own:
            if base in self._lists:
                raise _given_twice(name, base)
            return name  # another value for an entry of the text
        while self._names.known(name):
            stem += "_"
            name = stem + "_".join(index)
        return name

    def _keep_shape(self, found: Sequence[Sequence[Token]], one: Array) -> None:
        """``z = wᵀx`` is a number that may stand where its one entry stands."""
        for head in found if one.shape else ():
            if len(head) > 1:  # g(z) = … is a function, whatever z is
                continue
            self._arrays[head[0].text] = Array(one.shape, (ArrayEntry((head[0],)),))
            self.called[head[0].text + "[0]" * len(one.shape)] = head[0].text

    # Given entries --------------------------------------------------------------------------------

    def _find_given(self) -> None:
        """``w1=… w2=…`` are the entries of w, where the text itself names none of them."""
        based: dict[str, dict[tuple[str, ...], str]] = {}
        for name in list(self._names.spelled.values()):
            found = re.fullmatch(r"([A-Za-z]+?(?:_?hat|_?bar)?)_?([0-9]{1,2})", name)
            if found and name not in self._texts and spelling_key(name) not in self._keys:
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
        self._counting = Counting(first[0])
        names = [all_[tuple(map(str, at))] for at in places]
        cells = [ArrayEntry((Token("name", name, 0, 1, wild=True),)) for name in names]
        self._arrays[word] = Array(tuple(map(len, ranges)), tuple(cells))


_PRODUCTS = {".": ("⊙", r"\odot", "%"), "×": ("×", r"\times")}


def _given_twice(name: str, base: str) -> ExpressionError:
    what = f"{name!r} is given twice: as an entry of {base}, and by itself"
    return ExpressionError(what, 0, "leave one of them out")


def heads_of(phrase: Phrase) -> list[tuple[Token, ...]]:
    """The names that a statement defines, with their arguments."""
    return [tuple(head) for head in sides(phrase)[0]] if len(phrase.parts) > 1 else []
