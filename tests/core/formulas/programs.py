"""Pasted program text, and what it must be read as: loops, heads, notebooks, many languages."""

from __future__ import annotations

from math import cos, erf, exp, log, pi, sin, sqrt, tanh

from tests.core.formulas.table import WX, Form, Refusal, relu, s

THREE = "w=[0.7,-1.3,0.5] x=[2,0.4,-1] b=0.3"


def neuron(w1: float, w2: float, w3: float, x1: float, x2: float, x3: float, b: float) -> float:
    return w1 * x1 + w2 * x2 + w3 * x3 + b


def neuron_0(w0: float, w1: float, w2: float, x0: float, x1: float, x2: float, b: float) -> float:
    return neuron(w0, w1, w2, x0, x1, x2, b)


def cdf(z: float) -> float:
    return (1 + erf(z / sqrt(2))) / 2


def selu(w: float, x: float, scale: float = 1.0507, alpha: float = 1.6733) -> float:
    return scale * (w * x if w * x > 0 else alpha * (exp(w * x) - 1))


SHOWN = [
    Form("s = 0\nfor i in range(3):\n    if i == 1:\n        continue\n    s += x*i\nL = s", "x=2", lambda x: 2 * x),
    Form("act = nn.ReLU()\nloss_fn = nn.MSELoss()\nh = act(w*x)\nL = loss_fn(h, t)", "w=2 x=3 t=1", lambda w, x, t: (w * x - t) ** 2),
    Form("y = tf.nn.leaky_relu(x)", "x=-2", lambda x: 0.2 * x),
    Form("def f(x):\n    y = x*2\n    z = y*3\n    return y", "x=1.5", lambda x: 2 * x),
    Form("double f(double x) {\n  double y = x*x;\n  double z = y*3;\n  return y;\n}", "x=1.5", lambda x: x * x),
    Form("y = x*2; z = y*3; y.backward()", "x=1.5", lambda x: 2 * x),
    Form("s = x\nfor i in range(3):\n    if i == 1:\n        s += x*x\nL = s*x", "x=2", lambda x: (x + x * x) * x),
    Form("let tape = Tape::new();\nlet x = tape.var(0.5);\nlet y = x * x.sin();\nlet grad = y.grad();", "", lambda x=0.5: x * sin(x)),
    Form("double Unit::loss(double p, double t) const\n{\n    return (p - t) * p;\n}", "p=0.8 t=-1.2", lambda p, t: (p - t) * p),
    Form("loss = a * b\nloss = tf.reduce_sum(loss, axis=-1)\nloss.compute_gradient()", "a=2 b=3", lambda a, b: a * b),
    Form(">>> import torch\n>>> a = torch.tensor([1.5], requires_grad=True)\n>>> b = a * a\n>>> b\ntensor([2.2500], grad_fn=<MulBackward0>)\n>>> b.backward()\n>>> a.grad\ntensor([3.])", "", lambda a=1.5: a * a),
    Form("class Unit:\n    def __init__(self, w, b):\n        self.w = w\n        self.b = b\n    def fire(self, x):\n        return np.tanh(self.w * x + self.b)\nu = Unit(0.5, 0.1)\nprint(u.fire(2.0))", "", lambda w=0.5, b=0.1, x=2.0: tanh(w * x + b)),
    Form("class Unit:\n    def __init__(self):\n        self.w = 0.5\n    def forward(self, x):\n        return self.w * x\n    def double(self):\n        self.w = self.w * 2\nu = Unit()\nu.double()\nprint(u.forward(3.0))", "", lambda w_1=0.5, x=3.0: 2 * w_1 * x),
    Form("class Unit {\n  constructor(w) {\n    this.w = w;\n  }\n  fire(x) {\n    return Math.tanh(this.w * x);\n  }\n}\nconst u = new Unit(0.5);\nconsole.log(`fires: ${u.fire(2)}`);", "", lambda w=0.5, x=2: tanh(w * x)),
    Form("def f(x):\n    return jnp.sin(x) * x\ndf = jax.grad(f)\nprint(df(1.5))", "", lambda x=1.5: sin(x) * x),
    Form("static double f(double w, double x) {\n    return Math.cos(w * x);\n}\npublic static void main(String[] args) {\n    System.out.println(f(0.5, 2.0));\n}", "", lambda w=0.5, x=2.0: cos(w * x)),
    Form("def f(x):\n    return x**3\ndef df(x, h=1e-5):\n    return (f(x + h) - f(x - h)) / (2*h)", "x=2", lambda x: x**3),
    Form("w = torch.tensor(0.5, requires_grad=True)\nh = w * 3\nh.sub_(1).pow_(2)\nh.backward()\nw.data.sub_(0.1 * w.grad)", "", lambda w=0.5: (3 * w - 1) ** 2),
    Form("In [1]: x = 2.0\nIn [2]: y = x**2\nIn [3]: y\nOut[3]: 4.0", "", lambda x=2.0: x * x),
    Form(">>> y = x*x\n>>> y\n9.0", "x=3", lambda x: x * x),
    Form("a = Value(2.0)\nb = Value(3.0)\nc = a*b\nc\nValue(data=6.0)", "", lambda a=2.0, b=3.0: a * b),
    Form("a = Value(2.0); a.label = 'a'\nb = a*a; b.label = 'b'", "", lambda a=2.0: a * a),
    Form("y = np.tanh(x)\ny\narray([0.1, 0.2])", "x=0.3", lambda x: tanh(x)),
    Form("import jax\nfrom jax import grad\ndef loss(w, x, y):\n    return (w*x - y) ** 2\ngrad_loss = grad(loss)", "w=0.7 x=-1.3 y=1", lambda w, x, y: (w * x - y) ** 2),
    Form("f = lambda x: x**3\ng = jax.grad(f)\ng(2.0)", "x=3", lambda x: x**3),
    Form("f = lambda x: x**3\nprint(jax.grad(f)(2.0))", "x=3", lambda x: x**3),
    Form("f = lambda x: x**3\njax.grad(f)(2.0)", "x=3", lambda x: x**3),
    Form("f = lambda x: x**3\ndf = jax.grad(f, argnums=0)\nprint(df(2.0))", "x=3", lambda x: x**3),
    Form("f = lambda x: x**3\nval, g = jax.value_and_grad(f)(2.0)", "x=3", lambda x: x**3),
    Form("x = tf.Variable(3.0)\nwith tf.GradientTape() as tape:\n    y = x**2\ndy_dx = tape.gradient(y, x)\nprint(dy_dx)", "", lambda x=3.0: x * x),
    Form("x = tf.constant(3.0)\nwith tf.GradientTape(persistent=True) as tape:\n  tape.watch(x)\n  y = x * x\n  z = y * y\ndz_dx = tape.gradient(z, x)\ndy_dx = tape.gradient(y, x)", "", lambda x=3.0: x**4),
    Form("y_pred = w*x + b\nloss = (y_pred - y)**2\noptimizer.zero_grad()\nloss.backward()\noptimizer.step()", "w=2 x=3 b=1 y=4", lambda w, x, b, y: (w * x + b - y) ** 2),
    Form("loss = (w*x - y)**2\nif t % 100 == 99:\n    print(t, loss)", "w=2 x=3 y=4", lambda w, x, y: (w * x - y) ** 2),
    Form("loss = (w*x - y)**2\nif step % 10 == 0: print(f'{step}: {loss:.3f}')", "w=2 x=3 y=4", lambda w, x, y: (w * x - y) ** 2),
    Form("def f(x):\n    if x < 0:\n        raise ValueError('negative')\n    return x**2\n", "x=3", lambda x: x * x),
    Form("def f(x):\n    assert x > 0, 'positive'\n    \"\"\"The square.\"\"\"\n    return x**2\n", "x=3", lambda x: x * x),
    Form("def f(x):\n    return x*x\n\nif __name__ == \"__main__\":\n    x = 3.0\n    y = f(x)\n    print(y)", "", lambda x=3.0: x * x),
    Form("@jit\ndef f(x):\n    return x*x\n", "x=3", lambda x: x * x),
    Form("@torch.jit.script\ndef f(x: torch.Tensor) -> torch.Tensor:\n    return x*x\n", "x=3", lambda x: x * x),
    Form("x.requires_grad = True\nlogger.info('x')\ny = x*x\nlogging.debug(f'y = {y}')\nwriter.add_scalar('y', y)", "x=3", lambda x: x * x),
    Form("y = x*x\nprint(f'y = {y}, dy/dx = {x.grad}')", "x=3", lambda x: x * x),
    Form("y = x*x\ny.backward()\nx.grad\n# 6.0\nprint('x grad', x.grad.item())", "x=3", lambda x: x * x),
    Form("y = x*x\ndx = torch.autograd.grad(y, x)[0]", "x=3", lambda x: x * x),
    Form("loss = (w*x - y)**2\nloss.backward()\nwith torch.no_grad():\n    w -= 0.1*w.grad\n    w.grad.zero_()", "w=2 x=3 y=4", lambda w, x, y: (w * x - y) ** 2),
    Form("%matplotlib inline\nimport matplotlib.pyplot as plt\ny = x**2\nplt.plot(x, y)\nplt.show()", "x=3", lambda x: x * x),
    Form("const y = x * x;\ny.backward();\nconsole.log(`y ${y}`);", "x=3", lambda x: x * x),
]  # fmt: skip
"""What a notebook or a session shows beside its formulas is left out."""

HEADS = [
    Form("const sigmoid = (z: number) => 1 / (1 + Math.exp(-z));\nconst p = sigmoid(w*x + b);", WX, lambda w, x, b: s(w * x + b)),
    Form("const f = (z: number): number => z * z;\nconst y = f(w*x);", "w=2 x=3", lambda w, x: (w * x) ** 2),
    Form("def f(x: float, y: float = 2) -> float:\n    return x*y", "x=3 y=5", lambda x, y: x * y),
    Form("def f(x: torch.Tensor, w: Optional[float] = None) -> torch.Tensor:\n    return x*w", "x=3 w=5", lambda x, w: x * w),
    Form("def f(x: Tuple[int, int], w):\n    return x*w", "x=3 w=5", lambda x, w: x * w),
    Form("let z: f64 = w * x + b;\nlet a: f64 = z.tanh();", WX, lambda w, x, b: tanh(w * x + b)),
    Form("x: torch.Tensor = torch.tensor(3.0)\ny: torch.Tensor = x * x", "", lambda x=3.0: x * x),
    Form("function f(a: number, b: number): number {\n  return a * b + a;\n}\nconst y: number = f(w, x);", "w=2 x=3", lambda w, x: w * x + w),
    Form("function f(a, b) {\n  const c = a * b;\n  return c + a;\n}", "a=2 b=3", lambda a, b: a * b + a),
    Form("def f(x, a=0.1):\n    return a*x", "x=2 a=3", lambda x, a: a * x),
    Form("def f(x, a=0.1):\n    return a*x\ny = f(w)", "w=2", lambda w: 0.1 * w),
    Form("def f(x, a=0.1):\n    return a*x\ny = f(w, a=3)", "w=2", lambda w: 3 * w),
    Form("def f(x, a=0.1, c=2):\n    return a*x + c\ny = f(w, c=k)", "w=2 k=5", lambda w, k: 0.1 * w + k),
    Form("def f(x, a):\n    return x**a\ny = f(a=2, x=w)", "w=3", lambda w: w * w),
    Form("def selu(x, lambda_=1.0507, alpha=1.6733):\n    return lambda_ * np.where(x > 0, x, alpha * (np.exp(x) - 1))\n\nselu(w * x)", "w=0.7 x=-1.3", lambda w, x: selu(w, x)),
    Form("def leaky_relu(x, slope=0.3):\n    return x if x > 0 else slope*x\ny = leaky_relu(w*x)", "w=1 x=-2", lambda w, x: 0.3 * w * x),
    Form("def relu(x, leak):\n    return x*leak\ny = relu(w, 3)", "w=2", lambda w: 3 * w),
    Form("def sigmoid(x, k):\n    return 1/(1+exp(-k*x))\ny = sigmoid(w, k=2)", "w=2", lambda w: s(2 * w)),
    Form("def mse(a, y):\n    return 0.5*(a - y)**2\nL = mse(w*x, t)", "w=2 x=3 t=1", lambda w, x, t: 0.5 * (w * x - t) ** 2),
    Form("class Net:\n    def __init__(self):\n        self.w = 0.5\n        self.b = -1.0\n    def forward(self, x):\n        return torch.tanh(self.w*x + self.b)", "x=2", lambda x, w=0.5, b=-1.0: tanh(w * x + b)),
    Form("class Net(nn.Module):\n    def __init__(self):\n        super().__init__()\n        self.w = nn.Parameter(torch.tensor(0.5))\n    def forward(self, x):\n        h = self.w * x\n        return h ** 2", "x=2", lambda x, w=0.5: (w * x) ** 2),
    Form("class Sigmoid:\n    def __call__(self, x):\n        return 1 / (1 + np.exp(-x))", "x=2", lambda x: s(x)),
    Form("z = params['w']*x + params['b']", WX, lambda w, x, b: w * x + b),
    Form("z = cache[\"z1\"]*x + self.b", "z1=2 x=3 b=4", lambda z1, x, b: z1 * x + b),
    Form("(y := x*x)\nz = y + 1", "x=3", lambda x: x * x + 1),
    Form("y = (x\n     + w) \\\n    * b", WX, lambda w, x, b: (x + w) * b),
    Form("y = x + \\\n    w", "x=3 w=2", lambda x, w: x + w),
    Form("y = max(\n    x,\n    w,\n)", "x=3 w=2", lambda x, w: max(x, w)),
    Form("return (x\n        * w)", "x=3 w=2", lambda x, w: x * w),
    Form("alpha = 0.5; y = alpha*x; z = y*y;", "x=3", lambda x, alpha=0.5: (alpha * x) ** 2),
]  # fmt: skip
"""Types, defaults and keywords in heads; attributes and keys as names."""

LANGUAGES = [
    Form("const f = x => {\n  return x*x;\n}", "x=3", lambda x: x * x),
    Form("let s = 0;\nfor (const v of x) {\n  s += v*w;\n}", "w=3 x=[1,2]", lambda w, x0=1.0, x1=2.0: w * (x0 + x1)),
    Form("var s = 0.0\nfor (i in 0..1) {\n  s += w*x[i]\n}", "w=3 x=[1,2]", lambda w, x0=1.0, x1=2.0: w * (x0 + x1)),
    Form("s := 0.0\nfor i := range x {\n  s += w*x[i]\n}", "w=3 x=[1,2]", lambda w, x0=1.0, x1=2.0: w * (x0 + x1)),
    Form("if (x > 1) {\n  y = x*x;\n} else if (x > 0) {\n  y = 3*x*x*x;\n} else {\n  y = 4*x;\n}", "x=0.5", lambda x: 3 * x**3),
    Form("if (x > 0)\n  y = x*x;\nelse\n  y = 3*x*x*x;", "x=0.5", lambda x: x * x),
    Form("y = if (x > 0) x*x else 3*x*x*x", "x=0.5", lambda x: x * x),
    Form("let y = if x > 0.0 { x*x } else { 3.0*x*x*x };", "x=0.5", lambda x: x * x),
    Form("function f(x) return x*x end", "x=3", lambda x: x * x),
    Form("y <- qlogis(p) + pmin(p, w)", "p=0.3 w=2", lambda p, w: log(p / (1 - p)) + min(p, w)),
    Form("n <- ncol(X)\nL <- sum(X)/n", "X=[[1,3]]", lambda x11=1.0, x12=3.0, n=2.0: (x11 + x12) / n),
    Form("X = np.c_[np.ones(2), x]\ny = (X @ w).sum()", "x=[1,2] w=[3,4]", lambda X11=1.0, x1=1.0, X21=1.0, x2=2.0, w1=3.0, w2=4.0: (X11 + X21) * w1 + (x1 + x2) * w2),
    Form("__device__ __forceinline__ float silu_f(float x) {\n    return x / (1.0f + __expf(-x));\n}\n\nfloat y = silu_f(w * x + b);", "w=0.7 x=-1.3 b=0.5", lambda w, x, b: (w * x + b) * s(w * x + b)),
    Form("static inline double sq(double x) { return x * x; }\ndouble y = sq(w + 1);", "w=2", lambda w: (w + 1) ** 2),
    Form("#include <math.h>\n#define SQ(x) ((x)*(x))\ndouble y = SQ(w + 1);", "w=2", lambda w: (w + 1) ** 2),
    Form("#define ALPHA 0.5\n#pragma once\nfloat y = ALPHA * x;", "x=2", lambda x, ALPHA=0.5: ALPHA * x),
    Form("float y = tanhf(x) + powf(x, 2.f) + sqrtf(x) + fabsf(x) + logf(x);", "x=0.3", lambda x: tanh(x) + x**2 + sqrt(x) + abs(x) + log(x)),
    Form("float y = fmaxf(x, 0.0f) + __logf(x);", "x=0.3", lambda x: relu(x) + log(x)),
    Form("template <typename T>\nT sq(T x) { return x * x; }\nauto y = sq(w);", "w=0.3", lambda w: w * w),
    Form("inline float relu(float x) { return x > 0 ? x : 0; }\nfloat y = relu(w);", "w=0.3", lambda w: relu(w)),
    Form("double f(const double& x, const double& y) {\n  double z = x * y;\n  return sin(z) + x;\n}", "x=0.3 y=2", lambda x, y: sin(x * y) + x),
    Form("int main() {\n  double x = 2.0;\n  double y = x * x;\n  printf(\"%f\\n\", y);\n  return 0;\n}", "", lambda x=2.0: x * x),
    Form("julia> x = 3\njulia> f(x) = x^2 + 1\njulia> f(x)", "", lambda x=3: x * x + 1),
    Form("julia> x = [0.7, -1.3];\njulia> rosenbrock(x) =  (1 - x[1])^2 + 100(x[2] - x[1]^2)^2;\njulia> rosenbrock(x)", "", lambda x1=0.7, x2=-1.3: (1 - x1) ** 2 + 100 * (x2 - x1**2) ** 2),
    Form("function f(a, b)\n    return a * b\nend\ny = f(w, x)", "w=2 x=3", lambda w, x: w * x),
    Form("function f(a, b)\n    c = a * b\n    c + a\nend", "a=2 b=3", lambda a, b: a * b + a),
    Form("f(x) = begin\n    x^2 + 1\nend", "x=3", lambda x: x * x + 1),
    Form("f = @(x) x.^2 + 1;\ny = f(w)", "w=3", lambda w: w * w + 1),
    Form("octave:1> y = x.^2\noctave:2> z = y + 1", "x=3", lambda x: x * x + 1),
    Form(">> y = x.^2\n>> z = y + 1", "x=3", lambda x: x * x + 1),
    Form("function y = f(x)\n  y = x.^2;\nend", "x=3", lambda x: x * x),
    Form("f <- function(x) x^2 + 1\ny <- f(w)", "w=3", lambda w: w * w + 1),
    Form("f <- function(x, a = 2) {\n  z <- a * x\n  z^2\n}", "x=3 a=2", lambda x, a: (a * x) ** 2),
    Form("> x <- 3\n> y <- x^2\n> y\n[1] 9", "", lambda x=3: x * x),
    Form("R> y <- exp(-x)", "x=0.3", lambda x: exp(-x)),
    Form("let a = 2.0_f32;\nlet y = a * x;", "x=3", lambda x, a=2.0: a * x),
    Form("let f = |x: f64| x * x;\nlet y = f(w + 1.0);", "w=3", lambda w: (w + 1) ** 2),
    Form("let f = |x| x * x;\nlet y = f(w);", "w=3", lambda w: w * w),
    Form("pub fn f(x: f64, y: f64) -> f64 {\n    let z = x * y;\n    z.sin() + x\n}", "x=3 y=2", lambda x, y: sin(x * y) + x),
    Form("z := w*x + b\na := 1 / (1 + math.Exp(-z))", WX, lambda w, x, b: s(w * x + b)),
    Form("func f(x float64) float64 {\n\treturn x * x\n}\ny := f(w)", "w=3", lambda w: w * w),
    Form("double z = w * x + b;\ndouble a = Math.tanh(z);", WX, lambda w, x, b: tanh(w * x + b)),
    Form("public static double f(double x) {\n    return Math.pow(x, 2);\n}\ndouble y = f(w);", "w=3", lambda w: w * w),
    Form("val z = w * x + b\nval a = tanh(z)", WX, lambda w, x, b: tanh(w * x + b)),
    Form("fun f(x: Double): Double = x * x\nval y = f(w)", "w=3", lambda w: w * w),
    Form("func f(_ x: Double) -> Double {\n    return x * x\n}\nlet y = f(w)", "w=3", lambda w: w * w),
    Form("var f = function(a, b) { return a * b; }\nvar y = f(w, x);", "w=2 x=3", lambda w, x: w * x),
    Form("// f(x, y, z) = (x + y)z\n\nvar forwardMultiplyGate = function(a, b) {\n\treturn a * b;\n}\nvar forwardAddGate = function(a, b) {\n\treturn a + b;\n}\nvar forwardCircuit = function(x, y, z) {\n\tvar q = forwardAddGate(x, y);\n\tvar f = forwardMultiplyGate(q, z);\n\treturn f;\n}\nvar f = forwardCircuit(x, y, z);", "x=-1.3 y=0.5 z=2", lambda x, y, z: (x + y) * z),
    Form("const f = (x) => { return x * x; };\nconst y = f(w);", "w=3", lambda w: w * w),
    Form("def f(x) = x * x\nval y = f(w)", "w=3", lambda w: w * w),
    Form("local z = w * x + b\nlocal a = math.tanh(z)", WX, lambda w, x, b: tanh(w * x + b)),
    Form("if (x > 0) {\n  y = x;\n} else {\n  y = 0;\n}", "x=3", lambda x: relu(x)),
    Form("double y;\nif (x > 0) y = x; else y = -x;", "x=-3", lambda x: abs(x)),
    Form("float f(float x) {\n  if (x > 0) return x;\n  return 0;\n}", "x=3", lambda x: relu(x)),
    Form("if x > 0\n    y = x\nelse\n    y = -x\nend", "x=-3", lambda x: abs(x)),
]  # fmt: skip
"""C, CUDA, C++, Java, JavaScript, Julia, MATLAB, R, Rust, Go, Kotlin, Swift, Scala, Lua."""

LOOPS = [
    Form("w = [0.7, -1.3, 0.5]\nx = [2.0, 0.4, -1.0]\nz = b\nfor i in range(len(x)):\n    z += w[i] * x[i]\na = 1 / (1 + math.exp(-z))", "b=0.3", lambda b, w0=0.7, w1=-1.3, w2=0.5, x0=2.0, x1=0.4, x2=-1.0: s(neuron(w0, w1, w2, x0, x1, x2, b))),
    Form("z = b\nfor i in range(3):\n    z += w[i]*x[i]", THREE, neuron_0),
    Form("func loss(w float64, x []float64) float64 {\n\ts := 0.0\n\tfor i := 0; i < len(x); i++ {\n\t\te := w*x[i]\n\t\ts += e * e\n\t}\n\treturn s / float64(len(x))\n}", "w=2 x=[1,3]", lambda w, x0=1.0, x1=3.0: w * w * (x0**2 + x1**2) / 2),
    Form("L = 0\nfor i in range(len(y)):\n    if y[i] == 1:\n        L -= log(p[i])\n    else:\n        L -= log(1 - p[i])\nL /= len(y)", "y=[1,0] p=[0.6,0.3]", lambda p0=0.6, p1=0.3: -(log(p0) + log(1 - p1)) / 2),
    Form("double s = 0;\nfor (int i = 0; i < 2; i++) {\n  double e = t[i] - w * x[i];\n  s += e > 0 ? e * e : -e;\n}", "w=1 t=[1,5] x=[2,1]", lambda w, t0=1.0, t1=5.0, x0=2.0, x1=1.0: (t1 - w * x1) ** 2 + w * x0 - t0),
    Form("if (x > 0 && z > 0) { y = x*z; } else { y = x*x + z; }", "x=-1 z=2", lambda x, z: x * x + z),
    Form("x = 1.0\nx = x*w\na, b = 1, 2\nL = x*a*b", "w=3", lambda w, a=1.0, b=2.0: w * a * b),
    Form("def g(a):\n    b = a*a\n    return b\ndef f(x):\n    b = g(x) + x\n    return b*b\ny = f(x)", "x=1.5", lambda x: (x * x + x) ** 2),
    Form("z = b\nfor i in range(3): z += w[i]*x[i]", THREE, neuron_0),
    Form("z = b\nfor i in range(len(x)):\n    z += w[i]*x[i]", THREE, neuron_0),
    Form("z = b\nfor xi, wi in zip(x, w):\n    z += xi*wi", THREE, neuron_0),
    Form("z = b\nfor i, (xi, wi) in enumerate(zip(x, w)):\n    z = z + xi*wi", THREE, neuron_0),
    Form("z = b\nfor i, xi in enumerate(x):\n    z += w[i]*xi", THREE, neuron_0),
    Form("s = 0\nfor v in x:\n    s = s + v**2", "x=[2,0.4,-1]", lambda x0, x1, x2: x0**2 + x1**2 + x2**2),
    Form("s = 0\nfor v in [x, w, 3]:\n    s += v**2", "x=2 w=1", lambda x, w: x * x + w * w + 9),
    Form("s = 0\nfor i in range(1, 4):\n    s += x**i * i", "x=2", lambda x: x + 2 * x**2 + 3 * x**3),
    Form("z = 0\nfor i in range(1, 3):\n    z += w[i]*x[i]", "w=[9,2,3] x=[9,4,5]", lambda w2, w3, x2, x3: w2 * x2 + w3 * x3),
    Form("n = 3\ns = 0\nfor i in range(n):\n    s += x**i", "x=2", lambda x: 1 + x + x * x),
    Form("x = 1.0\nfor _ in range(3):\n    x = 0.5*(x + a/x)", "a=2", lambda a: _newton(a)),
    Form("h = x\nfor k in range(2):\n    t = w*h\n    h = tanh(t) + t", "x=0.5 w=0.3", lambda x, w: _layers(x, w)),
    Form("p = 1\nfor i in range(2, 0, -1):\n    p *= x + i", "x=2", lambda x: (x + 2) * (x + 1)),
    Form("double z = b;\nfor (int i = 0; i < 3; i++) z += w[i]*x[i];", THREE, neuron_0),
    Form("double z = b;\nfor (int i = 0; i < 3; ++i) {\n  z += w[i] * x[i];\n}\nreturn z;", THREE, neuron_0),
    Form("let z = b;\nfor (let i = 0; i < x.length; i++) {\n  z += w[i] * x[i];\n}", THREE, neuron_0),
    Form("s = 0;\nfor (int i = 1; i <= 3; i += 1) { s += pow(x, i); }", "x=2", lambda x: x + x**2 + x**3),
    Form("let L = 0;\nfor (let i = 0; i < 2; i++) {\n  const e = w * x[i] - y[i];\n  L += e * e;\n}", "w=2 x=[1,2] y=[3,5]", lambda w, x0, x1, y0, y1: (w * x0 - y0) ** 2 + (w * x1 - y1) ** 2),
    Form("z = b\nfor i = 1:3\n    z = z + w(i)*x(i);\nend", THREE, neuron),
    Form("z = b\nfor i in 1:3\n    z += w[i]*x[i]\nend", THREE, neuron),
    Form("z = b\nfor i in 1:length(x)\n    z += w[i]*x[i]\nend\na = tanh(z)", THREE, lambda w1, w2, w3, x1, x2, x3, b: tanh(neuron(w1, w2, w3, x1, x2, x3, b))),
    Form("z <- b\nfor (i in 1:3) {\n  z <- z + w[i]*x[i]\n}", THREE, neuron),
    Form("let mut z = b;\nfor i in 0..3 {\n    z += w[i] * x[i];\n}", THREE, neuron_0),
    Form("z := b\nfor i := 0; i < 3; i++ {\n\tz += w[i] * x[i]\n}", THREE, neuron_0),
    Form("L = 0\nfor i in range(2):\n    e = w*x[i] - y[i]\n    L += e**2\nL = L / 2", "w=2 x=[1,2] y=[3,5]", lambda w, x0, x1, y0, y1: ((w * x0 - y0) ** 2 + (w * x1 - y1) ** 2) / 2),
    Form("def f(x):\n    s = 0\n    for i in range(1, 4):\n        s += x**i\n    return s", "x=2", lambda x: x + x**2 + x**3),
    Form("t = 0\nfor i in range(2):\n    for j in range(2):\n        t += W[i][j]*x[j]", "W=[[1,2],[3,4]] x=[5,6]", lambda w00, w01, w10, w11, x0, x1: (w00 + w10) * x0 + (w01 + w11) * x1),
]  # fmt: skip
"""Loops over known ranges are written out, turn by turn."""


def _newton(a: float, x: float = 1.0) -> float:
    for _ in range(3):
        x = 0.5 * (x + a / x)
    return x


def _layers(x: float, w: float) -> float:
    for _ in range(2):
        x = tanh(w * x) + w * x
    return x


NUMBERS = [
    Form("y = np.float32(0.5)*x + 1e-3 + 1_000*x + .5 + 2.*x", "x=2", lambda x: 0.5 * x + 1e-3 + 1000 * x + 0.5 + 2 * x),
    Form("y = torch.sigmoid(x) + tf.nn.sigmoid(x) + tf.math.softplus(x)", "x=2", lambda x: 2 * s(x) + log(1 + exp(x))),
    Form("y = jnp.tanh(x) + keras.activations.relu(x) + K.square(x)", "x=2", lambda x: tanh(x) + x + x * x),
    Form("y = tf.keras.backend.mean(x) + tf.reduce_sum(x) + tf.reduce_mean(x) + tf.square(x) + tf.pow(x, 3)", "x=2", lambda x: 3 * x + x * x + x**3),
    Form("a = tf.constant(2.0)\nb = jnp.array(3.)\nc = torch.nn.Parameter(torch.tensor(2.))\ny = a*b*c", "", lambda a=2.0, b=3.0, c=2.0: a * b * c),
    Form("y = np.dot(2, x) + np.matmul(x, w) + x.dot(w)", "x=2 w=3", lambda x, w: 2 * x + 2 * x * w),
    Form("x.pow(2).sum().backward()", "x=2", lambda x: x * x),
    Form("y = float(x)*w + double(x)", "x=2 w=3", lambda x, w: x * w + x),
    Form("a = (float)x * w;", "x=2 w=3", lambda x, w: x * w),
    Form("y = reward + 0.99*v*(1 - int(done))", "reward=1 v=0.7 done=0", lambda reward, v, done: reward + 0.99 * v * (1 - done)),
    Form("loss = (y_pred - y).pow(2).sum().item()", "y_pred=2 y=3", lambda y_pred, y: (y_pred - y) ** 2),
    Form("y = x.cos().mul(2).add(w).sub(1).div(3)", "x=2 w=1", lambda x, w: (2 * cos(x) + w - 1) / 3),
]  # fmt: skip

ALIKE = [
    Form("y = (x*x) if (x) > 0 else w*x", "x=3 w=2", lambda x: x * x),
    Form("y <- w[0]*x[0] + w[1]*x[1]", "w0=1 x0=2 w1=3 x1=4", lambda w0, x0, w1, x1: w0 * x0 + w1 * x1),
    Form("def f(x):\n    z = 2*x\n    return z**2\nz = w + 1\nL = z*f(x)", "x=3 w=1", lambda x, w: (w + 1) * 4 * x * x),
    Form("z = self.w*w", "self_w=2 w=3", lambda self_w, w: self_w * w),
    Form("z = a['w'] * b['w']", "a_w=2 b_w=3", lambda a_w, b_w: a_w * b_w),
]  # fmt: skip
"""What looks like another form, and must not be taken for it."""

CLASSES = [
    Form("let a = Value::from(-2.0);\nlet b = Value::new(3.0);\nlet mut c = &a * &b + &b.pow(2.0);\nc += &c + 1.0;\nlet d = (&c - &a).relu();", "", lambda a=-2.0, b=3.0: relu(2 * (a * b + b * b) + 1 - a)),
    Form("fn f(x: &Value, y: &Value) -> Value {\n    x * y + x.tanh()\n}", "x=2 y=3", lambda x, y: x * y + tanh(x)),
    Form("Scalar a = new Scalar(1.5, \"a\");\nScalar b = new Scalar(-2, \"b\");\nScalar c = a * b;", "", lambda a=1.5, b=-2: a * b),
    Form("final Num a = new Num(1.5);\nNum c = Num.tanh(a * a);", "", lambda a=1.5: tanh(a * a)),
    Form("a = Value(data=1.5)\nb = Value(data=-2.0, label='b')\nc = a * b", "", lambda a=1.5, b=-2.0: a * b),
    Form("x = tf.Variable(initial_value=3.)\nwith tf.GradientTape() as tape:\n    y = tf.square(x)\ny_grad = tape.gradient(y, x)", "", lambda x=3.0: x * x),
    Form("x = tf.constant(value=3.0)\ny = x*x", "", lambda x=3.0: x * x),
    Form("type(var_t) :: x, y\nreal(8) :: w = 2.0_dp\nx = 3.0_rk\nprint *, \"y = \", y\ny = w * sin(x)", "", lambda w=2.0, x=3.0: w * sin(x)),
    Form("Real sq(Real x, Real k = 2.0) noexcept {\n  // k times the square\n  return k * x * x;\n}", "x=3", lambda x, k=2.0: k * x * x),
    Form("Dual f(const Dual& x) const noexcept {\n  return x * x;\n}", "x=3", lambda x: x * x),
    Form("net.act = function(x) {\n  return x * x;\n}\nvar y = act(w);", "w=3", lambda w: w * w),
    Form("exports.f = (x) => x * x;", "x=3", lambda x: x * x),
    Form("module.exports.f = (x, y) => {\n  return x * y;\n};", "x=3 y=2", lambda x, y: x * y),
    Form("p = E / units.kB + cfg.lr", "E=3 units.kB=2 cfg.lr=0.5", lambda E, units_kB, cfg_lr: E / units_kB + cfg_lr),
    Form("loss = (opts.w * x - y)**2", "opts_w=2 x=3 y=1", lambda opts_w, x, y: (opts_w * x - y) ** 2),
]  # fmt: skip
"""Numbers in classes of any name, types before and behind a head, names with a dot in them."""

STATISTICS = [
    Form("def call(S, K, s):\n    d = log(S/K) / s\n    return S*norm.cdf(d) - K*norm.cdf(d - s)", "S=110 K=100 s=0.3", lambda S, K, s: S * cdf(log(S / K) / s) - K * cdf(log(S / K) / s - s)),
    Form("f <- function(x, k) {\n  z <- k * x\n  p <- pnorm(z)\n  p\n}", "x=0.4 k=2", lambda x, k: cdf(k * x)),
    Form("L = -log(stats.norm.pdf(x))", "x=0.4", lambda x: x * x / 2 + log(2 * pi) / 2),
    Form("p = dnorm(x, m, s) + pnorm(x, m, s)", "x=0.4 m=1 s=2", lambda x, m, s: exp(-(((x - m) / s) ** 2) / 2) / (s * sqrt(2 * pi)) + cdf((x - m) / s)),
]  # fmt: skip
"""The normal distribution as programs call it."""

POINTS = [
    Form("gradient(x -> 3x^2 + 2x + 1, 5)", "", lambda x=5: 3 * x * x + 2 * x + 1),
    Form("using Zygote\nZygote.gradient((a, b) -> a*b + sin(a), 2.0, 3.0)", "", lambda a=2.0, b=3.0: a * b + sin(a)),
    Form("print(jax.grad(lambda x: x**3)(2.0))", "", lambda x=2.0: x**3),
    Form("def f(w, x):\n    return tanh(w*x)\ng = jax.grad(f, argnums=0)(0.5, 2.0)", "", lambda w=0.5, x=2.0: tanh(w * x)),
    Form("f(x) = x^2 + 1\ngradient(f, 3.0)", "", lambda x=3.0: x * x + 1),
    Form("f = lambda x: x**3\ngrad(f)(2.0)\ngrad(f)(3.0)", "x=4", lambda x: x**3),
    Form("x = 5.0\nf = lambda x: x**3\ngrad(f)(2.0)", "", lambda x=5.0: x**3),
    Form("a = Value(2)\nb = Value(3)\nc = a + b\nd = a * b\ng = d.tanh()\nh = a - b\ng.backward()", "", lambda a=2, b=3: tanh(a * b)),
    Form("u = w*x\nv = w + x\nt = u**2\ngrads = tape.gradient(t, [w, x])", "w=2 x=3", lambda w, x: (w * x) ** 2),
]  # fmt: skip
"""The gradient that is asked for names the function, its point, or the output."""

AGAIN = [
    Form("y = (x*x) if (x > 0) and (w > 0) else w*x", "x=3 w=2", lambda x: x * x),
    Form("y = (x*x) if not (x > 0) or (w > 5) else w*x", "x=3 w=2", lambda x, w: w * x),
    Form("f = sigmoid(f)\ni = sigmoid(i)\nc = f*c_prev + i*g\nh = tanh(c)", "f=0.7 i=-0.4 c_prev=1.1 g=0.3", lambda f, i, c_prev, g: tanh(s(f) * c_prev + s(i) * g)),
    Form("v = b*v + (1-b)*g\nw_new = w - lr*v", "b=0.9 v=0.5 g=2 w=1 lr=0.1", lambda b, v, g, w, lr: w - lr * (b * v + (1 - b) * g)),
    Form("x = x + 1\nx = x * w\ny = x**2", "x=3 w=2", lambda x, w: ((x + 1) * w) ** 2),
    Form("x = x + 1; y = x^2; x = 3", "", lambda x=3: (x + 1) ** 2),
    Form("for _ in range(3):\n    x = 0.5*(x + a/x)", "x=1 a=2", lambda x, a: _newton(a, x)),
    Form("def f(x):\n    x = 2*x\n    return x**2", "x=3", lambda x: 4 * x * x),
]  # fmt: skip
"""A name that is set from itself, with nothing before it: a leaf and a second value."""

READ = [
    *CLASSES,
    *STATISTICS,
    *POINTS,
    *AGAIN,
    *ALIKE,
    *SHOWN,
    *HEADS,
    *LANGUAGES,
    *LOOPS,
    *NUMBERS,
]

NOT_READ = [
    Refusal("xs = [a*b]\nxs += [a+b]\nJ = xs[0]*xs[1]", "a=2 b=3", ("a list may grow here", "write the whole list")),
    Refusal("X = np.ones((2, 2))\ny = X.sum()", "X=[[1,2,3]]", ("2×2", "1×3")),
    Refusal("X = [[1, 2], [3, 4]]\ny = sum(X)", "X=[[1,2],[3,4],[5,6]]", ("2×2", "3×2")),
    Refusal("b = x*2\ny = w*b[-1]", "x=2 w=3", ("no list", "product")),
    Refusal("b = x*2\ny = w*b[-2]", "x=2 w=3", ("no list", "product")),
    Refusal("s = 0\nfor i in range(3):\n    s += x*i\n    break\nL = s", "x=2", ("loop",)),
    Refusal("s = 0\nfor i in range(3):\n    if i > 1: break\n    s += x", "x=1", ("loop",)),
    Refusal("for i in range(3):\n    y = x*i", "x=1", ("loop", "only the last")),
    Refusal("for epoch in range(100):\n    slope = 2*(w*x - y)*x\n    w = w - lr*slope", "w=1 x=2 y=3", ("trains", "no loss")),
    Refusal("for i in range(100):\n    w = w - lr*grad(w)\nloss = w**2", "w=1", ("trains", "no loss")),
    Refusal("double L = 1/2*(a - y)*(a - y);", "a=1 y=3", ("1/2 can be read in two ways", "1.0/2")),
    Refusal("int n = 4;\ndouble m = 1/n * s;", "s=4", ("1/n can be read in two ways", "1.0/n")),
    Refusal("func f(x float64) float64 {\n\treturn 3/4 * x\n}", "x=4", ("3/4 can be read in two ways",)),
    Refusal("for i in range(n):\n    z += w[i]*x[i]", "w=[1,2] x=[3,4]", ("loop", "how many turns")),
    Refusal("z = 0\nfor xi in xs:\n    z += xi", "", ("xs", "loop")),
    Refusal("z = 0\nfor i in range(100000):\n    z += x", "x=1", ("loop", "turns")),
    Refusal("x = x*2\ny = x\nx = w\nz = x + y", "x=1 w=2", ("'x'", "anew")),
    Refusal("y = v*2\nv = v + x", "v=1 x=2", ("itself",)),
    Refusal("a = b + 1\nb = a*2", "", ("itself",)),
    Refusal("p = theta.x + 1", "theta=1 x=2", ("'.x'",)),
    Refusal("u = w*x\nv = w + x\nloss.backward()", "w=2 x=3", ("u and v", "which is the output")),
    Refusal("y = w*x + bias.Then z is squared", "w=2 x=3", (".Then",)),
    Refusal("u = w*x\nv = w + x\nu.backward()\nv.backward()", "w=2 x=3", ("u and v", "which is the output")),
    Refusal("while x > 1:\n    x = x/2", "x=3", ("loop",)),
    Refusal("model = nn.Linear(2, 1)\ny = model(x)", "x=1", ("weights", "w*x + b")),
    Refusal("y = x // 2", "x=3", ("//",)),
    Refusal("y = x % 2", "x=3", ("%",)),
    Refusal("def f(x):\n    return x*x, x+1", "x=2", ("two",)),
    Refusal("y = int(x*w)", "x=1.5 w=2", ("int",)),
    Refusal("y = int(x)*w", "x=1.5 w=2", ("int",)),
    Refusal("def f(x, a=1):\n    return a*x\ny = f(w, c=2)", "w=2", ("'c'", "x, a")),
    Refusal("def f(x, a):\n    return a*x\ny = f(w)", "w=2", ("takes 2",)),
]  # fmt: skip
