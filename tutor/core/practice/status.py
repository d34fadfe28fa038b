"""``bptutor status``: where the learner stands, as lines of text."""

from __future__ import annotations

from collections.abc import Iterator
from datetime import datetime
from itertools import groupby

from tutor.core.misconceptions import name_of
from tutor.core.practice.account import Account, LessonAccount
from tutor.core.practice.needs import needs
from tutor.core.practice.tables import as_data
from tutor.core.progress import (
    PRACTICE,
    Standing,
    days_until,
    known_skill,
    meaning,
    prerequisites_of,
)
from tutor.core.text import clip, pad, plural, safe

BAR = 10
NAME = 46
WIDE = 70


def status_lines(account: Account, now: datetime) -> Iterator[str]:
    """Lessons, skills, the next reviews, the commonest mistakes, and what is covered."""
    yield from _lessons(account)
    seen = [one for one in account.skills if one.seen]
    if not seen:
        yield ""
        if any(row.tries for row in account.lessons):
            yield "No skill is counted yet: answers count once a lesson that teaches it was begun."
        else:
            yield "No answers yet: bptutor opens the tutor, bptutor quiz LESSON asks questions."
        return
    yield ""
    yield "Skills"
    for one in seen:
        name = pad(safe(meaning(one.skill)), NAME)
        yield f"  {name} {_bar(one)} {100 * one.chance:3.0f} %  {when_of(one, now)}"
    if account.mistakes:
        yield ""
        yield "Commonest mistakes"
        for mistake in account.mistakes[:5]:
            yield f"  {mistake.count:4d}  {clip(safe(name_of(mistake.id)), WIDE)}"
    yield ""
    if account.coverable:
        yield f"Covered: {len(account.covered)} of {len(account.coverable)} parts of the note."
    waiting = sum(one.due <= now and known_skill(one.skill) is not None for one in account.reviews)
    if waiting:
        are = "is" if waiting == 1 else "are"
        yield f"{plural(waiting, 'skill')} {are} due for review: bptutor review"
    elif step := next_step(account):
        yield f"Next: {step}"


def _lessons(account: Account) -> Iterator[str]:
    for pack, rows in groupby(account.lessons, lambda row: row.pack):
        yield safe(pack) or "Lessons"
        for row in rows:
            yield f"  {pad(safe(row.title), NAME)} {_lesson(row)}"


def status_data(account: Account, now: datetime) -> dict[str, object]:
    """The same as data for JSON: the tables of an export, the skills that are due, the coverage."""
    return {
        **as_data(account),
        "due": [
            review.skill
            for review in account.reviews
            if review.due <= now and known_skill(review.skill)
        ],
        "covered": len(account.covered),
        "coverable": len(account.coverable),
    }


def _lesson(row: LessonAccount) -> str:
    if row.id == PRACTICE:
        return f"{row.solved} solved, {100 * row.score:.0f} %"
    if not row.tries and row.finished is None:
        return "not begun"
    ended = "finished, " if row.finished else ""
    minutes = f"{row.seconds / 60:.0f} min"
    return f"{ended}{row.solved} of {row.questions} solved, {100 * row.score:.0f} %, {minutes}"


def _bar(one: Standing) -> str:
    full = round(one.chance * BAR)
    return "●" * full + "○" * (BAR - full)


def next_step(account: Account) -> str:
    """What would help most now, in words; "" where nothing is open."""
    standing = {one.skill: one for one in account.skills}
    skill = next_skill(account)
    if not skill:
        return ""
    if standing[skill].state == "due":
        return "review what is due; it was known, and fades."
    return f"{meaning(skill)}. It needs {needs(standing[skill])}."


def next_skill(account: Account) -> str:
    """The skill to go on with: one that is due, else the first that is begun and whose
    prerequisites are not; "" where nothing is open."""
    standing = {one.skill: one for one in account.skills}
    due = (one.skill for one in account.skills if one.state == "due" and known_skill(one.skill))
    begun = {one.skill for one in account.skills if one.state == "begun"}
    ready = (
        skill for skill in standing
        if skill in begun and not begun.intersection(prerequisites_of(skill))
    )  # fmt: skip
    return next(due, "") or next(ready, "")


def about_skill(account: Account, one: Standing) -> Iterator[str]:
    """What a skill builds on, where it is taught, and how things stand with it."""
    standing = {other.skill: other for other in account.skills}
    builds_on = (standing.get(name, Standing(name)) for name in prerequisites_of(one.skill))
    before = [f"{other.sign} {meaning(other.skill)}" for other in builds_on]
    if before:
        yield f"Builds on {'; '.join(before)}."
    row = known_skill(one.skill)
    taught = row.lesson if row else ""
    title = next((safe(row.title) for row in account.lessons if row.id == taught), "")
    if title:
        yield f"Taught in “{title}”."
    if one.state == "new":
        yield "Not asked yet."
    elif one.state == "begun":
        yield f"Not known yet: it needs {needs(one)}."
    elif one.shown and one.due:
        yield f"Known on {one.shown:%d %B}, due {one.due:%d %B}."


def when_of(one: Standing, now: datetime) -> str:
    """When a skill is to be asked again, or that it is not known yet."""
    if one.state == "new":
        return ""
    days = days_until(one.due, now)
    if days <= 0:
        return "due, not known yet" if one.state == "begun" else "due"
    if one.state == "begun":
        return "not known yet"
    return "due tomorrow" if days == 1 else f"due in {plural(days, 'day')}"
