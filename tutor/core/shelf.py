"""The lessons on offer, how much of each is done, and which one to go on with."""

from __future__ import annotations

from dataclasses import dataclass

from tutor.core.lesson import Lesson, Quiz
from tutor.core.progress import LessonProgress, Progress


@dataclass(frozen=True)
class Shelf:
    """The lessons on offer, in order, with the number that each is known by."""

    lessons: tuple[tuple[str, Lesson], ...]

    def number(self, lesson: Lesson) -> str:
        """The number of a lesson, "" for a file of the learner's own."""
        return next((number for number, other in self.lessons if other.id == lesson.id), "")

    def lesson(self, lesson_id: str) -> Lesson | None:
        """The lesson with this id."""
        return next((lesson for _, lesson in self.lessons if lesson.id == lesson_id), None)

    def left_off(self, progress: Progress) -> Lesson | None:
        """The lesson that the learner was in, unless it is finished."""
        recent = progress.lessons.get(progress.recent)
        if recent is None or recent.finished is not None:
            return None
        return self.lesson(progress.recent)

    def next(self, progress: Progress) -> Lesson | None:
        """The lesson to go on with: the one that was left, else the first that is not finished."""
        unfinished = (
            lesson
            for _, lesson in self.lessons
            if (done := progress.lessons.get(lesson.id)) is None or done.finished is None
        )
        return self.left_off(progress) or next(unfinished, None)


def share(lesson: Lesson, done: LessonProgress | None) -> float:
    """How much of a lesson is done, from 0 to 1: finished, or by its quizzes that are solved."""
    if done is None:
        return 0.0
    if done.finished is not None:
        return 1.0
    quizzes = [a.id for page in lesson.pages for a in page.activities if isinstance(a, Quiz)]
    return done.share(quizzes) if quizzes else 0.0
