"""``pack.md``: the order of the lessons in a folder.

---
format: bptutor-pack 1
id: week-5
title: Week 5
---

1. [The chain rule](01-chain-rule.md)
2. [Linear regression](05-linear-regression.md)
"""

from __future__ import annotations

import re
from typing import NamedTuple

from markdown_it.token import Token

from tutor.core.lesson import Place, Problem
from tutor.core.syntax import Fields, ProblemReport, decode_text, markdown, read_fields

FORMAT = "bptutor-pack 1"
MOST = 500

_NAME = re.compile(r"[^/\\:%?#]+\.md")


class PackEntry(NamedTuple):
    """A lesson file that a pack lists, and where."""

    name: str
    at: Place


def read_pack(data: bytes) -> tuple[tuple[PackEntry, ...], tuple[Problem, ...]]:
    """The files that a pack lists, in order, and what is wrong with the list.

    A name is that of a file in the same folder: no path, no address.
    """
    report = ProblemReport()
    text = decode_text(data, report)
    if text is None:
        return (), report.problems
    lines = text.split("\n")
    tokens = markdown().parse(text)
    _front_matter(tokens, lines, report)
    entries: dict[str, PackEntry] = {}
    for token in tokens:
        if token.type != "inline":
            continue
        first, end = token.map or (0, 1)
        for child in token.children or ():
            if child.type == "link_open":
                href = str(child.attrs.get("href", ""))
                _link(href, _place(href, lines, first, end), entries, report)
    if not entries and not report.failed:
        report.add(Place(1), "this pack lists no lessons", "as in '1. [Title](01-name.md)'")
    return tuple(entries.values()), report.problems


def _place(href: str, lines: list[str], first: int, end: int) -> Place:
    """Where the target of a link stands; the start of its line when it was written otherwise."""
    for number in range(first, min(end, len(lines))):
        column = lines[number].find(f"]({href}")
        if column >= 0:
            return Place(number + 1, column + 3)
    return Place(first + 1)


def _front_matter(tokens: list[Token], lines: list[str], report: ProblemReport) -> None:
    if not tokens or tokens[0].type != "front_matter":
        what = "this file does not begin with front matter"
        report.add(Place(1), what, "line 1 is ---, then come format, id and title, then ---")
        return
    _, end = tokens[0].map or (0, 2)
    found = read_fields(lines[1 : end - 1], 2, report)
    fields = Fields("front matter", "", Place(1), found, report)
    version = fields.one("format", required=True, example=FORMAT)
    if version and version.text != FORMAT:
        what = f"{version.text!r} is not a format that this program reads"
        report.add(version.place(), what, f"write '{FORMAT}'")
    for key in ("id", "title"):
        fields.one(key, required=True)
    for key in ("licence", "lang", "covers"):
        fields.one(key)
    fields.finish()


def _link(href: str, at: Place, entries: dict[str, PackEntry], report: ProblemReport) -> None:
    name = href.removeprefix("./")
    if not _NAME.fullmatch(name) or name.startswith("."):
        report.add(
            at, f"{href!r} is not a lesson in this folder", "a link is a file name, 01-name.md"
        )
    elif name in entries:
        help_ = f"the other one is in line {entries[name].at.line}"
        report.add(at, f"{name!r} is listed twice", help_)
    elif len(entries) >= MOST:
        report.add(at, f"a pack has at most {MOST} lessons", "split it")
    else:
        entries[name] = PackEntry(name, at)
