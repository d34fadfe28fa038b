"""Progress files damaged at random, in the ways in which disks and copies do it."""

from __future__ import annotations

import random
import re
from collections.abc import Callable, Iterable
from pathlib import Path

from tutor.core.progress import Event, to_line
from tutor.store.schema import APPLICATION_ID

PAGE = 4096
ENDLESS = f"""PRAGMA application_id = {APPLICATION_ID};
PRAGMA user_version = 2;
CREATE VIEW event AS WITH RECURSIVE one(x) AS (SELECT 1 UNION ALL SELECT x + 1 FROM one)
SELECT x AS number, '' AS body, 0 AS checksum FROM one"""  # noqa: S608 - a number of ours
"""A file of a stranger's, with rows that are made up for ever."""


def cut(content: bytes, chance: random.Random) -> bytes:
    return content[: chance.randrange(200, len(content))]


def page_of_noise(content: bytes, chance: random.Random) -> bytes:
    at = PAGE * chance.randrange(len(content) // PAGE)
    return content[:at] + chance.randbytes(PAGE) + content[at + PAGE :]


def bytes_put_in(content: bytes, chance: random.Random) -> bytes:
    at = chance.randrange(len(content))
    return content[:at] + chance.randbytes(chance.randrange(1, 200)) + content[at:]


def pages_changed_round(content: bytes, chance: random.Random) -> bytes:
    pages = [content[at : at + PAGE] for at in range(0, len(content), PAGE)]
    one, other = chance.sample(range(len(pages)), 2)
    pages[one], pages[other] = pages[other], pages[one]
    return b"".join(pages)


def bits_turned(content: bytes, chance: random.Random) -> bytes:
    changed = bytearray(content)
    for _ in range(20):
        changed[chance.randrange(len(changed))] ^= 1 << chance.randrange(8)
    return bytes(changed)


DAMAGES: tuple[Callable[[bytes, random.Random], bytes], ...] = (
    cut, page_of_noise, bytes_put_in, pages_changed_round, bits_turned,
)  # fmt: skip

WHOLE = re.compile(rb'\{"event":"[a-z]+"[ -z|~]*\}')


def whole_events(content: bytes, events: Iterable[Event]) -> int:
    """How many of these a plain scan finds whole, as they were written."""
    return len(set(WHOLE.findall(content)) & {to_line(event).encode() for event in events})


def damaged_copies(path: Path, count: int) -> list[tuple[str, bytes]]:
    """The contents of ``count`` damaged copies, each kind of damage in turn."""
    content = path.read_bytes()
    copies = []
    for seed in range(count):
        damage = DAMAGES[seed % len(DAMAGES)]
        copies.append((damage.__name__, damage(content, random.Random(seed))))
    return copies
