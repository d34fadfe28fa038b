"""Marking a hand calculation: which line is the first that does not follow, and what is said."""

from __future__ import annotations

import re

import pytest

from tests.core.graphs import LINREG
from tests.core.working.workings import CIRCUIT, MAZUR, PUBLISHED
from tutor.core.answers import AnswerError
from tutor.core.errors import GraphError
from tutor.core.graph import Edge, run
from tutor.core.questions.kinds.message import message_question
from tutor.core.typed import read_typed
from tutor.core.working import (
    NO_LINES,
    WorkingMark,
    evidence_of_lines,
    mark_working,
    working_lines,
    write_working,
)

SOURCE = "u = w*x; yhat = u+b; e = yhat-y; J = e^2"
LEAVES = {"w": 5.0, "x": 3.0, "b": -4.0, "y": 7.0}
FAN_OUT = "x = a+b; y = b+c; f = x*y"
ROUTES = {"a": -1.0, "b": 3.0, "c": 4.0}


def mark(
    text: str, wrt: str = "", source: str = SOURCE, leaves: dict[str, float] = LEAVES
) -> WorkingMark:
    return mark_working(read_typed(source, given=leaves), leaves, text, wrt)


def marks(text: str, source: str = SOURCE, leaves: dict[str, float] = LEAVES) -> list[str]:
    return [one.status for one in mark(text, "", source, leaves).steps]


@pytest.mark.parametrize("name", PUBLISHED)
def test_a_published_example_is_right_as_it_was_printed(name: str) -> None:
    one = PUBLISHED[name]
    marked = mark(one.lines, one.asked, one.source, one.leaves)
    off = [one for one in marked.steps if one.status not in ("right", "remark")]
    assert [(step.step.text, step.said) for step in off] == []
    assert marked.correct
    assert marked.score == 1


@pytest.mark.parametrize(
    ("line", "kind", "of", "wrt"),
    [
        ("u = 15", "value", "u", ""),
        ("the value of u is 15", "value", "u", ""),
        ("u: 15", "value", "u", ""),
        ("u.data = 15", "value", "u", ""),
        ("15 = u", "value", "u", ""),
        ("ŷ = 11", "value", "yhat", ""),
        (r"\hat{y} = 11", "value", "yhat", ""),
        ("wx = 15", "value", "u", ""),
        ("w*x + b = 11", "value", "yhat", ""),
        ("(ŷ − y)² = 16", "value", "J", ""),
        ("u = w*x", "value", "u", ""),
        ("u = 5 · 3 = 15", "value", "u", ""),
        ("u ≈ 15", "value", "u", ""),
        ("- u = 15", "value", "u", ""),
        ("3) u = 15", "value", "u", ""),
        ("du/dw = 3", "local", "u", "w"),
        ("∂u/∂w = x = 3", "local", "u", "w"),
        ("local gradient du/dw = 3", "local", "u", "w"),
        ("de/dy = -1", "local", "e", "y"),
        ("d e / d y = −1", "local", "e", "y"),
        ("dJ/de = 2e = 8", "local", "J", "e"),
        ("dJ/de = 2e", "local", "J", "e"),
        (r"\frac{\partial J}{\partial e} = 8", "local", "J", "e"),
        ("(∂J)/(∂e) = 8", "local", "J", "e"),
        ("J'(e) = 8", "local", "J", "e"),
        ("dJ/dw = 24", "gradient", "J", "w"),
        ("dJ/dw = 8*3", "gradient", "J", "w"),
        ("dJ_dw = 24", "gradient", "J", "w"),
        ("dJdw = 24", "gradient", "J", "w"),
        ("d/dw J = 24", "gradient", "J", "w"),
        ("d/dw = 24", "gradient", "J", "w"),
        ("dw = 24", "gradient", "J", "w"),
        ("w.grad = 24", "gradient", "J", "w"),
        ("grad_w = 24", "gradient", "J", "w"),
        ("∇w = 24", "gradient", "J", "w"),
        ("grad(J, w) = 24", "gradient", "J", "w"),
        ("local(u, w) = 3", "local", "u", "w"),
        ("value(u) = 15", "value", "u", ""),
        ("gradient at J = 1", "gradient", "J", "J"),
        ("u = 15 (w*x)", "value", "u", ""),
        ("u = 15 ✓", "value", "u", ""),
        ("dJ/de = 2 * e = 8", "local", "J", "e"),
        ("gradient of w = 24", "gradient", "J", "w"),
        ("dJ/dŷ = 8", "gradient", "J", "yhat"),
        ("∂J/∂(wx) = 8", "gradient", "J", "u"),
        ("de/dw = 3", "gradient", "e", "w"),
        ("dJ/dJ = 1", "gradient", "J", "J"),
        ("message u->w = 24", "message", "u", "w"),
        ("message from u to w = 24", "message", "u", "w"),
        ("u → w = 24", "message", "u", "w"),
        ("u sends w: 24", "message", "u", "w"),
    ],
)
def test_lines_are_read_as_people_write_them(line: str, kind: str, of: str, wrt: str) -> None:
    (one,) = mark(line).steps
    assert one.step.asks == (kind, of, wrt), one.said
    assert one.status == "right"


@pytest.mark.parametrize(
    ("line", "texts"),
    [
        ("u = 15, e = 4; J = 16", ["u = 15", "e = 4", "J = 16"]),
        ("u=15,e=4", ["u=15", "e=4"]),
        ("max(u, 3) = 15", ["max(u, 3) = 15"]),
        ("u = 15 and e = 4", ["u = 15", "e = 4"]),
        ("u = 15,0", ["u = 15,0"]),
        ("u = 15,0, e = 4,0", ["u = 15,0", "e = 4,0"]),
        ("u = 15  # times", ["u = 15"]),
        ("u = 15 // times", ["u = 15"]),
    ],
)
def test_several_claims_stand_on_a_line_and_comments_are_left_out(
    line: str, texts: list[str]
) -> None:
    found = mark(f"Forward pass:\n\n{line}\n").steps
    assert [one.step.text for one in found] == texts
    assert {one.step.line for one in found} == {3}
    assert {one.status for one in found} == {"right"}


def test_a_line_that_begins_with_an_equals_sign_goes_on_from_the_one_before() -> None:
    (one,) = mark("u = w*x\n  = 5 * 3  # put in\n\n  = 16").steps
    assert (one.step.line, one.step.number, one.status) == (1, 16, "wrong")
    assert "‘5 * 3’ is not 16." in mark("u = w*x\n = 5 * 3\n = 16").feedback[0]


def test_words_alone_are_shown_as_not_read_and_no_step_even_with_a_number() -> None:
    found = mark("Part 1 of the forward pass\nStep 1.1 (hidden neuron)\nu = 15\nu 15")
    assert [one.status for one in found.steps] == ["remark", "remark", "right", "unread"]
    assert working_lines(mark("blah blah\nu = 15")) == [
        "1  blah blah  not read: it claims no number, as u = 15 does",
        "2  u = 15     right",
        "The step is right.",
    ]
    assert mark("hello\nu = 15").all_right
    assert [one.status for one in mark("Forward pass:\n----\nu = 15").steps] == ["right"]


@pytest.mark.parametrize("formula", ["2(wx+b-y)x", "2 * (w*x + b - y) * x"])
def test_a_right_formula_with_a_wrong_number_is_a_slip_of_the_pen(formula: str) -> None:
    found = mark(f"dJ/dw = {formula} = 26")
    assert found.feedback == (
        f"Line 1, ∂J/∂w: ‘{formula}’ is right, but it is not 26.", "What does it come to?",
    )  # fmt: skip
    assert found.mistakes == ("ARITHMETIC_SLIP",)
    wrong = mark(f"dJ/dw = {formula.replace('2', '5')} = 26")
    assert "is right" not in wrong.feedback[0]


def test_a_rule_without_a_number_is_left_out() -> None:
    found = mark(
        "∂J/∂w = ∂J/∂u · ∂u/∂w\n\\frac{dJ}{dw} = \\frac{dJ}{du} \\cdot \\frac{du}{dw}\nu = 15"
    )
    assert [one.step.text for one in found.steps] == ["u = 15"]
    (one,) = mark("∂J/∂w = ∂J/∂u · ∂u/∂w\n = 8 * 3 = 24").steps
    assert (one.step.line, one.status) == (1, "right")


def test_delta_is_the_gradient_at_the_weighted_input() -> None:
    source, leaves = "z = w*x; a = sigmoid(z); C = a^2", {"w": 0.0, "x": 1.0}
    for head in ("δ_z", "δz", "δ_a", "∂C/∂z"):
        assert marks(f"{head} = 0.25", source, leaves) == ["right"]


def test_the_prime_is_the_local_gradient_of_the_function_at_its_input() -> None:
    found = mark("σ'(z) = 0.2\nsigmoid'(z) = 0.19", "", "z = w*x; a = σ(z)", {"w": 1.0, "x": 1.0})
    assert [one.step.asks for one in found.steps] == [("local", "a", "z")] * 2
    assert [one.status for one in found.steps] == ["right", "wrong"]


@pytest.mark.parametrize(
    ("line", "said"),
    [
        ("q = 15", "‘q’ is not a node of this graph; its nodes are w, x, u, b, yhat, y, e, J"),
        ("dJ/dq = 15", "‘q’ is not a node of this graph"),
        ("w.grad = eight", "does not end with a number"),
        ("u 15", "there is no = in it"),
        ("u = ", "something is missing"),
        ("u = 1e999", "too large"),
        ("w.grad += 24", "+= adds to what is there"),
        ("u=15 e=4", "is it 15·e, or two steps?"),
        ("∇J = 24", "J has a gradient at every node"),
        ("u = 1,250", "can be read in two ways"),
        ("u = = 3", "something is missing"),
        ("du/dJ = 3", "J is computed from u, not u from J"),
        ("message w->u = 3", "messages of the backward pass go from a node to its inputs: u → w"),
        ("message J->w = 3", "there is no edge between J and w"),
        ("local gradient dJ/dw = 24", "J is not computed directly from w"),
        ("u = 15\x00\x1b[31m7", "␛[31m7"),
        ("\u202eu = 15", "202E"),
        ("u" * 1000 + " = 3", "it has 1004 characters"),
    ],
)
def test_what_cannot_be_read_is_said_with_its_place_and_never_marked_wrong(
    line: str, said: str
) -> None:
    found = mark(f"u = 15\n{line}\ne = 4")
    one = found.steps[1]
    assert (one.status, one.step.line) == ("unread", 2)
    assert said in one.said
    assert found.score == 1
    assert not found.correct


def test_a_line_and_a_text_have_limits() -> None:
    with pytest.raises(AnswerError, match="10000 lines: at most 400 are read"):
        mark("u = 15\n" * 10_000)
    with pytest.raises(AnswerError, match="too many steps: at most 400 are read"):
        mark(";".join(["u = 15"] * 30) + "\n" + "\n".join(["u=15;J=16"] * 200))
    with pytest.raises(AnswerError, match="no line with a number"):
        mark("Forwards, then backwards.\n\n# u = 15\n")
    with pytest.raises(
        AnswerError, match="no line of this working can be read; line 1: ‘q’ is not"
    ):
        mark("q = 3")


# --- errors carried forward ---------------------------------------------------------------------


def test_what_follows_from_a_wrong_number_is_not_wrong_again() -> None:
    found = mark("u = 15\nŷ = 12\ne = 5\ndJ/de = 10\ndu/dw = 3\ndJ/dw = 30", "w")
    assert [one.said for one in found.steps] == [
        "right", "✗", "follows from line 2", "follows from line 2", "right", "follows from line 2",
    ]  # fmt: skip
    assert found.score == 5 / 6
    assert found.first is not None
    assert found.first.step.line == 2
    assert found.answer is not None
    assert found.answer.step.number == 30
    assert not found.correct


def test_each_further_error_of_its_own_is_wrong() -> None:
    text = "ŷ = 12, e = 5\ndJ/de = 5\ndu/dw = 5\ndJ/dw = 25"
    found = mark(text)
    assert [one.status for one in found.steps] == ["wrong", "follows", "wrong", "wrong", "follows"]
    assert found.steps[-1].said == "follows from lines 1 and 2 and 3" or (
        found.steps[-1].origins == (2, 3)
    )


def test_a_line_that_is_right_by_itself_is_right_after_a_wrong_one() -> None:
    assert marks("u = 8\nŷ = 11\ne = 4") == ["wrong", "right", "right"]


def test_a_whole_number_is_that_number() -> None:
    source, leaves = "u = w*x; J = u^2 - 25", {"w": 5.0, "x": 3.0}
    assert marks("J = 201", source, leaves) == ["wrong"]
    assert marks("u = 15.02\nJ = 200.6", source, leaves) == ["wrong", "follows"]


def test_the_order_of_the_lines_does_not_matter() -> None:
    assert marks("dJ/dw = 30\ndJ/de = 10\ne = 5\nu = 15") == [
        "follows",
        "follows",
        "wrong",
        "right",
    ]


def test_who_corrects_himself_goes_on_from_the_last_number() -> None:
    assert marks("u = 16\nŷ = 12\nu = 15\nŷ = 11") == ["wrong", "follows", "right", "right"]
    assert marks("u = 16\nu = 17\nŷ = 13") == ["wrong", "wrong", "follows"]


def test_a_local_gradient_may_come_from_the_output_or_from_the_input_of_a_function() -> None:
    source, leaves = "z = w*x; a = sigmoid(z)", {"w": 1.0, "x": 0.0}
    for local in ("0.6*0.4", "exp(-1)/(1+exp(-1))^2"):
        lines = f"z = 1\na = 0.6\nda/dz = {local}"
        assert marks(lines, source, leaves) == ["wrong", "wrong", "follows"]


def test_numbers_that_were_not_written_are_computed_from_those_that_were() -> None:
    assert marks("u = 16\nJ = 25\ndJ/dw = 30") == ["wrong", "follows", "follows"]


def test_messages_add_up_to_a_gradient() -> None:
    lines = "message x->b = 7\nmessage y->b = 4\ndf/db = 11"
    assert marks(lines, FAN_OUT, ROUTES) == ["right", "wrong", "follows"]


def test_the_derivative_of_an_inner_node_is_a_factor() -> None:
    assert marks("de/dw = 5\ndJ/de = 8\ndJ/dw = 40") == ["wrong", "right", "follows"]


def test_the_derivatives_of_two_parts_of_the_output_add_up() -> None:
    source, leaves = "p = h*v; q = h*h; P = p^2; Q = 3*q; E = P + Q", {"h": 2.0, "v": 5.0}
    lines = "dP/dh = 90\ndQ/dh = 12\ndE/dh = 102"
    assert marks(lines, source, leaves) == ["wrong", "right", "follows"]
    assert marks(f"dE/dP = 2\n{lines.replace('102', '192')}", source, leaves) == [
        "wrong", "wrong", "right", "follows",
    ]  # fmt: skip


def test_a_wrong_start_of_the_backward_pass_is_carried_back() -> None:
    assert marks("dJ/dJ = 16\ndJ/de = 128\ndJ/dw = 384") == ["wrong", "follows", "follows"]


def test_two_edges_to_one_successor_count_together() -> None:
    assert marks("dy/da = 8\nmessage y->a = 8", "y = a*a", {"a": 4.0}) == ["right", "right"]
    assert marks("dy/da = 4", "y = a*a", {"a": 4.0}) == ["wrong"]


def test_an_edge_beside_another_route_is_no_gradient_of_the_output() -> None:
    source, leaves = "q = a*b; f = q + a", {"a": 2.0, "b": 5.0}
    assert marks("df/da = 6", source, leaves) == ["right"]
    assert marks("df/da = 1", source, leaves) == ["wrong"]
    assert marks("local gradient df/da = 1", source, leaves) == ["right"]


def test_rounding_on_the_way_is_no_error() -> None:
    source, leaves = "z = w*x; a = sigmoid(z); J = (a - y)^2", {"w": 2.0, "x": 1.0, "y": 0.0}
    lines = "a = 0.88\nda/dz = 0.88*0.12 = 0.1056\ndJ/da = 1.76\ndJ/dz = 0.186"
    assert marks(lines, source, leaves) == ["right"] * 4
    assert marks("a = 0.9\na = 0.8\ndJ/da = 1", source, leaves) == ["right", "wrong", "wrong"]


def test_one_factor_may_be_rounded_and_the_other_not() -> None:
    source, leaves = "p = a/b; q = a/b; r = p*q", {"a": 2.0, "b": 3.0}
    assert marks("p = 0.7\nq = 0.7\nr = 0.4667", source, leaves) == ["right"] * 3
    assert marks("p = 0.7\nq = 0.7\nr = 0.55", source, leaves)[-1] == "wrong"


def test_a_number_that_has_no_value_from_wrong_ones_is_wrong_without_a_traceback() -> None:
    found = marks("a = -2\nL = 3\ndL/da = 5", "a = w*x; L = log(a)", {"w": 1.0, "x": 1.0})
    assert found == ["wrong", "wrong", "wrong"]


def test_a_line_that_was_mended_after_its_mark_shows_no_skill() -> None:
    question = message_question(run(LINREG, LEAVES), Edge("w", "u", 0), ("product",), "q")
    wrong, mended = (write_working(question, f"dJ/de = {number}") for number in (10, 8))
    assert wrong is not None
    assert mended is not None
    first = wrong.after(NO_LINES)
    found = evidence_of_lines(question, mended.after(first))
    assert found
    assert not any(one.right for one in found)
    assert all(one.right for one in evidence_of_lines(question, mended.after(NO_LINES)))


# --- what is said -------------------------------------------------------------------------------


@pytest.mark.parametrize(
    ("text", "says", "mistake"),
    [
        ("u = 15\ndJ/de = 8\ndJ/dw = 8", "∂u/∂w", "BACKPROP_ONLY"),
        ("dJ/de = 4", "e", "SQ_FORGOT_2"),
        ("du/dw = 5", "other factor", "MUL_OWN_VALUE"),
        ("u = 5*3 = 16", "‘5*3’ is not 16. What does it come to?", "ARITHMETIC_SLIP"),
        ("u = 8", "u", "OTHER_OPERATION"),
    ],
)
def test_the_first_wrong_line_is_explained(text: str, says: str, mistake: str) -> None:
    found = mark(text)
    assert mistake in found.mistakes
    assert says in " ".join(found.feedback)
    assert found.feedback[0].startswith(f"Line {len(text.splitlines())}, ")
    assert len(found.mistakes) <= 2


def test_a_wrong_rule_for_one_operation_is_named_at_its_local_gradient() -> None:
    found = mark("σ'(z) = 0.5*(1-0.5) = 0.25", "", "z = w*x; a = σ(z)", {"w": 0.5, "x": 1.0})
    assert found.mistakes == ("SIGMA_Z_1_MINUS_Z",)
    assert "z" in found.feedback[0].partition(":")[2]
    assert "is not how fast" not in found.feedback[0]


def test_a_cause_that_the_lines_before_rule_out_is_not_named() -> None:
    """12 is the right value without the 2 of a square; but ∂J/∂e = 2e was right."""
    assert mark("dJ/dw = 12").mistakes[0] == "SQ_FORGOT_2"
    assert "SQ_FORGOT_2" not in mark("dJ/de = 2e = 8\ndJ/dw = 12").mistakes


def test_a_wrong_line_after_a_wrong_line_is_not_told_its_number() -> None:
    found = mark("dJ/dw = 100\ndJ/de = 9")
    said = " ".join(found.feedback)
    assert said.startswith("Line 1, ∂J/∂w: It does not follow from your own line 2 either.")


def test_no_node_is_asked_about_that_nobody_has_written() -> None:
    said = mark("dJ/dw = 17.5", "", "J = (w*x + b - y)^2").feedback[-1]
    assert said == "Which messages reach w, and which two factors does each have?"
    assert mark("dJ/dw = 17.5").feedback[-1] == "What is ∂J/∂u, and what is ∂u/∂w?"


def test_a_leaf_that_was_copied_wrongly_is_said() -> None:
    found = mark("x = 4\nu = 20")
    assert [one.status for one in found.steps] == ["wrong", "follows"]
    assert found.feedback == (
        "Line 1, x: x is given, with another number.",
        "Which number was given?",
    )


WRONG = [
    "u = 17.5", "du/dw = 17.5", "dJ/de = 17.5", "dJ/dw = 17.5", "message u->w = 17.5",
    "de/dw = 17.5", "dJ/dJ = 17.5", "de/dy = 1", "local de/dŷ = 11", "J = 17.5",
    "dJ/dw = -24", "dJ/dw = 12", "dJ/dw = 48", "dJ/dw = 3", "message u->w = 8",
    "message u->w = 11", "du/dw = -3", "u = -15",
]  # fmt: skip


@pytest.mark.parametrize("line", WRONG)
def test_the_right_number_of_a_wrong_line_is_never_told(line: str) -> None:
    found = mark(line)
    assert found.first is not None
    assert found.feedback
    assert len(found.mistakes) <= 2
    assert "Three" not in found.feedback[0]
    expected = found.first.expected
    numbers = re.findall(r"−?[0-9]+(?:\.[0-9]+)?", " ".join(found.feedback).partition(":")[2])
    assert expected not in {float(number.replace("−", "-")) for number in numbers}
    assert found.feedback[-1].endswith("?")


def test_the_first_line_that_does_not_follow_in_a_published_example_comes_out() -> None:
    lines = MAZUR.lines.replace("= 0.138498562", "= 0.183498562")
    found = mark(lines, MAZUR.asked, MAZUR.source, MAZUR.leaves)
    assert found.first is not None
    assert found.first.step.text == "∂E_o1/∂net_o1 = 0.183498562"


def test_there_is_no_slope_at_a_corner() -> None:
    found = mark("dr/dz = 1", "", "z = w*x; r = relu(z)", {"w": 0.0, "x": 1.0})
    assert found.feedback[0].startswith("Line 1, ∂r/∂z: At r there is a corner and so no slope")


def test_what_is_asked_is_missing_where_no_line_says_it() -> None:
    found = mark("u = 15\ndJ/de = 8", "w")
    assert found.summary == "All steps are right. No line says what ∂J/∂w is."
    assert not found.correct
    assert found.answer is None
    assert mark("dJ/de = 8", "e").correct


def test_an_unknown_name_that_is_asked_is_an_error() -> None:
    with pytest.raises(GraphError, match="'q' is not a node of this graph"):
        mark("u = 15", "q")


def test_the_marks_are_data() -> None:
    found = mark(CIRCUIT.lines + "\nfoo", CIRCUIT.asked, CIRCUIT.source, CIRCUIT.leaves).data()
    assert found["correct"] is True
    assert found["score"] == 1
    assert found["answer"] == -4


NETWORK = "neth1 = w1*i1 + b1; outh1 = sigmoid(neth1); E = 0.5*(t - outh1)^2"
AT = {"w1": 0.15, "i1": 0.05, "b1": 0.35, "t": 0.01}


@pytest.mark.parametrize(
    "line",
    [
        "out_{h1} = 0.5885",
        "net_{h1} = 0.3575",
        r"\sigma'(net_{h1}) = 0.2422",
        "sigma'(neth1) = 0.2422",
        "dEdneth1 = dEdouth1*douth1dneth1 = 0.1401",
    ],
)
def test_more_notations_are_read(line: str) -> None:
    marked = mark(line, "", NETWORK, AT)
    assert [one.said for one in marked.steps] == ["right"]


@pytest.mark.parametrize(
    ("line", "said"),
    [
        ("w1_new = 0.14", "a new value comes after this pass"),
        ("w_{new} = 0.14", "a new value comes after this pass"),
        ("w1^+ = 0.14", "a new value comes after this pass"),
        ("new w1 = 0.14", "a new value comes after this pass"),
        (r"\delta = 0.14", "say at which node"),
        (r"\delta_{o1} = 0.14", "no node has this δ: write it as ∂E/∂z"),
        ("sigma' = 0.24", "say with respect to what, as in sigma'(z)"),
        ("dE/douth1 * douth1/dneth1 = 0.14", "the left side is a product"),
        ("dEdouth1*douth1dneth1 = 0.14", "the left side is a product"),
    ],
)
def test_what_is_not_read_says_how_to_write_it(line: str, said: str) -> None:
    marked = mark(f"{line}\nneth1 = 0.3575", "", NETWORK, AT)
    assert marked.steps[0].status == "unread"
    assert said in marked.steps[0].step.problem


def test_letters_of_a_derivative_are_no_product_of_nodes() -> None:
    """Where d, f and q are nodes, dfdq*dqdx was worked out as d·f·d·q·d·q·d·x."""
    text = "dfdq = 2\ndqdx = 4\ndfdx = dfdq*dqdx\ndfdx = 8"
    marked = mark(text, "", "q = x*d; f = q*2", {"x": 3.0, "d": 4.0})
    assert [one.said for one in marked.steps] == ["right"] * 3


def test_letters_that_may_be_two_derivatives_are_asked_back() -> None:
    source = "d = a*b; fd = d+a; x = fd+b; dx = d+x; f = dx*fd; J = f*x"
    marked = mark("dfddx = 1\nd = 6", "", source, {"a": 2.0, "b": 3.0})
    assert marked.steps[0].status == "unread"
    assert "write it with /" in marked.steps[0].step.problem


def test_every_wrong_line_is_explained_as_long_as_they_are_few() -> None:
    marked = mark("u = 8\nyhat = 5\ne = 9\ndJ/de = 3\ndu/dw = 5", "w")
    wrong = [one for one in marked.steps if one.status == "wrong"]
    assert len(wrong) == 5
    assert all(one.feedback[0].startswith(f"Line {one.step.line}, ") for one in wrong)
    assert len(marked.explanations) == 3
    assert marked.data()["feedback"] == " ".join(wrong[0].feedback)


@pytest.mark.parametrize(
    ("number", "mistake", "said"),
    [
        (12, "LOCAL_ONLY", "12 is ∂x/∂b alone. What arrives at x?"),
        (10, "BACKPROP_ONLY", "10 is ∂f/∂x, and still lacks a factor. What is ∂x/∂b?"),
        (22, "ADDED_NOT_MULTIPLIED", "22 is ∂f/∂x plus ∂x/∂b."),
        (-120, "SIGN_FLIPPED", "Is ∂f/∂x negative, and is ∂x/∂b?"),
    ],
)
def test_one_of_several_messages_is_put_down_to_its_own_two_factors(
    number: int, mistake: str, said: str
) -> None:
    leaves = {"b": 2.0, "c": 5.0}
    found = mark(f"message x->b = {number}", "", "x = b^3; y = b*c; f = x*y", leaves)
    (step,) = found.steps
    assert step.mistakes == (mistake,)
    assert said in " ".join(working_lines(found))


def test_a_wrong_number_that_is_written_again_is_not_wrong_again() -> None:
    found = mark("dJ/dw = 8\nw.grad = 8", "w")
    assert [one.said for one in found.steps] == ["✗", "follows from line 1"]
    assert len(found.explanations) == 1
    hidden = found.with_answer_given()
    assert {one.status for one in hidden.steps} == {"given"}  # the second would tell of the first
