"""The skills: what is mastered, what to practise, what is due for review."""

from __future__ import annotations

from datetime import datetime
from typing import ClassVar

from textual.app import ComposeResult
from textual.binding import BindingType
from textual.content import Content
from textual.screen import ModalScreen
from textual.widgets import OptionList, Static
from textual.widgets.option_list import Option

from tutor.core.practice import Account, about_skill, next_skill, when_of
from tutor.core.progress import Standing, meaning
from tutor.core.text import clip, pad
from tutor.ui.commands_table import Command, bindings, commands, footer_keys
from tutor.ui.content import join_lines, styled
from tutor.ui.screens.base_screen import BaseScreen
from tutor.ui.screens.dialogs import Dialog
from tutor.ui.widgets.keybar import KeyBar
from tutor.ui.widgets.option_list import SafeOptionList

COMMAND_TABLE = commands(
    "skills",
    Command("enter", "Enter", "practise", "Questions on this skill, with fresh values", "practise"),
    Command("v", "v", "review", "Review what is due, with fresh values", "review"),
    Command("escape,p,q", "Esc", "close", "Back to the lessons", "back"),
)
NAME = 45
REVIEW = "what is due"
"""What the screen gives where the learner wants to review; no skill has such an id."""


class Skills(ModalScreen[str], BaseScreen[str]):
    """A line a skill, and what the one at the cursor builds on and needs.

    Gives the skill that the learner wants to practise, ``REVIEW``, or "".
    """

    COMMAND_TABLE = COMMAND_TABLE
    BINDINGS: ClassVar[list[BindingType]] = [*bindings(COMMAND_TABLE)]
    ABOUT = (
        "● is known: right at the first try, on two days and two graphs, with a chance of 95 %. ◐ "
        "is on the way, or was known and is due; ○ has not been asked yet. What was known fades "
        "until it is reviewed. Hints, and answers before the lesson that teaches it, do not count."
    )

    def __init__(self, account: Account, now: datetime) -> None:
        super().__init__()
        self._account = account
        self._now = now

    def compose(self) -> ComposeResult:
        """How many are known, the skills, the one at the cursor, the keys."""
        skills = self._account.skills
        known = sum(skill.mastered for skill in skills)
        with Dialog(f"Skills · {known} of {len(skills)} known", wide=True):
            yield SafeOptionList(id="skills")
            yield Static(id="about-skill")
            yield KeyBar(footer_keys(COMMAND_TABLE))

    def on_mount(self) -> None:
        """The cursor stands on the skill that would help most now."""
        listed = self.query_one(SafeOptionList)
        listed.add_options(Option(skill_row(one, self._now)) for one in self._account.skills)
        best = next_skill(self._account)
        places = [place for place, one in enumerate(self._account.skills) if one.skill == best]
        listed.highlighted = places[0] if places else 0
        listed.focus()

    def on_option_list_option_highlighted(self, event: OptionList.OptionHighlighted) -> None:
        """What there is to know of the skill."""
        about = about_skill(self._account, self._account.skills[event.option_index])
        self.query_one("#about-skill", Static).update(join_lines(map(styled, about)))

    def on_option_list_option_selected(self, event: OptionList.OptionSelected) -> None:
        """Enter, or a click."""
        event.stop()
        self.dismiss(self._account.skills[event.option_index].skill)

    def action_practise(self) -> None:
        """Ask about the skill at the cursor."""
        self.query_one(SafeOptionList).action_select()

    def action_review(self) -> None:
        """Ask what is due."""
        self.dismiss(REVIEW)

    def action_close(self) -> None:
        """Back."""
        self.dismiss("")


def skill_row(one: Standing, now: datetime) -> Content:
    """``● split a formula into single operations   97 %  due``."""
    style = style_of(one)
    percent = f"{100 * one.chance:3.0f} %" if one.seen else "    ·"
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
