"""The picture in the guide for students is the tutor.

``python -m tests.ui.test_readme_picture`` renews it.
"""

from __future__ import annotations

import asyncio
import re
import tempfile
from pathlib import Path

from tests.ui.harness import tutor

GUIDE = Path(__file__).parent.parent.parent / "docs" / "student.md"
PICTURE = re.compile(r"(?<=```text\n).*?(?=```)", re.DOTALL)
SIZE = (118, 25)


async def picture(folder: Path) -> str:
    """A wrong answer, and what the tutor says to it."""
    async with tutor(folder, SIZE) as screen:
        await screen.press("m", "end", "enter")
        await screen.type("-14")
        await screen.settle()
        return screen.text + "\n"


async def test_the_guide_shows_what_the_tutor_shows(tmp_path: Path) -> None:
    shown = PICTURE.search(GUIDE.read_text("utf-8"))
    assert shown
    assert shown[0] == await picture(tmp_path)


if __name__ == "__main__":
    with tempfile.TemporaryDirectory() as made:
        drawn = asyncio.run(picture(Path(made)))
    text = GUIDE.read_text("utf-8")
    GUIDE.write_text(PICTURE.sub(lambda _: drawn, text, count=1), "utf-8")
