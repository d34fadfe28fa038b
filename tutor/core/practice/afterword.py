"""What is said at the end of a lesson: what was hard, what comes back when, and what comes next."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterator
from datetime import datetime

from tutor.core.lesson import Lesson
from tutor.core.misconceptions import name_of
from tutor.core.practice.needs import needs
from tutor.core.progress import COURSE, LessonProgress, Progress, meaning, zone_of
from tutor.core.text import safe

HARDEST = 3
"""Pages that are named at most."""


def afterword(
    lesson: Lesson, progress: Progress, now: datetime, following: str = "", opens: str = "Enter"
) -> tuple[str, ...]:
    """Lines for the end of ``lesson``; ``following`` is the title of the lesson that comes next,
    ``opens`` the key that opens it.
    """
    after = (f"Next: {following}. {opens} opens it.",) if following else ()
    hard = _hard(lesson, progress.lessons.get(lesson.id))
    return (*hard, *_open(lesson, progress, now), *_due(lesson, progress, now), *after)


def _hard(lesson: Lesson, done: LessonProgress | None) -> tuple[str, ...]:
    """The pages with the most wrong answers, and the commonest mistake."""
    if done is None or not done.tries:
        return ()
    if not done.wrong:
        return ("Every answer that you gave was right the first time.",)
    titles = {activity.id: page.title for page in lesson.pages for activity in page.activities}
    pages: Counter[str] = Counter()
    for item, times in done.wrong.items():
        pages[titles.get(item.partition(":")[0], "")] += times
    named = [(title, count) for title, count in pages.most_common(HARDEST) if title]
    lines = []
    if named:
        pages_named = ", ".join(f"“{title}” ({count} wrong)" for title, count in named)
        lines.append(f"Hardest for you: {pages_named}.")
    if lesson.id != COURSE[0]:  # which gives none of the mistakes a name
        lines += _commonest(done)
    return tuple(lines)


def _commonest(done: LessonProgress) -> Iterator[str]:
    """The mistake that was made most often, where one was: more than once, and more than others."""
    made = sorted(done.mistakes, key=lambda id_: -done.mistakes[id_].answers)
    times = [done.mistakes[id_].answers for id_ in made] + [0, 1]
    if times[0] > max(1, times[1]):
        yield f"Your commonest mistake here: {name_of(made[0])}."


def _open(lesson: Lesson, progress: Progress, now: datetime) -> tuple[str, ...]:
    """The first skill of the lesson that was asked for and is not known yet, and what it needs."""
    for skill in lesson.skills:
        one = progress.standing(skill, now)
        if one.state == "begun":
            return (f"Not known yet: {meaning(skill)}. It needs {needs(one)}.",)
    return ()


def changes(before: Progress, after: Progress, now: datetime) -> Iterator[str]:
    """What some answers have changed in what is said of each skill, and why."""
    for skill in after.skills:
        old, new = before.standing(skill, now), after.standing(skill, now)
        name = safe(meaning(skill))
        if new.mastered and new.due and (not old.mastered or old.due != new.due):
            yield f"Known: {name}, until {new.due:%d %B}."
        elif old.mastered and not new.mastered:
            yield f"Not known any more: {name}. It needs {needs(new)}."
        elif new.state == "begun" and new.seen > old.seen:
            was, is_ = (f"{100 * one.chance:.0f} %" for one in (old, new))
            yield f"Not known yet: {name} ({was} before, {is_} now). It needs {needs(new)}."


def _due(lesson: Lesson, progress: Progress, now: datetime) -> tuple[str, ...]:
    """When the skills of the lesson come back, the first of them by name."""
    listed = progress.schedule(zone_of(now))
    reviews = [review for review in listed if review.skill in lesson.skills]
    if not reviews:
        return ()
    first = reviews[0]
    when = "now" if first.due <= now else f"on {first.due:%d %B}"
    return (f"First to be reviewed: {meaning(first.skill)}, {when} (v in the list of lessons).",)
