"""F3 tries an answer that was not right: the footer says so, and the field keeps the cursor."""

from __future__ import annotations

from pathlib import Path

from tests.core.lessons import lesson
from tests.ui.harness import NARROW, tutor

SEVEN = lesson("07")
PAGE = next(
    i for i, page in enumerate(SEVEN.pages) if any(one.kind == "message" for one in page.activities)
)


async def test_f3_raises_the_input_once_an_answer_was_given(tmp_path: Path) -> None:
    async with tutor(tmp_path, NARROW, SEVEN, (SEVEN,)) as screen:
        await screen.command("m", *["down"] * PAGE, "enter")
        assert "F3" not in screen.text
        await screen.press("f3")
        assert "Give your answer first" in screen.prose
        await screen.tap("9", "9", "tab", "9", "9", "tab", "9", "9", "enter")
        assert "F3 try it" in screen.text
        await screen.press("f3")
        assert "by 0.001, to" in screen.prose
        assert "your answer says 99" in screen.prose
        await screen.press("f3", "7")  # the first key replaces, as without the trial
        assert "by 0.0001, to" in screen.prose
