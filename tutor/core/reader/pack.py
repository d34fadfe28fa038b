"""``pack.md``: the lessons of a folder in their order, their own skills, what an instructor set.

---
format: bptutor-pack 1
id: week-5
title: Week 5
deadline: 2026-12-18
tries: 3
skill softmax-ce: the gradient of the cross-entropy after softmax
needs softmax-ce: local-exp-log, sum-routes
---

1. [The chain rule](01-chain-rule.md)
2. [Linear regression](05-linear-regression.md)
"""

from __future__ import annotations

import re
from dataclasses import dataclass, replace
from datetime import date
from typing import NamedTuple

from markdown_it.token import Token

from tutor.core.lesson import FREE, Place, Problem, Terms
from tutor.core.progress import SKILLS, Skill
from tutor.core.reader.front_matter import ID
from tutor.core.syntax import (
    Field,
    Fields,
    ProblemReport,
    decode_text,
    did_you_mean,
    markdown,
    read_fields,
)

FORMAT = "bptutor-pack 1"
MOST = 500

_NAME = re.compile(r"[^/\\:%?#]+\.md")


class PackEntry(NamedTuple):
    """A lesson file that a pack lists, and where."""

    name: str
    at: Place


@dataclass(frozen=True, slots=True)
class Pack:
    """What a ``pack.md`` says; ``entries`` are its lessons in their order."""

    id: str = ""
    title: str = ""
    skills: tuple[Skill, ...] = ()
    terms: Terms = FREE
    entries: tuple[PackEntry, ...] = ()


def read_pack(data: bytes) -> tuple[Pack, tuple[Problem, ...]]:
    """What a pack says, and what is wrong with it.

    The name of a lesson is that of a file in the same folder: no path, no address.
    """
    report = ProblemReport()
    text = decode_text(data, report)
    if text is None:
        return Pack(), report.problems
    lines = text.split("\n")
    tokens = markdown().parse(text)
    said = _front_matter(tokens, lines, report)
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
    return replace(said, entries=tuple(entries.values())), report.problems


def _place(href: str, lines: list[str], first: int, end: int) -> Place:
    """Where the target of a link stands; the start of its line when it was written otherwise."""
    for number in range(first, min(end, len(lines))):
        column = lines[number].find(f"]({href}")
        if column >= 0:
            return Place(number + 1, column + 3)
    return Place(first + 1)


def _front_matter(tokens: list[Token], lines: list[str], report: ProblemReport) -> Pack:
    if not tokens or tokens[0].type != "front_matter":
        what = "this file does not begin with front matter"
        report.add(Place(1), what, "line 1 is ---, then come format, id and title, then ---")
        return Pack()
    _, end = tokens[0].map or (0, 2)
    found = read_fields(lines[1 : end - 1], 2, report)
    fields = Fields("front matter", "", Place(1), found, report)
    version = fields.one("format", required=True, example=FORMAT)
    if version and version.text != FORMAT:
        what = f"{version.text!r} is not a format that this program reads"
        report.add(version.place(), what, f"write '{FORMAT}'")
    id_ = fields.one("id", required=True, example="week-5")
    if id_ and not ID.fullmatch(id_.text):
        what = f"{id_.text!r} cannot be the 'id'"
        report.add(id_.place(), what, "it has small letters, digits, dots and dashes")
    title = fields.text("title", required=True)
    for key in ("licence", "lang", "covers"):
        fields.one(key)
    said = Pack(id_.text if id_ else "", title, _skills(fields), _terms(fields))
    fields.finish()
    return said


def _skills(fields: Fields) -> tuple[Skill, ...]:
    """``skill ID: what it is`` and ``needs ID: what is learnt before it``."""
    found: dict[str, Skill] = {}
    for one in fields.with_argument("skill"):
        if not ID.fullmatch(one.argument):
            what = f"{one.argument!r} cannot be the name of a skill"
            fields.report(one.argument_at, what, "it has small letters, digits, dots and dashes")
        elif one.argument in SKILLS:
            what = f"{one.argument!r} is a skill of the course: {SKILLS[one.argument].says}"
            fields.report(one.argument_at, what, "leave the line out, or choose another name")
        elif one.argument in found:
            fields.report(one.argument_at, f"{one.argument!r} is named twice", "keep one of them")
        elif not one.text:
            fields.report(one.at, "this skill has no meaning", f"skill {one.argument}: in words")
        else:
            found[one.argument] = Skill(one.argument, one.text)
    for one in fields.with_argument("needs"):
        if one.argument not in found:
            what = f"no line 'skill {one.argument}: …' says what this is"
            fields.report(one.argument_at, what, did_you_mean(one.argument, list(found)))
            continue
        needs = [part.text for part in one.split(",") if _is_skill(part, found, fields)]
        found[one.argument] = found[one.argument]._replace(needs=tuple(needs))
    return tuple(found.values())


def _is_skill(part: Field, own: dict[str, Skill], fields: Fields) -> bool:
    known = [*own, *SKILLS]
    if part.text not in known:
        what = f"no skill is called {part.text!r}"
        fields.report(part.place(), what, did_you_mean(part.text, known))
    return part.text in known


def _terms(fields: Fields) -> Terms:
    """What an instructor has set."""
    day = fields.one("deadline")
    deadline = None
    if day:
        try:
            deadline = date.fromisoformat(day.text)
        except ValueError:
            fields.report(day.place(), f"{day.text!r} is not a day", "write 'deadline: 2026-12-18'")
    is_test = fields.word("mode", ("practice", "test"), default="practice") == "test"
    tries = fields.whole("tries", 1, 100, default=0)
    hints = fields.word("hints", ("on", "off"), default="on") == "on"
    if is_test:
        tries, hints = 1, False
    return Terms("", deadline, tries, hints, is_test)


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
