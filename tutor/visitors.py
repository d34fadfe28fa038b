"""Visitors of ``bptutor serve``: who they are, where their progress lives, what they may use.

A visitor is a browser, told by a code in its cookie.  Each has a folder, and a process of the
tutor that is given that folder and little else.
"""

from __future__ import annotations

import json
import os
import re
import sys
from collections.abc import Mapping
from contextlib import suppress
from hashlib import sha256
from importlib import import_module
from pathlib import Path
from typing import Literal, NamedTuple, cast

from tutor.locations import HOME_VARIABLE, PACKS_VARIABLE, packs_folder

MOST_KEPT = 2_000
"""Visitors whose progress one folder takes: no cookies made by a program fill the disk."""
MOST_CELLS = 1_000
"""Columns or rows that a browser may ask for."""
LARGEST_FILE = 100_000_000
"""Bytes of a file that a visitor's process writes; years of progress are a tenth of it."""
HANDED_ON = ("PATH", "LANG", "LC_ALL", "LC_CTYPE", "TZ", "SYSTEMROOT", "LD_LIBRARY_PATH")
"""What a visitor's process is told of the environment; the rest may hold secrets."""
_CODE = re.compile(r"[0-9a-f]{32}")


class Limits(NamedTuple):
    """What visitors may use: how many at once, and each of them seconds without a key, and bytes
    of memory."""

    visitors: int
    idle: float
    memory: int


class Packet(NamedTuple):
    """What a browser sends: keys and what the mouse does, a new size, a ping to be answered, or
    that it has got or lost the focus."""

    kind: Literal["stdin", "resize", "ping", "focus", "blur"]
    text: str = ""
    size: tuple[int, int] = (0, 0)


def known_code(said: str) -> str:
    """The code that a cookie says, "" when it is none of ours."""
    return said if _CODE.fullmatch(said) else ""


def folder_of(root: Path, code: str) -> Path:
    """The folder of a visitor.  Its name does not tell the code: who lists the folders is nobody's
    visitor."""
    return root / f"visitor-{sha256(code.encode()).hexdigest()[:24]}"


def make_folder(root: Path, code: str) -> Path | None:
    """The folder of a visitor, made if it is not there; None where there are too many."""
    folder = folder_of(root, code)
    if not folder.is_dir():
        if sum(1 for _ in root.glob("visitor-*")) >= MOST_KEPT:
            return None
        folder.mkdir(mode=0o700)
    return folder


def visitor_command(memory: int) -> tuple[str, ...]:
    """The words that start a visitor's tutor, for no shell to read.

    ``-P`` keeps Python from looking for modules in the visitor's folder.
    """
    run = f"from tutor.launch import open_for_visitor as run; raise SystemExit(run({memory}))"
    return (sys.executable, "-P", "-c", run)


def visitor_environment(
    environment: Mapping[str, str], folder: Path, size: tuple[int, int]
) -> dict[str, str]:
    """What a visitor's process is told: its folder, its screen, and the packs that were added."""
    handed_on = {name: environment[name] for name in HANDED_ON if name in environment}
    packs = packs_folder(environment)
    return {
        **handed_on,
        "HOME": str(folder),
        HOME_VARIABLE: str(folder),
        PACKS_VARIABLE: str(packs or ""),
        "PYTHONPATH": os.pathsep.join(str(Path(entry).absolute()) for entry in sys.path),
        "TERM": "xterm-256color",
        "TEXTUAL_DRIVER": "textual.drivers.web_driver:WebDriver",
        "TEXTUAL_COLOR_SYSTEM": "truecolor",
        "COLUMNS": str(size[0]),
        "ROWS": str(size[1]),
    }


def limit_process(memory: int) -> None:
    """From now on this process is refused more memory, large files and core dumps.

    Windows knows no such limits.
    """
    with suppress(ImportError):
        resource = import_module("resource")
        limits = {"RLIMIT_DATA": memory, "RLIMIT_FSIZE": LARGEST_FILE, "RLIMIT_CORE": 0}
        for name, most in limits.items():
            resource.setrlimit(getattr(resource, name), (most, most))


def size_of(width: object, height: object) -> tuple[int, int]:
    """The size of a screen in cells as a browser says it; 80 by 24 where it says none."""
    return _cells(width, 80), _cells(height, 24)


def _cells(said: object, usual: int) -> int:
    try:
        return max(1, min(int(cast("str", said)), MOST_CELLS))
    except (TypeError, ValueError, OverflowError):
        return usual


def read_packet(data: str) -> Packet | None:
    """What a browser has sent; None for what is none of its messages."""
    try:
        said = json.loads(data)
    except (ValueError, RecursionError):
        return None
    match said:
        case ["stdin" | "ping" as kind, str(text)]:
            return Packet(kind, text)
        case ["resize", {"width": int(width), "height": int(height)}]:
            return Packet("resize", size=size_of(width, height))
        case ["focus" | "blur" as kind, *_]:
            return Packet(kind)
    return None
