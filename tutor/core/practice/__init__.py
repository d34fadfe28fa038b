"""Outside the lessons: review, tests, the sandbox, own graphs, and what is said of progress."""

from tutor.core.practice import sandbox
from tutor.core.practice.account import Account, account_of
from tutor.core.practice.afterword import afterword, changes
from tutor.core.practice.due import due_items
from tutor.core.practice.example_lesson import example_lesson
from tutor.core.practice.first_minute import FirstMinute, promises
from tutor.core.practice.items import (
    PracticeItem,
    answer_number,
    askable,
    give_hint,
    graph_items,
    lesson_items,
    mark_answer,
    met_so_far,
    quizzes_of,
    review_items,
    weakest_items,
)
from tutor.core.practice.marking import Leaves, Mark, Marker, mark_typed
from tutor.core.practice.notes import notes
from tutor.core.practice.own_graph import lesson_text, practice_lesson
from tutor.core.practice.page_rows import PageSetting, page_setting, picture_rows
from tutor.core.practice.review_lesson import review_lesson
from tutor.core.practice.sandbox import Sandbox, holds
from tutor.core.practice.sandbox_memory import Kept, decode_graphs, encode_graphs, remember_graph
from tutor.core.practice.skill_map import (
    about_skill,
    next_skill,
    next_step,
    skill_boxes,
    skill_states,
)
from tutor.core.practice.status import status_data, status_lines, when_of
from tutor.core.practice.tables import ANSWERS, TABLES, answers_as_csv, as_csv, as_data
from tutor.core.practice.test_out import MasteryTest
from tutor.core.practice.warm_up import (
    warm_up_items,
    warm_up_key,
    warm_up_lesson,
    warm_up_rules,
)
from tutor.core.progress import PRACTICE

__all__ = [
    "ANSWERS",
    "PRACTICE",
    "TABLES",
    "Account",
    "FirstMinute",
    "Kept",
    "Leaves",
    "Mark",
    "Marker",
    "MasteryTest",
    "PageSetting",
    "PracticeItem",
    "Sandbox",
    "about_skill",
    "account_of",
    "afterword",
    "answer_number",
    "answers_as_csv",
    "as_csv",
    "as_data",
    "askable",
    "changes",
    "decode_graphs",
    "due_items",
    "encode_graphs",
    "example_lesson",
    "give_hint",
    "graph_items",
    "holds",
    "lesson_items",
    "lesson_text",
    "mark_answer",
    "mark_typed",
    "met_so_far",
    "next_skill",
    "next_step",
    "notes",
    "page_setting",
    "picture_rows",
    "practice_lesson",
    "promises",
    "quizzes_of",
    "remember_graph",
    "review_items",
    "review_lesson",
    "sandbox",
    "skill_boxes",
    "skill_states",
    "status_data",
    "status_lines",
    "warm_up_items",
    "warm_up_key",
    "warm_up_lesson",
    "warm_up_rules",
    "weakest_items",
    "when_of",
]  # fmt: skip
