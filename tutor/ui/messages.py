"""What widgets tell the screens: the application's vocabulary."""

from __future__ import annotations

from textual.message import Message

from tutor.core.graph import Edge


class Selected(Message):
    """A node or an edge of the picture was selected; None when the selection was taken back."""

    def __init__(self, target: str | Edge | None) -> None:
        super().__init__()
        self.target = target


class LeafPicked(Message):
    """A leaf was clicked, counted from 0, or dragged by so many steps."""

    def __init__(self, place: int, steps: int = 0) -> None:
        super().__init__()
        self.place = place
        self.steps = steps


class Left(Message):
    """The learner has finished walking the picture."""
