"""The board of an activity on the screen: what it lists grows step by step and is taken back."""

from __future__ import annotations

import re
from collections.abc import AsyncIterator
from pathlib import Path

import pytest

from tests.core.lessons import lesson
from tests.samples import sampled
from tests.ui.harness import NARROW, WIDE, Screen, tutor
from tutor.core import questions as quizzes
from tutor.core.lesson import Lesson
from tutor.core.reader import read

HEAD = "---\nformat: bptutor-lesson 1\nid: run\ntitle: Run\n---\n\n# Run\n\nFirst.\n"
BEFORE = "\n".join(f"## Page {number}\n\nText.\n" for number in range(2, 5))
RUN = """## Run it

```network net
sizes: 2, 2, 2
activation: sigmoid
loss: half-square
inputs: 1, 2
targets: 1, 0
weights 2: 0.5 -0.25; 0.75 0.5
biases 2: 0.1 -1
weights 3: 1 -2; 0.5 1.5
biases 3: 0.5 -0.5
```

```steps algorithm
graph: net
ask at z2, delta3, delta2, dW2: value
```
"""


def _algorithm() -> Lesson:
    """A lesson whose fifth page runs Algorithm 1 on the reference network and asks for values."""
    made, problems = read(f"{HEAD}\n{BEFORE}\n{RUN}".encode(), "90-run.md")
    assert made, problems
    return made


ALGORITHM, BATCHES = _algorithm(), lesson("17")
FAN_OUT, SIXTEEN = lesson("07"), lesson("16")
FIFTH = ("m", "home", *["down"] * 4, "enter")
SIZES = sampled((WIDE, NARROW), (NARROW,))
STEPS = 40
"""Steps that nobody needs for the algorithm."""


def marked(screen: Screen) -> str:
    """The line of the algorithm that is carried out next."""
    found = re.search(r"▶ (\d)  ", screen.text)
    return found[1] if found else ""


def examples(screen: Screen) -> list[str]:
    """The rows of the training board: an example and what it sends to w and b."""
    rows = re.findall(r"example (\d) +(−?\d+) +(−?\d+)(?!\d)", screen.text)
    return [" ".join(row) for row in rows]


async def answer_rightly(screen: Screen) -> None:
    question = screen.app.screen.session.state.question  # type: ignore[attr-defined]
    for text in quizzes.solution(question):
        await screen.type(text)


async def walk(screen: Screen) -> AsyncIterator[str]:
    """What is shown step by step until the test breaks off; what is asked is answered rightly."""
    for _ in range(STEPS):
        yield screen.text
        state = screen.app.screen.session.state  # type: ignore[attr-defined]
        if state.question is not None and state.settled is None:
            await answer_rightly(screen)
        await screen.press("right")
    pytest.fail(f"no end in sight:\n{screen.text}")


@pytest.mark.parametrize("size", SIZES)
async def test_the_algorithm_runs_line_by_line_forwards_and_back(
    tmp_path: Path, size: tuple[int, int]
) -> None:
    async with tutor(tmp_path, size, ALGORITHM, (ALGORITHM,)) as screen:
        await screen.press(*FIFTH)
        assert marked(screen) == "1"
        await screen.press("right")
        assert marked(screen) == "3"
        assert "z² = W² a¹ + b²" in screen.prose
        await answer_rightly(screen)
        assert "✓ Right." in screen.text
        await screen.press("right", "home")
        assert marked(screen) == "1"
        assert "0 of 12 steps done" in screen.text


@pytest.mark.slow
async def test_the_whole_algorithm_is_in_sight_on_a_small_screen(tmp_path: Path) -> None:
    """At 80x24 five of its twelve lines were; joined to the note's seven and C they fit."""
    async with tutor(tmp_path, NARROW, ALGORITHM, (ALGORITHM,)) as screen:
        await screen.press(*FIFTH)
        program = screen.text.partition("─Algorithm 1")[0]
        lines = re.findall(r"^ {4}[ ▶] ([\d ]) {2}", program, re.M)
        assert lines == [*"123", " ", *"4567"]
        assert "δᴸ = ∇C ⊙ σ′(zᴸ),   ∂C/∂Wᴸ = δᴸ (aᴸ⁻¹)ᵀ,   ∂C/∂bᴸ = δᴸ" in screen.text
        async for text in walk(screen):
            if "─Run it" not in text:
                break
            program = text.partition("─Algorithm 1")[0]
            assert len(re.findall(r"^ {4}.*▶ ", program, re.M)) == 1


async def test_what_the_algorithm_has_stored_is_read_below_its_lines(tmp_path: Path) -> None:
    async with tutor(tmp_path, WIDE, ALGORITHM, (ALGORITHM,)) as screen:
        await screen.press(*FIFTH, "right")
        await answer_rightly(screen)
        await screen.press("right", "pagedown", "pagedown")
        assert re.findall(r"[az][¹²³] = \(.*?\)", screen.text.split("Algorithm 1:")[0]) == [
            "a¹ = (1, 2)", "z² = (0.1, 0.75)", "a² = (0.525, 0.6792)",
        ]  # fmt: skip


@pytest.mark.parametrize("size", SIZES)
async def test_each_example_of_a_batch_sends_its_gradient_and_the_mean_is_asked(
    tmp_path: Path, size: tuple[int, int]
) -> None:
    async with tutor(tmp_path, size, BATCHES, (BATCHES,)) as screen:
        await screen.press(*FIFTH)
        assert examples(screen) == []
        await screen.press("right", "right")
        assert examples(screen) == ["1 −2 −2", "2 −6 −3"]
        await screen.press("left")
        assert examples(screen) == ["1 −2 −2"]
        await screen.press("right", "right", "right")
        assert examples(screen) == ["1 −2 −2", "2 −6 −3", "3 1 −1", "4 −9 −3"]
        assert "what is the mean gradient over the batch?" in screen.prose
        await screen.type("-18")
        await screen.type("-9")
        assert "✗ Not yet." in screen.text


@pytest.mark.parametrize("size", SIZES)
async def test_the_mean_moves_the_parameters_and_the_loss_is_seen_to_fall(
    tmp_path: Path, size: tuple[int, int]
) -> None:
    """Found at 80x24: the loss, which ends the board, was out of sight below a question."""
    async with tutor(tmp_path, size, BATCHES, (BATCHES,)) as screen:
        await screen.press(*FIFTH, *["right"] * 4)
        await screen.settle()
        assert "C: 2.875" in screen.text
        await answer_rightly(screen)
        await screen.press("right")
        await answer_rightly(screen)
        await screen.press("right")
        await screen.settle()
        assert "w = 1.622   b = 0.3775" in screen.text
        assert "C: 2.875 → 0.6279" in screen.text
        if size == WIDE:  # the chart of the loss, on its axis
            assert re.search("^[ │]* 5 │", screen.text, re.MULTILINE)
            assert "◉" in screen.text


async def test_the_text_that_comes_with_the_last_answer_is_in_sight_below_the_board(
    tmp_path: Path,
) -> None:
    """Found at 80x24: it came above a program, of which the end was shown, and nobody saw it."""
    async with tutor(tmp_path, NARROW, FAN_OUT, (FAN_OUT,)) as screen:
        await screen.press("m", "home", *["down"] * 7, "enter")
        async for text in walk(screen):
            if "Type the line that must stand before line 4." in text:
                break
        await answer_rightly(screen)
        assert "✓ Right. zero_grad()" in screen.text
        assert "The second pass also sent what was left from the first." in screen.prose
        assert "a step three times too long." in screen.prose
        assert screen.text.index("right         1") < screen.text.index("The second pass")


async def test_a_reply_that_is_cut_off_has_a_bar_and_is_scrolled(tmp_path: Path) -> None:
    """Found at 80x24: the question that ends a reply was below the edge, with no way to it."""
    async with tutor(tmp_path, NARROW, SIXTEEN, (SIXTEEN,)) as screen:
        await screen.press(*FIFTH)
        async for text in walk(screen):
            if "δ² = ((W³)ᵀ δ³) ⊙ σ′(z²). What" in text:
                break
        await screen.type("0.0085")
        await screen.type("-0.00983")
        asked = "Which weights lead from this unit to the next layer?"
        assert "✗ Not yet. 0.0085" in screen.text
        assert screen.app.screen.query_one("#reply").show_vertical_scrollbar
        await screen.command("pagedown", "pagedown", "pagedown")
        assert asked in screen.text


@pytest.mark.parametrize("size", SIZES)
@pytest.mark.slow
async def test_the_last_hint_to_a_line_is_not_cut_off_by_the_program(
    tmp_path: Path, size: tuple[int, int]
) -> None:
    async with tutor(tmp_path, size, ALGORITHM, (ALGORITHM,)) as screen:
        await screen.press(*FIFTH)
        async for text in walk(screen):
            if "δ² = ((W³)ᵀ δ³) ⊙ σ′(z²). What" in text:
                break
        for _ in range(2):
            await screen.type("9")
        await screen.press("question_mark", "question_mark", "question_mark")
        assert "σ′(z²) = (0.2494, 0.2179)." in screen.text
