"""Variants meet their conditions, make mistakes visible, and are the same everywhere."""

from __future__ import annotations

import itertools
import math
from dataclasses import replace

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from engine import OPERATIONS
from tests.core.graphs import FAN_OUT, LINREG, graph, linreg, whole
from tests.samples import examples, sampled
from tutor.core.answers import are_apart
from tutor.core.errors import GraphError
from tutor.core.expression import parse
from tutor.core.graph import run
from tutor.core.lesson import LessonGraph, Require, Vary
from tutor.core.misconceptions import wrong_numbers
from tutor.core.questions.generate import with_ranges
from tutor.core.variants.draw import draw, meets_conditions, visibility

PROBES = ("LOCAL_ONLY", "BACKPROP_ONLY", "MUL_OWN_VALUE", "SQ_FORGOT_2", "SIGN_FLIPPED")


@settings(max_examples=examples(60), deadline=None)
@given(st.integers(1, 2**62))
def test_a_variant_meets_the_conditions_and_shows_every_probed_mistake(seed: int) -> None:
    leaves = draw(linreg(), seed, PROBES, ("w",))
    pass_ = run(LINREG, leaves)
    assert 3 <= abs(pass_.values["e"]) <= 9
    assert pass_.values["e"] != 4
    assert leaves["w"] != leaves["x"]
    expected = pass_.gradients["w"]
    for rule, numbers in wrong_numbers(pass_, "w", ids=PROBES).items():
        assert all(are_apart(x, expected) for x in numbers), (rule, leaves)


@settings(max_examples=examples(40), deadline=None)
@given(st.integers(1, 2**62))
def test_the_probed_mistakes_give_pairwise_distinct_numbers(seed: int) -> None:
    pass_ = run(LINREG, draw(linreg(), seed, PROBES, ("w",)))
    numbers = sorted(x for found in wrong_numbers(pass_, "w", ids=PROBES).values() for x in found)
    assert all(are_apart(one, other) for one, other in itertools.pairwise(numbers))


def test_one_seed_names_one_variant_for_ever() -> None:
    drawn = [tuple(draw(linreg(), seed, PROBES, ("w",)).values()) for seed in (1, 2, 3)]
    assert drawn == GOLDEN


GOLDEN = [(-2.0, 4.0, 5.0, 4.0), (2.0, 3.0, -5.0, 8.0), (-4.0, 3.0, 4.0, 0.0)]


def test_different_seeds_give_different_variants() -> None:
    drawn = {tuple(draw(linreg(), seed, PROBES, ("w",)).values()) for seed in range(1, 41)}
    assert len(drawn) >= 30


def test_the_notes_own_values_hide_what_is_asked() -> None:
    (found,) = visibility(linreg(), ("BACKPROP_ONLY",), "w", varied=False)
    assert (found.hidden, found.variants, found.occurs) == (1, 1, True)


def test_visibility_counts_over_variants_and_says_what_cannot_occur() -> None:
    local, route = visibility(linreg(), ("LOCAL_ONLY", "ONE_ROUTE"), "w")
    assert (local.hidden, local.variants, local.occurs) == (0, 200, True)
    assert not route.occurs
    (backprop,) = visibility(linreg(), ("BACKPROP_ONLY",), "b", most=50)
    assert (backprop.hidden, backprop.variants) == (50, 50)


def test_conditions_that_nothing_meets_are_an_error() -> None:
    never = replace(linreg(), require=(Require(parse("x > 99")),))
    assert not meets_conditions(never)
    assert meets_conditions(linreg())
    with pytest.raises(GraphError, match="no values meet the conditions of the graph 'linreg'"):
        draw(never, 1)


def test_a_condition_may_ask_for_gradients() -> None:
    graph = replace(linreg(), require=(Require(parse("grad(J, w) > 0 and local(u, w) == 3")),))
    pass_ = run(LINREG, draw(graph, 5, PROBES, ("w",)))
    assert pass_.gradients["w"] > 0
    assert pass_.values["x"] == 3


def test_values_outside_a_domain_are_passed_over() -> None:
    from tests.core.graphs import graph

    log = graph("y", x=1.0, y=("log", "x"))
    lesson_graph = LessonGraph(log, vary=(Vary("x", whole(-3, 1)),))
    assert all(draw(lesson_graph, seed)["x"] == 1.0 for seed in range(1, 6))


def test_fan_out_shows_the_forgotten_route() -> None:
    lesson_graph = LessonGraph(FAN_OUT, vary=tuple(Vary(n, whole(2, 7)) for n in "abc"))
    for seed in range(1, 30):
        pass_ = run(FAN_OUT, draw(lesson_graph, seed, ("ONE_ROUTE", "ROUTES_AVERAGED"), ("b",)))
        for numbers in wrong_numbers(pass_, "b", ids=("ONE_ROUTE", "ROUTES_AVERAGED")).values():
            assert all(are_apart(x, pass_.gradients["b"]) for x in numbers)


@pytest.mark.parametrize("outer", sampled(sorted(OPERATIONS), sorted(OPERATIONS)[1::4]))
def test_what_is_drawn_for_a_learners_graph_has_all_its_numbers(outer: str) -> None:
    """Values that give an operation no derivative (a negative base with a leaf as exponent) were
    drawn, and the program ended where the question was to be shown."""
    for inner, operation in OPERATIONS.items():
        names = "abcdef"[: operation.arity or 2]
        others = "pqrst"[: (OPERATIONS[outer].arity or 2) - 1]
        made = graph(
            "y",
            **dict.fromkeys((*names, *others), 1.0),
            u=(inner, *names),
            y=(outer, "u", *others),
        )
        ready = with_ranges(LessonGraph(made))
        for seed in range(1, 6):
            try:
                leaves = draw(ready, seed, asked=("u",))
            except GraphError:
                continue  # nothing that was tried has a value, and that is said
            pass_ = run(made, leaves)
            assert all(map(math.isfinite, pass_.gradients.values())), (inner, leaves)
