"""What stands beside a formula and says something of it: words, tables, bullets, numbers put in.

The values were worked out with plain numbers, not with the program.
"""

from __future__ import annotations

from math import exp, log, tanh

from tests.core.formulas.form import Form, Refusal, relu, s

_NEGATIVE_LOG = [
    Form(r"$$-\log q(z) = \frac{z^2}{2}$$", "z=3", lambda z: z * z / 2),
    Form(r"$$-\log P(k) = -\log \frac{e^a}{e^a + e^b} = \log(1 + e^{b - a})$$", "a=0.2 b=0.9", lambda a, b: log(1 + exp(b - a))),
    Form("−log p = −log(σ(z)) = log(1 + e^(-z))", "z=0.7", lambda z: log(1 + exp(-z))),
    Form(r"\[ -\ln L = \frac{(y-m)^2}{2} + c \]", "y=2 m=0.5 c=1", lambda y, m, c: (y - m) ** 2 / 2 + c),
]  # fmt: skip
"""A minus sign and a logarithm on the left: the value is that of the other sides."""

_ACTIVATIONS = [
    Form("a = σ(w*x), where σ is the ReLU activation", "w=2 x=-0.3", lambda w, x: relu(w * x)),
    Form("$a=\\sigma(wx)$, where $\\sigma$ is the tanh function.", "w=2 x=0.3", lambda w, x: tanh(w * x)),
    Form("$$a=\\sigma(wx)$$\n\n这里$\\sigma$是ReLU函数。", "w=2 x=0.3", lambda w, x: relu(w * x)),
    Form("$$a=\\sigma(wx)$$\n\nwobei $\\sigma$ die ReLU-Aktivierungsfunktion ist", "w=2 x=0.3", lambda w, x: relu(w * x)),
    Form("donde σ es la función tanh, a = σ(w*x)", "w=2 x=0.3", lambda w, x: tanh(w * x)),
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
    Refusal("h = σ(w*x), σ is tanh; a = σ(h), σ is ReLU", "w=2 x=3", ("which function this letter is",)),
]  # fmt: skip

_RATES = [
    Refusal("y' = -2y + x", "y=1 x=2", ("may be the derivative of y",)),
    Refusal("$y' = x - y^2$", "y=1 x=2", ("may be the derivative of y",)),
    Refusal(r"$\dot y = -k y$", "y=1 k=2", ("may be the derivative of y",)),
    Refusal("u' = a*u", "u=1 a=2", ("may be the derivative of u",)),
]  # fmt: skip
"""A differential equation is no definition."""

FORMS = [*_NEGATIVE_LOG, *_ACTIVATIONS]
NOT_READ = [*_UNCLEAR_ACTIVATIONS, *_RATES]
