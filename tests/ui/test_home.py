"""Home: the list of lessons."""

from __future__ import annotations

from dataclasses import replace
from datetime import timedelta
from pathlib import Path

from tests.core.lessons import LESSON_5
from tests.ui.harness import LEAST, NARROW, NOON, WIDE, Screen, tutor
from tutor.core.progress import Answered

OTHER = replace(LESSON_5, id="other", title="Brackets [red]are[/red] text, and a very long title")
LESSONS = (LESSON_5, OTHER)


async def test_home_lists_the_lessons_and_what_the_first_is_about(tmp_path: Path) -> None:
    async with tutor(tmp_path, WIDE, None, LESSONS) as screen:
        for text in ("Linear regression", "about 2", "covers Example 4", "0 of 2"):
            assert text in screen.text


async def test_a_title_is_never_markup_and_fits_the_least_screen(tmp_path: Path) -> None:
    async with tutor(tmp_path, LEAST, None, LESSONS) as screen:
        assert "[red]are[/red]" in screen.text
        assert "0 %" in screen.text


async def test_enter_opens_and_escape_comes_back(tmp_path: Path) -> None:
    async with tutor(tmp_path, first=None, lessons=LESSONS) as screen:
        await screen.press("enter")
        assert "page 1 of 8" in screen.text
        await screen.press("right", "escape")
        assert "▸  5  Linear" in screen.text


async def test_continue_opens_the_lesson_that_was_left(tmp_path: Path) -> None:
    async with tutor(tmp_path, first=None, lessons=LESSONS) as screen:
        await screen.press("down", "enter", "right", "escape", "up", "c")
        assert "page 2 of 8" in screen.text
        assert "[red]" in screen.text


async def test_a_word_finds_a_lesson(tmp_path: Path) -> None:
    async with tutor(tmp_path, first=None, lessons=LESSONS) as screen:
        await screen.press("slash", *"brack")
        assert "Linear" not in screen.text
        await screen.press("enter", "enter")
        assert "[red]" in screen.text
        await screen.press("escape", "escape")
        assert "Linear" in screen.text


async def test_a_word_that_finds_nothing_says_so(tmp_path: Path) -> None:
    async with tutor(tmp_path, first=None, lessons=LESSONS) as screen:
        await screen.press("slash", *"zzz")
        assert "No lesson has “zzz” in its title." in screen.text


async def test_reset_asks_first(tmp_path: Path) -> None:
    async with tutor(tmp_path, first=None, lessons=LESSONS) as screen:
        await screen.press("enter", "right", "escape", "r")
        assert "Forget your place and your answers" in screen.text
        await screen.press("n", "enter")
        assert "page 2 of 8" in screen.text
        await screen.press("escape", "r", "y")
        assert "starts afresh" in screen.text
        await screen.press("enter")
        assert "page 1 of 8" in screen.text


async def test_skills_are_shown_and_what_is_due_is_asked(tmp_path: Path) -> None:
    async with tutor(tmp_path, NARROW, None) as screen:
        await screen.press("k")
        assert "0 of 5 mastered" in screen.text
        await screen.press("escape", "v")
        assert "Nothing to review yet" in screen.text
        answered(screen, days=40)
        await screen.press("k")
        assert "due" in screen.text
        assert "◐" in screen.text
        await screen.press("v")
        assert "Review" in screen.text
        assert "page 1 of 8" in screen.text


async def test_notes_are_read_on_the_screen(tmp_path: Path) -> None:
    async with tutor(tmp_path, WIDE, None) as screen:
        answered(screen, days=1)
        await screen.press("n")
        assert "# My notes on backpropagation" in screen.text
        assert "Linear regression" in screen.text


def answered(screen: Screen, days: int) -> None:
    """The learner answered lesson 5's question on ∂J/∂w so many days ago."""
    when = NOON - timedelta(days=days)
    screen.store.append(
        Answered(
            at=when, lesson=LESSON_5.id, item="grad-w", quiz_kind="numeric", seed=3,
            response=("24",), correct=True, score=1.0, skills=("message-product",),
        )
    )  # fmt: skip
