"""One of several things, by a line of text each: the pages of a lesson, earlier graphs."""

from __future__ import annotations

from typing import ClassVar

from textual.app import ComposeResult
from textual.binding import BindingType
from textual.screen import ModalScreen
from textual.widgets import OptionList

from tutor.ui.commands_table import Command, FooterKey, bindings, footer_keys
from tutor.ui.content import styled
from tutor.ui.screens.base_screen import BaseScreen
from tutor.ui.widgets.dialog import Dialog
from tutor.ui.widgets.keybar import KeyBar
from tutor.ui.widgets.option_list import SafeOptionList

COMMAND_TABLE = (
    Command("enter", "Enter", "choose", "Take the one under the cursor"),
    Command("escape", "Esc", "close", "Stay where you are", "stay"),
)


class Chooser(ModalScreen[int | None], BaseScreen[int | None]):
    """Gives the place of the line that was chosen, counted from 0; None to stay.

    ``word`` is what Enter does with it, for the footer; ``about`` is for the help.
    """

    COMMAND_TABLE = COMMAND_TABLE
    BINDINGS: ClassVar[list[BindingType]] = [*bindings(COMMAND_TABLE)]

    def __init__(
        self, heading: str, rows: tuple[str, ...], at: int, *, word: str, about: str
    ) -> None:
        super().__init__()
        self.ABOUT = about
        self._word = word
        self._heading, self._rows, self._at = heading, rows, at

    def compose(self) -> ComposeResult:
        """The lines, the cursor on one of them."""
        with Dialog(self._heading):
            listed = SafeOptionList()
            listed.add_options(map(styled, self._rows))
            listed.highlighted = self._at
            yield listed
            yield KeyBar((FooterKey("Enter", self._word, "choose"), *footer_keys(COMMAND_TABLE)))

    def on_option_list_option_selected(self, event: OptionList.OptionSelected) -> None:
        """This one."""
        self.dismiss(event.option_index)

    def action_choose(self) -> None:
        """The one under the cursor."""
        self.query_one(OptionList).action_select()

    def action_close(self) -> None:
        """None of them."""
        self.dismiss(None)
