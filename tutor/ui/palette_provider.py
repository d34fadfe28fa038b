"""The command palette: every command of the screen below, and the looks, by names a learner uses."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from functools import partial
from typing import TYPE_CHECKING, NamedTuple

from textual.command import DiscoveryHit, Hit, Hits, Provider

from tutor.ui.commands_table import EVERYWHERE, commands_on
from tutor.ui.themes import THEMES

if TYPE_CHECKING:
    from tutor.ui.app import TutorApp


class PaletteEntry(NamedTuple):
    """An entry of the palette."""

    name: str
    key: str
    run: Callable[[], object]


class PaletteProvider(Provider):
    """What can be done now."""

    def _entries(self) -> Iterator[PaletteEntry]:
        app: TutorApp = self.app  # type: ignore[assignment]  # the tutor is the only app
        everywhere = ((self.screen, command) for command in EVERYWHERE)
        for node, command in (*commands_on(self.screen), *everywhere):
            run = partial(app.run_action, command.action, node)
            yield PaletteEntry(command.name, command.shown, run)
        yield PaletteEntry("Terms and symbols: the glossary", "", app.open_cards)
        yield PaletteEntry("Sandbox: type a graph of your own", "", app.open_sandbox)
        yield PaletteEntry("Show the tour", "", app.open_tour)
        for name in THEMES:
            yield PaletteEntry(f"Look: {name}", "", partial(app.choose_theme, name))
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
