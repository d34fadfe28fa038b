"""What the loops of a program go over: ranges, lists and their sizes, as the text says them."""

from __future__ import annotations

import re
from collections.abc import Mapping, Sequence

from tutor.core.errors import ExpressionError
from tutor.core.expression import LeafScope, evaluate, parse
from tutor.core.formulas.lexer import text_of
from tutor.core.formulas.programs.rewriting import Text, closing_bracket, split_outside_brackets

TURNS = 60
"""Turns of one loop."""

_LIST = re.compile(
    r"(?<![\w.])(\w+)[ \t]*(?::[ \t]*[\w\[\].]+[ \t]*)?(?:=|<-)[ \t]*(?:[\w.]+[!\[({]*)?(?=[\[(])"
)
_WHOLE = re.compile(r"(?<![\w.\[])(\w+)[ \t]*(?:=|<-)[ \t]*([0-9]+)[ \t]*(?=[;\n]|\Z)")
_SIZE = re.compile(
    r"(?:len|length|numel|size|np\.size)\([ \t]*(\w+)[ \t]*\)|"
    r"(\w+)\.(?:shape\[0\]|size\(0\)|size\(\)|size|length|len\(\)|numel\(\)|count)(?![\w(])"
)
_NAMED_SIZE = re.compile(
    rf"(?<![\w.])(\w+)[ \t]*(?:=|<-)[ \t]*\(?(?:{_SIZE.pattern})[ \t]*\)?[ \t]*(?=[;\n]|\Z)"
)
_RANGES = (
    (re.compile(r"(?:range|seq_len)\((.*)\)$", re.DOTALL), "range"),
    (re.compile(r"(.+)\.\.=(.+)$"), "through"),
    (re.compile(r"(.+)\.\.\.(.+)$"), "through"),
    (re.compile(r"(.+)\.\.<?(.+)$"), "below"),
    (re.compile(r"(.+?)[ \t]+until[ \t]+(.+)$"), "below"),
    (re.compile(r"([^:\[\]]+):([^:\[\]]+)$"), "through"),
    (re.compile(r"([^:\[\]]+):([^:\[\]]+):([^:\[\]]+)$"), "stepped"),
)
_INDEX = re.compile(r"(?<![A-Za-z_.])([A-Za-z_]\w*)\[[ \t]*([0-9]{1,3})[ \t]*\]")
_ALONG = re.compile(r"(?:seq_along|eachindex)\([ \t]*(\w+)[ \t]*\)$")


class Sizes:
    """What is known of the sizes of a text; ``lists`` are given elsewhere, as text.

    ``first`` is the number of a list's first entry, ``values`` are numbers that are given.
    """

    def __init__(
        self,
        text: str,
        lists: Mapping[str, str],
        first: int = 0,
        values: Mapping[str, float | None] | None = None,
    ) -> None:
        self._first = first
        self._given = {*lists, *(values or {})}
        self._sizes = {name: _count(value, 0) for name, value in lists.items()}
        for found in _LIST.finditer(text):
            self._sizes[found[1]] = _count(text, found.end()) if found[1] not in lists else (
                self._sizes[found[1]]
            )  # fmt: skip
        sets = re.finditer(r"(?<![\w.])(\w+)[ \t]*[-+*/]?(?:=|<-)(?!=)", text)
        set_ = [found[1] for found in sets]
        known = {name: value for name, value in (values or {}).items() if name not in set_}
        self._whole = {n: f"{v:.0f}" for n, v in known.items() if v is not None and v % 1 == 0}
        self._whole |= {f[1]: f[2] for f in _WHOLE.finditer(text) if set_.count(f[1]) == 1}
        for found in _NAMED_SIZE.finditer(text):  # n = len(x)
            if self._sizes.get(found[2] or found[3]) and set_.count(found[1]) == 1:
                self._whole[found[1]] = str(self._sizes[found[2] or found[3]])

    def is_given(self, name: str) -> bool:
        """Whether a name has a value beside the text."""
        return name in self._given

    def counts_from_one(self, text: str) -> bool:
        """Whether the last entry of a list is x[n] in ``text``, and no entry is x[0]."""
        found = [
            (int(one[2]), self._sizes[one[1]])
            for one in _INDEX.finditer(text) if self._sizes.get(one[1])
        ]  # fmt: skip
        return any(i == n for i, n in found) and all(0 < i <= n for i, n in found)

    def turns(self, names: Sequence[str], over: Text, at: int) -> list[list[str]]:
        """The values that the names of a loop take.  Raises ExpressionError."""
        text = text_of(over).strip()
        numbers = self._numbers(text, at)
        if numbers is not None:
            found = [[str(n) if n >= 0 else f"({n})"] for n in numbers]
        else:
            found = self._values(text, at)
        if not found:
            raise ExpressionError("this loop has no turns", at, "remove it")
        if len(found[0]) != len(names):
            what = "this loop does not fit what it goes over"
            raise ExpressionError(what, at, "name what it goes over")
        return found

    def _numbers(self, text: str, at: int) -> range | None:
        """The whole numbers that a range goes over; None when it is none."""
        along = _ALONG.match(text)
        if along:
            return self._limited(range(1, self._size(along[1], at) + 1), at)
        for pattern, kind in _RANGES:
            found = pattern.match(text)
            if found is None:
                continue
            if kind == "range":
                parts = [found[1][a:b] for a, b in split_outside_brackets(found[1], ",")]
                ends = [self._whole_number(part, at) for part in parts[:3]]
                if text.startswith("seq_len"):
                    ends = [1, ends[0] + 1]
            else:
                ends = [self._whole_number(part, at) for part in found.groups()]
                if kind == "stepped":
                    first, step, last = ends
                    ends = [first, last + (1 if step > 0 else -1), step]
                elif kind == "through":
                    ends = [ends[0], ends[1] + 1]
            if len(ends) == 3 and ends[2] == 0:
                raise _unknown(at)
            return self._limited(range(*ends), at)
        return None

    @staticmethod
    def _limited(numbers: range, at: int) -> range:
        if len(numbers) > TURNS:
            what = f"this loop has more than {TURNS} turns, too many to write out"
            raise ExpressionError(what, at, "take fewer turns")
        return numbers

    def _values(self, text: str, at: int) -> list[list[str]]:
        """Names of entries, or what stands in a list."""
        call = re.match(r"(zip|enumerate)\(", text)
        if call and text.endswith(")"):
            inside = text[call.end() : -1]
            parts = [inside[a:b].strip() for a, b in split_outside_brackets(inside, ",")]
            parts = [part for part in parts if not re.match(r"(?:start|strict)[ \t]*=", part)]
            columns = [self._values(part, at) for part in parts[:1] if call[1] == "enumerate"]
            columns = columns or [self._values(part, at) for part in parts]
            sizes = {len(one) for one in columns}
            if len(sizes) != 1:
                what = "these lists do not have the same length"
                raise ExpressionError(what, at, "give lists of one length")
            rows = [[v for part in row for v in part] for row in zip(*columns, strict=True)]
            if call[1] == "zip":
                return rows
            if len(parts) > 1 or "start" in inside:
                raise loop_error(at)
            return [[str(i), *row] for i, row in enumerate(rows, self._first)]
        if text[:1] in {"[", "("} and closing_bracket(text, 0) == len(text) - 1:
            parts = [text[1:-1][a:b].strip() for a, b in split_outside_brackets(text[1:-1], ",")]
            return [[f"({one})"] for one in parts if one][: TURNS + 1]
        if re.fullmatch(r"\w+", text):
            numbers = range(self._first, self._size(text, at) + self._first)
            return [[f"{text}[{i}]"] for i in self._limited(numbers, at)]
        raise _unknown(at)

    def _size(self, name: str, at: int) -> int:
        count = self._sizes.get(name, 0)
        if not count:
            raise _unknown(at, name)
        return count

    def _whole_number(self, text: str, at: int) -> int:
        """A limit such as ``len(x) - 1`` or ``n``."""
        sized = _SIZE.sub(lambda f: str(self._size(f[1] or f[2], at)), text.strip())
        plain = re.sub(r"[A-Za-z_]\w*", lambda f: self._whole.get(f[0], f[0]), sized)
        try:
            number = evaluate(parse(plain), LeafScope({})) if len(plain) < 60 else 0.5
        except ExpressionError as error:
            raise _unknown(at, plain if plain.isidentifier() else "") from error
        if number != int(number) or abs(number) > 10**6:
            raise _unknown(at)
        return int(number)


def _count(text: str, start: int) -> int:
    """How many entries the list has that opens at ``start``; 0 when that is not known."""
    at = text.find("[", start, start + 3) if text[start : start + 1] == "(" else start
    if at < 0 or text[at : at + 1] != "[":
        return 0
    end = closing_bracket(text, at)
    inside = text[at + 1 : end]
    if (
        end == len(text)
        or re.search(r"\bfor\b|;|:", inside)
        or text[end + 1 : end + 2] in {"*", "["}
    ):
        return 0
    if re.match(r"[ \t]*[-+*@/]", text[end + 1 : end + 5]):
        return 0
    return sum(1 for a, b in split_outside_brackets(inside, ",") if inside[a:b].strip())


def loop_error(at: int) -> ExpressionError:
    """The error for a loop that is not a formula."""
    help_ = "write its steps one after another"
    return ExpressionError("a loop cannot be read as a formula", at, help_)


def _unknown(at: int, name: str = "") -> ExpressionError:
    what = "how many turns this loop has is not known"
    help_ = f"give {name}, as a list or a number" if name else "write its steps one after another"
    return ExpressionError(what, at, help_)


def lists_in(text: str) -> frozenset[str]:
    """The names that a text sets to a list."""
    return frozenset(found[1] for found in _LIST.finditer(text))
