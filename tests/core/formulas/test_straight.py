"""Programs of Python: what is read of them, what is left out with a word, what is asked back."""

from __future__ import annotations

from math import exp, log, sqrt

import pytest

from tutor.core.graph import run
from tutor.graph_arguments import read_given
from tutor.library import SourceProblemsError

MARGINS = """def f(s, y):
    m = np.maximum(0, s - s[y] + 1)
    m[y] = 0
    return np.sum(m)"""
LOOP = """def f(s, y):
    total = 0.0
    for j in range(len(s)):
        if j == y:
            continue
        margin = s[j] - s[y] + 1
        if margin > 0:
            total += margin
    return total"""
TWO_LAYERS = """class Layer:
    def __init__(self, w):
        self.w = w
    def forward(self, x):
        return self.w * x
one = Layer(2.0)
two = Layer(3.0)
L = two.forward(one.forward(x)) ** 2"""
NET = """class Net(nn.Module):
    def __init__(self):
        super().__init__()
        self.w = nn.Parameter(torch.randn(2))
        self.act = nn.LeakyReLU(0.5)
    def forward(self, x):
        return self.act(self.w @ x)
net = Net()
L = nn.MSELoss(reduction='sum')(net(x), t)"""
Z = "z=[[1, 2], [3, 1]]"
_LOSSES = (log(1 + exp(1)), log(1 + exp(2)))


@pytest.mark.parametrize(
    ("text", "given", "value", "wrt", "gradient"),
    [
        (MARGINS, ("s=[1, 3, 2.5]", "y=1"), 0.5, "s[1]", -1.0),
        (LOOP, ("s=[1, 3, 2.5]", "y=1"), 0.5, "s[2]", 1.0),
        (LOOP, ("s=[1, 3, 2.5]", "y=0"), 5.5, "s[0]", -2.0),
        (TWO_LAYERS, ("x=0.5",), 9.0, "x", 36.0),
        (NET, ("w=[1, -2]", "x=[1, 2]", "t=1"), 6.25, "w[0]", -2.5),
        ("def f(p, x):\n    w, b = p\n    return w*x + b\nL = f(q, 2)**2", ("w=1", "b=1"), 9.0, "w", 12.0),
        ("xs = []\nfor k in range(3):\n    xs.append(k*w)\nL = sum(xs)", ("w=2",), 6.0, "w", 3.0),
        ("xs = [x]\nfor k in range(2):\n    xs += [w*xs[-1]]\nL = sum(xs)", ("x=2", "w=3"), 26.0, "w", 14.0),
        ("def f(x):\n    f = x*x\n    return f", ("x=3",), 9.0, "x", 6.0),
        ("q = F.cross_entropy(z, t, reduction='sum')", (Z, "t=[0, 1]"), _LOSSES[0] + _LOSSES[1], "z[0][0]", None),
        ("q = F.cross_entropy(z, t)", (Z, "t=[0, 1]"), sum(_LOSSES) / 2, "z[0][0]", None),
        ("q = F.smooth_l1_loss(a, t, beta=2.0)", ("a=[1, 5]", "t=[0, 0]"), (0.25 + 4) / 2, "a[1]", 0.5),
        ("q = F.soft_margin_loss(a, t)", ("a=[1.0, 2]", "t=[1, -1]"), (log(1 + exp(-1)) + log(1 + exp(2))) / 2, "a[1]", 0.5 / (1 + exp(-2))),
        ("q = F.poisson_nll_loss(a, t, reduction='sum')", ("a=[1.0, 2]", "t=[2, 1]"), exp(1) + exp(2) - 4, "a[1]", exp(2) - 1),
        ("q = F.hinge_embedding_loss(a, t, margin=2.0)", ("a=[0.5, 3, 1]", "t=[1, -1, -1]"), 0.5, "a[2]", -1 / 3),
        ("q = F.margin_ranking_loss(a, b, t, margin=1.0)", ("a=[1.0, 2]", "b=[3, 2.5]", "t=[1, 1]"), 2.25, "a[0]", -0.5),
        ("q = F.gaussian_nll_loss(a, t, v)", ("a=[1.0, 2]", "t=[3, 2]", "v=[2, 1]"), (log(2) + 2) / 4, "a[0]", -0.5),
        ("q = F.cosine_embedding_loss(a, b, t)", ("a=[[3.0, 4], [1, 0]]", "b=[[4, 3], [1, 1]]", "t=[1, -1]"), (0.04 + sqrt(0.5)) / 2, "b[1][1]", -0.25 * sqrt(0.5)),
        ("q = F.cross_entropy(z, t, label_smoothing=0.5)", ("z=[[1, 2], [1, 2]]", "t=[0, 0]"), log(1 + exp(1)) - 0.25, "z[0][0]", (1 / (1 + exp(1)) - 0.75) / 2),
        ("q = F.cross_entropy(z, t, reduction='none').sum()", (Z, "t=[0, 1]"), _LOSSES[0] + _LOSSES[1], "z[0][0]", None),
        ("q = F.kl_div(a, p, log_target=True, reduction='sum')", ("a=[-1, -2]", "p=[-2, -0.5]"), -exp(-2) + 1.5 * exp(-0.5), "a[0]", -exp(-2)),
        ("q = F.linear(x, W, b)[0]", ("x=[1, 2]", "W=[[3.0, 4], [5, 6]]", "b=[0.5, 1]"), 11.5, "W[0][1]", 2.0),
        ("s = 0\nfor j in range(len(y)):\n    if y[j] == 1:\n        s += w*x[j]", ("w=2", "y=[1, 0, 1]", "x=[1, 10, 100]"), 202.0, "x[2]", 2.0),
        ("q = torch.norm(a, dim=1).sum()", ("a=[[3, 4], [6, 8]]",), 15.0, "a[1][0]", 0.6),
        ("q = np.linalg.norm(a, ord=1)", ("a=[3, -4]",), 7.0, "a[1]", -1.0),
        ("q = F.triplet_margin_loss(a, p, n, margin=2.0)", ("a=[0.0, 0]", "p=[3, 4]", "n=[0, 1]"), 6.0, "p[0]", 0.6),
        ("q = F.normalize(a, dim=0)[0]", ("a=[3, 4]",), 0.6, "a[0]", 0.128),
        ("q = np.einsum('ij,ij->', a, a)", ("a=[[1, 2], [3, 4]]",), 30.0, "a[1][0]", 6.0),
        ("P = x*2\nL = P[np.arange(2), y].sum()", ("x=[[1, 2], [3, 4]]", "y=[1, 0]"), 10.0, "x[0][1]", 2.0),
        ("function f(p)\n    x, y = p[1], p[2]\n    return (3 - x)^2 + y\nend", ("p=[1, 2]",), 6.0, "p[1]", -4.0),
        ("y <- x*2\nL <- sum(y[1:2])", ("x=[1, 2, 3]",), 6.0, "x[1]", 2.0),
        ("x <- c(1, 2, 3)\ns <- 0\nfor (v in x) { s <- s + v*w[2] }", ("w=[1, 10, 100]",), 60.0, "w[2]", 6.0),
        ("s = 0\nfor v in x\n  s += v*w[end]\nend", ("x=[1, 2, 3]", "w=[1, 10, 100]"), 600.0, "w[3]", 6.0),
        ("s = 0\nfor (i, v) in enumerate(x)\n  s += v*w[i]\nend\nL = s*w[3]", ("x=[1, 2]", "w=[3, 4, 5]"), 55.0, "w[3]", 11.0),
    ],
)  # fmt: skip
def test_a_program_has_its_value_and_its_gradient(
    text: str, given: tuple[str, ...], value: float, wrt: str, gradient: float | None
) -> None:
    typed, values = read_given(text, given)
    assert typed.graph
    numbers = run(typed.graph.graph, values)
    assert numbers.values[numbers.graph.output] == pytest.approx(value, rel=1e-5)
    if gradient is not None:
        assert numbers.gradients[typed.node(wrt)] == pytest.approx(gradient, rel=1e-5)


@pytest.mark.parametrize(
    ("text", "given", "left"),
    [
        (NET, ("w=[1, -2]", "x=[1, 2]", "t=1"), "torch.randn(2)"),
        ("y = w*x\ndy = 1\ndw = dy*x", ("w=2", "x=3"), "gradients worked out by hand: dw"),
        ("P = a*c; L = (w - 1)**2", ("w=3",), "P, for which no values are given"),
        ("def g(x):\n    y = x*2\n    return y\ndef h(x):\n    z = x*3\n    return z\nL = g(w)", ("w=2",), "def h(x)"),
        ("def f(x, y=None):\n    if y is None:\n        z = x*2\n    else:\n        z = x*y\n    return z", ("x=2",), "z = x*y"),
    ],
)  # fmt: skip
def test_what_is_no_part_of_the_graph_is_named(
    text: str, given: tuple[str, ...], left: str
) -> None:
    typed, _ = read_given(text, given)
    assert left in "; ".join(typed.left_out)


@pytest.mark.parametrize(
    ("text", "given", "said"),
    [
        ("P = a*c; L = (w - 1)**2", ("w=3", "a=1", "c=2"), "which is the output"),
        ("q = F.cross_entropy(z, t, weight=c)", (Z, "t=[0, 1]", "c=[1, 2]"), "'weight' of cross_entropy"),
        ("q = np.einsum('ij,k->', a, a)", ("a=[[1, 2], [3, 4]]",), "does not fit"),
        ("q = torch.norm(a, p=3)", ("a=[3, 4]",), "no norm"),
        ("P = x*2\nL = P[np.arange(2), y].sum()", ("x=[[1, 2], [3, 4]]", "y=[1, 2]"), "no entry 2"),
        ("y <- x*2\nL <- sum(y[-1])", ("x=[1, 2, 3]",), "count from 1 to 3"),
        ("y <- x*2\ny[2:3] <- 7\nL <- y[2] + y[3]", ("x=[1, 2, 3]",), "set at once"),
    ],
)  # fmt: skip
def test_what_can_be_meant_in_two_ways_is_asked_back(
    text: str, given: tuple[str, ...], said: str
) -> None:
    with pytest.raises(SourceProblemsError) as caught:
        read_given(text, given)
    assert said in " ".join(f"{one.message} {one.help}" for one in caught.value.problems)


def test_two_values_of_one_name_are_told_apart() -> None:
    typed, values = read_given(
        "def f(x):\n    x = x*2\n    x = x + 1\n    return sqrt(x)", ("x=4",)
    )
    assert typed.graph
    assert run(typed.graph.graph, values).values[typed.graph.graph.output] == sqrt(9)


def test_the_last_value_that_a_name_has_had_keeps_the_name() -> None:
    text = "h = w\nfor v in [2, 3]:\n    if v == 5:\n        continue\n    h = h*v"
    typed, values = read_given(text, ("w=4",))
    assert typed.graph
    assert typed.graph.graph.output == "h"
    assert run(typed.graph.graph, values).values["h"] == 24
