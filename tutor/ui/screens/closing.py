"""Screens that close once, and screens that are closed before they were shown.

Textual's ``dismiss`` takes the top screen away whichever it is, so Escape pressed twice in quick
succession would close the screen below as well.
"""

from __future__ import annotations

from textual.await_complete import AwaitComplete
from textual.screen import Screen, ScreenResultType


class ClosesOnce(Screen[ScreenResultType]):
    """A screen whose second ``dismiss`` does nothing.

    It stands last among the bases: Textual takes its styles from the first one.
    """

    def dismiss(self, result: ScreenResultType | None = None) -> AwaitComplete:
        """Close this screen, if it is the one on top."""
        return super().dismiss(result) if self.is_active else AwaitComplete(_nothing())


def stands(screen: Screen[ScreenResultType]) -> bool:
    """Whether a screen has its parts: there is something to paint on.

    One that is closed before it was shown is mounted without some of them or all, and so is any
    screen once the program is told to end.
    """
    return screen.is_attached and screen in screen.app.screen_stack


async def _nothing() -> None:
    """There is nothing to wait for."""
