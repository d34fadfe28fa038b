"""Switches of a function: ``def f(x, deriv=False)`` with ``if deriv:`` is f as it is called."""

from __future__ import annotations

import re
from collections.abc import Mapping, Sequence

from tutor.core.formulas.lexer import text_of
from tutor.core.formulas.programs.rewriting import Text, lines, pieces_at, rewrite_matches

_FLAG = re.compile(r"\bdef[ \t][^\n]*?[(,][ \t]*(\w+)[ \t]*(?::[^,=()]*)?=[ \t]*(True|False)\b")
_MORE = re.compile(r"[(,][ \t]*(\w+)[ \t]*(?::[^,=()]*)?=[ \t]*(True|False)(?=[ \t]*[,)])")
_CHECK = re.compile(
    r"([ \t]*)if\b[ \t]*\(?[ \t]*(not[ \t]+)?(\w+)[ \t]*(?:(?:==|is)[ \t]*(True|False))?"
    r"[ \t]*\)?[ \t]*:"
)
_ELSE = re.compile(r"([ \t]*)else[ \t]*:")


def without_flags(pieces: Text) -> tuple[Text, list[tuple[str, int]]]:
    """The text with the branches that its switches leave, and those that they leave out.

    A switch that is set elsewhere in the text is let be.
    """
    text = text_of(pieces)
    if not _FLAG.search(text):
        return pieces, []
    found = _MORE.findall(text)
    flags = {name: value == "True" for name, value in found}
    set_ = re.findall(r"(?<![\w.])(\w+)[ \t]*=(?!=)", text)
    flags = {name: value for name, value in flags.items() if set_.count(name) == 1}
    if not flags:
        return pieces, []
    names = "|".join(map(re.escape, flags))
    head = re.compile(
        rf"(\bdef[ \t][^\n]*?),[ \t]*(?:{names})[ \t]*(?::[^,=()]*)?=[ \t]*(?:True|False)\b"
    )
    for _ in flags:
        pieces = rewrite_matches(pieces, head, r"\1")
    return _decided(pieces, flags)


def _decided(pieces: Text, flags: Mapping[str, bool]) -> tuple[Text, list[tuple[str, int]]]:
    found = list(lines(pieces))
    out: Text = []
    left: list[tuple[str, int]] = []
    place = 0
    while place < len(found):
        line, said = found[place], text_of(found[place])
        check = _CHECK.match(said)
        end = _end(found, place)
        other = _ELSE.match(text_of(found[end])) if end < len(found) else None
        if check is None or check[3] not in flags or _is_elif(found, end):
            out += line
            place += 1
            continue
        has_else = other is not None and len(other[1]) == len(check[1])
        last = _end(found, end) if has_else else end
        yes = [line[check.end() :], *found[place + 1 : end]]
        no = [found[end][other.end() :], *found[end + 1 : last]] if has_else and other else []
        holds = (flags[check[3]] == (check[4] != "False")) != bool(check[2])
        chosen, dropped = (yes, no) if holds else (no, yes)
        chosen = _moved(chosen, len(check[1]))
        if any(re.match(rf"[ \t]{{{len(check[1])}}}return\b", text_of(one)) for one in chosen):
            behind = _end(found, last - 1, len(check[1]) - 1)  # never reached
            dropped, last = [*dropped, *found[last:behind]], behind
        made, more = _decided([piece for one in chosen for piece in one], flags)
        out += made
        left += [
            (" ".join(text_of(one).split()), one[0].at) for one in dropped if text_of(one).strip()
        ]
        left += more
        place = last
    return out, left


def _end(found: Sequence[Text], place: int, indent: int | None = None) -> int:
    """Where what stands deeper than the line at ``place`` ends, or deeper than ``indent``."""
    indent = _indent(found[place]) if indent is None else indent
    end = place + 1
    while end < len(found) and (_indent(found[end]) > indent or not text_of(found[end]).strip()):
        end += 1
    return end


def _indent(line: Text) -> int:
    said = text_of(line)
    return len(said) - len(said.lstrip(" \t"))


def _is_elif(found: Sequence[Text], place: int) -> bool:
    return place < len(found) and text_of(found[place]).lstrip().startswith("elif")


def _moved(block: Sequence[Text], indent: int) -> list[Text]:
    """The lines of a block, or what stood behind its colon, at this indent."""
    filled = [line for line in block if text_of(line).strip()]
    own = min((_indent(line) for line in filled), default=0)
    return [[*pieces_at(" " * indent, line[0].at), *line[own:]] for line in filled]
