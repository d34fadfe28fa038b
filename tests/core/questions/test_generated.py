"""Generated questions: sound, and the same for one seed on every Python.

Here a sample; ``python -m tests.benchmarks.questions`` makes thousands of every kind.
"""

from __future__ import annotations

import json
import os
import subprocess
import sys
from dataclasses import replace

import pytest

from tests.core import golden
from tests.core.generated import faults
from tests.core.simulated import graphs
from tests.samples import sampled
from tutor.core import questions as quizzes
from tutor.core.typed import read_typed

POOL = graphs(random_ones=8)


@pytest.mark.parametrize("count", sampled((1, 3), (1,)))
@pytest.mark.parametrize("kind", quizzes.marked_kinds())
def test_a_generated_question_has_one_right_answer_and_refuses_each_mistake(
    kind: str, count: int
) -> None:
    made = [
        (lesson_graph.graph.name, question)
        for lesson_graph in POOL
        for question in quizzes.generate(lesson_graph, 1, count, (kind,))
    ]
    assert len(made) > count * len(POOL) / 6
    found = {f"{name}: {fault}" for name, question in made for fault in faults(question)}
    assert found == set()


NEURON = "z = dot([a, b], [x, y]) + c; L = (z - t)^2"
TWO_LAYERS = (
    "p = tanh(dot([a, b], [x, y]) + c); q = tanh(dot([d, m], [x, y]) + n); "
    "s = tanh(dot([g, h], [p, q]) + k); L = (s - t)^2"
)


@pytest.mark.parametrize("typed", [NEURON, TWO_LAYERS])
def test_a_network_of_any_names_gets_every_kind_of_question(typed: str) -> None:
    read = read_typed(typed)
    assert read.graph is not None
    for kind in quizzes.marked_kinds():
        assert quizzes.generate(read.graph, 1, 3, (kind,)), kind


def test_the_cells_of_a_grid_are_the_weights_of_a_layer_whatever_their_names() -> None:
    read = read_typed(TWO_LAYERS)
    assert read.graph is not None
    asked = {
        tuple(slot.label for slot in question.slots)
        for seed in range(20)
        for question in quizzes.generate(read.graph, 1, seed, ("grid",))
    }
    assert asked == {("∂L/∂a", "∂L/∂b", "∂L/∂d", "∂L/∂m"), ("∂L/∂g", "∂L/∂h")}


def test_an_unsound_question_would_be_seen() -> None:
    (question,) = quizzes.generate(POOL[1], 1, 3, ("choice",))
    twice = replace(question, options=(question.options[0], *question.options[:-1]))
    assert any("option twice" in fault for fault in faults(twice))


def test_a_seed_gives_the_question_that_it_always_gave() -> None:
    before = json.loads(golden.FILE.read_text("utf-8"))
    now = golden.questions()
    known = {one["kind"] for one in before}
    new = {one["kind"] for one in now} - known
    assert len(before) > 100
    how = "python -X utf8 -m tests.core.golden >golden.json && mv golden.json tests/core"
    for was, is_ in zip(before, (one for one in now if one["kind"] in known), strict=True):
        assert is_ == was, f"where that is meant, as with a new wrong number to choose: {how}"
    assert not new, f"a new kind of question ({', '.join(map(str, new))}) is written down by: {how}"


@pytest.mark.parametrize("hash_seed", ["0", "4242"])
@pytest.mark.slow
def test_questions_do_not_depend_on_the_order_of_sets(hash_seed: str) -> None:
    words = [sys.executable, "-X", "utf8", "-m", "tests.core.golden"]
    environment = {**os.environ, "PYTHONHASHSEED": hash_seed}
    found = subprocess.run(words, capture_output=True, env=environment, check=True, timeout=120)
    assert found.stdout.decode().split("\n") == golden.text().split("\n")
