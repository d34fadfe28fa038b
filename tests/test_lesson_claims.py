"""What the texts of lessons 16, 17, 19 to 22 say of numbers and runs, where nothing else shows it.

What is said of twenty starts in so many words is tried in ``tests/core/training/test_outcome.py``,
and what lesson 17 says of its own runs in ``tests/test_training_lesson.py``.
"""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import replace
from itertools import pairwise
from math import exp, hypot
from statistics import fmean, pstdev

import pytest

from engine import Value, relu
from tests.core.lessons import FOLDER, lesson
from tests.core.training.test_outcome import STARTS, deep, setting
from tests.test_training_lesson import LESSON as MINI_BATCHES
from tests.test_training_lesson import losses, plan_of
from tutor.core.activities.training import history
from tutor.core.activities.training_plan import Training
from tutor.core.graph import run
from tutor.core.lesson import Steps
from tutor.core.text import format_number
from tutor.core.training import (
    Run,
    accuracy,
    delta_sizes,
    made,
    network_at,
    outcome,
    units_at,
    usual,
    with_loss,
)
from tutor.core.training.forward import activations, columns_of
from tutor.core.training.pictures import CLASS_SIGNS, SHADES, SHADES_OF_THREE
from tutor.ui.screens.training.keys import COMMAND_TABLE


def text_of(number: str) -> str:
    """All that a lesson's file says, without marks for formulas and for emphasis."""
    (path,) = FOLDER.glob(f"{number}-*.md")
    return " ".join(path.read_text("utf-8").translate({ord("$"): None, ord("*"): None}).split())


def says(number: str, *sentences: str) -> None:
    """The lesson says so still: what follows is about these words."""
    text = text_of(number)
    for sentence in sentences:
        assert sentence in text, sentence


def test_lesson_16_says_what_its_step_was_to_give_and_what_it_gave() -> None:
    says("16", "took C to 0.3322, where 0.3314 was predicted")
    found = lesson("16")
    (steps,) = [one for page in found.pages for one in page.activities
                if isinstance(one, Steps) and isinstance(one.plan, Training)]  # fmt: skip
    assert isinstance(steps.plan, Training)
    numbers = run(found.graphs[steps.graph].graph)
    before, after = history(numbers, steps.plan).updates[:2]
    parameters = [node.name for node in numbers.graph.leaves if node.name[0] in "wb"]
    squares = sum(numbers.gradients[name] ** 2 for name in parameters)
    assert format_number(after.loss) == "0.3322"
    assert format_number(before.loss - steps.plan.rate * squares) == "0.3314"


def layers_of(one: Run) -> Sequence[Sequence[Sequence[float]]]:
    """What each unit of each layer gives on every example, inputs first."""
    setup = one.setup
    rows = columns_of([row[:-1] for row in setup.data.rows])
    return activations(network_at(setup.shape, one.parameters), rows)


def spread(columns: Sequence[Sequence[float]]) -> float:
    """How far apart what a layer says of two examples is, at most."""
    return max(max(column) - min(column) for column in columns)


# Lesson 17 ----------------------------------------------------------------------------------------


def test_17_with_a_rate_of_a_tenth_the_cost_falls_at_every_update() -> None:
    says("17", "With \\eta = 0.1 the cost fell.")
    (steps,) = MINI_BATCHES.pages[4].activities
    fell = losses(plan_of(steps.id))
    assert all(later < before for before, later in pairwise(fell))


def test_17_no_line_has_less_than_the_cost_that_is_said() -> None:
    """The straight line of least squares."""
    says("17", "stays at 1.162, the least that any line can have here")
    (steps,) = [
        o for page in MINI_BATCHES.pages for o in page.activities if o.id == "two-at-a-time"
    ]
    assert isinstance(steps, Steps)
    assert isinstance(steps.plan, Training)
    points = [(one["x"], one["y"]) for one in steps.plan.examples]
    mean_x, mean_y = (fmean(column) for column in zip(*points, strict=True))
    slope = sum((x - mean_x) * (y - mean_y) for x, y in points)
    slope /= sum((x - mean_x) ** 2 for x, _ in points)
    left = fmean((y - mean_y - slope * (x - mean_x)) ** 2 / 2 for x, y in points)
    assert left == pytest.approx(1.162, abs=5e-4)


@pytest.mark.slow
@pytest.mark.parametrize("seed", range(20))
def test_17_a_smaller_rate_makes_the_trembling_smaller(seed: int) -> None:
    says("17", "A smaller η makes the trembling smaller.")
    trembling = []
    for rate in (0.2, 0.1, 0.05):
        plan = replace(plan_of("one-at-a-time"), seed=seed, updates=400, rate=rate)
        story = history(run(MINI_BATCHES.graphs["model"].graph), plan)
        trembling.append(pstdev([one.loss for one in story.updates[100:]]))
    assert trembling == sorted(trembling, reverse=True)


# Lesson 19 ----------------------------------------------------------------------------------------


def test_19_one_neuron_gets_three_points_of_xor_right_and_never_four() -> None:
    steps = [i / 4 for i in range(-8, 9)]
    right = {
        sum(((w * x + v * y + b > 0) == (x != y)) for x in (0, 1) for y in (0, 1))
        for w in steps for v in steps for b in steps
    }  # fmt: skip
    assert max(right) == 3


def test_19_small_random_weights_say_about_the_same_of_every_point() -> None:
    says("19", "A network with small random weights gives nearly the same output for every input.")
    for start in STARTS:
        assert spread(layers_of(Run(setting("xor", "2-3-1", 5, start)))[-1]) < 0.2


def test_19_at_the_start_of_its_first_run_the_network_says_about_a_half() -> None:
    says("19", "At the start the network gives about 0.5 for all four points.")
    (outputs,) = layers_of(Run(setting("xor", "2-3-1", 5, 3)))[-1]
    assert all(abs(a - 0.5) < 0.15 for a in outputs)


def test_19_on_the_plateau_the_messages_of_the_examples_cancel() -> None:
    says("19", "the curve was flat because the messages of the examples cancelled")
    one = Run(setting("xor", "2-3-1", 5, 3))
    one.advance(200)
    mean = hypot(*one.gradients(range(4)))
    assert mean < 0.02 * fmean(hypot(*one.gradients([example])) for example in range(4))
    assert [round(0.5 * 0.5 * (0.5 - y), 3) for y in (0, 1, 1, 0)] == [0.125, -0.125, -0.125, 0.125]


def test_what_the_shades_of_a_map_are_is_said_by_their_signs() -> None:
    """Light and dark are the other way round on a dark screen."""
    says("19", "On the map, a blank is 0 and a full block `█` is 1")
    says("22", "blank is the first class, `▒` the second, `█` the third, and `o`, `x` and `v`")
    assert (SHADES[0], SHADES[-1], SHADES_OF_THREE, CLASS_SIGNS) == (" ", "█", " ▒█", "oxv")


def test_19_a_line_is_lost_at_a_rate_of_one_and_a_half() -> None:
    says("19", "with a line, 1.5 is already too much")
    assert {outcome(setting("line", "1-1", 1.5, start), 60).word for start in STARTS} == {"grows"}


@pytest.mark.slow
@pytest.mark.parametrize("start", STARTS)
def test_19_who_has_been_thrown_far_out_does_not_come_back(start: int) -> None:
    says("19", "A unit that has been thrown there does not come back.")
    one = Run(setting("xor", "2-3-1", 300, start))
    one.advance(600)
    thrown = one.cost
    assert "saturated" in {unit.state for unit in units_at(one, 0)}
    one.advance(2000)
    assert one.cost == pytest.approx(thrown, rel=0.01)


def test_19_its_line_has_forty_points() -> None:
    says("19", "fits a line to 40 points", "A sum of 40 gradients is 40 times as long")
    assert len(made("line").rows) == 40


# Lesson 20 ----------------------------------------------------------------------------------------


def test_20_less_than_two_per_cent_comes_through_three_units_whatever_the_values() -> None:
    says("20", "which is less than two per cent")
    graph = lesson("20").graphs["row"].graph
    for z in (-2, -1.5, -1, -0.5, 0.5, 1, 1.5, 2):
        assert run(graph, {"z": z}).gradients["z"] < 0.02
    assert pytest.approx(0.0039, abs=1e-4) == 0.25**4


def test_20_the_last_layers_of_the_deep_network_are_told_the_same_of_every_example() -> None:
    says("20", "but their inputs are the same for every example")
    one = Run(deep("2-4-4-4-4-1", "sigmoid", 10, 1))
    one.advance(400)
    assert spread(layers_of(one)[-2]) < 0.02


@pytest.mark.slow
@pytest.mark.parametrize("start", STARTS)
def test_20_so_it_is_from_other_starts(start: int) -> None:
    one = Run(deep("2-4-4-4-4-1", "sigmoid", 10, start))
    one.advance(400)
    assert spread(layers_of(one)[-2]) < 0.02


def test_20_most_weights_begin_below_one() -> None:
    says("20", "mostly weights below 1")
    begun = [
        p for start in STARTS for p in Run(deep("2-4-4-4-4-1", "sigmoid", 10, start)).parameters
    ]
    assert fmean(abs(p) < 1 for p in begun) > 0.9


def test_20_with_tanh_delta_is_no_longer_than_that_of_the_output() -> None:
    for start in STARTS:
        *before, last = delta_sizes(deep("2-4-4-4-4-1", "tanh", 1, start))
        assert max(before) <= last


@pytest.mark.slow
@pytest.mark.parametrize(("units", "learnt"), [(4, 12), (6, 17), (8, 20)])
def test_20_more_units_a_layer_learn_from_more_starts(units: int, learnt: int) -> None:
    says("20", "12 learnt with four units per layer, 17 with six, and all 20 with eight")
    layers = f"2-{units}-{units}-{units}-{units}-1"
    words = [outcome(deep(layers, "relu", 1, start), 400).word for start in STARTS]
    assert sum(word in ("learns", "plateau") for word in words) == learnt


@pytest.mark.slow
def test_20_a_dead_unit_gets_no_gradient_and_a_change_before_it_can_bring_it_back() -> None:
    says(
        "20", "gets no gradient itself, so only a change in the layers before it can bring it back"
    )
    back = 0
    for start in STARTS:
        one = Run(deep("2-4-4-4-4-1", "relu", 1, start))
        names, gradients = one.setup.shape.parameters, one.gradients(range(4))
        dead = {(u.layer, u.number) for u in units_at(one, 0) if u.state == "dead"}
        for layer, number in dead:
            own = [g for name, g in zip(names, gradients, strict=True)
                   if name.startswith((f"w{layer}_{number}_", f"b{layer}_{number}"))]  # fmt: skip
            assert own
            assert not any(own)
        one.advance(400)
        back += any((u.layer, u.number) in dead and u.state != "dead" for u in units_at(one, 0))
    assert back


# Lesson 21 ----------------------------------------------------------------------------------------


def test_21_who_is_right_and_what_the_two_nudges_say() -> None:
    says(
        "21",
        "One says 8, the other 24.",
        "With h = 0.1 the quotient said 24.9, with 0.01 it said 24.09",
    )
    graph = lesson("21").graphs["model"].graph
    numbers = run(graph)
    assert numbers.gradients["w"] == 24
    for h, quotient in ((0.1, 24.9), (0.01, 24.09)):
        after = run(graph, {"w": numbers.values["w"] + h}).values["C"]
        assert (after - numbers.values["C"]) / h == pytest.approx(quotient, abs=1e-9)


def relative_error(h: float, *, central: bool = False) -> float:
    quotient = (exp(1 + h) - exp(1 - h)) / (2 * h) if central else (exp(1 + h) - exp(1)) / h
    return abs(quotient / exp(1) - 1)


def test_21_a_tenth_of_the_nudge_is_a_tenth_of_the_error_and_a_hundredth_with_both_sides() -> None:
    says("21", "so is the error of the one-sided quotient", "central one is divided by 100")
    for central, part in ((False, 0.1), (True, 0.01)):
        error, smaller = (relative_error(h, central=central) for h in (1e-2, 1e-3))
        assert smaller / error == pytest.approx(part, rel=0.02)
    numbers = run(lesson("21").graphs["central"].graph)
    gradient = 2 * (numbers.values["w"] * numbers.values["x"] - numbers.values["y"])
    assert numbers.values["slope"] == pytest.approx(gradient * numbers.values["x"])  # a parabola


def test_21_the_error_shrinks_at_first_and_then_it_grows_again() -> None:
    says("21", "beyond it each smaller h makes the quotient worse", "Take about 10^{-5}")
    one = [relative_error(10.0**-k) for k in range(1, 17)]
    assert all(later < before for before, later in pairwise(one[:7]))
    assert min(one) in one[6:9]
    assert one[15] > one[11] > one[8]
    assert 1 + 1e-16 == 1
    assert relative_error(1e-5, central=True) < 1e-9


def test_21_the_planted_bug_leaves_v_right_and_spoils_b_and_w() -> None:
    numbers = run(lesson("21").graphs["planted"].graph)
    z, s = numbers.values["z"], numbers.values["s"]
    factor = z * (1 - z) / (s * (1 - s))  # the wrong slope for the right one
    assert factor != pytest.approx(1, abs=0.01)
    steps = next(o for page in lesson("21").pages for o in page.activities
                 if isinstance(o, Steps) and o.kind == "program")  # fmt: skip
    assert "z.grad += s.grad * z * (1 - z)" in str(steps.plan)
    before = {edge.source for edge in numbers.graph.edges if edge.target in ("p", "J")}
    assert "v" in before
    assert {"b", "w"}.isdisjoint(before)


def test_21_what_a_check_says_at_a_corner_and_what_the_backward_pass_says() -> None:
    for h in (0.1, 1e-5):
        assert (max(0, h) - max(0, -h)) / (2 * h) == 0.5
    z = Value(0.0)
    relu(z).backward()
    assert z.grad == 0


def test_21_a_check_of_all_parameters_takes_two_passes_each() -> None:
    assert 2 * len(setting("xor", "2-3-1", 1).shape.parameters) == 26


@pytest.mark.slow
def test_21_a_run_that_sums_is_gone_in_a_step_or_two() -> None:
    says("21", "A run that sums is gone in a step or two.")
    for start in STARTS:
        begun, _, then, *_ = outcome(setting("line", "1-1", 0.9, start), 60, "summed").curve
        assert then[0] == 2
        assert then[1] > 1000 * begun[1]


# Lesson 22 ----------------------------------------------------------------------------------------


def test_22_the_walk_back_through_the_softmax_sends_as_many_messages_as_is_said() -> None:
    says("22", "You have sent eight messages")
    assert len(run(lesson("22").graphs["routes"].graph).messages) == 8


def test_22_the_three_deltas_sum_to_nothing_and_softmax_leaves_a_difference() -> None:
    numbers = run(lesson("22").graphs["soft"].graph)
    delta = [numbers.gradients[f"z{k}"] for k in (1, 2, 3)]
    powers = [exp(numbers.values[f"z{k}"]) for k in (1, 2, 3)]
    p = [power / sum(powers) for power in powers]
    assert delta == pytest.approx([p[0] - 1, p[1], p[2]])
    assert sum(delta) == pytest.approx(0)


@pytest.mark.slow
@pytest.mark.parametrize("start", STARTS)
def test_22_with_the_slope_too_many_the_steps_are_short_but_not_that_short(start: int) -> None:
    """Its option says that p(1 − p) is small only where the network is sure: it is not at first."""
    (*_, outputs) = layers_of(Run(usual(made("blobs"), start)))
    assert fmean(p * (1 - p) for column in outputs for p in column) > 0.1


def test_22_powers_of_large_scores_overflow_and_the_larger_one_can_be_taken_away() -> None:
    says("22", "So programs subtract the largest score first")
    with pytest.raises(OverflowError):
        exp(1000)
    assert 1 / (1 + exp(-1)) == pytest.approx(exp(1) / (exp(0) + exp(1)))


def test_22_the_two_large_scores_are_printed_as_far_apart_as_they_are() -> None:
    """Four figures of 1000.5 are 1000: the gap is what is asked."""
    graph = lesson("22").graphs["large"].graph
    for gap in range(1, 6):
        values = run(graph, {"base": 1000, "gap": gap}).values
        shown = float(format_number(values["z_2"]))
        assert shown - float(format_number(values["base"])) == gap


@pytest.mark.slow
@pytest.mark.parametrize(
    ("loss", "learnt"), [("half-square", {False}), ("cross-entropy", {True})], ids=str
)
def test_22_learnt_by_the_half_square_or_by_cross_entropy_means_a_tenth(
    loss: str, learnt: set[bool]
) -> None:
    says("22", "To have learnt means here that C is below a tenth of what it was at the start.")
    found = [outcome(with_loss(setting("xor", "2-3-1", 5, start), loss), 200) for start in STARTS]
    assert {one.curve[-1][1] < one.curve[0][1] / 10 for one in found} == learnt
    says("22", "All four points can be on the right side before C is that small.")
    one = Run(with_loss(setting("xor", "2-3-1", 5, 8), loss))
    one.advance(200)
    assert accuracy(one) == 1.0


@pytest.mark.parametrize("number", ["19", "20", "22"])
def test_a_lesson_says_what_learnt_means_before_it_counts_starts(number: str) -> None:
    text = text_of(number)
    claim = re.search("gave this result|Of the starts 1 to 20", text)
    assert claim
    assert "below a tenth" in text[: claim.start()]


KEYS = {
    "19": {"Space": "play", "h": "hidden(1)", "H": "hidden(-1)", "r": "restart", "m": "messages"},
    "20": {"l": "layers", "a": "activation", "Enter": "open"},
    "22": {"d": "data", "k": "loss"},
}
"""The keys of the training screen that lessons name, and what is said that they do."""


@pytest.mark.parametrize("number", KEYS)
def test_the_keys_that_a_lesson_names_do_what_it_says(number: str) -> None:
    commands = {command.shown: command.action for command in COMMAND_TABLE}
    ids = {command.shown: command.id for command in COMMAND_TABLE}
    for shown, action in KEYS[number].items():
        assert commands[shown] == action
        assert f"{{key {ids[shown]} {shown}}}" in text_of(number)
