"""Lists to choose from."""

from __future__ import annotations

from contextlib import suppress

from rich.segment import Segment
from rich.style import Style
from textual.events import Click
from textual.strip import Strip
from textual.widgets import OptionList

from tutor.ui.commands_table import Command, HasCommands, commands

_on_click, _render_line = OptionList._on_click, OptionList.render_line


async def click_what_is_there(self: OptionList, event: Click) -> None:
    """Textual's, but where the option under the mouse has gone since the last frame.

    The list of the command palette is Textual's own, so it is not enough to do this in ours.
    """
    if event.style.meta.get("option", 0) < self.option_count:
        await _on_click(self, event)


def cursor_in_one_colour(self: OptionList, y: int) -> Strip:
    """Textual's, but no text keeps a colour of its own on the ground of the cursor."""
    strip, cursor = _render_line(self, y), self.highlighted
    if cursor is None or not any(_option_of(part) == cursor for part in strip):
        return strip
    colour = self.get_component_rich_style("option-list--option-highlighted").color
    plain = Style(color=colour, dim=False)
    return Strip([Segment(text, style and style + plain) for text, style, _ in strip])


def _option_of(part: Segment) -> object:
    return part.style.meta.get("option") if part.style is not None else None


OptionList._on_click = click_what_is_there  # type: ignore[method-assign]
OptionList.render_line = cursor_in_one_colour  # type: ignore[method-assign]
COMMAND_TABLE = commands(
    "list",
    Command("down,j", "↓ j", "cursor_down", "List: down"),
    Command("up,k", "↑ k", "cursor_up", "List: up"),
    Command("home,g", "Home g", "first", "List: to the first line"),
    Command("end,G", "End G", "last", "List: to the last line"),
)


class SafeOptionList(HasCommands, OptionList):
    """Textual's list of options, which never reads markup here.

    A page key that comes while the list is filled anew finds lines that Textual does not know yet.
    """

    COMMAND_TABLE = COMMAND_TABLE

    def __init__(self, *, id: str | None = None) -> None:
        super().__init__(id=id, markup=False)

    def action_page_up(self) -> None:
        """A page up."""
        with suppress(KeyError):
            super().action_page_up()  # type: ignore[no-untyped-call]  # Textual's

    def action_page_down(self) -> None:
        """A page down."""
        with suppress(KeyError):
            super().action_page_down()  # type: ignore[no-untyped-call]  # Textual's
