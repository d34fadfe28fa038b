"""The report on a class: what the core needs of the lessons and of the command line."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Sequence
from dataclasses import replace
from functools import cache

from tutor.class_folder import HandedIn
from tutor.core.catalogue import header_of
from tutor.core.errors import TutorError
from tutor.core.lesson import Lesson
from tutor.core.practice import graph_items
from tutor.core.practice.class_report import (
    Answer,
    ClassReport,
    ItemWords,
    LeftOut,
    LessonName,
    Question,
    Sources,
    Told,
    Unmarked,
    class_report,
    learned,
    tell_marked,
)
from tutor.core.questions import with_fixed_leaves
from tutor.core.text import plural
from tutor.graph_arguments import SourceError, is_source, read_given
from tutor.library import SourceProblemsError, built_in
from tutor.marking_file import ClassFile
from tutor.packs import added_packs, entries_of


def report_on(file: ClassFile) -> ClassReport:
    """The report on the answers of a file that could be marked."""
    return class_report(
        _answers(file),
        unmarked=tuple(_unmarked(file)),
        column=file.column,
        lessons=lesson_names(),
        practisable=can_ask,
    )


def report_on_class(handed_in: HandedIn, lessons: Sequence[Lesson]) -> ClassReport:
    """One report on all exports and class files; what stands in two of them counts once."""
    words = ItemWords(lessons)
    found = learned(handed_in.exports, words)
    names = {name.casefold(): name for name in found.seconds}
    answers, repeated = _each_once(handed_in.class_files, names)

    def tell(answer: Answer) -> Told:
        return words.tell(answer) if answer.event else tell_marked(answer)

    unmarked = (
        one._replace(
            reason=f"{name}: {one.reason}",
            student=names.setdefault(one.student.casefold(), one.student),
        )
        for name, file in handed_in.class_files
        for one in _unmarked(file)
    )
    left_out = (*handed_in.left_out, *found.left_out, *repeated)
    return class_report(
        [*found.answers, *answers],
        unmarked=tuple(unmarked),
        lessons=lesson_names(),
        practisable=can_ask,
        tell=tell,
        seconds=found.seconds,
        sources=Sources(found.exports, len(handed_in.class_files), left_out),
    )


def _each_once(
    files: Iterable[tuple[str, ClassFile]], names: dict[str, str]
) -> tuple[list[Answer], list[LeftOut]]:
    """The answers of class files, a student called as where the name stood first (in ``names``).

    What a student answered to a question in an earlier file, with the same number, is not counted
    again; in one file a row is a row.
    """
    known: set[tuple[str, Question, str]] = set()
    answers: list[Answer] = []
    left_out: list[LeftOut] = []
    for file, rows in files:
        here = [
            replace(one, student=names.setdefault(one.student.casefold(), one.student))
            for one in _answers(rows)
        ]
        keys = [(one.student, one.question, one.given.strip()) for one in here]
        new = [one for one, key in zip(here, keys, strict=True) if key not in known]
        if repeated := len(here) - len(new):
            said = f"{plural(repeated, 'answer')} stand in another class file, and count there"
            left_out.append(LeftOut(file, said))
        answers += new
        known.update(key for key in keys if key[0])
    return answers, left_out


def _answers(file: ClassFile) -> list[Answer]:
    return [row.outcome.answer for row in file.rows if row.outcome.answer is not None]


def _unmarked(file: ClassFile) -> Iterator[Unmarked]:
    for one in (row.outcome for row in file.rows if row.outcome.answer is None):
        yield Unmarked(one.problem, one.student, one.question, one.row)


def lesson_names() -> dict[str, LessonName]:
    """What the built-in lessons and those of the packs at hand are called, by their ids."""
    heads = ((file.number, header_of(file.data)) for file in built_in())
    names = {head.id: LessonName(str(number), head.title) for number, head in heads}
    return names | {one.id: LessonName(one.number, one.title) for one in entries_of(added_packs())}


@cache
def can_ask(question: Question, kind: str) -> bool:
    """Whether ``bptutor quiz SOURCE --kind KIND`` asks anything, with values of its own.

    It would take ``fan-out`` for a lesson; the text of a question is never the name of a file.
    """
    if not is_source(question.source):
        return False
    try:
        typed, _ = read_given(question.source, (), of=question.of, all_needed=False)
        if typed.graph is None:
            return False
        return bool(graph_items(with_fixed_leaves(typed.graph, {}), 1, 1, (kind,)))
    except (SourceError, SourceProblemsError, TutorError):
        return False
