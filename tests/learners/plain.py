"""A learner goes through a lesson in plain mode: lines in, lines out."""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path

from tests.learners.mistakes import praise
from tests.learners.outcome import Played, ended, holds
from tests.learners.policy import Answer, Hint, Learner, turns_to_goal
from tests.ui.harness import NOON
from tutor.core.lesson import Lesson
from tutor.core.questions.model import Question, Response
from tutor.core.session.reducer import start
from tutor.core.session.view import View, view
from tutor.plain.conversation import Console
from tutor.plain.lesson import LessonConversation
from tutor.records.recorder import Recorder
from tutor.store import Store, open_store

MOST = 5_000
"""Lines that nobody needs for a lesson."""
SKIPPABLE = "Enter skips it"
"""In a prompt for a number on the way, which no learner of ours takes up."""


def typed(question: Question, response: Response) -> str:
    """How a learner writes this response on one line."""
    if question.way in ("blanks", "grid"):
        return " ".join(part.replace(" ", "") for part in response)
    if question.way == "tick":
        return " ".join(str(place) for place, part in enumerate(response, 1) if part == "1")
    return " ".join(str(int(place) + 1) for part in response for place in part.split())


def play_lines(lesson: Lesson, learner: Learner, folder: Path) -> Played:
    """The whole lesson in plain mode, with progress kept in ``folder``."""
    with open_store(folder / "progress.db") as store:
        return Desk(lesson, learner, store).talk()


class Desk:
    """A learner's lines, what was said to each, and what was stored."""

    def __init__(self, lesson: Lesson, learner: Learner, store: Store) -> None:
        record = Recorder(store, lambda: NOON)
        self.played = Played(lesson, learner)
        self._lesson = lesson
        self._store = store
        self._said: list[str] = []
        self._lines = self._writes()
        console = Console(self._ask, self._said.append)
        self._plain = LessonConversation(lesson, start(lesson, 5), console, record)

    def talk(self) -> Played:
        """The whole lesson."""
        self._plain.talk()
        return self.played

    @property
    def _view(self) -> View:
        return view(self._lesson, self._plain.session.state)

    def _ask(self, prompt: str) -> str:
        if SKIPPABLE in prompt:
            return ""
        shown = self._view
        self.played.arrive(shown.page)
        asked = shown.question is not None and not shown.settled
        if shown.forward not in prompt and not asked:
            self.played.fault("prompt", f"{prompt!r} does not say how to go on")
        try:
            line = next(self._lines)
        except StopIteration:
            raise EOFError from None
        self.played.steps += 1
        self._said.clear()
        return line

    def _writes(self) -> Iterator[str]:
        """The lines of this learner; after each one what was said to it is looked at."""
        while self._view.page < len(self._lesson.pages):
            shown = self._view
            if self.played.steps > MOST:
                self.played.fault(shown.heading, "no end in sight")
                return
            if shown.question is not None and not shown.settled:
                yield from self._answers(shown.question)
                if not self._view.settled:
                    return
            else:
                before = self._plain.session.state
                turns = turns_to_goal(self._lesson, before)
                yield ("+" if turns > 0 else "-") * abs(turns)
                if self._plain.session.state == before:
                    self.played.fault(shown.heading, "a dead end")
                    return
        ended(self.played, self._store.events(), self._text)

    def _answers(self, question: Question) -> Iterator[str]:
        where = question.quiz.id
        for move in self.played.learner.moves(question):
            match move:
                case Hint(text):
                    yield "?"
                    if not holds(self._text, text):
                        self.played.fault(where, f"the hint {text!r} is not read: {self._text!r}")
                case Answer(response, mistake):
                    yield typed(question, response)
                    if mistake is not None:
                        self.played.stumble(where, mistake, self._store.events(), self._text)
                    elif praise(question) not in self._text:
                        self.played.fault(where, f"{response} is not called right: {self._text!r}")
        if not self._view.settled:
            self.played.fault(where, "the question is still open")

    @property
    def _text(self) -> str:
        return "\n".join(self._said)
