"""Open the tutor: the store, the lessons, the screen, put together."""

from __future__ import annotations

import os
import sys
from collections.abc import Mapping
from typing import TextIO


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
