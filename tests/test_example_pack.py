"""The pack that a lecturer begins from: a command finds it, and learners walk it in both modes."""

from __future__ import annotations

import math
from pathlib import Path

import pytest

from tests.learners.full import play_keys
from tests.learners.plain import play_lines
from tests.learners.policy import ASKING, PERFECT, STUMBLING_ONCE, Learner
from tests.test_cli import run
from tutor import starters
from tutor.core import questions as quizzes
from tutor.core.answers import are_apart
from tutor.core.checking import render
from tutor.core.expression import PassScope, evaluate
from tutor.core.graph import run as pass_through
from tutor.core.lesson import Lesson, Quiz
from tutor.core.reader import read

FILES = {name: text for name, text in starters.example_pack().items() if name != "pack.md"}
EVERYBODY = (PERFECT, STUMBLING_ONCE, ASKING)
SEEDS = range(1, 30)


def lesson(name: str) -> Lesson:
    found, problems = read(FILES[name].encode(), name)
    assert found is not None, problems
    return found


def values(name: str, graph: str) -> dict[str, float]:
    return dict(pass_through(lesson(name).graphs[graph].graph).values)


@pytest.fixture(autouse=True)
def _at_home(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("BPTUTOR_HOME", str(tmp_path / "home"))
    monkeypatch.chdir(tmp_path)


def test_a_command_writes_it_and_it_is_added_and_told_once() -> None:
    assert "bptutor open three-graphs" in run("new", "pack", "--example").output
    told = run("check", "three-graphs").output
    assert "0 errors, 0 warnings" in told
    assert "e−1" not in told, "what rounding leaves is no number to be shown"
    assert "was added" in run("add", "three-graphs").output
    assert "Attention with two keys" in run("packs").output
    again = run("new", "pack", "--example")
    assert again.exit_code == 2
    assert "there is a three-graphs here already" in again.output
    for more in (("lesson",), ("pack", "elsewhere"), ("pack", "--title", "Mine")):
        assert "--example is for a pack alone" in run("new", *more, "--example").output


def test_a_disk_that_fills_up_leaves_nothing_of_it(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    def full(path: Path, text: str) -> None:
        if path.name.startswith("02"):
            raise OSError(28, "No space left on device")
        path.write_text(text, "utf-8")

    monkeypatch.setattr("tutor.files.write_new_file", full)
    failed = run("new", "pack", "--example")
    assert failed.exit_code == 2
    assert "three-graphs cannot be written: No space left on device" in failed.output
    assert not (tmp_path / "three-graphs").exists()


@pytest.mark.parametrize("name", FILES)
@pytest.mark.parametrize("learner", EVERYBODY, ids=lambda learner: learner.name)
@pytest.mark.slow
def test_everybody_can_finish_it_by_lines(tmp_path: Path, name: str, learner: Learner) -> None:
    assert play_lines(lesson(name), learner, tmp_path).faults == []


@pytest.mark.parametrize("name", FILES)
@pytest.mark.slow
async def test_it_can_be_finished_by_keys(tmp_path: Path, name: str) -> None:
    assert (await play_keys(lesson(name), PERFECT, tmp_path)).faults == []


@pytest.mark.parametrize("name", FILES)
def test_draws_keep_what_its_author_foresaw_apart(name: str) -> None:
    found = lesson(name)
    for page in found.pages:
        for quiz in page.activities:
            if not isinstance(quiz, Quiz) or quiz.kind != "numeric" or not quiz.varied:
                continue
            for seed in SEEDS:
                question = quizzes.make(quiz, found.graphs[quiz.graph], seed)
                assert question.numbers is not None
                scope = PassScope(question.numbers)
                numbers = [float(quizzes.solution(question)[0])]
                numbers += [evaluate(wrong.when, scope) for wrong in quiz.wrongs]
                for at, one in enumerate(numbers):
                    for other in numbers[:at]:
                        assert are_apart(one, other), (quiz.id, seed, numbers)


def test_the_numbers_in_its_words_are_those_of_its_graphs() -> None:
    soft, attention = values("01-softmax.md", "classes"), values("03-attention.md", "attend")
    powers = [math.exp(z) for z in (1, 2, 0.5)]
    for i, power in enumerate(powers, 1):
        assert soft[f"p{i}"] == pytest.approx(power / sum(powers))
        assert f"{soft[f'p{i}']:.3f}" in FILES["01-softmax.md"]
    for p in ("p1", "p2"):
        assert f"{attention[p]:.3f}" in FILES["03-attention.md"]
    assert f"{4**10:,}" in FILES["02-vanishing.md"]
    chain = lesson("02-vanishing.md").graphs["chain"].graph
    assert abs(pass_through(chain).derivative("a6", "a0")) < 1 / 1000


def test_its_shown_table_says_how_fast_a_gradient_vanishes() -> None:
    shown = render(lesson("02-vanishing.md"))
    for row in ("| 1 | 0.20 | 5 |", "| 2 | 0.043 | 23 |", "| 6 | 0.00011 | 9155 |"):
        assert row in shown


def test_a_class_report_calls_its_lessons_by_their_place_in_the_list() -> None:
    run("new", "pack", "--example")
    run("add", "three-graphs")
    run("--plain", "open", "A3", stdin="\n\n1\nq\n")
    run("export", "--name", "Ann", "-o", "ann.json")
    told = run("class", "ann.json").output
    assert "Lesson A3: s₁ = q₁·k₁₁ + q₂·k₁₂" in told
    assert "three-graphs-attention" not in told
