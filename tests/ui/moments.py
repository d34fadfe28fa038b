"""What a learner and a terminal can do at any moment, as programs that are drawn and carried out.

A program is a list of commands.  Each is followed by a few turns of the event loop, mostly too few
for what it began, so that the next one finds screens half put up, half painted and half taken down.
"""

from __future__ import annotations

import asyncio
import tempfile
from collections.abc import Callable, Sequence
from contextlib import chdir
from pathlib import Path
from typing import NamedTuple

from hypothesis import strategies as st
from textual import events
from textual.message import Message
from textual.widgets import OptionList

from tests.core.lessons import LESSON_5, lesson
from tests.ui.harness import LEAST, NARROW, WIDE, Screen, tutor
from tutor.ui.app import TutorApp
from tutor.ui.screens.dialogs import AskName, Chooser
from tutor.ui.screens.first_minute import FirstMinuteScreen
from tutor.ui.screens.glossary import Glossary
from tutor.ui.screens.help import Help
from tutor.ui.screens.home import Home
from tutor.ui.screens.lesson.screen import LessonScreen
from tutor.ui.screens.lesson.working_screen import WorkingScreen
from tutor.ui.screens.sandbox.screen import SandboxScreen
from tutor.ui.screens.skills import Skills
from tutor.ui.widgets.graph.view import GraphView
from tutor.ui.widgets.options import Options

LESSONS = (LESSON_5, lesson("03"), lesson("10"))
SIZES = (NARROW, WIDE, LEAST, (100, 30), (40, 12))
SCREENS = (
    Home,
    LessonScreen,
    Chooser,
    Help,
    SandboxScreen,
    Glossary,
    FirstMinuteScreen,
    Skills,
    AskName,
    WorkingScreen,
    GraphView,
    Options,
)
LEAVING = frozenset({"ctrl+q", "ctrl+c", "ctrl+z"})
WALKED = (
    "up",
    "down",
    "left",
    "right",
    "enter",
    "escape",
    "f2",
    "tab",
    "shift+tab",
    "backspace",
    "space",
)
TYPED = "0123456789-−/.,*x=wé[語"
PASTED = ("8", "1/3", "y = x*w\nJ = y^2", "[red]\x1b[31m", "語" * 90)
MOST_TURNS = 6
LONGEST = 20.0
"""Seconds for a program; longer means that something waits for ever."""
HELD = 4
"""Times that a key which is held down comes before anything else does."""

OPENED: dict[str, Callable[[TutorApp], object]] = {
    "a lesson": lambda app: app.open_lesson(LESSON_5),
    "another lesson": lambda app: app.open_lesson(LESSONS[1]),
    "the sandbox": lambda app: app.open_sandbox(),
    "the glossary": lambda app: app.open_glossary(),
    "the first minute": lambda app: app.open_first_minute(),
    "the help": lambda app: app.action_help(),
    "the palette": lambda app: app.action_command_palette(),
}
"""What opens in an instant, whatever is on top."""


def keys() -> tuple[str, ...]:
    """Every key of every screen, those that end or pause the program left out."""
    commands = (command for screen in SCREENS for command in screen.COMMAND_TABLE)
    own = {key for command in commands for key in command.keys.split(",")} - LEAVING
    return (*sorted(own), "f1", "ctrl+p", *WALKED, *WALKED, *TYPED)


class Mouse(NamedTuple):
    """One event of the mouse, at a share of the window's width and height."""

    kind: type[events.MouseEvent]
    x: float
    y: float

    def event(self, columns: int, rows: int) -> events.MouseEvent:
        """As the terminal sends it; a scroll wheel presses no button."""
        x, y = int(self.x * columns), int(self.y * rows)
        button = 1 if self.kind in (events.MouseDown, events.MouseUp) else 0
        return self.kind(None, x, y, 1, 1, button, False, False, False)


class Do(NamedTuple):
    """One move and how many turns the event loop has afterwards."""

    what: str | Mouse | tuple[int, int] | events.Paste | type[Message]
    turns: int
    opens: bool = False


KINDS = (events.MouseDown, events.MouseUp, events.MouseMove, events.MouseScrollDown,
         events.MouseScrollUp)  # fmt: skip

WHERE = st.floats(0, 1, exclude_max=True)
TURNS = st.integers(0, MOST_TURNS)
CLICK = st.builds(
    lambda x, y, turns: [Do(Mouse(kind, x, y), turns) for kind in KINDS[:2]], WHERE, WHERE, TURNS
)
MOUSE = st.builds(
    lambda kind, x, y, turns: [Do(Mouse(kind, x, y), turns)],
    st.sampled_from(KINDS), WHERE, WHERE, TURNS,
)  # fmt: skip
KEY = st.builds(
    lambda key, turns, times: [Do(key, turns)] * times,
    st.sampled_from(keys()), TURNS, st.sampled_from((1, 1, HELD)),
)  # fmt: skip
OPEN = st.builds(
    lambda name, turns: [Do(name, turns, opens=True)], st.sampled_from(sorted(OPENED)), TURNS
)
THROUGH = st.builds(
    lambda key, opened: [*key * HELD, *opened, *key * HELD],
    st.builds(lambda key, turns: [Do(key, turns)], st.sampled_from((*WALKED, "8", "i")), TURNS),
    OPEN,
)
"""A key that is held down while something opens."""
OTHER = st.builds(
    lambda what, turns: [Do(what, turns)],
    st.one_of(
        st.sampled_from(SIZES),
        st.sampled_from((events.AppBlur, events.AppFocus)),
        st.builds(events.Paste, st.sampled_from(PASTED)),
    ),
    TURNS,
)
PROGRAM = st.lists(st.one_of(THROUGH, KEY, CLICK, MOUSE, OPEN, OTHER), min_size=5, max_size=10).map(
    lambda parts: [move for part in parts for move in part]
)


async def do(screen: Screen, move: Do) -> None:
    """Do it, without waiting for what follows."""
    app, what = screen.app, move.what
    assert app.is_running, "the tutor has ended"  # with a fault, which comes to light at its end
    if move.opens:
        assert isinstance(what, str)
        OPENED[what](app)
    elif isinstance(what, str):
        app.post_message(events.Key(what, what if len(what) == 1 else None))
    elif isinstance(what, Mouse):
        app.post_message(what.event(*app.size))
    elif isinstance(what, events.Paste):
        app.post_message(events.Paste(what.text))
    elif isinstance(what, tuple):
        await screen.pilot.resize_terminal(*what)
    else:
        app.post_message(what())
    for _ in range(move.turns):
        await asyncio.sleep(0)


def stays(app: TutorApp) -> None:
    """Take away what ends or stops the program: the palette offers that, too."""
    for action in ("action_leave", "action_suspend_process"):
        setattr(app, action, lambda: None)


async def carry_out(program: Sequence[Do]) -> None:
    """Do all of it; afterwards the tutor is still there, and Escape still leads to the lessons."""
    # What is saved from the sandbox goes to the folder that the program was started in.
    with tempfile.TemporaryDirectory() as folder, chdir(folder):
        async with tutor(Path(folder), NARROW, None, LESSONS) as screen:
            stays(screen.app)
            screen.app._disable_tooltips = False
            async with asyncio.timeout(LONGEST):
                for move in program:
                    await do(screen, move)
                await leads_home(screen)


async def leads_home(screen: Screen) -> None:
    """Escape, again and again, comes to the list of lessons, and the arrows move in it."""
    app = screen.app
    app.post_message(events.AppFocus())
    await screen.pilot.resize_terminal(*NARROW)
    for _ in range(3 * len(app.screen_stack) + 2):
        assert app.is_running, "the tutor has ended"
        await screen.tap("escape")
    assert isinstance(app.screen, Home), app.screen_stack
    lessons = app.screen.query_one(OptionList)
    before = lessons.highlighted
    await screen.tap("down")
    assert lessons.highlighted != before
