"""What training costs, and what it reaches: ``python -m tests.benchmarks.training``.

Updates a second (a run in pure Python, against the engine's graph built anew for each update); what
a run of 100,000 updates keeps, and how long it takes to be anywhere in it; a million updates; what
each data set is learnt to with the defaults; and, in a pseudo-terminal, the time from a key to the
changed screen while a network learns at full speed.
"""

from __future__ import annotations

import random
import sys
import tempfile
import time
import tracemalloc
from pathlib import Path
from statistics import median

from engine import MLP, mean, squared_error
from tests.benchmarks.start import arrives
from tests.terminal import Terminal
from tutor.core.training import MADE, Run, accuracy, made, usual
from tutor.ui.screens.training.player import compiled

UPDATES, EAGER = 20_000, 400
LONG, MILLION = 100_000, 1_000_000
PLACES = 60
KEYS = 60


def speed() -> None:
    """Print updates a second, and the ratio to the eager engine; the best of five each."""
    setup = usual(made("xor"))
    rows = setup.data.rows
    model = MLP(2, [3, 1], activation="sigmoid", output_activation="sigmoid", seed=1)

    def eager() -> float:
        start = time.perf_counter()
        for _ in range(EAGER):
            cost = mean([squared_error(model(row[:2]), row[2]) for row in rows])
            model.zero_grad()
            cost.backward()
            for parameter in model.parameters():
                parameter.data -= 3.0 * parameter.grad
        return EAGER / (time.perf_counter() - start)

    def replayed(*, native: bool) -> float:
        run = Run(setup)
        if native and (faster := compiled(run)):
            run.adopt(faster)
        start = time.perf_counter()
        run.advance(UPDATES)
        return UPDATES / (time.perf_counter() - start)

    found = [  # in turns, so that all meet the same load
        (eager(), replayed(native=False), replayed(native=True)) for _ in range(5)
    ]
    slow, python, machine = (max(one) for one in zip(*found, strict=True))
    ratios = [median(one[k] / one[0] for one in found) for k in (1, 2)]
    print(
        f"XOR 2-3-1, full batch, updates a second: {python:.0f} in Python, {machine:.0f} in "
        f"machine code, {slow:.0f} eager; ratios to eager {ratios[0]:.1f} and {ratios[1]:.1f} "
        "(with what it takes to go back)"
    )


def going_back() -> None:
    """Print what 100,000 updates keep, and how long it takes to be at any of them."""
    for name in ("xor", "moons", "spiral"):
        run = Run(usual(made(name)))
        faster = compiled(run)
        if faster is not None:
            run.adopt(faster)
        tracemalloc.start()
        run.advance(LONG)
        kept, most = tracemalloc.get_traced_memory()
        tracemalloc.stop()
        if faster is not None:  # the way back in pure Python, which is the slow one
            run.adopt(faster.replay)  # type: ignore[attr-defined]
        spent = []
        draws = random.Random(1)
        for update in [LONG - 1, 1, *(draws.randrange(LONG) for _ in range(PLACES))]:
            start = time.perf_counter()
            run.at(update)
            spent.append(1000 * (time.perf_counter() - start))
        print(
            f"{name}, {LONG} updates: {kept / 1e6:.1f} MB kept (most {most / 1e6:.1f}), to any of "
            f"them in {median(spent):.1f} ms, at most {max(spent):.1f}, in Python"
        )


def a_million() -> None:
    """Print what is kept after half of a million updates, and after all."""
    run = Run(usual(made("xor")))
    faster = compiled(run)
    if faster is not None:
        run.adopt(faster)
    tracemalloc.start()
    run.advance(MILLION // 2)
    half = tracemalloc.get_traced_memory()[0]
    run.advance(MILLION // 2)
    whole = tracemalloc.get_traced_memory()[0]
    tracemalloc.stop()
    print(f"{MILLION} updates: {half / 1e6:.1f} MB after half, {whole / 1e6:.1f} MB after all")


def learnt() -> None:
    """Print what each data set is learnt to with the defaults, for some starts."""
    for name in MADE:
        said = []
        for seed in range(1, 6):
            run = Run(usual(made(name), seed))
            run.advance(3000)
            right = accuracy(run)
            said.append(f"{run.cost:.4f}" if right is None else f"{100 * right:.0f} %")
        what = "C" if name == "line" else "right"
        print(f"{name}: after 3000 updates {what} {', '.join(said)} (starts 1 to 5)")


def keys() -> None:
    """Print how long it takes from a key to the changed screen while XOR and moons are learnt."""
    with tempfile.TemporaryDirectory() as home:
        _keys_in(Path(home))


def _keys_in(home: Path) -> None:
    for data, low, high in (("xor", "η = 3", "η = 5"), ("moons", "η = 1", "η = 2")):
        spent, used = [], []
        with Terminal("train", data, home=home, columns=120, rows=36) as terminal:
            terminal.process.delaybeforesend = None  # pexpect waits before it types
            terminal.wait_for(low)
            terminal.process.send("ff ")
            terminal.wait_for("full speed")
            time.sleep(2.0)  # machine code has been made by then
            for press in range(KEYS):
                terminal.read(0.01)
                time.sleep(0.05 + 0.13 * random.random())
                terminal.read(0.0)
                key, wanted = (b"\x1b[A", high) if press % 2 == 0 else (b"\x1b[B", low)
                start, before = time.perf_counter(), on_processor(terminal.process.pid)
                terminal.process.send(key)
                spent.append(1000 * (arrives(terminal, f"{wanted} ·") - start))
                used.append(on_processor(terminal.process.pid) - before)
        for what, times in (("key to changed screen", spent), ("of it on the processor", used)):
            times.sort()
            print(
                f"{data} at full speed, {what}: p50 {median(times):.0f} ms, "
                f"p95 {times[int(0.95 * len(times))]:.0f}, most {times[-1]:.0f}"
            )


def on_processor(pid: int) -> float:
    """Milliseconds that a process has had a processor: what other programs took is not in it.

    A network that learns at full speed never waits for anything else, so on a machine of its own
    this is the time from a key to the screen.  0 where the system does not tell.
    """
    told = Path(f"/proc/{pid}/schedstat")
    return int(told.read_text("ascii").split()[0]) / 1e6 if told.exists() else 0.0


PARTS = {
    "speed": speed, "back": going_back, "million": a_million, "learnt": learnt, "keys": keys,
}  # fmt: skip


if __name__ == "__main__":
    for part in sys.argv[1:] or PARTS:
        PARTS[part]()
