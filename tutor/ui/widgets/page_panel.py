"""The text of a lesson's page, with its table or program."""

from __future__ import annotations

from collections.abc import Sequence

from textual.app import ComposeResult
from textual.containers import VerticalScroll
from textual.content import Content
from textual.widget import Widget

from tutor.core.session import View
from tutor.core.text import key
from tutor.ui.content import board_lines, page_text, styled
from tutor.ui.screens.base_screen import tutor_of
from tutor.ui.widgets.text_block import TextView

MORE = f" · {key('lesson.scroll-next', 'PgDn')}, {key('lesson.scroll-before', 'PgUp')}: more "
AHEAD = 2
"""Lines of a board that are kept in sight after the one that is marked."""


def set_style_class(widget: Widget, name: str, on: bool) -> None:
    """Give a class to a widget, or take it away, when no rule for what is in it names the class.

    For all that Textual knows there may be one, and it would style everything in the widget anew.
    """
    if widget.has_class(name) != on:
        widget.set_class(on, name, update=False)
        widget.app.stylesheet.apply(widget)


def scroll_parts(parts: Sequence[Widget], pages: int) -> None:
    """Scroll parts that stand below each other by a page, as if they were one text."""
    for part in parts[::pages]:
        end = part.max_scroll_y if pages > 0 else 0
        if part.display and part.size.height and round(part.scroll_y) != end:
            turn = part.scroll_page_down if pages > 0 else part.scroll_page_up
            turn(animate=False)
            return


class PagePanel(VerticalScroll, can_focus=False):
    """The panel of the text; ``show`` paints it."""

    SCOPED_CSS = False  # a class of the screen says how much room there is
    DEFAULT_CSS = """
    #page {
        height: auto; max-height: 1fr; border: round $graph-line;
        padding: 0 1; scrollbar-size-vertical: 1;
    }
    #page.-asks { max-height: 50vh; }
    #page.-asks.-board { max-height: 66vh; }
    .-narrow #page { height: 1fr; max-height: 100%; border: none; border-top: solid $graph-line; }
    .-narrow #page.-asks, .-narrow #page.-asks.-board { max-height: 100%; }
    .-narrow #page.-alone { height: auto; }
    """

    def __init__(self) -> None:
        super().__init__(id="page")
        self._shown = -1
        self._board: View | None = None
        self._heading = Content("")

    def compose(self) -> ComposeResult:
        """One text."""
        yield TextView(id="prose")

    def on_mount(self) -> None:
        """A scroll bar comes and goes with the room."""
        self.watch(self, "show_vertical_scrollbar", self._show_title, init=False)

    def show(self, view: View) -> None:
        """Paint the page that ``view`` is on; without a text there is nothing to see."""
        if view.page != self._shown:
            self._shown, self._board = view.page, None
            self.scroll_home(animate=False, immediate=True)  # or a frame starts in its middle
        self.query_one("#prose", TextView).show_text(page_text(view))
        self.display = bool(view.prose or view.board)
        # A board has more room than other texts until there is much to say about an answer.
        wrong = view.verdict is not None and not view.verdict.correct
        set_style_class(self, "-board", bool(view.board) and not wrong and not view.hints)
        set_style_class(self, "-asks", bool(view.question or view.prompt))
        self._heading = styled(view.heading)
        self._show_title()

    def on_resize(self) -> None:
        """What is said below may leave less room than before."""
        if self._board is not None:
            self.follow(self._board)

    def follow(self, view: View) -> None:
        """Keep the board's line that is marked ▶ in sight; without one, its end."""
        self._board = view
        rows = board_lines(view).lines_for(self.query_one("#prose").size.width)
        after = next((i for i, row in enumerate(reversed(rows)) if "▶" in row.text), 0)
        bottom = self.virtual_size.height - max(0, after - AHEAD)
        self.scroll_to(y=max(0, bottom - self.size.height), animate=False)

    def _show_title(self) -> None:
        """Text that does not fit is never cut in silence."""
        more = styled(tutor_of(self).keys.told(MORE), "$muted-text")
        self.border_title = self._heading + (more if self.show_vertical_scrollbar else "")
