"""How lecture notes write classes, losses by name and what is said behind a formula.

The values were worked out with plain numbers, not with the program.
"""

from __future__ import annotations

from math import exp, log

from tests.core.formulas.form import Refusal
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

ARRAYS = [*_CLASSES, *_LEFT_OUT, *_LONE]
NOT_READ = [
    Refusal("q = softmax(s); L = -log(q_c)", f"{_SCORES.replace(' ', '')} c=1", ("two readings", "entry 2 of 3")),
    Refusal("L = Σ_{j≠c} s_j", f"{_SCORES.replace(' ', '')} c=2", ("two readings",)),
    Refusal("L = Σ_{j≠c} s_j - s_c", f"{_SCORES.replace(' ', '')} c=5", ("none of 3 entries",)),
    Refusal("L = Σ_{j≠c} s_j", _SCORES.replace(" ", ""), ("not known", "c=0")),
    Refusal("L = Σ_{i≠j} s_i*s_j", _SCORES.replace(" ", ""), ("not known",)),
]  # fmt: skip
