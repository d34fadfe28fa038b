"""How much a lesson file may hold, and what a list of lessons shows of one."""

from __future__ import annotations

from typing import NamedTuple

from tutor.core.text import safe

SIZE = 64 * 1024
"""Bytes that a lesson file may have."""


class Header(NamedTuple):
    """The id and the title of a lesson, "" for what is not said; the ids of its questions, and of
    the lessons that it needs.
    """

    id: str
    title: str
    quizzes: tuple[str, ...]
    needs: tuple[str, ...] = ()


def header_of(data: bytes) -> Header:
    """The head of a lesson file.  The whole file is read, and checked, when it is opened."""
    lines = data.decode("utf-8", "replace").splitlines()
    said = {"id": "", "title": "", "needs": ""}
    for line in lines[1:]:
        key, colon, text = line.partition(":")
        if not colon:
            break
        if key in said:
            said[key] = safe(text.strip())
    fences = (line.split() for line in lines if line.startswith("```quiz "))
    quizzes = tuple(words[2] for words in fences if len(words) == 3)
    needs = tuple(filter(None, map(str.strip, said["needs"].split(","))))
    return Header(said["id"], said["title"], quizzes, needs)
