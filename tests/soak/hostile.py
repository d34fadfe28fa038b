"""Every hostile string in every place of every screen: ``python -m tests.soak.hostile [--cells]``.

With ``--cells`` every cell of every screen is clicked, which takes hours; without it, every place
where the stranger's text stands.
"""

from __future__ import annotations

import asyncio
import sys
import tempfile
from pathlib import Path

from tests.ui.hostile import CONTROL, MARKUP, Seen, look_at_everything, opened


async def one(payload: str, *, every_cell: bool) -> Seen:
    """All screens with one payload."""
    with tempfile.TemporaryDirectory() as folder:
        async with opened(Path(folder), payload) as (screen, lesson, seen):
            pages = range(len(lesson.pages))
            await look_at_everything(screen, pages, seen, every_cell=every_cell)
            return seen


def main() -> None:
    """Print a line a payload, then the sums."""
    every_cell = "--cells" in sys.argv
    screens = clicks = fired = crashes = 0
    hidden: set[str] = set()
    payloads = (*MARKUP, *CONTROL)
    for payload in payloads:
        try:
            seen = asyncio.run(one(payload, every_cell=every_cell))
        except Exception as error:  # noqa: BLE001 - whatever escapes is what is looked for
            crashes += 1
            print(f"{payload!r}: {type(error).__name__}: {error}")
            continue
        print(f"{payload!r}: {seen.screens} screens, {seen.clicks} clicks, {seen.fired} fired, "
              f"hidden characters shown: {sorted(map(ascii, seen.hidden))}")  # fmt: skip
        hidden |= seen.hidden
        screens, clicks, fired = (
            screens + seen.screens, clicks + seen.clicks, fired + seen.fired,
        )  # fmt: skip
    print(f"{len(payloads)} strings, {screens} screens, {clicks} clicks: {crashes} crashes,")
    print(f"{fired} actions fired, {len(hidden)} hidden characters shown")


if __name__ == "__main__":
    main()
