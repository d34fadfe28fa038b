"""Home: the lessons in order, how far each one is, and where to go on."""

from __future__ import annotations

from typing import ClassVar

from textual import events
from textual.app import ComposeResult
from textual.binding import BindingType
from textual.containers import Horizontal
from textual.widgets import Input, OptionList, Static
from textual.widgets.option_list import Option
from textual.worker import get_current_worker

from tutor.core.shelf import Entry, Shelf
from tutor.ui.content import plain
from tutor.ui.deeds import Deed, bindings, offers
from tutor.ui.ports import Record, Seeds
from tutor.ui.screens.home_rows import lesson_about, lesson_row, nothing_due, overall
from tutor.ui.screens.standing import Standing
from tutor.ui.widgets.keybar import KeyBar
from tutor.ui.widgets.listing import Listing
from tutor.ui.widgets.room import NeedsRoom
from tutor.ui.widgets.typing import Field

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
        self._reading = False
        self._painted = 0, 0  # cells of the screen and of a row

    def compose(self) -> ComposeResult:
        """Overall progress, the lessons, and what the one under the cursor is about."""
        yield Static(id="overall")
        yield Field(id="find", placeholder="a word of a lesson's title", compact=True)
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
        self._ahead = self.set_interval(BREATH, self._read_ahead)

    def _read_ahead(self) -> None:
        """Read the lessons one by one while the learner looks at the list."""
        unread = next((entry for entry in self._shelf.entries if not entry.is_read), None)
        if unread is None:
            self._ahead.stop()
        elif self.is_current and not self._reading:
            self._read(unread)

    def on_screen_resume(self) -> None:
        """Progress may have changed."""
        wanted = self._shelf.next(self._record.progress())
        self._paint(wanted.id if wanted else "")

    def on_resize(self, _event: events.Resize) -> None:
        """The rows are as wide as the list, which is known once it has its place."""
        self.call_after_refresh(self._fit)

    def _fit(self) -> None:
        if self.is_attached and self._painted != (self.size.width, self._room()):
            self._paint()

    def _room(self) -> int:
        """Cells of a row; before the list has its place, the most that it may get."""
        region = self.query_one("#lessons", OptionList).scrollable_content_region
        return (region.width or self.app.size.width - 4) - 2

    def notice(self, message: str) -> None:
        """One line below the list."""
        line = self.query_one("#notice", Static)
        line.update(plain(message))
        line.display = bool(message)

    # Painting -----------------------------------------------------------------------------------

    def _paint(self, at: str = "") -> None:
        if not self.is_attached:
            return
        progress = self._record.progress()
        listed = self.query_one("#lessons", OptionList)
        here = at or self._here() or ""
        shown = [entry for entry in self._shelf.entries if self._matches(entry)]
        room = self._room()
        self._painted = self.size.width, room
        listed.clear_options()
        listed.add_options(
            Option(lesson_row(entry, progress.lessons.get(entry.id), room), id=entry.id)
            for entry in shown
        )
        ids = [entry.id for entry in shown]
        if ids:
            listed.highlighted = ids.index(here) if here in ids else 0
        if not isinstance(self.focused, Input):
            listed.focus()
        self.query_one("#overall", Static).update(overall(self._shelf, progress, self.size.width))
        self.call_after_refresh(self._paint_about)

    def _paint_about(self) -> None:
        if not self.is_attached:
            return
        entry = self._chosen()
        about = self.query_one("#about", Static)
        about.border_title = plain(entry.title if entry else "")
        if entry is None:
            about.update(plain(f"No lesson has “{self._word}” in its title."))
        elif entry.is_read:
            done = self._record.progress().lessons.get(entry.id)
            about.update(lesson_about(entry.lesson, done))
        else:
            about.update("")
            self._read(entry)

    def _read(self, entry: Entry) -> None:
        """Read a lesson beside the screen, which answers keys meanwhile."""
        self._reading = True

        def read() -> None:
            try:
                _ = entry.lesson
            finally:
                self._reading = False
            if not get_current_worker().is_cancelled and entry is self._chosen():
                self.app.call_from_thread(self._paint_about)

        self.run_worker(read, thread=True, exit_on_error=False)

    def _matches(self, entry: Entry) -> bool:
        word = self._word.casefold()
        return word in f"{entry.number} {entry.title}".casefold()

    def _here(self) -> str | None:
        listed = self.query_one("#lessons", OptionList)
        option = listed.highlighted_option
        return option.id if option is not None else None

    def _chosen(self) -> Entry | None:
        return self._shelf.entry(self._here() or "")

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
            self.app.open_lesson(entry.lesson)  # type: ignore[attr-defined]  # the app is the tutor

    def action_continue(self) -> None:
        """Open the lesson to go on with."""
        entry = self._shelf.next(self._record.progress())
        if entry is None:
            self.notice("Every lesson is finished. Enter opens one again.")
        else:
            self.app.open_lesson(entry.lesson)  # type: ignore[attr-defined]  # the app is the tutor

    def action_sandbox(self) -> None:
        """A graph of the learner's own."""
        self.app.open_sandbox()  # type: ignore[attr-defined]  # the app is the tutor

    def action_skills(self) -> None:
        """The skills as a picture."""
        from tutor.core.account import account_of
        from tutor.ui.screens.skills import Skills

        account = account_of(self._record.progress(), self._shelf.lessons)
        self.app.push_screen(Skills(account, self._record.now()), self._wanted)

    def _wanted(self, review: bool | None) -> None:
        if review:
            self.action_review()

    def action_review(self) -> None:
        """Questions on the skills that are due."""
        from tutor.core.mastery import observations
        from tutor.core.practice import for_review
        from tutor.core.review import due_now, schedule
        from tutor.core.review_lesson import review_lesson

        seen = tuple(observations(self._record.progress().answers))
        due = due_now(seen, self._record.now())
        seed = self._seeds()
        items = for_review(self._shelf.lessons, [one.skill for one in due], REVIEWED, seed)
        if items:
            self.app.open_practice(review_lesson(items), seed)  # type: ignore[attr-defined]  # the tutor
        else:
            self.notice(nothing_due(schedule(seen)))

    def action_notes(self) -> None:
        """The notes, to read; the command line writes them to a file."""
        from tutor.core.account import account_of
        from tutor.core.notes import notes
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
