"""Ways to answer: typed blanks, one of several options, a label for each item, an order."""

from __future__ import annotations

from typing import ClassVar

from textual import events
from textual.app import ComposeResult
from textual.binding import Binding, BindingType
from textual.containers import Horizontal, Vertical
from textual.content import Content
from textual.message import Message
from textual.widget import Widget
from textual.widgets import Input, Static

from tutor.core.question import Question, Response
from tutor.ui.content import plain

NUMBER_CHARACTERS = frozenset("0123456789.,+-−–*/^·()=eE½⅓⅔¼¾⅛")
"""What a typed number may hold; every other key keeps its meaning while a blank has the focus."""


class Answered(Message):
    """The learner has answered."""

    def __init__(self, response: Response) -> None:
        super().__init__()
        self.response = response


class NumberInput(Input):
    """A blank for a number: keys that no number has go to the screen, arrows at its ends too."""

    def check_consume_key(self, key: str, character: str | None) -> bool:
        """Only characters of numbers are typed."""
        return character is not None and character in NUMBER_CHARACTERS

    async def _on_key(self, event: events.Key) -> None:
        if event.is_printable and event.character not in NUMBER_CHARACTERS:
            return
        if event.key in ("left", "home") and self.cursor_position == 0:
            return
        if event.key in ("right", "end") and self.cursor_position == len(self.value):
            return
        await super()._on_key(event)

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

    def compose(self) -> ComposeResult:
        """A row a slot."""
        roles = max(len(slot.role) for slot in self._question.slots)
        for i, slot in enumerate(self._question.slots):
            with Horizontal(classes="blank"):
                label = f"{slot.role:<{roles}}  {slot.label}".strip() or "answer"
                yield Static(plain(label), classes="slot")
                yield NumberInput(id=f"slot-{i}", compact=True, select_on_focus=False)
                yield Static(Content(""), id=f"mark-{i}", classes="mark")

    def on_mount(self) -> None:
        """The labels stand in one column."""
        labels = list(self.query(".slot").results(Static))
        wide = max(len(str(label.content)) for label in labels)
        for label in labels:
            label.styles.width = wide + 1

    def focus_first(self) -> None:
        """Put the cursor into the first blank."""
        self.query(NumberInput).first().focus()

    def mark(self, right: tuple[bool, ...], response: Response) -> None:
        """Show which slots are right; shape and colour say it."""
        for i, good in enumerate(right):
            mark = plain("✓", "bold $text-success") if good else plain("✗", "bold $text-error")
            self.query_one(f"#mark-{i}", Static).update(mark)
        inputs = list(self.query(NumberInput))
        for field, text in zip(inputs, response, strict=False):
            if not field.value:
                field.value = text

    def on_input_submitted(self, event: Input.Submitted) -> None:
        """Enter goes to the next empty blank, and answers when none is left."""
        event.stop()
        fields = list(self.query(NumberInput))
        empty = [field for field in fields if not field.value.strip()]
        if empty and event.value.strip():
            empty[0].focus()
            return
        self.post_message(Answered(tuple(field.value for field in fields)))


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
        if question.way == "label":
            self._chosen = [None] * len(question.slots)

    def focus_first(self) -> None:
        """Take the keys."""
        self.focus()

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
        wide = max(len(slot.label) for slot in self._question.slots)
        rows = []
        for i, slot in enumerate(self._question.slots):
            chosen = self._chosen[i]
            label = "?" if chosen is None else self._question.options[chosen]
            rows.append(self._row(i, f"{slot.label:<{wide}}  {label}", self._verdict(i)))
        keys = "   ".join(f"{i + 1} {option}" for i, option in enumerate(self._question.options))
        return [*rows, plain("  " + keys, "$text-muted")]

    def _arrange_rows(self) -> list[Content]:
        placed = [i for i in self._chosen if i is not None]
        order = " → ".join(self._question.options[i] for i in placed) or "nothing yet"
        rows = []
        for i, option in enumerate(self._question.options):
            place = f"{placed.index(i) + 1}." if i in placed else "  "
            mark = self._verdict(placed.index(i)) if i in placed else ""
            rows.append(self._row(i, f"{place:<3} {option}", mark))
        return [plain(f"  {order}", "$text-primary"), *rows]

    def _verdict(self, slot: int) -> str:
        if slot >= len(self._right):
            return ""
        return "✓" if self._right[slot] else "✗"

    def _row(self, i: int, text: str, mark: str) -> Content:
        here = i == self._cursor and self.has_focus
        style = "bold $text-success" if mark == "✓" else "bold $text-error"
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
