"""The notes of somebody who has answered for years."""

from __future__ import annotations

import sys
from dataclasses import replace

import pytest

from tests.core.events import START, added_up, answered
from tests.core.lessons import LESSON_5
from tutor.core.lesson import LessonGraph, Quiz
from tutor.core.practice import account_of, notes, stored_question
from tutor.core.practice.notes import LEAST, LISTED
from tutor.core.progress import Answered
from tutor.core.questions import Question


def written(*answers: Answered) -> str:
    return notes(account_of(added_up(answers), (LESSON_5,), START), (LESSON_5,), answers)


def tries(count: int, item: str = "grad-w") -> list[Answered]:
    """Answers to one question with values of their own, every second one right."""
    numbers = range(count)
    return [replace(answered(n, LESSON_5.id, correct=n % 2 == 0), item=item) for n in numbers]


@pytest.fixture
def made(monkeypatch: pytest.MonkeyPatch) -> list[int]:
    """The seeds of the questions that were put together."""
    seeds: list[int] = []
    make = stored_question.quizzes.make

    def counted(quiz: Quiz, graph: LessonGraph | None, seed: int) -> Question:
        seeds.append(seed)
        return make(quiz, graph, seed)

    monkeypatch.setattr(stored_question.quizzes, "make", counted)
    return seeds


def test_every_try_is_told_as_long_as_there_are_few() -> None:
    text = written(*tries(12))
    assert "12. 2026-03-01" in text
    assert "before these" not in text


def test_of_very_many_the_last_are_told_and_the_others_counted(
    made: list[int], monkeypatch: pytest.MonkeyPatch
) -> None:
    """Of 100,000 answers the notes took minutes: each question was put together anew."""
    monkeypatch.setattr(sys.modules[notes.__module__], "LISTED", 50)
    text = written(*tries(151))
    first = f"101 answers before these, the first of {START:%Y-%m-%d}, 51 right"
    assert first in text
    assert "\n102. " in text
    assert "\n151. " in text
    assert "\n101. " not in text
    assert len(made) == 50


def test_of_each_of_many_questions_some_tries_are_told() -> None:
    answers = [one for n in range(LISTED) for one in tries(LEAST + 1, f"own-{n}")]
    text = written(*answers)
    assert text.count("1 answer before these") == LISTED
    assert text.count("\n4. ") == LISTED


def test_a_question_that_was_tried_again_is_put_together_once(made: list[int]) -> None:
    written(*(replace(one, seed=5) for one in tries(6)))
    assert made == [5]
