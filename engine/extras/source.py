"""A graph as lines of Python: the forward pass, then the backward pass, one assignment a line.

This is Example 2 of the lecture note, written by machine: every node becomes a variable under its
own name, and its gradient becomes ``dC_dz`` (for ∂C/∂z).  Each line of the backward pass is the
rule of section 1.3: a sum over the successors of backpropagated × local gradient, in the same order
as ``backward`` adds them, so that both give the same bits.

Operands are names and numbers only, never whole expressions, so no precedence can go wrong, no
brackets nest, and a sum of thousands of terms is cut into lines that Python's compiler can take.
"""

from __future__ import annotations

import builtins
import keyword
import re
from unicodedata import normalize

import engine.ops
from engine.errors import GraphError
from engine.extras.templates import PYTHON, SHARES, fill
from engine.message_passing import slots
from engine.ops import OPERATIONS
from engine.value import Value

TYPE_CHECKING = False  # true for a type checker; importing typing would cost more than the engine
if TYPE_CHECKING:
    from collections.abc import Iterable, Sequence

_TERMS_A_LINE = 50
_ATOM = re.compile(  # a name, a call, an entry of a list, a number, a negative number in brackets
    r"\w+(\([^()]*\)|\[\d+\])?|\d+\.\d+|\([^()]*\)"
)
_WHOLE = 2.0**53  # up to here a whole number is the same as a float and as an integer


class Names:
    """A Python name for every node, and for the gradient of every node.

    With ``careful`` lines also hold where floats overflow: as in ``backward``, a gradient of 0
    sends 0 even where the local gradient is ∞, and a power that is too large is ∞.
    """

    def __init__(
        self,
        root: Value,
        order: Sequence[Value],
        reserved: Iterable[str] = (),
        *,
        careful: bool = False,
    ) -> None:
        for node in order:
            if hasattr(node.op, "row"):
                raise GraphError(
                    f"{node.op} was given as a number, and a program needs its function: put a row "
                    "into the table with add_operation"
                )
        self.careful = careful
        self._taken = {*vars(engine.ops), *dir(builtins), *OPERATIONS, *reserved}
        self._taken |= {f"{name}_locals" for name in OPERATIONS}
        self.values: dict[Value, str] = {}
        labelled = [node for node in order if node.label]
        for node in labelled:
            self.values[node] = self._free(_identifier(node.label))
        for number, node in enumerate(order, 1):
            if not node.label:
                self.values[node] = self._free("out" if node is root else f"v{number}")
        top = self.values[root]
        self.gradients = {node: self._free(f"d{top}_d{name}") for node, name in self.values.items()}
        self.shares = {n: self._free(f"{self.values[n]}_shares") for n in order if n.op in SHARES}

    def _free(self, wanted: str) -> str:
        name, number = wanted, 1
        while name in self._taken:
            number += 1
            name = f"{wanted}_{number}"
        self._taken.add(name)
        return name


def _identifier(label: str) -> str:
    """The label as a Python name: what cannot stand in one becomes "_"."""
    text = "".join(c if ("_" + c).isidentifier() else "_" for c in normalize("NFKC", label))
    if not text.isidentifier():
        text = "v" + text
    return text + "_" if keyword.iskeyword(text) or keyword.issoftkeyword(text) else text


def number(value: float) -> str:
    """A constant as Python writes it; whole ones as integers, so that fractions stay exact."""
    if abs(value) < _WHOLE and value == int(value) and (value or str(value) == "0.0"):
        text = str(int(value))
    else:
        text = repr(float(value))
    return f"({text})" if text.startswith("-") else text


def assignment(name: str, terms: Sequence[str]) -> list[str]:
    """``name = term + term + …`` from left to right, in lines of bounded length."""
    lines = []
    for start in range(0, len(terms), _TERMS_A_LINE):
        before = [name] if start else []
        lines.append(f"{name} = {' + '.join([*before, *terms[start : start + _TERMS_A_LINE]])}")
    return lines or [f"{name} = 0"]


def forward(node: Value, names: Names) -> list[str]:
    """The lines that compute one node from its operands."""
    name, operands = names.values[node], _operands(node, names)
    if node.op == "sum":
        return assignment(name, operands)
    if node.op == "dot":
        half = len(operands) // 2
        products = [f"{w} * {a}" for w, a in zip(operands[:half], operands[half:], strict=False)]
        return assignment(name, products + operands[2 * half :])
    exponent = _whole_exponent(node, names)
    if exponent is not None:
        return [f"{name} = {operands[0]} ** {exponent}"]
    code = PYTHON.get(node.op) or (f"{node.op}({{all}})",)
    every = ", ".join(operands)
    line = f"{name} = {code[0].format(*operands, all=every)}"
    if node.op in SHARES:  # on the same line: a node is one line, or several with one name
        line += f"; {names.shares[node]} = {SHARES[node.op].format(y=name, all=every)}"
    return [line]


def messages(node: Value, names: Names) -> list[tuple[Value, str]]:
    """What the node sends to each of its inputs: backpropagated × local gradient, as text."""
    operands = _operands(node, names)
    sent = names.gradients[node]
    return [
        (value, _product(sent, _local(node, slot, operands, names), careful=names.careful))
        for value, slot in zip(node.inputs, slots(node), strict=True)
    ]


def _operands(node: Value, names: Names) -> list[str]:
    return [names.values[o] if isinstance(o, Value) else number(o) for o in node.operands]


def _local(node: Value, slot: int, operands: list[str], names: Names) -> str:
    """One local gradient as Python."""
    result = names.values[node]
    if node.op in SHARES:
        return f"{names.shares[node]}[{slot}]"
    exponent = _whole_exponent(node, names)
    if exponent is not None:
        power = operands[0] if exponent == 2 else f"{operands[0]} ** {exponent - 1}"
        return "1" if exponent == 1 else f"{exponent} * {power}"
    code = PYTHON.get(node.op)
    if code is None:
        return f"{node.op}_locals({result}, {', '.join(operands)})[{slot}]"
    return fill(code[1:], slot, operands, result)


def _product(gradient: str, local: str, *, careful: bool) -> str:
    if local in ("1", "-1"):
        return gradient if local == "1" else f"-{gradient}"
    if careful or "inf" in local or "_locals(" in local:  # it may be ∞, and 0 sends 0 even then
        return f"({gradient} * ({local}) if {gradient} else 0)"
    return f"{gradient} * {local}" if _ATOM.fullmatch(local) else f"{gradient} * ({local})"


def _whole_exponent(node: Value, names: Names) -> int | None:
    """n for uⁿ with a constant whole n from 1 to 99, which Python writes as ``u ** n``."""
    if names.careful or node.op != "pow" or not isinstance(node.operands[0], Value):
        return None
    exponent = node.operands[1]
    if isinstance(exponent, Value) or exponent != exponent // 1 or not 1 <= exponent < 100:
        return None
    return int(exponent)
