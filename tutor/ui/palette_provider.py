"""The command palette: every deed of the screen below, and the looks, by names a learner uses."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from functools import partial
from typing import TYPE_CHECKING, NamedTuple

from textual.command import DiscoveryHit, Hit, Hits, Provider

from tutor.ui.commands_table import EVERYWHERE, deeds_on
from tutor.ui.themes import THEMES

if TYPE_CHECKING:
    from tutor.ui.app import TutorApp


class Command(NamedTuple):
    """An entry of the palette."""

    name: str
    key: str
    run: Callable[[], object]


class Commands(Provider):
    """What can be done now."""

    def _commands(self) -> Iterator[Command]:
        app: TutorApp = self.app  # type: ignore[assignment]  # the tutor is the only app
        everywhere = ((self.screen, deed) for deed in EVERYWHERE)
        for node, deed in (*deeds_on(self.screen), *everywhere):
            run = partial(app.run_action, deed.action, node)
            yield Command(deed.name, deed.shown, run)
        yield Command("Terms and symbols: the glossary", "", app.open_cards)
        yield Command("Sandbox: type a graph of your own", "", app.open_sandbox)
        yield Command("Show the tour", "", app.open_tour)
        for name in THEMES:
            yield Command(f"Look: {name}", "", partial(app.choose_theme, name))
        yield Command("Motion: on", "", partial(app.choose_motion, "on"))
        yield Command("Motion: off", "", partial(app.choose_motion, "off"))
        yield Command("Signs: full", "", partial(app.choose_signs, "full"))
        yield Command("Signs: plain, for small fonts", "", partial(app.choose_signs, "plain"))

    async def discover(self) -> Hits:
        """All of them, before anything is typed."""
        for command in self._commands():
            yield DiscoveryHit(command.name, command.run, help=command.key or None)

    async def search(self, query: str) -> Hits:
        """Those whose name fits what is typed."""
        matcher = self.matcher(query)
        for command in self._commands():
            score = matcher.match(command.name)
            if score > 0:
                display = matcher.highlight(command.name)
                yield Hit(score, display, command.run, help=command.key or None)
