"""How well four independent ways to a gradient agree: ``python -m tests.benchmarks.agreement``.

Prints the worst errors and exits 1 if one is larger than it may be.
"""

from __future__ import annotations

import sys
from random import Random

from tests.engine.agreement import (
    POLYNOMIAL,
    exact_mismatches,
    graph_errors,
    network_errors,
    random_graph,
    random_network,
)

GRAPHS, NETWORKS, SEED = 2000, 500, 20260
ALLOWED = {"program": 1e-12, "Algorithm 1": 1e-12, "complex step": 1e-9}


def main() -> int:
    """Compare, print, and say whether every figure holds."""
    random = Random(SEED)
    worst: dict[tuple[str, str], float] = {}
    for kind, count in (("graphs", GRAPHS), ("networks", NETWORKS)):
        for _ in range(count):
            if kind == "graphs":
                errors = graph_errors(random_graph(random))
            else:
                errors = network_errors(*random_network(random))
            for way, error in errors.items():
                worst[kind, way] = max(error, worst.get((kind, way), 0.0))
    missed = 0
    for (kind, way), error in worst.items():
        count = GRAPHS if kind == "graphs" else NETWORKS
        missed += error > ALLOWED[way]
        print(f"{count:5} {kind:9} backward against {way:13} worst error {error:.1e}")
    mismatches = sum(exact_mismatches(random_graph(random, POLYNOMIAL)) for _ in range(GRAPHS))
    print(f"{GRAPHS:5} polynomial graphs on exact fractions: {mismatches} numbers differ")
    return 1 if missed or mismatches else 0


if __name__ == "__main__":
    sys.exit(main())
