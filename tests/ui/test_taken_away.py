"""A screen or an answer that goes before it was there: a fast learner opens and closes at once."""

from __future__ import annotations

import gc
import inspect
from collections.abc import Callable
from functools import partial
from pathlib import Path
from typing import Any
from weakref import ref

import pytest
from rich.style import Style
from textual.events import Click
from textual.screen import Screen as TextualScreen
from textual.widget import Widget
from textual.widgets import OptionList

from tests.core.asking import questions_of
from tests.core.besides import two_routes
from tests.core.lessons import LESSON_5
from tests.samples import sampled
from tests.ui.harness import SEED, Screen, tutor
from tests.ui.test_key_walk import OPENED as WALK
from tutor.core.catalogue import Catalogue
from tutor.core.lesson import Lesson
from tutor.core.questions.registry import make
from tutor.ui.screens.home import Home
from tutor.ui.widgets.activity_panel import answer_widget
from tutor.ui.widgets.program import ProgramView

OPENED: dict[str, Callable[[Any], object]] = {
    "LessonScreen": lambda home: home.app.open_lesson(LESSON_5),
    "SandboxScreen": lambda home: home.action_sandbox(),
    "Skills": lambda home: home.action_skills(),
    "TextScreen": lambda home: home.action_notes(),
    "AskYesNo": lambda home: home.action_reset(),
    "AskName": lambda sandbox: sandbox.action_save(),
    "Chooser": lambda lesson: lesson.action_pages(),
    "WorkingScreen": lambda lesson: lesson.action_working(),
    "Glossary": lambda lesson: lesson.action_glossary(),
    "Help": lambda lesson: lesson.app.action_help(),
    "TrainingScreen": lambda home: home.action_training(),
    "FirstMinuteScreen": lambda home: home.app.open_first_minute(),
    "Palette": lambda home: home.app.action_command_palette(),
}
"""How each screen is opened on the one below it."""


async def opened(screen: Screen, name: str) -> type[TextualScreen[object]]:
    """Open it, without waiting until it stands; the class of the screen below."""
    if name == "AskName":
        await screen.press("s", "escape")
    below = screen.app.screen
    done = OPENED[name](below)
    if inspect.isawaitable(done):
        await done
    assert type(screen.app.screen).__name__ == name
    return type(below)


def test_every_screen_is_taken_away() -> None:
    assert {*OPENED, "Home"} == {*WALK, "Palette"}


def first_of(name: str) -> Lesson | None:
    """The lesson that is open below the screen."""
    if name == "WorkingScreen":
        return two_routes()
    return LESSON_5 if name in ("Chooser", "Glossary", "Help") else None


@pytest.mark.parametrize("name", sampled(OPENED, ("LessonScreen", "Help")))
async def test_a_screen_is_closed_before_it_was_shown(tmp_path: Path, name: str) -> None:
    async with tutor(tmp_path, first=first_of(name)) as screen:
        below = await opened(screen, name)
        screen.app.pop_screen()
        await screen.settle()
        assert type(screen.app.screen) is below


async def test_blanks_are_taken_away_before_they_were_shown(tmp_path: Path) -> None:
    async with tutor(tmp_path) as screen:
        quiz = next(one for one in questions_of(LESSON_5) if one.kind == "numeric")
        blanks = answer_widget(make(quiz, LESSON_5.graphs.get(quiz.graph), SEED))
        screen.lesson.mount(blanks)
        blanks.remove()
        await screen.settle()
        assert not blanks.is_attached


async def test_the_program_ends_before_home_was_shown(tmp_path: Path) -> None:
    async with tutor(tmp_path, first=None) as screen:
        screen.app.exit()
        await screen.app.push_screen(Home(Catalogue(()), screen.app._record, lambda: SEED))


@pytest.mark.parametrize("name", sampled(OPENED, ("LessonScreen", "Help")))
async def test_the_program_ends_before_the_screen_was_shown(tmp_path: Path, name: str) -> None:
    async with tutor(tmp_path, first=first_of(name)) as screen:
        await opened(screen, name)
        screen.app.exit()
        await screen.settle()


async def test_what_a_closed_screen_still_wanted_to_do_is_left_undone(tmp_path: Path) -> None:
    """Found on a slow machine: the next screen did it for a part that was not there any more."""
    async with tutor(tmp_path) as screen:
        closed = screen.lesson
        program = closed.query_one(ProgramView)
        closed.dismiss(None)
        await screen.settle()
        screen.app.open_lesson(LESSON_5)
        await screen.settle()
        screen.lesson._invoke_later(partial(program._follow), program)
        await screen.settle()
        assert screen.app.is_running


async def test_what_was_painted_is_forgotten_with_its_screen(tmp_path: Path) -> None:
    """Textual kept it for a thousand widgets that had gone: 50 MB after an hour of keys."""
    async with tutor(tmp_path, first=None) as screen:
        await screen.press("enter")
        widgets = [*screen.lesson.walk_children(Widget, with_self=True)]
        painted = [ref(widget._styles_cache) for widget in widgets]
        assert len(painted) > 10
        del widgets
        await screen.command("escape", "escape")
        await screen.press("s", "escape", "escape")  # what was on top last is still known
        assert isinstance(screen.app.screen, Home)
        gc.collect()
        assert not [one() for one in painted if one()]


@pytest.mark.parametrize("key", ["", "ctrl+p"])
async def test_a_click_on_an_option_that_has_gone_does_nothing(tmp_path: Path, key: str) -> None:
    """The word that a list is filtered by was typed between the last frame and the click."""
    async with tutor(tmp_path, first=None) as screen:
        await screen.press(*filter(None, [key]))
        listed = screen.app.screen.query_one(OptionList)
        style = Style.from_meta({"option": 999})
        listed.post_message(Click(listed, 1, 1, 0, 0, 1, False, False, False, style=style))
        await screen.settle()
        assert screen.app.is_running
