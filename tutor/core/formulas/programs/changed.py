"""What changes a number without setting its name: ``x.set(4)``, ``f(&mut y)``, a second name.

A reading that left these out would go on with the numbers from before.
"""

from __future__ import annotations

import re
from collections.abc import Iterator, Mapping, Set
from itertools import islice

from tutor.core.errors import ExpressionError
from tutor.core.formulas.programs.rewriting import closing_bracket, split_outside_brackets

_MOST = 40
"""Places of each kind that are looked at, the first of the text."""
_SETTER = re.compile(r"^[ \t]*(\w+)(?:\.|->)set(?:_?(?:value|data|val))?\([^()\n]*\)", re.M | re.I)
_BORROWS = re.compile(r"^[ \t]*(?:\w+(?:::|\.))*\w+!?\([^;\n=]*&mut[ \t][^\n]*", re.M)
_BORROWED = re.compile(r"&mut[ \t]+(\w+)")
_OTHER_NAME = re.compile(
    r"^[ \t]*(?:let[ \t]+(?:mut[ \t]+)?|var[ \t]+|const[ \t]+)?(\w+)[ \t]*=[ \t]*([A-Za-z_]\w*)"
    r"(\.(?:view|reshape|ravel|squeeze|unsqueeze|numpy|T|t)\b(?:\([^()\n]*\))?|\[[^\]\n]*\])?"
    r"[ \t]*;?[ \t]*$",
    re.M,
)
"""``b = a``, ``b = a.view(-1)``, ``row = A[0]``"""
_LISTED = re.compile(
    r"^[ \t]*(\w+)[ \t]*=[ \t]*(?:(?:\w+\.)*"
    r"(?:array|tensor|asarray|zeros|ones|full|arange|linspace)\([ \t]*|(?=\[))(\[?\[?)",
    re.M,
)
_DEF = re.compile(r"^([ \t]*)def[ \t]+(\w+)\(([^()\n]*)\)[^\n]*:[^\n]*\n", re.M)
_COPIES = re.compile(r"<-|(?<!\w)c\(")
"""R, where a list is a copy of its own."""


def refuse_changed_names(text: str, lists: Mapping[str, str]) -> None:
    """Raises ExpressionError where a name that is used later is changed in another way.

    ``lists`` are given elsewhere, as text: what is added to a number gives a new number, what is
    added to an array changes it.
    """
    for start, end, name in _changed(text):
        if re.search(rf"[=(+*/-][^\n]*(?<!\w){name}(?!\w)(?![ \t]*=)", text[end:]):
            help_ = f"write {name} = … with its new value, or leave the line out"
            raise ExpressionError(f"this may change {name!r}", start, help_)
    if _COPIES.search(text):
        return
    grids = {name for name, said in lists.items() if said.lstrip().startswith("[[")}
    arrays = {*lists}
    for found in islice(_LISTED.finditer(text), _MOST):
        arrays.add(found[1])
        grids |= {found[1]} if found[2] == "[[" else set()
    _refuse_second_names(text, arrays, grids)
    _refuse_changed_arguments(text, arrays)


def _changed(text: str) -> Iterator[tuple[int, int, str]]:
    """Where a line changes a name, where it ends, and the name."""
    for one in islice(_SETTER.finditer(text), _MOST):
        yield one.start(1), one.end(), one[1]
    for line in islice(_BORROWS.finditer(text), _MOST):
        for name in _BORROWED.findall(line[0]):
            yield line.start(), line.end(), name


def _stored(names: str, *, whole: bool) -> re.Pattern[str]:
    """A line that sets an entry of one of these names, or adds to the ``whole`` of it."""
    entry = r"\[[^\]\n]*\][ \t]*[-+*/]?=(?!=)"
    added = r"|[ \t]*[-+*/]=" if whole else ""
    return re.compile(rf"^[ \t]*({names})(?:{entry}{added})", re.M)


def _used(name: str) -> re.Pattern[str]:
    return re.compile(rf"(?<![\w.]){name}(?!\w)(?![ \t]*=(?!=))")


def _refuse_second_names(text: str, arrays: Set[str], grids: Set[str]) -> None:
    for found in islice(_OTHER_NAME.finditer(text), _MOST):
        one, other, part = found.groups()
        is_row = part is not None and part.startswith("[")
        if one == other or (is_row and other not in grids and ":" not in part):
            continue
        names = one if part else f"{one}|{other}"
        stored = _stored(names, whole=other in arrays).search(text, found.end())
        if stored is None:
            continue
        second = other if stored[1] == one else one
        if _used(second).search(text, stored.end()):
            what = f"{one!r} is another name for numbers of {other!r}, and this changes both"
            help_ = f"write {one} = {other}.copy() where it is a copy, otherwise one name for both"
            raise ExpressionError(what, stored.start(1), help_)


def _refuse_changed_arguments(text: str, arrays: Set[str]) -> None:
    """``def f(v): v += 1`` changes the array x that it is called with, as f(x)."""
    for head in islice(_DEF.finditer(text), _MOST):
        end = re.compile(rf"^(?![ \t]*$)(?!{head[1]}[ \t])", re.M).search(text, head.end())
        stop = end.start() if end else len(text)
        takes = [re.split(r"[:=]", one)[0].strip() for one in head[3].split(",")]
        names = "|".join(re.escape(one) for one in takes if one.isidentifier())
        stored = _stored(names, whole=True).search(text, head.end(), stop) if names else None
        if stored is None or re.search(
            rf"^[ \t]*{stored[1]}[ \t]*=(?!=)", text[head.end() : stored.start()], re.M
        ):
            continue
        for call in islice(re.finditer(rf"(?<![\w.]){head[2]}\(", text[stop:]), _MOST):
            opening = stop + call.end() - 1
            close = closing_bracket(text, opening)
            inside = text[opening + 1 : close]
            given = [inside[a:b].strip() for a, b in split_outside_brackets(inside, ",")]
            place = takes.index(stored[1])
            name = given[place] if place < len(given) else ""
            is_used = name.isidentifier() and _used(name).search(text, close + 1)
            if name in arrays and is_used:
                what = f"this changes {stored[1]!r}, and with it {name!r}, which {head[2]} is given"
                help_ = f"give {head[2]} a copy: {head[2]}({name}.copy()), or write the new value"
                raise ExpressionError(what, stored.start(1), help_)
