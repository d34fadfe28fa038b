"""A second number of the same learner tells apart what the first one leaves open."""

from __future__ import annotations

from collections.abc import Iterator
from contextlib import suppress
from math import tanh

import pytest

from tests.benchmarks.diagnosis.reading import pass_of
from tests.core.random_graphs import random_graph
from tests.samples import slow
from tutor.core.answers import TypedNumber, is_close
from tutor.core.errors import GraphError
from tutor.core.graph import Pass, run, tape_of
from tutor.core.misconceptions import Diagnosis, diagnose, wrong_numbers
from tutor.core.misconceptions.other_answers import TAKEN_FOR_IT
from tutor.core.typed import read_typed

AT = {"a": 2.0, "b": 6.0, "c": 3.0}


def routes() -> Pass:
    graph = read_typed("x=a*b; y=b+c; f=x*y").graph
    assert graph
    return run(graph.graph, AT)


def at_b(answer: float, x: float | None = None) -> Diagnosis:
    """What is known of an answer for ∂f/∂b (30), and of one for ∂f/∂x (9) besides."""
    known = {} if x is None else {"x": TypedNumber.of(x)}
    return diagnose(routes(), "b", answer, known=known)


def test_a_number_without_a_clear_cause_asks_for_the_one_that_tells_most() -> None:
    found = at_b(42)
    assert (found.asks, found.mistakes) == ("x", ())
    assert found.feedback[-1] == "Go to x first: what is ∂f/∂x?"


def test_with_the_number_on_the_way_right_a_slip_behind_it_is_not_the_cause() -> None:
    assert at_b(42).asks
    found = at_b(42, 9)
    assert found.mistakes[0] == "CONSTANT_KEPT"
    assert found.causes[0].at == "y"


@pytest.mark.parametrize(
    ("x", "cause"), [(12, "MUL_OWN_VALUE"), (10, "ADDED_NOT_MULTIPLIED"), (18, "ACCUMULATED_TWICE")]
)
def test_with_it_wrong_as_a_slip_makes_it_that_slip_is_the_cause(x: float, cause: str) -> None:
    found = at_b(42, x)
    assert cause in found.mistakes
    assert found.causes[0].share > 0.7


def test_what_is_known_already_is_not_asked_for_again() -> None:
    assert at_b(-6).asks == "x"
    assert at_b(-6, 9).asks == "y"


def unclear(seed: int) -> Iterator[tuple[Pass, str, float, str]]:
    """Wrong answers on a random graph that ask for a number on the way."""
    graph = random_graph(seed)
    values = {leaf.name: (0.5, -1.25, 0.75, 1.5, -0.4)[i] for i, leaf in enumerate(graph.leaves)}
    with suppress(GraphError):
        numbers = run(graph, values)
        for leaf in graph.leaves:
            wrong = wrong_numbers(numbers, leaf.name).values()
            for answer in sorted({x for found in wrong for x in found}):
                if asks := diagnose(numbers, leaf.name, answer).asks:
                    yield numbers, leaf.name, answer, asks


@pytest.mark.parametrize("seeds", [range(4), slow(range(4, 60))])
def test_a_right_number_on_the_way_excludes_the_slips_behind_it(seeds: range) -> None:
    tried = 0
    for numbers, wrt, answer, m in (one for seed in seeds for one in unclear(seed)):
        tape, right = tape_of(numbers.graph), numbers.derivative(numbers.graph.output, m)
        again = diagnose(numbers, wrt, answer, known={m: TypedNumber.of(right)})
        assert not again.correct
        assert again.asks != m
        tried += 1
        if not again.mistakes:
            continue
        cause = again.causes[0]
        shows = wrong_numbers(numbers, m).get(cause.id, set())
        behind = cause.at not in ("", m) and tape.index[cause.at] in tape.reached(tape.index[m])
        if cause.id in TAKEN_FOR_IT or (behind and wrt in numbers.graph.by_name[cause.at].operands):
            continue  # another number was taken; or the slip is at the operand that is asked for
        if behind and shows and not any(is_close(x, right) for x in shows):
            raise AssertionError(f"{answer} for {wrt}, {m} right: {cause}")
    assert tried


def test_a_wrong_value_is_known_by_both_numbers_that_are_made_with_it() -> None:
    """u = a + b where a · b is meant: ∂L/∂a and ∂L/∂y are both off, and from one slip."""
    numbers = pass_of("u = a*b; y = tanh(u); L = 3*y^2 + c*y", {"a": 0.7, "b": 0.4, "c": 1.3}, "L")
    assert numbers
    y = tanh(0.7 + 0.4)
    second = 6 * y + 1.3
    first = second * (1 - y * y) * 0.4
    typed = TypedNumber.of(float(f"{second:.3g}"))
    found = diagnose(numbers, "a", float(f"{first:.3g}"), known={"y": typed})
    assert (found.causes[0].id, found.causes[0].at) == ("VALUE_SLIP", "u")
    assert found.causes[0].share > 0.9
