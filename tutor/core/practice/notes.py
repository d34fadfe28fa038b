"""The learner's notes as Markdown: what was asked, what was answered, and why it is so."""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from datetime import date, tzinfo
from functools import cache

from tutor.core import questions as quizzes
from tutor.core.lesson import Lesson
from tutor.core.misconceptions import name_of
from tutor.core.practice.account import Account, LessonAccount
from tutor.core.practice.needs import needs
from tutor.core.practice.stored_question import question_of
from tutor.core.progress import Answered, Standing, day_of, meaning
from tutor.core.questions import Question, plain, response_words
from tutor.core.text import plural, safe

LISTED, LEAST = 2000, 3
"""Tries that are told one by one, in all and of one question: each is put together anew."""


def notes(account: Account, lessons: Sequence[Lesson], answers: Sequence[Answered]) -> str:
    """The whole file; ``answers`` are those that count, in order."""
    by_lesson: dict[str, dict[str, list[Answered]]] = {}
    for answer in answers:
        by_lesson.setdefault(answer.lesson, {}).setdefault(answer.item, []).append(answer)
    most = max(LEAST, LISTED // (sum(map(len, by_lesson.values())) or 1))
    known = {lesson.id: lesson for lesson in lessons}
    lines = ["# My notes on backpropagation", ""]
    for row in account.lessons:
        own = by_lesson.get(row.id, {})
        if own or row.finished:
            lines += _lesson(row, own, known.get(row.id), most, account.zone)
    lines += _skills(account)
    lines += certificate(account)
    return "\n".join(lines).rstrip() + "\n"


def _lesson(
    row: LessonAccount,
    own: Mapping[str, Sequence[Answered]],
    lesson: Lesson | None,
    most: int,
    zone: tzinfo,
) -> Iterator[str]:
    yield f"## {_text(row.title)}"
    yield ""
    if row.covers:
        yield f"Covers {_text(', '.join(row.covers))}."
        yield ""
    for item, tries in own.items():
        yield from _item(item, tries, lesson, most, zone)


def _item(
    item: str, tries: Sequence[Answered], lesson: Lesson | None, most: int, zone: tzinfo
) -> Iterator[str]:
    asked = cache(lambda seed: question_of(lesson, item, seed) if lesson else None)
    last = tries[-1]
    question = asked(last.seed)
    yield f"**{_text(plain(question.prompt) if question else item)}**"
    yield ""
    if earlier := tries[:-most]:
        right = sum(answer.correct for answer in earlier)
        yield (
            f"{plural(len(earlier), 'answer')} before these, the first of "
            f"{day_of(earlier[0].at, zone)}, {right} right: `bptutor export --format csv` has each."
        )
        yield ""
    for number, answer in enumerate(tries[-most:], 1 + len(earlier)):
        yield f"{number}. {_try(answer, asked(answer.seed), zone)}"
    yield ""
    if question is not None and (last.correct or last.hints_used >= 3):
        yield f"Why: {_text(plain(quizzes.worked(question)))}"
        yield ""


def _try(answer: Answered, question: Question | None, zone: tzinfo) -> str:
    words = response_words(question, answer.response) if question else answer.response
    given = ", ".join(f"`{_code(text)}`" for text in words)
    if not answer.is_marked:
        return f"{day_of(answer.at, zone)}: {_text(' '.join(answer.response))}"
    mark = "right" if answer.correct else "not right"
    line = f"{day_of(answer.at, zone)}: {given}, {mark}"
    if answer.hints_used:
        line += f", after {plural(answer.hints_used, 'hint')}"
    if question is not None and not answer.correct:
        feedback = quizzes.mark(question, answer.response).feedback
        line += f". {_text(feedback[0])}" if feedback else ""
    elif answer.mistakes:
        line += f": {_text(name_of(answer.mistakes[0]))}"
    return line if line.endswith((".", "?")) else line + "."


def _skills(account: Account) -> Iterator[str]:
    seen = [one for one in account.skills if one.seen]
    if not seen:
        return
    yield "## Skills"
    yield ""
    yield "| skill | known | first tries right |"
    yield "|---|---|---:|"
    for one in seen:
        name = _text(meaning(one.skill)).replace("|", "\\|")
        yield f"| {name} | {_known(one)} | {one.right} of {one.seen} |"
    yield ""


def _known(one: Standing) -> str:
    """``on 3 March 2026, due 12 March 2026``, or what still has to happen."""
    if one.state in ("known", "due") and one.shown and one.due:
        return f"on {_date(one.shown)}, due {_date(one.due)}"
    return f"not yet: {needs(one)}"


def _date(day: date) -> str:
    """``3 March 2026``."""
    return f"{day.day} {day:%B %Y}"


def certificate(account: Account) -> Iterator[str]:
    """What of the lecture note is covered, and whether all of it is, with every skill mastered."""
    if not account.covered:
        return
    yield "## Certificate of coverage"
    yield ""
    yield f"{len(account.covered)} of {len(account.coverable)} parts of the note are covered: " + (
        f"{_text(', '.join(account.covered))}."
    )
    yield ""
    mastered = sum(one.mastered for one in account.certified)
    yield f"{mastered} of {len(account.certified)} skills are known and not due for review."
    yield ""
    if account.complete:
        first = min(one.due for one in account.certified if one.due)
        yield f"Everything is covered, and every skill is known until {_date(first)}. Well done."
        yield ""


def _text(text: str) -> str:
    """A text in Markdown: visible characters only, and nothing of it is markup."""
    shown = safe(text.replace("\n", " "))
    for mark in "\\`*_[]<>#":
        shown = shown.replace(mark, f"\\{mark}")
    return shown


def _code(text: str) -> str:
    """A text between backticks."""
    return safe(text.replace("\n", " ")).replace("`", "ˋ") or " "
