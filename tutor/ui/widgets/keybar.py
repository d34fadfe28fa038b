"""The footer: what matters now, as many keys as fit, never one that is cut off."""

from __future__ import annotations

from collections.abc import Iterable, Sequence

from textual import events
from textual.content import Content
from textual.widget import Widget

from tutor.core.text import width
from tutor.ui.commands_table import HELP, Offer, offers
from tutor.ui.content import plain

GAP = 3
LAST = offers([HELP])[0]
"""Help is always offered: it stands at the end."""


def fitting(wanted: Iterable[Offer], cells: int) -> tuple[Offer, ...]:
    """The first of ``wanted`` that fit into ``cells`` beside the offer of help."""
    kept: list[Offer] = []
    room = cells - 2 - _cells(LAST)
    for offer in wanted:
        room -= GAP + _cells(offer)
        if room < 0:
            break
        kept.append(offer)
    return (*kept, LAST)


def _cells(offer: Offer) -> int:
    return width(offer.key) + 1 + width(offer.word)


class KeyBar(Widget):
    """One line of keys with what they do; a click does it too."""

    def __init__(self, wanted: Sequence[Offer] = ()) -> None:
        super().__init__()
        self._offers = tuple(wanted)

    def offer(self, wanted: Sequence[Offer]) -> None:
        """Show these, the most important first."""
        if tuple(wanted) != self._offers:
            self._offers = tuple(wanted)
            self.refresh()

    def render(self) -> Content:
        """The keys that fit."""
        parts = [
            plain(offer.key, "bold $accent-text") + plain(f" {offer.word}", "$text-muted")
            for offer in fitting(self._offers, self.size.width)
        ]
        return Content(" ") + Content(" " * GAP).join(parts)

    async def on_click(self, event: events.Click) -> None:
        """Do what was clicked."""
        at = 1
        for offer in fitting(self._offers, self.size.width):
            if offer.action and at <= event.x < at + _cells(offer):
                await self.screen.run_action(offer.action)
            at += _cells(offer) + GAP
