"""The list of lessons, and the lesson that is chosen."""

from __future__ import annotations

from collections.abc import Callable, Iterator

from tutor.core.catalogue import Catalogue, Entry, share
from tutor.core.lesson import Lesson
from tutor.core.practice import warm_up_items, warm_up_key
from tutor.core.progress import FIRST_MINUTE, Progress
from tutor.core.questions import Question
from tutor.core.session import resume, start
from tutor.core.text import safe, wrap_text
from tutor.plain.conversation import HELP, Console, Conversation, ConversationMoment
from tutor.plain.first_minute import hold_first_minute
from tutor.plain.lesson import LessonConversation
from tutor.plain.quiz import hold_quiz, hold_review
from tutor.plain.text import WIDTH
from tutor.records import Recorder

REVIEWED = 10
"""Questions of a review."""

WELCOME = """bptutor: backpropagation, one message at a time.
Type the number of a lesson, Enter to go on where you left off, or q to quit.
In a lesson, h lists what you can type; w tells graphs in words, not pictures."""


class HomeConversation(Conversation):
    """The lessons, one after the other, until the learner quits or the input ends.

    It starts in ``first``, if that is given; ``seeds`` gives one to every lesson that is new.
    """

    def __init__(
        self,
        shelf: Catalogue,
        console: Console,
        record: Recorder,
        seeds: Callable[[], int],
        first: Lesson | None = None,
    ) -> None:
        super().__init__(console, record)
        self._record: Recorder = record
        self._shelf = shelf
        self._seeds = seeds
        self._first = first

    def _begin(self) -> None:
        if self._record.notice:
            self._say(self._record.notice)
        if self._first is not None:
            self._open(self._first)
        elif self._record.progress().is_new and self._console.is_terminal:
            self._hold_first_minute()
        self._say(WELCOME)
        self._say_list()

    def _now(self) -> ConversationMoment:
        return ConversationMoment("number, Enter or q")

    def _do(self, line: str, _question: Question | None) -> None:
        if line == "?":
            self._say(HELP)
            return
        if line == "v":
            seed, lessons = self._seeds(), self._shelf.lessons
            hold_review(lessons, REVIEWED, seed, self._console, self._record)
        elif line == "first":
            self._hold_first_minute()
        else:
            chosen = self._named(line) if line else self._shelf.next(self._record.progress())
            if chosen is None:
                self._say(f"There is no lesson {safe(line)!r}." if line else "All is finished.")
                return
            self._open(chosen.lesson)
        self._say_list()

    def _hold_first_minute(self) -> None:
        hold_first_minute(self._console)
        self._warn(self._record.prefer(FIRST_MINUTE, "yes"))

    def _say_list(self) -> None:
        self._say_all(shelf_lines(self._shelf, self._record.progress()))

    def _open(self, lesson: Lesson) -> None:
        """One lesson, and those behind it for as long as the learner goes on."""
        following = self._shelf.after(lesson)
        while self._hold_lesson(lesson, following) and following is not None:
            lesson = following.lesson
            following = self._shelf.after(lesson)

    def _hold_lesson(self, lesson: Lesson, following: Entry | None) -> bool:
        """Hold this lesson; whether the learner wants to go on behind its end."""
        stored = self._record.place(lesson.id)
        state = resume(lesson, stored) if stored else start(lesson, self._seeds())
        self._record.start_timing(lesson.id)
        self._warm_up(lesson)
        self._say(f"\n=== {safe(lesson.title)} ===")
        return LessonConversation(lesson, state, self._console, self._record, following).talk()

    def _warm_up(self, lesson: Lesson) -> None:
        """The first time, questions on what the lesson needs; q leaves them."""
        record = self._record
        progress = record.progress()
        items = warm_up_items(lesson, self._shelf.lessons, progress, record.now(), self._seeds())
        if items:
            record.prefer(warm_up_key(lesson), "yes")
            self._say(f"\n=== Warm-up: {safe(lesson.title)} ===")
            self._say("Questions on what this lesson needs. s leaves one, q leaves them all.")
            hold_quiz(items, self._console, record)

    def _named(self, word: str) -> Entry | None:
        number = word.upper()
        numbered = (entry for entry in self._shelf.entries if entry.number == number)
        exact = next(numbered, None) or self._shelf.entry(word)
        asked = word.casefold()
        near = [e for e in self._shelf.entries if asked in f"{e.id} {e.title}".casefold()]
        return exact or (near[0] if len(near) == 1 else None)


def shelf_lines(shelf: Catalogue, progress: Progress) -> Iterator[str]:
    """A line a lesson: its number, its title, how far it is."""
    section = None
    for entry in shelf.entries:
        if entry.section is not None and entry.section != section:
            yield from wrap_text(safe(entry.section.heading), WIDTH)
        section = entry.section
        part = share(entry, progress.lessons.get(entry.id))
        state = "finished" if part == 1.0 else f"{round(100 * part)} % done" if part else ""
        line = safe(entry.title) + (f" ({state})" if state else "")
        yield from wrap_text(line, WIDTH, f"{entry.number:>3}  ")
