"""The text of a lesson's page, with its table or program."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import replace

from textual.app import ComposeResult
from textual.containers import VerticalScroll
from textual.content import Content
from textual.widget import Widget

from tutor.core.session import View
from tutor.core.text import key
from tutor.ui.content import board_lines, page_text, paragraphs, styled
from tutor.ui.screens.base_screen import tutor_of
from tutor.ui.widgets.text_block import TextBlock, TextView

MORE = f" · {key('lesson.scroll-next', 'PgDn')}, {key('lesson.scroll-before', 'PgUp')}: more "
AHEAD = 2
"""Lines of a board that are kept in sight after the one that is marked."""
AFTER = 2
"""Lines from the last of a text to the first of what follows."""


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
        self._shown: View | None = None
        self._read = 0
        """Blocks of the text that were there before the last ones came."""
        self._place: int | None = None
        """The line that was last scrolled to; None when something new has come."""
        self._heading = Content("")

    def compose(self) -> ComposeResult:
        """One text."""
        yield TextView(id="prose")

    def on_mount(self) -> None:
        """A scroll bar comes and goes with the room."""
        self.watch(self, "show_vertical_scrollbar", self._show_title, init=False)

    def show(self, view: View) -> None:
        """Paint the page that ``view`` is on; without a text there is nothing to see."""
        view = replace(view, prose=tutor_of(self).keys.told_prose(view.prose))
        before, self._shown = self._shown, view
        if before is None or view.page != before.page:
            self._read, self._place = 0, None
            self.scroll_home(animate=False, immediate=True)  # or a frame starts in its middle
        elif (view.prose, view.board) != (before.prose, before.board):
            self._place = None
            if len(view.prose) != len(before.prose):
                self._read = min(len(view.prose), len(before.prose))
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
        self.follow()

    def follow(self) -> None:
        """Keep in sight what is new: the board's line that is marked ▶, or the text that has come.

        Of a board without such a line its end, and what closes the page below it; of a text longer
        than its place the beginning.  Where the learner has scrolled since, it stays.
        """
        view, cells = self._shown, self.query_one("#prose").size.width
        if view is None or not cells or self._place not in (None, round(self.scroll_y)):
            return
        bottom = self.virtual_size.height - self.size.height
        if view.board and view.below:
            closing = TextBlock(paragraphs(view.prose[-view.below :])).wrap(cells).plain
            top = min(bottom, self.virtual_size.height - closing.count("\n") - 1)
        elif view.board:
            rows = board_lines(view).lines_for(cells)
            after = next((i for i, row in enumerate(reversed(rows)) if "▶" in row.text), 0)
            top = bottom - max(0, after - AHEAD)
        else:
            read = TextBlock(paragraphs(view.prose[: self._read])).wrap(cells).plain
            top = min(read.count("\n") + AFTER if read else 0, bottom)
        self._place = max(0, min(top, round(self.max_scroll_y)))
        self.scroll_to(y=self._place, animate=False)

    def _show_title(self) -> None:
        """Text that does not fit is never cut in silence."""
        more = styled(tutor_of(self).keys.told(MORE), "$muted-text")
        self.border_title = self._heading + (more if self.show_vertical_scrollbar else "")
