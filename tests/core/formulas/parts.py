"""Parts of which texts are made that nobody would write."""

from __future__ import annotations

PARTS = [
    "x", "w", "wx", "b", "e", "pi", "ŷ", "x₁", "2", "0.5", "½", "(", ")", "[", "]", "{", "}", "|", "+",
    "-", "−", "*", "·", "/", "^", "**", "²", "ˣ", "_", "_{1}", "^{2}", "=", "==", "<", ",", ";", "\n",
    " ", "sin", "log ", "exp(", "max(", "σ", "\\frac{1}{2}", "\\sigma", "\\hat{y}", "\\\\", "\\left(",
    "np.tanh(", "def f(x):\n", " return ", "lambda x:", "+=", "if x > 0 else 0", "?", ":", "'", '"',
    "#", "print(", "import x\n", "for x in y:", "where ", "loss ", "output ", "input ", "vary x in ",
    " as ", "∂", "‖", "ᵀ", "∑", "\\sum_{i=1}^{3}", "x_i", ".T", ".sum()", "softmax([", "[0]", "f(x)",
    " if ", " else ", "x > 0", " >= ", "&&", " and ", "not ", "if x > 0:\n    y = x\n", "else:\n    y = 0\n",
    "return x\n", "np.where(x > 0, ", "\\begin{cases} x & x > 0 \\\\ ", "0 & \\text{otherwise} \\end{cases}",
    "1[x > 0]", "heaviside(x, 0)", ".float()", "require x > 0\n", "alpha", "abs(x)",
]  # fmt: skip
