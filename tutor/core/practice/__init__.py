"""Outside the lessons: review, tests, the sandbox, own graphs, and what is said of progress."""

from tutor.core.practice import sandbox
from tutor.core.practice.account import Account, account_of
from tutor.core.practice.afterword import afterword
from tutor.core.practice.items import (
    WORKED,
    Item,
    for_review,
    marked,
    of_lesson,
    on_graph,
    on_weakest,
)
from tutor.core.practice.marking import Mark, mark_typed
from tutor.core.practice.notes import notes
from tutor.core.practice.own_graph import lesson_text, practice_lesson
from tutor.core.practice.review_lesson import review_lesson
from tutor.core.practice.sandbox import Sandbox, holds
from tutor.core.practice.sandbox_memory import Kept, decoded, encoded, remembered
from tutor.core.practice.sharing import Setting, picture_rows, setting
from tutor.core.practice.status import status_data, status_lines
from tutor.core.practice.tables import TABLES, as_csv, as_data, csv_text
from tutor.core.practice.test_out import Proof
from tutor.core.practice.typed import Typed, pointed, read_typed

__all__ = [
    "TABLES",
    "WORKED",
    "Account",
    "Item",
    "Kept",
    "Mark",
    "Proof",
    "Sandbox",
    "Setting",
    "Typed",
    "account_of",
    "afterword",
    "as_csv",
    "as_data",
    "csv_text",
    "decoded",
    "encoded",
    "for_review",
    "holds",
    "lesson_text",
    "mark_typed",
    "marked",
    "notes",
    "of_lesson",
    "on_graph",
    "on_weakest",
    "picture_rows",
    "pointed",
    "practice_lesson",
    "read_typed",
    "remembered",
    "review_lesson",
    "sandbox",
    "setting",
    "status_data",
    "status_lines",
]
