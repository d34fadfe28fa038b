"""A review as a lesson: a page a question, on what is due, with fresh values."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import replace

from tutor.core.lesson import Lesson, Page, Prose, Span
from tutor.core.practice.items import PracticeItem
from tutor.core.progress import PRACTICE


def review_lesson(items: Sequence[PracticeItem], title: str = "Review", says: str = "") -> Lesson:
    """These questions one after the other; the first page ``says`` what they are for.

    They come from several lessons whose graphs may share a name, so each question brings its own.
    """
    pages = []
    graphs = {}
    for number, item in enumerate(items, 1):
        quiz = replace(item.question.quiz, id=f"{number} {item.name}")
        if item.lesson_graph is not None:
            name = f"{quiz.graph}, question {number}"
            graphs[name] = item.lesson_graph
            quiz = replace(quiz, graph=name, varied=True)
        words = (Prose("paragraph", (Span(says),)),) if says and number == 1 else ()
        pages.append(Page(f"Question {number}", (*words, quiz)))
    return Lesson(id=PRACTICE, title=title, pages=tuple(pages), graphs=graphs)
