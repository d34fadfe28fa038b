"""Ways to answer: typed blanks, one of several options, a label for each item, an order."""

from __future__ import annotations

from typing import ClassVar

from textual import events
from textual.app import ComposeResult
from textual.binding import Binding, BindingType
from textual.containers import Horizontal, Vertical
from textual.content import Content
from textual.widget import Widget
from textual.widgets import Input, Static

from tutor.core.question import Question, Response
from tutor.core.text import pad, width
from tutor.ui.content import plain
from tutor.ui.messages import Answered

NUMBER_CHARACTERS = frozenset("0123456789.,+-−–*/^·()=eE½⅓⅔¼¾⅛")
"""What a typed number may hold; every other key keeps its meaning while a blank has the focus."""

CELL, MATRIX = 14, 46
"""Cells that one number of a matrix takes, its brackets and mark included, and all of a row."""

UNMARKED = Content("]")
"""What stands behind a blank: its end, then room for the mark."""


class Blank(Input):
    """A blank: keys that its answers do not have go to the screen, arrows at its ends too.

    ``letters`` is for answers with names in them; then only ? is the screen's.
    """

    def __init__(self, *, id: str, letters: bool = False) -> None:
        super().__init__(
            id=id, compact=True, select_on_focus=False, classes="-letters" if letters else ""
        )
        self._letters = letters

    def check_consume_key(self, key: str, character: str | None) -> bool:
        """Only characters of an answer are typed."""
        if character is None or not character.isprintable():
            return False
        return character != "?" if self._letters else character in NUMBER_CHARACTERS

    def on_key(self, event: events.Key) -> None:
        """Keys that come faster than the focus moves go where the focus is now.

        Textual puts a key into the queue of the widget that has the focus at that moment, so what
        is typed right behind an Enter still arrives here.
        """
        focused = self.screen.focused
        if event.key == "enter" and focused is self:
            event.stop()
            event.prevent_default()
            self.query_ancestor(Blanks).entered()
        elif focused is not self and focused is not None:
            event.stop()
            event.prevent_default()
            focused._forward_event(events.Key(event.key, event.character))
        elif event.is_printable and not self.check_consume_key(event.key, event.character):
            event.prevent_default()  # Input would type it; unstopped, it goes on to the screen

    def check_action(self, action: str, parameters: tuple[object, ...]) -> bool | None:
        """At the ends of the text the arrows belong to the screen."""
        if action in ("cursor_left", "home") and self.cursor_position == 0:
            return False
        if action in ("cursor_right", "end") and self.cursor_position == len(self.value):
            return False
        return super().check_action(action, parameters)


class Blanks(Vertical):
    """One blank a slot, with its role and label before it and a mark behind it."""

    def __init__(self, question: Question) -> None:
        super().__init__()
        self._question = question
        self._settled = False

    def compose(self) -> ComposeResult:
        """A row a slot, or the rows and columns of a matrix."""
        if self._question.way == "grid":
            yield from self._matrix()
            return
        labels = slot_labels(self._question)
        wide = max(map(width, labels))
        for i, label in enumerate(labels):
            with Horizontal(classes="blank"):
                yield Static(plain(f"{pad(label, wide)} ["), classes="slot")
                yield Blank(id=f"slot-{i}", letters=self._question.letters)
                yield Static(UNMARKED, id=f"mark-{i}", classes="mark")

    def _matrix(self) -> ComposeResult:
        """One line a row, with the names of the cells where they fit."""
        columns, slots = self._question.columns, self._question.slots
        wide = max(width(slot.label) for slot in slots)
        named = columns * (wide + CELL) <= MATRIX
        for first in range(0, len(slots), columns):
            with Horizontal(classes="blank matrix"):
                for i in range(first, first + columns):
                    label = f"{pad(slots[i].label, wide)} " if named else ""
                    yield Static(plain(f"{label}["), classes="slot")
                    yield Blank(id=f"slot-{i}")
                    yield Static(UNMARKED, id=f"mark-{i}", classes="mark")

    @property
    def settled(self) -> bool:
        """Whether the question is done: nothing more can be typed."""
        return self._settled

    @settled.setter
    def settled(self, settled: bool) -> None:
        if settled != self._settled:
            self._settled = settled
            for field in self.query(Blank):
                field.disabled = settled

    def focus_first(self) -> None:
        """Put the cursor into the blank that is to be filled next, unless it is in one."""
        fields = list(self.query(Blank))
        if any(field.has_focus for field in fields):
            return
        empty = [field for field in fields if not field.value.strip()]
        for field in (empty or fields)[:1]:
            field.focus()

    def mark(self, right: tuple[bool, ...], response: Response) -> None:
        """Show which slots are right; shape and colour say it."""
        for i, good in enumerate(right):
            mark = plain("✓", "bold $good-text") if good else plain("✗", "bold $bad-text")
            self.query_one(f"#mark-{i}", Static).update(UNMARKED + plain(" ") + mark)
        for field, text in zip(self.query(Blank), response, strict=False):
            if not field.value:
                field.value = text

    def on_input_changed(self, event: Input.Changed) -> None:
        """A changed answer has no mark yet."""
        event.stop()
        mark = f"#mark-{(event.input.id or '').removeprefix('slot-')}"
        if event.input.has_focus:
            self.query_one(mark, Static).update(UNMARKED)

    def entered(self) -> None:
        """Enter goes to the next empty blank, and answers when none is left."""
        fields = list(self.query(Blank))
        empty = [field for field in fields if not field.value.strip()]
        if empty and not empty[0].has_focus:
            self.screen.set_focus(empty[0])
            return
        self.post_message(Answered(tuple(field.value for field in fields)))


def slot_labels(question: Question) -> list[str]:
    """The text before each blank: its role in one column, its label in the next."""
    roles = max(width(slot.role) for slot in question.slots)
    labels = (f"{pad(slot.role, roles)}  {slot.label}".strip() for slot in question.slots)
    return [label or "answer" for label in labels]


class Options(Widget, can_focus=True):
    """Options answered with the keyboard: one to pick, one for each item, or all in an order."""

    BINDINGS: ClassVar[list[BindingType]] = [
        Binding("up", "move(-1)", "Up", show=False),
        Binding("down", "move(1)", "Down", show=False),
        Binding("enter", "choose", "Choose", show=False),
        Binding("backspace", "unplace", "Take the last one back", show=False),
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
        """Take the keys."""
        self.focus()

    def check_action(self, action: str, parameters: tuple[object, ...]) -> bool | None:
        """Once the question is done its keys belong to the screen."""
        return not self.settled

    def mark(self, right: tuple[bool, ...], response: Response) -> None:
        """Show which parts of the answer are right."""
        self._right = right
        if response and not any(c is not None for c in self._chosen):
            self._chosen = [int(part) for part in response]
        self.refresh(layout=True)

    def render(self) -> Content:
        """The options or the items, with the cursor, what is chosen, and marks."""
        rows = {"label": self._label_rows, "arrange": self._arrange_rows}
        return Content("\n").join(rows.get(self._question.way, self._pick_rows)())

    def _pick_rows(self) -> list[Content]:
        return [
            self._row(i, f"{i + 1}  {option}", self._verdict(0) if self._chosen == [i] else "")
            for i, option in enumerate(self._question.options)
        ]

    def _label_rows(self) -> list[Content]:
        wide = max(width(slot.label) for slot in self._question.slots)
        rows = []
        for i, slot in enumerate(self._question.slots):
            chosen = self._chosen[i]
            label = "?" if chosen is None else self._question.options[chosen]
            rows.append(self._row(i, f"{pad(slot.label, wide)}  {label}", self._verdict(i)))
        keys = "   ".join(f"{i + 1} {option}" for i, option in enumerate(self._question.options))
        return [*rows, plain("  " + keys, "$muted-text")]

    def _arrange_rows(self) -> list[Content]:
        placed = [i for i in self._chosen if i is not None]
        order = " → ".join(self._question.options[i] for i in placed) or "nothing yet"
        wide = max(map(width, self._question.options))
        rows = []
        for i, option in enumerate(self._question.options):
            place = f"is number {placed.index(i) + 1}" if i in placed else ""
            mark = self._verdict(placed.index(i)) if i in placed else ""
            rows.append(self._row(i, f"{i + 1}  {pad(option, wide)}  {place}".rstrip(), mark))
        return [plain(f"  {order}", "$formula-text"), *rows]

    def _verdict(self, slot: int) -> str:
        if slot >= len(self._right):
            return ""
        return "✓" if self._right[slot] else "✗"

    def _row(self, i: int, text: str, mark: str) -> Content:
        here = i == self._cursor and self.has_focus
        style = "bold $good-text" if mark == "✓" else "bold $bad-text"
        line = plain(f"{'▸' if here else ' '} {text} ", "bold" if here else "")
        return line + plain(mark, style)

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


def answer_widget(question: Question) -> Blanks | Options:
    """The widget for a question's way of answering."""
    return Blanks(question) if question.way in ("blanks", "grid") else Options(question)
