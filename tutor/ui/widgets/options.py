"""Chosen answers: one of several options, a label for each item, an order."""

from __future__ import annotations

from collections.abc import Sequence
from typing import ClassVar

from textual.binding import Binding, BindingType
from textual.widget import Widget

from tutor.core.folding import NO_BREAK
from tutor.core.question import Question, Response
from tutor.core.text import pad, width
from tutor.ui.content import hanging, plain
from tutor.ui.deeds import Deed, bindings
from tutor.ui.messages import Answered
from tutor.ui.passage import Line, Passage

DEEDS = (
    Deed("up", "↑", "move(-1)", "Options: up; 1 to 9 choose one"),
    Deed("down", "↓", "move(1)", "Options: down"),
    Deed("enter", "Enter", "choose", "Options: choose, or answer"),
    Deed("backspace", "Bksp", "unplace", "Options: take the last one back"),
)


class Options(Widget, can_focus=True):
    """Options answered with the keyboard: one to pick, one for each item, or all in an order."""

    DEEDS = DEEDS
    BINDINGS: ClassVar[list[BindingType]] = [
        *bindings(DEEDS),
        *(Binding(str(n), f"number({n})", show=False) for n in range(1, 10)),
    ]

    def __init__(self, question: Question) -> None:
        super().__init__()
        self._question = question
        self._cursor = 0
        self._chosen: list[int | None] = []
        self._right: tuple[bool, ...] = ()
        self.settled = False
        if question.way == "label":
            self._chosen = [None] * len(question.slots)

    def focus_first(self) -> None:
        """Take the keys, now: one may be waiting."""
        self.screen.set_focus(self)

    def check_action(self, action: str, parameters: tuple[object, ...]) -> bool | None:
        """Once the question is done its keys belong to the screen."""
        return not self.settled

    def mark(self, right: tuple[bool, ...], response: Response) -> None:
        """Show which parts of the answer are right."""
        self._right = right
        if response and not any(c is not None for c in self._chosen):
            self._chosen = [int(part) for part in response]
        self.refresh(layout=True)

    def render(self) -> Passage:
        """The options or the items, with the cursor, what is chosen, and marks."""
        rows = {"label": self._label_rows, "arrange": self._arrange_rows}
        return Passage(rows.get(self._question.way, self._pick_rows)())

    def _pick_rows(self) -> list[Line]:
        return [
            self._row(i, f"{i + 1}", option, self._verdict(0) if self._chosen == [i] else "")
            for i, option in enumerate(self._question.options)
        ]

    def _label_rows(self) -> list[Line]:
        wide = max(width(slot.label) for slot in self._question.slots)
        rows = []
        for i, slot in enumerate(self._question.slots):
            chosen = self._chosen[i]
            label = "?" if chosen is None else self._question.options[chosen]
            rows.append(self._row(i, pad(slot.label, wide), label, self._verdict(i)))
        return [*rows, hanging("  ", plain(keys_of(self._question.options), "$muted-text"))]

    def _arrange_rows(self) -> list[Line]:
        placed = [i for i in self._chosen if i is not None]
        order = " → ".join(self._question.options[i] for i in placed) or "nothing yet"
        wide = max(map(width, self._question.options))
        rows = []
        for i, option in enumerate(self._question.options):
            place = f"is number {placed.index(i) + 1}" if i in placed else ""
            mark = self._verdict(placed.index(i)) if i in placed else ""
            text = f"{pad(option, wide)}  {place}" if place else option
            rows.append(self._row(i, f"{i + 1}", text, mark))
        return [hanging("  ", plain(order, "$formula-text")), *rows]

    def _verdict(self, slot: int) -> str:
        if slot >= len(self._right):
            return ""
        return "✓" if self._right[slot] else "✗"

    def _row(self, i: int, head: str, text: str, mark: str) -> Line:
        here = i == self._cursor and self.has_focus
        style = "bold" if here else ""
        body = plain(text, style)
        if mark:
            marked = "bold $good-text" if mark == "✓" else "bold $bad-text"
            body = body + plain(NO_BREAK + mark, marked)
        return hanging(f"{'▸' if here else ' '} {head}  ", body, style)

    def on_focus(self) -> None:
        """The cursor is shown."""
        self.refresh()

    def on_blur(self) -> None:
        """The cursor is hidden."""
        self.refresh()

    @property
    def _rows(self) -> int:
        asked = self._question.slots if self._question.way == "label" else self._question.options
        return len(asked)

    def action_move(self, step: int) -> None:
        """Move the cursor."""
        self._cursor = (self._cursor + step) % self._rows
        self.refresh()

    def action_number(self, number: int) -> None:
        """Choose the option with this number."""
        if number > len(self._question.options):
            return
        if self._question.way == "label":
            self._chosen[self._cursor] = number - 1
            self._right = ()
            self._cursor = min(self._cursor + 1, self._rows - 1)
        else:
            self._cursor = number - 1
            self.action_choose()
        self.refresh(layout=True)

    def action_choose(self) -> None:
        """Enter: pick this one, put it next, or answer when everything has its label."""
        way = self._question.way
        if way == "pick":
            self._chosen = [self._cursor]
            self._answer()
        elif way == "label":
            self._labelled()
        else:
            self._placed()
        self.refresh(layout=True)

    def _labelled(self) -> None:
        if None in self._chosen:
            self._cursor = self._chosen.index(None)
        else:
            self._answer()

    def _placed(self) -> None:
        if self._right:
            self._chosen, self._right = [], ()
        if self._cursor not in self._chosen:
            self._chosen.append(self._cursor)
        if len(self._chosen) == len(self._question.options):
            self._answer()
        else:
            free = (i for i in range(self._rows) if i not in self._chosen)
            self._cursor = next((i for i in free if i > self._cursor), self._first_free())

    def _first_free(self) -> int:
        return next(i for i in range(self._rows) if i not in self._chosen)

    def action_unplace(self) -> None:
        """Take the last one back."""
        self._right = ()
        if self._question.way == "label":
            self._chosen[self._cursor] = None
        elif self._chosen:
            self._chosen.pop()
        self.refresh(layout=True)

    def _answer(self) -> None:
        self.post_message(Answered(tuple(str(i) for i in self._chosen)))


def keys_of(options: Sequence[str]) -> str:
    """Which key chooses what; a line may end between two options, not within one that fits."""
    numbers = any(option[:1].isdigit() for option in options)
    keys = (f"{i}: {option}" if numbers else f"{i} {option}" for i, option in enumerate(options, 1))
    return "   ".join(key.replace(" ", NO_BREAK) for key in keys)
