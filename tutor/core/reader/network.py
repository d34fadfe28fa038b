"""``network`` blocks: a multilayer perceptron by its sizes, as a graph of the note's quantities.

    sizes: 2, 2, 1              units of layer 1 (the inputs), 2, …, L
    activation: sigmoid         of the hidden layers, and of the output unless ``output`` says
    loss: half-square           C = ½ Σ (a − y)²; square: C = Σ (a − y)²; or cross-entropy: of the
                                σ of the output, or of the softmax of several
    inputs: 1, 0.5
    targets: 1
    weights 2: 0.1 0.2; 0.3 0.4       ωⱼₖ² by rows j; what is not given is drawn from the seed
    biases 2: 0.1 0.2
    seed: 3
    vary x_1, w2_1_1: -2..2 step 0.5  what variants draw from, as in a graph block
    require: w2_1_2 != w2_2_1         a condition that every variant meets

Its nodes are x_1, w2_1_3 (layer 2, to unit 1, from unit 3; ω₁₃² on the board), b2_1, z2_1, a2_1,
y_1, and C (section 2 of the note) with the parts that ``cost_parts`` gives it, as e_1 = a − y.
"""

from __future__ import annotations

import re

from tutor.core.graph import (
    ACTIVATIONS,
    COSTS,
    CROSS_ENTROPY,
    Graph,
    Node,
    Operand,
    Role,
    cost_parts,
)
from tutor.core.lesson import LessonGraph, Place, Require, Vary
from tutor.core.reader.blocks import FencedBlock
from tutor.core.syntax import (
    Draft,
    Field,
    Fields,
    GraphScope,
    ProblemReport,
    check_values,
    choices,
    did_you_mean,
    order,
    read_fields,
)
from tutor.core.text import Draws, label, network_label

FUNCTIONS = (*ACTIVATIONS, "linear")
LAYERS = 6
UNITS = 8

_NUMBER = re.compile(r"[^\s,]+")


def network(block: FencedBlock, name: str, report: ProblemReport) -> LessonGraph | None:
    """The graph of the network; None, and problems, when it cannot be built."""
    own = ProblemReport()
    found = read_fields(block.lines, block.first_line, own)
    reader = _Network(Fields("network", name, block.at, found, own), own)
    graph = _graph(reader, name, block.at, own)
    report.extend(own.problems)
    return None if own.failed else graph


def _graph(reader: _Network, name: str, at: Place, report: ProblemReport) -> LessonGraph | None:
    drafts = reader.drafts()
    if drafts is None or report.failed:
        return None
    names = order("C", drafts, report) or ()
    nodes = tuple(reader.node(drafts[one]) for one in names)
    plain = Graph(name, nodes, "C")
    vary = reader.vary(plain)
    graph = LessonGraph(plain, vary, reader.require(LessonGraph(plain, at=at)), at)
    check_values(graph, dict.fromkeys(names, at), report)
    return graph


class _Network:
    """One block while it is read."""

    def __init__(self, fields: Fields, report: ProblemReport) -> None:
        self._fields = fields
        self._report = report
        self._at = fields.at
        self._leaves: dict[str, float] = {}
        self._labels: dict[str, str] = {}
        self._drafts: dict[str, Draft] = {}
        self._varied: tuple[Field, ...] = ()
        self._required: tuple[Field, ...] = ()

    def drafts(self) -> dict[str, Draft] | None:
        """All nodes by name; None when the sizes are not known."""
        fields = self._fields
        sizes = self._sizes()
        hidden = fields.word("activation", FUNCTIONS, default="sigmoid")
        last = fields.word("output", FUNCTIONS, default=hidden)
        cost = fields.word("loss", COSTS, default="half-square")
        inputs, targets = (self._row(key) for key in ("inputs", "targets"))
        weights, biases = self._by_layer("weights", sizes), self._by_layer("biases", sizes)
        draws = self._draws()
        self._varied, self._required = fields.with_argument("vary"), fields.all("require")
        fields.finish()
        if not sizes:
            return None
        signals = self._given("x", inputs, sizes[0], "inputs")
        for layer, units in enumerate(sizes[1:], 2):
            shape = (units, len(signals))
            matrix = self._matrix(weights.get(layer), shape, "weights", layer, draws)
            bias = self._matrix(biases.get(layer), (units, 1), "biases", layer, draws)
            activation = last if layer == len(sizes) else hidden
            if layer == len(sizes) and cost == CROSS_ENTROPY:
                activation = "linear"  # its σ or softmax is part of the cost
            signals = self._layer(layer, signals, matrix, [row[0] for row in bias], activation)
        self._cost(signals, self._given("y", targets, sizes[-1], "targets"), cost)
        return self._drafts

    def node(self, draft: Draft) -> Node:
        """A node with its label and role."""
        name = draft.name
        shown = self._labels.get(name) or label(name)
        if draft.op:
            role: Role = "output" if name == "C" else "computed"
            return Node(name, shown, role, draft.op, draft.operands, made=draft.made)
        role = "param" if name[0] in "wb" else "input"
        return Node(name, shown, role, default=self._leaves[name])

    def vary(self, graph: Graph) -> tuple[Vary, ...]:
        """What variants draw from, one leaf after the other."""
        found: dict[str, Vary] = {}
        for one in self._varied:
            values = choices(one.text, one.place(), self._report)
            for name in (part.strip() for part in one.argument.split(",")):
                node = graph.by_name.get(name)
                if node is None or not node.is_leaf:
                    what = f"no weight, bias, input or target called {name!r} in this network"
                    help_ = did_you_mean(name, [leaf.name for leaf in graph.leaves])
                    self._report.add(one.argument_at, what, help_)
                elif name in found:
                    help_ = f"the other is in line {found[name].at.line}"
                    self._report.add(one.argument_at, f"there are two ranges for {name!r}", help_)
                elif values:
                    found[name] = Vary(name, values, one.at)
        return tuple(found.values())

    def require(self, graph: LessonGraph) -> tuple[Require, ...]:
        """The conditions that every variant meets."""
        setting = GraphScope(graph)
        read = ((setting.expression(one.text, one.place, self._report), one.place())
                for one in self._required)  # fmt: skip
        return tuple(Require(condition, at) for condition, at in read if condition is not None)

    # What the fields say -----------------------------------------------------------------------

    def _sizes(self) -> list[int]:
        sizes = []
        items = self._fields.items("sizes", required=True, example="2, 2, 1")
        for one in items:
            if not re.fullmatch("[0-9]{1,3}", one.text) or not 1 <= int(one.text) <= UNITS:
                what = f"{one.text!r} is not a size: a layer has 1 to {UNITS} units"
                self._fields.report(one.place(), what, "as in 'sizes: 2, 2, 1'")
                return []
            sizes.append(int(one.text))
        if items and not 2 <= len(sizes) <= LAYERS:
            what = f"a network has 2 to {LAYERS} layers, the inputs counted"
            self._fields.report(items[0].place(), what, "as in 'sizes: 2, 2, 1'")
            return []
        return sizes

    def _draws(self) -> Draws | None:
        if self._fields.one("seed") is None:
            return None
        return Draws(self._fields.whole("seed", 0, 999_999, default=0), "network")

    def _row(self, key: str) -> Field | None:
        return self._fields.one(key, required=True, example="1, 0.5")

    def _by_layer(self, key: str, sizes: list[int]) -> dict[int, Field]:
        found: dict[int, Field] = {}
        for one in self._fields.with_argument(key):
            known = one.argument.isascii() and one.argument.isdigit() and len(one.argument) < 3
            layer = int(one.argument) if known else 0
            if sizes and not 2 <= layer <= len(sizes):
                what = f"{one.argument!r} is not a layer with {key}"
                self._fields.report(one.argument_at, what, f"from 2 to {len(sizes)}")
            elif layer in found:
                self._fields.report(one.at, f"there are two fields '{key} {layer}'", "keep one")
            else:
                found[layer] = one
        return found

    def _numbers(self, one: Field) -> list[float]:
        parts = [one.cut(match.start(), match.end()) for match in _NUMBER.finditer(one.text)]
        return [self._fields.number_in(part, 0.0) or 0.0 for part in parts]

    def _given(self, letter: str, one: Field | None, count: int, key: str) -> list[str]:
        numbers = self._numbers(one) if one else [0.0] * count
        if one and len(numbers) != count:
            what = f"{key!r} has {len(numbers)} numbers; {count} are needed"
            self._fields.report(one.place(), what, "one for each unit of the layer")
            numbers = [0.0] * count
        return [self._leaf(f"{letter}_{i}", x) for i, x in enumerate(numbers, 1)]

    def _matrix(
        self, one: Field | None, shape: tuple[int, int], key: str, layer: int, draws: Draws | None
    ) -> list[list[float]]:
        rows, columns = shape
        if one is None:
            if draws is None:
                help_ = f"add '{key} {layer}: …', or 'seed: 1' to have them drawn"
                self._fields.report(self._at, f"the {key} of layer {layer} are missing", help_)
            return [[_drawn(draws) for _ in range(columns)] for _ in range(rows)]
        parts = one.split(";" if key == "weights" else "\n")
        found = [self._numbers(part) for part in parts]
        if key == "biases":
            found = [[x] for row in found for x in row]
        if [len(row) for row in found] != [columns] * rows:
            what = f"'{key} {layer}' must be {rows} rows of {columns}"
            if key == "biases":
                what = f"'{key} {layer}' must be {rows} numbers"
            self._fields.report(one.place(), what, "rows end with ';', as in 0.1 0.2; 0.3 0.4")
            return [[0.0] * columns for _ in range(rows)]
        return found

    # Nodes ------------------------------------------------------------------------------------

    def _leaf(self, name: str, value: float, shown: str = "") -> str:
        self._leaves[name] = value
        return self._node(name, "", (), shown)

    def _node(
        self,
        name: str,
        op: str,
        operands: tuple[Operand, ...],
        shown: str = "",
        *,
        made: bool = False,
    ) -> str:
        self._drafts[name] = Draft(name, op, operands, Place(self._at.line), made=made)
        if shown:
            self._labels[name] = shown
        return name

    def _layer(
        self, layer: int, signals: list[str], matrix: list[list[float]], bias: list[float],
        activation: str,
    ) -> list[str]:  # fmt: skip
        found = []
        for j, row in enumerate(matrix, 1):
            weights = [
                self._leaf(f"w{layer}_{j}_{k}", x, network_label("ω", layer, j, k))
                for k, x in enumerate(row, 1)
            ]
            b = self._leaf(f"b{layer}_{j}", bias[j - 1], network_label("b", layer, j))
            operands = (*weights, *signals, b)
            z = self._node(f"z{layer}_{j}", "dot", operands, network_label("z", layer, j))
            if activation != "linear":
                z = self._node(f"a{layer}_{j}", activation, (z,), network_label("a", layer, j))
            found.append(z)
        return found

    def _cost(self, outputs: list[str], targets: list[str], cost: str) -> None:
        """The parts of C; those without a name are drawn with it, as one box."""
        for part in cost_parts(cost, outputs, targets):
            self._node(part.name, part.op, part.operands, made=part.made)


def _drawn(draws: Draws | None) -> float:
    """A tenth between −1 and 1, never 0."""
    if draws is None:
        return 0.0
    tenth = draws.below(20) - 10
    return (tenth if tenth < 0 else tenth + 1) / 10
