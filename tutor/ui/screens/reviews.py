"""What home asks of a learner besides the lessons: what is due today, and one skill alone."""

from __future__ import annotations

from typing import TYPE_CHECKING, NamedTuple

from tutor.core.catalogue import Catalogue
from tutor.core.progress import covering, known_skill, meaning, zone_of
from tutor.ui.protocols import NewSeed

if TYPE_CHECKING:
    from tutor.core.lesson import Lesson
    from tutor.core.progress import Due
    from tutor.records import Recorder

REVIEWED, PRACTISED = 8, 4
"""Questions of one review."""

NEVER_YET = "Nothing to review yet: a skill is due some days after questions on it."


class Reviews(NamedTuple):
    """The questions that are due, and those on a skill, made when they are wanted."""

    shelf: Catalogue
    record: Recorder
    new_seed: NewSeed

    def due(self) -> tuple[Due, ...]:
        """The skills that are due and that something can be asked on."""
        due = self.record.progress().due(self.record.now())
        return tuple(one for one in due if known_skill(one.skill))

    def asked_today(self) -> int:
        """The questions of a review: two on each skill that covers others, up to a limit."""
        return min(REVIEWED, 2 * len(covering([due.skill for due in self.due()])))

    def minutes(self) -> int:
        """How long they take this learner."""
        seconds = self.asked_today() * self.record.progress().seconds_a_question()
        return max(1, round(seconds / 60))

    def of_today(self) -> tuple[Lesson, int] | None:
        """The review of what is due, with its seed; None where nothing is."""
        from tutor.core.practice import due_items, met_so_far, review_lesson

        seed, progress = self.new_seed(), self.record.progress()
        met = met_so_far(self.shelf.lessons, progress)
        items = due_items(met, progress, self.record.now(), self.asked_today(), seed)
        return (review_lesson(items), seed) if items else None

    def on(self, skill: str) -> tuple[Lesson, int] | None:
        """Questions on one skill, with their seed; None before its lesson."""
        from tutor.core.practice import met_so_far, review_items, review_lesson

        seed, progress = self.new_seed(), self.record.progress()
        met = met_so_far(self.shelf.lessons, progress)
        items = review_items(met, [skill], PRACTISED, seed, progress)
        return (review_lesson(items, f"Practice · {meaning(skill)}"), seed) if items else None

    def nothing_due(self) -> str:
        """Why there is nothing to review, and when there will be."""
        listed = self.record.progress().schedule(zone_of(self.record.now()))
        later = [one for one in listed if known_skill(one.skill)]
        if not later:
            return NEVER_YET
        return f"Nothing is due. Next: {meaning(later[0].skill)}, on {later[0].due:%d %B}."
