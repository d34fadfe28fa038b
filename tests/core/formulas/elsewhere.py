"""What programs of other languages, spreadsheets and questions rely on, kind by kind.

The values were worked out with plain numbers, not with the program.
"""

from __future__ import annotations

from math import cos, exp, log, sin, sqrt, tanh

from tests.core.formulas.form import Form, Refusal, s
from tests.core.formulas.vectors import Vectors


def neuron(x1: float = 2.0, w1: float = -3.0, b: float = 6.5) -> float:
    return tanh(x1 * w1 + b)


_STATIC = [
    Form("let x1 = Value::new(2.0);\nlet w1 = Value::new(-3.0);\nlet b = Value::new(6.5);\nlet n = x1 * w1 + b;\nlet o = Value::tanh(n);", "", neuron),
    Form("let x1 = Value::new(2.0);\nlet w1 = Value::new(-3.0);\nlet b = Value::new(6.5);\nlet n = Value::add(&Value::mul(&x1, &w1), &b);\nlet o = Value::tanh(&n);\no.backward();", "", neuron),
    Form("auto x1 = Value::create(2.0);\nauto w1 = Value::create(-3.0);\nauto b = Value::create(6.5);\nauto n = Value::add(Value::mul(x1, w1), b);\nauto o = Value::tanh(n);\nbackward(o);", "", neuron),
    Form("let y = f64::exp(-x) * f64::sin(x);", "x=0.4", lambda x: exp(-x) * sin(x)),
    Form("let y: f64 = f64::powi(x, 3) + f64::max(x, 0.0);", "x=0.4", lambda x: x**3 + x),
    Form("x1 = Value.new(2.0)\nw1 = Value.new(-3.0)\nb = Value.new(6.5)\no = Value.tanh(x1 * w1 + b)", "", neuron),
    Form("x1 := engine.NewValue(2.0)\nw1 := engine.NewValue(-3.0)\nb := engine.NewValue(6.5)\nn := engine.Add(engine.Mul(x1, w1), b)\no := engine.Tanh(n)\no.Backward()", "", neuron),
    Form("const x1 = new Value(2.0);\nconst w1 = new Value(-3.0);\nconst b = new Value(6.5);\nconst o = x1.mul(w1).add(b).tanh();\no.backward();", "", neuron),
    Form("Value *x1 = value_new(2.0);\nValue *w1 = value_new(-3.0);\nValue *b = value_new(6.5);\nValue *n = value_add(value_mul(x1, w1), b);\nValue *o = value_tanh(n);\nvalue_backward(o);", "", neuron),
    Form("const z = Math.exp(x) / Math.hypot(x, y)", "x=3 y=4", lambda x, y: exp(x) / sqrt(x * x + y * y)),
]  # fmt: skip
"""Functions and constructors of a class, called with its name before them."""

_PORTS = [
    Form('auto x1 = Value(2.0, "x1");\nauto w1 = Value(-3.0, "w1");\nauto b = Value(6.5, "b");\nauto n = x1 * w1 + b;\nn.label = "n*w";\nauto o = n.tanh();\no.label = "o";\no.backward();\nis_near(o.data, 0.46);', "", neuron),
    Form('Num *x1 = num_create(2.0, "x1");\nNum *w1 = num_create(-3.0, "w1");\nNum *b = num_create(6.5, "b");\nNum *n = num_add(num_multiply(x1, w1), b);\nn->label = "x*w + b";\nNum *o = num_tanh(n);\nnum_backpropagate_all(o);\nnum_free_all(o);', "", neuron),
    Form('let x1 = Value::new(2.0, Some("x1"));\nlet w1 = Value::new(-3.0, None);\nlet b = Value::new(6.5, Some("b".to_string()));\nlet n = Value::add(&Value::mul(&Rc::clone(&x1), &w1, None), &b, Some("n".to_string()));\nlet o = Value::tanh(&n, None);\nbackward(&o);\nprintln!("{}", o);', "", neuron),
    Form("Value x1 = new(2f);\nValue w1 = new(-3f);\nValue b = new(6.5f);\nValue o = (x1 * w1 + b).Tanh();\no.Backward();\nDebug.Log(x1.grad);", "", neuron),
    Form('auto tape = Tape();\nauto &x1 = tape.MakeValue(2.0, "x1");\nauto &w1 = tape.MakeValue(-3.0, "w1");\nauto &b = tape.MakeValue(6.5, "b");\nauto &o = tanh(x1 * w1 + b);\no.set_label("o");\no.Backward();', "", neuron),
    Form("const x1 = try pool.leaf(2);\nconst w1 = try pool.leaf(-3);\nconst b = try pool.leaf(6.5);\nconst n = try pool.add(try pool.mul(x1, w1), b);\nconst o = try pool.tanh(n);", "", neuron),
    Form("let x1: Scalar = (2.0).into();\nlet w1: Scalar = (-3.0).into();\nlet b: Scalar = (6.5).into();\nlet o = (x1 * w1 + b).tanh();\no.backward();\ndbg!(o);", "", neuron),
    Form('x1 = Value.new(2.0, label: "x1")\nw1 = Value.new(-3.0, label: "w1")\nb = Value.new(data: 6.5)\no = Value.tanh(x1 * w1 + b)\no.backward\nputs x1.grad', "", neuron),
    Form("auto x1 = std::make_shared<Value>(2.0);\nauto w1 = std::make_shared<Value>(-3.0);\nauto b = std::make_shared<Value>(6.5);\nauto o = tanh(x1 * w1 + b);\no->backward();", "", neuron),
    Form("Var x1(2.0), w1(-3.0);\nVar b(6.5);\nVar o = tanh(x1 * w1 + b);\no.grad();", "", neuron),
    Form("let mut x1 = grad::Value::new(2.0);\nlet mut w1 = grad::Value::new(-3.0);\nlet mut b = grad::Value::new(6.5);\nlet mut o = (&x1 * &w1 + &b).tanh();", "", neuron),
]  # fmt: skip
"""An autograd class in other languages, with its labels, owners and calls that show something."""

_CURRIED = [
    Form("act z = 1 / (1 + exp (-z))\nloss w x y = (act (w * x) - y) ^ 2", "w=2 x=0.3 y=1", lambda w, x, y: (s(w * x) - y) ** 2),
    Form("let act z = 1.0 /. (1.0 +. exp (-. z))\nlet loss w x y = (act (w *. x) -. y) ** 2.0", "w=2 x=0.3 y=1", lambda w, x, y: (s(w * x) - y) ** 2),
    Form("let inline act (z: float) = 1.0 / (1.0 + exp -z)\nlet loss w x y = (act (w * x) - y) ** 2.0", "w=2 x=0.3 y=1", lambda w, x, y: (s(w * x) - y) ** 2),
    Form("Act[z_] := 1/(1 + Exp[-z])\nLoss[w_, x_, y_] := (Act[w x] - y)^2", "w=2 x=0.3 y=1", lambda w, x, y: (s(w * x) - y) ** 2),
    Form("h[u_] := u^3\nf[x_, b_] = h[x + b] + b", "x=0.3 b=1", lambda x, b: (x + b) ** 3 + b),
    Form("function act($z) {\n    return 1 / (1 + exp(-$z));\n}", "z=0.3", lambda z: s(z)),
    Form("$z = $w * $x + $b;\n$y = tanh($z);", "w=2 x=0.3 b=0.1", lambda w, x, b: tanh(w * x + b)),
    Form("let y = w * x\nlet L = (y - t)^2", "w=2 x=0.3 t=1", lambda w, x, t: (w * x - t) ** 2),
]  # fmt: skip
"""Heads of functional languages, patterns of Mathematica, variables of PHP."""

_AT_POINT = [
    Form("def f(x, y):\n    return x*y + y\nprint(f(2, 1))", "", lambda x=2.0, y=1.0: x * y + y),
    Form("f <- function(x, y) {\n  z <- x^2 + 3*y\n  return(sin(z))\n}\nf(2, 1)", "", lambda x=2.0, y=1.0: sin(x * x + 3 * y)),
    Form("const f = (x, y) => x*y + y;\nconsole.log(f(2, 1));", "", lambda x=2.0, y=1.0: x * y + y),
    Form("f(W, b, x) = W * x + b\nTracker.gradient(f, 2, 3, 4)", "", lambda W=2.0, b=3.0, x=4.0: W * x + b),
    Form("julia> f(x) = 3x^2 + 2x + 1;\n\njulia> df(x) = gradient(f, x)[1];\n\njulia> df(2)\n14.0", "x=2", lambda x: 3 * x * x + 2 * x + 1),
    Form("def loss(w, x):\n    return (w*x - 1)**2\nfast = jax.jit(loss)\nL = fast(w, x)", "w=2 x=0.3", lambda w, x: (w * x - 1) ** 2),
    Form("float x = 2.0f;\nfloat y = x * x + 3.0f * x;\nfloat dydx = 2.0f * x + 3.0f;", "", lambda x=2.0: x * x + 3 * x),
    Form("a = w*x + b\nf = tanh(a)\nda = 1 - f*f\ndw = x*da\ndb = 1.0*da", "w=2 x=0.3 b=0.1", lambda w, x, b: tanh(w * x + b)),
    Form("dot = w*x + b\nf = sigmoid(dot)\nddot = (1 - f)*f\ndx = [w*ddot, b*ddot]\ndw = [x*ddot, 1.0*ddot]", "w=2 x=0.3 b=0.1", lambda w, x, b: s(w * x + b)),
    Form(r"$$ net_{h1} = w i + b $$ $$ out_{h1} = \frac{1}{1+e^{-net_{h1}}} $$ $$ E_{o1} = \frac{1}{2}(target_{o1} - out_{h1})^2 $$", "w=2 i=0.3 b=0.1 target_o1=1", lambda w, i, b, target_o1: (target_o1 - s(w * i + b)) ** 2 / 2),
    Form("def f(x): return x*x\na = f(2)\nc = a*w", "w=3", lambda w=3.0, a=4.0: a * w),
    Form("x = torch.tensor(0.5, requires_grad=True)\na = torch.sigmoid(x)\nout = a.detach().clone()\na.backward()\nby_hand = out * (1 - out)\nsame = torch.isclose(x.grad, by_hand).item()", "", lambda x=0.5: s(x)),
]  # fmt: skip
"""A function called with numbers at the end; one that is compiled; what is worked out beside."""

_SMALL = [
    Form("x1 = value(2.0)\nw1 = value(-3.0)\nb = value(6.5)\no = tanh(x1*w1 + b)\n\nbackward(o)", "", neuron),
    Form("x1 <- value(2.0)\nw1 <- value(-3.0)\nb <- value(6.5)\no <- tanh(x1*w1 + b)\nbackward(o)", "", neuron),
    Form("x1 = Value(2.0)\nw1 = Value(-3.0)\nb = Value(6.5)\no = tanh(x1*w1 + b)\nbackward!(o)\nprintln(x1.grad)", "", neuron),
    Form("x1 = var(2.0)\nw1 = var(-3.0)\nb = var(6.5)\no = tanh(x1*w1 + b)\nbackprop(o)", "", neuron),
    Form("a = Value(2.0); b = Value(-3.0)\nc = a*b\nc.backprop()\nprint(a.grad)", "", lambda a=2.0, b=-3.0: a * b),
    Form("x1 = 2.0\nw1 = -3.0\nb = 6.5\no = tanh(x1*w1 + b)\nbackpropagate(o)", "", neuron),
    Form("backward(x) = x^2 + b", "x=3 b=1", lambda x, b: x * x + b),
    Form("L = backward(w); backward(w) = w^2", "w=3", lambda w: w * w),
]  # fmt: skip
"""A call at the end that only runs the backward pass; a function of the text with that name."""

W = "W=[[0.3, -0.2], [0.5, 0.1]]", "x=[0.2, 0.9]", "b=[0.1, -0.4]", "y=[0.3, 0.8]"
A1, A2 = s(0.3 * 0.2 - 0.2 * 0.9 + 0.1), s(0.5 * 0.2 + 0.1 * 0.9 - 0.4)
SQUARES = (A1 - 0.3) ** 2 + (A2 - 0.8) ** 2
_JULIA = [
    Vectors("predict(x) = sigmoid((W * x) .+ b)\nusing Statistics: mean\nloss(x, y) = mean(abs2, ( predict(x) .- y))", W, SQUARES / 2),
    Vectors("ŷ = σ.(W * x .+ b)\nL = sum(abs2, ŷ .- y)", W, SQUARES),
    Vectors("L = sum(abs2.(σ.(W*x .+ b) .- y)) / length(y)", W, SQUARES / 2),
    Vectors("loss(ŷ, y) = mean((ŷ .- y).^2)\nloss(σ.(W*x .+ b), y)", W, SQUARES / 2),
    Vectors("L = sum(abs, σ.(W*x .+ b) .- y)", W, abs(A1 - 0.3) + abs(A2 - 0.8)),
    Vectors("L = sum(d -> d^2, σ.(W*x .+ b) .- y)", W, SQUARES),
    Vectors("L = sum(x -> x^3, x)", ("x=[1, 2]",), 9.0),
    Vectors("L = mean(v -> exp(v), x)", ("x=[1, 2]",), (exp(1) + exp(2)) / 2),
    Vectors("L = maximum(abs, w) + sum(abs2, w)", ("w=[1, -3]",), 13.0),
    Vectors("L = sum(map(abs2, x))", ("x=[1, 2]",), 5.0),
    Vectors("L = dot(w, x) + b", ("w=[1, 2]", "x=[3, 4]", "b=1"), 12.0),
    Vectors("L = norm(x .- y)^2", ("x=[1, 2]", "y=[3, 5]"), 13.0),
]  # fmt: skip
"""A function given to a sum: of every entry."""

_SHEETS = [
    Form("=1 / (1 + EXP(-($A2*F$1 + $B2*F$2 + G$2)))", "A2=1 F1=0.4 B2=0.5 F2=-0.6 G2=0.2", lambda A2, F1, B2, F2, G2: s(A2 * F1 + B2 * F2 + G2)),
    Form("=(A2*$H$2)+(B2*$H$3)+$H$4", "A2=1 H2=0.4 B2=0.5 H3=-0.6 H4=0.2", lambda A2, H2, B2, H3, H4: A2 * H2 + B2 * H3 + H4),
    Form("=SUMPRODUCT(A2:C2, $E$1:$G$1) + $H$1", "A2=1 B2=2 C2=3 E1=0.1 F1=0.2 G1=0.3 H1=1", lambda A2, B2, C2, E1, F1, G1, H1: A2 * E1 + B2 * F1 + C2 * G1 + H1),
    Form("=POWER(D2-E2, 2)/2", "D2=0.7 E2=1", lambda D2, E2: (D2 - E2) ** 2 / 2),
    Form("=-(C2*LN(D2)+(1-C2)*LN(1-D2))", "C2=1 D2=0.7", lambda C2, D2: -(C2 * log(D2) + (1 - C2) * log(1 - D2))),
    Form("=IF(A1>0, A1, 0.1*A1)", "A1=-2", lambda A1: 0.1 * A1 if A1 < 0 else A1),
    Form("D2: =A2*$B$1+$C$1\nE2: =TANH(D2)", "A2=0.5 B1=0.3 C1=0.1", lambda A2, B1, C1: tanh(A2 * B1 + C1)),
    Form("D2 =A2*B2\nE2 =1/(1+EXP(-D2))\nF2 =(E2-C2)^2", "A2=0.5 B2=0.3 C2=1", lambda A2, B2, C2: (s(A2 * B2) - C2) ** 2),
    Form("=AVERAGE(A1:A3)", "A1=1 A2=2 A3=6", lambda A1, A2, A3: (A1 + A2 + A3) / 3),
    Form("=SUM(A1:B2)", "A1=1 A2=2 B1=3 B2=4", lambda A1, A2, B1, B2: A1 + A2 + B1 + B2),
    Form("=SUMSQ(A1:A2)+SUMXMY2(A1:A2;B1:B2)", "A1=1 A2=2 B1=3 B2=4.5", lambda A1, A2, B1, B2: A1**2 + A2**2 + (A1 - B1) ** 2 + (A2 - B2) ** 2),
    Form("A1: 0.5\nA2: 2\nB1: =A1*A2\nB2: =TANH(B1)", "", lambda A1=0.5, A2=2.0: tanh(A1 * A2)),
    Form("z: =A1*B1+C1\na: =1/(1+EXP(-z))", "A1=1 B1=0.5 C1=0.1", lambda A1, B1, C1: s(A1 * B1 + C1)),
    Form("=0,5*(E2-F2)^2+MAX(E2;0)", "E2=2 F2=1", lambda E2, F2: (E2 - F2) ** 2 / 2 + E2),
    Form("Cell N2 ( H1 Output): =1/(1+EXP(-K2))", "K2=0.3", lambda K2: s(K2)),
    Form("=WENN(A1>0;A1;0)*B1", "A1=2 B1=3", lambda A1, B1: A1 * B1),
    Form("E1: =MMULT(A1:B1;C1:C2)", "A1=1 B1=2 C1=3 C2=4", lambda A1, B1, C1, C2: A1 * C1 + B1 * C2),
]  # fmt: skip
"""Cells of a spreadsheet, with $ before what stays; ranges of cells."""

_DRAWN = [
    Vectors("x = torch.ones(2)\ny = torch.zeros(1)\nw = torch.randn(2, 1, requires_grad=True)\nb = torch.randn(1, requires_grad=True)\nz = torch.matmul(x, w)+b\nloss = torch.nn.functional.binary_cross_entropy_with_logits(z, y)", ("w=[[0.1], [-0.2]]", "b=[0.3]"), log(1 + exp(0.2)), (("w[1][0]", s(0.2)),)),
    Vectors("w = np.random.randn(2)\nz = w.dot(x)", ("w=[1, 2]", "x=[3, 4]"), 11.0),
    Vectors("np.random.seed(1)\nsyn0 = 2*np.random.random((2, 1)) - 1\nl1 = 1/(1+np.exp(-np.dot(X, syn0)))\nL = np.sum(l1)", ("syn0=[[1], [2]]", "X=[[0.1, 0.2]]"), s(0.5)),
    Vectors("W = nn.Parameter(torch.randn(1, 2))\ny = (W @ x).sum()", ("W=[[1, 2]]", "x=[3, 4]"), 11.0),
    Vectors("W = tf.Variable(tf.random.normal([2]))\ny = tf.reduce_sum(W * x)", ("W=[1, 2]", "x=[3, 4]"), 11.0),
    Vectors("key = jax.random.PRNGKey(0)\nw = jax.random.normal(key, (2,))\ny = jnp.dot(w, x)", ("w=[1, 2]", "x=[3, 4]"), 11.0),
    Vectors("w = randn(2, 1);\nz = sum(w .* x);", ("w=[1, 2]", "x=[3, 4]"), 11.0),
    Vectors("w <- rnorm(2)\nz <- sum(w * x)", ("w=[1, 2]", "x=[3, 4]"), 11.0),
    Vectors("w = random.uniform(-1, 1)\nb = random.uniform(-1, 1)\ny = w*x + b", ("w=1", "x=3", "b=2"), 5.0),
    Vectors("double w = (double)rand() / RAND_MAX;\ndouble y = w * x;", ("w=1.5", "x=3"), 4.5),
    Vectors("let w = Math.random() * 2 - 1;\nlet y = w * x;", ("w=1.5", "x=3"), 4.5),
]  # fmt: skip
"""Weights that a program draws, and whose values are given."""
_NOT_DRAWN = [
    Refusal("w = torch.randn(2, 2)\nz = (w @ x).sum()", "x=[1,2]", ("'w'", "draw")),
    Refusal("w = np.random.rand()\nz = w*x", "x=1", ("no value for w",)),
]  # fmt: skip

_MENTIONED = [
    Form(r"The path from $x$ to $L(b,w|x)$ is: $\begin{eqnarray} z &=& w x + b\\ a &=& \sigma(z) = \frac{1}{1+e^{-z}}\\ L(w,b|x) &=& \frac{1}{2}\left(y-a\right)^2 \end{eqnarray}$", "x=0.5 w=0.3 b=0.1 y=1", lambda x, w, b, y: (y - s(w * x + b)) ** 2 / 2),
    Form(r"We want to minimise $L(b, w)$, where $L(w, b) = (w x + b)^2$.", "x=0.5 w=0.3 b=0.1", lambda x, w, b: (w * x + b) ** 2),
    Form(r"$$\begin{eqnarray} z &=& wx \\ J(w) &=& z^2 \end{eqnarray}$$ so we differentiate $J(w)$", "x=0.5 w=0.3", lambda x, w: (w * x) ** 2),
    Form(r"$\begin{eqnarray*} z &=& wx + b \\ &=& t + b \\ t &=& wx \end{eqnarray*}$", "x=0.5 w=0.3 b=1", lambda x, w, b: w * x + b),
    Form(r"\begin{eqnarray} a &=& \tanh(z) = \frac{e^z - e^{-z}}{e^z + e^{-z}} \\ z &=& w x \end{eqnarray}", "x=0.5 w=0.3", lambda x, w: tanh(w * x)),
]  # fmt: skip
"""A function that is mentioned in a sentence with its arguments in another order; eqnarray."""

_DOTS = [
    Vectors("\\[\n\\text{n1} = \\text{sigmoid(features dot W1)}\n\\]\n\\[\ny = \\text{n1}\n\\]", ("features=[1, 0.5]", "W1=[0.2, -0.3]"), s(0.05)),
    Vectors("z = w dot x + b", ("w=[1, 2]", "x=[3, 4]", "b=1"), 12.0),
    Vectors("h = tanh(W dot x + b)\ny = v dot h", ("W=[[0.1, 0.2], [0.3, 0.4]]", "x=[1, 2]", "b=[0, 0.1]", "v=[1, 2]"), tanh(0.5) + 2 * tanh(1.2)),
    Vectors(r"$\text{output} = \text{relu(inputs dot weights + bias)}$", ("inputs=[1, 2]", "weights=[3, 4]", "bias=1"), 12.0),
    Vectors("out = sigmoid(w dot x)", ("w=[1, 2]", "x=[0.3, 0.4]"), s(1.1)),
    Vectors("z = w times x plus b", ("w=2", "x=3", "b=1"), 7.0),
    Vectors("z = dot(w, x) + b", ("w=[1, 2]", "x=[3, 4]", "b=1"), 12.0),
    Vectors(r"z = w \text{ dot } x + b", ("w=[1, 2]", "x=[3, 4]", "b=1"), 12.0),
]  # fmt: skip
"""``dot`` between two names."""

_DOLLARS = [
    Vectors(r"$\sum_{i=1}^n$ log$(1+exp(-y_i* \textbf{w}^T x_i)) + \frac{1}{b} \sum_{i=1}^d w_i^4$", ("x=[[1, 0.5], [-0.3, 2]]", "y=[1, -1]", "w=[0.4, -0.6]", "n=2", "d=2", "b=5"), log(1 + exp(-0.1)) + log(1 + exp(-0.12 - 1.2)) + (0.4**4 + 0.6**4) / 5),
    Vectors(r"$J = \frac{1}{2}\sum_{i=1}^{2}$ ($\hat{y}_i$ - $y_i$)$^2$", ("y_hat=[1, 2]", "y=[2, 4]"), 2.5),
    Vectors(r"L = $-\sum_i y_i$ log$(p_i)$", ("y=[1, 2]", "p=[0.5, 0.4]"), -log(0.5) - 2 * log(0.4)),
    Vectors(r"f(x) = $e^{-x}$ + tanh$(x)$", ("x=0.4",), exp(-0.4) + tanh(0.4)),
    Vectors(r"a = $\sigma$(z), z = $w x$ + $b$", ("x=0.4", "w=2", "b=1"), s(1.8)),
    Vectors(r"$\ell$ = log(1 + exp($-y z$))", ("y=1", "z=0.5"), log(1 + exp(-0.5))),
    Vectors(r"$L = $ max$(0, 1 - y z)$", ("y=1", "z=0.5"), 0.5),
]  # fmt: skip
"""Dollars that close in the middle of a formula."""

_BARS = [
    Vectors("L = (1/N) Σ|ŷ − y|", ("y=[1, 2, 3.0]", "ŷ=[1.5, 1.2, 3.9]", "N=3"), 2.2 / 3),
    Vectors("MAE = Σ|y - ŷ| / n", ("y=[1, 2, 3.0]", "ŷ=[1.5, 1.2, 3.9]", "n=3"), 2.2 / 3),
    Vectors("MAE = mean(|y - p|)", ("y=[1, 2]", "p=[1.5, 1.2]"), 0.65),
    Vectors(r"$L = \frac{1}{2} \sum |y - \hat{y}|$", ("y=[1, 2]", "y_hat=[1.5, 1.2]"), 0.65),
    Vectors(r"$\mathrm{MAE} = \frac{1}{n} \sum_{i=1}^n |y - \hat{y}|$", ("y=[1, 2]", "y_hat=[1.5, 1.2]", "n=2"), 0.65),
    Vectors("L = sum |y - p|^2", ("y=[1, 2]", "p=[1.5, 1.2]"), 0.25 + 0.64),
    Vectors("L = Σ (y - p)²", ("y=[1, 2]", "p=[1.5, 1.2]"), 0.25 + 0.64),
    Vectors("L = 1/(2n) Σ(ŷ − y)²", ("y=[1, 2]", "ŷ=[1.5, 1.2]", "n=2"), 0.89 / 4),
    Vectors("L = Σ y log p", ("y=[1, 2]", "p=[0.5, 0.4]"), log(0.5) + 2 * log(0.4)),
]  # fmt: skip
"""Bars within a sum are of every entry."""
_NOT_SHEETS = [
    Refusal("=EXP(-A1^2)", "A1=2", ("a minus before a power is read in two ways",)),
    Refusal("=SUMPRODUCT(A1:A2,B1:B3)", "A1=2", ("SUMPRODUCT of these cells cannot be read",)),
    Refusal("J = 1/2m Σ r_i²", "m=0.7 r=[1,2]", ("two ways",)),
    Refusal(r"R = \sum_i w_i^2 + w^{(2)}", "w=[1,2] w^(2)=5", ("given twice",)),
    Refusal("c = y ŷ", "y=[1,2] ŷ=[0.5,1]", ("two readings",)),
    Refusal("c = X Y", "X=[1,2] Y=[0.5,1]", ("two readings",)),
    Refusal("L = −Y log A", "Y=[1,0] A=[0.5,0.4]", ("two readings",)),
    Refusal("h = xW + b; L = sum(h)", "x=[1,2] W=[3,4] b=[5,6]", ("number beside a list",)),
    Refusal("z = xWv; L = sum(z)", "x=[1,2] W=[3,4] v=[5,6]", ("number beside a list",)),
    Refusal("L = sum(W*x)", "W=[[1,2]] x=[3,4]", ("has two readings",)),
    Refusal("f = x*y; g = x+y", "x=1 y=2", ("nothing uses f and g",)),
    Refusal("f = x*y; L = x+y", "x=1 y=2", ("nothing uses f and L",)),
]
"""What a spreadsheet and paper read in two ways; two outputs of which none needs what is before."""
_NOT_BARS = [Refusal("L = |y - p|", "y=[1,2] p=[2,3]", ("can be read in two ways",))]

_LEFT = [
    Vectors("h = x.dot(w1)\nh_relu = np.maximum(h, 0)\ny_pred = h.dot(w2)\nloss = np.square(y_pred - y).sum()", ("x=[[1, 2]]", "w1=[[1, 2], [3, 4]]", "w2=[[1], [2]]", "y=[[20]]"), 49.0),
    Vectors("p = exp(a)/(exp(a)+exp(b))\nq = exp(b)/(exp(a)+exp(b))\nL = -log(q)", ("a=1", "b=2"), -log(exp(2) / (exp(1) + exp(2)))),
    Vectors("p1 = s/(s+t)\np2 = t/(s+t)\ncost = -log(p1)", ("s=1", "t=3"), log(4)),
]  # fmt: skip
"""The loss that stands last is the output; what else nothing uses is said."""

_SAME_NAME = [
    Vectors("import numpy as np\ndef forward(W, x, b):\n    return tanh(linear(W, x, b))\n\ndef linear(W, x, b):\n    return np.add(np.matmul(W, x), b)\n\ndef tanh(h):\n    return np.tanh(h)", ("W=[0.2, -0.4]", "x=[1, 0.5]", "b=0.25"), tanh(0.25)),
    Vectors("def sigmoid(x):\n    return torch.sigmoid(x)\ny = sigmoid(w*x)", ("w=2", "x=3"), s(6)),
    Vectors("exp = lambda x: np.exp(x)\ny = exp(w) + 1", ("w=2",), exp(2) + 1),
    Vectors("function tanh(x) { return Math.tanh(x); }\nlet y = tanh(w * x);", ("w=2", "x=0.3"), tanh(0.6)),
    Vectors("def relu(x):\n    return F.relu(x)\ndef loss(a, y):\n    return mse(relu(a), y)\ndef mse(a, y):\n    return F.mse_loss(a, y)", ("a=2", "y=3"), 1.0),
    Vectors("float exp(float x) { return std::exp(x); }\nfloat f(float x) { return exp(-x); }", ("x=2",), exp(-2)),
    Vectors("def log(x):\n    return math.log(x)\nL = -log(p)", ("p=0.5",), log(2)),
    Vectors("def softmax(z):\n    return torch.softmax(z, dim=0)\nL = -torch.log(softmax(z)[0])", ("z=[1, 2]",), log(1 + exp(1))),
    Vectors("def matmul(a, b):\n    return np.matmul(a, b)\ny = matmul(w, x)", ("w=[1, 2]", "x=[3, 4]"), 11.0),
]  # fmt: skip
"""A function of the text that only calls the one of a library with its name."""

_OF_R = [
    Vectors("sigmoid <- function(z) {\n  return(1 / (1 + exp(-z)))\n}\nloss_net <- function(theta, y, X) {\n  X_net <- cbind(X, rep(1, dim(X)[1])) # ones\n  obj <- sum((y - sigmoid(X_net%*%theta))^2)\n  return(obj)\n}", ("theta=[0.3, -0.5, 0.2]", "y=[1, 0]", "X=[[1, 2], [0.5, -1]]"), (1 - s(-0.5)) ** 2 + s(0.85) ** 2),
    Vectors("X1 <- cbind(1, X)\nL <- sum((y - X1 %*% beta)^2)", ("beta=[0.2, 0.3, -0.5]", "y=[1, 0]", "X=[[1, 2], [0.5, -1]]"), 1.5**2 + 0.85**2),
    Vectors("n <- nrow(X)\nL <- sum((y - X %*% w)^2) / n", ("w=[1, 2]", "y=[1, 0]", "X=[[1, 2], [0.5, -1]]"), (16 + 2.25) / 2),
    Vectors("b <- rep(0.5, 2)\nL <- sum(b * x)", ("x=[1, 2]",), 1.5),
    Vectors("x <- c(1, 2, 3)\nL <- sum(w * x^2)", ("w=2",), 28.0),
    Vectors("h <- pmax(0, W %*% x + b)\nL <- sum(h)", ("W=[[1, 2], [-3, 0]]", "x=[1, 2]", "b=[0.5, 0.5]"), 5.5),
    Vectors("p <- plogis(x %*% w)\nL <- -log(p)", ("x=[1, 2]", "w=[0.1, 0.2]"), -log(s(0.5))),
    Vectors("G <- t(w) %*% w", ("w=[1, 2]",), 5.0),
    Vectors("L <- crossprod(y - X %*% w)", ("w=[1, 2]", "y=[1, 0]", "X=[[1, 2], [0.5, -1]]"), 18.25),
    Vectors("W <- matrix(c(1, 2, 3, 4), nrow = 2)\nL <- sum(W %*% x)", ("x=[1, 10]",), 1 + 30 + 2 + 40),
    Vectors("W <- matrix(c(1, 2, 3, 4), nrow = 2, byrow = TRUE)\nL <- sum((W %*% x) * c(1, 2))", ("x=[1, 10]",), 21 + 2 * 43),
    Vectors("L <- sum(rowSums(X) * c(1, 2)) + sum(colMeans(X))", ("X=[[1, 2], [0.5, -1]]",), 3 - 1 + 0.75 + 0.5),
]  # fmt: skip
"""Matrices of R, which are filled by columns."""

_PREFIX = [
    Form("(define (sigmoid1 x)\n  (/ 1.0 (+ 1.0 (exp (* -1.0 x)))))", "x=0.7", lambda x: s(x)),
    Form("(define (loss w x y)\n  (expt (- (* w x) y) 2))", "w=2 x=3 y=5", lambda w, x, y: (w * x - y) ** 2),
    Form("(defn sigmoid [x] (/ 1 (+ 1 (Math/exp (- x)))))\n(defn f [w x] (sigmoid (* w x)))", "w=2 x=0.3", lambda w, x: s(w * x)),
    Form("(defun f (x y) (+ (* x x) (sin y) 1))", "x=2 y=0.3", lambda x, y: x * x + sin(y) + 1),
    Form("(define w 2.0)\n(define x 3.0)\n(define y (tanh (* w x 0.1)))", "", lambda w=2.0, x=3.0: tanh(w * x * 0.1)),
    Form("(let ((a (* w x)))\n  (if (> a 0) a (* 0.1 a)))", "w=2 x=3", lambda w, x: w * x),
    Form("(- (log p))", "p=0.4", lambda p: -log(p)),
    Form("(define f (lambda (x) (square (- x 1))))", "x=3", lambda x: (x - 1) ** 2),
    Form("(let* ([z (+ (* w x) b)] [a (tanh z)]) (* 1/2 (sqr (- a y))))", "w=2 x=0.3 b=0.1 y=1", lambda w, x, b, y: (tanh(w * x + b) - y) ** 2 / 2),
    Form("(max 0 (- 1 (* y z)))", "y=1 z=0.4", lambda y, z: 1 - y * z),
]  # fmt: skip
"""Scheme, Lisp and Clojure: the sign stands before what it joins."""

_POSITIVE = [
    Form(r"$$ L_{contrastive} = \left[d_p - m_{pos}\right]_+ + \left[m_{neg} - d_n\right]_+ $$ Here $d_p$ and $d_n$ are positive-pair and negative-pair distances, and $[x]_+ = \max(0, x)$.", "d_p=0.8 m_pos=0.1 m_neg=1.0 d_n=0.45", lambda d_p, m_pos, m_neg, d_n: d_p - m_pos + m_neg - d_n),
    Form(r"L = [1 - y z]_+ where $[a]_+ = \max(a, 0)$", "y=1 z=0.4", lambda y, z: 1 - y * z),
    Form(r"$L = (m - d)_+^2 + d^2$ with $(x)_+ = \max\{x, 0\}$", "m=1 d=0.4", lambda m, d: (m - d) ** 2 + d**2),
    Form("L = [m - d]₊ + d, [z]₊ = max(z, 0)", "m=1 d=0.4", lambda m, d: m),
    Form(r"$\ell = [1 - y\hat{y}]_{+}$ where $[\cdot]_+ = \max(0, \cdot)$", "y=1 y_hat=0.4", lambda y, y_hat: 1 - y * y_hat),
    Form(r"$\ell = \left(1 - y z\right)_{+}$", "y=1 z=0.4", lambda y, z: 1 - y * z),
]  # fmt: skip
"""The positive part, with its definition beside."""


def two_layers(w_h: float = 2.0, h0: float = 0.5, w_y: float = 4.0) -> float:
    return w_y * tanh(w_h * h0)


_ASKED = [
    Form("h0 = 0.5\nw_h = 2.0\nw_y = 4.0\nh1 = tanh(w_h * h0)\ny2 = w_y * h1\nfind dy2/dw_h & dy2/dw_y ?", "", two_layers),
    Form("h0 = 0.5\nw_h = 2.0\nw_y = 4.0\nh1 = tanh(w_h * h0)\ny2 = w_y * h1\nFind dy2/dw_h and dy2/dw_y.", "", two_layers),
    Form("h0 = 0.5, w_h = 2.0, w_y = 4.0\ny2 = w_y * tanh(w_h * h0)\nWhat is dy2/dw_h?", "", two_layers),
    Form("y = x^2 + 3x, find dy/dx", "x=2", lambda x: x * x + 3 * x),
    Form("f(x,y) = x*y + sin(x)\nCompute df/dx, df/dy", "x=2 y=3", lambda x, y: x * y + sin(x)),
    Form("L = (w*x - y)^2\ndL/dw = ?\ndL/dx = ?", "w=2 x=3 y=5", lambda w, x, y: (w * x - y) ** 2),
    Form("L = (w*x - y)^2\n∂L/∂w?", "w=2 x=3 y=5", lambda w, x, y: (w * x - y) ** 2),
    Form("L = (w*x - y)^2; calculate dL/dw & dL/dx", "w=2 x=3 y=5", lambda w, x, y: (w * x - y) ** 2),
    Form("L = (w*x - y)^2\ndetermine ∂L/∂w, ∂L/∂x", "w=2 x=3 y=5", lambda w, x, y: (w * x - y) ** 2),
    Form("L = (w*x - y)^2\nfind the gradient of L with respect to w and x", "w=2 x=3 y=5", lambda w, x, y: (w * x - y) ** 2),
    Form("L = (w*x - y)^2\nHow to get dL/dw using the chain rule?", "w=2 x=3 y=5", lambda w, x, y: (w * x - y) ** 2),
]  # fmt: skip
"""A question behind the formulas: which derivatives are wanted."""

_KEPT = [
    Form("import torch\nW = torch.tensor(2.0, requires_grad=True)\nw = W.detach().item()\nH0 = torch.tensor(0.5, requires_grad=False)\nh0 = H0.item()\nH1 = torch.tanh(W * H0)\nh1 = H1.detach().item()\nY = W * H1", "", lambda W=2.0, H0=0.5: W * tanh(W * H0)),
    Form("x = torch.tensor(2.0, requires_grad=True)\ny = x**2\ny_np = y.detach().numpy()\ny.backward()\nprint(y_np, x.grad)", "", lambda x=2.0: x * x),
    Form("loss = (w*x - y)**2\nlosses.append(loss.item())", "w=2 x=3 y=5", lambda w, x, y: (w * x - y) ** 2),
    Form("loss = (w*x - y)**2\nl = float(loss)\nprint(l)", "w=2 x=3 y=5", lambda w, x, y: (w * x - y) ** 2),
    Form("loss = (w*x - y)**2\nval = loss.data\nprint('loss', val)", "w=2 x=3 y=5", lambda w, x, y: (w * x - y) ** 2),
    Form("loss = (w*x - y)**2\nhistory['loss'].append(loss.detach().cpu().item())", "w=2 x=3 y=5", lambda w, x, y: (w * x - y) ** 2),
]  # fmt: skip
"""Numbers that a program only takes out, and does not go on with."""
_NOT_KEPT = [
    Refusal("h = w*x\nk = h.detach()\ny = k*h", "w=2 x=3", ("lets no gradient through",)),
    Refusal("h = w*x\nk = h.item()\ny = k*h", "w=2 x=3", ("lets no gradient through",)),
]

_GLUED = [
    Form("C =-d logy-(1-d) log (1-y)", "d=1 y=0.7", lambda d, y: -d * log(y) - (1 - d) * log(1 - y)),
    Form("L = -y logp - (1-y) log(1-p)", "y=1 p=0.7", lambda y, p: -y * log(p) - (1 - y) * log(1 - p)),
    Form("L = -t lny - (1-t) ln(1-y)", "t=1 y=0.7", lambda t, y: -t * log(y) - (1 - t) * log(1 - y)),
    Form("f = sinx + cosy", "x=0.7 y=0.2", lambda x, y: sin(x) + cos(y)),
    Form("f = x sinx", "x=0.7", lambda x: x * sin(x)),
    Form("y = tanhz; z = w*x", "w=2 x=0.3", lambda w, x: tanh(w * x)),
    Form("f = 2 lnx + x", "x=0.7", lambda x: 2 * log(x) + x),
    Form("H = -p logp - q logq", "p=0.7 q=0.3", lambda p, q: -p * log(p) - q * log(q)),
    Form("f = logy*2", "logy=3", lambda logy: 2 * logy),
]  # fmt: skip
"""A function and its argument without a blank."""

_IDENTITIES = [
    Form("$$\n\\begin{align}\n{\\sigma(x)={\\frac{1}{1+e^{-x}}}={\\frac {e^{x}}{1+e^{x}}}=1-\\sigma(-x)}\n\\end{align}\n$$", "x=0.6", lambda x: s(x)),
    Form(r"$\sigma(x) = \frac{1}{1+e^{-x}} = \frac{e^x}{1+e^x} = 1-\sigma(-x)$", "x=0.6", lambda x: s(x)),
    Form(r"$S(x)={\frac {1}{1+e^{-x}}}={\frac {e^{x}}{e^{x}+1}}=1-S(-x)$", "x=0.6", lambda x: s(x)),
    Form(r"$\tanh x = \frac{e^x - e^{-x}}{e^x + e^{-x}} = 2\sigma(2x) - 1$", "x=0.6", lambda x: tanh(x)),
    Form("σ(z) = 1/(1+e^(-z)) = 1 - σ(-z)", "z=0.6", lambda z: s(z)),
    Form("f(x) = x² = (-x)² = f(-x)", "x=0.6", lambda x: x * x),
    Form(r"\[ {a = {\tanh(z)} = 2\sigma(2z) - 1} \]", "z=0.6", lambda z: tanh(z)),
    Form(r"{\displaystyle f(x)={\frac {1}{1+e^{-x}}}}", "x=0.6", lambda x: s(x)),
]  # fmt: skip
"""Identities of a function, in groups of LaTeX, and with the function itself at their end."""

X = "x=[[0.5, -1.0], [1.2, 0.3]]", "w=[[0.4], [0.3]]", "y=[[1.0], [0.0]]"
E1, E2 = 0.2 - 0.3 - 1, 0.48 + 0.09
_NUMPY = [
    Vectors("L = np.square(np.subtract(x.dot(w), y)).sum()", X, E1**2 + E2**2),
    Vectors("L = np.mean(np.power(np.subtract(np.matmul(x, w), y), 2))", X, (E1**2 + E2**2) / 2),
    Vectors("d = np.add(x @ w, np.negative(y))\nL = np.divide(np.sum(np.multiply(d, d)), 2)", X, (E1**2 + E2**2) / 2),
    Vectors("L = (x.dot(w) - y).T.dot(x.dot(w) - y) / 2", X, (E1**2 + E2**2) / 2),
    Vectors("L = ((x @ w) - y).pow(2).mean()", X, (E1**2 + E2**2) / 2),
    Vectors("L = torch.mean(torch.square(torch.mm(x, w).sub(y)))", X, (E1**2 + E2**2) / 2),
    Vectors("L = x.mm(w).clamp(min=0).sum()", X, 0.57),
    Vectors("L = tf.reduce_sum(tf.square(tf.subtract(tf.matmul(x, w), y)))", X, E1**2 + E2**2),
    Vectors("L = np.maximum(0, np.dot(x, w)).sum() + np.abs(w).sum()", X, 0.57 + 0.7),
    Vectors("L = np.linalg.norm(np.dot(x, w) - y)**2", X, E1**2 + E2**2),
    Vectors("ones = np.ones((2, 1))\nL = np.sum(np.dot(x, w) * ones)", X, -0.1 + 0.57),
    Vectors("h = torch.addmm(b, x, w)\nL = tf.reduce_sum(tf.nn.sigmoid_cross_entropy_with_logits(labels=y, logits=h))", (*X, "b=[[0.1], [0.1]]"), log(1 + exp(0.0)) + log(1 + exp(0.67)), ),
    Vectors("b = torch.full((2, 1), 0.5)\nL = (x @ w + b).sum()", X, -0.1 + 0.57 + 1),
    Vectors("b = torch.zeros(2, 1)\nc = torch.tensor([[1.0], [2.0]])\nL = ((x @ w + b) * c).sum()", X, -0.1 + 2 * 0.57),
]  # fmt: skip
"""Operators of libraries as functions and methods."""

FORMS = [
    *_STATIC, *_PORTS, *_CURRIED, *_AT_POINT, *_SMALL, *_SHEETS, *_MENTIONED, *_PREFIX, *_POSITIVE, *_ASKED, *_KEPT, *_GLUED, *_IDENTITIES,
]  # fmt: skip
ARRAYS = [*_JULIA, *_DRAWN, *_DOTS, *_DOLLARS, *_BARS, *_LEFT, *_SAME_NAME, *_OF_R, *_NUMPY]
NOT_READ = [*_NOT_SHEETS, *_NOT_DRAWN, *_NOT_BARS, *_NOT_KEPT]
