"""The lessons on offer, how much of each is done, and which one to go on with."""

from __future__ import annotations

from collections.abc import Callable, Iterable
from dataclasses import dataclass
from functools import cached_property
from typing import TYPE_CHECKING, NamedTuple

from tutor.core.catalogue.header import Header

if TYPE_CHECKING:
    from tutor.core.lesson import Lesson
    from tutor.core.progress import LessonProgress, Progress


class Section(NamedTuple):
    """A part of the list with a heading: a pack, known by ``id``, and what is to be said of it."""

    id: str
    title: str
    note: str = ""

    @property
    def heading(self) -> str:
        """One line."""
        return f"{self.title} · {self.note}" if self.note else self.title


@dataclass(frozen=True)
class Entry:
    """A lesson on offer: what the list shows of it, and how to read the rest when it is needed.

    ``number`` is what it is known by; ``quizzes`` are the ids of its questions; ``section`` is the
    pack that it stands in, None for the course; ``needs`` are the ids of lessons that come before.
    """

    number: str
    id: str
    title: str
    quizzes: tuple[str, ...]
    load: Callable[[], Lesson]
    section: Section | None = None
    needs: tuple[str, ...] = ()

    @classmethod
    def from_header(
        cls,
        number: str,
        head: Header,
        load: Callable[[], Lesson],
        section: Section | None = None,
    ) -> Entry:
        """The entry of a lesson file of which only the head has been read."""
        return cls(number, head.id, head.title, head.quizzes, load, section, head.needs)

    @classmethod
    def of(cls, number: str, lesson: Lesson) -> Entry:
        """The entry of a lesson that has been read."""
        from tutor.core.lesson import Quiz

        activities = (one for page in lesson.pages for one in page.activities)
        quizzes = tuple(one.id for one in activities if isinstance(one, Quiz))
        entry = cls(number, lesson.id, lesson.title, quizzes, lambda: lesson, needs=lesson.needs)
        _ = entry.lesson  # from now on it counts as read
        return entry

    @cached_property
    def lesson(self) -> Lesson:
        """The whole lesson, read once."""
        return self.load()

    @property
    def is_read(self) -> bool:
        """Whether ``lesson`` is there without reading."""
        return "lesson" in self.__dict__


class Catalogue(NamedTuple):
    """The lessons on offer, in order."""

    entries: tuple[Entry, ...]

    @classmethod
    def of(cls, lessons: Iterable[tuple[str, Lesson]]) -> Catalogue:
        """The catalogue of lessons that have been read."""
        return cls(tuple(Entry.of(number, lesson) for number, lesson in lessons))

    @property
    def lessons(self) -> tuple[Lesson, ...]:
        """All lessons, read in full."""
        return tuple(entry.lesson for entry in self.entries)

    def entry(self, lesson_id: str) -> Entry | None:
        """The entry of the lesson with this id."""
        return next((entry for entry in self.entries if entry.id == lesson_id), None)

    def number(self, lesson: Lesson) -> str:
        """The number of a lesson, "" for a file of the learner's own."""
        entry = self.entry(lesson.id)
        return entry.number if entry else ""

    def after(self, lesson: Lesson) -> Entry | None:
        """The entry that comes behind a lesson; None behind the last one, and one of your own."""
        here = self.entry(lesson.id)
        among = [entry for entry in self.entries if here and entry.section == here.section]
        behind = among.index(here) + 1 if here else 0
        return among[behind] if behind < len(among) else None

    def skipped(self, entry: Entry, progress: Progress) -> tuple[Entry, ...]:
        """The lessons that one builds on and that are not finished."""
        needed = (one for one in self.entries if one.id in entry.needs)
        return tuple(one for one in needed if share(one, progress.lessons.get(one.id)) < 1)

    def left_off(self, progress: Progress) -> Entry | None:
        """The lesson that the learner was in, unless it is finished."""
        recent = progress.lessons.get(progress.recent)
        if recent is None or recent.finished is not None:
            return None
        return self.entry(progress.recent)

    def next(self, progress: Progress, section: str = "") -> Entry | None:
        """The lesson to go on with: the one that was left, else the first that is not finished.

        ``section`` is the id of one, whose lessons alone are meant.
        """
        among = [one for one in self.entries if not section or _is_in(one, section)]
        left = self.left_off(progress)
        if left in among:
            return left
        unfinished = (
            entry
            for entry in among
            if (done := progress.lessons.get(entry.id)) is None or done.finished is None
        )
        return next(unfinished, None)


def _is_in(entry: Entry, section: str) -> bool:
    return entry.section is not None and entry.section.id == section


def share(entry: Entry, done: LessonProgress | None) -> float:
    """How much of a lesson is done, from 0 to 1: finished, or by its quizzes that are solved."""
    if done is None:
        return 0.0
    if done.finished is not None:
        return 1.0
    return done.share(entry.quizzes) if entry.quizzes else 0.0
