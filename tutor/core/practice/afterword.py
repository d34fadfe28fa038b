"""What is said at the end of a lesson: what was hard, what comes back when, and what comes next."""

from __future__ import annotations

from collections import Counter
from collections.abc import Sequence
from datetime import datetime

from tutor.core.lesson import Lesson
from tutor.core.misconceptions import name_of
from tutor.core.progress import Answered, meaning, observations, schedule

HARDEST = 3
"""Pages that are named at most."""


def afterword(
    lesson: Lesson, answers: Sequence[Answered], now: datetime, following: str = ""
) -> tuple[str, ...]:
    """Lines for the end of ``lesson``; ``following`` is the title of the lesson that comes next."""
    own = [answer for answer in answers if answer.lesson == lesson.id]
    after = (f"Next: {following}. Enter opens it.",) if following else ()
    return (*_hard(lesson, own), *_due(lesson, answers, now), *after)


def _hard(lesson: Lesson, own: Sequence[Answered]) -> tuple[str, ...]:
    """The pages with the most wrong answers, and the commonest mistake."""
    if not own:
        return ()
    wrong = [answer for answer in own if not answer.correct]
    if not wrong:
        return ("Every answer that you gave was right the first time.",)
    titles = {activity.id: page.title for page in lesson.pages for activity in page.activities}
    pages = Counter(titles.get(answer.item.partition(":")[0], "") for answer in wrong)
    named = [(title, count) for title, count in pages.most_common(HARDEST) if title]
    lines = []
    if named:
        pages_named = ", ".join(f"“{title}” ({count} wrong)" for title, count in named)
        lines.append(f"Hardest for you: {pages_named}.")
    mistakes = Counter(answer.mistakes[0] for answer in wrong if answer.mistakes)
    if mistakes:
        lines.append(f"Your commonest mistake here: {name_of(mistakes.most_common(1)[0][0])}.")
    return tuple(lines)


def _due(lesson: Lesson, answers: Sequence[Answered], now: datetime) -> tuple[str, ...]:
    """When the skills of the lesson come back, the first of them by name."""
    reviews = [
        review for review in schedule(observations(answers)) if review.skill in lesson.skills
    ]
    if not reviews:
        return ()
    first = reviews[0]
    when = "now" if first.due <= now else f"on {first.due:%d %B}"
    return (f"First to be reviewed: {meaning(first.skill)}, {when} (v in the list of lessons).",)
