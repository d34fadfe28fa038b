"""What a class's answers say, for whoever teaches it: counted, read together, written down."""

from tutor.core.practice.class_report.answers import Answer, Question, Unmarked, likeliest
from tutor.core.practice.class_report.as_data import report_data
from tutor.core.practice.class_report.as_html import html_page
from tutor.core.practice.class_report.as_text import overview_lines, text_lines
from tutor.core.practice.class_report.model import ClassReport, LessonName
from tutor.core.practice.class_report.report import class_report

__all__ = [
    "Answer", "ClassReport", "LessonName", "Question", "Unmarked", "class_report", "html_page",
    "likeliest", "overview_lines", "report_data", "text_lines",
]  # fmt: skip
