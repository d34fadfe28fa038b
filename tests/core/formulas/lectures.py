"""How lecture notes write classes, losses by name and what is said behind a formula.

The values were worked out with plain numbers, not with the program.
"""

from __future__ import annotations

from math import erf, exp, log, sin, sqrt, tanh

from tests.core.formulas.form import Form, Refusal, relu, s
from tests.core.formulas.vectors import Vectors

_SCORES = "s=[0.2, 1.5, -0.4]"
_EXPS = (exp(0.2), exp(1.5), exp(-0.4))
_TOTAL = sum(_EXPS)

_CLASSES = [
    Vectors("q = softmax(s); L = -log(q_c)", (_SCORES, "c=0"), log(_TOTAL) - 0.2, (("s[1]", _EXPS[1] / _TOTAL),)),
    Vectors("L = -s_c + log Σ_j exp(s_j)", (_SCORES, "c=3"), log(_TOTAL) + 0.4, (("s[2]", _EXPS[2] / _TOTAL - 1),)),
    Vectors(r"L = -\log \frac{e^{s_{t}}}{\sum_{k=1}^{3} e^{s_k}}", (_SCORES, "t=2"), log(_TOTAL) - 1.5),
    Vectors("t = 0; L = -log(softmax(s)_1) + s_t", (_SCORES,), log(_TOTAL)),
    Vectors("L_i = -log(q_{y_i}), q = softmax(s)", (_SCORES, "y_i=0"), log(_TOTAL) - 0.2),
    Vectors("L = log(q[c]); q = softmax(s); z = s[0]; M = L*z_0", (_SCORES, "c=1", "z_0=2"), 2 * (1.5 - log(_TOTAL))),
]  # fmt: skip
"""The entry of a class whose number is given."""

_LEFT_OUT = [
    Vectors("L = Σ_{j≠c} max(0, s_j - s_c + 1)", (_SCORES, "c=3"), 1.6 + 2.9, (("s[0]", 1.0), ("s[2]", -2.0))),
    Vectors(r"L = \sum_{k \neq c} \max(0, s_k - s_{c} + \Delta)", (_SCORES, "c=0", "Delta=1"), 2.3 + 0.4),
    Vectors(r"L_i = \sum_{j \not= y_i} (s_j - s_{y_i})^2", (_SCORES, "y_i=0"), 1.69 + 0.36),
    Vectors(r"E = \sum_{i} \sum_{j \ne i} s_i s_j", (_SCORES,), 2 * (0.3 - 0.08 - 0.6)),
    Vectors(r"P = \prod_{j \neq 2} (x - s_j)", (_SCORES, "x=1"), 0.8 * 1.4),
    Vectors(r"r = \sum_{j=1, j \neq c}^{3} s_j", (_SCORES, "c=2"), -0.2),
    Vectors(r"r = \sum_{\substack{j=1 \\ j \neq c}}^{3} s_j", (_SCORES, "c=2"), -0.2),
    Vectors("r = Σ_{j: j≠1} s_j", (_SCORES,), 1.1),
]  # fmt: skip
"""Sums over all but one."""

_LONE = [
    Vectors("a = [-3.0]; b = a*a", (), 9.0, (("a[0]", -6.0),)),
    Vectors("b = a*c", ("a=[-3.0]", "c=[2.0]"), -6.0, (("a[0]", 2.0), ("c", -3.0))),
]
"""Lists of one number, which is negative or not."""

_Q = (exp(0.2) / _TOTAL, exp(1.5) / _TOTAL, exp(-0.4) / _TOTAL)
_LOSSES = [
    Vectors("q = softmax(s); L = CE(q, t)", (_SCORES, "t=[0, 1, 0]"), -log(_Q[1]), (("s[1]", _Q[1] - 1),)),
    Vectors("q = softmax(s)\nL = CrossEntropy(t, q)", (_SCORES, "t=[0, 1, 0]"), -log(_Q[1])),
    Vectors("L = CE(y, p)", ("p=[0.4, 0.6]", "y=[1, 0]"), -log(0.4), (("p[0]", -2.5),)),
    Vectors("L = cross_entropy(s, y)", (_SCORES, "y=[0, 1, 0]"), -log(_Q[1])),
    Vectors("q = softmax(s); L = cross_entropy(q, y)", (_SCORES, "y=[0, 1, 0]"), -log(_Q[1])),
    Vectors("a = σ(z); L = BCE(a, t)", ("z=1.5", "t=0.3"), log(1 + exp(1.5)) - 0.45, (("z", 1 / (1 + exp(-1.5)) - 0.3),)),
    Vectors("a = σ(z); L = BCE(t, a)", ("z=1.5", "t=0.3"), log(1 + exp(1.5)) - 0.45),
    Vectors("L = tf.keras.losses.BinaryCrossentropy()(t, a)", ("a=0.2", "t=0.3"), -0.3 * log(0.2) - 0.7 * log(0.8)),
    Vectors("L = keras.losses.binary_crossentropy(t, z, from_logits=True)", ("z=1.5", "t=0.3"), log(1 + exp(1.5)) - 0.45),
    Vectors("L = keras.losses.categorical_crossentropy(t, a)", ("a=[0.2, 0.8]", "t=[0.3, 0.7]"), -0.3 * log(0.2) - 0.7 * log(0.8)),
    Vectors("L = nn.BCELoss()(a, t)", ("a=0.2", "t=0.3"), -0.3 * log(0.2) - 0.7 * log(0.8)),
    Vectors("L = F.cross_entropy(F.softmax(s), t)", (_SCORES, "t=[0, 1, 0]"), log(sum(map(exp, _Q))) - _Q[1]),
    Vectors("L = MAE(a, y)", ("a=[1, 2]", "y=[0, 4]"), 1.5),
    Vectors("CE(p, q) = -p*log(q)\nL = CE(a, b)", ("a=1", "b=0.5"), log(2)),
]  # fmt: skip
"""Cross-entropies by name, of libraries and on paper."""

_BELONGING = [
    Vectors("L = Σ_i a_i - b_i", ("a=[1, 2]", "b=[3, 5]"), -5.0, (("b[1]", -1.0),)),
    Vectors("L = -Σ_i a_i + b_i*c", ("a=[1, 2]", "b=[3, 5]", "c=2"), -19.0, (("c", -8.0),)),
    Vectors(r"$J = \sum_{k=1}^{n} -t_k \log(q_k) - (1 - t_k) \log(1 - q_k)$", ("t=[1, 0]", "q=[0.5, 0.2]", "n=2"), log(2) - log(0.8), (("q[0]", -2.0),)),
    Vectors(r"$J = \frac{1}{n} \sum_{k=1}^{n} -a_k$", ("a=[1, 5]", "n=2"), -3.0),
    Vectors("L = Σ_i a_i + b_i", ("a=[1, 2]", "b_i=3"), 6.0),
    Vectors("L = Σ_i a_i + c", ("a=[1, 2]", "c=3"), 6.0, (("c", 1.0),)),
    Vectors("L = Σ_i log q_i", ("q=[0.5, 0.2]",), log(0.1), (("q[1]", 5.0),)),
    Vectors("P = exp(-1/n Σ_k ln q_k)", ("q=[0.5, 0.2]", "n=2"), sqrt(10)),
    Vectors(r"$o = \phi(v^\top h)$ with $h = \phi(u)$, $\phi$ being the logistic sigmoid.", ("v=[1, 2]", "u=[0, 0]"), s(1.5)),
    Vectors("KL(N(m,s²)‖N(0,1)) = ½(s² + m² − 1 − ln s²)", ("m=2", "s=1"), 2.0, (("m", 2.0),)),
    Vectors("P(a > b | x) = σ(r_a − r_b)", ("r_a=2", "r_b=0.5"), s(1.5)),
]  # fmt: skip
"""Terms whose index only the Σ before them counts, and a minus sign behind a Σ."""

_FROM_ZERO = [
    Vectors(r"$h = v_0 + \sum_{j=1}^{d} v_j x_j$", ("v=[1, 2, 3]", "x=[5, 6]"), 29.0, (("v[2]", 6.0), ("x[0]", 2.0))),
    Vectors("h = Σ_{j=1}^{2} v_j x_j + v_0", ("v=[1, 2, 3]", "x=[5, 6]"), 29.0, (("v[0]", 1.0),)),
    Vectors(r"$q_k = v_0 + \sum_{j=1}^{d} v_j x_{k,j}$, $L = \sum_{k=1}^{n} q_k$", ("v=[1, 2, 3]", "x=[[1, 0], [0, 1]]"), 7.0),
]  # fmt: skip
"""v₀ beside sums from 1: v counts from 0, x from 1."""

_NAMED = [
    Form(r"$a = \theta(z)$. Our $\theta$ is the sigmoid", "z=0.7", s),
    Form("$$a=\\theta\\left(wz\\right)$$\nHere $$\\theta$$ is tanh", "w=2 z=0.7", lambda w, z: tanh(w * z)),
    Form("y = θ(w*x). Here θ is ReLU.", "w=2 x=0.3", lambda w, x: relu(w * x)),
    Form("With the tanh activation σ we get a = σ(w*x)", "w=2 x=0.3", lambda w, x: tanh(w * x)),
    Form("where σ(·) denotes the ReLU: a = σ(w*x)", "w=2 x=-0.3", lambda w, x: relu(w * x)),
    Form("If φ is ReLU then a = φ(w*x) + 1.", "w=2 x=0.3", lambda w, x: relu(w * x) + 1),
    Form("−log q = −log(0.2) = 1.61", "q=0.2", lambda q: -log(q)),
    Form("log q = log 0.2 = -1.61", "q=0.2", lambda q: -log(1 / q)),
    Form("u = a*b\nv = sin(u)\nw = v + a = F", "a=2 b=0.3", lambda a, b: sin(a * b) + a),
    Form("u = a*b = c; L = c^2 + a", "a=2 b=0.3", lambda a, b: (a * b) ** 2 + a),
    Form("gelu(z) = z Φ(z) = 0.5 z (1 + erf(z/√2))", "z=0.7", lambda z: z * (1 + erf(z / sqrt(2))) / 2),
    Form("g(z) = z * P(Z <= z) where P(Z) ~ N(0, 1), i.e. g(z) = z * (1 + erf(z / sqrt(2)))/2", "z=0.7", lambda z: z * (1 + erf(z / sqrt(2))) / 2),
    Form("$$q = w\\space \\log(z)$$", "w=2 z=0.7", lambda w, z: w * log(z)),
]  # fmt: skip
"""Functions that words name, chains of numbers, names behind a formula, and what is not known."""

_LISTED_CASES = [
    Form("A hinge with `b > 0` is defined as:\n\n- `z` if `z > 0`\n- `b * exp(z) - b` if `z < 0`", "z=-0.5 b=2", lambda z, b: b * exp(z) - b),
    Form("ReLU:\n- z if z > 0\n- 0 otherwise", "z=0.5", relu),
    Form("h(z) =\n- z^2 if z > 0\n- 0 otherwise", "z=0.5", lambda z: z * z),
    Form("y =\n  z + 1, if z > 2\n  3*z, otherwise", "z=0.5", lambda z: 3 * z),
    Form("The loss of $z$ is defined as:\n1. $\\frac{1}{2} z^2$ if $|z| \\le d$\n2. $d (|z| - \\frac{1}{2} d)$ otherwise.", "z=3 d=1", lambda z, d: d * (z - d / 2)),
    Form("y = {z^2 if z > 0; Λ(z) otherwise}", "z=3", lambda z: z * z),
    Form(r"$h(z, k) = \begin{cases} \ln\Gamma(z) & k = 1 \\ \sqrt{z} & k = 2 \\ z^{2-k} & \text{otherwise} \end{cases}$", "z=3 k=2", lambda z: sqrt(z)),
    Form("u = { q      if y = 1\n    { 1 - q  if y = 0\nL = -log(u)", "q=0.3 y=0", lambda q: -log(1 - q)),
    Form("y = a if k == 1 else b if k == 2 else c", "a=1.5 b=2.5 c=3 k=2", lambda b: b),
    Form(r"$L = -\underbrace{\sum_{k=1}^{2}}_{\text{classes}} q^k$", "q=0.3", lambda q: -q - q * q),
    Form("N = -log(p(y|m,s)) = (y - m)^2/s", "y=2 m=0.5 s=0.3", lambda y, m, s: (y - m) ** 2 / s),
    Form("BCE Loss = -log(q)", "q=0.3", lambda q: -log(q)),
]  # fmt: skip
"""Cases as items, and such as cannot be read but do not hold."""

_TABLES_OF_TRACES = [
    Form("| node | op | value |\n|---|---|---|\n| a | input | 2 |\n| c | a*b | 6 |\n| d | c + a | 8 |", "a=2 b=3", lambda a, b: a * b + a),
    Form("| $u_1$ | $\\sin(x)$ | 0.8 |\n|:--|--|--|\n| $u_2$ | $u_1 \\cdot x$ | 6 |\n| $u_3$ | $-u_2^2$ | 6 |", "x=0.5", lambda x: -((sin(x) * x) ** 2)),
    Form("| Step | Formula |\n|---|---|\n| z | w*x + b |\n| a | tanh(z) |", "w=2 x=0.3 b=0.1", lambda w, x, b: tanh(w * x + b)),
]  # fmt: skip
"""A trace whose names stand in cells of their own."""
_AT_PLACES = [
    Form("$y = x^3$, $y\\big|_{x=3} = 27$", "x=2", lambda x: x**3),
    Form("$y = w x^3$ and $\\frac{dy}{dx}\\right|_{x=1} = 6$", "x=2 w=2", lambda x, w: w * x**3),
    Form("> # We see that\n> # :math:`u = \\frac{1}{4} w^2`,\n> # :math:`y = 3(u+2)^2` and :math:`y\\bigr\\rvert_{u=1} = 27`.", "w=2", lambda w: 3 * (w * w / 4 + 2) ** 2),
]  # fmt: skip
"""What was worked out at a place, and quotations in comments."""

FORMS = [*_NAMED, *_LISTED_CASES, *_TABLES_OF_TRACES, *_AT_PLACES]
ARRAYS = [*_BELONGING, *_FROM_ZERO, *_LOSSES, *_CLASSES, *_LEFT_OUT, *_LONE]
NOT_READ = [
    Refusal("y = x + 1 = z", "x=2 z=5", ("not the same",)),
    Refusal("L = Σ_i a_i + c + b_i", "a=[1,2] b=[3,4] c=1", ("no value for b_i",)),
    Refusal("y = {z^2 if z > 0; Λ(z) otherwise}", "z=-1", ("Lambda",)),
    Refusal("f(z) = z Φ(z)", "z=1", ("Phi",)),
    Refusal("y = w Φ(x) + b, a normal regression", "w=1 x=2 b=3", ("Phi",)),
    Refusal("q = softmax(s); L = -log(q_c)", f"{_SCORES.replace(' ', '')} c=1", ("two readings", "entry 2 of 3")),
    Refusal("L = Σ_{j≠c} s_j", f"{_SCORES.replace(' ', '')} c=2", ("two readings",)),
    Refusal("L = Σ_{j≠c} s_j - s_c", f"{_SCORES.replace(' ', '')} c=5", ("none of 3 entries",)),
    Refusal("L = Σ_{j≠c} s_j", _SCORES.replace(" ", ""), ("not known", "c=0")),
    Refusal("L = Σ_{i≠j} s_i*s_j", _SCORES.replace(" ", ""), ("not known",)),
    Refusal("L = CE(a, b)", "a=[0.4,0.6] b=[0.3,0.7]", ("is the prediction",)),
    Refusal("L = BCE(p, q)", "p=0.4 q=0.6", ("is the prediction",)),
    Refusal("L = CE(z, y)", "z=[1,2] y=[0,1]", ("two readings", "cross_entropy(z, y)")),
    Refusal("q = softmax(z); L = CE(q, y)", "z=[1,2] y=1", ("count from 0 or from 1",)),
]  # fmt: skip
