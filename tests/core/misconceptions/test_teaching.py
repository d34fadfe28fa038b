"""Every mistake has a lesson that is there, and a kind of question that is there."""

from __future__ import annotations

from tests.core.lessons import LESSONS
from tutor.core.misconceptions import RULES, teaching_of
from tutor.core.misconceptions.teaching import TEACHINGS
from tutor.core.questions import KINDS


def test_every_mistake_has_a_lesson() -> None:
    without = [id_ for id_ in RULES if teaching_of(id_) is None]
    assert not without, f"give their remedies, or the ids, a row of TEACHINGS: {without}"


def test_every_row_has_a_lesson_and_a_kind_that_are_there() -> None:
    lessons = {lesson.id for lesson in LESSONS}
    for row in TEACHINGS:
        assert row.lesson in lessons, row
        assert row.kind in KINDS, row


def test_no_row_stands_for_what_is_not_there_and_none_is_said_twice() -> None:
    remedies = [remedy for row in TEACHINGS for remedy in row.remedies]
    ids = [id_ for row in TEACHINGS for id_ in row.ids]
    assert len(set(remedies)) == len(remedies)
    assert len(set(ids)) == len(ids)
    assert set(remedies) <= {rule.remedy for rule in RULES.values()}
    assert set(ids) <= set(RULES)


def test_an_id_of_another_version_has_no_lesson() -> None:
    assert teaching_of("NEVER_HEARD_OF") is None
