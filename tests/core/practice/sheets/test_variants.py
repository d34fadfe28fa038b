"""Every variant of a question, of every kind and lesson, has the key of its own values."""

from __future__ import annotations

import re

import pytest

from tests.core.generated import wrong_responses
from tests.samples import sampled
from tutor.commands.common import all_lessons
from tutor.core import questions as quizzes
from tutor.core.answers import is_right, read_number
from tutor.core.graph import run
from tutor.core.lesson import Lesson, LessonGraph, Quiz
from tutor.core.practice import PracticeItem, graph_items, lesson_items, practice_lesson
from tutor.core.practice.sheets import sheet_for
from tutor.core.questions.model import Question
from tutor.core.typed import read_typed

STATED = re.compile(r"With (.+): what is ∂(.+)/∂(.+)\?")
LESSONS = all_lessons()


def wrong_keys(question: Question) -> list[str]:
    """What is wrong with it, its key held against the values that its own words state."""
    right = quizzes.solution(question)
    found = [] if quizzes.mark(question, right).correct else [f"refuses its own key {right}"]
    wrong = wrong_responses(question, right) if question.way == "pick" else ()
    found += [f"accepts {one}" for one in wrong if quizzes.mark(question, one).correct]
    words = "".join(span.shown for span in question.prompt)
    stated = STATED.fullmatch(words)
    if stated and question.numbers is not None and question.quiz.kind in ("choice", "numeric"):
        graph = question.numbers.graph
        names = {node.label: node.name for node in graph.nodes}
        pairs = (pair.split(" = ") for pair in stated[1].split(", "))
        values = {names[label]: read_number(number) for label, number in pairs}
        truth = run(graph, values).derivative(names[stated[2]], names[stated[3]])
        (key,) = right
        number = read_number(question.options[int(key)] if question.options else key)
        if not is_right(number, truth):
            found.append(f"{words} has the key {number}, not {truth}")
    return found


def wrong_variants(items: tuple[PracticeItem, ...]) -> list[str]:
    sheets = [sheet_for(items, name, 1) for name in ("1", "Ann", "Ben")]
    return [f"{item.name}: {fault}" for sheet in sheets for item in sheet.items
            for fault in wrong_keys(item.question)]  # fmt: skip


@pytest.mark.parametrize("lesson", sampled(LESSONS, LESSONS[4:5]), ids=lambda one: one.id)
def test_the_key_of_every_variant_is_what_its_graph_gives(lesson: Lesson) -> None:
    items = lesson_items(lesson, 6, 1, ("choice",)) + lesson_items(lesson, 2, 1, ("numeric",))
    assert wrong_variants(items) == []


@pytest.mark.slow
@pytest.mark.parametrize("kind", list(quizzes.KINDS))
def test_variants_of_every_kind_accept_their_key_alone(kind: str) -> None:
    for lesson in LESSONS:
        assert wrong_variants(lesson_items(lesson, 4, 2, (kind,))) == [], lesson.id


def typed(text: str) -> LessonGraph:
    read = read_typed(text)
    assert read.graph is not None
    return read.graph


def test_a_generated_choice_of_a_formula_has_options_of_its_own_values() -> None:
    items = graph_items(typed("J = (w*x - y)^2"), 2, 1, ("choice",))
    options = {sheet_for(items, str(n), 1).items[0].question.options for n in range(4)}
    assert len(options) == 4
    assert wrong_variants(items) == []


def test_a_question_of_a_practice_lesson_has_the_key_of_its_values() -> None:
    lesson = practice_lesson(typed("J = (w*x - y)^2"), 3)
    (graph,) = lesson.graphs.values()
    made = [quizzes.make(quiz, graph, 7) for page in lesson.pages for quiz in page.activities
            if isinstance(quiz, Quiz)]  # fmt: skip
    assert "choice" in {question.quiz.kind for question in made}
    assert [fault for question in made for fault in wrong_keys(question)] == []
