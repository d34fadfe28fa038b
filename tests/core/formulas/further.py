"""Ways of writing that a third set of formulas of other people had shown, kind by kind.

The values of the vectors were worked out by hand or with plain numbers, not with the program.
"""

from __future__ import annotations

from math import cos, exp, log, sin, tanh

from tests.core.formulas import elsewhere, lectures, notes, others
from tests.core.formulas.form import Form, Refusal, relu, s
from tests.core.formulas.vectors import Vectors

NEURON = "w=2 x=3 b=-5.7 y=0.4"

_CHAINS = [
    Form("a = b = c = 2; L = a*b*c", "", lambda a=2.0, b=2.0, c=2.0: a * b * c),
    Form("L = (w*x + b - y)^2 with w = b = 0.5, x = y = 1", "", lambda w=0.5, x=1.0, b=0.5, y=1.0: (w * x + b - y) ** 2),
    Form("$L = (w_1 x - w_2)^2$, where $w_1 = w_2 = 2$", "x=1", lambda w_1, x, w_2: (w_1 * x - w_2) ** 2),
    Form("h = ReLu(w1x) and ŷ = w2h with weights w1 = w2 = 1", "x=3", lambda w1, x, w2: w2 * relu(w1 * x)),
    Form("w = b = 0.5; w += x; L = w*b", "x=3", lambda x, b=0.5: (0.5 + x) * b),
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
    Vectors("y <- x * 2\ny[1] <- y[2] + 1\nL <- sum(y)", ("x=[1,-2]",), -7.0, (("x[2]", 4.0),)),
    Vectors("function f(x)\n  y = x .* 2\n  y[1] = 0\n  y[2] += 3\n  return sum(y)\nend", ("x=[1,-2]",), -1.0, (("x[2]", 2.0),)),
    Vectors("theta[0] = 0\nJ = np.sum(theta**2) + theta[1]", ("theta=[3,2]",), 6.0, (("theta[1]", 5.0),)),
    Vectors("y = scale*(x(1)*x(2) + sin(x(1)));", ("scale=1", "x=[1,2]"), 2 + sin(1), (("x[1]", 1.0),)),
    Vectors("J = sum((X*theta - y).^2)/(2*length(y)) + lambda/2*sum(theta(2:end).^2);", ("X=[[1,2],[1,3]]", "theta=[1,2]", "y=[1,2]", "lambda=0.5"), 11.25, (("theta[0]", 4.5), ("lambda", 2.0))),
    Vectors("y = x * 2\ny[y < 0] = 0\nL = np.sum(y)", ("x=[1,-2]",), 2.0, (("x[0]", 2.0), ("x[1]", 0.0))),
    Vectors("y = x.*2;\ny(y<0) = 0.1*y(y<0);\nL = sum(y);", ("x=[1,-2]",), 1.6, (("x[0]", 2.0), ("x[1]", 0.2))),
    Vectors("y = x * 2\ny[y > 3] = 3\ny[y < 0] *= 0.5\nL = np.sum(y)", ("x=[1,-2,4]",), 3.0, (("x[0]", 2.0), ("x[1]", 1.0), ("x[2]", 0.0))),
    Vectors("L = W(1,2) + W(2,:)*x .* 1;", ("W=[[1,2],[3,4]]", "x=[1,2]"), 13.0, (("x[1]", 4.0), ("W[0][1]", 1.0))),
]  # fmt: skip
"""Entries that a program sets, and those that Octave counts from 1."""

_NOT_SET = [
    Refusal("r = x**2\nr[0:2] = 0\nL = sum(r)", "x=[1,2,3]", ("several entries of 'r'",)),
    Refusal("r = x**2\nr[5] = 0\nL = sum(r)", "x=[1,2,3]", ("no entry 5", "from 0 to 2")),
    Refusal("r = x .^ 2;\nr(0) = 0;\nL = sum(r);", "x=[1,2,3]", ("no entry 0", "from 1 to 3")),
    Refusal("y = x .* 2\ny[1] = 0\nL = sum(y)", "x=[1,-2]", ("counts from 0 or from 1",)),
    Refusal("y = x * 2\ny[y < 0, 0] = 0\nL = np.sum(y)", "x=[1,-2]", ("depends on their values",)),
    Refusal("y = x\ny.mul_(3)\nL = x*y", "x=3", ("y and x are one number here",)),
    Refusal("y = x*2\nz = y.view(1)\ny.mul_(3)\nL = y*z", "x=3", ("y and z are one number here",)),
    Refusal("def f(w):\n    return (w - 3)**2\ndf = jax.grad(f)\nv = w - 0.1 * df(w)", "w=1", ("a gradient stands in this formula",)),
    Refusal("y = x*2\nz = y.mul_(3)\nL = y*z", "x=3", ("'.mul_' cannot be read",)),
    Refusal("int x = 3; x <<= 1; y = x*2;", "", ("'<<='",)),
    Refusal("y = x*2;\ny++;\nL = y*y;", "x=3", ("'++'",)),
    Refusal("y = x*2\nnp.clip(y, 0, 1, out=y)\nL = y*y", "x=3", ("'out'",)),
    Refusal("r = x*2\nr(1) = 0\nL = sum(r)", "x=[1,2,3]", ("counts from 0 or from 1",)),
    Refusal("r = x**2\nr[0] = 0\nL = r*2", "x=3", ("one number", "of a list")),
    Refusal("L = x(0)*x(1)", "x=[1,2]", ("is a list",)),
    Refusal("L = x(1)*3", "x=[1,2]", ("is a list",)),
    Refusal("L(y, y) = 12(y-y)^2", "y=1", ("'y' stands here twice",)),
    Refusal("f(x, y, x) = x*y", "x=1 y=2", ("'x' stands here twice",)),
]  # fmt: skip

_LATEX = [
    Form(r"$x = \sigma^2_2 + \mu^3_{1}$", "sigma_2=2 mu_1=3", lambda sigma_2, mu_1: sigma_2**2 + mu_1**3),
    Form(r"$KL = \log\frac{\sigma_2}{\sigma_1} + \frac{\sigma^2_1}{2\sigma^2_2}$", "sigma_1=1 sigma_2=2", lambda sigma_1, sigma_2: log(sigma_2 / sigma_1) + sigma_1**2 / (2 * sigma_2**2)),
    Form(r"$z = \gamma^{-1}_{x} x$", "gamma_x=2 x=3", lambda gamma_x, x: x / gamma_x),
    Form(r"$b = (x_p - \mu_{x_p}) \sigma^{-1}_{x_p}$", "x_p=2 mu_{x_p}=0.5 sigma_{x_p}=0.8", lambda x_p, mu_x_p, sigma_x_p: (x_p - mu_x_p) / sigma_x_p),
    Form("y = w^⊤ x + b", "w=2 x=3 b=1", lambda w, x, b: w * x + b),
    Form("f^(-1)(p) = log(p/(1-p)); L = w*f^(-1)(q)", "q=0.3 w=2", lambda w, q: w * log(q / (1 - q))),
    Form(r"$y = w^T_1 x_1$", "w_1=2 x_1=3", lambda w_1, x_1: w_1 * x_1),
    Form("L = σ²₂ + 1", "sigma2=2", lambda sigma2: sigma2**2 + 1),
    Form(r"$h = (1 - z_t) h + z_t \tilde{h_t} + \bar{x_{1}}$", "z_t=0.5 h=1 h_tilde_t=2 xbar1=3", lambda z_t, h, h_tilde_t, xbar1: (1 - z_t) * h + z_t * h_tilde_t + xbar1),
    Form("hₜ = W hₜ₋₁ + U xₜ₊₁", "W=2 h_{t-1}=0.1 U=1 x_{t+1}=0.3", lambda W, h_tm1, U, x_tp1: W * h_tm1 + U * x_tp1),
    Form(r"$h = r \circ \tanh(c) + (1-z)\circ h_0$", "r=0.5 c=0.3 z=0.2 h_0=2", lambda r, c, z, h_0: r * tanh(c) + (1 - z) * h_0),
    Form("y = (f ∘ g)(x), f(x) = x^2, g(x) = 3x", "x=2", lambda x: 9 * x * x),
    Form("c = f ∘ c_0 + i ∘ g", "f=0.5 c_0=3 i=0.2 g=2", lambda f, c_0, i, g: f * c_0 + i * g),
    Form(r"$a = W^{xh} x + U^h h$", "W^{xh}=0.5 x=2 U^h=0.3 h=1", lambda W_xh, x, U_h, h: W_xh * x + U_h * h),
    Form(r"$y = x^n$", "x=2 n=3", lambda x, n: x**n),
    Form("$$ \\textbf{Forward pass}: \\quad z = wx + b $$\n$$ \\text{Loss:} \\quad L = (z - y)^2 \\quad \\text{(squared error)} $$", NEURON, lambda w, x, b, y: (w * x + b - y) ** 2),
    Form("\\begin{align}\n\\text{hidden: } & h = \\tanh(wx) \\\\\n\\text{output: } & y = vh\n\\end{align}", "w=1 x=2 v=1", lambda w, x, v: v * tanh(w * x)),
]  # fmt: skip
"""A superscript before a subscript, signs over a letter with its index, ∘, names such as W^z."""

_TEXTS = [
    Form("z = w*x + b    (1) weighted sum\na = tanh(z)    (2) activation", "w=1 x=0.2 b=0.1", lambda w, x, b: tanh(w * x + b)),
    Form("z = w*x + b … (1)\na = tanh(z) … (2)", "w=1 x=0.2 b=0.1", lambda w, x, b: tanh(w * x + b)),
    Form("f_t = σ(w x_t) ... (1) forget gate", "w=1 x_t=2", lambda w, x_t: s(w * x_t)),
    Form("y = x*x\ny.backward()\n(x.grad, y.grad)", "x=3", lambda x: x * x),
    Form("y = w*x\ny.backward()\nw.grad.item(), x.grad.item()", "w=2 x=3", lambda w, x: w * x),
    Form("> The loss is $L = (wx - y)^2$.\n> Here $w = 2$, $x = 3$ and $y = 1$.", "", lambda w=2.0, x=3.0, y=1.0: (w * x - y) ** 2),
    Form("> z = w*x\n> a = tanh(z)", "w=1 x=2", lambda w, x: tanh(w * x)),
    Form("> Given:\n> $x = 1, y = 2$\n> $f = xy$", "", lambda x=1.0, y=2.0: x * y),
    Form("The output is :math:`o = \\frac{1}{2} z^2` where :math:`z = 3x`.", "x=2", lambda x: 4.5 * x * x),
    Form("# :math:`y = wx`,\n# :math:`L = (y - t)^2`", "w=2 x=3 t=1", lambda w, x, t: (w * x - t) ** 2),
]  # fmt: skip
"""Numbers and names of equations, gradients that are shown, quotations, roles of a document."""

_DEFS = [
    Form("def z(x):\n    y = 2*x\n    z = y**2\n    return z", "x=3", lambda x: 4 * x * x),
    Form("def loss(w, x):\n    loss = w*x\n    loss = loss**2\n    return loss", "w=2 x=3", lambda w, x: (w * x) ** 2),
]  # fmt: skip
"""A function that calls its result as itself."""

_DEFINED = [
    Vectors("def cost(h, y):\n    m = np.size(y)\n    cost = (-1/m) * (y*np.log(h))\n    return np.sum(cost)", ("h=[0.5,0.2]", "y=[1,0]"), log(2) / 2, (("h[0]", -1.0),)),
    Vectors(r"$L = \|w\|^2_2$", ("w=[1,2]",), 5.0, (("w[1]", 4.0),)),
    Vectors(r"$L = \frac{1}{2}\|W\|_{F}^{2} + \|b\|_1$", ("W=[[1,2],[3,4]]", "b=[1,2]"), 18.0, (("W[1][0]", 3.0),)),
    Vectors("L = sum((W^h x - y)^2)", ("W^h=[[1,2],[3,4]]", "x=[1,2]", "y=[5,10]"), 1.0, (("W^h[1][0]", 2.0), ("x[1]", 8.0))),
    Vectors(r"$L = \sum_{i=1}^N [y\;log\;(s(w^T x_i))]$ where $s(x) = \frac{1}{e^{-x}+1}$", ("N=2", "y=2", "w=[1,2]", "x=[[0,0],[0,0]]"), 4 * log(0.5), (("x[0][1]", 2.0),)),
]  # fmt: skip

_SLOPES = [
    Form("f(x, y) = x^2*y, f_x(x, y) = 2xy, f_y(x, y) = x^2, x = 2, y = 3", "", lambda x=2.0, y=3.0: x * x * y),
    Form("f(x,y) = x*y; f'x(x,y) = y; f'y(x,y) = x; x = 4; y = -3", "", lambda x=4.0, y=-3.0: x * y),
    Form("f(x) = x^2; f'(x) = 2x; df/dx", "x=3", lambda x: x * x),
    Form("f(x, y) = (x + y)*y\nx = -2, y = 5에서의 df/dx, df/dy의 값을", "", lambda x=-2.0, y=5.0: (x + y) * y),
    Form("Let f(x, y) = xy. Find ∂f/∂x and ∂f/∂y.", "x=2 y=3", lambda x, y: x * y),
    Form("u = df/dx; df = 6; dx = 2", "", lambda df=6.0, dx=2.0: df / dx),
]  # fmt: skip
"""What is told of derivatives is no second way to write the function."""

_POINTS = [
    Form("$f(x, y) = xy + x$ at the point (2, 3).", "", lambda x=2.0, y=3.0: x * y + x),
    Form("$f(x,y) = x^2 + y^2$ at point (1,2):", "", lambda x=1.0, y=2.0: x * x + y * y),
    Form("f(x, y) = xy at (2, 3).", "", lambda x=2.0, y=3.0: x * y),
    Form("Evaluate $f(x,y) = x y^2$ at P(1, 2).", "", lambda x=1.0, y=2.0: x * y * y),
    Form("f(x,y,z) = xyz at point (1, 2, 3)", "", lambda x=1.0, y=2.0, z=3.0: x * y * z),
]  # fmt: skip

_SAID = [
    Form("MSE = mean squared error = (a-y)^2", "a=1 y=3", lambda a, y: (a - y) ** 2),
    Form("z = weighted sum of the inputs\n= w*x + b", "w=1 x=2 b=1", lambda w, x, b: w * x + b),
    Form("a = output of the neuron = σ(w x)", "w=1 x=2", lambda w, x: s(w * x)),
    Form("z = sin(x)cos(y) where x = t and y = 5t", "t=0.3", lambda t: sin(t) * cos(5 * t)),
    Form("z = xy where x = weight and y = 5*weight", "weight=0.3", lambda weight: 5 * weight**2),
    Form("L = cross entropy loss = -log(p)", "p=0.3", lambda p: -log(p)),
    Form("d = e + c = 4 L = d*f = -8; c = 10; f = -2; e = -6", "", lambda e=-6.0, c=10.0, f=-2.0: (e + c) * f),
    Form("e = a*b = -6 d = e+c = 4\na = 2, b = -3, c = 10", "", lambda a=2.0, b=-3.0, c=10.0: a * b + c),
    Form("y = w x = 2 x = 6; w = 2, x = 3", "", lambda w=2.0, x=3.0: w * x),
    Form("y = 2 x = 6; x = 3", "", lambda x=3.0: 2 * x),
    Form("a = 2, b = 3. Backward pass:\nc = a*b", "", lambda a=2.0, b=3.0: a * b),
    Form(r"\cosh x = \frac{e^x + e^{-x}}{2}", "x=0.5", lambda x: (exp(x) + exp(-x)) / 2),
    Form("sigmoid x = 1/(1+e^-x)", "x=0.5", lambda x: s(x)),
    Form(r"$\tanh x = \frac{\sinh x}{\cosh x}" + "\n" + r"= \frac{e^x - e^{-x}}{e^x + e^{-x}}$", "x=0.5", lambda x: tanh(x)),
    Form("loss(p, 1) = -log(p)", "p=0.5", lambda p: -log(p)),
    Form("loss(Y5, 0.6) = (Y5 - 0.6)^2", "Y5=0.2", lambda Y5: (Y5 - 0.6) ** 2),
]  # fmt: skip
"""Words between two equals signs, definitions behind what was worked out, bare arguments."""

_TURNED = [
    Vectors("L = y - wTx", ("w=[1,2]", "x=[3,4]", "y=1"), -10.0, (("w[1]", -4.0),)),
    Vectors("L = xTAx", ("A=[[1,2],[3,4]]", "x=[3,4]"), 133.0, (("A[0][1]", 12.0), ("x[0]", 26.0))),
    Vectors("(yi-(wTxi+w0))^2", ("yi=1", "w=[0.5,-1]", "xi=[1,0.3]", "w0=0.1"), 0.49, (("w[0]", -1.4),)),
    Vectors("def f(x):\n    return x*x\ndef g(w, x):\n    return f(np.sum(w*x))", ("w=[1,2]", "x=[3,4]"), 121.0, (("w[0]", 66.0),)),
    Vectors("s(z) = 1/(1+e^-z); p = s(w·x + b)", ("w=[1,2]", "x=[3,4]", "b=-11"), 0.5, (("w[0]", 0.75),)),
    Vectors("L = np.sum(W * x)", ("W=[[1,2],[3,4],[5,6]]", "x=[1,2]"), 33.0, (("x[1]", 12.0),)),
    Vectors("L = y*D^2\nWhere:\nD = Euclidean distance between a1 and a2\n= ||a1 - a2||_2", ("a1=[1,2]", "a2=[4,6]", "y=2"), 50.0, (("a1[0]", -12.0),)),
]  # fmt: skip
"""wTx of lists, functions that are given a number made of lists, * of NumPy."""

_ASKED_BACK = [
    Refusal("L = (a-y)2 + b", "a=1 y=3 b=1", ("')2' can be read in two ways",)),
    Refusal("L = (w - y)2", "w=[1,2] y=[1,1]", ("')2' can be read in two ways",)),
    Refusal("sin y = 3*x", "x=1", ("cannot be defined",)),
    Refusal("L = sum(W * x)", "W=[[1,2],[3,4],[5,6]] x=[1,2]", ("two readings",)),
    Refusal("L(a, y) = (a-y)^2; L(a, 1) = (a - 2)^2", "a=3 y=1", ("not the same",)),
]  # fmt: skip

_ENTRIES = [
    Vectors(r"$L = \frac{1}{N} \sum_i^N L_i$", ("L_i=[1,2,6]", "N=3"), 3.0, (("L_i[1]", 1 / 3),)),
    Vectors("L = Σ_i (y_i - ŷ_i)²", ("y_i=[1,2]", "ŷ_i=[3,5]"), 13.0, (("ŷ_i[1]", 6.0), ("y[0]", -4.0))),
    Vectors(r"$L = \sum_{i=1}^{N} \ell_i + \lambda w^2$", (r"\ell_i=[1,2]", "N=2", "lambda=0.1", "w=3"), 3.9, (("w", 0.6),)),
    Vectors(r"$C = \sum_{i} C_i^2$", ("C_i=[1,2]",), 5.0, (("C_i[1]", 4.0),)),
    Vectors(r"$E = \frac12 \sum_k (t_k - o_k)^2$", ("t_k=[1,2]", "o_k=[3,5]"), 6.5, (("o_k[0]", 2.0),)),
    Vectors(r"$r = p_i^T q_j$", ("p_i=[1,2]", "q_j=[3,5]"), 13.0, (("p_i[1]", 5.0),)),
]  # fmt: skip
"""A list that is given under the name of its entry."""

_NOT_COMPOSED = [
    Refusal("y = f ∘ x; f(x) = x^2", "x=2", ("'∘'",)),
]

_OF_OTHERS = [
    Refusal("h = np.array([0, 0.5])\nx = np.array([-0.1, 0.3])\nft = 1 / (1 + np.exp(-(h + x)))", "", ("which is the output", "sum(ft)")),
    Refusal(r"$$h_t = \phi\bigl(W_h\,h_{t-1} + W_x\,x_t\bigr)$$", "W_h=0.5 h_{t-1}=0.2 W_x=1 x_t=0.3", ("no value for phi",)),
    Refusal("xhat=(x-mean(x))/std(x) ; z=z*gamma+betha; a=f(z)", "x=[1,2,4] gamma=1.2 betha=0.3", ("two ways",)),
    Refusal("a = torch.tensor([2,3], requires_grad=True)\nb = torch.tensor([6,4], requires_grad=True)\nQ = 3*a**3-b**2", "", ("which is the output", "sum(Q)")),
    Refusal(r"\begin{equation} L_i=-log(\frac{e^{f_{y_{i}}}}{\sum_j e^{f_j}}) = -f_{y_i} + log(\sum_j e^{f_j}) \end{equation}", "f=[1,2,0.5]", ("no value for f_y_i",)),
    Refusal("L(y, y)=12(y-y)^2", "y=1", ("'y' stands here twice",)),
    Refusal("Attention(Q, K, V) = softmax(Q × Kᵀ / √d_k) × V", "Q=[[1,0],[0,1]] K=[[1,0],[0,1]] V=[[1,2],[3,4]] d_k=2", ("which is the output",)),
    Refusal("(yi-(wTxi+w0))2+||w||^2", "yi=1 w=[0.5,-1] xi=[1,0.3] w0=0.1", ("')2' can be read in two ways",)),
    Refusal("∇J(w)=2(X⊤Xw−X⊤y+λw)", "X=[[1,0.5],[2,-1]] w=[0.4,-0.2] y=[1,0] λ=0.1", ("derivative",)),
    Refusal("loss = max(0, d(anchor, positive) - d(anchor, negative) + margin)", "anchor=[1,2] positive=[3,4] negative=[2,1.5] margin=1", ("'d' is a product or a function",)),
    Refusal("Gelu(x)0.5x(1+tanh[2/π(x+0.044715x3)])", "x=1", ("no value for x3",)),
    Refusal("z = x2y7, x = s cos(t), y = s sin(t)", "s=1 t=0.5", ("which is the output",)),
    Refusal("x = [[1, 1], [1, 1]]\ny = x + 2\nz = 3y^2\no = mean(z)", "", ("2×2", "two ways", "W**2")),
    Refusal("c = a + b; d = ab; e = d^2; a = -4; b = 2", "", ("c and e", "which is the output")),
]  # fmt: skip
"""What is left open in formulas of others: vectors without a sum, functions that are not said."""

_KNOWN = [
    Form("a = σ(w x) where σ(x) = 1/(1+e^{-x}))", "w=2 x=0.3", lambda w, x: s(w * x)),
    Form("y = tanh(2x), tanh(x) = (e^x - e^-x)/(e^x + e^-x))", "x=0.3", lambda x: tanh(2 * x)),
    Form("y = relu(w*x); relu(x) = max(0, x))", "w=2 x=0.3", lambda w, x: relu(w * x)),
    Form("y = σ(w*x); σ(z) = 1/(1+e^(-z)", "w=2 x=0.3", lambda w, x: s(w * x)),
    Form("sigmoid(x) = 1/(1+exp(-x)))", "x=0.3", lambda x: s(x)),
]  # fmt: skip
"""A bracket too many, or too few, in a definition that says what is known."""

_NOT_KNOWN = [
    Refusal("y = σ(w*x); σ(z) = 1/(1-e^(-z)))", "w=2 x=0.3", ("closes nothing",)),
    Refusal("y = w*(x + 2))", "w=2 x=0.3", ("closes nothing",)),
]

FORMS = [
    *_CHAINS,
    *_LATEX,
    *_TEXTS,
    *_DEFS,
    *_SLOPES,
    *_POINTS,
    *_SAID,
    *_KNOWN,
    *others.FORMS,
    *elsewhere.FORMS,
    *lectures.FORMS,
]
ARRAYS = [
    *_CHAINED,
    *_SET,
    *_DEFINED,
    *_TURNED,
    *_ENTRIES,
    *others.ARRAYS,
    *elsewhere.ARRAYS,
    *lectures.ARRAYS,
    *notes.ARRAYS,
]
NOT_READ = [
    *_NOT_SET,
    *_NOT_COMPOSED,
    *_ASKED_BACK,
    *_OF_OTHERS,
    *_NOT_KNOWN,
    *others.NOT_READ,
    *elsewhere.NOT_READ,
    *lectures.NOT_READ,
    *notes.NOT_READ,
]
