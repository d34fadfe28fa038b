"""``quiz numeric``: one number.  Also the prediction of a node's value in the forward pass."""

from __future__ import annotations

from dataclasses import dataclass, replace

from tutor.core.answers import TypedNumber, is_right, read_number
from tutor.core.expression import Call, Expression, LeafScope, Name, PassScope, evaluate
from tutor.core.graph import Edge, Pass, derivative
from tutor.core.graph import notation as written
from tutor.core.lesson import Body, LessonGraph, Quiz, Span
from tutor.core.questions.any_graph import below, gradient, quiz_on, skill_of
from tutor.core.questions.asked import What, asked_by, in_terms_of, label_of, sought
from tutor.core.questions.common import (
    author_feedback,
    background_of,
    numbers_for,
    read_blanks,
    right,
    with_exactness,
    worked_text,
)
from tutor.core.questions.explain import Explained
from tutor.core.questions.explain_asked import explain_asked, made_of, told_by
from tutor.core.questions.fill import fill
from tutor.core.questions.kind import Derivative, QuizKind
from tutor.core.questions.model import Key, Question, Response, Slot, Verdict
from tutor.core.questions.steps import step_of
from tutor.core.syntax import Fields
from tutor.core.text import Draws, format_number


@dataclass(frozen=True, slots=True)
class NumericBody(Body):
    """The expression whose value is asked for."""

    answer: Expression


@dataclass(frozen=True, slots=True)
class Asked(Key):
    """What is asked for: ``what`` of ``of`` with respect to ``wrt``, and its value.

    ``gradient`` is the derivative through all routes, ``local`` that of one edge, ``value`` a
    node's value; ``other`` any other expression.
    """

    what: What
    expected: float
    of: str = ""
    wrt: str = ""


def parse(fields: Fields) -> NumericBody | None:
    """``answer: EXPRESSION``."""
    answer = fields.expression("answer")
    return None if answer is None else NumericBody(answer)


def make(quiz: Quiz, body: NumericBody, lesson_graph: LessonGraph | None, seed: int) -> Question:
    """The question with its values drawn so that the probed mistakes show."""
    what, of, wrt = in_terms_of(lesson_graph, *asked_by(body.answer))
    in_graph = lesson_graph is not None and wrt in lesson_graph.graph.by_name
    asked = (wrt,) if what == "gradient" and in_graph else ()
    numbers = numbers_for(
        quiz, lesson_graph, seed, asked, of if asked else None, answer=body.answer
    )
    expected = evaluate(body.answer, PassScope(numbers) if numbers else LeafScope({}))
    # Any other expression is the way to the answer: it is not shown beside the blank.
    label = "answer" if what == "other" else label_of(what, of, wrt, numbers, body.answer)
    names = numbers.graph.by_name if numbers else {}
    return Question(
        quiz=quiz,
        seed=seed,
        way="blanks",
        prompt=with_exactness(fill(quiz.ask, numbers), (expected,), quiz.tolerance),
        slots=(Slot(label, "" if what == "other" else what),),
        numbers=numbers,
        focus=tuple(n for n in (wrt or of,) if n in names),
        hidden=frozenset({of} & names.keys()) if what == "value" else frozenset(),
        key=Asked(what, expected, of, wrt),
        derivative=(of, wrt) if what == "gradient" and wrt in names else None,
        background=background_of(quiz, numbers),
        told=told_by(quiz, lesson_graph, of),
    )


def value_question(numbers: Pass, node: str, where: str) -> Question:
    """The prediction of a node's value in the forward pass; ``where`` is the question's id."""
    label = numbers.graph.label(node)
    prompt = (Span(f"{written.equation(numbers.graph, node)}. What is "), Span(label, "strong"),
              Span("?"))  # fmt: skip
    body = NumericBody(Call("value", (Name(node),)))
    quiz = Quiz("numeric", where, prompt, body, skills=("forward-value",))
    return _question(quiz, numbers, Asked("value", numbers.values[node], node))


def pass_question(numbers: Pass, where: str, *, forward: bool) -> Question | None:
    """A whole pass on paper: the number that comes last; None where there is nothing to compute.

    Backwards that is the gradient of the leaf from which most of the graph follows.
    """
    graph = numbers.graph
    if not graph.computed:
        return None
    of, wrt = graph.output, ""
    if not forward:
        wrt = max((leaf.name for leaf in graph.leaves), key=lambda name: len(graph.after(name)))
    asked = derivative(graph.label(of), graph.label(wrt)) if wrt else graph.label(of)
    which, lines = ("forward", "value") if forward else ("backward", "local gradient and message")
    said = f"On paper: the whole {which} pass, a line for each {lines}. Have them marked as your "
    prompt = (Span(f"{said}working. What is "), Span(asked, "strong"), Span("?"))
    body = NumericBody(gradient(of, wrt) if wrt else Call("value", (Name(of),)))
    quiz = Quiz("numeric", where, prompt, body, skills=() if wrt else ("forward-value",))
    if wrt:
        return _question(quiz, numbers, Asked("gradient", numbers.gradients[wrt], of, wrt))
    return _question(quiz, numbers, Asked("value", numbers.values[of], of))


def gradient_question(question: Question, numbers: Pass, of: str, wrt: str, where: str) -> Question:
    """∂of/∂wrt at the values of another question; ``where`` is its id."""
    asked = derivative(*map(numbers.graph.label, (of, wrt)))
    prompt = (Span("What is "), Span(asked, "strong"), Span("?"))
    body = NumericBody(gradient(of, wrt))
    quiz = Quiz("numeric", where, prompt, body, graph=question.quiz.graph)
    role = "first".ljust(len(question.slots[0].role))
    return replace(
        _question(quiz, numbers, Asked("gradient", numbers.derivative(of, wrt), of, wrt), role),
        seed=question.seed,
        background=question.background,
        told=question.told,
        asks_back=False,
    )


def _question(quiz: Quiz, numbers: Pass, key: Asked, role: str = "") -> Question:
    """One number of a pass, asked for in words that no author wrote."""
    label = numbers.graph.label
    asked = derivative(label(key.of), label(key.wrt)) if key.wrt else label(key.of)
    return Question(
        quiz=quiz,
        seed=0,
        way="blanks",
        prompt=quiz.ask,
        slots=(Slot(asked, role or key.what),),
        numbers=numbers,
        focus=(key.wrt or key.of,),
        key=key,
        derivative=(key.of, key.wrt) if key.wrt else None,
    )


def mark(question: Question, key: Asked, response: Response) -> Verdict:
    """Right within the tolerance; otherwise what the number is."""
    typed = read_blanks(question, response, (key.expected,))
    if isinstance(typed, Verdict):
        return typed
    answer, tolerance = typed[0], question.quiz.tolerance
    if is_right(answer, key.expected, tolerance):
        return right(question, worked_text(question, worked(question, key)))
    found = _explained(question, key, answer)
    own = author_feedback(question, answer)
    return Verdict(
        correct=False,
        score=0.0,
        slots=(False,),
        feedback=(own,) if own else found.feedback,
        mistakes=found.mistakes,
        again=found.again and not own and question.quiz.varied,
        asks=(key.of, found.asks) if found.asks and not own else (),
    )


def _explained(question: Question, asked: Asked, answer: float) -> Explained:
    known = {v: TypedNumber.of(read_number(text), text) for v, text in question.known}
    (slot,) = question.slots
    found = explain_asked(question, (asked.what, asked.of, asked.wrt), answer, known, slot.label)
    if found is not None:
        return found
    body = question.quiz.body
    expr = body.answer if isinstance(body, NumericBody) else None
    asks = made_of(question, expr, "the answer")
    return Explained((), (f"{format_number(answer)} is not right.", asks))


def hints(question: Question, key: Asked) -> tuple[str, ...]:
    """Point, principle, numbers."""
    numbers = question.numbers
    names = numbers.graph.by_name if numbers else {}
    if numbers is None or key.of not in names or key.what == "other":
        return ("Which quantities go in?", "Write the formula first.", "Put the numbers in.")
    graph = numbers.graph
    if key.what == "value":
        return value_rungs(numbers, key.of)
    if key.what == "local":
        return local_rungs(numbers, numbers.graph.edge(key.wrt, key.of))
    v, z = graph.label(key.wrt), graph.label(key.of)
    sums = written.gradient_symbols(graph, key.wrt, key.of)
    return (
        f"How many successors does {v} have? Each of them sends one message.",
        f"A message is backpropagated × local: {derivative(z, v)} = {sums}.",
        factors_in_numbers(numbers, key.wrt, key.of),
    )


def factors_in_numbers(numbers: Pass, wrt: str, of: str) -> str:
    """The factors of every message, not yet multiplied."""
    graph = numbers.graph
    z = graph.label(of)
    parts = []
    for edge in graph.outgoing(wrt):
        m = edge.target
        if m == of:
            parts.append(written.said_local(numbers, edge))
        elif numbers.derivative(of, m) or numbers.gradients[m]:
            arriving = (
                f"{derivative(z, graph.label(m))} = {format_number(numbers.derivative(of, m))}"
            )
            parts += [arriving, written.said_local(numbers, edge)]
    return ("; ".join(dict.fromkeys(parts)) or f"{z} does not depend on {graph.label(wrt)}") + "."


def value_rungs(numbers: Pass, node: str) -> tuple[str, str, str]:
    """The ladder for a value in the forward pass."""
    graph = numbers.graph
    inputs = tuple(dict.fromkeys(graph.by_name[node].inputs))
    label = graph.label(node)
    if not inputs:
        found = f"Nothing has to be computed: find {label} in the picture."
        return (found, found, f"{written.said_value(numbers, node)}.")
    *first, last = map(graph.label, inputs)
    names = f"{', '.join(first)} and {last}" if first else last
    given = ", ".join(f"{graph.label(n)} = {format_number(numbers.values[n])}" for n in inputs)
    return (
        f"{label} is computed from {names}: their values are in the picture.",
        f"{given}. Put them in: {written.equation(graph, node)}.",
        f"{label} = {written.in_numbers(numbers, node)} = ?",
    )


def local_rungs(numbers: Pass, edge: Edge) -> tuple[str, str, str]:
    """The ladder for a local gradient."""
    graph = numbers.graph
    source, target = graph.label(edge.source), graph.label(edge.target)
    asked = derivative(target, source)
    symbols = written.whole_symbols(graph, edge)
    return (
        f"{asked} stands on one edge. Which operation makes {target}?",
        f"{written.equation(graph, edge.target)}: hold the rest still and change {source}.",
        f"{asked} = {symbols}. Which number is that here?",
    )


def worked(question: Question, key: Asked) -> str:
    """The sum over routes, in symbols and in numbers."""
    numbers = question.numbers
    names = numbers.graph.by_name if numbers else {}
    if numbers is None or key.of not in names or key.what == "other":
        return f"{question.slots[0].label} = {format_number(key.expected)}."
    if key.what == "value":
        return written.said_value(numbers, key.of) + "."
    if key.what == "local":
        return written.said_whole(numbers, numbers.graph.edge(key.wrt, key.of)) + "."
    return written.said_gradient(numbers, key.wrt, key.of) + "."


def generate(lesson_graph: LessonGraph, draws: Draws, id_: str, seed: int) -> Question | None:
    """The gradient at one node."""
    graph = lesson_graph.graph
    node = draws.choice(below(graph))
    asked = derivative(graph.label(graph.output), graph.label(node))
    body = NumericBody(gradient(graph.output, node))
    quiz = quiz_on(
        graph, "numeric", id_, f"what is {asked}?", body, skill_of(graph, node), given=True
    )
    return make(quiz, body, lesson_graph, seed)


TEMPLATE = """\
```quiz numeric cost-of-length
graph: field varied
skill: message-product
ask: With l = {= l } and w = {= w }: what is ∂C/∂l?
answer: grad(C, l)
probe: LOCAL_ONLY, BACKPROP_ONLY
hint: Which nodes lie between l and C?
hint: ∂C/∂area is 2. What is ∂area/∂l?
wrong grad(C, w): That is ∂C/∂w. The local gradient ∂area/∂l is the *other* factor.
solution: ∂C/∂l = ∂C/∂area · ∂area/∂l = {= grad(C, area) } · {= w } = {= grad(C, l) }.
```
"""

KIND = QuizKind(
    name="numeric",
    key=Asked,
    mark=mark,
    hints=hints,
    worked=worked,
    solution=lambda key: (repr(key.expected),),
    asks=lambda question, key: (step_of(question, key.what, key.of, key.wrt),),
    derives=lambda _question, key: (Derivative(key.what, key.of, key.wrt),),
    seeks=lambda _question, key: (sought(key.what, key.of, key.wrt),),
    body=NumericBody,
    lines="`answer: grad(J, w)`",
    template=TEMPLATE,
    parse=parse,
    make=make,
    generate=generate,
    in_descent=True,
)
