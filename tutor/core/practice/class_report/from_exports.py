"""What learners' exports say, as answers of a class: each once, of each question the first try."""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator, Mapping
from itertools import chain
from math import nan
from typing import NamedTuple

from tutor.core import questions as quizzes
from tutor.core.lesson import Lesson
from tutor.core.misconceptions import RULES, Cause
from tutor.core.practice import Mark
from tutor.core.practice.class_report.answers import Answer, Question, Told, tidy_name
from tutor.core.practice.class_report.model import LeftOut
from tutor.core.practice.grounds import ground_of
from tutor.core.practice.stored_question import question_of
from tutor.core.progress import PRACTICE, Answered, Event, events_that_count, merge
from tutor.core.questions import KINDS, plain
from tutor.core.questions import Question as Drawn
from tutor.core.text import plural

ITEMS, TOLD = 3_000, 2_000
"""Items of lessons whose words are put together, and answers: each takes some milliseconds."""


_STATED = re.compile(r": With ([^:]+): ")
"""The values in the name of a generated question."""


class LearnerExport(NamedTuple):
    """One export: the file, the name in it ("" for none), what stands for a name, its events."""

    file: str
    name: str
    stand_in: str
    events: tuple[Event, ...]


class Learned(NamedTuple):
    """What exports hold together.

    ``seconds`` is the time that each student was at questions; ``left_out`` are the exports, or
    parts of them, that do not count; ``exports`` those that do.
    """

    answers: tuple[Answer, ...]
    seconds: Mapping[str, float]
    left_out: tuple[LeftOut, ...]
    exports: int


def learned(exports: Iterable[LearnerExport], words: ItemWords) -> Learned:
    """The answers of all exports, nothing twice.

    Exports of one name are one student's, be they of different days.  One without a name that
    shares answers with another belongs to that student.  Of two names that share answers the first
    keeps them.
    """
    students, left_out, used = _students(exports)
    answers: list[Answer] = []
    seconds: dict[str, float] = {}
    for name, events in students.items():
        counted = [one for one in events_that_count(events) if isinstance(one, Answered)]
        seconds[name] = sum(one.seconds for one in counted)
        answers += (_answer(one, name, words) for one in _first_tries(counted))
    return Learned(tuple(answers), seconds, tuple(left_out), used)


def _students(
    exports: Iterable[LearnerExport],
) -> tuple[dict[str, tuple[Event, ...]], list[LeftOut], int]:
    """The events of each student; what is left out; how many exports are used."""
    named = sorted(exports, key=lambda one: not one.name)  # a name tells more than a file does
    names: dict[str, str] = {}
    owner: dict[Event, tuple[str, str]] = {}
    parts: dict[str, list[tuple[Event, ...]]] = {}
    left_out: list[LeftOut] = []
    used = 0
    for one in named:
        own = [event for event in one.events if isinstance(event, Answered)]
        if not own:
            left_out.append(LeftOut(one.file, "no answers in it"))
            continue
        shared = next((owner[event] for event in own if event in owner), None)
        name = tidy_name(one.name or (shared[0] if shared else one.stand_in))
        name = names.setdefault(name.casefold(), name)
        others = {event for event in own if event in owner and owner[event][0] != name}
        new = [event for event in own if event not in owner]
        if not new:
            file = owner[own[0]][1]
            left_out.append(LeftOut(one.file, f"holds no answer that {file} has not"))
            continue
        if others:
            known, file = next(owner[event] for event in own if event in others)
            said = f"stand in {file} ({known}), and count there"
            left_out.append(LeftOut(one.file, f"{plural(len(others), 'answer')} of it {said}"))
        owner.update(dict.fromkeys(new, (name, one.file)))
        kept = tuple(event for event in one.events if event not in others)
        parts.setdefault(name, []).append(kept)
        used += 1
    merged = {name: merge(own[0], chain.from_iterable(own[1:])) for name, own in parts.items()}
    return merged, left_out, used


def _first_tries(answers: Iterable[Answered]) -> Iterator[Answered]:
    seen: set[tuple[str, str, int]] = set()
    for one in answers:
        key = (one.lesson, one.item, one.seed)
        if one.is_marked and one.tries_before == 0 and key not in seen:
            seen.add(key)
            yield one


def _answer(event: Answered, student: str, words: ItemWords) -> Answer:
    given = " ; ".join(event.response)
    return Answer(words.question(event), student, given, stored_mark(event), event)


def stored_mark(event: Answered) -> Mark:
    """The mark that is stored; what was right is not, and stands as NaN.

    Of the mistakes, which are in their order, each is taken to be half as likely as that before;
    one that this version does not know is none.
    """
    known = () if event.correct else tuple(id_ for id_ in event.mistakes if id_ in RULES)
    weights = [0.5**turn for turn in range(len(known))]
    causes = (
        Cause(id_, "", weight / sum(weights)) for id_, weight in zip(known, weights, strict=True)
    )
    return Mark(event.correct, nan, known, "", causes=tuple(causes))


class ItemWords:
    """The words of what lessons ask; each item is put together once."""

    def __init__(self, lessons: Iterable[Lesson]) -> None:
        self._lessons = {lesson.id: lesson for lesson in lessons}
        self._known: dict[tuple[str, str], Question] = {}
        self._told = 0

    def question(self, event: Answered) -> Question:
        """The question of an answer, the same for all values that it was asked with."""
        item = _kind_of_item(event)
        key = event.lesson, item
        if key not in self._known:
            if item != event.item:
                source, asked = _generated(event)
            else:
                source, asked = "", self._prompt(event)
            self._known[key] = Question(source, (), "", "", asked, event.lesson, item)
        return self._known[key]

    def tell(self, answer: Answer) -> Told:
        """A stored answer in words, and the right one to the question as it was asked."""
        event = answer.event
        if event is None:
            raise TypeError("only what is stored has to be told")
        self._told += 1
        question = self._made(event, event.seed) if self._told <= TOLD else None
        if question is None:
            return Told(answer.given, "")
        given = quizzes.response_words(question, event.response)
        return Told(" ; ".join(given), " ; ".join(quizzes.solution_words(question)))

    def _prompt(self, event: Answered) -> str:
        question = self._made(event, 0) if len(self._known) < ITEMS else None
        return plain(question.asks) if question else event.item

    def _made(self, event: Answered, seed: int) -> Drawn | None:
        lesson = self._lessons.get(event.lesson)
        return question_of(lesson, event.item, seed) if lesson else None


def _kind_of_item(event: Answered) -> str:
    """What the answers to one generated question have in common, its values left out."""
    kind = event.item.partition(": ")[0]
    if kind == event.item or kind not in KINDS:
        return event.item
    return f"{kind}:{event.shape}:{_words_of(event.item)}"


def _generated(event: Answered) -> tuple[str, str]:
    """The graph of a generated question and its words; with an example where it is not known."""
    asked = _words_of(event.item)
    stated = _STATED.search(event.item)
    if event.lesson != PRACTICE or not stated:
        return "", asked
    leaves = [pair.partition(" = ")[0] for pair in stated[1].split(", ")]
    source = ground_of(event.shape, leaves)
    return source, asked if source else f"{asked} (such as with {stated[1]})"


def _words_of(item: str) -> str:
    """``With w = 5, x = 3: what is ∂J/∂w?`` without its values."""
    text = item.partition(": ")[2]
    text = text.partition(": ")[2] if text.startswith("With ") and ": " in text else text
    return text[:1].upper() + text[1:]
