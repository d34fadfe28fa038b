"""The program beside the picture: which line is carried out."""

from __future__ import annotations

from dataclasses import replace

from tests.core.lessons import LESSON_5, LESSONS
from tests.core.networks import REFERENCE
from tutor.core import questions as quizzes
from tutor.core.graph import program_of, run
from tutor.core.lesson import Page, Steps
from tutor.core.session.actions import Answer, Next, Visit
from tutor.core.session.program import HIDDEN, program_lines
from tutor.core.session.reducer import act, start
from tutor.core.session.state import State
from tutor.core.session.view import view


def marked(state: State) -> list[str]:
    scene = view(LESSON_5, state).scene
    assert scene
    return [f"{line.mark}: {line.text}" for line in program_lines(scene) if line.text]


def at_page(number: int) -> State:
    return act(LESSON_5, start(LESSON_5, 3), Visit(number - 1))[0]


def test_the_forward_pass_is_done_line_by_line() -> None:
    lines = marked(at_page(3))
    assert lines[0] == "now: u = w * x"
    assert lines[1] == "later: ŷ = u + b"
    assert not any("dJ" in line for line in lines), "what is asked later is not told"
    assert HIDDEN in lines[-1]


def test_the_backward_pass_begins_with_one() -> None:
    state = at_page(6)
    lines = marked(state)
    assert "done: J = e ** 2" in lines
    assert "now: dJ_dJ = 1" in lines
    lines = marked(act(LESSON_5, state, Next())[0])
    assert "done: dJ_dJ = 1" in lines
    assert not any("dJ_de" in line for line in lines), "it is asked for"


def test_a_pass_that_asks_nothing_shows_the_whole_program() -> None:
    watch = replace(LESSON_5, pages=tuple(_watched(page) for page in LESSON_5.pages))
    state = act(watch, start(watch, 3), Visit(5))[0]
    scene = view(watch, state).scene
    assert scene
    assert program_lines(scene)[-1].text == "dJ_dw = dJ_du * x"


def _watched(page: Page) -> Page:
    blocks = (replace(b, mode="watch") if isinstance(b, Steps) else b for b in page.blocks)
    return replace(page, blocks=tuple(blocks))


def test_in_a_network_the_program_has_the_names_that_are_typed() -> None:
    """ω₂₁³ was written ω213, which reads like another weight."""
    program, _ = program_of(run(REFERENCE))
    assert "z3_2 = w3_2_1 * a2_1 + w3_2_2 * a2_2 + b3_2" in program.source
    assert "dC_dz3_2" in program.source


def test_algorithm_1_is_shown_in_vectors_without_the_lines_that_are_still_to_be_written() -> None:
    """It was shown unit by unit, and gave away the line that was asked for."""
    lesson = next(one for one in LESSONS if one.id == "note-2.3-algorithm")
    page = next(n for n, page in enumerate(lesson.pages) if page.title == "Run it")
    state = act(lesson, start(lesson, 1), Visit(page))[0]
    state = act(lesson, state, Next())[0]
    scene = view(lesson, state).scene
    assert scene
    lines = program_lines(scene)
    assert lines[:3] == (("a¹ = x", "done"), ("z² = …", "now"), ("a² = σ(z²)", "later"))
    assert ("δ² = …", "later") in lines
    assert state.question
    state = act(lesson, state, Answer(quizzes.solution(state.question)))[0]
    scene = view(lesson, state).scene
    assert scene
    assert ("z³ = W³ a² + b³", "later") in program_lines(scene)
