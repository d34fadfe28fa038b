"""The engine against its peers: ``python -m tests.benchmarks.engine [ROUNDS]``.

Every measurement runs in a fresh process, the contestants take turns, and the best of the rounds
counts.  Installs nothing: peers that cannot be imported are left out.  Exits 1 if one is missed.
"""

from __future__ import annotations

import subprocess
import sys
from importlib.util import find_spec
from pathlib import Path
from resource import RUSAGE_CHILDREN, getrusage

ROOT = Path(__file__).parent.parent.parent
WORKER = "tests.benchmarks.engine_workloads"
SECONDS = {"micrograd_demo": "3"}
RUNS = (
    ("micrograd_demo", "100"), ("engine_demo", "100"), ("engine_idiom", "100"),
    ("engine_single", "100"), ("compiled", "100"), ("hand", "100"),
    ("micrograd_demo", "1"), ("engine_demo", "1"), ("engine_idiom", "1"),
    ("autograd_arrays", "100"), ("torch_arrays", "100"), ("torch_arrays", "1000"),
    ("ddx_compiled", "100"), ("ddx_compiled", "1000"),
    ("microgpt_peer", "1"), ("microgpt_engine", "1"), ("microgpt_dot", "1"),
    ("microgpt_replay", "1"),
    ("compiled", "1000"), ("native", "100"), ("native", "1000"), ("tracing",), ("chain",),
    ("leftovers",),
)  # fmt: skip
NEEDS = {
    "micrograd_demo": "micrograd", "autograd_arrays": "autograd", "torch_arrays": "torch",
    "ddx_compiled": "ddx",
}  # fmt: skip
PACKAGE = {"torch_arrays": "torch (its wheel for the CPU)", "ddx_compiled": "ddx-ad"}

# what, the measurements whose ratio it is, the least ratio that counts as met, and the aim
RATIOS = (
    ("micrograd's demo, batch 100", "micrograd_demo 100", "engine_demo 100", 55, 75),
    ("micrograd's demo, batch 1", "micrograd_demo 1", "engine_demo 1", 4.5, 6),
    ("our own idiom, batch 1", "micrograd_demo 1", "engine_idiom 1", 14, 17),
    ("single operations, batch 100", "micrograd_demo 100", "engine_single 100", 12, 20),
    ("replay, against a loop by hand", "hand 100", "compiled 100", 1, 2),
    ("native, against replay, 1,000 rows", "compiled 1000", "native 1000", 15, 30),
    ("native, against torch, batch 100", "torch_arrays 100", "native 100", 1, 1),
    ("native, against torch, batch 1,000", "torch_arrays 1000", "native 1000", 0, 1),
    ("native, against ddx, batch 100", "ddx_compiled 100", "native 100", 1, 1),
    ("native, against ddx, batch 1,000", "ddx_compiled 1000", "native 1000", 0, 1),
    ("microgpt, only the import changed", "microgpt_peer 1", "microgpt_engine 1", 1.9, 2.5),
    ("microgpt, each weighted sum a dot", "microgpt_peer 1", "microgpt_dot 1", 4, 8),
    ("microgpt, replayed", "microgpt_peer 1", "microgpt_replay 1", 10, 15),
    ("tracing, in micrograd steps", "micrograd_demo 100", "tracing", 1, 100),
)
REFERENCES = (
    ("our own idiom, batch 100", "micrograd_demo 100", "engine_idiom 100"),
    ("replay, batch 100", "micrograd_demo 100", "compiled 100"),
    ("native, batch 100", "micrograd_demo 100", "native 100"),
    ("autograd on arrays, batch 100", "micrograd_demo 100", "autograd_arrays 100"),
    ("torch on arrays, batch 100", "micrograd_demo 100", "torch_arrays 100"),
)
LIMITS = (
    ("chain of 1,000,000: bytes an operation", "chain", 250, 190),
    ("objects for the cycle collector", "leftovers", 0, 0),
    ("import engine, ms over import math", "import", 15, 5),
)


def main() -> int:
    """Measure, print one table, and say whether every figure is met."""
    rounds = int(sys.argv[1]) if len(sys.argv) > 1 else 5
    best: dict[str, float] = {}
    for _ in range(rounds):
        for run in RUNS:
            if run[0] not in NEEDS or find_spec(NEEDS[run[0]]):
                name = " ".join(run)
                best[name] = min(measured(run), best.get(name, float("inf")))
    best["import"] = importing()
    missed = [*ratio_rows(best), *limit_rows(best)]
    for what in missed:
        print(f"missed: {what}")
    return 1 if missed else 0


def measured(run: tuple[str, ...]) -> float:
    """One run in a fresh process."""
    seconds = [SECONDS.get(run[0], "1")] if len(run) > 1 else []
    command = [sys.executable, "-m", WORKER, *run, *seconds]
    done = subprocess.run(command, cwd=ROOT, capture_output=True, text=True, check=True)
    return float(done.stdout)


def importing() -> float:
    """CPU milliseconds that ``import engine`` takes more than ``import math``, best of 30 each."""
    best = {"engine": float("inf"), "math": float("inf")}
    for _ in range(30):
        for name in best:
            before = getrusage(RUSAGE_CHILDREN)
            subprocess.run([sys.executable, "-c", f"import {name}"], cwd=ROOT, check=True)
            after = getrusage(RUSAGE_CHILDREN)
            spent = after.ru_utime + after.ru_stime - before.ru_utime - before.ru_stime
            best[name] = min(best[name], spent * 1000)
    return best["engine"] - best["math"]


def ratio_rows(best: dict[str, float]) -> list[str]:
    """Print the ratios; what is missed."""
    missed = []
    print(f"{'':40}{'peer ms':>10}{'ours ms':>10}{'ratio':>9}{'needed':>8}{'aim':>6}")
    for what, peer, ours, needed, aim in RATIOS:
        if peer not in best:
            package = PACKAGE.get(peer.split()[0], NEEDS.get(peer.split()[0], ""))
            print(f"{what:40}{'':10}{best[ours]:10.3f}   not compared: install {package}")
        else:
            ratio = best[peer] / best[ours]
            missed += [what] if ratio < needed else []
            print(
                f"{what:40}{best[peer]:10.2f}{best[ours]:10.3f}{ratio:8.1f}x{needed:>7}x{aim:>5}x"
            )
    for what, peer, other in REFERENCES:
        if peer in best and other in best:
            ratio = best[peer] / best[other]
            print(f"{what:40}{best[peer]:10.2f}{best[other]:10.3f}{ratio:8.1f}x")
    return missed


def limit_rows(best: dict[str, float]) -> list[str]:
    """Print the plain figures; what is missed."""
    missed = []
    for what, name, limit, aim in LIMITS:
        missed += [what] if best[name] > limit else []
        print(f"{what:40}{best[name]:20.1f}{'at most':>13}{limit:>6}{aim:>7}")
    return missed


if __name__ == "__main__":
    sys.exit(main())
