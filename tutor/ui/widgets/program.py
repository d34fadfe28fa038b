"""The straight-line program of a graph, with the line that is being carried out."""

from __future__ import annotations

from textual.app import ComposeResult
from textual.containers import VerticalScroll
from textual.content import Content
from textual.widgets import Static

from tutor.core.program import Line, program_lines
from tutor.core.view import Scene
from tutor.ui.content import lines, plain

LOOKS = {"done": ("✓ ", ""), "now": ("▸ ", "bold $graph-active"), "later": ("  ", "$muted-text"),
         "": ("", "")}  # fmt: skip
"""The sign before a line, and its style, for each mark."""


class ProgramView(VerticalScroll, can_focus=False):
    """Forward, then backward, one assignment a line; it scrolls to the one that is carried out."""

    def compose(self) -> ComposeResult:
        """The lines."""
        yield Static()

    def show(self, scene: Scene | None) -> None:
        """Paint the program of ``scene``; nothing is shown without one."""
        self.display = scene is not None
        if scene is None:
            return
        self.border_title = plain("The program: forward, then backward")
        shown = program_lines(scene)
        self.query_one(Static).update(lines(map(painted, shown)))
        now = next((i for i, line in enumerate(shown) if line.mark == "now"), None)
        if now is not None:
            self.scroll_to(y=max(0, now - 3), animate=False, force=True)


def painted(line: Line) -> Content:
    """One line with its sign."""
    sign, style = LOOKS[line.mark]
    return plain(sign + line.text, style)
