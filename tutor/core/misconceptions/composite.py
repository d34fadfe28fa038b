"""Numbers that no single rule gives: two slips at once, and plain slips of the pen."""

from __future__ import annotations

from tutor.core.answers import is_close
from tutor.core.misconceptions.arithmetic import PEN_SLIPS
from tutor.core.misconceptions.context import GradientContext
from tutor.core.misconceptions.rule import Finding, Guess, Rule
from tutor.core.misconceptions.table import RULES, guesses

_SECOND = ("BACKPROP_ONLY", "ADDED_NOT_MULTIPLIED", "ONE_ROUTE", "ROUTES_AVERAGED", "SIGN_FLIPPED")
"""Rules that are tried on top of a wrong local gradient."""

_SMALL = 12
"""Whole numbers up to here are hit by chance too often to name two causes for one."""


def composite_mistake(
    context: GradientContext, node: int, answer: float
) -> tuple[Finding, Finding] | None:
    """The two rules that together give ``answer``, when exactly one pair does.

    One of them differentiates an operation wrongly; the other does so for another operation, or
    puts the messages together wrongly.
    """
    if answer == round(answer) and abs(answer) <= _SMALL:
        return None
    wrong = [(rule, found) for rule in RULES.values() if (found := _patched(context, node, rule))]
    pairs: list[tuple[Finding, Finding]] = []
    for i, (rule, (patched, at)) in enumerate(wrong):
        first = (rule, Guess(patched.gradients[node], at))
        pairs += [
            (first, (other, guess))
            for other, guess in guesses(patched, node, _SECOND)
            if is_close(answer, guess.number)
        ]
        for other, (second, there) in wrong[i + 1 :]:
            if _apart(rule, other):
                number = _both(context, patched, second)[node]
                if is_close(answer, number):
                    pairs.append((first, (other, Guess(number, there))))
        if len({(one.id, two.id) for (one, _), (two, _) in pairs}) > 1:
            return None
    return pairs[0] if pairs else None


def _patched(context: GradientContext, node: int, rule: Rule) -> tuple[GradientContext, int] | None:
    return context.patched(node, dict(rule.patches)) if rule.patches else None


def _both(context: GradientContext, one: GradientContext, other: GradientContext) -> list[float]:
    """The gradients by the wrong local gradients of two contexts, which are about other rows."""
    rows = zip(context.locals, one.locals, other.locals, strict=True)
    local = [second if second is not right else first for right, first, second in rows]
    return context.tape.backward(local, context.of)


def _apart(one: Rule, other: Rule) -> bool:
    """Whether two rules are about different operations, so that both can be followed at once."""
    return not {op for op, _ in one.patches} & {op for op, _ in other.patches}


def arithmetic_slip(context: GradientContext, node: int, answer: float) -> Rule | None:
    """The slip of the pen that gives ``answer``: half of the right value, or its digits."""
    if answer == 0 or context.gradients[node] == 0:
        return None
    return next(
        (
            rule
            for rule in PEN_SLIPS
            if any(is_close(answer, guess.number) for guess in rule.wrong(context, node))
        ),
        None,
    )
