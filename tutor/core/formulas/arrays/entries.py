"""Statements of vectors and matrices as statements of their entries: ``W = [[1, 2]]`` is w11, w12.

The entries are counted from 1, as in w₁₂; from 0 where the text itself says x[0].
"""

from __future__ import annotations

import re
from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field, replace
from itertools import product

from tutor.core.errors import ExpressionError
from tutor.core.formulas.arrays.bars import with_norms
from tutor.core.formulas.arrays.beside import Beside
from tutor.core.formulas.arrays.chosen import with_classes
from tutor.core.formulas.arrays.indexed import (
    summed_letters,
    with_glued_indices,
    with_indexed_heads,
    without_low_ends,
)
from tutor.core.formulas.arrays.model import (
    Array,
    map_entries,
    number_written,
    same_numbers,
    shape_words,
)
from tutor.core.formulas.arrays.shortened import shortened
from tutor.core.formulas.arrays.sums import LETTERS, index_of, letters_in, substitute_number
from tutor.core.formulas.arrays.text_scope import TextScope, heads_of
from tutor.core.formulas.arrays.unroll import array_of, is_of_arrays
from tutor.core.formulas.formula import KnownNames, spelling_key
from tutor.core.formulas.lexer import MODULES, WRAPPERS, Piece, Token, refuse, scan, sign, split_at
from tutor.core.formulas.statements import (
    Phrase,
    names_of_list,
    replaced_line,
    statement_text,
    without_arguments,
)

LONGEST, STATEMENTS, DEEPEST = 2000, 500, 40
"""Tokens of a formula of vectors; statements of a text, and those that are written out within one
another: in their order only a circle needs more."""


@dataclass(frozen=True)
class Entries:
    """The statements of numbers, and the name of every entry by what a program calls it (W[0][1]).

    ``spent`` are names of numbers that an index or a class has used up, with their numbers;
    ``left_out`` says what was written and is not drawn; ``parts`` are names that nobody wrote.
    """

    phrases: list[Phrase]
    called: Mapping[str, str] = field(default_factory=dict)
    spent: Mapping[str, str] = field(default_factory=dict)
    left_out: tuple[str, ...] = ()
    parts: frozenset[str] = frozenset()


def entries(phrases: Sequence[Phrase], names: KnownNames, beside: Beside) -> Entries:
    """The statements with those of vectors written out.  Raises ExpressionError."""
    given = [_given(name, text) for name, text in beside.lists.items()]
    phrases, told = without_arguments(phrases, beside.lists.keys(), names.known)
    phrases, replaced = _without_given(phrases, names, beside)
    statements = [replace(p, parts=tuple(map(with_norms, p.parts))) for p in (*given, *phrases)]
    statements = list(map(without_low_ends, statements))
    lists = _lists_of(statements)
    statements = with_indexed_heads(with_glued_indices(statements, lists, names), lists)
    found = _Entries(statements, names, beside)
    if not given and not found.has_arrays():
        return Entries(list(phrases))
    made = found.all()
    return replace(made, left_out=(*replaced, *told, *made.left_out))


def _lists_of(statements: Sequence[Phrase]) -> dict[str, int]:
    """The names that the text or the values beside it set to a list, with its length."""
    return {
        p.first.text: len(split_at(p.parts[-1][1:-1], ","))
        for p in statements
        if len(p.parts) > 1 and p.parts[-1][0].is_("[")
    }


def _given(name: str, text: str) -> Phrase:
    tokens = scan([Piece(char, 0) for char in f"{name}={text}"])
    equals = next(i for i, token in enumerate(tokens) if token.is_("="))
    return Phrase((tuple(tokens[:equals]), tuple(tokens[equals + 1 :])))


def _without_given(
    phrases: Sequence[Phrase], names: KnownNames, beside: Beside
) -> tuple[list[Phrase], tuple[str, ...]]:
    """The statements but for lists for which others are given, and what is said of these.

    Raises ExpressionError where the text computes from other names what is given.
    """
    kept, said = [], []
    of_text = replace(beside, lists={})
    for phrase in phrases:
        target, body = phrase.first, phrase.parts[-1]
        listed = beside.lists.get(target.text) if len(phrase.parts[0]) == 1 else None
        if len(phrase.parts) < 2 or listed is None:
            kept.append(phrase)
            continue
        plain = [t for t in body if t.kind == "name" and not t.word(*WRAPPERS, *MODULES)]
        base = spelling_key(target.text)
        if plain and all(re.fullmatch(rf"{base}_?\w{{1,2}}", spelling_key(t.text)) for t in plain):
            continue  # z = [z_1, …, z_C]
        known = replace(names, spelled={**names.spelled}, sure={*names.sure}, functions={})
        try:
            found = array_of(body, _Entries(phrases, known, of_text))
        except ExpressionError:
            found = None
        if not found or any(t.kind == "name" for cell in found.cells for t in cell.tokens):
            what = f"{target.text!r} is computed here, and its values are given, too"
            raise refuse(what, target, "leave one of them out")
        others = array_of(_given(target.text, listed).parts[1], _Entries([], known, of_text))
        is_row = 1 in found.shape and len(found.cells) == len(others.cells)
        is_matrix = max(len(found.shape), len(others.shape)) > 1
        is_other = is_matrix and found.shape != others.shape and not is_row
        if len(others.cells) > 1 and found.shape and is_other:
            both = f"{shape_words(found)} here, and {shape_words(others)} are given"
            help_ = "give as many rows and columns, or leave one of them out"
            raise refuse(f"{target.text!r} is {both}", target, help_)
        if not same_numbers(found, others):
            said.append(replaced_line(statement_text(phrase)))
    return kept, tuple(said)


class _Entries(TextScope):
    """Writes statements out."""

    def __init__(self, phrases: Sequence[Phrase], names: KnownNames, beside: Beside) -> None:
        super().__init__(phrases, names, beside)
        self._depth = 0
        self._summed = {one for phrase in phrases for one in summed_letters(phrase)} - {""}

    def has_arrays(self) -> bool:
        """Whether any statement has a vector in it."""
        return any(
            is_of_arrays(part, self) or self._template(phrase) or names_of_list(phrase.parts[0])
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

    def all(self) -> Entries:
        """Every statement, written out, in the order of the text."""
        for phrase in self._order():
            self._write(phrase)
        for name in {*self._applied, *self._results}:
            if (name in self._applied and name in self._results) or self._is_called(self._of[name]):
                self._written[id(self._of[name])] = []
        written = [one for phrase in self._phrases for one in self._write(phrase)]
        self.count_means()
        if len(self._parts) + len(written) > STATEMENTS:
            what = f"this text has more than {STATEMENTS} statements when it is written out"
            raise refuse(what, self._phrases[-1].first, "take a smaller example")
        needed = self._needed([*self._parts, *written])
        used = {spelling_key(t.text) for p in needed for part in p.parts[1:] for t in part}
        spent = {name: one for name, one in self.spent.items() if spelling_key(name) not in used}
        needed = [p for p in needed if p.first.text not in spent]
        left_out = (*self.left_out, *self._unused(needed))
        parts = frozenset(phrase.first.text for phrase in self._parts)
        return Entries(needed, self.called, spent, left_out, parts)

    def _unused(self, needed: Sequence[Phrase]) -> tuple[str, ...]:
        """What is said of the arrays some of whose entries nothing uses."""
        names = []
        kept = {p.first.text for p in needed} | {
            t.text for p in needed for part in p.parts[1:] for t in part
        }
        for name, array in (*self._arrays.items(), *self._results.items()):
            own = {cell.tokens[0].text for cell in array.cells} if array else set()
            if own & kept and own - kept - self.spent.keys():
                names.append(name)
        return (f"entries of {', '.join(names)} that nothing uses",) if names else ()

    def _needed(self, written: list[Phrase]) -> list[Phrase]:
        """Without parts and entries that nothing uses, where their array is used."""
        parts = {id(phrase) for phrase in self._parts}
        kin: dict[str, frozenset[str]] = {}
        for array in (*self._arrays.values(), *self._results.values()):
            own = [cell.tokens[0].text for cell in array.cells] if array else []
            kin |= dict.fromkeys(own, frozenset(map(spelling_key, own)))
        while True:
            used = {
                spelling_key(t.text)
                for p in written for part in p.parts[len(p.parts) > 1 :] for t in part
            }  # fmt: skip
            kept = [
                p for p in written
                if spelling_key(p.first.text) in used
                or not (id(p) in parts or kin.get(p.first.text, frozenset()) & used)
            ]  # fmt: skip
            if len(kept) == len(written):
                return written
            written = kept

    # Statements -----------------------------------------------------------------------------------

    def _write(self, phrase: Phrase) -> list[Phrase]:
        done = self._written.get(id(phrase))
        if done is not None:
            return done
        self._written[id(phrase)] = [phrase]  # a formula that uses itself is refused later
        if self._depth > DEEPEST:
            return [phrase]
        self._depth += 1
        try:
            found = self._made(phrase)
        except ExpressionError:
            if not self._is_called(phrase):
                raise
            found = [phrase]  # its parameters mean nothing outside a call
        finally:
            self._depth -= 1
        self._written[id(phrase)] = found
        return found

    def _is_called(self, function: Phrase) -> bool:
        """Whether this is a function that is called, and always written out where it is."""
        name, others = function.first.text, [p for p in self._phrases if p is not function]
        if name not in self._names.functions:
            return False
        done = [one for p in others for one in self._written.get(id(p), [p])]
        calls, left = (
            any(t.word(name) for p in one for t in p.parts[-1]) for one in (others, done)
        )
        held = self._results.get(name)
        entries_ = {t.text for cell in held.cells for t in cell.tokens} if held else set()
        if any(t.text in entries_ for p in done for t in p.parts[-1]):
            return False  # what it gives for its own parameters is needed
        return calls and (name not in self._applied or not left)

    def _made(self, phrase: Phrase) -> list[Phrase]:
        phrase = with_classes(phrase, self)
        template = self._template(phrase)
        if template:
            return self._from_template(phrase, template)
        several = names_of_list(phrase.parts[0]) if len(phrase.parts) > 1 else []
        if several:
            return self._parted(phrase, several)
        found = heads_of(phrase)
        bodies = phrase.parts[len(found) :]
        if not any(is_of_arrays(body, self) for body in bodies):
            return [phrase]
        values = self._values(bodies)
        first = values[0]
        if first.is_number:
            self._keep_shape(found, first)
            if found and number_written(first.cells[0].tokens):
                self._numerals[found[0][0].text] = number_written(first.cells[0].tokens)
            written = [shortened(one.cells[0], self.let).tokens for one in values]
            if not found and len(written) > 1:  # ‖u‖ = √(uᵀu) is no definition of a norm
                at = written[0][0].at
                written[0] = (sign("(", at), *written[0], sign(")", at))
            return [replace(phrase, parts=(*found, *written))]
        if not found and self._is_shown(phrase):
            shown = self.beside.text[phrase.first.at : phrase.parts[0][-1].end]
            self.left_out.append(" ".join(shown.split()))
            return []
        if not found:
            what = f"this gives {shape_words(first)}, and a graph has one output"
            raise refuse(what, phrase.first, "add them up with sum(…), or take one: …[0]")
        if phrase.word or phrase.augmented:
            raise refuse(f"this gives {shape_words(first)}, not one number", phrase.first)
        return self._statements(phrase, [head[0] for head in found], values)

    def _parted(self, phrase: Phrase, targets: Sequence[Token]) -> list[Phrase]:
        """``[z1, z2] = W@x``: a name for each entry."""
        found = self._values(phrase.parts[1:])[0]
        if len(found.cells) != len(targets):
            what = f"{len(targets)} names for {shape_words(found)}"
            raise refuse(what, phrase.first, "give as many names as there are entries")
        return [
            replace(phrase, parts=((name,), cell.tokens))
            for name, cell in zip(targets, found.cells, strict=True)
        ]

    def _is_shown(self, phrase: Phrase) -> bool:
        """Whether a notebook only shows this: a number was computed before it, and is not part."""
        words = {token.text for token in phrase.parts[0]}
        for one in self._phrases:
            if one.first.at >= phrase.first.at:
                return False
            heads = heads_of(one)
            if heads and len(heads[0]) == 1 and heads[0][0].text not in words:
                made = self._write(one)
                is_number = len(made) == 1 and len(made[0].parts[-1]) > 2
                if is_number and self.array(heads[0][0].text) is None:
                    return True
        return False

    def _values(self, bodies: Sequence[Sequence[Token]]) -> list[Array]:
        """What the sides of an equation are.  Raises ExpressionError when they differ in shape."""
        for body in bodies:
            if len(body) > LONGEST:
                help_ = "split it: give the parts names of their own"
                raise refuse("this formula is too long", body[LONGEST], help_)
        bodies = self._readable(bodies)
        values = [array_of(body, self) for body in bodies]
        for one, body in zip(values, bodies, strict=True):
            if one.shape != values[0].shape and not (one.is_number and values[0].is_number):
                both = f"{shape_words(values[0])} and {shape_words(one)}"
                raise refuse(f"the sides of this equation have the shapes {both}", body[0])
        return values

    def _readable(self, bodies: Sequence[Sequence[Token]]) -> list[Sequence[Token]]:
        """The sides of an equation without those with names of which nothing is known."""
        unknown = [any(map(self._is_unknown_entry, body)) for body in bodies]
        kept = [body for body, is_unknown in zip(bodies, unknown, strict=True) if not is_unknown]
        if not kept or len(kept) == len(bodies):
            return list(bodies)
        dropped = [body for body, is_unknown in zip(bodies, unknown, strict=True) if is_unknown]
        self.left_out += ["= " + "".join(t.text for t in body) for body in dropped]
        return kept

    def _is_unknown_entry(self, token: Token) -> bool:
        """Whether this is an entry of something of which the text says nothing else."""
        base, index = index_of(token.text) if token.kind == "name" else ("", ())
        return bool(base and index) and not self.is_known(token.text) and not self.array(base)

    def _statements(
        self, phrase: Phrase, targets: Sequence[Token], values: Sequence[Array]
    ) -> list[Phrase]:
        """One statement for each entry."""
        shape = values[0].shape
        values = [map_entries(one, lambda cell: shortened(cell, self.let)) for one in values]
        named = [self._named(target, shape) for target in targets]
        for one, other in zip(named[0].cells, values[0].cells, strict=True) if named else ():
            if number_written(other.tokens):
                self._numerals[one.tokens[0].text] = number_written(other.tokens)
        return [
            replace(phrase, parts=(
                *(one.cells[i].tokens for one in named), *(one.cells[i].tokens for one in values)
            ))
            for i in range(len(values[0].cells))
        ]  # fmt: skip

    def _template(self, phrase: Phrase) -> dict[str, range]:
        """``p_i = exp(o_i)/…`` is one statement for each i that o has, y_{nk} = … for a grid."""
        if len(phrase.parts) < 2 or len(phrase.parts[0]) != 1:
            return {}
        also = next((one for one in sorted(self._summed) if one not in LETTERS), "")
        head, body = phrase.first.text, phrase.parts[-1]
        base, index = index_of(head, also)
        letters = {*index} & letters_in(body, also)
        if not 0 < len(index) == len(letters) < 3 or not all(map(str.isalpha, letters)) or (
            self._names.known(head) and head not in self._of
        ):  # fmt: skip
            return {}
        found: dict[str, range] = {}
        for token in body:
            other, places = index_of(token.text, also) if token.kind == "name" else ("", ())
            if other == base:
                return {}  # an index that counts steps: h_t from h_t
            for place, letter in enumerate(places):
                if letter in letters and letter not in found:
                    numbers = self.numbers(other, place, len(places))
                    found |= {letter: numbers} if numbers else {}
        if not found and len(index) == 1:
            asked = self.asked(base, phrase)
            found = {index[0]: asked} if asked else {}
        return {letter: found[letter] for letter in index} if len(found) == len(index) else {}

    def _from_template(self, phrase: Phrase, ranges: Mapping[str, range]) -> list[Phrase]:
        target, body = phrase.first, phrase.parts[-1]
        values = []
        for numbers in product(*ranges.values()):
            tokens: Sequence[Token] = body
            for letter, number_ in zip(ranges, numbers, strict=True):
                tokens = substitute_number(tokens, letter, number_, self.numbers)
            values.append(array_of(tokens, self))
        if not all(one.is_number for one in values):
            each = ", ".join(ranges)
            raise refuse(f"this gives {shape_words(values[0])} for each {each}", body[0])
        cells = tuple(one.cells[0] for one in values)
        whole = Array(tuple(map(len, ranges.values())), cells)
        base = index_of(target.text, "".join(ranges))[0]
        return self._statements(phrase, [replace(target, text=base)], [whole])
