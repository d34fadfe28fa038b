"""Forty computation graphs from lecture notes, textbooks and courses.

The formulas are theirs, in our syntax; values are those of the source, or small ones as lessons draw
them, never chosen to keep slips apart.  ``softmax`` and ``sigmoid`` say where a cross-entropy ends:
the logits with the place of the class, or the logit with its target.
"""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass

# ruff: noqa: E501


@dataclass(frozen=True, slots=True)
class Published:
    """One graph: where it is from, its formulas, its output and its values."""

    source: str
    text: str
    of: str
    values: Mapping[str, float]
    softmax: tuple[tuple[str, ...], int] | None = None
    sigmoid: tuple[str, str] | None = None
    eta: float | None = None


CS231N = "https://cs231n.github.io/optimization-2/"
COLAH = "https://colah.github.io/posts/2015-08-Backprop/"
MICROGRAD = "https://github.com/karpathy/nn-zero-to-hero"
OPENSTAX = "https://openstax.org/books/calculus-volume-3/pages/4-5-the-chain-rule"
STEWART = "https://www.bartleby.com/solution-answer/chapter-145-problem-21e-multivariable-calculus-8th-edition/9781305266643"
GROSSE = (
    "https://www.cs.toronto.edu/~rgrosse/courses/csc321_2017/readings/L06%20Backpropagation.pdf"
)
BERNACKI = "https://tanwubin.github.io/how-to-understand-backpropagation"
SOFTMAX_3 = (
    "e1 = exp(z1); e2 = exp(z2); e3 = exp(z3); s = e1+e2+e3; p1 = e1/s; p2 = e2/s; p3 = e3/s"
)
SOFTMAX_2 = "e1 = exp(z1); e2 = exp(z2); s = e1+e2; p1 = e1/s; p2 = e2/s"

# fmt: off
PUBLISHED = (
    Published(CS231N, "q = x+y; f = q*z", "f", {"x": -2, "y": 5, "z": -4}),
    Published(
        CS231N, "s = w0*x0 + w1*x1 + w2; n = 0-s; e = exp(n); d = e+1; f = 1/d", "f",
        {"w0": 2, "x0": -1, "w1": -3, "x1": -2, "w2": -3},
    ),
    Published(
        CS231N, "sigy = sigmoid(y); num = x+sigy; sigx = sigmoid(x); t = x+y; r = t^2; den = sigx+r; f = num/den",
        "f", {"x": 3, "y": -4},
    ),
    Published(CS231N, "m = max(z,w); q = x*y; s = q+m; f = 2*s", "f", {"x": 3, "y": -4, "z": 2, "w": -1}),
    Published(
        "https://cs231n.github.io/linear-classify/",
        "s1 = w1*x; s2 = w2*x; d = s1-s2; m = d+1; L = max(m,0)", "L", {"w1": 1.5, "w2": 0.5, "x": 2},
    ),
    Published(COLAH, "c = a+b; d = b+1; e = c*d", "e", {"a": 2, "b": 1}),
    Published(
        "https://colah.github.io/posts/2015-08-Understanding-LSTMs/",
        "i = sigmoid(wi*x); g = tanh(wg*x); c = i*g; o = sigmoid(wo*x); h = o*tanh(c); L = 0.5*(h-y)^2",
        "L", {"wi": 0.5, "wg": 0.8, "wo": -0.4, "x": 1.5, "y": 1},
    ),
    Published(
        "https://mattmazur.com/2015/03/17/a-step-by-step-backpropagation-example/",
        "n1 = w1*i1 + w2*i2 + b1; h1 = sigmoid(n1); n2 = w3*i1 + w4*i2 + b1; h2 = sigmoid(n2); "
        "m1 = w5*h1 + w6*h2 + b2; o1 = sigmoid(m1); m2 = w7*h1 + w8*h2 + b2; o2 = sigmoid(m2); "
        "E1 = 0.5*(t1-o1)^2; E2 = 0.5*(t2-o2)^2; E = E1+E2", "E",
        {"i1": 0.05, "i2": 0.1, "w1": 0.15, "w2": 0.2, "w3": 0.25, "w4": 0.3, "w5": 0.4, "w6": 0.45, "w7": 0.5,
         "w8": 0.55, "b1": 0.35, "b2": 0.6, "t1": 0.01, "t2": 0.99}, eta=0.5,
    ),
    Published(
        "https://apexdatalabs.de/articles/2-2-1-nn",
        "z1 = w11*x1 + w12*x2 + b1; a1 = sigmoid(z1); z2 = w21*x1 + w22*x2 + b2; a2 = sigmoid(z2); "
        "z3 = v1*a1 + v2*a2 + c; a3 = sigmoid(z3); L = 0.5*(a3-t)^2", "L",
        {"x1": 0.5, "x2": -1, "w11": 0.1, "w12": -0.2, "b1": 0.1, "w21": 0.4, "w22": 0.3, "b2": -0.1, "v1": 0.7,
         "v2": -0.5, "c": 0.2, "t": 1}, eta=0.1,
    ),
    Published(
        "https://fiqlab.vercel.app/blog/backpropagation-manual-calculation",
        "z1 = w1*x1 + w2*x2 + bh; a1 = sigmoid(z1); z2 = w3*x1 + w4*x2 + bh; a2 = sigmoid(z2); "
        "z3 = w5*a1 + w6*a2 + bo; a3 = sigmoid(z3); E = 0.5*(t-a3)^2", "E",
        {"x1": 0.05, "x2": 0.1, "w1": 0.15, "w2": 0.2, "bh": 0.35, "w3": 0.25, "w4": 0.3, "w5": 0.4, "w6": 0.45,
         "bo": 0.6, "t": 0.01}, eta=0.5,
    ),
    Published(
        "https://www.egtry.com/backpropagation-exactly/the-gradient-annotated-graph/",
        "z1 = w11*x1 + w12*x2 + b1; h1 = relu(z1); z2 = w21*x1 + w22*x2 + b2; h2 = relu(z2); "
        "yhat = v1*h1 + v2*h2 + c; L = (yhat-t)^2", "L",
        {"x1": 1, "x2": 2, "w11": 1, "w12": 1, "b1": -1, "w21": 1, "w22": -1, "b2": 0, "v1": 1, "v2": 1, "c": 0, "t": 3},
    ),
    Published(
        BERNACKI,
        "e1 = w11*x1 + w21*x2; y1 = sigmoid(e1); e2 = w12*x1 + w22*x2; y2 = sigmoid(e2); e3 = w13*x1 + w23*x2; "
        "y3 = sigmoid(e3); e4 = w14*y1 + w24*y2 + w34*y3; y4 = sigmoid(e4); e5 = w15*y1 + w25*y2 + w35*y3; "
        "y5 = sigmoid(e5); C = 0.5*((y4-t4)^2 + (y5-t5)^2)", "C",
        {"x1": 1, "x2": 2, "w11": 0.5, "w21": -0.3, "w12": 0.2, "w22": 0.4, "w13": -0.6, "w23": 0.1, "w14": 0.7,
         "w24": -0.4, "w34": 0.3, "w15": 0.2, "w25": 0.6, "w35": -0.5, "t4": 1, "t5": 0},
    ),
    Published(
        BERNACKI,
        "e1 = w11*x1 + w21*x2; y1 = tanh(e1); e2 = w12*x1 + w22*x2; y2 = tanh(e2); e3 = w13*x1 + w23*x2; "
        "y3 = tanh(e3); e4 = w14*y1 + w24*y2 + w34*y3; e5 = w15*y1 + w25*y2 + w35*y3; C = 0.5*((e4-t4)^2 + (e5-t5)^2)",
        "C",
        {"x1": 0.5, "x2": 1, "w11": 1, "w21": -0.3, "w12": 0.3, "w22": 0.8, "w13": -0.2, "w23": 0.4, "w14": 1,
         "w24": 0.5, "w34": -1, "w15": -0.5, "w25": 2, "w35": 0.5, "t4": 1, "t5": 2},
    ),
    Published(
        "https://quesba.com/questions/use-backpropagation-algorithm-computing-set-synaptic-weights-bias-levels-1447012",
        "z1 = w1*x + b1; y1 = sigmoid(z1); z2 = w2*y1 + b2; y2 = sigmoid(z2); E = 0.5*(d-y2)^2", "E",
        {"w1": 1, "b1": 1, "w2": -2, "b2": 1, "x": 1, "d": 1}, eta=0.5,
    ),
    Published(
        "http://neuralnetworksanddeeplearning.com/chap5.html",
        "z1 = w1*x + b1; a1 = sigmoid(z1); z2 = w2*a1 + b2; a2 = sigmoid(z2); z3 = w3*a2 + b3; a3 = sigmoid(z3); C = 0.5*(a3-y)^2",
        "C", {"x": 0.8, "w1": 0.6, "b1": 0.1, "w2": -0.5, "b2": 0.2, "w3": 0.9, "b3": -0.3, "y": 1},
    ),
    Published(
        GROSSE, "z = w*x + b; y = sigmoid(z); L = 0.5*(y-t)^2; R = 0.5*w^2; J = L + lam*R", "J",
        {"w": 2, "x": 0.5, "b": -0.4, "t": 1, "lam": 0.3},
    ),
    Published(
        GROSSE, f"z1 = w11*x1 + w12*x2; z2 = w21*x1 + w22*x2; {SOFTMAX_2}; L = 0 - log(p1)", "L",
        {"x1": 1, "x2": 2, "w11": 0.3, "w12": -0.1, "w21": -0.2, "w22": 0.4}, softmax=(("z1", "z2"), 0),
    ),
    Published(
        "https://www.onenoughtone.com/learning-path/machine-learning-patterns/problem/softmax-cross-entropy-gradient",
        f"{SOFTMAX_3}; L = 0 - log(p1)", "L", {"z1": 1, "z2": 2, "z3": 3}, softmax=(("z1", "z2", "z3"), 0),
    ),
    Published(
        "https://prof.lexailabs.com/practice/cross-entropy-gradient",
        f"z1 = w1*h + b1; z2 = w2*h + b2; z3 = w3*h + b3; {SOFTMAX_3}; L = 0 - log(p2)", "L",
        {"w1": 0.5, "w2": 1, "w3": -0.5, "h": 2, "b1": 0.1, "b2": -0.2, "b3": 0.3}, softmax=(("z1", "z2", "z3"), 1),
    ),
    Published(
        "https://longhl104.github.io/docs/deep-learning-ai-course-notes/neural-networks-and-deep-learning/week-2/logistic-regression-gradient-descent",
        "z = w1*x1 + w2*x2 + b; a = sigmoid(z); L = 0 - (y*log(a) + (1-y)*log(1-a))", "L",
        {"w1": 0.4, "x1": 1.5, "w2": -0.3, "x2": 2, "b": 0.1, "y": 1}, sigmoid=("z", "y"),
    ),
    Published(
        "https://www.coursera.org/learn/neural-networks-deep-learning",
        "z1 = w1*x + b1; a1 = tanh(z1); z2 = w2*a1 + b2; a2 = sigmoid(z2); L = 0 - (y*log(a2) + (1-y)*log(1-a2))", "L",
        {"w1": 0.5, "x": 1.2, "b1": 0.2, "w2": -0.8, "b2": 0.3, "y": 0}, sigmoid=("z2", "y"), eta=0.5,
    ),
    Published(
        "https://www.coursera.org/learn/machine-learning",
        "e1 = w*x1 + b - y1; e2 = w*x2 + b - y2; C = (e1^2 + e2^2)/2", "C",
        {"w": 3, "x1": 2, "x2": 5, "b": 1, "y1": 4, "y2": 12},
    ),
    Published(
        "https://moodle.freebirds.co.in/mod/book/tool/print/index.php?chapterid=202&id=20",
        "x = r*s*exp(t); y = r*s^2*exp(0-t); z = r^2*s; u = x^4*y + y^2*z^3", "u", {"r": 2, "s": 1, "t": 0},
    ),
    Published(STEWART, "x = s+2*t-u; y = s*t*u^2; z = x^4 + x^2*y", "z", {"s": 4, "t": 2, "u": 1}),
    Published(
        "https://fliphtml5.com/ymgxw/ckwh/Active_Calculus_Multivariable/154",
        "x = r*cos(q); y = r*sin(q); z = x^2 - 2*x*y^2", "z", {"r": 3, "q": 0.5},
    ),
    Published(OPENSTAX, "x = sin(t); y = cos(t); z = 4*x^2 + 3*y^2", "z", {"t": 0.5}),
    Published(OPENSTAX, "x = exp(2*t); y = exp(0-t); d = x^2 - y^2; z = sqrt(d)", "z", {"t": 0.5}),
    Published(OPENSTAX, "x = 3*u+2*v; y = 4*u-v; z = 3*x^2 - 2*x*y + y^2", "z", {"u": 2, "v": 1}),
    Published(
        "https://jmlr.org/papers/v18/17-468.html", "a = log(x1); b = x1*x2; c = sin(x2); d = a+b; y = d-c", "y",
        {"x1": 2, "x2": 5},
    ),
    Published(
        "https://dag7.it/appunti/universit%C3%A1/magistrale/NLP/second-part/Backpropagation-for-noobs",
        "a = x+y; b = max(y,z); f = a*b", "f", {"x": 1, "y": 2, "z": 0},
    ),
    Published(MICROGRAD, "e = a*b; d = e+c; L = d*f", "L", {"a": 2, "b": -3, "c": 10, "f": -2}),
    Published(
        MICROGRAD, "n = x1*w1 + x2*w2 + b; o = tanh(n)", "o", {"x1": 2, "w1": -3, "x2": 0.5, "w2": 1, "b": 6},
    ),
    Published(MICROGRAD, "d = a*b; e = a+b; f = d*e", "f", {"a": -2, "b": 3}),
    Published(
        "https://github.com/danjelito/nn-from-scratch", "z = w0*x0 + w1*x1 + w2*x2 + b; y = relu(z); L = (y-t)^2", "L",
        {"x0": 1, "w0": -3, "x1": -2, "w1": -1, "x2": 3, "w2": 2, "b": 1, "t": 4},
    ),
    Published("https://www.bitavox.com/chapters/11", "d = a*b; e = d+c; L = e*e", "L", {"a": 2, "b": 3, "c": 4}),
    Published(
        "http://spot.colorado.edu/~bobby/cs6676/hw3.html", "d = x1^2 + x2^2; p = x1/d; q = x2/d; f = p+q", "f",
        {"x1": 3, "x2": 2},
    ),
    Published(
        "https://kratzert.github.io/2016/02/12/understanding-the-gradient-flow-through-the-batch-normalization-layer.html",
        "mu = (x1+x2)/2; d1 = x1-mu; d2 = x2-mu; var = (d1^2+d2^2)/2; sd = sqrt(var+1); h = d1/sd; y = g*h + b; L = 0.5*(y-t)^2",
        "L", {"x1": 5, "x2": 2, "g": 2, "b": 0.5, "t": 1},
    ),
    Published(
        "https://n1o.github.io/study_notes/notes/backpropagation_trough_time.html",
        "h1 = tanh(u*x1); a = w*h1; c = u*x2; h2 = tanh(a+c); o = v*h2; L = 0.5*(o-y)^2", "L",
        {"u": 0.5, "x1": 1, "w": 0.8, "x2": -0.5, "v": 1.5, "y": 1},
    ),
    Published(
        "https://interactiveprimer.com/concepts/computer-science/deep-learning/training-deep-networks/residual-connections.html",
        "z = w1*x; h = relu(z); F = w2*h; y = x+F; L = 0.5*(y-t)^2", "L", {"x": 2, "w1": 1.5, "w2": -0.5, "t": 3},
    ),
    Published(
        "https://github.com/noamsw/YOLO-final", "p = x*y; q = p+1; l = log(q); s = x^2; f = s*l", "f", {"x": 2, "y": 3},
    ),
)
# fmt: on
