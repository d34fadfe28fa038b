"""Chosen answers: one option, a tick for each that belongs, a label for each item, an order.

Nothing is chosen in advance and nothing answers by itself: Enter gives the answer.
"""

from __future__ import annotations

from textual.geometry import Region
from textual.widget import Widget

from tutor.core.questions import Question, Response
from tutor.core.text import key
from tutor.ui.commands_table import Command, HasCommands, commands
from tutor.ui.widgets.blanks import AGAIN
from tutor.ui.widgets.option_lines import OptionLines
from tutor.ui.widgets.text_block import TextBlock

THEN = f", then {key('lesson.enter', 'Enter')}"
CHOOSE = key("options.choose", "Space")
UP, DOWN = key("options.move-before", "↑"), key("options.move-next", "↓")

COMMAND_TABLE = commands(
    "options",
    Command("up,k", "↑ k", "move(-1)", "Options: up; 1 to 9 choose one"),
    Command("down,j", "↓ j", "move(1)", "Options: down"),
    Command("space", "Space", "choose", "Options: choose, tick, or put it next"),
    Command("backspace,z", "z", "unplace", "Options: take the last one back"),
)
DIGITS = commands(
    "options",
    *(Command(n, n, f"number('{n}')", f"Options: choose number {n}") for n in "123456789"),
)
"""Listed together with ↑."""


class Options(HasCommands, Widget, can_focus=True):
    """Options answered with the keyboard.

    ``_chosen`` holds places in the options: one of them (``pick``), those in an order so far
    (``arrange``, ``assemble``), one or none for each slot (``label`` and ``tick``, where 0 is no
    and 1 is yes).
    """

    COMMAND_TABLE = COMMAND_TABLE
    UNLISTED = DIGITS

    def __init__(self, question: Question) -> None:
        super().__init__()
        self._question = question
        self._chosen: list[int | None] = []
        self._right: tuple[bool, ...] = ()
        self._marked: Response = ()
        self.settled = False
        self._cursor = -1 if question.way == "pick" else 0
        if question.way in ("label", "tick"):
            self._chosen = [0 if question.way == "tick" else None] * len(question.slots)

    def focus_first(self) -> None:
        """Take the keys, now: one may be waiting."""
        self.screen.set_focus(self)

    def check_action(self, action: str, parameters: tuple[object, ...]) -> bool | None:
        """Once the question is done its keys belong to the screen, and z where nothing was done."""
        return not self.settled and (action != "unplace" or self.has_picks)

    @property
    def has_picks(self) -> bool:
        """Whether there is a label or a place to take back."""
        given = any(choice is not None for choice in self._chosen)
        return given and self._question.way in ("label", "arrange", "assemble")

    @property
    def texts(self) -> Response:
        """What is chosen so far, "" where nothing is."""
        if self._question.way == "assemble":
            return (" ".join(map(str, self._chosen)),) if self._chosen else ()
        return tuple("" if choice is None else str(choice) for choice in self._chosen)

    def ask(self, _question: Question, texts: Response = ()) -> None:
        """Begin with what was chosen before and not given."""
        if texts:
            self._chosen = self._places(texts)
            self.refresh(layout=True)

    def mark(
        self, right: tuple[bool, ...], response: Response, _follows: tuple[int, ...] = ()
    ) -> None:
        """Show which parts of the answer are right."""
        self._marked = response
        if not any(text and text != "0" for text in self.texts) or self._question.way == "pick":
            self._chosen = self._places(response)
        self._right = right if self.texts == response else ()
        self.refresh(layout=True)

    def _places(self, texts: Response) -> list[int | None]:
        """The places that a response names."""
        if self._question.way == "assemble":
            return [int(text) for text in texts[0].split()]
        return [int(text) if text else None for text in texts]

    @property
    def gives(self) -> bool:
        """Enter gives the answer, or says what is missing."""
        return True

    # What is shown ------------------------------------------------------------------------------

    def render(self) -> TextBlock:
        """The options or the items, with the cursor, what is chosen, and marks."""
        return TextBlock(self._picture.lines())

    @property
    def _picture(self) -> OptionLines:
        cursor = self._cursor if self.has_focus else -1
        return OptionLines(self._question, self._chosen, self._right, cursor)

    def follow(self) -> None:
        """Keep the line at the cursor in sight, and the keys of labels where there is room."""
        if self._cursor < 0 or not isinstance(self.parent, Widget):
            return
        if self._question.way == "assemble":
            return
        top, high, rest = self.rows_at_cursor(max(1, self.size.width))
        if self._question.way == "label" and rest <= self.parent.size.height:
            high = rest
        self.parent.scroll_to_region(Region(0, top, 1, high), animate=False, force=True)

    def rows_at_cursor(self, cells: int) -> tuple[int, int, int]:
        """Rows above what the cursor is at, its own, and those from it to the end."""
        picture = self._picture
        at = max(0, self._cursor) + picture.has_order
        rows = [len(line.wrap(cells)) for line in picture.lines()]
        return sum(rows[:at]), rows[at], sum(rows[at:])

    def _show_cursor(self) -> None:
        self.refresh(layout=True)
        self.call_after_refresh(self.follow)

    def on_focus(self) -> None:
        """The cursor is shown."""
        self.refresh()

    def on_blur(self) -> None:
        """The cursor is hidden."""
        self.refresh()

    # What the learner does ----------------------------------------------------------------------

    @property
    def _count(self) -> int:
        by_slot = self._question.way in ("label", "tick")
        return len(self._question.slots if by_slot else self._question.options)

    def action_move(self, step: int) -> None:
        """Move the cursor; the first move goes to the first option or to the last."""
        start = self._cursor if self._cursor >= 0 else min(0, -step)
        self._cursor = (start + step) % self._count
        if self._question.way == "pick":
            self._choose()
        self._show_cursor()

    def action_number(self, digit: str) -> None:
        """Choose the option with this number; for a label, it is that of the item at the cursor."""
        number = int(digit)
        by_option = self._question.way in ("label", "pick", "arrange", "assemble")
        if number > (len(self._question.options) if by_option else self._count):
            return
        if self._question.way == "label":
            self._forget_marks()
            self._chosen[self._cursor] = number - 1
            self._cursor = min(self._cursor + 1, self._count - 1)
        else:
            self._cursor = number - 1
            self._choose()
        self._show_cursor()

    def action_choose(self) -> None:
        """Choose what is at the cursor: this option, this tick, this item as the next one."""
        if self._cursor >= 0:
            self._choose()
        self._show_cursor()

    def _choose(self) -> None:
        match self._question.way:
            case "pick":
                if self._chosen != [self._cursor]:
                    self._forget_marks()
                self._chosen = [self._cursor]
            case "tick":
                self._forget_marks()
                self._chosen[self._cursor] = 0 if self._chosen[self._cursor] else 1
            case "label":
                self._forget_marks()
                last = len(self._question.options)
                chosen = self._chosen[self._cursor]
                self._chosen[self._cursor] = 0 if chosen is None else (chosen + 1) % last
            case "assemble":
                self._forget_marks()
                self._chosen.append(self._cursor)
            case _:
                self._place()

    def _forget_marks(self) -> None:
        """What was said to the answer before is about another one now."""
        self._right = ()

    def _place(self) -> None:
        """Put the item at the cursor next; after a wrong order, behind what was right of it."""
        if self._right:
            good = self._right.index(False) if False in self._right else len(self._right)
            self._chosen = self._chosen[:good]
            self._forget_marks()
        if self._cursor not in self._chosen:
            self._chosen.append(self._cursor)
        free = [i for i in range(self._count) if i not in self._chosen]
        if len(free) == 1:
            self._chosen += free  # there is no choice any more
        elif free:
            self._cursor = next((i for i in free if i > self._cursor), free[0])

    def action_unplace(self) -> None:
        """Take back the last item of an order, or the label that was given last."""
        self._forget_marks()
        if self._question.way in ("arrange", "assemble"):
            self._chosen.pop()
        else:
            given = [i for i, choice in enumerate(self._chosen) if choice is not None]
            here = self._cursor if self._cursor in given else given[-1]
            self._chosen[here], self._cursor = None, here
        self._show_cursor()

    def give(self) -> Response | str:
        """Enter: the answer, or what is still missing."""
        response = (
            self.texts
            if self._question.way == "assemble"
            else tuple(str(part) for part in self._chosen if part is not None)
        )
        missing = self._missing(len(response))
        if missing:
            return missing
        if response == self._marked:
            return AGAIN
        return response

    def _missing(self, given: int) -> str:
        match self._question.way:
            case "pick" if not given:
                return f"Choose one first: {UP} {DOWN} or its number{THEN}."
            case "assemble" if not given:
                return f"Put the equation together first: a number puts its tile next{THEN}."
            case "tick" if not any(self._chosen):
                return f"Nothing is ticked yet: its number or {CHOOSE} ticks a line{THEN}."
            case "label" if given < self._count:
                self._cursor = self._chosen.index(None)
                self._show_cursor()
                return f"{_still(self._count - given)} without a label: give each one{THEN}."
            case "arrange" if given < self._count:
                return f"{_still(self._count - given)} to be put in order{THEN}."
            case _:
                return ""


def _still(count: int) -> str:
    return "1 is still" if count == 1 else f"{count} are still"
