"""On a small screen what is asked, where it is answered and what it is about are seen together.

Before an answer that is the whole question, the whole way to answer, the part of the picture that
it is about, and each line of the page that has not been in sight since the page was opened; after
it the question, the verdict and what to do next.
"""

from __future__ import annotations

from pathlib import Path

import pytest
from textual.geometry import Region

from tests.core.lessons import LESSONS
from tests.learners.mistakes import mistakes, solved
from tests.samples import slow
from tests.ui.harness import NARROW, Screen, tutor
from tutor.core.checking.simulate import right_move
from tutor.core.lesson import Lesson
from tutor.core.questions.model import Question
from tutor.core.session.actions import Action, Answer, AskHint, Next, Turn
from tutor.ui.widgets.graph.regions import region_of
from tutor.ui.widgets.graph.view import GraphView
from tutor.ui.widgets.page_panel import PagePanel
from tutor.ui.widgets.text_block import TextBlock, TextView

NAMES = [lesson.id for lesson in LESSONS]


async def do(screen: Screen, *actions: Action) -> None:
    for action in actions:
        await screen.lesson.do(action)
        await screen.settle()
    await screen.settle()


def stands(screen: Screen, question: Question) -> bool:
    """Whether the question is in sight, from its first words to its last."""
    asked = " ".join("".join(span.shown for span in question.asks).split())
    return asked[:30] in screen.prose and asked[-30:] in screen.prose


class Page:
    """The lines of a page, and which of them its reader has had in sight."""

    def __init__(self, number: int) -> None:
        self.number, self.read = number, [""]

    def unread(self, screen: Screen) -> list[str]:
        """The lines that are out of sight now and always have been."""
        panel = screen.app.screen.query_one(PagePanel)
        text = panel.query_one("#prose", TextView)
        if not panel.display or not isinstance(text.visual, TextBlock):
            return []
        wrapped = text.visual.wrap(text.content_size.width).plain.split("\n")
        lines = [line.strip(" ▶") for line in wrapped]
        top = round(panel.scroll_y)
        self.read.append(" ".join(lines[top : top + panel.size.height]))
        return [line for line in lines if not any(line in seen for seen in self.read)]


def cut_off(screen: Screen) -> list[str]:
    """What is not whole of the open question, of where it is answered, and of what it is about."""
    shown, painted = screen.lesson.session.view, screen.app.screen
    if shown.question is None:
        return []
    parts = [painted.query_one(name) for name in ("#prompt", "#answer")]
    cut = [str(part.id) for part in parts if part.size.height < part.virtual_size.height]
    graph = painted.query_one(GraphView)
    drawn, room = graph.picture, graph.scrollable_size
    if graph.display and graph.max_scroll_x + graph.max_scroll_y and drawn and shown.scene:
        about = region_of(drawn, shown.scene.marks.active, room) or Region()
        about = about.intersection(graph.virtual_size.region)
        if not Region.from_offset(graph.scroll_offset, room).contains_region(about):
            cut.append("graph")
    return cut


async def look(screen: Screen, question: Question, where: tuple[str, str]) -> list[object]:
    """What is out of sight after a wrong answer, its hints and the right one."""
    missing: list[object] = []
    for mistake in list(mistakes(question))[:1]:
        await do(screen, Answer(mistake.response))
        if screen.lesson.session.view.settled:
            return missing  # the draw takes it for right
        if "✗ Not yet" not in screen.text or not stands(screen, question):
            missing.append((*where, "wrong"))
        await do(screen, AskHint(), AskHint(), AskHint())
        if "Hint 3 of 3" not in screen.text or not stands(screen, question):
            missing.append((*where, "hints"))
    await do(screen, Answer(solved(question)))
    if (
        "✓ Right" not in screen.text
        or f"Enter {screen.lesson.session.view.forward}" not in (screen.text.splitlines()[-1])
    ):
        missing.append((*where, "right"))
    return missing


@pytest.mark.parametrize("name", [slow(name) for name in NAMES])
async def test_what_is_asked_and_what_is_said_of_it_is_in_sight(tmp_path: Path, name: str) -> None:
    lesson: Lesson = next(one for one in LESSONS if one.id == name)
    missing: list[object] = []
    page = Page(-1)
    async with tutor(tmp_path, NARROW, lesson, (lesson,)) as screen:
        screen.app.animation_level = "none"
        while (shown := screen.lesson.session.view).page < len(lesson.pages):
            page = page if page.number == shown.page else Page(shown.page)
            hidden = page.unread(screen) + cut_off(screen)
            if hidden and not shown.settled:
                missing.append((shown.heading, shown.task, *hidden))
            if shown.question is not None and not shown.settled:
                missing += await look(
                    screen, shown.question, (shown.heading, shown.question.quiz.id)
                )
            else:
                move = right_move(lesson, screen.lesson.session.state)
                await do(screen, *([move] if isinstance(move, Turn) else []), Next())
    assert missing == []
