"""``python -m tutor`` and the script ``bptutor``."""

from __future__ import annotations

import os
import sys
from typing import NoReturn

from tutor import COMPLETING
from tutor.printing import print_in, set_encoding, signs_of_terminal

INTERRUPTED = 130
"""Exit status after Ctrl+C, as shells have it."""


def main() -> None:
    """Run the command line; a fault of our own ends in a message and a report."""
    set_encoding()
    print_in(signs_of_terminal(os.environ))
    try:
        if len(sys.argv) > 1 or COMPLETING in os.environ:
            from tutor.cli import main as command_line

            command_line()
        else:
            _open()
    except KeyboardInterrupt:  # before the tutor had the terminal; it takes Ctrl+C as a key
        raise SystemExit(INTERRUPTED) from None
    except Exception as error:  # noqa: BLE001 - the last resort, and it is reported
        from tutor.crash import FAULT
        from tutor.launch import fault_reporter

        print(fault_reporter()(error), file=sys.stderr)
        raise SystemExit(FAULT) from None


def _open() -> NoReturn:
    """The tutor where the learner left off: no word was typed, so nothing waits for click."""
    from tutor.launch import open_tutor

    try:
        status = open_tutor()
    except Exception as error:
        from tutor.explaining import explanation

        found = explanation(error)
        if found is None:
            raise
        print(*found.lines, sep="\n", file=sys.stderr)
        status = found.status
    raise SystemExit(status)


if __name__ == "__main__":
    main()
