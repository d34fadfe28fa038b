"""What each screen looks like, as text, at three sizes.

``python -m tests.ui.looks`` writes the files of the folder ``looks`` anew: read what has changed
before you keep it.
"""

from __future__ import annotations

import asyncio
import tempfile
from pathlib import Path

from tests.ui.harness import LEAST, NARROW, WIDE, Screen, tutor

FOLDER = Path(__file__).parent / "looks"
SIZES = (LEAST, NARROW, WIDE)

WALK: tuple[tuple[str, tuple[str, ...]], ...] = (
    ("tour-1", ()),
    ("tour-2", ("right",)),
    ("tour-3", ("right",)),
    ("lesson-first-page", ("escape", "enter")),
    ("lesson-question", ("right", "right")),
    ("lesson-wrong", ("6", "enter")),
    ("lesson-hint", ("question_mark",)),
    ("lesson-working", ("f2", *"dJ/de=9", "enter", *"du/dw=6", "enter")),
    ("lesson-right", ("escape", "5", "enter")),
    ("lesson-inspector", ("escape", "i", "left")),
    ("lesson-program", ("escape", "s")),
    ("lesson-graph-alone", ("s", "g")),
    ("pages", ("g", "m")),
    ("cards", ("escape", "c")),
    ("help", ("escape", "f1")),
    ("palette", ("escape", "ctrl+p")),
    ("home", ("escape", "escape")),
    ("skills", ("p",)),
    ("notes", ("escape", "n")),
    ("reset", ("escape", "r")),
    ("sandbox", ("escape", "s")),
    ("training", ("escape", "escape", "t", "right", "right", "right")),
    ("training-curve", ("g", "g")),
    ("training-messages", ("escape", "m")),
    ("training-classes", ("escape", "d", "end", "enter", "right", "right", "right")),
)
"""One way through all screens: a name, and the keys that lead there from the one before."""


async def shown(size: tuple[int, int]) -> dict[str, str]:
    """The text of each screen at this size, by its name."""
    found = {}
    with tempfile.TemporaryDirectory() as folder:
        async with tutor(Path(folder), size, first=None, new=True) as screen:
            screen.app.animation_level = "none"
            for name, keys in WALK:
                await screen.press(*keys)
                await settle(screen)
                found[name] = screen.text.rstrip() + "\n"
    return found


async def settle(screen: Screen) -> None:
    """Wait for what is painted after the first frame."""
    for _ in range(3):
        await screen.settle()


def file(name: str, size: tuple[int, int]) -> Path:
    """Where the look of a screen is kept."""
    columns, rows = size
    return FOLDER / f"{name}-{columns}x{rows}.txt"


def main() -> None:
    """Write all of them."""
    FOLDER.mkdir(exist_ok=True)
    for size in SIZES:
        for name, text in asyncio.run(shown(size)).items():
            file(name, size).write_text(text, "utf-8")


if __name__ == "__main__":
    main()
