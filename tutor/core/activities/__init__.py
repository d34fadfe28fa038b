"""Activities: what there is to do with a graph step by step, a kind a row of the table."""

from tutor.core.activities.algorithm import NETWORK
from tutor.core.activities.kind import ActivityKind, Known, Shown, Work
from tutor.core.activities.table import ACTIVITIES, kind_of, questions_of

__all__ = [
    "ACTIVITIES", "NETWORK", "ActivityKind", "Known", "Shown", "Work", "kind_of",
    "questions_of",
]  # fmt: skip
