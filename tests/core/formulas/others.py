"""Ways of writing that a fourth set of formulas of other people had shown, kind by kind.

The values were worked out by hand or with plain numbers, not with the program.
"""

from __future__ import annotations

from math import cos, log, sin

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

_ASKED_BACK = [
    Refusal("L(y^, y) = y^-1 + y", "y_hat=0.7 y=1", ("two ways", "y^(-1) or y_hat - 1")),
    Refusal("f = f(x) = x^2 + f(1)", "x=2", ("'f'",)),
]

FORMS = [*_HATS, *_COMPOSED]
ARRAYS: list[Vectors] = []
NOT_READ = [*_ASKED_BACK]
