"""The skills of a class: what wrong answers lack, and who lacks it."""

from __future__ import annotations

from datetime import timedelta

import pytest

from tests.core.practice.class_report.classes import (
    HABITS,
    class_of_three_mistakes,
    report_on,
)
from tests.core.practice.class_report.students import MONDAY
from tutor.core.misconceptions import lacking_skill
from tutor.core.practice.class_report import Answer, Question
from tutor.core.practice.class_report.from_exports import stored_mark
from tutor.core.progress import Answered, Evidence


def test_a_habit_shows_the_lack_of_one_skill_by_share() -> None:
    report = report_on(class_of_three_mistakes())
    skills = {one.skill: one for one in report.skills}
    for skill in {lacking_skill(id_) for id_ in HABITS}:
        groups = [one for one in report.groups if lacking_skill(one.id) == skill]
        assert skills[skill].wrong == pytest.approx(sum(one.share for one in groups))
        assert {*skills[skill].students} == {name for one in groups for name in one.students}
    assert [one.wrong for one in report.skills] == sorted(
        (one.wrong for one in report.skills), reverse=True
    )


@pytest.mark.parametrize(("right", "lacks"), [(0, True), (1, True), (2, False), (4, False)])
def test_who_is_right_in_fewer_than_half_of_the_first_tries_lacks_a_skill(
    right: int, *, lacks: bool
) -> None:
    answers = []
    for turn in range(4):
        correct = turn < right
        event = Answered(
            MONDAY + timedelta(minutes=turn), "x", "y", "numeric", turn, ("8",), correct, 1.0,
            evidence=(Evidence("local-power", correct, 0.1, 1),),
        )  # fmt: skip
        question = Question("", (), "", "", "y", "x", "y")
        answers.append(Answer(question, "Ann", "8", stored_mark(event), event))
    (skill,) = report_on(answers).skills
    assert (skill.tries, skill.right, skill.students) == (4, right, ("Ann",) if lacks else ())
    assert report_on(answers[:2]).skills[0].students == (), "two answers are too few"


def test_a_mistake_that_is_recognised_speaks_against_the_skill_that_it_lacks_alone() -> None:
    event = Answered(
        MONDAY, "x", "y", "numeric", 1, ("8",), False, 0.0, ("SQ_FORGOT_2",),
        evidence=(Evidence("message-product", False, 0.1, 1), Evidence("read-graph", True, 0.1, 1)),
    )  # fmt: skip
    question = Question("", (), "", "", "y", "x", "y")
    report = report_on([Answer(question, "Ann", "8", stored_mark(event), event)])
    found = {one.skill: (one.tries, one.right) for one in report.skills}
    assert found == {"local-power": (1, 0), "read-graph": (1, 1)}
