"""The front matter: what a lesson says about itself before it begins."""

from __future__ import annotations

import re
import unicodedata
from collections.abc import Sequence
from dataclasses import dataclass
from difflib import get_close_matches

from tutor.core.lesson import Place
from tutor.core.progress import SKILLS, known_skill
from tutor.core.syntax import Field, Fields, ProblemReport, read_fields

FORMAT = "bptutor-lesson 1"
ID = re.compile(r"[a-z0-9](?:[a-z0-9._-]{0,62}[a-z0-9])?")
"""What a lesson, a pack or a skill may be called."""


@dataclass(frozen=True, slots=True)
class FrontMatter:
    """The fields of the front matter, as typed values."""

    id: str
    title: str
    title_at: Place
    covers: tuple[str, ...]
    needs: tuple[str, ...]
    skills: tuple[str, ...]
    minutes: int
    licence: str
    skip: bool
    lang: str


def front_matter(lines: Sequence[str], report: ProblemReport) -> FrontMatter:
    """What the ``lines`` between the two ``---`` say; the first of them is line 2 of the file."""
    fields = Fields("front matter", "", Place(1), read_fields(lines, 2, report), report)
    version = fields.one("format", required=True, example=FORMAT)
    if version and version.text != FORMAT:
        what = f"{version.text!r} is not a format that this program reads"
        report.add(version.place(), what, f"write '{FORMAT}'")
    id_ = fields.one("id", required=True, example="chain-rule")
    title = fields.one("title", required=True)
    found = FrontMatter(
        id=_checked(id_, ID, "small letters, digits, dots and dashes", report),
        title=title.text if title else "",
        title_at=title.place() if title else Place(1),
        covers=fields.words("covers"),
        needs=_ids(fields.items("needs"), report),
        skills=_ids(fields.items("skills"), report),
        minutes=fields.whole("minutes", 1, 600, default=0),
        licence=fields.text("licence"),
        skip=fields.word("skip", ("yes", "no"), default="yes") == "yes",
        lang=_checked(
            fields.one("lang"), re.compile(r"[a-z]{2,3}(-[A-Z]{2})?"), "a code such as en", report
        )
        or "en",
    )
    for one in fields.items("skills"):
        close = get_close_matches(one.text, SKILLS, 1, 0.7)
        if known_skill(one.text) is None and close:
            what = f"the skill {one.text!r} is a new one, and almost {close[0]!r}"
            report.add(one.place(), what, f"did you mean {close[0]!r}?", "warning")
    fields.finish()
    return found


def slug(title: str) -> str:
    """An id from a title: small letters, digits and dashes."""
    plain = unicodedata.normalize("NFKD", title).encode("ascii", "ignore").decode().lower()
    return re.sub(r"[^a-z0-9]+", "-", plain).strip("-")[:64].strip("-") or "lesson"


def _checked(one: Field | None, pattern: re.Pattern[str], what: str, report: ProblemReport) -> str:
    if one is None or pattern.fullmatch(one.text):
        return one.text if one else ""
    report.add(one.place(), f"{one.text!r} cannot be the {one.key!r}", f"it has {what}")
    return ""


def _ids(items: Sequence[Field], report: ProblemReport) -> tuple[str, ...]:
    return tuple(_checked(one, ID, "small letters, digits and dashes", report) for one in items)
