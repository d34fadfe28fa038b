"""Activities beside the two walks: build a graph, nudge a node, run Algorithm 1, train.

Each is a module with the shape of walk.py: a list of steps made from the lesson and its numbers,
what is known after some of them, and the question that the next one asks.
"""

from tutor.core.activities.kind import Shown, Work, first_open, in_order
from tutor.core.activities.passes import (
    Known,
    WalkStep,
    done_nodes,
    everything,
    known,
    walk,
    walk_length,
)
from tutor.core.activities.table import course_of

__all__ = [
    "Known",
    "Shown",
    "WalkStep",
    "Work",
    "course_of",
    "done_nodes",
    "everything",
    "first_open",
    "in_order",
    "known",
    "walk",
    "walk_length",
]
