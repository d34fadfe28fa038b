"""The skills that lessons teach and questions test: their ids, in order, and what they mean."""

from __future__ import annotations

from collections.abc import Mapping
from types import MappingProxyType

SKILLS: Mapping[str, str] = MappingProxyType(
    {
        "decompose": "split a formula into single operations",
        "forward-value": "compute values in the forward pass",
        "read-graph": "read a graph: inputs, successors, routes",
        "local-gradient": "local gradients, one edge at a time",
        "backpropagated-gradient": "backpropagated gradients, of the final output",
        "classify": "tell local and backpropagated gradients apart",
        "message-product": "a message is backpropagated × local",
        "sum-routes": "add the messages of all routes",
        "backward-order": "the order of the backward pass",
        "mlp-notation": "the notation of layered networks",
        "param-grad": "gradients of weights and biases from δ",
        "delta-output": "δ of the output layer",
        "delta-hidden": "δ of a hidden layer",
        "vectorise": "the equations with vectors and matrices",
        "algorithm": "the backpropagation algorithm, line by line",
        "minibatch": "averages over examples and mini-batches",
    }
)
"""Every skill with its meaning; a lesson may name others, which are shown by their id."""


def meaning(skill: str) -> str:
    """What a skill is, in words; its id where it is not in the table."""
    return SKILLS.get(skill, skill)
