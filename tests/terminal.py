"""A real pseudo-terminal around the real program, and a screen that can be read."""

from __future__ import annotations

import os
import sys
import time
from collections.abc import Sequence
from pathlib import Path

import pexpect
import pyte
import pytest

ROOT = Path(__file__).parent.parent
KEYS = {
    "right": "\x1b[C", "left": "\x1b[D", "up": "\x1b[A", "down": "\x1b[B", "enter": "\r",
    "escape": "\x1b", "home": "\x1b[H", "end": "\x1b[F", "tab": "\t", "space": " ",
    "ctrl+q": "\x11", "ctrl+c": "\x03", "ctrl+p": "\x10", "f1": "\x1bOP", "backspace": "\x7f",
    "ctrl+z": "\x1a",
}  # fmt: skip


class Terminal:
    """``python -m tutor`` with these words, in a terminal of ``columns`` by ``rows`` cells.

    ``program`` is what Python runs instead, for programs that are made to fail.
    """

    def __init__(
        self,
        *words: str,
        home: Path,
        columns: int = 80,
        rows: int = 24,
        environment: dict[str, str] | None = None,
        program: Sequence[str] = ("-m", "tutor"),
    ) -> None:
        if sys.platform == "win32":
            pytest.skip("pexpect has no pseudo-terminal on Windows")
        self.raw = b""
        self.screen = pyte.Screen(columns, rows)
        self._stream = pyte.ByteStream(self.screen)
        self.process = pexpect.spawn(
            sys.executable,
            [*program, *words],
            cwd=str(ROOT),
            env={
                **os.environ,
                "TERM": "xterm-256color",
                "COLORTERM": "truecolor",
                "BPTUTOR_HOME": str(home),
                "PYTHONPATH": str(ROOT),
                **(environment or {}),
            },
            dimensions=(rows, columns),
            timeout=20,
        )

    def read(self, seconds: float = 0.05) -> str:
        """What the screen shows now."""
        end = time.monotonic() + seconds
        while time.monotonic() < end:
            try:
                data = self.process.read_nonblocking(65536, timeout=0.02)
            except pexpect.TIMEOUT:
                continue
            except pexpect.EOF:
                break
            self.take(data)
        return self.shown

    def take(self, data: bytes) -> None:
        """Draw what the program has sent."""
        self.raw += data
        self._stream.feed(data)

    @property
    def shown(self) -> str:
        """The characters on the screen."""
        return "\n".join(line.rstrip() for line in self.screen.display)

    def wait_for_bytes(self, sequence: bytes, times: int = 1, seconds: float = 20.0) -> None:
        """Read until ``sequence`` has been sent ``times`` times in all."""
        end = time.monotonic() + seconds
        while self.raw.count(sequence) < times:
            self.read()
            assert time.monotonic() < end, f"{sequence!r} was not sent {times} times"

    def wait_for(self, *texts: str, seconds: float = 20.0) -> str:
        """Read until all ``texts`` are on the screen; fails with the screen when they never are."""
        end = time.monotonic() + seconds
        while True:
            shown = self.read()
            if all(text in shown for text in texts) and shown == self.read():
                return shown  # nothing of the frame is still on its way
            missing = [text for text in texts if text not in shown]
            assert time.monotonic() < end, f"never saw {missing}:\n{shown}"

    def press(self, *keys: str) -> None:
        """Send keys by name, or text as it is."""
        for key in keys:
            self.process.send(KEYS.get(key, key))
            self.read(0.02)

    def ended(self, seconds: float = 10.0) -> int:
        """Wait for the program to end; its exit status (128 + signal when killed)."""
        end = time.monotonic() + seconds
        while self.process.isalive() and time.monotonic() < end:
            self.read(0.05)
        self.read(0.1)
        assert not self.process.isalive(), f"still running:\n{self.read()}"
        self.process.close()
        signal = self.process.signalstatus
        return 128 + signal if signal is not None else int(self.process.exitstatus or 0)

    def close(self) -> None:
        """End the program whatever it does."""
        self.process.close(force=True)

    def __enter__(self) -> Terminal:
        return self

    def __exit__(self, *rest: object) -> None:
        self.close()
