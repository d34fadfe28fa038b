"""A number on the way is marked, is no part of the question, and tells more of the answer."""

from __future__ import annotations

import re

import pytest

from tests.core.besides import BOTH, FIRST, RIGHT, UNCLEAR, two_routes
from tests.core.lessons import LESSONS
from tutor.core import questions as quizzes
from tutor.core.graph import Pass
from tutor.core.lesson import Quiz
from tutor.core.practice.items import quizzes_of
from tutor.core.questions import FollowUp, Question, Verdict
from tutor.core.reader import read


def asked() -> Question:
    lesson = two_routes()
    quiz = lesson.pages[0].activities[0]
    return quizzes.make(quiz, lesson.graphs["g"], 0)  # type: ignore[arg-type]


def followed(given: str) -> FollowUp:
    found = quizzes.follow_up_of(asked(), quizzes.mark(asked(), (given,)))
    assert found is not None
    return found


def after(given: str, number: str) -> tuple[FollowUp, Question, Verdict | None]:
    return quizzes.answer_follow_up(asked(), (given,), followed(given), (number,))


def test_it_is_data_of_the_verdict_and_not_only_a_sentence() -> None:
    verdict = quizzes.mark(asked(), (UNCLEAR,))
    assert verdict.asks == ("f", "x")
    assert followed(UNCLEAR).question.slots[0].label == "∂f/∂x"
    assert quizzes.follow_up_of(asked(), quizzes.mark(asked(), (RIGHT,))) is None


def test_right_it_shows_where_the_answer_went_wrong() -> None:
    follow, question, again = after(UNCLEAR, FIRST)
    assert not follow.is_open
    assert question.known == (("x", "9"),)
    assert again is not None
    assert again.feedback[0] == "9 is right for ∂f/∂x; 42 is not ∂f/∂b."
    assert again.mistakes == ("CONSTANT_KEPT",)


def test_wrong_it_is_mended_first_with_the_slip_that_gives_both() -> None:
    follow, _, again = after(BOTH, "12")
    assert follow.is_open
    assert again is not None
    assert again.feedback[0] == "12 is not ∂f/∂x yet, and ∂f/∂b is made from it."
    assert again.asks == ()
    assert len(again.feedback) > 1


@pytest.mark.parametrize("text", ["", "nine", "1,250"])
def test_what_cannot_be_read_changes_nothing(text: str) -> None:
    follow, question, again = after(UNCLEAR, text)
    assert follow.verdict is not None
    assert follow.verdict.unreadable
    assert (question, again) == (asked(), None)


def test_the_latest_number_counts_and_once_it_is_right_the_wrong_one_is_over() -> None:
    follow, question, _ = after(BOTH, "12")
    follow, question, again = quizzes.answer_follow_up(question, (BOTH,), follow, ("37",))
    assert question.known == (("x", "37"),)
    assert again is not None
    assert again.feedback[0] == "37 is not ∂f/∂x yet, and ∂f/∂b is made from it."
    assert "12" not in " ".join(again.feedback)
    follow, question, again = quizzes.answer_follow_up(question, (BOTH,), follow, (FIRST,))
    assert question.known == (("x", "9"),)
    assert again is not None
    assert again.feedback[0] == "9 is right for ∂f/∂x; 6 is not ∂f/∂b."
    assert not {"12", "37"} & set(" ".join(again.feedback).split())


def chain() -> Question:
    """f = (3x)² at x = 8, where 84 may be anything, and ∂f/∂g is asked for first."""
    text = "# T\n\n```graph g\ninput x = 8\ng = 3 * x\noutput f = g^2\n```\n\n"
    text += "```quiz numeric q\ngraph: g\nask: g = {= g }. ∂f/∂x?\n"
    text += "answer: grad(f, x)\nhint: h\n```\n"
    return made(text, "g")


def made(text: str, graph: str) -> Question:
    front = "---\nformat: bptutor-lesson 1\nid: t\ntitle: T\n---\n\n## P\n\n"
    lesson, problems = read((front + text.partition("\n\n")[2]).encode(), "t.md")
    assert lesson is not None, problems
    (quiz,) = [a for a in lesson.pages[0].activities if isinstance(a, Quiz)]
    return quizzes.make(quiz, lesson.graphs[graph], 0)


def test_no_reply_speaks_of_a_number_that_was_given_before() -> None:
    question = chain()
    follow = quizzes.follow_up_of(question, quizzes.mark(question, ("84",)))
    assert follow is not None
    gone: list[str] = []
    for number in ("576", "96", "140", "37", "72", "48"):
        follow, question, again = quizzes.answer_follow_up(question, ("84",), follow, (number,))
        assert again is not None
        said = " ".join(again.feedback)
        assert said.startswith(f"{number} is ")
        assert not any(old in said.replace(",", "") for old in gone), said
        gone.append(number)


def test_a_wrong_number_on_the_way_is_over_with_the_next_answer() -> None:
    question = chain()
    follow = quizzes.follow_up_of(question, quizzes.mark(question, ("84",)))
    assert follow is not None
    _, question, _ = quizzes.answer_follow_up(question, ("84",), follow, ("576",))
    question = quizzes.answered_anew(question)
    assert question.known == ()
    assert quizzes.mark(question, ("77",)).feedback == quizzes.mark(chain(), ("77",)).feedback


NETWORK = """# T

```network n
sizes: 2, 2, 2
activation: sigmoid
loss: half-square
inputs: 1, -1
targets: 0, 1
weights 2: 1 -0.5; -1 0.5
biases 2: 0.5 1
weights 3: 2 -3; 1.5 -2.5
biases 3: 0.5 -0.5
```

```quiz numeric q
graph: n
ask: %s What is ∂C/∂a₁²?
answer: grad(C, a2_1)
tolerance: 1%%
hint: h
```
"""
GIVEN = NETWORK % "δ³ = ({= delta3_1 }, {= delta3_2 })."
DRAWN = (NETWORK % "").replace("answer:", "matrix \\delta^3: delta3_1; delta3_2\nanswer:")
ANSWERS = [f"{x / 20:g}" for x in range(-40, 41)] + ["77", "0.01", "0.123"]


@pytest.mark.parametrize("text", [GIVEN, DRAWN], ids=["words", "matrix"])
def test_what_the_question_prints_is_not_asked_for(text: str) -> None:
    question = made(text, "n")
    assert question.told == {"z3_1", "z3_2"}
    verdicts = [quizzes.mark(question, (answer,)) for answer in ANSWERS]
    assert {one.asks for one in verdicts} == {()}
    for one in verdicts:
        assert not {"what is ∂C/∂z₁³?", "what is ∂C/∂z₂³?"} & set(one.feedback), one.feedback
        assert not any("what is ∂C/∂z" in said for said in one.feedback), one.feedback
    said = quizzes.mark(question, ("77",)).feedback[-1]
    assert said.startswith("∂C/∂z₁³ is given: which message does z₁³ send to a₁²?")


def test_what_is_drawn_above_a_grid_is_not_asked_for() -> None:
    grid = DRAWN.replace("numeric", "grid").replace("answer: ", "row: grad(C, a2_2); ")
    question = made(grid, "n")
    assert question.told == {"z3_1", "z3_2"}
    for answer in ANSWERS[::9]:
        said = quizzes.mark(question, (answer, answer)).feedback
        assert not any("what is ∂C/∂z" in one for one in said), said


@pytest.mark.parametrize("kind", ["numeric", "grid"])
def test_nothing_is_called_the_value_of_what_the_learner_does_not_see(kind: str) -> None:
    """A hidden network has an input of −1; the answer was taken for it."""
    text = DRAWN.replace("numeric", kind)
    if kind == "grid":
        text = text.replace("answer: ", "row: grad(C, a2_2); ")
    for seen in (True, False):
        question = made(text if seen else text.replace("ask:", "picture: none\nask:"), "n")
        said = quizzes.mark(question, ("-1",) * len(question.slots)).feedback
        assert any("is the value of x₂" in one for one in said) is seen, said


def test_where_it_is_not_printed_it_is_asked_for_once_and_once_more_nearer_to_the_error() -> None:
    question = made(NETWORK % "", "n")
    tried = 0
    for answer in ANSWERS:
        follow = quizzes.follow_up_of(question, quizzes.mark(question, (answer,)))
        asked: list[str] = []
        now = question
        while follow is not None and follow.is_open:
            tried += 1
            assert follow.question.derivative is not None
            wrt = follow.question.derivative[1]
            assert not wrt.startswith(("e_", "q"))
            for way in asked:  # what lies beyond a right number is right
                assert wrt not in numbers_of(now).graph.after(way)
            asked.append(wrt)
            right = quizzes.solution(follow.question)
            follow, now, _ = quizzes.answer_follow_up(now, (answer,), follow, right)
        assert len(asked) <= 2
    assert tried


def numbers_of(question: Question) -> Pass:
    assert question.numbers is not None
    return question.numbers


@pytest.mark.slow
def test_the_number_on_the_way_sends_nobody_further_where_there_is_no_blank() -> None:
    question = made(NETWORK % "", "n")
    follows = [quizzes.follow_up_of(question, quizzes.mark(question, (a,))) for a in ANSWERS]
    for follow in {one.question.derivative: one for one in follows if one}.values():
        for number in ANSWERS:
            verdict = quizzes.mark(follow.question, (number,))
            assert not any(said.startswith("Go to") for said in verdict.feedback)


def test_without_a_picture_a_node_that_the_question_does_not_name_is_written_out() -> None:
    text = "# T\n\n```graph g\ninput a = 3\ninput y = 5\ne = a - y\nq = e^2\nloss C = 0.5 * q\n"
    text += "```\n\n```quiz numeric q\ngraph: g\npicture: none\nask: C = ½(a − y)². ∂C/∂a?\n"
    question = made(text + "answer: grad(C, a)\nhint: h\n```\n", "g")
    for answer in set(ANSWERS) - {"-2"}:
        said = " ".join(quizzes.mark(question, (answer,)).feedback)
        assert not re.search(r"(?<!\w)(∂?[eq])(?!\w)", said), said


@pytest.mark.slow
def test_no_node_is_named_that_only_the_box_of_the_loss_holds() -> None:
    for text in (NETWORK % "", GIVEN):
        question = made(text, "n")
        for answer in ANSWERS:
            said = " ".join(quizzes.mark(question, (answer,)).feedback)
            assert not re.search(r"\b(e₁|e₂|q₁|q₂|q)\b|∂q|∂e₁", said), said


def test_before_the_course_says_what_a_message_is_no_reply_asks_for_one() -> None:
    """In lesson 2 the page before; behind its card the word is used."""
    asked = {quiz.id: quiz for quiz in quizzes_of(LESSONS[1])}
    for id_, ends in (
        ("same-as-z", "what is ∂z/∂w?"),
        ("dc-dz", "which message does a send to z?"),
    ):
        quiz = asked[id_]
        question = quizzes.make(quiz, LESSONS[1].graphs[quiz.graph], 3)
        said = quizzes.mark(question, ("77",)).feedback[-1]
        assert said.endswith(f" is given: {ends}"), said
