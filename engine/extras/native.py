"""A replay through the machine's own C compiler: the same bits, many times faster.

    step = compile(loss, model.parameters(), rows).native()
    step.run(rows)                        # the cost and its gradients, as a replay has them
    step.descend(rows, 0.05, steps=100)   # loss, gradients and update, a hundred times in one call

The C program is written to a temporary folder, compiled, loaded and removed.  Where Python would
raise an error, C sets a flag of the processor; that step is then left to the replay, so errors and
infinities are the same, too.
"""

from __future__ import annotations

import os
import shutil
import subprocess
import tempfile
from array import array
from ctypes import CDLL, c_double, c_long, c_void_p
from itertools import chain
from pathlib import Path

from engine.errors import GraphError
from engine.extras.c_functions import DESCENT
from engine.extras.c_text import program_in_c

TYPE_CHECKING = False  # true for a type checker
if TYPE_CHECKING:
    from collections.abc import Sequence
    from typing import Protocol

    from engine.extras.program import CostAndGradients
    from engine.value import Value

    Row = Sequence[float]

    class Traced(Protocol):
        """What is asked of a replay: its text, and to do what C cannot."""

        source: str
        parameters: list[Value]

        def run(self, rows: Sequence[Row]) -> CostAndGradients:
            """The mean loss and its gradients."""

        def descend(self, rows: Sequence[Row], learning_rate: float, steps: int = 1) -> list[float]:
            """Steps of gradient descent; the cost before each."""

        def check(self, rows: Sequence[Row]) -> None:
            """Raise ShapeError for rows that do not fit."""

        def result(self, cost: float, gradients: list[float]) -> CostAndGradients:
            """Both together; DomainError for what is not a number."""

        def added(self, found: CostAndGradients) -> float:
            """The cost, once the gradients have been added."""


SECONDS = 120
"""How long a compiler may take."""
_FLAGS = ("-O1", "-fPIC", "-shared", "-ffp-contract=off", "-fno-builtin", "-w")


class NativeReplay:
    """A replay in machine code; ``c`` is its text, ``replay`` what does what C cannot."""

    def __init__(self, replay: Traced, compiler: str = "") -> None:
        """Compile with ``compiler``, or with the first of $CC, cc, gcc and clang that is there.

        Raises GraphError where the program has no C, or no compiler makes a library of it.
        """
        self.replay = replay
        self.parameters = replay.parameters
        self.c = program_in_c(replay.source)
        self._descend = _compiled(self.c + DESCENT, compiler).descend
        self._descend.restype = c_long
        self._gradients = (c_double * max(1, len(self.parameters)))()

    def run(self, rows: Sequence[Row]) -> CostAndGradients:
        """What ``Replay.run`` returns and raises."""
        costs, _ = self._steps(rows, 0.0, 0)
        if not costs:
            return self.replay.run(rows)
        return self.replay.result(costs[0], self._gradients[: len(self.parameters)])

    def backward(self, rows: Sequence[Row]) -> float:
        """Add the gradients to the ``grad`` of the parameters, and return the mean loss."""
        return self.replay.added(self.run(rows))

    def descend(self, rows: Sequence[Row], learning_rate: float, steps: int = 1) -> list[float]:
        """Move every parameter by −η·∂C/∂p, ``steps`` times; the cost before each step.

        Raises what ``Replay.descend`` raises; the parameters are those of the last good step then.
        """
        costs: list[float] = []
        while len(costs) < steps:
            found, numbers = self._steps(rows, learning_rate, steps - len(costs))
            for parameter, number in zip(self.parameters, numbers, strict=True):
                parameter.data = number
            costs += found
            if len(costs) < steps:  # C stopped before a step that Python has to look at
                costs += self.replay.descend(rows, learning_rate)
        return costs

    def _steps(
        self, rows: Sequence[Row], rate: float, steps: int
    ) -> tuple[list[float], list[float]]:
        """The costs of the steps that went well (of no step: one), and the parameters then."""
        self.replay.check(rows)
        width = len(self.parameters)
        numbers = array("d", [p.data for p in self.parameters])
        numbers.frombytes(bytes(8 * width + 8))
        data = array("d", [*chain.from_iterable(rows)])
        costs = array("d", bytes(8 * steps + 8))
        done = self._descend(
            c_void_p(numbers.buffer_info()[0]), c_void_p(data.buffer_info()[0]),
            c_long(len(rows)), c_long(width), c_double(rate), c_long(steps),
            c_void_p(costs.buffer_info()[0]), self._gradients,
        )  # fmt: skip
        return costs[:done].tolist(), numbers[:width].tolist()


def _compiled(text: str, compiler: str) -> CDLL:
    """The library of a C program; nothing of it stays on the disk."""
    command = compiler or next(
        (one for one in (os.environ.get("CC", ""), "cc", "gcc", "clang") if shutil.which(one)), ""
    )
    if not command:
        raise GraphError("there is no C compiler (cc, gcc or clang) on this machine")
    with tempfile.TemporaryDirectory(prefix="engine-", ignore_cleanup_errors=True) as folder:
        source, library = Path(folder, "program.c"), Path(folder, "program.so")
        source.write_text(text, "ascii")
        try:
            done = subprocess.run(  # noqa: S603  a compiler, on a text of our own
                [command, *_FLAGS, "-o", library, source, "-lm"], check=False,
                capture_output=True, text=True, timeout=SECONDS, stdin=subprocess.DEVNULL,
            )  # fmt: skip
        except subprocess.TimeoutExpired:
            raise GraphError(f"{command} was stopped after {SECONDS} s") from None
        except OSError as error:
            raise GraphError(f"{command} could not be started: {error}") from error
        if done.returncode or not library.exists():
            said = (done.stderr.strip().splitlines() or ["no word"])[0][:120]
            raise GraphError(f"{command} failed: {said}")
        try:
            return CDLL(str(library))
        except OSError as error:
            raise GraphError(f"what {command} made cannot be loaded: {error}") from error
