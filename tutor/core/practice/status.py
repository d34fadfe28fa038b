"""``bptutor status``: where the learner stands, as lines of text."""

from __future__ import annotations

from collections.abc import Iterator
from datetime import datetime
from itertools import groupby

from tutor.core.misconceptions import name_of
from tutor.core.practice.account import Account, LessonAccount
from tutor.core.practice.skill_map import next_step
from tutor.core.practice.tables import as_data
from tutor.core.progress import PRACTICE, Standing, days_until, known_skill, meaning
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
