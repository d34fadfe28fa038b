"""What a class's answers say, for whoever teaches it: counted, read together, written down."""

from tutor.core.practice.class_report.answers import (
    Answer,
    Question,
    Told,
    Unmarked,
    likeliest,
    tidy_name,
)
from tutor.core.practice.class_report.as_data import report_data
from tutor.core.practice.class_report.as_html import html_page
from tutor.core.practice.class_report.as_text import overview_lines, text_lines
from tutor.core.practice.class_report.from_exports import ItemWords, LearnerExport, learned
from tutor.core.practice.class_report.model import ClassReport, LeftOut, LessonName, Sources
from tutor.core.practice.class_report.report import class_report, tell_marked

__all__ = [
    "Answer", "ClassReport", "ItemWords", "LearnerExport", "LeftOut", "LessonName", "Question",
    "Sources", "Told", "Unmarked", "class_report", "html_page", "learned", "likeliest",
    "overview_lines", "report_data", "tell_marked", "text_lines", "tidy_name",
]  # fmt: skip
