"""The wrong answers that a question invites, each with the misconception that it comes from.

The answers are worked out from the tables of misconceptions and from what the author wrote, not
from what marking says: marking is what is looked at.
"""

from __future__ import annotations

import re
from collections.abc import Callable, Collection, Iterator, Mapping, Sequence
from dataclasses import replace
from typing import NamedTuple

from tests.core.judged import JUDGING, response
from tutor.core import questions as quizzes
from tutor.core.answers import TOLERANCE, are_apart, is_close
from tutor.core.expression import LeafScope, PassScope, evaluate
from tutor.core.graph import Edge, Pass, without_names
from tutor.core.misconceptions import GradientContext, guesses, wording, wrong_locals
from tutor.core.misconceptions.forward_values import VALUE_RULES
from tutor.core.misconceptions.posterior import leads_back
from tutor.core.misconceptions.slips import slips_of
from tutor.core.misconceptions.table import explaining
from tutor.core.questions.explain_asked import nameless
from tutor.core.questions.fill import fill, plain
from tutor.core.questions.kinds.choice import ShownOptions
from tutor.core.questions.kinds.equation import Equation
from tutor.core.questions.kinds.formula import Points
from tutor.core.questions.kinds.grid import GridKey
from tutor.core.questions.kinds.mend import Mend
from tutor.core.questions.kinds.message import MessageKey
from tutor.core.questions.kinds.next_node import NextNodeKey
from tutor.core.questions.kinds.numeric import Asked
from tutor.core.questions.kinds.prediction import Prediction
from tutor.core.questions.kinds.select import SelectBody
from tutor.core.questions.kinds.sign import Signed
from tutor.core.questions.model import Question, Response


class Mistake(NamedTuple):
    """A wrong answer.

    ``id`` is that of the misconception it comes from, "" where it has no name; ``says`` are the
    sentences of which the learner is to be told one, empty where any “not yet” will do.
    """

    id: str
    response: Response
    says: tuple[str, ...] = ()
    same: frozenset[str] = frozenset()
    """Further misconceptions that give this very answer: it may be put down to one of them."""


class Wrong(NamedTuple):
    """A wrong number, where it comes from, and what may be said to it."""

    id: str
    number: float
    says: tuple[str, ...] = ()
    same: frozenset[str] = frozenset()


def mistakes(question: Question) -> Iterator[Mistake]:
    """All that apply to ``question``, each answer once."""
    seen: set[Response] = set()
    for one in BY_KIND.get(question.quiz.kind, other)(question):
        found = one._replace(response=short(question, one.response))
        if found.response not in seen:
            seen.add(found.response)
            yield found


def short(question: Question, response: Response) -> Response:
    """The response with no more digits than a person types."""
    if question.letters or question.way not in ("blanks", "grid"):
        return response
    return tuple(f"{float(text):.6g}" for text in response)


def solved(question: Question) -> Response:
    """A right response as a person types it."""
    return short(question, quizzes.solution(question))


# Numbers ------------------------------------------------------------------------------------------


def asked_by_rules(question: Question, of: str, wrt: str) -> Iterator[Wrong]:
    """What each misconception about ∂of/∂wrt gives, in the names that the question uses."""
    assert question.numbers is not None
    numbers, quiz = (
        without_names(question.numbers, nameless(question, question.numbers)),
        question.quiz,
    )
    near = _this_side_of(question.told - {wrt}, numbers, wrt)
    yield from by_rules(numbers, of, wrt, quiz.tolerance, everyday=quiz.everyday, near=near)


def _this_side_of(told: Collection[str], numbers: Pass, wrt: str) -> Collection[str]:
    """The nodes that a learner works at who begins with the gradients that a question gives."""
    near, ahead = {wrt}, [wrt]
    while ahead:
        for user in numbers.graph.successors(ahead.pop()):
            if user not in near:
                near.add(user)
                ahead += [] if user in told else [user]
    return near


def by_rules(
    numbers: Pass,
    of: str,
    wrt: str,
    tolerance: float = TOLERANCE,
    *,
    everyday: bool = False,
    near: Collection[str] = (),
) -> Iterator[Wrong]:
    """What each misconception about ∂of/∂wrt gives; rules with one number may be told together.

    A number has the digits that a person types.  Only slips at ``near`` are made, where it is said.
    """
    board = replace(GradientContext.of_pass(numbers, of), everyday=everyday)
    node = board.tape.index[wrt]
    found = [
        (rule, guess)
        for rule, guess in guesses(board, node)
        if are_apart(guess.number, board.gradients[node], tolerance)
        and not leads_back(board, node, (rule, guess), guess.number, tolerance)
        and (not near or guess.at < 0 or board.tape.names[guess.at] in near)
    ]
    every = [slip.finding for slip in slips_of(board, node, explaining())]
    for id_, (_, guess) in {rule.id: (rule, guess) for rule, guess in reversed(found)}.items():
        same = [(r, g) for r, g in (*found, *every) if is_close(g.number, guess.number, tolerance)]
        same = [(r, g._replace(number=float(f"{g.number:.6g}"))) for r, g in same]
        says = (say(r, board, node, g) for r, g in same for say in (wording.says, wording.title))
        ids = frozenset(rule.id for rule, _ in same)
        yield Wrong(id_, guess.number, tuple(dict.fromkeys(says)), ids)


def by_author(question: Question) -> Iterator[Wrong]:
    """The numbers that the author of the question foresaw."""
    scope = PassScope(question.numbers) if question.numbers else LeafScope({})
    for wrong in question.quiz.wrongs:
        said = plain(fill(wrong.feedback, question.numbers))
        yield Wrong("", evaluate(wrong.when, scope), (said,))


def locally(numbers: Pass, edge: Edge) -> Iterator[Wrong]:
    """What each misconception about an operation gives for one local gradient."""
    expected = numbers.local(edge.target, edge.source)
    found = {id_: x for id_, _, x in reversed([*wrong_locals(numbers, edge)])}
    yield from (Wrong(id_, x) for id_, x in found.items() if are_apart(x, expected))


def by_value_rules(numbers: Pass, name: str) -> Iterator[Wrong]:
    """What each misconception about a value gives; rules with one number may be told together."""
    board = GradientContext.of_pass(numbers, numbers.graph.output)
    node = board.tape.index[name]
    found = [(rule, g.number) for rule in VALUE_RULES for g in rule.value(board, node)]
    seen = [board.values[node]]
    for rule, number in found:
        if all(are_apart(number, other) for other in seen):
            seen.append(number)
            same = dict.fromkeys(r for r, x in found if is_close(x, number))
            fixed = (max(re.split(r"\{\w+\}", r.says), key=len) for r in same)  # of its words
            yield Wrong(rule.id, number, (*fixed, *(r.title for r in same)))


def numeric(question: Question) -> Iterator[Mistake]:
    """One number."""
    asked, numbers = question.key, question.numbers
    assert isinstance(asked, Asked)
    own = list(by_author(question))
    found = [*own]
    if numbers is not None and asked.what == "gradient" and asked.wrt in numbers.graph.by_name:
        found += asked_by_rules(question, asked.of, asked.wrt)
    elif numbers is not None and asked.what == "local":
        edges = numbers.graph.incoming(asked.of)
        found += locally(numbers, next(edge for edge in edges if edge.source == asked.wrt))
    elif numbers is not None and asked.what == "value" and asked.of in numbers.graph.by_name:
        found += by_value_rules(numbers, asked.of)
    tolerance = question.quiz.tolerance
    for one in found:
        if are_apart(one.number, asked.expected, tolerance):
            said = [o.says[0] for o in own if is_close(o.number, one.number, tolerance)]
            says = (*one.says, *said) if one.says else ()
            yield Mistake(one.id, (repr(one.number),), says, one.same)
    if not found:
        yield Mistake("", (repr(asked.expected + 1.0),))


def message(question: Question) -> Iterator[Mistake]:
    """Up to three blanks: backpropagated, local, product."""
    key, numbers = question.key, question.numbers
    assert isinstance(key, MessageKey)
    assert numbers is not None

    def put(id_: str, says: tuple[str, ...] = (), **given: float) -> Mistake:
        return Mistake(id_, tuple(repr(given.get(b, key.expected(b))) for b in key.blanks), says)

    if {"backprop", "local"} <= set(key.blanks) and are_apart(key.backprop, key.local):
        yield put("ROLES_SWAPPED", ("The two factors have changed places",),
                  backprop=key.local, local=key.backprop)  # fmt: skip
    if "product" in key.blanks:
        for id_, x in _products(key):
            yield put(id_, product=x)
    if "local" in key.blanks:
        for wrong in locally(numbers, key.edge):
            yield put(wrong.id, local=wrong.number)
    if "backprop" in key.blanks and key.edge.target != numbers.graph.output:
        taken = (key.local, numbers.gradients[key.edge.source])
        for wrong in by_rules(numbers, numbers.graph.output, key.edge.target):
            if all(are_apart(wrong.number, other) for other in taken):
                yield put(wrong.id, backprop=wrong.number)


def _products(key: MessageKey) -> Iterator[tuple[str, float]]:
    """What else is made of two factors than their product; each number under its first name."""
    seen = [key.product]
    for id_, x in (
        ("ADDED_NOT_MULTIPLIED", key.backprop + key.local),
        ("SIGN_FLIPPED", -key.product),
        ("BACKPROP_ONLY", key.backprop),
        ("LOCAL_ONLY", key.local),
    ):
        if all(are_apart(x, other) for other in seen):
            seen.append(x)
            yield id_, x


def grid(question: Question) -> Iterator[Mistake]:
    """A matrix: transposed, and each misconception in its first gradient."""
    key, numbers = question.key, question.numbers
    assert isinstance(key, GridKey)
    turned = key.transposed()
    if turned and any(map(are_apart, turned, key.numbers)):
        says = ("with rows and columns exchanged",)
        yield Mistake("OUTER_TRANSPOSED", tuple(map(repr, turned)), says)
    cells = [i for i, (what, _, _) in enumerate(key.asked) if what == "gradient"]
    if cells and numbers is not None:
        _, of, wrt = key.asked[cells[0]]
        for wrong in asked_by_rules(question, of, wrt):
            answer = changed(question, cells[0], repr(wrong.number))
            yield Mistake(wrong.id, answer, wrong.says, wrong.same)
    yield Mistake("", changed(question, 0, repr(key.numbers[0] + 1.0)))


def prediction(question: Question) -> Iterator[Mistake]:
    """What the activity says goes wrong often."""
    key = question.key
    assert isinstance(key, Prediction)
    for slip in key.slips:
        if all(any(map(are_apart, slip.numbers, fine)) for fine in (key.expected, *key.also)):
            says = [one.says for one in key.slips if all(map(is_close, one.numbers, slip.numbers))]
            yield Mistake(slip.id, tuple(map(repr, slip.numbers)), tuple(says))
    yield Mistake("", changed(question, 0, repr(key.expected[0] + 1.0)))


# Choices ------------------------------------------------------------------------------------------


def changed(question: Question, slot: int, answer: str) -> Response:
    """The right response with another answer in one slot."""
    solution = list(quizzes.solution(question))
    solution[slot] = answer
    return tuple(solution)


def choice(question: Question) -> Iterator[Mistake]:
    """Every other option."""
    key = question.key
    assert isinstance(key, ShownOptions)
    for i in range(len(question.options)):
        if i != key.right:
            said = key.feedback[i] or f"“{question.options[i]}” is not it."
            yield Mistake(key.mistakes[i], (str(i),), (said,))


def judged(question: Question) -> Iterator[Mistake]:
    """What each rule about labels, orders and selections answers."""
    for rule in JUDGING:
        given = response(rule, question)
        if given is not None:
            yield Mistake(rule.id, given)


def sign(question: Question) -> Iterator[Mistake]:
    """Another sign for each number in turn."""
    key = question.key
    assert isinstance(key, Signed)
    for slot, x in enumerate(key.numbers):
        other = (key.expected[slot] + 1) % len(question.options)
        id_ = "SIGN_FLIPPED" if x else ""
        yield Mistake(id_, changed(question, slot, str(other)), ("does not have that sign",))


def select(question: Question) -> Iterator[Mistake]:
    """What the rules select, and one taken for another."""
    key = question.key
    assert isinstance(key, SelectBody)
    yield from judged(question)
    first = key.candidates[0] in key.answer
    yield Mistake("", changed(question, 0, str(int(not first))))


def match(question: Question) -> Iterator[Mistake]:
    """The first two partners that differ, exchanged."""
    right = list(quizzes.solution(question))
    at = next(i for i, partner in enumerate(right) if partner != right[0])
    right[0], right[at] = right[at], right[0]
    yield Mistake("", tuple(right), ("does not go with",))


def spot(question: Question) -> Iterator[Mistake]:
    """Every line but the one with the error."""
    (right,) = quizzes.solution(question)
    for i in range(len(question.options)):
        if str(i) != right:
            yield Mistake("", (str(i),), ("is right.", "is not the first wrong one"))


def next_node(question: Question) -> Iterator[Mistake]:
    """Every node that still waits for another one."""
    key = question.key
    assert isinstance(key, NextNodeKey)
    for i, waits in enumerate(key.waits):
        if waits:
            yield Mistake("ORDER_BY_DRAWING", (str(i),), ("Which one waits for nothing?",))


# Formulas -----------------------------------------------------------------------------------------


def formula(question: Question) -> Iterator[Mistake]:
    """The right formula with the wrong sign."""
    key = question.key
    assert isinstance(key, Points)
    (right,) = quizzes.solution(question)
    says = ("All but the sign is right.",) if key.body.of else ()
    yield Mistake("SIGN_FLIPPED" if key.body.of else "", (f"-({right})",), says)


def equation(question: Question) -> Iterator[Mistake]:
    """A node computed from itself, two operations in one, an operand left out."""
    key = question.key
    assert isinstance(key, Equation)
    name = key.missing[0].name
    yield Mistake("", (f"{name} = {name} + 1",), ("no cycles",))
    (right,) = quizzes.solution(question)
    yield Mistake("", (f"{right} + 1",))


def tiles(question: Question) -> Iterator[Mistake]:
    """The equation read backwards, its last tile left out, and each tile that does not belong."""
    right = quizzes.solution(question)[0].split()
    yield Mistake("", (" ".join(right[:-1]),), ("That is right as far as it goes.",))
    for stray in sorted({*map(str, range(len(question.options)))} - {*right}):
        yield Mistake("", (" ".join([*right[:-1], stray]),))


def mend(question: Question) -> Iterator[Mistake]:
    """Another line for the wrong one; the wrong one left where, or as, it stands."""
    key = question.key
    assert isinstance(key, Mend)
    at, count = key.fault.at, len(key.lines)
    if question.way == "pick":
        yield Mistake("", (str((at + 1) % count if key.find else at),))
    else:
        yield Mistake("", (key.lines[at].text,))


def praise(question: Question) -> str:
    """What is said to a right answer, or to one that is only kept."""
    return "Kept." if question.quiz.kind == "free" else "Right."


def other(question: Question) -> Iterator[Mistake]:
    """Another answer than the right one, to a question of any kind."""
    first, *rest = quizzes.solution(question)
    match question.way:
        case "arrange":
            yield Mistake("", (*reversed(rest), first))
        case "blanks" | "grid":
            wrong = f"{first} + 1" if question.letters else repr(float(first) + 1.0)
            yield Mistake("", (wrong, *rest))
        case _:
            yield Mistake("", (str((int(first) + 1) % len(question.options)), *rest))


BY_KIND: Mapping[str, Callable[[Question], Iterator[Mistake]]] = {
    "numeric": numeric,
    "message": message,
    "grid": grid,
    "prediction": prediction,
    "choice": choice,
    "classify": judged,
    "sign": sign,
    "select": select,
    "match": match,
    "order": judged,
    "parsons": judged,
    "spot": spot,
    "next": next_node,
    "formula": formula,
    "equation": equation,
    "mend": mend,
    "tiles": tiles,
    "free": lambda _question: iter(()),  # nothing that one says of oneself is wrong
}
"""Kinds of question in which a misconception shows; those of any other get ``other`` answers."""


def named(found: Sequence[Mistake]) -> tuple[str, ...]:
    """The misconceptions among these mistakes."""
    return tuple(dict.fromkeys(one.id for one in found if one.id))
