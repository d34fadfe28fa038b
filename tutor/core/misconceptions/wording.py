"""The words that a rule's texts leave open, for one number on one graph.

n     the number            v, z   the node asked about, the output
m     the node the rule is about (a successor, another node, an operation)
c     the input of m by which v reaches it
dv    ∂z/∂v                 dm     ∂z/∂m
lm    ∂m/∂v                 lc     ∂m/∂c
m1    the first successor   lm1    ∂m1/∂v
zval  the value of z        via    “, through m” where there is an m

exponent, power               those of a power: 3 and c³
sign_question, other_node     a question about signs; what the number is of another node
equation, glyph               what v computes; the sign of the operation that gives n for it
which_numbers                 a question about what goes into v
value_sign                    a question about the sign of v
backpropagated, the_local, second_run   the names of the two kinds of gradient, where they are known
"""

from __future__ import annotations

from tutor.core.answers import is_close
from tutor.core.graph import Graph, derivative, raised, spoken_equation
from tutor.core.misconceptions.context import GradientContext
from tutor.core.misconceptions.forward_values import other_operations
from tutor.core.misconceptions.rule import Guess, Rule
from tutor.core.text import format_number

EVERYDAY = (
    ("backpropagated gradient", "derivative that arrives"),
    ("local gradient", "derivative"),
)
"""What is said before lesson 2 names the two kinds of gradient."""


def title(rule: Rule, context: GradientContext, node: int, guess: Guess) -> str:
    """The mistake in a few words."""
    return _filled(rule.title, context, node, guess)


def says(rule: Rule, context: GradientContext, node: int, guess: Guess) -> str:
    """What the number is."""
    template = rule.says_all if guess.at < 0 and rule.says_all else rule.says
    return _filled(template, context, node, guess)


def asks(rule: Rule, context: GradientContext, node: int, guess: Guess) -> str:
    """One question back."""
    template = rule.asks_all if guess.at < 0 and rule.asks_all else rule.asks
    return _filled(template, context, node, guess)


def _filled(template: str, context: GradientContext, node: int, guess: Guess) -> str:
    """``template`` with its words; without the names of the two kinds of gradient, where the course
    has not given them yet."""
    said = template.format_map(_words(context, node, guess))
    for name, words in EVERYDAY if context.everyday else ():
        said = said.replace(name, words)
    return said


def _words(context: GradientContext, node: int, guess: Guess) -> dict[str, str]:
    v, z = context.label(node), context.label(context.of)
    routes = context.routes(node)
    first = context.label(routes[0].successor) if routes else z
    m = context.label(guess.at) if guess.at >= 0 else first
    entry = _entry(context, node, guess)
    c = context.label(entry)
    name, computed = context.tape.names[node], context.tape.row_of[node] is not None
    words = {
        "n": format_number(guess.number),
        "v": v,
        "z": z,
        "m": m,
        "c": c,
        "m1": first,
        "dv": derivative(z, v),
        "dm": derivative(z, m),
        "lm": derivative(m, v),
        "lc": derivative(m, c),
        "lm1": derivative(first, v),
        "zval": format_number(context.values[context.of]),
        "via": f", through {m}" if guess.at >= 0 else "",
        "sign_question": _sign_question(context, node),
        "other_node": _other_node(context, node, guess),
        "equation": spoken_equation(context.graph, name) if computed else v,
        "which_numbers": which_numbers(context.graph, name) if computed else "",
        "value_sign": _value_sign(context, node) if computed else "",
        "glyph": min(
            ((abs(x - guess.number), g) for g, x in other_operations(context, node)),
            default=(0.0, ""),
        )[1],  # typed, the number has fewer digits than the one it stands for
    }
    return words | _power_words(context, guess, c) | _names(m, everyday=context.everyday)


def which_numbers(graph: Graph, name: str) -> str:
    """What to look at where the value of a node is wrong."""
    computed = spoken_equation(graph, name)
    if not computed:
        return f"Which numbers is {graph.label(name)} made of?"
    return f"{computed}: which numbers go in?"


def _value_sign(context: GradientContext, node: int) -> str:
    """What to ask where the value of a node has the other sign."""
    row = context.tape.row_of[node]
    taken = row is not None and row.op == "sub" and len(row.operands) == 2
    asked = "which number is taken from which?" if taken else "which numbers are negative, if any?"
    equation = spoken_equation(context.graph, context.tape.names[node])
    return f"{equation}: {asked}" if equation else asked.capitalize()


def _names(m: str, *, everyday: bool) -> dict[str, str]:
    """The names of the two kinds of gradient; the first lesson has not given them yet."""
    if everyday:
        return {"backpropagated": "", "the_local": "only", "second_run": ""}
    return {
        "backpropagated": f", the backpropagated gradient at {m}",
        "the_local": "the local gradient",
        "second_run": ", as when the backward pass runs twice",
    }


def _entry(context: GradientContext, node: int, guess: Guess) -> int:
    """The input of ``at`` that is meant, or the one by which ``node`` reaches it."""
    row = context.tape.row_of[guess.at] if guess.at >= 0 else None
    if row is None:
        return node
    if guess.slot >= 0:
        return row.operands[guess.slot]
    reached = context.tape.reached(node)
    return next((source for _, source in row.inputs if source in reached), node)


def _power_words(context: GradientContext, guess: Guess, c: str) -> dict[str, str]:
    row = context.tape.row_of[guess.at] if guess.at >= 0 else None
    exponent = 2.0
    if row is not None and row.op == "pow" and len(row.inputs) == 1 and row.inputs[0][0] == 0:
        exponent = context.values[row.operands[1]]
    return {
        "exponent": format_number(exponent),
        "power": raised(c, exponent),
    }


def _sign_question(context: GradientContext, node: int) -> str:
    on_route = context.on_route(node) - context.settled
    for row in context.tape.rows:
        if row.op == "sub" and row.node in on_route and len(row.inputs) == 2:
            m, a, b = (context.label(i) for i in (row.node, *row.operands))
            if any(source in on_route for _, source in row.inputs):
                if _has_minus_before(context, node, row.node):
                    break
                if m == f"({a} − {b})":  # without a name: it would be asked of itself
                    return f"What is subtracted from what: {b} from {a}, or {a} from {b}?"
                return f"Is {m} = {a} − {b} or {b} − {a}?"
    if len(context.tape.rows) == 1:
        m = context.label(context.of)
        return f"Raise {context.label(node)} a little: does {m} rise or fall?"
    if context.gradients[node] < 0:
        return "Which factor on the way is negative?"
    return "Is any factor on the way negative, and how many are?"


def _has_minus_before(context: GradientContext, node: int, end: int) -> bool:
    """Whether a factor between ``node`` and ``end`` is negative: its sign, too, gets lost."""
    before = [m for m in context.between(node) if end in context.tape.reached(m) and m != end]
    return any(
        route.local < 0 and route.successor in before
        for m in (node, *before)
        for route in context.routes(m)
    )


def _other_node(context: GradientContext, node: int, guess: Guess) -> str:
    """“40 is ∂J/∂x. ∂u/∂w is the other factor. ” where that is what happened."""
    row = context.tape.row_of[guess.at] if guess.at >= 0 else None
    if row is None:
        return ""
    beside = [source for _, source in row.inputs if source != node]
    if node not in {source for _, source in row.inputs} or len(beside) != 1:
        return f"{format_number(guess.number)} comes out when a factor is its own local gradient. "
    own = context.label(node)
    if guess.at == context.of and is_close(context.values[node], guess.number):
        return f"{format_number(guess.number)} is {own} itself. "
    if is_close(context.gradients[beside[0]], guess.number):
        of = derivative(context.label(context.of), context.label(beside[0]))
        return f"{format_number(guess.number)} is {of}. "
    return f"{format_number(guess.number)} comes out when {own} is multiplied by itself. "
