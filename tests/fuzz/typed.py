"""Search for texts from which the reader of typed graphs makes neither a graph nor problems.

    python -m tests.fuzz.typed [--texts 20000] [--seed 1]

The texts are made of the forms that are read, of hostile ones and of parts of both, cut, doubled
and joined as chance wants: the same seed, the same texts.  Prints how many there were, the slowest
and the one that held the most memory.  Exit status 1 when something escaped, or took more than a
second or 100 MB.
"""

from __future__ import annotations

import argparse
import random
import sys
import time
import traceback
import tracemalloc
from collections.abc import Iterator

from tests.core.formulas import beside, further
from tests.core.formulas.hostile import HOSTILE
from tests.core.formulas.parts import PARTS
from tests.core.formulas.programs import NOT_READ, READ
from tests.core.formulas.table import FORMS, REFUSED
from tests.soak.formulas import MEGABYTES, SECONDS
from tutor.core.answers import AnswerError, read_formula
from tutor.core.text.terminal import safe
from tutor.core.typed import point_at_place, read_typed

NAMES = ("w", "x", "b")
VALUED = {"x": 0.5, "w": -1.0, "alpha": 0.1, "b": None}
LONGEST = 3_000
"""Characters of a text that is made; longer ones are refused before they are read."""


def texts(seed: int) -> Iterator[str]:
    """Texts without end."""
    chance = random.Random(seed)
    known = [one.text for one in (*FORMS, *READ, *REFUSED, *NOT_READ)]
    known += [one.text for one in (*further.FORMS, *further.ARRAYS, *further.NOT_READ)]
    known += [one.text for one in (*beside.FORMS, *beside.NOT_READ)]
    while True:
        text = chance.choice(known) if chance.random() < 0.7 else _joined(chance)
        for _ in range(chance.randrange(1, 6)):
            text = _changed(chance, text, known)[:LONGEST]
        yield text


def _joined(chance: random.Random) -> str:
    return "".join(chance.choices(PARTS, k=chance.randrange(1, 40)))


def _changed(chance: random.Random, text: str, known: list[str]) -> str:
    """One change: a part out, doubled, many times over, another in, or two texts in one."""
    start = chance.randrange(len(text) + 1)
    end = min(len(text), start + chance.choice((1, 1, 2, 5, 20)))
    part = text[start:end]
    match chance.randrange(8):
        case 0:
            return text[:start] + text[end:]
        case 1:
            return text[:end] + part + text[end:]
        case 2:
            return text[:end] + part * chance.choice((3, 30, 300)) + text[end:]
        case 3:
            other = chance.choice(known)
            return text[:start] + other[chance.randrange(len(other) + 1) :]
        case 4:
            return text[:start] + chr(chance.choice((*range(32, 127), *range(0xA0, 0x2300)))) + part
        case 5:
            hostile = chance.choice(HOSTILE)
            return text[:start] + hostile[: chance.randrange(1, 400)] + text[start:]
        case _:
            return text[:start] + chance.choice(PARTS) + text[start:]


def read(text: str) -> None:
    """Read as a graph, without and with values, and as an answer; what is shown must be safe."""
    for given in (dict.fromkeys(NAMES), VALUED):
        found = read_typed(text, given=given)
        if (found.graph is None) != any(one.severity == "error" for one in found.problems):
            raise ValueError("neither a graph nor a problem")
        for one in found.problems:
            shown = (one.message, one.help, *point_at_place(text, one))
            if one.line < 1 or one.column < 1 or any(safe(line) != line for line in shown):
                raise ValueError("a problem without a place, or one that cannot be shown")
        if any(safe(said) != said for said in (found.read_as, *found.notes)):
            raise ValueError("what was read cannot be shown")
    try:
        read_formula(text, NAMES)
    except AnswerError:
        return


def measured(text: str) -> tuple[float, float, str]:
    """Seconds of the processor, megabytes at most, and what escaped; "" for nothing."""
    tracemalloc.reset_peak()
    held, start = tracemalloc.get_traced_memory()[0], time.process_time()
    escaped = ""
    try:
        read(text)
    except Exception:  # noqa: BLE001 (whatever it is, it has escaped)
        escaped = traceback.format_exc(limit=-3)
    took = time.process_time() - start
    most = (tracemalloc.get_traced_memory()[1] - held) / 1e6
    if took > SECONDS / 2 and not escaped:  # to watch the memory takes longer than to read
        tracemalloc.stop()
        start = time.process_time()
        read(text)
        took = time.process_time() - start
        tracemalloc.start()
    return took, most, escaped


def main(arguments: list[str] | None = None) -> int:
    """Read the texts and print the figures."""
    parser = argparse.ArgumentParser()
    parser.add_argument("--texts", type=int, default=20_000)
    parser.add_argument("--seed", type=int, default=1)
    asked = parser.parse_args(arguments)
    read(r"y = \frac{x}{2}")  # what is loaded once does not count
    tracemalloc.start()
    bad = 0
    slowest, largest = (0.0, ""), (0.0, "")
    for _, text in zip(range(asked.texts), texts(asked.seed), strict=False):
        took, most, escaped = measured(text)
        slowest, largest = max(slowest, (took, text)), max(largest, (most, text))
        if escaped or took > SECONDS or most > MEGABYTES:
            bad += 1
            print(f"{took:.2f} s, {most:.1f} MB: {text!r}\n{escaped}")
    tracemalloc.stop()
    print(f"{asked.texts} texts, {bad} escaped or too slow or too large")
    print(f"slowest {slowest[0]:.3f} s: {slowest[1][:60]!r}")
    print(f"largest {largest[0]:.1f} MB: {largest[1][:60]!r}")
    return int(bad > 0)


if __name__ == "__main__":
    sys.exit(main())
