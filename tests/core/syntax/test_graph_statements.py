from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from tutor.core.graph import run
from tutor.core.lesson import LessonGraph, Problem
from tutor.core.syntax.graph import NODES, parse_graph
from tutor.core.text.labels import label, network_label

LESSON = """\
input x = 1
input y = 2
param w = 5
param b = 1
u    = w * x
yhat = u + b        as ŷ
e    = yhat - y
loss J = e^2

vary x in 2..6
vary w in -5..5 except -1 0 1
vary b in 0..1 step 0.25
require 3 <= abs(e) and w != x
"""


def read(source: str) -> tuple[LessonGraph | None, list[Problem]]:
    return parse_graph(source, name="g", first_line=10)


def command(source: str) -> LessonGraph:
    graph, problems = parse_graph(source, expand=True, implicit_leaves=True)
    assert graph, problems
    return graph


def test_the_graph_of_the_note_is_read_in_depth_first_order() -> None:
    graph, problems = read(LESSON)
    assert graph
    assert problems == []
    assert [node.name for node in graph.graph.nodes] == ["w", "x", "u", "b", "yhat", "y", "e", "J"]
    assert graph.graph.by_name["J"].operands == ("e", 2.0)
    assert graph.graph.by_name["yhat"].label == "ŷ"
    assert [node.role for node in graph.graph.nodes][:3] == ["param", "input", "computed"]
    assert graph.graph.output == "J"
    assert {one.name: one.choices for one in graph.vary}["w"] == (-5, -4, -3, -2, 2, 3, 4, 5)
    assert {one.name: one.choices for one in graph.vary}["b"] == (0, 0.25, 0.5, 0.75, 1)
    assert graph.require[0].at.line == 22
    assert run(graph.graph).gradients["x"] == 40


def test_the_command_line_may_leave_the_words_out() -> None:
    graph = command("u = w*x; yhat = u+b; e = yhat-y; J = e^2").graph
    assert [node.name for node in graph.nodes] == ["w", "x", "u", "b", "yhat", "y", "e", "J"]
    assert run(graph, {"w": 5, "x": 1, "b": 1, "y": 2}).gradients["w"] == 8


def test_nested_expressions_are_expanded_with_free_names() -> None:
    graph = command("t1 = 3; J = (w*t1 + 1)^2 / 2").graph
    assert [node.name for node in graph.nodes] == ["w", "t1", "t2", "t3", "t4", "J"]
    assert graph.by_name["t2"].label == "t₂"
    assert run(graph, {"w": 2}).values["J"] == 24.5


def test_a_lone_expression_is_a_function_called_f() -> None:
    assert command("w*x").graph.output == "f"
    assert command("f*x").graph.output == "ff"


def test_constants_fold_into_their_operation() -> None:
    assert command("J = (1/2)*e").graph.by_name["J"].operands == (0.5, "e")
    assert command("J = -(-2)*+e").graph.by_name["J"].operands == (2.0, "e")


def test_a_weighted_input_is_one_node() -> None:
    node = command("z = dot([w1, w2], [x1, x2], b)").graph.by_name["z"]
    assert (node.op, node.operands) == ("dot", ("w1", "w2", "x1", "x2", "b"))


def test_a_word_of_the_format_can_be_the_name_of_a_node() -> None:
    assert command("loss = e^2").graph.output == "loss"
    assert command("u = input * 2").graph.by_name["u"].operands == ("input", 2.0)


@pytest.mark.parametrize(
    ("name", "written"),
    [("yhat", "ŷ"), ("alpha", "α"), ("z1", "z₁"), ("x_12", "x₁₂"), ("what", "ŵ"), ("chat", "ĉ"),
     ("foohat", "foohat"), ("w2_1_3", "w2_1_3"), ("lambda", "λ"), ("omega", "ω"), ("u", "u")],
)  # fmt: skip
def test_names_are_written_as_on_the_board(name: str, written: str) -> None:
    assert label(name) == written


def test_a_label_that_would_be_there_twice_is_not_taken() -> None:
    graph = command("J = z1 * z_1").graph
    assert [node.label for node in graph.nodes] == ["z1", "z_1", "J"]


def test_indices_of_a_network_are_the_notes() -> None:
    assert network_label("ω", 2, 1, 3) == "ω₁₃²"
    assert network_label("ω", 2, 1, 12) == "ω₁,₁₂²"


@pytest.mark.parametrize(
    ("old", "new", "line", "column", "said", "help_"),
    [
        ("u    = w * x", "u    = ww * x", 14, 8, "no node called 'ww'", "did you mean 'w'?"),
        ("u    = w * x", "u    = w * x +", 14, 15, "ends too early", ""),
        ("u    = w * x", "u    = w * x + 1", 14, 10, "two operations in one node", "expand"),
        ("u    = w * x", "u    = __import__('os')", 14, 8, "no function called", ""),
        ("u    = w * x", "u    = w", 14, 8, "only another name for 'w'", ""),
        ("u    = w * x", "u    = 3", 14, 8, "nothing is computed", "input u"),
        ("u    = w * x", "u    = grad(J, w)", 14, 8, "cannot be computed from gradients", ""),
        ("u    = w * x", "u    = w < x", 14, 10, "no gradient", "require"),
        ("u    = w * x", "u    = log(x - 1)", 14, 14, "two operations", ""),
        ("u    = w * x", "u    = w * e", 14, 1, "computed from itself: u → yhat → e → u", ""),
        ("u    = w * x", "û    = w * x", 14, 1, "cannot be the name", ""),
        ("u    = w * x", "exp  = w * x", 14, 1, "word of the language", ""),
        ("u    = w * x", "u w * x", 14, 1, "not a statement", ""),
        ("u    = w * x", "u    = w / 0", 14, 1, "no value: div at 5, 0 (it needs v ≠ 0)", ""),
        ("u    = w * x", "u    =", 14, 7, "nothing to the right", ""),
        ("yhat = u + b        as ŷ", "yhat = u + b  as", 15, 15, "no label after 'as'", ""),
        ("yhat = u + b        as ŷ", "yhat = u + b  as w", 15, 1, "same label 'w'", ""),
        ("loss J = e^2", "loss J = e^2\nloss K = e^3", 18, 6, "second one", "line 17"),
        ("loss J = e^2", "J = e^2", 9, 1, "no 'loss' or 'output'", ""),
        ("param w = 5", "param w = 5.0.1", 12, 11, "'5.0.1' is not a number", ""),
        ("param w = 5", "param w = x", 12, 11, "'x' is not a number", ""),
        ("param w = 5", "param w", 12, 7, "'w' has no value", "param w = 1"),
        ("param w = 5", "parma w = 5", 12, 1, "no statement called 'parma'", "'param'?"),
        ("param w = 5", "param w = 5\nparam w = 6", 13, 7, "two nodes called 'w'", "line 12"),
        ("vary x in 2..6", "vary u in 2..6", 19, 6, "'u' is computed", "leaves"),
        ("vary x in 2..6", "vary X in 2..6", 19, 6, "no leaf called 'X'", ""),
        ("vary x in 2..6", "vary x in 6..2", 19, 11, "empty", ""),
        ("vary x in 2..6", "vary x in a..b", 19, 11, "not a range of numbers", ""),
        ("vary x in 2..6", "vary x in 0..9999", 19, 11, "10000 values", ""),
        ("vary x in 2..6", "vary x 2..6", 19, 6, "what to draw from", ""),
        ("vary x in 2..6", "vary x in 2..3 except 2 3", 19, 11, "leaves nothing", ""),
        ("vary x in 2..6", "vary x in 2..6\nvary x in 1..2", 20, 6, "two ranges", ""),
        ("require 3 <= abs(e)", "require 3000 <= abs(e)", 22, 9, "no values meet", ""),
        ("require 3 <= abs(e)", "require 3 <= abs(ee)", 22, 18, "no node called 'ee'", "'e'?"),
        ("require 3 <= abs(e)", "require", 22, 1, "nothing after 'require'", "as in"),
    ],
)
def test_each_mistake_is_reported_at_its_place(
    old: str, new: str, line: int, column: int, said: str, help_: str
) -> None:
    source = LESSON.replace(old, new, 1)
    if said == "nothing after 'require'":
        source = LESSON.replace("require 3 <= abs(e) and w != x", "require")
    graph, problems = read(source)
    assert graph is None
    first = next(one for one in problems if one.severity == "error")
    assert (first.line, first.column) == (line, column), first
    assert said in first.message
    assert help_ in first.help


def test_what_the_output_does_not_need_is_left_out_with_a_warning() -> None:
    graph, problems = read(LESSON + "input q = 1\nr = q * w\n")
    assert graph
    assert "q" not in graph.graph.by_name
    assert [(one.severity, one.line, one.column) for one in problems] == [
        ("warning", 23, 7),
        ("warning", 24, 1),
    ]


def test_one_mistake_does_not_bring_others_with_it() -> None:
    _, problems = read(LESSON.replace("u    = w * x", "u    = w *"))
    assert len(problems) == 1


def test_all_mistakes_are_reported_not_the_first() -> None:
    _, problems = read("input x = q\nu = x *\nv = sine(x)\nloss J = k + x\nvary J in 1..2\n")
    assert [one.line for one in problems] == [10, 11, 12, 13, 14]


def test_a_graph_has_a_greatest_size() -> None:
    source = "x0 = 1\n" + "".join(f"x{i + 1} = x{i} * 2\n" for i in range(NODES + 1))
    _, problems = parse_graph(source, implicit_leaves=True)
    assert f"{NODES} are allowed" in problems[0].message


def test_a_chain_of_the_greatest_size_is_read() -> None:
    source = "x0 = 1\n" + "".join(f"x{i + 1} = x{i} + 2\n" for i in range(NODES - 2))
    assert len(command(source).graph.nodes) == NODES - 1


@given(st.text(max_size=80) | st.text("ab=+*^;\n #()0123input lossvaryrequire..", max_size=80))
def test_no_text_does_anything_but_give_a_graph_or_problems(text: str) -> None:
    for loose in (True, False):
        graph, problems = parse_graph(text, expand=loose, implicit_leaves=loose)
        assert (graph is None) == any(one.severity == "error" for one in problems)
        assert all(one.line >= 1 and one.column >= 1 for one in problems)


@given(st.permutations(LESSON.splitlines()[:8]))
def test_the_order_of_the_lines_does_not_matter(lines: list[str]) -> None:
    graph, _ = read("\n".join(lines))
    assert graph
    assert [node.name for node in graph.graph.nodes] == ["w", "x", "u", "b", "yhat", "y", "e", "J"]


@pytest.mark.parametrize("written", ["max(0, x)", "max(x, 0)", "maximum(0, x)", "max(0.0, x)"])
def test_the_maximum_with_zero_is_relu_with_its_convention(written: str) -> None:
    """Written so, the local gradient at 0 was ½; as relu it was 0."""
    assert command(f"y = {written}").graph == command("y = relu(x)").graph
    assert run(command(f"y = {written}").graph, {"x": 0.0}).gradients["x"] == 0.0


def test_a_maximum_with_anything_else_is_one() -> None:
    assert command("y = max(1, x)").graph.by_name["y"].op == "maximum"
    assert command("y = min(0, x)").graph.by_name["y"].op == "minimum"
