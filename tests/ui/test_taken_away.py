"""A screen or an answer that goes before it was there: a fast learner opens and closes at once."""

from __future__ import annotations

from collections.abc import Callable
from pathlib import Path

import pytest

from tests.core.asking import questions_of
from tests.core.lessons import LESSON_5
from tests.ui.harness import SEED, tutor
from tutor.core.quiz import make
from tutor.core.shelf import Shelf
from tutor.ui.app import TutorApp
from tutor.ui.screens.home import Home
from tutor.ui.screens.lesson import LessonScreen
from tutor.ui.widgets.answers import answer_widget

OPENED: dict[str, Callable[[TutorApp], object]] = {
    "lesson": lambda app: app.open_lesson(LESSON_5),
    "practice": lambda app: app.open_practice(LESSON_5, SEED),
    "sandbox": TutorApp.open_sandbox,
    "help": TutorApp.action_help,
    "palette": TutorApp.action_command_palette,
    "tour": TutorApp.open_tour,
    "cards": TutorApp.open_cards,
    "skills": lambda app: home(app).action_skills(),
    "notes": lambda app: home(app).action_notes(),
    "reset": lambda app: home(app).action_reset(),
}


def home(app: TutorApp) -> Home:
    """The list of lessons."""
    assert isinstance(app.screen, Home)
    return app.screen


@pytest.mark.parametrize("name", OPENED)
async def test_a_screen_is_closed_before_it_was_shown(tmp_path: Path, name: str) -> None:
    async with tutor(tmp_path, first=None) as screen:
        OPENED[name](screen.app)
        assert not isinstance(screen.app.screen, Home)
        screen.app.pop_screen()
        await screen.pilot.pause()
        assert isinstance(screen.app.screen, Home)


async def test_blanks_are_taken_away_before_they_were_shown(tmp_path: Path) -> None:
    async with tutor(tmp_path) as screen:
        quiz = next(one for one in questions_of(LESSON_5) if one.kind == "numeric")
        blanks = answer_widget(make(quiz, LESSON_5.graphs.get(quiz.graph), SEED))
        screen.lesson.mount(blanks)
        blanks.remove()
        await screen.pilot.pause()
        assert not blanks.is_attached


async def test_the_program_ends_before_home_was_shown(tmp_path: Path) -> None:
    async with tutor(tmp_path, first=None) as screen:
        screen.app.exit()
        await screen.app.push_screen(Home(Shelf(()), screen.app._record, lambda: SEED))


async def test_the_pages_are_closed_before_they_were_shown(tmp_path: Path) -> None:
    async with tutor(tmp_path) as screen:
        await screen.lesson.action_pages()
        screen.app.pop_screen()
        await screen.pilot.pause()
        assert isinstance(screen.app.screen, LessonScreen)


@pytest.mark.parametrize("name", OPENED)
async def test_the_program_ends_before_the_screen_was_shown(tmp_path: Path, name: str) -> None:
    async with tutor(tmp_path, first=None) as screen:
        OPENED[name](screen.app)
        screen.app.exit()
        await screen.pilot.pause()
