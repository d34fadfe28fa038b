"""After an answer the question, the verdict and what to do next are on a small screen together."""

from __future__ import annotations

from pathlib import Path

import pytest

from tests.core.lessons import LESSONS
from tests.learners.mistakes import mistakes, solved
from tests.samples import slow
from tests.ui.harness import NARROW, Screen, tutor
from tutor.core.checking.simulate import right_move
from tutor.core.lesson import Lesson
from tutor.core.questions.model import Question
from tutor.core.session.actions import Action, Answer, AskHint, Next, Turn

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
async def test_an_answer_leaves_question_verdict_and_next_step_in_sight(
    tmp_path: Path, name: str
) -> None:
    lesson: Lesson = next(one for one in LESSONS if one.id == name)
    missing: list[object] = []
    async with tutor(tmp_path, NARROW, lesson, (lesson,)) as screen:
        screen.app.animation_level = "none"
        while (shown := screen.lesson.session.view).page < len(lesson.pages):
            if shown.question is not None and not shown.settled:
                missing += await look(
                    screen, shown.question, (shown.heading, shown.question.quiz.id)
                )
            else:
                move = right_move(lesson, screen.lesson.session.state)
                await do(screen, *([move] if isinstance(move, Turn) else []), Next())
    assert missing == []
