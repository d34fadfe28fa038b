"""Worked examples that were published: their numbers, and the mark of each."""

from __future__ import annotations

from typing import NamedTuple


class Published(NamedTuple):
    """A formula, its leaves, what was asked, and the lines as they were printed."""

    source: str
    leaves: dict[str, float]
    asked: str
    lines: str


MAZUR = Published(
    """net_h1 = w1*i1 + w2*i2 + b1
    net_h2 = w3*i1 + w4*i2 + b1
    out_h1 = sigmoid(net_h1)
    out_h2 = sigmoid(net_h2)
    net_o1 = w5*out_h1 + w6*out_h2 + b2
    net_o2 = w7*out_h1 + w8*out_h2 + b2
    out_o1 = sigmoid(net_o1)
    out_o2 = sigmoid(net_o2)
    E_o1 = 0.5*(t1 - out_o1)^2
    E_o2 = 0.5*(t2 - out_o2)^2
    E = E_o1 + E_o2""",
    {"i1": 0.05, "i2": 0.10, "w1": 0.15, "w2": 0.20, "w3": 0.25, "w4": 0.30, "b1": 0.35,
     "w5": 0.40, "w6": 0.45, "w7": 0.50, "w8": 0.55, "b2": 0.60, "t1": 0.01, "t2": 0.99},
    "w1",
    """net_h1 = 0.15*0.05 + 0.2*0.1 + 0.35*1 = 0.3775
    out_h1 = 0.593269992, out_h2 = 0.596884378
    net_o1 = 0.4*0.593269992 + 0.45*0.596884378 + 0.6*1 = 1.105905967
    out_o1 = 0.75136507
    out_o2 = 0.772928465
    E_o1 = 0.5*(0.01 - 0.75136507)^2 = 0.274811083
    E_o2 = 0.023560026
    E = 0.274811083 + 0.023560026 = 0.298371109
    ∂E/∂out_o1 = -(0.01 - 0.75136507) = 0.74136507
    ∂out_o1/∂net_o1 = out_o1(1 - out_o1) = 0.186815602
    ∂net_o1/∂w5 = out_h1 = 0.593269992
    ∂E/∂w5 = 0.74136507 * 0.186815602 * 0.593269992 = 0.082167041
    dE/dw6 = 0.082667628; dE/dw7 = -0.022602540; dE/dw8 = -0.022740242
    ∂E_o1/∂net_o1 = 0.138498562
    ∂net_o1/∂out_h1 = w5 = 0.40
    ∂E_o1/∂out_h1 = 0.055399425
    ∂E_o2/∂out_h1 = -0.019049119
    ∂E/∂out_h1 = 0.055399425 + -0.019049119 = 0.036350306
    ∂out_h1/∂net_h1 = 0.241300709
    ∂net_h1/∂w1 = i1 = 0.05
    ∂E/∂w1 = 0.036350306 * 0.241300709 * 0.05 = 0.000438568""",
)  # fmt: skip

CIRCUIT = Published(
    "q = x + y; f = q*z",
    {"x": -2.0, "y": 5.0, "z": -4.0},
    "x",
    """# forward
    q = x + y    # becomes 3
    f = q * z = -12
    # backward
    dfdz = q = 3
    dfdq = z = -4
    dqdx = 1.0
    dqdy = 1.0
    dfdx = dfdq * dqdx = -4
    dfdy = -4""",
)

SIGMOID_NEURON = Published(
    """p0 = w0*x0
    p1 = w1*x1
    s = p0 + p1
    d = s + w2
    n = -d
    g = exp(n)
    h = g + 1
    f = 1/h""",
    {"w0": 2.0, "x0": -1.0, "w1": -3.0, "x1": -2.0, "w2": -3.0},
    "w0",
    """p0 = -2.00; p1 = 6.00; s = 4.00; d = 1.00; n = -1.00; g = 0.37; h = 1.37; f = 0.73
    df/df = 1.00
    df/dh = -0.53
    df/dg = -0.53
    df/dn = -0.20
    df/dd = 0.20
    df/dw2 = 0.20
    df/ds = 0.20, df/dp0 = 0.20, df/dp1 = 0.20
    df/dw0 = -0.20, df/dx0 = 0.39
    df/dw1 = -0.39, df/dx1 = -0.59""",
)

MICROGRAD = Published(
    "e = a*b; d = e + c; L = d*f",
    {"a": 2.0, "b": -3.0, "c": 10.0, "f": -2.0},
    "a",
    """L.grad = 1.0
    d.grad = -2.0
    f.grad = 4.0
    dd/dc = 1.0
    c.grad = -2.0
    e.grad = -2.0
    a.grad = -2.0 * -3.0 = 6
    b.grad = -2.0 * 2.0 = -4""",
)

TANH_NEURON = Published(
    "x1w1 = x1*w1; x2w2 = x2*w2; s = x1w1 + x2w2; n = s + b; o = tanh(n)",
    {"x1": 2.0, "x2": 0.0, "w1": -3.0, "w2": 1.0, "b": 6.8813735870195432},
    "w1",
    """n.data = 0.8814, o.data = 0.7071
    tanh'(n) = 1 - o**2 = 0.5
    o.grad = 1.0; n.grad = 0.5; b.grad = 0.5; s.grad = 0.5
    x1w1.grad = 0.5, x2w2.grad = 0.5
    x2.grad = w2 * 0.5 = 0.5, w2.grad = 0.0
    x1.grad = -3.0 * 0.5 = -1.5, w1.grad = 1.0""",
)

DOT_PRODUCT = Published(
    "y = 2*(x0*x0 + x1*x1 + x2*x2 + x3*x3)",
    {"x0": 0.0, "x1": 1.0, "x2": 2.0, "x3": 3.0},
    "x3",
    "y = 28.\nx0.grad = 0., x1.grad = 4., x2.grad = 8., x3.grad = 12.",
)

CROSS_ENTROPY = Published(
    """z1 = w11*x1 + w12*x2; z2 = w21*x1 + w22*x2
    a1 = sigmoid(z1); a2 = sigmoid(z2)
    z = v1*a1 + v2*a2; yhat = sigmoid(z)
    loss = -(y*log(yhat) + (1-y)*log(1-yhat))""",
    {"x1": 1.0, "x2": 0.0, "y": 1.0, "w11": 0.1, "w12": 0.2, "w21": 0.3, "w22": 0.4,
     "v1": 0.5, "v2": 0.6},
    "v1",
    """z1 = 0.1; a1 = 0.525; z2 = 0.3; a2 = 0.5744
    z = 0.6072, ŷ = 0.6473
    loss = 0.435
    dz = ŷ - y = -0.3527
    dv1 = dloss/dz * a1 = -0.1852
    dv2 = -0.2026""",
)  # fmt: skip

RELU_NETWORK = Published(
    """s1 = x1*w11 + x2*w21 + b; s2 = x1*w12 + x2*w22 + b
    h1 = relu(s1); h2 = relu(s2)
    z = h1*v1 + h2*v2 + c; o = sigmoid(z); loss = 0.5*(t - o)^2""",
    {"x1": 0.5, "x2": 0.8, "t": 1.0, "w11": 0.1, "w12": 0.3, "w21": 0.2, "w22": 0.4, "b": 0.1,
     "v1": 0.5, "v2": 0.6, "c": 0.1},
    "",
    "s1 = 0.31, s2 = 0.57\nh1 = 0.31, h2 = 0.57\nz = 0.597\no = 0.6449\nloss = 0.0631",
)  # fmt: skip

ON_PAPER = Published(
    """net_h1 = w1*x1 + w2*x2 + b_h; net_h2 = w3*x1 + w4*x2 + b_h
    out_h1 = sigmoid(net_h1); out_h2 = sigmoid(net_h2)
    net_o1 = w5*out_h1 + w6*out_h2 + b_o
    out_o1 = sigmoid(net_o1); E = 0.5*(t1 - out_o1)^2""",
    {"x1": 0.05, "x2": 0.10, "t1": 0.01, "w1": 0.15, "w2": 0.20, "w3": 0.25, "w4": 0.30,
     "b_h": 0.35, "w5": 0.40, "w6": 0.45, "b_o": 0.60},
    "",
    """Part 1: the forward pass
    Step 1.1, hidden neuron h₁
    net_h1 = (w₁ · x₁) + (w₂ · x₂) + b_h
    = (0.15 × 0.05) + (0.20 × 0.10) + 0.35
    = 0.0075 + 0.0200 + 0.3500
    = 0.3775
    out_h1 = σ(0.3775)
    = 1 / (1 + e^(−0.3775))
    = 1 / (1 + 0.68566)
    = 1 / 1.68566
    = 0.59327
    net_h2 = (w₃ · x₁) + (w₄ · x₂) + b_h
    = 0.0125 + 0.0300 + 0.3500
    = 0.3925
    out_h2 = σ(0.3925) = 1 / 1.67530 = 0.59688
    net_o1 = (w₅ · out_h1) + (w₆ · out_h2) + b_o
    = (0.40 × 0.59327) + (0.45 × 0.59688) + 0.60
    = 0.23731 + 0.26860 + 0.60000
    = 1.10591
    out_o1 = σ(1.10591)
    = 0.75137""",
)  # fmt: skip

PUBLISHED = {
    "Mazur, 2-2-2 network": MAZUR,
    "CS231n, circuit": CIRCUIT,
    "CS231n, sigmoid neuron": SIGMOID_NEURON,
    "micrograd, expression": MICROGRAD,
    "micrograd, tanh neuron": TANH_NEURON,
    "d2l, twice a dot product": DOT_PRODUCT,
    "2-2-1 network with cross-entropy": CROSS_ENTROPY,
    "network with relu": RELU_NETWORK,
    "2-2-1 network over several lines": ON_PAPER,
}
"""All right: what is printed in them was computed, and rounded."""
