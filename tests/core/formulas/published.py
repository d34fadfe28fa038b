"""Formulas with the numbers that public notes, documentation and code give for them.

Facts only: the formula, its leaves, and the printed value and gradients, each as exact as printed.
"""

from __future__ import annotations

from collections.abc import Mapping
from typing import NamedTuple

from tests.core.formulas.table import MICROGRAD


class Published(NamedTuple):
    """``value`` is None where only gradients were printed; ``within`` is the printed precision."""

    where: str
    text: str
    given: str
    value: float | None
    gradients: Mapping[str, float]
    within: float = 1e-9


MAZUR = """\
net_h1 = w1*i1 + w2*i2 + b1; out_h1 = 1/(1+e^-net_h1)
net_h2 = w3*i1 + w4*i2 + b1; out_h2 = 1/(1+e^-net_h2)
net_o1 = w5*out_h1 + w6*out_h2 + b2; out_o1 = 1/(1+e^-net_o1)
net_o2 = w7*out_h1 + w8*out_h2 + b2; out_o2 = 1/(1+e^-net_o2)
E = ½(target_o1 − out_o1)² + ½(target_o2 − out_o2)²
"""
MAZUR_VALUES = (
    "i1=0.05 i2=0.10 w1=0.15 w2=0.20 w3=0.25 w4=0.30 b1=0.35 w5=0.40 w6=0.45 w7=0.50 w8=0.55 "
    "b2=0.60 target_o1=0.01 target_o2=0.99"
)
GELU_TANH = "0.5 * x * (1 + tanh(sqrt(2 / pi) * (x + 0.044715 * x^3)))"

PUBLISHED = [
    Published("CS231n, backprop", "f(x,y,z) = (x+y)z", "x=-2 y=5 z=-4", -12, {"x": -4, "y": -4, "z": 3}),
    Published("CS231n, backprop", "q = x + y; f = q * z", "x=-2 y=5 z=-4", -12, {"q": -4, "x": -4}),
    Published("CS231n, backprop", "f(x, y) = xy", "x=4 y=-3", -12, {"x": -3, "y": 4}),
    Published("CS231n, neuron", r"f(w,x) = \frac{1}{1+e^{-(w_0x_0 + w_1x_1 + w_2)}}", "w0=2 x0=-1 w1=-3 x1=-2 w2=-3", 0.73, {"w0": -0.20, "x0": 0.39, "w1": -0.39, "x1": -0.59, "w2": 0.20}, 0.006),
    Published("CS231n, staged", "f(x,y) = (x + σ(y))/(σ(x) + (x+y)²)", "x=3 y=-4", 1.5456448841066441, {"x": 2.0595697955721652, "y": 1.5922327514838093}),
    Published("CS231n, gates", "f = 2(xy + max(z, w))", "x=3 y=-4 z=2 w=-1", -20, {"x": -8, "y": 6, "z": 2, "w": 0}),
    Published("CS224n", "f(x,y,z) = (x+y)·max(y,z)", "x=1 y=2 z=0", 6, {"x": 2, "y": 5, "z": 0}),
    Published("micrograd, README", MICROGRAD, "", 24.7041, {"a": 138.8338, "b": 645.5773}, 5e-5),
    Published("micrograd, lecture", "o = tanh(x1w1 + x2w2 + b)", "x1=2 x2=0 w1=-3 w2=1 b=6.8813735870195432", 0.7071, {"x1": -1.5, "w1": 1.0, "x2": 0.5, "w2": 0.0, "b": 0.5}, 5e-5),
    Published("micrograd, lecture", "e = a*b; d = e + c; L = d*f", "a=2 b=-3 c=10 f=-2", -8, {"a": 6, "b": -4, "c": -2, "f": 4, "d": -2, "e": -2}),
    Published("micrograd, lecture", "f(x) = 3x² − 4x + 5", "x=3", 20, {"x": 14}),
    Published("micrograd, lecture", "a = 2.0\nb = -3.0\nc = 10.0\nd = a*b + c\nprint(d)", "", 4, {"a": -3, "b": 2, "c": 1}),
    Published("Olah, computational graphs", "e = (a+b)*(b+1)", "a=2 b=1", 6, {"a": 2, "b": 5}),
    Published("Olah, computational graphs", "c = a + b; d = b + 1; e = c*d", "a=2 b=1", 6, {"c": 2, "d": 3, "a": 2, "b": 5}),
    Published("Ng, computation graph", "J = 3v; v = a + u; u = bc", "a=5 b=3 c=2", 33, {"v": 3, "a": 3, "u": 3, "b": 6, "c": 9}),
    Published("Ng, derivatives", "J(w) = w^2", "w=3", 9, {"w": 6}),
    Published("Mazur", MAZUR, MAZUR_VALUES, 0.298371109, {"w5": 0.082167041, "w1": 0.000438568}, 1e-9),
    Published("Mazur", "net = w1*i1 + w2*i2 + b1*1; out = 1/(1+e^(-net))", "w1=0.15 i1=0.05 w2=0.2 i2=0.1 b1=0.35", 0.593269992, {}),
    Published("Mazur", "net = w5·h1 + w6·h2 + b2; out = σ(net)", "w5=0.4 h1=0.593269992 w6=0.45 h2=0.596884378 b2=0.6", 0.75136507, {}, 5e-9),
    Published("Mazur", r"E = \frac{1}{2}(t - o)^{2}", "t=0.01 o=0.75136507", 0.274811083, {"o": 0.74136507}, 5e-9),
    Published("Baydin et al.", "f(x₁,x₂) = ln(x₁) + x₁x₂ − sin(x₂)", "x1=2 x2=5", 11.652, {"x1": 5.5, "x2": 1.716}, 5e-4),
    Published("PyTorch, blitz", "Q = 3a^3 - b^2", "a=2 b=6", -12, {"a": 36, "b": -12}),
    Published("PyTorch, blitz", r"Q = 3a^3 - b^2", "a=3 b=4", 65, {"a": 81, "b": -8}),
    Published("PyTorch, first tutorial", "out = mean(3(a+2)², 3(b+2)², 3(c+2)², 3(d+2)²)", "a=1 b=1 c=1 d=1", 27, {"a": 4.5, "d": 4.5}),
    Published("PyTorch, small examples", "y = w*x + b", "x=1 w=2 b=3", 5, {"x": 2, "w": 1, "b": 1}),
    Published("PyTorch, small examples", "a = torch.tensor(42.0, requires_grad=True)\nb = torch.tensor(99.0, requires_grad=True)\nc = a * b\nc.backward()", "", 4158, {"a": 99, "b": 42}),
    Published("PyTorch, small examples", "y = a**2 * x + b * x + c", "x=1 a=1 b=2 c=3", 6, {"a": 2, "b": 1, "c": 1}),
    Published("PyTorch, small examples", "g = a * b\nh = c*d**2/e\nf = g + h", "a=2 b=4 c=6 d=8 e=10", 46.4, {"a": 4, "b": 2, "c": 6.4, "d": 9.6, "e": -3.84}),
    Published("d2l, autograd", "y = 2*dot([x0, x1, x2, x3], [x0, x1, x2, x3])", "x0=0 x1=1 x2=2 x3=3", 28, {"x0": 0, "x1": 4, "x2": 8, "x3": 12}),
    Published("d2l, autograd", "y = sum(x0, x1, x2, x3)", "x0=0 x1=1 x2=2 x3=3", 6, {"x0": 1, "x3": 1}),
    Published("TensorFlow, autodiff", "y = x**2", "x=3", 9, {"x": 6}),
    Published("TensorFlow, autodiff", "x = tf.constant(3.0)\ny = x * x\nz = y * y", "", 81, {"x": 108, "y": 18}),
    Published("TensorFlow, autodiff", "y = a + b + c + d; z = tf.square(y)", "a=1 b=1 c=1 d=1", 16, {"a": 8, "y": 8}),
    Published("TensorFlow, higher orders", "y = x **3", "x=5", 125, {"x": 75}),
    Published("TensorFlow, custom gradients", "f = softplus(x)", "x=100", 100, {"x": 1}),
    Published("JAX, autodiff", "tanh(x)", "x=2.0", 0.9640276, {"x": 0.070650816}, 1e-7),
    Published("JAX, autodiff", "f = lambda x: x**3 + 2*x**2 - 3*x + 1", "x=1", 1, {"x": 4}),
    Published("JAX, quickstart", "1.0/(1.0 + jnp.exp(-a)) + 1.0/(1.0 + jnp.exp(-b)) + 1.0/(1.0 + jnp.exp(-c))", "a=0 b=1 c=2", None, {"a": 0.25, "b": 0.19661194, "c": 0.10499357}, 5e-8),
    Published("autograd, README", "def tanh(x):\n    return (1.0 - np.exp((-2 * x))) / (1.0 + np.exp(-(2 * x)))", "x=1.0", None, {"x": 0.419974341614026}),
    Published("Theano, gradients", "y = x ** 2", "x=94.2", None, {"x": 188.4}),
    Published("Zygote", "f(x) = 3x^2 + 2x + 1", "x=5", 86, {"x": 32}),
    Published("Zygote", "f(a, b) = a*b", "a=2 b=3", 6, {"a": 3, "b": 2}),
    Published("Nielsen, chapter 3", "a = σ(wx + b)", "w=0.6 x=1 b=0.9", 0.82, {}, 0.005),
    Published("Nielsen, chapter 3", "a = σ(wx + b)", "w=2 x=1 b=2", 0.98, {}, 0.005),
    Published("OneFlow, gelu", GELU_TANH, "x=0.5", 0.3457, {}, 5e-5),
    Published("OneFlow, gelu", r"0.5 * x * (1 + \tanh(\sqrt{\frac{2}{\pi}} * (x + 0.044715x^{3})))", "x=-0.5", -0.1543, {}, 5e-5),
    Published("MindSpore, gelu", "gelu(x)", "x=1", 0.8413447, {}, 5e-8),
    Published("MindSpore, gelu", "gelu(x)", "x=2", 1.9544997, {}, 2e-7),
    Published("a blog, chain rule", "c = a + b; L = c·d", "a=3 b=2 d=4", 20, {"a": 4, "b": 4, "d": 5, "c": 4}),
    Published("a blog, chain rule", "c = ab, e = c + d, L = ef", "a=2 b=3 d=4 f=2", 20, {"a": 6, "b": 4, "c": 2, "d": 2, "e": 2, "f": 10}),
    Published("an exercise, relu", "ŷ = σ(v₁max(0, w₁x) + v₂max(0, w₂x) + v₃max(0, w₃x))", "x=4 w1=1 w2=1 w3=-1 v1=0.5 v2=1 v3=2", 0.9975, {}, 5e-5),
    Published("a class, cross-entropy", "z = w₁x₁ + w₂x₂ + b; ŷ = σ(z); L = −(y log ŷ + (1−y) log(1−ŷ))", "x1=2 x2=3 w1=0.5 w2=-0.4 b=0 y=1", 0.798139, {"z": -0.549834, "w1": -1.099668, "w2": -1.649502, "b": -0.549834}, 5e-7),
]  # fmt: skip
