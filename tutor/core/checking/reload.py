"""A lesson while its author changes it: the last good version, what is wrong with the newest, and
where the learner is in it.

A version with errors is told but not shown; the screen keeps the last one that could be read.  A
place is carried over by the page's title and the activity's id, so a page that was moved or put in
front does not move the reader.
"""

from __future__ import annotations

from dataclasses import dataclass, replace

from tutor.core.checking.lesson_file import check
from tutor.core.lesson import Lesson, Problem
from tutor.core.reader import read
from tutor.core.session import State, activity_of, page_of, resume


@dataclass(frozen=True)
class Watched:
    """The last version that could be read (None before there was one), and the newest problems."""

    lesson: Lesson | None = None
    problems: tuple[Problem, ...] = ()

    @property
    def is_current(self) -> bool:
        """Whether ``lesson`` is the newest version."""
        return self.lesson is not None and not any(p.severity == "error" for p in self.problems)


def reload(watched: Watched, data: bytes, name: str) -> Watched:
    """The same after the file was saved as ``data``."""
    lesson, _ = read(data, name)
    return Watched(lesson or watched.lesson, check(data, name))


def carry_over(old: Lesson, new: Lesson, state: State) -> State:
    """The learner of ``old`` at the same page, activity, step and seed of ``new``."""
    page = _page(old, new, state)
    item = _item(old, new, state, page)
    return resume(new, replace(state, page=page, item=item, notice=""))


def _page(old: Lesson, new: Lesson, state: State) -> int:
    """The page of the same title that is closest; the same number when there is none."""
    here = page_of(old, state)
    if here is None:
        return len(new.pages)
    same = [i for i, page in enumerate(new.pages) if page.title == here.title]
    return min(same, key=lambda i: abs(i - state.page)) if same else state.page


def _item(old: Lesson, new: Lesson, state: State, page: int) -> int:
    """The activity of the same id; the same number when there is none."""
    activity = activity_of(old, state)
    activities = new.pages[page].activities if page < len(new.pages) else ()
    ids = [one.id for one in activities]
    return ids.index(activity.id) if activity and activity.id in ids else state.item


def summary(watched: Watched, name: str) -> str:
    """One line about the newest version, for a notice."""
    errors = [p for p in watched.problems if p.severity == "error"]
    if errors:
        first = errors[0]
        more = f" ({len(errors)} errors)" if len(errors) > 1 else ""
        kept = "" if watched.lesson is None else "; the last good version is shown"
        return f"{name}:{first.line}:{first.column}: {first.message}{more}{kept}"
    if watched.problems:
        first = min(watched.problems, key=lambda problem: problem.severity == "hint")
        return f"{name}:{first.line}:{first.column}: {first.severity}: {first.message}"
    return f"{name}: no problems"
