"""What stays in sight where a page has less room than it needs."""

from __future__ import annotations

from dataclasses import replace
from pathlib import Path

import pytest

from tests.core.lessons import LESSON_5, lesson
from tests.samples import slow
from tests.ui.harness import NARROW, WIDE, Screen, tutor
from tutor.core import questions as quizzes
from tutor.core.lesson import Terms
from tutor.core.session.actions import Answer, AskHint, Next, Select, Visit
from tutor.ui.widgets.activity_layout import share_rows
from tutor.ui.widgets.graph.view import GraphView
from tutor.ui.widgets.program import ProgramView, current_line


async def do(screen: Screen, *actions: object) -> None:
    screen.app.animation_level = "none"
    for action in actions:
        await screen.lesson.do(action)  # type: ignore[arg-type]  # every action of the session
        await screen.settle()
    await screen.settle()


@pytest.mark.parametrize(
    ("needs", "rows", "got"),
    [
        ([2, 1, 3], 10, [2, 1, 3]),
        ([2, 7, 7], 11, [2, 5, 4]),
        ([2, 3, 6], 7, [2, 3, 2]),
        ([6, 3, 3], 5, [3, 1, 1]),
    ],
)
def test_the_reply_gives_way_first_and_the_question_last(
    needs: list[int], rows: int, got: list[int]
) -> None:
    assert share_rows(needs, rows) == got


def test_once_the_question_is_answered_the_answer_gives_way_to_the_reply() -> None:
    assert share_rows([1, 7, 6], 10, settled=True) == [1, 3, 6]


async def test_a_long_reply_leaves_its_question_in_sight(tmp_path: Path) -> None:
    """Found in lesson 10: the reply to a tick question scrolled the question away."""
    read = lesson("10")
    async with tutor(tmp_path, NARROW, read, (read,)) as screen:
        await do(screen, Visit(5), Answer(("1", "1", "0", "0", "0", "0", "0")))
        assert "The weight ω₁₂³ joins two nodes of the network" in screen.text
        assert "Which arrow would have to be there for x₁?" in screen.text
        await do(screen, AskHint(), AskHint(), AskHint())
        assert "The weight ω₁₂³ joins two nodes of the network" in screen.text
        assert "Hint 3 of 3" in screen.text
        assert "Not yet" not in screen.text
        await screen.press(*["pageup"] * 3)
        assert "✗ Not yet." in screen.text
        await screen.press(*["pagedown"] * 3)
        assert "Hint 3 of 3" in screen.text
        await do(screen, Answer(("1", "0", "0", "1", "0", "1", "0")))
        assert "✗ Not yet. 6 of 7 are right." in screen.text
        assert "The weight ω₁₂³ joins two nodes of the network" in screen.text


async def test_where_there_is_no_other_try_nothing_says_not_yet(tmp_path: Path) -> None:
    once = replace(LESSON_5, terms=Terms("Week 5", tries=1))
    async with tutor(tmp_path, WIDE, once, (once,)) as screen:
        assert "For this lesson: one try each." in screen.text
        await screen.press("right", "right")
        await screen.type("6")
        assert "✗ Not right." in screen.text
        assert "Not yet" not in screen.text


async def test_a_question_asked_back_stays_in_sight_behind_praise(tmp_path: Path) -> None:
    """Found in lesson 11: what was right and what was wrong left no line for it."""
    read = lesson("11")
    async with tutor(tmp_path, NARROW, read, (read,)) as screen:
        await do(screen, Visit(1), *[Next()] * 5)
        await do(screen, Answer(("7", "7", "1")))
        assert "✗ Not yet. ∂C/∂z₂² is right. 7 is the" in screen.text
        assert "How fast does z₂² alone change with ω₂₁²?" in screen.text


async def test_the_line_at_the_cursor_is_in_sight(tmp_path: Path) -> None:
    read = lesson("10")
    async with tutor(tmp_path, NARROW, read, (read,)) as screen:
        await do(screen, Visit(5), Answer(("1", "1", "0", "0", "0", "0", "0")), AskHint())
        for key in ("up", "down", "up"):
            await screen.press(key)
            await screen.settle()
            assert "▸" in screen.text, key
        assert "▸ 7 [" in screen.text


async def test_a_picture_too_wide_for_its_panel_stands_below_the_text(tmp_path: Path) -> None:
    """Found in lesson 2: 104 columns in a panel of 70, which went on to both sides."""
    read = lesson("02")
    async with tutor(tmp_path, WIDE, read, (read,)) as screen:
        await do(screen, Visit(4))
        graph = screen.app.screen.query_one(GraphView)
        assert graph.picture is not None
        assert graph.picture.layout.width <= graph.scrollable_size.width
        assert "more" not in str(graph.border_title)
        await screen.pilot.resize_terminal(130, 40)
        await screen.settle()
        assert graph.picture.layout.width <= graph.scrollable_size.width
        await do(screen, Visit(0))
        assert screen.lesson.has_class("-wide")
        await screen.pilot.resize_terminal(*NARROW)
        await do(screen, Visit(4))
        assert screen.lesson.has_class("-narrow")


async def test_the_text_gives_a_picture_the_few_columns_that_it_lacks(tmp_path: Path) -> None:
    read = lesson("10")
    async with tutor(tmp_path, WIDE, read, (read,)) as screen:
        await do(screen, Visit(8))
        graph = screen.app.screen.query_one(GraphView)
        assert graph.picture is not None
        assert 70 < graph.picture.layout.width <= graph.scrollable_size.width
        assert screen.lesson.has_class("-wide")


async def test_the_picture_stands_still_when_a_part_of_it_is_explained(tmp_path: Path) -> None:
    async with tutor(tmp_path, WIDE) as screen:
        await do(screen, Visit(1))
        graph = screen.app.screen.query_one(GraphView)
        before = graph.origin, graph.size.height
        await do(screen, Select("u"))
        assert "u = w·x" in screen.text
        assert graph.size.height < before[1]
        assert graph.origin == before[0]


@pytest.mark.parametrize(("number", "page"), [("stable", 5), slow("14", 1)])
async def test_the_line_that_is_carried_out_is_always_in_sight(
    tmp_path: Path, number: str, page: int
) -> None:
    """Found at 80 by 24: of four lines none was the one that was carried out."""
    read = LESSON_5 if number == "stable" else lesson(number)
    async with tutor(tmp_path, NARROW, read, (read,)) as screen:
        await do(screen, Visit(page))
        await screen.lesson.action_program()
        step = 0
        while screen.lesson.session.state.page == page:
            await screen.settle()
            program = screen.app.screen.query_one(ProgramView)._lines
            assert program[current_line(program)].text in screen.text, step
            question = screen.lesson.session.view.question
            if question is not None and not screen.lesson.session.view.settled:
                await do(screen, Answer(quizzes.solution(question)))
            await do(screen, Next())
            step += 1
        assert step > 5


async def test_a_picture_above_its_program_is_whole(tmp_path: Path) -> None:
    read = lesson("14")
    async with tutor(tmp_path, NARROW, read, (read,)) as screen:
        await do(screen, Visit(1))
        await screen.lesson.action_program()
        await screen.settle()
        assert "The program" in screen.text
        assert "more" not in str(screen.app.screen.query_one(GraphView).border_title)


async def test_the_option_at_the_cursor_stays_in_sight_under_hints(tmp_path: Path) -> None:
    """The reply took its rows, and keys acted on a row that could not be seen."""
    ten = lesson("10")
    page = next(i for i, one in enumerate(ten.pages) if one.title == "Point at it")
    async with tutor(tmp_path, NARROW, ten, (ten,)) as screen:
        await screen.press("m", "home", *["down"] * page, "enter", "5", "enter")
        for _ in range(2):
            await screen.press("question_mark")
            assert await screen.until(lambda: "▸ 5 [x]" in screen.text), screen.text
