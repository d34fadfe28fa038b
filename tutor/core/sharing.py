"""What a page needs of the screen at its largest moment, known when it is opened.

On a narrow screen the picture stands below the text.  How many rows it gets is decided for the
whole page, so that no reply and no hint changes it.
"""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from itertools import islice
from typing import NamedTuple

from tutor.core import quiz as quizzes
from tutor.core.activities.table import course_of
from tutor.core.errors import GraphError
from tutor.core.graph import Edge, Pass, run
from tutor.core.lesson import Lesson, Page, Prose, Quiz, Spans, Steps
from tutor.core.opening import asked
from tutor.core.question import Question
from tutor.core.text import width

TEXT = 3
"""Rows that a page's text keeps beside a question: its title and two lines."""

BOARD = 8
"""Rows of a page with a table or a program."""

REPLY = 4
"""Rows for what is said to an answer."""

STEP = 3
"""Rows of an activity that asks nothing: its title, the step taken and the one to come."""

MANY = 40
"""Questions of one activity that are looked at: more are of the same kinds."""


class Setting(NamedTuple):
    """What stays the same as long as a page is open.

    ``asked`` are the nodes and edges whose numbers its activities ask for; ``panel`` the rows of
    the largest of these, with a reply, and ``text`` those that the page's text keeps beside it;
    ``whole`` are the complete passes of the graphs that grow on it.
    """

    page: int
    asked: frozenset[str | Edge] = frozenset()
    panel: int = 0
    text: int = 0
    whole: Mapping[str, Pass] = {}


def setting(lesson: Lesson, index: int, cells: int) -> Setting:
    """The setting of a page whose text is ``cells`` wide."""
    if index >= len(lesson.pages):
        return Setting(index)
    page = lesson.pages[index]
    questions = tuple(_questions(lesson, page))
    panels = [1 + _rows(question, cells) + REPLY for question in questions]
    steps = [activity for activity in page.activities if isinstance(activity, Steps)]
    panel = max(panels, default=0) or (STEP if steps else 0)
    boards = any(course_of(activity) for activity in steps)
    text = min(_text_rows(page, cells), BOARD if boards or not questions else TEXT)
    return Setting(
        page=index,
        asked=frozenset(part for question in questions for part in question.focus),
        panel=panel,
        text=text,
        whole={
            activity.graph: run(lesson.graphs[activity.graph].graph)
            for activity in steps
            if activity.kind == "build"
        },
    )


def picture_rows(body: int, others: int) -> int:
    """Rows of a narrow screen's picture, given those of the whole and of what stands above it."""
    return max((2 * body + 4) // 5, body - others)


def _questions(lesson: Lesson, page: Page) -> Iterator[Question]:
    for activity in page.activities:
        graph = lesson.graphs.get(activity.graph)
        try:
            if isinstance(activity, Quiz):
                yield quizzes.make(activity, graph, 0)
            elif graph is not None and activity.mode != "watch":
                yield from islice(asked(activity, run(graph.graph)), MANY)
        except GraphError:
            continue  # the page says what is wrong when the learner comes to it


def _rows(question: Question, cells: int) -> int:
    """Rows of a question: its prompt, and what it is answered with."""
    prompt, options = _lines(question.prompt, cells), question.options
    if question.way in ("blanks", "grid"):
        return prompt + -(-len(question.slots) // max(1, question.columns))
    if question.way in ("label", "tick"):
        return prompt + len(question.slots) + 1
    return prompt + sum(-(-(width(option) + 5) // cells) for option in options)


def _text_rows(page: Page, cells: int) -> int:
    """Rows of a page's text: its title, and lines with a space between paragraphs."""
    prose = [block for block in page.blocks if isinstance(block, Prose)]
    return sum(1 + _lines(block.spans, cells) for block in prose) if prose else 0


def _lines(spans: Spans, cells: int) -> int:
    return -(-sum(width(span.text) for span in spans) // cells)
