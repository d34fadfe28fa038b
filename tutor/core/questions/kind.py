"""What a kind of question is: one row of the registry."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass

from tutor.core.lesson import LessonGraph, Quiz, Spans
from tutor.core.questions.model import Question, Response, Verdict
from tutor.core.syntax import Fields


@dataclass(frozen=True, slots=True)
class Kind:
    """One kind of question.

    ``parse``     the fields of a block to the ``body`` of a quiz; problems are reported there
    ``make``      a quiz with its values drawn (``seed`` 0: the values that the author wrote)
    ``mark``      what an answer is worth and what to say about it; never raises for an answer
    ``hints``     three rungs made from the graph: point, principle, numbers
    ``worked``    the worked answer
    ``solution``  a response that is marked right
    """

    name: str
    parse: Callable[[Fields], object]
    make: Callable[[Quiz, LessonGraph | None, int], Question]
    mark: Callable[[Question, Response], Verdict]
    hints: Callable[[Question], tuple[Spans, ...]]
    worked: Callable[[Question], Spans]
    solution: Callable[[Question], Response]
