"""The fast pass gives the same numbers as the pass that a learner sees."""

from __future__ import annotations

from math import isnan

from hypothesis import assume, given
from hypothesis import strategies as st

from tests.core.graphs import FAN_OUT, LINREG, SIGMOID, graph
from tutor.core.graph import Graph, nudged, run, tape_of, values_of
from tutor.core.graph.cancelling import cancels
from tutor.core.graph.running import SUMS

GRAPHS = st.sampled_from([LINREG, FAN_OUT, SIGMOID])


@given(GRAPHS, st.data())
def test_values_and_gradients_equal_those_of_the_engine(made: Graph, data: st.DataObject) -> None:
    leaves = {n.name: data.draw(st.floats(-4, 4)) for n in made.leaves}
    pass_, tape = run(made, leaves), tape_of(made)
    values = tape.forward(leaves)
    assert values is not None
    for row in tape.rows:  # a learner is shown 0 for what rounding leaves of a sum
        size = sum(abs(values[i]) for i in row.operands)
        assume(row.op not in SUMS or not cancels(values[row.node], size))
    assert values == values_of(tape, pass_)
    local = tape.local_gradients(values)
    assert local is not None
    output = tape.index[made.output]
    gradients = tape.backward(local, output)
    assert gradients == [pass_.gradients[name] for name in tape.names]
    for name in tape.names:
        tangent = tape.tangent(local, tape.index[name])
        assert [pass_.derivative(of, name) for of in tape.names] == [
            tape.backward(local, tape.index[of])[tape.index[name]] for of in tape.names
        ]
        assert abs(tangent[output] - pass_.gradients[name]) <= 1e-9 * max(1, abs(tangent[output]))


def test_a_leaf_without_a_value_or_a_value_outside_the_domain_gives_nothing() -> None:
    log = graph("y", x=1.0, y=("log", "x"))
    assert tape_of(log).forward({"x": -1.0}) is None
    assert tape_of(log).forward({"x": 2.0}) is not None


def test_the_first_node_without_a_value_is_named_with_what_went_in() -> None:
    logs = graph("y", x=1.0, c=("sub", "x", 3.0), u=("log", "c"), y=("sqrt", "c"))
    row, operands = tape_of(logs).undefined({"x": 2.0}) or (None, [])
    assert row is not None
    assert (row.op, operands) == ("log", [-1.0])
    assert tape_of(logs).undefined({"x": 4.0}) is None


def test_a_nudge_moves_what_comes_after_and_nothing_else() -> None:
    pass_ = run(FAN_OUT)
    moved = nudged(pass_, "b", 0.5)
    again = run(FAN_OUT, {"b": pass_.values["b"] + 0.5}).values
    assert moved == again
    assert moved["a"] == pass_.values["a"]


def test_what_comes_after_a_node_without_a_value_has_none_either() -> None:
    """relu(NaN) would be 0: a value from nowhere."""
    after = graph("y", x=1.0, u=("log", "x"), y=("relu", "u"))
    moved = nudged(run(after), "x", -2.0)
    assert moved["x"] == -1.0
    assert isnan(moved["u"])
    assert isnan(moved["y"])


def test_reaches_and_reached_follow_the_edges() -> None:
    tape = tape_of(FAN_OUT)
    named = lambda nodes: {tape.names[i] for i in nodes}  # noqa: E731
    assert named(tape.reached(tape.index["b"])) == {"b", "x", "y", "f"}
    assert named(tape.reaches(tape.index["x"])) == {"a", "b", "x"}
