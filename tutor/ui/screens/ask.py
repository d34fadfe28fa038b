"""A question with two answers, asked before something that cannot be taken back."""

from __future__ import annotations

from typing import ClassVar

from textual.app import ComposeResult
from textual.binding import BindingType
from textual.screen import ModalScreen
from textual.widgets import Static

from tutor.ui.commands_table import Command, bindings, footer_keys
from tutor.ui.content import styled
from tutor.ui.screens.base_screen import BaseScreen
from tutor.ui.widgets.dialog import Dialog
from tutor.ui.widgets.keybar import KeyBar

COMMAND_TABLE = (
    Command("y", "y", "yes", "Yes, do it", "yes"),
    Command("n,escape", "n", "no", "No, leave it as it is", "no"),
)


class Ask(ModalScreen[bool], BaseScreen[bool]):
    """Gives True for yes; Escape means no."""

    COMMAND_TABLE = COMMAND_TABLE
    BINDINGS: ClassVar[list[BindingType]] = [*bindings(COMMAND_TABLE)]
    ABOUT = "Press y for yes, n for no."

    def __init__(self, question: str) -> None:
        super().__init__()
        self._question = question

    def compose(self) -> ComposeResult:
        """The question and the two keys."""
        with Dialog():
            yield Static(styled(self._question))
            yield KeyBar(footer_keys(COMMAND_TABLE))

    def action_yes(self) -> None:
        """Do it."""
        self.dismiss(True)

    def action_no(self) -> None:
        """Leave it."""
        self.dismiss(False)
