"""Typed answers: one blank a slot, or the rows and columns of a matrix."""

from __future__ import annotations

from textual.app import ComposeResult
from textual.containers import Horizontal, Vertical
from textual.content import Content
from textual.widgets import Input, Static
from textual.widgets.input import Selection

from tutor.core.questions import Question, Response
from tutor.core.text import key, pad
from tutor.ui.commands_table import Command, HasCommands, commands
from tutor.ui.content import styled
from tutor.ui.widgets.blank_layout import (
    CLOSING,
    MATRIX,
    UNNAMED,
    blank_width,
    blanks_across,
    bracket,
    column_heads,
    names_above,
    shape_of,
    slot_labels,
)

UNMARKED = Content("]")
"""What stands behind a blank: its end, then room for the mark."""

RIGHT = styled("✓", "bold $good-text")
WRONG = styled("✗", "bold $bad-text")
FOLLOWS = styled("⇒", "bold $accent-text")
"""The marks; the last is of what follows from a number that is not right."""

AGAIN = (
    "That answer was marked a moment ago: change it, or press "
    f"{key('lesson.hint', '?')} for a hint."
)
"""What is said to an answer that is given twice."""

COMMAND_TABLE = commands(
    "blanks",
    Command("tab,down", "Tab", "go(1)", "Blanks: the next one"),
    Command("shift+tab,up", "Shift+Tab", "go(-1)", "Blanks: the one before"),
)


class Blank(Input):
    """A blank.  The screen hands it what is typed, and the arrows while they move no cursor."""

    def __init__(self, question: Question) -> None:
        super().__init__(compact=True, select_on_focus=False)
        self.set_class(question.letters, "-letters")
        self.set_class(question.sentences, "-sentences")
        self.judged: bool | None = None
        self.is_open = True

    def put(self, text: str) -> None:
        """Put ``text`` where the cursor is, in place of what is selected."""
        if self.selection.is_empty:
            self.insert_text_at_cursor(text)
        else:
            self.replace(text, *sorted(self.selection))

    def judge(self, right: bool | None) -> None:
        """Remember what was said to the text: a wrong one is replaced by what is typed next."""
        self.judged = right
        self.selection = Selection.cursor(len(self.value))
        if right is False:
            self.select_all()

    @property
    def leaves_right(self) -> bool:
        """Whether → is the screen's: behind a wrong answer, too, one may go on."""
        return not self.value or (self.judged is False and self.cursor_at_end)

    def check_consume_key(self, key: str, character: str | None) -> bool:
        """The screen says which keys are typed."""
        return False

    def check_action(self, action: str, parameters: tuple[object, ...]) -> bool | None:
        """Only an open blank is edited, only in a text the cursor moves; Enter is the screen's."""
        moves = action.removesuffix("_word") in ("cursor_left", "cursor_right", "home", "end")
        if action == "submit" or not self.is_open or (moves and not self.value):
            return False
        if action == "cursor_right" and self.leaves_right:
            return False
        return super().check_action(action, parameters)


class Blanks(HasCommands, Vertical):
    """One blank a slot, with its role and label before it and a mark behind it.

    The parts are made at once and not looked up later: Textual lets a widget that is taken away
    before it stood on the screen be mounted without its children.
    """

    COMMAND_TABLE = COMMAND_TABLE

    def __init__(self, question: Question) -> None:
        super().__init__()
        self.beside: Blanks | None = None
        """Other blanks on the page, to which the cursor may go, too."""
        self._question = question
        self._settled = False
        self._marked: Response = ()
        slots = range(len(question.slots))
        self._fields = [Blank(question) for _ in slots]
        self._labels = [Static(classes="slot") for _ in slots]
        self._marks = [Static(classes="mark") for _ in slots]
        self._names = [Static(classes="names") for _ in slots[:: blanks_across(question)]]

    def compose(self) -> ComposeResult:
        """A row a slot, or the rows and columns of a matrix."""
        across = blanks_across(self._question)
        whole = list(zip(self._labels, self._fields, self._marks, strict=True))
        for row, names in enumerate(self._names):
            yield names
            with Horizontal(classes="blank matrix" if self._question.way == "grid" else "blank"):
                for blank in whole[row * across : (row + 1) * across]:
                    yield from blank
                yield Static(styled(bracket(self._question, row, CLOSING)), classes="slot")

    def on_mount(self) -> None:
        """Say what goes where."""
        self.ask(self._question)

    def takes(self, question: Question) -> bool:
        """Whether ``question`` can be asked with these blanks."""
        return shape_of(question) == shape_of(self._question)

    def ask(self, question: Question, texts: Response = ()) -> None:
        """Blanks with the labels of a question that fits, empty or with ``texts`` in them."""
        self._question = question
        self._marked = ()
        self.settled = False
        self._put_names()
        filled = texts or ("",) * len(self._fields)
        for field, mark, text in zip(self._fields, self._marks, filled, strict=True):
            mark.update(UNMARKED)
            field.value = text
            field.judge(None)

    @property
    def texts(self) -> Response:
        """What stands in the blanks."""
        return tuple(field.value for field in self._fields)

    def on_resize(self) -> None:
        """Names stand before their blanks where there is room, else above."""
        self._put_names()

    def _put_names(self) -> None:
        question, room = self._question, max(self.size.width, MATRIX)
        for label, text in zip(self._labels, slot_labels(question, room), strict=True):
            label.update(styled(f"{text}["))
        if question.way == "grid":
            for field in self._fields:
                field.styles.width = blank_width(question, self.size.width)
        across, above = blanks_across(question), names_above(question, room)
        heads = column_heads(question)
        for row, names in enumerate(self._names):
            if question.table is not None:
                names.display = bool(heads) and not row
                names.update(styled(heads if not row else ""))
                continue
            names.display = above
            slots = question.slots[row * across : (row + 1) * across]
            shown = (pad(slot.label, UNNAMED) for slot in slots)
            names.update(styled("".join(shown).rstrip() if above else ""))

    @property
    def settled(self) -> bool:
        """Whether the question is done: nothing more can be typed."""
        return self._settled

    @settled.setter
    def settled(self, settled: bool) -> None:
        self._settled = settled
        for field in self._fields:
            field.is_open = not settled
            field.set_class(settled, "-settled")

    # The cursor ---------------------------------------------------------------------------------

    @property
    def here(self) -> Blank:
        """The blank with the cursor, or the one that is to be filled next."""
        focused = self.screen.focused
        if isinstance(focused, Blank) and focused in self._fields:
            return focused
        return (self._open_fields() or self._fields)[0]

    def focus_first(self) -> None:
        """Put the cursor into the blank that is to be filled next, unless it is in one."""
        if self.here is not self.screen.focused:
            self._enter(self.here)

    def _enter(self, field: Blank) -> None:
        """Put the cursor into a blank; at once, for the next key may be here already."""
        self.screen.set_focus(field)
        if field.judged is False:
            field.judge(False)

    def _open_fields(self) -> list[Blank]:
        """Blanks that are empty, or wrong and not changed since."""
        return [field for field in self._fields if not field.value.strip() or field.judged is False]

    def check_action(self, action: str, parameters: tuple[object, ...]) -> bool | None:
        """There is somewhere to go while several blanks can be filled."""
        return action != "go" or (len(self._ring) > 1 and not self.settled)

    @property
    def _ring(self) -> list[Blank]:
        """The blanks through which the cursor goes."""
        others = self.beside._fields if self.beside and not self.beside.settled else []
        return [*self._fields, *others]

    def action_go(self, step: int) -> None:
        """Go to the next blank, or to the one before."""
        at = self._ring.index(self.here) + step
        self._enter(self._ring[at % len(self._ring)])

    def offer(self, texts: Response) -> Response:
        """Put ``texts`` that are not "" into the blanks that nobody has begun to fill in.

        A number that was marked right stays.  What was put in is given back.
        """
        offered = []
        for field, text in zip(self._fields, texts, strict=False):
            begun = field.judged or (field.value and field.judged is None)
            if text and not begun and not self.settled:
                field.value = text
                field.judge(None)
                offered.append(text)
        return tuple(offered)

    # Answering ----------------------------------------------------------------------------------

    def mark(
        self, right: tuple[bool, ...], response: Response, follows: tuple[int, ...] = ()
    ) -> None:
        """Show which slots are right, and which only follow from others that are not.

        The cursor goes to the first that is not right.
        """
        self._marked = response
        for at, (field, mark, text, good) in enumerate(
            zip(self._fields, self._marks, response, right, strict=False)
        ):
            if field.value and field.value != text:
                continue  # it was changed since
            field.value = text
            field.judge(good and at not in follows)
            sign = FOLLOWS if at in follows else RIGHT if good else WRONG
            mark.update(UNMARKED + styled(" ") + sign)
        wrong = next((field for field in self._fields if field.judged is False), None)
        if wrong is not None and self.screen.focused in self._fields:
            self._enter(wrong)

    def refuse(self, can_stay: tuple[bool, ...]) -> None:
        """The cursor goes to what cannot be read: what is typed next replaces it."""
        refused = next(f for f, stays in zip(self._fields, can_stay, strict=True) if not stays)
        if self.screen.focused in self._fields:
            self.screen.set_focus(refused)
        refused.select_all()

    @property
    def gives(self) -> bool:
        """Whether Enter gives the answer now, and does not go to another blank first."""
        missing = self._open_fields()
        return not missing or self.here in missing

    def on_input_changed(self, event: Input.Changed) -> None:
        """A changed answer has no mark yet."""
        event.stop()
        marked = self._marked or ("",) * len(self._fields)
        for field, mark, text in zip(self._fields, self._marks, marked, strict=True):
            if field is event.input and field.judged is not None and field.value != text:
                field.judged = None
                mark.update(UNMARKED)
                self._open_product(field)

    def _open_product(self, changed: Blank) -> None:
        """A product followed from the factor that is changed: Enter goes there before it gives."""
        product, mark = self._fields[-1], self._marks[-1]
        if self._question.slots[-1].role == "product" and product.judged and changed != product:
            product.judged = False
            mark.update(UNMARKED)

    def give(self) -> Response | str | None:
        """Enter: the answer, or what is to be done first; None when the cursor has gone on.

        It goes to the next blank that is empty or wrong.
        """
        here, missing = self.here, self._open_fields()
        if self._marked and self.texts == self._marked:
            self._enter(missing[0] if missing else here)
            return AGAIN
        if missing and here not in missing:
            self._enter(missing[0])
            return None
        return self.texts
