"""Lists to choose from."""

from __future__ import annotations

from contextlib import suppress

from textual.events import Click
from textual.widgets import OptionList


class SafeOptionList(OptionList):
    """Textual's list of options, which never reads markup here.

    A page key that comes while the list is filled anew finds lines that Textual does not know yet,
    and a click may be on an option that has gone since the last frame.
    """

    def __init__(self, *, id: str | None = None) -> None:
        super().__init__(id=id, markup=False)

    def action_page_up(self) -> None:
        """A page up."""
        with suppress(KeyError):
            super().action_page_up()  # type: ignore[no-untyped-call]  # Textual's

    def action_page_down(self) -> None:
        """A page down."""
        with suppress(KeyError):
            super().action_page_down()  # type: ignore[no-untyped-call]  # Textual's

    async def _on_click(self, event: Click) -> None:
        """Nothing, where the option is not there any more."""
        if event.style.meta.get("option", 0) >= self.option_count:
            event.prevent_default()
