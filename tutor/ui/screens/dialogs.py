"""Small screens on top of another one: yes or no, a name, one of several lines, a text to read."""

from __future__ import annotations

from textual.app import ComposeResult
from textual.containers import Vertical, VerticalScroll
from textual.screen import ModalScreen
from textual.widgets import Input, OptionList, Static

from tutor.core.text import key
from tutor.ui.commands_table import Command, FooterKey, commands, footer_keys
from tutor.ui.content import join_lines, styled
from tutor.ui.screens.base_screen import BaseScreen, SmallScreen
from tutor.ui.widgets.keybar import KeyBar
from tutor.ui.widgets.option_list import SafeOptionList


class Dialog(Vertical):
    """The frame of a small screen: a box with a title; ``wide`` for longer lines."""

    def __init__(self, title: str = "", *, wide: bool = False) -> None:
        super().__init__(classes="dialog wide" if wide else "dialog")
        self.border_title = styled(title)


class AskYesNo(ModalScreen[bool], BaseScreen[bool]):
    """A question before something that cannot be undone.  Gives True for yes; Escape means no."""

    COMMAND_TABLE = commands(
        "question",
        Command("y", "y", "yes", "Yes, do it", "yes"),
        Command("n,escape", "n", "no", "No, leave it as it is", "no"),
    )
    ABOUT = f"Press {key('question.yes', 'y')} for yes, {key('question.no', 'n')} for no."

    def __init__(self, question: str) -> None:
        super().__init__()
        self._question = question

    def compose(self) -> ComposeResult:
        """The question and the two keys."""
        with Dialog():
            yield Static(styled(self._question))
            yield KeyBar(footer_keys(self.COMMAND_TABLE))

    def action_yes(self) -> None:
        """Do it."""
        self.dismiss(True)

    def action_no(self) -> None:
        """Leave it."""
        self.dismiss(False)


class AskName(SmallScreen[str | None]):
    """Gives the name that was typed; None when the learner thought better of it."""

    COMMAND_TABLE = commands(
        "name",
        Command("escape", "Esc", "close", "Leave it", "leave it"),
    )
    ABOUT = "Type a name and press Enter."

    def __init__(
        self, question: str, name: str, word: str = "save", *, begun: bool = False
    ) -> None:
        """``begun``: the name goes on being typed; otherwise the first key replaces it."""
        super().__init__()
        self._question = question
        self._suggested = name
        self._word = word
        self._begun = begun

    def compose(self) -> ComposeResult:
        """The question and a field."""
        with Dialog():
            yield Static(join_lines(map(styled, self._question.split("\n"))))
            yield Input(self._suggested, compact=True, select_on_focus=not self._begun)
            yield KeyBar((FooterKey("Enter", self._word), FooterKey("Esc", "leave it", "close")))

    def on_input_submitted(self, event: Input.Submitted) -> None:
        """This name."""
        self.dismiss(event.value.strip() or None)


class Chooser(SmallScreen[int | None]):
    """Gives the place of the line that was chosen, counted from 0; None to stay.

    ``word`` is what Enter does with it, for the footer; ``about`` is for the help.
    """

    COMMAND_TABLE = commands(
        "chooser",
        Command("enter", "Enter", "choose", "Take the one under the cursor"),
        Command("escape,q", "Esc", "close", "Stay where you are", "stay"),
    )

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
            choices = SafeOptionList()
            choices.add_options(map(styled, self._rows))
            choices.highlighted = self._at
            yield choices
            enter = FooterKey("Enter", self._word, "choose")
            yield KeyBar((enter, *footer_keys(self.COMMAND_TABLE)))

    def on_option_list_option_selected(self, event: OptionList.OptionSelected) -> None:
        """This one."""
        self.dismiss(event.option_index)

    def action_choose(self) -> None:
        """The one under the cursor."""
        self.query_one(OptionList).action_select()


class TextScreen(SmallScreen[None]):
    """A title and a longer text to read, such as the learner's notes."""

    COMMAND_TABLE = commands(
        "text",
        Command("down,j", "↓", "scroll(1)", "Further down", "down"),
        Command("up,k", "↑", "scroll(-1)", "Further up", "up"),
        Command("escape,q,enter", "Esc", "close", "Back", "back"),
    )
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
            yield KeyBar(footer_keys(self.COMMAND_TABLE))

    def on_mount(self) -> None:
        """Ready to scroll."""
        self.query(VerticalScroll).focus()

    def action_scroll(self, step: int) -> None:
        """A line up or down."""
        self.query_one(VerticalScroll).scroll_relative(y=step, animate=False)
