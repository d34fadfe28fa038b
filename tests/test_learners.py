"""Every lesson can be finished, by lines and by keys, by learners of every kind.

Here everybody goes through all lessons by lines, and through a few by keys; the stumbling learner
makes one mistake a question.  ``python -m tests.soak.learners`` goes through all lessons in both
ways with all mistakes.
"""

from __future__ import annotations

from pathlib import Path

import pytest

from tests.core.lessons import lesson
from tests.learners.full import play_keys
from tests.learners.mistakes import mistakes
from tests.learners.plain import play_lines
from tests.learners.policy import ASKING, PERFECT, STUMBLING_ONCE, Answer, Learner
from tests.samples import sampled
from tests.soak.learners import NUMBERS
from tutor.core.lesson import Quiz
from tutor.core.questions import make

UNNAMED = 1
"""Wrong answers in a lesson whose mistake may stay unnamed: another one gives the same number."""
EVERYBODY = (PERFECT, STUMBLING_ONCE, ASKING)


@pytest.mark.parametrize("number", sampled(NUMBERS, ("05",)))
@pytest.mark.parametrize("learner", EVERYBODY, ids=lambda learner: learner.name)
def test_everybody_can_finish_every_lesson_by_lines(
    tmp_path: Path, number: str, learner: Learner
) -> None:
    played = play_lines(lesson(number), learner, tmp_path)
    assert played.faults == []
    assert len(played.unnamed) <= UNNAMED, played.unnamed


@pytest.mark.parametrize(
    ("number", "learner"),
    [("06", PERFECT), ("12", STUMBLING_ONCE), ("16", ASKING)],
)
@pytest.mark.slow
async def test_everybody_can_finish_a_lesson_by_keys(
    tmp_path: Path, number: str, learner: Learner
) -> None:
    assert (await play_keys(lesson(number), learner, tmp_path)).faults == []


@pytest.mark.parametrize("number", sampled(NUMBERS, NUMBERS[::4]))
def test_every_question_has_wrong_answers(number: str) -> None:
    read = lesson(number)
    for page in read.pages:
        for one in page.activities:
            if isinstance(one, Quiz):
                question = make(one, read.graphs.get(one.graph), 5)
                assert list(mistakes(question)), one.id


def test_a_learner_sees_a_wrong_answer_called_right(tmp_path: Path) -> None:
    """The learners themselves find fault where there is one: here their answer is wrong."""
    wrong = Learner("perfect", lambda question: iter([Answer(next(mistakes(question)).response)]))
    faults = play_lines(lesson("03"), wrong, tmp_path).faults
    assert "is not called right" in faults[0]
