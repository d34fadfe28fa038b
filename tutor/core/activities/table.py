"""The activities beside the two walks, a row each."""

from __future__ import annotations

from collections.abc import Mapping
from types import MappingProxyType

from tutor.core.activities import algorithm, build, nudge, train
from tutor.core.activities.kind import Course
from tutor.core.lesson import Activity, StepsKind

COURSES: Mapping[StepsKind, Course] = MappingProxyType(
    {
        "build": build.COURSE,
        "nudge": nudge.COURSE,
        "algorithm": algorithm.COURSE,
        "train": train.COURSE,
    }
)


def course_of(activity: Activity | None) -> Course | None:
    """The row of an activity; None for a question, a walk through a pass, or nothing."""
    return next((row for kind, row in COURSES.items() if activity and activity.kind == kind), None)
