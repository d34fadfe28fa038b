"""Which causes of one wrong number are one cause as far as anybody can tell.

Two rules with one remedy need the same next question.  Two rules that give the same number at other
values as well cannot be told apart by asking again: at a sum, one route alone *is* the
backpropagated gradient.  Both kinds are merged; what is left in several groups is worth a second
question.
"""

from __future__ import annotations

import math
from collections.abc import Sequence

from tutor.core.misconceptions.context import GradientContext
from tutor.core.misconceptions.rule import Finding

Cause = list[Finding]
"""Findings with one remedy."""
Group = list[Cause]
"""Causes that other values would not tell apart."""

_STRETCHES = (1.1732, 0.8391)
"""How leaf values are changed, by growing powers, to see whether two numbers stay the same."""


def group_findings(context: GradientContext, node: int, findings: Sequence[Finding]) -> list[Group]:
    """Findings in groups, in the order of their best members."""
    causes: dict[str, Cause] = {}
    near = {route.successor for route in context.routes(node)}
    siblings = {source for m in near for source in _inputs(context, m)}
    remedies = {rule.remedy for rule, _ in findings}
    for rule, guess in findings:
        remedy = rule.remedy
        if rule.id == "WRONG_NODE":
            # The gradient at a successor is what arrives; at a sibling it is the other factor.
            if "multiply by the local gradient" in remedies:
                remedy = "multiply by the local gradient"
            elif guess.at in siblings and "the other factor" in remedies:
                remedy = "the other factor"
        causes.setdefault(remedy, []).append((rule, guess))
    found = list(causes.values())
    return _joined(context, node, found) if len(found) > 1 else [found]


def _joined(context: GradientContext, node: int, causes: Sequence[Cause]) -> list[Group]:
    """Causes put together where a rule of one always gives the number of a rule of another."""
    others = [changed for stretch in _STRETCHES if (changed := _changed(context, stretch))]
    groups: list[Group] = []
    for cause in causes:
        same = (g for g in groups if any(_always_equal(others, node, one, cause) for one in g))
        home = next(same, None) if others else None
        if home is None:
            groups.append([cause])
        else:
            home.append(cause)
    return groups


def _always_equal(
    contexts: Sequence[GradientContext], node: int, group: Cause, other: Cause
) -> bool:
    tables = [{_key(f): _numbers(b, node, f) for f in (*group, *other)} for b in contexts]
    return any(
        all(_share(table[_key(one)], table[_key(two)]) for table in tables)
        for one in group
        for two in other
    )


def _key(finding: Finding) -> tuple[str, int]:
    return finding[0].id, finding[1].at


def _numbers(context: GradientContext, node: int, finding: Finding) -> list[float]:
    rule, guess = finding
    return [g.number for g in rule.wrong(context, node) if g.at == guess.at]


def _share(ones: Sequence[float], others: Sequence[float]) -> bool:
    return any(math.isclose(x, y, rel_tol=1e-9, abs_tol=1e-12) for x in ones for y in others)


def _changed(context: GradientContext, stretch: float) -> GradientContext | None:
    """The context at other leaf values of the same signs."""
    leaves = {
        leaf.name: (context.values[context.tape.index[leaf.name]] or 0.3) * stretch ** (1 + i % 5)
        for i, leaf in enumerate(context.graph.leaves)
    }
    values = context.tape.forward(leaves)
    if values is None or not all(map(math.isfinite, values)):
        return None
    return GradientContext.at(context.tape, values, context.of, context.background)


def _inputs(context: GradientContext, node: int) -> tuple[int, ...]:
    row = context.tape.row_of[node]
    return tuple(source for _, source in row.inputs) if row else ()
