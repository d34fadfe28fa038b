"""What the names of a loop stand for in its first turn, as the text or a value beside it says."""

from __future__ import annotations

import re
from collections.abc import Collection, Mapping, Sequence

from tutor.core.formulas.programs.rewriting import closing_bracket, split_outside_brackets

TURNS = 60
"""Turns of one loop."""

_LIST = re.compile(
    r"(?<![\w.])(\w+)[ \t]*(?::[ \t]*[\w\[\].]+[ \t]*)?(?:=|<-)[ \t]*(?:[\w.]+[!\[({]*)?(?=[\[(])"
)
_INDEX = re.compile(r"(?<![A-Za-z_.])([A-Za-z_]\w*)\[[ \t]*([0-9]{1,3})[ \t]*\]")
_FROM_ONE = re.compile(r"(?:seq_len|seq_along|eachindex)\(.*\)$")
_RANGE = re.compile(r"range\((?P<ends>.*)\)$|(?P<start>[^:\[\]()]+?)(?::|\.\.|[ \t]+until[ \t]).+$")
_CALL = re.compile(r"(zip|enumerate)\((.*)\)$")


class FirstTurn:
    """What is known: ``lists`` and the ``given`` names of numbers have values beside the text.

    ``first`` is the number of a list's first entry.
    """

    def __init__(
        self, text: str, lists: Collection[str], given: Collection[str], first: int
    ) -> None:
        self._given = {*lists, *given}
        self._lists = {*lists, *_LIST.findall(text)}
        self._first = first

    def values(self, names: Sequence[str], over: str) -> dict[str, str]:
        """The value of each name, as text; nothing where one of them is given, or not known."""
        if not self._given.isdisjoint(names):
            return {}
        found = self._of(over.strip())
        return dict(zip(names, found, strict=True)) if len(found) == len(names) else {}

    def _of(self, over: str) -> list[str]:
        range_, call = _RANGE.match(over), _CALL.match(over)
        if _FROM_ONE.match(over):
            return ["1"]
        if call:
            parts = [call[2][a:b].strip() for a, b in split_outside_brackets(call[2], ",")]
            columns = [self._of(part) for part in parts]
            if not all(columns) or (call[1] == "enumerate" and len(parts) > 1):
                return []
            index = [str(self._first)] if call[1] == "enumerate" else []
            return index + [one for column in columns for one in column]
        if range_:
            start = range_["start"] or (
                range_["ends"].split(",")[0] if "," in range_["ends"] else "0"
            )
            return [start.strip()] if re.fullmatch(r"[ \t]*-?[0-9]+[ \t]*", start) else []
        if over[:1] in {"[", "("} and closing_bracket(over, 0) == len(over) - 1:
            first = next(split_outside_brackets(over[1:-1], ","))
            return [f"({over[1:-1][slice(*first)].strip()})"]
        return [f"{over}[{self._first}]"] if over in self._lists else []


def counts_to_last(text: str, lists: Mapping[str, str]) -> bool:
    """Whether the last entry of a list is x[n] in ``text``, and no entry is x[0]."""
    sizes = {found[1]: _count(text, found.end()) for found in _LIST.finditer(text)}
    sizes |= {name: _count(value, 0) for name, value in lists.items()}
    found = [(int(one[2]), sizes[one[1]]) for one in _INDEX.finditer(text) if sizes.get(one[1])]
    return any(i == n for i, n in found) and all(0 < i <= n for i, n in found)


def _count(text: str, start: int) -> int:
    """How many entries the list has that opens at ``start``; 0 when that is not known."""
    at = text.find("[", start, start + 3) if text[start : start + 1] == "(" else start
    if at < 0 or text[at : at + 1] != "[":
        return 0
    end = closing_bracket(text, at)
    inside, behind = text[at + 1 : end], text[end + 1 : end + 5]
    is_list = end < len(text) and not re.search(r"\bfor\b|;|:", inside)
    if not is_list or re.match(r"\[|[ \t]*[-+*@/]", behind):
        return 0
    return sum(1 for a, b in split_outside_brackets(inside, ",") if inside[a:b].strip())
