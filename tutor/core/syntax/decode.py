"""Bytes to the text of a lesson file: its size, its encoding, and the characters it may have."""

from __future__ import annotations

import re

from tutor.core.catalogue import SIZE
from tutor.core.lesson import Place
from tutor.core.syntax.problems import ProblemReport
from tutor.core.text import is_hidden

SHOWN = 20
"""Tabs, control and hidden characters that are reported one by one."""
CHUNK = 8_000
"""Characters that may follow one another without an empty line."""
BRACKETS = 2_000
"""Opening square brackets in one file: each may begin a link, and that is slow to rule out."""

_UNUSUAL = re.compile(r"[^\n -~]")
_TAB_BEFORE_FIELD = re.compile(r"^\t+(?=(?:[a-z]+(?: [^:\n]*)?:|- \[.\]) )", re.MULTILINE)
_EMOJI_SELECTORS = "\ufe0e\ufe0f"


def decode_text(data: bytes, report: ProblemReport) -> str | None:
    """The text of a file, with \\n at the ends of its lines and no character that hides.

    A tab, a control character or a hidden character is a problem, and a blank in the text.  None
    when the bytes are not text at all, or too many.
    """
    if len(data) > SIZE:
        what = f"this file has {len(data)} bytes; {SIZE} are allowed"
        report.add(Place(1), what, "split the lesson in two")
        return None
    data = data.removeprefix(b"\xef\xbb\xbf").replace(b"\r\n", b"\n")
    try:
        text = data.decode("utf-8")
    except UnicodeDecodeError as error:
        before = data[: error.start].decode("utf-8")
        what = f"the byte {data[error.start]:02X} is not UTF-8"
        report.add(place_in(before, len(before)), what, "save the file as UTF-8")
        return None
    start = 0
    for chunk in text.split("\n\n"):
        if len(chunk) > CHUNK:
            what = f"there are more than {CHUNK} characters here without an empty line"
            report.add(place_in(text, start), what, "split the paragraph or the block")
            return None
        start += len(chunk) + 2
    if text.count("[") > BRACKETS:
        what = f"this file has more than {BRACKETS} opening square brackets"
        report.add(place_in(text, text.index("[")), what, "a lesson needs fewer")
        return None
    hidden = [found for found in _UNUSUAL.finditer(text) if _hides(found[0])]
    for found in hidden[:SHOWN]:
        report.add(place_in(text, found.start()), *_what_hides(found[0]))
    if len(hidden) > SHOWN:
        at = place_in(text, hidden[SHOWN].start())
        report.add(at, f"{len(hidden) - SHOWN} more such characters follow", "is this a text file?")
    text = _TAB_BEFORE_FIELD.sub("", text)  # else it would be taken for the line before it
    return _UNUSUAL.sub(lambda found: " " if _hides(found[0]) else found[0], text)


def _hides(char: str) -> bool:
    return char not in _EMOJI_SELECTORS and is_hidden(char)


def _what_hides(char: str) -> tuple[str, str]:
    if char == "\t":
        return "there is a tab here", "use spaces"
    kind = "control" if ord(char) < 0x20 or char == "\x7f" else "hidden"
    return f"there is a {kind} character here (U+{ord(char):04X})", "remove it"


def place_in(text: str, offset: int) -> Place:
    """Line and column of character ``offset`` of ``text``."""
    start = text.rfind("\n", 0, offset) + 1
    return Place(text.count("\n", 0, offset) + 1, offset - start + 1)
