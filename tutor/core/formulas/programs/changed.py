"""What changes a number without setting its name: ``x.set(4)``, ``f(&mut y)``, a second name.

A reading that left these out would go on with the numbers from before.
"""

from __future__ import annotations

import re
from collections.abc import Iterator
from itertools import islice

from tutor.core.errors import ExpressionError

_MOST = 40
"""Places of each kind that are looked at, the first of the text."""
_SETTER = re.compile(r"^[ \t]*(\w+)(?:\.|->)set(?:_?(?:value|data|val))?\([^()\n]*\)", re.M | re.I)
_BORROWS = re.compile(r"^[ \t]*(?:\w+(?:::|\.))*\w+!?\([^;\n=]*&mut[ \t][^\n]*", re.M)
_BORROWED = re.compile(r"&mut[ \t]+(\w+)")
_OTHER_NAME = re.compile(
    r"^[ \t]*(?:let[ \t]+(?:mut[ \t]+)?|var[ \t]+|const[ \t]+)?"
    r"(\w+)[ \t]*=[ \t]*([A-Za-z_]\w*)[ \t]*;?[ \t]*$",
    re.M,
)
_COPIES = re.compile(r"<-|(?<!\w)c\(")
"""R, where a list is a copy of its own."""


def refuse_changed_names(text: str) -> None:
    """Raises ExpressionError where a name that is used later is changed in another way."""
    for start, end, name in _changed(text):
        if re.search(rf"[=(+*/-][^\n]*(?<!\w){name}(?!\w)(?![ \t]*=)", text[end:]):
            help_ = f"write {name} = … with its new value, or leave the line out"
            raise ExpressionError(f"this may change {name!r}", start, help_)
    if _COPIES.search(text):
        return
    for found in islice(_OTHER_NAME.finditer(text), _MOST):
        one, other = found.groups()
        entry = re.compile(rf"^[ \t]*({one}|{other})\[[^\]\n]*\][ \t]*[-+*/]?=(?!=)", re.M)
        stored = entry.search(text, found.end())
        if stored is None or one == other:
            continue
        second = other if stored[1] == one else one
        if re.search(rf"(?<![\w.]){second}(?!\w)(?![ \t]*=(?!=))", text[stored.end() :]):
            what = f"{one!r} is another name of {other!r}, and here an entry of both is set"
            help_ = f"write {one} = {other}.copy() where it is a copy, otherwise one name for both"
            raise ExpressionError(what, stored.start(1), help_)


def _changed(text: str) -> Iterator[tuple[int, int, str]]:
    """Where a line changes a name, where it ends, and the name."""
    for one in islice(_SETTER.finditer(text), _MOST):
        yield one.start(1), one.end(), one[1]
    for line in islice(_BORROWS.finditer(text), _MOST):
        for name in _BORROWED.findall(line[0]):
            yield line.start(), line.end(), name
