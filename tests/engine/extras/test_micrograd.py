"""Programs that people wrote for micrograd run with the import changed.

Each test does in its own words what one of them does, and its numbers are known without an engine.
"""

from __future__ import annotations

import copy
import math
import pickle
import random
from itertools import pairwise

import pytest

from engine import GraphError, no_grad
from engine.extras.micrograd import MLP, Layer, Module, Neuron, Value
from engine.losses import mean, softmax, softmax_cross_entropy


def drawn(root: Value) -> list[str]:
    """What the lecture's drawing asks of a graph: nodes, operations, edges."""
    nodes, edges = set(), set()

    def build(v) -> None:
        if v not in nodes:
            nodes.add(v)
            for child in v._prev:
                edges.add((child, v))
                build(child)

    build(root)
    boxes = [f"{n.label} | data {n.data:.4f} | grad {n.grad:.4f}" for n in nodes]
    return sorted([*boxes, *(n._op for n in nodes if n._op), *(f"->{b._op}" for _, b in edges)])


def walked_back(root: Value) -> None:
    """The lecture's own backward pass, by ``_backward`` of node after node."""
    order, met = [], set()

    def build(v) -> None:
        if v not in met:
            met.add(v)
            for child in v._prev:
                build(child)
            order.append(v)

    build(root)
    root.grad = 1.0
    for node in reversed(order):
        node._backward()


# --- micrograd's own tests, its demo and its drawing ----------------------------------------------


def test_sanity() -> None:
    x = Value(-4.0)
    z = 2 * x + 2 + x
    q = z.relu() + z * x
    h = (z * z).relu()
    y = h + q + q * x
    y.backward()
    assert (y.data, x.grad) == (-20.0, 46.0)


def test_more_operations() -> None:
    a, b = Value(-4.0), Value(2.0)
    c = a + b
    d = a * b + b**3
    c += c + 1
    c += 1 + c + (-a)
    d += d * 2 + (b + a).relu()
    d += 3 * d + (b - a).relu()
    e = c - d
    f = e**2
    g = f / 2.0
    g += 10.0 / f
    g.backward()
    assert g.data == pytest.approx(24.70408163265306)
    assert (a.grad, b.grad) == pytest.approx((138.83381924198252, 645.5772594752186))


def test_the_demo_follows_the_seed_and_learns() -> None:
    def trained() -> tuple[list[float], float]:
        random.seed(1337)
        model = MLP(2, [16, 16, 1])
        points = [(random.gauss(k % 2 * 2 - 1, 0.4), random.gauss(0, 1)) for k in range(20)]
        classes = [k % 2 * 2 - 1 for k in range(20)]
        costs = []
        for k in range(12):
            scores = [model([*map(Value, x)]) for x in points]
            losses = [(1 + -y * s).relu() for y, s in zip(classes, scores, strict=True)]
            cost = sum(losses) * (1.0 / len(losses)) + 1e-4 * sum(p * p for p in model.parameters())
            model.zero_grad()
            cost.backward()
            for p in model.parameters():
                p.data -= (1.0 - 0.9 * k / 12) * 0.1 * p.grad
            costs.append(cost.data)
        right = sum((s.data > 0) == (y > 0) for s, y in zip(scores, classes, strict=True))
        return costs, right / 20

    first, second = trained(), trained()
    assert first == second
    assert first[0][-1] < first[0][0] / 2
    assert first[1] == 1.0


def test_a_network_says_what_it_is_and_starts_from_the_lectures_weights() -> None:
    assert repr(MLP(3, [4, 1])) == (
        "MLP of [Layer of [ReLUNeuron(3), ReLUNeuron(3), ReLUNeuron(3), ReLUNeuron(3)], "
        "Layer of [LinearNeuron(4)]]"
    )
    random.seed(7)
    drawn_first = random.uniform(-1, 1)
    random.seed(7)
    neuron = Neuron(2, nonlin=False)
    assert neuron.parameters()[0].data == drawn_first
    assert neuron.parameters()[-1].data == 0.0
    assert len(Layer(2, 3)([1.0, 2.0])) == 3


def test_the_graph_of_a_neuron_is_drawn() -> None:
    random.seed(1)
    y = Neuron(2)([Value(1.0), Value(-2.0)])
    y.backward()
    assert [text for text in drawn(y) if "|" not in text and ">" not in text] == [
        "*", "*", "+", "+", "ReLU",
    ]  # fmt: skip


# --- the lecture's notebook, in three forms ----------------------------------------------------


def test_the_first_expression_by_hand_and_by_steps() -> None:
    a, b, c, f = (Value(u, label=n) for u, n in ((2.0, "a"), (-3.0, "b"), (10.0, "c"), (-2.0, "f")))
    e = a * b
    e.label = "e"
    d = e + c
    d.label = "d"
    root = d * f
    root.label = "L"
    assert (root.data, root._op, d._prev, d._op) == (-8.0, "*", {e, c}, "+")
    root.grad = 1.0
    for node in (root, f, d, c, e, b, a):  # leaves may be asked as well: they send nothing
        node._backward()
    assert [v.grad for v in (a, b, c, d, e, f)] == [6.0, -4.0, -2.0, -2.0, -2.0, 4.0]
    assert "L | data -8.0000 | grad 1.0000" in drawn(root)


def tanh(self: Value) -> Value:
    """The lecture's tanh, with a ``_backward`` of its own."""
    t = (math.exp(2 * self.data) - 1) / (math.exp(2 * self.data) + 1)
    out = Value(t, (self,), "tanh")

    def backward() -> None:
        self.grad += (1 - t**2) * out.grad

    out._backward = backward
    return out


@pytest.mark.parametrize(
    "squash", [tanh, Value.tanh, lambda n: ((2 * n).exp() - 1) / ((2 * n).exp() + 1)]
)
@pytest.mark.parametrize("backward", [walked_back, Value.backward])
def test_the_lectures_neuron(squash, backward) -> None:
    x1, x2, w1, w2 = Value(2.0, label="x1"), Value(0.0), Value(-3.0), Value(1.0)
    n = x1 * w1 + x2 * w2 + 6.8813735870195432
    n.label = "n"
    o = squash(n)
    backward(o)
    assert o.data == pytest.approx(math.sqrt(0.5))
    assert [v.grad for v in (x1, w1, x2, w2)] == pytest.approx([-1.5, 1.0, 0.5, 0.0])
    if squash is tanh:
        assert (o._op, o._prev) == ("tanh", {n})


def test_the_closure_may_assign_where_it_should_add() -> None:
    def doubled(a: Value) -> Value:
        out = Value(a.data + a.data, (a, a), "+")

        def backward() -> None:
            a.grad = 2.0 * out.grad

        out._backward = backward
        return out

    a = Value(3.0)
    a.grad = 10.0  # what is there already is none of the closure's
    y = doubled(a) + a
    assert a.grad == 10.0
    y.backward()
    assert a.grad == 13.0
    tanh(a).backward()
    assert a.grad == pytest.approx(13.0 + 1 - math.tanh(3.0) ** 2)


def test_the_lectures_training_loop() -> None:
    random.seed(3)
    model = MLP(3, [4, 4, 1])
    xs = [[2.0, 3.0, -1.0], [3.0, -1.0, 0.5], [0.5, 1.0, 1.0], [1.0, 1.0, -1.0]]
    ys = [1.0, -1.0, -1.0, 1.0]
    costs = []
    for _ in range(30):
        loss = sum((model(x) - y) ** 2 for x, y in zip(xs, ys, strict=True))
        for p in model.parameters():
            p.grad = 0.0
        loss.backward()
        for p in model.parameters():
            p.data += -0.02 * p.grad
        costs.append(loss.data)
    assert costs[-1] < costs[0] / 2


# --- other people's programs -------------------------------------------------------------------


def test_an_optimiser_that_keeps_its_means_on_the_parameters() -> None:
    p = Value(5.0)
    p.m = p.v = 0.0
    for t in range(1, 400):
        p.grad = 0.0
        ((p - 2) ** 2).backward()
        p.m = 0.9 * p.m + 0.1 * p.grad
        p.v = 0.95 * p.v + 0.05 * p.grad**2
        p.data -= 0.05 * p.m / (1 - 0.9**t) / (math.sqrt(p.v / (1 - 0.95**t)) + 1e-8)
    assert p.data == pytest.approx(2.0, abs=1e-2)


def test_a_probability_is_clamped_by_an_operation_of_its_own() -> None:
    def clamp(x: Value, low: float, high: float) -> Value:
        out = Value(min(max(x.data, low), high), _children=(x,), _op="clamp")

        def backward() -> None:
            x.grad += out.grad * (low <= x.data <= high)

        out._backward = backward
        return out

    for z, slope in ((0.5, 1 / (1 + math.exp(-0.5)) - 1), (-50.0, 0.0)):
        x = Value(z)
        cost = -clamp(x.sigmoid(), 1e-7, 1 - 1e-7).log()
        cost.backward()
        assert x.grad == pytest.approx(slope)
        assert "clamp" in {node._op for node in cost.inputs[0]._prev}


def test_a_recurrent_network_of_characters() -> None:
    """One hidden state that is carried along, cross-entropy over the letters, plain descent."""
    random.seed(4)
    text, letters, size = "abcabcabcab", "abc", 4

    def matrix(rows: int, columns: int) -> list[list[Value]]:
        return [[Value(random.uniform(-0.5, 0.5)) for _ in range(columns)] for _ in range(rows)]

    into, across, out = matrix(size, 3), matrix(size, size), matrix(3, size)
    parameters = [p for weights in (into, across, out) for row in weights for p in row]

    def loss() -> Value:
        state = [Value(0.0)] * size
        losses = []
        for letter, following in pairwise(text):
            k = letters.index(letter)
            state = [
                tanh(row[k] + sum(w * s for w, s in zip(back, state, strict=True)))
                for row, back in zip(into, across, strict=True)
            ]
            logits = [sum(w * s for w, s in zip(row, state, strict=True)) for row in out]
            losses.append(softmax_cross_entropy(logits, letters.index(following)))
        return mean(losses)

    before = loss().data
    for _ in range(60):
        for p in parameters:
            p.grad = 0.0
        loss().backward()
        for p in parameters:
            p.data -= 0.5 * p.grad
    assert loss().data < before / 4


def test_nodes_carry_a_colour_and_are_walked_one_by_one() -> None:
    a, b = Value(2.0), Value(3.0)
    c = a * b
    d = c + a
    colours = {a: "blue", b: "blue", c: "red", d: "red"}
    for node, colour in colours.items():
        node.color = colour
    d.grad = 1.0
    seen = []
    for node in (d, c):
        node._backward()
        seen.append((node.color, a.grad, b.grad))
    assert seen == [("red", 1.0, 0.0), ("red", 4.0, 2.0)]


def test_a_class_of_ones_own_with_more_operations() -> None:
    class More(Value):
        def __init__(self, data: float, _children=(), _op: str = "") -> None:
            super().__init__(data, _children, _op)
            self.history = [data]

        def sigmoid(self) -> More:
            s = 1 / (1 + math.exp(-self.data))
            out = More(s, (self,), "sigmoid")

            def backward() -> None:
                self.grad += s * (1 - s) * out.grad

            out._backward = backward
            return out

    x = More(0.0)
    y = x.sigmoid() * 4
    y.backward()
    assert x.grad == 1.0
    for twin in (copy.copy(x), copy.deepcopy(x)):
        assert (type(twin), twin.history) == (More, [0.0])


def test_an_agent_learns_which_arm_pays() -> None:
    random.seed(0)
    preferences = [Value(0.0), Value(0.0)]
    for _ in range(200):
        chances = softmax(preferences)
        arm = int(random.random() > chances[0].data)
        paid = (arm == 1) == (random.random() < 0.8)
        loss = -chances[arm].log() * paid  # a truth value is 1 or 0
        for p in preferences:
            p.grad = 0.0
        loss.backward()
        for p in preferences:
            p.data -= 0.1 * p.grad
    assert softmax(preferences)[1].data > 0.8


def test_an_auto_encoder_of_single_operations() -> None:
    random.seed(5)
    encoder, decoder = MLP(4, [2]), MLP(2, [4])
    parameters = encoder.parameters() + decoder.parameters()
    rows = [[1.0, 0.0, 1.0, 0.0], [0.0, 1.0, 0.0, 1.0], [1.0, 1.0, 1.0, 1.0]]
    costs = []
    for _ in range(60):
        cost = Value(0.0)
        for row in rows:
            for given, made in zip(row, decoder(encoder(row)), strict=True):
                cost += (made - given) ** 2
        for p in parameters:
            p.grad = 0.0
        cost.backward()
        for p in parameters:
            p.data -= 0.02 * p.grad
        costs.append(cost.data)
    assert costs[-1] < costs[0] / 10


def test_a_model_is_asked_without_a_graph_and_with_dropout() -> None:
    random.seed(6)
    model = MLP(2, [3, 1])
    with no_grad():
        assert model([1.0, 2.0])._prev == set()
    kept = [h * (random.random() > 0.5) * 2.0 for h in model.layers[0]([1.0, 2.0])]
    model.layers[1](kept).backward()
    assert any(p.grad for p in model.parameters())


def test_an_image_is_convolved_in_arrays_of_objects() -> None:
    np = pytest.importorskip("numpy")
    kernel = np.array([[Value(0.5), Value(-1.0)], [Value(2.0), Value(0.25)]])
    image = np.arange(9.0).reshape(3, 3)
    found = np.array(
        [[(kernel * image[i : i + 2, j : j + 2]).sum() for j in range(2)] for i in range(2)]
    )
    scaled = found / found.sum() * Value(3.0)
    scaled[1, 1].backward()
    assert found[0, 0].data == 0.5 * 0 - 1.0 * 1 + 2.0 * 3 + 0.25 * 4
    assert all(k.grad for k in kernel.flat)


# --- what the names promise beyond that -----------------------------------------------------------


def test_what_is_computed_stays_of_this_kind() -> None:
    a = Value(2.0)
    for made in (a + 1, 1 - a, a * a, -a, a**2, 2**a, a / 3, a.exp(), abs(a), a.maximum(3)):
        assert type(made) is Value
        made.note = "kept"
    twin = pickle.loads(pickle.dumps(made))  # noqa: S301
    assert (type(twin), twin.note) == (Value, "kept")


def test_children_without_a_backward_are_an_error_not_a_silence() -> None:
    a = Value(2.0)
    with pytest.raises(GraphError, match="no _backward"):
        (Value(4.0, (a,), "square") * 2).backward()


def test_a_module_of_ones_own_is_a_module() -> None:
    class Scale(Module):
        def __init__(self) -> None:
            self.s = Value(2.0)

        def parameters(self) -> list[Value]:
            return [self.s]

    model = Scale()
    (model.s * 3).backward()
    model.zero_grad()
    assert model.s.grad == 0.0
