"""The boxes of a picture: a frame, a title and what is known, or all of it in one row."""

from __future__ import annotations

from typing import NamedTuple

from tutor.core.drawing.cells import CellRow
from tutor.core.drawing.density import sign
from tutor.core.drawing.groups import group_at_work
from tutor.core.drawing.layout import Box
from tutor.core.drawing.loss import at_work
from tutor.core.drawing.picture import (
    UNKNOWN,
    Face,
    Fact,
    Marks,
    Picture,
    gradient_style,
    gradient_text,
    shared_out,
)
from tutor.core.text import clip, number, width


class Frame(NamedTuple):
    """The characters of a frame; then those of a box without one: the sides of a single row, and
    the left and the right side over several rows.
    """

    corners: str
    across: str
    down: str
    sides: str
    left: str
    right: str


LIGHT = Frame("╭╮╰╯", "─", "│", "[]", "⎡⎢⎣", "⎤⎥⎦")
HEAVY = Frame("┏┓┗┛", "━", "┃", "┃┃", "┏┃┗", "┓┃┛")
DOUBLE = Frame("╔╗╚╝", "═", "║", "║║", "╔║╚", "╗║╝")
DONE = "●"


def box_row(
    row: CellRow, picture: Picture, box: Box, marks: Marks, y: int, frame: Frame, style: str
) -> None:
    """Put what stands on row ``y`` of a box into ``row``."""
    face = at_work(picture, picture.faces[box.name], marks)
    if box.name in picture.groups:
        face = group_at_work(picture.numbers.graph, picture.groups[box.name], face, marks)
    done = face.node in marks.done
    if not picture.layout.framed:
        _without_frame(row, picture, face, box, marks, y, frame, style, done=done)
        return
    at, inside = y - box.y, box.width - 2
    if at in (0, box.height - 1):
        ends = frame.corners[:2] if at == 0 else frame.corners[2:]
        last = DONE if at == 0 and done else ends[1]
        row.write(box.x, ends[0] + frame.across * inside + last, style, face.node)
        return
    said_, line = _texts(picture, face, marks), at - 1 - picture.air
    rows = shared_out(said_, face.rows or (1,) * len(said_))
    row.write(box.x, frame.down, style, face.node)
    row.write(box.x + 1, " " * inside, "box", face.node)
    column = box.x + 1 + picture.pad
    for text, inner in rows[line] if 0 <= line < len(rows) else ():
        shown = clip(text, max(0, box.x + box.width - 1 - column))
        row.write(column, shown, inner, face.node)
        column += width(shown) + 1
    row.write(box.x + box.width - 1, frame.down, style, face.node)


def _without_frame(
    row: CellRow, picture: Picture, face: Face, box: Box, marks: Marks, y: int, frame: Frame,
    style: str, *, done: bool,
) -> None:  # fmt: skip
    """``[x 1 ∇8]``; a box with several entries has as many rows, and its texts stand on them."""
    down = y - box.y
    part = (down > 0) + (down == box.height - 1)
    tall = box.height > 1
    left = frame.left[part] if tall else frame.sides[0]
    right = frame.right[part] if tall else frame.sides[1]
    rows = shared_out(_texts(picture, face, marks), face.rows)
    at, room = box.x + 1, box.width - 2
    row.write(box.x, left, style, face.node)
    for i, (text, inner) in enumerate(rows[down] if down < len(rows) else ()):
        shown = clip(text if i == 0 else " " + text, room)
        row.write(at, shown, inner, face.node)
        at, room = at + width(shown), room - width(shown)
    row.write(at, " " * room, "box", face.node)
    row.write(box.x + box.width - 1, DONE if done and not down else right, style, face.node)


def _texts(picture: Picture, face: Face, marks: Marks) -> list[tuple[str, str]]:
    """All texts of a box with their styles, from top to bottom."""
    facts = (said(fact, marks, picture.pad, picture.steepest) for fact in face.facts)
    return [(face.title, "label"), *facts]


def said(fact: Fact, marks: Marks, pad_: int, largest: float) -> tuple[str, str]:
    """A fact in words, and its style; ``largest`` is the size of the largest gradient."""
    before, known = sign(fact, pad_), marks.values if fact.kind == "value" else marks.gradients
    if fact.node not in known:
        return before + UNKNOWN, fact.kind + ".unknown"
    if fact.kind == "value":
        return before + number(known[fact.node]), "value"
    return before + gradient_text(marks, fact.node), gradient_style(marks, fact.node, largest)
