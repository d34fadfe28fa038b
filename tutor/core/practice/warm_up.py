"""Questions before a lesson on what it needs: to recall is to learn, and to be ready."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import datetime
from itertools import takewhile

from tutor.core.lesson import Lesson
from tutor.core.practice.items import PracticeItem, review_items
from tutor.core.practice.review_lesson import review_lesson
from tutor.core.progress import Progress, Standing, covering, prerequisites_of, used_by
from tutor.core.text import key

QUESTIONS = 3
_COUNTED = ("One question", "Two questions", "Three questions")


def warm_up_rules(questions: int) -> str:
    """What so many questions are for, and the keys that leave them."""
    escape = key("lesson.escape", "Esc")
    more = f"{key('lesson.leave', 'n')} skips one; {escape} skips them all."
    leave = more if questions > 1 else f"{escape} skips it."
    return f"{_COUNTED[questions - 1]} on what this lesson needs. {leave}"


def warm_up_key(lesson: Lesson) -> str:
    """The preference under which it is remembered that a lesson had its warm-up."""
    return f"warm-up {lesson.id}"


def is_wanted(lesson: Lesson, progress: Progress) -> bool:
    """Whether a lesson is opened for the first time, and had no warm-up."""
    offered = warm_up_key(lesson) in progress.preferences
    return not offered and lesson.id not in progress.lessons


def warm_up_lesson(items: Sequence[PracticeItem], lesson: Lesson, rules: str) -> Lesson:
    """The questions as pages, for the screen; ``rules`` are told to begin with."""
    return review_lesson(items, f"Warm-up · {lesson.title}", rules)


def warm_up_items(
    lesson: Lesson, lessons: Sequence[Lesson], progress: Progress, now: datetime, seed: int
) -> tuple[PracticeItem, ...]:
    """Questions on the skills of earlier lessons that this one builds on; what is due comes first.

    There are none before anything was asked, nor where the lesson was open before.
    """
    if not is_wanted(lesson, progress):
        return ()
    before = list(takewhile(lambda one: one.id != lesson.id, lessons))
    earlier = {skill for one in before for skill in one.skills}
    needed = dict.fromkeys((*used_by(lesson.skills), *_prerequisites(lesson)))
    standing = [progress.standing(skill, now) for skill in needed if skill in earlier]
    asked = sorted((one for one in standing if one.seen), key=_urgency)
    skills = covering([one.skill for one in asked])[:QUESTIONS]
    return review_items(before, skills, QUESTIONS, seed, progress) if skills else ()


def _prerequisites(lesson: Lesson) -> list[str]:
    return [one for skill in lesson.skills for one in prerequisites_of(skill)]


def _urgency(one: Standing) -> tuple[bool, float]:
    """What is due first, then what is least sure."""
    return one.state != "due", one.chance
