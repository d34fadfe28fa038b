"""Which widget takes the answer to a question."""

from __future__ import annotations

from tutor.core.questions import Question
from tutor.ui.widgets.blanks import Blanks
from tutor.ui.widgets.options import Options


def answer_widget(question: Question) -> Blanks | Options:
    """The widget for a question's way of answering."""
    return Blanks(question) if question.way in ("blanks", "grid") else Options(question)
