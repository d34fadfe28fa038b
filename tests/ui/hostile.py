"""A lesson whose every string is a stranger's, and a learner who looks at all of it.

The strings are put into the lesson behind the reader's back, so what the reader would refuse is
shown all the same: the screens have to be safe by themselves.
"""

from __future__ import annotations

from collections.abc import AsyncIterator, Iterable
from contextlib import asynccontextmanager
from dataclasses import dataclass, field, fields, is_dataclass, replace
from pathlib import Path
from types import MappingProxyType
from typing import Any

from tests.ui.harness import WIDE, Screen, tutor
from tutor import starters
from tutor.core import questions as quizzes
from tutor.core.expression import Expression
from tutor.core.graph.model import Node
from tutor.core.lesson import Lesson
from tutor.core.reader import read
from tutor.core.session.actions import Answer, AskHint, Visit
from tutor.core.text.terminal import is_hidden, safe

MARK = "QQ"
FEW = 4
"""Places on a screen that are clicked where not every cell is."""
MARKUP = (
    "[", "[/", "[/]", "]", "[b", "[0]", "[b]bold[/b]", "[red]",
    "[link=http://example.org]x[/link]", "[@click=app.boom]click[/]",
    "[@click=screen.boom]click[/]",
    "[$accent]", "\\[", "[a='", "[[x]]",
    "{{ x }}", ":smile:", "[on red]", "%s %d {0}",
)  # fmt: skip
"""What a reader of markup would take for more than text."""

CONTROL = (
    "\x1b]52;c;Y2FuYXJ5\x07", "\x1b]0;canary\x07", "\x1b]8;;http://canary\x1b\\x\x1b]8;;\x1b\\",
    "\x1b[2J\x1b[1;1Hcanary", "\x9b31mcanary", "\x1bPcanary\x1b\\", "\u202ecanary\u202c",
    "\u200bcanary\u2060",
    "c\u0300\u0301\u0302\u0303\u0304\u0305anary", "\x00canary", "\ud800canary",
    "漢字👩\u200d👩\u200d👧canary", "\r\ncanary", "\x7f\x08canary",
)  # fmt: skip
"""What a terminal would take for more than text, or what shows otherwise than it is."""

_TEXT = f"""\
---
format: bptutor-lesson 1
id: hostile
title: {MARK} title
licence: {MARK}
covers: {MARK}
---

# {MARK} title

{MARK} **{MARK}** *{MARK}* `{MARK}` [{MARK}](https://example.org/{MARK}) $x$

- {MARK}

> {MARK}

```text
{MARK}
```

$$
\\text{{{MARK}}}
$$

```card {MARK}
{MARK}
```

```note
{MARK}
```

## {MARK} graph

```graph field
param l = 4     as {MARK}
param w = 3
area   = l * w  as a{MARK}
loss C = 2 * area
vary l in 2..9
vary w in 2..9
require l != w and area > 6
```

```network net
sizes: 2, 2, 1
inputs: 1, 0.5
targets: 1
seed: 3
```

```steps build
graph: field
ask: {MARK}
hint: {MARK}
```

{MARK}
"""


def hostile_lesson(payload: str) -> Lesson:
    """A page for every kind of activity; each string of it is ``payload``."""
    text = _TEXT
    for kinds in starters.kinds().values():
        for block in kinds.values():
            text += f"\n## {MARK} page\n\n{MARK}\n\n{_marked(_without_network(block))}"
    lesson, problems = read(text.encode(), "90-x.md")
    assert lesson, problems
    hostile: Lesson = replaced(lesson, payload)
    return hostile


def _without_network(block: str) -> str:
    """``net`` is defined once."""
    return block[block.index("```steps") :] if block.startswith("```network net\n") else block


def _marked(block: str) -> str:
    """A block with a mark in each of its texts for the learner."""
    is_program = block.startswith("```steps program")  # its lines are formulas, not texts
    lines = block.split("\n")
    return "\n".join(
        line if is_program and line.startswith("line:") else line + _mark_of(line) for line in lines
    )


def _mark_of(line: str) -> str:
    if line.startswith("- ["):
        return f" {MARK}" if "::" in line else f" {MARK} :: {MARK}"
    texts = ("ask:", "hint:", "solution:", "line:", "why ", "wrong ", "pair ")
    return f" {MARK}" if line.startswith(texts) else ""


def replaced(thing: Any, payload: str) -> Any:
    """``thing`` with the payload in place of every mark."""
    if isinstance(thing, str):
        return thing.replace(MARK, payload)
    if isinstance(thing, (tuple, frozenset)) and not hasattr(thing, "_fields"):
        return type(thing)(replaced(one, payload) for one in thing)
    if isinstance(thing, (dict, MappingProxyType)):
        return {key: replaced(value, payload) for key, value in thing.items()}
    if isinstance(thing, Node):  # a label is made safe where a graph is read
        return replace(thing, label=thing.label.replace(MARK, safe(payload)))
    if is_dataclass(thing) and not isinstance(thing, (type, Expression)):
        values = {
            f.name: replaced(getattr(thing, f.name), payload) for f in fields(thing) if f.init
        }
        return type(thing)(**values)
    return thing


@dataclass
class Seen:
    """What a look at everything has come to."""

    screens: int = 0
    clicks: int = 0
    fired: int = 0
    hidden: set[str] = field(default_factory=set)


@asynccontextmanager
async def opened(folder: Path, payload: str) -> AsyncIterator[tuple[Screen, Lesson, Seen]]:
    """The tutor in a hostile lesson; an action ``boom`` counts whether it was ever done."""
    lesson = hostile_lesson(payload)
    seen = Seen()
    async with tutor(folder, WIDE, lesson, (lesson,)) as screen:
        for place in (type(screen.app), type(screen.app.screen)):
            place.action_boom = _boom(seen)  # type: ignore[attr-defined]
        try:
            yield screen, lesson, seen
        finally:
            for place in (type(screen.app), type(screen.app.screen)):
                if hasattr(place, "action_boom"):
                    del place.action_boom


def _boom(seen: Seen) -> Any:
    def boom(_self: object) -> None:
        seen.fired += 1

    return boom


def hidden_in(text: str) -> set[str]:
    """Characters of a screen that a terminal would not show as themselves."""
    return {char for char in text if char != "\n" and is_hidden(char)}


async def look_at_everything(
    screen: Screen, pages: Iterable[int], seen: Seen, *, every_cell: bool
) -> None:
    """Pages, with a hint, a wrong and the right answer on each, and clicks; then the dialogs."""
    lesson_screen: Any = screen.app.screen
    for page in pages:
        await lesson_screen.do(Visit(page))
        await _answer(lesson_screen)
        await screen.settle()
        await _click(screen, seen, every_cell=every_cell)
        seen.screens += 1
        seen.hidden |= hidden_in(screen.text)
    for key in ("m", "f1"):
        await screen.press(key)
        await _click(screen, seen, every_cell=every_cell)
        if screen.app.screen is not lesson_screen:
            await screen.press("escape")
        seen.hidden |= hidden_in(screen.text)
    await screen.press("escape")
    await _click(screen, seen, every_cell=every_cell)
    seen.hidden |= hidden_in(screen.text)


async def _answer(lesson_screen: Any) -> None:
    question = lesson_screen.session.state.question
    if question is None:
        return
    right = quizzes.solution(question)
    for action in (AskHint(), Answer(tuple("0" for _ in right)), Answer(right)):
        await lesson_screen.do(action)


async def _click(screen: Screen, seen: Seen, *, every_cell: bool) -> None:
    """Click where the stranger's text stands, or on every cell."""
    found = [(row.find("click"), y) for y, row in enumerate(screen.text.split("\n"))]
    places = [(x, y) for x, y in found if x >= 0][:FEW]
    if every_cell:
        places = [(x, y) for y in range(WIDE[1]) for x in range(WIDE[0])]
    for place in places:
        await screen.pilot.click(offset=place)
        seen.clicks += 1
    await screen.settle()
