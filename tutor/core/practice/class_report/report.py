"""A class's answers as a report: per question, per student, per mistake.

Every wrong answer counts for its causes by their shares, each read in the light of what the same
student answered elsewhere (``habits.py``).
"""

from __future__ import annotations

import re
from collections import Counter, defaultdict
from collections.abc import Callable, Iterable, Mapping, Sequence
from itertools import count
from statistics import median

from tutor.core.answers import AnswerError, read_number
from tutor.core.practice.class_report.answers import (
    UNKNOWN,
    Answer,
    Question,
    Read,
    Shares,
    Told,
    Unmarked,
    shares_of,
)
from tutor.core.practice.class_report.habits import habits, in_their_light
from tutor.core.practice.class_report.model import (
    ONE_FILE,
    CauseCount,
    ClassReport,
    Example,
    LessonName,
    Place,
    QuestionReport,
    Sources,
    StudentReport,
)
from tutor.core.practice.class_report.remedies import Exercises, groups_of, needs_of, told_apart
from tutor.core.practice.class_report.skills import skills_of
from tutor.core.text import format_number

EXAMPLES = 3
HABIT = 2
"""Wrong answers of a student that a habit has to fit: once is no habit."""
SHOWN = 0.3
"""The share from which an answer shows that a cause gives a number of its own at its question."""
HELD = 0.6
"""How likely a habit has to be for a student to be counted among those who have it."""
NUMBERS = 5
"""Unexplained numbers that are listed for a question."""
_OWN_NUMBER = re.compile(r"[Qq]?\s*([1-9][0-9]{0,3})")
"""What a class file has in its column ``question`` where that is a number."""


def tell_marked(answer: Answer) -> Told:
    """A number that was marked, and the right one."""
    return Told(answer.given.strip(), format_number(answer.mark.expected))


def class_report(
    answers: Sequence[Answer],
    *,
    unmarked: Sequence[Unmarked] = (),
    column: str = "",
    lessons: Mapping[str, LessonName],
    practisable: Callable[[Question, str], bool],
    tell: Callable[[Answer], Told] = tell_marked,
    seconds: Mapping[str, float] | None = None,
    sources: Sources = ONE_FILE,
) -> ClassReport:
    """The report on these answers.

    ``unmarked`` are the answers that have no mark, ``column`` names the students' column,
    ``lessons`` says what each lesson is called, by its id, and ``practisable`` whether questions of
    a kind can be asked on the graph of a question.  ``tell`` puts those answers into words that are
    shown, ``seconds`` are the times of students, ``sources`` the files that all this stood in.
    """

    def example(one: Read) -> Example:
        said = tell(one.answer)
        return Example(one.answer.student, said.given, one.question, said.expected)

    numbers = _numbered(dict.fromkeys(one.question for one in answers))
    read = _read(answers, numbers)
    reports, held = _students(read, seconds or {}, Counter(one.student for one in unmarked))
    exercises = Exercises({n: q for q, n in numbers.items()}, practisable, lessons)
    groups = groups_of(_summed(read), held, _by_cause(read), EXAMPLES, exercises, example)
    return ClassReport(
        answers=len(answers),
        right=sum(one.mark.correct for one in answers),
        nearly=sum(one.mark.nearly for one in answers),
        wrong=sum(one.is_wrong for one in answers),
        unmarked=_unmarked(unmarked, numbers),
        unknown=sum(one.shares.get(UNKNOWN, 0.0) for one in read),
        unread=_unread(answers),
        column=column,
        questions=_questions(read, numbers, example),
        students=reports,
        groups=groups,
        needs=needs_of(groups),
        readings=tuple(one.shares for one in read),
        lessons=dict(lessons),
        skills=skills_of(read, held),
        sources=sources,
    )


def _numbered(questions: Iterable[Question]) -> dict[Question, int]:
    """The questions with their numbers, in the order of these.

    They are those of a class file that has them; one that is taken, or has none, gets a free one.
    """
    questions = tuple(questions)
    numbers: dict[Question, int] = {}
    taken: set[int] = set()
    for question in questions:
        own = _OWN_NUMBER.fullmatch(question.item) if not question.lesson else None
        if own and int(own[1]) not in taken:
            numbers[question] = int(own[1])
            taken.add(numbers[question])
    free = (n for n in count(1) if n not in taken)
    for question in questions:
        if question not in numbers:
            numbers[question] = next(free)
    return dict(sorted(numbers.items(), key=lambda pair: pair[1]))


def _unmarked(
    unmarked: Iterable[Unmarked], numbers: Mapping[Question, int]
) -> tuple[tuple[str, tuple[Place, ...]], ...]:
    """The commonest reasons first, each with where it holds."""
    of: defaultdict[str, list[Place]] = defaultdict(list)
    for reason, student, question, row in unmarked:
        of[reason].append(Place(student, numbers.get(question, 0) if question else 0, row))
    return tuple(sorted(((r, tuple(p)) for r, p in of.items()), key=lambda pair: -len(pair[1])))


def _read(answers: Sequence[Answer], numbers: Mapping[Question, int]) -> list[Read]:
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
        Read(one, numbers[one.question], shares) for one, shares in zip(answers, own, strict=True)
    ]


def _unread(answers: Iterable[Answer]) -> int:
    return sum(one.is_wrong and not one.mark.read for one in answers)


def _summed(read: Iterable[Read]) -> dict[str, float]:
    total: dict[str, float] = {}
    for one in read:
        for id_, share in one.shares.items():
            total[id_] = total.get(id_, 0.0) + share
    return total


def _by_cause(read: Iterable[Read]) -> dict[str, list[tuple[float, Read]]]:
    """For each cause the answers that show it, clearest first."""
    found: defaultdict[str, list[tuple[float, Read]]] = defaultdict(list)
    for one in read:
        for id_, share in one.shares.items():
            if share > 0 and id_ != UNKNOWN:
                found[id_].append((share, one))
    return {id_: sorted(one, key=lambda pair: -pair[0]) for id_, one in found.items()}


def _questions(
    read: Iterable[Read], numbers: Mapping[Question, int], example: Callable[[Read], Example]
) -> tuple[QuestionReport, ...]:
    of: defaultdict[int, list[Read]] = defaultdict(list)
    for one in read:
        of[one.question].append(one)
    return tuple(_question(n, question, of[n], example) for question, n in numbers.items())


def _question(
    number: int, question: Question, read: Sequence[Read], example: Callable[[Read], Example]
) -> QuestionReport:
    share, found = _summed(read), _by_cause(read)
    places = _places(read)
    causes = tuple(
        CauseCount(
            id_, places.get(id_, ""), share[id_],
            tuple(map(example, told_apart(found[id_], EXAMPLES))),
        )
        for id_ in sorted(found, key=lambda id_: -share[id_])
    )  # fmt: skip
    given = (_number(one.answer) for one in read if one.shares.get(UNKNOWN, 0.0) >= 1 / 2)
    unexplained = Counter(x for x in given if x is not None)
    times = [one.answer.event.seconds for one in read if one.answer.event]
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
        seconds=median(times) if times else 0.0,
    )


def _number(answer: Answer) -> float | None:
    """The number that was answered; None for what is no number, or one of several."""
    try:
        return read_number(answer.given)
    except AnswerError:
        return None


def _places(read: Iterable[Read]) -> dict[str, str]:
    """For each cause the node at which it happened most."""
    weight: dict[tuple[str, str], float] = {}
    for one in read:
        for cause in one.answer.mark.causes if one.answer.is_wrong else ():
            place = (cause.id, cause.at)
            weight[place] = weight.get(place, 0.0) + cause.share
    return dict(sorted(weight, key=lambda place: weight[place]))  # the heaviest comes last


def _students(
    read: Sequence[Read], seconds: Mapping[str, float], unmarked: Mapping[str, int]
) -> tuple[tuple[StudentReport, ...], dict[str, tuple[str, ...]]]:
    """The students in the order of the file; for each cause those who have it as a habit.

    Those of whom no answer could be marked come last.
    """
    shown: defaultdict[int, set[str]] = defaultdict(set)
    of: defaultdict[str, list[Read]] = defaultdict(list)
    for one in read:
        shown[one.question] |= {id_ for id_, s in one.shares.items() if id_ and s >= SHOWN}
        if one.answer.student:
            of[one.answer.student].append(one)
    reports = tuple(
        _student(name, of.get(name, ()), shown, seconds.get(name, 0.0), unmarked.get(name, 0))
        for name in dict.fromkeys((*of, *filter(None, unmarked)))
    )
    held: defaultdict[str, list[str]] = defaultdict(list)
    for report in reports:
        if report.habit and report.share >= HELD:
            held[report.habit].append(report.name)
    return reports, {id_: tuple(names) for id_, names in held.items()}


def _student(
    name: str,
    read: Sequence[Read],
    shown: Mapping[int, set[str]],
    seconds: float,
    unmarked: int,
) -> StudentReport:
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
        seconds=seconds,
        unmarked=unmarked,
    )
