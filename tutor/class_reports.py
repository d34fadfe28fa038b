"""The report on a class file: what the core needs of the lessons and of the command line."""

from __future__ import annotations

from functools import cache

from tutor.core.catalogue import header_of
from tutor.core.errors import TutorError
from tutor.core.practice import graph_items
from tutor.core.practice.class_report import (
    ClassReport,
    LessonName,
    Question,
    Unmarked,
    class_report,
)
from tutor.core.questions import with_fixed_leaves
from tutor.graph_arguments import SourceError, SourceProblemsError, is_source, read_given
from tutor.library import built_in
from tutor.marking_file import ClassFile


def report_on(file: ClassFile) -> ClassReport:
    """The report on the answers of a file that could be marked."""
    answers = [row.outcome.answer for row in file.rows if row.outcome.answer is not None]
    return class_report(
        answers,
        unmarked=[
            Unmarked(one.problem, one.student, one.question, one.row)
            for one in (row.outcome for row in file.rows)
            if one.answer is None
        ],
        column=file.column,
        lessons=lesson_names(),
        practisable=can_ask,
    )


def lesson_names() -> dict[str, LessonName]:
    """What the built-in lessons are called, by their ids."""
    heads = ((file.number, header_of(file.data)) for file in built_in())
    return {head.id: LessonName(str(number), head.title) for number, head in heads}


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
