"""Lessons as data: what one is, its header, and the catalogue of those that are there."""

from tutor.core.lesson.catalogue import Catalogue, Entry, share
from tutor.core.lesson.header import SIZE, Header, header_of
from tutor.core.lesson.model import (
    Activity,
    AskAt,
    Block,
    Body,
    Card,
    Figure,
    InDescent,
    Lesson,
    LessonGraph,
    Page,
    Place,
    Plan,
    Problem,
    Prose,
    ProseKind,
    Quiz,
    Require,
    Severity,
    Span,
    Spans,
    SpanStyle,
    Steps,
    StepsMode,
    Vary,
    Wrong,
)

__all__ = [
    "SIZE", "Activity", "AskAt", "Block", "Body", "Card", "Catalogue", "Entry", "Figure",
    "Header", "InDescent", "Lesson", "LessonGraph", "Page", "Place", "Plan", "Problem", "Prose",
    "ProseKind", "Quiz", "Require", "Severity", "Span", "SpanStyle", "Spans", "Steps",
    "StepsMode", "Vary", "Wrong", "header_of", "share",
]  # fmt: skip
