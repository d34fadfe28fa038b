"""Ways of writing that a fourth set of formulas of other people had shown, kind by kind.

The values were worked out by hand or with plain numbers, not with the program.
"""

from __future__ import annotations

from math import cos, exp, log, sin, tanh

from tests.core.formulas.form import Form, Refusal, s
from tests.core.formulas.vectors import Vectors

_HATS = [
    Form("L = -ylog(y^) - (1-y)log(1-y^)", "y_hat=0.7 y=1", lambda y_hat, y: -y * log(y_hat) - (1 - y) * log(1 - y_hat)),
    Form("L(y^, y) = (y^-y)^2", "y_hat=0.7 y=1", lambda y_hat, y: (y_hat - y) ** 2),
    Form("y^ = w*x + b; L = (y^ - y)^2/2", "w=2 x=3 b=1 y=5", lambda w, x, b, y: (w * x + b - y) ** 2 / 2),
    Form("L(y^, y) = |y - y^| + y^2", "y_hat=0.7 y=2", lambda y_hat, y: y - y_hat + y**2),
    Form("y1^ = w*x; L = (y1^ - y1)^2", "w=2 x=3 y1=5", lambda w, x, y1: (w * x - y1) ** 2),
    Form("f = x^-y + x^2", "x=2 y=1", lambda x, y: x**-y + x**2),
]  # fmt: skip
"""y^ as ŷ in the whole text, where no exponent follows in one place of it."""

_COMPOSED = [
    Form("z = x^2 - y, x = x(t) = 3 sin 2t, y = y(t) = 4 cos 2t", "t=0.4", lambda t: (3 * sin(2 * t)) ** 2 - 4 * cos(2 * t)),
    Form(r"$z = f(x, y) = x y^2,$ $x = x(t) = t^2,$ and $y = y(t) = 3t.$", "t=0.5", lambda t: 9 * t**4),
    Form("a = a(z) = sigmoid(z), z = z(w) = 2w", "w=0.4", lambda w: s(2 * w)),
    Form("L = L(w, b) = (w*x + b)^2", "w=0.4 b=1 x=2", lambda w, b, x: (w * x + b) ** 2),
    Form(r"$y = y(u) = u^3, \quad u = u(x) = 2x + 1$", "x=1", lambda x: (2 * x + 1) ** 3),
]  # fmt: skip
"""x = x(t) = … says what x is made of, and what it is."""

_RAISED = [
    Form(r"$$ D_{KL}^\text{other}(P\Vert Q) = \mu^2 - \ln\sigma. $$", "mu=0.5 sigma=1.4", lambda mu, sigma: mu**2 - log(sigma)),
    Form(r"$D^\text{new}(P, Q) = a^2$", "a=3", lambda a: a**2),
    Form(r"$L^\mathrm{reg} = (w x)^2 + w^2$", "w=2 x=3", lambda w, x: (w * x) ** 2 + w**2),
    Form(r"$L^\text{clip} = r^\text{new} a$", "a=2 r_new=3", lambda a, r_new: a * r_new),
    Form(r"$f = a^\mathrm{b}$", "a=2 b=3", lambda a, b: a**b),
    Form(r"$f = a^{\mathrm{b}}$", "a=2 b=3", lambda a, b: a**b),
]  # fmt: skip
"""A word that is raised without braces is part of the name; a letter is an exponent."""

_WRAPPED = [
    Form("x = var(1.5)\ny = var(-2.0)\n\n# their product\nz = var(x * y)", "", lambda x=1.5, y=-2.0: x * y),
    Form("a = Num2(2.0, name='a')\nb = Num2(-3.0, name='b')\nc = Num2(data=10.0)\nd = a*b + c\nd.backward()", "", lambda a=2.0, b=-3.0, c=10.0: a * b + c),
    Form("a = Tape(2.0, _label='a', _children=())\nb = Tape(3.0, _label='b')\nL = Tape(a*b) * Tape(0.5)", "", lambda a=2.0, b=3.0: a * b / 2),
    Form("x = Leaf2(2.0, 'x')\ny = Leaf2(3.0, 'y')\nz = x*y + x", "", lambda x=2.0, y=3.0: x * y + x),
    Form("x = Node(2.0, _label='x')\nxx = x*x; xx._label='xx'\no = (2*xx).exp(); o._label = 'o'\no.backward()", "", lambda x=2.0: exp(2 * x * x)),
]  # fmt: skip
"""Classes that the text does not show, around numbers and formulas, with labels."""

_NOT_WRAPPED = [
    Refusal("x = f(2.0)\ny = f(3.0)\nz = x*y", "", ("'f' is a product or a function",)),
    Refusal("x = Cell(2.0, 3.0)\ny = Cell(3.0, 1.0)\nz = x*y", "", ("'Cell'",)),
    Refusal("x = Scale2(2.0, factor=2)\ny = Scale2(3.0, factor=3)\nz = x*y", "", ("'Scale2'",)),
    Refusal("x = Foo(2.0)\nz = x*x", "", ("no function called 'Foo'",)),
]
"""One call, or one with more than a number, may be any function."""

_MAPPED = [
    Form(r"f: x \in \mathbb{R} \mapsto x^2 + b", "x=0.5 b=2", lambda x, b: x**2 + b),
    Form(r"$$g\colon (x, y) \in \mathbb{R}^2 \mapsto x^2 y$$", "x=2 y=3", lambda x, y: x**2 * y),
    Form("f: x ∈ R ↦ x^3", "x=2", lambda x: x**3),
    Form("f: x ∈ [0, 1] ↦ x(1-x)", "x=0.2", lambda x: x * (1 - x)),
    Form(r"$h\colon t \in \mathbb{R}_+ \mapsto \log(t) + t$", "t=2", lambda t: log(t) + t),
]
"""f: x ∈ R ↦ … says where x lives."""

_GIVEN = ("x=[2,-1]", "A=[[1,2],[0,3]]", "b=[0.5,1.5]")
_QUADRATIC = [
    Vectors("f = x^T*A*x", _GIVEN[:2], 3.0, (("x[0]", 2.0), ("x[1]", -2.0))),
    Vectors("f(x)=0.5*(x^T)*(A)*(x)-(x^T)*(b)", _GIVEN, 2.0, (("x[0]", 0.5), ("x[1]", -2.5))),
    Vectors("f = xᵀ*A*x + bᵀ*x", _GIVEN, 2.5, (("x[1]", -0.5),)),
    Vectors("f = 3*(x^T)*b", ("x=[2,-1]", "b=[0.5,1.5]"), -1.5, (("b[0]", 6.0),)),
    Vectors(r"$$f\colon x \in \mathbb{R}^n \mapsto \frac12 x \cdot Ax + b \cdot x$$", _GIVEN, 1.0, (("x[0]", 1.5),)),
    Vectors(r"f = x \cdot A b - x \cdot b", _GIVEN, 3.0, (("A[0][1]", 3.0), ("b[1]", 2.0))),
    Vectors("f = ½ x · Ax", _GIVEN[:2], 1.5, (("x[0]", 1.0), ("x[1]", -1.0))),
]  # fmt: skip
"""A row that stands before a matrix on paper, and x · Ax."""

_STATES = [
    Form("o = sigmoid(W*x + h)\nh = o*tanh(C)", "W=2 x=3 h=0.5 C=0.1", lambda W, x, h, C: s(W * x + h) * tanh(C)),
    Form("o = sigmoid(W*x + h)\nh = o*tanh(C)\ny = V*h", "W=2 x=3 h=0.5 C=0.1 V=2", lambda W, x, h, C, V: V * s(W * x + h) * tanh(C)),
    Form("h = 0.5\no = x*h\nh = o*2\ny = h*h", "x=3", lambda x: (x * 0.5 * 2) ** 2),
    Form("i = s*x\nc = f*c + i\nh = i*c", "s=1 x=3 f=0.5 c=2", lambda s, x, f, c: s * x * (f * c + s * x)),
    Form("r = u*h\nn = tanh(w*x + r)\nh = (1-z)*n + z*h", "u=2 h=0.3 w=1 x=0.4 z=0.25", lambda u, h, w, x, z: (1 - z) * tanh(w * x + u * h) + z * h),
]  # fmt: skip
"""A state that is given, read, and then set anew."""

_NO_STATES = [
    Refusal("a = b + 1; b = 2*a", "", ("computed from itself",)),
    Refusal("o = sigmoid(W*x + h)\nh = o*tanh(C)", "W=2 x=3 C=0.1", ("computed from itself",)),
]

_NAMED_BY_WORDS = [
    Form("delta weight = u * (t sub o - y sub o) * y sub i", "u=0.1 t_o=1 y_o=0.65 y_i=0.8", lambda u, t_o, y_o, y_i: u * (t_o - y_o) * y_i),
    Form("delta bias = eta*(y - a)", "eta=0.1 y=1 a=0.3", lambda eta, y, a: eta * (y - a)),
    Form("z = w sub h * x", "w_h=3 x=2", lambda w_h, x: w_h * x),
    Form("z = w sub 1 * x sub 1", "w1=2 x1=5", lambda w1, x1: w1 * x1),
    Form("d = delta weight * 2", "delta=2 weight=3", lambda delta, weight: delta * weight * 2),
]  # fmt: skip
"""An index as it is said, where a value is given under it; delta and a word as one name."""

_LENGTHS = ("v=[1,2]", "w=[0.5,-1.5]")
_COSINES = [
    Vectors(text, _LENGTHS, -(0.5**0.5), (("v[0]", 0.08**0.5),))
    for text in (
        r"$$ \cos (\mathbf{v},\mathbf{w}) = \frac{{\mathbf{v} \cdot \mathbf{w}}} {{\left| {\mathbf{v} } \right|\;\left| \mathbf{w} \right|}} $$",
        "cos(v, w) = (v · w)/(|v| |w|)",
        "sim(v, w) = (v · w)/(|v||w|)",
        "cos_sim(v, w) = v·w / (|v|*|w|)",
        "cosine(v, w) = v·w / (|v||w|)",
    )
]  # fmt: skip
"""The bars of a cosine are lengths."""

_ASKED_BACK = [
    Refusal("z = x sub y", "x=3 y=1", ("sub takes 2 arguments",)),
    Refusal("L = (v · w)/(|v| |w|)", "v=[1,2] w=[0.5,-1.5]", ("two ways", "norm")),
    Refusal("f = (A*x)^T*b", "x=[2,-1] A=[[1,2],[0,3]] b=[0.5,1.5]", ("two readings",)),
    Refusal("L(y^, y) = y^-1 + y", "y_hat=0.7 y=1", ("two ways", "y^(-1) or y_hat - 1")),
    Refusal("f = f(x) = x^2 + f(1)", "x=2", ("'f'",)),
]

FORMS = [*_HATS, *_COMPOSED, *_RAISED, *_WRAPPED, *_MAPPED, *_STATES, *_NAMED_BY_WORDS]
ARRAYS = [*_QUADRATIC, *_COSINES]
NOT_READ = [*_NO_STATES, *_NOT_WRAPPED, *_ASKED_BACK]
