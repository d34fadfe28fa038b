"""Typed answers: one blank a slot, or the rows and columns of a matrix."""

from __future__ import annotations

from textual import events
from textual.app import ComposeResult
from textual.containers import Horizontal, Vertical
from textual.content import Content
from textual.widgets import Input, Static

from tutor.core.question import Question, Response
from tutor.core.text import pad, width
from tutor.ui.content import plain
from tutor.ui.messages import Answered
from tutor.ui.widgets.typing import Field

NUMBER_CHARACTERS = frozenset("0123456789.,+-−–*/^·()=eE½⅓⅔¼¾⅛")
"""What a typed number may hold; every other key keeps its meaning while a blank has the focus."""

CELL, MATRIX = 14, 46
"""Cells that one named number of a matrix takes beside its name, and the least that a row has."""

UNNAMED = 13
"""Cells that a number takes whose name stands above it."""

UNMARKED = Content("]")
"""What stands behind a blank: its end, then room for the mark."""


class Blank(Field):
    """A blank: keys that its answers do not have go to the screen, arrows at its ends too.

    ``letters`` is for answers with names in them; then only ? is the screen's.
    """

    def __init__(self, *, letters: bool = False) -> None:
        super().__init__(compact=True, select_on_focus=False, classes="-letters" if letters else "")
        self._letters = letters

    def check_consume_key(self, key: str, character: str | None) -> bool:
        """Only characters of an answer are typed."""
        if character is None or not character.isprintable():
            return False
        return character != "?" if self._letters else character in NUMBER_CHARACTERS

    async def on_key(self, event: events.Key) -> None:
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
    """One blank a slot, with its role and label before it and a mark behind it.

    The parts are made at once and not looked up later: Textual lets a widget that is taken away
    before it stood on the screen be mounted without its children.
    """

    def __init__(self, question: Question) -> None:
        super().__init__()
        self._question = question
        self._settled = False
        slots = range(len(question.slots))
        self._fields = [Blank(letters=question.letters) for _ in slots]
        self._labels = [Static(classes="slot") for _ in slots]
        self._marks = [Static(classes="mark") for _ in slots]
        self._names = [Static(classes="names") for _ in slots[:: _across(question)]]

    def compose(self) -> ComposeResult:
        """A row a slot, or the rows and columns of a matrix."""
        across = _across(self._question)
        whole = list(zip(self._labels, self._fields, self._marks, strict=True))
        for row, names in enumerate(self._names):
            yield names
            with Horizontal(classes="blank matrix" if self._question.way == "grid" else "blank"):
                for blank in whole[row * across : (row + 1) * across]:
                    yield from blank

    def on_mount(self) -> None:
        """Say what goes where."""
        self.ask(self._question)

    def takes(self, question: Question) -> bool:
        """Whether ``question`` can be asked with these blanks."""
        return _shape(question) == _shape(self._question)

    def ask(self, question: Question) -> None:
        """Empty blanks with the labels of a question that fits."""
        self._question = question
        self.settled = False
        self._put_names()
        for field, mark in zip(self._fields, self._marks, strict=True):
            mark.update(UNMARKED)
            field.value = ""

    def on_resize(self) -> None:
        """Names stand before their blanks where there is room, else above."""
        self._put_names()

    def _put_names(self) -> None:
        question, room = self._question, max(self.size.width, MATRIX)
        for label, text in zip(self._labels, slot_labels(question, room), strict=True):
            label.update(plain(f"{text}["))
        across, above = _across(question), names_above(question, room)
        for row, names in enumerate(self._names):
            names.display = above
            slots = question.slots[row * across : (row + 1) * across]
            shown = (pad(slot.label, UNNAMED) for slot in slots)
            names.update(plain("".join(shown).rstrip() if above else ""))

    @property
    def settled(self) -> bool:
        """Whether the question is done: nothing more can be typed."""
        return self._settled

    @settled.setter
    def settled(self, settled: bool) -> None:
        if settled != self._settled:
            self._settled = settled
            for field in self._fields:
                field.disabled = settled

    def focus_first(self) -> None:
        """Put the cursor into the blank that is to be filled next, unless it is in one."""
        if any(field.has_focus for field in self._fields):
            return
        for field in (self._empty() or self._fields)[:1]:
            self.screen.set_focus(field)  # now: a key may be waiting for it

    def _empty(self) -> list[Blank]:
        return [field for field in self._fields if not field.value.strip()]

    def mark(self, right: tuple[bool, ...], response: Response) -> None:
        """Show which slots are right; shape and colour say it."""
        for mark, good in zip(self._marks, right, strict=False):
            sign = plain("✓", "bold $good-text") if good else plain("✗", "bold $bad-text")
            mark.update(UNMARKED + plain(" ") + sign)
        for field, text in zip(self._fields, response, strict=False):
            if not field.value:
                field.value = text

    def on_input_changed(self, event: Input.Changed) -> None:
        """A changed answer has no mark yet."""
        event.stop()
        for field, mark in zip(self._fields, self._marks, strict=True):
            if field is event.input and field.has_focus:
                mark.update(UNMARKED)

    def entered(self) -> None:
        """Enter goes to the next empty blank, and answers when none is left."""
        empty = self._empty()
        if empty and not empty[0].has_focus:
            self.screen.set_focus(empty[0])
            return
        self.post_message(Answered(tuple(field.value for field in self._fields)))


def slot_labels(question: Question, room: int = MATRIX) -> list[str]:
    """The text before each blank: its role in one column, its label in the next.

    Before the blanks of a matrix stand the names of its cells, where they fit into ``room``.
    """
    slots = question.slots
    if question.way == "grid":
        named, wide = _beside(question, room), max(width(slot.label) for slot in slots)
        return [f"{pad(slot.label, wide)} " if named else "" for slot in slots]
    roles = max(width(slot.role) for slot in slots)
    labels = [f"{pad(slot.role, roles)}  {slot.label}".strip() or "answer" for slot in slots]
    wide = max(map(width, labels))
    return [f"{pad(label, wide)} " for label in labels]


def names_above(question: Question, room: int) -> bool:
    """Whether the names of a matrix stand in lines of their own, each above its blank."""
    if question.way != "grid" or _beside(question, room):
        return False
    return max(width(slot.label) for slot in question.slots) < UNNAMED


def _beside(question: Question, room: int) -> bool:
    """Whether each name of a matrix stands before its blank."""
    wide, across = max(width(slot.label) for slot in question.slots), _across(question)
    return across == 1 or across * (wide + CELL) <= room


def _across(question: Question) -> int:
    """Blanks in one row.

    A matrix of a single row is a list of numbers: it is broken rather than shown without names.
    """
    if question.way != "grid":
        return 1
    if question.columns < len(question.slots):
        return question.columns
    wide = max(width(slot.label) for slot in question.slots)
    return min(question.columns, max(1, MATRIX // (wide + CELL)))


def _shape(question: Question) -> tuple[object, ...]:
    return question.way, _across(question), len(question.slots), question.letters
