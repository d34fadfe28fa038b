"""A training run gives the same numbers, bit for bit, whatever way an update is reached."""

from __future__ import annotations

import shutil
import tracemalloc
from dataclasses import replace

import pytest
from hypothesis import example, given, settings
from hypothesis import strategies as st

from engine import (
    MLP,
    Value,
    binary_cross_entropy,
    mean,
    native,
    softmax_cross_entropy,
    squared_error,
)
from tests.samples import sampled
from tutor.core.graph import run as run_graph
from tutor.core.training import (
    LOSSES,
    MADE,
    OPTIMISERS,
    Run,
    Setup,
    SetupError,
    Shape,
    accuracy,
    events,
    made,
    sizes_of,
    units_at,
    usual,
    with_loss,
)
from tutor.core.training.samples import Samples

HAS_COMPILER = any(map(shutil.which, ("cc", "gcc", "clang")))
DATA = [made(name) for name in MADE]
WALKS = st.lists(st.tuples(st.sampled_from(["on", "back", "to"]), st.integers(0, 90)), max_size=12)


@st.composite
def setups(draw) -> Setup:
    data = draw(st.sampled_from(DATA))
    setup = usual(data, draw(st.integers(1, 5)))
    hidden = draw(st.lists(st.integers(1, 3), max_size=2))
    activation = draw(st.sampled_from(["sigmoid", "tanh", "relu"]))
    sizes = (len(data.inputs), *hidden, data.outputs)
    shape = replace(setup.shape, sizes=sizes, activation=activation)
    if shape.output == "sigmoid":
        shape = replace(shape, loss=draw(st.sampled_from(LOSSES)))
    setup = replace(setup, shape=shape, optimiser=draw(st.sampled_from(OPTIMISERS)))
    setup = setup.changed(0, rate=draw(st.sampled_from([0.01, 0.3])), batch=draw(st.integers(0, 7)))
    for update in sorted(draw(st.sets(st.integers(1, 80), max_size=2))):
        setup = setup.changed(update, rate=draw(st.sampled_from([0.02, 0.1])))
    return setup


def small(setup: Setup, rows: int = 4) -> Run:
    """A run that keeps so few rows that it has to throw some away."""
    found = Run(setup)
    kept = Samples(found._kept.width, rows)
    kept.add(found._row())
    found._kept = kept
    return found


@settings(max_examples=25, deadline=None)
@given(setups(), WALKS, st.integers(0, 100), st.booleans())
def test_every_way_to_an_update_gives_the_same_bits(setup, walk, update, keeps_few) -> None:
    straight = Run(setup)
    for _ in range(update):
        straight.advance()
    wanted = straight.moment
    wandering = small(setup) if keeps_few else Run(setup)
    for way, size in walk:
        if way == "on":
            wandering.advance(size)
        else:
            wandering.at(size if way == "to" else max(0, wandering.update - size))
    assert wandering.at(update) == wanted
    assert [wandering._row()] == [straight._row()]
    costs = dict(straight.curve)
    assert all(cost == costs[at] for at, cost in wandering.curve if at in costs)


@pytest.mark.skipif(not HAS_COMPILER, reason="there is no C compiler here")
def test_machine_code_gives_the_bits_of_python() -> None:
    for name in ("xor", "spiral"):
        setup = usual(made(name))
        slow, fast = Run(setup), Run(setup)
        assert fast.adopt(native.NativeReplay(fast.replay))
        assert fast.advance(300) == slow.advance(300)
        assert fast.at(111) == slow.at(111)


def test_what_computes_other_bits_is_not_taken() -> None:
    run = Run(usual(made("xor")))
    other = Run(usual(made("xor"), seed=2))
    assert not run.adopt(other.replay)
    assert run.replay is not other.replay


def test_a_run_is_gradient_descent_as_the_engine_does_it() -> None:
    setup = usual(made("moons"))
    model = MLP(2, [8, 1], activation="tanh", output_activation="sigmoid", seed=1)
    run = Run(setup)
    rows = setup.data.rows
    for _ in range(5):
        batch = [rows[place] for place in run.batch]
        model.zero_grad()
        mean(squared_error(model(row[:2]), row[2]) for row in batch).backward()
        for p in model.parameters():
            p.data -= 1.0 * p.grad
        run.advance()
        assert run.parameters == pytest.approx(model.state(), rel=1e-9, abs=1e-12)
    every = mean(squared_error(model(row[:2]), row[2]) for row in rows)
    assert run.cost == pytest.approx(every.data, rel=1e-9)


LOGITS = st.floats(-1e6, 1e6) | st.floats(-50, 50)


@example([0.0, 33.0, -1.0], 1)
@example([0.0, 34.0, -1.0], 1)
@given(st.lists(LOGITS, min_size=3, max_size=3), st.integers(0, 2))
def test_cross_entropy_of_three_classes_is_right_at_any_logits(logits, right) -> None:
    check_cost(Shape((1, 3), output="softmax", loss="cross-entropy"), logits, right,
               lambda z: softmax_cross_entropy(z, right))  # fmt: skip


@given(LOGITS, st.integers(0, 1))
def test_cross_entropy_of_two_classes_is_right_at_any_logit(logit, right) -> None:
    check_cost(Shape((1, 1), loss="cross-entropy"), [logit], right,
               lambda z: binary_cross_entropy(z, [right]))  # fmt: skip


def check_cost(shape: Shape, logits, right: int, loss) -> None:
    """C, and ∂C/∂b = p − y, are those of the engine's loss, which is checked against decimals."""
    values = [*map(Value, logits)]
    wanted = loss(values)
    wanted.backward()
    parameters = [x for logit in logits for x in (0.0, logit)]
    numbers = run_graph(shape.graph, shape.leaves(parameters, (0.0, right)))
    assert numbers.values["C"] == pytest.approx(wanted.data, rel=1e-12, abs=1e-300)
    for k, value in enumerate(values, 1):
        assert numbers.gradients[f"b2_{k}"] == pytest.approx(value.grad, rel=1e-12, abs=1e-15)


@pytest.mark.parametrize("name", ["moons", "blobs", "cross-entropy"])
def test_the_graph_of_an_example_has_the_numbers_of_the_run(name: str) -> None:
    setup = usual(made("moons" if name == "cross-entropy" else name))
    if name == "cross-entropy":
        setup = with_loss(setup, name)
    run = Run(setup)
    run.advance(40)
    place = run.batch[0]
    numbers = run_graph(
        setup.shape.graph, setup.shape.leaves(run.parameters, setup.data.rows[place])
    )
    sent = [numbers.gradients[name] for name in setup.shape.parameters]
    assert sent == pytest.approx(run.gradients([place]), rel=1e-9, abs=1e-15)
    for unit in units_at(run, place):
        node = f"z{unit.layer}_{unit.number}"
        assert unit.delta == pytest.approx(numbers.gradients[node], rel=1e-9, abs=1e-15)


def test_the_batches_of_an_epoch_have_every_example_once() -> None:
    run = Run(usual(made("moons")).changed(0, batch=30))
    batches = []
    for _ in range(8):
        batches.append(run.batch)
        run.advance()
    first, second = sum(batches[:4], ()), sum(batches[4:], ())
    assert sorted(first) == sorted(second) == list(range(100))
    assert first != second
    assert [len(batch) for batch in batches[:4]] == [30, 30, 30, 10]


def test_another_rate_forgets_what_came_after_and_nothing_before() -> None:
    run = Run(usual(made("xor")))
    run.advance(50)
    before = run.at(20)
    run.change(rate=0.5)
    assert (run.furthest, run.moment) == (20, before)
    assert max(at for at, _ in run.curve) == 20
    after = run.advance(30)
    other = Run(usual(made("xor")).changed(20, rate=0.5))
    assert other.advance(50) == after
    with pytest.raises(SetupError, match="not a learning rate"):
        run.change(rate=-1.0)


def test_a_loss_that_the_data_cannot_have_is_refused_in_words() -> None:
    with pytest.raises(SetupError, match="three classes are learnt by cross-entropy"):
        with_loss(usual(made("blobs")), "half-square")
    with pytest.raises(SetupError, match="the target is a number"):
        with_loss(usual(made("line")), "cross-entropy")
    assert "tanh, cross-entropy, η 1" in with_loss(usual(made("moons")), "cross-entropy").words


@pytest.mark.parametrize("optimiser", OPTIMISERS)
def test_what_runs_away_ends_in_words(optimiser: str) -> None:
    line = usual(made("line"))
    run = Run(replace(line, optimiser=optimiser).changed(0, rate=1000.0))
    run.advance(5)
    if optimiser != "adam":  # its steps are never longer than the rate
        assert "diverging" in kinds(run)
        run.advance(10_000)
        assert run.is_over
        assert "diverged" in kinds(run)
        last = run.moment
        assert run.advance(3) == last
        assert run.at(last.update) == last
    run.at(0)
    run.change(rate=0.05)
    assert not run.is_over
    assert run.advance(50).cost < run.curve[0][1]


def kinds(run: Run) -> list[str]:
    return [event.kind for event in events(run, units_at(run, 0))]


def test_units_that_learn_no_more_are_told() -> None:
    setup = usual(made("xor"))
    run = Run(setup)
    run._values[2].data = -60.0  # the bias of the first hidden unit
    assert "saturated" in kinds(run)
    relu = Run(replace(setup, shape=replace(setup.shape, activation="relu")))
    relu._values[2].data = -60.0
    assert "dead" in kinds(relu)
    assert kinds(Run(setup)) == []


def test_a_plateau_and_the_end_of_learning_are_told_at_the_same_updates_on_every_way() -> None:
    setup = usual(made("xor")).changed(0, rate=0.05)
    run, other = Run(setup), Run(setup)
    run.advance(900)
    assert kinds(run) == ["plateau"]
    other.advance(3000)
    other.at(900)
    assert events(other, units_at(other, 0)) == events(run, units_at(run, 0))
    run = Run(usual(made("xor")))
    run.advance(3000)
    assert kinds(run) == ["learnt"]


def test_a_cost_that_swings_or_rises_is_no_plateau_but_a_rate_to_be_lowered() -> None:
    run = Run(usual(made("spiral")))
    run.advance(200)
    assert kinds(run)[:1] == ["plateau"]
    run.change(rate=10.0)
    assert "plateau" not in kinds(run)  # what was before says nothing about this rate
    run.advance(100)
    found = events(run, ())
    assert [event.kind for event in found] == ["swinging"]
    assert found[0].said.startswith("C has swung between 0.02993 and 0.1444 since update 240")
    run.advance(300)
    run.at(300)
    assert events(run, ()) == found
    run = Run(usual(made("line")).changed(0, rate=1.43))
    run.advance(150)
    assert kinds(run) == ["rising"]
    assert "lower the rate" in events(run, ())[0].said


def test_a_rate_that_was_lowered_in_time_is_not_to_be_lowered_again() -> None:
    run = Run(usual(made("line")).changed(0, rate=5.0))
    run.advance(5)
    assert kinds(run) == ["diverging"]
    run.change(rate=0.1)
    run.advance(2)
    assert run.cost > 10 * run.curve[0][1]
    assert kinds(run) == []
    run.change(rate=5.0)
    run.advance(2)
    assert kinds(run) == ["diverging"]


def test_only_with_all_examples_in_an_update_a_swing_is_put_down_to_the_rate() -> None:
    run = Run(usual(made("spiral")))
    run.advance(200)
    run.change(rate=10.0)
    run.advance(100)
    (found,) = events(run, ())
    assert found.kind == "swinging"
    assert "the mini-batches differ, or the rate is too high." in found.said
    assert "lower the rate" not in found.said


@pytest.mark.parametrize("name", sampled(MADE, ("xor",)))
def test_each_data_set_is_learnt_with_the_defaults(name: str) -> None:
    data = made(name)
    run = Run(usual(data))
    first = run.cost
    run.advance(3000)
    if data.classes:
        assert accuracy(run) >= 0.97
    else:
        assert run.cost < 0.15 < first


def test_a_long_run_keeps_little_and_finds_everything() -> None:
    run = small(usual(made("xor")), rows=1000)
    tracemalloc.start()
    run.advance(4000)
    before = tracemalloc.get_traced_memory()[0]
    wanted = run.at(1234)
    run.advance(8000)
    assert tracemalloc.get_traced_memory()[0] < before + 200_000
    tracemalloc.stop()
    assert run.at(1234) == wanted
    assert len(run._kept) <= 1000
    assert len(run.curve) <= 513


def test_layers_are_read_and_refused_in_words() -> None:
    assert sized("2-8-1") == (2, 8, 1)
    for text, why in (
        ("2-x-1", "is not a list of layers"), ("2--1", "is not a list of layers"),
        ("2-1000-1", "layers of 1 to 16 units"),
        ("2-99-1", "1 to 16 units"),
        ("2", "2 to 6 layers"), ("3-4-1", "have 2 inputs"), ("2-4-2", "have 2 inputs"),
    ):  # fmt: skip
        with pytest.raises(SetupError, match=why):
            sized(text)
    assert Shape((2, 3, 1)).parameters[:4] == ("w2_1_1", "w2_1_2", "b2_1", "w2_2_1")


def sized(text: str) -> tuple[int, ...]:
    return sizes_of(text, 2)
