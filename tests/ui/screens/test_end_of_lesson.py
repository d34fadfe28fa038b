"""The end of a lesson is not a dead end."""

from __future__ import annotations

from pathlib import Path

import pytest

from tests.core.lessons import LESSON_5, LESSONS
from tests.ui.harness import NARROW, Screen, tutor

SIX = LESSONS[5]


async def to_the_end(screen: Screen) -> None:
    """Past all pages of lesson 5 without an answer."""
    for page in range(len(LESSON_5.pages)):
        await screen.command("n")
        if (
            screen.lesson.session.state.page == page
        ):  # a choice: n may have been meant for the answer
            assert "n again leaves the page" in screen.prose
            await screen.command("n")


async def test_enter_opens_the_next_lesson_and_esc_comes_back_to_its_row(tmp_path: Path) -> None:
    async with tutor(tmp_path, NARROW, lessons=(LESSON_5, SIX)) as screen:
        await to_the_end(screen)
        assert f"Next: {SIX.title}. Enter opens it." in screen.prose
        assert "→ next lesson" in screen.text
        assert "score" not in screen.text
        await screen.press("enter")
        assert screen.lesson.session.lesson is SIX
        assert "page 1 of" in screen.text
        await screen.press("escape")
        listed = screen.app.screen.query_one("#lessons")
        assert listed.highlighted_option.id == SIX.id  # type: ignore[attr-defined]


async def test_behind_the_last_lesson_enter_goes_back_to_the_list(tmp_path: Path) -> None:
    async with tutor(tmp_path, NARROW) as screen:
        await to_the_end(screen)
        assert "→ lessons" in screen.text
        await screen.press("enter")
        assert "lessons finished" in screen.text


@pytest.mark.slow
async def test_what_was_hard_is_said(tmp_path: Path) -> None:
    async with tutor(tmp_path, NARROW) as screen:
        await screen.press("right", "right", "9", "enter", "5", "enter", "enter")
        await to_the_end(screen)
        assert "Hardest for you: “Forward pass (Example 5)” (1 wrong)." in screen.prose
        assert "First to be reviewed:" in screen.prose
