"""A lesson that asks for too much: the work is counted, and refused with its place."""

from __future__ import annotations

import pytest

from tests.core.checking.crafted import chain, crafted, lesson_of, steps
from tests.samples import sampled
from tutor.core.budget import CHECKING, READING, WorkError, budget, spend
from tutor.core.checking import check
from tutor.core.reader import read
from tutor.library import built_in

TOO_MUCH = ("more work than", "at most", "more problems are not shown")
ONE_DRAW = 600_000
"""Units by which one draw, or one screen, may be more than the budget."""

MADE = tuple(crafted())
QUICK = tuple(one for one in MADE if one.name.startswith(("2500 pairs", "30 networks", "200 ")))


@pytest.mark.parametrize("one", sampled(MADE, QUICK), ids=str)
def test_a_lesson_that_asks_for_too_much_is_refused_before_it_costs_much(one) -> None:
    with budget(10**12) as work:
        found = check(one.data, "1.md")
    assert any(word in problem.message for problem in found for word in TOO_MUCH), found[:3]
    assert work.units - work.left < READING + CHECKING + ONE_DRAW


def test_the_refusal_says_what_where_and_what_to_do() -> None:
    text = lesson_of(steps("forward", 1000, 400))
    (found,) = check(text.encode(), "1.md")
    assert found.severity == "error"
    assert text.split("\n")[found.line - 1] == "```steps forward"
    assert "forward-g: to check this lesson up to here takes more work" in found.message
    assert "split it in two" in found.help


def test_reading_stops_where_its_budget_ends(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr("tutor.core.reader.lesson_file.READING", 3000)
    lesson, (found,) = read(lesson_of(chain(300)).encode(), "1.md")
    assert lesson is None
    assert "takes more work than one lesson may ask for" in found.message
    assert found.line > 1


@pytest.mark.parametrize("file", built_in()[-5:], ids=lambda file: file.name)
def test_the_built_in_lessons_are_far_from_it(file) -> None:
    with budget(10**12) as work:
        assert not check(file.data, file.name)
    assert work.units - work.left < 0.7 * (READING + CHECKING)


def test_work_is_counted_only_inside_a_budget() -> None:
    spend(10**15)
    with budget(100) as outer:
        spend(10)
        with pytest.raises(WorkError, match="more than 20"), budget(20) as inner:
            spend(30)
        assert inner.spent
        assert outer.left == 60
        with pytest.raises(WorkError):
            spend(100)
        with pytest.raises(WorkError):  # again: whoever caught the first is not to go on
            spend(1)
    spend(10**15)
