"""Lists to choose from."""

from __future__ import annotations

from contextlib import suppress

from textual.widgets import OptionList


class SafeOptionList(OptionList):
    """Textual's list of options, which never reads markup here.

    A page key that comes while the list is filled anew finds lines that Textual does not know yet.
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
