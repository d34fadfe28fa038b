"""Looking for something in the lessons: what is typed need not be whole, nor in one piece."""

from __future__ import annotations

import asyncio
from collections.abc import Callable, Mapping
from types import MappingProxyType

from textual.command import DiscoveryHit, Hit, Hits, Provider

from tutor.core.catalogue import Entry, Findable, findable
from tutor.ui.content import styled
from tutor.ui.screens.base_screen import tutor_of
from tutor.ui.screens.palette import Palette

PLACEHOLDER = "a word of a title, a goal, a skill or a term"

WEIGHTS: Mapping[str, float] = MappingProxyType({"lesson": 1.2, "term": 1.1, "goal": 0.8})
"""What counts more or less than it fits."""


def search_palette() -> Palette:
    """A field to type in, and what fits."""
    return Palette([SearchProvider], placeholder=PLACEHOLDER)


class SearchProvider(Provider):
    """What can be found in the lessons; a line opens the lesson, at its page where there is one."""

    async def startup(self) -> None:
        """Read the lessons beside the screen; most of them have been read ahead."""
        self._found = await asyncio.to_thread(self._read)

    def _read(self) -> list[tuple[Entry, Findable]]:
        entries = tutor_of(self.screen).shelf.entries
        return [(entry, one) for entry in entries for one in findable(entry.lesson)]

    async def discover(self) -> Hits:
        """The lessons, before anything is typed."""
        for entry, one in self._found:
            if one.kind == "lesson":
                yield DiscoveryHit(styled(one.text), self._opens(entry, one), text=one.text)

    async def search(self, query: str) -> Hits:
        """Those whose text fits what is typed."""
        matcher = self.matcher(query)
        for entry, one in self._found:
            score = matcher.match(one.text) * WEIGHTS.get(one.kind, 1.0)
            if score > 0:
                where = f"{one.kind} · lesson {entry.number}"
                where += "" if one.page is None else f", page {one.page + 1}"
                shown = matcher.highlight(one.text)
                yield Hit(score, shown, self._opens(entry, one), text=one.text, help=where)

    def _opens(self, entry: Entry, one: Findable) -> Callable[[], object]:
        return lambda: tutor_of(self.screen).open_lesson(entry.lesson, one.page)
