"""The skills: what is mastered, what to practise, what is due for review."""

from __future__ import annotations

from collections.abc import Iterator
from datetime import datetime
from typing import ClassVar

from textual.app import ComposeResult
from textual.binding import BindingType
from textual.containers import VerticalScroll
from textual.content import Content
from textual.screen import ModalScreen
from textual.widgets import Static

from tutor.core.practice import Account
from tutor.core.progress import MASTERED, Due, Mastery, meaning
from tutor.core.text import clip, pad, plural
from tutor.ui.commands_table import Command, bindings, footer_keys
from tutor.ui.content import join_lines, styled
from tutor.ui.screens.base_screen import BaseScreen
from tutor.ui.screens.dialogs import Dialog
from tutor.ui.widgets.keybar import KeyBar

COMMAND_TABLE = (
    Command("v,enter", "v", "review", "Review what is due, with fresh values", "review"),
    Command("escape,k,q", "Esc", "close", "Back to the lessons", "back"),
)
NAME, BAR = 45, 6


class Skills(ModalScreen[bool], BaseScreen[bool]):
    """A line a skill.  Gives True when the learner wants to review."""

    COMMAND_TABLE = COMMAND_TABLE
    BINDINGS: ClassVar[list[BindingType]] = [*bindings(COMMAND_TABLE)]
    ABOUT = (
        "● is mastered: the chance that you know it is at least 95 %. ◐ is on the way, ○ has not "
        "been asked yet. Only first tries without hints count."
    )

    def __init__(self, account: Account, now: datetime) -> None:
        super().__init__()
        self._account = account
        self._now = now

    def compose(self) -> ComposeResult:
        """How many are mastered, the skills, the keys."""
        skills = self._account.skills
        mastered = sum(skill.mastered for skill in skills)
        with Dialog(f"Skills · {mastered} of {len(skills)} mastered", wide=True):
            with VerticalScroll():
                yield Static(join_lines(skill_rows(self._account, self._now)))
            yield KeyBar(footer_keys(COMMAND_TABLE))

    def on_mount(self) -> None:
        """Ready to scroll."""
        self.query(VerticalScroll).focus()

    def action_review(self) -> None:
        """Ask what is due."""
        self.dismiss(True)

    def action_close(self) -> None:
        """Back."""
        self.dismiss(False)


def skill_rows(account: Account, now: datetime) -> Iterator[Content]:
    """``● split a formula into single operations  █████████░  97 %  due``."""
    due = {review.skill: review for review in account.reviews}
    for mastery in account.skills:
        mark, style = mark_of(mastery)
        full = round(mastery.chance * BAR) if mastery.seen else 0
        bar = "█" * full + "░" * (BAR - full)
        percent = f"{100 * mastery.chance:3.0f} %" if mastery.seen else "    ·"
        when = due_in(due.get(mastery.skill), now)
        yield (
            styled(f"{mark} ", style)
            + styled(pad(clip(meaning(mastery.skill), NAME), NAME))
            + styled(f" {bar} {percent}  ", style)
            + styled(when, "$accent-text" if when == "due" else "$muted-text")
        )


def mark_of(mastery: Mastery) -> tuple[str, str]:
    """A sign for how well a skill is known, and its colour."""
    if not mastery.seen:
        return "○", "$muted-text"
    return ("●", "$good-text") if mastery.chance >= MASTERED else ("◐", "$accent-text")


def due_in(due: Due | None, now: datetime) -> str:
    """When a skill is to be asked again, in words that fit."""
    if due is None:
        return ""
    days = due.days(now)
    if days <= 0:
        return "due"
    return "tomorrow" if days == 1 else f"in {plural(days, 'day')}"
