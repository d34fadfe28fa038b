"""How problems in lesson files and graph statements are printed."""

from __future__ import annotations

import json
from collections.abc import Callable, Iterable, Iterator, Sequence
from pathlib import Path

from tutor.core.checking import check, check_together
from tutor.core.lesson import Problem
from tutor.core.progress import naming_skills
from tutor.core.reader import read
from tutor.core.text import plural, safe
from tutor.core.typed import point_at_place
from tutor.library import PACK, Folder, LibraryError, built_in, lessons_at

FileProblems = tuple[str, tuple[Problem, ...]]
"""A file's name and its problems."""


def problem_lines(
    name: str, problems: Iterable[Problem], text: str = "", most: int = 76
) -> Iterator[str]:
    """``file:line:column: error: what``, the place in ``text`` if given, and what to do.

    The line with the place has ``most`` cells.
    """
    for problem in problems:
        place = f"{safe(name)}:{problem.line}:{problem.column}"
        yield f"{place}: {problem.severity}: {safe(problem.message)}"
        if text:
            yield from (f"    {line}" for line in point_at_place(text, problem, most))
        if problem.help:
            yield f"    help: {safe(problem.help)}"


def problem_data(name: str, problem: Problem) -> dict[str, str | int]:
    """One problem for editors and CI."""
    return {
        "file": name,
        "line": problem.line,
        "column": problem.column,
        "severity": problem.severity,
        "message": problem.message,
        "help": problem.help,
    }


def is_pack(name: str) -> bool:
    """Whether a file of this name is a pack's list."""
    return name.replace("\\", "/").rpartition("/")[2] == PACK


def problems_as_json(found: Iterable[tuple[str, tuple[Problem, ...]]]) -> str:
    """All problems of all files as one JSON list."""
    rows = [problem_data(name, problem) for name, problems in found for problem in problems]
    return json.dumps(rows, ensure_ascii=False, indent=2)


def check_paths(
    paths: Sequence[str], *, as_json: bool, now: Callable[[str], None] = lambda _line: None
) -> tuple[list[str], int]:
    """The lines to print about these files and folders (none: the built-in lessons).

    ``now`` is told where the check stands, ``3 of 40: FILE``, before each lesson.

    The exit status is 2 when a lesson of a folder could not be read, else 1 when there is a problem
    of any kind, 0 when all is well or there are hints alone.  Raises LibraryError for a path that
    cannot be read, or that holds no lesson.
    """
    folders = [_folder(path) for path in paths] or [Folder(built_in())]
    count = sum(len(folder.lessons) for folder in folders)
    stands = (f"{at} of {count}" for at in range(1, count + 1))
    checked = [
        file
        for folder in folders
        for file in _problems(folder, lambda name: now(f"{next(stands)}: {name}"))
    ]
    unread = any(skip.unread for folder in folders for skip in folder.skipped)
    status = 2 if unread else 1 if any(map(_wrong, checked)) else 0
    if as_json:
        return [problems_as_json(checked)], status
    lines = [line for name, problems in checked for line in problem_lines(name, problems)]
    left_out = [line for folder in folders for line in _left_out(folder)]
    return [*lines, *left_out, summary_line(checked)], status


def _wrong(file: FileProblems) -> bool:
    """Whether more than hints is to be said of a file."""
    return any(problem.severity != "hint" for problem in file[1])


def _left_out(folder: Folder) -> Iterator[str]:
    return (f"{skip.name}: not checked: {skip.reason}" for skip in folder.skipped)


def _problems(folder: Folder, now: Callable[[str], None]) -> Iterator[FileProblems]:
    """The problems of the pack, then those of every lesson by itself and among the others."""
    if folder.pack is not None:
        yield folder.pack.name, folder.pack_problems
    files = [(file.name, file.data) for file in folder.lessons]
    among = check_together(files, known_ids(), folder.said)
    for file in folder.lessons:
        now(file.name)
        with naming_skills(folder.said.skills if folder.said else ()):
            own = check(file.data, file.name)
        yield file.name, tuple(sorted((*own, *among.get(file.name, ()))))


def known_ids() -> frozenset[str]:
    """The ids of the built-in lessons, which any lesson may need."""
    lessons = (read(file.data, file.name)[0] for file in built_in())
    return frozenset(lesson.id for lesson in lessons if lesson is not None)


def _folder(path: str) -> Folder:
    given = Path(path)
    if given.suffix.lower() == ".zip" and given.is_file():
        from tutor.zipped import lessons_in

        return lessons_in(given)
    folder = lessons_at(given.parent if given.name == PACK and given.is_file() else given)
    if not folder.lessons and not folder.pack_problems:
        said = f"{safe(path)} holds no lesson: a lesson's name is like 05-name.md"
        raise LibraryError("\n".join((said, *_left_out(folder))))
    return folder


def summary_line(found: Sequence[FileProblems]) -> str:
    """``2 lessons, 1 error, 3 warnings``; with a pack among them, files."""
    severities = [problem.severity for _, problems in found for problem in problems]
    counts = [
        (len(found), "file" if any(is_pack(name) for name, _ in found) else "lesson"),
        (severities.count("error"), "error"),
        (severities.count("warning"), "warning"),
        *([(severities.count("hint"), "hint")] if "hint" in severities else []),
    ]
    return ", ".join(plural(count, word) for count, word in counts)
