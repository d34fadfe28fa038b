"""Questions one after the other as lines of text: quizzes, reviews, testing out of a lesson."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass, replace

from tutor.core import questions as quizzes
from tutor.core.lesson import Lesson
from tutor.core.practice import (
    MasteryTest,
    PracticeItem,
    answer_number,
    askable,
    changes,
    due_items,
    give_hint,
    mark_answer,
    met_so_far,
)
from tutor.core.progress import Evidence, meaning, zone_of
from tutor.core.questions import FollowUp, Question, Response
from tutor.core.session import SaveFinished
from tutor.core.text import plural, safe
from tutor.plain.conversation import Console, Conversation, ConversationMoment
from tutor.plain.text import (
    Paragraph,
    fold,
    how_to_answer,
    names_layers,
    question_lines,
    right_options,
    scene_of,
    text_of,
    verdict_lines,
)
from tutor.records import Recorder

IN_LESSONS = ("b", "z", "v", "f", "l", "t")
"""Commands of lessons that mean nothing where questions follow each other."""


@dataclass(frozen=True, slots=True)
class Outcome:
    """What came of one question: its score (0 to 1; None when it was left open), what it says."""

    item: PracticeItem
    score: float | None
    evidence: tuple[Evidence, ...] = ()


class QuizConversation(Conversation):
    """Asks questions; ``outcomes`` are those of the questions so far.

    ``strict`` gives one try and no hints, as when testing out of a lesson.
    """

    def __init__(
        self,
        items: Iterable[PracticeItem],
        console: Console,
        record: Recorder,
        *,
        strict: bool = False,
    ) -> None:
        super().__init__(console, record)
        self._items = iter(items)
        self._item: PracticeItem | None = None
        self._strict = strict
        self._leaving = False
        self._size = 0.0  # of the last nudge
        self.outcomes: list[Outcome] = []

    def _begin(self) -> None:
        self._next()

    def _now(self) -> ConversationMoment | None:
        if self._item is None:
            return None
        question = self._item.question
        prompt = f"{how_to_answer(question)}, {'skip' if self._strict else 'hint'} or help"
        return ConversationMoment(prompt, question, scene_of(question))

    def _do(self, line: str, question: Question | None) -> None:
        leaving, self._leaving = self._leaving, not line
        if line in ("s", "n") or (not line and leaving):
            self._end(None)
        elif not line:
            self._say("This one is yours: give your answer. Enter again leaves it open.")
        elif line == "?":
            self._hint()
        elif line in IN_LESSONS:
            self._say(f"{line} is for lessons: h lists the commands.")
        elif question is not None:
            self._answer(line, question)

    def _respond(self, response: Response) -> None:
        item = self._item
        if item is None:
            return
        self._item, verdict, save = mark_answer(item, response)
        if save is not None:
            self._warn(self._record.save(item.lesson, (replace(save, test=self._strict),)))
        self._say_all(verdict_lines(item.question, response, verdict, over=self._strict))
        if save is None:
            return
        if self._strict and not verdict.correct:
            self._tell(f"Worked answer: {text_of(quizzes.worked(item.question))}")
        if self._strict or verdict.correct:
            self._end(save.score, save.evidence)
        elif self._item.question != item.question:
            self._tell("The same question with other values will tell:")
            self._say_all(question_lines(self._item.question, words=self._console.words))

    def _further(self) -> FollowUp | None:
        return self._item.follow if self._item and not self._strict else None

    def _respond_further(self, response: Response) -> None:
        item = self._item
        if item is not None:
            self._item, verdict = answer_number(item, response)
            self._say_all(verdict_lines(item.question, item.given, verdict))

    def _hint(self) -> None:
        if self._strict or self._item is None:
            self._say("There are no hints in this round.")
            return
        self._item, hint, save = give_hint(self._item)
        self._warn(self._record.save(self._item.lesson, (save,)))
        self._tell(f"{'Worked answer' if self._item.is_worked else 'Hint'}: {text_of(hint)}")
        if self._item.is_worked:
            self._end(0.0)

    def _try(self, size: float, node: str) -> None:
        item = self._item
        if item is None:
            return
        question, tries = item.question, quizzes.tries_of(item.question)
        answered = bool(item.given) and not self._strict
        notice = quizzes.why_not_tried(question, tries, node, answered=answered)
        if notice:
            self._tell(notice)
            return
        self._size = size or quizzes.next_size(self._size)
        at = quizzes.node_called(question, node)
        for line in quizzes.trial_lines(question, tries, item.given, self._size, at):
            self._tell(line)

    def _end(self, score: float | None, evidence: tuple[Evidence, ...] = ()) -> None:
        """Leave the question with this score for the next one."""
        if self._item is not None:
            self.outcomes.append(Outcome(self._item, score, evidence))
        self._next()

    def _next(self) -> None:
        self._item, self._leaving, self._size = next(self._items, None), False, 0.0
        if self._item is not None:
            self._record.start_timing(self._item.lesson)
            numbers = self._item.question.numbers
            self._console.layers = numbers is not None and names_layers(numbers.graph)
            self._say(f"\nQuestion {len(self.outcomes) + 1}")
            self._say_all(question_lines(self._item.question, words=self._console.words))


def hold_quiz(items: Iterable[PracticeItem], console: Console, record: Recorder) -> None:
    """Ask these questions, and say how many were done and how well."""
    talk = QuizConversation(items, console, record)
    talk.talk()
    scores = [outcome.score for outcome in talk.outcomes if outcome.score is not None]
    if scores:
        mean = 100 * sum(scores) / len(scores)
        console.say(f"\n{plural(len(scores), 'question')} done, {mean:.0f} % of the marks.")


def hold_review(
    lessons: Sequence[Lesson], count: int, seed: int, console: Console, record: Recorder
) -> None:
    """Ask about the skills that are due, with fresh values; say so when none is."""
    progress, now = record.progress(), record.now()
    skills = askable(lessons, (review.skill for review in progress.due(now)))
    if skills:
        console.tell(f"Due: {'; '.join(map(meaning, skills))}.")
        met = met_so_far(lessons, progress)
        hold_quiz(due_items(met, progress, now, count, seed), console, record)
        for said in changes(progress, record.progress(), record.now()):
            console.tell(said)
        return
    console.say("Nothing is due for review.")
    listed = progress.schedule(zone_of(now))
    asked = askable(lessons, (review.skill for review in listed))
    if later := [review for review in listed if review.skill in asked]:
        console.say(f"Next: {safe(meaning(later[0].skill))}, on {later[0].due:%d %B %Y}.")


def hold_proof(lesson: Lesson, seed: int, console: Console, record: Recorder) -> bool | None:
    """Test out of a lesson: whether every skill was proved, None when the learner stopped."""
    proof = MasteryTest.of(lesson, seed)

    def items() -> Iterator[PracticeItem]:
        """The questions that the answers so far make the best."""
        nonlocal proof
        while (item := proof.next()) is not None:
            yield item
            proof = proof.after(item, quiz.outcomes[-1].evidence)

    console.tell(proof.rules())
    quiz = QuizConversation(items(), console, record, strict=True)
    if not quiz.talk():
        console.say("You stopped: nothing is decided, and what you answered is kept.")
        return None
    unsaved = record.save(lesson.id, (SaveFinished(),)) if proof.passed else ""
    console.say("")
    console.tell(unsaved or proof.outcome())
    return proof.passed


def sheet_lines(items: Sequence[PracticeItem]) -> Iterator[str]:
    """The questions and, after them, the answers."""
    yield from question_sheet_lines(items)
    yield from answer_lines(items)


def question_sheet_lines(items: Sequence[PracticeItem]) -> Iterator[str]:
    """The questions; what is printed on paper keeps its pictures, and lists where none fits."""
    for number, item in enumerate(items, 1):
        yield f"Question {number}"
        for line in question_lines(item.question, folded=False):
            yield from fold(line)
        yield ""


def answer_lines(items: Sequence[PracticeItem]) -> Iterator[str]:
    """The answers to these questions, worked, with the numbers of the options that are right."""
    yield "Answers"
    for number, item in enumerate(items, 1):
        said = right_options(item.question) + text_of(quizzes.worked(item.question))
        yield from fold(Paragraph(said, f"{number}. ", "   "))
