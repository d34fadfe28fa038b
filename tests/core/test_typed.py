from __future__ import annotations

import subprocess
import sys

import pytest

from tutor.core.answers import AnswerError, read_formula, read_number
from tutor.core.errors import ExpressionError
from tutor.core.expression import source
from tutor.core.formulas import read_expression
from tutor.core.practice import sandbox as box
from tutor.core.typed import point_at_place, read_typed
from tutor.graph_arguments import SourceError, read_given, reading_notes


@pytest.mark.parametrize(
    ("text", "given", "said"),
    [
        ("C = ½(σ(wx + b) − y)²", ["w", "x", "b", "y"], "C = ½·(σ(w·x + b) − y)²"),
        (r"\frac{1}{2}(\hat{y}-y)^{2}", [], "½·(ŷ − y)²"),
        ("y = np.tanh(w*x)", [], "y = tanh(w·x)"),
        ("A = πr²", [], "A = π·r²"),
        ("J = (w*x - y)^2", [], ""),
        ("J = (w·x − y)**2", [], ""),
    ],
)
def test_what_was_read_is_shown_when_it_is_not_what_was_typed(
    text: str, given: list[str], said: str
) -> None:
    assert read_typed(text, given=dict.fromkeys(given)).read_as == said


def test_the_values_given_decide_whether_letters_are_a_product() -> None:
    product = read_typed("f = wx + b", given=dict.fromkeys(["w", "x", "b"]))
    assert product.graph
    assert {leaf.name for leaf in product.graph.graph.leaves} == {"w", "x", "b"}
    name = read_typed("f = wx + b")
    assert name.graph
    assert {leaf.name for leaf in name.graph.graph.leaves} == {"wx", "b"}
    assert name.hints == {"wx": "'wx' is one name; a product is w*x"}
    defined = read_typed("wx = w*x; f = wx + b", given=dict.fromkeys(["w", "x", "b"]))
    assert defined.graph
    assert "wx" in defined.graph.graph.by_name


@pytest.mark.parametrize(
    ("text", "of", "output"),
    [
        ("L = e^2; e = a-1", "", "L"),
        ("f = q*z; q = x+y", "", "f"),
        ("f = x*y; g = x+y", "g", "g"),
        ("f = x*y; output g = x+y; h = g*x", "", "g"),
        ("ŷ = σ(z); L = (ŷ − y)²", "ŷ", "yhat"),
        ("x₁ = w*2; f = x₁^2", "x_1", "x1"),
    ],
)
def test_the_output_is_what_nothing_else_uses_or_what_was_asked_for(
    text: str, of: str, output: str
) -> None:
    typed = read_typed(text, of=of)
    assert typed.graph, typed.problems
    assert typed.graph.graph.output == output


def test_several_outputs_are_named_and_none_is_dropped() -> None:
    typed = read_typed("f = x*y; g = x+y; h = 2*x")
    assert typed.graph is None
    assert "f, g and h" in typed.problems[0].message
    assert "--of" in typed.problems[0].help
    chosen = read_typed("f = x*y; g = x+y", of="f")
    assert [problem.severity for problem in chosen.problems] == ["warning"]
    missing = read_typed("f = x*y", of="q")
    assert "no node called 'q'" in missing.problems[0].message


@pytest.mark.parametrize(
    ("text", "caret"),
    [
        ("f = 1/2x", "      ^"),
        ("f = ŷ + x′", "         ^"),
        (r"f = \frac{1}{2} + sinus(x)", "                  ^"),
        ("y = x\nf = y + (x", "          ^"),
        ("f = np.sinus(x)", "    ^"),
    ],
)
def test_a_problem_points_at_the_place_that_was_typed(text: str, caret: str) -> None:
    typed = read_typed(text)
    line, under = point_at_place(text, typed.problems[0])
    assert line == text.split("\n")[-1]
    assert under == caret, typed.problems


@pytest.mark.parametrize("word", ["softmin", "rrelu", "glu", "sinc"])
def test_no_function_is_offered_in_the_place_of_one_that_gives_other_numbers(word: str) -> None:
    typed = read_typed(f"y = {word}(x)")
    assert f"'{word}'" in typed.problems[0].message
    assert "did you mean" not in typed.problems[0].help


def test_names_are_found_by_their_labels_and_other_spellings() -> None:
    typed = read_typed("dot = w_1*x_1; ŷ = σ(dot); L = (ŷ − y)²")
    assert [typed.node(n) for n in ("ŷ", "yhat", "y_hat", "dot", "w₁", "w1", "w_{1}", "q")] == [
        "yhat", "yhat", "yhat", "dot_", "w_1", "w_1", "w_1", "",
    ]  # fmt: skip


def test_lines_that_are_no_formula_are_left_out_and_said() -> None:
    typed = read_typed("import numpy as np\ny = np.exp(x)\nprint(y)\n")
    assert typed.graph
    assert typed.left_out == ("import numpy as np", "print(y)")


@pytest.mark.parametrize(
    ("typed", "names", "strict"),
    [
        ("2x", ["x"], "2*x"),
        ("σ(z)(1 − σ(z))", ["z"], "sigmoid(z)*(1-sigmoid(z))"),
        ("wx", ["w", "x"], "w*x"),
        ("2e", ["e", "y"], "2*e"),
        (r"\frac{1}{2}x^{2}", ["x"], "1/2*x^2"),
        ("x**2", ["x"], "x^2"),
    ],
)
def test_typed_answers_are_read_in_every_notation(
    typed: str, names: list[str], strict: str
) -> None:
    assert source(read_formula(typed, names)) == strict


def test_numbers_are_read_in_every_notation_and_two_of_them_are_none() -> None:
    assert read_number(r"\frac{1}{4}") == 0.25
    assert read_number("√4") == 2.0
    assert read_number("2(3+1)") == 8.0
    for text in ("2 4", "3½2", "1/2(3", "x = 3; y = 4"):
        with pytest.raises(AnswerError):
            read_number(text)


def test_the_sandbox_reads_every_notation_and_keeps_strict_lines() -> None:
    sandbox = box.open_sandbox("C = ½(ŷ − y)²; ŷ = σ(z)")
    assert sandbox.graph
    assert sandbox.said == ("read as: C = ½·(ŷ − y)²; ŷ = σ(z)",)
    assert "C = 0.5*" in sandbox.plain
    kept = box.open_sandbox("input x = 2 as x₀\nvary x in 1..4\nf = x^2")
    assert kept.lesson_graph
    assert kept.lesson_graph.vary[0].choices == (1, 2, 3, 4)
    assert kept.lesson_graph.graph.by_name["x"].label == "x₀"


def test_latex_is_imported_when_there_is_some() -> None:
    code = (
        "import sys; from tutor.core.typed import read_typed; read_typed('y = x²'); "
        "print('pylatexenc' in sys.modules)"
    )
    done = subprocess.run([sys.executable, "-c", code], capture_output=True, text=True)
    assert done.stdout.strip() == "False", done.stderr


@pytest.mark.parametrize(
    ("text", "leaves"),
    [
        (r"y = \alpha x + b", {"alpha", "x", "b"}),
        (r"\lambda w^2", {"lambda", "w"}),
        (r"\beta_0 + \beta_1 x", {"beta_0", "beta_1", "x"}),
        (r"(1-p)^2 \theta + \epsilon", {"p", "theta", "epsilon"}),
    ],
)
def test_a_greek_letter_of_latex_is_one_name(text: str, leaves: set[str]) -> None:
    """Without values it was spelled out as Latin letters: a·l·p·h·a·x."""
    typed = read_typed(text)
    assert typed.graph, typed.problems
    assert {leaf.name for leaf in typed.graph.graph.leaves} == leaves


@pytest.mark.parametrize(
    ("text", "said"),
    [
        ("y = a*b = c + d", "not the same"),
        ("y = x*x.detach()", "lets no gradient through"),
        ("y = x.data*w", "lets no gradient through"),
        ("y = int(x)*x", "'int'"),
        ("x + " * 20_000, "characters"),
    ],
)
def test_what_would_be_another_formula_is_refused(text: str, said: str) -> None:
    """Parts were left out without a word, and gradients were those of something else."""
    typed = read_typed(text)
    assert typed.graph is None
    assert said in typed.problems[0].message


def test_a_formula_and_the_same_written_out_are_one() -> None:
    typed = read_typed("ŷ = w*x; C = ½(ŷ−y)² = ½(w*x−y)²")
    assert typed.graph, typed.problems
    assert {leaf.name for leaf in typed.graph.graph.leaves} == {"w", "x", "y"}


def test_a_run_of_letters_that_is_one_name_is_said_to_be() -> None:
    assert reading_notes(read_typed("y = (wx+b)^2")) == (
        "note: 'wx' is one name; a product is w*x",
    )
    assert reading_notes(read_typed("y = (wx+b)^2", given=dict.fromkeys(["w", "x"]))) == (
        "read as: y = (w·x + b)²",
    )


@pytest.mark.parametrize("text", ["8 > 7", "8 == 8", "8 or 9", "not 0", "(8 > 7)*8", "7 < 8 < 9"])
def test_a_condition_is_no_answer(text: str) -> None:
    """8 > 7 was right where 1 was."""
    with pytest.raises(AnswerError, match="condition"):
        read_number(text)


def test_the_sandbox_names_what_it_left_out() -> None:
    """Only the command line said it."""
    sandbox = box.open_sandbox("The loss is L = (a - y)^2, where y is the target")
    assert sandbox.graph
    assert "left out: The loss is; where y is the target" in sandbox.said


def test_words_beside_an_answer_are_not_dropped_in_silence() -> None:
    with pytest.raises(ExpressionError, match="words"):
        read_expression("the slope is 2*x, where x is the input", ["x"])
    assert read_expression("2x", ["x"]) == "2*x"


def test_help_names_nothing_that_nobody_wrote() -> None:
    """A denominator is no ``v``, and where there is no = none is to be left out."""
    helps = " ".join(problem.help for problem in read_typed("J = 1/0", name="x").problems)
    assert "denominator" in helps
    with pytest.raises(ExpressionError) as caught:
        read_expression("漢字")
    assert "=" not in caught.value.help


def test_long_names_that_differ_stay_different() -> None:
    """They were cut to 32 letters, so a product of two of them was the square of one."""
    long = "the_weight_of_the_connection_from_unit"
    typed = read_typed(f"{long}_1 * {long}_2")
    assert typed.graph is not None
    assert len(typed.graph.graph.leaves) == 2
    assert typed.node(f"{long}_1") != typed.node(f"{long}_2") != ""
    (problem,) = read_typed(f"{long}_1_{long} * {long}_2_{long}").problems
    assert "are too long to be told apart" in problem.message


def test_a_number_of_the_text_that_a_loop_used_up_may_be_given_but_not_changed() -> None:
    text = "n = 3\nL = 0\nfor i in range(n):\n    L += w*i"
    assert read_given(text, ("w=2", "n=3"))[1] == {"w": 2.0}
    with pytest.raises(SourceError, match="'n' is 3 in this text"):
        read_given(text, ("w=2", "n=4"))
