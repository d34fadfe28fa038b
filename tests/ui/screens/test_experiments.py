"""On a small screen, too, what was said to a prediction is in sight, and so is what came out."""

from __future__ import annotations

from dataclasses import replace
from pathlib import Path

import pytest

from tests.core.lessons import LESSONS, lesson
from tests.samples import sampled
from tests.ui.harness import NARROW, Screen, tutor
from tutor.core import questions as quizzes
from tutor.core.lesson import Prose, Span, Steps
from tutor.core.questions.model import Question
from tutor.core.session.actions import Answer, Next, Visit
from tutor.ui.content import board_lines

EXPERIMENTS = {
    f"{one.id} {block.id}": (one, page)
    for one in LESSONS
    for page, content in enumerate(one.pages)
    for block in content.activities
    if isinstance(block, Steps) and block.kind == "experiment"
}


async def reach(screen: Screen, page: int, block: str) -> Question:
    """Go to an experiment, past what comes before it on its page."""
    do, session = screen.lesson.do, screen.lesson.session
    await do(Visit(page))
    while (shown := session.view).question is None or shown.question.quiz.id.split(":")[0] != block:
        settled = shown.question is None or shown.settled
        await do(Next() if settled else Answer(quizzes.solution(shown.question)))
    await screen.settle()
    return shown.question


def is_in_sight(screen: Screen, text: str) -> bool:
    """Whether all of a text can be read, wherever its lines break."""
    return "".join(text.split()) in "".join(screen.prose.split())


AT_ONCE = "note-2.3-gradient-check stale", "note-2.3-vanishing-gradients depth"


@pytest.mark.parametrize("name", sampled(EXPERIMENTS, AT_ONCE))
async def test_the_verdict_is_in_sight_after_every_answer(tmp_path: Path, name: str) -> None:
    found, page = EXPERIMENTS[name]
    async with tutor(tmp_path, NARROW, found, (found,)) as screen:
        question = await reach(screen, page, name.split()[1])
        right = int(quizzes.solution(question)[0])
        for option in question.options:
            assert is_in_sight(screen, option)
        for _ in range(3):
            await screen.press("question_mark")
        wrong = [i for i in range(len(question.options)) if i != right]
        for place in (*wrong, right):
            await screen.press(str(place + 1), "enter")
            shown = screen.lesson.session.view
            assert shown.verdict is not None
            assert is_in_sight(screen, "Right." if place == right else "Not yet.")
            assert is_in_sight(screen, " ".join(shown.verdict.feedback))
            assert is_in_sight(screen, question.options[place])
        *_, came_out = board_lines(screen.lesson.session.view).lines_for(78)
        assert is_in_sight(screen, came_out.text)


@pytest.mark.parametrize("name", sampled(EXPERIMENTS, AT_ONCE))
async def test_an_answer_that_is_shown_after_hints_is_in_sight(tmp_path: Path, name: str) -> None:
    found, page = EXPERIMENTS[name]
    async with tutor(tmp_path, NARROW, found, (found,)) as screen:
        question = await reach(screen, page, name.split()[1])
        await screen.press("question_mark", "question_mark", "question_mark", "right")
        if not screen.lesson.session.view.settled:  # it is asked first whether that is meant
            await screen.press("right")
        assert is_in_sight(screen, "Worked answer")
        assert is_in_sight(screen, question.options[int(quizzes.solution(question)[0])])


WIDE_LINE = "The gradient is no new value: which way is uphill, and times the rate how far."
"""As many cells as a line of the page has on a screen of 80."""


async def test_no_scroll_bar_stays_that_only_its_own_cell_makes_necessary(tmp_path: Path) -> None:
    """The first line of this page is as wide as the screen; the page before it has a bar."""
    assert len(WIDE_LINE) == NARROW[0] - 2
    *before, page, after = lesson("17").pages[:7]
    words, *rest = page.blocks
    assert isinstance(words, Prose)
    page = replace(page, blocks=(replace(words, spans=(Span(WIDE_LINE),)), *rest))
    found = replace(lesson("17"), pages=(*before, page, after))
    async with tutor(tmp_path, NARROW, found, (found,)) as screen:
        await screen.lesson.do(Visit(4))
        for _ in range(4):
            await screen.lesson.do(Next())
        await screen.settle()
        assert "PgDn, PgUp: more" in screen.text
        await screen.lesson.do(Visit(5))
        await screen.settle()
        assert WIDE_LINE in screen.text
        assert "PgDn, PgUp: more" not in screen.text
