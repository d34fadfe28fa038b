"""What the engine's benchmark measures: ``python -m tests.benchmarks.engine_workloads NAME``.

Each workload runs in a process of its own and prints one number: CPU milliseconds a step (the mean,
so that garbage collection is on the bill), or what its docstring says.  The task is the one of
micrograd's demo: two moons, MLP(2, [16, 16, 1]) with relu, hinge loss and an L2 penalty of 1e-4.
"""

from __future__ import annotations

import gc
import random
import sys
import time
from collections.abc import Callable
from itertools import pairwise
from math import cos, pi, sin

RATE, ALPHA = 0.05, 1e-4
Step = Callable[[], object]


def moons(n: int) -> tuple[list[list[float]], list[int]]:
    """n points of two moons, classes −1 and 1, the same in every process."""
    source = random.Random(1337)
    points, classes = [], []
    for k in range(n):
        t = pi * source.random()
        upper = k % 2 == 0
        x, y = (cos(t), sin(t)) if upper else (1 - cos(t), 0.5 - sin(t))
        points.append([x + source.gauss(0, 0.1), y + source.gauss(0, 0.1)])
        classes.append(-1 if upper else 1)
    return points, classes


def milliseconds(step: Step, seconds: float) -> float:
    """Mean CPU milliseconds a step, over about ``seconds`` and at least 3 steps."""
    step()
    count, start = 0, time.process_time()
    while (spent := time.process_time() - start) < seconds or count < 3:
        step()
        count += 1
    return spent / count * 1000


def demo(value_class, mlp_class, batch: int) -> Step:
    """micrograd's demo, its lines unchanged."""
    X, y = moons(batch)  # noqa: N806  the demo's name
    random.seed(1337)
    model = mlp_class(2, [16, 16, 1])

    def loss():
        Value = value_class  # noqa: N806
        inputs = [list(map(Value, xrow)) for xrow in X]

        # forward the model to get scores
        scores = list(map(model, inputs))

        # svm "max-margin" loss
        losses = [(1 + -yi * scorei).relu() for yi, scorei in zip(y, scores)]  # noqa: B905
        data_loss = sum(losses) * (1.0 / len(losses))
        # L2 regularization
        alpha = 1e-4
        reg_loss = alpha * sum((p * p for p in model.parameters()))  # noqa: C419, UP034, RUF100
        return data_loss + reg_loss

    def step():
        total_loss = loss()
        model.zero_grad()
        total_loss.backward()
        for p in model.parameters():
            p.data -= RATE * p.grad

    return step


def micrograd_demo(batch: int) -> Step:
    """The demo with micrograd itself."""
    from micrograd.engine import Value
    from micrograd.nn import MLP

    return demo(Value, MLP, batch)


def engine_demo(batch: int) -> Step:
    """The demo with this engine."""
    from engine import MLP, Value

    return demo(Value, MLP, batch)


def engine_idiom(batch: int) -> Step:
    """The same step as one writes it here: plain inputs, losses by name, the penalty one node."""
    from engine import MLP, SGD
    from engine.losses import hinge, l2_penalty, mean

    points, classes = moons(batch)
    model = MLP(2, [16, 16, 1], seed=1337)
    parameters = model.parameters()
    optimiser = SGD(parameters, RATE)

    def step():
        cost = mean([hinge(model(x), y) for x, y in zip(points, classes, strict=True)])
        cost = cost + l2_penalty(parameters, ALPHA)
        optimiser.zero_grad()
        cost.backward()
        optimiser.step()

    return step


def engine_single(batch: int) -> Step:
    """This engine with a network of single operations, no dot anywhere."""
    from engine import MLP, Value

    class Single(MLP):
        def __call__(self, x):
            for layer in self.layers:
                x = [self.neuron(n, x) for n in layer.neurons]
            return x[0]

        @staticmethod
        def neuron(n, x):
            z = n.b
            for w, u in zip(n.w, x, strict=True):
                z = z + w * u
            return z.relu() if n.activation == "relu" else z

    return demo(Value, Single, batch)


def compiled(batch: int) -> Step:
    """The loss traced once and replayed over the rows."""
    from engine import MLP

    points, classes = moons(batch)
    model = MLP(2, [16, 16, 1], seed=1337)
    rows = [(*x, y) for x, y in zip(points, classes, strict=True)]
    replay = traced(model, rows[:2])

    def step():
        _, gradients = replay.run(rows)
        for p, g in zip(replay.parameters, gradients, strict=True):
            p.data -= RATE * g

    return step


def native(batch: int) -> Step:
    """The same in machine code: loss, gradients and update in one call."""
    from engine import MLP

    points, classes = moons(batch)
    rows = [(*x, float(y)) for x, y in zip(points, classes, strict=True)]
    step = traced(MLP(2, [16, 16, 1], seed=1337), rows[:2]).native()
    return lambda: step.descend(rows, RATE)


def traced(model, rows):
    """The compiled loss of ``model``."""
    from engine.extras.replay import compile as compile_loss
    from engine.losses import hinge, l2_penalty

    parameters = model.parameters()
    return compile_loss(
        lambda u, v, y: hinge(model([u, v]), y) + l2_penalty(parameters, ALPHA), parameters, rows
    )


def hand(batch: int) -> Step:  # noqa: C901  one plain loop is the point
    """Backpropagation written out by hand on lists of floats, no graph."""
    points, classes = moons(batch)
    source = random.Random(1337)
    sizes = [2, 16, 16, 1]
    pairs = list(pairwise(sizes))
    weights = [[[source.uniform(-1, 1) for _ in range(i)] for _ in range(o)] for i, o in pairs]
    biases = [[0.0] * o for _, o in pairs]

    def step():  # noqa: C901
        dw = [[[0.0] * i for _ in range(o)] for i, o in pairs]
        db = [[0.0] * o for _, o in pairs]
        total = 0.0
        for x, y in zip(points, classes, strict=True):
            a = x
            stored = [a]
            for layer, (w, b) in enumerate(zip(weights, biases, strict=True)):
                out = []
                for row, bias in zip(w, b, strict=True):
                    z = bias
                    for p, q in zip(row, a, strict=True):
                        z += p * q
                    out.append(z if layer == 2 or z > 0 else 0.0)
                a = out
                stored.append(a)
            margin = 1 - y * a[0]
            total += max(margin, 0.0)
            delta = [-y if margin > 0 else 0.0]
            for layer in (2, 1, 0):
                before = stored[layer]
                back = [0.0] * len(before)
                for d, row, row_d, j in zip(
                    delta, weights[layer], dw[layer], range(len(delta)), strict=True
                ):
                    if d:
                        db[layer][j] += d
                        for k, u in enumerate(before):
                            row_d[k] += d * u
                            back[k] += d * row[k]
                delta = [g if u > 0 else 0.0 for g, u in zip(back, before, strict=True)]
        n = len(points)
        for w, b, gw, gb in zip(weights, biases, dw, db, strict=True):
            for j, row in enumerate(w):
                for k, p in enumerate(row):
                    total += ALPHA * p * p
                    row[k] = p - RATE * (gw[j][k] / n + 2 * ALPHA * p)
                total += ALPHA * b[j] * b[j]
                b[j] -= RATE * (gb[j] / n + 2 * ALPHA * b[j])
        return total

    return step


def autograd_arrays(batch: int) -> Step:
    """HIPS autograd on NumPy arrays: not the same game, but what people use for real work."""
    import autograd.numpy as np
    from autograd import grad

    points, classes = moons(batch)
    x, y = np.array(points), np.array(classes)
    draw = np.random.RandomState(1)
    parameters = [(draw.randn(i, o) / i, np.zeros(o)) for i, o in ((2, 16), (16, 16), (16, 1))]

    def loss(parameters):
        a = x
        for k, (w, b) in enumerate(parameters):
            a = np.dot(a, w) + b
            a = np.maximum(a, 0) if k < 2 else a
        penalty = sum(np.sum(w * w) + np.sum(b * b) for w, b in parameters)
        return np.mean(np.maximum(0, 1 - y * a[:, 0])) + ALPHA * penalty

    gradient = grad(loss)
    return lambda: gradient(parameters)


def torch_arrays(batch: int) -> Step:
    """PyTorch on tensors, one thread."""
    import torch

    torch.set_num_threads(1)
    points, classes = moons(batch)
    x, y = torch.tensor(points), torch.tensor(classes)
    relu = torch.nn.ReLU
    layers = [
        torch.nn.Linear(2, 16),
        relu(),
        torch.nn.Linear(16, 16),
        relu(),
        torch.nn.Linear(16, 1),
    ]
    model = torch.nn.Sequential(*layers)

    def step():
        loss = torch.relu(1 - y * model(x)[:, 0]).mean()
        loss = loss + ALPHA * sum((p * p).sum() for p in model.parameters())
        model.zero_grad()
        loss.backward()
        with torch.no_grad():
            for p in model.parameters():
                p.sub_(RATE * p.grad)

    return step


def ddx_compiled(batch: int) -> Step:
    """ddx-ad: a graph of scalars as machine code made by LLVM, over NumPy columns."""
    import ddx
    import numpy as np

    points, classes = moons(batch)
    sizes = ((2, 16), (16, 16), (16, 1))

    @ddx.equation
    def loss():
        penalty = 0.0
        layers = []
        for nin, nout in sizes:
            layers.append([[ddx.var(f"p{len(layers)}_{j}_{k}") for k in range(nin + 1)]
                           for j in range(nout)])  # fmt: skip
            penalty += sum(p * p for row in layers[-1] for p in row)
        a = [ddx.param("u"), ddx.param("v")]
        for k, layer in enumerate(layers):
            a = [sum((w * x for w, x in zip(row, a, strict=False)), row[-1]) for row in layer]
            a = [ddx.max(z, 0.0) for z in a] if k < 2 else a
        return ddx.max(1.0 - ddx.param("y") * a[0], 0.0) + ALPHA * penalty

    loss.compile(points=batch)
    parameters = np.random.RandomState(1).randn(loss.arity) / 4
    call = loss.buffer(np.zeros((loss.arity + 3, batch)))
    call.x[loss.arity :] = np.array([(*x, y) for x, y in zip(points, classes, strict=True)]).T

    def step():
        call.x[: loss.arity] = parameters[:, None]
        call()
        parameters[:] -= RATE * call.jacobian.mean(axis=1)
        return call.value.mean()

    return step


def microgpt_peer(_batch: int) -> Step:
    """Ten names to the character-level transformer, with the Value that such a script brings."""
    from tests.benchmarks.microgpt import Transformer
    from tests.benchmarks.microgpt_value import Value

    return microgpt(Transformer(Value))


def microgpt_engine(_batch: int) -> Step:
    """The same with the Value of this engine: only the import is another."""
    from engine import Value
    from tests.benchmarks.microgpt import Transformer

    return microgpt(Transformer(Value))


def microgpt_dot(_batch: int) -> Step:
    """The same with each weighted sum as one node."""
    from engine import Value
    from tests.benchmarks.microgpt import Transformer
    from tests.benchmarks.microgpt_replay import dots

    return microgpt(Transformer(Value, dots))


def microgpt_replay(_batch: int) -> Step:
    """The same as programs that are traced once."""
    from tests.benchmarks.microgpt_replay import Replayed

    return microgpt(Replayed())


def microgpt(model) -> Step:
    """Every name once, since short names take less time."""
    from tests.benchmarks.microgpt import NAMES, training

    losses = training(model, 100_000)
    return lambda: [next(losses) for _ in NAMES]


STEPS: dict[str, Callable[[int], Step]] = {
    f.__name__: f
    for f in (
        micrograd_demo, engine_demo, engine_idiom, engine_single, compiled, native, hand,
        autograd_arrays, torch_arrays, ddx_compiled, microgpt_peer, microgpt_engine, microgpt_dot,
        microgpt_replay,
    )
}  # fmt: skip


def tracing() -> float:
    """Milliseconds to trace, write, compile and check the program."""
    from engine import MLP

    points, classes = moons(2)
    rows = [(*x, y) for x, y in zip(points, classes, strict=True)]
    traced(MLP(2, [2, 1], seed=1), rows)  # imports are not on the bill
    model = MLP(2, [16, 16, 1], seed=1337)
    start = time.process_time()
    traced(model, rows)
    return (time.process_time() - start) * 1000


def chain() -> float:
    """Bytes of peak memory an operation, for a chain of a million, forward and backward."""
    import resource

    from engine import Value

    Value(1.0).backward()
    unit = 1 if sys.platform == "darwin" else 1024
    before = resource.getrusage(resource.RUSAGE_SELF).ru_maxrss
    y = Value(1.0)
    for _ in range(500_000):
        y = y * 1.0000001 + 0.0000001
    y.backward()
    return (resource.getrusage(resource.RUSAGE_SELF).ru_maxrss - before) * unit / 1_000_000


def leftovers() -> float:
    """Objects that only the cycle collector could free, after 100 training steps."""
    step = engine_demo(4)
    step()
    gc.collect()
    gc.disable()
    for _ in range(100):
        step()
    return gc.collect()


OTHERS = {f.__name__: f for f in (tracing, chain, leftovers)}


if __name__ == "__main__":
    name, *rest = sys.argv[1:]
    if name in OTHERS:
        print(OTHERS[name]())
    else:
        print(milliseconds(STEPS[name](int(rest[0])), float(rest[1])))
