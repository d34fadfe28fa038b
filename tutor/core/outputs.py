"""Which of several nodes that nothing uses is the output that a text is about."""

from __future__ import annotations

import re
from collections.abc import Iterable, Mapping, Sequence, Set

from tutor.core.expression import mentions
from tutor.core.formulas import Given, StrictText, readable_name
from tutor.core.formulas.formula import node_meant
from tutor.core.formulas.lexer import GRADIENT
from tutor.core.formulas.prose import whole_of, written_twice
from tutor.core.lesson import Problem
from tutor.core.syntax import Define, Leaf, ProblemReport, statements

_WORD = re.compile(r"[A-Za-z_]\w*")
LOSS = re.compile(
    r"(?i:(?:\w+_)?(?:loss|cost|objective|nll|[mrs]?mse|sse|rss|mae|bce|error)(?:_\w+)?)|[LJCE]"
)
"""Names that say of a node that it is what is made small."""


def chosen_output(
    plain: StrictText, problems: Sequence[Problem], given: Given, lists: Mapping[str, str]
) -> tuple[str, tuple[str, ...]]:
    """The one output of several that can be meant, and what is said of the others; "" for none.

    Gradients that are worked out by hand are none; nor is what has no values, beside what has.
    """
    ends = [end for problem in problems for end in ends_in(problem)]
    found = {one.name: one for one in statements(plain.text, 1, ProblemReport(), loose=True)
             if isinstance(one, (Define, Leaf))}  # fmt: skip
    known = found.keys() | {
        m.name for one in found.values() if isinstance(one, Define) for m in mentions(one.expr)
    }
    known |= {name.rstrip("_") for name in known}  # dot_ is a node called dot
    kept = [end for end in ends if not _is_gradient(end, known)]
    if len(kept) == 1 and len(ends) > 1:
        others = ", ".join(end for end in ends if end not in kept)
        return kept[0], (f"gradients worked out by hand: {others}",)
    before = "" if kept else _before_gradients(found, known)
    if before:
        return before, (f"gradients worked out by hand: {', '.join(ends)}",)
    set_ = {name: body for name, body in bodies(plain.text).items() if _WORD.search(body)}
    twice = written_twice(kept, {end: _needed([end], found) for end in kept}, set_)
    if twice:
        return twice[0], (f"{twice[1].rstrip('_')}, which has the same value as {twice[0]}",)
    whole = whole_of(kept, set_)
    if whole:
        others = ", ".join(end for end in kept if end != whole)
        return whole, (f"{others}, which {whole} is made of",)
    names = {**{v: v for v in plain.spelled.values()}, **plain.alias}
    values = {names.get(node_meant(readable_name(n), {v: v for v in names}), n)
              for n in [*given, *lists]}  # fmt: skip
    valued = [end for end in kept if end not in found or _needs_only(end, found, values)]
    if values and len(valued) == 1 and len(ends) > 1 and valued[0] in found:
        others = ", ".join(end for end in ends if end not in valued)
        return valued[0], (f"{others}, for which no values are given",)
    loss = _last_loss(kept, ends, found)
    beside = ", ".join(end for end in ends if end != loss)
    return loss, (f"{beside}: the loss {loss}, which stands last, is the output",) if loss else ()


def bodies(text: str) -> dict[str, str]:
    """The formula of every node of a strict text."""
    parts = [line.partition(" = ") for line in text.split("\n")]
    return {name: body.partition(" as ")[0] for name, _, body in parts}


def _before_gradients(found: Mapping[str, Define | Leaf], known: Set[str]) -> str:
    """The one output of what is no gradient, where all that nothing uses are gradients."""
    others = {name for name in found if not _is_gradient(name, known)}
    used = _needed(others, found)
    last = [n for n in others - used if isinstance(found[n], Define)]
    return last[0] if len(last) == 1 and not last[0].startswith("d") else ""


def _last_loss(kept: Sequence[str], ends: Sequence[str], found: Mapping[str, Define | Leaf]) -> str:
    """The output that is called a loss, stands last, and shares with every other what it needs."""
    defined = [name for name, one in found.items() if isinstance(one, Define)]
    if not kept or kept[-1] != defined[-1] or not LOSS.fullmatch(kept[-1]):
        return ""
    needed = _needed(kept[-1:], found)
    shared = all(needed & _needed([end], found) for end in ends if end != kept[-1])
    return kept[-1] if shared and needed.intersection(defined) else ""


def _needed(names: Iterable[str], found: Mapping[str, Define | Leaf]) -> set[str]:
    """Every name that these nodes are computed from."""
    waiting, seen = list(names), set[str]()
    while waiting:
        one = found.get(waiting.pop())
        more = {m.name for m in mentions(one.expr)} - seen if isinstance(one, Define) else set()
        seen |= more
        waiting += more
    return seen


def with_conditions_of(text: str, output: str, longest: int) -> str:
    """The statements in which a condition names nothing that the output does not need.

    What else it names is written out, in lines of no more than ``longest`` characters: ``require
    a < 1`` of a left out ``a = |x|`` is |x| < 1.
    """
    lines = text.split("\n")
    set_ = bodies(text)
    needed, waiting = {output}, [output]
    while waiting:
        more = set(_WORD.findall(set_.get(waiting.pop(), ""))) - needed
        needed |= more
        waiting += more
    apart = set_.keys() - needed

    def written(found: re.Match[str]) -> str:
        return f"({set_[found[0]]})" if found[0] in apart else found[0]

    for i, line in enumerate(lines):
        for _ in range(len(apart) if line.startswith("require ") else 0):
            if len(lines[i]) > longest or not apart & set(_WORD.findall(lines[i])):
                break
            lines[i] = _WORD.sub(written, lines[i])
    return "\n".join(lines)


def ends_in(problem: Problem) -> list[str]:
    """The nodes that a problem says nothing uses."""
    if not problem.message.startswith("nothing uses"):
        return []
    return re.findall(r"\w+", problem.message.partition(":")[0].replace(" and ", " "))[2:]


def _is_gradient(name: str, known: Set[str]) -> bool:
    """Whether this is called what gradients are called: dW, df_dx, and dz beside a z."""
    both = re.fullmatch(r"d(\w+?)_?d(\w+)", name)
    return (
        GRADIENT.match(name) is not None
        or (name.startswith("d") and name[1:].lstrip("_") in known)
        or (name.startswith("d") and name[1:].strip("_0123456789") in known)  # of an entry
        or (both is not None and {both[1], both[2]} <= known)
    )


def _needs_only(name: str, found: Mapping[str, Define | Leaf], values: Set[str]) -> bool:
    """Whether every leaf that a node needs has a value."""
    return all(n in found or n in values for n in _needed([name], found))
