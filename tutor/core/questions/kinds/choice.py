"""``quiz choice``: one of several options is right."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass

from tutor.core.answers import AnswerError, are_apart, read_number
from tutor.core.errors import GraphError
from tutor.core.graph import Pass, derivative
from tutor.core.graph import notation as written
from tutor.core.lesson import Body, LessonGraph, Quiz, Span, Spans
from tutor.core.misconceptions import Finding, GradientContext, derivatives, separation, wording
from tutor.core.questions.any_graph import OPTIONS, below, quiz_on, skill_of
from tutor.core.questions.common import numbers_for, pass_for, read_picks, right, worked_text, wrong
from tutor.core.questions.fill import bold, fill, plain
from tutor.core.questions.kind import QuizKind
from tutor.core.questions.model import Key, Question, Response, Slot, Verdict
from tutor.core.questions.options import in_natural_order, same
from tutor.core.syntax import Fields
from tutor.core.text import Draws, format_number

REDRAWS = 25
"""Variants that are tried until all options differ."""


@dataclass(frozen=True, slots=True)
class Option:
    """One option: its text, whether it is right, and what to say to whoever takes it."""

    text: Spans
    right: bool = False
    feedback: Spans = ()
    mistake: str = ""


@dataclass(frozen=True, slots=True)
class ChoiceBody(Body):
    """The options in the author's order.

    ``node`` is asked for where nobody wrote options: they follow from the values of each variant.
    """

    options: tuple[Option, ...] = ()
    node: str = ""


@dataclass(frozen=True, slots=True)
class ShownOptions(Key):
    """The options as shown: which of them is right, and what is said to each."""

    right: int
    feedback: tuple[str, ...]
    mistakes: tuple[str, ...]


def parse(fields: Fields) -> ChoiceBody:
    """``- [ ] text :: feedback`` lines, exactly one of them ``[x]``."""
    options = []
    for one in fields.options():
        if not one.boxed:
            fields.report(one.at, "this option has no box", "write - [x] or - [ ] before it")
        text, feedback = fields.option_spans(one)
        options.append(Option(text, one.argument == "x", feedback))
    ticked = sum(option.right for option in options)
    if len(options) < 2:
        fields.report(fields.at, "a choice needs two options or more", "add lines '- [ ] …'")
    elif ticked != 1:
        what = "no option is ticked" if not ticked else f"{ticked} options are ticked"
        fields.report(fields.at, what, "tick the one right option: - [x] …")
    return ChoiceBody(tuple(options))


def make(quiz: Quiz, body: ChoiceBody, lesson_graph: LessonGraph | None, seed: int) -> Question:
    """The question with values for which all options differ, in an order of the seed's own."""
    if body.node:
        return _with_rules(quiz, body.node, lesson_graph, Draws(seed, quiz.id), seed)
    if sum(option.right for option in body.options) != 1:
        raise GraphError(f"the choice {quiz.id!r} has no right option")
    for turn in range(REDRAWS):
        numbers = numbers_for(quiz, lesson_graph, seed + turn * 1_000_003 if seed else 0)
        texts = [plain(fill(option.text, numbers)) for option in body.options]
        if not _twins(texts) or not (quiz.varied and seed):
            break
    kept = _without_twins(body, texts)
    order = in_natural_order(Draws(seed, quiz.id).shuffled(kept) if seed else kept, texts)
    return choice_question(quiz, body, numbers, order, texts, seed)


def choice_question(
    quiz: Quiz,
    body: ChoiceBody,
    numbers: Pass | None,
    order: list[int],
    texts: list[str],
    seed: int,
) -> Question:
    """The question that shows the options ``order`` of ``body``."""
    shown = [body.options[i] for i in order]
    return Question(
        quiz=quiz,
        seed=seed,
        way="pick",
        prompt=fill(quiz.ask, numbers),
        slots=(Slot("", "option"),),
        options=tuple(_with_true_minus(texts[i]) for i in order),
        bold=tuple(bold(fill(option.text, numbers)) for option in shown),
        numbers=numbers,
        key=ShownOptions(
            right=next(i for i, option in enumerate(shown) if option.right),
            feedback=tuple(plain(fill(option.feedback, numbers)) for option in shown),
            mistakes=tuple(option.mistake for option in shown),
        ),
    )


def _with_true_minus(text: str) -> str:
    """A bare number with the minus sign that all other numbers have."""
    try:
        read_number(text)
    except AnswerError:
        return text
    return text.replace("-", "−")


def _twins(texts: list[str]) -> bool:
    return any(same(one, other) for i, one in enumerate(texts) for other in texts[:i])


def _without_twins(body: ChoiceBody, texts: list[str]) -> list[int]:
    """The options that may stand beside each other; the right one always does."""
    kept = [i for i, option in enumerate(body.options) if option.right]
    for i in range(len(texts)):
        if not any(same(texts[i], texts[k]) for k in kept):
            kept.append(i)
    return sorted(kept)


def mark(question: Question, key: ShownOptions, response: Response) -> Verdict:
    """Right or wrong, with what the author says to this option."""
    picked = read_picks(question, response)
    if isinstance(picked, Verdict):
        return picked
    said = key.feedback[picked[0]]
    if picked[0] == key.right:
        return right(question, said or worked_text(question, worked(question, key)))
    mistake = key.mistakes[picked[0]]
    said = said or f"“{question.options[picked[0]]}” is not it."
    return wrong(said, mistakes=(mistake,) if mistake else ())


def hints(question: Question, key: ShownOptions) -> tuple[str, ...]:
    """The author's hints; after them, options that can be left out."""
    wrong = [text for i, text in enumerate(question.options) if i != key.right]
    return (
        "Read the question again: which single quantity does it ask for?",
        f"“{wrong[0]}” can be left out." if len(wrong) > 1 else "Try each option in turn.",
        f"“{wrong[-1]}” is not it." if wrong else "Only one is left.",
    )


def worked(question: Question, key: ShownOptions) -> str:
    """What the author says to the right option."""
    return key.feedback[key.right] or f"{question.options[key.right]} is right."


def generate(lesson_graph: LessonGraph, draws: Draws, id_: str, seed: int) -> Question | None:
    """The right gradient among numbers that wrong rules give."""
    graph = lesson_graph.graph
    node = draws.choice(below(graph))
    asked = derivative(graph.label(graph.output), graph.label(node))
    quiz = quiz_on(
        graph, "choice", id_, f"what is {asked}?", ChoiceBody(node=node), skill_of(graph, node),
        given=True,
    )  # fmt: skip
    question = _with_rules(quiz, node, lesson_graph, draws, seed, turns=1)
    return question if len(question.options) == OPTIONS else None


def _with_rules(
    quiz: Quiz,
    node: str,
    lesson_graph: LessonGraph | None,
    draws: Draws,
    seed: int,
    turns: int = REDRAWS,
) -> Question:
    """The gradient at a node among numbers that wrong rules give for the values of this seed.

    Of ``turns`` draws of values the first with as many as are wanted, else the last.
    """
    for turn in range(turns):
        own = seed + turn * 1_000_003 if seed else 0
        numbers = pass_for(quiz, lesson_graph, own, (node,))
        wrong = _distractors(GradientContext.of_pass(numbers), node, draws)
        if len(wrong) == OPTIONS - 1:
            break
    right = Option(
        (Span(format_number(numbers.gradients[node])),),
        right=True,
        feedback=(Span(written.said_gradient(numbers, node, numbers.graph.output) + "."),),
    )
    body = ChoiceBody((right, *wrong))
    texts = [plain(option.text) for option in body.options]
    return choice_question(quiz, body, numbers, draws.shuffled(range(len(texts))), texts, seed)


def _distractors(context: GradientContext, name: str, draws: Draws) -> tuple[Option, ...]:
    """Up to three wrong numbers, apart from the right one, as often as people give them."""
    node = context.tape.index[name]
    taken = [context.gradients[node]]
    numbers = list(_likely(context, node))
    options: list[Option] = []
    while numbers and len(options) < OPTIONS - 1:
        one = draws.weighted(numbers, [weight for _, weight in numbers])
        numbers.remove(one)
        (rule, guess), _ = one
        text = format_number(guess.number)
        shown = any(same(text, format_number(other)) for other in taken)
        if shown or not all(are_apart(guess.number, other) for other in taken):
            continue
        taken.append(guess.number)
        said = wording.says(rule, context, node, guess)
        asked = wording.asks(rule, context, node, guess)
        options.append(Option((Span(text),), feedback=(Span(f"{said} {asked}"),), mistake=rule.id))
    return tuple(options)


def _likely(context: GradientContext, node: int) -> Iterator[tuple[Finding, float]]:
    """The numbers that mistakes give: the likeliest behind each, and how often it is given."""
    asked = {rule.id for rule in derivatives()}
    for one in separation(context, node).numbers:
        slips = [w for cause in one.causes for w in cause if w.slip.rule.id in asked]
        if slips:
            likeliest = max(slips, key=lambda w: w.mass)
            yield likeliest.slip.finding, sum(w.mass for w in slips)


TEMPLATE = """\
```quiz choice who-needs-it
graph: field
skill: local-gradient
ask: What is the local gradient ∂area/∂l?
- [x] w
- [ ] l :: That is the value of l itself, not how fast the area grows with it.
- [ ] 2w :: That is ∂C/∂l: the local gradient times what arrives from C.
hint: Hold w fixed and make the field one metre longer.
```
"""

KIND = QuizKind(
    name="choice",
    key=ShownOptions,
    mark=mark,
    hints=hints,
    worked=worked,
    solution=lambda key: (str(key.right),),
    body=ChoiceBody,
    lines="`- [x] right`, `- [ ] wrong :: why it is wrong`",
    template=TEMPLATE,
    parse=parse,
    make=make,
    generate=generate,
)
