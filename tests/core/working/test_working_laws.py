"""Laws of marking a hand calculation, on random graphs with all their numbers written down."""

from __future__ import annotations

import random
from collections.abc import Callable, Iterator, Mapping

import pytest
from hypothesis import assume, given
from hypothesis import strategies as st

from engine import OPERATIONS
from tests.core.random_graphs import random_graph
from tutor.core.answers import AnswerError, is_close
from tutor.core.errors import GraphError
from tutor.core.graph import Graph, Pass, run
from tutor.core.working import WorkingMark, mark_lines

Line = tuple[str, str, str]
"""What a line states: the kind, the node, and the node that it is a derivative by."""

SEEDS = st.integers(0, 10**6)
BY_HAND: Mapping[str, Callable[[float], float]] = {
    "sigmoid": lambda a: a * (1 - a),
    "tanh": lambda a: 1 - a * a,
}
"""Slopes that a learner works out from the activation that stands there."""


def a_pass(seed: int) -> Pass:
    graph = random_graph(seed, 6)
    chance = random.Random(seed)
    leaves = {leaf.name: round(chance.uniform(-2, 2), 2) for leaf in graph.leaves}
    try:
        numbers = run(graph, leaves)
    except GraphError:
        assume(False)
        raise
    everything = [*numbers.values.values(), *numbers.gradients.values()]
    assume(all(x == 0 or 1e-6 < abs(x) < 1e6 for x in everything))
    return numbers


def lines_of(graph: Graph) -> list[Line]:
    """The values, the local gradients, and the gradients of all nodes below the output."""
    edges = dict.fromkeys((edge.target, edge.source) for edge in graph.edges)
    backwards = [name for name in graph.backward_order if name != graph.output]
    return [
        *(("value", node.name, "") for node in graph.computed),
        *(("local", target, source) for target, source in edges),
        *(("gradient", graph.output, name) for name in backwards),
    ]


def carried(numbers: Pass, written: Mapping[Line, float]) -> dict[Line, float]:
    """All numbers, worked out anew, with those that are ``written`` in their places."""
    graph = numbers.graph
    found: dict[Line, float] = {}
    values = {leaf.name: numbers.values[leaf.name] for leaf in graph.leaves}

    def put(line: Line, number: float) -> float:
        found[line] = written.get(line, number)
        return found[line]

    for node in graph.computed:
        operands = [values[o] if isinstance(o, str) else o for o in node.operands]
        number = OPERATIONS[node.op].value(*operands)
        values[node.name] = put(("value", node.name, ""), number)
    local: dict[tuple[str, str], float] = {}
    for node in graph.computed:
        operands = [values[o] if isinstance(o, str) else o for o in node.operands]
        slots = OPERATIONS[node.op].local_gradients(values[node.name], *operands)
        if node.op in BY_HAND:
            slots = (BY_HAND[node.op](values[node.name]),)
        for source in dict.fromkeys(node.inputs):
            total = sum(x for x, o in zip(slots, node.operands, strict=True) if o == source)
            local[node.name, source] = put(("local", node.name, source), total)
    gradients = {graph.output: 1.0}
    for name in graph.backward_order[1:]:
        total = sum(gradients[m] * local[m, name] for m in graph.successors(name))
        gradients[name] = put(("gradient", graph.output, name), total)
    return found


def needs(line: Line, graph: Graph) -> Iterator[Line]:
    """The lines whose numbers go straight into the number of this one."""
    kind, of, wrt = line
    if kind == "gradient":
        for m in graph.successors(wrt):
            yield ("local", m, wrt)
            if m != graph.output:
                yield ("gradient", graph.output, m)
        return
    node = graph.by_name[of]
    computed = {one.name for one in graph.computed}
    yield from (("value", name, "") for name in dict.fromkeys(node.inputs) if name in computed)
    if kind == "local":
        yield ("value", of, "")


def another(x: float) -> float:
    """A number that nobody takes for ``x``."""
    return x * 1.5 + (1.0 if x >= 0 else -1.0)


def text_of(lines: list[Line], found: Mapping[Line, float], form: str) -> str:
    heads = {"value": "{}", "local": "local gradient d{}/d{}", "gradient": "d{}/d{}"}
    return "\n".join(
        f"{heads[line[0]].format(line[1], line[2])} = {format(found[line], form)}" for line in lines
    )


def marked(numbers: Pass, text: str) -> WorkingMark:
    names = numbers.graph.by_name
    return mark_lines(numbers, lambda name: name if name in names else "", text)


@given(SEEDS, st.sampled_from([".17g", ".4g", ".3g", "+.5e"]), st.randoms(use_true_random=False))
def test_right_lines_are_right_in_any_order_and_rounded(
    seed: int, form: str, chance: random.Random
) -> None:
    numbers = a_pass(seed)
    lines = lines_of(numbers.graph)
    chance.shuffle(lines)
    found = marked(numbers, text_of(lines, carried(numbers, {}), form))
    assert [one.step.text for one in found.steps if one.status != "right"] == []
    assert found.correct
    assert found.feedback == ()


@given(SEEDS, st.data())
@pytest.mark.slow
def test_one_changed_line_is_the_first_wrong_one_and_what_is_carried_on_follows(
    seed: int, data: st.DataObject
) -> None:
    numbers = a_pass(seed)
    lines = lines_of(numbers.graph)
    right = carried(numbers, {})
    changed = data.draw(
        st.sampled_from([line for line in lines if not is_one_number(line, numbers)])
    )
    wrong = another(right[changed])
    try:
        off = carried(numbers, {changed: wrong})
    except (ArithmeticError, ValueError):
        assume(False)
        raise
    assume(all(abs(x) < 1e9 for x in off.values()))
    found = marked(numbers, text_of(lines, off, ".17g"))
    assert found.first is not None
    assert found.first.step.line == lines.index(changed) + 1
    passed: set[Line] = set()
    for line, one in zip(lines, found.steps, strict=True):
        if line == changed:
            assert one.status == "wrong"
        elif is_close(off[line], right[line]) or passed.issuperset(needs(line, numbers.graph)):
            assert one.status == "right", (line, off[line], right[line])
            passed.add(line)
        else:
            assert one.status == "follows", (line, off[line], right[line])
            assert one.origins == (found.first.step.line,)
    assert found.score == (len(lines) - 1) / len(lines)
    assert found.feedback


@given(SEEDS, st.data())
def test_one_changed_line_alone_is_the_only_wrong_one(seed: int, data: st.DataObject) -> None:
    """The others are right by themselves, whatever stands beside them."""
    numbers = a_pass(seed)
    lines = lines_of(numbers.graph)
    right = carried(numbers, {})
    changed = data.draw(
        st.sampled_from([line for line in lines if not is_one_number(line, numbers)])
    )
    found = marked(numbers, text_of(lines, {**right, changed: another(right[changed])}, ".17g"))
    wrong = [line for line, one in zip(lines, found.steps, strict=True) if one.status != "right"]
    assert wrong == [changed]


def is_one_number(line: Line, numbers: Pass) -> bool:
    """Whether ∂J/∂e stands twice in the lines, as the local gradient and as the gradient of J."""
    graph = numbers.graph
    return (
        line[0] != "value" and line[1] == graph.output and line[2] in graph.by_name[line[1]].inputs
    )


@given(st.lists(st.text(max_size=40), max_size=12))
def test_no_text_ends_in_anything_but_marks_or_an_error_of_ours(lines: list[str]) -> None:
    numbers = a_pass(3)
    try:
        found = marked(numbers, "\n".join(lines))
    except AnswerError:
        return
    assert 0 <= found.score <= 1


PIECES = ["x1", "n1", "n2", "d", "∂", "/", "=", "->", "'", "(", ")", "σ", ".grad", "3",
          "0.5", ",", ";", "-", "*", " ", "message ", "local ", "1e999", "\\frac{", "}", "≈", ":",
          "\x1b"]  # fmt: skip


@given(st.lists(st.lists(st.sampled_from(PIECES), max_size=9).map("".join), max_size=6))
def test_no_line_of_such_pieces_does_either(lines: list[str]) -> None:
    test = test_no_text_ends_in_anything_but_marks_or_an_error_of_ours
    test.hypothesis.inner_test(lines)  # type: ignore[attr-defined]
