"""The questions that a seed gives, written down: they must be the same on every Python.

``python -m tests.core.golden`` prints them; ``golden.json`` is what it printed, and is written anew
only when questions are meant to change.
"""

from __future__ import annotations

import json
from pathlib import Path

from tests.core.simulated import CURRICULUM, SOFTMAX
from tutor.core import questions as quizzes
from tutor.core.lesson import LessonGraph
from tutor.core.questions.fill import plain
from tutor.core.questions.model import Question

FILE = Path(__file__).with_suffix(".json")
SEEDS = (1, 20260302)


def written(question: Question) -> dict[str, object]:
    """What a learner is asked; values to nine figures, for a last bit may differ by machine."""
    assert question.numbers is not None
    leaves = [leaf.name for leaf in question.numbers.graph.leaves]
    found: dict[str, object] = {
        "kind": question.quiz.kind,
        "asks": plain(question.prompt),
        "slots": [f"{slot.label} {slot.role}".strip() for slot in question.slots],
        "options": list(question.options),
        "values": {name: f"{question.numbers.values[name]:.9g}" for name in leaves},
    }
    if question.way in ("pick", "label", "tick", "arrange", "assemble"):
        found["right"] = list(quizzes.solution(question))
    return found


def questions() -> list[dict[str, object]]:
    """One question of every kind that fits, on each graph of the curriculum."""
    return [
        written(question)
        for graph in (*CURRICULUM, SOFTMAX)
        for seed in SEEDS
        for kind in quizzes.KINDS
        for question in quizzes.generate(LessonGraph(graph), 1, seed, (kind,))
    ]


def text() -> str:
    """``questions`` as the file has them, one a line."""
    return "[\n" + ",\n".join(json.dumps(one, ensure_ascii=False) for one in questions()) + "\n]\n"


if __name__ == "__main__":
    print(text(), end="")
