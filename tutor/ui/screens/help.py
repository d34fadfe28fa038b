"""Help for one screen: what it is for, and every key that works there."""

from __future__ import annotations

from collections.abc import Sequence

from textual.app import ComposeResult
from textual.containers import VerticalScroll
from textual.content import Content
from textual.widgets import Static

from tutor.core.text import key, pad, width
from tutor.ui.commands_table import Command, commands, footer_keys
from tutor.ui.content import join_lines, styled
from tutor.ui.screens.base_screen import SmallScreen
from tutor.ui.screens.dialogs import Dialog
from tutor.ui.widgets.keybar import KeyBar

ELSEWHERE = (
    f"{key('app.command-palette', 'Ctrl+P')} also has themes, motion on and off, and plain signs "
    "for a font that lacks some."
)

COMMAND_TABLE = commands(
    "help",
    Command("escape,f1,q,enter", "Esc", "close", "Close the help", "close"),
    Command("f", "f", "first_minute", "The first minute again", "the first minute"),
)


class Help(SmallScreen[None]):
    """The commands of the screen below, and those that work everywhere."""

    COMMAND_TABLE = COMMAND_TABLE
    ABOUT = "This is the help."

    def __init__(self, about: str, commands: Sequence[Command], legend: str = "") -> None:
        super().__init__()
        self._about = about
        self._legend = legend
        self._commands = commands

    def compose(self) -> ComposeResult:
        """What the screen is for, then a line a key."""
        with Dialog("Help"):
            with VerticalScroll():
                elsewhere = self.tutor.keys.told(ELSEWHERE)
                yield Static(help_text(self._about, self._commands, self._legend, elsewhere))
            yield KeyBar(footer_keys(COMMAND_TABLE))

    def on_mount(self) -> None:
        """Ready to scroll."""
        self.query(VerticalScroll).focus()

    def action_first_minute(self) -> None:
        """The question that someone new is asked."""
        self.tutor.open_first_minute()


def help_text(about: str, commands: Sequence[Command], legend: str, elsewhere: str) -> Content:
    """The help as lines; ``legend`` explains the signs that are shown, ``elsewhere`` is last.

    What stands in ``about`` behind an empty line comes after the keys, which are looked up more.
    """
    about, _, rules = about.partition("\n\n")
    wide = max(width(command.shown) for command in commands)
    keys = (
        styled(pad(command.shown, wide), "bold $accent-text") + styled(f"   {command.name}")
        for command in commands
    )
    signs = (Content(""), styled(legend)) if legend else ()
    behind = [styled(rules), Content("")] if rules else []
    return join_lines(
        [styled(about), *signs, Content(""), *keys, Content(""), *behind, styled(elsewhere)]
    )
