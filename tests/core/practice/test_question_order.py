"""Questions are drawn so that right answers to them rule out the common mistakes of a skill."""

from __future__ import annotations

from collections.abc import Iterator
from datetime import UTC, datetime

import pytest
from hypothesis import given
from hypothesis import strategies as st

from tests.core.lessons import lesson
from tests.core.practice.not_shown import NOT_SHOWN
from tests.samples import sampled
from tests.soak.learners import NUMBERS
from tutor.core import questions as quizzes
from tutor.core.lesson import Lesson
from tutor.core.misconceptions import derivatives, lacking_skill
from tutor.core.practice import PracticeItem, mark_answer, review_items
from tutor.core.practice.question_order import telling_first, told_by
from tutor.core.progress import COURSE, MISTAKES, SKILLS, Evidence, Placed, Progress, add_up
from tutor.core.session.events import event_of

ALL = tuple(lesson(number) for number in NUMBERS)
SETS = st.frozensets(st.sampled_from("abcdef"))


def met_with(skill: str) -> tuple[Lesson, ...]:
    """The lessons up to that of a skill; a skill without one is met at the eighth."""
    row = SKILLS[skill]
    known = COURSE[: COURSE.index(row.lesson) + 1 if row.lesson else 8]
    return tuple(one for one in ALL if one.id in known)


@pytest.mark.parametrize("skill", sampled(tuple(MISTAKES), ["sum-routes", "delta-hidden"]))
def test_three_questions_rule_out_every_common_mistake_as_soon_as_the_skill_is_met(
    skill: str,
) -> None:
    for lessons in (met_with(skill), ALL):
        items = review_items(lessons, [skill], 3, 5)
        ruled_out = {one for item in items for one in quizzes.ruled_out_by(item.question)}
        assert set(MISTAKES[skill]) <= ruled_out


def test_each_mistake_in_a_derivative_has_to_be_ruled_out_or_has_a_reason_why_not() -> None:
    """A new one goes into ``MISTAKES``, unless no question shows it."""
    for rule in derivatives():
        skill = lacking_skill(rule.id)
        if not skill:
            continue  # a slip of the pen in any step, not a lack of a skill
        listed = rule.id in MISTAKES.get(skill, ())
        assert listed != (rule.id in NOT_SHOWN), f"{rule.id}, of {skill}: {NOT_SHOWN.get(rule.id)}"
    named = [id_ for ids in MISTAKES.values() for id_ in ids]
    assert {id_: lacking_skill(id_) for id_ in named} == {
        id_: skill for skill, ids in MISTAKES.items() for id_ in ids
    }
    assert len(named) == len(set(named))


@given(st.lists(SETS, max_size=12), st.lists(st.sampled_from("abcdef"), unique=True, min_size=1))
def test_what_shows_most_comes_first_and_nothing_is_lost(
    pool: list[frozenset[str]], open_: list[str]
) -> None:
    """Questions are sets of mistakes here; the sixth letter is shown by one of the further ones."""
    numbered = list(enumerate(pool))

    def further(mistake: str) -> Iterator[tuple[int, frozenset[str]]]:
        yield from [(-1, frozenset(mistake))] * (mistake == "f")

    found = list(telling_first(iter(numbered), open_, lambda one: one[1], further, 8, lambda _: ()))
    assert sorted(one for one in found if one[0] >= 0) == numbered
    shown = {mistake for _, one in (*numbered[:8], (0, frozenset("f"))) for mistake in one}
    first = found[: len(open_)]
    assert set(open_) & shown <= {mistake for _, one in first for mistake in one}


def test_a_question_that_is_guessed_or_has_many_steps_tells_less_of_a_skill() -> None:
    number = told_by(Evidence("S", True, 0.1, 1))
    assert number > told_by(Evidence("S", True, 0.3, 1)), "1 and −1 are tried by anybody"
    assert number > told_by(Evidence("S", True, 0.0, 7)), "who knows slips in one of seven steps"
    assert told_by(Evidence("S", True, 0.3, 1)) > told_by(Evidence("S", True, 0.5, 1))


@pytest.mark.parametrize(
    "skill", sampled(("local-tanh", "local-sum", "sum-routes"), ["local-tanh"])
)
def test_who_was_right_on_graphs_of_one_shape_is_asked_on_another_next(skill: str) -> None:
    """Otherwise one who knows was not called so after six right answers: all were on one shape."""
    now = datetime(2026, 1, 5, 17, tzinfo=UTC)
    progress = add_up(Progress(), [Placed.of(now, COURSE[-1], {})], UTC, lambda _: False)[0]
    pool = review_items(ALL, [skill], 40, 7)
    shape = shape_of(pool[0])
    for item in [one for one in pool if shape_of(one) == shape][:3]:
        save = mark_answer(item, quizzes.solution(item.question))[2]
        assert save is not None
        event = event_of(save, item.lesson, now, 30.0)
        progress = add_up(progress, (event,), UTC, lambda _: False)[0]
    shapes = {one.shape for one in progress.mastery(skill).right_on}
    assert shapes == {shape}
    for seed in range(5):
        first = review_items(ALL, [skill], 1, seed, progress)[0]
        ruled_out = set(quizzes.ruled_out_by(first.question))
        is_open = set(progress.mastery(skill).open_mistakes)
        assert shape_of(first) != shape or ruled_out & is_open


def shape_of(item: PracticeItem) -> str:
    numbers = item.question.numbers
    return numbers.graph.shape if numbers else item.name
