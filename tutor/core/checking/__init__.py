"""What is wrong with a lesson: its file, its questions as they are met, a set of lessons."""

from tutor.core.checking.lesson_file import check
from tutor.core.checking.lesson_set import check_together
from tutor.core.checking.markdown import render
from tutor.core.checking.reload import Watched, carry_over, reload, summary

__all__ = ["Watched", "carry_over", "check", "check_together", "reload", "render", "summary"]
