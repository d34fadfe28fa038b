"""What reviews and rounds ask: the fewest questions, and nothing in a form that is mastered."""

from __future__ import annotations

from datetime import UTC, datetime, timedelta

import pytest

from tests.core.lessons import lesson
from tests.soak.learners import NUMBERS
from tutor.core import questions as quizzes
from tutor.core.practice import PracticeItem, due_items, mark_answer, review_items
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
    progress, met = begun(), set[str]()
    for day in range(8):
        now = BEGIN + timedelta(days=day)
        mastered = progress.mastery(skill).mastered_forms
        items = review_items(COURSE, [skill], 3, day + 1, progress)
        assert items
        at_hand = forms(review_items(COURSE, [skill], 10, day + 1))
        first = items[0].question.quiz.kind
        assert first not in mastered or at_hand <= mastered
        assert len(forms(items) & mastered) <= 1, "the hardest one, once no other is left"
        met |= forms(items)
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
