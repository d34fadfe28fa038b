"""Whether a page shows what it is about: ``python -m tests.ui.forms`` tries every built-in page.

Each page is gone through at two sizes: question, wrong answer, three hints, right answer, and on.
At every moment its picture has the form that it had when the page was opened, and is whole, or the
page is among the ``CUT``; what is going on is in sight on it, the open question, where it is
answered, and of what was said the newest hint, or else the beginning.
"""

from __future__ import annotations

import asyncio
import sys
import tempfile
from collections.abc import AsyncIterator, Iterator
from pathlib import Path

from textual.containers import Vertical
from textual.geometry import Region

from tests.core.lessons import lesson
from tests.soak.learners import NUMBERS
from tests.ui.harness import NARROW, WIDE, Screen, tutor
from tutor.core import questions as quizzes
from tutor.core.drawing.fit import fits
from tutor.core.drawing.picture import Picture
from tutor.core.questions.model import Question, Response
from tutor.core.session import Scene, View
from tutor.core.session.actions import Action, Answer, AskHint, Next, Visit
from tutor.ui.widgets.blanks import Blank
from tutor.ui.widgets.graph.regions import region_of
from tutor.ui.widgets.graph.view import GraphView

SIZES = (NARROW, WIDE)
STEPS = 12
"""Steps of a page that are taken."""

CUT: dict[tuple[str, tuple[int, int]], tuple[tuple[int, ...], str]] = {
    ("02", NARROW): ((3, 5, 6), "seven nodes in a row, with four digits at each, need 104 columns"),
    ("16", NARROW): ((9,), "the numbers of a training grow to 88 columns"),
    ("17", NARROW): (
        (5, 8, 9, 10),
        "the numbers of a training grow to 92 columns; two examples side by side need 98",
    ),
}
"""Pages whose picture is not seen whole, by lesson and size, and why."""


async def faults(number: str, size: tuple[int, int], pages: tuple[int, ...] = ()) -> list[str]:
    """Where a page of this lesson changes its picture or hides something, in words."""
    read, found = lesson(number), list[str]()
    with tempfile.TemporaryDirectory() as folder:
        async with tutor(Path(folder), size, read, (read,)) as screen:
            screen.app.animation_level = "none"
            for page in pages or range(len(read.pages)):
                await _do(screen, Visit(page))
                seen: dict[str, Picture] = {}
                cut = page + 1 in CUT.get((number, size), ((), ""))[0]
                async for moment in _moments(screen, page):
                    said = [*_picture(screen, seen, may_be_cut=cut), *_hidden(screen)]
                    found += [f"{number}, page {page + 1}, {moment}: {what}" for what in said]
    return found


def _picture(screen: Screen, seen: dict[str, Picture], *, may_be_cut: bool) -> Iterator[str]:
    """What is wrong with the picture; ``seen`` are those that the page has shown before."""
    graph, scene = screen.app.screen.query_one(GraphView), screen.lesson.session.view.scene
    picture, room = graph.picture, graph.scrollable_size
    if scene is None or picture is None:
        return
    view = screen.lesson.session.view
    if (view.can_turn or not view.pictured) and not room.area:
        return  # the curve stands in the place of the picture
    if not _alike(seen.setdefault(scene.name, picture), picture):
        yield "the picture has another form"
    if not fits(picture, room.width, room.height):
        if not may_be_cut:
            yield f"{picture.layout.width} columns by {picture.layout.height} rows in {room}"
        if not _shows(graph, scene, picture):
            yield f"{scene.marks.active} is not in sight"


def _shows(graph: GraphView, scene: Scene, picture: Picture) -> bool:
    """Whether something that is going on is in sight, as far as it fits in."""
    room = graph.scrollable_size
    region = region_of(picture, scene.marks.active, room)
    whole = Region(0, 0, picture.layout.width, picture.layout.height)
    window = Region(*graph.scroll_offset, room.width, room.height)
    return region is None or window.contains_region(region.intersection(whole))


def _hidden(screen: Screen) -> Iterator[str]:
    """What cannot be read of the question, of the place to answer it and of the reply."""
    shown, top = screen.lesson.session.view, screen.app.screen
    if shown.question is None:
        return
    panel, prompt = (top.query_one(name).region for name in ("#activity", "#prompt"))
    if not panel.contains_region(prompt):
        yield "the question is out of sight"
    place, field = top.query_one("#answer", Vertical), screen.app.focused
    if isinstance(field, Blank) and not place.region.contains_region(field.region):
        yield "the field is out of sight"
    reply = top.query_one("#reply", Vertical)
    said, last = top.query_one("#said").region, bool(shown.hints) and not shown.settled
    seen = reply.region.intersection(panel)
    if reply.display and (said.bottom > seen.bottom if last else said.y < seen.y):
        yield "what was said last is out of sight"
    if reply.display and not seen:
        yield "the reply is out of sight"


async def _moments(screen: Screen, page: int) -> AsyncIterator[str]:
    """What happens on a page, each after it has been painted."""
    yield "opened"
    for _ in range(STEPS):
        shown: View = screen.lesson.session.view
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
        if screen.lesson.session.state.page != page:
            return
        yield "the next step"


async def _do(screen: Screen, action: Action) -> None:
    await screen.lesson.do(action)
    await screen.settle()
    await screen.settle()  # what scrolls does so after it has been painted


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
    """Print what is wrong in the lessons named, or in all, and which pictures are cut."""
    for number in sys.argv[1:] or NUMBERS:
        for size in SIZES:
            found = asyncio.run(faults(number, size))
            print(number, size, *(found or ["shows what it is about"]), sep="  ", flush=True)
            if (number, size) in CUT:
                pages, why = CUT[number, size]
                print("    cut on page", ", ".join(map(str, pages)) + ":", why, flush=True)


if __name__ == "__main__":
    main()
