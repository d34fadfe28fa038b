"""What a learner's events add up to for people: per lesson, per skill, per mistake.

The same account is printed by ``status``, exported for an instructor and written into the notes.
"""

from __future__ import annotations

from collections import Counter
from collections.abc import Collection, Mapping, Sequence
from dataclasses import dataclass, replace
from datetime import datetime, tzinfo

from tutor.core.lesson import Lesson
from tutor.core.practice.items import OWN, quizzes_of
from tutor.core.progress import (
    PRACTICE,
    SKILLS,
    UNMARKED,
    Due,
    LessonProgress,
    Progress,
    Standing,
    zone_of,
)


@dataclass(frozen=True, slots=True)
class LessonAccount:
    """One lesson: how many of its questions are solved, the mean of the best scores, the time.

    ``pack`` is the title of the pack that it is in, "" for the course.
    """

    id: str
    title: str
    questions: int
    solved: int = 0
    score: float = 0.0
    tries: int = 0
    seconds: float = 0.0
    finished: datetime | None = None
    covers: tuple[str, ...] = ()
    pack: str = ""


@dataclass(frozen=True, slots=True)
class MistakeAccount:
    """One mistake: in how many answers it was the most likely cause, and when it was last."""

    id: str
    count: int
    last: datetime


@dataclass(frozen=True)
class Account:
    """Everything together.

    ``seconds`` is the time spent on each skill; ``covered`` are the parts of the note whose lessons
    are finished; ``taught`` are the skills that these lessons teach, and ``zone`` is the learner's.
    """

    lessons: tuple[LessonAccount, ...]
    skills: tuple[Standing, ...]
    reviews: tuple[Due, ...]
    mistakes: tuple[MistakeAccount, ...]
    seconds: Mapping[str, float]
    covered: tuple[str, ...]
    coverable: tuple[str, ...]
    taught: frozenset[str]
    zone: tzinfo

    @property
    def certified(self) -> tuple[Standing, ...]:
        """The skills that the certificate speaks of: those that a lesson teaches."""
        return tuple(one for one in self.skills if one.skill in self.taught)

    @property
    def complete(self) -> bool:
        """Whether the certificate can be given: all is covered, and all that is taught is known."""
        everything = bool(self.coverable) and set(self.covered) == set(self.coverable)
        return everything and all(one.mastered for one in self.certified)


def account_of(progress: Progress, lessons: Sequence[Lesson], now: datetime) -> Account:
    """The account of this progress as of ``now``, in the learner's zone.

    Lessons that are not at hand are listed by their id.
    """
    known = {lesson.id: lesson for lesson in lessons}
    touched = [id_ for id_ in progress.lessons if id_ not in known]
    rows = [_lesson(lesson, progress.lessons.get(lesson.id)) for lesson in lessons]
    rows += [_unknown(progress.lessons[id_]) for id_ in touched]
    finished = {row.id for row in rows if row.finished}
    covered = [part for one in lessons if one.id in finished for part in one.covers]
    coverable = [part for one in lessons for part in one.covers]
    seen = [skill for skill, one in progress.skills.items() if one.reviews]
    taught = dict.fromkeys(skill for lesson in lessons for skill in lesson.skills)
    return Account(
        lessons=tuple(rows),
        skills=tuple(progress.standing(skill, now) for skill in dict.fromkeys((*taught, *seen))),
        reviews=progress.schedule(zone_of(now)),
        mistakes=_mistakes(progress),
        seconds={skill: one.seconds for skill, one in progress.skills.items()},
        covered=tuple(dict.fromkeys(covered)),
        coverable=tuple(dict.fromkeys(coverable)),
        taught=frozenset(skill for skill in taught if _is_taught(skill, known)),
        zone=zone_of(now),
    )


def _is_taught(skill: str, lessons: Collection[str]) -> bool:
    """Whether one of these lessons teaches a skill; one of an author's own is where it is named."""
    row = SKILLS.get(skill)
    return row is None or row.lesson in lessons


def _lesson(lesson: Lesson, done: LessonProgress | None) -> LessonAccount:
    quizzes = [*quizzes_of(lesson)]
    row = LessonAccount(
        lesson.id, lesson.title, len(quizzes), covers=lesson.covers, pack=lesson.terms.pack
    )
    if done is None:
        return row
    best = [done.best.get(quiz.id, 0.0) for quiz in quizzes if quiz.kind != UNMARKED]
    solved = sum(quiz.id in done.solved for quiz in quizzes)
    return _with_done(replace(row, solved=solved), done, best)


def _unknown(done: LessonProgress) -> LessonAccount:
    title = OWN if done.lesson == PRACTICE else done.lesson
    row = LessonAccount(done.lesson, title, len(done.best), len(done.solved))
    return _with_done(row, done, done.best.values())


def _with_done(row: LessonAccount, done: LessonProgress, best: Collection[float]) -> LessonAccount:
    """The row with what was done in its lesson, of which these scores are the best."""
    score = sum(best) / len(best) if best else 0.0
    return replace(row, score=score, tries=done.tries, seconds=done.seconds, finished=done.finished)


def _mistakes(progress: Progress) -> tuple[MistakeAccount, ...]:
    counts: Counter[str] = Counter()
    last: dict[str, datetime] = {}
    for lesson in progress.lessons.values():
        for id_, (times, at) in lesson.mistakes.items():
            counts[id_] += times
            last[id_] = max(at, last.get(id_, at))
    return tuple(MistakeAccount(id_, n, last[id_]) for id_, n in counts.most_common())
