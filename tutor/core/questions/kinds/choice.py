"""``quiz choice``: one of several options is right."""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import dataclass

from tutor.core.answers import AnswerError, apart, read_number
from tutor.core.errors import GraphError
from tutor.core.graph import Pass
from tutor.core.lesson import LessonGraph, Quiz, Spans
from tutor.core.questions.common import (
    ladder,
    numbers_for,
    read_picks,
    right,
    worked_or,
    worked_text,
)
from tutor.core.questions.fill import bold, fill, plain
from tutor.core.questions.kind import Kind
from tutor.core.questions.model import Question, Response, Slot, Verdict
from tutor.core.syntax import Fields
from tutor.core.text import Draws

REDRAWS = 25
"""Variants that are tried until all options differ."""
_COUNTED = re.compile(r"([^\d−-]*?)(\d{1,6})")
"""A whole number, perhaps behind words that the others have, too."""
_SHAPE = re.compile(r"\s*[0-9]+\s*×\s*[0-9]+\s*")
"""The shape of a matrix: 2 × 4 is not the number 8, and not the shape 4 × 2."""


@dataclass(frozen=True, slots=True)
class Option:
    """One option: its text, whether it is right, and what to say to whoever takes it."""

    text: Spans
    right: bool = False
    feedback: Spans = ()
    mistake: str = ""


@dataclass(frozen=True, slots=True)
class ChoiceBody:
    """The options in the author's order."""

    options: tuple[Option, ...]


@dataclass(frozen=True, slots=True)
class Shown:
    """The options as shown: which of them is right, and what is said to each."""

    right: int
    feedback: tuple[str, ...]
    mistakes: tuple[str, ...]


def parse(fields: Fields) -> object:
    """``- [ ] text :: feedback`` lines, exactly one of them ``[x]``."""
    options = []
    for one in fields.options():
        if not one.boxed:
            fields.report(one.at, "this option has no box", "write - [x] or - [ ] before it")
        text, feedback = fields.option_spans(one)
        options.append(Option(text, one.argument == "x", feedback))
    ticked = sum(option.right for option in options)
    if len(options) < 2:
        fields.report(fields.at, "a choice needs two options or more", "add lines '- [ ] …'")
    elif ticked != 1:
        what = "no option is ticked" if not ticked else f"{ticked} options are ticked"
        fields.report(fields.at, what, "tick the one right option: - [x] …")
    return ChoiceBody(tuple(options))


def make(quiz: Quiz, lesson_graph: LessonGraph | None, seed: int) -> Question:
    """The question with values for which all options differ, in an order of the seed's own."""
    body = quiz.body
    if not isinstance(body, ChoiceBody) or sum(o.right for o in body.options) != 1:
        raise GraphError(f"the choice {quiz.id!r} has no right option")
    for turn in range(REDRAWS):
        numbers = numbers_for(quiz, lesson_graph, seed + turn * 1_000_003 if seed else 0)
        texts = [plain(fill(option.text, numbers)) for option in body.options]
        if not _twins(texts) or not (quiz.varied and seed):
            break
    kept = _without_twins(body, texts)
    order = in_natural_order(Draws(seed, quiz.id).shuffled(kept) if seed else kept, texts)
    return choice_question(quiz, body, numbers, order, texts, seed)


def in_natural_order(order: list[int], texts: Sequence[str]) -> list[int]:
    """The options as they are shown: whole numbers, and what differs in one only, by their size.

    Shuffled, “3  equation 4” invites to press the wrong key.
    """
    parts = [_COUNTED.fullmatch(texts[i].strip()) for i in order]
    heads = {part[1] for part in parts if part}
    if None in parts or len(heads) > 1:
        return order
    return sorted(order, key=lambda i: int(_COUNTED.fullmatch(texts[i].strip())[2]))  # type: ignore[index]  # all match


def choice_question(
    quiz: Quiz,
    body: ChoiceBody,
    numbers: Pass | None,
    order: list[int],
    texts: list[str],
    seed: int,
) -> Question:
    """The question that shows the options ``order`` of ``body``."""
    shown = [body.options[i] for i in order]
    return Question(
        quiz=quiz,
        seed=seed,
        way="pick",
        prompt=fill(quiz.ask, numbers),
        slots=(Slot("", "option"),),
        options=tuple(_with_true_minus(texts[i]) for i in order),
        bold=tuple(bold(fill(option.text, numbers)) for option in shown),
        numbers=numbers,
        key=Shown(
            right=next(i for i, option in enumerate(shown) if option.right),
            feedback=tuple(plain(fill(option.feedback, numbers)) for option in shown),
            mistakes=tuple(option.mistake for option in shown),
        ),
    )


def _with_true_minus(text: str) -> str:
    """A bare number with the minus sign that all other numbers have."""
    try:
        read_number(text)
    except AnswerError:
        return text
    return text.replace("-", "−")


def same(one: str, other: str) -> bool:
    """Whether two options say the same: the same text, or numbers that could be confused."""
    if one.replace("-", "−").strip() == other.replace("-", "−").strip():
        return True
    if _SHAPE.fullmatch(one) or _SHAPE.fullmatch(other):
        return False
    if any("=" in text.strip()[1:] for text in (one, other)):  # ∂f/∂a = 2 is not ∂f/∂b = 2
        return False
    try:
        return not apart(read_number(one), read_number(other))
    except AnswerError:
        return False


def _twins(texts: list[str]) -> bool:
    return any(same(one, other) for i, one in enumerate(texts) for other in texts[:i])


def _without_twins(body: ChoiceBody, texts: list[str]) -> list[int]:
    """The options that may stand beside each other; the right one always does."""
    kept = [i for i, option in enumerate(body.options) if option.right]
    for i in range(len(texts)):
        if not any(same(texts[i], texts[k]) for k in kept):
            kept.append(i)
    return sorted(kept)


def mark(question: Question, response: Response) -> Verdict:
    """Right or wrong, with what the author says to this option."""
    picked = read_picks(question, response)
    if isinstance(picked, Verdict):
        return picked
    shown = _key(question)
    said = shown.feedback[picked[0]]
    if picked[0] == shown.right:
        return right(question, said or worked_text(question, _reason(question)))
    mistake = shown.mistakes[picked[0]]
    return Verdict(
        correct=False,
        score=0.0,
        slots=(False,),
        feedback=(said or f"“{question.options[picked[0]]}” is not it.",),
        mistakes=(mistake,) if mistake else (),
    )


def _key(question: Question) -> Shown:
    if not isinstance(question.key, Shown):
        raise TypeError(f"{question.quiz.id!r} was not made by this kind")
    return question.key


def hints(question: Question) -> tuple[Spans, ...]:
    """The author's hints; after them, options that can be left out."""
    shown = _key(question)
    wrong = [text for i, text in enumerate(question.options) if i != shown.right]
    made = (
        "Read the question again: which single quantity does it ask for?",
        f"“{wrong[0]}” can be left out." if len(wrong) > 1 else "Try each option in turn.",
        f"“{wrong[-1]}” is not it." if wrong else "Only one is left.",
    )
    return ladder(question, made)


def _reason(question: Question) -> str:
    shown = _key(question)
    return shown.feedback[shown.right] or f"{question.options[shown.right]} is right."


def worked(question: Question) -> Spans:
    """The author's solution, or the right option."""
    return worked_or(question, _reason(question))


def solution(question: Question) -> Response:
    """The right option."""
    return (str(_key(question).right),)


KIND = Kind("choice", parse, make, mark, hints, worked, solution)
