"""Lessons as data."""

from tutor.core.lesson.model import (
    Activity,
    AskAt,
    Block,
    Body,
    Card,
    Curve,
    Figure,
    GivenCell,
    GivenMatrix,
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
    "Activity", "AskAt", "Block", "Body", "Card", "Curve", "Figure", "GivenCell",
    "GivenMatrix", "InDescent", "Lesson", "LessonGraph", "Page", "Place", "Plan", "Problem",
    "Prose", "ProseKind", "Quiz", "Require", "Severity", "Span", "SpanStyle", "Spans", "Steps",
    "StepsMode", "Vary", "Wrong",
]  # fmt: skip
