"""Home: the lessons in order, how far each one is, and where to go on."""

from __future__ import annotations

import asyncio
from collections.abc import Iterator, Mapping
from contextlib import suppress
from functools import partial
from typing import TYPE_CHECKING

from textual.app import ComposeResult
from textual.containers import Horizontal
from textual.widgets import OptionList, Static
from textual.widgets.option_list import Option

from tutor.core.catalogue import MARKS, Catalogue, Entry, LessonState
from tutor.core.progress import LessonProgress, Progress
from tutor.core.text import key
from tutor.ui.commands_table import Command, FooterKey, commands, footer_keys
from tutor.ui.content import styled
from tutor.ui.preferences import HOME, SKILLS
from tutor.ui.protocols import NewSeed
from tutor.ui.screens.base_screen import BaseScreen
from tutor.ui.screens.home_rows import (
    heading_row,
    lesson_about,
    lesson_heading,
    lesson_row,
    overall_line,
    states_of,
    today,
)
from tutor.ui.screens.reviews import Reviews
from tutor.ui.widgets.course_map import CourseMapView
from tutor.ui.widgets.keybar import KeyBar, pane_keys
from tutor.ui.widgets.option_list import SafeOptionList
from tutor.ui.widgets.too_small import TooSmall

if TYPE_CHECKING:
    from tutor.core.lesson import Lesson
    from tutor.records import Recorder

COMMAND_TABLE = commands(
    "home",
    Command("enter", "Enter", "open", "Open the lesson where you left it", "open"),
    Command("c", "c", "continue", "Continue with the lesson that you did last", "continue"),
    Command("slash", "/", "search", "Find a title, a goal, a skill or a term", "find"),
    Command("v", "v", "review", "Review what is due, with fresh values", "review"),
    Command("p", "p", "skills", "Skills: what is known, what to practise", "skills"),
    Command("n", "n", "notes", "Notes: what you did, your answers and the reasons", "notes"),
    Command("s", "s", "sandbox", "Sandbox: type a graph of your own", "sandbox"),
    Command("t", "t", "training", "Training: watch a network learn, and stop it anywhere", "train"),
    Command("m", "m", "view", "Show the lessons as a map, or as a list"),
    Command("r", "r", "reset", "Start a lesson afresh; asks first", "reset"),
    Command("q", "q", "app.leave", "Quit; your place is kept"),
)
REVIEW = next(command for command in COMMAND_TABLE if command.action == "review")
DIGITS = commands(
    "home",
    *(Command(n, n, f"digit('{n}')", f"Go to a lesson: {n} of its number") for n in "0123456789"),
)
"""Told with the rest of what the screen is."""
SIGNS = "  ".join(f"{sign} {state}" for state, sign in MARKS.items() if state != "open")
"""What the signs before a lesson mean."""

BREATH = 0.4
"""Seconds between two lessons that are read ahead: keys come first."""


class Home(BaseScreen[None]):
    """The list of lessons; it asks the app to open one."""

    AUTO_FOCUS = "#course-map"
    COMMAND_TABLE = COMMAND_TABLE
    UNLISTED = DIGITS
    ABOUT = (
        "Choose a lesson with the arrow keys, or type its number, and press "
        f"{key('home.open', 'Enter')}. It opens where you left it. On the map ✓ is finished, "
        "▸ begun, ! due for review; the lesson to go on with has a heavy frame, the "
        "one at the cursor a double one."
    )

    def __init__(self, shelf: Catalogue, record: Recorder, new_seed: NewSeed) -> None:
        super().__init__()
        self._reviews = Reviews(shelf, record, new_seed)
        self._shelf = shelf
        self._record = record
        self._rows: dict[str, LessonProgress | None] = {}
        self._shown_about: tuple[object, ...] = ()
        self._opened = ""
        self._as_list = record.progress().preferences.get(HOME) == "list"
        self._typed = ""
        self._wanted_now = asyncio.Event()

    def compose(self) -> ComposeResult:
        """Overall progress, the lessons, and what the one under the cursor is about."""
        yield Static(id="overall")
        with Horizontal(id="shelf", classes="" if self._as_list else "-map"):
            yield CourseMapView(id="course-map")
            yield SafeOptionList(id="lessons")
            yield Static(id="about")
        yield Static(id="notice")
        yield TooSmall()
        yield KeyBar()

    def on_mount(self) -> None:
        """The cursor stands on the lesson to go on with."""
        self.query_one(KeyBar).show(footer_keys(COMMAND_TABLE))
        self._title_panes()
        self.notice(self._record.notice or self.tutor.keys.problem)
        self._paint(self._next_lesson_id())
        self.run_worker(self._read_ahead(), exit_on_error=False)

    def _title_panes(self) -> None:
        """What the signs mean, and the keys that work in a pane, stand in its frame."""
        for pane, other in (("#course-map", "list"), ("#lessons", "map")):
            widget = self.query_one(pane)
            widget.border_title = styled(SIGNS, "$muted-text")
            widget.border_subtitle = pane_keys(
                self, FooterKey("m", other, "view"), FooterKey("/", "find", "search"),
                FooterKey("1-9", "by number"),
            )  # fmt: skip

    def _next_lesson_id(self) -> str:
        wanted = self._shelf.next(self._record.progress())
        return wanted.id if wanted else ""

    def on_screen_resume(self) -> None:
        """Progress may have changed.

        The cursor stays where it was; it goes to a lesson that was not opened from this list.
        """
        self._typed = ""
        before, self._opened = self._opened, self.tutor.opened
        self._paint(self._opened if self._opened != before else "")

    def on_screen_suspend(self) -> None:
        """What was said about something done here is not true for ever."""
        self.notice(self._record.notice)

    async def _read_ahead(self) -> None:
        """Read the lessons one by one beside the screen, the one under the cursor at once.

        While a lesson is open none is read: reading takes time from the keys of whoever learns.
        """
        while unread := [entry for entry in self._shelf.entries if not entry.is_read]:
            with suppress(TimeoutError):
                await asyncio.wait_for(self._wanted_now.wait(), BREATH)
            self._wanted_now.clear()
            if not self.is_current:
                continue
            chosen = self._chosen_entry()
            entry = chosen if chosen is not None and chosen in unread else unread[0]
            await asyncio.to_thread(getattr, entry, "lesson")
            if entry is self._chosen_entry():
                self._paint_about()

    # Painting -----------------------------------------------------------------------------------

    def _paint(self, at: str = "") -> None:
        """Paint what has changed, with the cursor on the lesson ``at``, "" for where it is."""
        progress = self._record.progress()
        here = at or self._chosen_id()
        self._paint_rows(progress)
        if here in self._rows:
            listed = self.query_one("#lessons", OptionList)
            listed.highlighted = listed.get_option_index(here)
            self.call_after_refresh(listed.scroll_to_highlight)  # it may have been out of sight
        self._show_view()
        self._paint_overall(progress)
        self.call_after_refresh(self._paint_about)

    def _show_view(self) -> None:
        """The map or the list."""
        self.query_one("#shelf").set_class(not self._as_list, "-map")
        self.query_one("#lessons" if self._as_list else "#course-map").focus()
        self._paint_map()

    def _paint_map(self) -> None:
        if self._as_list:
            return
        entries, chosen = self._shelf.entries, self._chosen_id()
        self.query_one(CourseMapView).show(entries, self._states(), self._next_lesson_id(), chosen)

    def _states(self) -> Mapping[str, LessonState]:
        return states_of(self._shelf, self._record.progress(), self._reviews.due())

    def _paint_overall(self, progress: Progress) -> None:
        """The first line: what is due today, else what this is, and how far all lessons are."""
        questions, key = self._reviews.asked_today(), self.tutor.keys.command(REVIEW).shown
        due = today(questions, self._reviews.minutes(), key) if questions else ()
        line = overall_line(self._shelf, progress, due)
        self.query_one("#overall", Static).update(line, layout=False)

    def _paint_rows(self, progress: Progress) -> None:
        listed, entries = self.query_one("#lessons", OptionList), self._shelf.entries
        before, self._rows = self._rows, {one.id: progress.lessons.get(one.id) for one in entries}
        if not before:
            listed.add_options(self._options())
            listed.highlighted = listed.get_option_index(entries[0].id) if entries else None
        for entry in entries if before else ():
            if before[entry.id] != self._rows[entry.id]:
                listed.replace_option_prompt(entry.id, lesson_row(entry, self._rows[entry.id]))

    def _options(self) -> Iterator[Option]:
        """The lessons, those of each pack below its heading, which the cursor passes over."""
        section = None
        for entry in self._shelf.entries:
            if entry.section is not None and entry.section != section:
                yield Option(heading_row(entry.section), disabled=True)
            section = entry.section
            yield Option(lesson_row(entry, self._rows[entry.id]), id=entry.id)

    def _paint_about(self) -> None:
        entry = self._chosen_entry()
        progress = self._record.progress()
        done = progress.lessons.get(entry.id) if entry else None
        skipped = self._shelf.skipped(entry, progress) if entry else ()
        state = self._states()[entry.id] if entry else "open"
        is_next = entry is not None and entry.id == self._next_lesson_id()
        said = entry, done, state, is_next, skipped, entry is not None and entry.is_read
        if said == self._shown_about:
            return
        self._shown_about = said
        about = self.query_one("#about", Static)
        about.border_title = (
            lesson_heading(entry, state, following=is_next) if entry else styled("")
        )
        if entry is None:
            about.update("")
        elif entry.is_read:
            about.update(lesson_about(entry.lesson, done, skipped))
        else:
            about.update("")
            self._wanted_now.set()
        listed = self.query_one("#lessons", OptionList)
        self.call_after_refresh(listed.scroll_to_highlight)  # the list is as high as this lets it

    def _chosen_id(self) -> str:
        """The id of the lesson under the cursor; "" where the list is empty."""
        option = self.query_one("#lessons", OptionList).highlighted_option
        return "" if option is None else option.id or ""

    def _chosen_entry(self) -> Entry | None:
        return self._shelf.entry(self._chosen_id())

    # What the learner does -----------------------------------------------------------------------

    def on_option_list_option_highlighted(self) -> None:
        """Say what this lesson is about."""
        self._paint_map()
        self.call_after_refresh(self._paint_about)

    def on_course_map_view_walked(self, event: CourseMapView.Walked) -> None:
        """The cursor of the list goes along, and says what the lesson is about."""
        self._go_to(event.lesson)
        if event.opens:
            self.action_open()

    def action_digit(self, digit: str) -> None:
        """To the lesson whose number is typed digit by digit; one that fits none begins anew."""
        numbers = {entry.number: entry.id for entry in self._shelf.entries}
        if numbers.get(self._typed, self._chosen_id()) != self._chosen_id():
            self._typed = ""  # the cursor has gone elsewhere since
        whole = self._typed + digit
        self._typed = whole if any(one.startswith(whole) for one in numbers) else digit
        if self._typed in numbers:
            self._go_to(numbers[self._typed])

    def _go_to(self, lesson: str) -> None:
        listed = self.query_one("#lessons", OptionList)
        listed.highlighted = listed.get_option_index(lesson)

    def action_view(self) -> None:
        """The map or the list; remembered."""
        self._as_list = not self._as_list
        self._record.prefer(HOME, "list" if self._as_list else "map")
        self._show_view()

    def on_option_list_option_selected(self, event: OptionList.OptionSelected) -> None:
        """Open it."""
        event.stop()
        self.action_open()

    def action_open(self) -> None:
        """Open the lesson under the cursor."""
        entry = self._chosen_entry()
        if entry is not None:
            self._open(entry)

    def action_continue(self) -> None:
        """Open the lesson to go on with."""
        entry = self._shelf.next(self._record.progress())
        if entry is None:
            self.notice(f"Every lesson is finished. {key('home.open', 'Enter')} opens one again.")
        else:
            self._open(entry)

    def _open(self, entry: Entry) -> None:
        self.tutor.open_lesson(entry.lesson)
        self._opened = self.tutor.opened

    def action_sandbox(self) -> None:
        """A graph of the learner's own."""
        self.tutor.open_sandbox()

    def action_training(self) -> None:
        """A network that learns."""
        self.tutor.open_training()

    def action_skills(self) -> None:
        """The skills as a picture."""
        from tutor.core.practice import account_of
        from tutor.ui.screens.skills import Skills

        progress, now = self._record.progress(), self._record.now()
        account = account_of(progress, self._shelf.lessons, now)
        view = progress.preferences.get(SKILLS, "map")
        screen = Skills(account, now, view, partial(self._record.prefer, SKILLS))
        self.app.push_screen(screen, self._practise_if_wanted)

    def _practise_if_wanted(self, skill: str | None) -> None:
        """What was chosen on the screen of the skills: one of them, a review, or nothing."""
        from tutor.ui.screens.skills import REVIEW

        if skill == REVIEW:
            self.action_review()
        elif skill:
            found = self._reviews.on(skill)
            self._open_practice(
                found, "There is nothing to ask on this yet: its lesson comes first."
            )

    def action_review(self) -> None:
        """Questions on the skills that are due."""
        self._open_practice(self._reviews.of_today(), self._reviews.nothing_due())

    def _open_practice(self, found: tuple[Lesson, int] | None, otherwise: str) -> None:
        if found is not None:
            self.tutor.open_practice(*found)
        else:
            self.notice(otherwise)

    def action_notes(self) -> None:
        """The notes, to read; the command line writes them to a file."""
        from tutor.core.practice import account_of, notes
        from tutor.ui.screens.dialogs import TextScreen

        record, lessons = self._record, self._shelf.lessons
        account = account_of(record.progress(), lessons, record.now())
        text = notes(account, lessons, record.answers())
        self.app.push_screen(TextScreen("Notes · bptutor notes -o FILE writes them", text))

    def action_search(self) -> None:
        """Look for something in the lessons."""
        from tutor.ui.screens.search import search_palette

        self.app.push_screen(search_palette())

    def action_reset(self) -> None:
        """Start the lesson under the cursor afresh."""
        from tutor.ui.screens.dialogs import AskYesNo

        entry = self._chosen_entry()
        if entry is None:
            return

        def reset_if_sure(sure: bool | None) -> None:
            if sure:
                self.notice(self._record.reset(entry.id) or f"“{entry.title}” starts afresh.")
                self._paint(entry.id)

        question = f"Forget your place and your answers in “{entry.title}”?"
        self.app.push_screen(AskYesNo(question), reset_if_sure)
