"""What a question is once its values are drawn, and what marking an answer gives.

Every kind of quiz becomes one ``Question`` that is answered in one of a few *ways*, so a new kind
needs a new widget only when it needs a new way to answer:

    blanks    one typed number (or expression) a slot
    pick      one of the options
    label     one of the options for each slot
    tick      a tick at each slot that belongs: the options are no and yes
    arrange   the options put in order
    grid      numbers in rows and columns
    assemble  options one behind the other, as many as are needed

A response is one string a slot, so it can be stored and replayed: what was typed for ``blanks``
and ``grid``; positions in ``options``, counted from 0, for the other ways (``assemble`` has one
slot, with all of them between blanks).
"""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING, Literal

from tutor.core.lesson import Prose, Quiz, Spans
from tutor.core.misconceptions import NO_TRAINING, TrainingContext

if TYPE_CHECKING:
    from tutor.core.graph import Edge, Pass
    from tutor.core.text import Slice

AnswerWay = Literal["blanks", "pick", "label", "tick", "arrange", "grid", "assemble"]
Response = tuple[str, ...]


@dataclass(frozen=True, slots=True)
class Slot:
    """One thing to fill in: its label (``∂J/∂u``) and the role it plays (``backpropagated``)."""

    label: str
    role: str = ""


@dataclass(frozen=True, slots=True)
class Table:
    """A matrix to fill in whose cells have no names; its rows and columns may have headings."""

    down: tuple[str, ...] = ()
    across: tuple[str, ...] = ()


class Key:
    """What a kind needs to mark an answer; each kind has its class."""

    __slots__ = ()


@dataclass(frozen=True)
class Question:
    """A quiz with its values drawn.

    ``letters`` says that what is typed into blanks has names in it, not only numbers, and
    ``sentences`` that it is text;
    ``numbers`` is the pass over the graph with these values (None without a graph); ``focus``
    names the nodes and edges that the question is about, for the picture to point at; ``given``
    names the nodes whose gradient the picture may show before the answer (for a message, all that
    the backward pass has finished by then); ``hidden`` names the nodes whose value is asked for, so
    that the picture does not show it, nor what follows from it.  ``key`` is what the kind
    needs to mark an answer.  ``derivative`` is (of, wrt) where one derivative through all routes is
    asked for; ``suspects`` are the mistakes that fitted the answer before, when the question is
    asked again with values that tell them apart; ``background`` is what else a learner may mix
    into a gradient; ``known`` are other derivatives of the same output that this learner has given
    on the way, as (wrt, what was typed); ``told`` are the nodes whose gradient the prompt states,
    and ``asks_back`` says that the reply may ask for another number.  ``bold`` are the places of
    bold letters in each option, where any has some.  ``figures`` are formulas and drawings below
    the prompt; ``table`` says that the cells of a grid stand in brackets and have no names.
    """

    quiz: Quiz
    seed: int
    way: AnswerWay
    prompt: Spans
    slots: tuple[Slot, ...]
    options: tuple[str, ...] = ()
    bold: tuple[tuple[Slice, ...], ...] = ()
    columns: int = 1
    letters: bool = False
    sentences: bool = False
    numbers: Pass | None = None
    focus: tuple[str | Edge, ...] = ()
    given: frozenset[str] = frozenset()
    hidden: frozenset[str] = frozenset()
    key: Key | None = None
    derivative: tuple[str, str] | None = None
    suspects: tuple[str, ...] = ()
    background: TrainingContext = NO_TRAINING
    known: tuple[tuple[str, str], ...] = ()
    told: frozenset[str] = frozenset()
    asks_back: bool = True
    figures: tuple[Prose, ...] = ()
    table: Table | None = None

    @property
    def asks(self) -> Spans:
        """The prompt without its last words on how to answer, which are of no use afterwards."""
        last = self.prompt[-1:]
        how = bool(last) and last[0].style == "emphasis" and last[0].text.startswith(" ")
        return self.prompt[:-1] if how else self.prompt


@dataclass(frozen=True, slots=True)
class Verdict:
    """What marking says.

    ``unreadable`` is not empty when the answer could not be understood: it says why, and the try
    does not count.  ``slots`` says which slots are right, or in an unreadable answer can stay;
    ``score`` is their share, from 0 to 1.  ``feedback`` is for the learner, a paragraph each: what
    is right, what the number is, one question.
    ``mistakes`` are ids of misconceptions, most likely first, empty when nothing fits.
    ``again`` says that several causes fit, and that asking again with other values would tell;
    ``asks`` is the derivative, as (of, wrt), that the feedback asks back because it would tell.
    ``kept`` says that nothing was marked: the answer is only kept.  ``follows`` are the slots that
    count as right only because they follow from what the learner has in another one, which is not.
    """

    correct: bool
    score: float
    slots: tuple[bool, ...]
    feedback: tuple[str, ...] = ()
    mistakes: tuple[str, ...] = ()
    unreadable: str = ""
    again: bool = False
    asks: tuple[str, str] | tuple[()] = ()
    kept: bool = False
    follows: tuple[int, ...] = ()
