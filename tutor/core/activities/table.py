"""The kinds of activities, a row each."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from dataclasses import replace
from typing import Any

from tutor.core.activities import (
    algorithm,
    backward,
    build,
    experiment,
    forward,
    nudge,
    program,
    train,
    turn,
)
from tutor.core.activities.kind import ActivityKind, Work
from tutor.core.graph import Pass
from tutor.core.lesson import Plan, Steps
from tutor.core.questions import Question

ACTIVITIES: Mapping[str, ActivityKind[Any]] = {
    file.KIND.name: file.KIND
    for file in (
        forward,
        backward,
        build,
        nudge,
        program,
        algorithm,
        train,
        turn,
        experiment,
    )
}


def kind_of(steps: Steps[Plan]) -> ActivityKind[Any]:
    """The row of an activity."""
    return ACTIVITIES[steps.kind]


def questions_of(steps: Steps[Plan], numbers: Pass) -> Iterator[Question]:
    """Every question that an activity asks on these numbers, in the order of its steps."""
    kind, work = kind_of(steps), Work()
    for _ in range(kind.length(steps, numbers.graph)):  # each time round is a step, or more
        question = kind.question(steps, numbers, work)
        if question is None:
            work = replace(work, step=work.step + 1)
        else:
            yield question
            work = kind.solved(steps, numbers, work)
