"""What the learner does, one thing after the other.

Textual hands a key on to the widget that has the focus at that moment, however much is still to be
done for the key before: of an Enter and an arrow that arrive together, as over a slow link or from
somebody who knows the way, the arrow goes to a list that the Enter is about to leave.
"""

from __future__ import annotations

import asyncio
from collections import deque
from collections.abc import Awaitable, Callable

from textual import events
from textual.app import App

STILL = 2
"""Checks of empty queues after which an event has had its effect: the first may miss what has just
come back to the application, the second comes after that."""

MOST = 200
"""Checks after which the next event is taken all the same: a widget may be busy for ever."""


class InputQueue:
    """Keys, clicks and pastes wait here until what came before has had its effect."""

    def __init__(self, app: App[None], take: Callable[[events.Event], Awaitable[None]]) -> None:
        self._app = app
        self._take = take
        self._waiting: deque[events.Event] = deque()
        self._still = self._checks = 0

    def put(self, event: events.Event) -> None:
        """It is taken in its turn; of moves of the mouse that wait together the last one counts."""
        moves = self._waiting and isinstance(self._waiting[-1], events.MouseMove)
        if moves and isinstance(event, events.MouseMove):
            self._waiting.pop()
        self._waiting.append(event)
        if not self._checks:
            self._checks = 1
            self._app.call_later(self._take_when_still)

    async def _take_when_still(self) -> None:
        self._checks += 1
        self._still = 0 if self._is_busy() else self._still + 1
        if self._still < STILL and self._checks < MOST:
            await asyncio.sleep(0)
        else:
            self._still, self._checks = 0, 1
            await self._take(self._waiting.popleft())
        if self._waiting:
            self._app.call_later(self._take_when_still)
        else:
            self._checks = 0

    def _is_busy(self) -> bool:
        nodes = self._app.screen.walk_children(with_self=True)
        return any(not node._message_queue.empty() for node in nodes)
