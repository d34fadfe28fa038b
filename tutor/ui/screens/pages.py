"""All pages of a lesson, to go to one."""

from __future__ import annotations

from typing import ClassVar

from textual.app import ComposeResult
from textual.binding import BindingType
from textual.screen import ModalScreen
from textual.widgets import OptionList

from tutor.core.view import PageStatus
from tutor.ui.content import plain
from tutor.ui.deeds import Deed, bindings, offers
from tutor.ui.screens.standing import Standing
from tutor.ui.widgets.dialog import Dialog
from tutor.ui.widgets.header import DOTS
from tutor.ui.widgets.keybar import KeyBar
from tutor.ui.widgets.listing import Listing

DEEDS = (
    Deed("enter", "Enter", "choose", "Go to the page", "go to the page"),
    Deed("escape,m", "Esc", "close", "Stay where you are", "stay"),
)


class Pages(ModalScreen[int | None], Standing[int | None]):
    """Gives the page that was chosen, counted from 0; None to stay."""

    DEEDS = DEEDS
    BINDINGS: ClassVar[list[BindingType]] = [*bindings(DEEDS)]
    ABOUT = "The pages of this lesson. ● is done, ○ is open, ◉ is where you are."

    def __init__(self, titles: tuple[str, ...], status: tuple[PageStatus, ...]) -> None:
        super().__init__()
        self._titles = titles
        self._status = status

    def compose(self) -> ComposeResult:
        """A line a page; the cursor stands where the learner is."""
        rows = (
            plain(f"{DOTS[status]} {number:>2}  {title}")
            for number, (title, status) in enumerate(
                zip(self._titles, self._status, strict=True), 1
            )
        )
        with Dialog("Pages"):
            listed = Listing()
            listed.add_options(rows)
            if "here" in self._status:
                listed.highlighted = self._status.index("here")
            yield listed
            yield KeyBar(offers(DEEDS))

    def on_option_list_option_selected(self, event: OptionList.OptionSelected) -> None:
        """Go there."""
        self.dismiss(event.option_index)

    def action_choose(self) -> None:
        """Go to the page under the cursor."""
        self.query_one(OptionList).action_select()

    def action_close(self) -> None:
        """Stay."""
        self.dismiss(None)
