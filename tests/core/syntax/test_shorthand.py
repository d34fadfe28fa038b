"""Lines of a graph that stand for several are the lines that one would have written by hand."""

from __future__ import annotations

import pytest

from tutor.core.budget import budget
from tutor.core.lesson import LessonGraph, Problem, Steps
from tutor.core.reader import read as read_lesson
from tutor.core.syntax import parse_graph
from tutor.core.syntax.shorthand import LINES, MOST

SHORT = """\
param z = [1, 2, 0.5]
input y = [0, 1, 0]
p = softmax(z)
repeat i in 1..3: l{i} = log(p{i})
s = dot([y1, y2, y3], [l1, l2, l3])
loss L = -s
vary z in -2..2
"""
LONG = """\
param z1 = 1
param z2 = 2
param z3 = 0.5
input y1 = 0
input y2 = 1
input y3 = 0
p_e1 = exp(z1) as e₁
p_e2 = exp(z2) as e₂
p_e3 = exp(z3) as e₃
p_sum = sum(p_e1, p_e2, p_e3) as S
p1 = p_e1 / p_sum
p2 = p_e2 / p_sum
p3 = p_e3 / p_sum
l1 = log(p1)
l2 = log(p2)
l3 = log(p3)
s = dot([y1, y2, y3], [l1, l2, l3])
loss L = -s
vary z1, z2, z3 in -2..2
"""


def read(source: str) -> tuple[LessonGraph | None, list[Problem]]:
    return parse_graph(source, first_line=2)


def test_what_is_written_short_is_the_graph_that_is_written_long() -> None:
    (short, problems), (long, _) = read(SHORT), read(LONG)
    assert short is not None, problems
    assert long is not None
    assert not problems
    assert short.graph.nodes == long.graph.nodes
    assert [(one.name, one.choices) for one in short.vary] == [
        (one.name, one.choices) for one in long.vary
    ]
    *vectors, group = short.graph.groups
    assert [(one.name, one.title, one.members) for one in vectors] == [
        ("z", "", ("z1", "z2", "z3")), ("y", "", ("y1", "y2", "y3")),
    ]  # fmt: skip
    assert group.results == ("p1", "p2", "p3")
    assert group.members == ("p_e1", "p_e2", "p_e3", "p_sum", "p1", "p2", "p3")


def test_a_line_is_repeated_with_the_numbers_before_and_after() -> None:
    chain = """\
param a0 = 1
repeat i in 1..5: param w{i} = 0.5
repeat i in 1..5: z{i} = w{i} * a{i-1}
repeat i in 1..5: a{i} = sigmoid(z{i})
loss C = a5^2
repeat i in 1..4: require w{i} != w{i+1} or w1 < 9
"""
    graph, problems = read(chain)
    assert graph is not None, problems
    assert len(graph.graph.nodes) == 17
    assert graph.graph.by_name["z3"].operands == ("w3", "a2")
    assert len(graph.require) == 4


@pytest.mark.parametrize(
    ("line", "said", "help_"),
    [
        ("repeat i in 1..3: q = w", "every repeat of this line is the same", "write {i}"),
        ("repeat i in 3..1: q{i} = w", "repeated 1 to 30 times, and this one 0", "smaller number"),
        ("repeat i in 1..31: q{i} = w", "and this one 31", ""),
        ("repeat i 1..3: q{i} = w", "this 'repeat' is not understood", "repeat i in 1..3:"),
        ("p = softmax(w)", "softmax is for the entries of a vector", "param z = [1, 2]"),
        ("param v = [1, x]", "'x' is not a number", ""),
        (f"param v = [{', '.join(['1'] * (MOST + 1))}]", "a vector has at most 30", "shorter"),
    ],
)
def test_each_mistake_is_told_at_its_line(line: str, said: str, help_: str) -> None:
    graph, problems = read(f"param w = 1\nparam b = 2\n{line}\nloss C = w * b")
    assert graph is None
    (problem, *more) = [one for one in problems if one.severity == "error"]
    assert said in problem.message
    assert help_ in problem.help
    assert problem.line == 4
    assert not more


def test_what_repeats_much_is_refused_before_it_is_built() -> None:
    many = "\n".join(f"repeat i in 1..30: q{n}_{{i}} = w * b" for n in range(500))
    with budget(1_000_000) as work:
        graph, problems = read(f"param w = 1\nparam b = 2\n{many}\nloss C = w * b")
    assert graph is None
    assert f"more than {LINES} lines" in problems[0].message
    assert not work.spent


def test_a_walk_asks_at_the_entries_of_a_vector_that_is_named() -> None:
    def asked(nodes: str) -> tuple[str, ...]:
        lesson, problems = read_lesson(
            (
                "---\nformat: bptutor-lesson 1\nid: v\ntitle: V\nminutes: 5\n---\n\n# V\n\n## W\n\n"
                f"A walk.\n\n```graph soft\n{SHORT}```\n\n```steps backward\ngraph: soft\n"
                f"ask at {nodes}: product\n```\n"
            ).encode(),
            "v.md",
        )
        assert lesson is not None, problems
        (steps,) = (one for page in lesson.pages for one in page.activities)
        assert isinstance(steps, Steps)
        return steps.asks[0].nodes

    assert asked("z, s") == asked("z1, z2, z3, s") == ("z1", "z2", "z3", "s")
    assert asked("p") == ("p1", "p2", "p3")
