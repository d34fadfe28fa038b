"""Which signs a terminal has: all that are shown, or those of ``tutor/core/text/signs.py``."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Literal

Repertoire = Literal["full", "plain"]

NAMES: tuple[Repertoire, ...] = ("full", "plain")

VARIABLE = "BPTUTOR_SIGNS"
"""The environment variable that chooses the repertoire for one call."""

_ENOUGH = ("utf", "cp65001", "ascii", "usascii", "ansix3")
"""Beginnings of encodings that have all characters, or that say nothing about a terminal."""


def repertoire(environment: Mapping[str, str], encoding: str, chosen: str = "") -> Repertoire:
    """The repertoire of a terminal: the one asked for, else the one that it can be trusted with.

    ``chosen`` is what the learner once chose; ``encoding`` is what the terminal itself says it
    reads.  The Linux console has a font of 256 or 512 characters; a terminal whose encoding is none
    of Unicode's has an old font.  Windows that say who they are (Windows Terminal and others) have
    fonts of today whatever the code page.
    """
    for asked in (environment.get(VARIABLE, ""), chosen):
        for name in NAMES:
            if asked == name:
                return name
    if environment.get("TERM", "").partition("-")[0] == "linux":
        return "plain"
    if reads_unicode(encoding):
        return "full"
    named = "WT_SESSION" in environment or "TERM_PROGRAM" in environment
    return "full" if named and encoding.lower().startswith("cp") else "plain"


def reads_unicode(encoding: str) -> bool:
    """Whether a terminal with this encoding reads UTF-8.

    ASCII says nothing about a terminal: it is what a program is told where no locale is set.
    """
    name = encoding.lower().replace("-", "").replace("_", "")
    return not name or name.startswith(_ENOUGH)
