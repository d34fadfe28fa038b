"""Plain mode is heard: a screen reader meets nothing there that it cannot say.

``ALLOWED`` in ``tutor/plain/spoken.py`` lists the signs that may be left in a line, and how each is
read.  Here every lesson is gone through in words, with wrong answers and hints, and so is
everything that is opened from the list; what the learner types is typed in the words that are said.
"""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator
from pathlib import Path

import pytest

from tests.core.graphs import linreg
from tests.core.lessons import LESSONS, lesson
from tests.learners.mistakes import mistakes, solved
from tests.learners.plain import typed
from tests.learners.policy import turns_to_goal
from tests.null_record import NullRecord
from tests.plain.test_home import talk
from tests.samples import sampled
from tests.soak.learners import NUMBERS
from tutor.core.lesson import Prose
from tutor.core.practice import graph_items
from tutor.core.questions import marked_kinds
from tutor.core.session import start, view
from tutor.plain.conversation import Console
from tutor.plain.lesson import LessonConversation
from tutor.plain.quiz import QuizConversation
from tutor.plain.spoken import ALLOWED, hear, is_frame, speak, spoken_board
from tutor.plain.text import prose_lines

MOST = 3_000
"""Lines that nobody needs for a lesson."""
RUNS = re.compile(r"[^\w\s.]{5,}|\.{4,}|-{3,}|={3,}")
"""Punctuation that only decorates; ‘(3*x+1))**2’ is a formula."""


def unspeakable(lines: Iterable[str]) -> list[str]:
    """The lines that hold a sign which is not allowed, or a run of signs."""
    return [
        line
        for line in lines
        if any(not (c.isascii() and (c.isalnum() or c in " \n")) and c not in ALLOWED for c in line)
        or RUNS.search(line)
    ]


def answers(plain: LessonConversation) -> Iterator[str]:
    """A hint and a wrong answer to each question, then the right one, in words that are said."""
    while True:
        shown = view(plain.session.lesson, plain.session.state)
        question = shown.question
        if question is None or shown.settled:
            turns = turns_to_goal(plain.session.lesson, plain.session.state)
            yield ("+" if turns > 0 else "-") * abs(turns)
            continue
        yield "hint"
        wrong = next(iter(mistakes(question)), None)
        if wrong is not None:
            yield in_words(typed(question, wrong.response))
        yield in_words(typed(question, solved(question)))
        assert view(plain.session.lesson, plain.session.state).settled, (
            question.quiz.id,
            solved(question),
        )


def in_words(line: str) -> str:
    """An answer as it would be said: ``-2*x`` is minus 2 times x."""
    signs = {"-": "−", "*": "·"}
    return speak("".join(signs.get(char, char) for char in line.replace("**", "^")))


def transcript(number: str) -> tuple[list[str], bool]:
    """What is said and asked in a whole lesson, and whether it came to its end."""
    said: list[str] = []
    turns = iter(range(MOST))

    def read(prompt: str) -> str:
        said.append(prompt)
        if "Enter skips it" in prompt:
            return ""
        if next(turns, None) is None or plain.session.state.finished:
            raise EOFError
        return next(lines)

    found = lesson(number)
    console = Console(read, said.append, words=True)
    plain = LessonConversation(found, start(found, 5), console, NullRecord())
    lines = answers(plain)
    plain.talk()
    return said, plain.session.state.finished


@pytest.mark.parametrize("number", sampled(NUMBERS, ("05",)))
def test_a_lesson_can_be_heard_and_answered_in_the_words_that_are_said(number: str) -> None:
    said, finished = transcript(number)
    assert finished
    assert unspeakable(said) == []


def test_an_author_says_what_a_drawing_shows() -> None:
    """A voice cannot read a drawing of signs: its fence says the same in a sentence."""
    for found in LESSONS:
        blocks = (block for page in found.pages for block in page.blocks)
        for block in blocks:
            if isinstance(block, Prose) and block.kind == "code":
                rows = [span.text for span in block.spans]
                assert block.said or not any(map(is_frame, rows)), (found.id, rows)


def test_a_review_of_every_kind_of_question_can_be_heard_and_answered() -> None:
    items = graph_items(linreg(), 2 * len(marked_kinds()), 7)
    said: list[str] = []
    lines = iter(
        line
        for item in items
        for line in ("hint", in_words(typed(item.question, solved(item.question))))
    )

    def read(prompt: str) -> str:
        said.append(prompt)
        return next(lines)

    talk = QuizConversation(items, Console(read, said.append, words=True), NullRecord())
    assert talk.talk()
    assert {one.score for one in talk.outcomes} == {0.8}, "after one hint"
    assert unspeakable(said) == []


def test_what_is_opened_from_the_list_can_be_heard(tmp_path: Path) -> None:
    lines = (
        "help", "review", "skills", "notes", "first", "3", "minus 3", "first", "", "lessons",
        "sandbox", "help", "C = ½(σ(w·x) − y)²", "w = minus 3", "nudge w", "descend", "graph",
        "what = ",
        "practise", "help", "17", "quit", "quit",
        "train moons", "help", "", "", "messages", "weights", "rate 0.1", "", "compare",
        "example 1", "quit", "quit", "train cats", "99", "5", "leave", "17", "quit", "notes",
        "skills", "quit",
    )  # fmt: skip
    said = talk(tmp_path, "--plain", lines="".join(f"{line}\n" for line in lines).encode())
    for part in ("Skills: 0 of", "Sandbox:", "sigma", "Training on", "sum: dC/d omega11"):
        assert part in said
    assert unspeakable(said.splitlines()) == []


@pytest.mark.parametrize(
    ("shown", "said"),
    [
        ("∂J/∂w = ∂J/∂u · ∂u/∂w", "dJ/dw = dJ/du times du/dw"),
        ("C = ½(σ(wx + b) − ŷ)²", "C = 1/2 times (sigma(wx + b) minus yhat) squared"),
        ("½ · 2 · e: the ½ cancels the 2.", "1/2 times 2 times e: the 1/2 cancels the 2."),
        ("½ exp(z), ½ wx, ½ in all", "1/2 times exp(z), 1/2 times wx, 1/2 in all"),
        ("2ⁿ⁺¹ − 1 calls, −3", "2 to the power (n + 1) minus 1 calls, minus 3"),
        ("δⱼˡ = σ′(zⱼˡ)", "delta sub j of layer l = sigma prime (z sub j of layer l)"),
        ("∑ₖ₌₁ᵐ ωₖaₖ", "sum over k from 1 to m of omega sub k a sub k"),
        ("∂e²/∂e of w₁x₁ + … + wₙxₙ", "d(e squared)/de of w1 x1 + and so on + w sub n x sub n"),
        ("s = … − …", "s = blank minus blank"),
        ("W² is 3 × 2, not 3 × 2.5", "W of layer 2 is 3 by 2, not 3 times 2.5"),
        ("a·ω₁₂³+0.5188", "a times omega12 of layer 3 + 0.5188"),
        ("┌──┐ δ⁶  ███  1 ✓ → ●", "delta of layer 6; 1 right to"),
        ("w = 3   C = 4", "w = 3; C = 4"),
        ("▶     1  J.grad = 1", "now: 1; J.grad = 1"),
        ("(δ₁;:; δₘ)", "(delta1; and so on; delta sub m)"),
        ("déjà vu, être", "déjà vu, être"),
    ],
)  # fmt: skip
def test_mathematics_is_said_as_a_lecturer_reads_it(shown: str, said: str) -> None:
    assert speak(shown) == said
    assert speak(said) == said


def test_a_matrix_is_heard_entry_by_entry() -> None:
    """Found in lesson 14: (1 minus 2; 0.5 1.5) is heard as a difference."""
    latex = r"\mathbf{W}^3 = \begin{pmatrix} 1 & -2 \\ 0.5 & 1.5 \end{pmatrix}"
    (line,) = prose_lines(Prose("formula", (), latex=latex), words=True)
    assert speak(line) == "W of layer 3 = (1, minus 2; 0.5, 1.5)"


def test_a_raised_number_is_a_layer_only_where_a_network_is_talked_about() -> None:
    assert speak("z₂³ and a²") == "z2 cubed and a squared"
    assert speak("z₂³ and a², e²", layers=True) == "z2 of layer 3 and a of layer 2, e squared"


@pytest.mark.parametrize(
    ("line", "typed_"),
    [
        ("minus 3", "-3"),
        ("3 minus 4", "3 -4"),
        ("2 times (yhat minus y) squared", "2*(yhat -y)^2"),
        ("delta1 of layer 3 times a", "delta3_1*a"),
        ("x to the power 3", "x^3"),
        ("help", "help"),
    ],
)
def test_what_is_said_can_be_typed(line: str, typed_: str) -> None:
    assert hear(line, [("δ₁³", "delta3_1"), ("ŷ", "yhat")]) == typed_


def test_a_listing_is_said_line_by_line_and_a_table_with_its_headings() -> None:
    """“4: C = C(…) δᴸ = …”: line 4 of Algorithm 1 was heard as a row below the line before it."""
    listing = ("  3      zˡ = …", "         C = C(aᴸ, y)", "  4  δᴸ = …", "     ∂C/∂bᴸ = δᴸ")
    assert tuple(spoken_board(listing)) == listing
    rows = ("    before   after", "u   6        6.03")
    assert tuple(spoken_board(rows)) == ("u: before 6; after 6.03",)


def test_every_sign_that_is_left_has_a_way_to_be_read() -> None:
    assert all(len(sign) == 1 and sign.isascii() and how for sign, how in ALLOWED.items())
    assert unspeakable(["a ∂", "=====", "fine, (x + 1)."]) == ["a ∂", "====="]
