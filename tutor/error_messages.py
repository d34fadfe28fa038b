"""What a learner is told of an error that was raised on purpose."""

from __future__ import annotations

from collections.abc import Iterable
from typing import NamedTuple

PROBLEMS, UNUSABLE = 1, 2
"""Exit statuses: it was understood and has problems; what was typed cannot be used."""
_HELP = "    help: "
INTERRUPTED = 130
"""Exit status after Ctrl+C, as shells have it."""


class Explanation(NamedTuple):
    """Lines for standard error, and the exit status."""

    lines: tuple[str, ...]
    status: int


def complaint(message: object) -> str:
    """One line that says who complains."""
    return f"bptutor: {message}"


def fold(lines: Iterable[str], room: int | None) -> tuple[str, ...]:
    """The lines of messages, broken at blanks where they are wider than ``room`` cells.

    None stands for a pipe or a file: every message stays one line there.
    """
    if not room:
        return tuple(lines)
    from tutor.core.text import wrap_text

    found: list[str] = []
    for line in "\n".join(lines).split("\n"):
        indent = line[: len(line) - len(line.lstrip(" "))]
        if indent and not line.startswith(_HELP):  # a place in a text, and the caret under it
            found.append(line)
        else:
            found += wrap_text(line, room, indent, " " * len(_HELP) if indent else "    ")
    return tuple(found)


def explanation(error: Exception, room: int | None = None) -> Explanation | None:
    """What to say about ``error`` in ``room`` cells; None for a fault of the program."""
    # Imported when something went wrong: the tutor's first frame does not wait for these modules.
    from tutor.core.answers import AnswerError
    from tutor.core.errors import TutorError
    from tutor.graph_arguments import SourceError
    from tutor.launch import TerminalError
    from tutor.library import LibraryError, SourceProblemsError

    if isinstance(error, SourceProblemsError):
        from tutor.problems import problem_lines

        lines = problem_lines(error.name, error.problems, error.text, min(room or 80, 80) - 4)
        return Explanation(fold(lines, room), PROBLEMS)
    message = fold([complaint(error)], room)
    if isinstance(error, (SourceError, LibraryError, AnswerError, TerminalError)):
        return Explanation(message, UNUSABLE)
    return Explanation(message, PROBLEMS) if isinstance(error, TutorError) else None
