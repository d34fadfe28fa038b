"""Screens that may be asked for anything at any moment: while they are put up, shown, taken down.

Textual puts a screen on its stack first and makes its parts in the turns of the event loop that
follow; it takes a screen off the stack before its parts go, and shows parts in a frame that have
gone since.  Keys, clicks, timers and callbacks come in between.  The rule for all of them:

- what the learner does waits until the screen on top has its parts (``wait_until_mounted``);
- what finds no parts although it did not wait, or has waited too long, leaves the screen as it is
  (``ignore_missing_widgets``): before a screen stands, its ``on_mount`` paints what is to be seen,
  and afterwards nobody sees it;
- what has gone since the last frame is not under the mouse.
"""

from __future__ import annotations

from collections.abc import Iterator
from contextlib import contextmanager, suppress
from typing import cast

from textual.app import App
from textual.await_complete import AwaitComplete
from textual.css.query import NoMatches
from textual.dom import DOMNode, NoScreen
from textual.errors import NoWidget
from textual.geometry import Offset, Region
from textual.message import Message
from textual.reactive import Reactive
from textual.screen import HoverWidgets, ModalScreen, Screen, ScreenResultType
from textual.widget import MountError, Widget
from textual.widgets import Static

from tutor.ui.commands_table import HasCommands
from tutor.ui.content import styled
from tutor.ui.protocols import Tutor
from tutor.ui.widgets.too_small import WIDE


class BaseScreen(HasCommands, Screen[ScreenResultType]):
    """A screen that is told apart from one without its parts, and closes once.

    It stands last among the bases: Textual takes its styles from the first one.
    """

    focused: Reactive[Widget | None] = Reactive(None, repaint=False)
    """Textual paints the whole screen anew when it changes; the two widgets suffice."""

    _has_parts = False

    @property
    def tutor(self) -> Tutor:
        """The application, which opens the other screens."""
        return tutor_of(self)

    async def mount_composed_widgets(self, widgets: list[Widget]) -> None:
        """From now on there is something to paint on.

        Textual says how wide the screen is only after the first frame.
        """
        self.set_class(self.app.size.width < WIDE, "-narrow")
        await super().mount_composed_widgets(widgets)
        self._has_parts = True

    def notice(self, message: str) -> None:
        """One line about what was done last, with the learner's own keys."""
        line = self.query_one("#notice", Static)
        line.update(styled(self.tutor.keys.told(message)))
        line.display = bool(message)

    @property
    def is_ready(self) -> bool:
        """Whether the screen has its parts.

        One that is closed before it was shown is mounted without some of them or all, and so is
        any screen once the program is told to end.
        """
        return (
            self._has_parts
            and not self._pruning
            and self.is_attached
            and self in self.app.screen_stack
        )

    def dismiss(self, result: ScreenResultType | None = None) -> AwaitComplete:
        """Close this screen, if it is the one on top.

        Textual takes the top screen away whichever it is, so Escape pressed twice in quick
        succession would close the screen below as well.
        """
        return super().dismiss(result) if self.is_active else AwaitComplete(_nothing())

    async def _dispatch_message(self, message: Message) -> None:
        """Keys, timers, callbacks and what widgets say."""
        with ignore_missing_widgets(self):
            await super()._dispatch_message(message)

    async def _invoke_and_clear_callbacks(self) -> None:
        """What was to be done after the next frame, unless whose it is has gone by then.

        What a part of another screen asked for comes here when that screen was closed meanwhile.
        """
        owners = (_owner(callback) for callback, _ in self._callbacks)
        self._callbacks[:] = [
            callback
            for callback, owner in zip(self._callbacks, owners, strict=True)
            if owner is None or self._has(owner)
        ]
        with ignore_missing_widgets(self):
            await super()._invoke_and_clear_callbacks()

    async def _flush_next_callbacks(self) -> None:
        """What was to be done after this message."""
        with ignore_missing_widgets(self):
            await super()._flush_next_callbacks()

    # Under the mouse ----------------------------------------------------------------------------

    def get_widget_at(self, x: int, y: int) -> tuple[Widget, Region]:
        """What is at a place: the screen itself where no frame has put anything, or where what it
        put has gone.
        """
        with suppress(NoWidget):
            widget, region = super().get_widget_at(x, y)
            if self._has(widget):
                return widget, region
        return self, self.region

    def get_hover_widgets_at(self, x: int, y: int) -> HoverWidgets:
        """The same for what looks different under the mouse."""
        widgets = super().get_hover_widgets_at(x, y)
        gone = any(hovered is not None and not self._has(hovered[0]) for hovered in widgets)
        return HoverWidgets((self, self.region), None) if gone else widgets

    def get_widget_and_offset_at(self, x: int, y: int) -> tuple[Widget | None, Offset | None]:
        """The same for text that can be marked."""
        widget, _ = self.get_widget_at(x, y)
        return (self, None) if widget is self else super().get_widget_and_offset_at(x, y)

    def _has(self, widget: Widget) -> bool:
        return widget is self or (not widget._pruning and widget.is_attached)


class SmallScreen(ModalScreen[ScreenResultType], BaseScreen[ScreenResultType]):
    """A screen on top of another one, which stays in sight behind it."""

    def action_close(self) -> None:
        """Back to the screen below, with no result."""
        self.dismiss(None)


def _owner(callback: object) -> Widget | None:
    """The widget whose method is to be called."""
    owner = getattr(getattr(callback, "func", callback), "__self__", None)
    return owner if isinstance(owner, Widget) else None


def tutor_of(node: DOMNode) -> Tutor:
    """The application that a screen or a widget belongs to: the tutor is the only one."""
    return cast("Tutor", node.app)


def screen_of(node: DOMNode) -> Screen[object] | None:
    """The screen that a node is on; None for the app, and for a node that was taken away."""
    try:
        return None if isinstance(node, App) else node.screen
    except NoScreen:
        return None


async def wait_until_mounted(screen: Screen[object] | None) -> bool:
    """Wait until a screen is put up, painted and has its focus; whether there was need to."""
    if screen is None or screen.is_mounted:
        return False
    await screen._mounted_event.wait()  # set whatever becomes of the screen
    return True


@contextmanager
def ignore_missing_widgets(node: DOMNode) -> Iterator[None]:
    """No part is missed on a screen that does not stand."""
    try:
        yield
    except (NoMatches, NoScreen, MountError):
        screen = screen_of(node)
        if isinstance(node, App) or (isinstance(screen, BaseScreen) and screen.is_ready):
            raise


async def _nothing() -> None:
    """There is nothing to wait for."""
