"""The table of operations: everything the engine knows about mathematics, one row an operation.

A row y = f(u₁, …, uₙ) states two facts as code, the value f(u) and the local gradients ∂y/∂uₖ, and
a few as text for pictures, help and questions.  ``Value.backward`` only multiplies and adds what
stands here.

Conventions at the edges, the usual ones in this field: at 0 the local gradient of relu and abs is
0 and that of leaky_relu its lower slope; at a tie maximum and minimum give ½ to each operand; 0⁰ is
1; overflow is ∞ as in IEEE 754; a vertical slope (√u at 0) is ∞; a local gradient that does not
exist is NaN in the row, which the engine refuses as soon as a ``Value`` asks for it.

Adding an operation is adding one row: its method, its name in expressions, its help, its picture,
its questions and its gradient tests follow.
"""

from __future__ import annotations

from math import atan, cos, erf, erfc, exp, inf, isinf, log, log1p, nan, pi, sin, sqrt, tan, tanh
from math import cosh as cosh_of_floats
from math import lgamma as log_gamma_of_floats
from math import pow as power_of_floats
from math import sinh as sinh_of_floats

TYPE_CHECKING = False  # true for a type checker; importing typing would cost more than the engine
if TYPE_CHECKING:
    from collections.abc import Callable, Mapping, Sequence

_LARGEST_EXPONENT = 709.782712893384  # e to this is the largest float; beyond it lies inf
LEAKY_SLOPE = 0.01


class Operation:
    """One row of the table.

    ``name``             as in expressions and as the method of ``Value``: "mul"
    ``glyph``            the sign or the name it is written with: "·", "σ"
    ``arity``            number of operands, or None for any number
    ``value``            the operation on floats (and, for + − · / and powers, on fractions)
    ``local_gradients``  (result, *operands) → one float an operand
    ``rule``             the local gradients as a sentence for help and questions
    ``partials``         the local gradients as templates, one an operand (or one for all of an
                         n-ary row); ``{0}`` ``{1}`` are the operands' labels, ``{u}`` this one's,
                         ``{y}`` the result's, ``{partner}`` the factor that meets it in a dot
    ``domain``           where the value is defined, as text
    ``form``             how it is written: "call" σ(u), "infix" u·v, "prefix" −u, "power" uⁿ,
                         "sum" u + v + w, or "dot" u·v + w
    ``kinked``           whether a local gradient jumps somewhere, as that of relu does at 0
    """

    def __init__(
        self, name: str, glyph: str, arity: int | None,
        value: Callable[..., float], local_gradients: Callable[..., Sequence[float]], *,
        rule: str, partials: tuple[str, ...], domain: str = "every number", form: str = "call",
        kinked: bool = False,
    ) -> None:  # fmt: skip
        self.name, self.glyph, self.arity = name, glyph, arity
        self.value, self.local_gradients = value, local_gradients
        self.rule, self.partials, self.domain = rule, partials, domain
        self.form, self.kinked = form, kinked

    def __repr__(self) -> str:
        return f"Operation({self.name!r}, {self.glyph!r})"


# --- values -----------------------------------------------------------------------------------


def e_to(u: float) -> float:
    """eᵘ, ∞ where it is larger than any float."""
    return exp(u) if u <= _LARGEST_EXPONENT else inf


def power(u: float, n: float) -> float:
    """uⁿ by the rules of arithmetic: 0⁰ = 1, overflow is ±∞; ValueError where it is not real."""
    try:
        return power_of_floats(u, n)
    except OverflowError:
        return -inf if u < 0.0 and n % 2.0 == 1.0 else inf


def sigmoid(u: float) -> float:
    """σ(u) = 1 / (1 + e⁻ᵘ), written so that the exponent is never positive."""
    if u >= 0.0:
        return 1.0 / (1.0 + exp(-u))
    return exp(u) / (1.0 + exp(u))


def softplus(u: float) -> float:
    """log(1 + eᵘ) = max(u, 0) + log(1 + e^−|u|): a relu with a rounded corner."""
    return (u if u > 0.0 else 0.0) + log1p(exp(-abs(u)))


def sinh(u: float) -> float:
    """(eᵘ − e⁻ᵘ)/2, ±∞ where it is larger than any float."""
    return sinh_of_floats(u) if abs(u) <= _LARGEST_EXPONENT else u * inf


def cosh(u: float) -> float:
    """(eᵘ + e⁻ᵘ)/2, ∞ where it is larger than any float."""
    return cosh_of_floats(u) if abs(u) <= _LARGEST_EXPONENT else inf


def sign(u: float) -> float:
    """1 above 0, −1 below 0, and 0 at 0."""
    return float((u > 0.0) - (u < 0.0))


def normal(u: float) -> float:
    """Φ(u): how often a standard normal number is smaller than u."""
    return 0.5 * erfc(-u / sqrt(2.0))


def gelu(u: float) -> float:
    """u·Φ(u), exactly: not by a tanh that comes near it."""
    return u * normal(u)


def gelu_slope(u: float) -> float:
    """Φ(u) + u·e^(−u²/2)/√(2π)."""
    return normal(u) + u * exp(-0.5 * u * u) / sqrt(2.0 * pi)


def erf_slope(u: float) -> float:
    """2·e^(−u²)/√π."""
    return 2.0 * exp(-u * u) / sqrt(pi)


def log_gamma(u: float) -> float:
    """log Γ(u), ∞ where it is larger than any float; ValueError where u is not above 0."""
    if not u > 0.0:
        raise ValueError("log Γ(u) needs u > 0")
    return log_gamma_of_floats(u) if u < 1e305 else inf


def digamma(u: float) -> float:
    """ψ(u), the slope of log Γ: ψ(u) = ψ(u + 1) − 1/u up to 10, and from there its series in 1/u².

    Abramowitz and Stegun, Handbook of Mathematical Functions, 6.3.5 and 6.3.18.
    """
    below = 0.0
    while u < 10.0:
        below += 1.0 / u
        u += 1.0
    w = 1.0 / (u * u)
    series = 1 / 252 - w * (1 / 240 - w * (1 / 132 - w * 691 / 32760))
    return log(u) - 0.5 / u - below - w * (1 / 12 - w * (1 / 120 - w * series))


def total(*operands: float) -> float:
    """u₁ + … + uₙ from left to right (the built-in ``sum`` rounds differently since 3.12)."""
    result = 0.0
    for u in operands:
        result += u
    return result


def dot_product(*operands: float) -> float:
    """Σₖ ωₖ·aₖ (+ b) from left to right: the weights, then the inputs, then a bias if any."""
    half = len(operands) // 2
    result = 0.0
    for weight, activation in zip(operands[:half], operands[half : 2 * half], strict=True):
        result += weight * activation
    return result + operands[-1] if len(operands) % 2 else result


def total_of_squares(*operands: float) -> float:
    """u₁² + … + uₙ² from left to right."""
    result = 0.0
    for u in operands:
        result += u * u
    return result


def log_sum_exp(*operands: float) -> float:
    """log Σₖ e^uₖ with the largest exponent taken out, so that nothing overflows or is lost."""
    largest = max(operands)
    if isinf(largest):
        return largest
    rest = [exp(u - largest) for u in operands]
    rest[operands.index(largest)] = 0.0
    return largest + log1p(total(*rest))


# --- local gradients that need more than one expression ------------------------------------------


def power_locals(_y: float, u: float, n: float) -> tuple[float, float]:
    """∂uⁿ/∂u = n·uⁿ⁻¹ (0 for n = 0, whatever u is) and ∂uⁿ/∂n = uⁿ·log u where u > 0."""
    if n == 0.0:
        by_base = 0.0
    elif u == 0.0 and n < 1.0:
        by_base = inf
    else:
        by_base = n * power(u, n - 1.0)
    if u > 0.0:
        return by_base, power(u, n) * log(u)
    return by_base, 0.0 if u == 0.0 and n > 0.0 else nan


def dot_locals(_z: float, *operands: float) -> tuple[float, ...]:
    """∂z/∂ωₖ = aₖ, ∂z/∂aₖ = ωₖ and ∂z/∂b = 1 (before equation 2.1)."""
    half = len(operands) // 2
    bias = (1.0,) if len(operands) % 2 else ()
    return operands[half : 2 * half] + operands[:half] + bias


def larger_locals(_y: float, u: float, v: float) -> tuple[float, float]:
    """All to the larger operand, ½ each at a tie."""
    return (0.5, 0.5) if u == v else (1.0, 0.0) if u > v else (0.0, 1.0)


def log_sum_exp_locals(_y: float, *operands: float) -> tuple[float, ...]:
    """The softmax: ∂y/∂uₖ = e^(uₖ − m) / Σ e^(u − m) with m the largest, right for any size."""
    largest = max(operands)
    powers = [1.0 if u == largest else exp(u - largest) for u in operands]
    whole = total(*powers)
    return tuple([power / whole for power in powers])


def sigmoid_slope(y: float, u: float) -> float:
    """y·(1 − y) for y = σ(u); near 1, where that loses its digits, y·σ(−u)."""
    return y * (1.0 - y) if y < 0.99 else y * sigmoid(-u)


def tanh_slope(y: float, u: float) -> float:
    """1 − y² for y = tanh u; near ±1, where that loses its digits, 1/cosh² u."""
    return 1.0 - y * y if -0.99 < y < 0.99 else 1.0 / cosh(u) / cosh(u)


# --- the table ------------------------------------------------------------------------------------

_ROWS = (
    Operation("add", "+", 2, lambda u, v: u + v, lambda _y, _u, _v: (1.0, 1.0), form="infix",
        rule="∂(u + v)/∂u = 1 and ∂(u + v)/∂v = 1: a sum passes its gradient on unchanged",
        partials=("1", "1")),
    Operation("sub", "−", 2, lambda u, v: u - v, lambda _y, _u, _v: (1.0, -1.0), form="infix",
        rule="∂(u − v)/∂u = 1 and ∂(u − v)/∂v = −1: what is taken away gets the opposite sign",
        partials=("1", "−1")),
    Operation("mul", "·", 2, lambda u, v: u * v, lambda _y, u, v: (v, u), form="infix",
        rule="∂(u·v)/∂u = v and ∂(u·v)/∂v = u: each factor gets the other one",
        partials=("{1}", "{0}")),
    Operation("div", "/", 2, lambda u, v: u / v,
        lambda _y, u, v: (1 / v, -(u / v) / v),  # not −u/v², which overflows before it must
        form="infix", domain="v ≠ 0",
        rule="∂(u/v)/∂u = 1/v and ∂(u/v)/∂v = −u/v²", partials=("1/{1}", "−{0}/{1}²")),
    Operation("neg", "−", 1, lambda u: -u, lambda _y, _u: (-1.0,), form="prefix",
        rule="∂(−u)/∂u = −1", partials=("−1",)),
    Operation("pow", "^", 2, power, power_locals, form="power",
        domain="u > 0; u = 0 with n ≥ 0; u < 0 with n a whole number that needs no gradient",
        rule="∂(uⁿ)/∂u = n·uⁿ⁻¹ and ∂(uⁿ)/∂n = uⁿ·log u",
        partials=("{1}·{0}^({1} − 1)", "{y}·log({0})")),
    Operation("exp", "exp", 1, e_to, lambda y, _u: (y,),
        rule="∂(eᵘ)/∂u = eᵘ: the result itself", partials=("{y}",)),
    Operation("log", "log", 1, log, lambda _y, u: (1 / u,), domain="u > 0",
        rule="∂(log u)/∂u = 1/u", partials=("1/{0}",)),
    Operation("sqrt", "√", 1, sqrt, lambda y, _u: (0.5 / y if y else inf,),
        domain="u ≥ 0 (at 0 the slope is ∞)",
        rule="∂(√u)/∂u = 1/(2·√u)", partials=("1/(2·{y})",)),
    Operation("sin", "sin", 1, sin, lambda _y, u: (cos(u),), domain="finite u",
        rule="∂(sin u)/∂u = cos u", partials=("cos({0})",)),
    Operation("cos", "cos", 1, cos, lambda _y, u: (-sin(u),), domain="finite u",
        rule="∂(cos u)/∂u = −sin u", partials=("−sin({0})",)),
    Operation("tan", "tan", 1, tan, lambda y, _u: (1 + y * y,), domain="finite u",
        rule="∂(tan u)/∂u = 1 + tan² u", partials=("1 + {y}²",)),
    Operation("sinh", "sinh", 1, sinh, lambda _y, u: (cosh(u),),
        rule="∂(sinh u)/∂u = cosh u", partials=("cosh({0})",)),
    Operation("cosh", "cosh", 1, cosh, lambda _y, u: (sinh(u),),
        rule="∂(cosh u)/∂u = sinh u", partials=("sinh({0})",)),
    Operation("tanh", "tanh", 1, tanh, lambda y, u: (tanh_slope(y, u),),
        rule="∂(tanh u)/∂u = 1 − tanh² u", partials=("1 − {y}²",)),
    Operation("arctan", "arctan", 1, atan, lambda _y, u: (1 / (1 + u * u),),
        rule="∂(arctan u)/∂u = 1/(1 + u²)", partials=("1/(1 + {0}²)",)),
    Operation("erf", "erf", 1, erf, lambda _y, u: (erf_slope(u),),
        rule="∂(erf u)/∂u = 2·e^(−u²)/√π", partials=("2·exp(−{0}²)/√π",)),
    Operation("lgamma", "lgamma", 1, log_gamma, lambda _y, u: (digamma(u),), domain="u > 0",
        rule="∂(log Γ(u))/∂u = ψ(u), the digamma function", partials=("ψ({0})",)),
    Operation("sigmoid", "σ", 1, sigmoid, lambda y, u: (sigmoid_slope(y, u),),
        rule="∂σ(u)/∂u = σ(u)·(1 − σ(u))", partials=("{y}·(1 − {y})",)),
    Operation("relu", "relu", 1, lambda u: u if u > 0 else 0.0,
        lambda _y, u: (1.0 if u > 0 else 0.0,), kinked=True,
        rule="∂relu(u)/∂u = 1 where u > 0, else 0", partials=("[{0} > 0]",)),
    Operation("leaky_relu", "leaky_relu", 1, lambda u: u if u > 0 else LEAKY_SLOPE * u,
        lambda _y, u: (1.0 if u > 0 else LEAKY_SLOPE,), kinked=True,
        rule="∂leaky_relu(u)/∂u = 1 where u > 0, else 0.01",
        partials=("1 if {0} > 0 else 0.01",)),
    Operation("softplus", "softplus", 1, softplus, lambda _y, u: (sigmoid(u),),
        rule="∂log(1 + eᵘ)/∂u = σ(u)", partials=("σ({0})",)),
    Operation("gelu", "gelu", 1, gelu, lambda _y, u: (gelu_slope(u),), domain="finite u",
        rule="∂gelu(u)/∂u = Φ(u) + u·φ(u) for the normal distribution Φ and its density φ",
        partials=("(1 + erf({0}/√2))/2 + {0}·exp(−{0}²/2)/√(2·π)",)),
    Operation("sign", "sign", 1, sign, lambda _y, _u: (0.0,), kinked=True,
        rule="∂sign(u)/∂u = 0: sign is flat on both sides of its step at 0", partials=("0",)),
    Operation("abs", "abs", 1, abs, lambda _y, u: (1.0 if u > 0 else -1.0 if u < 0 else 0.0,),
        kinked=True,
        rule="∂|u|/∂u = 1 where u > 0, −1 where u < 0, and 0 at 0", partials=("sign({0})",)),
    Operation("maximum", "max", 2, lambda u, v: u if u >= v else v, larger_locals, kinked=True,
        rule="∂max(u, v)/∂u = 1 where u > v, 0 where u < v, ½ at a tie",
        partials=("[{0} > {1}]", "[{1} > {0}]")),
    Operation("minimum", "min", 2, lambda u, v: u if u <= v else v,
        lambda y, u, v: larger_locals(y, v, u), kinked=True,
        rule="∂min(u, v)/∂u = 1 where u < v, 0 where u > v, ½ at a tie",
        partials=("[{0} < {1}]", "[{1} < {0}]")),
    Operation("sum", "Σ", None, total, lambda _y, *operands: (1.0,) * len(operands), form="sum",
        rule="∂(u₁ + … + uₙ)/∂uₖ = 1", partials=("1",)),
    Operation("dot", "Σ", None, dot_product, dot_locals, form="dot",
        domain="as many weights as inputs; the bias may be left out",
        rule="z = Σₖ ωₖ·aₖ + b: ∂z/∂ωₖ = aₖ, ∂z/∂aₖ = ωₖ and ∂z/∂b = 1", partials=("{partner}",)),
    Operation("sum_of_squares", "sumsq", None, total_of_squares,
        lambda _y, *operands: tuple([2.0 * u for u in operands]),
        rule="∂(u₁² + … + uₙ²)/∂uₖ = 2·uₖ", partials=("2·{u}",)),
    Operation("logsumexp", "logsumexp", None, log_sum_exp, log_sum_exp_locals,
        domain="at least one operand",
        rule="∂(log Σ e^u)/∂uₖ = e^uₖ / Σ e^u, the k-th number of the softmax",
        partials=("exp({u} − {y})",)),
)  # fmt: skip


class Table(dict[str, Operation]):
    """Rows by their names; a name may bring its own row with it, as ``Sign`` in own.py does."""

    def __missing__(self, name: str) -> Operation:
        if hasattr(name, "row"):
            return name.row  # type: ignore[no-any-return]
        raise KeyError(name)


TABLE = Table({row.name: row for row in _ROWS})
OPERATIONS: Mapping[str, Operation] = TABLE  # to read; ``add_operation`` writes
