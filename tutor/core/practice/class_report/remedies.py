"""What to do about the mistakes of a class: who needs which lesson, and which exercise to set."""

from __future__ import annotations

from collections.abc import Callable, Collection, Mapping, Sequence
from dataclasses import dataclass
from shlex import quote

from tutor.core.misconceptions import teaching_of
from tutor.core.practice.class_report.answers import UNKNOWN, Question, Read
from tutor.core.practice.class_report.model import Example, Group, LessonName, Need
from tutor.core.text import safe

LONGEST = 120
"""Characters of a graph that is put into a command: what is longer, nobody types."""
LOOKED_AT = 200
"""Answers among which examples are chosen."""
TRIED = 3
"""Questions whose graphs are tried for an exercise."""


@dataclass(frozen=True, slots=True)
class Exercises:
    """What exercises can be made of: the questions of the class by number, and the lessons.

    ``can_ask`` says whether a kind of question can be asked on the graph of a question.
    """

    questions: Mapping[int, Question]
    can_ask: Callable[[Question, str], bool]
    lessons: Mapping[str, LessonName]

    def command(self, kind: str, lesson: str, numbers: Sequence[int], seed: int) -> str:
        """A command: on the graph of the first of these questions that allows it, else a lesson."""
        for number in numbers[:TRIED]:
            question = self.questions[number]
            if _can_be_typed(question) and self.can_ask(question, kind):
                of = f" --of {quote(question.of)}" if question.of else ""
                return f"bptutor quiz {quote(question.source)}{of} --kind {kind} --seed {seed}"
        if lesson not in self.lessons:
            return ""
        return f"bptutor quiz {self.lessons[lesson].number} --kind {kind} --seed {seed}"


def _can_be_typed(question: Question) -> bool:
    """Whether there is a graph that a shell hands on as it is, and no option is seen in it."""
    source, of = question.source, question.of
    shown = source == safe(source) and of == safe(of)
    return bool(source) and shown and len(source) <= LONGEST and not source.startswith("-")


def groups_of(
    share: Mapping[str, float],
    held: Mapping[str, tuple[str, ...]],
    found: Mapping[str, Sequence[tuple[float, Read]]],
    examples: int,
    exercises: Exercises,
    example: Callable[[Read], Example],
) -> tuple[Group, ...]:
    """The mistakes of a class, heaviest first.

    ``share`` is how many answers each is good for, ``held`` who has it as a habit, ``found`` its
    answers, clearest first, and ``example`` puts one into words.
    """
    ids = sorted((id_ for id_ in share if id_ != UNKNOWN), key=lambda id_: -share[id_])

    def group(id_: str, seed: int) -> Group:
        answers, students = found.get(id_, ()), held.get(id_, ())
        told = tuple(map(example, told_apart(answers, examples, students)))
        return _group(id_, share[id_], students, answers, told, exercises, seed)

    return tuple(group(id_, seed) for seed, id_ in enumerate(ids, 1) if share[id_] > 0)


def _group(
    id_: str, share: float, students: tuple[str, ...],
    found: Sequence[tuple[float, Read]], examples: tuple[Example, ...], exercises: Exercises,
    seed: int,
) -> Group:  # fmt: skip
    teaching = teaching_of(id_)
    weight: dict[int, float] = {}
    for own, read in found:
        weight[read.question] = weight.get(read.question, 0.0) + own
    numbers = sorted(weight, key=lambda number: -weight[number])
    lesson = teaching.lesson if teaching else ""
    exercise = exercises.command(teaching.kind, lesson, numbers, seed) if teaching else ""
    return Group(id_, share, students, examples, lesson, exercise)


def told_apart(
    found: Sequence[tuple[float, Read]], count: int, students: Collection[str] = ()
) -> tuple[Read, ...]:
    """The clearest answers, those of ``students`` first: several people, several numbers."""
    members = frozenset(students)
    ranked = sorted(found, key=lambda pair: pair[1].answer.student not in members)
    left = [read for _, read in ranked[:LOOKED_AT]]
    chosen: list[Read] = []
    while left and len(chosen) < count:
        people = {one.answer.student for one in chosen} - {""}
        numbers = {_number_of(one) for one in chosen}
        known = [(one.answer.student in people) + (_number_of(one) in numbers) for one in left]
        chosen.append(left.pop(known.index(min(known))))
    return tuple(chosen)


def _number_of(one: Read) -> tuple[int, str]:
    """The question and what was answered to it."""
    return one.question, one.answer.given.strip()


def needs_of(groups: Sequence[Group]) -> tuple[Need, ...]:
    """The lessons to teach again: that of the most wrong answers first, then of the most habits."""
    of: dict[str, list[Group]] = {}
    for group in groups:
        if group.lesson:
            of.setdefault(group.lesson, []).append(group)
    needs = (
        Need(
            lesson,
            sum(group.share for group in own),
            tuple(dict.fromkeys(name for group in own for name in group.students)),
            tuple(group.id for group in own),
        )
        for lesson, own in of.items()
    )
    return tuple(sorted(needs, key=lambda need: (-need.share, -len(need.students))))
