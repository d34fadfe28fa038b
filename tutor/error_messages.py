"""What a learner is told of an error that was raised on purpose."""

from __future__ import annotations

from typing import NamedTuple

PROBLEMS, UNUSABLE = 1, 2
"""Exit statuses: it was understood and has problems; what was typed cannot be used."""
INTERRUPTED = 130
"""Exit status after Ctrl+C, as shells have it."""


class Explanation(NamedTuple):
    """Lines for standard error, and the exit status."""

    lines: tuple[str, ...]
    status: int


def complaint(message: object) -> str:
    """One line that says who complains."""
    return f"bptutor: {message}"


def explanation(error: Exception) -> Explanation | None:
    """What to say about ``error``; None for a fault of the program."""
    # Imported when something went wrong: the tutor's first frame does not wait for these modules.
    from tutor.core.answers import AnswerError
    from tutor.core.errors import TutorError
    from tutor.graph_arguments import SourceError
    from tutor.launch import TerminalError
    from tutor.library import LibraryError, SourceProblemsError

    if isinstance(error, SourceProblemsError):
        from tutor.problems import problem_lines

        return Explanation(tuple(problem_lines(error.name, error.problems, error.text)), PROBLEMS)
    message = (complaint(error),)
    if isinstance(error, (SourceError, LibraryError, AnswerError, TerminalError)):
        return Explanation(message, UNUSABLE)
    return Explanation(message, PROBLEMS) if isinstance(error, TutorError) else None
