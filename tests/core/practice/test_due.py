"""What reviews and rounds ask: the fewest questions, and nothing in a form that is mastered."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import replace
from datetime import UTC, datetime, timedelta

import pytest

from tests.core.events import added_up, answered
from tests.core.lessons import LESSONS, lesson
from tests.soak.learners import NUMBERS
from tutor.core import questions as quizzes
from tutor.core.practice import (
    PRACTICE,
    PracticeItem,
    due_items,
    mark_answer,
    review_items,
    warm_up_items,
)
from tutor.core.practice.items import quizzes_of
from tutor.core.practice.test_out import MasteryTest
from tutor.core.progress import Placed, Progress, add_up, meaning
from tutor.core.session.events import event_of

COURSE = tuple(lesson(number) for number in NUMBERS[:9])
BEGIN = datetime(2026, 1, 5, 17, tzinfo=UTC)


def begun() -> Progress:
    opened = tuple(Placed.of(BEGIN, one.id, {}) for one in COURSE)
    return add_up(Progress(), opened, UTC, lambda _: False)[0]


def right(progress: Progress, items: tuple[PracticeItem, ...], at: datetime) -> Progress:
    """The progress after right answers to these."""
    for number, item in enumerate(items):
        save = mark_answer(item, quizzes.solution(item.question))[2]
        assert save is not None
        event = event_of(save, item.lesson, at + timedelta(minutes=number), 30.0)
        progress = add_up(progress, (event,), UTC, lambda _: False)[0]
    return progress


def forms(items: tuple[PracticeItem, ...]) -> set[str]:
    return {item.question.quiz.kind for item in items}


@pytest.mark.slow
@pytest.mark.parametrize("skill", ["local-power", "message-product", "forward-value"])
def test_practice_never_repeats_a_form_that_is_mastered(skill: str) -> None:
    """Whoever always answers rightly meets every kind of question there is, then the hardest."""
    progress, met, spent = begun(), set[str](), set[str]()
    for day in range(8):
        now = BEGIN + timedelta(days=day)
        mastered = progress.mastery(skill).mastered_forms
        items = review_items(COURSE, [skill], 3, day + 1, progress)
        assert items
        whole = review_items(COURSE, [skill], 10, day + 1)
        at_hand = forms(tuple(one for one in whole if one.name not in spent))
        first = items[0].question.quiz.kind
        assert first not in mastered or at_hand <= mastered
        assert len(forms(items) & mastered) <= 1, "the hardest one, once no other is left"
        met |= forms(items)
        spent |= fixed(items)  # it would be the same again, whatever its form
        progress = right(progress, items, now)
    assert progress.mastery(skill).mastered_forms
    assert len(met) > 1


@pytest.mark.slow
def test_a_form_that_went_wrong_is_asked_again() -> None:
    progress = begun()
    for day in range(6):
        items = review_items(COURSE, ["local-power"], 4, day + 1)
        progress = right(progress, items, BEGIN + timedelta(days=day))
    mastered = progress.mastery("local-power").mastered_forms
    assert "formula" in mastered
    item = next(
        one for one in review_items(COURSE, ["local-power"], 24, 99)
        if one.question.quiz.kind == "formula"
    )  # fmt: skip
    save = mark_answer(item, ("7",))[2]
    assert save is not None
    event = event_of(save, item.lesson, BEGIN + timedelta(days=7), 30.0)
    progress = add_up(progress, (event,), UTC, lambda _: False)[0]
    assert "formula" not in progress.mastery("local-power").mastered_forms


def test_a_review_asks_for_all_that_is_due_and_no_more_than_it_has_to() -> None:
    progress, skills = begun(), ("local-product", "message-product", "sum-routes", "read-graph")
    progress = right(progress, review_items(COURSE, skills, len(skills), 1), BEGIN)
    now = BEGIN + timedelta(days=20)
    due = {one.skill for one in progress.due(now)}
    assert set(skills) <= due
    items = due_items(COURSE, progress, now, 20, 5)
    assert len(items) <= 20
    count = 0
    while progress.due(now):
        (first,) = due_items(COURSE, progress, now, 1, 5 + count)
        progress, count = right(progress, (first,), now + timedelta(minutes=count)), count + 1
    assert count < len(due)


def test_a_round_on_values_asks_for_values_alone() -> None:
    """A question that was only tagged with “compute values” asked for gradients."""
    for item in review_items(COURSE, ["forward-value"], 20, 3):
        assert "forward-value" in quizzes.skills_of(item.question)


@pytest.mark.slow
def test_a_test_says_before_it_begins_what_it_asks_and_what_it_does_not() -> None:
    for one in COURSE:
        test = MasteryTest.of(one, 5)
        for skill in test.shown:
            assert meaning(skill) in test.rules()
        for skill in test.unasked:
            assert meaning(skill) in test.rules().partition("Not asked")[2]


def all_answered() -> Progress:
    """Whoever answered every question of every lesson, on its page."""
    asked = [(one.id, quiz) for one in LESSONS for quiz in quizzes_of(one)]
    return added_up(
        replace(answered(number, id_), item=quiz.id, skills=quiz.skills)
        for number, (id_, quiz) in enumerate(asked)
    )


def fixed(items: Iterable[PracticeItem]) -> set[str]:
    """Those of which every word and number is always the same."""
    return {item.name for item in items if not item.question.quiz.varied}


@pytest.mark.parametrize("before", [2, 4])
def test_a_warm_up_repeats_no_fixed_question_that_was_answered(before: int) -> None:
    """Unless it is on a skill that only fixed questions ask."""
    later, known = LESSONS[before], all_answered()
    known = known._replace(lessons={k: v for k, v in known.lessons.items() if k != later.id})
    for seed in range(2):
        items = warm_up_items(later, LESSONS, known, BEGIN + timedelta(days=90), seed)
        assert len(items) == 3
        assert not fixed(one for one in items if "decompose" not in one.question.quiz.skills)


@pytest.mark.slow
def test_only_skills_that_nothing_else_asks_get_a_fixed_question_again() -> None:
    known = all_answered()
    for skill in dict.fromkeys(skill for one in LESSONS for skill in one.skills):
        items = review_items(LESSONS, [skill], 3, 1, known)
        assert items, skill
        if fixed(items):
            anew = review_items(LESSONS, [skill], 40, 1)
            assert fixed(anew) == {item.name for item in anew}, skill


def test_a_fixed_question_of_an_earlier_round_is_not_asked_in_the_next() -> None:
    """A round on a screen stores its questions with their numbers."""
    first = review_items(LESSONS, ["decompose"], 1, 1)[0]
    event = replace(answered(1, PRACTICE), item=f"1 {first.name}", skills=("decompose",))
    known = added_up([event])
    again = review_items(LESSONS, ["decompose"], 9, 1, known)
    assert fixed([first])
    assert first.name not in fixed(again)
