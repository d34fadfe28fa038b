"""The table of operations: everything the engine knows about mathematics, one row an operation.

A row y = f(u₁, …, uₙ) states two facts as code, the value f(u) and the local gradients ∂y/∂uₖ, and
a few as text for pictures, help and questions.  The backward pass only multiplies and adds what
stands here (lecture note, section 1.3: ∂z/∂x = Σⱼ ∂z/∂yⱼ · ∂yⱼ/∂x).

Conventions at the edges, the usual ones in this field: at 0 the local gradient of relu and abs is
0 and that of leaky_relu its lower slope; at a tie maximum and minimum give ½ to each operand; 0⁰ is
1; overflow is ∞ as in IEEE 754; a vertical slope (√u at 0) is ∞; a local gradient that does not
exist is NaN in the row, which the engine refuses as soon as a ``Value`` asks for it.

Adding an operation is adding one row: its method, its name in expressions, its help, its questions
and its gradient tests follow.
"""

from __future__ import annotations

import cmath
from math import (
    atan,
    copysign,
    cos,
    erf,
    exp,
    floor,
    inf,
    isinf,
    log,
    log1p,
    nan,
    pi,
    sin,
    sqrt,
    tan,
    tanh,
)
from math import cosh as cosh_of_floats
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
    ``glyph``            as in a picture: "·"
    ``arity``            number of operands, or None for any number
    ``value``            the operation on floats (and, for + − · / and powers, on fractions)
    ``local_gradients``  (result, *operands) → one float an operand
    ``rule``             the local gradients as a sentence for help and questions
    ``partials``         the local gradients as templates, one an operand (or one for all of an
                         n-ary row); ``{0}`` ``{1}`` are the operands' labels, ``{u}`` this one's,
                         ``{y}`` the result's, ``{partner}`` the factor that meets it in a dot
    ``domain``           where the value is defined, as text
    ``samples``          operands inside the domain, edges included: the tests start from these
    ``complex_value``    the same function on complex numbers, for the complex step
    ``form``             how it is written: "call" σ(u), "infix" u·v, "prefix" −u, "power" uⁿ,
                         "sum" u + v + w, or "dot" u·v + w
    ``analytic``         whether the complex step is allowed everywhere (no kinks)
    ``code``             Python templates for programs: the value, then the local gradients as in
                         ``partials``, with ``{all}`` for all operands; they may call what is
                         defined in this file; without templates a program calls the row's functions
    """

    __slots__ = (
        "analytic", "arity", "code", "complex_value", "domain", "form", "glyph", "local_gradients",
        "name", "partials", "rule", "samples", "value",
    )  # fmt: skip

    def __init__(
        self,
        name: str,
        glyph: str,
        arity: int | None,
        value: Callable[..., float],
        local_gradients: Callable[..., Sequence[float]],
        *,
        rule: str,
        partials: tuple[str, ...],
        samples: tuple[tuple[float, ...], ...],
        domain: str = "every number",
        complex_value: Callable[..., complex] | None = None,
        analytic: bool = True,
        code: tuple[str, ...] = (),
        form: str = "call",
    ) -> None:
        self.name = name
        self.glyph = glyph
        self.arity = arity
        self.value = value
        self.local_gradients = local_gradients
        self.rule = rule
        self.partials = partials
        self.domain = domain
        self.samples = samples
        self.complex_value = complex_value
        self.analytic = analytic and complex_value is not None
        self.code = code
        self.form = form

    def __repr__(self) -> str:
        return f"Operation({self.name!r}, {self.glyph!r})"

    def partial(self, slot: int, labels: Sequence[str], result: str) -> str:
        """The local gradient of operand ``slot`` as symbols: ∂(w·x)/∂w reads "x".

        ``labels`` are those of all operands, in order.
        """
        return fill(self.partials, slot, labels, result)


def fill(templates: Sequence[str], slot: int, operands: Sequence[str], result: str) -> str:
    """The template of operand ``slot`` (the last serves all further ones) with its names put in."""
    template = templates[slot if slot < len(templates) else -1]
    partner = _partner(slot, operands)
    return template.format(
        *operands, u=operands[slot], y=result, partner=partner, all=", ".join(operands)
    )


def _partner(slot: int, labels: Sequence[str]) -> str:
    """The label that multiplies operand ``slot`` in a dot: "1" for the bias."""
    half = len(labels) // 2
    if slot == 2 * half:
        return "1"
    return labels[slot + half if slot < half else slot - half]


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
    return sinh_of_floats(u) if abs(u) <= _LARGEST_EXPONENT else copysign(inf, u)


def cosh(u: float) -> float:
    """(eᵘ + e⁻ᵘ)/2, ∞ where it is larger than any float."""
    return cosh_of_floats(u) if abs(u) <= _LARGEST_EXPONENT else inf


def sign(u: float) -> float:
    """1 above 0, −1 below 0, and 0 at 0."""
    return float((u > 0.0) - (u < 0.0))


def normal(u: float) -> float:
    """Φ(u): how often a standard normal number is smaller than u."""
    return 0.5 * (1.0 + erf(u / sqrt(2.0)))


def gelu(u: float) -> float:
    """u·Φ(u), exactly: not by a tanh that comes near it."""
    return u * normal(u)


def gelu_slope(u: float) -> float:
    """Φ(u) + u·e^(−u²/2)/√(2π)."""
    return normal(u) + u * exp(-0.5 * u * u) / sqrt(2.0 * pi)


def erf_slope(u: float) -> float:
    """2·e^(−u²)/√π."""
    return 2.0 * exp(-u * u) / sqrt(pi)


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


def log_sum_exp(*operands: float) -> float:
    """log Σₖ e^uₖ with the largest exponent taken out, so that nothing overflows."""
    largest = max(operands)
    if isinf(largest):
        return largest
    return largest + log(total(*(exp(u - largest) for u in operands)))


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


def division_locals(_y: float, u: float, v: float) -> tuple[float, float]:
    """∂(u/v)/∂u = 1/v and ∂(u/v)/∂v = −(u/v)/v, which does not overflow before it must."""
    return 1 / v, -(u / v) / v


def dot_locals(_z: float, *operands: float) -> tuple[float, ...]:
    """∂z/∂ωₖ = aₖ, ∂z/∂aₖ = ωₖ and ∂z/∂b = 1 (before equation 2.1)."""
    half = len(operands) // 2
    bias = (1.0,) if len(operands) % 2 else ()
    return operands[half : 2 * half] + operands[:half] + bias


def larger_locals(_y: float, u: float, v: float) -> tuple[float, float]:
    """All to the larger operand, ½ each at a tie."""
    return (0.5, 0.5) if u == v else (1.0, 0.0) if u > v else (0.0, 1.0)


def log_sum_exp_locals(y: float, *operands: float) -> tuple[float, ...]:
    """The softmax: ∂y/∂uₖ = e^(uₖ − y)."""
    return tuple(e_to(u - y) for u in operands)


# --- the same functions on complex numbers, for the complex step ----------------------------------


def _complex_sigmoid(u: complex) -> complex:
    if u.real >= 0.0:
        return 1 / (1 + cmath.exp(-u))
    return cmath.exp(u) / (1 + cmath.exp(u))


def _complex_softplus(u: complex) -> complex:
    # The derivative of softplus is σ: a first-order step keeps it where log(1 + e⁻⁷⁰⁰) is 0.
    return complex(softplus(u.real), u.imag * sigmoid(u.real))


def _complex_gelu(u: complex) -> complex:
    return complex(gelu(u.real), u.imag * gelu_slope(u.real))


def _complex_erf(u: complex) -> complex:
    return complex(erf(u.real), u.imag * erf_slope(u.real))


def _complex_log_sum_exp(*operands: complex) -> complex:
    largest = max(u.real for u in operands)
    return largest + cmath.log(sum(cmath.exp(u - largest) for u in operands))


def _complex_power(u: complex, n: complex) -> complex:
    if n.imag == 0.0 and n.real == floor(n.real) and u.real <= 0.0:
        return complex(power(u.real, n.real), u.imag * power_locals(0.0, u.real, n.real)[0])
    return cmath.exp(n * cmath.log(u))


def _complex_dot(*operands: complex) -> complex:
    half = len(operands) // 2
    result = sum(operands[k] * operands[half + k] for k in range(half))
    return result + operands[-1] if len(operands) % 2 else result


# --- the table ------------------------------------------------------------------------------------

_PAIRS = ((2.0, 3.0), (-1.5, 0.25), (0.0, 4.0), (-0.0, -7.0), (1e-8, 1e8), (6.0, 6.0))
_REALS = tuple((u,) for u in (0.5, -0.5, 0.0, -0.0, 2.0, -3.0, 1e-8, 20.0, -20.0))
_KINKED = tuple((u,) for u in (0.5, -0.5, 2.0, -3.0, 1000.0, -1000.0, 0.0, -0.0))
_STABLE = (*_REALS, (1000.0,), (-1000.0,), (40.0,), (-40.0,))
_MANY = ((1.0, 2.0, 3.0, 4.0), (0.5, -0.5, 0.0, 2.0, 1.0, -3.0), (2.0, -0.0))

_ROWS = (
    Operation(
        "add", "+", 2, lambda u, v: u + v, lambda _y, _u, _v: (1.0, 1.0),
        form="infix",
        rule="∂(u + v)/∂u = 1 and ∂(u + v)/∂v = 1: a sum passes its gradient on unchanged",
        partials=("1", "1"), samples=_PAIRS, complex_value=lambda u, v: u + v,
        code=("{0} + {1}", "1", "1"),
    ),
    Operation(
        "sub", "−", 2, lambda u, v: u - v, lambda _y, _u, _v: (1.0, -1.0),
        form="infix",
        rule="∂(u − v)/∂u = 1 and ∂(u − v)/∂v = −1: what is taken away gets the opposite sign",
        partials=("1", "−1"), samples=_PAIRS, complex_value=lambda u, v: u - v,
        code=("{0} - {1}", "1", "-1"),
    ),
    Operation(
        "mul", "·", 2, lambda u, v: u * v, lambda _y, u, v: (v, u),
        form="infix", rule="∂(u·v)/∂u = v and ∂(u·v)/∂v = u: each factor gets the other one",
        partials=("{1}", "{0}"), samples=_PAIRS, complex_value=lambda u, v: u * v,
        code=("{0} * {1}", "{1}", "{0}"),
    ),
    Operation(
        "div", "/", 2, lambda u, v: u / v, division_locals,
        form="infix", rule="∂(u/v)/∂u = 1/v and ∂(u/v)/∂v = −u/v²",
        partials=("1/{1}", "−{0}/{1}²"), domain="v ≠ 0",
        samples=((1.0, 2.0), (-3.0, 0.5), (0.0, -4.0), (5.0, -1e-3), (1e8, 1e-8)),
        complex_value=lambda u, v: u / v,
        code=("{0} / {1}", "1 / {1}", "-({0} / {1}) / {1}"),
    ),
    Operation(
        "neg", "−", 1, lambda u: -u, lambda _y, _u: (-1.0,),
        form="prefix",
        rule="∂(−u)/∂u = −1", partials=("−1",), samples=_REALS, complex_value=lambda u: -u,
        code=("-{0}", "-1"),
    ),
    Operation(
        "pow", "^", 2, power, power_locals,
        form="power", rule="∂(uⁿ)/∂u = n·uⁿ⁻¹ and ∂(uⁿ)/∂n = uⁿ·log u",
        partials=("{1}·{0}^({1} − 1)", "{y}·log({0})"),
        domain="u > 0; u = 0 with n ≥ 0; u < 0 with n a whole number that needs no gradient",
        samples=((2.0, 3.0), (0.5, -1.5), (9.0, 0.5), (3.0, 0.0), (0.0, 2.0), (0.0, 1.0),
                 (1e-3, -2.0), (-2.0, 3.0), (-2.0, -1.0), (-3.0, 0.0)),
        complex_value=_complex_power,
        code=("power({0}, {1})", "power_locals({y}, {0}, {1})[0]",
              "power_locals({y}, {0}, {1})[1]"),
    ),
    Operation(
        "exp", "exp", 1, e_to, lambda y, _u: (y,),
        rule="∂(eᵘ)/∂u = eᵘ: the result itself", partials=("{y}",),
        samples=(*_REALS, (700.0,), (-700.0,)), complex_value=cmath.exp,
        code=("e_to({0})", "{y}"),
    ),
    Operation(
        "log", "log", 1, log, lambda _y, u: (1 / u,),
        rule="∂(log u)/∂u = 1/u", partials=("1/{0}",), domain="u > 0",
        samples=((1.0,), (2.0,), (0.1,), (1e-300,), (1e300,)), complex_value=cmath.log,
        code=("log({0})", "1 / {0}"),
    ),
    Operation(
        "sqrt", "√", 1, sqrt, lambda y, _u: (0.5 / y if y else inf,),
        rule="∂(√u)/∂u = 1/(2·√u)", partials=("1/(2·{y})",), domain="u ≥ 0 (at 0 the slope is ∞)",
        samples=((1.0,), (2.0,), (1e-10,), (1e300,)), complex_value=cmath.sqrt,
        code=("sqrt({0})", "0.5 / {y} if {y} else inf"),
    ),
    Operation(
        "sin", "sin", 1, sin, lambda _y, u: (cos(u),),
        rule="∂(sin u)/∂u = cos u", partials=("cos({0})",), domain="finite u",
        samples=(*_REALS, (pi / 2,)), complex_value=cmath.sin, code=("sin({0})", "cos({0})"),
    ),
    Operation(
        "cos", "cos", 1, cos, lambda _y, u: (-sin(u),),
        rule="∂(cos u)/∂u = −sin u", partials=("−sin({0})",), domain="finite u",
        samples=(*_REALS, (pi / 2,)), complex_value=cmath.cos, code=("cos({0})", "-sin({0})"),
    ),
    Operation(
        "tan", "tan", 1, tan, lambda y, _u: (1 + y * y,),
        rule="∂(tan u)/∂u = 1 + tan² u", partials=("1 + {y}²",), domain="finite u",
        samples=tuple((u,) for u in (0.5, -0.5, 0.0, -0.0, 1.2, -3.0, 1e-8, 20.0)),
        complex_value=cmath.tan, code=("tan({0})", "1 + {y} * {y}"),
    ),
    Operation(
        "sinh", "sinh", 1, sinh, lambda _y, u: (cosh(u),),
        rule="∂(sinh u)/∂u = cosh u", partials=("cosh({0})",),
        samples=_REALS, complex_value=cmath.sinh, code=("sinh({0})", "cosh({0})"),
    ),
    Operation(
        "cosh", "cosh", 1, cosh, lambda _y, u: (sinh(u),),
        rule="∂(cosh u)/∂u = sinh u", partials=("sinh({0})",),
        samples=_REALS, complex_value=cmath.cosh, code=("cosh({0})", "sinh({0})"),
    ),
    Operation(
        "tanh", "tanh", 1, tanh, lambda y, _u: (1 - y * y,),
        rule="∂(tanh u)/∂u = 1 − tanh² u", partials=("1 − {y}²",),
        samples=_KINKED, complex_value=cmath.tanh, code=("tanh({0})", "1 - {y} * {y}"),
    ),
    Operation(
        "arctan", "arctan", 1, atan, lambda _y, u: (1 / (1 + u * u),),
        rule="∂(arctan u)/∂u = 1/(1 + u²)", partials=("1/(1 + {0}²)",),
        samples=_STABLE, complex_value=cmath.atan, code=("atan({0})", "1 / (1 + {0} * {0})"),
    ),
    Operation(
        "erf", "erf", 1, erf, lambda _y, u: (erf_slope(u),),
        rule="∂(erf u)/∂u = 2·e^(−u²)/√π", partials=("2·exp(−{0}²)/√π",),
        samples=_STABLE, complex_value=_complex_erf, code=("erf({0})", "erf_slope({0})"),
    ),
    Operation(
        "sigmoid", "σ", 1, sigmoid, lambda y, _u: (y * (1 - y),),
        rule="∂σ(u)/∂u = σ(u)·(1 − σ(u))", partials=("{y}·(1 − {y})",),
        samples=_STABLE, complex_value=_complex_sigmoid, code=("sigmoid({0})", "{y} * (1 - {y})"),
    ),
    Operation(
        "relu", "relu", 1, lambda u: u if u > 0 else 0.0, lambda _y, u: (1.0 if u > 0 else 0.0,),
        rule="∂relu(u)/∂u = 1 where u > 0, else 0", partials=("[{0} > 0]",),
        samples=_KINKED, complex_value=lambda u: u if u.real > 0 else 0j, analytic=False,
        code=("{0} if {0} > 0 else 0.0", "1.0 if {0} > 0 else 0.0"),
    ),
    Operation(
        "leaky_relu", "leaky_relu", 1, lambda u: u if u > 0 else LEAKY_SLOPE * u,
        lambda _y, u: (1.0 if u > 0 else LEAKY_SLOPE,),
        rule="∂leaky(u)/∂u = 1 where u > 0, else 0.01", partials=("1 if {0} > 0 else 0.01",),
        samples=_KINKED, complex_value=lambda u: u if u.real > 0 else LEAKY_SLOPE * u,
        analytic=False, code=("{0} if {0} > 0 else 0.01 * {0}", "1.0 if {0} > 0 else 0.01"),
    ),
    Operation(
        "softplus", "softplus", 1, softplus, lambda _y, u: (sigmoid(u),),
        rule="∂log(1 + eᵘ)/∂u = σ(u)", partials=("σ({0})",),
        samples=_STABLE, complex_value=_complex_softplus,
        code=("softplus({0})", "sigmoid({0})"),
    ),
    Operation(
        "gelu", "gelu", 1, gelu, lambda _y, u: (gelu_slope(u),),
        rule="∂gelu(u)/∂u = Φ(u) + u·φ(u) for the normal distribution Φ and its density φ",
        partials=("{y}/{0} + {0}·exp(−{0}²/2)/√(2·π)",), domain="finite u",
        samples=_REALS, complex_value=_complex_gelu,
        code=("gelu({0})", "gelu_slope({0})"),
    ),
    Operation(
        "sign", "sign", 1, sign, lambda _y, _u: (0.0,),
        rule="∂sign(u)/∂u = 0: sign is flat on both sides of its step at 0", partials=("0",),
        samples=_KINKED, complex_value=lambda u: complex(sign(u.real)), analytic=False,
        code=("sign({0})", "0"),
    ),
    Operation(
        "abs", "abs", 1, abs, lambda _y, u: (1.0 if u > 0 else -1.0 if u < 0 else 0.0,),
        rule="∂|u|/∂u = 1 where u > 0, −1 where u < 0, and 0 at 0", partials=("sign({0})",),
        samples=_KINKED, complex_value=lambda u: u if u.real > 0 else -u, analytic=False,
        code=("abs({0})", "({0} > 0) - ({0} < 0)"),
    ),
    Operation(
        "maximum", "max", 2, lambda u, v: u if u >= v else v, larger_locals,
        rule="∂max(u, v)/∂u = 1 where u > v, 0 where u < v, ½ at a tie",
        partials=("[{0} > {1}]", "[{1} > {0}]"), samples=_PAIRS,
        complex_value=lambda u, v: u if u.real >= v.real else v, analytic=False,
        code=("{0} if {0} >= {1} else {1}",
              "0.5 if {0} == {1} else 1.0 if {0} > {1} else 0.0",
              "0.5 if {0} == {1} else 1.0 if {1} > {0} else 0.0"),
    ),
    Operation(
        "minimum", "min", 2, lambda u, v: u if u <= v else v,
        lambda y, u, v: larger_locals(y, v, u),
        rule="∂min(u, v)/∂u = 1 where u < v, 0 where u > v, ½ at a tie",
        partials=("[{0} < {1}]", "[{1} < {0}]"), samples=_PAIRS,
        complex_value=lambda u, v: u if u.real <= v.real else v, analytic=False,
        code=("{0} if {0} <= {1} else {1}",
              "0.5 if {0} == {1} else 1.0 if {0} < {1} else 0.0",
              "0.5 if {0} == {1} else 1.0 if {1} < {0} else 0.0"),
    ),
    Operation(
        "sum", "Σ", None, total, lambda _y, *operands: (1.0,) * len(operands),
        form="sum", rule="∂(u₁ + … + uₙ)/∂uₖ = 1", partials=("1",), samples=_MANY,
        complex_value=lambda *operands: sum(operands),
        code=("total({all})", "1"),
    ),
    Operation(
        "dot", "Σ", None, dot_product, dot_locals,
        form="dot", rule="z = Σₖ ωₖ·aₖ + b: ∂z/∂ωₖ = aₖ, ∂z/∂aₖ = ωₖ and ∂z/∂b = 1",
        partials=("{partner}",), domain="as many weights as inputs; the bias may be left out",
        samples=(*_MANY, (2.0, 3.0, 0.5), (1.0, -2.0, 0.0, 4.0, 1.5), (7.0,)),
        complex_value=_complex_dot,
        code=("dot_product({all})", "{partner}"),
    ),
    Operation(
        "logsumexp", "logsumexp", None, log_sum_exp, log_sum_exp_locals,
        rule="∂(log Σ e^u)/∂uₖ = e^uₖ / Σ e^u, the k-th number of the softmax",
        partials=("exp({u} − {y})",), domain="at least one operand",
        samples=(*_MANY, (1000.0, 999.0), (-1000.0, 0.0, 3.0), (5.0,)),
        complex_value=_complex_log_sum_exp,
        code=("log_sum_exp({all})", "e_to({u} - {y})"),
    ),
)  # fmt: skip

TABLE = {row.name: row for row in _ROWS}
OPERATIONS: Mapping[str, Operation] = TABLE  # to read; ``add_operation`` in value.py writes
