"""A longer text to read, such as the learner's notes."""

from __future__ import annotations

from typing import ClassVar

from textual.app import ComposeResult
from textual.binding import BindingType
from textual.containers import VerticalScroll
from textual.screen import ModalScreen
from textual.widgets import Static

from tutor.ui.commands_table import Command, bindings, footer_keys
from tutor.ui.content import join_lines, styled
from tutor.ui.screens.base_screen import BaseScreen
from tutor.ui.widgets.dialog import Dialog
from tutor.ui.widgets.keybar import KeyBar

COMMAND_TABLE = (
    Command("down", "↓", "scroll(1)", "Further down", "down"),
    Command("up", "↑", "scroll(-1)", "Further up", "up"),
    Command("escape,q,enter", "Esc", "close", "Back", "back"),
)


class TextScreen(ModalScreen[None], BaseScreen[None]):
    """A title and lines of text."""

    COMMAND_TABLE = COMMAND_TABLE
    BINDINGS: ClassVar[list[BindingType]] = [*bindings(COMMAND_TABLE)]
    ABOUT = "Scroll with the arrow keys, PgUp and PgDn."

    def __init__(self, title: str, text: str) -> None:
        super().__init__()
        self._heading = title
        self._text = text

    def compose(self) -> ComposeResult:
        """The text, then the keys."""
        with Dialog(self._heading, wide=True):
            with VerticalScroll():
                yield Static(join_lines(map(styled, self._text.splitlines())))
            yield KeyBar(footer_keys(COMMAND_TABLE))

    def on_mount(self) -> None:
        """Ready to scroll."""
        self.query(VerticalScroll).focus()

    def action_scroll(self, step: int) -> None:
        """A line up or down."""
        self.query_one(VerticalScroll).scroll_relative(y=step, animate=False)

    def action_close(self) -> None:
        """Back."""
        self.dismiss(None)
