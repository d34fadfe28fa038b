"""The vectors and matrices of Algorithm 1 are read from a graph, whatever its nodes are called."""

from __future__ import annotations

import pytest

from tests.core.networks import REFERENCE, perceptron, renamed
from tutor.core.activities.matrices import LayeredNetwork, quantities
from tutor.core.graph import Graph, run


@pytest.mark.parametrize(
    "made", [REFERENCE, perceptron(3, 2, 4, 1), perceptron(2, 3, 2, activation="linear")]
)
def test_a_network_under_other_names_has_the_same_quantities(made: Graph) -> None:
    network, other = LayeredNetwork(run(made)), LayeredNetwork(run(renamed(made)[0]))
    last = len(network.layers.sizes)
    parameters = [f"{letter}{layer}" for letter in "Wb" for layer in range(2, last + 1)]
    for quantity in (*quantities(last), *parameters):
        assert other.quantity(quantity) == network.quantity(quantity)
