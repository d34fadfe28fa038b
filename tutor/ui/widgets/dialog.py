"""The frame of a small screen on top of another one."""

from __future__ import annotations

from textual.containers import Vertical

from tutor.ui.content import styled


class Dialog(Vertical):
    """A box with a title; ``wide`` for longer lines."""

    def __init__(self, title: str = "", *, wide: bool = False) -> None:
        super().__init__(classes="dialog wide" if wide else "dialog")
        self.border_title = styled(title)
