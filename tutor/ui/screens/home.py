"""Home: the lessons in order, how far each one is, and where to go on."""

from __future__ import annotations

import asyncio
from collections.abc import Sequence
from contextlib import suppress
from typing import TYPE_CHECKING, ClassVar

from textual.app import ComposeResult
from textual.binding import BindingType
from textual.containers import Horizontal
from textual.widgets import Input, OptionList, Static
from textual.widgets.option_list import Option

from tutor.core.lesson import Entry, Shelf
from tutor.core.progress import LessonProgress, Progress
from tutor.ui.commands_table import Deed, bindings, offers
from tutor.ui.content import plain
from tutor.ui.protocols import Record, Seeds
from tutor.ui.screens.home_rows import lesson_about, lesson_row, nothing_due, overall
from tutor.ui.screens.standing import Standing
from tutor.ui.widgets.keybar import KeyBar
from tutor.ui.widgets.option_list import Listing
from tutor.ui.widgets.too_small import NeedsRoom

if TYPE_CHECKING:
    from tutor.core.progress import Due

DEEDS = (
    Deed("enter", "Enter", "open", "Open the lesson where you left it", "open"),
    Deed("c", "c", "continue", "Continue with the lesson that you did last", "continue"),
    Deed("slash", "/", "filter", "Find a lesson by a word", "find"),
    Deed("v", "v", "review", "Review what is due, with fresh values", "review"),
    Deed("k", "k", "skills", "Skills: what is mastered, what to practise", "skills"),
    Deed("n", "n", "notes", "Notes: what you did, your answers and the reasons", "notes"),
    Deed("s", "s", "sandbox", "Sandbox: type a graph of your own", "sandbox"),
    Deed("r", "r", "reset", "Start a lesson afresh; asks first", "reset"),
    Deed("escape", "Esc", "clear", "Show all lessons again"),
)
BREATH = 0.4
"""Seconds between two lessons that are read ahead: keys come first."""

REVIEWED = 8
"""Questions of one review."""


class Home(Standing[None]):
    """The list of lessons; it asks the app to open one."""

    AUTO_FOCUS = "#lessons"
    DEEDS = DEEDS
    BINDINGS: ClassVar[list[BindingType]] = [*bindings(DEEDS)]
    ABOUT = "Choose a lesson with ↑ and ↓ and press Enter. It opens where you left it."

    def __init__(self, shelf: Shelf, record: Record, seeds: Seeds) -> None:
        super().__init__()
        self._seeds = seeds
        self._shelf = shelf
        self._record = record
        self._word = ""
        self._rows: dict[str, LessonProgress | None] = {}
        self._said: tuple[object, ...] = ()
        self._opened = ""
        self._hurry = asyncio.Event()

    def compose(self) -> ComposeResult:
        """Overall progress, the lessons, and what the one under the cursor is about."""
        yield Static(id="overall")
        yield Input(id="find", placeholder="a word of a lesson's title", compact=True)
        with Horizontal(id="shelf"):
            yield Listing(id="lessons")
            yield Static(id="about")
        yield Static(id="notice")
        yield NeedsRoom()
        yield KeyBar()

    def on_mount(self) -> None:
        """The cursor stands on the lesson to go on with."""
        self.query_one("#find").display = False
        self.query_one(KeyBar).offer(offers(DEEDS))
        self.notice(self._record.notice)
        self._paint(self._to_go_on_with())
        self.run_worker(self._read_ahead(), exit_on_error=False)

    def _to_go_on_with(self) -> str:
        wanted = self._shelf.next(self._record.progress())
        return wanted.id if wanted else ""

    def on_screen_resume(self) -> None:
        """Progress may have changed.

        The cursor stays where it was; it goes to a lesson that was not opened from this list.
        """
        before, self._opened = self._opened, self._last_open
        self._paint(self._opened if self._opened != before else "")

    def on_screen_suspend(self) -> None:
        """What was said about something done here is not true for ever."""
        self.notice(self._record.notice)

    @property
    def _last_open(self) -> str:
        opened: str = self.app.opened  # type: ignore[attr-defined]  # the app is the tutor
        return opened

    async def _read_ahead(self) -> None:
        """Read the lessons one by one beside the screen, the one under the cursor at once.

        While a lesson is open none is read: reading takes time from the keys of whoever learns.
        """
        while unread := [entry for entry in self._shelf.entries if not entry.is_read]:
            with suppress(TimeoutError):
                await asyncio.wait_for(self._hurry.wait(), BREATH)
            self._hurry.clear()
            if not self.is_current:
                continue
            chosen = self._chosen()
            entry = chosen if chosen is not None and chosen in unread else unread[0]
            await asyncio.to_thread(getattr, entry, "lesson")
            if entry is self._chosen():
                self._paint_about()

    def notice(self, message: str) -> None:
        """One line below the list."""
        line = self.query_one("#notice", Static)
        line.update(plain(message))
        line.display = bool(message)

    # Painting -----------------------------------------------------------------------------------

    def _paint(self, at: str = "") -> None:
        """Paint what has changed, with the cursor on the lesson ``at``, "" for where it is."""
        progress = self._record.progress()
        here = at or self._here()
        shown = [entry for entry in self._shelf.entries if self._matches(entry)]
        self._paint_rows(shown, progress)
        if here in self._rows:
            self.query_one("#lessons", OptionList).highlighted = list(self._rows).index(here)
        if not isinstance(self.focused, Input):
            self.query_one("#lessons").focus()
        self.query_one("#overall", Static).update(overall(self._shelf, progress), layout=False)
        self.call_after_refresh(self._paint_about)
        self.call_after_refresh(self._offer)

    def _offer(self) -> None:
        """The footer, with the number of skills that are due; who has no answers has none."""
        due = len(self._due()) if self._record.progress().answers else 0
        word = f"review ({due} due)"
        self.query_one(KeyBar).offer(
            tuple(
                offer._replace(word=word) if due and offer.word == "review" else offer
                for offer in offers(DEEDS)
            )
        )

    def _due(self) -> tuple[Due, ...]:
        from tutor.core.progress import due_now, observations

        return due_now(tuple(observations(self._record.progress().answers)), self._record.now())

    def _paint_rows(self, shown: Sequence[Entry], progress: Progress) -> None:
        listed = self.query_one("#lessons", OptionList)
        before, self._rows = self._rows, {one.id: progress.lessons.get(one.id) for one in shown}
        if list(before) != list(self._rows):
            listed.clear_options()
            listed.add_options(
                Option(lesson_row(one, self._rows[one.id]), id=one.id) for one in shown
            )
            listed.highlighted = 0 if shown else None
            return
        for index, one in enumerate(shown):
            if before[one.id] != self._rows[one.id]:
                row = lesson_row(one, self._rows[one.id])
                listed.replace_option_prompt_at_index(index, row)

    def _paint_about(self) -> None:
        entry = self._chosen()
        done = self._record.progress().lessons.get(entry.id) if entry else None
        said = entry, done, entry is not None and entry.is_read, self._word
        if said == self._said:
            return
        self._said = said
        about = self.query_one("#about", Static)
        about.border_title = plain(entry.title if entry else "")
        if entry is None:
            about.update(plain(f"No lesson has “{self._word}” in its title."))
        elif entry.is_read:
            about.update(lesson_about(entry.lesson, done))
        else:
            about.update("")
            self._hurry.set()

    def _matches(self, entry: Entry) -> bool:
        word = self._word.casefold()
        return word in f"{entry.number} {entry.title} {entry.id}".casefold()

    def _here(self) -> str:
        """The id of the lesson under the cursor; "" where the list is empty."""
        option = self.query_one("#lessons", OptionList).highlighted_option
        return "" if option is None else option.id or ""

    def _chosen(self) -> Entry | None:
        return self._shelf.entry(self._here())

    # What the learner does -----------------------------------------------------------------------

    def on_option_list_option_highlighted(self) -> None:
        """Say what this lesson is about."""
        self.call_after_refresh(self._paint_about)

    def on_option_list_option_selected(self, event: OptionList.OptionSelected) -> None:
        """Open it."""
        event.stop()
        self.action_open()

    def action_open(self) -> None:
        """Open the lesson under the cursor."""
        entry = self._chosen()
        if entry is not None:
            self._open(entry)

    def action_continue(self) -> None:
        """Open the lesson to go on with."""
        entry = self._shelf.next(self._record.progress())
        if entry is None:
            self.notice("Every lesson is finished. Enter opens one again.")
        else:
            self._open(entry)

    def _open(self, entry: Entry) -> None:
        self.app.open_lesson(entry.lesson)  # type: ignore[attr-defined]  # the app is the tutor
        self._opened = self._last_open

    def action_sandbox(self) -> None:
        """A graph of the learner's own."""
        self.app.open_sandbox()  # type: ignore[attr-defined]  # the app is the tutor

    def action_skills(self) -> None:
        """The skills as a picture."""
        from tutor.core.practice import account_of
        from tutor.ui.screens.skills import Skills

        account = account_of(self._record.progress(), self._shelf.lessons)
        self.app.push_screen(Skills(account, self._record.now()), self._wanted)

    def _wanted(self, review: bool | None) -> None:
        if review:
            self.action_review()

    def action_review(self) -> None:
        """Questions on the skills that are due."""
        from tutor.core.practice import review_items, review_lesson
        from tutor.core.progress import observations, schedule

        seed, skills = self._seeds(), [one.skill for one in self._due()]
        items = review_items(self._shelf.lessons, skills, REVIEWED, seed)
        if items:
            self.app.open_practice(review_lesson(items), seed)  # type: ignore[attr-defined]  # the tutor
        else:
            seen = tuple(observations(self._record.progress().answers))
            self.notice(nothing_due(schedule(seen)))

    def action_notes(self) -> None:
        """The notes, to read; the command line writes them to a file."""
        from tutor.core.practice import account_of, notes
        from tutor.ui.screens.text import TextScreen

        account = account_of(self._record.progress(), self._shelf.lessons)
        text = notes(account, self._shelf.lessons)
        self.app.push_screen(TextScreen("Notes · bptutor notes -o FILE writes them", text))

    def action_filter(self) -> None:
        """Type a word to find a lesson."""
        field = self.query_one("#find", Input)
        field.display = True
        field.focus()

    def on_input_changed(self, event: Input.Changed) -> None:
        """Filter while the word is typed."""
        self._word = event.value.strip()
        self._paint()

    def on_input_submitted(self) -> None:
        """The cursor goes to what was found."""
        self.query_one("#lessons", OptionList).focus()

    def action_clear(self) -> None:
        """All lessons again."""
        for field in self.query("#find").results(Input):
            field.value = ""
            field.display = False
        self.query("#lessons").focus()

    def action_reset(self) -> None:
        """Start the lesson under the cursor afresh."""
        from tutor.ui.screens.ask import Ask

        entry = self._chosen()
        if entry is None:
            return

        def answered(sure: bool | None) -> None:
            if sure:
                self.notice(self._record.reset(entry.id) or f"“{entry.title}” starts afresh.")
                self._paint(entry.id)

        question = f"Forget your place and your answers in “{entry.title}”?"
        self.app.push_screen(Ask(question), answered)
