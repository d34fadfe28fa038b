"""Fields in which keys take effect in the order in which they were pressed."""

from __future__ import annotations

from typing import ClassVar

from textual import events
from textual.binding import Binding, BindingType
from textual.widget import Widget
from textual.widgets import Input


class InOrder(Widget):
    """For a field: Backspace and its like take effect at once, and so does Tab.

    Textual types a character right away but looks other keys up only when they have gone through
    all widgets to the app, so that a digit right behind a Backspace overtakes it.  Over a slow link
    keys arrive in such bursts.

    It stands last among the bases: Textual takes its styles from the first one.
    """

    BINDINGS: ClassVar[list[BindingType]] = [
        Binding("tab", "app.focus_next", show=False),
        Binding("shift+tab", "app.focus_previous", show=False),
    ]

    async def on_key(self, event: events.Key) -> None:
        """Look the key up here first."""
        if event.is_printable:
            return
        for binding in self._bindings.key_to_bindings.get(event.key, ()):
            if await self.app.run_action(binding.action, self):
                event.stop()
                event.prevent_default()
                return


class Field(Input, InOrder):
    """One line of text."""
