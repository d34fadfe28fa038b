"""What is wrong with a lesson: its file, its questions as they are met, a set of lessons."""

from tutor.core.checking.lesson_file import check
from tutor.core.checking.lesson_set import together
from tutor.core.checking.markdown import render
from tutor.core.checking.reload import Watched, carried, reload, summary

__all__ = ["Watched", "carried", "check", "reload", "render", "summary", "together"]
