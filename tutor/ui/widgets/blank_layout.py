"""Where the names of blanks stand, and how many blanks there are in a row."""

from __future__ import annotations

from tutor.core.questions import Question
from tutor.core.text import pad, width

CELL, MATRIX = 14, 46
"""Cells that one named number of a matrix takes beside its name, and the least that a row has."""

OPENING, CLOSING = ("⎛", "⎜", "⎝", "("), ("⎞", "⎟", "⎠", ")")
"""Brackets round a table: at the top, between, at the bottom, and of a single row."""

NARROW, WIDE = 8, 18
"""Cells that a blank of a matrix has at least, and as many as an expression of numbers needs."""

UNNAMED = 13
"""Cells that a number takes whose name stands above it."""


def slot_labels(question: Question, room: int = MATRIX) -> list[str]:
    """The text before each blank: its role in one column, its label in the next.

    Before the blanks of a matrix stand the names of its cells, where they fit into ``room``.
    """
    slots = question.slots
    if question.table is not None:
        return [_row_head(question, at) for at in range(len(slots))]
    if question.way == "grid":
        named, wide = _beside(question, room), max(width(slot.label) for slot in slots)
        return [f"{pad(slot.label, wide)} " if named else "" for slot in slots]
    roles = max(width(slot.role) for slot in slots)
    labels = [f"{pad(slot.role, roles)}  {slot.label}".strip() or "answer" for slot in slots]
    wide = max(map(width, labels))
    return [f"{pad(label, wide)} " for label in labels]


def _row_head(question: Question, at: int) -> str:
    """The heading of a row and its bracket, before the first of its cells."""
    row, column = divmod(at, question.columns)
    if column or question.table is None:
        return ""
    down = question.table.down
    head = pad(down[row], _head_width(question)) if down else ""
    return head + bracket(question, row, OPENING)


def _head_width(question: Question) -> int:
    down = question.table.down if question.table else ()
    return max(map(width, down)) + 1 if down else 0


def column_heads(question: Question) -> str:
    """The headings above the columns of a table, "" where there are none."""
    if question.table is None or not question.table.across:
        return ""
    indent = " " * (_head_width(question) + 2)
    return indent + "".join(pad(one, UNNAMED) for one in question.table.across)


def bracket(question: Question, row: int, parts: tuple[str, str, str, str]) -> str:
    """The part of a bracket (top, middle, bottom, of one row) at a row of a table; else ""."""
    if question.table is None:
        return ""
    last = len(question.slots) // question.columns - 1
    top, middle, bottom, only = parts
    return only if not last else top if not row else bottom if row == last else middle


def names_above(question: Question, room: int) -> bool:
    """Whether the names of a matrix stand in lines of their own, each above its blank."""
    if question.way != "grid" or question.table is not None or _beside(question, room):
        return False
    return max(width(slot.label) for slot in question.slots) < UNNAMED


def _beside(question: Question, room: int) -> bool:
    """Whether each name of a matrix stands before its blank."""
    wide, across = max(width(slot.label) for slot in question.slots), blanks_across(question)
    return across == 1 or across * (wide + CELL) <= room


def blank_width(question: Question, room: int) -> int:
    """Cells of a blank of a matrix: more where names stand before them and the row has room."""
    if question.table is not None or not _beside(question, max(room, MATRIX)):
        return NARROW
    across, wide = blanks_across(question), max(width(slot.label) for slot in question.slots)
    return max(NARROW, min(WIDE, NARROW + room // across - (wide + CELL)))


def blanks_across(question: Question) -> int:
    """Blanks in one row.

    A matrix of a single row is a list of numbers: it is broken rather than shown without names.
    """
    if question.way != "grid":
        return 1
    if question.table is not None or question.columns < len(question.slots):
        return question.columns
    wide = max(width(slot.label) for slot in question.slots)
    return min(question.columns, max(1, MATRIX // (wide + CELL)))


def shape_of(question: Question) -> tuple[object, ...]:
    """What two questions have in common that can be asked with the same blanks."""
    kind = question.way, question.letters, question.sentences, question.table is not None
    return *kind, blanks_across(question), len(question.slots)
