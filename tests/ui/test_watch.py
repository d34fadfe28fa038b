"""``bptutor watch``: the lesson on the screen follows its file."""

from __future__ import annotations

import asyncio
from collections.abc import AsyncIterator
from contextlib import asynccontextmanager
from pathlib import Path

import pytest

from tests.core.lessons import STABLE
from tests.ui.harness import NARROW, SEED, Screen
from tutor import starters
from tutor.clock import local_now
from tutor.core.catalogue import Catalogue
from tutor.records import Recorder
from tutor.store import Store
from tutor.ui.app import TutorApp
from tutor.watcher import Watcher

TEXT = STABLE.read_text("utf-8")
SELECT = starters.kinds()["quiz"]["select"].replace("answer:", "items: w, area, C\nanswer:")
TICKED = starters.lesson().replace("## Forwards", f"{SELECT}\n## Forwards")
LONGEST_WAIT = 50


class Author:
    """Somebody who writes a lesson in an editor and has it on a screen beside it."""

    def __init__(self, file: Path, screen: Screen) -> None:
        self._file = file
        self.screen = screen

    async def save(self, text: str) -> None:
        """Save the file, and give the tutor the time to look at it."""
        self._file.write_text(text, "utf-8")
        await self.screen.pilot.pause(0.5)

    async def sees(self, words: str) -> bool:
        """Whether these words come up within some seconds."""
        for _ in range(LONGEST_WAIT):
            if words in self.screen.prose:
                return True
            await asyncio.sleep(0.1)
        return False


@asynccontextmanager
async def watching(
    folder: Path, size: tuple[int, int] = NARROW, text: str = TEXT
) -> AsyncIterator[Author]:
    file = folder / "05-x.md"
    file.write_text(text, "utf-8")
    watcher = Watcher(file)
    watcher.poll()
    lesson = watcher.watched.lesson
    with Store.in_memory("") as store:
        record = Recorder(store, local_now)
        app = TutorApp(Catalogue(()), record, lambda: SEED, lesson, watch=watcher)
        async with app.run_test(size=size) as pilot:
            await pilot.pause()
            yield Author(file, Screen(app, pilot, None))


async def test_a_saved_change_is_shown_on_the_page_and_step_that_is_open(tmp_path: Path) -> None:
    async with watching(tmp_path) as author:
        screen = author.screen
        await screen.press("right", "right")
        await screen.type("5")
        assert "page 3 of 8" in screen.text
        assert "1 of 4 steps done" in screen.text
        await author.save(
            TEXT.replace("## Meet the graph", "## New\n\nWords.\n\n## Meet the graph")
        )
        assert await author.sees("05-x.md: no problems")
        assert "page 4 of 9" in screen.text
        assert "1 of 4 steps done" in screen.text


@pytest.mark.slow
async def test_a_version_with_an_error_is_told_and_the_last_good_one_stays(tmp_path: Path) -> None:
    async with watching(tmp_path) as author:
        screen = author.screen
        await screen.press("right")
        await author.save(TEXT.replace("w * x", "ww * x"))
        assert await author.sees("no node called 'ww' in this graph")
        assert "the last good version is shown" in screen.prose
        assert "05-x.md:38:8" in screen.prose
        assert "page 2 of 8" in screen.text
        assert "u=w·x" in screen.text
        await screen.press("right", "right")
        assert "What is u?" in screen.text
        await author.save(TEXT.replace("u    = w * x", "u  = w * x"))
        assert await author.sees("05-x.md: no problems")
        assert "What is u?" in screen.text


async def test_ticks_are_not_those_of_a_question_that_has_other_items_now(tmp_path: Path) -> None:
    """An item that was taken out of a ticked list ended the tutor."""
    async with watching(tmp_path, text=TICKED) as author:
        screen = author.screen
        await screen.press("right", "1")
        assert "1 [x]" in screen.text
        await author.save(TICKED.replace("items: w, area", "items: area"))
        assert await author.sees("05-x.md: no problems")
        assert "1 [ ]" in screen.text


async def test_a_file_that_is_away_for_a_moment_changes_nothing(tmp_path: Path) -> None:
    async with watching(tmp_path) as author:
        before = author.screen.text
        (tmp_path / "05-x.md").unlink()
        await author.screen.pilot.pause(0.7)
        assert author.screen.text == before


@pytest.mark.slow
async def test_a_change_saved_under_an_open_dialog_is_shown_when_it_closes(tmp_path: Path) -> None:
    """A change is told once: it was lost when the list of pages lay over the lesson."""
    async with watching(tmp_path) as author:
        await author.screen.press("m")
        await author.save(TEXT.replace("## Meet the graph", "## Meet this graph"))
        await author.screen.press("escape")
        assert await author.sees("05-x.md: no problems")
        await author.screen.press("m")
        assert "Meet this graph" in author.screen.text


@pytest.mark.slow
async def test_practice_on_a_graph_is_not_replaced_by_the_watched_lesson(tmp_path: Path) -> None:
    async with watching(tmp_path) as author:
        screen = author.screen
        await screen.press("right", "q")
        practice = screen.text
        assert "page 1" in practice
        await author.save(TEXT.replace("## Meet the graph", "## Meet this graph"))
        assert screen.text == practice
        await screen.press("escape")
        assert await author.sees("Meet this graph")


async def test_the_terms_of_the_newest_version_can_be_looked_up(tmp_path: Path) -> None:
    async with watching(tmp_path) as author:
        await author.save(TEXT + "\n```card aardvark\nAn animal that this test knows.\n```\n")
        assert await author.sees("05-x.md: no problems")
        await author.screen.press("c")
        assert "aardvark" in author.screen.text
