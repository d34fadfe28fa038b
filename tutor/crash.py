"""What is left behind when the program itself is at fault: a short message and a report file.

The report says where it happened, never what the learner typed: values of variables and the text of
the error are left out.
"""

from __future__ import annotations

import platform
import traceback
from collections.abc import Callable
from datetime import datetime
from importlib.metadata import PackageNotFoundError, version
from pathlib import Path

FAULT = 1
"""Exit status after a fault of the program itself."""

PACKAGES = ("bptutor", "textual", "rich", "click", "lark", "fsrs")


def report_text(error: BaseException) -> str:
    """Versions, the kind of error, and where it was raised."""
    lines = [f"Python {platform.python_version()} on {platform.system()} {platform.machine()}"]
    lines += [f"{name} {_version(name)}" for name in PACKAGES]
    lines += ["", type(error).__qualname__]
    frames = traceback.extract_tb(error.__traceback__)
    lines += [f"  {_short(f.filename)}:{f.lineno} in {f.name}: {f.line or ''}" for f in frames]
    return "\n".join(lines) + "\n"


def _version(package: str) -> str:
    try:
        return version(package)
    except PackageNotFoundError:
        return "not installed"


def _short(path: str) -> str:
    """The end of a path: the folders before it may hold the learner's name."""
    return "/".join(Path(path).parts[-3:])


def reporter(folder: Path, clock: Callable[[], datetime]) -> Callable[[BaseException], str]:
    """A function that writes the report of an error into ``folder`` and says what to do."""

    def write(error: BaseException) -> str:
        message = f"bptutor stopped because of a fault of its own ({type(error).__name__})."
        file = folder / f"fault-{clock():%Y%m%d-%H%M%S}.txt"
        try:
            folder.mkdir(parents=True, exist_ok=True)
            file.write_text(report_text(error), "utf-8")
        except OSError:
            return f"{message}\nEvery answer that was marked is saved. No report could be written."
        return (
            f"{message}\nEvery answer that was marked is saved: start bptutor again to go on.\n"
            f"The report in {file}\nsays where it happened and holds nothing that you typed."
        )

    return write
