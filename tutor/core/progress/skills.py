"""The skills that lessons teach and questions test: their ids, in order, what they mean, what for.

They are as fine as the mistakes: who knows the derivative of a product may not know that of σ.
``local-gradient`` is for questions about no operation in particular.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping, Sequence
from contextlib import contextmanager
from contextvars import ContextVar
from types import MappingProxyType
from typing import NamedTuple


class Skill(NamedTuple):
    """One skill: what it is, in words, and the lesson (its id) that teaches it; ``short`` is its
    name on the map, of seven cells at most.

    ``uses`` are the skills that every question on it exercises as well, so that a right answer to
    it reviews them; they are learnt before it, as are those that it ``needs`` besides.
    """

    id: str
    says: str
    lesson: str = ""
    uses: tuple[str, ...] = ()
    needs: tuple[str, ...] = ()
    short: str = ""

    @property
    def prerequisites(self) -> tuple[str, ...]:
        """What is learnt before it."""
        return (*self.uses, *self.needs)


COURSE = (
    "note-1.1-chain-rule", "note-1.1-intermediate-variables", "note-1.2-computation-graph",
    "note-1.3-chain-rule-in-graph", "note-1.3-linear-regression", "note-1.3-practice-chains",
    "note-1.3-fan-out", "note-1.3-message-passing", "note-1-checkpoint", "note-2-notation",
    "note-2.1-parameter-gradients", "note-2.1-vectorised", "note-2.2-output-layer",
    "note-2.2-hidden-layer", "note-2.2-vectorised-recursion", "note-2.3-algorithm",
    "note-2.4-mini-batches", "note-3-summary", "note-2.4-watch-it-learn",
    "note-2.3-vanishing-gradients", "note-2.3-gradient-check", "note-2.2-softmax",
)  # fmt: skip
"""The lessons of the course, in order: who is at one is taken to have been taught those before."""
PRACTICE = "practice"
"""Questions on a graph of the learner's own, or of no lesson, are counted under this name."""
CHAIN, GRAPH, RULE, LINEAR, CHAINS, ROUTES = (COURSE[i] for i in (0, 2, 3, 4, 5, 6))
RECURSION, MINI_BATCHES = COURSE[14], COURSE[16]

_ROWS = (
    Skill("decompose", "split a formula into single operations", CHAIN, short="split"),
    Skill("forward-value", "compute values in the forward pass", CHAIN, short="values"),
    Skill("read-graph", "read a graph: inputs, successors, routes", GRAPH, needs=("decompose",),
          short="graph"),
    Skill("local-sum", "the local gradient of a sum", CHAIN, short="a + b"),
    Skill("local-difference", "the local gradients of a difference", RULE, uses=("local-sum",),
          short="a − b"),
    Skill("local-product", "the local gradient of a product", CHAIN, short="a · b"),
    Skill("local-power", "the local gradient of a power", CHAIN, short="aⁿ"),
    Skill("local-quotient", "the local gradients of a quotient", needs=("local-power",),
          short="a / b"),
    Skill("local-exp-log", "the local gradients of exp and log", CHAIN, short="eᵃ, log"),
    Skill("local-sigmoid", "the local gradient of σ", CHAINS, short="σ"),
    Skill("local-tanh", "the local gradient of tanh", CHAINS, short="tanh"),
    Skill("local-gate", "the local gradients of relu, max, min and |x|", short="relu"),
    Skill("local-gradient", "local gradients, one edge at a time", RULE, needs=("read-graph",),
          short="local"),
    Skill("backpropagated-gradient", "backpropagated gradients, of the final output", RULE,
          short="∂L/∂a"),
    Skill("classify", "tell local and backpropagated gradients apart", RULE, short="which"),
    Skill("message-product", "a message is backpropagated × local", RULE,
          uses=("backpropagated-gradient",), needs=("classify",), short="message"),
    Skill("sum-routes", "add the messages of all routes", ROUTES,
          uses=("message-product", "read-graph"), short="routes"),
    Skill("backward-order", "the order of the backward pass", LINEAR, needs=("read-graph",),
          short="order"),
    Skill("mlp-notation", "the notation of layered networks", "note-2-notation", short="zˡ, aˡ"),
    Skill("param-grad", "gradients of weights and biases from δ", "note-2.1-parameter-gradients",
          uses=("message-product", "local-product", "mlp-notation"), short="weights"),
    Skill("outer-product", "an outer product: all gradients of a layer", "note-2.1-vectorised",
          uses=("param-grad",), short="outer"),
    Skill("delta-output", "δ of the output layer", "note-2.2-output-layer",
          uses=("message-product", "local-sigmoid", "mlp-notation"), short="δ out"),
    Skill("delta-hidden", "δ of a hidden layer", "note-2.2-hidden-layer",
          uses=("sum-routes", "local-sigmoid", "mlp-notation"), needs=("delta-output",),
          short="δ hid"),
    Skill("transposition", "Wᵀδ: the weights of a layer, backwards", RECURSION,
          uses=("delta-hidden",), short="Wᵀδ"),
    Skill("algorithm", "the backpropagation algorithm, line by line", "note-2.3-algorithm",
          needs=("transposition", "outer-product", "backward-order"), short="program"),
    Skill("average", "averages over examples and mini-batches", MINI_BATCHES,
          needs=("param-grad",), short="average"),
    Skill("update", "one step of gradient descent", MINI_BATCHES, needs=("param-grad",),
          short="update"),
)  # fmt: skip

SKILLS: Mapping[str, Skill] = MappingProxyType({row.id: row for row in _ROWS})
"""Every skill; a lesson may name others, which are shown by their id."""

NO_SKILLS: Mapping[str, Skill] = MappingProxyType({})

_LOCAL: Mapping[str, str] = MappingProxyType({
    "add": "local-sum", "sum": "local-sum", "neg": "local-sum", "sub": "local-difference",
    "mul": "local-product", "dot": "local-product", "pow": "local-power", "sqrt": "local-power",
    "sum_of_squares": "local-power", "div": "local-quotient", "exp": "local-exp-log",
    "log": "local-exp-log", "logsumexp": "local-exp-log", "sigmoid": "local-sigmoid",
    "tanh": "local-tanh", "relu": "local-gate", "leaky_relu": "local-gate",
    "maximum": "local-gate", "minimum": "local-gate", "abs": "local-gate",
})  # fmt: skip
"""What is needed to differentiate each operation; for the rest it is ``local-gradient``."""

FORMER: Mapping[str, tuple[str, ...]] = MappingProxyType({
    "local-gradient": ("local-sum", "local-product", "local-power"),
    "vectorise": ("outer-product", "transposition"),
    "minibatch": ("average", "update"),
})  # fmt: skip
"""Names for several of these skills, under which older versions kept answers."""


_OF_PACKS: ContextVar[Mapping[str, Skill]] = ContextVar("skills of packs", default=NO_SKILLS)


@contextmanager
def naming_skills(rows: Iterable[Skill]) -> Iterator[None]:
    """Inside, these skills are known besides those of the course: those of the packs at hand.

    They have no ``uses``: what answers add up to is the same whichever packs there are.
    """
    token = _OF_PACKS.set({row.id: row for row in rows})
    try:
        yield
    finally:
        _OF_PACKS.reset(token)


def known_skill(skill: str) -> Skill | None:
    """The row of a skill of the course, or of a pack at hand."""
    return SKILLS.get(skill) or _OF_PACKS.get().get(skill)


def meaning(skill: str) -> str:
    """What a skill is, in words; its id where nobody says it."""
    row = known_skill(skill)
    return row.says if row else skill


def name_on_map(skill: str) -> str:
    """A name for a box: that of the course, else what it is in words."""
    row = known_skill(skill)
    return row.short if row and row.short else meaning(skill)


def local_skill(operation: str) -> str:
    """The skill of differentiating this operation."""
    return _LOCAL.get(operation, "local-gradient")


def is_taught(skill: str, begun: Iterable[str], lesson: str = "") -> bool:
    """Whether a learner who has ``begun`` these lessons was taught a skill, or is in ``lesson``.

    Before that, an answer says that a screen was read, not that the skill is known.  A lesson that
    is not of the course teaches what it asks for; rounds on graphs teach nothing.
    """
    if lesson and lesson != PRACTICE and lesson not in COURSE:
        return True
    row = SKILLS.get(skill)
    if row is None or not row.lesson:
        return True
    place = COURSE.index(row.lesson)
    return any(lesson in COURSE[place:] for lesson in begun)


def prerequisites_of(skill: str) -> tuple[str, ...]:
    """What is learnt before a skill; nothing is known of one that nobody explains."""
    row = known_skill(skill)
    return row.prerequisites if row else ()


def used_by(skills: Iterable[str]) -> tuple[str, ...]:
    """These skills, and all that a question on them exercises."""
    found = list(skills)
    for skill in found:
        row = SKILLS.get(skill)
        found += [one for one in (row.uses if row else ()) if one not in found]
    return tuple(found)


def covering(skills: Sequence[str]) -> tuple[str, ...]:
    """Those of ``skills`` whose questions exercise the others, too: the fewest to be asked for."""
    used = {one for skill in skills for one in used_by([skill])[1:]}
    return tuple(skill for skill in skills if skill not in used)


def former_name(skill: str) -> str:
    """What an older version called it."""
    return next((old for old, new in FORMER.items() if skill in new), skill)
