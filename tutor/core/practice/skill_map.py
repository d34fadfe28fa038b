"""The skills as a map, and what is said of the one at the cursor: why, until when, what next."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass
from types import MappingProxyType

from tutor.core.catalogue import LessonState, Section
from tutor.core.misconceptions import name_of
from tutor.core.practice.account import Account
from tutor.core.practice.needs import needs
from tutor.core.progress import (
    SKILLS,
    SkillState,
    Standing,
    in_percent,
    known_skill,
    meaning,
    name_on_map,
    prerequisites_of,
)
from tutor.core.text import clip, safe

NAME = 7
"""Cells of a name in a box."""
_STATES: Mapping[SkillState, LessonState] = MappingProxyType(
    {"new": "open", "begun": "begun", "known": "done", "due": "due"}
)


_WORDS: Mapping[SkillState, str] = MappingProxyType(
    {"new": "not asked yet", "begun": "on the way", "known": "known", "due": "due"}
)


@dataclass(frozen=True, slots=True)
class SkillBox:
    """A skill as the map draws it."""

    id: str
    title: str
    needs: tuple[str, ...]
    number: str = ""
    section: Section | None = None


def skill_boxes(skills: Iterable[str]) -> tuple[SkillBox, ...]:
    """These skills, each behind those that are learnt before it."""
    places = {skill: place for place, skill in enumerate(SKILLS)}
    order = sorted(skills, key=lambda skill: places.get(skill, len(places)))
    return tuple(
        SkillBox(skill, clip(safe(name_on_map(skill)), NAME), prerequisites_of(skill))
        for skill in order
    )


def skill_states(account: Account) -> Mapping[str, LessonState]:
    """How the map shows each skill: known as done, not asked yet as open."""
    return {one.skill: _STATES[one.state] for one in account.skills}


def next_step(account: Account) -> str:
    """What would help most now, in words; "" where nothing is open."""
    skill = next_skill(account)
    if not skill:
        return ""
    standing = next(one for one in account.skills if one.skill == skill)
    name = safe(meaning(skill))
    if standing.state == "due":
        return f"review what is due, first of all: {name}. It was known, and fades."
    if standing.state == "new":
        return f"{name}. {_taught_in(account, skill) or 'It was not asked yet.'}"
    return f"{name}. It needs {needs(standing)}."


def next_skill(account: Account) -> str:
    """The skill to go on with: one that is due, else the first that is begun, else the first that
    was not asked yet, and whose prerequisites are not; "" where nothing is open."""
    by_state: dict[SkillState, list[str]] = {}
    for one in account.skills:
        if known_skill(one.skill):
            by_state.setdefault(one.state, []).append(one.skill)
    due, begun, new = (by_state.get(state, []) for state in ("due", "begun", "new"))
    lessons = {row.id for row in account.lessons}
    taught = [skill for skill in new if (row := known_skill(skill)) and row.lesson in lessons]
    ready = (
        skill
        for among in (begun, taught)
        for skill in among
        if not set(among).intersection(prerequisites_of(skill))
    )
    return next(iter(due), "") or next(ready, "")


def about_skill(account: Account, one: Standing, *, words: bool = False) -> Iterator[str]:
    """How things stand with a skill, what the last answers changed, what it builds on and needs;
    in ``words`` without signs.
    """
    yield f"{'' if words else one.sign + ' '}{safe(meaning(one.skill))}: {_state(one)}"
    if one.last_try is not None:
        yield _changed(one)
    standing = {other.skill: other for other in account.skills}
    builds_on = (standing.get(name, Standing(name)) for name in prerequisites_of(one.skill))
    before = [
        f"{safe(meaning(other.skill))} ({_WORDS[other.state]})" if words
        else f"{other.sign} {safe(meaning(other.skill))}"
        for other in builds_on
    ]  # fmt: skip
    if before:
        yield f"Builds on {'; '.join(before)}."
    if taught := _taught_in(account, one.skill):
        yield taught
    if one.state == "begun":
        yield f"Not known yet: it needs {needs(one)}."


def _state(one: Standing) -> str:
    if one.state == "new":
        return "not asked yet."
    if one.state == "begun" or one.shown is None or one.due is None:
        return "on the way."
    is_due = "; it is due" if one.state == "due" else ""
    return f"known on {one.shown:%d %B}, due {one.due:%d %B}{is_due}."


def _changed(one: Standing) -> str:
    """``Last answer, 02 March: wrong (σ in place of σ′). 81 % before, 44 % after it.``"""
    last = one.last_try
    if last is None:
        return ""
    went = "right at the first try" if last.right else "wrong at the first try"
    if last.helped:
        went = "right after a hint, which does not count as right"
    elif last.mistake:
        went += f" ({name_of(last.mistake)})"
    before, after, today = map(in_percent, (last.before, one.proved, one.chance))
    moved = f"It stays at {after}" if before == after else f"{before} before, {after} after it"
    faded = f", {today} today, for it fades" if today != after else ""
    return f"Last answer, {last.day:%d %B}: {went}. {moved}{faded}."


def _taught_in(account: Account, skill: str) -> str:
    row = known_skill(skill)
    taught = row.lesson if row else ""
    title = next((safe(row.title) for row in account.lessons if row.id == taught), "")
    return f"Taught in “{title}”." if title else ""
