"""Four ways to a gradient, on random graphs and networks; how far apart they come out.

``backward``, the straight-line program, Algorithm 1 (networks only) and the complex step share the
table of operations at most.  An error is relative to the larger of two numbers, absolute below 1.
"""

from __future__ import annotations

from collections.abc import Sequence
from fractions import Fraction
from random import Random

from engine import (
    MLP,
    OPERATIONS,
    DomainError,
    Value,
    apply,
    losses,
    straight_line,
    topological_order,
)
from engine.extras import algorithm1
from engine.extras.complex_step import COMPLEX_VALUES

POLYNOMIAL = ("add", "sub", "mul", "neg", "sum", "dot", "pow")
ACTIVATIONS = tuple(algorithm1.ACTIVATIONS)
COSTS = tuple(algorithm1.COSTS)


def distance(a: float, b: float) -> float:
    """The relative error, absolute below 1."""
    return 0.0 if a == b else abs(a - b) / max(1.0, abs(a), abs(b))


def random_graph(random: Random, names: Sequence[str] | None = None, nodes: int = 40) -> Value:
    """A graph of any operations (or of ``names``) in which every node reaches the root.

    Operands away from kinks and edges of domains, and values of moderate size: there the four ways
    are comparable.  With ``names`` given the data are whole numbers.
    """
    whole = names is not None
    pool = [
        Value(float(random.randint(-3, 3)) if whole else random.uniform(-2, 2), f"x{k}")
        for k in range(random.randint(2, 6))
    ]
    for _ in range(random.randint(3, nodes)):
        new = _random_node(random, names or tuple(COMPLEX_VALUES), pool, whole)
        if (
            new is not None
            and abs(new.data) < 1e4
            and all(abs(g) < 1e4 for g in new.local_gradients)
        ):
            pool.append(new)
    used = {value for node in pool for value in node.inputs}
    ends = [node for node in pool if node not in used]
    return apply("sum", *ends) if len(ends) > 1 else apply("mul", ends[0], 1.0)


def _random_node(random, names, pool, whole):
    name = random.choice(names)
    row = OPERATIONS[name]
    count = row.arity or random.randint(1, 7)
    operands = [random.choice(pool[-12:]) for _ in range(count)]
    if name == "pow":
        operands[1] = float(random.randint(1, 3)) if whole else random.uniform(-2, 3)
    elif count > 1 and random.random() < 0.25:
        operands[random.randrange(1, count)] = float(random.randint(-3, 3))
    if row.kinked:
        data = [o.data if isinstance(o, Value) else o for o in operands]
        if abs(data[0] - (data[1] if count > 1 else 0.0)) < 1e-3:
            return None  # at a kink
    if name in ("log", "sqrt", "pow", "div") and not whole:
        risky = operands[1 if name == "div" else 0]
        if (risky.data if isinstance(risky, Value) else risky) < 0.1:
            return None  # too near the edge of the domain
    try:
        return apply(name, *operands)
    except DomainError:
        return None


def graph_errors(root: Value) -> dict[str, float]:
    """The largest error of the program and of the complex step over all gradients of the graph."""
    order = topological_order(root)
    root.backward()
    program = straight_line(root, wrt=order)
    result = program.run()
    named = list(result.gradients.values())
    by_program = max(distance(a.grad, b) for a, b in zip(order, named, strict=True))
    by_program = max(by_program, distance(root.data, result.value))
    leaves = [node for node in order if not node.inputs]
    by_complex = max(distance(leaf.grad, complex_step(order, leaf)) for leaf in leaves)
    return {"program": by_program, "complex step": by_complex}


def complex_step(order: Sequence[Value], leaf: Value, step: float = 1e-40) -> float:
    """∂root/∂leaf as Im f(x + ih)/h, by the rows' complex functions."""
    values: dict[Value, complex] = {}
    for node in order:
        if not node.inputs:
            values[node] = complex(node.data, step if node is leaf else 0.0)
            continue
        operands = [values[o] if isinstance(o, Value) else complex(o) for o in node.operands]
        values[node] = complex(COMPLEX_VALUES[node.op](*operands))
    return values[order[-1]].imag / step


def exact_mismatches(root: Value) -> int:
    """How many numbers of a polynomial graph differ when its program runs on fractions."""
    order = topological_order(root)
    root.backward()
    program = straight_line(root, wrt=order)
    exact = program.run(**{name: Fraction(value) for name, value in program.values.items()})
    assert isinstance(exact.value, Fraction)
    pairs = zip(
        [root.data, *(n.grad for n in order)], [exact.value, *exact.gradients.values()], strict=True
    )
    return sum(a != b for a, b in pairs)


def random_network(random: Random) -> tuple[MLP, list[float], list[float], str]:
    """A network, inputs, targets and the name of a cost, all at random."""
    sizes = [random.randint(1, 6) for _ in range(random.randint(2, 6))]
    hidden = [random.choice(ACTIVATIONS) for _ in sizes[2:]]
    model = MLP(
        sizes[0], sizes[1:], activation=hidden, output_activation=random.choice(ACTIVATIONS),
        seed=random,
    )  # fmt: skip
    for parameter in model.parameters():
        parameter.data += random.uniform(-0.5, 0.5)
    cost = random.choice(COSTS)
    x = [random.uniform(-2, 2) for _ in range(sizes[0])]
    if cost == "softmax_cross_entropy":
        y = [0.0] * sizes[-1]
        y[random.randrange(sizes[-1])] = 1.0
    elif cost == "hinge":
        y = [random.choice((-1.0, 1.0)) for _ in range(sizes[-1])]
    else:
        y = [random.random() for _ in range(sizes[-1])]
    return model, x, y, cost


def as_plain(model: MLP) -> algorithm1.Network:
    """The parameters of a network as Algorithm 1 wants them."""
    return algorithm1.Network(
        [[[w.data for w in neuron.w] for neuron in layer.neurons] for layer in model.layers],
        [[neuron.b.data for neuron in layer.neurons] for layer in model.layers],
        [layer.neurons[0].activation for layer in model.layers],
    )


def network_errors(model: MLP, x: list[float], y: list[float], cost: str) -> dict[str, float]:
    """The largest error of Algorithm 1, the program and the complex step over all parameters."""
    root = getattr(losses, cost)(model.outputs(x), y)
    model.zero_grad()
    errors = graph_errors(root)
    found = algorithm1.gradients(as_plain(model), x, y, cost)
    flat = [
        number
        for weights, biases in zip(found.weights, found.biases, strict=True)
        for row, bias in zip(weights, biases, strict=True)
        for number in (*row, bias)
    ]
    pairs = zip(flat, [p.grad for p in model.parameters()], strict=True)
    errors["Algorithm 1"] = max(distance(a, b) for a, b in pairs)
    errors["Algorithm 1"] = max(errors["Algorithm 1"], distance(found.cost, root.data))
    return errors
