"""Operations as text: local gradients in symbols, and templates for the lines of a program.

Each of ``PYTHON`` is the value, then the local gradients, one an operand (or one for all of an
n-ary row), with the names of ``Operation.partials`` and ``{all}`` for all operands.  They may call
what is defined in ``engine/ops.py``.  An operation without templates is called as the row's
functions.
"""

from __future__ import annotations

TYPE_CHECKING = False  # true for a type checker; importing typing would cost more than the engine
if TYPE_CHECKING:
    from collections.abc import Sequence

    from engine.ops import Operation

PYTHON: dict[str, tuple[str, ...]] = {
    "add": ("{0} + {1}", "1", "1"),
    "sub": ("{0} - {1}", "1", "-1"),
    "mul": ("{0} * {1}", "{1}", "{0}"),
    "div": ("{0} / {1}", "1 / {1}", "-({0} / {1}) / {1}"),
    "neg": ("-{0}", "-1"),
    "pow": (
        "power({0}, {1})", "power_locals({y}, {0}, {1})[0]", "power_locals({y}, {0}, {1})[1]",
    ),
    "exp": ("e_to({0})", "{y}"),
    "log": ("log({0})", "1 / {0}"),
    "sqrt": ("sqrt({0})", "0.5 / {y} if {y} else inf"),
    "sin": ("sin({0})", "cos({0})"),
    "cos": ("cos({0})", "-sin({0})"),
    "tan": ("tan({0})", "1 + {y} * {y}"),
    "sinh": ("sinh({0})", "cosh({0})"),
    "cosh": ("cosh({0})", "sinh({0})"),
    "tanh": ("tanh({0})", "tanh_slope({y}, {0})"),
    "arctan": ("atan({0})", "1 / (1 + {0} * {0})"),
    "erf": ("erf({0})", "erf_slope({0})"),
    "lgamma": ("log_gamma({0})", "digamma({0})"),
    "sigmoid": ("sigmoid({0})", "sigmoid_slope({y}, {0})"),
    "relu": ("{0} if {0} > 0 else 0.0", "1.0 if {0} > 0 else 0.0"),
    "leaky_relu": ("{0} if {0} > 0 else 0.01 * {0}", "1.0 if {0} > 0 else 0.01"),
    "softplus": ("softplus({0})", "sigmoid({0})"),
    "gelu": ("gelu({0})", "gelu_slope({0})"),
    "sign": ("sign({0})", "0"),
    "abs": ("abs({0})", "({0} > 0) - ({0} < 0)"),
    "maximum": (
        "{0} if {0} >= {1} else {1}",
        "0.5 if {0} == {1} else 1.0 if {0} > {1} else 0.0",
        "0.5 if {0} == {1} else 1.0 if {1} > {0} else 0.0",
    ),
    "minimum": (
        "{0} if {0} <= {1} else {1}",
        "0.5 if {0} == {1} else 1.0 if {0} < {1} else 0.0",
        "0.5 if {0} == {1} else 1.0 if {1} < {0} else 0.0",
    ),
    "sum": ("total({all})", "1"),
    "dot": ("dot_product({all})", "{partner}"),
    "sum_of_squares": ("total_of_squares({all})", "2 * {u}"),
    "logsumexp": ("log_sum_exp({all})",),
}  # fmt: skip

SHARES = {"logsumexp": "log_sum_exp_locals({y}, {all})"}
"""Local gradients that are computed together, once, and then named one by one."""


def partial_in_symbols(row: Operation, slot: int, labels: Sequence[str], result: str) -> str:
    """The local gradient of operand ``slot`` as symbols: ∂(w·x)/∂w reads "x".

    ``labels`` are those of all operands, in order.
    """
    return fill(row.partials, slot, labels, result)


def fill(templates: Sequence[str], slot: int, operands: Sequence[str], result: str) -> str:
    """The template of operand ``slot`` (the last serves all further ones) with its names put in."""
    template, half = templates[slot if slot < len(templates) else -1], len(operands) // 2
    partner = "1" if slot == 2 * half else operands[slot + half if slot < half else slot - half]
    return template.format(
        *operands, u=operands[slot], y=result, partner=partner, all=", ".join(operands)
    )
