"""Slips in values, slips of the pen, and what training or a cross-entropy adds."""

from __future__ import annotations

import math
from collections.abc import Iterator

from engine.ops import sigmoid
from tests.benchmarks.diagnosis.published import Published
from tests.benchmarks.diagnosis.slips.paper import Paper, Slip, accepted

ACTIVATIONS = ("sigmoid", "tanh", "relu")


def value_slips(paper: Paper, node: int) -> Iterator[Slip]:
    """A value of the forward pass is wrong, and everything after follows from it."""
    inner = [row for row in paper.tape.rows if row.node in paper.needed and row.node != paper.of]
    for row in inner:
        value, share = paper.values[row.node], 1 / len(inner)
        if row.op in ACTIVATIONS:
            z = paper.values[row.operands[0]]
            yield from _with(paper, node, row.node, z, 1.0 * share, "ACTIVATION_NOT_APPLIED")
        if value == round(value) and abs(value) < 1000:
            for wrong in (value + 1, value - 1, -value):
                yield from _with(paper, node, row.node, wrong, 1.0 * share, "ARITHMETIC_SLIP")
        else:
            yield from _with(paper, node, row.node, -value, 0.5 * share, "ARITHMETIC_SLIP")


def _with(
    paper: Paper, node: int, changed: int, value: float, weight: float, label: str
) -> Iterator[Slip]:
    number = paper.rerun({changed: value}, node)
    if number is not None:
        yield Slip(
            ("value", changed, round(value, 12)), accepted(label, "VALUE_SLIP"), number, weight
        )


def pen_slips(paper: Paper, node: int) -> Iterator[Slip]:
    """The last product or sum comes out wrong: a neighbour in the times table, digits, a point."""
    right = paper.gradients[node]
    kinds = list(dict.fromkeys(_neighbours(right)))
    ids = accepted("ARITHMETIC_SLIP")
    for number in kinds:
        yield Slip(("pen", node, number), ids, number, 5.0 / len(kinds))


def _neighbours(right: float) -> Iterator[float]:
    if right == round(right) and 3 < abs(right) < 10_000:
        whole = int(right)
        for step in (1, -1, 2, -2, 10, -10):
            yield float(whole + step)
        for a in range(2, 13):
            if whole % a == 0 and 2 <= abs(whole // a) <= 12:
                yield float(whole + a)
                yield float(whole - a)
        digits = str(abs(whole))
        if len(digits) == 2 and digits[0] != digits[1] and digits[1] != "0":
            yield math.copysign(int(digits[::-1]), right)
    elif right:
        yield right * 10
        yield right / 10


def training_slips(paper: Paper, node: int, eta: float | None) -> Iterator[Slip]:
    """The step, or the new weight, or a weight that was updated before it was used."""
    if eta is None:
        return
    right, value = paper.gradients[node], paper.values[node]
    ids = accepted("UPDATED_VALUE", "GRADIENT_IS_NEW_VALUE")
    if paper.tape.graph.nodes[node].is_leaf:
        yield Slip(("new weight", node), ids, value - eta * right, 0.8)
        yield Slip(("step", node), ids, eta * right, 0.4)
    along = paper.along(node)
    for row in paper.tape.rows:
        if row.op != "mul" or not along[row.node] or row.node not in paper.needed:
            continue
        for slot, source in row.inputs:
            weight = next((i for s, i in row.inputs if s != slot), None)
            if weight is None or not along[source] or not paper.tape.graph.nodes[weight].is_leaf:
                continue
            change = -eta * paper.gradients[weight]
            number = right + along[source] * change * paper.gradients[row.node]
            yield Slip(("updated", weight, row.node), accepted("UPDATED_WEIGHT"), number, 1.2)


def entropy_slips(paper: Paper, node: int, published: Published) -> Iterator[Slip]:
    """σ′ once more after a cross-entropy, the target forgotten, the wrong class."""
    along, right = paper.along(node), paper.gradients[node]
    for label, weight, wrong in _logits(paper, published):
        number = right + sum(along[z] * (g - paper.gradients[z]) for z, g in wrong.items())
        yield Slip(("entropy", label), accepted(label), number, weight)


def _logits(paper: Paper, published: Published) -> Iterator[tuple[str, float, dict[int, float]]]:
    index = paper.tape.index
    if published.sigmoid is not None:
        logit, target = published.sigmoid
        z = index[logit]
        a, y = sigmoid(paper.values[z]), paper.values[index[target]]
        yield "SIGMA_PRIME_AGAIN", 5.0, {z: (a - y) * a * (1 - a)}
        yield "ERROR_WITHOUT_TARGET", 1.0, {z: a}
        yield "ERROR_WITH_Z", 0.8, {z: paper.values[z] - y}
    if published.softmax is not None:
        names, wanted = published.softmax
        logits = [index[name] for name in names]
        total = sum(math.exp(paper.values[z]) for z in logits)
        p = [math.exp(paper.values[z]) / total for z in logits]
        hot = [float(k == wanted) for k in range(len(p))]
        again = {z: (q - t) * q * (1 - q) for z, q, t in zip(logits, p, hot, strict=True)}
        yield "SIGMA_PRIME_AGAIN", 5.0, again
        yield "SOFTMAX_TARGET_FORGOTTEN", 3.0, dict(zip(logits, p, strict=True))
        for other in range(len(p)):
            if other != wanted:
                wrong = {
                    z: q - float(k == other) for k, (z, q) in enumerate(zip(logits, p, strict=True))
                }
                yield "SOFTMAX_WRONG_CLASS", 1.5 / (len(p) - 1), wrong
