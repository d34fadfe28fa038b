"""Where a learner stands with a skill today: what is shown of it, and why."""

from __future__ import annotations

from datetime import UTC, date, datetime
from typing import Literal, NamedTuple

from tutor.core.progress.mastery import MASTERED, Mastery
from tutor.core.progress.schedule import Reviews, day_of
from tutor.core.progress.tries import LastTry

OTHER_MISTAKES = "right first tries where common mistakes would show"
SkillState = Literal["new", "begun", "known", "due"]


class Standing(NamedTuple):
    """One skill, as of a day.

    It is ``new`` where it was not asked yet, ``begun`` where it is not known yet, ``known`` until
    the day on which it is ``due``.  ``chance`` is the chance that it is there today: what was known
    fades.  ``seen`` first tries of which ``right`` were right, the last of them at ``last``;
    ``shown`` is the day of the last right one, on which it was known where it is.  ``lacks`` says
    in words what is missing, but for the names of the ``open_mistakes``, which no answer ruled out.
    ``proved`` is the chance right after the ``last_try``, before it faded.
    """

    skill: str
    state: SkillState = "new"
    chance: float = 0.0
    seen: int = 0
    right: int = 0
    last: datetime | None = None
    due: date | None = None
    lacks: str = ""
    shown: date | None = None
    open_mistakes: tuple[str, ...] = ()
    last_try: LastTry | None = None
    proved: float = 0.0

    @property
    def sign(self) -> str:
        """``✓`` for what is known, ``!`` for what is due, ``▸`` for what was begun, ``○`` for the
        rest: the signs of the map, where the rest has none."""
        return {"new": "○", "begun": "▸", "known": "✓", "due": "!"}[self.state]

    @property
    def mastered(self) -> bool:
        """Whether the skill counts as known today."""
        return self.state == "known"


def standing_of(mastery: Mastery, reviews: Reviews | None, now: datetime) -> Standing:
    """The standing as of ``now``, in the learner's zone."""
    zone = now.tzinfo
    if not mastery.seen or zone is None:
        return Standing(mastery.skill)
    today = day_of(now, zone)
    due = reviews.due if reviews else None
    chance = mastery.chance * (reviews.recall(now, zone) if reviews else 1.0)
    state: SkillState = "begun"
    if mastery.mastered:
        state = "due" if due is not None and due <= today else "known"
    return Standing(
        mastery.skill, state, chance, mastery.seen, mastery.right, mastery.last, due,
        what_is_lacking(mastery), mastery.shown, mastery.open_mistakes,
        mastery.last_try, mastery.chance,
    )  # fmt: skip


def what_is_lacking(mastery: Mastery) -> str:
    """What still has to happen for the skill to count as known, in words; "" where it does."""
    days = {one.day for one in mastery.right_on}
    shapes = {one.shape for one in mastery.right_on}
    if mastery.chance < MASTERED:
        return "more right first tries"
    if len(days) < 2:
        return "a right first try on another day"
    if len(shapes) < 2:
        return "a right first try on another graph"
    if mastery.has_habit:
        return "a right first try where the same mistake was made twice"
    if not mastery.is_told_apart:
        return "more right first tries in a row"
    if mastery.open_mistakes:
        return OTHER_MISTAKES
    return "" if mastery.confirmed else "a right first try on another day and another graph"


def in_percent(chance: float) -> str:
    """``97 %``; nothing is ever quite sure of a learner."""
    return f"{min(99, round(100 * chance))} %"


def days_until(due: date | None, now: datetime) -> int:
    """Days of the learner until a day; 0 or less when it has come, or is none."""
    return (due - day_of(now, now.tzinfo or UTC)).days if due else 0
