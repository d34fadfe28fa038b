"""The footer: what matters now, as many keys as fit, never one that is cut off."""

from __future__ import annotations

from collections.abc import Iterable, Sequence

from textual import events
from textual.content import Content
from textual.dom import DOMNode
from textual.widget import Widget

from tutor.core.text import width
from tutor.ui.commands_table import HELP, Command, FooterKey, footer_keys
from tutor.ui.content import styled
from tutor.ui.screens.base_screen import tutor_of

GAP = 3
LAST = footer_keys([HELP])[0]
"""Help is always offered: it stands at the end."""


def keys_that_fit(
    wanted: Iterable[FooterKey], cells: int, last: FooterKey = LAST
) -> tuple[FooterKey, ...]:
    """The first of ``wanted`` that fit into ``cells`` beside the item of help."""
    kept: list[FooterKey] = []
    room = cells - 2 - _cells(last)
    for item in wanted:
        room -= GAP + _cells(item)
        if room < 0:
            break
        kept.append(item)
    return (*kept, last)


def _cells(item: FooterKey) -> int:
    return width(item.key) + 1 + width(item.word)


def keys_here(node: DOMNode, items: Iterable[FooterKey]) -> tuple[FooterKey, ...]:
    """The items with the keys that the learner has given to their commands."""
    keys = tutor_of(node).keys
    table: Sequence[Command] = getattr(node.screen, "COMMAND_TABLE", ())
    scope = table[0].id.partition(".")[0] if table else ""
    return tuple(keys.footer_key(item, scope) for item in items) if keys.keys else tuple(items)


def pane_keys(node: DOMNode, *items: FooterKey) -> Content:
    """Keys for the frame of a pane: ``m list · / find``."""
    return _joined(keys_here(node, items), Content(" · "))


def _joined(items: Iterable[FooterKey], gap: Content) -> Content:
    parts = (
        styled(item.key, "bold $accent-text") + styled(f" {item.word}", "$muted-text")
        for item in items
    )
    return gap.join(parts)


class KeyBar(Widget):
    """One line of keys with what they do; a click does it too."""

    def __init__(self, wanted: Sequence[FooterKey] = ()) -> None:
        super().__init__()
        self._keys = tuple(wanted)

    def show(self, wanted: Sequence[FooterKey]) -> None:
        """Show these, the most important first."""
        if tuple(wanted) != self._keys:
            self._keys = tuple(wanted)
            self.refresh()

    def render(self) -> Content:
        """The keys that fit."""
        return Content(" ") + _joined(self._that_fit(), Content(" " * GAP))

    def _that_fit(self) -> tuple[FooterKey, ...]:
        *wanted, last = keys_here(self, (*self._keys, LAST))
        return keys_that_fit(wanted, self.size.width, last)

    async def on_click(self, event: events.Click) -> None:
        """Do what was clicked."""
        at = 1
        for item in self._that_fit():
            if item.action and at <= event.x < at + _cells(item):
                await self.screen.run_action(item.action)
            at += _cells(item) + GAP
