"""Lines in the strict syntax while they are written: what stands in them, and where."""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, replace

from tutor.core.formulas.formula import (
    conjunction,
    count_factorials,
    names_in,
    spelling_key,
    with_numbers,
)
from tutor.core.formulas.lexer import Piece, Written, text_of
from tutor.core.formulas.statements import (
    Phrase,
)


@dataclass
class StrictLine:
    """A statement, the place of its phrase, and the conditions under which it is this one."""

    written: Written
    node: str = ""
    plain: bool = False
    place: int = -1
    met: Sequence[Written] = ()


def with_whole_entries(
    phrases: Sequence[Phrase], given: Mapping[str, float | None]
) -> tuple[list[Phrase], dict[str, str]]:
    """The statements with numbers for factorials of entries, and the entries that are used up.

    Beside the entries, in (y_i + r − 1)!, ``given`` numbers may stand.
    """
    if not any(t.text == "!" for p in phrases for part in p.parts for t in part):
        return list(phrases), {}
    set_ = {spelling_key(p.first.text): p.parts[-1][0].text for p in phrases if _is_entry(p)}
    names = {t.text for p in phrases for part in p.parts for t in part if t.kind == "name"}
    known = {spelling_key(one): value for one, value in given.items() if value is not None}
    known |= {key: float(text) for key, text in set_.items()}
    values = {one: known[spelling_key(one)] for one in names if spelling_key(one) in known}
    named = [len(p.parts) > 1 for p in phrases]
    bodies = [
        [count_factorials(part, values) for part in p.parts[is_named:]]
        for p, is_named in zip(phrases, named, strict=True)
    ]
    spent = {
        one: f"{known[spelling_key(one)]:.17g}"
        for one in names
        if spelling_key(one) in {spelling_key(n) for all_ in bodies for _, own in all_ for n in own}
    }
    return [
        replace(p, parts=(
            *p.parts[:is_named], *(tuple(with_numbers(body, spent)) for body, _ in all_)
        ))
        for p, is_named, all_ in zip(phrases, named, bodies, strict=True)
        if not is_named or p.first.text not in spent
    ], spent  # fmt: skip


def _is_entry(phrase: Phrase) -> bool:
    return len(phrase.parts) == 2 and [t.kind for t in phrase.parts[1]] == ["number"]


def places_in(written: Written) -> Iterable[int]:
    """The place of every character."""
    for piece in written:
        for i in range(len(piece.text)):
            yield piece.at + (i if piece.text[:1].isdigit() else 0)


def rows_of(text: str) -> list[list[str]]:
    """The entries of a list that is given as text, and of each of its rows."""
    rows = [row.split(",") for row in re.findall(r"[\[(]([^\[\]()]+)[\])]", text)]
    return [*rows, ["" for _ in rows]] if len(rows) > 1 else rows


def lone_name(written: Written) -> str:
    """The name that this is, whatever brackets stand around it; "" for a formula."""
    inside = [p.text for p in written if p.text not in {"(", ")"}]
    return inside[0] if len(inside) == 1 and inside[0].isidentifier() else ""


def words_in(written: Written) -> Iterable[str]:
    """Every word, functions included."""
    return re.findall(r"[A-Za-z_]\w*", text_of(written))


def conditions(lines: Sequence[StrictLine], met: Sequence[Written]) -> list[StrictLine]:
    """``require`` for the cases that were taken, so that drawn values stay in them."""
    present = {name for line in lines for name in words_in(line.written[bool(line.node) :])}
    kept = [one for one in met if names_in(one) <= present]
    at = kept[0][0].at if kept else 0
    said = [Piece(char, at) for char in f"require {conjunction(kept)}"]
    return [StrictLine(said)] if kept else []


def without_aliases(
    lines: Sequence[StrictLine],
) -> tuple[list[StrictLine], dict[str, str]]:
    """``ŷ = z`` is not an operation: ŷ is another name of z; the lines left, and what is meant."""
    nodes = {line.node for line in lines if line.node}
    uses = Counter(p.text for line in lines for p in line.written[1:])
    meant: dict[str, str] = {}

    def named(name: str) -> str:
        while name in meant:
            name = meant[name]
        return name

    kept: list[StrictLine] = []
    for line in lines:
        source = named(lone_name(line.written[1:])) if line.node and line.plain else ""
        if source in {"", line.node} or not (
            source in nodes or uses[line.node] > 0 or uses[source] > 1
        ):
            kept.append(line)
            continue
        meant[line.node] = source
        nodes.discard(line.node)
        uses.subtract(named(p.text) for p in line.written[1:])
        uses[source] += uses.pop(line.node, 0)
    for line in kept if meant else ():
        line.met = [[p._replace(text=named(p.text)) for p in one] for one in line.met]
        line.written[1:] = [p._replace(text=named(p.text)) for p in line.written[1:]]
    return kept, meant
