"""What a run comes to, and the mistakes that one can have."""

from __future__ import annotations

from itertools import pairwise
from math import inf

import pytest

from tutor.core.training import (
    FAULTS,
    Change,
    Run,
    Setup,
    Shape,
    delta_sizes,
    made,
    outcome,
    sizes_of,
    usual,
    vanishes,
    with_loss,
)
from tutor.core.training.faulty import Faulty


def setting(data: str, layers: str, rate: float, start: int = 1) -> Setup:
    found = made(data)
    output = "sigmoid" if found.classes else "linear"
    shape = Shape(sizes_of(layers, len(found.inputs)), "sigmoid", output)
    return Setup(found, shape, (Change(0, rate),), seed=start)


@pytest.mark.parametrize(
    ("data", "layers"), [("xor", "2-3-1"), ("xor", "2-2-2-1"), ("line", "1-1")]
)
def test_without_its_mistake_the_run_by_hand_is_the_engines(data: str, layers: str) -> None:
    """So what a mistake changes is the mistake, and nothing else."""
    by_hand_as_by_the_engine(setting(data, layers, 0.5))


def test_the_run_by_hand_knows_cross_entropy() -> None:
    by_hand_as_by_the_engine(with_loss(setting("xor", "2-3-1", 0.5), "cross-entropy"))
    by_hand_as_by_the_engine(usual(made("blobs")))


def by_hand_as_by_the_engine(setup: Setup) -> None:
    hand, run = Faulty(setup, ""), Run(setup)
    for update in range(20):
        assert hand.step(update)
    assert hand.parameters == pytest.approx(run.advance(20).parameters, abs=1e-12)
    assert hand.cost == pytest.approx(run.cost, rel=1e-9)


@pytest.mark.parametrize("fault", FAULTS)
def test_every_mistake_changes_the_run(fault: str) -> None:
    setup = setting("xor", "2-2-2-1", 1.0)
    if fault == "slope-too-many":  # with squares the σ′ belongs there
        setup = with_loss(setup, "cross-entropy")
    assert outcome(setup, 50, fault).curve[0] == outcome(setup, 50).curve[0]
    assert outcome(setup, 50, fault).curve[-1] != outcome(setup, 50).curve[-1]


def test_with_the_slope_too_many_cross_entropy_makes_the_steps_of_the_half_square() -> None:
    squares = setting("xor", "2-2-1", 1.0)
    many = outcome(with_loss(squares, "cross-entropy"), 40, "slope-too-many").parameters
    assert many == pytest.approx(outcome(squares, 40).parameters, rel=1e-9)


def test_a_stale_gradient_is_that_of_the_weights_before_the_last_update() -> None:
    setup = setting("xor", "2-3-1", 1.0)
    stale, run = Faulty(setup, "stale-forward"), Run(setup)
    start = stale.parameters
    first = run.gradients(range(4))
    for update in range(2):
        stale.step(update)
    assert stale.parameters == pytest.approx([p - 2 * g for p, g in zip(start, first, strict=True)])


def test_the_sum_is_the_mean_times_the_examples() -> None:
    summed = outcome(setting("xor", "2-3-1", 1.0), 40, "summed").parameters
    assert summed == pytest.approx(outcome(setting("xor", "2-3-1", 4.0), 40).parameters)


@pytest.mark.parametrize(
    ("setup", "updates", "word"),
    [
        (setting("xor", "2-3-1", 10), 300, "learns"),
        (setting("xor", "2-3-1", 5, 3), 600, "plateau"),
        (setting("xor", "2-3-1", 1), 300, "stuck"),
        (setting("xor", "2-3-1", 300), 100, "grows"),
        (setting("line", "1-1", 0.1), 5, "falls"),
    ],
)
def test_one_word_says_what_a_run_comes_to(setup: Setup, updates: int, word: str) -> None:
    assert outcome(setup, updates).word == word


def test_numbers_that_run_away_are_an_outcome_and_no_crash() -> None:
    gone = outcome(setting("line", "1-1", 100), 400)
    assert gone.word == "grows"
    assert gone.curve[-1][1] == inf
    assert gone.said.endswith("beyond all bounds")
    assert outcome(setting("line", "1-1", 100), 400, "summed").curve[-1][1] == inf


STARTS = range(1, 21)


@pytest.mark.slow
def test_what_lesson_21_says_of_the_stale_program_from_twenty_starts() -> None:
    """With η = 0.9 it runs away, with 0.1 nobody notices; the right one never rises."""
    for start in STARTS:
        setup = setting("line", "1-1", 0.9, start)
        right = [c for _, c in outcome(setup, 60).curve]
        assert all(later <= c * (1 + 1e-12) for c, later in pairwise(right))
        assert outcome(setup, 60, "stale-forward").word == "grows"
        slow = setting("line", "1-1", 0.1, start)
        assert outcome(slow, 60, "stale-forward").word == outcome(slow, 60).word


@pytest.mark.slow
def test_what_lesson_22_says_of_the_two_costs_from_twenty_starts() -> None:
    for start in STARTS:
        squares = setting("xor", "2-3-1", 5, start)
        assert outcome(squares, 200).word in ("stuck", "falls")
        entropy = with_loss(squares, "cross-entropy")
        assert outcome(entropy, 200).word in ("learns", "plateau")


@pytest.mark.slow
def test_what_lesson_22_says_of_the_slope_too_many_from_twenty_starts() -> None:
    for start in STARTS:
        setup = usual(made("blobs"), start).changed(0, rate=0.3)
        assert outcome(setup, 200).word == "learns"
        assert outcome(setup, 200, "slope-too-many").word == "falls"


@pytest.mark.slow
@pytest.mark.parametrize(
    ("layers", "rate", "learnt"),
    [("2-3-1", 1, 0), ("2-3-1", 30, 20), ("2-3-1", 300, 0),
     ("2-1-1", 5, 0), ("2-2-1", 5, 10), ("2-3-1", 5, 17), ("2-6-1", 5, 20)],
)  # fmt: skip
def test_what_lesson_19_says_of_twenty_starts(layers: str, rate: float, learnt: int) -> None:
    words = [outcome(setting("xor", layers, rate, start), 600).word for start in STARTS]
    assert sum(word in ("learns", "plateau") for word in words) == learnt
    if rate == 300:
        assert set(words) == {"grows"}


@pytest.mark.slow
def test_the_bugs_of_lesson_19_look_the_same_from_twenty_starts() -> None:
    """Summed runs away; what is not set to zero comes down, goes up, and so on."""
    for start in STARTS:
        setup = setting("line", "1-1", 0.1, start)
        right, kept = outcome(setup, 60).curve, outcome(setup, 60, "not-zeroed").curve
        assert [c for _, c in right] == sorted((c for _, c in right), reverse=True)
        assert outcome(setup, 60, "summed").word == "grows"
        assert sum(later > c for (_, c), (_, later) in pairwise(kept)) >= 10


def deep(layers: str, activation: str, rate: float, start: int) -> Setup:
    shape = Shape(sizes_of(layers, 2), activation, "sigmoid")
    return Setup(made("xor"), shape, (Change(0, rate),), seed=start)


def test_the_sizes_of_delta_are_those_of_the_gradients_of_the_biases() -> None:
    setup = deep("2-3-2-1", "tanh", 1.0, 4)
    run, names = Run(setup), setup.shape.parameters
    for layer, size in enumerate(delta_sizes(setup), 2):
        biases = [i for i, name in enumerate(names) if name.startswith(f"b{layer}_")]
        found = [abs(run.gradients([one])[i]) for one in range(4) for i in biases]
        assert size == pytest.approx(sum(found) / len(found))


@pytest.mark.slow
@pytest.mark.parametrize(
    ("layers", "activation", "rate", "gone", "learns"),
    [("2-4-1", "sigmoid", 10, False, True), ("2-4-4-4-4-1", "sigmoid", 10, True, False),
     ("2-4-4-4-4-1", "sigmoid", 1, True, False), ("2-4-4-4-4-1", "tanh", 1, False, True)],
)  # fmt: skip
def test_what_lesson_20_says_of_twenty_starts(
    layers: str, activation: str, rate: float, gone: bool, learns: bool
) -> None:
    for start in STARTS:
        setup = deep(layers, activation, rate, start)
        assert vanishes(setup) is gone
        assert (outcome(setup, 400).word in ("learns", "plateau")) is learns
        assert learns or outcome(setup, 400).word == "stuck"
