"""A question that is answered with a name."""

from __future__ import annotations

from typing import ClassVar

from textual.app import ComposeResult
from textual.binding import BindingType
from textual.screen import ModalScreen
from textual.widgets import Input, Static

from tutor.ui.commands_table import Command, FooterKey, bindings
from tutor.ui.content import join_lines, styled
from tutor.ui.screens.base_screen import BaseScreen
from tutor.ui.widgets.dialog import Dialog
from tutor.ui.widgets.keybar import KeyBar

COMMAND_TABLE = (Command("escape", "Esc", "close", "Leave it", "leave it"),)


class AskName(ModalScreen[str | None], BaseScreen[str | None]):
    """Gives the name that was typed; None when the learner thought better of it."""

    COMMAND_TABLE = COMMAND_TABLE
    BINDINGS: ClassVar[list[BindingType]] = [*bindings(COMMAND_TABLE)]
    ABOUT = "Type a name and press Enter."

    def __init__(self, question: str, name: str, word: str = "save") -> None:
        super().__init__()
        self._question = question
        self._suggested = name
        self._word = word

    def compose(self) -> ComposeResult:
        """The question and a field."""
        with Dialog():
            yield Static(join_lines(map(styled, self._question.split("\n"))))
            yield Input(self._suggested, compact=True, select_on_focus=self._word == "save")
            yield KeyBar((FooterKey("Enter", self._word), FooterKey("Esc", "leave it", "close")))

    def on_input_submitted(self, event: Input.Submitted) -> None:
        """This name."""
        self.dismiss(event.value.strip() or None)

    def action_close(self) -> None:
        """No name."""
        self.dismiss(None)
