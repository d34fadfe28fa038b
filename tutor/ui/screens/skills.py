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

from tutor.core.practice import Account, next_step, when_of
from tutor.core.progress import Standing, meaning
from tutor.core.text import clip, pad
from tutor.ui.commands_table import Command, bindings, footer_keys
from tutor.ui.content import join_lines, styled
from tutor.ui.screens.base_screen import BaseScreen
from tutor.ui.screens.dialogs import Dialog
from tutor.ui.widgets.keybar import KeyBar

COMMAND_TABLE = (
    Command("v,enter", "v", "review", "Review what is due, with fresh values", "review"),
    Command("escape,k,q", "Esc", "close", "Back to the lessons", "back"),
)
NAME, BAR = 45, 4


class Skills(ModalScreen[bool], BaseScreen[bool]):
    """A line a skill.  Gives True when the learner wants to review."""

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
        """How many are mastered, the skills, the keys."""
        skills = self._account.skills
        mastered = sum(skill.mastered for skill in skills)
        with Dialog(f"Skills · {mastered} of {len(skills)} known", wide=True):
            with VerticalScroll():
                yield Static(join_lines(skill_rows(self._account, self._now)))
            if step := next_step(self._account):
                yield Static(styled(f"Next: {step}", "$accent-text"), classes="next-step")
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
    for one in account.skills:
        mark, style = mark_of(one)
        full = round(one.chance * BAR)
        bar = "█" * full + "░" * (BAR - full)
        percent = f"{100 * one.chance:3.0f} %" if one.seen else "    ·"
        when = when_of(one, now).removeprefix("due ").replace("not known yet", "not yet")
        yield (
            styled(f"{mark} ", style)
            + styled(pad(clip(meaning(one.skill), NAME), NAME))
            + styled(f" {bar} {percent}  ", style)
            + styled(when, "$accent-text" if when.startswith("due") else "$muted-text")
        )


def mark_of(one: Standing) -> tuple[str, str]:
    """A sign for how well a skill is known, and its colour."""
    if not one.seen:
        return "○", "$muted-text"
    return ("●", "$good-text") if one.mastered else ("◐", "$accent-text")
