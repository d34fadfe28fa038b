"""Formulas within sentences, tables and lists of many languages, and cases that are said in words."""

from __future__ import annotations

from math import cos, cosh, exp, log, pi, sin, sqrt, tanh

from tests.core.formula.form import Form, Refusal, relu, s

WX = "w=2 x=3 b=-5.7"
NEURON = f"{WX} y=0.4"


def wxb(w: float, x: float, b: float) -> float:
    return w * x + b


def act(w: float, x: float, b: float) -> float:
    return s(w * x + b)


def squared(w: float, x: float, b: float, y: float) -> float:
    return (w * x + b - y) ** 2


def target(w: float, x: float, b: float, t: float) -> float:
    return (w * x + b - t) ** 2


SENTENCES = [
    Form("### Step 1: forward pass\nz = w*x + b\n### Step 2: activation\na = sigmoid(z)", WX, act),
    Form("**z = w·x + b**, then **a = σ(z)**", WX, act),
    Form("z = w*x + b = 0.5*2 + 0.1 = 1.1\na = σ(z) = 1/(1+e^(-1.1)) ≈ 0.7503", WX, act),
    Form("z = wx + b\na = σ(z)\nL = (a - y)^2\ndL/da = 2(a - y)\nda/dz = a(1 - a)\ndL/dw = dL/da * da/dz * x", NEURON, lambda w, x, b, y: (s(w * x + b) - y) ** 2),
    Form("The cost function is J(w, b) = (wx + b - y)^2, where w is the weight and b is the bias.", NEURON, squared),
    Form("Consider the function f(x,y) = x^2*y + 3y. Compute the gradient at (x, y) = (2, 1).", "", lambda x=2, y=1: x * x * y + 3 * y),
    Form(r"Let $f(x,y)=\ln(x^2+y^2)$. Compute $\nabla f$ at $(1,-2)$.", "", lambda x=1, y=-2: log(x * x + y * y)),
    Form("f(x, y) = x*y + x. Find the gradient at the point (2, 3).", "", lambda x=2, y=3: x * y + x),
    Form("y = η·w, where η = learning rate", "w=2 η=3", lambda w, eta: eta * w),
    Form("Q3. (5 points) Let f(x) = ln(1 + e^x). Find f'(x).", "x=0.3", lambda x: log(1 + exp(x))),
    Form("y = x²  (convex function)", "x=3", lambda x: x * x),
    Form("z = w · x + b, where b is the bias.", WX, wxb),
    Form("J = (a - y)² (where J is the cost)", "a=1 y=3", lambda a, y: (a - y) ** 2),
    Form("La fonction de coût est J(w) = (w*x - y)^2", "w=2 x=3 y=1", lambda w, x, y: (w * x - y) ** 2),
    Form("La función de pérdida es L = (y - t)² donde y = wx + b", f"{WX} t=1", target),
    Form("Die Verlustfunktion lautet L = (y - t)^2, wobei y = w*x + b.", f"{WX} t=1", target),
    Form("Функция потерь: L = (y - t)^2, где y = w*x + b", f"{WX} t=1", target),
    Form("損失関数は L = (y - t)^2 です。ただし y = w*x + b", f"{WX} t=1", target),
    Form("激活函数：f(x) = 1/(1+e^(-x))", "x=0.3", lambda x: s(x)),
    Form("损失函数 L = (y - t)²，其中 y = wx + b。", f"{WX} t=1", target),
    Form("손실 함수는 L = (y - t)^2 이고, y = wx + b 이다.", f"{WX} t=1", target),
    Form("例：f = a · b，其中 a = x + y，b = σ(z)", "x=1 y=2 z=0.3", lambda x, y, z: (x + y) * s(z)),
    Form("损失 = (y - t)²", "y=1 t=3", lambda y, t: (y - t) ** 2),
    Form("| Layer | Formula |\n|---|---|\n| hidden | h = tanh(w*x + b) |\n| output | y = v*h + c |", "w=0.1 x=3 b=0.2 v=2 c=1", lambda w, x, b, v, c: v * tanh(w * x + b) + c),
    Form("z<sub>1</sub> = w<sub>1</sub>x + b; a = σ(z<sub>1</sub>)<sup>2</sup>", "w1=0.1 x=3 b=0.2", lambda w1, x, b: s(w1 * x + b) ** 2),
    Form("z = w * x + b => a = sigmoid(z) => L = (a-y)^2", NEURON, lambda w, x, b, y: (s(w * x + b) - y) ** 2),
    Form("x → z = wx + b → a = σ(z)", WX, act),
    Form("Here we have the loss, L = (y_hat - y)**2, and the prediction, y_hat = w * x + b.", NEURON, squared),
    Form("For a single neuron with input x, weight w and bias b, the output is a = σ(wx + b)", WX, act),
    Form("If x = 3 and w = 2, what is y = w*x?", "", lambda x=3, w=2: w * x),
    Form("y=mx+c where m is slope and c is intercept", "m=2 x=3 c=1", lambda m, x, c: m * x + c),
    Form("y = 3 * x ^ 2 + 2 * x - 5, find dy/dx at x = 4", "", lambda x=4: 3 * x * x + 2 * x - 5),
    Form("f(x, y) = x · y + sin x (example from the lecture)", "x=1 y=2", lambda x, y: x * y + sin(x)),
    Form("cross entropy loss = -(y*log(p) + (1-y)*log(1-p))", "y=0.3 p=0.6", lambda y, p: -(y * log(p) + (1 - y) * log(1 - p))),
    Form("Binary cross-entropy is given by: L = −[y log p + (1 − y) log(1 − p)]", "y=0.3 p=0.6", lambda y, p: -(y * log(p) + (1 - y) * log(1 - p))),
    Form("p = exp(z1) / (exp(z1) + exp(z2))   (softmax for class 1)", "z1=1 z2=2", lambda z1, z2: exp(z1) / (exp(z1) + exp(z2))),
    Form("f = Wx+b [linear layer]", "W=2 x=3 b=1", lambda W, x, b: W * x + b),
    Form("y = a * x + b  , a = 2 , b = 3 , x = 4 .", "", lambda a=2, b=3, x=4: a * x + b),
    Form("⇒ z = w*x\n∴ L = z²", "w=2 x=3", lambda w, x: (w * x) ** 2),
    Form("L(y, ŷ) = (y − ŷ)²; ŷ = wx; so dL/dw = −2x(y − ŷ)", "w=2 x=3 y=1", lambda w, x, y: (y - w * x) ** 2),
    Form("C₀ = (a⁽ᴸ⁾ − y)², z⁽ᴸ⁾ = w⁽ᴸ⁾a⁽ᴸ⁻¹⁾ + b⁽ᴸ⁾, a⁽ᴸ⁾ = σ(z⁽ᴸ⁾)", "wL=2 a_Lm1=0.5 bL=1 y=0.2", lambda wL, a_Lm1, bL, y: (s(wL * a_Lm1 + bL) - y) ** 2),
    Form("h = relu(x*w + b) --> y = h*v", f"{WX} v=2", lambda w, x, b, v: relu(w * x + b) * v),
    Form("Let's say f(x,y) = x*y + y**2", "x=2 y=3", lambda x, y: x * y + y * y),
    Form("We define the hinge loss as L = max(0, 1 - y*s), where s = w*x + b is the score.", "y=1 w=0.1 x=2 b=0.3", lambda y, w, x, b: max(0, 1 - y * (w * x + b))),
    Form("y = w*x + b\nMSE = (y - t)^2 / 2    <- mean squared error", f"{WX} t=1", lambda w, x, b, t: (w * x + b - t) ** 2 / 2),
    Form("y = w1*x1 + w2*x2 + b  // linear combination", "w1=1 x1=2 w2=3 x2=4 b=5", lambda w1, x1, w2, x2, b: w1 * x1 + w2 * x2 + b),
    Form("E = 0.5*(t - y)^2   [squared error]\ny = sigmoid(net)    [output of neuron]\nnet = w1*x1 + b", "t=1 w1=2 x1=0.3 b=0.1", lambda t, w1, x1, b: 0.5 * (t - s(w1 * x1 + b)) ** 2),
    Form("The neuron's output: y = f(w1*x1 + b), f(u) = 1/(1+exp(-u))", "w1=2 x1=0.3 b=0.1", lambda w1, x1, b: s(w1 * x1 + b)),
    Form("y hat = w x + b", WX, wxb),
    Form("output = activation(weight * input + bias), activation = tanh", "weight=2 input=0.1 bias=0.3", lambda weight, input_, bias: tanh(weight * input_ + bias)),
    Form("z[1] = w[1]*x + b[1]; a[1] = σ(z[1])", "w1=2 x=0.1 b1=0.3", lambda w1, x, b1: s(w1 * x + b1)),
    Form("R = λ/2 (a² + c²)", "λ=0.1 a=2 c=3", lambda lambda_, a, c: lambda_ / 2 * (a * a + c * c)),
    Form("- Logistic regression: P_win = 1/(1 + exp(−(β_0 + β_1·x))), following a paper of 2020 et al.", "β_0=0.2 β_1=0.7 x=1.3", lambda beta_0, beta_1, x: s(beta_0 + beta_1 * x)),
    Form("N(x; μ, σ) = 1/(σ√(2π)) · exp(−(x−μ)²/(2σ²))", "x=1 μ=0.2 σ=2", lambda x, mu, sigma: exp(-((x - mu) ** 2) / (2 * sigma**2)) / (sigma * sqrt(2 * pi))),
    Form("$L = -\\log p$ (negative log likelihood), where $p = \\sigma(z)$", "z=0.3", lambda z: -log(s(z))),
    Form("\\frac{\\partial L}{\\partial w} = 2(wx - y)x \\\\ L = (wx-y)^2", "w=2 x=3 y=1", lambda w, x, y: (w * x - y) ** 2),
    Form("Given $L=(wx-y)^2$, compute $\\frac{\\partial L}{\\partial w}$.", "w=2 x=3 y=1", lambda w, x, y: (w * x - y) ** 2),
    Form("[\nJ(w,b) =\n-\\frac{1}{2}\n(wx+b)\n+\nw^2\n]", WX, lambda w, x, b: -0.5 * (w * x + b) + w * w),
    Form("$net_{h1} = w_1 i_1 + b$\n\n$out_{h1} = \\frac{1}{1+e^{-net_{h1}}}$", "w1=2 i1=0.3 b=0.1", lambda w1, i1, b: s(w1 * i1 + b)),
    Form("$L = -(ylog\\hat{y} + (1-y)log(1-\\hat{y}))$", "y=0.3 ŷ=0.6", lambda y, yhat: -(y * log(yhat) + (1 - y) * log(1 - yhat))),
    Form("f(x) = \\frac{\\ln(1 + e^{kx})} k,", "k=2 x=0.3", lambda k, x: log(1 + exp(k * x)) / k),
    Form("h' = (1 − z)·h; L = h'^2", "z=0.2 h=2", lambda z, h: ((1 - z) * h) ** 2),
    Form("E = ½(y′ − y)²", "y'=1.5 y=0.4", lambda yprime, y: (yprime - y) ** 2 / 2),
    Form(r"$$ E=\frac{1}{2}(y'-y)^2 $$", "y'=1.5 y=0.4", lambda yprime, y: (yprime - y) ** 2 / 2),
    Form("f (x, y, z) = (x + y) z. One step is q = x + y and f (x, y, z) = qz .", "x=-2 y=5 z=-4", lambda x, y, z: (x + y) * z),
    Form("z = w*x + b\nz = 0.5*2 + 0.1 = 1.1\na = tanh(z)\na = 0.8", "w=0.5 x=2 b=0.1", lambda w, x, b: tanh(w * x + b)),
    Form("例：$f(x, y, z) = (x + y) \\cdot \\sigma(z)$，其中 $a = x + y$, $b = \\sigma(z)$, $f = a \\cdot b$：", "x=-1.3 y=0.5 z=0.7", lambda x, y, z: (x + y) * s(z)),
    Form("# 오차의 제곱: L = (w*x - y)²", "w=1.4 x=2 y=5", lambda w, x, y: (w * x - y) ** 2),
    Form("// Between N(μ, σ²) and N(0, 1): KL = 0.5 * (σ² + μ² - 1 - log(σ²))", "σ=1.3 μ=0.6", lambda sigma, mu: 0.5 * (sigma**2 + mu**2 - 1 - log(sigma**2))),
    Form("3. The distance comes to:\n       r = sqrt(x^2 + y^2)", "x=3 y=-4", lambda x, y: sqrt(x * x + y * y)),
    Form("Formula: log(a)+b*c with variables a, b, c", "a=2 b=3 c=4", lambda a, b, c: log(a) + b * c),
    Form("A gate such as swish(x) = x * sigmoid(x) has\na slope everywhere.", "x=1.4", lambda x: x * s(x)),
    Form("The formula is ```x/(1 + |x|)```", "x=-1.6", lambda x: x / (1 + abs(x))),
    Form("| `hard_sigmoid` | `clip((x + 3) / 6, 0, 1)` | a straight line |", "x=0.9", lambda x: (x + 3) / 6),
    Form("**Task:** `f(x, y) = x² + 3xy + y²`", "x=1.5 y=-2.5", lambda x, y: x * x + 3 * x * y + y * y),
    Form("v0 = x1 v1 = x2 v2 = ln(v0) v3 = v0 · v1 v5 = v2 + v3", "x1=2 x2=5", lambda x1, x2: log(x1) + x1 * x2),
    Form("直線有斜率：ŷ = w·x + b（w＝斜率，b＝截距）。損失 L = (ŷ − y)²。", "w=2.5 x=3 b=8 y=20", squared),
    Form("NetHj = X1 * W1j\nOutHj = Sigmoid(NetHj)\n- X1, X2 são dois números.\n- W1j, W2j são os pesos deles.", "X1=0.9 W1j=0.5", lambda X1, W1j: s(X1 * W1j)),
    Form("给出 x0,x1,w0,y\ng = x0*w0 + x1\n差 f = y - g\n要求 f <0.1", "x0=1 w0=2 x1=3 y=4", lambda x0, w0, x1, y: y - (x0 * w0 + x1)),
    Form(r"$f(x, p) = {1 \over 1 + e^{-(x + p)}}$", "x=0.2 p=0.3", lambda x, p: s(x + p)),
    Form(r"\[z = \cos(y x^2)\,\hspace{0.5in}x = {t^4} - 2t,\,\,\,\,y = 1 - {t^6}\]", "t=0.7", lambda t: cos((1 - t**6) * (t**4 - 2 * t) ** 2)),
    Form(r"$$ \large f(x) = e^{-\frac{x}{\sigma}} \hspace{10mm} x \in \mathbb{R}, \mu \in \mathbb{R}, \sigma > 0$$", "x=1.7 sigma=1.4", lambda x, sigma: exp(-x / sigma)),
    Form(r"\[ \text{log-cosh}(u) = \log(\cosh(u)) \]", "u=0.8", lambda u: log(cosh(u))),
    Form("P(choix correct) = 0.5 + λ/(1 + exp(−x))", "λ=0.9 x=0.7", lambda lambda_, x: 0.5 + lambda_ * s(x)),
    Form('"A second example\nThe value f(a,b) = a^2 + 3*a*ln(b) is\nbuilt in these steps:\nx1 = a^2\nx4 = ln(b)\nx6 = 3*a*x4\nf = x6 + x1', "a=0.3 b=0.5", lambda a, b: a * a + 3 * a * log(b)),
    Form("g = (x + b) ⊗ σ(v)\n     ↑       ↑\n   value   gate", "x=1 b=2 v=0.3", lambda x, b, v: (x + b) * s(v)),
    Form("Our gate is this one:\n\nσ(x) = 1 / (1 + e^(-x))\n\nIts properties:\n  • All values lie in: (0, 1)\n  • Slope: σ’(x) = σ(x)(1 - σ(x))", "x=0.3", lambda x: s(x)),
    Form("#   c[t] = i * j + f * c[t-1]\n#   h[t] = o * tanh(c[t])\n#   i = sigmoid(W . x[t])", "j=1 f=0.5 c_tm1=0.2 o=0.7 W=0.3 x_t=2", lambda j, f, c_tm1, o, W, x_t: o * tanh(s(W * x_t) * j + f * c_tm1)),
    Form("Now work out the gradients of z = sin(x) + xy - y^2 at (x, y) = (1.0, -2.4):", "", lambda x=1.0, y=-2.4: sin(x) + x * y - y * y),
    Form("2d motion of a ball\n\nHow far:\n\nR = (v₀² * sin(2θ)) / g", "v0=12.5 θ=0.6 g=9.81", lambda v0, theta, g: v0**2 * sin(2 * theta) / g),
    Form("・二つの数を足す\n重みとバイアスの和(a = b + w1x1)", "b=0.3 w1=0.8 x1=-1.2", lambda b, w1, x1: b + w1 * x1),
    Form("Softsign\n\nf(x) = x/(1 + |x|)\n\n函数的值: (-1,1)\n\nf'(x) = 1/(1+x)^2", "x=-1.7", lambda x: x / (1 + abs(x))),
    Form("z=wx+b,Y=sigmoid (z),并且 Y 的梯度是 Y (1-Y)", WX, act),
    Form("L = (y - t)². The derivative of L is 2(y - t).", "y=1 t=3", lambda y, t: (y - t) ** 2),
    Form("Затем умножьте (это просто).\nError[output] = (Expected - Actual) * o", "Expected=0.9 Actual=0.3 o=0.6", lambda Expected, Actual, o: (Expected - Actual) * o),
    Form("$\\Sigma = x_1 \\cdot w_1$\nIm Beispiel: $\\Sigma = 0,5 \\cdot 2,0 = 1,0$", "x1=0.5 w1=2", lambda x1, w1: x1 * w1),
    Form("$$ e^{-\\mu x} $$\n\nWhere\n\n- \\( \\small e\\ \\) is Euler’s number,\n- \\( \\small \\mu\\ \\) is the mean", "x=0.5 mu=2", lambda x, mu: exp(-mu * x)),
    Form("[!note] One unit\n$$\nh = tanh(x W + b)\n$$", "x=0.5 W=2 b=0.1", lambda x, W, b: tanh(x * W + b)),
    Form("====== Errors ====== ===== The usual one ===== L = (y - t)^2", "y=1 t=3", lambda y, t: (y - t) ** 2),
    Form("(x + y)^2 = x^2 + 2*x*y + y^2", "x=2 y=3", lambda x, y: (x + y) ** 2),
    Form(r"\[ \text{Hinge Loss} = \max(0, 1 - y s) \]", "y=1 s=0.4", lambda y, s: 1 - y * s),
    Form("c = a*b\nExample:\nInput: a = 2, b = 3\nOutput: 6", "", lambda a=2, b=3: a * b),
    Form("$h_t = \\tanh(h_{t-1} w)$", "h_t-1=0.5 w=0.3", lambda h_tm1, w: tanh(h_tm1 * w)),
    Form("The derivative is taken of L = a^2; a = w*x", "w=2 x=3", lambda w, x: (w * x) ** 2),
    Form("let z be w*x + b, a is tanh(z)", "w=0.1 x=3 b=0.2", lambda w, x, b: tanh(w * x + b)),
    Form("L = a - b - c where b and c are constants", "a=1 b=2 c=5", lambda a, b, c: a - b - c),
    # Cases
    Form("f(x) = x, x > 0\nf(x) = 0, x <= 0", "x=2", lambda x: relu(x)),
    Form("f(x) = x for x >= 0, f(x) = 0.1*x**2 for x < 0", "x=-2", lambda x: 0.1 * x * x),
    Form("f(x) = x if x > 0, otherwise 0", "x=2", lambda x: relu(x)),
    Form("f(x) = x for x > 0 and 0 otherwise", "x=2", lambda x: relu(x)),
    Form("f(x) = x when x > 0; otherwise f(x) = 0.1x", "x=-2", lambda x: 0.1 * x),
    Form("f(x) = { x if x > 0; 0.1x otherwise }", "x=-2", lambda x: 0.1 * x),
    Form("f(x) = { x², x ≥ 0 ; -x, x < 0 }", "x=-2", lambda x: -x),
    Form("f(x) = {\n  x,  if x > 0\n  0.01x, otherwise\n}", "x=-2", lambda x: 0.01 * x),
    Form(r"f(x) = \left\{ \begin{array}{ll} x & x > 0 \\ 0 & x \le 0 \end{array} \right.", "x=2", lambda x: relu(x)),
    Form(r"$ELU(x)=\left\lbrace\begin{array}{cll} x & , & x \ge 0 \\ \alpha(e^x-1) & , & x < 0 \end{array}\right.$", "x=-1.3 alpha=0.5", lambda x, alpha: alpha * (exp(x) - 1)),
    Form(r"$$f(x) = \begin{cases} x & \text{si } x > 0 \\ \alpha x & \text{sinon} \end{cases}$$", "x=-2 alpha=0.3", lambda x, alpha: alpha * x),
]  # fmt: skip
"""What people paste with a formula in it: the words are left out, and named."""

SENTENCES_REFUSED = [
    Refusal("y = w multiplied by x", "w=1 x=2", ("operator is missing",)),
    Refusal("y = w*x, plus b", "w=1 x=2 b=3", ("comma",)),
    Refusal("L = (y' - y)²", "y=2", ("derivative", "y'=…")),
    Refusal("L = (y' - y)²", "y=2 x'=1", ("derivative",)),
    Refusal("y = 重み * x", "x=2", ("U+91CD",)),
    Refusal("a² = σ(w²·x + b²)", "w=1 x=2 b=3", ("'a^(2)' cannot be defined",)),
    Refusal("dL/dw = 2*(w*x - y)*x", "w=1 x=2 y=3", ("derivative",)),
    Refusal("L = mean squared error", "y=1", ("two ways",)),
    Refusal("f = (x + y)*z; q = x - y; f = q*z", "x=1 y=2 z=3", ("sides of this equation",)),
    Refusal("f = a*b; f = a + b", "a=1 b=2", ("sides of this equation",)),
    Refusal("If x is negative f = -x, else f = x", "x=1", ("the sides of this equation",)),
    Refusal("y = a*b; alternatively y = a+b", "a=1 b=2", ("the sides of this equation",)),
    Refusal("y = z of x", "z=1 x=2", ("'of' is a word",)),
    Refusal("y = 5*x - the bias", "x=2", ("'the' is a word",)),
    Refusal("f = sqrt", "x=2", ("'sqrt'",)),
]  # fmt: skip
