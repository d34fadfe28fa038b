"""Nodes, messages and gradients in symbols and in numbers, on one line each."""

from __future__ import annotations

from collections.abc import Callable, Iterator, Sequence

from engine import OPERATIONS, Operation, partial_in_symbols
from tutor.core.graph.layers import neurons
from tutor.core.graph.model import Edge, Graph, Node
from tutor.core.graph.passes import Pass
from tutor.core.graph.tape import tape_of
from tutor.core.text import format_number, number, ordinal, superscript

_HALVES = {0.5: "½", 0.25: "¼"}
_INDICES = "₀₁₂₃₄₅₆₇₈₉⁰¹²³⁴⁵⁶⁷⁸⁹"
LONGEST_SPOKEN = 32
"""Characters of an expression that stands for the name of a node in a sentence."""
MANY = 3
"""Operands that a short formula spells out; more are ``Σ(q₁…q₅)``."""


def derivative(of: str, wrt: str) -> str:
    """∂of/∂wrt as it is written on one line."""
    return f"∂{of}/∂{wrt}"


def raised(base: str, exponent: float) -> str:
    """e², u³, x^0.5."""
    if exponent == round(exponent):
        return base + superscript(str(int(exponent)).replace("-", "−"))
    return f"{base}^{format_number(exponent)}"


def constant(value: float) -> str:
    """A constant as it is written in a formula."""
    return _HALVES.get(value) or format_number(value)


def bracketed(value: float) -> str:
    """A number that may stand behind an operator: −3 becomes (−3)."""
    text = format_number(value)
    return f"({text})" if text.startswith("−") else text


def operand_labels(
    graph: Graph, name: str, write: Callable[[float], str] = constant
) -> tuple[str, ...]:
    """The labels of a node's operands, constants as ``write`` has them."""
    return tuple(
        graph.label(operand) if isinstance(operand, str) else write(operand)
        for operand in graph.by_name[name].operands
    )


def formula(op: str, operands: Sequence[str], exponent: float | None = None) -> str:
    """One operation on operands as text: ``w · x``, ``e²``, ``σ(z)``."""
    row = OPERATIONS[op]
    match row.form:
        case "infix":
            return _joined(f" {row.glyph} ", operands)
        case "sum":
            return _joined(" + ", operands)
        case "dot":
            half = len(operands) // 2
            pairs = zip(operands[:half], operands[half:], strict=False)
            return _joined(" + ", [*(f"{w}·{a}" for w, a in pairs), *operands[2 * half :]])
        case _:
            return _tight(row, operands, exponent) or f"{row.glyph}({', '.join(operands)})"


def short_formula(op: str, operands: Sequence[str], exponent: float | None = None) -> str:
    """The same in as few cells as a picture has: ``w·x``, ``Σω·a+b``, ``Σ(q₁…q₅)``."""
    row = OPERATIONS[op]
    if row.form == "infix":
        return _joined(row.glyph, operands)
    if row.form == "dot":
        return _short_dot(operands)
    if len(operands) > MANY:
        return f"{row.glyph}({operands[0]}…{operands[-1]})"
    return _tight(row, operands, exponent) or f"{row.glyph}({','.join(operands)})"


def _tight(row: Operation, operands: Sequence[str], exponent: float | None) -> str:
    """What is written without a blank: e², u^n, −x; empty for every other form."""
    if row.form == "prefix":
        return row.glyph + _in_brackets(operands[0])
    if row.form == "power" and exponent is not None:
        return raised(operands[0], exponent)
    return row.glyph.join(map(_in_brackets, operands)) if row.form == "power" else ""


def _in_brackets(text: str) -> str:
    """``text`` as it stands beside a sign: (−3) if it begins with one."""
    return f"({text})" if text.startswith("−") else text


def _joined(sign: str, operands: Sequence[str]) -> str:
    """Operands with a sign between them, never two signs side by side: ``a − 3``, ``a · (−3)``."""
    text = operands[0]
    for operand in operands[1:]:
        if operand.startswith("−") and sign.strip() == "+":
            text += sign.replace("+", "−") + operand[1:]
        else:
            text += sign + _in_brackets(operand)
    return text


def _short_dot(operands: Sequence[str]) -> str:
    """``w·x+b`` for one weight, ``Σω·a+b`` for several, ``0.25·Σg`` for a mean."""
    half = len(operands) // 2
    weights, inputs = operands[:half], operands[half : 2 * half]
    products = [f"{one}·{other}" for one, other in zip(weights, inputs, strict=True)]
    letter, weight = _letter(inputs), _letter(weights)
    if half > 1 and letter and len(set(weights)) == 1 and weights[0][-1:].isdecimal():
        products = [f"{weights[0]}·Σ{letter}"]
    elif half > 1 and letter and weight:
        products = [f"Σ{weight}·{letter}"]
    elif half > MANY:
        products = [products[0], "…", products[-1]]
    return _joined("+", ["+".join(products), *operands[2 * half :]])


def _letter(labels: Sequence[str]) -> str:
    """What these labels share when their indices are taken off; "" when they share nothing."""
    letters = {label.rstrip(_INDICES) for label in labels}
    return letters.pop() if len(letters) == 1 else ""


def right_side(graph: Graph, name: str) -> str:
    """What a node computes, in symbols."""
    node = graph.by_name[name]
    return formula(node.op, operand_labels(graph, name), _exponent(graph, name))


def spoken(graph: Graph, name: str) -> str:
    """How a node is called in a sentence: by its label, or by what it computes if nobody named it.

    In L = (a − y)² that is (a − y); what would be long keeps its label.
    """
    node = graph.by_name[name]
    if not node.made or node.is_leaf:
        return node.label
    text = _written_out(graph, name)
    return node.label if len(text) > LONGEST_SPOKEN else _as_one(node, text)


def _written_out(graph: Graph, name: str) -> str:
    node = graph.by_name[name]
    labels = list(operand_labels(graph, name))
    for i, operand in enumerate(node.operands):
        inner = graph.by_name[operand] if isinstance(operand, str) else None
        if inner is not None and inner.made and not inner.is_leaf:
            text = _written_out(graph, inner.name)
            labels[i] = text if _stands_alone(inner.op, node.op) else _as_one(inner, text)
    return formula(node.op, labels, _exponent(graph, name))


def _stands_alone(inner: str, outer: str) -> bool:
    """Whether an operation needs no brackets inside another: σ(w · x), w · x + b."""
    is_sum = outer in ("add", "sub", "sum", "neg")
    return (
        OPERATIONS[outer].form == "call"
        or (is_sum and inner == "mul")
        or (outer == "add" and inner == "neg")
    )


def _as_one(node: Node, text: str) -> str:
    """In brackets, where signs stand between its parts."""
    return f"({text})" if OPERATIONS[node.op].form in {"infix", "sum", "dot", "prefix"} else text


def short_side(graph: Graph, name: str) -> str:
    """What a node computes, as the picture writes it, where a constant is a number like others."""
    labels = operand_labels(graph, name, number)
    return short_formula(graph.by_name[name].op, labels, _exponent(graph, name))


def _exponent(graph: Graph, name: str) -> float | None:
    node = graph.by_name[name]
    last = node.operands[-1]
    is_power = OPERATIONS[node.op].form == "power"
    return last if is_power and not isinstance(last, str) else None


def equation(graph: Graph, name: str) -> str:
    """``u = w · x``."""
    return f"{graph.label(name)} = {right_side(graph, name)}"


def spoken_equation(graph: Graph, name: str) -> str:
    """The same in a sentence, ``slope = a · (1 − a)``; "" where somebody would not know a name."""
    node, text = graph.by_name[name], _written_out(graph, name)
    if len(text) > LONGEST_SPOKEN or any(graph.by_name[one].made for one in _leaves(graph, name)):
        return ""
    return text if node.made else f"{node.label} = {text}"


def _leaves(graph: Graph, name: str) -> Iterator[str]:
    """The leaves that are written where a node is written out."""
    for operand in graph.by_name[name].inputs:
        node = graph.by_name[operand]
        if node.is_leaf:
            yield operand
        elif node.made:
            yield from _leaves(graph, operand)


def said_value(numbers: Pass, name: str) -> str:
    """``u = w · x = 5 · 3 = 15``."""
    graph = numbers.graph
    node, value = graph.by_name[name], format_number(numbers.values[name])
    if node.is_leaf:
        return f"{node.label} = {value}"
    return f"{equation(graph, name)} = {in_numbers(numbers, name)} = {value}"


def in_numbers(numbers: Pass, name: str) -> str:
    """What a node computes, with numbers put in: ``5 · 3``, ``σ(−0.5)``."""
    node = numbers.graph.by_name[name]
    inner = [
        numbers.values[operand] if isinstance(operand, str) else operand
        for operand in node.operands
    ]
    return applied(node.op, inner, _exponent(numbers.graph, name))


def applied(op: str, operands: Sequence[float], exponent: float | None = None) -> str:
    """An operation on numbers: ``5 · 3``, ``(−2) + (−3)``, ``σ(−0.5)``."""
    form = OPERATIONS[op].form
    write = format_number if form == "call" else bracketed
    first = format_number(operands[0]) if form == "infix" else write(operands[0])
    return formula(op, [first, *map(write, operands[1:])], exponent)


def local_symbols(graph: Graph, edge: Edge, write: Callable[[float], str] = constant) -> str:
    """The local gradient of one edge in symbols: ``x`` for ∂(w·x)/∂w."""
    labels = operand_labels(graph, edge.target, write)
    exponent = _exponent(graph, edge.target)
    if exponent is not None:
        return _power_symbols(labels[0], exponent)
    row = OPERATIONS[graph.by_name[edge.target].op]
    return partial_in_symbols(row, edge.slot, labels, graph.label(edge.target))


def _power_symbols(base: str, exponent: float) -> str:
    """2e for ∂(e²)/∂e, 3e² for ∂(e³)/∂e."""
    if exponent in {0.0, 1.0}:
        return format_number(exponent)
    return format_number(exponent) + (base if exponent == 2.0 else raised(base, exponent - 1))


def whole_symbols(graph: Graph, edge: Edge) -> str:
    """∂target/∂source in symbols, over all edges between them: ``a + a`` for ∂(a·a)/∂a."""
    return " + ".join(local_symbols(graph, one) for one in graph.twins(edge))


def said_local(numbers: Pass, edge: Edge) -> str:
    """``∂u/∂w = x = 3`` on one edge."""
    graph = numbers.graph
    symbols = local_symbols(graph, edge)
    return _is_worth(graph.local_label(edge), symbols, numbers.locals[edge])


def said_whole(numbers: Pass, edge: Edge) -> str:
    """``∂s/∂a = a + a = 8``: over all edges from the source of ``edge`` to its target."""
    graph = numbers.graph
    name = derivative(graph.label(edge.target), graph.label(edge.source))
    return _is_worth(name, whole_symbols(graph, edge), numbers.local(edge.target, edge.source))


def _is_worth(name: str, symbols: str, local: float) -> str:
    value = format_number(local)
    return f"{name} = {value}" if symbols == value else f"{name} = {symbols} = {value}"


def along(graph: Graph, edge: Edge) -> str:
    """`` along the 1st of 2 edges`` where several lead from the one node to the other."""
    twins = graph.twins(edge)
    if len(twins) == 1:
        return ""
    return f" along the {ordinal(twins.index(edge) + 1)} of {len(twins)} edges"


def kept(numbers: Pass, edge: Edge) -> str:
    """``: ∂C/∂a = 0.25`` at an activation: the box of its unit shows δ alone, the gradient at z."""
    graph = numbers.graph
    if not any((one.out.name, one.z.name) == (edge.target, edge.source) for one in neurons(graph)):
        return ""
    gradient = derivative(graph.label(graph.output), graph.label(edge.target))
    return f": {gradient} = {format_number(numbers.gradients[edge.target])}"


def said_message(numbers: Pass, edge: Edge, local: float | None = None) -> str:
    """``u sends w: ∂J/∂u · ∂u/∂w = 8 · 3 = 24``; ``local`` where two edges are taken together."""
    graph = numbers.graph
    source, target = graph.label(edge.source), graph.label(edge.target)
    z = graph.label(graph.output)
    alone = local is None
    name = graph.local_label(edge) if alone else derivative(target, source)
    symbols = f"{derivative(z, target)} · {name}"
    arriving = numbers.gradients[edge.target]
    local = numbers.locals[edge] if local is None else local
    in_numbers = (
        f"{format_number(arriving)} · {bracketed(local)} = {format_number(arriving * local)}"
    )
    if edge.target == graph.output:
        symbols = f"{derivative(z, z)} · {name}"
    where = along(graph, edge) if alone else ""
    return f"{target} sends {source}{where}: {symbols} = {in_numbers}"


def gradient_symbols(graph: Graph, name: str, of: str) -> str:
    """``∂J/∂u · ∂u/∂w``, one product a successor, with plus signs between."""
    z, v = graph.label(of), graph.label(name)
    terms = []
    for m in _on_route(graph, name, of):
        if m == of:
            slots = [edge for edge in graph.incoming(m) if edge.source == name]
            terms += [local_symbols(graph, edge) for edge in slots]
        else:
            terms.append(f"{derivative(z, graph.label(m))} · {derivative(graph.label(m), v)}")
    return " + ".join(terms) or "0"


def said_gradient(numbers: Pass, name: str, of: str) -> str:
    """``∂J/∂w = ∂J/∂u · ∂u/∂w = 8 · 3 = 24``."""
    graph = numbers.graph
    result = format_number(numbers.derivative(of, name))
    asked = derivative(graph.label(of), graph.label(name))
    if name == of:
        return f"{asked} = 1"
    terms = []
    for m in _on_route(graph, name, of):
        local = numbers.local(m, name)
        if m == of:
            terms.append(format_number(local))
        else:
            arriving = bracketed(numbers.derivative(of, m))
            terms.append(f"{arriving if terms else arriving.strip('()')} · {bracketed(local)}")
    in_numbers = " + ".join(terms) or "0"
    parts = [asked, gradient_symbols(graph, name, of), in_numbers, result]
    kept = [part for i, part in enumerate(parts) if i == 0 or part != parts[i - 1]]
    return " = ".join(kept)


def _on_route(graph: Graph, name: str, of: str) -> tuple[str, ...]:
    """The successors of ``name`` from which ``of`` is computed."""
    tape = tape_of(graph)
    needed = tape.reaches(tape.index[of])
    return tuple(m for m in graph.successors(name) if tape.index[m] in needed)
