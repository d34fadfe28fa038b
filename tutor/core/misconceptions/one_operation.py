"""Why is this number wrong that takes one step: a local gradient, or the value of one node?

The same model as for a derivative.  A local gradient is looked at on its operation by itself, whose
operands are leaves then; what may be mixed up with it stands in the graph around: the other factor
of the message, the whole message, a value.
"""

from __future__ import annotations

from collections.abc import Collection, Iterator, Mapping
from dataclasses import replace

from tutor.core.answers import TOLERANCE, TypedNumber, is_close
from tutor.core.errors import GraphError
from tutor.core.graph import (
    Edge,
    Graph,
    Pass,
    derivative,
    equation,
    spoken,
    spoken_equation,
    tape_of,
)
from tutor.core.misconceptions.context import GradientContext, usable
from tutor.core.misconceptions.diagnosis import Diagnosis, diagnosis_of
from tutor.core.misconceptions.joint_diagnosis import jointly
from tutor.core.misconceptions.posterior import ByNumber, Setting, posterior, weigh
from tutor.core.misconceptions.priors import NEIGHBOURS, prior
from tutor.core.misconceptions.rule import Guess, Rule, nothing
from tutor.core.misconceptions.slips import Slip, slips_of
from tutor.core.misconceptions.table import RULES, explaining
from tutor.core.misconceptions.wording import which_numbers
from tutor.core.text import format_number

SWAPPED = "ROLES_SWAPPED"
"""The other one of the two factors of a message was given."""
ELSEWHERE_TOO = frozenset({"SIGN_FLIPPED", "ARITHMETIC_SLIP", "DECIMAL_SLIP"})
"""Rules about whole derivatives that can show in one local gradient, too."""

NEARER = 3
"""How much likelier the value of an operand is taken for the node's own than that of any other."""


def diagnose_local(
    pass_: Pass, edge: Edge, answer: float, tolerance: float = TOLERANCE, *, together: bool = True
) -> Diagnosis:
    """Why ``answer`` is not the local gradient on one edge.

    ``together`` takes all edges from the source to the target as one: ∂target/∂source.
    """
    context = _by_itself(pass_, edge, together)
    node = context.tape.index[edge.source]
    own = [*slips_of(context, node, _of_one_operation())]
    slips = ByNumber((*own, *_mixed_up(pass_, edge, own, tolerance, together)))
    weighed, unexplained = weigh(context, node, TypedNumber.of(answer), Setting(tolerance), slips)
    found = posterior(context, node, weighed, unexplained)
    graph, v = pass_.graph, context.label(node)
    said = f"{format_number(answer)} is not how fast {equation(graph, edge.target)} changes with"
    asks = f"Raise {v} a little and hold the rest still: how fast does"
    open_ = f"{said} {v}.", f"{asks} {graph.label(edge.target)} change?"
    return diagnosis_of(context, node, answer, found, open_)


def wrong_locals(pass_: Pass, edge: Edge) -> Iterator[tuple[str, int, float]]:
    """What each rule about operations gives for ∂target/∂source: its id, which one, the number."""
    context = _by_itself(pass_, edge, together=True)
    for slip in slips_of(context, context.tape.index[edge.source], _of_one_operation()):
        yield slip.rule.id, slip.variant, slip.guess.number


def _of_one_operation() -> list[Rule]:
    return [r for r in explaining() if r.patches or r.slips or r.joint or r.id in ELSEWHERE_TOO]


def _by_itself(pass_: Pass, edge: Edge, together: bool) -> GradientContext:
    """The operation that ``edge`` leads into, its operands leaves.

    Where one of several edges from a node is meant, the others come from a leaf beside it.
    """
    graph, target = pass_.graph, pass_.graph.by_name[edge.target]
    leaves = {
        o: replace(graph.by_name[o], label=spoken(graph, o), role="input", op="", operands=(),
                   default=pass_.values[o], made=False)
        for o in target.inputs
    }  # fmt: skip
    operands = list(target.operands)
    if not together and len(graph.twins(edge)) > 1:
        beside = replace(leaves[edge.source], name=f"{edge.source} beside it")
        leaves[beside.name] = beside
        leaves[edge.source] = replace(leaves[edge.source], label=graph.operand_label(edge))
        operands = [beside.name if o == edge.source else o for o in operands]
        operands[edge.slot] = edge.source
    alone = replace(target, label=spoken(graph, target.name), role="output",
                    operands=tuple(operands), made=False)  # fmt: skip
    tape = tape_of(Graph(graph.name, (*leaves.values(), alone), alone.name))
    values = tape.forward({})
    context = None if values is None else GradientContext.at(tape, values, tape.output)
    if context is None:
        raise GraphError(f"{target.label} has no local gradients at these values")
    return context


def _mixed_up(
    numbers: Pass, edge: Edge, own: list[Slip], tolerance: float, together: bool
) -> Iterator[Slip]:
    """The other numbers around an edge, given for its local gradient."""
    graph = numbers.graph
    z, source, target = (graph.label(x) for x in (graph.output, edge.source, edge.target))
    asked = derivative(target, source) if together else graph.local_label(edge)
    rest = f"{asked} stands on the edge from {source} to {target}, and {z} does not occur in it"
    if edge.target != graph.output:
        yield _fact(
            SWAPPED, "the backpropagated gradient", numbers.gradients[edge.target],
            f"the backpropagated gradient {derivative(z, target)}",
            f"{rest}. How fast does {target} alone change with {source}?",
            prior("BACKPROP_ONLY"),
        )  # fmt: skip
        yield _fact(
            "WRONG_NODE", "the whole message", numbers.gradients[edge.source],
            f"{derivative(z, source)}: local and backpropagated gradient are both in it",
            f"{rest}. What is the one factor?",
            NEIGHBOURS["WRONG_NODE"],
        )  # fmt: skip
    for name in dict.fromkeys((edge.source, edge.target)):
        value = numbers.values[name]
        if not any(is_close(value, slip.guess.number, tolerance) for slip in own):
            label = graph.label(name)
            yield _fact(
                "VALUE_OF_NODE", f"the value of {label}", value, f"the value of {label}",
                f"How fast does {target} change when {source} grows?", prior("VALUE_OF_NODE"),
            )  # fmt: skip


def _fact(id_: str, title: str, number: float, is_: str, asks: str, weight: float) -> Slip:
    """A slip whose words are written already."""
    says = f"{{n}} is {_literal(is_)}."
    return Slip(Rule(id_, _literal(title), says, _literal(asks), fact=True), Guess(number), weight)


def _literal(text: str) -> str:
    return text.replace("{", "{{").replace("}", "}}")


def other_factor(numbers: Pass, edge: Edge) -> Slip:
    """The local gradient of an edge, given for the gradient that arrives at its target."""
    graph = numbers.graph
    z, target, source = (graph.label(x) for x in (graph.output, edge.target, edge.source))
    return _fact(
        SWAPPED, "the local gradient", numbers.local(edge.target, edge.source),
        f"the local gradient {derivative(target, source)}",
        f"What has {target} received: {derivative(z, target)}?", prior("LOCAL_ONLY"),
    )  # fmt: skip


def diagnose_values(
    pass_: Pass, wrong: Mapping[str, float], tolerance: float = TOLERANCE
) -> Diagnosis:
    """Why these are not the values of the nodes: a rule counts when it gives all the numbers.

    Where no rule gives all, it is about the first.  ``wrong`` must not be empty.
    """
    context = GradientContext.of_pass(pass_)
    setting, found, tape, hidden = Setting(tolerance), [], context.tape, _hidden(context)
    for name, answer in wrong.items():
        v = tape.index[name]
        slips, right = ByNumber(_value_slips(context, v, hidden)), context.values[v]
        found.append(weigh(context, v, TypedNumber.of(answer), setting, slips, right))
    name, answer = next(iter(wrong.items()))
    node = tape.index[name]
    shown = posterior(context, node, *jointly(found))
    computed = spoken_equation(pass_.graph, name)
    what = f"what {computed} gives here" if computed else context.label(node)
    said = f"{format_number(answer)} is not {what}."
    nowhere = range(len(tape.names))  # no derivative is asked for in a forward pass
    return diagnosis_of(
        context,
        node,
        answer,
        shown,
        (said, which_numbers(pass_.graph, name)),
        expected=context.values[node],
        known=nowhere,
    )


def _hidden(context: GradientContext) -> frozenset[int]:
    """The nodes that nobody can have taken for another: a leaf has no name, or they have none
    themselves and are made of such a leaf."""
    tape = context.tape
    nameless = [v for v, name in enumerate(tape.names) if tape.graph.by_name[name].made]
    leaves = [v for v in nameless if tape.row_of[v] is None]
    return frozenset(v for v in nameless if any(v in tape.reached(leaf) for leaf in leaves))


def _value_slips(context: GradientContext, v: int, hidden: Collection[int]) -> Iterator[Slip]:
    """Every wrong value; what goes into the node is nearer than the other nodes."""
    row = context.tape.row_of[v]
    near = set(row.operands) if row is not None else set[int]()
    for rule in RULES.values():
        if rule.value is nothing:
            continue
        every = (guess for guess in rule.value(context, v) if guess.at not in hidden)
        guesses = [guess for guess in every if usable(guess.number)]
        beside = sum(guess.at in near for guess in guesses)
        for guess in guesses:
            among = beside if guess.at in near else (1 + NEARER * bool(beside)) * len(guesses)
            yield Slip(rule, guess, prior(rule.id) / among)
