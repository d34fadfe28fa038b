"""A disk that loses power: what was not synced by then is lost, or written in part, in any order.

A real program runs under strace, which writes down everything that it asks of its folder.  From
that the folder is built as it may stand after a power cut behind any of these calls: what was
written to a file and not synced is there, gone, or there by sectors; a new name, a rename or a
removal that the folder was not synced after is done, undone, or done as far as some point.
"""

from __future__ import annotations

import random
import re
import shutil
import subprocess
import sys
from collections.abc import Iterator
from dataclasses import dataclass, field
from pathlib import Path

from tests.terminal import ROOT

SECTOR = 512
CALLS = (
    "open,openat,creat,write,pwrite64,fsync,fdatasync,rename,renameat,renameat2,link,linkat,unlink,"
    "unlinkat,ftruncate,close"
)
LINE = re.compile(r"^(\w+)\((.*)\)\s+= (-?\d+)")
TEXT = re.compile(r'"((?:\\x[0-9a-f]{2})*)"')


@dataclass
class Node:
    """A file: the bytes that are on the disk, and what was written since it was synced."""

    synced: bytes = b""
    written: list[tuple[int, bytes | None]] = field(default_factory=list)

    def content(self, keep: list[bool] | None = None) -> bytes:
        """What is read after the power came back; None stands for all that was written."""
        data = bytearray(self.synced)
        for number, (at, piece) in enumerate(self.written):
            if keep is not None and not keep[number]:
                continue
            if piece is None:
                data = data[:at].ljust(at, b"\0")
                continue
            data = data.ljust(at, b"\0")
            data[at : at + len(piece)] = piece
        return bytes(data)


class Disk:
    """One folder, followed call by call."""

    def __init__(self, folder: Path) -> None:
        self.folder = str(folder)
        self.names: dict[str, Node] = {f.name: Node(f.read_bytes()) for f in folder.iterdir()}
        self.synced_names = dict(self.names)
        self.renamed: list[tuple[str, Node | None]] = []
        self.files: dict[int, tuple[Node | None, int]] = {}
        self.said: list[str] = []

    def own(self, path: str) -> str | None:
        """The name of a file of the folder."""
        inside = path.startswith(self.folder + "/")
        return path[len(self.folder) + 1 :] if inside else None

    def name(self, name: str, node: Node | None) -> None:
        """Give a name, or take it away (None); it lasts once the folder is synced."""
        self.renamed.append((name, node))
        if node is None:
            self.names.pop(name, None)
        else:
            self.names[name] = node

    def call(self, name: str, arguments: str, result: int) -> bool:
        """Take one call; whether it changed what may be on the disk."""
        texts = [bytes.fromhex(t.replace("\\x", "")) for t in TEXT.findall(arguments)]
        paths = [text.decode("utf-8", "surrogateescape") for text in texts]
        number = arguments.split(",")[0].strip()
        if name in ("open", "openat", "creat"):
            return self._open(paths[0], arguments, result)
        if name == "close":
            self.files.pop(int(number), None)
            return False
        if name.startswith(("rename", "link", "unlink")):
            return self._move(name, [self.own(path) for path in paths])
        if int(number) == 1 and name == "write":
            self.said += texts[0].decode().split("\n")
        if int(number) not in self.files:
            return False
        return self._change(name, arguments, texts, result)

    def _change(self, name: str, arguments: str, texts: list[bytes], result: int) -> bool:
        number = arguments.split(",")[0].strip()
        node, at = self.files[int(number)]
        if node is None:
            if name not in ("fsync", "fdatasync"):
                return False
            self.synced_names, self.renamed = dict(self.names), []
        elif name in ("fsync", "fdatasync"):
            node.synced, node.written = node.content(), []
        elif name == "ftruncate":
            node.written.append((int(arguments.split(",")[1]), None))
        else:
            at = int(arguments.rsplit(",", 1)[1]) if name == "pwrite64" else at
            self.files[int(number)] = node, at + result
            data = texts[0][:result]
            pieces = range(0, len(data), SECTOR)
            node.written += [(at + one, data[one : one + SECTOR]) for one in pieces]
        return True

    def _open(self, path: str, arguments: str, result: int) -> bool:
        if path == self.folder:
            self.files[result] = None, 0
            return False
        name = self.own(path)
        if name is None:
            return False
        created = name not in self.names
        if created:
            self.name(name, Node())
        node = self.names[name]
        self.files[result] = node, len(node.content()) if "O_APPEND" in arguments else 0
        if "O_TRUNC" in arguments:
            node.written.append((0, None))
        return created or "O_TRUNC" in arguments

    def _move(self, call: str, names: list[str | None]) -> bool:
        one, other = names[0], names[-1]
        if one is None:
            return False
        node = self.names[one]
        if not call.startswith("unlink"):
            self.name(str(other), node)
        if not call.startswith("link"):
            self.name(one, None)
        return True

    def after_power_cut(self, chance: random.Random | None, folder: Path) -> None:
        """Write what may be there; without ``chance`` nothing that was not synced is."""
        names = dict(self.synced_names)
        for name, node in self.renamed[: chance.randrange(len(self.renamed) + 1) if chance else 0]:
            if node is None:
                names.pop(name, None)
            else:
                names[name] = node
        for name, node in names.items():
            keep = [bool(chance and chance.random() < 0.5) for _ in node.written]
            (folder / name).write_bytes(node.content(keep))


def calls_of(program: str, folder: Path, *arguments: str) -> list[tuple[str, str, int]]:
    """What ``program`` asks of the system; it is given the folder and these arguments."""
    log = folder.with_name("calls")
    strace = [str(shutil.which("strace")), "-xx", "-s", "10000000", "-e", f"trace={CALLS}"]
    subprocess.run(
        [*strace, "-o", str(log), sys.executable, "-B", "-c", program, str(folder), *arguments],
        cwd=ROOT, check=True, capture_output=True, text=True,
    )  # fmt: skip
    found = map(LINE.match, log.read_text("ascii").splitlines())
    return [(m[1], m[2], int(m[3])) for m in found if m and int(m[3]) >= 0]


def power_cuts(
    program: str, folder: Path, *arguments: str, every: int = 1, tries: int = 2
) -> Iterator[tuple[Path, list[str]]]:
    """The folder as it may be after a power cut, and what the program had said by then.

    The cut comes behind every ``every``-th call: once with all lost that was not synced, and
    ``tries`` times with a part of it.
    """
    before = folder.with_name("before")
    shutil.copytree(folder, before)
    calls = calls_of(program, folder, *arguments)
    shutil.rmtree(folder)
    before.rename(folder)
    disk = Disk(folder)
    after, changes = folder.with_name("after"), 0
    for call in calls:
        if not disk.call(*call):
            continue
        changes += 1
        if changes % every:
            continue
        for turn in range(tries + 1):
            shutil.rmtree(after, ignore_errors=True)
            after.mkdir()
            disk.after_power_cut(random.Random(changes * 100 + turn) if turn else None, after)
            yield after, disk.said
