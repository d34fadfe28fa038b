"""What learners explain in their own words is kept and shown again, and counts for nothing."""

from __future__ import annotations

from datetime import UTC, datetime
from pathlib import Path

import pytest

from tests.core.events import added_up
from tests.test_cli import run
from tutor import starters
from tutor.core import questions as quizzes
from tutor.core.checking import check, render
from tutor.core.lesson import Lesson, Quiz
from tutor.core.practice.tables import answers_as_csv
from tutor.core.progress import Answered
from tutor.core.questions.kinds.free import LONGEST, TEMPLATE
from tutor.core.reader import read
from tutor.core.session import mark_item
from tutor.core.session.events import event_of

TEXT = f"{starters.lesson()}\n## Say it\n\n{TEMPLATE}"
SAID = "Because each metre adds its width, and it costs twice that."


def lesson() -> Lesson:
    found, problems = read(TEXT.encode(), "90-area.md")
    assert found is not None, problems
    return found


def question() -> quizzes.Question:
    (quiz,) = [one for page in lesson().pages for one in page.activities if one.kind == "free"]
    assert isinstance(quiz, Quiz)
    return quizzes.make(quiz, None, 0)


def test_a_sentence_is_kept_and_answered_by_the_authors() -> None:
    verdict = quizzes.mark(question(), (SAID,))
    assert verdict.kept
    assert verdict.feedback == (
        "To compare: The area grows by the width, and each square metre costs 2.",
    )


@pytest.mark.parametrize("said", ["", "   ", "x" * (LONGEST + 1)])
def test_nothing_and_too_much_are_asked_for_again(said: str) -> None:
    assert quizzes.mark(question(), (said,)).unreadable


def test_it_counts_for_no_skill_and_no_score_and_is_exported_as_typed() -> None:
    _, save = mark_item(question(), (SAID,), item="why-twice", seed=0, tries_before=0, hints_used=0)
    assert save is not None
    kept = event_of(save, lesson().id, datetime(2026, 3, 2, tzinfo=UTC), 30.0)
    assert isinstance(kept, Answered)
    assert not kept.is_marked
    done = added_up([kept])
    assert not done.skills
    own = done.lessons[lesson().id]
    assert own.solved == {"why-twice"}
    assert not own.best
    row = answers_as_csv([kept]).splitlines()[1]
    assert SAID in row
    assert "true" not in row.lower()


def test_an_author_needs_no_hint_and_may_not_name_a_skill() -> None:
    assert check(TEXT.encode(), "90-area.md") == ()
    (problem,) = check(
        TEXT.replace("ask: The field gets", "skill: message-product\nask: The field gets").encode(),
        "90-area.md",
    )
    assert "counts for no skill" in problem.message
    assert "own words" in render(lesson())


def test_a_learner_writes_it_in_plain_mode_and_finds_it_in_the_notes(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setenv("BPTUTOR_HOME", str(tmp_path / "home"))
    file = tmp_path / "90-area.md"
    text = TEXT[: TEXT.index("## Meet the graph")] + "## Say it\n\n" + TEMPLATE
    file.write_text(text, "utf-8")
    said = run("--plain", "open", str(file), stdin=f"\n{SAID}\nq\n").output
    assert "Kept." in said
    assert "To compare: The area grows" in said
    assert SAID in run("notes").output
