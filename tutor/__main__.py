"""``python -m tutor`` and the script ``bptutor``."""

from __future__ import annotations

import errno
import os
import sys
from collections import namedtuple
from importlib.machinery import PathFinder
from pathlib import Path
from typing import NoReturn

from tutor import COMPLETING
from tutor.error_messages import INTERRUPTED

CUT_SHORT = 1
"""Exit status when not all could be printed."""

UNUSABLE = 2
"""Exit status when the program cannot be used as it was called."""

NO_MORE = (errno.ENOSPC, errno.EDQUOT, errno.EFBIG, errno.EPIPE, errno.EIO)
"""What an output says that takes no more: a full disk, a pipe that nobody reads."""


def main() -> None:
    """Run the command line; a fault of our own ends in a message and a report."""
    try:
        status = _run_printing()
    except KeyboardInterrupt:  # before the tutor had the terminal; it takes Ctrl+C as a key
        status = INTERRUPTED
    if status == INTERRUPTED:
        # Python notes where Ctrl+C came through code that a module makes as it is imported, and
        # would end itself by the signal in spite of the status.  To make some takes the note back.
        namedtuple("Made", "nothing")
    raise SystemExit(status)


def _run_printing() -> str | int | None:
    """Do what was asked, in what the output can show; the exit status."""

    from tutor.printing import print_in, set_encoding, signs_of_terminal

    _open_what_is_closed()
    set_encoding()
    print_in(signs_of_terminal(os.environ))
    if hiding := _engine_of_another():
        from tutor.core.text import safe

        print(
            f"bptutor: {safe(str(hiding))} hides the engine of this program, for python -m looks "
            "into the working folder first; start it as bptutor, or in another folder, or give "
            "that file another name",
            file=sys.stderr,
        )
        raise SystemExit(UNUSABLE)
    try:
        status = _run()
        sys.stdout.flush()
    except OSError as error:
        status = CUT_SHORT
        os.dup2(os.open(os.devnull, os.O_WRONLY), 1)  # or Python tries once more, and complains
        if not isinstance(error, BrokenPipeError):
            print(f"bptutor: not all could be printed: {error.strerror}", file=sys.stderr)
    return status


def _engine_of_another() -> Path | None:
    """The file or folder called ``engine`` that Python would import instead of ours, if any."""
    found = PathFinder.find_spec("engine")
    if found is None or not found.origin:
        return None
    origin = Path(found.origin)
    ours = Path(__file__).parent.parent / "engine" / "__init__.py"
    return None if origin.resolve() == ours.resolve() else origin


def _run() -> str | int | None:
    """Do what was asked; the exit status.  Raises OSError where the output takes no more."""
    try:
        if len(sys.argv) > 1 or COMPLETING in os.environ:
            from tutor.cli import main as command_line

            command_line()
        else:
            _open()
    except SystemExit as ended:
        return ended.code
    except Exception as error:
        if isinstance(error, OSError) and error.errno in NO_MORE and error.filename is None:
            raise
        from tutor.crash import FAULT
        from tutor.launch import fault_reporter

        print(fault_reporter()(error), file=sys.stderr)
        return FAULT
    return 0


def _open_what_is_closed() -> None:
    """Give a program that was started with closed streams the empty device instead."""
    for name, mode in (("stdin", "r"), ("stdout", "w"), ("stderr", "w")):
        if getattr(sys, name) is None:
            setattr(sys, name, Path(os.devnull).open(mode, encoding="utf-8"))  # noqa: SIM115 - for good


def _open() -> NoReturn:
    """The tutor where the learner left off: no word was typed, so nothing waits for click."""
    from tutor.gc_tuning import pause_gc

    pause_gc()
    from tutor.launch import open_tutor

    try:
        status = open_tutor()
    except Exception as error:
        from tutor.error_messages import explanation

        found = explanation(error)
        if found is None:
            raise
        print(*found.lines, sep="\n", file=sys.stderr)
        status = found.status
    raise SystemExit(status)


if __name__ == "__main__":
    main()
