"""``quiz message``: backpropagated × local = product, on one edge.

The signature question: on an add node the local gradient is 1, so one number cannot show whether
both factors were used.  The product is marked against the learner's own two factors (an error is
carried forward, not punished twice).
"""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from types import MappingProxyType

from tutor.core.answers import is_close, is_right
from tutor.core.graph import Edge, Graph, Pass, derivative, without_names
from tutor.core.graph import notation as written
from tutor.core.lesson import Body, LessonGraph, Quiz, Span, Spans
from tutor.core.misconceptions import diagnose
from tutor.core.questions.any_graph import quiz_on
from tutor.core.questions.asked import Sought
from tutor.core.questions.common import (
    author_feedback,
    pass_for,
    read_blanks,
    right,
    with_exactness,
    worked_text,
)
from tutor.core.questions.explain import (
    Explained,
    explain_arriving,
    explain_local,
    explain_value_sent,
)
from tutor.core.questions.explain_asked import nameless
from tutor.core.questions.fill import fill
from tutor.core.questions.kind import Derivative, QuizKind
from tutor.core.questions.model import Key, Question, Response, Slot, Verdict
from tutor.core.questions.steps import PARTS, Step, local_step
from tutor.core.syntax import Fields
from tutor.core.text import Draws, format_number

BLANKS: tuple[str, ...] = ("backprop", "local", "product")
ROLES: Mapping[str, str] = MappingProxyType(
    {"backprop": "backpropagated", "local": "local", "product": "product"}
)


@dataclass(frozen=True, slots=True)
class MessageBody(Body):
    """The edge from ``to`` to its successor ``sender``, and the blanks to fill in."""

    to: str
    sender: str
    blanks: tuple[str, ...] = BLANKS


@dataclass(frozen=True, slots=True)
class MessageKey(Key):
    """What is right: the edge, the blanks, and the three numbers by blank.

    ``together``: an operand that enters an operation twice (a·a) is asked about once.
    """

    edge: Edge
    blanks: tuple[str, ...]
    backprop: float
    local: float
    together: bool = False

    @property
    def product(self) -> float:
        """backpropagated × local."""
        return self.backprop * self.local

    def expected(self, blank: str) -> float:
        """The right number for a blank."""
        return {"backprop": self.backprop, "local": self.local, "product": self.product}[blank]


def parse(fields: Fields) -> MessageBody | None:
    """``to: NODE``, ``from: SUCCESSOR``, ``blanks: backprop, local, product``."""
    to, sender = fields.node("to"), fields.node("from")
    named = fields.items("blanks")
    chosen = tuple(word for one in named for word in BLANKS if word == fields.chosen(one, BLANKS))
    if to is None or sender is None:
        return None
    graph = fields.graph.graph if fields.graph else None
    if graph is not None and sender not in graph.successors(to):
        at = fields.one("from")
        known = ", ".join(graph.successors(to)) or "none"
        what = f"{sender!r} is not a successor of {to!r}, so it sends it no message"
        fields.report(at.place() if at else fields.at, what, f"its successors: {known}")
        return None
    return MessageBody(to, sender, chosen or BLANKS)


def make(quiz: Quiz, body: MessageBody, lesson_graph: LessonGraph | None, seed: int) -> Question:
    """The question with its values drawn so that the two factors and their product differ."""
    numbers = pass_for(quiz, lesson_graph, seed, (body.to,))
    edge = numbers.graph.edge(body.to, body.sender)
    local = numbers.local(edge.target, edge.source)
    key = MessageKey(edge, body.blanks, numbers.gradients[edge.target], local, together=True)
    return _question(quiz, numbers, key, seed, fill(quiz.ask, numbers))


def message_question(numbers: Pass, edge: Edge, asks: Sequence[str], where: str) -> Question:
    """The prediction of one message in the backward pass; ``where`` is the question's id."""
    blanks = tuple(blank for blank in BLANKS if blank in asks) or ("product",)
    graph = numbers.graph
    source, target = graph.label(edge.source), graph.label(edge.target)
    source += written.along(graph, edge)
    text = {
        "backprop": f"{target} is about to send a message to {source}. "
        f"Which backpropagated gradient is stored at {target}?",
        "local": f"{target} is about to send a message to {source}. "
        "What is the local gradient on this edge?",
        "product": f"{target} is done{written.kept(numbers, edge)}. What does it send to {source}?",
    }[blanks[0]]
    if len(blanks) > 1:
        text = f"{target} is done. Fill in the message that it sends to {source}."
    prompt = (Span(text),)
    skills = {"backprop": "backpropagated-gradient", "local": "local-gradient"}
    named = tuple(skills.get(blank, "message-product") for blank in blanks)
    body = MessageBody(edge.source, edge.target, blanks)
    quiz = Quiz("message", where, prompt, body, skills=named)
    key = MessageKey(edge, blanks, numbers.gradients[edge.target], numbers.locals[edge])
    return _question(quiz, numbers, key, 0, prompt)


def _question(quiz: Quiz, numbers: Pass, key: MessageKey, seed: int, prompt: Spans) -> Question:
    edge, blanks = key.edge, key.blanks
    return Question(
        quiz=quiz,
        seed=seed,
        way="blanks",
        prompt=with_exactness(prompt, map(key.expected, blanks), quiz.tolerance),
        slots=tuple(Slot(_label(numbers.graph, key, b), ROLES[b]) for b in blanks),
        numbers=numbers,
        focus=(edge, edge.source),
        given=_done_before(numbers.graph, edge.source),
        key=key,
    )


def _done_before(graph: Graph, name: str) -> frozenset[str]:
    """The nodes whose gradient the backward pass has by the time it comes to ``name``."""
    order = graph.backward_order
    return frozenset(order[: order.index(name)])


def _label(graph: Graph, key: MessageKey, blank: str) -> str:
    edge = key.edge
    z, m, v = (graph.label(name) for name in (graph.output, edge.target, edge.source))
    if blank == "backprop":
        return derivative(z, m)
    if blank == "local":
        return derivative(m, v) if key.together else graph.local_label(edge)
    senders = graph.successors if key.together else graph.outgoing
    return derivative(z, v) if len(senders(edge.source)) == 1 else "message"


def mark(question: Question, key: MessageKey, response: Response) -> Verdict:
    """A third for each blank; the product may follow from the learner's own factors."""
    typed = read_blanks(question, response, [key.expected(blank) for blank in key.blanks])
    if isinstance(typed, Verdict):
        return typed
    tolerance = question.quiz.tolerance
    given = dict(zip(key.blanks, typed, strict=True))
    exact = [is_right(given[blank], key.expected(blank), tolerance) for blank in key.blanks]
    own = "product" in given and is_close(given["product"], _own_product(key, given), tolerance)
    follows = {i for i, b in enumerate(key.blanks) if b == "product" and own and not exact[i]}
    slots = tuple(fine or i in follows for i, fine in enumerate(exact))
    if all(slots):
        return right(question, worked_text(question, worked(question, key)))
    found = _explained(question, key, given, slots)
    praise = _praise(question, key, slots, given)
    return Verdict(
        correct=False,
        score=sum(slots) / len(slots),
        slots=slots,
        feedback=(praise, *found.feedback) if praise else found.feedback,
        mistakes=found.mistakes,
        follows=tuple(follows),
    )


def _own_product(key: MessageKey, given: Mapping[str, float]) -> float:
    """The product of the learner's own factors, the right one where none was asked for."""
    return given.get("backprop", key.backprop) * given.get("local", key.local)


def _praise(
    question: Question, key: MessageKey, slots: Sequence[bool], given: Mapping[str, float]
) -> str:
    """What is right, in a line."""
    if not any(slots):
        return ""
    good = [s.label for s, ok, b in zip(question.slots, slots, key.blanks, strict=True)
            if ok and b != "product"]  # fmt: skip
    said = f"{' and '.join(good)} {'is' if len(good) == 1 else 'are'} right." if good else ""
    if "product" not in given or not slots[-1]:
        return said
    own = is_close(given["product"], _own_product(key, given), question.quiz.tolerance)
    product = "Your product follows from your two factors." if own else "The product is right."
    return f"{said} {product}".strip()


def _explained(
    question: Question, key: MessageKey, given: Mapping[str, float], slots: Sequence[bool]
) -> Explained:
    """What is wrong with the first wrong blank; both factors swapped is one mistake."""
    numbers, tolerance = question.numbers, question.quiz.tolerance
    if numbers is None:
        return Explained((), ())
    if _swapped(key, given, tolerance):
        said = (
            "The two factors have changed places: the backpropagated gradient has the final output "
            "on top, the local gradient belongs to one edge."
        )
        asked = f"In which of the two does {numbers.graph.label(numbers.graph.output)} occur?"
        return Explained(("ROLES_SWAPPED",), (said, asked))
    numbers = without_names(numbers, nameless(question, numbers))
    wrong = next(b for b, ok in zip(key.blanks, slots, strict=True) if not ok)
    answer = given[wrong]
    own = author_feedback(question, answer)
    if wrong == "backprop":
        found = explain_arriving(
            numbers, key.edge, answer, tolerance, question.quiz.probes,
            stored=question.quiz.pictured,
        )  # fmt: skip
    elif wrong == "local":
        found = explain_local(numbers, key.edge, answer, tolerance, together=key.together)
    else:
        found = _explain_product(question, numbers, key, given)
    return Explained(found.mistakes, (own,)) if own else found


def _swapped(key: MessageKey, given: Mapping[str, float], tolerance: float) -> bool:
    if not {"backprop", "local"} <= given.keys() or is_close(key.backprop, key.local, tolerance):
        return False
    return is_close(given["backprop"], key.local, tolerance) and is_close(
        given["local"], key.backprop, tolerance
    )


def _explain_product(
    question: Question, numbers: Pass, key: MessageKey, given: Mapping[str, float]
) -> Explained:
    tolerance = question.quiz.tolerance
    answer = given["product"]
    first, second = given.get("backprop", key.backprop), given.get("local", key.local)
    n = format_number(answer)
    both = "A message is backpropagated × local"
    if is_close(answer, first + second, tolerance):
        said = f"{n} is the sum of the two factors. {both}."
        return Explained(("ADDED_NOT_MULTIPLIED",), (said, "What is their product?"))
    if is_close(answer, -first * second, tolerance):
        said = "A sign was lost or gained in the product."
        return Explained(("SIGN_FLIPPED",), (said, "How many of the two factors are negative?"))
    for factor, id_, name in (
        (first, "BACKPROP_ONLY", "backpropagated gradient"),
        (second, "LOCAL_ONLY", "local gradient"),
    ):
        if is_close(answer, factor, tolerance):
            said = f"{n} is the {name} alone. {both}."
            return Explained((id_,), (said, "What is their product?"))
    if is_close(answer, numbers.values[key.edge.target] * key.local, tolerance):
        return explain_value_sent(numbers, key.edge, stored=question.quiz.pictured)
    graph = numbers.graph
    if len(graph.successors(key.edge.source)) == 1:
        found = diagnose(
            numbers, key.edge.source, answer, question.quiz.probes, tolerance=tolerance
        )
        if found.mistakes:
            return Explained(found.mistakes, found.feedback)
    said = f"{n} is not the product of the two factors."
    if not {"backprop", "local"} <= given.keys():  # else both would be told
        target, source = graph.label(key.edge.target), graph.label(key.edge.source)
        asked = f"What is stored at {target}, and how fast does {target} change with {source}?"
        return Explained((), (said, asked))
    return Explained((), (said, f"What is {format_number(first)} × {format_number(second)}?"))


def hints(question: Question, key: MessageKey) -> tuple[str, ...]:
    """Point, principle, numbers."""
    numbers = question.numbers
    if numbers is None:
        return ()
    graph = numbers.graph
    z, m, v = (graph.label(n) for n in (graph.output, key.edge.target, key.edge.source))
    name, symbols = graph.local_label(key.edge), written.local_symbols(graph, key.edge)
    if key.together:
        name, symbols = derivative(m, v), written.whole_symbols(graph, key.edge)
    arriving = f"{derivative(z, m)} = {format_number(key.backprop)}"
    return (
        f"The backpropagated gradient is already stored at {m}; "
        f"the local gradient belongs to the edge from {v} to {m}.",
        f"{written.equation(graph, key.edge.target)}, so {name} = {symbols}. "
        "The message is the product of the two.",
        f"{arriving} and {name} = {format_number(key.local)}. Multiply them.",
    )


def worked(question: Question, key: MessageKey) -> str:
    """The message in symbols and in numbers."""
    local = key.local if key.together else None
    numbers = question.numbers
    return f"{written.said_message(numbers, key.edge, local)}." if numbers else ""


def derives(question: Question, key: MessageKey) -> tuple[Derivative, ...]:
    """The local gradient, and what goes on with it: a product may follow from a wrong factor."""
    target, source = key.edge.target, key.edge.source
    slots = tuple(at for at, blank in enumerate(key.blanks) if blank != "backprop")
    found = [Derivative("local", target, source, slots[:1])] if "local" in key.blanks else []
    if question.numbers is not None and "product" in key.blanks:
        found.append(Derivative("gradient", question.numbers.graph.output, source, slots))
    return tuple(found)


def asks(question: Question, key: MessageKey) -> tuple[Step, ...]:
    """The backpropagated gradient, the local one of this operation, and their product."""
    named = tuple(skill for skill in question.quiz.skills if skill not in PARTS)
    local = Step(question.quiz.skills)
    if question.numbers is not None:
        local = local_step(question.numbers.graph, key.edge.target, key.edge.source)
    steps = {
        "backprop": Step(("backpropagated-gradient",)),
        "local": local,
        "product": Step(named or ("message-product",)),
    }
    return tuple(steps[blank] for blank in key.blanks)


def seeks(question: Question, key: MessageKey) -> tuple[Sought | None, ...]:
    """Both factors; the product is the gradient at the node where no other message comes."""
    graph = question.numbers.graph if question.numbers else None
    edge = key.edge
    if graph is None or (not key.together and len(graph.twins(edge)) > 1):
        return ()  # an operand that enters twice cannot be raised in one place alone
    whole = len(graph.successors(edge.source)) == 1
    found = {
        "backprop": Sought("gradient", graph.output, edge.target),
        "local": Sought("local", edge.target, edge.source),
        "product": Sought("gradient", graph.output, edge.source)
        if whole
        else Sought("message", edge.target, edge.source),
    }
    return tuple(found[blank] for blank in key.blanks)


def generate(lesson_graph: LessonGraph, draws: Draws, id_: str, seed: int) -> Question | None:
    """The message on one edge."""
    graph = lesson_graph.graph
    edge = draws.choice(graph.edges)
    body = MessageBody(edge.source, edge.target)
    source, target = graph.label(edge.source), graph.label(edge.target)
    ask = f"fill in the message that {target} sends to {source}."
    quiz = quiz_on(graph, "message", id_, ask, body, "message-product", given=True)
    return make(quiz, body, lesson_graph, seed)


TEMPLATE = """\
```quiz message to-l
graph: field varied
skill: message-product
ask: Fill in the message that the area sends to l. (l = {= l }, w = {= w })
to: l
from: area
blanks: backprop, local, product
hint: The backpropagated gradient is already stored at the area.
```
"""

KIND = QuizKind(
    name="message",
    key=MessageKey,
    mark=mark,
    hints=hints,
    worked=worked,
    solution=lambda key: tuple(repr(key.expected(blank)) for blank in key.blanks),
    asks=asks,
    derives=derives,
    seeks=seeks,
    body=MessageBody,
    lines="`to: w`, `from: u`, `blanks: backprop, local, product`",
    template=TEMPLATE,
    parse=parse,
    make=make,
    generate=generate,
)
