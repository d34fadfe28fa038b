"""How often is a learner's one wrong rule named?  ``python -m tests.benchmarks.diagnosis``

Prints a line a rule (learners, named, answers needed) and, for those that were not named, what was
named instead: the confusion matrix without its zeros.
"""

from __future__ import annotations

import sys
import time
from collections import Counter

from tests.core.judged import JUDGING, named
from tests.core.simulated import Outcome, accusations, graphs, learners, places
from tutor.core.misconceptions import derivatives


def line(rule: str, found: list[Outcome]) -> str:
    hits = sum(one.hit for one in found)
    answers = sum(one.answers for one in found) / len(found)
    instead = Counter(one.named or "nothing" for one in found if not one.hit)
    confused = ", ".join(f"{name} {count}" for name, count in instead.most_common(4))
    share = 100 * hits / len(found)
    return f"{rule:34s} {len(found):5d} {share:6.1f} %  {answers:4.2f}  {confused}"


def main(count: int = 200) -> None:
    began = time.monotonic()
    pool = graphs()
    everywhere = places(pool)
    print(f"{len(pool)} graphs, {len(everywhere)} derivatives, {count} learners a rule")
    print(f"{'rule':34s} {'asked':>5s} {'named':>8s}  answers  named instead")
    everyone: list[Outcome] = []
    for id_ in (rule.id for rule in derivatives()):
        found = list(learners(id_, count, everywhere))
        everyone += found
        print(line(id_, found) if found else f"{id_:34s}     0  shows on none of the graphs")
        sys.stdout.flush()
    hits = sum(one.hit for one in everyone)
    print(f"named first or in the first group: {hits} of {len(everyone)}, "
          f"{100 * hits / len(everyone):.2f} %")  # fmt: skip
    first = sum(one.named == one.rule for one in everyone)
    size = sum(len(one.group) for one in everyone) / len(everyone)
    print(f"named first: {100 * first / len(everyone):.2f} %; rules in the first group: {size:.2f}")
    print("questions without numbers: labels, orders, selections")
    for rule in JUDGING:
        judged = list(named(rule, count))
        if judged:
            print(f"{rule.id:34s} {len(judged):5d} {100 * sum(judged) / len(judged):6.1f} %")
    accused, answers = accusations(pool, 20)
    print(f"right learners accused: {accused} of {answers} answers")
    print(f"{time.monotonic() - began:.0f} s")


if __name__ == "__main__":
    main(*map(int, sys.argv[1:2]))
