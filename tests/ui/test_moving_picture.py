"""The README opens with a picture of the program itself, and it is the program of today."""

from __future__ import annotations

from pathlib import Path
from xml.etree import ElementTree

from tests.ui.moving_picture import FILE, STORY, frames, svg

README = FILE.parent.parent / "README.md"


async def test_the_moving_picture_is_what_the_program_shows(tmp_path: Path) -> None:
    shown = await frames(tmp_path)
    assert len(shown) == len(STORY)
    assert FILE.read_text("utf-8") == svg(shown), "python -m tests.ui.moving_picture draws it anew"


def test_it_is_small_whole_and_asks_nothing_of_the_net() -> None:
    text = FILE.read_text("utf-8")
    assert len(text.encode()) < 1_000_000
    assert ElementTree.fromstring(text).tag.endswith("svg")  # noqa: S314 (our own file)
    assert "href" not in text
    assert "url(" not in text


def test_the_readme_opens_with_it() -> None:
    lines = [line for line in README.read_text("utf-8").splitlines() if line]
    assert lines[0] == "# bptutor"
    assert lines[1].startswith("![")
    assert lines[1].endswith("](docs/bptutor.svg)")
