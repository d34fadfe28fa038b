"""The left side of a line: which quantity ``∂J/∂e``, ``dw``, ``w.grad`` or ``u`` is."""

from __future__ import annotations

import re
from collections.abc import Callable, Iterator

from tutor.core.errors import TutorError
from tutor.core.expression import alias
from tutor.core.graph import ACTIVATIONS, tape_of
from tutor.core.text import clip, safe
from tutor.core.working.names import NodeNames
from tutor.core.working.steps import Quantity, derivative_by

KNOWN = 16
"""Nodes that are listed where a name is not among them."""


class UnreadError(TutorError):
    """A line that cannot be read; the message says why."""


def quantity_of(head: str, names: NodeNames) -> Quantity:
    """What ``head`` stands for.  Raises UnreadError."""
    text = _plain(head)
    _refuse_products(text, names)
    for read in _READERS:
        found = read(text, names)
        if found is not None:
            return found
    raise UnreadError(_meant(text, names) or _unknown(text, names))


def is_leibniz(text: str, names: NodeNames) -> bool:
    """Whether this is a derivative without a fraction bar (``dfdx``), and no node."""
    return not names.named(text) and any(_pairs(text, names))


_UPDATED = re.compile(
    r"(?:new|updated|next)[_ ]\s*\w+|\w+?(?:[_ ]\s*(?:new|updated|next)|\^?\+)", re.IGNORECASE
)
_TIMES = re.compile(r"[*·×]|\\cdot|\\times")


def _refuse_products(text: str, names: NodeNames) -> None:
    """Two derivatives beside each other are no quantity.  Raises UnreadError."""
    factors = [factor.strip() for factor in _TIMES.split(text)]
    if len(factors) > 1 and all("/" in one or is_leibniz(one, names) for one in factors):
        raise UnreadError("the left side is a product: write the one derivative that it gives")


def _meant(text: str, names: NodeNames) -> str:
    """What to write instead of some things that people write in workings; "" for others."""
    z = names.graph.label(names.graph.output)
    if _UPDATED.fullmatch(text):
        return "a new value comes after this pass, in which every number stays as it is"
    if text in ("δ", "delta"):
        return f"say at which node, as in ∂{z}/∂z with a node for z"
    if text[:1] == "δ" or text[:5] == "delta":
        return f"no node has this δ: write it as ∂{z}/∂z with a node for z"
    if text[-1:] == "'":
        shown = clip(safe(text), 20)
        return f"say with respect to what, as in {shown}(z) with a node for z"
    return ""


def _unknown(name: str, names: NodeNames) -> str:
    known = [safe(node.name) for node in names.graph.nodes]
    listed = ", ".join(known[:KNOWN]) + (", …" if len(known) > KNOWN else "")
    return f"‘{clip(safe(name), 30)}’ is not a node of this graph; its nodes are {listed}"


def _known(text: str, names: NodeNames) -> str:
    found = names.node(_unbracketed(text))
    if not found:
        raise UnreadError(_unknown(text.strip(), names))
    return found


_LETTERS = str.maketrans(
    {chr(0x1D715): "∂", "′": "'", "’": "'", "−": "-", "–": "-", chr(0x2044): "/", chr(0x2215): "/"}
)
_GREEK = re.compile(
    r"\\(alpha|beta|gamma|delta|epsilon|eta|theta|kappa|lambda|mu|nu|rho|sigma|tau|phi|psi|omega)"
    r"(?![A-Za-z])"
)
_BRACES = r"\{((?:[^{}]|\{[^{}]*\})*)\}"
_FRACTION = re.compile(rf"\\[dt]?frac\s*{_BRACES}\s*{_BRACES}")


def _plain(head: str) -> str:
    """Derivatives in LaTeX and in words as signs."""
    text = head.translate(_LETTERS).replace("$", "").strip()
    text = _GREEK.sub(lambda found: "δ" if found[1] == "delta" else found[1], text)
    text = re.sub(r"\\partial\s*|\bpartial\s+|\\mathrm\s*\{d\}\s*", "∂", text)
    text = _FRACTION.sub(r"(\1)/(\2)", text) if re.search(r"\{\s*[∂d]", text) else text
    return _unbracketed(re.sub(r"^(?:the|so|then|thus|hence|therefore)\s+(?=\S)", "", text))


def _unbracketed(text: str) -> str:
    """The text without a pair of brackets around all of it."""
    text = text.strip()
    while text[:1] == "(" and text[-1:] == ")" and _depths(text)[:-1].count(0) == 0:
        text = text[1:-1].strip()
    return text


def _depths(text: str) -> list[int]:
    """How many brackets are open behind each character."""
    found, depth = [], 0
    for char in text:
        depth += (char in "([{") - (char in ")]}")
        found.append(depth)
    return found


# --- the forms, in the order in which they are tried ---------------------------------------------

_WORDS = re.compile(
    r"(?P<kind>local gradient|local|gradient|grad|derivative|value|message|∇)"
    r"(?:\s+(?:of|at|for|from|wrt|w\.r\.t\.)\b\s*|\s*[:_]?\s*)(?P<rest>\S.*)",
    re.IGNORECASE,
)


def _in_words(text: str, names: NodeNames) -> Quantity | None:
    """``local gradient ∂u/∂w``, ``gradient of w``, ``value of u``, ``message u→w``."""
    found = _WORDS.fullmatch(text)
    if found is None or names.named(text):
        return None
    kind, rest = found["kind"].lower(), _unbracketed(found["rest"])
    if kind == "message":
        sent = _arrow(rest, names)
        if sent is None:
            raise UnreadError("write a message with its two ends: message u->w = 24")
        return sent
    if kind == "value":
        return Quantity("value", _known(rest, names))
    ratio = _ratio(rest, names)
    if kind.startswith("local"):
        if ratio is None:
            raise UnreadError("write a local gradient with both nodes: du/dw = 3")
        return _local(ratio.of, ratio.wrt, names)
    if ratio is not None:
        return ratio
    node = _known(rest, names)
    if node == names.graph.output and not re.search(r"\bat\b", text):
        label = names.graph.label(node)
        raise UnreadError(f"{label} has a gradient at every node: write ∂{label}/∂ and a node")
    return derivative_by(names.graph, names.graph.output, node)


_CALL = re.compile(r"(grad|local|value)\s*\(([^,()]+)(?:,([^,()]+))?\)")


def _as_asked(text: str, names: NodeNames) -> Quantity | None:
    """``grad(J, w)``, ``local(u, w)``, ``value(u)``, as lessons have them."""
    found = _CALL.fullmatch(text)
    if found is None or (found[1] == "value") != (found[3] is None):
        return None
    of = _known(found[2], names)
    if found[1] == "value":
        return Quantity("value", of)
    wrt = _known(found[3], names)
    return _by(of, wrt, names) if found[1] == "grad" else _local(of, wrt, names)


def _local(of: str, wrt: str, names: NodeNames) -> Quantity:
    if wrt not in names.graph.by_name[of].inputs:
        of, wrt = names.graph.label(of), names.graph.label(wrt)
        raise UnreadError(f"{of} is not computed directly from {wrt}: there is no local gradient")
    return Quantity("local", of, wrt)


_ARROW = re.compile(r"(?:from\s+)?(.+?)\s*(?:-+>|→|\u27f6|\bsends(?:\s+to)?\b|\bto\b)\s*(.+)")


def _arrow(text: str, names: NodeNames) -> Quantity | None:
    """``u->w``, ``u sends w``: what a successor sends one of its inputs."""
    found = _ARROW.fullmatch(text)
    if found is None:
        return None
    of, wrt = (_known(part, names) for part in found.groups())
    by_name = names.graph.by_name
    if wrt not in by_name[of].inputs and of in by_name[wrt].inputs:
        raise UnreadError(
            f"messages of the backward pass go from a node to its inputs: {wrt} → {of}"
        )
    if wrt not in by_name[of].inputs:
        raise UnreadError(f"there is no edge between {of} and {wrt}")
    return Quantity("message", of, wrt)


def _sent(text: str, names: NodeNames) -> Quantity | None:
    return _arrow(text, names) if re.search(r"->|→|\u27f6|\bsends\b", text) else None


def _ratio(text: str, names: NodeNames) -> Quantity | None:
    """``∂J/∂e``, ``dJ/de``, ``d/de J``, ``(∂J)/(∂e)``."""
    places = [at for at, depth in enumerate(_depths(text)) if text[at] == "/" and depth == 0]
    if not places:
        return None
    above, below = _unbracketed(text[: places[0]]), _unbracketed(text[places[0] + 1 :])
    if above[:1] not in ("∂", "d") or below[:1] not in ("∂", "d"):
        return None
    if above[0] == "d" and names.named(above) and names.named(below):
        return None  # a quotient of two nodes
    of, wrt = above[1:].strip(), below[1:].strip()
    if not of:  # d/dw J
        wrt, _, of = wrt.partition("(" if "(" in wrt and " " not in wrt else " ")
        of = of.strip().rstrip(")").lstrip("(") or names.graph.output
    return _by(_known(of, names), _known(wrt, names), names)


def _by(of: str, wrt: str, names: NodeNames) -> Quantity:
    tape = tape_of(names.graph)
    if of != wrt and tape.index[of] in tape.reaches(tape.index[wrt]):
        of, wrt = names.graph.label(of), names.graph.label(wrt)
        raise UnreadError(f"{wrt} is computed from {of}, not {of} from {wrt}")
    return derivative_by(names.graph, of, wrt)


_GRAD = re.compile(
    r"(.+)\.grad(?:\.item\(\)|\.data)?|(.+)_grad|grad_(.+)|d_?(.+)|δ_?(.+)", re.DOTALL
)
_VALUE = re.compile(r"(.+)\.(?:data|value|item\(\))", re.DOTALL)


def _as_code(text: str, names: NodeNames) -> Quantity | None:
    """``w.grad``, ``grad_w``, ``dw``: the gradient of the output; ``dLdw``, ``dL_dw``."""
    if names.named(text):
        return None
    if value := _VALUE.fullmatch(text):
        return Quantity("value", _known(value[1], names))
    spelt = f"delta{text[1:]}" if text[0] == "δ" else text
    aliased = alias(spelt, names.graph.by_name)  # delta2_1 is the gradient at z2_1
    found = _GRAD.fullmatch(text)
    for part in (aliased, *(found.groups() if found else ())):
        node = names.named(part.strip()) if part else ""
        if node and text[0] == "δ" and names.graph.by_name[node].op in ACTIVATIONS:
            node = names.graph.by_name[node].inputs[0]  # δ is the gradient at the weighted input
        if node:
            return derivative_by(names.graph, names.graph.output, node)
    pairs = list(dict.fromkeys(_pairs(text, names)))
    if len(pairs) > 1:
        shown = " or ".join(f"∂{safe(of)}/∂{safe(wrt)}" for of, wrt in pairs[:2])
        raise UnreadError(f"it may be {shown}: write it with /")
    return _by(*pairs[0], names) if pairs else None


def _pairs(text: str, names: NodeNames) -> Iterator[tuple[str, str]]:
    """The nodes of ``dfdx``, in each way that it can be taken apart."""
    for of, wrt in _run_together(text):
        nodes = names.named(of), names.named(wrt)
        if all(nodes):
            yield nodes


def _run_together(text: str) -> Iterator[tuple[str, str]]:
    if len(text) < 60 and text[:1] in "d∂" and re.fullmatch(r"[d∂]\w+", text):
        yield from ((text[1:at].strip("_"), text[at + 1 :]) for at in range(2, len(text) - 1)
                    if text[at] in "d∂")  # fmt: skip


_PRIMED = re.compile(r"(?P<call>[^'()\s]+)\s*'\s*\((?P<inner>.+)\)", re.DOTALL)


def _primed(text: str, names: NodeNames) -> Quantity | None:
    """``σ'(z)``: the local gradient of the node that is σ(z), on the edge from z; ``J'(w)``."""
    found = _PRIMED.fullmatch(text)
    if found is None:
        return None
    inner = _known(found["inner"], names)
    if of := names.named(found["call"]):
        return _by(of, inner, names)
    call = f"{found['call']}({found['inner']})"
    return _local(_known(call, names), inner, names)


def _value(text: str, names: NodeNames) -> Quantity | None:
    node = names.node(text)
    return Quantity("value", node) if node else None


_READERS: tuple[Callable[[str, NodeNames], Quantity | None], ...] = (
    _as_asked, _in_words, _sent, _ratio, _primed, _as_code, _value,
)  # fmt: skip
