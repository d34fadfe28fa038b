"""The words that a report is written with, whatever it is written as."""

from __future__ import annotations

from collections.abc import Iterator, Sequence

from tutor.core.misconceptions import name_of
from tutor.core.practice.class_report.model import (
    ClassReport,
    Example,
    Group,
    LessonName,
    Need,
    Place,
    QuestionReport,
    SkillReport,
    StudentReport,
)
from tutor.core.practice.items import OWN
from tutor.core.progress import PRACTICE, meaning
from tutor.core.text import clip, format_number, label, plural, safe

GIVEN = 24
"""Cells of an answer that are shown."""
NAME = 40
"""Cells of a student's name that are shown."""
SOURCE = 300
"""Cells of a graph that are shown."""
LEAST, PART = 0.1, 0.05
"""A cause has a line where it is good for so many answers, and for this part of the wrong ones."""
PUZZLING = 2
"""Wrong answers without a known mistake from which on a question is named: one may be a slip."""
LIKELY = 0.3
"""How likely a habit has to be to be named."""
HOW = "By share: an answer that fits several causes counts for each of them by its share."


FIRST = (
    "Of exports the first try at each question counts. Anyone can change an export: "
    "this says what to teach, and is not a mark."
)
FILES = 10
"""Files left out that are listed."""
REASONS, PLACES = 5, 4
"""Reasons why answers could not be marked that are listed, and answers for each."""


def cause(id_: str) -> str:
    """A mistake in words and by its id."""
    return f"{called(id_)} ({safe(id_)})"


def called(id_: str) -> str:
    """A mistake in words; of one that this version does not know, its id."""
    return safe(name_of(id_))


def amount(share: float) -> str:
    """A sum of shares, to one decimal: how many answers."""
    return format_number(round(share, 1))


def by_share(share: float, wrong: int) -> str:
    """``1.9 of 3 wrong answers by share``."""
    return f"{amount(share)} of {plural(wrong, 'wrong answer')} by share"


def unknown(report: ClassReport) -> str:
    """How many answers no mistake explains; "" for none."""
    if report.unknown < LEAST:
        return ""
    return f"not recognised: {by_share(report.unknown, report.wrong)}"


def per_cent(share: float) -> str:
    """A share of 1 as a whole per cent."""
    return f"{round(100 * share)} %"


def counts(one: ClassReport | QuestionReport | StudentReport) -> str:
    """``40 right, 1 nearly right, 19 wrong``."""
    nearly = f", {one.nearly} nearly right" if one.nearly else ""
    return f"{one.right} right{nearly}, {one.wrong} wrong"


def time(seconds: float) -> str:
    """``under 1 s``, ``40 s``, ``25 min``, ``3 h``; "" where it is not known."""
    if seconds <= 0:
        return ""
    if seconds < 1:
        return "under 1 s"
    if seconds < 90:
        return f"{round(seconds)} s"
    if seconds < 5400:
        return f"{round(seconds / 60)} min"
    return f"{format_number(round(seconds / 3600, 1))} h"


def answered(question: QuestionReport) -> str:
    """How a question was answered, and how long that took most."""
    median = f", {time(question.seconds)} each (median)" if question.seconds else ""
    return counts(question) + median


def skill(one: SkillReport) -> str:
    """``the local gradient of a power: lacking in 12.3 wrong answers by share, …``."""
    parts = [f"lacking in {amount(one.wrong)} wrong answers by share"] if one.wrong >= LEAST else []
    if one.tries:
        tries = "1 first try" if one.tries == 1 else f"{one.tries} first tries"
        parts.append(f"{one.right} of {tries} right")
    return f"{safe(meaning(one.skill))}: {', '.join(parts)}"


def shown_skills(report: ClassReport) -> tuple[SkillReport, ...]:
    """The skills that some lack."""
    return tuple(one for one in report.skills if one.students or is_shown(one.wrong, report.wrong))


def headline(report: ClassReport) -> str:
    """All answers in one line."""
    unmarked = sum(len(places) for _, places in report.unmarked)
    line = f"{plural(report.answers + unmarked, 'answer')}: {counts(report)}"
    return line + (f", {unmarked} could not be marked" if unmarked else "")


def unmarked(report: ClassReport) -> Iterator[str]:
    """Whose answers could not be marked and why, the commonest reasons first."""
    for reason, places in report.unmarked[:REASONS]:
        shown = "; ".join(map(_where, places[:PLACES]))
        rest = len(places) - PLACES
        shown += f" and {plural(rest, 'other')}" if rest > 0 else ""
        yield f"Not marked: {shown}: {safe(reason)}"
    rest = sum(len(places) for _, places in report.unmarked[REASONS:])
    if rest:
        yield f"{rest} could not be marked for other reasons, which --json has"


def unread(report: ClassReport) -> Iterator[str]:
    """That the mistakes behind some wrong answers were not looked for."""
    if report.unread:
        yield (
            f"{plural(report.unread, 'wrong answer')}, none of them frequent, "
            f"{'was' if report.unread == 1 else 'were'} not looked into: --thorough finds the "
            "mistakes behind all, however long that takes."
        )


def _where(one: Place) -> str:
    """``Ann, Q3``; the row of the file where it fits no question that others answered."""
    at = f"Q{one.question}" if one.question else f"row {one.row}"
    return f"{clip(safe(one.student), NAME)}, {at}" if one.student else at


def left_out(report: ClassReport) -> Iterator[str]:
    """The files that do not count, and why."""
    for file, reason in report.sources.left_out[:FILES]:
        yield f"Left out: {safe(file)}: {safe(reason)}"
    rest = len(report.sources.left_out) - FILES
    if rest > 0:
        yield f"{plural(rest, 'more file')} left out: --json has all"


def sums(report: ClassReport) -> Iterator[str]:
    """How the numbers of the report were counted."""
    if report.groups:
        yield HOW
    if report.sources.exports:
        yield FIRST


def who(report: ClassReport) -> str:
    """How many students there are, and where that is known from."""
    made = report.sources
    if made.exports or made.class_files or made.left_out:
        parts = ((made.exports, "export"), (made.class_files, "class file"))
        listed = " and ".join(plural(count, what) for count, what in parts if count)
        whence = f", from {listed}" if listed else ""
        return f"{plural(len(report.students), 'student')}{whence}." + _nameless(report)
    if not report.column:
        return (
            "No column names the students (student, email, user, name or id), "
            "so each answer is read by itself."
        )
    said = f"{plural(len(report.students), 'student')}, by the column '{safe(report.column)}'."
    return said + _nameless(report)


def _nameless(report: ClassReport) -> str:
    nameless = report.answers - sum(one.answers for one in report.students)
    return f" {plural(nameless, 'answer')} without a name." if nameless else ""


def examples(some: Sequence[Example]) -> str:
    """Answers to several questions: ``Q2: 8, not 24 (Ann); Q5: 33, not 66 (Ben)``."""
    return "; ".join(
        f"Q{one.question}: {_given(one.given)}"
        + (f", not {_given(one.expected)}" if one.expected else "")
        + _by([one.student])
        for one in some
    )


def examples_here(some: Sequence[Example]) -> str:
    """Answers to one question: ``8 (Ann, Ben); 7 (Cem)``."""
    by: dict[str, list[str]] = {}
    for one in some:
        by.setdefault(_given(one.given), []).append(one.student)
    return "; ".join(given + _by(students) for given, students in by.items())


def _given(text: str) -> str:
    return clip(safe(text), GIVEN)


def _by(students: Sequence[str]) -> str:
    named = ", ".join(clip(safe(name), NAME) for name in students if name)
    return f" ({named})" if named else ""


def place(at: str) -> str:
    """``, mostly at ŷ``; "" where there is no place."""
    return f", mostly at {safe(label(at))}" if at else ""


def names(students: Sequence[str], most: int) -> str:
    """``Ann, Ben and 3 others``."""
    shown = [clip(safe(name), NAME) for name in students[:most]]
    rest = len(students) - len(shown)
    return ", ".join(shown) + (f" and {plural(rest, 'other')}" if rest else "")


def unexplained(question: QuestionReport) -> str:
    """``17.3 (4 times), 9``: the commonest numbers that nothing explains."""
    return ", ".join(
        format_number(number) + (f" ({count} times)" if count > 1 else "")
        for number, count in question.numbers
    )


def title(question: QuestionReport, report: ClassReport) -> str:
    """``Q3 ∂J/∂w``, ``Q3 Lesson 5: What is ∂J/∂w?``."""
    id_, words = question.question.lesson, clip(safe(question.question.asked), SOURCE)
    if not id_:
        return f"Q{question.number} {words}"
    name = report.lessons.get(id_)
    where = f"Lesson {name.number}" if name else OWN if id_ == PRACTICE else safe(id_)
    return f"Q{question.number} {where}: {words}"


def asked(question: QuestionReport) -> str:
    """The graph and its values; "" for a question of a lesson."""
    values = ", ".join(
        f"{safe(label(name))} = {format_number(x)}" for name, x in question.question.values
    )
    source = clip(safe(question.question.source.strip()), SOURCE)
    if source and not values and question.question.item:
        values = "values of each student's own"
    return f"{source}{' at ' if values else ''}{values}"


def lesson(name: LessonName | None, id_: str) -> str:
    """``Lesson 7, A node with several successors``."""
    return f"Lesson {name.number}, {safe(name.title)}" if name else safe(id_)


def need(one: Need, report: ClassReport) -> str:
    """How heavy a lesson's mistakes are: each, all together, and students where they are known."""
    by = f" and {plural(len(one.students), 'student')} with the habit" if one.students else ""
    said = lesson(report.lessons.get(one.lesson), one.lesson)
    shares = {group.id: group.share for group in report.groups}
    told = {safe(id_): round(shares[id_], 1) for id_ in one.causes if shares[id_] >= LEAST}
    told["rarer mistakes"] = round(one.share, 1) - sum(told.values())  # below 0 by rounding alone
    parts = [f"{what} {amount(share)}" for what, share in told.items() if round(share, 1) > 0]
    of = f" ({', '.join(parts)})" if len(parts) > 1 else ""
    return f"{said}: {by_share(one.share, report.wrong)}{of}{by}"


def shown_needs(report: ClassReport) -> tuple[Need, ...]:
    """The lessons that more than a trace of the wrong answers speaks for."""
    return tuple(one for one in report.needs if one.share >= LEAST)


def weight(group: Group, report: ClassReport) -> str:
    """How many answers a mistake is good for, and how many of the wrong ones that is."""
    return f"{by_share(group.share, report.wrong)}, {per_cent(group.share / report.wrong)}"


def lacking(one: SkillReport, most: int) -> str:
    """Who lacks a skill."""
    return f"{plural(len(one.students), 'student')} without it: {names(one.students, most)}"


def holders(group: Group, most: int) -> str:
    """Who has a mistake as a habit."""
    return f"{len(group.students)} with the habit: {names(group.students, most)}"


def worst(questions: Sequence[QuestionReport], most: int) -> tuple[tuple[QuestionReport, ...], int]:
    """The questions with the most wrong answers, in their order, and how many are left out."""
    chosen = sorted(questions, key=lambda one: -one.wrong)[:most]
    return tuple(sorted(chosen, key=lambda one: one.number)), len(questions) - len(chosen)


def more_questions(count: int) -> str:
    """That some questions are left out."""
    return f"{count} more with no more wrong answers than these: --json has all"


def is_shown(share: float, wrong: int) -> bool:
    """Whether a cause that is good for ``share`` of ``wrong`` answers has a line of its own."""
    return share >= max(LEAST, PART * wrong)


def shown_groups(report: ClassReport) -> tuple[Group, ...]:
    """The mistakes that are told at length: habits of somebody, and those that are not rare."""
    return tuple(one for one in report.groups if one.students or is_shown(one.share, report.wrong))


def puzzling(report: ClassReport) -> str:
    """The questions that most answers missed by no known mistake: they need a look; "" for none."""
    told = [
        f"Q{one.number} ({one.wrong} of {one.answers} wrong)"
        for one in report.questions
        if one.unknown >= PUZZLING and 2 * one.unknown > one.answers
    ]
    many = "this question" if len(told) == 1 else "these questions"
    return f"look at {many}, which most missed by no known mistake: {', '.join(told)}" * bool(told)


def re_read(group: Group, report: ClassReport) -> str:
    """The command that opens the lesson to read again, and its title."""
    name = report.lessons.get(group.lesson)
    return f"bptutor open {name.number} ({safe(name.title)})" if name else safe(group.lesson)


def habit(one: StudentReport) -> str:
    """``one route only, 96 %, fits 3 of 4 wrong``; "" where nothing is wrong."""
    if one.share < LIKELY:
        return "no one habit" if one.wrong else ""
    return f"{called(one.habit)}, {per_cent(one.share)}, fits {one.fits} of {one.wrong} wrong"
