"""The tutor as a conversation: the list of lessons, and the one that is chosen."""

from __future__ import annotations

from collections.abc import Callable, Iterator

from tutor.core.lesson import Entry, Lesson, Shelf, share
from tutor.core.practice import afterword
from tutor.core.progress import Progress
from tutor.core.session import Effect, State, resume, start
from tutor.core.text import folded, safe
from tutor.plain.lesson import QUIT, Plain
from tutor.plain.text import WIDTH
from tutor.records import Recorder

PICTURES = "pictures"
"""The name under which it is remembered how graphs are told: "words" or "drawn"."""

WELCOME = """bptutor: backpropagation, one message at a time.
Type the number of a lesson, Enter to go on where you left off, or q to quit.
In a lesson, h lists what you can type; w tells graphs in words, not pictures."""

HELP = """A number, an id or a word of a title opens a lesson; Enter goes on where you left off.
w    tell graphs in words, or draw them again
q    quit; your place is kept
Besides: bptutor review, bptutor quiz, bptutor status and bptutor notes, from the command line."""


class PlainTutor:
    """The lessons, one after the other, until the learner quits or the input ends."""

    def __init__(
        self,
        shelf: Shelf,
        record: Recorder,
        seeds: Callable[[], int],
        *,
        ask: Callable[[str], str],
        say: Callable[[str], None],
    ) -> None:
        self._shelf = shelf
        self._record = record
        self._seeds = seeds
        self._ask = ask
        self._say = say
        self._words = record.progress().preferences.get(PICTURES) == "words"

    def talk(self, first: Lesson | None) -> None:
        """Start in ``first``, if it is given, then offer all lessons."""
        if self._record.notice:
            self._say(self._record.notice)
        if first is not None:
            self._play(first)
        self._say(WELCOME)
        while (lesson := self._choose()) is not None:
            self._play(lesson)

    def _play(self, lesson: Lesson) -> None:
        """One lesson, and those behind it for as long as the learner goes on."""
        while True:
            following = self._shelf.after(lesson)
            if not self._one(lesson, following) or following is None:
                return
            lesson = following.lesson

    def _one(self, lesson: Lesson, following: Entry | None) -> bool:
        stored = self._record.place(lesson.id)
        state = resume(lesson, stored) if stored else start(lesson, self._seeds())
        self._record.opened(lesson.id)

        def save(effects: tuple[Effect, ...], state: State) -> str:
            return self._record.save(lesson.id, effects, state)

        def last_lines() -> tuple[str, ...]:
            answers = self._record.progress().answers
            title = following.title if following else ""
            return afterword(lesson, answers, self._record.now(), title)

        self._say(f"\n=== {safe(lesson.title)} ===")
        plain = Plain(
            lesson,
            state,
            ask=self._ask,
            say=self._say,
            save=save,
            afterword=last_lines,
            following=following is not None,
            words=self._words,
        )
        goes_on = plain.talk()
        self._tell_in(words=plain.words)
        return goes_on

    def _tell_in(self, *, words: bool) -> None:
        """Remember whether graphs are told in words."""
        if words != self._words:
            self._words = words
            self._record.prefer(PICTURES, "words" if words else "drawn")

    def _choose(self) -> Lesson | None:
        """The lesson that the learner names; None to quit."""
        progress = self._record.progress()
        for line in shelf_lines(self._shelf, progress):
            self._say(line)
        go_on = self._shelf.next(progress)
        while True:
            try:
                word = self._ask("[number, Enter or q] ").strip()
            except EOFError:
                return None
            if word in QUIT:
                return None
            if word in ("h", "help", "?"):
                self._say(HELP)
                continue
            if word == "w":
                self._tell_in(words=not self._words)
                self._say("Graphs are told in words." if self._words else "Graphs are drawn.")
                continue
            chosen = go_on if not word else self._named(word)
            if chosen is not None:
                return chosen.lesson
            self._say(f"There is no lesson {safe(word)!r}." if word else "All is finished.")

    def _named(self, word: str) -> Entry | None:
        numbered = (entry for entry in self._shelf.entries if entry.number == word)
        exact = next(numbered, None) or self._shelf.entry(word)
        asked = word.casefold()
        near = [e for e in self._shelf.entries if asked in f"{e.id} {e.title}".casefold()]
        return exact or (near[0] if len(near) == 1 else None)


def shelf_lines(shelf: Shelf, progress: Progress) -> Iterator[str]:
    """A line a lesson: its number, its title, how far it is."""
    for entry in shelf.entries:
        part = share(entry, progress.lessons.get(entry.id))
        state = "finished" if part == 1.0 else f"{round(100 * part)} % done" if part else ""
        line = safe(entry.title) + (f" ({state})" if state else "")
        yield from folded(line, WIDTH, f"{entry.number:>3}  ")
