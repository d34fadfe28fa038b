"""What forums and homework sheets say beside their formulas with signs, kind by kind."""

from __future__ import annotations

from math import exp, log, pi, sin, sqrt, tanh

from tests.core.formulas.form import Form, Refusal, relu, s

WX = "w=2 x=3 b=-5.7"
NEURON = f"{WX} y=0.4"


def act(w: float, x: float, b: float) -> float:
    return s(w * x + b)


def squared(w: float, x: float, b: float, y: float) -> float:
    return (w * x + b - y) ** 2


def hinge(y: float, w: float, x: float, b: float) -> float:
    return relu(1 - y * (w * x + b))


_UNITS = [
    Form("T = 2π√(L/g) where g = 9.8 m/s²", "L=2", lambda L, g=9.8: 2 * pi * sqrt(L / g)),
    Form("E = F*d, d = 12 cm", "F=2", lambda F, d=12.0: F * d),
    Form("p = k*v; k = 3 kg; v = 4 m/s", "", lambda k=3.0, v=4.0: k * v),
    Form("h = 20 mm\nV = π r² h", "r=2", lambda h=20.0, r=2.0: pi * r * r * h),
    Form("y = sin(2πf t), f = 50 Hz", "t=0.3", lambda f=50.0, t=0.3: sin(2 * pi * f * t)),
]
_LABELS = [
    Form("hinge loss = max(0, 1 - y*(w*x + b)) with y = +1 or -1", "y=1 w=0.3 x=0.8 b=0.1", hinge),
    Form("L = max(0, 1 - y*(w*x + b)), where y = ±1", "y=1 w=0.3 x=0.8 b=0.1", hinge),
    Form(r"$L = \max(0, 1 - y(wx + b))$ where $y = \pm 1$", "y=1 w=0.3 x=0.8 b=0.1", hinge),
    Form(
        "L = -y*log(p) - (1-y)*log(1-p), y = 0 or 1",
        "y=1 p=0.3",
        lambda y, p: -y * log(p) - (1 - y) * log(1 - p),
    ),
    Form(
        "huber loss = d^2/2\nd = w*x - y\nfor y = -1 or 1",
        "y=1 w=0.3 x=2",
        lambda y, w, x: (w * x - y) ** 2 / 2,
    ),
]
_CONSTRAINTS = [
    Form(
        "U(x, y) = x²y. The budget constraint is 3x + 4y = 72.", "x=2 y=3", lambda x, y: x * x * y
    ),
    Form("f(x, y) = x*y subject to x + y = 10", "x=2 y=3", lambda x, y: x * y),
    Form(
        "L = x*y - λ(x + y - 6)\nsubject to x + y = 6",
        "x=2 y=3 lambda=0.5",
        lambda x, y, lambda_: x * y - lambda_ * (x + y - 6),
    ),
    Form("Maximise f = x*y^2. The constraint is x + y = 60.", "x=2 y=3", lambda x, y: x * y * y),
    Form("f(x, y) = x + 2y, subject to x^2 + y^2 = 1", "x=2 y=3", lambda x, y: x + 2 * y),
]
_ASKED = [
    Form(
        "f(x, y) = max(x + 1, y)/2 Draw the computational graph for f. Compute it when x = 2, y = -1",
        "",
        lambda x=2, y=-1: max(x + 1, y) / 2,
    ),
    Form("you define z = wx + b and compute the prediction a = σ(z)", WX, act),
    Form("1) Forward: compute z = w·x + b from x.\n2) Squash: a = σ(z)", WX, act),
    Form("y = ln(1 + e^x) Find the derivative of y", "x=0.3", lambda x: log(1 + exp(x))),
    Form("z = wx + b and then evaluate the output a = sigmoid(z).", WX, act),
]
_LOST = [
    Form(
        r"The function given is ( z = xy \sin(x) ) and we want ( \frac{\partial z}{\partial x} ).",
        "x=2 y=3",
        lambda x, y: x * y * sin(x),
    ),
    Form(r"Let ( z = wx + b ) and ( a = \sigma(z) ).", WX, act),
    Form(r"We have ( f = \tanh(wx) ), as shown.", "w=2 x=0.3", lambda w, x: tanh(w * x)),
    Form(
        "The loss can be written as \\begin{align} L = (wx + b - y)^2 \\end{align}", NEURON, squared
    ),
    Form(
        "# One step\n$\\hat y = wx$ \\\n$L = (\\hat y - y)^2$ \\\nDone.",
        "w=2 x=3 y=1",
        lambda w, x, y: (w * x - y) ** 2,
    ),
]
_UPDATES = [
    Form("$L = (wx + b - y)^2$\n$w = w - \\eta \\frac{\\partial L}{\\partial w}$", NEURON, squared),
    Form("L = (w*x + b - y)^2\nw := w - learning_rate * dL/dw", NEURON, squared),
    Form("L = (w*x + b - y)^2\nw ← w − η·g", NEURON, squared),
    Form("$L = (wx + b - y)^2$\n$w \\longrightarrow w + \\alpha (y - z) x$", NEURON, squared),
    Form("f(x, y) = x²y\ngrad f = ∇f(x, y)", "x=2 y=3", lambda x, y: x * x * y),
]
_PARTIALS = [
    Form(
        "f(x,y) = 3x²y − 2xy³\nfx = 6xy − 2y³\nfy = 3x² − 6xy²",
        "x=2 y=3",
        lambda x, y: 3 * x * x * y - 2 * x * y**3,
    ),
    Form("g(u, v) = u*v; gu = v; gv = u", "u=2 v=3", lambda u, v: u * v),
    Form(
        r"If $z = x^2y$, then $\frac{\partial z}{\partial x} =$", "x=2 y=3", lambda x, y: x * x * y
    ),
    Form(
        "hey, if loss = (wx - y)^2, is d loss/dw = 2x(wx - y) ?",
        "w=2 x=3 y=1",
        lambda w, x, y: (w * x - y) ** 2,
    ),
    Form(
        "Suppose z=x^2y, x=s+t, y=2st. A. Use the chain rule to find partial z/partial s",
        "s=2 t=3",
        lambda s, t: (s + t) ** 2 * 2 * s * t,
    ),
]
_LISTED = [
    Form("f(x) = {x, x > 0, 0, x <= 0}", "x=2", lambda x: relu(x)),
    Form("f(x) = { x x > 0; 0 x <= 0 }", "x=2", lambda x: relu(x)),
    Form(
        "- Weights: w\n- Loss: Mean Squared Error (MSE)\n\nz = wx + b\nLoss = (y - z)^2",
        NEURON,
        squared,
    ),
    Form(
        "z = w*x + b\na = sigmoid(z)\nConcepts:\n- inputs (x)\n- weights (w)\n- bias (b)", WX, act
    ),
    Form("Problem 14. Let f(x, y) = (x^2)y + 2x", "x=2 y=3", lambda x, y: x * x * y + 2 * x),
    Form(
        "z_t = w*x  # update gate\nh_t = (1 - z_t) * h_{t-1}",
        "w=2 x=3 h_t-1=0.4",
        lambda w, x, h_tm1: (1 - w * x) * h_tm1,
    ),
    Form(
        "The cost *J* as said: J(W) = (Wx − y)²\nThis is the *feedforward* part of it",
        "W=2 x=3 y=1",
        lambda W, x, y: (W * x - y) ** 2,
    ),
]
FORMS = [
    *_UNITS, *_LABELS, *_CONSTRAINTS, *_ASKED, *_LOST, *_UPDATES, *_PARTIALS, *_LISTED,
]  # fmt: skip

NOT_READ = [
    Refusal("y = 3 kg*x", "x=2", ("kg",)),
    Refusal("U = x*y\nL = x*y - λ(x + y)", "x=2 y=3 lambda=1", ("which is the output",)),
    Refusal("f(x, y) = x*y; fx = y; L = fx^2", "x=2 y=3", ("which is the output",)),
    Refusal("L = (w*x - y)^2; w := w - 0.1*dL/dw; M = w*L", "w=2 x=3 y=1", ("derivative",)),
    Refusal("L = (w*x - y)^2 + ∂u/∂x", "w=2 x=3 y=1", ("derivative",)),
]
