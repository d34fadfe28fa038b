"""What stands beside a formula and says something of it: words, tables, bullets, numbers put in.

The values were worked out with plain numbers, not with the program.
"""

from __future__ import annotations

from math import exp, log, pi, sin, sqrt, tanh

from tests.core.formulas.form import Form, Refusal, relu, s
from tests.core.formulas.vectors import Vectors

_NEGATIVE_LOG = [
    Form(r"$$-\log q(z) = \frac{z^2}{2}$$", "z=3", lambda z: z * z / 2),
    Form(r"$$-\log P(k) = -\log \frac{e^a}{e^a + e^b} = \log(1 + e^{b - a})$$", "a=0.2 b=0.9", lambda a, b: log(1 + exp(b - a))),
    Form("−log p = −log(σ(z)) = log(1 + e^(-z))", "z=0.7", lambda z: log(1 + exp(-z))),
    Form(r"\[ -\ln L = \frac{(y-m)^2}{2} + c \]", "y=2 m=0.5 c=1", lambda y, m, c: (y - m) ** 2 / 2 + c),
]  # fmt: skip
"""A minus sign and a logarithm on the left: the value is that of the other sides."""

_ACTIVATIONS = [
    Form("L = -(xlogy(y, p) + xlog1py(1 - y, -p)) + entr(p)", "y=0.3 p=0.6", lambda y, p: -y * log(p) - (1 - y) * log(1 - p) - p * log(p)),
    Form("y = special.ndtr(x) + nn.squareplus(x) + quick_gelu(x)", "x=0", lambda x: 0.5 + x / sqrt(2 * pi) + x / 2 + sqrt(x * x + 4) / 2 + x * s(1.702 * x)),
    Form("z ＝ w✕x ＊ b", "w=2 x=3 b=5", lambda w, x, b: w * x * b),
    Form("a = σ(w*x), where σ is the ReLU activation", "w=2 x=-0.3", lambda w, x: relu(w * x)),
    Form("$a=\\sigma(wx)$, where $\\sigma$ is the tanh function.", "w=2 x=0.3", lambda w, x: tanh(w * x)),
    Form("$$a=\\sigma(wx)$$\n\n这里$\\sigma$是ReLU函数。", "w=2 x=0.3", lambda w, x: relu(w * x)),
    Form("$$a=\\sigma(wx)$$\n\nwobei $\\sigma$ die ReLU-Aktivierungsfunktion ist", "w=2 x=0.3", lambda w, x: relu(w * x)),
    Form("donde σ es la función tanh, a = σ(w*x)", "w=2 x=0.3", lambda w, x: tanh(w * x)),
    Form("σ is the ReLU. a = σ(w*x)", "w=2 x=-0.3", lambda w, x: relu(w * x)),
    Form("φ is the tanh activation.\na = φ(w*x) + b", "w=2 x=0.3 b=1", lambda w, x, b: tanh(w * x) + b),
    Form("a = σ(w*x) (σ is ReLU)", "w=2 x=0.3", lambda w, x: relu(w * x)),
    Form("h = σ₁(w*x); a = σ₂(h); σ₁ is ReLU and σ₂ is tanh", "w=2 x=0.3", lambda w, x: tanh(relu(w * x))),
    Form("a = φ(w*x), where φ denotes the hyperbolic tangent", "w=2 x=0.3", lambda w, x: tanh(w * x)),
    Form("a = σ(w*x)\nσ: activation function", "w=2 x=0.3", lambda w, x: s(w * x)),
]  # fmt: skip
"""Words that say which function a letter is."""
_UNCLEAR_ACTIVATIONS = [
    Refusal("a = σ(w*x), where σ is the leaky ReLU", "w=2 x=3", ("which function this letter is",)),
    Refusal("a = σ(w*x), where σ is not the ReLU", "w=2 x=3", ("which function this letter is",)),
    Refusal("a = σ(w*x), where σ is ReLU or tanh", "w=2 x=3", ("which function this letter is",)),
    Refusal("a = σ(w*x)\nσ: sigmoid, tanh or ReLU", "w=2 x=3", ("which function this letter is",)),
    Refusal("a = σ(w*x) with an activation σ (e.g. ReLU)", "w=2 x=3", ("which function this letter is",)),
    Refusal("$a = \\sigma(wx)$，其中$\\sigma$是激活函数，例如ReLU", "w=2 x=3", ("which function this letter is",)),
    Refusal("h = σ(w*x), σ is tanh; a = σ(h), σ is ReLU", "w=2 x=3", ("which function this letter is",)),
]  # fmt: skip

_RATES = [
    Refusal("y' = -2y + x", "y=1 x=2", ("may be the derivative of y",)),
    Refusal("$y' = x - y^2$", "y=1 x=2", ("may be the derivative of y",)),
    Refusal(r"$\dot y = -k y$", "y=1 k=2", ("may be the derivative of y",)),
    Refusal("u' = a*u", "u=1 a=2", ("may be the derivative of u",)),
]  # fmt: skip
"""A differential equation is no definition."""

_AT_VALUES = [
    Form("c = a*b + b   (with a=4, b=2)", "", lambda a=4.0, b=2.0: a * b + b),
    Form("c = a*b (where a = -1.5 and b = 2)", "", lambda a=-1.5, b=2.0: a * b),
    Form("$c = ab^2$ (for $a=4, b=3$)", "", lambda a=4.0, b=3.0: a * b * b),
    Form("c = a·b (mit a = 4 und b = 2)", "", lambda a=4.0, b=2.0: a * b),
    Form("c = tanh(a)   (a=0.5)", "", lambda a=0.5: tanh(a)),
]  # fmt: skip
"""The numbers in brackets behind a formula."""
_LAYERS = [
    Form("Input: x\nHidden: z = w*x + b, then h = ReLU(z)\nOutput: o = v*h, then q = sigmoid(o)\nLoss: J = binary cross-entropy(q, t)", "x=2 w=0.5 b=0.1 v=0.6 t=1", lambda x, w, b, v, t: -t * log(s(v * relu(w * x + b))) - (1 - t) * log(1 - s(v * relu(w * x + b)))),
    Form("Input: x\nHidden: h = tanh(w*x)\nOutput: p = v*h\nLoss: L = mean squared error(p, y)", "x=2 w=0.5 v=0.6 y=1", lambda x, w, v, y: (v * tanh(w * x) - y) ** 2),
    Form("Layer 1: u = w*x, then a = tanh(u)\nLayer 2: o = v*a, then y = sigmoid(o)", "x=2 w=0.5 v=0.6", lambda x, w, v: s(v * tanh(w * x))),
    Form("Forward: z = w*x + b, then a = sigmoid(z)\nLoss: L = squared error(a, y)", "x=2 w=0.5 b=0.1 y=1", lambda x, w, b, y: (s(w * x + b) - y) ** 2),
]  # fmt: skip
"""A line for each layer, with what is done next behind a comma."""
_MIDDLES = [
    Form("    z <- w * x\n    a <- 1/(1+exp(-z))\n    return(a)", "w=2 x=0.3", lambda w, x: s(w * x)),
    Form("  err <- w * x - y\n  loss <- err^2\n  return(loss)\n}", "w=2 x=3 y=5", lambda w, x, y: (w * x - y) ** 2),
    Form("z = w*x\n    return -z", "w=2 x=3", lambda w, x: -w * x),
    Form("    h = np.tanh(w*x)\n    n = h*2\n    return (h)", "w=2 x=0.3", lambda w, x: tanh(w * x)),
]  # fmt: skip
"""A piece of a function without its first line."""

_Z = "z=[[1.0, 2.0, 3.0], [2.0, 0.5, 0.0]]"
_RIGHT = (log(exp(1) + exp(2) + exp(3)) - 1 + log(exp(2) + exp(0.5) + 1) - 0.0) / 2
_CLASSES = [
    Vectors("t = tensor.Tensor([0, 2])\nL = F.cross_entropy(z, t)\nL.backward()", (_Z,), _RIGHT),
    Vectors("t = Tensor([0, 2], dtype=np.int32)\nL = F.cross_entropy(z, t)", (_Z,), _RIGHT),
    Vectors("L = F.cross_entropy(z, [0, 2])", (_Z,), _RIGHT),
    Vectors("z = [Value(1.0), Value(2.0)]\nt = 1\nL = LossF.cross_entropy(z, t)", (), log(1 + exp(-1))),
    Vectors("z = [Value(1.0), Value(2.0)]\nL = Losses.cross_entropy(z, 0)", (), log(1 + exp(1))),
]  # fmt: skip
"""Cross-entropy of logits with the number of a class, whatever class of a program counts."""
_LOGADDEXP = [
    Vectors("L = mean(logaddexp(0, -y*z))", ("z=[1, 2]", "y=[1, -1]"), (log(1 + exp(-1)) + log(1 + exp(2))) / 2),
    Vectors("L = jnp.sum(jnp.logaddexp(0, z))", ("z=[1, 2]",), log(1 + exp(1)) + log(1 + exp(2))),
    Vectors("L = np.logaddexp(a, b).sum()", ("a=[1, 2]", "b=[0.5, -1]"), log(exp(1) + exp(0.5)) + log(exp(2) + exp(-1))),
    Vectors("s = x @ w\nL = np.mean(np.logaddexp(0.0, s) - y*s)", ("x=[[1, 2], [0, 1]]", "w=[0.3, -0.4]", "y=[1, 0]"), (log(1 + exp(-0.5)) + 0.5 + log(1 + exp(-0.4))) / 2),
]  # fmt: skip
"""Of two lists it is a list, not one number."""

_PUT_IN = [
    Form(r"1. $z = w x + b = 0.3 \times 0.5 + 0.1 = 0.25$" "\n" r"2. $h = \sigma(z) = \sigma(0.25) = \frac{1}{1+e^{-0.25}} \approx 0.562$" "\n" r"3. $L = (h - y)^2 = (0.562 - 1)^2 \approx 0.192$", "w=0.3 x=0.5 b=0.1 y=1", lambda w, x, b, y: (s(w * x + b) - y) ** 2),
    Form("z = w*x + b = 0.3*0.5 + 0.1 = 0.25\nh = tanh(z) = tanh(0.25) ≈ 0.245", "w=0.3 x=0.5 b=0.1", lambda w, x, b: tanh(w * x + b)),
    Form("h = σ(z) = σ(0.25) ≈ 0.562; z = w*x", "w=0.5 x=0.5", lambda w, x: s(w * x)),
    Form("z = wx + b = (0.3)(0.5) + 0.1 ≈ 0.25; h = σ(z) = 1/(1 + e^(-0.25)) ≈ 0.562", "w=0.3 x=0.5 b=0.1", lambda w, x, b: s(w * x + b)),
]  # fmt: skip
"""The numbers put in, and what comes out, rounded."""
_TRACES = [
    Form("- $f(x, y) = x y + \\sin(x)$\n- Trace: $v_1 = x, v_2 = y, v_3 = v_1 v_2, v_4 = \\sin v_1, v_5 = v_3 + v_4$", "x=1 y=2", lambda x, y: x * y + sin(x)),
    Form("f(x, y, z) = (x + y)*z\n\nComputational graph:\n1. q = x + y\n2. p = q*z", "x=1 y=2 z=3", lambda x, y, z: (x + y) * z),
    Form("f(a, b) = (a + b)^2\nu = a + b\nv = u*u", "a=-2 b=3", lambda a, b: (a + b) ** 2),
    Form("f = log(a*b); g = u + v; u = log(a); v = log(b)", "a=2 b=3", lambda a, b: log(a * b)),
]  # fmt: skip
"""A function and the same one step by step."""
_OTHER_TRACES = [
    Refusal("f(x, y) = x + y; p = x*y; x=2; y=2", "", ("which is the output",)),
    Refusal("f(x, y, z) = (x + y)*z\nq = x + y\np = q + z", "x=1 y=2 z=3", ("which is the output",)),
    Refusal("f(x) = max(0, x); u = 2*x; v = u/2", "x=3", ("which is the output",)),
    Refusal("f(x) = |x|; u = -x; v = -u", "x=3", ("which is the output",)),
]  # fmt: skip

_TABLES = [
    Form("| Step | Value | Derivative |\n|---|---|---|\n| $v_1 = x$ | 2 | $\\dot v_1 = 1$ |\n| $v_2 = v_1^2$ | 4 | $\\dot v_2 = 2 v_1 \\dot v_1 = 4$ |\n| $v_3 = \\sin v_2$ | $\\sin 4$ | $\\dot v_3 = \\cos(v_2)\\,\\dot v_2 = \\partial f/\\partial x$ |", "x=2", lambda x: sin(x * x)),
    Form("| Step | Value | $\\dot{}$ |\n|---|---|---|\n| $v_0 = x = 2$ | $2$ | $1$ |\n| $v_1 = v_0^2 = 4$ | $4$ | $2 \\times 2 \\times 1 = 4$ |\n| $v_2 = 3 v_1 + v_0$ | $14$ | $3 \\times 4 + 1 = 13$ |", "", lambda x=2.0: 3 * x * x + x),
    Form("| $v_{-1} = x_1 = 2$ | $\\dot v_{-1} = 1$ |\n| $v_0 = x_2 = 5$ | $\\dot v_0 = 0$ |\n| $v_1 = \\ln v_{-1} = \\ln 2$ | $\\dot v_1 = \\dot v_{-1}/v_{-1} = 0.5$ |\n| $v_2 = v_1 v_0$ | $\\dot v_2 = 2.5$ |", "", lambda x_1=2.0, x_2=5.0: log(x_1) * x_2),
    Form("| Pre-activation | $z = w x + b$ | $[0.3]^T$ |\n| Activation | $a = \\text{ReLU}(z)$ | $0.3$ |\n| Loss | $L = (a - y)^2$ | $0.49$ |", "w=0.2 x=1 b=0.1 y=1", lambda w, x, b, y: (relu(w * x + b) - y) ** 2),
    Form("| node | value | grad |\n|---|---|---|\n| a = w*x | 6 | 1 |\n| b = a + 2 | 6 + 2 = 8 | 1 |", "w=2 x=3", lambda w, x: w * x + 2),
]  # fmt: skip
"""A trace as a table: a formula in one cell, numbers and derivatives in the others."""
_SIGNED = [
    Form("y = -x = -2; z = y*x", "x=2", lambda x: -x * x),
    Form("y = ln x = ln 2", "x=2", lambda x: log(x)),
    Form("u = -w = -3\nv = log u^2 = log 9", "w=3", lambda w: log(w * w)),
    Form("ℓ = log L = -(x-m)^2/2", "x=2 m=1", lambda x, m: -((x - m) ** 2) / 2),
]
"""A sign or a logarithm in the middle of a chain is no head where numbers follow."""

_MEANINGS = [
    Form("y = σ(w x + b)\n\nWhere:\n• x = input\n• w = weight\n• b = bias\n• y = output", "x=2 w=0.5 b=0.1", lambda x, w, b: s(w * x + b)),
    Form("L = (y - t)^2; y = w*x\n* t = target value\n* y = prediction\n* w = weight", "x=2 w=0.5 t=0.1", lambda x, w, t: (w * x - t) ** 2),
    Form("y = w*x + b\n\nwith\n- w = slope\n- b = intercept", "x=2 w=0.5 b=0.1", lambda x, w, b: w * x + b),
    Form("y = a*x + b\n- a = gain*rate\n- b = offset", "x=2 gain=0.5 rate=3 offset=1", lambda x, gain, rate, offset: gain * rate * x + offset),
    Form("y = a*x + b\n- a = slope\n- b = slope", "x=2 slope=3", lambda x, slope: slope * x + slope),
]  # fmt: skip
"""Items that say in words what the letters are, and such as define them."""
_PIECES = [
    Form("h = σ(w*x)\n```\n\nThen:\n\n- v₁: weight from h → y\n- v₂: bias of y\n\nSo the output computes:\n\n```\ny = σ(v₁*h + v₂)", "w=1 x=2 v₁=3 v₂=4", lambda w, x, v1, v2: s(v1 * s(w * x) + v2)),
    Form("h = tanh(w*x)\n```\nNow the next layer:\n```\ny = v*h", "w=1 x=2 v=3", lambda w, x, v: v * tanh(w * x)),
    Form("```\nh = σ(w*x + b)\n```\n\nwhere\n\n- w: weight from x → h\n- b: bias of h\n\n```\ny = v*h\n```", "w=1 x=2 b=0.1 v=3", lambda w, x, b, v: v * s(w * x + b)),
    Form("u = a*b\n```\n\nThe loss then squares it.\n\n```\nL = (u - t)^2\n```", "a=2 b=3 t=5", lambda a, b, t: (a * b - t) ** 2),
]  # fmt: skip
"""Fenced pieces with words between them, whose first fence was not pasted."""

_TWO_READINGS = [
    Refusal("c = a*b (a=4, b=2)", "", ("a comma does not belong",)),
    Refusal("d = a*b (with a=2, b=3)\ne = d + a (with a=4)", "", ("two nodes called 'a'",)),
]

FORMS = [
    *_NEGATIVE_LOG,
    *_ACTIVATIONS,
    *_AT_VALUES,
    *_LAYERS,
    *_MIDDLES,
    *_PUT_IN,
    *_TRACES,
    *_TABLES,
    *_SIGNED,
    *_MEANINGS,
    *_PIECES,
]
ARRAYS = [*_CLASSES, *_LOGADDEXP]
_NAMES_OF_NOTHING = [Refusal("C/dw = 2*x; L = x^2", "x=1", ("which is the output?",))]
"""C/dw is a derivative that lost its d only where C and w stand somewhere else, too."""
NOT_READ = [*_NAMES_OF_NOTHING, *_OTHER_TRACES, *_TWO_READINGS, *_UNCLEAR_ACTIVATIONS, *_RATES]
