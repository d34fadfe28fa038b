"""The questions of the published graphs, their slips, and what somebody types."""

from __future__ import annotations

import random
import re
from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from functools import cached_property, lru_cache
from types import MappingProxyType

from tests.benchmarks.diagnosis.published import PUBLISHED, Published
from tests.benchmarks.diagnosis.reading import pass_of
from tests.benchmarks.diagnosis.slips import Paper, Slip, every_slip
from tests.core.simulated import graphs, places
from tutor.core.answers import TypedNumber, is_close
from tutor.core.graph import Pass
from tutor.core.misconceptions import NO_TRAINING, Diagnosis, TrainingContext, diagnose


@dataclass(frozen=True, eq=False)
class Asked:
    """A question for ∂of/∂node on a published graph."""

    published: Published
    numbers: Pass
    paper: Paper
    node: int

    @property
    def name(self) -> str:
        """The node that is asked about."""
        return self.paper.tape.names[self.node]

    @property
    def right(self) -> float:
        """The right answer."""
        return self.paper.gradients[self.node]

    @cached_property
    def all_slips(self) -> list[Slip]:
        """Every slip, those included that give the right number."""
        return every_slip(self.paper, self.node, self.published)

    @cached_property
    def slips(self) -> list[Slip]:
        """Those that can be seen."""
        return [s for s in self.all_slips if not is_close(s.number, self.right)]

    def diagnosed(
        self,
        answer: float,
        suspects: tuple[str, ...] = (),
        text: str = "",
        known: Mapping[str, float] = MappingProxyType({}),
    ) -> Diagnosis:
        """What the program says of an answer, as it was typed; ``known`` are others, by node."""
        others = {name: TypedNumber.of(x) for name, x in known.items()}
        eta = self.published.eta
        background = NO_TRAINING if eta is None else TrainingContext(rate=eta)
        return diagnose(
            self.numbers, self.name, answer, suspects=suspects, background=background, text=text,
            known=others,
        )  # fmt: skip


@lru_cache(maxsize=1)
def questions() -> tuple[Asked, ...]:
    """One question a named node that the output depends on."""
    return tuple(asked for published in PUBLISHED for asked in _of(published))


def _of(published: Published) -> Iterator[Asked]:
    numbers = pass_of(published.text, published.values, published.of)
    assert numbers is not None, published.text
    paper = Paper(numbers)
    written = set(re.findall(r"[A-Za-z_]\w*", published.text))
    for node, name in enumerate(paper.tape.names):
        if name in written and node != paper.of and node in paper.needed:
            yield Asked(published, numbers, paper, node)


@lru_cache(maxsize=1)
def varied() -> tuple[Asked, ...]:
    """The same on graphs of lessons and random ones, with values as the program draws them."""
    found = []
    for lesson_graph, node, question in places(graphs()):
        assert question.numbers is not None
        text = lesson_graph.graph.name
        paper = Paper(question.numbers)
        published = Published("", text, paper.tape.names[paper.of], {})
        found.append(Asked(published, question.numbers, paper, paper.tape.index[node]))
    return tuple(found)


def typed(number: float, chance: random.Random) -> float:
    """A number as somebody types it: in full where it is whole or short, else to three or four
    figures."""
    short = round(number, 10)
    digits = repr(short).lstrip("-").replace(".", "").lstrip("0")
    if len(digits) <= 5 or (short.is_integer() and len(digits) < 16):
        return short
    return float(f"{number:.{chance.choice((3, 4, 4, 4))}g}")
