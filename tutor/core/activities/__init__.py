"""Activities: what there is to do with a graph step by step, a kind a row of the table."""

from tutor.core.activities.algorithm import NETWORK
from tutor.core.activities.forms import (
    FORMS,
    SAYS,
    Choice,
    Form,
    Taken,
    choose_form,
    in_form,
    skills_of_walk,
)
from tutor.core.activities.kind import ActivityKind, Known, LineMark, ProgramLine, Shown, Work
from tutor.core.activities.table import ACTIVITIES, kind_of, questions_of

__all__ = [
    "ACTIVITIES", "FORMS", "NETWORK", "SAYS", "ActivityKind", "Choice", "Form", "Known", "LineMark",
    "ProgramLine", "Shown", "Taken", "Work", "choose_form", "in_form", "kind_of", "questions_of",
    "skills_of_walk",
]  # fmt: skip
