"""Looking for something in the lessons: what fits, and where it leads."""

from __future__ import annotations

from pathlib import Path

from tests.core.lessons import LESSON_5, lesson
from tests.ui.harness import NARROW, Screen, tutor

LESSONS = (LESSON_5, lesson("07"))


async def look_for(screen: Screen, word: str) -> None:
    await screen.press("slash", *word)
    assert await screen.until(lambda: "lesson" in screen.text.partition(word)[2])


async def test_a_title_is_found_by_some_of_its_letters(tmp_path: Path) -> None:
    async with tutor(tmp_path, NARROW, None, LESSONS) as screen:
        await look_for(screen, "linreg")
        assert "Linear regression, forwards and backwards" in screen.text
        await screen.press("enter")
        assert await screen.until(lambda: "page 1 of 8" in screen.text)


async def test_a_skill_opens_its_lesson_at_the_page_that_asks_for_it(tmp_path: Path) -> None:
    async with tutor(tmp_path, NARROW, None, LESSONS) as screen:
        await look_for(screen, "messages of all routes")
        assert "skill · lesson 6, page" in screen.text
        await screen.press("enter")
        assert await screen.until(lambda: "A node with several successors" in screen.text)
        assert "page 1 of" not in screen.text
        assert screen.lesson.session.state.page > 0


async def test_what_fits_nothing_is_said_and_escape_comes_back(tmp_path: Path) -> None:
    async with tutor(tmp_path, NARROW, None, LESSONS) as screen:
        await screen.press("slash", *"zzzz")
        assert await screen.until(lambda: "No matches" in screen.text)
        await screen.press("escape")
        assert "lessons finished" in screen.text
