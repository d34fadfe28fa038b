"""The skills: what is known, which builds on which, what to practise, what is due for review."""

from __future__ import annotations

from collections.abc import Callable
from datetime import datetime

from textual.app import ComposeResult
from textual.content import Content
from textual.widgets import OptionList, Static
from textual.widgets.option_list import Option

from tutor.core.catalogue import MARKS
from tutor.core.practice import (
    Account,
    about_skill,
    next_skill,
    next_step,
    skill_boxes,
    skill_states,
    when_of,
)
from tutor.core.progress import Standing, in_percent, meaning
from tutor.core.text import clip, pad
from tutor.ui.commands_table import Command, commands, footer_keys
from tutor.ui.content import join_lines, styled
from tutor.ui.screens.base_screen import SmallScreen
from tutor.ui.screens.dialogs import Dialog
from tutor.ui.widgets.course_map import CourseMapView
from tutor.ui.widgets.keybar import KeyBar
from tutor.ui.widgets.option_list import SafeOptionList

COMMAND_TABLE = commands(
    "skills",
    Command("enter", "Enter", "practise", "Questions on this skill, with fresh values", "practise"),
    Command("v", "v", "review", "Review what is due, with fresh values", "review"),
    Command("m", "m", "view", "Show the skills as a map, or as a list", "map or list"),
    Command("escape,p,q", "Esc", "close", "Back to the lessons", "back"),
)
NAME = 45
REVIEW = "what is due"
"""What the screen gives where the learner wants to review; no skill has such an id."""
BELOW = 11
"""Rows below the map: what is said of a skill, and the keys."""
SIGNS = f"{MARKS['done']} known  {MARKS['due']} due  {MARKS['begun']} on the way"


class Skills(SmallScreen[str]):
    """The skills as a map or a list, and how things stand with the one at the cursor.

    Gives the skill that the learner wants to practise, ``REVIEW``, or None.
    """

    AUTO_FOCUS = "#skill-map"
    COMMAND_TABLE = COMMAND_TABLE
    ABOUT = (
        "Lines lead from a skill to those that build on it. ✓ is known: right at the first try, on "
        "two days and two graphs, with a chance of 95 %. ! was known and is due, ▸ is on the way; "
        "what has no sign (○ in words) has not been asked yet. The next one has a heavy frame, the "
        "one at the cursor a double one. What was known fades until it is reviewed. Hints, and "
        "answers before the lesson that teaches it, do not count."
    )

    def __init__(
        self, account: Account, now: datetime, view: str, prefer: Callable[[str], object]
    ) -> None:
        super().__init__()
        self._account = account
        self._now = now
        self._as_list = view == "list"
        self._prefer = prefer
        self._boxes = skill_boxes(one.skill for one in account.skills)

    def compose(self) -> ComposeResult:
        """How many are known, the skills, the one at the cursor, the keys."""
        skills = self._account.skills
        known = sum(skill.mastered for skill in skills)
        with Dialog(f"Skills · {known} of {len(skills)} known · {SIGNS}", wide=True):
            yield CourseMapView(id="skill-map", below=BELOW)
            yield SafeOptionList(id="skills")
            yield Static(id="about-skill")
            yield KeyBar(footer_keys(COMMAND_TABLE))

    def on_mount(self) -> None:
        """The cursor stands on the skill that would help most now."""
        listed = self.query_one(SafeOptionList)
        standing = {one.skill: one for one in self._account.skills}
        listed.add_options(
            Option(skill_row(standing[box.id], self._now), id=box.id) for box in self._boxes
        )
        best = next_skill(self._account)
        listed.highlighted = listed.get_option_index(best) if best else 0
        self._show_view()

    def _show_view(self) -> None:
        """The map or the list."""
        self.query_one(Dialog).set_class(not self._as_list, "-map")
        self.query_one("#skills" if self._as_list else "#skill-map").focus()
        self._paint()

    def _chosen(self) -> Standing | None:
        option = self.query_one(SafeOptionList).highlighted_option
        return next(
            (one for one in self._account.skills if option and one.skill == option.id), None
        )

    def _paint(self) -> None:
        """The map, and what there is to know of the skill at the cursor."""
        chosen, following = self._chosen(), next_skill(self._account)
        view, states = self.query_one(CourseMapView), skill_states(self._account)
        view.show(self._boxes, states, following, chosen.skill if chosen else "")
        about = [*about_skill(self._account, chosen)] if chosen else []
        lines = [styled(about[0], "bold")] if about else []
        lines += map(styled, about[1:])
        if chosen and chosen.skill == following:
            lines.append(styled("This one comes next.", "$formula-text"))
        elif step := next_step(self._account):
            lines.append(styled(f"Next: {step}", "$formula-text"))
        self.query_one("#about-skill", Static).update(join_lines(lines))

    def on_option_list_option_highlighted(self) -> None:
        """Say how things stand with it."""
        self._paint()

    def on_course_map_view_walked(self, event: CourseMapView.Walked) -> None:
        """The cursor of the list goes along."""
        listed = self.query_one(SafeOptionList)
        listed.highlighted = listed.get_option_index(event.lesson)
        if event.opens:
            self.action_practise()

    def on_option_list_option_selected(self, event: OptionList.OptionSelected) -> None:
        """Enter in the list, or a click."""
        event.stop()
        self.action_practise()

    def action_practise(self) -> None:
        """Ask about the skill at the cursor."""
        if chosen := self._chosen():
            self.dismiss(chosen.skill)

    def action_review(self) -> None:
        """Ask what is due."""
        self.dismiss(REVIEW)

    def action_view(self) -> None:
        """The map or the list; remembered."""
        self._as_list = not self._as_list
        self._prefer("list" if self._as_list else "map")
        self._show_view()


def skill_row(one: Standing, now: datetime) -> Content:
    """``✓ split a formula into single operations   97 %  due``."""
    style = style_of(one)
    percent = f"{in_percent(one.chance):>5}" if one.seen else "    ·"
    when = when_of(one, now).removeprefix("due ").replace("not known yet", "not yet")
    return (
        styled(f"{one.sign} ", style)
        + styled(pad(clip(meaning(one.skill), NAME), NAME))
        + styled(f" {percent}  ", style)
        + styled(when, "$accent-text" if when.startswith("due") else "$muted-text")
    )


def style_of(one: Standing) -> str:
    """The colour of how well a skill is known."""
    return {"new": "$muted-text", "known": "$good-text"}.get(one.state, "$accent-text")
