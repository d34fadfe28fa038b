"""How notes, course pages and plain text write formulas, kind by kind.

The values were worked out with plain numbers, not with the program.
"""

from __future__ import annotations

from math import exp, log, tanh

from tests.core.formulas.form import Refusal, relu, s
from tests.core.formulas.vectors import Vectors

_LINE = ("m=0.5", "b=1", "x=[1,2]", "y=[2,3]")
_NEURON = ("w=[0.3,-0.2]", "x=[1,0.4]", "b=0.1")
_Z = 0.3 - 0.08 + 0.1
_LOGITS = ("z=[0.1,0.2,0.3]", "y=[0,1,0]")
_LOSS = -0.2 + log(exp(0.1) + exp(0.2) + exp(0.3))

_GLUED = [
    Vectors("J = 1/2 Σ (yi - (mxi + b))²", _LINE, (0.5**2 + 1.0**2) / 2, (("m", -2.5), ("b", -1.5))),
    Vectors("ŷi = mxi + b\nMSE = 1/n Σ (yi − ŷi)²", (*_LINE, "n=2"), 0.625, (("m", -2.5),)),
    Vectors("MSE = mean((yi - mxi - b)^2)", _LINE, 0.625, (("b", -1.5),)),
    Vectors("z = sum(wi * xi) + b", _NEURON, _Z, (("w[0]", 1.0),)),
    Vectors("R2 = 1 - (Σ(yi - xi)^2 / Σ(yi - c)^2)", ("x=[1,2]", "y=[2,3]", "c=1"), 1 - 2 / 5),
]  # fmt: skip
"""Indices without a sign, and sums in words."""

_SIGNS = [
    Vectors("y = 1 / (1 + e^-(w·x + b))", _NEURON, s(_Z), (("b", s(_Z) * (1 - s(_Z))),)),
    Vectors("y = 2^-(w·x)", _NEURON[:2], 2**-0.22),
    Vectors("a = σ_1(w_1 x + b_1); y = \\sigma_{out}(w_2 a)", ("w_1=1", "x=2", "b_1=0", "w_2=3"), s(3 * s(2))),
    Vectors("f<sub>w,b</sub>(x) = wx + b; J = (f<sub>w,b</sub>(x) - y)<sup>2</sup>", ("w=2", "x=3", "b=1", "y=5"), 4.0),
    Vectors("a = 1/(1 + e<sup>-(w<sub>1</sub>x)</sup>)", ("w1=2", "x=3"), s(6)),
    Vectors("f_w,b(x) = w·x + b", _NEURON, _Z),
    Vectors("f = x^2 sinx + lny", ("x=1", "y=1"), 0.8414709848078965),
    Vectors("\\cos(\\theta)=\\frac{v\\cdot w}{|v||w|}", ("v=[3,4]", "w=[4,3]"), 0.96),
    Vectors("L = max(0,x) + negative_slope * \\min(0,x)", ("x=-2", "negative_slope=0.1"), -0.2),
]  # fmt: skip

_PARTS = [
    Vectors("- L = (y - (w*x\n- + b))^2", ("w=2", "x=3", "b=1", "y=5"), 4.0),
    Vectors("1. z = (w*x +\n2. b)\n3. L = z^2", ("w=2", "x=3", "b=1"), 49.0),
    Vectors("$L = -(y \\log(a)$\n$+ (1-y) \\log(1-a))$", ("y=0", "a=0.5"), log(2)),
    Vectors("x \\tanh(x) = x (2\\sigma(2x) - 1)", ("x=0.3",), 0.3 * tanh(0.3)),
    Vectors("\\ln p(x|\\mu) = -\\frac{(x-\\mu)^2}{2}", ("x=3", "mu=1"), -2.0),
    Vectors("-KLD = x - y", ("x=3", "y=1"), -2.0),
    Vectors("q = x + y; f = qz = 3*(-4) = -12; x = -2; y = 5; z = -4", (), -12.0, (("x", -4.0),)),
    Vectors("Co = (w*x - y)^2; Co/dw = 2*(w*x - y)*x", ("w=2", "x=3", "y=5"), 1.0),
    Vectors("a = \\sigma(\\Theta x) = h_{\\theta}(x); J = 2h_{\\theta}", ("x=2", "Theta=1"), 2 * s(2)),
]  # fmt: skip
"""Brackets that go on, equations of two sides, heads that are more than a name."""

_ENTRIES = [
    Vectors("L = -Σ_k y_k log(softmax(z)_k)", _LOGITS, _LOSS),
    Vectors("\\sigma(z)_i = \\frac{e^{z_i}}{\\sum_j e^{z_j}}; L = -\\sum_i y_i \\log \\sigma(z)_i", _LOGITS, _LOSS),
    Vectors("p_i = softmax(z)_i; L = -Σ y_i log p_i", _LOGITS, _LOSS),
    Vectors("L = \\sum_i (Wx + b)_i^2", ("W=[[1,2],[0,1]]", "x=[1,1]", "b=[0,1]"), 13.0),
    Vectors("p_i = \\frac{e^{z_i}}{\\sum_{j=1}^m e^{z_j}} \\text{ for } i = 1\\ldots m; L = -\\log p_2", ("z=[0.1,0.2,0.3]", "m=3"), _LOSS),
    Vectors("a^{[l]} = σ(W^{[l]} x); L = sum(a^{[l]})", ("W=[[1,2],[3,4]]", "x=[1,0]"), s(1) + s(3)),
    Vectors("J = \\frac12 \\sum_{n=1}^{m} (w x^{(i)} - y^{(i)})^2", ("w=1", "x=[1,2]", "y=[2,4]", "m=2"), 2.5),
]  # fmt: skip

_SAID = [
    Vectors("Step 1.1 — Hidden Neuron h₁\nnet = w·x + b", ("w=2", "x=3", "b=1"), 7.0),
    Vectors("u = w * x      // multiply\nL = u * u      // square", ("w=2", "x=3"), 36.0),
    Vectors("Output: max(0, x)      simple, no saturation", ("x=3",), relu(3)),
    Vectors("1-parameter model: ŷ = wx\nL = (ŷ - y)²", ("w=2", "x=3", "y=5"), 1.0),
    Vectors("Loss = -log(p). If the label y=1, loss is 0.", ("p=0.5",), log(2)),
    Vectors("  output ŷ = w*x\nWith loss L = (ŷ - y)²", ("w=2", "x=3", "y=5"), 1.0),
    Vectors("MSE = 1/n * Σ(from i=1 to n) ((yi - xi)²)", ("x=[1,2]", "y=[2,4]", "n=2"), 2.5),
]  # fmt: skip

ARRAYS = [*_GLUED, *_SIGNS, *_PARTS, *_ENTRIES, *_SAID]
_SUMMANDS = [
    Refusal(r"s = \sum{v_k u_k + b}", "v=[1,2] u=[3,4] b=1", ("b may be meant once",)),
    Refusal(r"s = \sum_{k=1}^{2}{v_k u_k - 1}", "v=[1,2] u=[3,4]", ("1 may be meant once",)),
    Refusal("s = σ(Σ(v·u − θ))", "v=[1,2] u=[3,4] theta=1", ("θ may be meant once",)),
    Refusal("s = Σ_k (v_k u_k + b) / 2", "v=[1,2] u=[3,4] b=1", ("b may be meant once",)),
    Refusal(r"s = \sum \left[v_k u_k + b\right]", "v=[1,2] u=[3,4] b=1", ("b may be meant once",)),
    Refusal(r"s = \sum{(v_k u_k + b)}", "v=[1,2] u=[3,4] b=1", ("b may be meant once",)),
    Refusal("t = (1,200, 3.5); s = sum(t)", "", ("1.200 or 1200",)),
    Refusal("s = Σ_k v_k u_k + b_k", "v=[1,2] u=[3,4] b=1", ("'b_k' has no entries",)),
    Refusal("s = ∏_k v_k b", "v=[1,2] b=1", ("where this product ends",)),
    Refusal("s=k=1∑nvk2+c", "v=[1,2] n=2 c=1", ("a power of 'vk2'",)),
    Refusal("s=k=1∑n(tk−e−v)", "t=[1,2] n=2 v=1", ("a power of 'e'",)),
    Refusal("f(t) = t^2; g(t) = sin(t); h(t) = t^2 + cos(t)", "t=1", ("which is the output",)),
    Refusal("y = (3t+1)^2 + k, g(t) = 3t + 1, f(u) = u^2 + 1", "t=1 k=1", ("which is the output",)),
    Refusal("s = 12,500 - 3x", "x=1", ("12.500 or 12500",)),
    Refusal("s(x, y) = 2,500x + 0,5y", "x=1 y=2", ("2.500 or 2500",)),
]
"""Where a sum, a product or a number ends in two ways."""
NOT_READ = [
    *_SUMMANDS,
    Refusal("- L = (y - (w*x\n- b))^2", "w=2 x=3 b=1 y=5", ("begins an item",)),
    Refusal("f = x 2 y", "x=2 y=3", ("x^2", "x*2")),
    Refusal("x^2 + y^2 = 25", "x=2 y=3", ("cannot be defined",)),
    Refusal("-a = w*x\n-L = a^2", "w=2 x=3", ("cannot be defined",)),
]
