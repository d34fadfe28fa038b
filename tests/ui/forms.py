"""Whether a page's picture keeps its form: ``python -m tests.ui.forms`` tries every built-in page.

Each page is gone through at two sizes: question, wrong answer, three hints, right answer, and on.
"""

from __future__ import annotations

import asyncio
import sys
import tempfile
from collections.abc import AsyncIterator
from pathlib import Path

from tests.core.lessons import lesson
from tests.ui.harness import NARROW, WIDE, Screen, tutor
from tutor.core import quiz as quizzes
from tutor.core.actions import Action, Answer, AskHint, Next, Visit
from tutor.core.picture import Picture
from tutor.core.question import Question, Response
from tutor.core.view import View
from tutor.ui.widgets.graph import GraphView

SIZES = (NARROW, WIDE)
STEPS = 12
"""Steps of a page that are taken."""


async def changes(number: str, size: tuple[int, int], pages: tuple[int, ...] = ()) -> list[str]:
    """Where the form of a picture changes within a page of this lesson, in words."""
    read, found = lesson(number), list[str]()
    with tempfile.TemporaryDirectory() as folder:
        async with tutor(Path(folder), size, read, (read,)) as screen:
            screen.app.animation_level = "none"
            for page in pages or range(len(read.pages)):
                await _do(screen, Visit(page))
                seen: dict[str, Picture] = {}
                async for moment in _moments(screen, page):
                    graph = screen.app.screen.query_one(GraphView)
                    scene = screen.lesson.sitting.view.scene
                    if scene is None or graph.picture is None:
                        continue
                    if not _alike(seen.setdefault(scene.name, graph.picture), graph.picture):
                        found.append(f"lesson {number}, page {page + 1} at {size}: {moment}")
                        break
    return found


async def _moments(screen: Screen, page: int) -> AsyncIterator[str]:
    """What happens on a page, each after it has been painted."""
    yield "opened"
    for _ in range(STEPS):
        shown: View = screen.lesson.sitting.view
        if shown.question is not None and not shown.settled:
            question = shown.question
            await _do(screen, Answer(_wrong(question)))
            yield "a wrong answer"
            for rung in range(3):
                await _do(screen, AskHint())
                yield f"hint {rung + 1}"
            await _do(screen, Answer(quizzes.solution(question)))
            yield "the right answer"
        await _do(screen, Next())
        if screen.lesson.sitting.state.page != page:
            return
        yield "the next step"


async def _do(screen: Screen, action: Action) -> None:
    await screen.lesson.do(action)
    await screen.settle()


def _wrong(question: Question) -> Response:
    if question.way in ("blanks", "grid"):
        return ("98765",) * len(question.slots)
    if question.way == "arrange":
        return tuple(reversed(quizzes.solution(question)))
    return ("0",) * len(question.slots)


def _alike(one: Picture, other: Picture) -> bool:
    """Whether two pictures of a graph are alike in density and view; their numbers may differ."""
    both = one.faces.keys() & other.faces.keys()
    titles = all(one.faces[name].title == other.faces[name].title for name in both)
    return titles and bool(both) and _form(one) == _form(other)


def _form(picture: Picture) -> tuple[object, ...]:
    density = picture.layout.framed, picture.pad, picture.air
    return *density, bool(picture.weights), bool(picture.through), len(picture.folded)


def main() -> None:
    """Print what changes in the lessons named, or in all."""
    for number in sys.argv[1:] or [f"{n:02}" for n in range(1, 19)]:
        for size in SIZES:
            found = asyncio.run(changes(number, size))
            print(number, size, *(found or ["keeps its form"]), sep="  ", flush=True)


if __name__ == "__main__":
    main()
