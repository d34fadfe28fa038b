"""The list of lessons, and the lesson that is chosen."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from datetime import datetime

from tutor.core.catalogue import Catalogue, Entry, share
from tutor.core.lesson import Lesson
from tutor.core.practice import (
    Account,
    about_skill,
    account_of,
    askable,
    next_step,
    notes,
    warm_up_items,
    warm_up_key,
    when_of,
)
from tutor.core.progress import FIRST_MINUTE, Progress, in_percent, meaning, prerequisites_of
from tutor.core.questions import Question
from tutor.core.session import resume, start
from tutor.core.text import plural, safe
from tutor.core.training import MADE, made, usual
from tutor.plain.conversation import Console, Conversation, ConversationMoment, command_lines
from tutor.plain.first_minute import hold_first_minute
from tutor.plain.lesson import LessonConversation
from tutor.plain.quiz import hold_quiz, hold_review
from tutor.plain.sandbox import SandboxConversation
from tutor.plain.text import Paragraph, paragraph
from tutor.plain.training import TrainingConversation
from tutor.records import Recorder

REVIEWED = 10
"""Questions of a review."""

COMMANDS = (
    ("", "Enter", "go on where you left off"),
    ("", "5", "open a lesson: its number, its id, or words of its title"),
    ("v", "review", "questions on what is due"),
    ("k", "skills", "every skill: how it stands, when it is due; skills sum says more of one"),
    ("m", "notes", "what you have done, with your answers and the reasons"),
    ("s", "sandbox", "a graph of your own"),
    ("t", "train", "watch a network learn; train moons takes other data"),
    ("first", "first", "the first minute again: one question on a small graph"),
    ("o", "lessons", "the list of lessons again"),
    ("w", "words", "tell graphs and formulas in words, or draw them"),
    ("h", "help", "this help"),
    ("q", "quit", "the end; everything is kept"),
)
"""What is typed in the list of lessons: the letter, the word, what comes of it."""

WELCOME = """bptutor: backpropagation, one message at a time.
Type the number of a lesson, Enter to go on where you left off, help or quit."""
READER = (
    "Graphs and formulas are told in words; the command words turns that off. With a screen "
    "reader, let it read most punctuation: in mathematics brackets matter."
)
BESIDES = "Besides: bptutor review, train, quiz, status and notes, from the command line."


class HomeConversation(Conversation):
    """The lessons, one after the other, until the learner quits or the input ends.

    Reviews, skills, notes, the sandbox and training are opened from here.  It starts in ``first``,
    if that is given; ``seeds`` gives one to every lesson that is new.
    """

    words = {word: key for key, word, _ in COMMANDS if key}  # noqa: RUF012  a mapping, never changed

    def __init__(
        self,
        shelf: Catalogue,
        console: Console,
        record: Recorder,
        seeds: Callable[[], int],
        first: Lesson | None = None,
    ) -> None:
        super().__init__(console, record)
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
        if self._console.words:
            self._tell(READER)
        self._say_list()

    def _now(self) -> ConversationMoment:
        return ConversationMoment("number, Enter, help or quit")

    def _carry_out(self, line: str, now: ConversationMoment) -> bool:
        if line in ("h", "?"):
            self._say_all((*command_lines(COMMANDS), BESIDES))
            return True
        return super()._carry_out(line, now)

    def _do(self, line: str, _question: Question | None) -> None:
        word, _, rest = line.partition(" ")
        seed, console, record = self._seeds(), self._console, self._record
        match self.words.get(word, word):
            case "v":
                hold_review(self._shelf.lessons, REVIEWED, seed, console, record)
            case "k":
                self._say_all(skill_lines(self._account(), record.now(), rest))
                return
            case "m":
                self._say_notes()
                return
            case "s" if not rest:
                SandboxConversation(console, record, self._seeds).talk()
            case "t":
                if not self._train(rest):
                    return
            case "first":
                self._hold_first_minute()
            case "o":
                self._say_list()
                return
            case _:
                if not self._open_named(line):
                    return
        self._come_back()

    def _come_back(self) -> None:
        """Say the list again; twenty titles are soon seen, but take long to hear."""
        if self._console.words:
            self._say("The list of lessons; lessons reads it out.")
            self._say_due()
        else:
            self._say_list()

    def _train(self, data: str) -> bool:
        """A network that learns these data, or xor; whether there are such."""
        if data and data not in MADE:
            self._tell(f"There are no data {safe(data)!r}: choose one of {', '.join(MADE)}.")
            return False
        TrainingConversation(usual(made(data or "xor")), self._console, self._record).talk()
        return True

    def _open_named(self, word: str) -> bool:
        """The lesson that a word means, or the next one; whether there is one."""
        chosen = self._named(word) if word else self._shelf.next(self._record.progress())
        if chosen is None:
            self._say(f"There is no lesson {safe(word)!r}." if word else "All is finished.")
            return False
        self._open(chosen.lesson)
        return True

    def _hold_first_minute(self) -> None:
        hold_first_minute(self._console)
        self._warn(self._record.prefer(FIRST_MINUTE, "yes"))

    def _account(self) -> Account:
        return account_of(self._record.progress(), self._shelf.lessons, self._record.now())

    def _say_notes(self) -> None:
        text = notes(self._account(), self._shelf.lessons, self._record.answers())
        for line in text.splitlines():
            if self._console.words and line and not line.strip("|-: "):
                continue  # the rule of a table
            told = line.strip("#| ").replace("**", "") if self._console.words else line
            self._say(Paragraph(told.replace(" | ", "; ")) if told else "")

    def _say_list(self) -> None:
        self._say_all(shelf_lines(self._shelf, self._record.progress()))
        self._say_due()

    def _say_due(self) -> None:
        progress, now = self._record.progress(), self._record.now()
        due = len(askable(self._shelf.lessons, (one.skill for one in progress.due(now))))
        if due:
            self._say(f"{plural(due, 'skill')} {'is' if due == 1 else 'are'} due: review")

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
        self._say_title(safe(lesson.title))
        return LessonConversation(lesson, state, self._console, self._record, following).talk()

    def _warm_up(self, lesson: Lesson) -> None:
        """The first time, questions on what the lesson needs; q leaves them."""
        record = self._record
        progress = record.progress()
        items = warm_up_items(lesson, self._shelf.lessons, progress, record.now(), self._seeds())
        if items:
            record.prefer(warm_up_key(lesson), "yes")
            self._say_title(f"Warm-up: {safe(lesson.title)}")
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
            yield from paragraph(entry.section.heading.replace(" · ", ", "))
        section = entry.section
        part = share(entry, progress.lessons.get(entry.id))
        state = "finished" if part == 1.0 else f"{round(100 * part)} % done" if part else ""
        line = safe(entry.title) + (f" ({state})" if state else "")
        yield Paragraph(line, f"{entry.number:>3}  ")


def skill_lines(account: Account, now: datetime, named: str = "") -> Iterator[Paragraph]:
    """How many skills are known, a sentence a skill with what it builds on, and what comes next;
    of those that are ``named`` by a part of their words, all there is to say."""
    asked = named.casefold()
    found = [
        one for one in account.skills if asked in f"{meaning(one.skill)} {one.skill}".casefold()
    ]
    if named:
        for one in found:
            yield Paragraph(" ".join(about_skill(account, one, words=True)), "", "  ")
        if not found:
            yield Paragraph(
                f"There is no skill with {safe(named)!r} in its name; skills lists all."
            )
        return
    known = sum(one.mastered for one in found)
    yield Paragraph(f"Skills: {known} of {len(found)} known. skills sum says more of sums.")
    for one in found:
        chance = f", {in_percent(one.chance)}" if one.seen else ""
        state = {"new": "not asked yet", "begun": "on the way"}.get(one.state, one.state)
        when = when_of(one, now).removeprefix(state)
        before = "; ".join(safe(meaning(skill)) for skill in prerequisites_of(one.skill))
        yield Paragraph(
            f"{safe(meaning(one.skill))}: {state}{chance}{when and f', {when}'}."
            + (f" Builds on {before}." if before else ""), "", "  ",
        )  # fmt: skip
    if step := next_step(account):
        yield Paragraph(f"Next: {step}")
