"""A graph of the learner's own: typed, moved, nudged, practised on, kept."""

from __future__ import annotations

import json
import shlex

import pytest
from click.testing import CliRunner
from hypothesis import given
from hypothesis import strategies as st

from tutor.cli import main
from tutor.core import questions as quizzes
from tutor.core.answers import AnswerError
from tutor.core.checking.lesson_file import check
from tutor.core.drawing.curve import curve
from tutor.core.drawing.picture import marks_of
from tutor.core.drawing.printed import printed
from tutor.core.graph import kinks
from tutor.core.lesson import Quiz
from tutor.core.practice import sandbox as box
from tutor.core.practice.grounds import grounds
from tutor.core.practice.own_graph import lesson_text, practice_lesson
from tutor.core.practice.sandbox_memory import (
    MOST,
    Kept,
    decode_graphs,
    encode_graphs,
    remember_graph,
)
from tutor.core.session.reducer import start
from tutor.core.session.scene import scene_words
from tutor.core.session.view import view
from tutor.core.text.terminal import number, width

SOURCES = [
    box.START,
    "(a+b)*(b+c)",
    "z = dot([w1,w2],[x1,x2],b); a=sigmoid(z)  as â; loss C = 0.5*(a-y)^2",
    "input x = 3\nq = 3*x; y = x*x+q  # two routes",
    "param w = -0.5\noutput f = exp(w)/(1+exp(w))",
]


def test_leaves_without_a_value_begin_at_one_and_are_moved_by_keys() -> None:
    sandbox = box.open_sandbox("f = x*y")
    assert sandbox.numbers is not None
    assert sandbox.numbers.gradients["x"] == 1.0
    moved = box.move_leaf(box.move_leaf(box.choose_leaf(sandbox, 1), 1), 1)
    assert moved.numbers is not None
    assert moved.numbers.values["y"] == 3.0
    assert moved.numbers.gradients["x"] == 3.0


@pytest.mark.parametrize(
    "text",
    ["J = (w*x - y)^2", "L = -(y*log(p) + (1-y)*log(1-p))", "f = |a - b|", "y = max(a, b, c)",
     "L = max(0, 1 - y*p)", "f = 1/(x - 1)", "loss = nn.MSELoss()(p, t)"],
)  # fmt: skip
def test_start_values_show_gradients_and_moving_one_keeps_the_others(text: str) -> None:
    """With all leaves at 1, (w*x - y)^2 showed gradients of 0 wherever one looked."""
    sandbox = box.open_sandbox(text)
    numbers = sandbox.numbers
    assert numbers is not None
    assert not sandbox.trouble
    assert any(numbers.gradients[leaf] for leaf in sandbox.leaf_values)
    assert not list(kinks(numbers))
    before = dict(sandbox.leaf_values)
    moved = box.move_leaf(sandbox, 1)
    assert {**moved.leaf_values, sandbox.leaf: before[sandbox.leaf]} == before
    assert box.set_text(moved, f"{text} ").leaf_values == moved.leaf_values


def test_a_mistake_while_typing_keeps_the_last_graph_and_says_where() -> None:
    sandbox = box.set_text(box.open_sandbox("f = x*y"), "f = x*y\ng = *")
    assert sandbox.graph is not None
    assert box.problem_lines(sandbox)[0].startswith("2:")
    assert box.set_text(sandbox, "f = x*y").problems == ()


def test_a_value_without_a_result_is_refused_and_nothing_changes() -> None:
    sandbox = box.open_sandbox("input x = 1\nf = log(x)")
    refused = box.move_leaf(sandbox, -1)
    assert "log" in refused.trouble
    assert refused.numbers == sandbox.numbers


def test_values_that_were_set_stay_while_the_text_changes() -> None:
    sandbox = box.set_text(box.move_leaf(box.open_sandbox("f = x*x"), 4), "f = x*x + y")
    assert sandbox.numbers is not None
    assert sandbox.numbers.values["x"] == 5.0


def test_a_nudge_is_compared_with_the_gradient() -> None:
    said = box.nudge(box.open_sandbox("input x = 3\nf = x*x"))
    assert said == "x raised by 1: Δf = 7; the gradient predicts 6 · 1 = 6."


@pytest.mark.parametrize("source", [*SOURCES, r"L = \frac{1}{2}(wx-y)^2, w=1, x=2, y=3"])
def test_a_graph_is_kept_as_a_lesson_without_problems(source: str) -> None:
    sandbox = box.open_sandbox(source)
    assert sandbox.graph is not None
    assert sandbox.numbers is not None
    text = lesson_text(sandbox.plain, sandbox.numbers.values, sandbox.graph, "My graph")
    found = check(text.encode(), "my-graph.md")
    assert {one.severity for one in found} <= {"hint"}, found  # the values are the learner's own


@pytest.mark.parametrize("source", SOURCES)
def test_practice_on_any_graph_accepts_its_own_answers(source: str) -> None:
    sandbox = box.open_sandbox(source)
    assert sandbox.lesson_graph is not None
    assert sandbox.numbers is not None
    lesson = practice_lesson(sandbox.lesson_graph.with_defaults(sandbox.numbers.values), 3)
    assert view(lesson, start(lesson, 3)).heading == "Your graph"
    quiz = [one for page in lesson.pages for one in page.activities if isinstance(one, Quiz)]
    assert len(quiz) >= 6
    for one in quiz:
        question = quizzes.make(one, lesson.graphs[one.graph], 5)
        assert quizzes.mark(question, quizzes.solution(question)).correct


@pytest.mark.parametrize("text", ["L = -(y*log(p)+(1-y)*log(1-p))", "y = log(x-1)", "y = 1/(x-1)"])
def test_start_values_lie_in_the_domain_and_the_others_stay_when_one_is_moved(text: str) -> None:
    """The most common loss of all had no picture and no leaves: the logarithm of 1 − 1."""
    before = box.open_sandbox(text)
    assert before.trouble == ""
    assert before.numbers is not None
    after = box.move_leaf(box.set_step_size(before, -1), -1)
    assert after.numbers is not None
    was, now = before.numbers.values, after.numbers.values
    leaves = [leaf.name for leaf in before.numbers.graph.leaves]
    assert [name for name in leaves if was[name] != now[name]] == [before.leaf]


@pytest.mark.parametrize("text", [*SOURCES, "L = -(y*log(p)+(1-y)*log(1-p))"])
def test_a_step_of_gradient_descent_moves_all_leaves_and_the_output_falls(text: str) -> None:
    before = box.open_sandbox(text)
    after, said = box.descend(before)
    assert before.numbers is not None
    assert after.numbers is not None
    output = before.numbers.graph.output
    assert after.numbers.values[output] < before.numbers.values[output]
    assert "falls from" in said
    rates = {
        round((before.numbers.values[one] - after.numbers.values[one]) / gradient, 9)
        for one, gradient in before.numbers.gradients.items()
        if before.numbers.graph.by_name[one].is_leaf and abs(gradient) > 1e-9
    }
    assert len(rates) == 1, "one rate for all of them"


def test_at_a_corner_the_sandbox_says_that_there_is_no_slope() -> None:
    """The plot told the slope of a tangent that there is not."""
    sandbox = box.open_sandbox("x = 0; y = relu(x)")
    assert sandbox.numbers is not None
    said = "At y there is a corner and so no slope; by convention ∂y/∂x = 0."
    assert box.corner_lines(sandbox) == (said,)
    *_, last = curve(sandbox.numbers, "x", (-1, 3), 60, 10)
    assert "no slope" in "".join(part.text for part in last)
    assert not box.corner_lines(box.open_sandbox("x = 1; y = relu(x)"))


def test_the_sandbox_speaks_of_no_option_of_the_command_line() -> None:
    for text in ("f = x*y; g = x + y", "x = [1, 2]; a = exp(x)"):
        (said,) = box.problem_lines(box.open_sandbox(text))
        assert "which is the output" in said
        assert "--of" not in said


def test_a_step_leaves_numbers_that_one_would_write() -> None:
    """The copied command had x=-0.20000000000000018."""
    text = "x = 1; w = 3; y = 1; J = (w*x - y)^2"
    assert "x=-0.2 " in box.command(box.descend(box.open_sandbox(text))[0])


def test_what_is_kept_of_a_graph_is_taken_up_with_its_ranges() -> None:
    held = box.enter_value(box.open_sandbox("J = w^2"), "-2..0.5")
    (kept,) = decode_graphs(encode_graphs([box.to_keep(held)]))
    assert box.move_leaf(box.take_up(kept), 5).leaf_values["w"] == 0.5
    (older,) = decode_graphs('[["J = w^2", {"w": 3}]]')
    assert box.take_up(older).leaf_values["w"] == 3.0


def test_at_the_bottom_the_output_does_not_fall_any_further() -> None:
    _, said = box.descend(box.open_sandbox("J = x^2\ninput x = 0"))
    assert said == "J does not fall any further from here."


def test_a_leaf_is_typed_and_is_held_in_its_range() -> None:
    typed = box.enter_value(box.open_sandbox("J = w^2"), "-1/3")
    assert typed.leaf_values["w"] == pytest.approx(-1 / 3)
    held = box.enter_value(typed, "-2..0.5")
    assert box.move_leaf(held, 5).leaf_values["w"] == 0.5
    assert box.move_leaf(held, -50).leaf_values["w"] == -2.0
    for wrong in ("x", "2..1", "1..", ""):
        with pytest.raises(AnswerError):
            box.enter_value(typed, wrong)


def test_without_a_value_the_last_picture_and_all_leaves_stay() -> None:
    """The leaves were gone with the picture, and there was nothing left to move back."""
    begun = box.enter_value(box.open_sandbox("J = log(x)"), "2")
    lost = box.enter_value(begun, "-3")
    assert lost.is_stale
    assert lost.numbers is begun.numbers
    assert lost.leaf_values == {"x": -3.0}
    assert not box.enter_value(lost, "3").is_stale


@pytest.mark.parametrize("text", SOURCES)
def test_a_copied_command_draws_the_same_graph(text: str) -> None:
    sandbox = box.descend(box.open_sandbox(text))[0]
    words = shlex.split(box.command(sandbox))[1:]
    done = CliRunner().invoke(main, [*words, "--format", "json"], catch_exceptions=False)
    assert sandbox.numbers is not None
    nodes = {node["name"]: node for node in json.loads(done.stdout)["nodes"]}
    assert {name: node["value"] for name, node in nodes.items()} == dict(sandbox.numbers.values)


FINITE = st.floats(allow_nan=False, allow_infinity=False)
KEPT = st.builds(
    Kept,
    st.text(max_size=60),
    st.dictionaries(st.text(max_size=5), FINITE, max_size=3),
    st.dictionaries(st.text(max_size=5), st.tuples(FINITE, FINITE), max_size=3),
)


@given(st.lists(KEPT, max_size=5), st.text())
def test_what_is_remembered_is_read_again_and_nothing_else_is(kept: list[Kept], text: str) -> None:
    assert decode_graphs(encode_graphs(kept)) == tuple(kept)
    assert all(isinstance(one, Kept) for one in decode_graphs(text))


def test_an_earlier_graph_is_remembered_once_and_the_oldest_are_forgotten() -> None:
    before: tuple[Kept, ...] = ()
    for n in range(MOST + 5):
        before = remember_graph(before, Kept(f"J = {n}*w", {}))
    assert len(before) == MOST
    again = remember_graph(before, before[3])
    assert again[0] == before[3]
    assert len(again) == MOST
    assert remember_graph(before, Kept("  ", {})) == before


@pytest.mark.parametrize(("columns", "rows"), [(30, 6), (60, 14), (120, 30)])
@pytest.mark.parametrize(
    "text", ["J = w^2", "J = 3*w", "J = log(w)", "w = 1; J = relu(w-1)", "J = 0*w"]
)
def test_the_tangent_touches_the_curve_where_the_leaf_is(
    text: str, columns: int, rows: int
) -> None:
    numbers = box.open_sandbox(text).numbers
    assert numbers is not None
    drawn = [
        "".join(part.text for part in row) for row in curve(numbers, "w", (-1, 3), columns, rows)
    ]
    assert sum(line.count("◉") for line in drawn) == 1
    assert all(width(line) <= columns or line.startswith("w = ") for line in drawn)
    assert f"∂J/∂w = {number(numbers.gradients['w'])}" in drawn[-1]


def test_a_graph_of_a_review_that_has_no_values_is_practised_with_drawn_ones() -> None:
    """In a round on a skill `q` ended the program where the graph was one of no lesson."""
    for ground in grounds():
        lesson = practice_lesson(ground, 3)
        assert start(lesson, 3).numbers is not None


def test_a_gradient_that_is_read_off_is_right_as_an_answer() -> None:
    """Of −0.0019 for −0.001921 an answer made two figures, which are asked for again."""
    sandbox = box.set_leaf(box.open_sandbox("u = 3*w\nf = u^2"), -0.00010672)
    assert "predicts −0.001921 · 1" in box.nudge(sandbox)
    assert sandbox.numbers
    *_, last = curve(sandbox.numbers, "w", (-1.0, 1.0), 40, 8)
    assert "= −0.001921" in "".join(part.text for part in last)
    shown = box.scene(sandbox)
    assert shown
    assert "its gradient is −0.001921." in " ".join(scene_words(shown))
    listed = printed(sandbox.numbers, marks_of(sandbox.numbers), 30)
    assert "∇ −0.001921" in "".join(part.text for line in listed for part in line)
