"""What a page needs of the screen at its largest moment, known when it is opened.

On a narrow screen the picture stands below the text.  How many rows it gets is decided for the
whole page, so that no reply and no hint changes it.
"""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from itertools import islice
from typing import NamedTuple

from tutor.core import questions as quizzes
from tutor.core.activities import Work, kind_of, questions_of
from tutor.core.errors import GraphError
from tutor.core.graph import Edge, Graph, Pass, run
from tutor.core.lesson import Lesson, Page, Plan, Prose, Quiz, Spans, Steps
from tutor.core.questions import Question
from tutor.core.text import number, width

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


class PageSetting(NamedTuple):
    """What stays the same as long as a page is open.

    ``asked`` are the nodes and edges whose numbers its activities ask for; ``panel`` the rows of
    the largest of these, with a reply, and ``text`` those that the page's text keeps beside it;
    ``moments`` are, for graphs that grow or get other numbers on it, the passes that need most
    room; ``walked`` the names of those that a pass goes through node by node.
    """

    page: int
    asked: frozenset[str | Edge] = frozenset()
    panel: int = 0
    text: int = 0
    moments: Mapping[str, tuple[Pass, ...]] = {}
    walked: frozenset[str] = frozenset()


def page_setting(lesson: Lesson, index: int, cells: int) -> PageSetting:
    """The setting of a page whose text is ``cells`` wide.

    What is asked beside no picture takes no rows from one.
    """
    if index >= len(lesson.pages):
        return PageSetting(index)
    page = lesson.pages[index]
    questions = tuple(one for one in _questions(lesson, page) if one.quiz.pictured)
    panels = [1 + _rows(question, cells) + REPLY for question in questions]
    steps = [activity for activity in page.activities if isinstance(activity, Steps)]
    panel = max(panels, default=0) or (STEP if steps else 0)
    passes = [activity.graph for activity in steps if kind_of(activity).walks]
    text = min(
        _text_rows(page, cells), BOARD if len(passes) < len(steps) or not questions else TEXT
    )
    return PageSetting(
        page=index,
        asked=frozenset(part for question in questions for part in question.focus),
        panel=panel,
        text=text,
        moments={
            activity.graph: _moments(activity, lesson.graphs[activity.graph].graph)
            for activity in steps
        },
        walked=frozenset(passes),
    )


def picture_rows(body: int, needs: PageSetting, *, program: bool = False) -> tuple[int, int]:
    """Rows of a picture below the text, of ``body`` in all: those that leave the text its own, and
    the most that it may take from it where it is not seen whole in these.

    With a ``program`` beside it both take the text's place, and half of what a reply has.
    """
    least, most = (2 * body + 4) // 5, body - needs.panel
    if program:
        return (max(least, most + REPLY // 2),) * 2
    return max(least, most - needs.text), max(least, most)


def _moments(activity: Steps[Plan], graph: Graph) -> tuple[Pass, ...]:
    """Of the passes that an activity shows, for each set of nodes the one with most to write.

    There are none where it shows the numbers of its graph alone.
    """
    moments: dict[frozenset[str], Pass] = {}
    kind = kind_of(activity)
    if kind.walks:
        return ()
    try:
        numbers = run(graph)
        works = [Work(step=step) for step in range(min(MANY, kind.length(activity, graph)) + 1)]
        shows = [kind.show(activity, numbers, work, False).numbers for work in works]
        if all(shown is numbers for shown in shows):
            return ()
        for shown in (*shows, numbers):
            nodes = frozenset(shown.values)
            moments[nodes] = max(moments.get(nodes, shown), shown, key=_written)
    except GraphError:
        return ()  # as above
    return tuple(moments.values())


def _written(numbers: Pass) -> int:
    """The cells of all its numbers."""
    known = (numbers.values, numbers.gradients, numbers.locals)
    return sum(width(number(x)) for one in known for x in one.values())


def _questions(lesson: Lesson, page: Page) -> Iterator[Question]:
    for activity in page.activities:
        graph = lesson.graphs.get(activity.graph)
        try:
            if isinstance(activity, Quiz):
                yield quizzes.make(activity, graph, 0)
            elif graph is not None and activity.mode != "watch":
                yield from islice(questions_of(activity, run(graph.graph)), MANY)
        except GraphError:
            continue  # the page says what is wrong when the learner comes to it


TILE = 4
"""Cells that a tile takes beside its text."""


def _rows(question: Question, cells: int) -> int:
    """Rows of a question: its prompt, and what it is answered with."""
    figures = sum(len(block.spans) for block in question.figures)
    prompt, options = figures + _lines(question.prompt, cells), question.options
    if question.way in ("blanks", "grid"):
        headed = question.table is not None and bool(question.table.across)
        return prompt + headed + -(-len(question.slots) // max(1, question.columns))
    if question.way == "assemble":
        tiles = sum(width(option) + TILE for option in options)
        return prompt + 1 + -(-tiles // cells)
    if question.way in ("label", "tick"):
        return prompt + len(question.slots) + 1
    return prompt + sum(-(-(width(option) + 5) // cells) for option in options)


def _text_rows(page: Page, cells: int) -> int:
    """Rows of a page's text: its title, and lines with a space between paragraphs."""
    prose = [block for block in page.blocks if isinstance(block, Prose)]
    return sum(1 + _lines(block.spans, cells) for block in prose) if prose else 0


def _lines(spans: Spans, cells: int) -> int:
    return -(-sum(width(span.text) for span in spans) // cells)
