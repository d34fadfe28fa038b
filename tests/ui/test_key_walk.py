"""A walk with the keyboard over every screen: each action has a key, a name, and does something."""

from __future__ import annotations

import importlib
import inspect
import pkgutil
from collections.abc import Iterator
from pathlib import Path

import pytest
from textual.screen import Screen as TextualScreen
from textual.widget import Widget

import tutor.ui as screens_and_widgets
from tests.core.lessons import LESSON_5, lesson
from tests.samples import sampled
from tests.ui.harness import LEAST, NARROW, Screen, tutor
from tutor.core.lesson import Lesson
from tutor.core.text import tell_keys
from tutor.ui.app import TutorApp
from tutor.ui.commands_table import EVERYWHERE, Command, commands_on
from tutor.ui.screens.base_screen import SmallScreen
from tutor.ui.screens.palette import PaletteProvider
from tutor.ui.widgets.blanks import Blank

CHOICE = lesson("03")
OPENED: dict[str, tuple[Lesson | None, tuple[str, ...]]] = {
    "Home": (None, ()),
    "LessonScreen": (LESSON_5, ("right", "right", "escape")),
    "WorkingScreen": (LESSON_5, ("right", "right", "f2")),
    "SandboxScreen": (None, ("s", "escape")),
    "TrainingScreen": (None, ("t", "right", "right")),
    "Skills": (None, ("p",)),
    "TextScreen": (None, ("n",)),
    "AskYesNo": (None, ("r",)),
    "AskName": (None, ("s", "escape", "s")),
    "Chooser": (LESSON_5, ("m",)),
    "Glossary": (LESSON_5, ("c",)),
    "Help": (LESSON_5, ("f1",)),
    "FirstMinuteScreen": (None, ("f1", "f")),
}
"""How each screen is reached: the lesson that is open at first, and the keys."""

OTHERWISE = {"LessonScreen": ("right",)}
"""How a screen is reached the second time: a page that asks nothing has keys of its own."""

WITHOUT_KEYS = frozenset({"visit_anchor"})
INHERITED = frozenset({"Palette", "SafeOptionList", "Blank", "SmallScreen"})
"""Widgets with nothing but the keys that Textual gives them, and what has none of its own."""


def classes() -> Iterator[type[Widget]]:
    """Every screen and widget of the tutor."""
    for found in pkgutil.walk_packages(screens_and_widgets.__path__, "tutor.ui."):
        module = importlib.import_module(found.name)
        for _, one in inspect.getmembers(module, inspect.isclass):
            if issubclass(one, Widget) and one.__module__ == found.name:
                yield one


def actions(one: type[Widget]) -> set[str]:
    """The actions that a class defines, also as a small screen."""
    names = {*vars(one), *(vars(SmallScreen) if issubclass(one, SmallScreen) else ())}
    return {name.removeprefix("action_") for name in names if name.startswith("action_")}


@pytest.mark.parametrize(
    "one", [c for c in classes() if c.__name__ not in INHERITED], ids=lambda one: one.__name__
)
def test_every_action_has_a_key(one: type[Widget]) -> None:
    bound = {binding.action.partition("(")[0] for binding in one.__dict__.get("BINDINGS", ())}
    assert actions(one) <= bound | WITHOUT_KEYS


def test_every_screen_is_in_the_walk() -> None:
    screens = {one.__name__ for one in classes() if issubclass(one, TextualScreen)}
    assert screens - {"BaseScreen", "SmallScreen", "Palette"} == set(OPENED)


async def to(screen: Screen, keys: tuple[str, ...]) -> None:
    for key in keys:
        if key == "wait":
            await screen.pilot.pause(0.4)
        else:
            await screen.tap(key)
    await screen.settle()


@pytest.mark.parametrize("name", sampled(OPENED, ("Home", "Chooser", "Skills")))
async def test_every_command_of_a_screen_is_in_its_help_and_in_the_palette(
    tmp_path: Path, name: str
) -> None:
    first, keys = OPENED[name]
    async with tutor(tmp_path, (100, 64), first, (LESSON_5,)) as screen:
        await to(screen, keys)
        shown = screen.app.screen
        assert type(shown).__name__ == name
        commands = [command for _, command in commands_on(shown)]
        assert commands
        offered = {command.name for command in PaletteProvider(shown)._entries()}
        assert {command.name for command in (*commands, *EVERYWHERE)} <= offered
        if name != "Help":
            await screen.tap("f1")
            await screen.settle()
            if name == "Glossary":  # F1 closes what was opened like help
                return
            for command in (*commands, *EVERYWHERE):
                said = tell_keys(command.name, lambda _id, usual: usual)
                assert said in screen.text, said


def is_tried_elsewhere(command: Command) -> bool:
    """Scrolling needs a text that is long enough, Space a page that asks nothing; one quits."""
    return command.action.startswith("scroll(") or command.action in ("step", "app.leave")


def looks(screen: Screen) -> tuple[object, ...]:
    """All that a key may change: the screens, the cursor, the text, what is playing."""
    shown = screen.app.screen
    playing = getattr(getattr(shown, "_autoplay", None), "_timer", None) is not None
    return (tuple(map(id, screen.app.screen_stack)), shown.focused, screen.text, playing)


async def press_all(screen: Screen, commands: list[Command], again: tuple[str, ...]) -> set[str]:
    """Press every key of these commands, and come back after each one; which of them did something.

    ``again`` opens the screen anew where a key has closed it.
    """
    did: set[str] = set()
    base = screen.app.screen
    for command in commands:
        for key in command.keys.split(","):
            if base not in screen.app.screen_stack:
                await to(screen, again)
                base = screen.app.screen
            if isinstance(screen.app.focused, Blank) and key != "escape":
                await screen.tap("escape")
            await screen.settle()
            before = looks(screen)
            await screen.tap(key)
            await screen.settle()
            if looks(screen) != before:
                did.add(command.name)
            while screen.app.screen is not base and base in screen.app.screen_stack:
                screen.app.pop_screen()
                await screen.settle()
    return did


@pytest.mark.parametrize("name", sampled(OPENED, ("Home", "Chooser", "Skills")))
async def test_no_key_of_a_screen_is_dead(tmp_path: Path, name: str) -> None:
    """Every key is tried there and back; at least once it must do something or say why not."""
    first, keys = OPENED[name]
    did: set[str] = set()
    wanted: set[str] = set()
    again = keys[-1:]
    for turn, size in enumerate((NARROW, LEAST)):
        folder = tmp_path / str(turn)
        folder.mkdir()
        async with tutor(folder, size, first, (LESSON_5, CHOICE)) as screen:
            await to(screen, OTHERWISE.get(name, keys) if turn else keys)
            base = screen.app.screen
            commands = [
                command
                for command in getattr(base, "COMMAND_TABLE", ())
                if not is_tried_elsewhere(command)
            ]
            wanted = {command.name for command in commands}
            last = [command for command in commands if "escape" in command.keys]
            rest = [command for command in commands if command not in last]
            did |= await press_all(screen, [*(rest[::-1] if turn else rest), *last], again)
        if did == wanted:
            break
    assert did == wanted


def test_what_works_everywhere_is_bound_in_the_app() -> None:
    bound = {binding.action for binding in TutorApp.BINDINGS if not isinstance(binding, tuple)}
    assert {command.action for command in EVERYWHERE} <= bound
