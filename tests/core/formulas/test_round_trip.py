"""What is drawn, written as text and read again, gives the same graph."""

from __future__ import annotations

from collections.abc import Sequence
from itertools import product

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from engine import OPERATIONS
from tests.core.formulas.hostile import HOSTILE
from tests.core.formulas.parts import PARTS
from tests.core.formulas.table import FORMS
from tests.samples import examples, sampled
from tutor.core.expression import source
from tutor.core.formulas import read
from tutor.core.graph import run
from tutor.core.graph.model import Graph, Node
from tutor.core.graph.notation import equation
from tutor.core.syntax.problems import ProblemReport
from tutor.core.syntax.statements import Define, statements
from tutor.core.text.labels import labels
from tutor.core.typed import read_typed
from tutor.graph_arguments import given_of

LEAVES = ("w", "x", "b", "yhat", "theta1", "z_2", "alpha", "a_L")
NAMES = ("u", "v", "z1", "h", "delta", "loss", "net", "out", "k", "m")


DRAWN = sorted(set(OPERATIONS) - {"sum", "dot"})
"""Operations that are drawn as themselves: a sum and a weighted sum are drawn as their terms."""


@st.composite
def graphs(draw: st.DrawFn, operations: Sequence[str] = DRAWN) -> Graph:
    """Graphs of a few nodes, each of which leads to the output."""
    leaves = draw(st.permutations(LEAVES))[: draw(st.integers(1, 4))]
    nodes = [Node(name, name, "input") for name in leaves]
    unused, known = list(leaves), list(leaves)
    wanted = draw(st.integers(1, 6))
    for name in draw(st.permutations(NAMES)):
        if len(nodes) >= len(leaves) + wanted and len(unused) == 1:
            break
        op = draw(st.sampled_from(operations))
        if len(nodes) >= len(leaves) + wanted:
            op = draw(st.sampled_from(["add", "mul", "maximum", "logsumexp"]))
        others = [*unused[1:2], draw(st.sampled_from(known)), draw(st.sampled_from(known))]
        operands = [unused[0], *others][: OPERATIONS[op].arity or 3]
        if op == "dot":
            operands += [draw(st.sampled_from(known)) for _ in range(draw(st.integers(1, 2)))]
        unused = [*(one for one in unused if one not in operands), name]
        known.append(name)
        nodes.append(Node(name, name, "computed", op, tuple(operands)))
    shown = labels([node.name for node in nodes], {})
    last = nodes[-1].name
    made = [
        Node(n.name, shown[n.name], "output" if n.name == last else n.role, n.op, n.operands)
        for n in nodes
    ]
    return Graph("drawn", tuple(made), last)


def operations(graph: Graph) -> dict[str, object]:
    """What every node is: its operation and operands, by labels."""
    return {
        node.label: (node.op, *(graph.label(o) if isinstance(o, str) else o for o in node.operands))
        for node in graph.nodes
    }


@settings(deadline=None)
@given(graphs())
def test_what_a_picture_says_is_read_as_the_same_graph(graph: Graph) -> None:
    text = "; ".join(equation(graph, node.name) for node in graph.computed)
    typed = read_typed(text)
    assert typed.graph, (text, typed.problems)
    assert operations(typed.graph.graph) == operations(graph), text


@settings(deadline=None)
@given(graphs(["sum", "dot", "mul", "sub", "sigmoid"]), st.data())
def test_a_weighted_sum_is_read_as_terms_with_the_same_value_and_gradients(
    graph: Graph, data: st.DataObject
) -> None:
    values = {leaf.name: data.draw(st.floats(-2, 2), label=leaf.name) for leaf in graph.leaves}
    text = "; ".join(equation(graph, node.name) for node in graph.computed)
    typed = read_typed(text)
    assert typed.graph, (text, typed.problems)
    again = typed.graph.graph
    drawn = run(graph, values)
    read_back = run(again, {typed.node(leaf): value for leaf, value in values.items()})
    assert read_back.values[again.output] == pytest.approx(drawn.values[graph.output])
    for leaf in values:
        assert read_back.gradients[typed.node(leaf)] == pytest.approx(
            drawn.gradients[leaf], rel=1e-9, abs=1e-9
        ), text


@pytest.mark.parametrize("form", sampled(FORMS, FORMS[::4]), ids=lambda form: form.text)
def test_what_was_read_is_read_as_itself(form) -> None:
    values = given_of(form.given.split())
    once = read(form.text, values).text
    defines = [s for s in statements(once, 1, ProblemReport(), loose=True) if isinstance(s, Define)]
    again = [
        s
        for s in statements(read(once, values).text, 1, ProblemReport(), loose=True)
        if isinstance(s, Define)
    ]
    assert [(d.name, source(d.expr)) for d in defines] == [(d.name, source(d.expr)) for d in again]


@pytest.mark.parametrize(
    "text", sampled(HOSTILE, HOSTILE[::6]), ids=lambda text: f"{text[:12]!r} {len(text)}"
)
def test_a_hostile_text_gives_a_graph_or_problems(text: str) -> None:
    typed = read_typed(text, given=dict.fromkeys(["x", "a", "b", "ab"]))
    assert (typed.graph is None) == any(p.severity == "error" for p in typed.problems)


@settings(max_examples=examples(400), deadline=None)
@given(st.lists(st.sampled_from(PARTS), max_size=25).map("".join) | st.text(max_size=60))
def test_no_text_does_anything_but_give_a_graph_or_problems(text: str) -> None:
    typed = read_typed(text, given=dict.fromkeys(["w", "x"]))
    assert (typed.graph is None) == any(p.severity == "error" for p in typed.problems)
    assert all(p.line >= 1 and p.column >= 1 and "\n" not in p.message for p in typed.problems)


SHORT = [
    "x",
    "_",
    "{",
    "}",
    "_{1}",
    "\\frac{1}{2}",
    "\\_",
    "^{2}",
    "(",
    "ŷ",
    "x₁",
    "\\sigma",
    "²",
    "_i",
    ",",
]


@pytest.mark.parametrize("first", sampled(SHORT, ("_", "ŷ")))
def test_every_short_text_comes_to_an_end(first: str) -> None:
    """An underscore before a letter with a mark was scanned for ever, and took all memory."""
    for rest in product(SHORT, repeat=2):
        text = "".join((first, *rest))
        typed = read_typed(text, given=dict.fromkeys(["w", "x"]))
        assert (typed.graph is None) == any(p.severity == "error" for p in typed.problems), text
