"""The application on a screen of a given size, with a real store, driven by keys."""

from __future__ import annotations

import asyncio
import re
import time
from collections.abc import AsyncIterator, Callable
from contextlib import asynccontextmanager
from datetime import UTC, datetime
from pathlib import Path

from textual.events import Key
from textual.keys import _character_to_key, key_to_character
from textual.pilot import Pilot

from tests.core.lessons import LESSON_5
from tutor.core.catalogue import Catalogue
from tutor.core.lesson import Lesson
from tutor.core.progress import FIRST_MINUTE
from tutor.files import create_file
from tutor.records.recorder import Recorder
from tutor.repertoire import Repertoire
from tutor.store import Store, open_store
from tutor.ui.app import TutorApp
from tutor.ui.commands_table import NO_CHANGES, KeyMap
from tutor.ui.protocols import Tutor
from tutor.ui.screens.lesson.screen import LessonScreen
from tutor.ui.widgets.blanks import Blank

NOON = datetime(2026, 3, 2, 12, 0, tzinfo=UTC)
SEED = 7
WIDE, NARROW, LEAST = (120, 36), (80, 24), (60, 20)
STILL = 25
"""Turns of the event loop without a message in any queue after which nothing more will come."""
TURNS = 1_000_000
"""Turns after which a message that still waits is waited for no more."""
PAINTINGS = 20
"""Paintings after which something that asks for another one each time is not waited for."""


class Screen:
    """What a learner has: keys to press and a screen to read."""

    def __init__(self, app: TutorApp, pilot: Pilot[None], store: Store) -> None:
        self.app = app
        self.tutor: Tutor = app  # what its screens know of it
        self.store = store
        self.pilot = pilot
        self._pause = pilot.pause
        pilot.pause = self.pause  # type: ignore[method-assign]  # clicks wait for what they do, too

    async def press(self, *keys: str) -> None:
        """Press keys one after the other, as Textual names them; each has its effect first."""
        for key in keys:
            await self.tap(key)

    async def command(self, *keys: str) -> None:
        """Press keys that are commands, out of the field if the cursor is in one."""
        if isinstance(self.app.focused, Blank):
            await self.press("escape")
        await self.press(*keys)

    async def tap(self, *keys: str) -> None:
        """Press keys one right after the other and wait for what they do."""
        driver = self.app._driver
        assert driver is not None
        for key in keys:
            name = key if len(key) > 1 or key.isalnum() else _character_to_key(key)
            driver.send_message(Key(name, key if len(key) == 1 else key_to_character(key)))
        await self.settle()

    async def pause(self, delay: float | None = None) -> None:
        """Wait for what has been done or, for a clock, some seconds."""
        await (self.settle() if delay is None else self._pause(delay))

    async def settle(self) -> None:
        """Wait until every widget has done what it was told, and what followed from that.

        What is painted may ask for more (a place to scroll to is known once there is a size),
        and a slow machine paints late: so paint and wait until a painting asks for nothing.
        """
        for _ in range(PAINTINGS):
            await self._until_still()
            await self.pilot._wait_for_screen()
            self.app.screen._on_timer_update()
            if not self._is_busy():
                return

    async def _until_still(self) -> None:
        """Wait until no widget has had a message for some turns of the event loop."""
        still = 0
        for _ in range(TURNS):
            await asyncio.sleep(0)
            still = 0 if self._is_busy() else still + 1
            if still == STILL:
                return
        raise AssertionError(f"a message waits for ever:\n{self.text}")

    def _is_busy(self) -> bool:
        """Whether any widget has a message that waits, or a new size has not come to the screen."""
        if self.app._resize_timer is not None:
            return True
        nodes = (self.app, *self.app.screen.walk_children(with_self=True))
        return any(not node._message_queue.empty() for node in nodes)

    async def until(self, is_so: Callable[[], bool], seconds: float = 20.0) -> bool:
        """Wait until something is so, however slow the machine; whether it came to be."""
        end = time.monotonic() + seconds
        while not is_so():
            if time.monotonic() > end:
                return False
            await self.pilot.pause(0.02)
        return True

    async def type(self, text: str) -> None:
        """Type text, then Enter."""
        await self.tap(*text)
        await self.tap("enter")

    @property
    def lesson(self) -> LessonScreen:
        """The lesson that is open on top."""
        screen = self.app.screen
        assert isinstance(screen, LessonScreen), screen
        return screen

    @property
    def text(self) -> str:
        """The characters on the screen."""
        lines = self.app.screen._compositor.render_strips()
        return "\n".join(strip.text.rstrip() for strip in lines)

    @property
    def prose(self) -> str:
        """The words on the screen, as if no line had been broken, panel by panel."""
        cells = [re.split("[│┃]+", line) for line in self.text.splitlines()]
        return " ".join(" ".join(part for parts in cells for part in parts[:2]).split())


@asynccontextmanager
async def tutor(
    folder: Path,
    size: tuple[int, int] = NARROW,
    first: Lesson | None = LESSON_5,
    lessons: tuple[Lesson, ...] = (LESSON_5,),
    *,
    new: bool = False,
    on_pause: Callable[[], None] | None = None,
    signs: Repertoire = "full",
    keys: KeyMap = NO_CHANGES,
) -> AsyncIterator[Screen]:
    """The tutor, with progress kept in ``folder``; a ``new`` learner begins."""
    shelf = Catalogue.of((str(n), lesson) for n, lesson in enumerate(lessons, 5))
    with open_store(folder / "progress.db") as store:
        if not new:
            Recorder(store, lambda: NOON).prefer(FIRST_MINUTE, "yes")
        app = TutorApp(
            shelf,
            Recorder(store, lambda: NOON),
            lambda: SEED,
            first,
            save_file=create_file,
            on_pause=on_pause,
            signs=signs,
            keys=keys,
        )
        async with app.run_test(size=size) as pilot:
            screen = Screen(app, pilot, store)
            await screen.settle()
            yield screen
