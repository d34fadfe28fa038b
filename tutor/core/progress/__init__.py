"""What a learner has done, as events; what follows from them: mastery, and when a skill is due.

Read in this order:

    events.py        what can happen
    codec.py         an event as a line, and back
    history.py       two histories as one, times that cannot be, what a reset hides
    skills.py        what can be known
    evidence.py      what an answer says of single skills
    mistakes.py      what right answers have to rule out
    mastery.py       how likely it is that a skill is known
    schedule.py      when it is due
    forecast.py      how likely the next answer is right
    standing.py      what is shown of it today
    skill_sums.py    what answers add up to, per skill
    totals.py        what the events add up to, per lesson and per skill
    totals_codec.py  such a sum as text, and back
    checkup.py       what is odd about a history
"""

from tutor.core.progress.checkup import Finding, lost_events, odd_events
from tutor.core.progress.codec import (
    READERS,
    export_document,
    from_line,
    import_document,
    import_lines,
    read_document,
    to_line,
)
from tutor.core.progress.events import (
    UNMARKED,
    Answered,
    Event,
    Finished,
    Hinted,
    LessonEvent,
    Placed,
    Preferred,
    Reset,
)
from tutor.core.progress.evidence import TYPED, Evidence
from tutor.core.progress.history import events_that_count, held, merge, superseded_places
from tutor.core.progress.mastery import MASTERED, Mastery, chances_of_right, weighed
from tutor.core.progress.mistakes import MISTAKES
from tutor.core.progress.schedule import Due, day_of
from tutor.core.progress.skills import (
    COURSE,
    PRACTICE,
    SKILLS,
    Skill,
    covering,
    former_name,
    known_skill,
    local_skill,
    meaning,
    name_on_map,
    naming_skills,
    prerequisites_of,
    used_by,
)
from tutor.core.progress.standing import (
    OTHER_MISTAKES,
    SkillState,
    Standing,
    days_until,
    in_percent,
)
from tutor.core.progress.totals import (
    FIRST_MINUTE,
    LessonProgress,
    Progress,
    add_up,
    summary,
    weakest_first,
    zone_of,
)
from tutor.core.progress.totals_codec import SUMS, totals_from_text, totals_to_text

__all__ = [
    "COURSE", "FIRST_MINUTE", "MASTERED", "MISTAKES", "OTHER_MISTAKES", "PRACTICE", "READERS",
    "SKILLS", "SUMS", "TYPED", "UNMARKED",
    "Answered", "Due", "Event", "Evidence", "Finding", "Finished", "Hinted", "LessonEvent",
    "LessonProgress", "Mastery", "Placed", "Preferred", "Progress", "Reset", "Skill", "SkillState",
    "Standing", "add_up", "chances_of_right", "covering", "day_of", "days_until",
    "events_that_count",
    "export_document", "former_name", "from_line", "held", "import_document", "import_lines",
    "in_percent", "known_skill", "local_skill", "lost_events", "meaning", "merge", "name_on_map",
    "naming_skills", "odd_events",
    "prerequisites_of", "read_document", "summary", "superseded_places", "to_line",
    "totals_from_text",
    "totals_to_text", "used_by", "weakest_first", "weighed", "zone_of",
]  # fmt: skip
