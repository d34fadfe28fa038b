"""A replay in machine code: the same bits, the same errors; a word where there is no compiler."""

from __future__ import annotations

import shutil
import sys
import tempfile
from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st

from engine import MLP, SGD, DomainError, GraphError, Operation, Value, apply, straight_line
from engine.extras import native
from engine.extras.datasets import two_moons
from engine.extras.native import NativeReplay
from engine.extras.replay import Replay
from engine.extras.replay import compile as compile_loss
from engine.losses import hinge, l2_penalty, softmax_cross_entropy
from engine.ops import OPERATIONS
from tests.engine.samples import samples_of

HAS_COMPILER = any(map(shutil.which, ("cc", "gcc", "clang")))
compiled = pytest.mark.skipif(not HAS_COMPILER, reason="there is no C compiler here")
ROWS = [(*x, y) for x, y in two_moons(20, classes=(-1.0, 1.0), seed=3)]


def moons(**options: object) -> tuple[MLP, Replay]:
    model = MLP(2, [4, 3, 1], seed=2, **options)  # type: ignore[arg-type]
    parameters = model.parameters()
    loss = lambda u, v, y: hinge(model([u, v]), y) + l2_penalty(parameters, 0.01)  # noqa: E731
    return model, compile_loss(loss, parameters, ROWS[:2])


@compiled
@pytest.mark.parametrize("activation", ["relu", "sigmoid"])
def test_cost_and_gradients_have_the_bits_of_the_replay(activation: str) -> None:
    _, replay = moons(activation=activation)
    assert NativeReplay(replay).run(ROWS) == replay.run(ROWS)


@compiled
def test_every_operation_has_the_bits_of_the_replay() -> None:
    """All rows of the table in one program, so that it is compiled once."""
    parameters, terms = [], []
    for name in OPERATIONS:
        row = next(one for one in samples_of(name) if all(abs(u) < 50.0 for u in one))
        leaves = [Value(u) for u in row]
        parameters += leaves
        terms.append(apply(name, *leaves))
    logits = [Value(u) for u in (0.3, -1.2, 2.0)]
    parameters += logits
    terms.append(softmax_cross_entropy(logits, 1))
    replay = compile_loss(lambda x: apply("sum", *terms) * x, parameters, [(1.0,), (-0.7,)])
    try:
        found = NativeReplay(replay).run([(1.0,), (-0.7,), (3.1,)])
    except GraphError as error:
        pytest.fail(f"{error}: write its value and slopes in engine/extras/c_functions.py")
    assert found == replay.run([(1.0,), (-0.7,), (3.1,)])


@compiled
def test_descending_is_gradient_descent_to_the_last_bit() -> None:
    model, replay = moons()
    started = model.state()
    optimiser, costs = SGD(model.parameters(), 0.1), []
    for _ in range(30):
        optimiser.zero_grad()
        costs.append(replay.backward(ROWS))
        optimiser.step()
    reached = model.state()
    for step in (replay, NativeReplay(replay)):
        model.load_state(started)
        assert step.descend(ROWS, 0.1, steps=30) == costs
        assert model.state() == reached


@compiled
def test_where_python_raises_an_error_so_does_it() -> None:
    w = Value(2.0, "w")
    step = NativeReplay(compile_loss(lambda x: (w * x).log(), [w], [(1.0,)]))
    assert step.run([(3.0,)]).cost == pytest.approx(1.791759469228055)
    with pytest.raises(DomainError, match="the program met"):
        step.run([(3.0,), (-1.0,)])
    w = Value(1e200, "w")
    huge = compile_loss(lambda x: w * x, [w], [(1.0,)])
    assert NativeReplay(huge).run([(1e200,)]) == huge.run([(1e200,)])


@compiled
def test_a_step_to_infinity_is_refused_and_the_last_good_one_stays() -> None:
    w = Value(1.0, "w")
    step = NativeReplay(compile_loss(lambda x: w * w * x, [w], [(1.0,)]))
    with pytest.raises(DomainError, match="smaller learning rate"):
        step.descend([(1.0,)], 1e200, steps=5)
    assert abs(w.data) < 1e300


@compiled
def test_nothing_stays_on_the_disk(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(tempfile, "tempdir", str(tmp_path))
    NativeReplay(moons()[1])
    assert not list(tmp_path.iterdir())


@pytest.mark.skipif(sys.platform == "win32", reason="a compiler of one line of shell")
@pytest.mark.parametrize(
    ("does", "said"), [("exit 1", "failed: no word"), ("sleep 60", "was stopped after 0.1 s"),
                       ("echo 'program.c: trouble' >&2; exit 2", "failed: program.c: trouble")],
)  # fmt: skip
def test_a_compiler_that_fails_or_hangs_is_one_line(
    does: str, said: str, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(native, "SECONDS", 0.1 if "sleep" in does else 60)
    compiler = tmp_path / "compiler"
    compiler.write_text(f"#!/bin/sh\n{does}\n")
    compiler.chmod(0o755)
    _, replay = moons()
    with pytest.warns(RuntimeWarning, match=said):
        assert replay.native(str(compiler)) is replay


def test_no_compiler_and_an_operation_without_c_are_one_line(
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    monkeypatch.setenv("PATH", "")
    monkeypatch.delenv("CC", raising=False)
    with pytest.warns(RuntimeWarning, match="no C compiler"):
        moons()[1].native()
    cube = Operation("cube", "cube", 1, lambda u: u**3, lambda _y, u: (3 * u * u,),
                     rule="∂(u³)/∂u = 3u²", partials=("3·{0}²",))  # fmt: skip
    monkeypatch.setitem(OPERATIONS, "cube", cube)  # type: ignore[arg-type]
    w = Value(2.0)
    with pytest.raises(GraphError, match="no C for the operation 'cube'"):
        NativeReplay(compile_loss(lambda x: apply("cube", w) * x, [w], [(1.0,)]))


@given(st.text(max_size=20), st.text(max_size=20))
def test_no_label_gets_into_c_as_it_was_typed(one: str, other: str) -> None:
    u, v = Value(1.5, one), Value(0.5, other)
    text = straight_line(u * v + u.sigmoid()).c
    body = text.partition("double program")[2]
    assert all(c.isascii() and (c.isalnum() or c in "_ ;=*+-,.(){}[]\n&?:>") for c in body)
    for line in body.splitlines():
        words = line.split()
        if words and words[0] == "double":
            assert words[1].startswith("v_")


@compiled
def test_a_loss_without_data_and_one_without_parameters() -> None:
    w = Value(0.5)
    assert NativeReplay(compile_loss(lambda: w * w + 1, [w], [()])).run([()]) == (1.25, [1.0])
    assert NativeReplay(compile_loss(lambda u: u * u, [], [(1.0,)])).run([(3.0,)]) == (9.0, [])
