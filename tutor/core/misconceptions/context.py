"""The numbers of one pass, laid out for rules that work out *wrong* derivatives."""

from __future__ import annotations

import math
from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass, field, replace
from functools import cached_property
from typing import Literal, NamedTuple

from tutor.core.errors import GraphError
from tutor.core.graph import Graph, Locals, Pass, Tape, TapeRow, spoken, tape_of, values_of


class InputSlot(NamedTuple):
    """One operand of one operation: its row, the operands ``u``, the result ``y``, the slot."""

    row: TapeRow
    u: Sequence[float]
    y: float
    slot: int


class Sent(NamedTuple):
    """A message on its way: what arrived at ``successor``, and what ``node`` holds so far."""

    successor: int
    slot: int
    node: int
    arriving: float
    local: float
    held: float

    @property
    def added(self) -> float:
        """What ``node`` holds once the message is added to it, as is right."""
        return self.held + self.arriving * self.local


Patch = Callable[[InputSlot], float | None]
"""A wrong local gradient for one operand; None leaves the right one."""


class Route(NamedTuple):
    """One successor of the node asked about, with the two factors of its message."""

    successor: int
    backpropagated: float
    local: float


@dataclass(frozen=True, slots=True)
class TrainingContext:
    """What a learner may mix into a gradient, where the question stands in a training.

    ``rate`` is the step size η, ``before`` are leaf values of the step before the last update (or
    of the question before), ``examples`` is the number n of all examples where the graph holds a
    mini-batch of them.
    """

    rate: float | None = None
    before: Mapping[str, float] | None = None
    examples: int | None = None


NO_TRAINING = TrainingContext()
"""A graph by itself."""


@dataclass(frozen=True, eq=False)
class GradientContext:
    """The values, local gradients and gradients of ``of`` on one graph.

    Nodes are numbers: positions in ``tape.names``.
    """

    tape: Tape
    values: Sequence[float]
    locals: Sequence[Sequence[float]]
    of: int
    gradients: Sequence[float] = field(default=())
    background: TrainingContext = NO_TRAINING
    everyday: bool = False
    """Whether sentences do without the names of the two kinds of gradient."""
    settled: frozenset[int] = frozenset()
    """Nodes at and behind which nothing went wrong: their gradient is given."""

    @classmethod
    def at(
        cls,
        tape: Tape,
        values: Sequence[float],
        of: int,
        background: TrainingContext = NO_TRAINING,
    ) -> GradientContext | None:
        """The context for these values, None where a derivative does not exist."""
        local = tape.local_gradients(values)
        if local is None:
            return None
        return cls(tape, values, local, of, tape.backward(local, of), background)

    @classmethod
    def of_pass(
        cls,
        pass_: Pass,
        of: str | None = None,
        background: TrainingContext = NO_TRAINING,
    ) -> GradientContext:
        """The context for the numbers that a learner sees."""
        tape = tape_of(pass_.graph)
        target = tape.index[of or pass_.graph.output]
        found = cls.at(tape, values_of(tape, pass_), target, background)
        if found is None:
            raise GraphError("this graph has no gradients at these values")
        return found

    @property
    def graph(self) -> Graph:
        """The graph that the numbers belong to."""
        return self.tape.graph

    def label(self, node: int) -> str:
        """How a node is called in a sentence."""
        return spoken(self.graph, self.tape.names[node])

    def is_nameless(self, node: int) -> bool:
        """Whether the learner has no name for a node, which a sentence then writes out."""
        return self.graph.by_name[self.tape.names[node]].made

    @cached_property
    def whole(self) -> bool:
        """Whether all numbers are whole, so that nothing has to be rounded."""
        return all(float(x).is_integer() for x in self.values)

    @cached_property
    def needed(self) -> frozenset[int]:
        """The nodes that ``of`` is computed from, and ``of``."""
        return self.tape.reaches(self.of)

    def routes(self, node: int) -> list[Route]:
        """One route a successor of ``node`` from which ``of`` is computed."""
        local: dict[int, float] = {}
        for successor, slot in self.tape.outgoing[node]:
            if successor in self.needed:
                local[successor] = local.get(successor, 0.0) + self.locals[successor][slot]
        return [Route(m, self.gradients[m], found) for m, found in local.items()]

    def on_route(self, node: int) -> frozenset[int]:
        """The nodes on a route from ``node`` to ``of``, both ends among them."""
        return self.needed & self.tape.reached(node)

    def between(self, node: int) -> list[int]:
        """The same, both ends left out."""
        return sorted(self.on_route(node) - {node, self.of})

    def patched(
        self, node: int, patches: Mapping[str, Patch]
    ) -> tuple[GradientContext, int] | None:
        """The context with other local gradients, and the patched node nearest to ``node``.

        None when no patch changes anything between ``node`` and ``of``.
        """
        on_route = self.on_route(node)
        changed: Locals | None = None
        nearest = -1
        for row in self.tape.rows:
            patch = patches.get(row.op)
            if patch is None or row.node not in on_route:
                continue
            operands = [self.values[i] for i in row.operands]
            found = list(self.locals[row.node])
            touched = False
            for slot, source in row.inputs:
                wrong = patch(InputSlot(row, operands, self.values[row.node], slot))
                if wrong is not None and wrong != found[slot]:
                    found[slot] = wrong
                    touched = touched or source in on_route
            if touched:
                changed = list(self.locals) if changed is None else changed
                changed[row.node] = found
                nearest = row.node if nearest < 0 else nearest
        if changed is None:
            return None
        gradients = self.tape.backward(changed, self.of)
        context = replace(self, locals=changed, gradients=gradients)
        return context, nearest

    def moved(self, node: int, by: float) -> Sequence[float] | None:
        """The gradients when the value of ``node`` is ``by`` greater; None where there are none.

        What does not follow from it has the local gradients that it had.
        """
        values = self.tape.nudged(self.values, node, by)
        if not all(map(math.isfinite, values)):
            return None
        after = (self.tape.row_of[m] for m in self.tape.reached(node) & self.needed)
        local = self.tape.local_gradients(values, filter(None, after), self.locals)
        return None if local is None else self.tape.backward(local, self.of)

    def rerun(self, message: Callable[[Sent], float]) -> list[float]:
        """A backward pass in which ``message`` says what a node holds once a message came in."""
        gradients = [0.0] * len(self.tape.names)
        gradients[self.of] = 1.0
        for row in reversed(self.tape.rows):
            m = row.node
            if m in self.needed:
                for slot, node in row.inputs:
                    local, held = self.locals[m][slot], gradients[node]
                    gradients[node] = message(Sent(m, slot, node, gradients[m], local, held))
        return gradients


@dataclass(frozen=True, slots=True)
class Descent:
    """The numbers of one update of gradient descent, one a parameter that is asked about.

    w ← w − η · (1/s) Σ_{i∈I} ∂Cᵢ/∂w over a batch I of s examples out of n (section 2.4 and Remark 6
    of the note).

    ``asked`` is what the learner is asked for: the mean gradient or the parameters after the
    update.  ``gradients`` are those of the examples in the batch, ``count`` is the number n of all
    examples; ``stale`` is the mean gradient of the batch at the parameters before the last update,
    empty in the first one.
    """

    asked: Literal["mean", "update"]
    before: Sequence[float]
    gradients: Sequence[Sequence[float]]
    rate: float
    count: int
    stale: Sequence[float] = ()

    @property
    def size(self) -> int:
        """s, the number of examples in the batch."""
        return len(self.gradients)

    @property
    def mean(self) -> list[float]:
        """The mean gradient over the batch."""
        return [sum(column) / self.size for column in zip(*self.gradients, strict=True)]

    def answer(self, mean: Sequence[float]) -> list[float]:
        """What somebody answers who has this ``mean``: itself, or the update made with it."""
        if self.asked == "mean":
            return list(mean)
        return [w - self.rate * g for w, g in zip(self.before, mean, strict=True)]


def usable(number: float) -> bool:
    """Whether somebody could type this number."""
    return -1e300 < number < 1e300  # nan is neither
