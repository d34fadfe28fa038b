"""An experiment: the learner predicts, the runs decide, and ``check`` asks them, too."""

from __future__ import annotations

import pytest

from tests.test_activity_everywhere import at_activity, lesson_of, text_with
from tutor.core import questions as quizzes
from tutor.core.activities.experiment import KIND
from tutor.core.checking.lesson_file import check
from tutor.core.session import View, view
from tutor.core.session.actions import Answer, Next
from tutor.core.session.reducer import act

BLOCK = KIND.template
TICKED, OTHER = "- [x] a learns, b grows", "- [ ] a learns, b learns"


def problems(block: str) -> str:
    found = check(text_with(block).encode(), "90-area.md")
    return "\n".join(f"{one.message} ({one.help})" for one in found)


def after(block: str, answer: tuple[str, ...] | None = None) -> View:
    lesson = lesson_of(text_with(block))
    state, _ = at_activity(lesson)
    assert state.question
    state, _ = act(lesson, state, Answer(answer or quizzes.solution(state.question)))
    return view(lesson, state)


def test_the_tick_of_an_author_decides_nothing() -> None:
    """Ticked wrongly, what the runs bear out is still the right one, and check says so."""
    swapped = BLOCK.replace("- [x]", "- [?]").replace("- [ ]", "- [x]").replace("- [?]", "- [ ]")
    assert after(BLOCK, ("0",)).verdict == after(swapped, ("0",)).verdict
    assert "✓" not in str(after(swapped, ("1",)).verdict)
    assert "the ticked option is not what comes out, option 1 is" in problems(swapped)
    assert not problems(BLOCK)


@pytest.mark.parametrize(
    ("old", "new", "said"),
    [
        ("a learns, b grows:", "a stuck, b grows:", "no option says what comes out"),
        ("a learns, b learns:", "a learns:", "several options say what comes out (1, 2)"),
        ("a learns, b grows:", "a learnt:", "'a learnt' says nothing of a run"),
        ("a learns, b grows:", "a shown:", "'a shown' says nothing of a run"),
        (": It falls in a and grows in b", "", "claims nothing of a run"),
        ("rate 300", "rate 0", "0.0 is not a learning rate"),
        ("rate 300", "rate x", "'x' is not a learning rate"),
        ("rate 300", "rate inf", "inf is not a learning rate"),
        ("rate 300", "speed 3", "'speed' is nothing that a run has"),
        ("rate 300", "bug typo", "no bug called 'typo'"),
        ("rate 300", "bug untransposed", "changes nothing in 2-3-1"),
        ("rate 300", "start x", "'x' is not a whole number"),
        ("rate 300", "activation step", "no activation called 'step'"),
        ("run b:", "run a:", "is not a letter for a run, or is taken"),
        ("layers 2-3-1", "layers 3-3-1", "these data have 2 inputs"),
        ("layers 2-3-1", "layers 2-4-1", "is not a network 2-4-1"),
        ("data: xor", "data: xr", "'xr' is not one of"),
        ("data: xor", "example: 0, 1, 1, 2", "'0, 1, 1, 2' is not an example"),
        ("updates: 300", "updates: 5000", "nodes; 400000 are allowed"),
        ("- [x]", "- [ ]", "one of them ticked"),
        ("hint: A step may be too long.\n", "", "has no hint"),
        ("run b", "show: c\nrun b", "'c' is not one of a, b"),
    ],
)  # fmt: skip
def test_what_is_wrong_is_told(old: str, new: str, said: str) -> None:
    assert old in BLOCK
    found = problems(BLOCK.replace(old, new))
    assert said in found


def test_nothing_of_the_runs_is_told_before_the_prediction() -> None:
    lesson = lesson_of(text_with(BLOCK))
    before = view(lesson, at_activity(lesson)[0])
    assert before.board == (
        "a  2-3-1, sigmoid, η 10, s = all, start 1",
        "b  2-3-1, sigmoid, η 300, s = all, start 1",
    )
    wrong = after(BLOCK, ("1",))
    assert wrong.board == before.board
    done = after(BLOCK)
    assert "a  η 10: learns, C 0.1251 → 0.001683" in done.board
    assert any(line.startswith("b  η 300: grows, C 0.1251 → 0.25") for line in done.board)
    assert any("aaaa" in line for line in done.board)
    assert any("bbbb" in line for line in done.board)
    assert not KIND.pictured


def test_a_curve_is_seen_first_and_on_the_same_axes_afterwards() -> None:
    block = (
        BLOCK.replace("run b: rate 300", "run b: rate 10\nshow: b")
        .replace("run a: rate 10", "run a: rate 300")
        .replace("a learns, b grows", "b shown")
        .replace("a learns, b learns", "a shown")
    )
    lesson = lesson_of(text_with(block))
    before = view(lesson, at_activity(lesson)[0]).board
    done = after(block).board
    assert any("????" in line for line in before)
    assert not any("????" in line for line in done)
    assert axes(before) == axes(done)


def axes(board: tuple[str, ...]) -> list[str]:
    """What is written at the chart's two axes."""
    rows = [line for line in board if "│" in line or "└" in line]
    return [line.partition("│")[0] for line in rows]


def test_examples_of_the_author_are_learnt_as_well() -> None:
    rows = "example: 0, 0, 0\nexample: 0, 1, 0\nexample: 1, 0, 0\nexample: 1, 1, 1"
    block = BLOCK.replace("data: xor", rows).replace("run b: rate 300\n", "")
    block = block.replace("a learns, b grows", "a learns").replace("a learns, b learns", "a grows")
    assert not problems(block)
    assert any("a says" in line for line in after(block).board)
    assert "several options" in problems(block.replace("a grows", "a learns"))


def test_who_leaves_no_option_to_the_runs_is_shown_them_without_a_question() -> None:
    lesson = lesson_of(text_with(BLOCK.replace("a learns, b grows", "a stuck, b grows")))
    state, _ = at_activity(lesson)
    assert state.question is None
    state, _ = act(lesson, state, Next())
    assert any("aaaa" in line for line in view(lesson, state).board)


def test_the_sizes_of_delta_are_seen_as_bars_and_can_be_claimed() -> None:
    block = BLOCK.replace("run b: rate 300", "run b: rate 10, layers 2-4-4-4-4-1")
    block = block.replace("a learns, b grows", "a arrives, b vanishes")
    block = block.replace("a learns, b learns", "a arrives, b arrives")
    assert "'b vanishes' says nothing of a run" in problems(block)
    block = block.replace("ask:", "see: deltas\nask:")
    assert not problems(block)
    swapped = block.replace("a arrives, b vanishes", "a vanishes, b vanishes")
    assert "no option says what comes out" in problems(swapped)
    lesson = lesson_of(text_with(block))
    assert not any("█" in line for line in view(lesson, at_activity(lesson)[0]).board)
    rows = [line for line in after(block).board if "ℓ" in line]
    assert [row.count("ℓ = ") for row in rows] == [2, 2, 1, 1, 1]
    assert rows[1].count("█") == 12  # layer 3 is the output of a, and next to nothing in b
    assert rows[-1].count("█") == 12
