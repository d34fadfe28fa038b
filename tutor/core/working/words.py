"""What is said of the first line that does not follow: what the number is, and one question.

The right number of a wrong line is never said.
"""

from __future__ import annotations

import re
from collections.abc import Collection, Iterator, Sequence
from dataclasses import replace

from tutor.core.answers import TOLERANCE, AnswerError, is_close, read_number
from tutor.core.errors import GraphError
from tutor.core.graph import Pass, derivative, equation, kink_at, tape_of
from tutor.core.misconceptions import RULES, diagnose, name_of
from tutor.core.questions import Explained, explain_local, explain_values
from tutor.core.text import clip, format_number, safe
from tutor.core.working.own_numbers import OwnNumbers
from tutor.core.working.steps import Quantity, Step

Said = tuple[tuple[str, ...], tuple[str, ...]]
"""Sentences, and the ids of the mistakes that they name."""

ON_THE_WAY = frozenset({"BACKPROP_ONLY", "STOPPED_EARLY"})
"""Mistakes of a longer way than the one edge of a local gradient."""

MOST = 2
"""Causes that are named at most."""


def explained(
    numbers: Pass,
    step: Step,
    asked: Quantity,
    own: OwnNumbers,
    right: Sequence[Quantity],
    unwritten: frozenset[str],
) -> Said:
    """What to say of a wrong step that asks for ``asked``, and ids of mistakes.

    ``right`` are the steps before it; ``unwritten`` nodes have names that nobody has written (t₁):
    nothing is asked about them.
    """
    corner = kink_at(numbers, asked.of) if asked.kind == "local" else ""
    if corner:  # no slip: there is no slope, and people agree on another one
        return _named(numbers, step, asked, (corner,)), ()
    sentences, mistakes = (
        _of_the_pen(step)
        or _guarded(numbers, step, asked, _of_quantity(numbers, own, step, asked, right))
        or _of_the_formula(numbers, step, asked)
        or (_question(numbers, asked, step.number, unwritten), ())
    )
    return _named(numbers, step, asked, sentences), mistakes


def stated_again(
    numbers: Pass,
    step: Step,
    asked: Quantity,
    carried: Sequence[int],
    unwritten: frozenset[str],
) -> tuple[str, ...]:
    """What to say where the numbers before a step are wrong, and it does not follow from them."""
    lines = (
        f"line {carried[0]}" if len(carried) == 1 else "lines " + " and ".join(map(str, carried))
    )
    question = _question(numbers, asked, step.number, unwritten)[-1]
    said = f"It does not follow from your own {lines} either."
    return _named(numbers, step, asked, (said, question))


def _named(numbers: Pass, step: Step, asked: Quantity, sentences: Sequence[str]) -> tuple[str, ...]:
    """The sentences behind the place that they are about."""
    first, *rest = sentences
    return (f"Line {step.line}, {asked.symbols(numbers.graph)}: {first}", *rest)


def _of_the_pen(step: Step) -> Said | None:
    """``u = 5*3 = 16``: what stands on the left of the last = is not what stands on its right."""
    for text in reversed(step.between):
        try:
            worth = read_number(text)
        except AnswerError:
            continue
        if step.agrees(worth) or is_close(worth, step.number):
            return None
        said = f"‘{clip(safe(text), 40)}’ is not {format_number(step.number)}."
        return (said, "What does it come to?"), ("ARITHMETIC_SLIP",)
    return None


def _of_the_formula(numbers: Pass, step: Step, asked: Quantity) -> Said | None:
    """``∂J/∂w = 2(wx+b-y)x = 26``: the formula is right, and only its number is not."""
    if step.worth is None or not is_close(step.worth, asked.number(numbers)):
        return None
    formula = clip(safe(step.between[-1]), 40)
    said = f"‘{formula}’ is right, but it is not {format_number(step.number)}."
    return (said, "What does it come to?"), ("ARITHMETIC_SLIP",)


def _of_quantity(
    numbers: Pass, own: OwnNumbers, step: Step, asked: Quantity, right: Sequence[Quantity]
) -> Said | None:
    """What the rules say of the number, with the writer's own values where these say more."""
    at_own = replace(numbers, values=own.values())
    for at in (numbers, at_own):
        try:
            found = _by_rules(at, own, step, asked, right)
        except GraphError:
            continue
        if found is not None:
            return found
    return None


def _by_rules(
    numbers: Pass, own: OwnNumbers, step: Step, asked: Quantity, right: Sequence[Quantity]
) -> Said | None:
    graph, answer = numbers.graph, step.number
    if asked.kind == "value":
        if graph.by_name[asked.of].is_leaf:
            said = f"{graph.label(asked.of)} is given, with another number."
            return (said, "Which number was given?"), ()
        return _explained(explain_values(numbers, {asked.of: answer}))
    if asked.kind == "local":
        return _of_local(numbers, asked, step, right)
    if asked.kind == "gradient" or len(graph.successors(asked.wrt)) == 1:
        found = _of_gradient(numbers, asked, step, right)
        if found is not None:
            return found
    return _of_factors(numbers, own, asked, answer)


def _of_local(numbers: Pass, asked: Quantity, step: Step, right: Sequence[Quantity]) -> Said | None:
    """What the number is; where it is nothing in particular, the rule that gives it."""
    edge = numbers.graph.edge(asked.wrt, asked.of)
    found = explain_local(numbers, edge, step.number, TOLERANCE)
    particular = found.feedback[0] != _question(numbers, asked, step.number, frozenset())[0]
    by_rule = None
    if not particular or asked.of == numbers.graph.output:
        by_rule = _of_gradient(numbers, asked, step, right)
    if by_rule and not ON_THE_WAY.isdisjoint(by_rule[1]):
        by_rule = None
    return by_rule or _explained(found)


def _explained(found: Explained) -> Said | None:
    return found.feedback, found.mistakes[:MOST]


def _of_gradient(
    numbers: Pass, asked: Quantity, step: Step, right: Sequence[Quantity]
) -> Said | None:
    """What the rules say of a derivative, without causes that the right lines before rule out."""
    of = _output(numbers, asked)
    if asked.wrt == of:
        return None
    found = diagnose(numbers, asked.wrt, step.number, of=of, text=step.written)
    done = _done(numbers, of, asked.wrt, right)
    places = {cause.id: cause.at for cause in found.causes}
    left = [id_ for id_ in found.mistakes if not _is_ruled_out(id_, places.get(id_, ""), done)]
    if not left:
        return None
    if left == list(found.mistakes) or (left[0] == found.mistakes[0] and RULES[left[0]].fact):
        return found.feedback, tuple(left[:MOST])
    if any("{" in RULES[id_].title for id_ in left[:MOST] if id_ in RULES):
        return None
    named = ", or ".join(name_of(id_) for id_ in left[:MOST])
    said = f"{format_number(step.number)} may be {named}."
    return (said, _question(numbers, asked, step.number, frozenset())[-1]), tuple(left[:MOST])


def _done(numbers: Pass, of: str, wrt: str, right: Sequence[Quantity]) -> Collection[str]:
    """The nodes whose own derivative cannot be what went wrong.

    Their gradient was right already, or the local gradient on the way through them was.
    """
    graph, tape = numbers.graph, tape_of(numbers.graph)
    done = {
        graph.by_name[asks.of].name
        for asks in right
        if asks.kind == "local" and tape.index[asks.wrt] in tape.reached(tape.index[wrt])
    }
    for asks in right:
        if asks.of == of and asks.kind in ("gradient", "local") and asks.wrt != wrt:
            at = tape.index[asks.wrt]
            if at in tape.reached(tape.index[wrt]):
                done.update(tape.names[node] for node in tape.reached(at) - {at})
    return done


def _is_ruled_out(id_: str, at: str, done: Collection[str]) -> bool:
    rule = RULES.get(id_)
    return at in done and rule is not None and bool(rule.patches or rule.slips or rule.joint)


def _of_factors(numbers: Pass, own: OwnNumbers, asked: Quantity, answer: float) -> Said | None:
    """What one step of the backward pass says of a number, by its own two factors."""
    graph = numbers.graph
    for name, arriving, local in own.factors(asked):
        m, v, z = (graph.label(one) for one in (name, asked.wrt, _output(numbers, asked)))
        if arriving != 1 and local != 1 and is_close(answer, arriving):
            said = f"{format_number(answer)} is {derivative(z, m)}, and still lacks a factor."
            return (said, f"What is {derivative(m, v)}?"), ("BACKPROP_ONLY",)
        if arriving != 1 and local != 1 and is_close(answer, local):
            said = f"{format_number(answer)} is {derivative(m, v)} alone."
            return (said, f"What arrives at {m}?"), ("LOCAL_ONLY",)
        if asked.kind == "message" and is_close(answer, -arriving * local):
            said = f"A sign was lost or gained on the way to {format_number(answer)}."
            asks = f"Is {derivative(z, m)} negative, and is {derivative(m, v)}?"
            return (said, asks), ("SIGN_FLIPPED",)
        if is_close(answer, arriving + local):
            said = f"{format_number(answer)} is {derivative(z, m)} plus {derivative(m, v)}."
            asks = "What does a message do with its two factors?"
            return (said, asks), ("ADDED_NOT_MULTIPLIED",)
    return None


def _output(numbers: Pass, asked: Quantity) -> str:
    return numbers.graph.output if asked.kind == "message" else asked.of


def _question(
    numbers: Pass, asked: Quantity, answer: float, unwritten: frozenset[str]
) -> tuple[str, str]:
    """What can be said where no rule fits: the number does not follow, and what to look at."""
    graph, n = numbers.graph, format_number(answer)
    if asked.kind == "value":
        said = f"{n} is not what {equation(graph, asked.of)} gives."
        return said, "Which numbers go in?"
    m, v = graph.label(asked.of), graph.label(asked.wrt)
    if asked.kind == "local":
        said = f"{n} is not how fast {equation(graph, asked.of)} changes with {v}."
        return said, f"Raise {v} a little and hold the rest still: what does {m} do?"
    said = f"{n} does not follow from what stands before it."
    if asked.wrt == asked.of:
        return said, f"How fast does {m} change with itself?"
    if asked.kind == "message":
        z = graph.label(graph.output)
        return said, f"What is {derivative(z, m)}, and what is {derivative(m, v)}?"
    return said, _messages(numbers, asked, unwritten)


def _messages(numbers: Pass, asked: Quantity, unwritten: frozenset[str]) -> str:
    """A question for the factors of each message."""
    graph, tape = numbers.graph, tape_of(numbers.graph)
    z, v = graph.label(asked.of), graph.label(asked.wrt)
    needed = tape.reaches(tape.index[asked.of])
    ways = [m for m in graph.successors(asked.wrt) if tape.index[m] in needed]
    if not ways:
        return f"Does {z} depend on {v}?"
    if not unwritten.isdisjoint(ways):
        return f"Which messages reach {v}, and which two factors does each have?"
    if len(ways) > 1:
        listed = ", ".join(map(graph.label, ways[:-1])) + f" and {graph.label(ways[-1])}"
        return f"{v} reaches {z} through {listed}: which two factors does each message have?"
    m = graph.label(ways[0])
    first = "" if ways[0] == asked.of else f"what is {derivative(z, m)}, and "
    asks = f"{first}what is {derivative(m, v)}?"
    return asks[0].upper() + asks[1:]


_NUMBER = re.compile(r"(?<![\w.])−?[0-9]+(?:\.[0-9]+)?(?:e−?[0-9]+)?")


def _guarded(numbers: Pass, step: Step, asked: Quantity, said: Said | None) -> Said | None:
    """``said``, unless the right number stands in it."""
    if said is None:
        return None
    expected = asked.number(numbers)
    told = any(is_close(x, expected) for text in said[0] for x in _numbers_in(text))
    return None if told and not is_close(step.number, expected) else said


def _numbers_in(text: str) -> Iterator[float]:
    for found in _NUMBER.finditer(text):
        yield float(found[0].replace("−", "-"))
