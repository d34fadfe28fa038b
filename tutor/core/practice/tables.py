"""An account as JSON data and as CSV tables: answers, skills, mistakes, lessons."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Mapping
from datetime import datetime
from types import MappingProxyType

from tutor.core.misconceptions import name_of
from tutor.core.practice.account import Account
from tutor.core.progress import Answered, former_name, meaning
from tutor.core.text import CellValue, csv_text

Table = tuple[tuple[str, ...], list[tuple[CellValue, ...]]]


def _when(at: datetime | None) -> str | None:
    return at.isoformat() if at else None


def _marked(answer: Answered) -> tuple[CellValue, CellValue]:
    """Whether it is right, and what it scores; nothing where it is not marked."""
    return (answer.correct, round(answer.score, 4)) if answer.is_marked else (None, None)


def answers_as_csv(answers: Iterable[Answered]) -> str:
    """The table of answers as CSV."""
    columns = (
        "at", "lesson", "item", "kind", "seed", "response", "correct", "score", "mistakes",
        "skills", "tries_before", "hints_used", "seconds",
    )  # fmt: skip
    rows: list[tuple[CellValue, ...]] = [
        (
            _when(answer.at), answer.lesson, answer.item, answer.quiz_kind, answer.seed,
            " | ".join(answer.response), *_marked(answer),
            " ".join(answer.mistakes), " ".join(answer.skills),
            answer.tries_before, answer.hints_used, round(answer.seconds, 1),
        )
        for answer in answers
    ]  # fmt: skip
    return csv_text([columns, *rows])


def _skills(account: Account) -> Table:
    due = {one.skill: one.due for one in account.reviews}
    rows: list[tuple[CellValue, ...]] = [
        (
            one.skill, former_name(one.skill), meaning(one.skill), round(one.chance, 4),
            one.mastered, one.seen, one.right, round(account.seconds.get(one.skill, 0.0), 1),
            _when(one.last), _when(due.get(one.skill)),
        )
        for one in account.skills
    ]  # fmt: skip
    columns = (
        "skill", "former_name", "meaning", "chance", "mastered", "first_tries", "right", "seconds",
        "last", "due",
    )  # fmt: skip
    return columns, rows


def _mistakes(account: Account) -> Table:
    rows: list[tuple[CellValue, ...]] = [
        (one.id, name_of(one.id), one.count, _when(one.last)) for one in account.mistakes
    ]
    return ("mistake", "meaning", "count", "last"), rows


def _lessons(account: Account) -> Table:
    rows: list[tuple[CellValue, ...]] = [
        (
            row.id, row.title, row.solved, row.questions, round(row.score, 4), row.tries,
            round(row.seconds, 1), _when(row.finished),
        )
        for row in account.lessons
    ]  # fmt: skip
    columns = ("lesson", "title", "solved", "questions", "score", "tries", "seconds", "finished")
    return columns, rows


TABLES: Mapping[str, Callable[[Account], Table]] = MappingProxyType(
    {"skills": _skills, "mistakes": _mistakes, "lessons": _lessons}
)

ANSWERS = "answers"
"""The table that is made of the answers themselves."""


def as_csv(account: Account, table: str) -> str:
    """One table of an account as CSV."""
    columns, rows = TABLES[table](account)
    return csv_text([columns, *rows])


def as_data(account: Account) -> dict[str, list[dict[str, CellValue]]]:
    """The tables that sum up, for JSON (the answers are among the events)."""
    data = {}
    for name, table in TABLES.items():
        columns, rows = table(account)
        data[name] = [dict(zip(columns, row, strict=True)) for row in rows]
    return data
