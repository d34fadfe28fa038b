"""The first minute of someone new: one question on one small graph, over the list of lessons."""

from __future__ import annotations

from textual.app import ComposeResult
from textual.containers import Horizontal, VerticalScroll
from textual.content import Content
from textual.widgets import Input, Static

from tutor.core.practice import FirstMinute, promises
from tutor.core.session import scene_text
from tutor.core.text import key
from tutor.ui.commands_table import Command, commands, footer_keys
from tutor.ui.content import join_lines, styled
from tutor.ui.screens.base_screen import SmallScreen
from tutor.ui.screens.dialogs import Dialog
from tutor.ui.widgets.keybar import KeyBar

HELP, AGAIN = key("app.help", "F1"), key("help.first-minute", "f")
BACK, AFRESH = key("lesson.back", "←"), f"{key('home.reset', 'r')} in the list"

COMMAND_TABLE = commands(
    "first-minute",
    Command("enter", "Enter", "answer", "Give the answer; after it, go to the lessons", "answer"),
    Command("escape", "Esc", "close", f"Skip this; {HELP} and then {AGAIN} bring it back", "skip"),
)


class FirstMinuteScreen(SmallScreen[None]):
    """The graph, the question with a field, what is said to the answer, then what to rely on."""

    AUTO_FOCUS = "Input"
    COMMAND_TABLE = COMMAND_TABLE
    ABOUT = (
        "One question, to see what this is. Type a number and press "
        f"{key('first-minute.answer', 'Enter')}; {key('first-minute.close', 'Esc')} skips it."
    )

    def __init__(self) -> None:
        super().__init__()
        self._minute = FirstMinute()

    def compose(self) -> ComposeResult:
        """The graph stands above what is said of it."""
        with Dialog("The first minute"):
            yield Static(id="first-graph")
            with VerticalScroll():
                yield Static(id="first-said")
            with Horizontal(classes="blank"):
                yield Static(styled(f"{self._minute.asks} = "), classes="slot")
                yield Input(placeholder="a number", compact=True)
            yield KeyBar()

    def on_mount(self) -> None:
        """The question."""
        self._paint()

    def _paint(self) -> None:
        minute = self._minute
        self.query_one("#first-graph", Static).update(
            join_lines(styled(line, "$formula-text") for line in scene_text(minute.scene))
        )
        first, *others = minute.told or ("",)
        said = [styled(first, "bold $accent-text"), *map(styled, others)]
        if minute.is_over:
            sure = promises(*map(self.tutor.keys.told, (BACK, AFRESH)))
            said.append(join_lines(styled(f"• {text}") for text in sure))
        else:
            said = [styled(minute.question), *(said if minute.told else ())]
        self.query_one("#first-said", Static).update(Content("\n\n").join(said))
        self.query_one(Input).value = ""
        self.query_one(Horizontal).display = not minute.is_over
        if minute.is_over:  # on a low screen there is more to read
            self.query_one(VerticalScroll).focus()
        enter, skip = footer_keys(COMMAND_TABLE)
        over = enter._replace(word="to the lessons")
        self.query_one(KeyBar).show((over,) if minute.is_over else (enter, skip))

    def on_input_submitted(self, event: Input.Submitted) -> None:
        """What was typed is the answer."""
        event.stop()
        self.action_answer()

    def action_answer(self) -> None:
        """Mark it; once it is over, close."""
        if self._minute.is_over:
            self.dismiss(None)
            return
        self._minute = self._minute.after(self.query_one(Input).value)
        self._paint()
