"""``python -m tutor`` and the script ``bptutor``."""

from __future__ import annotations

import io
import sys


def main() -> None:
    """Run the command line; a fault of our own ends in a message and a report."""
    from tutor.cli import main as command_line

    _write_utf8()
    try:
        command_line()
    except Exception as error:  # noqa: BLE001 - the last resort, and it is reported
        from tutor.crash import FAULT
        from tutor.launch import fault_reporter

        print(fault_reporter()(error), file=sys.stderr)
        raise SystemExit(FAULT) from None


def _write_utf8() -> None:
    """∂ and ─ are in no older encoding, and terminals read UTF-8 whatever the locale says."""
    for stream in (sys.stdout, sys.stderr):
        if isinstance(stream, io.TextIOWrapper):
            stream.reconfigure(encoding="utf-8", errors="backslashreplace")


if __name__ == "__main__":
    main()
