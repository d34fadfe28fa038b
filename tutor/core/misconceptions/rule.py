"""What a misconception is: a wrong rule as code, and the words for whoever follows it.

A rule says what somebody who follows it would answer.  The most common question is one for a
derivative; the others ask for a value, a step of gradient descent, a label, an order, a selection.
A row has code for those kinds of questions in which it can show, and ``nothing`` for the rest.
"""

from __future__ import annotations

from collections.abc import Callable, Collection, Iterator, Mapping, Sequence
from dataclasses import dataclass
from typing import NamedTuple

from engine import OPERATIONS
from tutor.core.graph import Graph, TapeRow
from tutor.core.misconceptions.context import Descent, GradientContext, Patch


class Guess(NamedTuple):
    """A wrong number for one derivative or value.

    ``at`` is the node that the rule is about (a successor, another node, the operation that was
    differentiated wrongly), −1 where there is none; ``slot`` the operand of it, −1 for all.
    """

    number: float
    at: int = -1
    slot: int = -1


WrongDerivatives = Callable[[GradientContext, int], Iterator[Guess]]
"""The wrong numbers for ∂of/∂node, or for the node's value."""

Needs = Mapping[str, Collection[str]]
"""For each item those that have to come right before it, be they asked about or not."""

NextChoice = Callable[[Needs, Collection[str]], Collection[str]]
"""Which of the items that are left would be taken next."""

PRODUCTS, SUMS = ("mul", "dot"), ("add", "sub", "sum")
FUNCTIONS = (*(op.name for op in OPERATIONS.values() if op.form == "call"), "pow", "div")
"""Operations, for the column ``at`` of a rule."""

Targets = frozenset[str | tuple[str, str]]
"""Nodes, or edges as (source, target)."""

Picks = Callable[[Graph, Targets], Iterator[Targets]]
"""What would be selected where these are the right ones."""

StepNumbers = Callable[[Descent], Iterator[Sequence[float]]]
"""The wrong numbers for a mean gradient or for updated parameters, one a parameter."""

Wrong = Iterator[float]
"""Wrong derivatives of one operation, by one operand or by the node asked about."""

Tangent = Sequence[float]
"""∂·/∂node of all nodes, for the node asked about."""

LocalSlips = Callable[[GradientContext, TapeRow, int], Wrong]
"""The wrong local gradients for one operand of one operation, by its slot."""

JointSlips = Callable[[GradientContext, TapeRow, Tangent], Wrong]
"""The wrong derivatives of one operation by the node asked about."""


def nothing(*_: object) -> Iterator[Guess]:
    """A rule that gives no number for a derivative, or for a value."""
    return iter(())


def no_steps(_descent: Descent) -> Iterator[Sequence[float]]:
    """A rule that gives no numbers for a step of gradient descent."""
    return iter(())


def no_picks(_graph: Graph, _right: Targets) -> Iterator[Targets]:
    """A rule that selects nothing in particular."""
    return iter(())


@dataclass(frozen=True, slots=True)
class Rule:
    """One row of the table.

    ``title``   the mistake in a few words, for “in two ways: …” and for reports; braces likewise
    ``says``    what the number is; braces as in ``wording.py``
    ``asks``    one question back
    ``says_all``, ``asks_all``  the same where the number adds up all successors (no one node)
    ``remedy``  rules with the same remedy need the same next question, so they are merged
    ``fact``    True when ``says`` is true of the number whatever the learner was thinking

    What somebody who follows the rule would answer to

    ``wrong``   a question for a derivative
    ``value``   a question for the value of a node
    ``steps``   a question for a mean gradient, or for the parameters after an update
    ``calls``   a question for a label: what a quantity is, and what it would be called
    ``next``    a question for an order
    ``picks``   a question which nodes or edges belong somewhere
    ``patches`` for a rule that is nothing but another local gradient: one entry an operation
    ``slips``   the same where it is not about one operation alone
    ``reruns``  a question for a derivative, each number by a pass of its own: looked for last
    ``joint``   for a rule about how an operation changes as a whole, by all of its operands
    ``at``      the operations that ``slips`` and ``joint`` are asked about; all where it is empty
    """

    id: str
    title: str
    says: str
    asks: str
    wrong: WrongDerivatives = nothing
    remedy: str = ""
    fact: bool = False
    patches: tuple[tuple[str, Patch], ...] = ()
    slips: LocalSlips | None = None
    joint: JointSlips | None = None
    at: tuple[str, ...] = ()
    reruns: WrongDerivatives = nothing
    says_all: str = ""
    asks_all: str = ""
    value: WrongDerivatives = nothing
    steps: StepNumbers = no_steps
    calls: tuple[tuple[str, str], ...] = ()
    next: NextChoice | None = None
    picks: Picks = no_picks

    @property
    def name(self) -> str:
        """The mistake in a few words where there is no graph to speak of: e² is the example."""
        return self.title.format(power="e²", exponent="2")


Finding = tuple[Rule, Guess]
"""A rule that explains a number, and how it comes to it."""


def patching(
    id_: str,
    title: str,
    says: str,
    asks: str,
    *,
    remedy: str = "",
    joint: JointSlips | None = None,
    **patches: Patch,
) -> Rule:
    """A rule that replaces the local gradients of some operations and runs the pass again."""

    def wrong(context: GradientContext, node: int) -> Iterator[Guess]:
        found = context.patched(node, patches)
        if found is not None:
            yield Guess(found[0].gradients[node], found[1])

    return Rule(
        id_, title, says, asks, wrong, remedy,
        patches=tuple(patches.items()), joint=joint, at=tuple(patches),
    )  # fmt: skip
