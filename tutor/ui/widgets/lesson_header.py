"""The first line of a lesson: its number and title, the page, and a dot a page."""

from __future__ import annotations

from textual.content import Content
from textual.widget import Widget

from tutor.core.session import PageStatus
from tutor.core.text import clip, width
from tutor.ui.content import styled

DOTS: dict[PageStatus, str] = {"done": "●", "here": "◉", "open": "○"}
MOST_DOTS = 16


class LessonHeader(Widget):
    """Where the learner is; the title gives way where there is little room."""

    def __init__(self) -> None:
        super().__init__()
        self._title = ""
        self._where = ""
        self._dots = ""

    def show(self, title: str, page: int, pages: tuple[PageStatus, ...]) -> None:
        """The page is counted from 0; the end of the lesson comes after the last one."""
        self._title = title
        count = len(pages)
        self._where = f"page {page + 1} of {count}" if page < count else "the end"
        self._dots = "".join(DOTS[status] for status in pages) if count <= MOST_DOTS else ""
        self.refresh()

    def render(self) -> Content:
        """One line, the title clipped."""
        right = f"{self._where}   {self._dots}".rstrip() + " "
        room = self.size.width - width(right) - 3
        title = clip(self._title, max(0, room))
        gap = " " * max(1, self.size.width - width(title) - width(right) - 1)
        return styled(" " + title, "bold") + Content(gap) + styled(right, "$accent-text")
