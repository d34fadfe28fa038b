"""Textual's command palette, with three of its faults kept from the learner."""

from __future__ import annotations

from contextlib import suppress

from textual import events
from textual.command import CommandPalette, SearchIcon

from tutor.ui.screens.base_screen import BaseScreen


class Palette(CommandPalette, BaseScreen[None]):
    """Opened by Ctrl+P.

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
