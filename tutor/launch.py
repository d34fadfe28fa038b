"""Open the tutor: the store, the lessons, the screen, put together."""

from __future__ import annotations

import os
import random
import sys
from collections.abc import Mapping
from typing import TextIO

from tutor.core.lesson import Lesson
from tutor.core.lesson_format import read
from tutor.library import LessonFile, built_in, find
from tutor.locations import progress_file
from tutor.recorder import Recorder
from tutor.sources import SourceProblemsError
from tutor.store import open_store
from tutor.store.store import utc_now
from tutor.ui.ports import Shelf


def terminal_problem(stdin: TextIO, stdout: TextIO, environment: Mapping[str, str]) -> str:
    """Why the tutor cannot be drawn here, "" when it can."""
    if not (stdin.isatty() and stdout.isatty()):
        return "the tutor needs a terminal to draw in: its input and output must not be redirected"
    if environment.get("TERM", "") in ("", "dumb"):
        return "this terminal cannot be drawn in (TERM is dumb or not set)"
    return ""


def check_terminal() -> str:
    """``terminal_problem`` of this process."""
    return terminal_problem(sys.stdin, sys.stdout, os.environ)


def shelve(word: str | None) -> tuple[Shelf, Lesson | None]:
    """The built-in lessons, and the lesson called ``word``.

    Raises LibraryError when there is no such lesson, SourceProblemsError when it has problems.
    """
    named = _read(find(word)) if word else None
    return Shelf(tuple((str(file.number), _read(file)) for file in built_in())), named


def launch(shelf: Shelf, named: Lesson | None) -> int:
    """Open the tutor in ``named``, or where the learner left off; the exit status."""
    with open_store(progress_file(os.environ)) as store:
        record = Recorder(store, utc_now)
        return _run(shelf, record, named or _left_off(record, shelf))


def _read(file: LessonFile) -> Lesson:
    lesson, problems = read(file.data, file.name)
    if lesson is None:
        raise SourceProblemsError(file.name, problems)
    return lesson


def _left_off(record: Recorder, shelf: Shelf) -> Lesson | None:
    """The lesson that the learner was in, if it is not finished."""
    progress = record.progress()
    last = progress.lessons.get(progress.recent)
    if last is None or last.finished is not None:
        return None
    return next((lesson for _, lesson in shelf.lessons if lesson.id == progress.recent), None)


def _run(shelf: Shelf, record: Recorder, first: Lesson | None) -> int:
    from tutor.ui.app import TutorApp

    app = TutorApp(shelf, record, lambda: random.SystemRandom().randrange(1, 2**31), first)
    app.run()
    return app.return_code or 0
