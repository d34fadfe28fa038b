"""F3 tries an answer that was not right: the footer says so, and the field keeps the cursor."""

from __future__ import annotations

from pathlib import Path

from tests.core.lessons import lesson
from tests.ui.harness import NARROW, tutor

CHAINS = lesson("06")
PAGE = next(
    i
    for i, page in enumerate(CHAINS.pages)
    if any(one.kind == "message" for one in page.activities[:1])
)


async def test_f3_raises_the_input_once_an_answer_was_given(tmp_path: Path) -> None:
    async with tutor(tmp_path, NARROW, CHAINS, (CHAINS,)) as screen:
        await screen.command("m", *["down"] * PAGE, "enter")
        assert "F3" not in screen.text
        await screen.press("f3")
        assert "Give your answer first" in screen.prose
        await screen.tap("9", "9", "tab", "9", "9", "tab", "9", "9", "enter")
        assert "F3 try it" in screen.text
        await screen.press("f3")
        assert "by 0.001, to" in screen.prose
        assert "your answer says 99" in screen.prose
        await screen.press("f3", "tab", "7")  # the first key replaces, as without the trial
        assert "by 0.0001, to" in screen.prose
        await screen.press("f3")  # what stands in the field, not what was answered before
        assert "by 0.001, to" in screen.prose
        assert "your answer says 7" in screen.prose


async def test_behind_a_wrong_answer_the_arrow_goes_on_as_the_footer_says(tmp_path: Path) -> None:
    async with tutor(tmp_path, NARROW, CHAINS, (CHAINS,)) as screen:
        await screen.command("m", *["down"] * PAGE, "enter")
        await screen.tap("9", "9")
        assert "→" not in screen.text.splitlines()[-1]  # it is the field's
        await screen.tap("tab", "9", "9", "tab", "9", "9", "enter")
        assert "→ show it" in screen.text or "→ skip" in screen.text
        before = screen.text
        await screen.press("right")
        assert "→ again" in screen.prose
        await screen.press("right")
        assert screen.text != before
        assert "your answer" not in screen.prose
