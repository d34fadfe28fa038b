"""The working in the full-screen lesson, and the blank for the number that tells most."""

from __future__ import annotations

from pathlib import Path

import pytest

from tests.core.besides import FIRST, RIGHT, UNCLEAR, two_routes
from tests.core.lessons import LESSON_5, lesson
from tests.samples import sampled
from tests.ui.harness import LEAST, NARROW, WIDE, Screen, tutor
from tutor.core.session import View, Visit
from tutor.ui.screens.lesson.screen import LessonScreen
from tutor.ui.screens.lesson.working_screen import WorkingScreen
from tutor.ui.widgets.blanks import Blank

LESSON = two_routes()
EVERY_SIZE = sampled((LEAST, NARROW, WIDE), (NARROW,))


def shown(screen: Screen) -> View:
    return screen.lesson.session.view


def fields(screen: Screen) -> list[str]:
    return [field.value for field in screen.lesson.query(Blank)]


async def write(screen: Screen, *lines: str) -> None:
    for line in lines:
        await screen.type(line)


@pytest.mark.parametrize("size", EVERY_SIZE)
async def test_lines_are_marked_beside_and_the_question_stays(
    tmp_path: Path, size: tuple[int, int]
) -> None:
    async with tutor(tmp_path, size, LESSON, (LESSON,)) as screen:
        assert "F2 work" in screen.text or size == LEAST  # the help has it
        await screen.press("f2")
        assert "What is ∂f/∂b?" in screen.prose
        assert "Write one step per line" in screen.prose
        assert "Enter marks it and begins the next." in screen.prose
        await write(screen, "df/dx = 9", "df/dy = 11", "y->b = 11", "df/db = 29")
        text = " ".join(screen.text.split())
        assert "1 df/dx = 9 ✓ right" in text
        assert "2 df/dy = 11 ✗" in text
        assert "3 y->b = 11 follows from line 2" in text
        assert "What is ∂f/∂b?" in screen.prose
        assert "Line 2, ∂f/∂y: 11 " in screen.prose


async def test_esc_keeps_the_lines_and_takes_the_answer_to_the_question(tmp_path: Path) -> None:
    async with tutor(tmp_path, NARROW, LESSON, (LESSON,)) as screen:
        await screen.press("f2")
        await write(screen, "df/dx = 9", "df/dy = 12")
        await screen.tap(*"df/db = 30")
        await screen.press("escape")
        assert isinstance(screen.app.screen, LessonScreen)
        assert fields(screen) == ["30"]
        assert "30 is from your working: Enter gives it as your answer." in screen.text
        assert shown(screen).verdict is None  # nothing was given yet
        await screen.press("f2")
        assert "df/db = 30" in screen.text
        await screen.press("escape", "enter")
        assert shown(screen).settled


async def test_an_answer_to_which_a_wrong_line_led_is_not_offered(tmp_path: Path) -> None:
    """The wrong line is shown beside it, and to give what follows from it would cost a try."""
    async with tutor(tmp_path, NARROW, LESSON, (LESSON,)) as screen:
        await screen.press("f2")
        await write(screen, "df/dx = 9", "df/dy = 11")
        await screen.tap(*"df/db = 29")
        await screen.press("escape")
        assert isinstance(screen.app.screen, LessonScreen)
        assert fields(screen) == [""]
        assert "from your working" not in screen.text


async def test_a_working_does_not_replace_what_was_typed(tmp_path: Path) -> None:
    async with tutor(tmp_path, NARROW, LESSON, (LESSON,)) as screen:
        await screen.tap(*"31")
        await screen.press("f2")
        await write(screen, "df/db = 30")
        await screen.press("escape")
        assert fields(screen) == ["31"]


async def test_a_changed_line_has_no_mark_until_enter(tmp_path: Path) -> None:
    async with tutor(tmp_path, NARROW, LESSON, (LESSON,)) as screen:
        await screen.press("f2")
        await write(screen, "df/dx = 9")
        assert "✓ right" in screen.text
        await screen.press("up", "end", "0")
        assert "✓ right" not in screen.text
        await screen.press("enter")
        assert "✗" in screen.text


async def test_where_nothing_can_be_worked_out_f2_says_so(tmp_path: Path) -> None:
    async with tutor(tmp_path, NARROW, LESSON_5, (LESSON_5,)) as screen:
        await screen.press("f2")
        assert isinstance(screen.app.screen, LessonScreen)
        assert "There is no number of a graph to be worked out here." in screen.text
        assert "F2" not in screen.text.splitlines()[-1]


async def test_f2_never_says_that_nothing_is_asked_where_something_is(tmp_path: Path) -> None:
    opened = lesson("11")
    async with tutor(tmp_path, NARROW, opened, (opened,)) as screen:
        await screen.lesson.do(Visit(5))
        await screen.press("f2")
        assert "Which of its parameters" in screen.text
        assert "This question takes no working: your answer is enough." in screen.text


@pytest.mark.parametrize("size", EVERY_SIZE)
async def test_a_message_is_answered_with_its_working(
    tmp_path: Path, size: tuple[int, int]
) -> None:
    opened = lesson("14")
    async with tutor(tmp_path, size, opened, (opened,)) as screen:
        await screen.press("right", "end", "f2")
        assert "gradients delta3_2" in screen.prose
        assert "local gradients dz3_2/da2_1" in screen.prose
        await write(screen, "dC/da3_2 = 0.686", "delta3_2 = 0.1478", "dz3_2/da2_1 = 0.5")
        await screen.tap(*"z3_2->a2_1 = 0.0739")
        await screen.press("escape")
        assert fields(screen)[:3] == ["0.1478", "0.5", "0.0739"]
        await screen.press("enter")
        assert shown(screen).verdict is not None
        assert shown(screen).verdict.correct


async def test_what_follows_from_a_wrong_factor_has_a_sign_of_its_own(tmp_path: Path) -> None:
    """It had the ✓ of a right number, and was left standing when the factor was mended."""
    opened = lesson("14")
    async with tutor(tmp_path, NARROW, opened, (opened,)) as screen:
        await screen.press("right", "end")
        for text in ("0.1478", "0.6", "0.08868"):
            await screen.type(text)
        assert "[0.1478        ] ✓" in screen.text
        assert "[0.6           ] ✗" in screen.text
        assert "[0.08868       ] ⇒" in screen.text
        await screen.type("0.5")
        await screen.type("0.0739")  # the cursor went there
        assert "Right." in screen.text


async def test_cells_of_a_matrix_come_out_of_the_lines_of_a_working(tmp_path: Path) -> None:
    """What follows from a wrong line is marked so, and is not put into its cell."""
    opened = lesson("11")
    async with tutor(tmp_path, NARROW, opened, (opened,)) as screen:
        await screen.lesson.do(Visit(7))
        await screen.press("f2")
        await write(screen, "delta2_1 = 0.1", "dC/dw2_1_1 = 0.3", "db2_2 = 0.5")
        text = " ".join(screen.text.split())
        assert "1 delta2_1 = 0.1 ✗" in text
        assert "2 dC/dw2_1_1 = 0.3 follows from line 1" in text
        assert "3 db2_2 = 0.5 your answer" in text
        await screen.press("escape")
        assert fields(screen) == ["", "", "", "", "", "0.5"]
        assert "0.5 is from your working: the rest is to be filled in." in screen.text


async def test_many_lines_scroll_with_their_marks(tmp_path: Path) -> None:
    async with tutor(tmp_path, LEAST, LESSON, (LESSON,)) as screen:
        await screen.press("f2")
        await write(screen, *["df/dx = 9"] * 12, "df/dy = 13")
        rows = [line for line in screen.text.splitlines() if "df/dy = 13" in line]
        assert len(rows) == 1
        assert "✗" in rows[0]
        assert isinstance(screen.app.screen, WorkingScreen)


@pytest.mark.parametrize("size", EVERY_SIZE)
async def test_the_number_that_tells_most_has_a_blank(
    tmp_path: Path, size: tuple[int, int]
) -> None:
    async with tutor(tmp_path, size, LESSON, (LESSON,)) as screen:
        await screen.type(UNCLEAR)
        assert "Go to x first: what is ∂f/∂x?" in screen.prose
        assert "∂f/∂x [" in screen.text
        await screen.type(FIRST)  # the cursor is there
        assert "9 is right for ∂f/∂x; 42 is not ∂f/∂b." in screen.prose
        assert shown(screen).verdict is not None
        await screen.type(RIGHT)  # and back in the question
        assert shown(screen).settled
        assert fields(screen) == ["30"]


async def test_that_blank_may_be_left_empty(tmp_path: Path) -> None:
    async with tutor(tmp_path, NARROW, LESSON, (LESSON,)) as screen:
        await screen.type(UNCLEAR)
        await screen.press("enter")  # over the empty blank
        await screen.type(RIGHT)
        assert shown(screen).settled


async def test_tab_goes_between_the_two_blanks(tmp_path: Path) -> None:
    async with tutor(tmp_path, NARROW, LESSON, (LESSON,)) as screen:
        await screen.type(UNCLEAR)
        await screen.press("tab")
        await screen.tap(*"30")
        assert fields(screen) == ["30", ""]
        await screen.press("tab")
        await screen.tap(*"9")
        assert fields(screen) == ["30", "9"]


async def test_a_wrong_number_on_the_way_is_mended_there(tmp_path: Path) -> None:
    """The cursor went back to the question, where the next number was taken for a try."""
    async with tutor(tmp_path, NARROW, LESSON, (LESSON,)) as screen:
        await screen.type(UNCLEAR)
        await screen.type("7")
        assert "7 is not ∂f/∂x yet, and ∂f/∂b is made from it." in screen.prose
        await screen.type(FIRST)
        assert "9 is right for ∂f/∂x" in screen.prose
        assert screen.lesson.session.state.work("q").tries_before == 1


async def test_what_is_no_number_is_asked_for_again(tmp_path: Path) -> None:
    async with tutor(tmp_path, NARROW, LESSON, (LESSON,)) as screen:
        await screen.type(UNCLEAR)
        await screen.type("nine")
        assert "‘nine’ is a name" in screen.prose
        await screen.type(FIRST)
        assert "9 is right for ∂f/∂x" in screen.prose


async def test_words_alone_are_not_read_and_it_is_said_why(tmp_path: Path) -> None:
    async with tutor(tmp_path, NARROW, LESSON, (LESSON,)) as screen:
        await screen.press("f2")
        await write(screen, "df/dx = 9", "hello")
        text = " ".join(screen.text.split())
        assert "2 hello ? not read" in text
        assert "Line 2: it claims no number, as u = 15 does." in screen.prose
