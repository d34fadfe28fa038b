"""Computation graphs: nodes and edges, the numbers on them, and how both are written."""

from tutor.core.graph import notation
from tutor.core.graph.cancelling import cancels
from tutor.core.graph.costs import COSTS, CROSS_ENTROPY, CostPart, cost_parts
from tutor.core.graph.kinks import has_kink, kink_at, kinks
from tutor.core.graph.layers import (
    ACTIVATIONS,
    Index,
    Layers,
    NeuronNodes,
    layers_of,
    network_of,
    neurons,
    split,
)
from tutor.core.graph.model import Edge, Graph, Group, Node, Operand, Role
from tutor.core.graph.notation import (
    along,
    applied,
    bracketed,
    derivative,
    equation,
    local_symbols,
    operand_labels,
    raised,
    right_side,
    said_message,
    said_value,
    short_side,
    spoken,
    spoken_equation,
)
from tutor.core.graph.passes import Pass, nudged, relabelled, values_of, without_names
from tutor.core.graph.running import run
from tutor.core.graph.straight_line import program_of
from tutor.core.graph.tape import Locals, Tape, TapeRow, tape_of

__all__ = [
    "ACTIVATIONS",
    "COSTS",
    "CROSS_ENTROPY",
    "CostPart",
    "Edge",
    "Graph",
    "Group",
    "Index",
    "Layers",
    "Locals",
    "NeuronNodes",
    "Node",
    "Operand",
    "Pass",
    "Role",
    "Tape",
    "TapeRow",
    "along",
    "applied",
    "bracketed",
    "cancels",
    "cost_parts",
    "derivative",
    "equation",
    "has_kink",
    "kink_at",
    "kinks",
    "layers_of",
    "local_symbols",
    "network_of",
    "neurons",
    "notation",
    "nudged",
    "operand_labels",
    "program_of",
    "raised",
    "relabelled",
    "right_side",
    "run",
    "said_message",
    "said_value",
    "short_side",
    "split",
    "spoken",
    "spoken_equation",
    "tape_of",
    "values_of",
    "without_names",
]  # fmt: skip
