"""All pages of a lesson, to go to one."""

from __future__ import annotations

from typing import ClassVar

from textual.app import ComposeResult
from textual.binding import BindingType
from textual.containers import Vertical
from textual.screen import ModalScreen
from textual.widgets import OptionList

from tutor.core.view import PageStatus
from tutor.ui.content import plain
from tutor.ui.deeds import Deed, bindings, offers
from tutor.ui.widgets.header import DOTS
from tutor.ui.widgets.keybar import KeyBar

DEEDS = (
    Deed("enter", "Enter", "choose", "Go to the page", "go to the page"),
    Deed("escape,m", "Esc", "close", "Stay where you are", "stay"),
)


class Pages(ModalScreen[int | None]):
    """Gives the page that was chosen, counted from 0; None to stay."""

    DEEDS = DEEDS
    BINDINGS: ClassVar[list[BindingType]] = [*bindings(DEEDS)]
    ABOUT = "The pages of this lesson. ● is done, ○ is open, ◉ is where you are."

    def __init__(self, titles: tuple[str, ...], status: tuple[PageStatus, ...]) -> None:
        super().__init__()
        self._titles = titles
        self._status = status

    def compose(self) -> ComposeResult:
        """A line a page."""
        rows = (
            plain(f"{DOTS[status]} {number:>2}  {title}")
            for number, (title, status) in enumerate(
                zip(self._titles, self._status, strict=True), 1
            )
        )
        with Vertical(classes="dialog"):
            yield OptionList(*rows, markup=False)
            yield KeyBar()

    def on_mount(self) -> None:
        """Start at the page where the learner is."""
        self.query_one(KeyBar).offer(offers(DEEDS))
        self.query_one(".dialog").border_title = plain("Pages")
        if "here" in self._status:
            self.query_one(OptionList).highlighted = self._status.index("here")

    def on_option_list_option_selected(self, event: OptionList.OptionSelected) -> None:
        """Go there."""
        self.dismiss(event.option_index)

    def action_choose(self) -> None:
        """Go to the page under the cursor."""
        self.query_one(OptionList).action_select()

    def action_close(self) -> None:
        """Stay."""
        self.dismiss(None)
