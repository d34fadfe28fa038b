"""Formulas of vectors and matrices, as people write them, with the value that they have.

The values were worked out by hand or with plain numbers, not with the program.
"""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass
from math import exp, log, tanh


@dataclass(frozen=True)
class Vectors:
    """A text, the values that are given beside it, the right value, and some right gradients."""

    text: str
    given: tuple[str, ...]
    value: float
    gradients: tuple[tuple[str, float], ...] = ()


def s(z: float) -> float:
    return 1 / (1 + exp(-z))


def _shares(*z: float) -> list[float]:
    return [exp(one) / sum(map(exp, z)) for one in z]


_A = (s(5), s(12))
_D = tuple((a - y) * a * (1 - a) for a, y in zip(_A, (1, 0), strict=True))
_P = _shares(1, 2, 3)
_SOFTMAX = "def softmax(z):\n    e = np.exp(z - np.max(z))\n    return e / e.sum()\n"
_W = "W=[[1,2],[3,4]]"
_RELU: Callable[[float], float] = lambda z: max(0.0, z)  # noqa: E731  # as short as the text

READ = [
    Vectors("W = [[1,2],[3,4]]; x = [1,2]; b = [0,1]; y = [1,0]; z = W@x + b; a = sigmoid(z); L = sum((a-y)^2)/2", (), sum((a - y) ** 2 for a, y in zip(_A, (1, 0), strict=True)) / 2, (("w11", _D[0]), ("W[0][1]", 2 * _D[0]), ("b2", _D[1]), ("x1", _D[0] + 3 * _D[1]))),
    Vectors("z = W@x + b; a = sigmoid(z); L = sum((a-y)^2)/2", (_W, "x=[1,2]", "b=[0,1]", "y=[1,0]"), sum((a - y) ** 2 for a, y in zip(_A, (1, 0), strict=True)) / 2, (("w22", 2 * _D[1]),)),
    Vectors("L = sum((a-y)**2); a=[1,2]; y=[3,4]", (), 8, (("a1", -4),)),
    Vectors("L = sum((a-y)**2)", ("a=[1,2]", "y=3"), 5, (("y", 6),)),
    Vectors("L = sum((a-y)**2)", ("a1=1", "a2=2", "y1=0", "y2=1"), 2, (("a2", 2),)),
    Vectors("z = Wx + b; W=[[1,2],[3,4]]; x=[1,2]; b=[0,1]; p = softmax(z); L = -log(p[0])", (), log(1 + exp(7)), (("b[1]", s(7)),)),
    Vectors("L = F.cross_entropy(z, y)", ("z=[1,2,3]", "y=[0,1,0]"), -log(_P[1]), (("z1", _P[0]), ("z2", _P[1] - 1))),
    Vectors("L = F.cross_entropy(z, 1)", ("z=[1,2,3]",), -log(_P[1]), (("z3", _P[2]),)),
    Vectors("loss = nn.CrossEntropyLoss()(logits, target)", ("logits=[[1,2,3]]", "target=[1]"), -log(_P[1])),
    Vectors("L = -sum(y*log(softmax(z)))", ("z=[1,2,3]", "y=[0,1,0]"), -log(_P[1]), (("z1", _P[0]),)),
    Vectors("L = -t·log(softmax(z))", ("t=[0,1]", "z=[3,5]"), -log(_shares(3, 5)[1])),
    Vectors("y = 1; z=[1,2,3]; p = np.exp(z)/np.sum(np.exp(z)); L = -np.log(p[y])", (), -log(_P[1])),
    Vectors(_SOFTMAX + "z = np.array([1.0, 2.0, 3.0])\np = softmax(z)\nL = -np.log(p[1])", (), -log(_P[1]), (("z1", _P[0]),)),
    Vectors("def sigmoid(z): return 1/(1+np.exp(-z))\nW=np.array([[1,2],[3,4]])\nx=np.array([0.1,0.2])\na=sigmoid(W.dot(x))\nL=a.sum()", (), s(0.5) + s(1.1)),
    Vectors("X = np.array([[1.0, 2.0], [3.0, 4.0]])\nw = np.array([0.5, -1.0])\nb = 0.3\ny = np.array([1.0, 0.0])\nyhat = X @ w + b\nloss = np.mean((yhat - y) ** 2)", (), 4.84, (("b", -4.4),)),
    Vectors("h = np.maximum(0, W1@x+b1); o = W2@h+b2; L=(o-y)^2", ("W1=[[0.1,0.2],[0.3,0.4]]", "b1=[0.1,0.2]", "W2=[[0.5,-0.5]]", "b2=[0.1]", "x=[1,2]", "y=1"), (0.5 * _RELU(0.6) - 0.5 * _RELU(1.3) + 0.1 - 1) ** 2),
    Vectors("L = sum([(yp - yt)**2 for yp, yt in zip(preds, ys)])", ("preds=[1,2]", "ys=[3,5]"), 13),
    Vectors("n = sum(wi*xi for wi, xi in zip(w, x)) + b; w=[1,2]; x=[3,4]; b=1", (), 12),
    Vectors("w = [Value(0.7), Value(-1.3)]\nb = Value(0.5)\nx = [2.0, -0.4]\nact = sum((wi * xi for wi, xi in zip(w, x)), b)\nout = act.tanh()", (), tanh(2.42), (("b", 1 - tanh(2.42) ** 2),)),
    Vectors("s = sum(w[i]*x[i] for i in range(len(w)))", ("w=[1,2]", "x=[3,5]"), 13),
    Vectors("s = sum(w[i]*x[i] for i in range(3)) + b", ("w0=1", "w1=2", "w2=3", "x0=1", "x1=1", "x2=1", "b=1"), 7),
    Vectors("h = [tanh(w*x + b) for w in ws]; L = sum(h)", ("ws=[1,2]", "x=1", "b=0"), tanh(1) + tanh(2)),
    Vectors("J(w) = 1/n Σ_{i=1}^n (y_i - w x_i)^2", ("x1=1", "x2=2", "y1=3", "y2=5", "w=2", "n=2"), 1),
    Vectors(r"J = \frac{1}{n}\sum_{i=1}^{n} (y^{(i)} - w x^{(i)})^2", ("x=[1,2]", "y=[3,5]", "w=2"), 1, (("w", -3),)),
    Vectors("L = sum(x)", ("x=(1,2)",), 3),
    Vectors("L = sum(x); x=[1,2]", ("x=[3,4]",), 7),
    Vectors("L = sum(x); x=[1,2]", ("x1=7",), 9, (("x1", 1),)),
    Vectors("L = sum(x) + x1", ("x=[1,2]", "x1=7"), 10),
    Vectors(r"L = a + \lambda \|W\|_F^2", (_W, "a=1", "lambda=1.5"), 46),
    Vectors(r"L = \|x\|_\infty + \|x\|_1", ("x=[3,-4]",), 11),
    Vectors(r"L = \sum_{i=1}^{2} x_i \cdot \sum_{i=1}^{2} y_i", ("x=[1,2]", "y=[3,5]"), 24),
    Vectors(r"p_k = \frac{e^{z_k}}{\sum_j e^{z_j}}; L = -\log p_2", ("z=[1,2,3]",), -log(_P[1])),
    Vectors("p = softmax(Z); L = -log(p[0,1])", ("Z=[[1,2],[3,4]]",), -log(_shares(1, 2)[1])),
    Vectors("L = sum(W**2)", (_W,), 30, (("w22", 8),)),
    Vectors("L = Σ_{i=2}^{3} x_i^2", ("x=[1,2,4]",), 20, (("x3", 8),)),
    Vectors("L = Σ_{i=0}^{2} w_i x_i", ("w=[1,2,3]", "x=[1,2,4]"), 17, (("w0", 1),)),
    Vectors("L = w_0*x_0 + w_1*x_1", ("w=[1,2]", "x=[5,7]"), 19, (("w0", 5),)),
    Vectors("J = 1/2 Σᵢ (yᵢ − aᵢ)²; y=[1,2]; a=[3,4]", (), 4),
    Vectors("J = ½ Σ (y − ŷ)²", ("y=[1,2]", "ŷ=[3,4]"), 4),
    Vectors(r"L = - \sum_i y_i \log p_i; p_i = \frac{ \exp (o_i) }{\sum_j \exp(o_j) }; y=[0,1]; o=[1,2]", (), -log(_shares(1, 2)[1])),
    Vectors(r"z_j = \sum_k w_{jk} x_k + b_j; L = \sum_j z_j^2", ("w=[[1,2],[3,4]]", "x=[1,2]", "b=[0,1]"), 5**2 + 12**2, (("w12", 20),)),
    Vectors(r"W = \begin{bmatrix} 1 & 2 \\ 3 & 4 \end{bmatrix}, x = \begin{bmatrix} 1 \\ 2 \end{bmatrix}, z = Wx, L = \|z\|^2", (), 25 + 121),
    Vectors("L = ||y - Wx||^2", (_W, "x=[1,2]", "y=[1,1]"), 16 + 100),
    Vectors("L = 0.5*np.linalg.norm(y - yhat)**2", ("y=[1,2]", "yhat=[3,5]"), 6.5),
    Vectors("z = w^T x + b; a = σ(z)", ("w=[1,2]", "x=[3,4]", "b=0.5"), s(11.5)),
    Vectors("z = w·x + b; a = tanh z", ("w=[1,2]", "x=[0.3,0.4]", "b=1"), tanh(2.1)),
    Vectors("x=[1,2]; W=[[1,2],[3,4]]; f = x^T W x", (), 27),
    Vectors("x = torch.tensor([[1.],[2.]]); W = torch.tensor([[1.,2.]]); y = (W @ x).squeeze()", (), 5),
    Vectors("W=[[1,2],[3,4]]; L = W[1,1]*W[0][1] + W[:,0].sum()", (), 12),
    Vectors("w=[1,2]; x=[3,4]; f = w.x + w[1]", (), 13),
    Vectors("delta = a - y; dW = np.outer(delta, x); s = dW.sum()", ("a=[1,2]", "y=[0,1]", "x=[1,2]"), 6),
    Vectors("p = softmax(z); L = -log(p[y])", ("z=[1,2,3]", "y=1"), -log(_P[1]), (("z1", _P[0]),)),
    Vectors("L = cross_entropy(z, y)", ("z=[1,2,3]", "y=2"), -log(_P[2]), (("z3", _P[2] - 1),)),
    Vectors("L = F.nll_loss(F.log_softmax(z, dim=0), y); y=1; z=[1,2,3]", (), -log(_P[1])),
    Vectors("logits = torch.tensor([[1., 2., 3.]]); truth = torch.tensor([2])\nloss = nn.CrossEntropyLoss()(logits, truth)", (), -log(_P[2]), (("logits[0][0]", _P[0]),)),
    Vectors("logits = torch.tensor([[1., 2., 3.], [3., 1., 2.]]); y = torch.tensor([2, 0])\nloss = F.cross_entropy(logits, y)", (), -log(_P[2]), (("logits[1][1]", _P[0] / 2),)),
    Vectors("z = a ⊙ b; L = z[1]", ("a=[1,2]", "b=[3,4]"), 8, (("a[1]", 4),)),
    Vectors(r"d = W^T u \odot a; L = \sum_i d_i^2", (_W, "u=[3,4]", "a=[1,2]"), 15**2 + 44**2, (("a2", 2 * 44 * 22),)),
    Vectors("p = X/X.sum(axis=1, keepdims=True); L = p[0,1]", ("X=[[1,2],[3,4]]",), 2 / 3, (("x11", -2 / 9),)),
    Vectors("p = X/X.sum(axis=0, keepdims=True); L = p[0,1]", ("X=[[1,2],[3,4]]",), 1 / 3),
    Vectors("p = X/X.sum(axis=0); L = p[0,1]", ("X=[[1,2],[3,4]]",), 1 / 3),
    Vectors(_SOFTMAX + "z = [5, 6]; p = softmax(o); L = -log(p[0])", ("o=[1,2]",), -log(_shares(1, 2)[0]), (("o[0]", _shares(1, 2)[0] - 1),)),
    Vectors("act = np.tanh\nW = np.array([[1, 2], [3, 4]])\ndef layer(v):\n    z = W @ v\n    return act(z)\nx = np.array([0.1, 0.2])\nd = layer(x)\nC = d @ d", (), tanh(0.5) ** 2 + tanh(1.1) ** 2, (("x[0]", 2 * tanh(0.5) * (1 - tanh(0.5) ** 2) + 6 * tanh(1.1) * (1 - tanh(1.1) ** 2)),)),
    Vectors("def loss(x, Y):\n    return -np.sum(Y * np.log(x))\nx = np.array([0.5, 0.25])\nY = np.array([0, 1])\nloss(x, Y)", (), -log(0.25), (("x[1]", -4),)),
    Vectors("x = torch.tensor([1., 2.])\ny = (x**2).sum()\nprint(y)\nx + 1\nx.grad", (), 5, (("x2", 4),)),
    Vectors(r"\begin{bmatrix} z_1 \\ z_2 \end{bmatrix} = \begin{bmatrix} 1 & 2 \\ 3 & 4 \end{bmatrix} \begin{bmatrix} x_1 \\ x_2 \end{bmatrix}, L = z_1 z_2", ("x1=1", "x2=2"), 55, (("x1", 11 + 15),)),
    Vectors("z1, z2 = W@x + b; L = z1*z2", (_W, "x=[1,2]", "b=[1,2]"), 78, (("b1", 13),)),
    Vectors(r"u = [1, 2]^T; v = [3, 4]^T; L = u \cdot v + u^T u", (), 16, (("u1", 5),)),
    Vectors(r"$x = (1, 2)^\top$, $L = x^\top x$", (), 5),
    Vectors("J = Σ_{i=1}^2 [ ½ (w·x⁽ⁱ⁾ − y⁽ⁱ⁾)² ]", ("w=2", "x1=1", "x2=2", "y1=3", "y2=5"), 1, (("w", -3),)),
    Vectors("X = [1 2; 1 3; 1 5];\ny = [1; 2; 4];\ntheta = [0.5; 1];\nm = length(y); % examples\nJ = (1/(2*m)) * sum((X * theta - y).^2);", (), (1.5**2 * 3) / 6, (("theta1", 1.5), ("theta2", 5))),
    Vectors("X = [1 2; 1 3]; y = [1; 2]; t = [0.5; 1]; J = (X*t - y)' * (X*t - y) / (2*size(X, 1))", (), 1.125),
    Vectors("W = [0.5 -0.5; 1 2]\nx = [1.0, 2.0]\nloss(W, x) = sum((W*x).^2)\nloss(W, x)", (), 25.25, (("W[0][1]", -2),)),
    Vectors("x = [1 2 3]; L = sum(x)", (), 6),
    Vectors("x = torch.arange(4.0); y = 2*torch.dot(x, x)", (), 28, (("x[3]", 12),)),
    Vectors("x = np.linspace(0, 1, 3); L = (x**2).sum()", (), 1.25, (("x[1]", 1),)),
    Vectors("A = np.eye(2); W = np.ones((2,2)) + np.zeros((2, 2)); L = np.sum(A @ W)", (), 4),
    Vectors("z=[1,2,3]; L = -np.sum(np.eye(3)[2] * np.log(softmax(z)))", (), -log(_P[2]), (("z1", _P[0]),)),
    Vectors("L = -(F.one_hot(torch.tensor(1), 3) * torch.log_softmax(z, dim=-1)).sum()", ("z=[1,2,3]",), -log(_P[1])),
    Vectors("K = np.array([[1.0, 0.5], [0.2, -0.4]]); L = K.sum() / np.shape(K)[1]", (), 0.65),
    Vectors("L = np.var(x)", ("x=[1,2,6]",), 14 / 3, (("x3", 2),)),
    Vectors("L = torch.var(x)", ("x=[1,2,6]",), 7, (("x3", 3),)),
    Vectors("L = x.var(unbiased=False)", ("x=[1,2,6]",), 14 / 3),
    Vectors("L = np.std(x, ddof=1)", ("x=[1,2,6]",), 7**0.5),
    Vectors("m = x.mean(axis=-1, keepdims=True); v = np.var(x, axis=-1, keepdims=True); L = np.sum(g*(x - m)/np.sqrt(v))", ("x=[1,2,6]", "g=[1,0,0]"), -2 / (14 / 3) ** 0.5),
    Vectors("m = np.array([[1., 2.], [3., 5.]]).mean(axis=0); L = m[0]*m[1]", (), 7),
    Vectors("f = (np.array([[1.0, 2.0]]) @ x).item(); L = 0.5*(f - 1)**2", ("x=[1,2]",), 8, (("x2", 8),)),
    Vectors("x_vec = np.array([2.0]); W1 = np.array([[1.0], [-1.0]]); a = W1 @ x_vec + b; L = a[0]*a[1]", ("b=[1,5]",), 9),
    Vectors("c = np.concatenate([a, b]); L = np.dot(c, c)", ("a=[1,2]", "b=[3]"), 14, (("a2", 4),)),
    Vectors("c = torch.cat((a, b), dim=0); L = (w*c).sum()", ("a=[1,2]", "b=[3,4,5]", "w=[1,2,3,4,5]"), 55),
    Vectors("M = torch.stack([a, b]); L = M[1, 0]*M[0, 1]", ("a=[1,2]", "b=[3,4]"), 6),
    Vectors("c = np.append(h, 1); L = np.dot(w, c)", ("h=[1,2]", "w=[3,4,5]"), 16),
    Vectors("L = np.prod(x)", ("x=[2,3,4]",), 24, (("x1", 12),)),
    Vectors("cost = np.squeeze(-np.sum(np.log(p)))\nassert cost.shape == ()", ("p=[0.5,0.25]",), log(8)),
    Vectors("L = np.reshape(W, -1)[3] + W.flatten()[1] + W.reshape(4)[0]", (_W,), 7),
    Vectors("h = ReLU(W₁x + b₁); ŷ = W₂h + b₂; Loss = (y − ŷ)²", ("W₁=[[1,2],[3,4]]", "b₁=[0,1]", "W₂=[2,1]", "b₂=1", "x=[1,1]", "y=10"), 25, (("W2[0]", 30), ("b2", 10))),
    Vectors("W = (1.5, -1.0)\nx = (2.0, 3.0)\nz = Wx + 0.5", (), 0.5, (("W[0]", 2),)),
    Vectors("x=[1,2]; n = len(x); m = sum(x)/n; v = sum((xi-m)**2 for xi in x)/n", (), 0.25),
]  # fmt: skip

REFUSED = [
    ("z = W@x + b", (_W, "x=[1,2,3]", "b=[0,1]"), ("2×2", "3 entries")),
    ("a=[1,2]; b=[[1],[2]]; L = sum(a+b)", (), ("2 entries", "2×1")),
    ("L = sum(a*b)", ("a=[1,2]", "b=[1,2,3]"), ("2 entries", "3 entries")),
    ("L = Wx", ("W=[1,2]", "x=[1,2]"), ("two readings",)),
    ("z = Wx + b; L = sum(z)", ("W=[1,2]", "x=[1,2]", "b=[1,2]"), ("two readings",)),
    ("z = ax + 1; L = sum(z)", ("a=[1,2]", "x=[1,2]"), ("two readings",)),
    ("L = W*x", (_W, "x=[1,2]"), ("two readings", "@")),
    ("z = W@x; L=sum(z)", (), ("@", "W=[[1,2],[3,4]]")),
    ("L = sum((a-y)**2)", ("a=[1,2]",), ("one number or 2 entries",)),
    ("p = softmax(z)", ("z=[1,2,3]",), ("--of",)),
    ("p = softmax(z); L = -log(p[y])", ("z=[1,2,3]",), ("y=0",)),
    ("p = softmax(z); L = -log(p[y])", ("z=[1,2,3]", "y=3"), ("no entry 3",)),
    ("L = cross_entropy(z, y)", ("z=[1,2,3]", "y=0.5"), ("class",)),
    ("L = cross_entropy(z, y)", ("z=[1,2,3]", "y=3"), ("target does not fit",)),
    (r"L = (a \times b)_1", ("a=[1,2]", "b=[1,2]"), ("two readings",)),
    ("softmax(z)", ("z=[1,2,3]",), ("3 entries", "sum")),
    ("W = [[1,2],[3]]; L = sum(W)", (), ("same length",)),
    ("x = [1,2]; L = x[5]", (), ("no entry 5",)),
    ("s = sum(a*b for a, b in zip(p, q))", ("p=[1,2]", "q=[1,2,3]"), ("same length",)),
    ("z1, z2, z3 = W@x; L = z1*z2", (_W, "x=[1,2]"), ("3 names for 2 entries",)),
    ("a, b = x; L = a*b", ("x=3",), ("2 names for one number",)),
    ("X = [1 2; 3 4]; L = sum(X .* X)", (), ("two readings", "sum(sum(…))")),
    ("X = [1 2; 3 4]; L = norm(X)", (), ("two readings",)),
    ("x = [1; 2]; L = x[1]*3", (), ("from 0 or from 1",)),
    ("X = [1 2; 3 4]; L = sum(sum(1/X))", (), ("two readings", "./")),
    ("x = [1 -2]; L = sum(x)", (), ("one number or several",)),
    ("z = x.var()", ("x=[1,2]",), ("two ways",)),
    ("f = torch.var(x) + np.var(x)", ("x=[1,2]",), ("two ways",)),
    ("L = np.einsum('i,i', x, x)", ("x=[1,2]",), ("einsum", "@")),
    ("L = np.eye(3)[5].sum()", (), ("no entry 5",)),
    ("L = np.arange(n).sum()", (), ("needs a number",)),
    ("L = np.concatenate([a, W]).sum()", ("a=[1,2]", _W), ("cannot be read",)),
    ("y = (W@x).sum().item(); L = torch.exp(y)", (_W, "x=[1,2]"), ("no gradient",)),
    ("def f(a, b): return a*b\nL = sum(f(x))", ("x=[1,2]",), ("takes 2 arguments, not 1",)),
    ("x = [1, [2]]; L = sum(x)", (), ("same length",)),
    ("x = [[[[[1, 2]]]]]; L = sum(x)", (), ("nested",)),
    ("L = sum(W^2)", (_W,), ("two ways", "W**2")),
    ("L = sum(A^-1)", ("A=[[1,2],[3,4]]",), ("two ways", "inverse")),
    ("L = |x|", ("x=[3,4]",), ("two ways", "norm")),
    ("L = sum(x(2))", ("x=[3,4]",), ("is a list", "x[0]")),
    ("x = (1,2); L = sum(x)*w", ("w=1",), ("two ways", "[1, 2]")),
    ("x=[1,,2]; L = sum(x)", (), ("missing",)),
    ("z = [1,2]; p = softmax**(z)", (), ("too early",)),
    ("L = x*", ("x=[1,2]",), ("too early",)),
    ("L = x^", ("x=[1,2]",), ("too early",)),
    ("L = x*2 + 1", ("x=[1,2]",), ("L is a list", "sum(L)")),
    (r"\|x\|_{abc}", ("x=[1,2]",), ("no norm",)),
    ("y = 2*w; x = [y, y]; L = sum(x)", ("w=1", "x=[1,2]"), ("computed here",)),
    ("v = x.var()", ("x=[1,2]",), ("two ways",)),
]  # fmt: skip

VALUES_REFUSED = [
    ("x=[1,2]", "x=3", "'x' is given twice"),
    ("x=3", "x=[1,2]", "'x' is given twice"),
    ("x=[1,2]", "x=[3,4]", "'x' is given twice"),
    ("x=[1,2]", "x1=7", "given twice"),
    ("x=[1,2", "w=1", "brackets do not close"),
    ("x=[[1,2],[3]]", "w=1", "same length"),
    ("x=[]", "w=1", "missing"),
    ("x=[1,,2]", "w=1", "missing"),
    ("x=[nan,2]", "w=1", "nan"),
    ("x=['a',2]", "w=1", "x="),
    ("x=[[[[[1,2]]]]]", "w=1", "nested"),
    ("x=[1 2]", "w=1", "x="),
    ("x=[1;2]", "w=1", "x="),
    ("x=[1e999,1]", "w=1", "x="),
]
"""Two values for L = sum(x)*w, and what is said of them."""
