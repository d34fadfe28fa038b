"""Four ways to a gradient agree; thousands more in ``python -m tests.benchmarks.agreement``."""

from __future__ import annotations

from random import Random

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from engine import OPERATIONS
from tests.benchmarks.agreement import ALLOWED
from tests.engine.agreement import (
    POLYNOMIAL,
    exact_mismatches,
    graph_errors,
    network_errors,
    random_graph,
    random_network,
)
from tests.samples import examples

SEEDS = st.integers(0, 2**32).map(Random)


@settings(deadline=None, max_examples=examples(40))  # a graph takes as long as it is big
@given(SEEDS)
def test_on_random_graphs_the_program_gives_the_same_bits_and_the_complex_step_agrees(random):
    errors = graph_errors(random_graph(random))
    assert errors["program"] == 0.0
    assert errors["complex step"] <= ALLOWED["complex step"]


@settings(deadline=None, max_examples=examples(40))  # a graph takes as long as it is big
@given(SEEDS)
def test_on_random_networks_algorithm_1_agrees_too(random):
    for way, error in network_errors(*random_network(random)).items():
        assert error <= ALLOWED[way], way


@settings(deadline=None, max_examples=examples(40))  # a graph takes as long as it is big
@given(SEEDS)
def test_polynomial_graphs_are_exact(random):
    assert exact_mismatches(random_graph(random, POLYNOMIAL)) == 0


def test_a_planted_fault_in_the_table_is_found(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(OPERATIONS["tanh"], "local_gradients", lambda y, _u: (1 - y,))
    random = Random(1)
    worst = max(graph_errors(random_graph(random))["complex step"] for _ in range(50))
    assert worst > 1e-3


def test_a_transposed_delta_is_found(monkeypatch: pytest.MonkeyPatch) -> None:
    from engine.extras import algorithm1

    def untransposed(matrix):
        return [row[: len(matrix)] + [0.0] * (len(matrix) - len(row)) for row in matrix] + [
            [0.0] * len(matrix) for _ in range(len(matrix[0]) - len(matrix))
        ]

    monkeypatch.setattr(algorithm1, "transposed", lambda m: untransposed(m)[: len(m[0])])
    random = Random(1)
    worst = max(network_errors(*random_network(random))["Algorithm 1"] for _ in range(30))
    assert worst > 1e-3
