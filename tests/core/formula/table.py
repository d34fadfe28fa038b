"""Formulas as people write them, and what each must be read as: written before the reader was.

The forms were met in public course notes, questions, homework and programs, or stand on lists of
what newcomers typed; only the notation is taken over.  ``right`` is the same formula written by
hand in plain Python: its parameters are the leaves (those with a default have their value in the
text itself), its value and its slopes are what the reader's graph must give.
"""

from __future__ import annotations

from collections.abc import Callable
from math import (
    acos,
    acosh,
    asin,
    asinh,
    atan,
    atanh,
    cos,
    cosh,
    erf,
    exp,
    log,
    log2,
    log10,
    pi,
    sin,
    sinh,
    sqrt,
    tan,
    tanh,
)
from typing import NamedTuple

Right = Callable[..., float]


class Form(NamedTuple):
    """``text`` as typed with the values ``given``; ``of`` is the output that was asked for."""

    text: str
    given: str
    right: Right
    of: str = ""


class Refusal(NamedTuple):
    """``text`` that must be refused or asked back; all of ``said`` stands in the message."""

    text: str
    given: str
    said: tuple[str, ...]


def s(z: float) -> float:
    return 1 / (1 + exp(-z))


def relu(z: float) -> float:
    return max(z, 0.0)


def lse(*z: float) -> float:
    return log(sum(map(exp, z)))


NEURON = "w=0.6 x=1.5 b=0.1 y=1"
LOGISTIC = "w1=0.5 x1=2 w2=-0.4 x2=3 b=0.3 y=1"

PAPER = [
    Form("C = 0.5*(sigmoid(w*x+b)-y)^2", NEURON, lambda w, x, b, y: 0.5 * (s(w * x + b) - y) ** 2),
    Form("C = ½(σ(wx+b)−y)²", NEURON, lambda w, x, b, y: 0.5 * (s(w * x + b) - y) ** 2),
    Form("C=1/2(σ(w·x+b)-y)²", NEURON, lambda w, x, b, y: 0.5 * (s(w * x + b) - y) ** 2),
    Form("L = -(y*log(p)+(1-y)*log(1-p))", "y=1 p=0.8", lambda y, p: -(y * log(p) + (1 - y) * log(1 - p))),
    Form("L = −[y log ŷ + (1−y) log(1−ŷ)]", "y=1 ŷ=0.7", lambda y, yhat: -(y * log(yhat) + (1 - y) * log(1 - yhat))),
    Form("L = -(y ln(a) + (1-y) ln(1-a))", "y=0 a=0.3", lambda y, a: -(y * log(a) + (1 - y) * log(1 - a))),
    Form("ŷ = σ(z); L = (ŷ-y)²", "z=0.4 y=1", lambda z, y: (s(z) - y) ** 2),
    Form("y=x²", "x=3", lambda x: x * x),
    Form("y = x³ − 2x² + 5", "x=1.5", lambda x: x**3 - 2 * x**2 + 5),
    Form("f = 2x+3", "x=4", lambda x: 2 * x + 3),
    Form("f = x(1-x)", "x=0.3", lambda x: x * (1 - x)),
    Form("f = 2(x+1)", "x=0.3", lambda x: 2 * (x + 1)),
    Form("f = (x+1)(x-2)", "x=0.3", lambda x: (x + 1) * (x - 2)),
    Form("f = (x+y)z", "x=-2 y=5 z=-4", lambda x, y, z: (x + y) * z),
    Form("f = xy", "x=2 y=3", lambda x, y: x * y),
    Form("f = xy + z", "x=2 y=3 z=1", lambda x, y, z: x * y + z),
    Form("wx+b", "w=2 x=3 b=1", lambda w, x, b: w * x + b),
    Form("y = mx + c", "m=2 x=3 c=1", lambda m, x, c: m * x + c),
    Form("z = w₁x₁ + w₂x₂ + b", "w1=1 x1=2 w2=3 x2=4 b=5", lambda w1, x1, w2, x2, b: w1 * x1 + w2 * x2 + b),
    Form("z = w1x1 + w2x2 + b", "w1=1 x1=2 w2=3 x2=4 b=5", lambda w1, x1, w2, x2, b: w1 * x1 + w2 * x2 + b),
    Form("z = w₁·x₁ + w₂·x₂", "w₁=1 x₁=2 w₂=3 x₂=4", lambda w1, x1, w2, x2: w1 * x1 + w2 * x2),
    Form("z = w_1x_1 + b", "w_1=2 x_1=3 b=1", lambda w_1, x_1, b: w_1 * x_1 + b),
    Form("f = √x", "x=9", lambda x: sqrt(x)),
    Form("f = √(x²+y²)", "x=3 y=4", lambda x, y: sqrt(x * x + y * y)),
    Form("f = √2·x", "x=3", lambda x: sqrt(2) * x),
    Form("f = |x|", "x=-3", lambda x: abs(x)),
    Form("f = |x-y|", "x=1 y=4", lambda x, y: abs(x - y)),
    Form("f = |x|·|y| + |x - |y||", "x=1 y=4", lambda x, y: abs(x) * abs(y) + abs(x - abs(y))),
    Form("f = 2|x| - 1", "x=-3", lambda x: 2 * abs(x) - 1),
    Form("x ⋅ 2", "x=3", lambda x: x * 2),
    Form("f = x × y ÷ z", "x=2 y=3 z=4", lambda x, y, z: x * y / z),
    Form("f = x∗y", "x=2 y=3", lambda x, y: x * y),
    Form("A = πr²", "r=2", lambda r: pi * r * r),
    Form("A = pi*r^2", "r=2", lambda r: pi * r * r),
    Form("J = λ w²", "λ=0.1 w=3", lambda lambda_, w: lambda_ * w * w),
    Form("J = λw²/2", "lambda=0.1 w=3", lambda lambda_, w: lambda_ * w * w / 2),
    Form("J = (θ₀ + θ₁x − y)²", "theta0=1 theta1=2 x=3 y=4", lambda theta0, theta1, x, y: (theta0 + theta1 * x - y) ** 2),
    Form("J = αx + β", "alpha=2 x=3 beta=1", lambda alpha, x, beta: alpha * x + beta),
    Form("f = e^x", "x=1", lambda x: exp(x)),
    Form("f=e^-x", "x=1", lambda x: exp(-x)),
    Form("f = eˣ", "x=0.5", lambda x: exp(x)),
    Form("f = e⁻ˣ", "x=0.5", lambda x: exp(-x)),
    Form("f = 1/(1+e^-z)", "z=0.5", lambda z: 1 / (1 + exp(-z))),
    Form("f = 1/(1+e^(-(w0*x0+w1*x1+w2)))", "w0=2 x0=-1 w1=-3 x1=-2 w2=-3", lambda w0, x0, w1, x1, w2: s(w0 * x0 + w1 * x1 + w2)),
    Form("f = x·e^(−x²)", "x=0.5", lambda x: x * exp(-x * x)),
    Form("f = 3e^(2x)", "x=0.5", lambda x: 3 * exp(2 * x)),
    Form("e = yhat - y; J = e^2", "yhat=3 y=1", lambda yhat, y: (yhat - y) ** 2),
    Form("f = e^2 + x", "e=4 x=1", lambda e, x: e**2 + x),
    Form("f = ln x", "x=2", lambda x: log(x)),
    Form("f = log x", "x=2", lambda x: log(x)),
    Form("ln(x)", "x=2", lambda x: log(x)),
    Form("f = ln(x1) + x1x2 − sin(x2)", "x1=2 x2=5", lambda x1, x2: log(x1) + x1 * x2 - sin(x2)),
    Form("f = sin x cos y", "x=0.5 y=0.7", lambda x, y: sin(x) * cos(y)),
    Form("f = sin²x", "x=0.5", lambda x: sin(x) ** 2),
    Form("f = sin 2x", "x=0.5", lambda x: sin(2 * x)),
    Form("f = sin(x)²", "x=0.5", lambda x: sin(x) ** 2),
    Form("f = tan(x)", "x=0.5", lambda x: tan(x)),
    Form("f = sinh(x) + cosh(y)", "x=0.5 y=0.3", lambda x, y: sinh(x) + cosh(y)),
    Form("f = log2(x)", "x=5", lambda x: log2(x)),
    Form("f = log₁₀(x)", "x=5", lambda x: log10(x)),
    Form("f = log₂(x)", "x=5", lambda x: log2(x)),
    Form("f = square(x)", "x=5", lambda x: x * x),
    Form("f = ReLU(w*x)", "w=2 x=3", lambda w, x: relu(w * x)),
    Form("f = max(0, w*x)", "w=2 x=3", lambda w, x: max(0, w * x)),
    Form("f = max(a,b,c)", "a=1 b=5 c=2", lambda a, b, c: max(a, b, c)),
    Form("f = min(a,b,c)*a", "a=2 b=5 c=3", lambda a, b, c: min(a, b, c) * a),
    Form("f = mean(x, y)", "x=1 y=4", lambda x, y: (x + y) / 2),
    Form("f = sum(x, y, z)", "x=1 y=4 z=2", lambda x, y, z: x + y + z),
    Form("f = gelu(x)", "x=0.7", lambda x: x * (1 + erf(x / sqrt(2))) / 2),
    Form("f = silu(x) + swish(y)", "x=0.7 y=-0.3", lambda x, y: x * s(x) + y * s(y)),
    Form("f = sign(x)*x", "x=-0.7", lambda x: abs(x)),
    Form("f = logistic(x)", "x=-0.7", lambda x: s(x)),
    Form("f = tanh²(x)", "x=-0.7", lambda x: tanh(x) ** 2),
    Form("f = 1 - tanh^2(x)", "x=-0.7", lambda x: 1 - tanh(x) ** 2),
    Form("c(a−b)²", "c=2 a=3 b=1", lambda c, a, b: c * (a - b) ** 2),
    Form("f(x, y) = x*y", "x=2 y=3", lambda x, y: x * y),
    Form("f(x) = x^2", "x=3", lambda x: x * x),
    Form("J(w) = w^2", "w=3", lambda w: w * w),
    Form("f(x,y,z) = (x+y)z", "x=-2 y=5 z=-4", lambda x, y, z: (x + y) * z),
    Form("L(ŷ, y) = (ŷ − y)²", "ŷ=3 y=1", lambda yhat, y: (yhat - y) ** 2),
    Form("a=2, b=3, c=a*b", "", lambda a=2, b=3: a * b),
    Form("a = 2; b = 3; c = a*b + a", "", lambda a=2, b=3: a * b + a),
    Form("x = 2, y = 3, z = xy", "", lambda x=2, y=3: x * y),
    Form("x*y+z", "x=2 y=3 z=1", lambda x, y, z: x * y + z),
    Form("0,5*(a-y)^2", "a=3 y=1", lambda a, y: 0.5 * (a - y) ** 2),
    Form("L = e^2; e = a-1", "a=3", lambda a: (a - 1) ** 2),
    Form("f = q*z; q = x+y", "x=-2 y=5 z=-4", lambda x, y, z: (x + y) * z),
    Form("C = (a−y)²; a = σ(z); z = wx+b", NEURON, lambda w, x, b, y: (s(w * x + b) - y) ** 2),
    Form("f = x*y; g = x+y", "x=2 y=3", lambda x, y: x * y, "f"),
    Form("z = wx + b, a = σ(z), C = (a − y)²", NEURON, lambda w, x, b, y: (s(w * x + b) - y) ** 2),
    Form("L = (a-y)^2 where a = w*x", "w=2 x=3 y=1", lambda w, x, y: (w * x - y) ** 2),
    Form("a = σ(z) = 1/(1+e^-z)", "z=0.3", lambda z: s(z)),
    Form("ŷ = a = σ(z)", "z=0.3", lambda z: s(z)),
    Form("z = w*x; yhat = z; L = (yhat - y)^2", "w=2 x=3 y=1", lambda w, x, y: (w * x - y) ** 2),
    Form("dot = w0*x0 + w1*x1 + w2; f = 1/(1+exp(-dot))", "w0=2 x0=-1 w1=-3 x1=-2 w2=-3", lambda w0, x0, w1, x1, w2: s(w0 * x0 + w1 * x1 + w2)),
    Form("sum = a + b; f = sum*c", "a=2 b=3 c=4", lambda a, b, c: (a + b) * c),
    Form("f = [x+y]·z", "x=-2 y=5 z=-4", lambda x, y, z: (x + y) * z),
    Form("f = {x+y}*[z-{x*2}]", "x=-2 y=5 z=-4", lambda x, y, z: (x + y) * (z - 2 * x)),
    Form("𝑓 = 𝑤𝑥 + 𝑏", "w=2 x=3 b=1", lambda w, x, b: w * x + b),
    Form("𝑎 = 𝜎(𝑧)", "z=0.3", lambda z: s(z)),
    Form("f = -x²", "x=3", lambda x: -(x**2)),
    Form("f = x⁻¹", "x=3", lambda x: 1 / x),
    Form("f = x^2y", "x=3 y=2", lambda x, y: x**2 * y),
    Form("f = x²y + 3xy", "x=3 y=2", lambda x, y: x**2 * y + 3 * x * y),
    Form("f = 5t³", "t=2", lambda t: 5 * t**3),
    Form("f = x·y – z", "x=2 y=3 z=1", lambda x, y, z: x * y - z),
    Form("y = x + 1\nz = y²\n", "x=2", lambda x: (x + 1) ** 2),
    Form("x₁ = 2\nx₂ = 3\nf = x₁² + x₁x₂", "", lambda x1=2, x2=3: x1**2 + x1 * x2),
    Form("u = g(x) ; g(x) = x^2 + 1; v = 3u", "x=2", lambda x: 3 * (x * x + 1)),
    Form("f(x) = x^2; y = f(w*a)", "w=2 a=3", lambda w, a: (w * a) ** 2),
    Form("f = softplus(x) − leaky_relu(y)", "x=1 y=-2", lambda x, y: log(1 + exp(x)) - 0.01 * y),
    Form("f = LeakyReLU(y)", "y=-2", lambda y: 0.01 * y),
    Form("f = exp(x)/(exp(x)+exp(y))", "x=1 y=2", lambda x, y: exp(x) / (exp(x) + exp(y))),
    Form("J = 3v; v = a + u; u = bc", "a=5 b=3 c=2", lambda a, b, c: 3 * (a + b * c)),
    Form("y = ax² + bx + c", "a=1 b=2 c=3 x=2", lambda a, b, c, x: a * x * x + b * x + c),
    Form("E = ½(t − o)²", "t=1 o=0.4", lambda t, o: 0.5 * (t - o) ** 2),
    Form("E = ½ (target - out)^2", "target=1 out=0.4", lambda target, out: 0.5 * (target - out) ** 2),
    Form("net = w1*i1 + b; out = 1/(1+e^(-net))", "w1=0.15 i1=0.05 b=0.35", lambda w1, i1, b: s(w1 * i1 + b)),
    Form("δ = a − y; C = δ²", "a=2 y=1", lambda a, y: (a - y) ** 2),
    Form("f = ∛x", "x=8", lambda x: x ** (1 / 3)),
    Form("f = (x + y) (x - y)", "x=3 y=2", lambda x, y: (x + y) * (x - y)),
    Form("f = 2 x y", "x=3 y=2", lambda x, y: 2 * x * y),
    Form("f = x/(yz)", "x=3 y=2 z=4", lambda x, y, z: x / (y * z)),
    Form("f = x^(1/2)", "x=4", lambda x: sqrt(x)),
    Form("f = -log(p)", "p=0.2", lambda p: -log(p)),
    Form("J = 1/2 * (h - y)^2; h = theta0 + theta1*x", "theta0=1 theta1=2 x=3 y=4", lambda theta0, theta1, x, y: 0.5 * (theta0 + theta1 * x - y) ** 2),
]  # fmt: skip

LATEX = [
    Form(r"C = \frac{1}{2}(\sigma(wx+b)-y)^2", NEURON, lambda w, x, b, y: 0.5 * (s(w * x + b) - y) ** 2),
    Form(r"\frac{1}{2}(\sigma(wx+b)-y)^2", NEURON, lambda w, x, b, y: 0.5 * (s(w * x + b) - y) ** 2),
    Form(r"\frac12 (wx+b-y)^2", NEURON, lambda w, x, b, y: 0.5 * (w * x + b - y) ** 2),
    Form(r"y=\exp(x)", "x=0.5", lambda x: exp(x)),
    Form(r"w \cdot x", "w=2 x=3", lambda w, x: w * x),
    Form(r"z = w \times x + b", "w=2 x=3 b=1", lambda w, x, b: w * x + b),
    Form("x^{2}", "x=3", lambda x: x * x),
    Form(r"W_{11}*x_1", "W_11=2 x_1=3", lambda W_11, x_1: W_11 * x_1),
    Form(r"z = w_{1}x_{1} + w_{2}x_{2}", "w1=1 x1=2 w2=3 x2=4", lambda w1, x1, w2, x2: w1 * x1 + w2 * x2),
    Form(r"z = w_1 x_1 + b", "w_1=1 x_1=2 b=3", lambda w_1, x_1, b: w_1 * x_1 + b),
    Form(r"\mathcal{L}(\hat{y}, y) = -(y \log \hat{y} + (1-y) \log (1-\hat{y}))", "yhat=0.7 y=1", lambda yhat, y: -(y * log(yhat) + (1 - y) * log(1 - yhat))),
    Form(r"L = -\left[ y \ln a + (1 - y) \ln (1 - a) \right]", "y=1 a=0.7", lambda y, a: -(y * log(a) + (1 - y) * log(1 - a))),
    Form(r"\hat{y} = \sigma(z)", "z=0.3", lambda z: s(z)),
    Form(r"$a = \sigma(z)$", "z=0.3", lambda z: s(z)),
    Form(r"$$J = (\hat y - y)^2$$", "yhat=3 y=1", lambda yhat, y: (yhat - y) ** 2),
    Form(r"\sigma(z) = \frac{1}{1+e^{-z}}", "z=0.3", lambda z: s(z)),
    Form(r"a = \sigma(z) = \frac{1}{1+e^{-z}}", "z=0.3", lambda z: s(z)),
    Form(r"f(x) = \sqrt{x^2+1}", "x=2", lambda x: sqrt(x * x + 1)),
    Form(r"f = \sqrt[3]{x}", "x=8", lambda x: x ** (1 / 3)),
    Form(r"f = \sin x \cdot \cos y", "x=1 y=2", lambda x, y: sin(x) * cos(y)),
    Form(r"f = \sin^2 x", "x=1", lambda x: sin(x) ** 2),
    Form(r"f=\tanh(wx)", "w=1 x=0.5", lambda w, x: tanh(w * x)),
    Form(r"h = \max(0, wx+b)", "w=1 x=0.5 b=1", lambda w, x, b: max(0, w * x + b)),
    Form(r"h = \mathrm{ReLU}(wx)", "w=1 x=0.5", lambda w, x: relu(w * x)),
    Form(r"h = \text{ReLU}(wx)", "w=1 x=0.5", lambda w, x: relu(w * x)),
    Form(r"h = \operatorname{softplus}(x)", "x=0.5", lambda x: log(1 + exp(x))),
    Form(r"f = \left| x - y \right|", "x=1 y=4", lambda x, y: abs(x - y)),
    Form(r"f = \lvert x \rvert", "x=-1", lambda x: abs(x)),
    Form(r"f = \frac{x + \sigma(y)}{\sigma(x) + (x+y)^2}", "x=3 y=-4", lambda x, y: (x + s(y)) / (s(x) + (x + y) ** 2)),
    Form(r"z = wx + b \\ a = \sigma(z) \\ C = (a-y)^2", NEURON, lambda w, x, b, y: (s(w * x + b) - y) ** 2),
    Form(r"z = wx + b, \quad a = \sigma(z), \quad C = (a-y)^2", NEURON, lambda w, x, b, y: (s(w * x + b) - y) ** 2),
    Form(r"z = wx + b \quad a = \tanh z", "w=2 x=0.3 b=0.1", lambda w, x, b: tanh(w * x + b)),
    Form(r"\begin{aligned} z &= wx + b \\ a &= \sigma(z) \end{aligned}", "w=2 x=0.3 b=0.1", lambda w, x, b: s(w * x + b)),
    Form(r"\begin{align*} u &= ax+b \\ h &= u^2 \\ v &= ch + u + d \end{align*}", "a=1 x=2 b=1 c=2 d=1", lambda a, x, b, c, d: c * (a * x + b) ** 2 + a * x + b + d),
    Form(r"R = \frac{\lambda}{2}(a^2+c^2)", "lambda=0.1 a=1 c=2", lambda lambda_, a, c: lambda_ / 2 * (a * a + c * c)),
    Form(r"J = (\theta_0 + \theta_1 x - y)^2", "theta_0=1 theta_1=2 x=3 y=4", lambda theta_0, theta_1, x, y: (theta_0 + theta_1 * x - y) ** 2),
    Form(r"a^{(2)} = \sigma(w^{(2)} a^{(1)} + b^{(2)})", "w2=0.5 a1=2 b2=0.1", lambda w2, a1, b2: s(w2 * a1 + b2)),
    Form(r"a^{[1]} = \tanh(w^{[1]}x + b^{[1]})", "w1=0.5 x=2 b1=0.1", lambda w1, x, b1: tanh(w1 * x + b1)),
    Form(r"C = \frac{1}{2}(y - a^L)^2", "y=1 aL=0.5", lambda y, aL: 0.5 * (y - aL) ** 2),
    Form(r"C = (a^L_j - y_j)^2", "a_L_j=0.5 y_j=1", lambda a_L_j, y_j: (a_L_j - y_j) ** 2),
    Form(r"L = (w^{(i)} x - y)^2", "w_i=0.5 x=3 y=1", lambda w_i, x, y: (w_i * x - y) ** 2),
    Form(r"e^{x}", "x=0.5", lambda x: exp(x)),
    Form(r"f = x e^{-x^2}", "x=0.5", lambda x: x * exp(-x * x)),
    Form(r"f = \log(1 + \exp(-y w x))", "y=1 w=2 x=0.3", lambda y, w, x: log(1 + exp(-y * w * x))),
    Form(r"f = \ln(x_1) + x_1 x_2 - \sin(x_2)", "x_1=2 x_2=5", lambda x_1, x_2: log(x_1) + x_1 * x_2 - sin(x_2)),
    Form(r"\text{net}_{h1} = w_1 i_1 + b_1", "w_1=0.15 i_1=0.05 b_1=0.35", lambda w_1, i_1, b_1: w_1 * i_1 + b_1),
    Form(r"y_{\text{pred}} = m x; L = (y_{\text{pred}} - y_{\text{true}})^2", "m=2 x=3 y_true=5", lambda m, x, y_true: (m * x - y_true) ** 2),
    Form(r"\mathbf{z} = \mathbf{w} \, \mathbf{x} + b", "w=2 x=3 b=1", lambda w, x, b: w * x + b),
    Form(r"f = \dfrac{a}{b} + \tfrac{1}{2} c", "a=1 b=2 c=3", lambda a, b, c: a / b + c / 2),
    Form(r"f = \left(\frac{x}{y}\right)^{2}", "x=1 y=2", lambda x, y: (x / y) ** 2),
    Form(r"f = x^{-1} + x^{n}", "x=2 n=3", lambda x, n: 1 / x + x**n),
    Form(r"f = \pi r^2", "r=2", lambda r: pi * r * r),
    Form(r"f = 0.5x\left(1+\tanh\left(\sqrt{2/\pi}(x+0.044715x^3)\right)\right)", "x=0.7", lambda x: 0.5 * x * (1 + tanh(sqrt(2 / pi) * (x + 0.044715 * x**3)))),
    Form(r"f = \log_2(x) + \log_{10} y", "x=3 y=5", lambda x, y: log2(x) + log10(y)),
    Form(r"L = \sum_{i=1}^{3} w_i x_i", "w1=1 w2=2 w3=3 x1=4 x2=5 x3=6", lambda w1, w2, w3, x1, x2, x3: w1 * x1 + w2 * x2 + w3 * x3),
    Form(r"L = \frac{1}{2}\sum_{i=1}^{2} (y_i - t_i)^2", "y1=1 y2=2 t1=0 t2=5", lambda y1, y2, t1, t2: 0.5 * ((y1 - t1) ** 2 + (y2 - t2) ** 2)),
]  # fmt: skip

MICROGRAD = """\
a = Value(-4.0)
b = Value(2.0)
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
print(f'{g.data:.4f}')
g.backward()
"""


def micrograd(a: float = -4.0, b: float = 2.0) -> float:
    c = a + b
    d = a * b + b**3
    c = c + c + 1
    c = c + 1 + c - a
    d = d + d * 2 + relu(b + a)
    d = d + 3 * d + relu(b - a)
    f = (c - d) ** 2
    return f / 2 + 10 / f


def neuron(
    x1: float = 2.0,
    x2: float = 0.0,
    w1: float = -3.0,
    w2: float = 1.0,
    b: float = 6.8813735870195432,
) -> float:
    return tanh(x1 * w1 + x2 * w2 + b)


PYTHON = [
    Form("y = x**2", "x=3", lambda x: x * x),
    Form("max(0,x)", "x=3", lambda x: max(0, x)),
    Form("f = abs(x) + sqrt(y) + sin(x) + logsumexp(x, y)", "x=-1 y=4", lambda x, y: abs(x) + sqrt(y) + sin(x) + lse(x, y)),
    Form(".5*x", "x=3", lambda x: 0.5 * x),
    Form("1e-3*x", "x=3", lambda x: 0.001 * x),
    Form("f = lambda*x + loss_1", "lambda=2 x=3 loss_1=1", lambda lambda_, x, loss_1: lambda_ * x + loss_1),
    Form("y = np.tanh(x)", "x=0.3", lambda x: tanh(x)),
    Form("math.exp(-x)", "x=0.3", lambda x: exp(-x)),
    Form("h = torch.relu(x)", "x=0.3", lambda x: relu(x)),
    Form("h = F.sigmoid(x)", "x=0.3", lambda x: s(x)),
    Form("h = torch.nn.functional.softplus(x)", "x=0.3", lambda x: log(1 + exp(x))),
    Form("h = tf.math.log(x)", "x=0.3", lambda x: log(x)),
    Form("h = jnp.sin(x) * jnp.exp(y)", "x=0.3 y=0.1", lambda x, y: sin(x) * exp(y)),
    Form("h = Math.exp(x)", "x=0.3", lambda x: exp(x)),
    Form("h = np.maximum(0, x)", "x=0.3", lambda x: relu(x)),
    Form("h = np.power(x, 3)", "x=0.3", lambda x: x**3),
    Form("h = pow(x, 3)", "x=0.3", lambda x: x**3),
    Form("h = np.square(a - y)", "a=3 y=1", lambda a, y: (a - y) ** 2),
    Form("h = torch.mul(a, b) + torch.add(a, b)", "a=3 b=2", lambda a, b: a * b + a + b),
    Form("h = np.log2(x) + math.log10(x)", "x=3", lambda x: log2(x) + log10(x)),
    Form("h = math.log(x, 2)", "x=3", lambda x: log2(x)),
    Form("h = np.pi * r**2", "r=2", lambda r: pi * r * r),
    Form("h = np.e**x", "x=2", lambda x: exp(x)),
    Form("y = x if x > 0 else 0", "x=3", lambda x: relu(x)),
    Form("y = x if x > 0 else 0.01*x", "x=-3", lambda x: 0.01 * x),
    Form("y = a if a > b else b", "a=1 b=2", lambda a, b: max(a, b)),
    Form("y = x if x >= 0 else -x", "x=-3", lambda x: abs(x)),
    Form("y = x > 0 ? x : 0", "x=3", lambda x: relu(x)),
    Form("z = x.tanh() * y.exp()", "x=0.2 y=0.3", lambda x, y: tanh(x) * exp(y)),
    Form("n = (x*w + b).tanh()", "x=0.2 w=2 b=0.1", lambda x, w, b: tanh(x * w + b)),
    Form("y = x.pow(2)", "x=3", lambda x: x * x),
    Form(MICROGRAD, "", micrograd),
    Form(
        "x1 = Value(2.0, label='x1')\nx2 = Value(0.0, label='x2')\nw1 = Value(-3.0, label='w1')\n"
        "w2 = Value(1.0, label='w2')\nb = Value(6.8813735870195432, label='b')\n"
        "x1w1 = x1*w1; x1w1.label = 'x1*w1'\nx2w2 = x2*w2\nx1w1x2w2 = x1w1 + x2w2\n"
        "n = x1w1x2w2 + b\no = n.tanh()\no.backward()",
        "",
        neuron,
    ),
    Form(
        "import torch\na = torch.tensor(2., requires_grad=True)\nb = torch.tensor(6.0, requires_grad=True)\n"
        "Q = 3*a**3 - b**2\nQ.backward()\nprint(a.grad, b.grad)",
        "",
        lambda a=2.0, b=6.0: 3 * a**3 - b**2,
    ),
    Form("x = tf.Variable(3.0)\ny = x**2  # a square\nz = y*y", "", lambda x=3.0: x**4),
    Form("x = np.array(3.0)\ny = x*x + 2", "", lambda x=3.0: x * x + 2),
    Form("def f(x, y):\n    return x*y + x", "x=2 y=3", lambda x, y: x * y + x),
    Form("def sigmoid(x):\n    return 1/(1+np.exp(-x))\n\na = sigmoid(w*x + b)", "w=2 x=0.3 b=0.1", lambda w, x, b: s(w * x + b)),
    Form("sigmoid = lambda z: 1/(1+math.exp(-z))\na = sigmoid(w*x)", "w=2 x=0.3", lambda w, x: s(w * x)),
    Form("f = lambda x, y: x*y + x", "x=2 y=3", lambda x, y: x * y + x),
    Form("import numpy as np\nfrom math import exp\nx = -2; y = 5; z = -4\nq = x + y\nf = q * z", "", lambda x=-2, y=5, z=-4: (x + y) * z),
    Form("sigy = 1.0 / (1 + math.exp(-y)) # sigmoid\nnum = x + sigy\nsigx = 1.0 / (1 + math.exp(-x))\nxpy = x + y\nxpysqr = xpy**2\nden = sigx + xpysqr\ninvden = 1.0 / den\nf = num * invden", "x=3 y=-4", lambda x, y: (x + s(y)) / (s(x) + (x + y) ** 2)),
    Form("loss = 0.5 * (y_hat - y) ** 2", "y_hat=3 y=1", lambda y_hat, y: 0.5 * (y_hat - y) ** 2),
    Form("L = 0\nL += (a - y)**2\nL += w**2", "a=2 y=1 w=3", lambda a, y, w: (a - y) ** 2 + w**2),
    Form("y = x * w\ny = y + b\ny = y ** 2", "x=2 w=3 b=1", lambda x, w, b: (x * w + b) ** 2),
    Form("x, y = 2, 3\nz = x * y", "", lambda x=2, y=3: x * y),
    Form("w: float = 0.5\nx = 2.0\nz = w * x", "", lambda w=0.5, x=2.0: w * x),
    Form("z = w[0]*x[0] + w[1]*x[1]", "w0=1 x0=2 w1=3 x1=4", lambda w0, x0, w1, x1: w0 * x0 + w1 * x1),
    Form("W[0]*x[0]+W[1]*x[1]", "W0=1 x0=2 W1=3 x1=4", lambda W0, x0, W1, x1: W0 * x0 + W1 * x1),
    Form("p = softmax([a, b])[0]", "a=1 b=2", lambda a, b: exp(a) / (exp(a) + exp(b))),
    Form(">>> y = x*x\n>>> z = y + 1", "x=3", lambda x: x * x + 1),
    Form("y = x ** -1;", "x=3", lambda x: 1 / x),
    Form("return x*y", "x=3 y=2", lambda x, y: x * y),
    Form("y := x*x", "x=3", lambda x: x * x),
    Form("y <- x*x", "x=3", lambda x: x * x),
    Form("let y = x*x", "x=3", lambda x: x * x),
    Form("y = x * x # the square\n# nothing here\n", "x=3", lambda x: x * x),
    Form("y = (x *\n     w)\nz = y + 1", "x=3 w=2", lambda x, w: x * w + 1),
    Form("y = -1 * (t * math.log(p) + (1 - t) * math.log(1 - p))", "t=1 p=0.7", lambda t, p: -(t * log(p) + (1 - t) * log(1 - p))),
]  # fmt: skip

REFUSED = [
    Refusal("f = wx + b", "", ("'wx'", "one name", "w*x")),
    Refusal("f = xy", "", ("'xy'", "one name", "x*y")),
    Refusal("f = log*x", "x=2", ("'log'", "log(x)")),
    Refusal("f = exp*2", "exp=1", ("'exp'", "exp(x)")),
    Refusal("f = 2e + x", "x=1", ("'e'", "exp(1)")),
    Refusal("J = e^2", "", ("'e'", "exp(2)")),
    Refusal("f = x′", "x=1", ("derivative",)),
    Refusal("f = x'*2", "x=1", ("derivative",)),
    Refusal("f = σ'(z)", "z=1", ("derivative",)),
    Refusal("f = ∂L/∂w", "", ("derivative",)),
    Refusal(r"\frac{\partial L}{\partial w} = x", "x=1", ("derivative",)),
    Refusal("f = dy/dx", "", ("derivative",)),
    Refusal("f = g ∘ h", "g=1 h=2", ("∘", "g(h")),
    Refusal("f = x % 2", "x=1", ("%",)),
    Refusal("f = 1/2x", "x=3", ("(1/2)*x", "1/(2*x)")),
    Refusal("f = a/bc", "a=3 b=2 c=5", ("(a/b)*c", "a/(b*c)")),
    Refusal("f = log x(1-x)", "x=0.3", ("log(x)*(1-x)", "log(x*(1-x))")),
    Refusal("f = g(x) + 1", "x=1", ("'g'", "g*(x)")),
    Refusal("f = x^2_1", "", ("x_1^2", "index")),
    Refusal("f = x*y; g = x+y", "x=2 y=3", ("f and g", "--of")),
    Refusal("softmax(z)", "z=1", ("softmax",)),
    Refusal("f = softmax(a, b)", "a=1 b=2", ("softmax", "logsumexp")),
    Refusal("y = x > 0 ? 1 : 0", "x=1", ("gradient",)),
    Refusal("y = 1 if x > 0 else 0", "x=1", ("gradient",)),
    Refusal("f = x_1^{", "", ("not closed",)),
    Refusal("f = log(-1)*x", "x=1", ("log(−1)", "above 0")),
    Refusal("f = x/0", "x=1", ("0",)),
    Refusal("for i in range(3):\n    y = x*i", "x=1", ("loop",)),
    Refusal("if x > 0:\n    y = x", "x=1", ("choice",)),
    Refusal("1,250*x", "x=1", ("1.250", "1250")),
    Refusal("f = x/2y", "x=3 y=2", ("(x/2)*y", "x/(2*y)")),
    Refusal("f = e^2x", "x=1", ("e^(2*x)", "e^2 * x")),
    Refusal("dL/dw = 2(wx-y)x", "w=1 x=2 y=1", ("derivative",)),
    Refusal("x=3, y=-4", "", ("nothing is computed",)),
    Refusal("f = sin^-1(x)", "x=0.5", ("1/sin(x)", "inverse")),
    Refusal("cost = 1/2 * Σ(y − ŷ)²", "y=1 ŷ=2", ("a sum without numbers",)),
    Refusal("z = x + iy", "x=1 y=2", ("no leaf 'y'",)),
    Refusal("y = x.y", "x=1 y=2", ("dot",)),
    Refusal("f = x^1/2", "x=4", ("x^(1/2)", "x/2")),
    Refusal("f = log p/q", "p=0.2 q=0.5", ("log(p)/q", "log(p/q)")),
    Refusal("f = sin x/2", "x=0.2", ("sin(x)/2", "sin(x/2)")),
    Refusal("f = sin x y", "x=0.2 y=1", ("sin(x)*y", "sin(x*y)")),
    Refusal("f = 3½x", "x=1", ("operator is missing",)),
    Refusal("f = x / 2(y+1)", "x=1 y=1", ("two ways",)),
    Refusal("w*x + b\nJ = (w*x + b - y)^2", "w=1 x=2 b=3 y=4", ("which is the output", "--of J")),
    Refusal("f = two numbers", "", ("operator is missing",)),
    Refusal("f = 2 4", "", ("operator is missing",)),
    Refusal("y = x @ W", "x=1 W=2", ("@",)),
    Refusal("f = x!", "x=3", ("!",)),
    Refusal("f = ∫x", "x=3", ("∫",)),
    Refusal("f = x ± 1", "x=3", ("±",)),
    Refusal(r"\sum_i w_i x_i", "", ("sum", "w_1")),
    Refusal("f = sqrt", "", ("'sqrt'",)),
    Refusal("f = sigmoyd(x)", "x=1", ("sigmoyd", "sigmoid")),
    Refusal("f = (x+1", "x=1", ("not closed",)),
    Refusal("f = x+1)", "x=1", ("closes nothing",)),
    Refusal("f = x < y", "x=1 y=2", ("condition",)),
    Refusal("while True: pass", "", ("loop",)),
    Refusal("__import__('os').system('ls')", "", ("__import__",)),
    Refusal("x = x + 1; y = x^2", "", ("itself",)),
    Refusal("a = b + 1; b = a + 1", "", ("itself",)),
    Refusal(r"f = \begin{cases} 1 & x > 0 \\ 0 & \text{otherwise} \end{cases}", "x=1", ("step", "gradient")),
    Refusal(r"f = \begin{cases} x^2, x > 0 \\ 0, x \le 0 \end{cases}", "x=1", ("condition", "&")),
    Refusal("y = x if x > 0 else x**2", "", ("'x'", "no value", "x=…", "graph of its own")),
    Refusal("y = z**2 if z > 0 else -z; z = w*x", "w=1", ("'x'", "no value")),
    Refusal("y = x**2 if x > 1 else y2; y2 = z", "", ("'x'", "no value")),
    Refusal(r"f = \begin{cases} x^2 & x > 1 \\ x & x < 0 \end{cases}", "x=0.5", ("no case holds", "x > 1", "x < 0")),
    Refusal("y = w / (x > 0)", "x=1 w=1", ("divided by a condition",)),
    Refusal("def f(x):\n    if x > 0:\n        z = x*x\n        return z\n    return x", "x=1", ("choice between lines",)),
    Refusal("y = x if x else x*x", "x=1", ("no condition",)),
    Refusal("y = log(x)*x if log(x) > 0 else x*x", "x=-1", ("log",)),
    Refusal("a = σ(z) = 2z", "z=0.3", ("not the same",)),
    Refusal("", "", ("nothing",)),
]  # fmt: skip

NUMBERS_AS_VECTORS = [
    Form("norm(x)", "x=-3", lambda x: abs(x)),
    Form("f = norm(x, y)", "x=-3 y=4", lambda x, y: sqrt(x * x + y * y)),
    Form("f = ||x||", "x=-3", lambda x: abs(x)),
    Form("L = (y − ŷ)² + λ‖w‖²", "y=1 ŷ=2 λ=0.1 w=3", lambda y, yhat, lambda_, w: (y - yhat) ** 2 + lambda_ * w * w),
    Form("f = W^T x", "W=2 x=3", lambda W, x: W * x),
    Form("f = w^Tx + b", "w=1 x=2 b=3", lambda w, x, b: w * x + b),
    Form("f = wᵀx + b", "w=1 x=2 b=3", lambda w, x, b: w * x + b),
    Form(r"z = \mathbf{w}^\top \mathbf{x}", "w=1 x=2", lambda w, x: w * x),
    Form(r"\ell(w) = \log(1+e^{-yw^\top x})", "y=1 w=2 x=0.3", lambda y, w, x: log(1 + exp(-y * w * x))),
]  # fmt: skip
"""What is written for vectors and holds for single numbers: their transpose and their norm."""

# Met after the reader was written, and tried on it as they came.
LATER = [
    Form("h = max{0, wx + b}", "w=1 x=2 b=1", lambda w, x, b: max(0, w * x + b)),
    Form("f = exp[−x²]", "x=0.5", lambda x: exp(-x * x)),
    Form("y = x^3 - 3x + 1 at x = 2", "", lambda x=2: x**3 - 3 * x + 1),
    Form("f(x) = (3x+2)^5 evaluated at x=1", "", lambda x=1: (3 * x + 2) ** 5),
    Form("f(x) = sin(x^2) where x = 2", "", lambda x=2: sin(x * x)),
    Form("f(x) = (x^2 + 1)^3, x = 1", "", lambda x=1: (x * x + 1) ** 3),
    Form("y = xe^x", "x=0.5", lambda x: x * exp(x)),
    Form("y = xe^(-x)", "x=0.5", lambda x: x * exp(-x)),
    Form("y = xsin(x)", "x=0.5", lambda x: x * sin(x)),
    Form("y = log_2 x", "x=3", lambda x: log2(x)),
    Form("out = nn.Sigmoid()(x)", "x=1", lambda x: s(x)),
    Form("loss = nn.MSELoss()(y_pred, y_true)", "y_pred=2 y_true=1", lambda y_pred, y_true: (y_pred - y_true) ** 2),
    Form("loss = F.binary_cross_entropy(p, y)", "p=0.7 y=1", lambda p, y: -(y * log(p) + (1 - y) * log(1 - p))),
    Form("loss = F.binary_cross_entropy_with_logits(z, y)", "z=0.7 y=1", lambda z, y: -(y * log(s(z)) + (1 - y) * log(1 - s(z)))),
    Form("f(x,y) = x^2y + y + 2", "x=3 y=4", lambda x, y: x * x * y + y + 2),
    Form(r"L = -\sum_{i=1}^{2} y_i \log(\hat{y}_i)", "y1=1 y2=0 yhat1=0.7 yhat2=0.3", lambda y1, y2, yhat1, yhat2: -(y1 * log(yhat1) + y2 * log(yhat2))),
    Form(r"L=\frac{1}{2}(y-\hat y)^2,\ \hat y=wx+b", "y=1 w=2 x=3 b=0.5", lambda y, w, x, b: 0.5 * (y - (w * x + b)) ** 2),
    Form("y = σ(w₂·σ(w₁x+b₁)+b₂)", "w1=1 w2=2 x=0.5 b1=0.1 b2=-0.2", lambda w2, w1, x, b1, b2: s(w2 * s(w1 * x + b1) + b2)),
    Form("J(θ) = (1/2)(θx − y)²", "θ=2 x=3 y=1", lambda theta, x, y: 0.5 * (theta * x - y) ** 2),
    Form("y = e^(sin x)", "x=1", lambda x: exp(sin(x))),
    Form(r"y=e^{\sin x}", "x=1", lambda x: exp(sin(x))),
    Form("z = 3x^2*y + sin(xy)", "x=1 y=2", lambda x, y: 3 * x * x * y + sin(x * y)),
    Form(r"C = \left(a^{(L)}-y\right)^2 , z^{(L)} = w^{(L)}a^{(L-1)}+b^{(L)}, a^{(L)}=\sigma\left(z^{(L)}\right)", "y=1 wL=2 bL=0.1 a_Lm1=0.5", lambda y, wL, bL, a_Lm1: (s(wL * a_Lm1 + bL) - y) ** 2),
    Form("y = (sin(x1/x2) + x1/x2 − exp(x2))(x1/x2 − exp(x2))", "x1=1.5 x2=0.5", lambda x1, x2: (sin(x1 / x2) + x1 / x2 - exp(x2)) * (x1 / x2 - exp(x2))),
    Form("def f(x):\n    y = x**2\n    z = y + 3\n    return z", "x=2", lambda x: x * x + 3),
    Form("2x^2y^3", "x=2 y=1", lambda x, y: 2 * x**2 * y**3),
    Form("1/√(2π) · exp(−x²/2)", "x=1", lambda x: exp(-x * x / 2) / sqrt(2 * pi)),
    Form(r"\frac{1}{\sqrt{2\pi}\sigma} e^{-\frac{(x-\mu)^2}{2\sigma^2}}", "x=1 mu=0 sigma=2", lambda x, mu, sigma: exp(-((x - mu) ** 2) / (2 * sigma**2)) / (sqrt(2 * pi) * sigma)),
    Form("loss = torch.mean((y_pred - y_true).pow(2))", "y_pred=2 y_true=1", lambda y_pred, y_true: (y_pred - y_true) ** 2),
    Form("y = x sin x", "x=1", lambda x: x * sin(x)),
    Form("s = x+y, p = xy, f = s/p", "x=2 y=3", lambda x, y: (x + y) / (x * y)),
    Form("f = abc", "a=1 b=2 c=3", lambda a, b, c: a * b * c),
    Form("f = 2πr", "r=1", lambda r: 2 * pi * r),
    Form("L = -log(softmax([z1, z2, z3])[0])", "z1=1 z2=2 z3=3", lambda z1, z2, z3: -z1 + lse(z1, z2, z3)),
    Form("p = e^z1/(e^z1+e^z2)", "z1=1 z2=2", lambda z1, z2: exp(z1) / (exp(z1) + exp(z2))),
    Form("f = log p / q", "p=0.2 q=0.5", lambda p, q: log(p) / q),
    Form("f = y log p + z", "y=2 p=0.2 z=0.5", lambda y, p, z: y * log(p) + z),
    Form("x.^2 .* sin(x)", "x=1", lambda x: x * x * sin(x)),
    Form("w = [2,-3,-3]\nx = [-1,-2]\ndot = w[0]*x[0] + w[1]*x[1] + w[2]\nf = 1.0 / (1 + math.exp(-dot))", "", lambda w0=2, w1=-3, w2=-3, x0=-1, x1=-2: s(w0 * x0 + w1 * x1 + w2)),
    Form("f(x, y, z) = max(x + 1, y) / z", "x=2 y=-1 z=2", lambda x, y, z: max(x + 1, y) / z),
    Form("f(x, y, z) = ln(z/(x+y))", "x=1 y=2 z=9", lambda x, y, z: log(z / (x + y))),
    Form("f(a, b, c, d) = ab + e^(b+c) - 7(c+d)", "a=1 b=-2 c=2 d=1", lambda a, b, c, d: a * b + exp(b + c) - 7 * (c + d)),
    Form(r"J=\frac{1}{2m}(h-y)^2", "m=2 h=3 y=1", lambda m, h, y: (h - y) ** 2 / (2 * m)),
    Form("h_θ(x) = θ₀ + θ₁x", "θ₀=1 θ₁=2 x=3", lambda theta0, theta1, x: theta0 + theta1 * x),
    Form(r"h_\theta(x) = \theta_0 + \theta_1 x", "theta_0=1 theta_1=2 x=3", lambda theta_0, theta_1, x: theta_0 + theta_1 * x),
    Form(r"z_1^{(2)} = w_{11}^{(2)} a_1^{(1)} + b_1^{(2)}", "w_11_2=1 a_1_1=2 b_1_2=3", lambda w_11_2, a_1_1, b_1_2: w_11_2 * a_1_1 + b_1_2),
    Form(r"a^l_j = \sigma(w^l_{jk} a^{l-1}_k + b^l_j)", "w_l_jk=0.5 a_lm1_k=1 b_l_j=0", lambda w_l_jk, a_lm1_k, b_l_j: s(w_l_jk * a_lm1_k + b_l_j)),
    Form(r"\[ f(x) = x^2 + 1 \]", "x=2", lambda x: x * x + 1),
    Form(r"\( a = \tanh(z) \)", "z=0.2", lambda z: tanh(z)),
    Form(r"f = \lambda \lVert w \rVert_2^2", "lambda=0.1 w=3", lambda lambda_, w: lambda_ * w * w),
    Form(r"p = \frac{1}{1+\exp\{-(wx+b)\}}", "w=1 x=2 b=0", lambda w, x, b: s(w * x + b)),
    Form("a = Value(2.0); b = Value(-3.0); c = Value(10.0)\ne = a*b; d = e + c; f = Value(-2.0); L = d * f\nL", "", lambda a=2, b=-3, c=10, f=-2: (a * b + c) * f),
    Form("h = np.dot(w, x) + b", "w=1 x=2 b=3", lambda w, x, b: w * x + b),
    Form("y = np.where(x > 0, x, 0)", "x=2", lambda x: relu(x)),
    Form("def f(x): return x**2\ndef g(x): return 3*x + 1\ny = f(g(x))", "x=1", lambda x: (3 * x + 1) ** 2),
    Form("Let u = 3x + 1 and y = u^2", "x=1", lambda x: (3 * x + 1) ** 2),
    Form("z=3*x^2+y^3,x=2,y=1", "", lambda x=2, y=1: 3 * x * x + y**3),
    Form("f = sin x^2", "x=0.5", lambda x: sin(x * x)),
    Form("f = x² − 4·x + 4 = (x−2)²", "x=3", lambda x: (x - 2) ** 2),
    Form("y=a*x^2+b*x+c\na=1\nb=2\nc=3", "x=1", lambda x, a=1, b=2, c=3: a * x * x + b * x + c),
    Form(r"p = \frac{e^{z_1}}{\sum_{j=1}^{2} e^{z_j}}", "z_1=1 z_2=2", lambda z_1, z_2: exp(z_1) / (exp(z_1) + exp(z_2))),
]  # fmt: skip


def huber(r: float, d: float = 1.0) -> float:
    return r * r / 2 if abs(r) <= d else d * (abs(r) - d / 2)


def elu(x: float, a: float = 1.0) -> float:
    return x if x > 0 else a * (exp(x) - 1)


CALLS = [
    Form("0.5 * x * (1 + erf(x / sqrt(2)))", "x=0.8", lambda x: 0.5 * x * (1 + erf(x / sqrt(2)))),
    Form("f = torch.erf(x) + math.erfc(y)", "x=0.8 y=-0.3", lambda x, y: erf(x) + 1 - erf(y)),
    Form("f = arctan(x) + np.arctan(y) + math.atan(z)", "x=0.8 y=-2 z=3", lambda x, y, z: atan(x) + atan(y) + atan(z)),
    Form(r"\arctan(x) + \arctan 2x", "x=0.8", lambda x: atan(x) + atan(2 * x)),
    Form("f = arcsin(x) + np.arccos(y)", "x=0.8 y=-0.3", lambda x, y: asin(x) + acos(y)),
    Form("f = asinh(x) + acosh(y) + arctanh(z)", "x=-0.8 y=1.3 z=0.4", lambda x, y, z: asinh(x) + acosh(y) + atanh(z)),
    Form("f = elu(x)", "x=-0.7", lambda x: elu(x)),
    Form("f = elu(x, α)", "x=-0.7 α=1.1", lambda x, alpha: elu(x, alpha)),
    Form("f = F.elu(x, alpha=1.1) + nn.ELU()(y)", "x=-0.7 y=0.4", lambda x, y: elu(x, 1.1) + elu(y)),
    Form("f = F.celu(x, alpha=2.0)", "x=-0.7", lambda x: 2 * (exp(x / 2) - 1)),
    Form("f = selu(x) + selu(y)", "x=-0.7 y=0.4", lambda x, y: 1.0507009873554805 * (1.6732632423543772 * (exp(x) - 1) + y)),
    Form("f = np.clip(x, -1, 1) + y", "x=0.7 y=2", lambda x, y: x + y),
    Form("f = clamp(x, a, b) * y", "x=3 a=-1 b=2 y=2", lambda x, a, b, y: min(max(x, a), b) * y),
    Form("f = torch.clamp(x, min=0, max=1) + torch.clamp(y, min=0)", "x=0.7 y=3", lambda x, y: x + y),
    Form("f = hardtanh(x) + nn.Hardtanh()(y)", "x=0.7 y=-3", lambda x, y: x - 1),
    Form("f = hard_sigmoid(x) + F.hardsigmoid(y)", "x=0.7 y=-4", lambda x, y: x / 6 + 0.5),
    Form("f = relu6(x) + F.relu6(y)", "x=2 y=7", lambda x, y: x + 6),
    Form("f = leaky_relu(x, 0.2)", "x=-0.7", lambda x: 0.2 * x),
    Form("f = F.leaky_relu(x, negative_slope=0.2, inplace=True)", "x=-0.7", lambda x: 0.2 * x),
    Form("f = nn.LeakyReLU(0.2)(x)", "x=-0.7", lambda x: 0.2 * x),
    Form("f = prelu(x, a)", "x=-0.7 a=0.25", lambda x, a: a * x),
    Form("f = huber(a) + huber(b)", "a=0.5 b=-3", lambda a, b: huber(a) + huber(b)),
    Form("f = F.huber_loss(y, t, delta=2.0)", "y=-2 t=1.5", lambda y, t: huber(y - t, 2)),
    Form("f = F.smooth_l1_loss(y, t)", "y=-2 t=-1.5", lambda y, t: huber(y - t)),
    Form("f = softsign(x) + logcosh(y)", "x=-2 y=-1.5", lambda x, y: x / (1 + abs(x)) + log(cosh(y))),
    Form("f = lg(x) + log1p(y)", "x=2 y=1.5", lambda x, y: log10(x) + log(1 + y)),
    Form("f = F.softplus(x, beta=2)", "x=0.4", lambda x: log(1 + exp(2 * x)) / 2),
    Form("f = hinge(y, p)", "y=-1 p=0.4", lambda y, p: max(0, 1 - y * p)),
]  # fmt: skip
"""Functions of libraries, their settings, and layers that are called."""

CALLS_REFUSED = [
    Refusal("f = x mod 2", "x=3", ("remainder",)),
    Refusal("f = mod(x, 2)", "x=3", ("remainder",)),
    Refusal(r"f = x \bmod 2", "x=3", ("remainder",)),
    Refusal("f = heaviside(x)", "x=3", ("gradient is 0", "sigmoid")),
    Refusal("f = round(x)", "x=3.2", ("gradient is 0",)),
    Refusal("f = huber(a, y)", "a=3 y=1", ("huber_loss(a, y)",)),
    Refusal("f = tahn(x)", "x=3", ("'tahn'", "'tanh'")),
    Refusal("f = foo(x)", "x=3", ("'foo'", "foo(x) = ")),
    Refusal("f = F.gelu(x, approximate='tanh')", "x=3", ("'approximate'",)),
]  # fmt: skip

WX = "w=2 x=3 b=-5.7"


def wxb(w: float, x: float, b: float) -> float:
    return w * x + b


def act(w: float, x: float, b: float) -> float:
    return s(w * x + b)


PASTED = [
    Form(r"{ z }={ w }_{ 1 }{ x }_{ 1 }", "w1=2 x1=3", lambda w1, x1: w1 * x1),
    Form(r"${Co}= (a_L - y)^2$", "a_L=2 y=0.5", lambda a_L, y: (a_L - y) ** 2),
    Form(r"{\displaystyle y = wx + b}", WX, wxb),
    Form("y &= wx + b \\\\", WX, wxb),
    Form("y = wx + b.", WX, wxb),
    Form(r"$y = \sigma(wx + b).$", WX, act),
    Form(r"z &= wx + b, \\ a &= \sigma(z).", WX, act),
    Form(r"\begin{array}{ll} z = wx + b \\ a = \sigma(z) \\ \end{array}", WX, act),
    Form(r"\begin{array}{rcl} z &=& wx + b \\ a &=& \sigma(z) \end{array}", WX, act),
    Form(r"y = f \odot c + i ⊙ g", "f=2 c=3 i=0.5 g=4", lambda f, c, i, g: f * c + i * g),
    Form(r"y = wx + b \tag{1}", WX, wxb),
    Form(r"y = wx + b \qquad (2.3)", WX, wxb),
    Form("y = w*x + b    (2.3)", WX, wxb),
    Form("```python\ny = w*x + b\n```", WX, wxb),
    Form("Here is it:\n```\nz = w*x + b\n```\nand then `a = sigmoid(z)`", WX, act),
    Form(r"The neuron computes $z = wx + b$ and its activation is $a = \sigma(z)$.", WX, act),
    Form(r"Here $w$ is the weight, and $z = wx + b$", WX, wxb),
    Form(r"\[ z = wx+b \] followed by \[ a = \sigma(z) \]", WX, act),
    Form(r"y = \left. x^2 \right|_{x=3}", "", lambda x=3: x * x),
    Form(r"h = \bigl( x+1 \bigr)^2 + \Bigl\lvert x \Bigr\rvert", "x=-2", lambda x: (x + 1) ** 2 + abs(x)),
    Form(r"L = \|w\|_1 + \|w\|_2^2", "w=-3", lambda w: abs(w) + w * w),
    Form("L = ‖w‖₁ + ‖w‖₂² + ||w||_1", "w=-3", lambda w: 2 * abs(w) + w * w),
    Form(r"z &= w_1x_1 \\ &\quad + w_2 x_2", "w1=2 x1=3 w2=1 x2=1", lambda w1, x1, w2, x2: w1 * x1 + w2 * x2),
    Form(r"\begin{split} z &= wx+b \\ &= b + wx \end{split}", WX, wxb),
    Form(r"L &= -[y \log a \\ &+ (1-y)\log(1-a)]", "y=1 a=0.2", lambda y, a: -(y * log(a) + (1 - y) * log(1 - a))),
    Form(r"y = \underbrace{wx}_{\text{product}} + b", WX, wxb),
    Form(r"y = { x }^{ 2 }+{ e }^{ -x }", "x=3", lambda x: x * x + exp(-x)),
    Form(r"{\hat{y}} = {\sigma}\left(z\right)", "z=3", lambda z: s(z)),
    Form(r"y \triangleq x^2", "x=3", lambda x: x * x),
    Form(r"y=x^2\quad\text{for}\quad x=3", "", lambda x=3: x * x),
    Form("y = \\frac{x}{1} x  % the square\n", "x=3", lambda x: x * x),
]  # fmt: skip
"""Formulas as they come out of a document."""

SPOKEN = [
    Form("The loss is L = (a - y)^2, with a = σ(z) where z = wx + b.", NEURON, lambda w, x, b, y: (s(w * x + b) - y) ** 2),
    Form("Let z = wx + b. Then a = σ(z).", WX, act),
    Form("Here z = w*x + b", WX, wxb),
    Form("The output is given by y = w*x + b", WX, wxb),
    Form("- z = w*x + b\n- a = σ(z)", WX, act),
    Form("• z = w*x + b\n• a = σ(z)", WX, act),
    Form("1. z = w*x + b\n2) a = σ(z)", WX, act),
    Form("Eq. 3: z = w*x + b", WX, wxb),
    Form("Equation (3): z = w*x + b", WX, wxb),
    Form("(a) f(x) = x^2", "x=3", lambda x: x * x),
    Form("MSE: L = (y - t)^2", "y=1 t=3", lambda y, t: (y - t) ** 2),
    Form("Forward pass:\nz = w*x + b\na = σ(z)", WX, act),
    Form("Given x = 2, y = 3, compute f = x*y", "", lambda x=2, y=3: x * y),
    Form("Find the gradient of f(x, y) = x^2*y at x = 2, y = 3", "", lambda x=2, y=3: x * x * y),
    Form("Suppose w = 2, x = 3. Then z = w*x", "", lambda w=2, x=3: w * x),
    Form("First, z = w*x. Next, a = tanh(z).", "w=1 x=0.3", lambda w, x: tanh(w * x)),
    Form("z = w*x + b, so that a = σ(z)", WX, act),
    Form("let f = 3; y = 2f + x", "x=1", lambda x, f=3: 2 * f + x),
    Form("float f = 3; y = 2f + x", "x=1", lambda x, f=3: 2 * f + x),
    Form("first, second = 2, 3; y = first*second", "", lambda first=2, second=3: first * second),
    Form("activation a = tanh(z)", "z=0.4", lambda z: tanh(z)),
    Form("L = (a - y)^2 (the loss)", "a=1 y=3", lambda a, y: (a - y) ** 2),
    Form("L = (a - y)^2 -- the loss", "a=1 y=3", lambda a, y: (a - y) ** 2),
    Form("L = (a - y)^2, the squared error", "a=1 y=3", lambda a, y: (a - y) ** 2),
    Form("Our model: ŷ = w·x, loss: L = (ŷ − y)²", "w=2 x=3 y=1", lambda w, x, y: (w * x - y) ** 2),
    Form("loss(input,target)=exp(input)-target*input", "input=1 target=2", lambda input_, target: exp(input_) - target * input_),
    Form("output(x) = x^2", "x=3", lambda x: x * x),
    Form("f₁((x₁, x₂)) = log(x₁) + x₁ * x₂", "x1=1 x2=2", lambda x1, x2: log(x1) + x1 * x2),
    Form("def loss(a, y):\n    return (a-y)**2", "a=1 y=3", lambda a, y: (a - y) ** 2),
    Form("J(θ) := θ²", "θ=2", lambda theta: theta**2),
    Form("L(w, b; x) = w*x + b", WX, wxb),
    Form("f: x ↦ x²", "x=3", lambda x: x * x),
    Form(r"f : x \mapsto x^2", "x=3", lambda x: x * x),
    Form("f = x -> x^2", "x=3", lambda x: x * x),
    Form("y = f(x) = x^2", "x=3", lambda x: x * x),
    Form("f(x | w) = w*x", "w=2 x=3", lambda w, x: w * x),
    Form("P(y=1|x) = σ(x)", "x=3", lambda x: s(x)),
    Form("f = (x-μ)²/(2σ²)", "x=1 μ=0.5 σ=2", lambda x, mu, sigma: (x - mu) ** 2 / (2 * sigma**2)),
    Form("f = σ²(z)", "z=0.4", lambda z: s(z) ** 2),
    Form("z = w^2 a^1 + b^2", "w2=1 a1=2 b2=3", lambda w2, a1, b2: w2 * a1 + b2),
    Form("z = w^2 a^1 + b^2", "w=1.5 a=2 b=3", lambda w, a, b: w * w * a + b * b),
    Form("a = φ(wx+b); φ(z) = tanh(z)", WX, lambda w, x, b: tanh(w * x + b)),
]  # fmt: skip
"""Formulas within sentences, and what may stand left of an equals sign."""

OTHER_LANGUAGES = [
    Form("x = t.tensor(2., requires_grad=True)\ny = x*x", "", lambda x=2: x * x),
    Form("import torch as t\nx = t.tensor(2., requires_grad=True)\ny = x*x\ny.backward()\nprint(x.grad)", "", lambda x=2: x * x),
    Form("import numpy as xyz\ny = xyz.exp(x)", "x=3", lambda x: exp(x)),
    Form("double y = x*x;\nprintf(\"%f\", y);", "x=3", lambda x: x * x),
    Form("float y = 2.0f * x;", "x=3", lambda x: 2 * x),
    Form("const double y = Math.pow(x, 2) + Math.PI;", "x=3", lambda x: x * x + pi),
    Form("auto y = std::exp(x) + std::pow(x, 2);\nstd::cout << y << std::endl;", "x=3", lambda x: exp(x) + x * x),
    Form("let mut y: f64 = x.powi(2);", "x=3", lambda x: x * x),
    Form("let y: f32 = x.powf(2.0) + 1e-3f32 * x.exp();", "x=3", lambda x: x * x + 1e-3 * exp(x)),
    Form("rVar f = exp(x * y);", "x=3 y=0.1", lambda x, y: exp(x * y)),
    Form("const y = x * x; console.log(y);", "x=3", lambda x: x * x),
    Form("y = x * x\nprintln(y.data)", "x=3", lambda x: x * x),
    Form("using Flux\ny = x^2\n@show y", "x=3", lambda x: x * x),
    Form("y = x.^2; % square\ndisp(y)", "x=3", lambda x: x * x),
    Form("/* two\nlines */\ny = x*x; // comment", "x=3", lambda x: x * x),
    Form("y = Math.E**x + np.e", "x=3", lambda x: exp(x) + exp(1)),
    Form("fn f(x: f64) -> f64 { x * x }", "x=3", lambda x: x * x),
    Form("double f(double x) { return x*x; }", "x=3", lambda x: x * x),
    Form("function f(x) { return x*x; }", "x=3", lambda x: x * x),
    Form("const f = (x, y) => x*y;", "x=3 y=2", lambda x, y: x * y),
    Form("x = torch.tensor(2.0)\ny = x**2\nwith torch.no_grad():\n    x -= 0.1 * x.grad", "", lambda x=2: x * x),
]  # fmt: skip

PASTED_REFUSED = [
    Refusal(r"L = \mathbb{E}[(y-\hat y)^2]", "y=1 ŷ=2", ("expectation", "mean(a, b)")),
    Refusal("L = E[(y-ŷ)²]", "y=1 ŷ=2", ("expectation",)),
    Refusal("y = w*x + b (2.3)", WX, ("'(2.3)'", "a factor", "number of the equation")),
    Refusal(r"L = y^{(i)} + y_i", "y_i=1", ("'y^{(i)}'", "'y_i'", "one name or two")),
    Refusal("a = φ(wx+b)", WX, ("which function", "tanh(z)")),
    Refusal("a = g(wx+b)", WX, ("'g'", "g*(wx+b)", "tanh(z)")),
    Refusal("y^i * 2", "", ("y^i is a power", "y_i")),
    Refusal("f = (x-μ)²/(2σ²)", "x=1 μ=2", ("no value for sigma", "read as: f = (x − μ)²/(2·σ²)")),
    Refusal("sum of x and y", "x=1 y=2", ("no formula in these words",)),
    Refusal("y = x squared", "x=2", ("operator is missing",)),
    Refusal("hidden out = w*x", "w=1 x=2", ("cannot be defined",)),
    Refusal("sin y = 3*x", "x=2 y=1", ("cannot be defined",)),
    Refusal("wx y = 3*x", "x=2 y=1", ("cannot be defined",)),
    Refusal("with torch.no_grad():\n    w = w - 0.1*g", "", ("no formula",)),
]  # fmt: skip

CHOICES = [
    # Functions: they need no values.
    Form("np.where(x > 0, x, alpha * x)", "x=-1.5 alpha=0.2", lambda x, alpha: x if x > 0 else alpha * x),
    Form("y = alpha*x if x < 0 else x", "x=-2 alpha=0.1", lambda alpha, x: x if x >= 0 else alpha * x),
    Form("y = torch.where(x >= 0, x, 0.2*x)*2", "x=-2", lambda x: 0.4 * x if x < 0 else 2 * x),
    Form("y = x*(x>0)", "x=1.7", lambda x: relu(x)),
    Form("y = (x > 0)*x", "x=-1.7", lambda x: relu(x)),
    Form("y = (x > 0).float() * x", "x=2", lambda x: relu(x)),
    Form("y = (x > 0).astype(np.float32) * x * w", "x=2 w=3", lambda x, w: relu(x) * w),
    Form("y = float(x > 0)*x", "x=2", lambda x: relu(x)),
    Form("y = np.heaviside(x, 0)*x", "x=2", lambda x: relu(x)),
    Form("y = x*1[x > 0]", "x=2", lambda x: relu(x)),
    Form("y = x*I(x > 0)", "x=2", lambda x: relu(x)),
    Form(r"y = x \cdot \mathbb{1}[x > 0]", "x=2", lambda x: relu(x)),
    Form(r"y = x \, \mathbb{1}_{x \geq 0}", "x=2", lambda x: relu(x)),
    Form(r"y = x \, \mathbf{1}\{x > 0\}", "x=-2", lambda x: relu(x)),
    Form("y = x*(x>0) + alpha*x*(x<=0)", "x=-1 alpha=0.2", lambda x, alpha: x if x > 0 else alpha * x),
    Form("y = 1 - t*z if t*z < 1 else 0", "t=1 z=0.5", lambda t, z: max(0, 1 - t * z)),
    Form(r"\ell(y, z) = \begin{cases} 0 & yz \ge 1 \\ 1 - yz & \text{otherwise} \end{cases}", "y=1 z=0.5", lambda y, z: max(0, 1 - y * z)),
    Form("L = a*(y-q) if y >= q else (1-a)*(q-y)", "a=0.9 y=1 q=2", lambda a, y, q: max(a * (y - q), (a - 1) * (y - q))),
    Form("y = a*c if a*c < b else b", "a=3 b=2 c=1", lambda a, c, b: min(a * c, b)),
    Form("y = a - b if a > b else b - a", "a=1 b=3", lambda a, b: abs(a - b)),
    Form("y = x if x < 0 else -x", "x=2", lambda x: -abs(x)),
    Form("y = x/10 if x < 0 else x", "x=-2", lambda x: x / 10 if x < 0 else x),
    Form(r"f = \begin{cases} x & x > 0 \\ 0 & \text{otherwise} \end{cases}", "x=1", lambda x: relu(x)),
    Form("if x > 0:\n    y = x\nelse:\n    y = 0", "x=1", lambda x: relu(x)),
    Form("y = 0\nif x > 0:\n    y = x", "x=1", lambda x: relu(x)),
    Form("if x > 0: y = x\nelse: y = -x", "x=-1", lambda x: abs(x)),
    # Cases: the values decide.
    Form("z if z >= 0 else alpha*(e^z -1)", "z=-0.5 alpha=1.2", lambda z, alpha: z if z >= 0 else alpha * (exp(z) - 1)),
    Form("z if z >= 0 else alpha*(e^z -1)", "z=0.5 alpha=1.2", lambda z: z if z >= 0 else 0),
    Form("\\text{ELU}(x) =\n\\begin{cases}\n\\alpha \\left(e^{x}-1\\right) & \\text{if } x \\leq 0 \\\\\nx & \\text{if } x > 0\n\\end{cases}", "x=-0.7 alpha=1.1", lambda x, alpha: alpha * (exp(x) - 1) if x <= 0 else x),
    Form(r"{\displaystyle ELU = {\begin{cases}\alpha \left(e^{x}-1\right)&{\text{if }}x\leq 0\\x&{\text{if }}x>0\end{cases}}}", "x=-0.7 alpha=1.1", lambda x, alpha: alpha * (exp(x) - 1) if x <= 0 else x),
    Form("L_\\delta(a) = \\begin{cases} \n\\frac{1}{2}a^2 & \\text{for } |a| \\leq \\delta, \\\\\n\\delta(|a| - \\frac{1}{2}\\delta) & \\text{otherwise.}\n\\end{cases}", "a=-2.5 delta=1.2", lambda a, delta: 0.5 * a * a if abs(a) <= delta else delta * (abs(a) - 0.5 * delta)),
    Form("L = np.where(np.abs(r) < d, 0.5*r**2, d*(np.abs(r)-0.5*d))", "r=0.5 d=1", lambda r: 0.5 * r * r),
    Form("def huber(r, d):\n    a = abs(r)\n    if a <= d:\n        return 0.5*r**2\n    return d*(a - 0.5*d)", "r=3 d=1", lambda r, d: d * (abs(r) - 0.5 * d)),
    Form(r"\operatorname{SELU}(x) = \lambda \begin{cases} x & \text{if } x > 0 \\ \alpha (e^x - 1) & \text{if } x \leq 0 \end{cases}", "x=-1 lambda=1.05 alpha=1.67", lambda x, lambda_, alpha: lambda_ * alpha * (exp(x) - 1)),
    Form(r"l = \begin{cases} 0.5 (x - y)^2, & \text{if } |x - y| < 1 \\ |x - y| - 0.5, & \text{otherwise } \end{cases}", "x=3 y=1", lambda x, y: abs(x - y) - 0.5),
    Form(r"f(x) = \begin{cases} x^2 &\mbox{if } x \ge 0 \\ -x & \mbox{if } x<0 \end{cases}", "x=-2", lambda x: -x),
    Form(r"f = \begin{cases} x^3 & \text{if } x > 0 \text{ and } w > 0 \\ wx^2 & \text{otherwise} \end{cases}", "x=1 w=-1", lambda w, x: w * x * x),
    Form(r"f = \begin{cases} x^2 & x < 0 \\ x^3 & x = 0 \\ x^4 & x > 0 \end{cases}", "x=0", lambda x: x**3),
    Form("z = w*x+b; y = z**2 if z > 0 and w < 3 else -z", "w=1 x=2 b=1", lambda w, x, b: (w * x + b) ** 2),
    Form("y = z**2 if z > 0 else -z; z = w*x+b", "w=1 x=2 b=-3", lambda w, x, b: -(w * x + b)),
    Form("y = z**2 if z > 0 or u > 9 else -z; z = u*x; u = w*w if w > 1 else w**3", "w=2 x=1", lambda w, x: (w * w * x) ** 2),
    Form("y = -1 if x < -1 else 1 if x > 1 else x", "x=0.5", lambda x: x),
    Form("y = -1 if x < -1 else 1 if x > 1 else x", "x=3", lambda x: 1 + 0 * x),
    Form("y = x > 1 ? x*x : x < -1 ? 2*x : x^3", "x=-0.5", lambda x: x**3),
    Form("y = x > 1 && w > 1 ? x*x : w*x", "x=3 w=1", lambda w, x: w * x),
    Form("h = 0 if z < 0 else z*z; L = (h-t)^2; z = w*x", "w=1 x=-1 t=3", lambda w, x, t: 9 + 0 * w + 0 * x + (t * t - 9)),
    Form("f(x) = x if x > 0 else 0.1*x**2; y = f(w*a)", "w=1 a=-2", lambda w, a: 0.1 * (w * a) ** 2),
    Form("x = 2; y = x**2 if x > 3 else x**3", "", lambda x=2: x**3),
    Form("y = w*(x > 0)", "x=-1 w=2", lambda w: 0 * w),
    Form("y = (x > 0)/x", "x=2", lambda x: 1 / x),
    Form("y = a*c if x > 0 else b", "x=1 a=1 b=2 c=3", lambda a, c: a * c),
    Form("y = x**3 if 0 < x <= 1 else x*x", "x=0.5", lambda x: x**3),
    Form("def f(x):\n    if x > 0:\n        return x**2\n    elif x > -1:\n        return 3*x\n    else:\n        return -3\ny = f(w*a)", "w=1 a=-0.5", lambda w, a: 3 * w * a),
    Form("if x > 0:\n    if x > 2:\n        y = x*x\n    else:\n        y = 2*x*x*x\nelse:\n    y = x*x*x", "x=1", lambda x: 2 * x**3),
    Form("z = w*x\nif z > 0:\n    h = z**2\n    g = z\nelse:\n    h = -z\n    g = 2*z\nL = h*g", "w=1 x=2", lambda w, x: (w * x) ** 3),
]  # fmt: skip
"""Choices between cases, as papers, programs and course notes write them."""

FORMS = [
    *PAPER, *LATEX, *PYTHON, *NUMBERS_AS_VECTORS, *LATER, *CALLS, *PASTED, *SPOKEN, *OTHER_LANGUAGES, *CHOICES,
]  # fmt: skip
REFUSED += [*CALLS_REFUSED, *PASTED_REFUSED]
