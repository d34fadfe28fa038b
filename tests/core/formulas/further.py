"""Ways of writing that a third set of formulas of other people had shown, kind by kind.

The values of the vectors were worked out by hand or with plain numbers, not with the program.
"""

from __future__ import annotations

from math import sin

from tests.core.formulas.form import Form, Refusal, relu
from tests.core.formulas.vectors import Vectors

_CHAINS = [
    Form("a = b = c = 2; L = a*b*c", "", lambda a=2.0, b=2.0, c=2.0: a * b * c),
    Form("L = (w*x + b - y)^2 with w = b = 0.5, x = y = 1", "", lambda w=0.5, x=1.0, b=0.5, y=1.0: (w * x + b - y) ** 2),
    Form("$L = (w_1 x - w_2)^2$, where $w_1 = w_2 = 2$", "x=1", lambda w_1, x, w_2: (w_1 * x - w_2) ** 2),
    Form("h = ReLu(w1x) and ŷ = w2h with weights w1 = w2 = 1", "x=3", lambda w1, x, w2: w2 * relu(w1 * x)),
    Form("x = y = torch.tensor(3.0); z = x*y", "", lambda x=3.0: x * x),
]  # fmt: skip
"""``w1 = w2 = 1`` are two leaves; one tensor under two names is one."""

_CHAINED = [
    Vectors("u = v = [1, 2]; L = sum(u*v)", (), 5.0, (("u[1]", 2.0), ("v[0]", 1.0))),
    Vectors(r"L = \sum_{i=1}^n (y_i - \beta_0 - \beta x_i)^2", ("beta_0=1", "beta=2", "x=[1,2]", "y=[3,7]"), 4.0, (("beta_0", -4.0), ("y[1]", 4.0))),
    Vectors(r"L = (y - \beta_0 - \sum_{j=1}^p \beta_j x_j)^2", ("y=7", "beta_0=1", "beta=[1,2]", "x=[1,1]"), 9.0, (("beta[1]", -6.0), ("beta_0", -6.0))),
    Vectors("L = mean((y - ŷ)²)", ("y=[1,0]", "ŷ=[3,4]"), 10.0, (("ŷ[0]", 2.0), ("y_hat[1]", 4.0))),
    Vectors("L = (ŷ[0] - y[0])^2", ("ŷ=[3,2]", "y=[0,1]"), 9.0, (("ŷ[0]", 6.0),)),
]  # fmt: skip
"""A β₀ with a value of its own beside a list β; ŷ[0] as the name of an entry."""

_SET = [
    Vectors("r = theta**2\nr[0] = 0\nJ = np.sum(r)", ("theta=[2,3]",), 9.0, (("theta[1]", 6.0),)),
    Vectors("r = theta .^ 2;\nr(1) = 0; % not the bias\nJ = lambda*sum(r);", ("theta=[2,3]", "lambda=0.5"), 4.5, (("lambda", 9.0), ("theta[1]", 3.0))),
    Vectors("def f(p):\n    r = np.zeros(3)\n    for m in range(3):\n        r[m] = p[m]*p[0]\n    return np.sum(r)", ("p=[2,3,4]",), 18.0, (("p[0]", 11.0), ("p[2]", 2.0))),
    Vectors("r = [1, 2, 3]; r[1] += x; L = r[0]*r[1]*r[2]", ("x=2",), 12.0, (("x", 3.0),)),
    Vectors("W = [[1,2],[3,4]]\nW[0][1] = w\nW[1, 0] = 2*w\nL = sum(W)", ("w=5",), 20.0, (("w", 3.0),)),
    Vectors("t = theta;\nt(1) = 0;\nJ = lambda/2*sum(t.^2);", ("theta=[2,3]", "lambda=0.5"), 2.25, (("theta[1]", 1.5),)),
    Vectors("y = scale*(x(1)*x(2) + sin(x(1)));", ("scale=1", "x=[1,2]"), 2 + sin(1), (("x[1]", 1.0),)),
    Vectors("J = sum((X*theta - y).^2)/(2*length(y)) + lambda/2*sum(theta(2:end).^2);", ("X=[[1,2],[1,3]]", "theta=[1,2]", "y=[1,2]", "lambda=0.5"), 11.25, (("theta[0]", 4.5), ("lambda", 2.0))),
    Vectors("L = W(1,2) + W(2,:)*x .* 1;", ("W=[[1,2],[3,4]]", "x=[1,2]"), 13.0, (("x[1]", 4.0), ("W[0][1]", 1.0))),
]  # fmt: skip
"""Entries that a program sets, and those that Octave counts from 1."""

_NOT_SET = [
    Refusal("r = x**2\nr[0:2] = 0\nL = sum(r)", "x=[1,2,3]", ("several entries of 'r'",)),
    Refusal("r = x**2\nr[5] = 0\nL = sum(r)", "x=[1,2,3]", ("no entry 5", "from 0 to 2")),
    Refusal("r = x .^ 2;\nr(0) = 0;\nL = sum(r);", "x=[1,2,3]", ("no entry 0", "from 1 to 3")),
    Refusal("r = x*2\nr(1) = 0\nL = sum(r)", "x=[1,2,3]", ("counts from 0 or from 1",)),
    Refusal("r = x**2\nr[0] = 0\nL = r*2", "x=3", ("one number", "of a list")),
    Refusal("L = x(0)*x(1)", "x=[1,2]", ("is a list",)),
    Refusal("L = x(1)*3", "x=[1,2]", ("is a list",)),
    Refusal("L(y, y) = 12(y-y)^2", "y=1", ("'y' stands here twice",)),
    Refusal("f(x, y, x) = x*y", "x=1 y=2", ("'x' stands here twice",)),
]  # fmt: skip

FORMS = [*_CHAINS]
ARRAYS = [*_CHAINED, *_SET]
NOT_READ = [*_NOT_SET]
