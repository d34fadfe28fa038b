"""``quiz spot``: a worked backward pass in which one gradient is wrong; find the first one.

The error is planted by a misconception rule at one node, each rule as often as people make that
mistake; what comes after it is worked out rightly from the wrong number, as a learner would.
"""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterator
from dataclasses import dataclass, replace

from tutor.core.answers import are_apart
from tutor.core.errors import GraphError
from tutor.core.graph import Pass, derivative, run
from tutor.core.graph import notation as written
from tutor.core.lesson import Body, LessonGraph, Quiz, Span
from tutor.core.misconceptions import RULES, GradientContext, Rule, guesses, prior, wording
from tutor.core.questions.any_graph import quiz_on
from tutor.core.questions.common import read_picks, right, worked_text, wrong
from tutor.core.questions.fill import fill
from tutor.core.questions.kind import QuizKind
from tutor.core.questions.model import Key, Question, Response, Slot, Verdict
from tutor.core.syntax import Fields
from tutor.core.text import Draws, format_number
from tutor.core.variants import draw

PLANTED = (
    "SQ_FORGOT_2",
    "MUL_OWN_VALUE",
    "SUB_SIGN_LOST",
    "ONE_ROUTE",
    "BACKPROP_ONLY",
    "LOCAL_ONLY",
    "ADDED_NOT_MULTIPLIED",
    "SIGMA_AS_DERIV",
    "ACTIVATION_SKIPPED",
    "EXP_USES_INPUT",
    "ADD_AS_MUL",
    "ROUTES_AVERAGED",
    "SIGN_FLIPPED",
)
"""Rules that plant an error where the author names none."""


@dataclass(frozen=True, slots=True)
class SpotBody(Body):
    """The rules that may plant the error; empty for any that fits."""

    rules: tuple[str, ...] = ()


@dataclass(frozen=True, slots=True)
class Planted(Key):
    """The right pass, its nodes in the order of the lines, where the error is, the rule, the wrong
    number.
    """

    numbers: Pass
    nodes: tuple[str, ...]
    at: int
    rule: str
    wrong: float


def parse(fields: Fields) -> SpotBody:
    """``rule: SQ_FORGOT_2, …`` (may be left out)."""
    named = fields.items("rule")
    return SpotBody(tuple(one.text for one in named if fields.chosen(one, RULES)))


def make(quiz: Quiz, body: SpotBody, lesson_graph: LessonGraph | None, seed: int) -> Question:
    """A pass with one planted error.  Raises GraphError when no rule fits the graph."""
    if lesson_graph is None:
        raise GraphError(f"the question {quiz.id!r} needs a graph")
    rules = body.rules or quiz.probes or PLANTED
    varied = quiz.varied and seed and lesson_graph.vary
    for turn in range(10):
        leaves = draw(lesson_graph, seed + turn * 1_000_003, rules) if varied else {}
        numbers = run(lesson_graph.graph, leaves)
        errors = list(_errors(numbers, rules))
        if errors:
            break
    else:
        raise GraphError(f"no rule of {quiz.id!r} gives a wrong number on this graph")
    places = Counter(rule for _, rule, _ in errors)
    weights = [prior(rule) / places[rule] for _, rule, _ in errors]
    node, rule, wrong = Draws(seed, quiz.id, "spot").weighted(errors, weights)
    return _question(quiz, numbers, seed, node, rule, wrong)


def _errors(numbers: Pass, rules: tuple[str, ...]) -> Iterator[tuple[str, str, float]]:
    """(node, rule, wrong number) for every error that shows at the node itself."""
    context = GradientContext.of_pass(numbers)
    graph = numbers.graph
    for name in graph.backward_order[1:]:
        node = context.tape.index[name]
        expected = context.gradients[node]
        for id_ in rules:
            rule = RULES.get(id_)
            wrong = None if rule is None else _here(context, node, rule)
            if wrong is not None and are_apart(wrong, expected):
                yield name, id_, wrong


def _here(context: GradientContext, node: int, rule: Rule) -> float | None:
    """What the rule gives at ``node`` when all gradients before it are right."""
    if rule.patches:
        found = context.patched(node, dict(rule.patches))
        if found is None or found[1] not in {r.successor for r in context.routes(node)}:
            return None
        wrong = found[0]
        return sum(
            context.gradients[m] * wrong.locals[m][slot]
            for m, slot in context.tape.outgoing[node]
            if m in context.needed
        )
    return next((guess.number for _, guess in guesses(context, node, (rule.id,))), None)


def _question(quiz: Quiz, numbers: Pass, seed: int, node: str, rule: str, wrong: float) -> Question:
    context = GradientContext.of_pass(numbers)
    graph, tape = numbers.graph, context.tape
    spoilt = tape.index[node]
    gradients = [0.0] * len(tape.names)
    gradients[context.of] = 1.0
    for row in reversed(tape.rows):
        if row.node == spoilt:
            gradients[spoilt] = wrong
        for slot, source in row.inputs:
            gradients[source] += gradients[row.node] * context.locals[row.node][slot]
    gradients[spoilt] = wrong
    order = graph.backward_order
    z = graph.label(graph.output)
    lines = [
        f"{derivative(z, graph.label(n))} = {format_number(gradients[tape.index[n]])}"
        for n in order
    ]
    values = ", ".join(f"{n.label} = {format_number(numbers.values[n.name])}" for n in graph.nodes)
    prompt = (*fill(quiz.ask, numbers), Span(f" The forward pass is right: {values}."))
    return Question(
        quiz=quiz,
        seed=seed,
        way="pick",
        prompt=prompt,
        slots=(Slot("", "line"),),
        options=tuple(lines),
        numbers=numbers,
        key=Planted(numbers, order, order.index(node), rule, wrong),
    )


def mark(question: Question, key: Planted, response: Response) -> Verdict:
    """The first wrong line is right."""
    picked = read_picks(question, response)
    if isinstance(picked, Verdict):
        return picked
    if picked[0] == key.at:
        return right(question, worked_text(question, worked(question, key)))
    label = key.numbers.graph.label(key.nodes[picked[0]])
    if picked[0] < key.at:
        said = f"The gradient at {label} is right."
        asked = "Which is the next line that does not follow from those above it?"
    else:
        said = f"The line for {label} is not the first wrong one."
        asked = "Is there a wrong line above it?"
    return wrong(said, asked)


def worked(_question: Question, key: Planted) -> str:
    """The wrong line put right, and the mistake by name."""
    numbers = key.numbers
    node = key.nodes[key.at]
    right_ = written.said_gradient(numbers, node, numbers.graph.output)
    context = GradientContext.of_pass(numbers)
    index = context.tape.index[node]
    what = ""
    for rule, guess in guesses(context, index, (key.rule,)):
        what = f" The mistake: {wording.title(rule, context, index, guess)}."
        break
    return f"{right_}, not {format_number(key.wrong)}.{what}"


def hints(_question: Question, key: Planted) -> tuple[str, ...]:
    """Point, principle, a narrower place."""
    before = key.numbers.graph.label(key.nodes[key.at - 1])
    return (
        "Go through the lines from the top; each follows from those above it.",
        "Check one message at a time: backpropagated × local, added over all successors.",
        f"Everything up to {before} is right.",
    )


def generate(lesson_graph: LessonGraph, _draws: Draws, id_: str, seed: int) -> Question | None:
    """A backward pass with one error, planted by any rule that fits."""
    graph, body = lesson_graph.graph, SpotBody()
    ask = "Here is a backward pass with one mistake. Which line is the first wrong one?"
    quiz = replace(quiz_on(graph, "spot", id_, ask, body, "message-product"), probes=())
    return make(quiz, body, lesson_graph, seed)


TEMPLATE = """\
```quiz spot first-error
graph: field varied
skill: message-product
ask: One number of this backward pass is wrong. Which is the first?
rule: MUL_OWN_VALUE
hint: Go through the messages from the output on.
```
"""

KIND = QuizKind(
    name="spot",
    key=Planted,
    mark=mark,
    hints=hints,
    worked=worked,
    solution=lambda key: (str(key.at),),
    body=SpotBody,
    lines="a worked pass with one error; `rule: SQ_FORGOT_2` says which mistake",
    template=TEMPLATE,
    parse=parse,
    make=make,
    generate=generate,
)
