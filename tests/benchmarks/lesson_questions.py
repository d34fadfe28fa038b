"""Every question of every lesson over many seeds.

``python -m tests.benchmarks.lesson_questions [SEEDS [NUMBER ...]]``

The numbers choose lessons (``1000 10 11``); without them all are asked.

For each question: how many different variants were drawn, what was wrong with them, how often a
probed mistake gave the right number, and how often two mistakes that its author answers gave the
same.  Exit status 1 when anything was wrong.
"""

from __future__ import annotations

import sys
import time
from collections import Counter
from dataclasses import dataclass, field

from tests.core.asking import ambiguous, drawn, faults, hidden, questions_of
from tutor.core.lesson import Lesson, Quiz
from tutor.core.reader import read
from tutor.library import built_in

SEEDS = 1_000


@dataclass
class Tally:
    """What came out for one question."""

    variants: set[str] = field(default_factory=set)
    faults: Counter[str] = field(default_factory=Counter)
    doubtful: Counter[str] = field(default_factory=Counter)
    drawn: int = 0


def tally(lesson: Lesson, quiz: Quiz, seeds: int) -> Tally:
    """The question asked with the author's values and with every seed up to ``seeds``."""
    found = Tally()
    for question, problem in drawn(lesson, quiz, range(seeds + 1)):
        found.drawn += 1
        if question is None:
            found.faults[problem] += 1
            continue
        values = question.numbers.values if question.numbers else {}
        found.variants.add(repr(sorted(values.items())))
        found.faults.update(faults(quiz, question))
        if question.seed:
            found.doubtful.update(f"{id_} hidden" for id_ in hidden(quiz, question))
            found.doubtful.update(ambiguous(quiz, question))
    return found


def main(seeds: int, chosen: set[int]) -> int:
    """Print a line a question; the number of faults."""
    asked = wrong = 0
    start = time.process_time()
    for file in built_in():
        if chosen and file.number not in chosen:
            continue
        lesson, problems = read(file.data, file.name)
        if lesson is None:
            print(file.name, problems)
            return 1
        for quiz in questions_of(lesson):
            found = tally(lesson, quiz, seeds)
            asked += found.drawn
            wrong += found.faults.total()
            doubts = ", ".join(f"{what} in {n}" for what, n in found.doubtful.most_common())
            name = f"{file.name[:2]} {quiz.id}"
            print(
                f"{name:32} {found.drawn:5} drawn {len(found.variants):5} variants  {doubts}",
                flush=True,
            )
            for what, count in found.faults.most_common(3):
                print(f"    FAULT in {count}: {what}")
    took = time.process_time() - start
    print(f"{asked} questions asked, {wrong} faults, {took:.0f} s")
    return wrong


if __name__ == "__main__":
    numbers = [int(word) for word in sys.argv[1:]]
    sys.exit(bool(main(numbers[0] if numbers else SEEDS, set(numbers[1:]))))
