"""A link in a lesson is text: its address can be read, and nothing on a screen opens it."""

from __future__ import annotations

from dataclasses import replace
from pathlib import Path
from typing import Any

import pytest

from tests.core.lessons import LESSON_5
from tests.samples import sampled
from tests.ui.harness import LEAST, NARROW, WIDE, tutor
from tutor.core.lesson import Lesson, Prose, Span
from tutor.core.reader import read
from tutor.plain.text import text_of

ADDRESSES = (
    "https://example.org/a", "http://example.org", "file:///etc/passwd", "javascript:alert(1)",
    "HTTPS://user@example.org", "data:text/html,x", "x-man-page://ls",
)  # fmt: skip


def linking(address: str) -> Lesson:
    """A lesson with a link that the reader would refuse if it were not http: put in behind it."""
    link = Prose("paragraph", (Span("See "), Span("thesite", "link", None, address)))
    return replace(LESSON_5, pages=(replace(LESSON_5.pages[0], blocks=(link,)),))


@pytest.mark.parametrize("address", sampled(ADDRESSES, ADDRESSES[:1]))
async def test_no_key_and_no_click_opens_a_link(
    tmp_path: Path, address: str, monkeypatch: pytest.MonkeyPatch
) -> None:
    opened: list[str] = []

    def open_url(_app: object, url: str, **_how: Any) -> None:
        opened.append(url)

    monkeypatch.setattr("textual.app.App.open_url", open_url)
    monkeypatch.setattr("webbrowser.open", lambda url, *_: opened.append(url))
    lesson = linking(address)
    async with tutor(tmp_path, NARROW, lesson, (lesson,)) as screen:
        assert f"See thesite ({address})" in screen.prose
        lines = screen.text.split("\n")
        row = next(y for y, line in enumerate(lines) if "thesite" in line)
        start = lines[row].index("thesite")
        for x in range(start, start + len(f"thesite ({address})")):
            await screen.pilot.click(offset=(x, row))
            await screen.pilot.click(offset=(x, row), control=True)
        await screen.press("tab", "enter", "tab", "enter", "o")
        strips = screen.app.screen._compositor.render_strips()
        styles = [segment.style for strip in strips for segment in strip if segment.style]
        assert not any(style.link for style in styles)
    assert opened == []


@pytest.mark.parametrize("size", sampled((WIDE, LEAST), (LEAST,)))
async def test_a_link_tells_where_it_leads(tmp_path: Path, size: tuple[int, int]) -> None:
    lesson = linking(ADDRESSES[0])
    async with tutor(tmp_path, size, lesson, (lesson,)) as screen:
        assert "See thesite (https://example.org/a)" in screen.prose


def test_plain_text_tells_where_a_link_leads_and_says_an_address_once() -> None:
    spans = linking(ADDRESSES[0]).pages[0].blocks[0].spans  # type: ignore[union-attr]
    assert text_of(spans) == "See thesite (https://example.org/a)"
    assert text_of((Span(ADDRESSES[1], "link", None, ADDRESSES[1]),)) == ADDRESSES[1]


@pytest.mark.parametrize("address", ["file:///etc/passwd", "javascript:alert(1)", "x.md"])
def test_the_reader_refuses_what_is_no_web_address(address: str) -> None:
    text = next((Path("lessons")).glob("05*.md")).read_text("utf-8")
    found, problems = read(f"{text}\n\n[x]({address})\n".encode(), "05-x.md")
    assert found is None
    assert [p.message for p in problems] == ["only http and https links can be opened"]
