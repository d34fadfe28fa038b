"""Questions one after the other as lines of text: quizzes, reviews, testing out of a lesson.

Like ``plain``, a conversation: how lines are read and written, and what stores the answers, is
passed in.
"""

from __future__ import annotations

from collections.abc import Callable, Iterable
from dataclasses import dataclass, replace

from tutor.core import questions as quizzes
from tutor.core.practice import WORKED, Item, marked
from tutor.core.session import SaveAnswer, SaveHint
from tutor.plain.text import (
    how_to_answer,
    names_a_node,
    paragraph,
    question_lines,
    response_of,
    text_of,
    verdict_lines,
)

HELP = "? gives a hint, s skips the question, q quits, h shows this; anything else is your answer."


@dataclass(frozen=True, slots=True)
class Played:
    """What came of one question: its score (0 to 1), None when it was left unanswered."""

    item: Item
    score: float | None


class _QuitError(Exception):
    """The learner has had enough, or the input ends."""


class Player:
    """Asks questions.  ``save`` stores an answer or a hint and returns a message, "" for none.

    ``strict`` gives one try and no hints, as when testing out of a lesson.
    """

    def __init__(
        self,
        *,
        ask: Callable[[str], str],
        say: Callable[[str], None],
        save: Callable[[str, SaveAnswer | SaveHint], str],
        shown: Callable[[str], None] = lambda _lesson: None,
        strict: bool = False,
    ) -> None:
        self._ask = ask
        self._say = say
        self._save = save
        self._shown = shown
        self._strict = strict

    def play(self, items: Iterable[Item]) -> list[Played]:
        """Ask until the questions or the learner's patience end; what was asked, with scores."""
        found: list[Played] = []
        try:
            for number, item in enumerate(items, 1):
                self._say("")
                self._say(f"Question {number}")
                found.append(self._one(item))
        except _QuitError:
            self._say("")
        return found

    def _one(self, item: Item) -> Played:
        self._shown(item.lesson)
        self._show(item)
        while True:
            line = self._line(item)
            if names_a_node(line, item.question):
                line = f"= {line}"
            if line in ("h", "help"):
                self._tell(f"Type {how_to_answer(item.question)}. {HELP}")
            elif line == "s":
                return Played(item, None)
            elif line == "?":
                item = self._hint(item)
                if item.rungs >= WORKED:
                    return Played(item, 0.0)
            elif line:
                item, score = self._answer(item, line)
                if score is not None:
                    return Played(item, score)

    def _line(self, item: Item) -> str:
        try:
            line = self._ask(f"[{how_to_answer(item.question)}, ? or h] ").strip()
        except EOFError:
            raise _QuitError from None
        if line == "q" and not names_a_node(line, item.question):
            raise _QuitError
        return line

    def _show(self, item: Item) -> None:
        for line in question_lines(item.question):
            self._say(line)

    def _answer(self, item: Item, line: str) -> tuple[Item, float | None]:
        """The item as it goes on, and its score once it is done."""
        response = response_of(line, item.question)
        if isinstance(response, str):
            self._tell(response)
            return item, None
        after, verdict, save = marked(item, response)
        if save is not None and (message := self._save(item.lesson, save)):
            self._tell(message)
        for text in verdict_lines(item.question, response, verdict):
            self._say(text)
        if save is None:
            return after, None
        if verdict.correct:
            return after, save.score
        if self._strict:
            self._tell(f"Worked answer: {text_of(quizzes.worked(item.question))}")
            return after, save.score
        if after.question != item.question:
            self._tell("The same question with other values will tell:")
            self._show(after)
        return after, None

    def _hint(self, item: Item) -> Item:
        if self._strict:
            self._tell("There are no hints in this round.")
            return item
        after = replace(item, rungs=item.rungs + 1)
        question = item.question
        save = SaveHint(item=item.name, seed=question.seed, rung=after.rungs)
        if message := self._save(item.lesson, save):
            self._tell(message)
        if after.rungs >= WORKED:
            self._tell(f"Worked answer: {text_of(quizzes.worked(question))}")
        else:
            self._tell(f"Hint: {text_of(quizzes.hints(question)[item.rungs])}")
        return after

    def _tell(self, text: str) -> None:
        for line in paragraph(text):
            self._say(line)
