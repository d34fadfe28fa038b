"""Textual's application, where a terminal or a fast learner asks more of it.

Keys have their effect in the order in which they come, only what has changed is sent, signs are
those that the terminal has, and a signal or a fault of ours gives the terminal back.
"""

from __future__ import annotations

from collections.abc import Callable
from functools import lru_cache, partial
from typing import TYPE_CHECKING

from textual import events
from textual._compositor import CompositorUpdate
from textual._styles_cache import StylesCache
from textual.app import App
from textual.driver import Driver
from textual.screen import Screen

from tutor.ui.content import exit_message
from tutor.ui.driver import SignDriver
from tutor.ui.frame_difference import FrameDifference, ShownTerminal
from tutor.ui.input_queue import InputQueue
from tutor.ui.screens.base_screen import ignore_missing_widgets, screen_of, wait_until_mounted
from tutor.ui.shutdown import Shutdown

if TYPE_CHECKING:
    from collections.abc import Mapping

    from rich.console import RenderableType
    from textual.actions import ActionParseResult
    from textual.dom import DOMNode
    from textual.timer import Timer

    from tutor.repertoire import Repertoire
    from tutor.ui.protocols import ReportFault

REDRAWN = 0.1
"""Seconds after the program goes on in which Textual sets the terminal up again."""

PAUSE = 1.5
"""Seconds without a key after which the learner reads or thinks."""


if colours := getattr(StylesCache.get_inner_outer, "__wrapped__", None):
    # Textual remembers two colours by a key with all painted lines of the widget in it, so that
    # the lines of a thousand widgets that have long gone are kept: many megabytes.
    colours = lru_cache(maxsize=1024)(partial(colours, StylesCache))
    setattr(StylesCache, "get_inner_outer", staticmethod(colours))  # noqa: B010 - it is a method


class TerminalApp(App[None]):
    """``on_pause`` is called when the keys have come to rest, ``last_resort`` ends the process with
    a status when the terminal that is to be given back has gone.
    """

    def __init__(
        self,
        signs: Repertoire,
        report_fault: ReportFault,
        on_pause: Callable[[], None] | None,
        last_resort: Callable[[int], None] | None,
    ) -> None:
        super().__init__()
        self._report_fault = report_fault
        self._on_pause = on_pause
        self._pause: Timer | None = None
        self._terminal = ShownTerminal()
        self._input_queue = InputQueue(self, self._take)
        self._shutdown_handler = Shutdown(self, last_resort)
        self.show_signs(signs)

    def start_watching(self) -> None:
        """From now on, notice signals, pauses, and a terminal that has gone."""
        self._shutdown_handler.listen()
        if self._on_pause is not None:
            self._pause = self.set_interval(PAUSE, self._call_on_pause, pause=True)
        if not self.is_headless:
            self.set_interval(1, self._shutdown_handler.look_for_terminal)

    def _call_on_pause(self) -> None:
        if self._pause is not None and self._on_pause is not None:
            self._pause.pause()
            self._on_pause()

    # Signs --------------------------------------------------------------------------------------

    def show_signs(self, signs: Repertoire) -> None:
        """The signs in which everything is written from now on."""
        self.has_all_signs = signs == "full"
        self._in_signs: Callable[[str], str] = str
        if not self.has_all_signs:
            from tutor.core.text import plain

            self._in_signs = plain

    def written(self, data: str) -> str:
        """What the driver sends for ``data``: the last place that a sign goes through."""
        return self._in_signs(data)

    def get_driver_class(self) -> type[Driver]:
        """What reads the keys and writes the signs of the terminal.

        Nothing that a terminal sends may end the tutor.
        """
        textual_driver = super().get_driver_class()
        if textual_driver.__name__ == "LinuxDriver":
            from tutor.ui.linux_driver import SteadyLinuxDriver

            return SteadyLinuxDriver
        if textual_driver.__name__ == "WebDriver":
            from tutor.ui.web_driver import SignWebDriver

            return SignWebDriver
        if textual_driver.__name__ == "WindowsDriver":  # imported by name it would fail elsewhere
            return type("SignWindowsDriver", (SignDriver, textual_driver), {})
        return textual_driver

    # Keys and events ----------------------------------------------------------------------------

    async def on_event(self, event: events.Event) -> None:
        """What the learner does is done in its order; a key begins the wait for a pause anew."""
        if self._pause is not None and isinstance(event, events.Key):
            self._pause.reset()
        if isinstance(event, (events.Resize, Driver.SignalResume)):
            self._terminal.forget()
        if isinstance(event, Driver.SignalResume):
            self.set_timer(REDRAWN, self.action_redraw)  # behind what Textual does on its own
        if isinstance(event, (events.InputEvent, events.Paste)) and not event.is_forwarded:
            self._input_queue.put(event)
        else:
            await super().on_event(event)

    async def _take(self, event: events.Event) -> None:
        await wait_until_mounted(self.screen)
        typed = isinstance(event, (events.Key, events.Paste))
        if typed and self.screen_stack and getattr(self.screen, "KEYS_IN_ORDER", False):
            await self._hand_over(event)
        else:
            await super().on_event(event)

    async def _hand_over(self, event: events.Event) -> None:
        """Give a key or a paste to the screen, which says what it is for.

        Textual gives them to the widget that has the focus.
        """
        self.app_focus = True
        key = event.key if isinstance(event, events.Key) else ""
        if not (key and await self._check_bindings(key, priority=True)):
            self.screen._forward_event(event)

    async def run_action(
        self,
        action: str | ActionParseResult,
        default_namespace: DOMNode | None = None,
        namespaces: Mapping[str, DOMNode] | None = None,
    ) -> bool:
        """Do it once the screen that it is done on has its parts; nothing where they have gone."""
        node = default_namespace or self
        await wait_until_mounted(screen_of(node))
        with ignore_missing_widgets(node):
            return await super().run_action(action, default_namespace, namespaces)
        return True

    # Frames -------------------------------------------------------------------------------------

    @property
    def _background_screens(self) -> list[Screen[object]]:
        """The screens that are seen through the one on top: none through one that is opaque.

        Textual always counts the next one in, and paints the whole top anew with it: for each
        message that a hidden screen hears.
        """
        return [] if self.screen.styles.background.a == 1 else super()._background_screens

    def _display(self, screen: Screen[object], renderable: RenderableType | None) -> None:
        """Send a frame: only what the terminal does not show yet."""
        if isinstance(renderable, CompositorUpdate) and not self.is_inline:
            renderable = FrameDifference(renderable, self._terminal)
        super()._display(screen, renderable)

    def action_redraw(self) -> None:
        """Paint everything anew: another program may have written on the screen."""
        self._terminal.forget()
        self.screen.refresh()

    def _fatal_error(self) -> None:
        """A fault of ours: a short message and a report instead of pages of code."""
        if self.is_headless or self._exception is None:
            super()._fatal_error()
            return
        self.panic(exit_message(self._report_fault(self._exception)))
