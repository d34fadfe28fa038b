"""A class's answers as a report: per question, per student, per mistake.

Every wrong answer counts for its causes by their shares, each read in the light of what the same
student answered elsewhere (``habits.py``).
"""

from __future__ import annotations

from collections import Counter, defaultdict
from collections.abc import Callable, Iterable, Mapping, Sequence
from typing import NamedTuple

from tutor.core.answers import read_number
from tutor.core.practice.class_report.answers import (
    UNKNOWN,
    Answer,
    Question,
    Shares,
    Unmarked,
    shares_of,
)
from tutor.core.practice.class_report.habits import habits, in_their_light
from tutor.core.practice.class_report.model import (
    CauseCount,
    ClassReport,
    Example,
    LessonName,
    Place,
    QuestionReport,
    StudentReport,
)
from tutor.core.practice.class_report.remedies import Exercises, groups_of, needs_of

EXAMPLES = 3
HABIT = 2
"""Wrong answers of a student that a habit has to fit: once is no habit."""
SHOWN = 0.3
"""The share from which an answer shows that a cause gives a number of its own at its question."""
HELD = 0.6
"""How likely a habit has to be for a student to be counted among those who have it."""
NUMBERS = 5
"""Unexplained numbers that are listed for a question."""


class _Read(NamedTuple):
    """An answer, the number of its question (from 1), the shares of its causes."""

    answer: Answer
    question: int
    shares: Shares


def class_report(
    answers: Sequence[Answer],
    *,
    unmarked: Sequence[Unmarked] = (),
    column: str = "",
    lessons: Mapping[str, LessonName],
    practisable: Callable[[Question, str], bool],
) -> ClassReport:
    """The report on these answers.

    ``unmarked`` are the answers that have no mark, ``column`` names the students' column,
    ``lessons`` says what each lesson is called, by its id, and ``practisable`` whether questions of
    a kind can be asked on the graph of a question.
    """
    numbers = {q: n for n, q in enumerate(dict.fromkeys(one.question for one in answers), 1)}
    read = _read(answers, numbers)
    reports, held = _students(read)
    exercises = Exercises(tuple(numbers), practisable, lessons)
    groups = groups_of(_summed(read), held, _by_cause(read), EXAMPLES, exercises)
    return ClassReport(
        answers=len(answers),
        right=sum(one.mark.correct for one in answers),
        nearly=sum(one.mark.nearly for one in answers),
        wrong=sum(one.is_wrong for one in answers),
        unmarked=_unmarked(unmarked, numbers),
        unknown=sum(one.shares.get(UNKNOWN, 0.0) for one in read),
        unread=_unread(answers),
        column=column,
        questions=_questions(read, tuple(numbers)),
        students=reports,
        groups=groups,
        needs=needs_of(groups),
        readings=tuple(one.shares for one in read),
        lessons=dict(lessons),
    )


def _unmarked(
    unmarked: Iterable[Unmarked], numbers: Mapping[Question, int]
) -> tuple[tuple[str, tuple[Place, ...]], ...]:
    """The commonest reasons first, each with where it holds."""
    of: defaultdict[str, list[Place]] = defaultdict(list)
    for reason, student, question, row in unmarked:
        of[reason].append(Place(student, numbers.get(question, 0) if question else 0, row))
    return tuple(sorted(((r, tuple(p)) for r, p in of.items()), key=lambda pair: -len(pair[1])))


def _read(answers: Sequence[Answer], numbers: Mapping[Question, int]) -> list[_Read]:
    own: list[Shares] = [shares_of(one.mark) if one.is_explained else {} for one in answers]
    of: defaultdict[str, list[int]] = defaultdict(list)
    for at, one in enumerate(answers):
        if one.student and one.is_explained:
            of[one.student].append(at)
    for places in of.values():
        weighed = in_their_light([own[at] for at in places])
        for at, shares in zip(places, weighed, strict=True):
            own[at] = shares
    return [
        _Read(one, numbers[one.question], shares) for one, shares in zip(answers, own, strict=True)
    ]


def _unread(answers: Iterable[Answer]) -> int:
    return sum(one.is_wrong and not one.mark.read for one in answers)


def _summed(read: Iterable[_Read]) -> dict[str, float]:
    total: dict[str, float] = {}
    for one in read:
        for id_, share in one.shares.items():
            total[id_] = total.get(id_, 0.0) + share
    return total


def _by_cause(read: Iterable[_Read]) -> dict[str, list[tuple[float, Example]]]:
    """For each cause the answers that show it, clearest first."""
    found: defaultdict[str, list[tuple[float, Example]]] = defaultdict(list)
    for answer, question, shares in read:
        example = Example(answer.student, answer.given.strip(), question, answer.mark.expected)
        for id_, share in shares.items():
            if share > 0 and id_ != UNKNOWN:
                found[id_].append((share, example))
    return {id_: sorted(one, key=lambda pair: -pair[0]) for id_, one in found.items()}


def _questions(read: Iterable[_Read], questions: Sequence[Question]) -> tuple[QuestionReport, ...]:
    of: defaultdict[int, list[_Read]] = defaultdict(list)
    for one in read:
        of[one.question].append(one)
    return tuple(_question(n, question, of[n]) for n, question in enumerate(questions, 1))


def _question(number: int, question: Question, read: Sequence[_Read]) -> QuestionReport:
    share, found = _summed(read), _by_cause(read)
    places = _places(read)
    causes = tuple(
        CauseCount(
            id_, places.get(id_, ""), share[id_], tuple(one for _, one in found[id_][:EXAMPLES])
        )
        for id_ in sorted(found, key=lambda id_: -share[id_])
    )
    unexplained = Counter(
        read_number(one.answer.given) for one in read if one.shares.get(UNKNOWN, 0.0) >= 1 / 2
    )
    return QuestionReport(
        number,
        question,
        answers=len(read),
        right=sum(one.answer.mark.correct for one in read),
        nearly=sum(one.answer.mark.nearly for one in read),
        wrong=sum(one.answer.is_wrong for one in read),
        causes=causes,
        unknown=share.get(UNKNOWN, 0.0),
        unread=_unread(one.answer for one in read),
        numbers=tuple(unexplained.most_common(NUMBERS)),
    )


def _places(read: Iterable[_Read]) -> dict[str, str]:
    """For each cause the node at which it happened most."""
    weight: dict[tuple[str, str], float] = {}
    for one in read:
        for cause in one.answer.mark.causes if one.answer.is_wrong else ():
            place = (cause.id, cause.at)
            weight[place] = weight.get(place, 0.0) + cause.share
    return dict(sorted(weight, key=lambda place: weight[place]))  # the heaviest comes last


def _students(
    read: Sequence[_Read],
) -> tuple[tuple[StudentReport, ...], dict[str, tuple[str, ...]]]:
    """The students in the order of the file; for each cause those who have it as a habit."""
    shown: defaultdict[int, set[str]] = defaultdict(set)
    of: defaultdict[str, list[_Read]] = defaultdict(list)
    for one in read:
        shown[one.question] |= {id_ for id_, s in one.shares.items() if id_ and s >= SHOWN}
        if one.answer.student:
            of[one.answer.student].append(one)
    reports = tuple(_student(name, own, shown) for name, own in of.items())
    held: defaultdict[str, list[str]] = defaultdict(list)
    for report in reports:
        if report.habit and report.share >= HELD:
            held[report.habit].append(report.name)
    return reports, {id_: tuple(names) for id_, names in held.items()}


def _student(name: str, read: Sequence[_Read], shown: Mapping[int, set[str]]) -> StudentReport:
    wrong = [one for one in read if one.answer.is_wrong]
    likely = habits(
        [shares_of(one.answer.mark) for one in wrong if one.answer.is_explained],
        [shown[one.question] for one in read if not one.answer.is_wrong],
    )
    habit = max(likely, key=lambda id_: likely[id_], default=UNKNOWN)
    fits = sum(bool(habit) and one.shares.get(habit, 0.0) > 0 for one in wrong)
    if fits < HABIT:
        habit = UNKNOWN
    return StudentReport(
        name,
        answers=len(read),
        right=sum(one.answer.mark.correct for one in read),
        nearly=sum(one.answer.mark.nearly for one in read),
        wrong=len(wrong),
        habit=habit,
        share=likely[habit] if habit else 0.0,
        fits=fits if habit else 0,
    )
