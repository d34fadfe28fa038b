"""Values keep the slips of people apart, by the slips and priors that the diagnosis works with."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import replace

import pytest

from tests.core.graphs import LINREG, graph
from tests.core.separated import Drawn, generated, varied_questions
from tests.samples import sampled
from tutor.core.graph import Graph, run
from tutor.core.lesson import LessonGraph
from tutor.core.misconceptions import GradientContext, Separation, separation
from tutor.core.misconceptions.separation import Shared

BEST_GUESS, HIDDEN = 0.92, 0.01
"""How often the best guesser is right at least, and how much of all slips may give the right
number, wherever the program draws the values of a question."""
QUESTIONS = {one.name: one for one in varied_questions()}


def at(graph_: Graph, node: str, values: Mapping[str, float] = {}) -> Separation:
    context = GradientContext.of_pass(run(graph_, values))
    return separation(context, context.tape.index[node])


def unseen(parts: Separation) -> set[str]:
    return {one.slip.rule.id for one in parts.unseen}


# The measure --------------------------------------------------------------------------------------


def test_the_notes_own_values_hide_a_forgotten_factor() -> None:
    own = at(LINREG, "w")
    assert "BACKPROP_ONLY" in unseen(own)
    assert own.hidden > 0.1
    apart = at(LINREG, "w", {"w": -3.0, "x": 5.0, "b": 2.0, "y": -7.0})
    assert apart.share > own.share
    assert "BACKPROP_ONLY" not in unseen(apart)


def test_a_slip_that_makes_no_difference_at_equal_values_is_hidden() -> None:
    product = graph("L", w=3.0, x=3.0, u=("mul", "w", "x"), L=("pow", "u", 2.0))
    assert "MUL_OWN_VALUE" in unseen(at(product, "w"))
    assert "MUL_OWN_VALUE" not in unseen(at(product, "w", {"x": 5.0}))


def test_what_is_right_at_all_values_is_no_slip() -> None:
    """Whoever leaves out the factor 1 at a sum has left out nothing."""
    assert "BACKPROP_ONLY" not in unseen(at(LINREG, "b", {"x": 5.0, "y": -7.0}))


def test_what_is_one_number_at_all_values_is_one_thing() -> None:
    """The 2 of a square forgotten halves the answer; so does any lost factor 2."""
    shares = [
        {slip.slip.rule.id for slip in cause}
        for one in at(LINREG, "w", {"w": -3.0, "x": 5.0, "b": 2.0, "y": -7.0}).numbers
        for cause in one.causes
    ]
    assert any({"SQ_FORGOT_2", "FACTOR_OF_TWO"} <= ids for ids in shares)


def test_a_third_slip_with_their_number_does_not_make_one_mistake_of_two() -> None:
    """What arrives at x is 8, and so is the sum 7 + 1 of both local gradients."""
    fan = graph("f", a=7.0, b=5.0, c=3.0, x=("mul", "a", "b"), y=("add", "b", "c"),
                f=("mul", "x", "y"))  # fmt: skip
    both = {"BACKPROP_ONLY", "LOCAL_ONLY"}
    parts = at(fan, "b")
    assert parts.clashes(both) == 1
    eight = next(one for one in parts.numbers if one.number == 8.0)
    all_in_one = Shared(8.0, (tuple(slip for cause in eight.causes for slip in cause),))
    assert replace(parts, numbers=(all_in_one,)).clashes(both) == 1
    assert at(fan, "b", {"c": 4.0}).clashes(both) == 0


def test_a_gate_that_is_shut_hides_nothing_that_could_be_seen() -> None:
    """max passes to the larger one alone: no route is forgotten where there is none."""
    gate = graph("f", y=2.0, z=5.0, x=3.0, a=("add", "x", "y"), m=("maximum", "y", "z"),
                 f=("mul", "a", "m"))  # fmt: skip
    assert "ONE_ROUTE" not in unseen(at(gate, "y"))


# The promise --------------------------------------------------------------------------------------


def kept_apart(one: Drawn, seeds: range) -> None:
    for seed in seeds:
        parts = one.at(seed)
        assert parts.share >= BEST_GUESS, (seed, parts.share)
        assert parts.hidden <= HIDDEN, (seed, parts.hidden, unseen(parts))


@pytest.mark.parametrize("name", QUESTIONS)
def test_a_drawn_question_of_a_lesson_keeps_slips_apart(name: str) -> None:
    kept_apart(QUESTIONS[name], range(1, 6))


@pytest.mark.parametrize("name", sampled(QUESTIONS, ["note-1.3-message-passing to-w"]))
def test_it_does_so_with_every_seed(name: str) -> None:
    kept_apart(QUESTIONS[name], range(6, 41))


@pytest.mark.parametrize("node", ["w", "u", "b"])
def test_a_generated_question_keeps_slips_apart(node: str) -> None:
    for seed in range(1, 6):
        (parts,) = generated(LessonGraph(LINREG), [node], seed)
        assert parts.share >= BEST_GUESS
        assert parts.hidden <= HIDDEN
