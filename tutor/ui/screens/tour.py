"""Three screens for someone who meets the tutor for the first time."""

from __future__ import annotations

from typing import ClassVar, NamedTuple

from textual.app import ComposeResult
from textual.binding import BindingType
from textual.screen import ModalScreen
from textual.widgets import Static

from tutor.core.drawing import export as exports
from tutor.core.graph import run
from tutor.core.syntax import parse_graph
from tutor.ui.commands_table import Command, bindings, footer_keys
from tutor.ui.content import join_lines, styled
from tutor.ui.screens.base_screen import BaseScreen
from tutor.ui.screens.dialogs import Dialog
from tutor.ui.widgets.keybar import KeyBar

COMMAND_TABLE = (
    Command("right,enter,space", "→", "go(1)", "Next", "next"),
    Command("left", "←", "go(-1)", "Back", "back"),
    Command("escape,q", "Esc", "close", "Leave the tour", "leave"),
)


class Stop(NamedTuple):
    """One screen of the tour; ``graph`` is graph_lines below the text, "" for none."""

    title: str
    text: str
    graph: str = ""


STOPS = (
    Stop(
        "What you will do",
        "A computation graph has one box for each operation. You run it forwards to get values, "
        "then backwards to get gradients: one message at a time, and back again whenever you "
        "like. A number on an arrow is a local gradient, ∇ is the gradient of the output: "
        "∇ 2+? has 2 so far, and waits for more.",
        "input w = 2; u = 3*w; J = u^2",
    ),
    Stop(
        "How you answer",
        "→ or space does the next step. Where a number is asked for, type it and press Enter: "
        "8, −8, 1/3 and 2*4 are all fine. A wrong number is no loss: you are told which mistake "
        "makes it. ? gives a hint, and after three hints the worked answer.",
    ),
    Stop(
        "How you find your way",
        "The bottom line shows the keys that matter now. F1 shows all keys of a screen, Ctrl+P "
        "finds any command by its name. Every answer is saved as you give it: leave with Ctrl+Q "
        "at any moment, and carry on there next time.",
    ),
)


class Tour(ModalScreen[None], BaseScreen[None]):
    """The stops of the tour, one at a time."""

    COMMAND_TABLE = COMMAND_TABLE
    BINDINGS: ClassVar[list[BindingType]] = [*bindings(COMMAND_TABLE)]
    ABOUT = "A short tour of the tutor."

    def __init__(self) -> None:
        super().__init__()
        self._at = 0

    def compose(self) -> ComposeResult:
        """One stop."""
        with Dialog():
            yield Static(id="stop")
            yield KeyBar(footer_keys(COMMAND_TABLE))

    def on_mount(self) -> None:
        """The first stop."""
        self._paint()

    def _paint(self) -> None:
        stop = STOPS[self._at]
        for dialog in self.query(Dialog):
            dialog.border_title = styled(f"{stop.title} · {self._at + 1} of 3")
        parts = [styled(stop.text)]
        parts += [styled(line, "$formula-text") for line in graph_lines(stop.graph)]
        for text in self.query("#stop").results(Static):
            text.update(join_lines(parts))

    def action_go(self, step: int) -> None:
        """To the next stop or the one before; past the last one the tour is over."""
        if self._at + step >= len(STOPS):
            self.dismiss(None)
            return
        self._at = max(0, self._at + step)
        self._paint()

    def action_close(self) -> None:
        """Enough."""
        self.dismiss(None)


def graph_lines(source: str) -> list[str]:
    """An empty line and the picture of a graph after both passes; nothing for no graph."""
    graph, _ = parse_graph(source, implicit_leaves=True)
    return ["", *exports.text(run(graph.graph)).splitlines()] if graph else []
