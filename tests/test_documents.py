"""What is made from the program is that of today.  ``python -m tests.documents`` renews it."""

from __future__ import annotations

import pytest

from tests import documents
from tutor.library import built_in

RENEW = "run: python -m tests.documents"


@pytest.mark.parametrize("name", ["commands.md", "plain.md"])
def test_a_page_on_the_program_is_current(name: str) -> None:
    made = {"commands.md": documents.commands, "plain.md": documents.plain_mode}[name]()
    assert (documents.DOCS / name).read_text("utf-8") == made, RENEW


@pytest.mark.slow
def test_every_rendered_lesson_and_the_index_are_current() -> None:
    for name, text in documents.documents():
        assert (documents.DOCS / name).read_text("utf-8") == text, f"{name}: {RENEW}"
    kept = {path.name for path in (documents.DOCS / "lessons").glob("*.md")}
    assert kept == {file.name for file in built_in()}, RENEW
