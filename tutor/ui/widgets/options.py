"""Chosen answers: one option, a tick for each that belongs, a label for each item, an order.

Nothing is chosen in advance and nothing answers by itself: Enter gives the answer.
"""

from __future__ import annotations

from collections.abc import Sequence
from typing import ClassVar

from textual.binding import Binding, BindingType
from textual.geometry import Region
from textual.widget import Widget

from tutor.core.questions import Question, Response
from tutor.core.text import NO_BREAK, Slice, pad, width
from tutor.ui.commands_table import Command, bindings
from tutor.ui.content import hanging_paragraph, styled
from tutor.ui.widgets.blanks import AGAIN
from tutor.ui.widgets.text_block import Paragraph, TextBlock, with_bold

COMMAND_TABLE = (
    Command("up", "↑", "move(-1)", "Options: up; 1 to 9 choose one"),
    Command("down", "↓", "move(1)", "Options: down"),
    Command("space", "Space", "choose", "Options: choose, tick, or put it next"),
    Command("backspace,z", "z", "unplace", "Options: take the last one back"),
)

SHORT = 40
"""Cells of all options together up to which their order is also shown on a line of its own."""


class Options(Widget, can_focus=True):
    """Options answered with the keyboard.

    ``_chosen`` holds places in the options: one of them (``pick``), those in an order so far
    (``arrange``), one or none for each slot (``label`` and ``tick``, where 0 is no and 1 is yes).
    """

    COMMAND_TABLE = COMMAND_TABLE
    BINDINGS: ClassVar[list[BindingType]] = [
        *bindings(COMMAND_TABLE),
        *(Binding(str(n), f"number({n})", show=False) for n in range(1, 10)),
    ]

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
        given = any(one is not None for one in self._chosen)
        return given and self._question.way in ("label", "arrange")

    @property
    def texts(self) -> Response:
        """What is chosen so far, "" where nothing is."""
        return tuple("" if one is None else str(one) for one in self._chosen)

    def ask(self, _question: Question, texts: Response = ()) -> None:
        """Begin with what was chosen before and not given."""
        if texts:
            self._chosen = [int(text) if text else None for text in texts]
            self.refresh(layout=True)

    def mark(self, right: tuple[bool, ...], response: Response) -> None:
        """Show which parts of the answer are right."""
        self._marked = response
        if not any(text and text != "0" for text in self.texts) or self._question.way == "pick":
            self._chosen = [int(part) for part in response]
        self._right = right if self.texts == response else ()
        self.refresh(layout=True)

    def refuse(self) -> None:
        """What is chosen can always be read."""

    @property
    def gives(self) -> bool:
        """Enter gives the answer, or says what is missing."""
        return True

    # What is shown ------------------------------------------------------------------------------

    def render(self) -> TextBlock:
        """The options or the items, with the cursor, what is chosen, and marks."""
        return TextBlock(self._lines())

    def _lines(self) -> list[Paragraph]:
        rows = {"label": self._label_rows, "arrange": self._arrange_rows, "tick": self._tick_rows}
        return rows.get(self._question.way, self._pick_rows)()

    def follow(self) -> None:
        """SaveFile the line at the cursor in sight, and the keys of labels where there is room."""
        if self._cursor < 0 or not isinstance(self.parent, Widget):
            return
        lines, cells = self._lines(), max(1, self.size.width)
        above = self._question.way == "arrange" and len(lines) > self._rows  # the order so far
        at = self._cursor + above
        rows = [len(line.wrap(cells)) for line in lines]
        top, high, rest = sum(rows[:at]), rows[at], sum(rows[at:])
        if self._question.way == "label" and rest <= self.parent.size.height:
            high = rest
        self.parent.scroll_to_region(Region(0, top, 1, high), animate=False, force=True)

    def _moved(self) -> None:
        self.refresh(layout=True)
        self.call_after_refresh(self.follow)

    def _pick_rows(self) -> list[Paragraph]:
        colon = ":" if any(option[:1].isdigit() for option in self._question.options) else ""
        return [
            self._row(
                i,
                f"{i + 1}{colon}",
                option,
                self._verdict(0) if self._chosen == [i] else "",
                letters,
            )
            for i, (option, letters) in enumerate(self._options)
        ]

    def _tick_rows(self) -> list[Paragraph]:
        return [
            self._row(i, f"{i + 1} [{'x' if chosen else ' '}]", slot.label, self._verdict(i))
            for i, (slot, chosen) in enumerate(zip(self._question.slots, self._chosen, strict=True))
        ]

    def _label_rows(self) -> list[Paragraph]:
        wide = max(width(slot.label) for slot in self._question.slots)
        rows = []
        for i, slot in enumerate(self._question.slots):
            chosen = self._chosen[i]
            label = "?" if chosen is None else self._question.options[chosen]
            rows.append(self._row(i, pad(slot.label, wide), label, self._verdict(i)))
        return [
            *rows,
            hanging_paragraph("  ", styled(key_legend(self._question.options), "$muted-text")),
        ]

    def _arrange_rows(self) -> list[Paragraph]:
        placed = [i for i in self._chosen if i is not None]
        order = " → ".join(self._question.options[i] for i in placed) or "nothing yet"
        short = sum(map(width, self._question.options)) <= SHORT
        wide = max(map(width, self._question.options))
        rows = []
        for i, (option, letters) in enumerate(self._options):
            place = f"is number {placed.index(i) + 1}" if i in placed else ""
            mark = self._verdict(placed.index(i)) if i in placed else ""
            text = f"{pad(option, wide)}  {place}" if place else option
            rows.append(self._row(i, f"{i + 1}", text, mark, letters))
        return [hanging_paragraph("  ", styled(order, "$formula-text")), *rows] if short else rows

    def _verdict(self, slot: int) -> str:
        """✓ or ✗; where a mark at each would be the answer itself, only once all are right.

        In an order that is so behind the first wrong place.
        """
        if slot >= len(self._right):
            return ""
        if self._question.way == "tick" and not all(self._right):
            return ""
        if self._question.way == "arrange" and not all(self._right[:slot]):
            return ""
        return "✓" if self._right[slot] else "✗"

    @property
    def _options(self) -> tuple[tuple[str, tuple[Slice, ...]], ...]:
        """Each option with the places of its bold letters."""
        options = self._question.options
        return tuple(zip(options, self._question.bold or ((),) * len(options), strict=True))

    def _row(
        self, i: int, head: str, text: str, mark: str, letters: tuple[Slice, ...] = ()
    ) -> Paragraph:
        here = i == self._cursor and self.has_focus
        style = "bold" if here else ""
        body = with_bold(text, letters, style)
        if mark:
            marked = "bold $good-text" if mark == "✓" else "bold $bad-text"
            body = body + styled(NO_BREAK + mark, marked)
        return hanging_paragraph(f"{'▸' if here else ' '} {head}  ", body, style)

    def on_focus(self) -> None:
        """The cursor is shown."""
        self.refresh()

    def on_blur(self) -> None:
        """The cursor is hidden."""
        self.refresh()

    # What the learner does ----------------------------------------------------------------------

    @property
    def _rows(self) -> int:
        by_slot = self._question.way in ("label", "tick")
        return len(self._question.slots if by_slot else self._question.options)

    def action_move(self, step: int) -> None:
        """Move the cursor; the first move goes to the first option or to the last."""
        start = self._cursor if self._cursor >= 0 else min(0, -step)
        self._cursor = (start + step) % self._rows
        if self._question.way == "pick":
            self._choose()
        self._moved()

    def action_number(self, number: int) -> None:
        """Choose the option with this number; for a label, it is that of the item at the cursor."""
        by_option = self._question.way in ("label", "pick", "arrange")
        if number > (len(self._question.options) if by_option else self._rows):
            return
        if self._question.way == "label":
            self._changed()
            self._chosen[self._cursor] = number - 1
            self._cursor = min(self._cursor + 1, self._rows - 1)
        else:
            self._cursor = number - 1
            self._choose()
        self._moved()

    def action_choose(self) -> None:
        """Choose what is at the cursor: this option, this tick, this item as the next one."""
        if self._cursor >= 0:
            self._choose()
        self._moved()

    def _choose(self) -> None:
        match self._question.way:
            case "pick":
                if self._chosen != [self._cursor]:
                    self._changed()
                self._chosen = [self._cursor]
            case "tick":
                self._changed()
                self._chosen[self._cursor] = 0 if self._chosen[self._cursor] else 1
            case "label":
                self._changed()
                last = len(self._question.options)
                chosen = self._chosen[self._cursor]
                self._chosen[self._cursor] = 0 if chosen is None else (chosen + 1) % last
            case _:
                self._place()

    def _changed(self) -> None:
        """What was said to the answer before is about another one now."""
        self._right = ()

    def _place(self) -> None:
        """Put the item at the cursor next; after a wrong order, behind what was right of it."""
        if self._right:
            good = self._right.index(False) if False in self._right else len(self._right)
            self._chosen = self._chosen[:good]
            self._changed()
        if self._cursor not in self._chosen:
            self._chosen.append(self._cursor)
        free = [i for i in range(self._rows) if i not in self._chosen]
        if len(free) == 1:
            self._chosen += free  # there is no choice any more
        elif free:
            self._cursor = next((i for i in free if i > self._cursor), free[0])

    def action_unplace(self) -> None:
        """Take back the last item of an order, or the label that was given last."""
        self._changed()
        if self._question.way == "arrange":
            self._chosen.pop()
        else:
            given = [i for i, one in enumerate(self._chosen) if one is not None]
            here = self._cursor if self._cursor in given else given[-1]
            self._chosen[here], self._cursor = None, here
        self._moved()

    def give(self) -> Response | str:
        """Enter: the answer, or what is still missing."""
        response = tuple(str(part) for part in self._chosen if part is not None)
        missing = self._missing(len(response))
        if missing:
            return missing
        if response == self._marked:
            return AGAIN
        return response

    def _missing(self, given: int) -> str:
        match self._question.way:
            case "pick" if not given:
                return "Choose one first: ↑ ↓ or its number, then Enter."
            case "tick" if not any(self._chosen):
                return "Nothing is ticked yet: its number or Space ticks a line, then Enter."
            case "label" if given < self._rows:
                self._cursor = self._chosen.index(None)
                self._moved()
                return f"{_still(self._rows - given)} without a label: give each one, then Enter."
            case "arrange" if given < self._rows:
                return f"{_still(self._rows - given)} to be put in order, then Enter."
            case _:
                return ""


def _still(count: int) -> str:
    return "1 is still" if count == 1 else f"{count} are still"


def key_legend(options: Sequence[str]) -> str:
    """Which key chooses what; a line may end between two options, not within one that fits."""
    numbers = any(option[:1].isdigit() for option in options)
    keys = (f"{i}: {option}" if numbers else f"{i} {option}" for i, option in enumerate(options, 1))
    return "   ".join(key.replace(" ", NO_BREAK) for key in keys)
