"""Are generated questions sound, and made and marked at once?

``python -m tests.benchmarks.questions [N [KIND…]]`` makes N questions (10,000) of each of these
kinds (all twelve) on graphs of the curriculum and random ones, and checks each: one right answer,
no option twice, its own worked answer accepted, every probed mistake refused.  Then it times making
and marking on a graph of 40 nodes.
"""

from __future__ import annotations

import sys
import time
from collections import Counter
from collections.abc import Sequence

from tests.core.generated import faults
from tests.core.random_graphs import random_graph
from tests.core.simulated import by_rule, graphs
from tutor.core import questions as quizzes
from tutor.core.errors import GraphError
from tutor.core.expression import Call, Name
from tutor.core.lesson import LessonGraph, Quiz, Span
from tutor.core.misconceptions import derivatives, diagnose
from tutor.core.questions import marked_kinds, with_ranges
from tutor.core.questions.kinds.numeric import NumericBody


def check(count: int, kinds: Sequence[str]) -> None:
    pool = graphs(30)
    total = bad = 0
    for kind in kinds:
        began = time.monotonic()
        made = broken = seed = 0
        reasons: Counter[str] = Counter()
        while made < count and seed < 20 * count:
            lesson_graph = pool[seed % len(pool)]
            seed += 1
            for question in quizzes.generate(lesson_graph, 5, seed, (kind,)):
                made += 1
                found = faults(question)
                broken += bool(found)
                reasons.update(f"{lesson_graph.graph.name}: {text}" for text in found)
        total, bad = total + made, bad + broken
        print(f"{kind:10s} {made:6d} questions, {broken} faulty, {time.monotonic() - began:.0f} s")
        for reason, times in reasons.most_common(5):
            print(f"    {times} x {reason[:300]}")
        sys.stdout.flush()
    print(f"{total} questions, {bad} faulty")


def p95(seconds: list[float]) -> float:
    return 1000 * sorted(seconds)[int(0.95 * len(seconds))]


def timing(nodes: int = 40) -> None:
    made: list[float] = []
    marked: list[float] = []
    unknown: list[float] = []
    for seed in range(1, 13):
        lesson_graph = with_ranges(LessonGraph(random_graph(seed, nodes - 4)))
        graph = lesson_graph.graph
        for node in graph.nodes[:-1:3]:
            body = NumericBody(Call("grad", (Name(graph.output), Name(node.name))))
            quiz = Quiz("numeric", "q", (Span("?"),), body, varied=True, graph=graph.name)
            try:
                quizzes.make(quiz, lesson_graph, 1)  # what is computed once a graph is done now
            except GraphError:
                continue
            began = time.process_time()
            question = quizzes.make(quiz, lesson_graph, 2)
            made.append(time.process_time() - began)
            assert question.numbers is not None
            for rule in derivatives():
                answer = by_rule(question, rule.id, None)
                given = answer[0] if answer else 0.123
                began = time.process_time()
                diagnose(question.numbers, node.name, given)
                (marked if answer else unknown).append(time.process_time() - began)
    print(f"{nodes} nodes: making p95 {p95(made):.1f} ms of {len(made)}, "
          f"marking and diagnosing p95 {p95(marked):.1f} ms of {len(marked)} mistaken "
          f"and {p95(unknown):.1f} ms of {len(unknown)} unknown numbers, CPU time")  # fmt: skip


if __name__ == "__main__":
    check(int(sys.argv[1]) if len(sys.argv) > 1 else 10_000, sys.argv[2:] or marked_kinds())
    timing()
