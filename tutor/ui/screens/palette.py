"""The command palette: every command of the screen below, and more, by names a learner uses."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from contextlib import suppress
from functools import partial
from typing import NamedTuple

from textual import events
from textual.command import CommandPalette, DiscoveryHit, Hit, Hits, Provider, SearchIcon

from tutor.ui.commands_table import EVERYWHERE, commands_on
from tutor.ui.screens.base_screen import BaseScreen, tutor_of
from tutor.ui.themes import THEMES


class Palette(CommandPalette, BaseScreen[None]):
    """Textual's command palette, with three of its faults kept from the learner.

    It has no id of its own: pressed twice quickly, Textual's would give one id to two screens.
    """

    def on_mount(self, event: events.Mount) -> None:
        """Look for commands only where there is a list to put them: a worker does that."""
        if not self.is_ready:
            event.prevent_default()
            return
        self.query_one(SearchIcon).icon = "▸"  # Textual's is in no font of one width

    def _action_command_list(self, action: str) -> None:
        """Move in the list; while it is filled anew Textual may not know its lines yet."""
        with suppress(KeyError):
            super()._action_command_list(action)


class PaletteEntry(NamedTuple):
    """An entry of the palette."""

    name: str
    key: str
    run: Callable[[], object]


class PaletteProvider(Provider):
    """What can be done now."""

    def _entries(self) -> Iterator[PaletteEntry]:
        app = tutor_of(self.screen)
        everywhere = ((self.screen, command) for command in EVERYWHERE)
        for node, command in (*commands_on(self.screen), *everywhere):
            run = partial(self.app.run_action, command.action, node)
            yield PaletteEntry(command.name, app.keys.command(command).shown, run)
        yield PaletteEntry("Terms and symbols: the glossary", "", app.open_glossary)
        yield PaletteEntry("Sandbox: type a graph of your own", "", app.open_sandbox)
        yield PaletteEntry("Training: watch a network learn", "", app.open_training)
        yield PaletteEntry("The first minute again", "", app.open_first_minute)
        for name in THEMES:
            yield PaletteEntry(f"Theme: {name}", "", partial(app.choose_theme, name))
        yield PaletteEntry("Motion: on", "", partial(app.choose_motion, "on"))
        yield PaletteEntry("Motion: off", "", partial(app.choose_motion, "off"))
        yield PaletteEntry("Signs: full", "", partial(app.choose_signs, "full"))
        yield PaletteEntry("Signs: plain, for small fonts", "", partial(app.choose_signs, "plain"))

    async def discover(self) -> Hits:
        """All of them, before anything is typed."""
        for command in self._entries():
            yield DiscoveryHit(command.name, command.run, help=command.key or None)

    async def search(self, query: str) -> Hits:
        """Those whose name fits what is typed."""
        matcher = self.matcher(query)
        for command in self._entries():
            score = matcher.match(command.name)
            if score > 0:
                display = matcher.highlight(command.name)
                yield Hit(score, display, command.run, help=command.key or None)
