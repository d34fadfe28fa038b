"""Lessons as data."""

from tutor.core.lesson.model import (
    FREE,
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
    Terms,
    Vary,
    Wrong,
)

__all__ = [
    "FREE", "Activity", "AskAt", "Block", "Body", "Card", "Figure",
    "InDescent", "Lesson", "LessonGraph", "Page", "Place", "Plan", "Problem", "Prose",
    "ProseKind", "Quiz", "Require", "Severity", "Span", "SpanStyle", "Spans", "Steps",
    "StepsMode", "Terms", "Vary", "Wrong",
]  # fmt: skip
