"""Cases as lines of their own, each a formula and where it holds: ``- `x` if `x > 0```.

Bullets and fences are taken away; said_cases.py joins the lines.
"""

from __future__ import annotations

import re

from tutor.core.formulas.prose.remains import Remains

_ITEM = re.compile(
    r"(?P<mark>[ \t>]*(?:(?:[-*+•]|[0-9]{1,2}[.)]|[{\u23a7-\u23a9])[ \t]+)?)"
    r"(?P<body>[`$]*[^=\n]{1,200}?)(?P<comma>[`$ \t]*,?)[ \t]*"
    r"(?:\b(?:if|when|for|where)\b(?=[^\n]*(?:[<>=\u2264\u2265]|\\[gl]e))[^\n]*?|\b(?:otherwise|else)\b)"
    r"(?P<stop>[ \t.,;]*)"
)
_BRACES = re.compile(r"(?<==)[ \t]*([{\u23a7])(?=[^{}\n]*\n[ \t]*[{\u23a8\u23a9][^{}\n]*(?:\n|\Z))")
"""A brace before each of several lines."""
_OPENS = re.compile(r"(?:[:=]|\b(?:is|as|by))[`$ \t]*$")
_WORDS = re.compile(r"[^\W\d_]{3,}[ ][^\W\d_]{2,}")

LONGEST = 300
"""Characters of a line that may be such an item."""


def join_listed_cases(found: Remains) -> None:
    """Take away what stands around cases of a list, and the words before them."""
    found.put_all("\n", _BRACES)  # the case of each is a line of its own
    lines = [(one.start(), one[0]) for one in re.finditer(r"[^\n]*[^\s][^\n]*", found.text)]
    items = [_item(line) for _, line in lines]
    for place, (start, line) in enumerate(lines):
        end = place + 1
        while end < len(lines) and items[end]:
            end += 1
        if items[place] or end - place < 3 or not _OPENS.search(line):
            continue
        if line.rstrip(" \t`$").endswith("="):
            for at in range(start + len(line), lines[place + 1][0]):
                found.put(" ", at)
        elif "=" not in line:
            found.leave_out(start, start + len(line))
        for (at, _), item in zip(lines[place + 1 : end], items[place + 1 : end], strict=True):
            if item:
                _unmark(found, at, item)
        for at, said in lines[place + 1 : end - 1]:
            found.put(";", at + len(said))


def _item(line: str) -> re.Match[str] | None:
    """The parts of a line that is a case."""
    item = _ITEM.fullmatch(line) if len(line) <= LONGEST else None
    return item if item and not _WORDS.search(item["body"]) else None


def _unmark(found: Remains, at: int, item: re.Match[str]) -> None:
    for group in ("mark", "comma", "stop"):
        found.blank(at + item.start(group), at + item.end(group))
    for fence in re.finditer("[`$]", item[0]):
        found.put(" ", at + fence.start())
    for equals in re.finditer(r"(?<![<>=!])= ", item[0]):  # if y = 1 sets nothing
        found.put("==", at + equals.start())
