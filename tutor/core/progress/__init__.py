"""What a learner has done, as events; what follows from them: mastery, and when a skill is due."""

from tutor.core.progress.codec import export_document, from_line, import_document, to_line
from tutor.core.progress.events import (
    Answered,
    Event,
    Finished,
    Hinted,
    LessonEvent,
    LessonProgress,
    Placed,
    Preferred,
    Progress,
    Reset,
    merge,
    summary,
    superseded_places,
)
from tutor.core.progress.mastery import (
    INIT,
    MASTERED,
    Mastery,
    mastery,
    observations,
    update_chance,
    weakest_first,
)
from tutor.core.progress.schedule import Due, due_now, schedule
from tutor.core.progress.skills import SKILLS, meaning

__all__ = [
    "INIT", "MASTERED", "SKILLS", "Answered", "Due", "Event", "Finished", "Hinted",
    "LessonEvent", "LessonProgress", "Mastery", "Placed", "Preferred", "Progress", "Reset",
    "due_now", "export_document", "from_line", "import_document", "mastery", "meaning", "merge",
    "observations", "schedule", "summary", "superseded_places", "to_line", "update_chance",
    "weakest_first",
]  # fmt: skip
