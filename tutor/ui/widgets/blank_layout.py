"""Where the names of blanks stand, and how many blanks there are in a row."""

from __future__ import annotations

from tutor.core.questions import Question
from tutor.core.text import pad, width

CELL, MATRIX = 14, 46
"""Cells that one named number of a matrix takes beside its name, and the least that a row has."""

UNNAMED = 13
"""Cells that a number takes whose name stands above it."""


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
    wide, across = max(width(slot.label) for slot in question.slots), blanks_across(question)
    return across == 1 or across * (wide + CELL) <= room


def blanks_across(question: Question) -> int:
    """Blanks in one row.

    A matrix of a single row is a list of numbers: it is broken rather than shown without names.
    """
    if question.way != "grid":
        return 1
    if question.columns < len(question.slots):
        return question.columns
    wide = max(width(slot.label) for slot in question.slots)
    return min(question.columns, max(1, MATRIX // (wide + CELL)))


def shape_of(question: Question) -> tuple[object, ...]:
    """What two questions have in common that can be asked with the same blanks."""
    return question.way, blanks_across(question), len(question.slots), question.letters
