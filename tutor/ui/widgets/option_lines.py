"""What options look like: the cursor, what is chosen, and marks."""

from __future__ import annotations

from collections.abc import Sequence
from typing import NamedTuple

from textual.content import Content

from tutor.core.questions import Question
from tutor.core.text import NO_BREAK, Slice, pad, width
from tutor.ui.content import hanging_paragraph, styled
from tutor.ui.widgets.text_block import Paragraph, with_bold

SHORT = 40
"""Cells of all options together up to which their order is also shown on a line of its own."""


class OptionLines(NamedTuple):
    """The options of ``question``, with those that are ``chosen`` and the parts that are ``right``.

    ``chosen`` is as in ``Options``; ``cursor`` is -1 where none is shown.
    """

    question: Question
    chosen: Sequence[int | None]
    right: tuple[bool, ...] = ()
    cursor: int = -1

    def lines(self) -> list[Paragraph]:
        """The options or the items, one paragraph each, and what belongs to all of them."""
        match self.question.way:
            case "label":
                return self._labels()
            case "arrange":
                return self._order()
            case "tick":
                return self._ticks()
            case "assemble":
                return self._tiles()
            case _:
                return self._picks()

    @property
    def has_order(self) -> bool:
        """Whether the order so far stands above the options."""
        options = self.question.options
        return self.question.way == "arrange" and sum(map(width, options)) <= SHORT

    def _picks(self) -> list[Paragraph]:
        colon = ":" if any(option[:1].isdigit() for option in self.question.options) else ""
        return [
            self._line(
                i,
                f"{i + 1}{colon}",
                option,
                self._verdict(0) if self.chosen == [i] else "",
                letters,
            )
            for i, (option, letters) in enumerate(self._options)
        ]

    def _ticks(self) -> list[Paragraph]:
        slots = zip(self.question.slots, self.chosen, strict=True)
        return [
            self._line(i, f"{i + 1} [{'x' if chosen else ' '}]", slot.label, self._verdict(i))
            for i, (slot, chosen) in enumerate(slots)
        ]

    def _labels(self) -> list[Paragraph]:
        wide = max(width(slot.label) for slot in self.question.slots)
        lines = []
        for i, slot in enumerate(self.question.slots):
            chosen = self.chosen[i]
            label = "?" if chosen is None else self.question.options[chosen]
            lines.append(self._line(i, pad(slot.label, wide), label, self._verdict(i)))
        legend = styled(key_legend(self.question.options), "$muted-text")
        return [*lines, hanging_paragraph("  ", legend)]

    def _order(self) -> list[Paragraph]:
        placed = [i for i in self.chosen if i is not None]
        order = " → ".join(self.question.options[i] for i in placed) or "nothing yet"
        wide = max(map(width, self.question.options))
        lines = [hanging_paragraph("  ", styled(order, "$formula-text"))] if self.has_order else []
        for i, (option, letters) in enumerate(self._options):
            place = f"is number {placed.index(i) + 1}" if i in placed else ""
            mark = self._verdict(placed.index(i)) if i in placed else ""
            text = f"{pad(option, wide)}  {place}" if place else option
            lines.append(self._line(i, f"{i + 1}", text, mark, letters))
        return lines

    def _tiles(self) -> list[Paragraph]:
        """What is put together so far, and the tiles beside each other."""
        options = self.question.options
        placed = " ".join(options[i] for i in self.chosen if i is not None) or "nothing yet"
        built = styled(placed, "bold $formula-text")
        if self.right:
            built += styled(NO_BREAK + ("✓" if self.right[0] else "✗"),
                            "bold $good-text" if self.right[0] else "bold $bad-text")  # fmt: skip
        tiles = [
            styled(f"{'▸' if i == self.cursor else ' '}{i + 1}{NO_BREAK}", "$muted-text")
            + with_bold(option.replace(" ", NO_BREAK), letters, "bold" if i == self.cursor else "")
            for i, (option, letters) in enumerate(self._options)
        ]
        return [hanging_paragraph("  ", built), hanging_paragraph(" ", Content("  ").join(tiles))]

    def _verdict(self, slot: int) -> str:
        """✓ or ✗; where a mark at each would be the answer itself, only once all are right.

        In an order that is so behind the first wrong place.
        """
        if slot >= len(self.right):
            return ""
        if self.question.way == "tick" and not all(self.right):
            return ""
        if self.question.way == "arrange" and not all(self.right[:slot]):
            return ""
        return "✓" if self.right[slot] else "✗"

    @property
    def _options(self) -> tuple[tuple[str, tuple[Slice, ...]], ...]:
        """Each option with the places of its bold letters."""
        options = self.question.options
        return tuple(zip(options, self.question.bold or ((),) * len(options), strict=True))

    def _line(
        self, i: int, head: str, text: str, mark: str, letters: tuple[Slice, ...] = ()
    ) -> Paragraph:
        here = i == self.cursor
        style = "bold" if here else ""
        body = with_bold(text, letters, style)
        if mark:
            mark_style = "bold $good-text" if mark == "✓" else "bold $bad-text"
            body = body + styled(NO_BREAK + mark, mark_style)
        return hanging_paragraph(f"{'▸' if here else ' '} {head}  ", body, style)


def key_legend(options: Sequence[str]) -> str:
    """Which key chooses what; a line may end between two options, not within one that fits."""
    numbers = any(option[:1].isdigit() for option in options)
    keys = (f"{i}: {option}" if numbers else f"{i} {option}" for i, option in enumerate(options, 1))
    return "   ".join(key.replace(" ", NO_BREAK) for key in keys)
