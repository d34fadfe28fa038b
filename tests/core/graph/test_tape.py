"""The fast pass gives the same numbers as the pass that a learner sees."""

from __future__ import annotations

from hypothesis import given
from hypothesis import strategies as st

from tests.core.graphs import FAN_OUT, LINREG, SIGMOID
from tutor.core.graph.model import Graph, run
from tutor.core.graph.tape import tape_of, values_of

GRAPHS = st.sampled_from([LINREG, FAN_OUT, SIGMOID])


@given(GRAPHS, st.data())
def test_values_and_gradients_equal_those_of_the_engine(graph: Graph, data: st.DataObject) -> None:
    leaves = {n.name: data.draw(st.floats(-4, 4)) for n in graph.leaves}
    pass_, tape = run(graph, leaves), tape_of(graph)
    values = tape.forward(leaves)
    assert values is not None
    assert values == values_of(tape, pass_)
    local = tape.local_gradients(values)
    assert local is not None
    output = tape.index[graph.output]
    gradients = tape.backward(local, output)
    assert gradients == [pass_.gradients[name] for name in tape.names]
    for name in tape.names:
        tangent = tape.tangent(local, tape.index[name])
        assert abs(tangent[output] - pass_.gradients[name]) <= 1e-9 * max(1, abs(tangent[output]))


def test_a_leaf_without_a_value_or_a_value_outside_the_domain_gives_nothing() -> None:
    from tests.core.graphs import graph

    log = graph("y", x=1.0, y=("log", "x"))
    assert tape_of(log).forward({"x": -1.0}) is None
    assert tape_of(log).forward({"x": 2.0}) is not None


def test_reaches_and_reached_follow_the_edges() -> None:
    tape = tape_of(FAN_OUT)
    named = lambda nodes: {tape.names[i] for i in nodes}  # noqa: E731
    assert named(tape.reached(tape.index["b"])) == {"b", "x", "y", "f"}
    assert named(tape.reaches(tape.index["x"])) == {"a", "b", "x"}
