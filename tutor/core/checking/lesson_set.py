"""Lessons that stand beside one another: what only shows when several are read."""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence

from tutor.core.lesson import Lesson, Problem
from tutor.core.practice import quizzes_of
from tutor.core.progress import SKILLS
from tutor.core.reader import Pack, read
from tutor.core.syntax import did_you_mean


def check_together(
    files: Sequence[tuple[str, bytes]],
    known: Iterable[str] = (),
    pack: Pack | None = None,
) -> Mapping[str, tuple[Problem, ...]]:
    """Ids that two lessons share, and needed lessons that are nowhere, by file name.

    ``known`` are ids of lessons elsewhere; a lesson on its own may need what it likes.  Skills that
    the ``pack`` of these lessons says nothing of are found, too, and those of its own that can
    never count as known.  Files with errors of their own are left alone.
    """
    named = {*SKILLS, *(skill.id for skill in pack.skills)} if pack else set[str]()
    lessons = [(name, data, lesson) for name, data in files if (lesson := read(data, name)[0])]
    lonely = _on_one_shape([lesson for _, _, lesson in lessons], pack)
    ids = {*known, *(lesson.id for _, _, lesson in lessons)}
    found: dict[str, tuple[Problem, ...]] = {}
    first: dict[str, str] = {}
    for name, data, lesson in lessons:
        missing = [one for one in lesson.needs if one not in ids] if len(lessons) > 1 else []
        problems = [_needed(data, one, ids) for one in missing]
        if pack is not None:
            problems += [_unnamed(data, one) for one in lesson.skills if one not in named]
            problems += [_lonely(data, one) for one in lesson.skills if one in lonely]
        earlier = first.setdefault(lesson.id, name)
        if earlier != name:
            problems.append(_twice(data, lesson, earlier))
        if problems:
            found[name] = tuple(problems)
    return found


def _on_one_shape(lessons: Iterable[Lesson], pack: Pack | None) -> set[str]:
    """The skills of a pack that all of its questions ask on graphs of one shape.

    A skill counts as known once it was shown on graphs of two shapes; a question without a graph is
    one of its own (``Mastery.confirmed``).
    """
    shapes: dict[str, set[str]] = {skill.id: set() for skill in pack.skills} if pack else {}
    for lesson in lessons:
        for quiz in quizzes_of(lesson):
            graph = lesson.graphs.get(quiz.graph)
            for skill in shapes.keys() & {*quiz.skills}:
                shapes[skill].add(graph.graph.shape if graph else quiz.id)
    return {skill for skill, found in shapes.items() if len(found) == 1}


def _lonely(data: bytes, skill: str) -> Problem:
    line, column = _place(data, "skills", skill)
    what = f"the skill {skill!r} is asked on graphs of one shape only, so it never counts as known"
    return Problem(line, column, what, "ask for it on a graph of another shape, too", "hint")


def _twice(data: bytes, lesson: Lesson, earlier: str) -> Problem:
    line, column = _place(data, "id", lesson.id)
    what = f"another lesson has the id {lesson.id!r}: {earlier}"
    return Problem(line, column, what, "a learner's progress is kept under the id: change one")


def _unnamed(data: bytes, skill: str) -> Problem:
    line, column = _place(data, "skills", skill)
    what = f"nothing says what the skill {skill!r} is: it will not be reviewed"
    return Problem(line, column, what, f"in pack.md write 'skill {skill}: what it is'", "warning")


def _needed(data: bytes, id_: str, ids: Iterable[str]) -> Problem:
    line, column = _place(data, "needs", id_)
    what = f"no lesson with the id {id_!r} is known here"
    return Problem(line, column, what, did_you_mean(id_, sorted(ids)), "warning")


def _place(data: bytes, key: str, word: str) -> tuple[int, int]:
    """Where ``word`` stands in the front matter's field ``key``."""
    lines = data.decode("utf-8", "replace").splitlines()
    inside = False
    for number, line in enumerate(lines, 1):
        inside = line.startswith(f"{key}:") or (inside and line.startswith(" "))
        if inside and word in line:
            return number, line.index(word, len(key) + 1 if line.startswith(key) else 0) + 1
    return 1, 1
