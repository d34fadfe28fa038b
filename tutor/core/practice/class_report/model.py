"""What a report on a class says, as data."""

from __future__ import annotations

from dataclasses import dataclass
from typing import NamedTuple

from tutor.core.practice.class_report.answers import Question, Shares


class LessonName(NamedTuple):
    """What a lesson is called by: the number that opens it, and its title."""

    number: str
    title: str


@dataclass(frozen=True, slots=True)
class Example:
    """A real answer: who gave it ("" where nobody is named), to which question (from 1).

    ``expected`` is the right one, "" where it is not known.
    """

    student: str
    given: str
    question: int
    expected: str


@dataclass(frozen=True, slots=True)
class CauseCount:
    """A mistake in the answers to one question.

    ``share`` is the sum of its shares in these answers: how many of them it is good for.  ``at`` is
    the node at which it happened most, "" where it has no place.
    """

    id: str
    at: str
    share: float
    examples: tuple[Example, ...]


@dataclass(frozen=True, slots=True)
class QuestionReport:
    """How a question was answered; ``numbers`` are wrong ones that nothing explains, with counts.

    ``unknown`` is the number of wrong answers that the causes leave, by shares; ``unread`` that of
    those for which none were looked for; ``seconds`` is the median time of an answer, 0 where it
    is not known.
    """

    number: int
    question: Question
    answers: int
    right: int
    nearly: int
    wrong: int
    causes: tuple[CauseCount, ...]
    unknown: float
    unread: int
    numbers: tuple[tuple[float, int], ...]
    seconds: float = 0.0


@dataclass(frozen=True, slots=True)
class StudentReport:
    """How a student answered, and the likeliest habit: ``share`` is how likely it is.

    ``habit`` is "" where no one cause is likelier than that there is none; ``fits`` counts the
    wrong answers in which it is among the causes; ``seconds`` is the time at questions, 0 where it
    is not known; ``unmarked`` counts what could not be marked, which is not among ``answers``.
    """

    name: str
    answers: int
    right: int
    nearly: int
    wrong: int
    habit: str
    share: float
    fits: int
    seconds: float = 0.0
    unmarked: int = 0


@dataclass(frozen=True, slots=True)
class Group:
    """A mistake in the whole class, who has it as a habit, and what to do about it.

    ``lesson`` is the id of the lesson to read again, "" where none is known; ``exercise`` is a
    command that asks questions against it, "" likewise.
    """

    id: str
    share: float
    students: tuple[str, ...]
    examples: tuple[Example, ...]
    lesson: str
    exercise: str


@dataclass(frozen=True, slots=True)
class Need:
    """A lesson to teach again: for how many answers and for whom, and against which mistakes."""

    lesson: str
    share: float
    students: tuple[str, ...]
    causes: tuple[str, ...]


@dataclass(frozen=True, slots=True)
class SkillReport:
    """A skill in the whole class.

    ``wrong`` is how many wrong answers show a lack of it, by shares; ``tries`` and ``right`` are
    the first tries in exports that used it; ``students`` are those who lack it: by a habit, or with
    fewer than half of their tries right.
    """

    skill: str
    wrong: float
    tries: int
    right: int
    students: tuple[str, ...]


class LeftOut(NamedTuple):
    """A file, or a part of one, that does not count, and why."""

    file: str
    reason: str


class Sources(NamedTuple):
    """What a report is made of; nothing of it where that was one class file."""

    exports: int = 0
    class_files: int = 0
    left_out: tuple[LeftOut, ...] = ()


ONE_FILE = Sources()
"""The sources of a report on one class file, which tells of itself."""


class Place(NamedTuple):
    """Where an answer stands: the student ("" for none), the question and row (0 for none)."""

    student: str
    question: int
    row: int


@dataclass(frozen=True, slots=True)
class ClassReport:
    """What a class answered.

    ``unmarked`` has the reasons why answers have no mark, and where for each;
    ``column`` names the column with the students, "" where there is none; ``needs`` has what to
    teach again first at its beginning; ``readings`` are the shares of the causes of each answer, in
    the order of the file, each in the light of its student's others (empty for one that is not
    wrong, and for the ``unread``, for which no causes were looked for); ``lessons`` says what the
    lessons are called, ``skills`` has the most lacking first, ``sources`` the files.
    """

    answers: int
    right: int
    nearly: int
    wrong: int
    unmarked: tuple[tuple[str, tuple[Place, ...]], ...]
    unknown: float
    unread: int
    column: str
    questions: tuple[QuestionReport, ...]
    students: tuple[StudentReport, ...]
    groups: tuple[Group, ...]
    needs: tuple[Need, ...]
    readings: tuple[Shares, ...]
    lessons: dict[str, LessonName]
    skills: tuple[SkillReport, ...] = ()
    sources: Sources = ONE_FILE
