"""Equations put together from tiles, and the matrices and curves below a question."""

from __future__ import annotations

from tests.core.lessons import LESSONS
from tests.core.networks import REFERENCE
from tutor.core import questions as quizzes
from tutor.core.checking.lesson_file import check
from tutor.core.graph import run
from tutor.core.lesson import Quiz
from tutor.core.questions import explain_values, message_question
from tutor.core.questions.model import Question
from tutor.core.reader import read
from tutor.plain.text import question_lines, read_response

HEAD = "---\nformat: bptutor-lesson 1\nid: t\ntitle: T\n---\n\n# T\n\n## One\n\n"
NET = """```network net
sizes: 2, 2, 2
activation: sigmoid
loss: half-square
inputs: 1, 2
targets: 1, 0
weights 2: 0.5 -0.25; 0.75 0.5
biases 2: 0.1 -1
weights 3: 1 -2; 0.5 1.5
biases 3: 0.5 -0.5
```

"""
TILES = """```quiz tiles two-three
alone: yes
ask: Put it together.
equation: δ | = | σ′(z) | · | (a − y)
equation: δ | = | (a − y) | · | σ′(z)
- [ ] (y − a) :: The sign is that of a − y.
hint: How far off, how steep?
```
"""


def first(text: str) -> Question:
    lesson, problems = read((HEAD + text).encode(), "90-t.md")
    assert lesson, problems
    (quiz,) = (one for one in lesson.pages[0].activities if isinstance(one, Quiz))
    return quizzes.make(quiz, lesson.graphs.get(quiz.graph), 0)


def put(question: Question, *tiles: str) -> tuple[str, ...]:
    """The response of a learner who puts these tiles beside each other."""
    return (" ".join(str(question.options.index(tile)) for tile in tiles),)


def said(question: Question, *tiles: str) -> str:
    verdict = quizzes.mark(question, put(question, *tiles))
    assert not verdict.correct
    return " ".join(verdict.feedback)


def test_factors_may_change_places_where_the_author_says_so() -> None:
    question = first(TILES)
    for factors in (("σ′(z)", "(a − y)"), ("(a − y)", "σ′(z)")):
        response = put(question, "δ", "=", factors[0], "·", factors[1])
        assert quizzes.mark(question, response).correct


def test_a_tile_that_does_not_belong_is_told_apart_from_a_wrong_order() -> None:
    question = first(TILES)
    assert "The sign is that of a − y." in said(question, "δ", "=", "σ′(z)", "·", "(y − a)")
    assert "their order is not" in said(question, "=", "δ", "σ′(z)", "·", "(a − y)")
    assert "as far as it goes" in said(question, "δ", "=", "(a − y)")
    assert "What has to come next?" in said(question, "δ", "=", "(a − y)", "σ′(z)")


def test_in_plain_text_the_numbers_of_the_tiles_are_typed() -> None:
    question = first(TILES)
    shown = list(question_lines(question))
    place = {line.split()[1]: line.split()[0] for line in shown if line.startswith("  ")}
    line = " ".join(place[tile] for tile in ("δ", "=", "σ′(z)", "·", "(a"))
    response = read_response(line, question)
    assert not isinstance(response, str)
    assert quizzes.mark(question, response).correct


def test_an_author_is_told_of_too_many_tiles_and_of_one_that_is_right_and_wrong() -> None:
    doubled = TILES.replace("(y − a) ::", "(a − y) ::")
    many = TILES.replace("hint:", "".join(f"- [ ] t{i}\n" for i in range(4)) + "hint:")
    assert any("belongs" in one.message for one in check((HEAD + doubled).encode(), "90-t.md"))
    assert any("10 tiles" in one.message for one in check((HEAD + many).encode(), "90-t.md"))
    assert check((HEAD + TILES).encode(), "90-t.md") == ()


GIVEN = (
    NET
    + r"""```quiz grid down-and-across
graph: net
ask: Fill in.
matrix \mathbf{W}^3: *w3_1_1, w3_1_2; *w3_2_1, w3_2_2
matrix \delta^3: delta3_1; delta3_2
row: grad(C, w3_1_1); grad(C, w3_1_2)
row: grad(C, w3_2_1); grad(C, w3_2_2)
down: δ₁³ = {= delta3_1 }; δ₂³
across: a₁²; a₂²
hint: Which vector gives the rows?
```
"""
)


def test_matrices_are_drawn_and_a_lit_column_is_lit_in_the_picture_too() -> None:
    question = first(GIVEN)
    (block,) = question.figures
    lines = [span.text.rstrip() for span in block.spans]
    assert lines == ["W³ = ⎛ 1   −2 ⎞,    δ³ = ⎛−0.1417⎞", "     ⎝0.5  1.5⎠          ⎝0.1478 ⎠"]
    assert {"w3_1_1", "w3_2_1"} <= set(question.focus)
    assert "w3_1_2" not in question.focus
    lit = [span.text[start:end] for span in block.spans for start, end in span.bold]
    assert set(lit) == {"W", "1", "0", "5"}
    assert any("⎛ 1   −2 ⎞" in line for line in question_lines(question))


def test_cells_with_headings_are_called_by_their_places() -> None:
    question = first(GIVEN)
    assert question.table is not None
    assert question.table.down == ("δ₁³ = −0.1417", "δ₂³")
    assert question.table.across == ("a₁²", "a₂²")
    assert [slot.label for slot in question.slots][1] == "row 1, column 2"
    right = quizzes.solution(question)
    turned = (right[0], right[2], right[1], right[3])
    assert "exchanged" in " ".join(quizzes.mark(question, turned).feedback)


def test_an_author_is_told_of_a_matrix_that_is_none() -> None:
    ragged = GIVEN.replace("w3_2_1, w3_2_2\n", "w3_2_1\n")
    headed = GIVEN.replace("across: a₁²; a₂²", "across: a₁²")
    for text, told in ((ragged, "not equally long"), (headed, "1 headings for 2 places")):
        problems = check((HEAD + text).encode(), "90-t.md")
        assert any(told in one.message for one in problems), problems


def test_a_curve_has_its_dot_where_the_values_are() -> None:
    graph = "```graph g\ninput z = {}\noutput a = sigmoid(z)\n```\n\n"
    lines = "curve: a over z\nanswer: local(a, z)\nhint: a(1 − a)\n"
    quiz = f"```quiz numeric s\ngraph: g\nask: How steep?\n{lines}```\n"

    def dots(z: float) -> list[int]:
        lines = [span.text for span in first(graph.format(z) + quiz).figures[0].spans]
        return [at for line in lines for at, sign in enumerate(line) if sign == "◉"]

    left, right = dots(-3), dots(3)
    assert len(left) == len(right) == 2  # one on σ, one on σ′
    assert min(left) < min(right)
    assert max(left) < max(right)
    wrong = (HEAD + graph.format(1) + quiz.replace("over z", "over a")).encode()
    assert any("over a leaf" in one.message for one in check(wrong, "90-t.md"))


def test_a_formula_may_have_delta_in_it_and_the_author_answers_foreseen_ones() -> None:
    quiz = """```quiz formula f
graph: net
ask: What is ∂C/∂ω₂₁³?
answer: delta3_2 * a2_1
wrong delta3_2 * a2_2: That is the gradient at the other weight.
hint: δ times a.
```
"""
    question = first(NET + quiz)
    for typed in ("delta3_2*a2_1", "a₁²δ₂³", "δ₂³ · a₁²"):
        assert quizzes.mark(question, (typed,)).correct, typed
    assert quizzes.mark(question, ("δ₂³ a₂²",)).feedback == (
        "That is the gradient at the other weight.",
    )


def test_a_product_alone_is_not_answered_with_its_two_factors() -> None:
    numbers = run(REFERENCE)
    edge = next(one for one in numbers.graph.outgoing("a2_1") if one.target == "z3_2")
    verdict = quizzes.mark(message_question(numbers, edge, ("product",), "x"), ("7.7",))
    assert "×" not in " ".join(verdict.feedback)
    assert "What is stored at z₂³" in verdict.feedback[-1]


def test_a_weight_of_another_edge_is_called_by_its_name() -> None:
    numbers = run(REFERENCE)
    edge = next(one for one in numbers.graph.outgoing("a2_1") if one.target == "z3_2")
    verdict = quizzes.mark(message_question(numbers, edge, ("local",), "x"), ("-2",))
    assert "−2 is ω₁₂³, the weight on another edge." in verdict.feedback


def test_a_weight_of_another_edge_is_not_taken_for_a_rounded_slip() -> None:
    """a₁² = 0.525 is near 0.5: “comes out, rounded, when a₁² is multiplied by itself”."""
    numbers = run(LESSONS[13].graphs["collect"].graph)
    edge = next(one for one in numbers.graph.outgoing("a2_1") if one.target == "z3_1")
    verdict = quizzes.mark(message_question(numbers, edge, ("local",), "x"), ("0.5",))
    assert "0.5 is ω₂₁³, the weight on another edge." in verdict.feedback


def test_what_belongs_to_the_unit_beside_it_is_told_and_one_cell_is_judged_alone() -> None:
    numbers = run(REFERENCE)
    exchanged = explain_values(numbers, {"z2_1": 0.75, "z2_2": 0.1})
    assert exchanged.feedback[0] == "0.75 is the value of z₂², not of z₁²."
    columns = explain_values(numbers, {"z2_1": 2.1, "z2_2": 7.7})
    assert columns.mistakes == ("WEIGHTS_BY_COLUMNS",)
