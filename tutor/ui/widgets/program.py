"""The straight-line program of a graph, with the line that is being carried out."""

from __future__ import annotations

from textual.app import ComposeResult
from textual.containers import VerticalScroll
from textual.content import Content

from tutor.core.session import HIDDEN, ProgramLine, Scene, program_lines
from tutor.ui.content import join_lines, styled
from tutor.ui.widgets.text_block import TextView

LOOKS = {"done": ("✓ ", ""), "now": ("▸ ", "bold $graph-active"), "later": ("  ", "$muted-text"),
         "": ("", "")}  # fmt: skip
"""The sign before a line, and its style, for each mark."""


class ProgramView(VerticalScroll, can_focus=False):
    """Forward, then backward, one assignment a line; the one that is carried out is in sight."""

    def __init__(self, *, id: str | None = None) -> None:
        super().__init__(id=id)
        self._lines: tuple[ProgramLine, ...] = ()

    def compose(self) -> ComposeResult:
        """The lines."""
        yield TextView()

    def show(self, scene: Scene | None) -> None:
        """Paint the program of ``scene``; nothing is shown without one."""
        self.display = scene is not None
        if scene is None:
            return
        self.border_title = styled("The program: forward, then backward")
        self._lines = program_lines(scene)
        self.query_one(TextView).show_text(join_lines(map(line_content, self._lines)))
        self.call_after_refresh(self._follow)

    def on_resize(self) -> None:
        """Lines may be broken elsewhere, and other ones be in sight."""
        self._follow()

    def _follow(self) -> None:
        """Scroll until what is carried out stands in the middle; a long line takes several rows."""
        cells = self.query_one(TextView).size.width
        if not cells or not self._lines:
            return
        rows = [max(1, line_content(line).get_height({}, cells)) for line in self._lines]
        here = current_line(self._lines)
        above = (self.size.height - rows[here]) // 2
        self.scroll_to(y=max(0, sum(rows[:here]) - max(0, above)), animate=False, force=True)


def current_line(program: tuple[ProgramLine, ...]) -> int:
    """The line that is carried out; without one what is asked, else the last that is done."""
    marks = [line.mark for line in program]
    if "now" in marks:
        return marks.index("now")
    asked = next((i for i, line in enumerate(program) if line.text == HIDDEN), 0)
    return asked or max((i for i, mark in enumerate(marks) if mark == "done"), default=0)


def line_content(line: ProgramLine) -> Content:
    """One line with its sign."""
    sign, style = LOOKS[line.mark]
    return styled(sign + line.text, style)
