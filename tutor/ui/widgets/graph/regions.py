"""Which part of a picture has to be in sight."""

from __future__ import annotations

from collections.abc import Iterable

from textual.geometry import Region, Size

from tutor.core.drawing import Picture, Target
from tutor.core.graph import Edge

BESIDE = 7
"""Cells left of an arrowhead in which the number beside it stands."""


def region_of(picture: Picture, targets: Iterable[Target], room: Size) -> Region | None:
    """The part that shows all of the ``targets``; the first alone where all need more ``room``."""
    parts = [part for target in targets if (part := _region(picture, target, room))]
    if not parts:
        return None
    together = Region.from_union(parts)
    return together if _fits(together, room) else parts[0]


def _region(picture: Picture, target: Target, room: Size) -> Region | None:
    """A box, or an edge with the boxes at both of its ends; where these are too far apart, the box
    that it comes from: the one that a message goes to.  Of a box higher than the room the upper
    part, where its numbers stand, or the row on which the edge enters.
    """
    place, laid = picture.place(target), picture.layout
    if place is None:
        return None
    if not isinstance(place, Edge):
        box = laid.boxes[place]
        return Region(box.x - 1, box.y, box.width + 2, min(box.height, room.height))
    x, y = laid.heads[place]
    box = next(box for box in laid.boxes.values() if y in box.entries and box.x == x + 1)
    top, high = (box.y, box.height) if box.height <= room.height else (y, 1)
    head = Region(x - BESIDE, top, box.width + BESIDE + 1, high)
    source = _region(picture, place.source, room)
    both = head.union(source) if source else head
    return both if _fits(both, room) else source or head


def _fits(region: Region, room: Size) -> bool:
    return region.width <= room.width and region.height <= room.height
