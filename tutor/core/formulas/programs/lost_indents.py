"""Python whose indents were lost on the way: pasted from a page, or out of a mail.

What stands in a block is found where it is certain.  A text in which a line could stand inside a
loop or behind it stays as it is, and is refused as it always was.
"""

from __future__ import annotations

import re
from collections.abc import Sequence, Set
from dataclasses import dataclass, field

from tutor.core.formulas.lexer import text_of
from tutor.core.formulas.programs.rewriting import Text, lines, pieces_at, pieces_of

_HEAD = re.compile(
    r"(?:class|def|for|while|if|elif|else|with)\b[^\n]*:[ \t]*(?:#[^\n]*)?\r?\n", re.M
)
_INDENTED = re.compile(r"^[ \t]+[^\s#)\]}]", re.M)
_QUOTED = re.compile(r"'''.*?'''|\"\"\".*?\"\"\"|'[^'\n]*'|\"[^\"\n]*\"|#[^\n]*", re.DOTALL)
_WORD = re.compile(r"[^\W\d]\w*")
_METHOD = re.compile(r"def[ \t]+\w+\([ \t]*(?:self|cls)\b")
_LOOP = re.compile(r"for[ \t]+(.+?)[ \t]+in\b")
_SETS = re.compile(r"(\w+)[ \t]*([-+*/]?)=(?!=)")
_START = re.compile(r"(\w+)[ \t]*=[ \t]*[-+]?[0-9.]+[ \t]*;?$")
_ENDS = re.compile(r"(?:return|def|class|for|while)\b")
_LEAVES = re.compile(r"(?:return|raise|continue|break|pass)\b")
_STEP = 4
DEEPEST = 20
"""Blocks that may stand inside each other."""


class _UncertainError(Exception):
    """A line may stand in a block or behind it."""


@dataclass
class _Block:
    """A loop or a case that is open; ``names`` of the loop, and what its lines have ``set``.

    Up to the line ``until`` all is certain to stand in it; what ``leaves`` it has ended it.
    """

    head: str
    names: frozenset[str] = frozenset()
    until: int = 0
    lines: int = 0
    leaves: bool = False
    set: set[str] = field(default_factory=set)


@dataclass
class _Open:
    """What is open at one of ``lines``: a class, a function and ``blocks`` in it.

    ``sums`` were set to a number.
    """

    lines: Sequence[str]
    in_class: bool = False
    function: str = ""
    depth: int = 0
    blocks: list[_Block] = field(default_factory=list)
    sums: set[str] = field(default_factory=set)

    def depth_of(self, at: int) -> int:
        """How deep the line of this number stands.  Raises _UncertainError."""
        line = self.lines[at]
        word = line.split(None, 1)[0].rstrip(":")
        if word == "class":
            self._close()
            self.in_class, self.depth = True, 0
            return self._inside(0)
        if word == "def":
            self._close()
            self.in_class = self.in_class and bool(_METHOD.match(line))
            self.function = line
            return self._inside(int(self.in_class))
        if word in {"elif", "else"}:
            return self._other_case(line)
        while self.blocks and not self._belongs(at, line, self.blocks[-1]):
            self.blocks.pop()
        if not self.function and not self.blocks and self.depth and not line.startswith("@"):
            self.in_class, self.depth = False, 0  # behind the class
        depth = self.depth + len(self.blocks)
        if depth > DEEPEST:
            raise _UncertainError
        if word in {"for", "while", "if", "with"} and line.endswith(":"):
            loop = _LOOP.match(line)
            names = frozenset(_WORD.findall(loop[1]) if loop else ())
            self.blocks.append(_Block(word, names, self._first_sum(at, names)))
        else:
            self._note(line)
        if word == "return" and not any(block.head != "for" for block in self.blocks):
            self._close()
            self.depth = int(self.in_class)
        return depth

    def _inside(self, depth: int) -> int:
        self.depth = depth + 1
        return depth

    def _close(self) -> None:
        self.function, self.blocks = "", []

    def _other_case(self, line: str) -> int:
        while self.blocks and self.blocks[-1].head != "if":
            self.blocks.pop()
        if not self.blocks:
            raise _UncertainError
        depth = self.depth + len(self.blocks) - 1
        self.blocks[-1] = _Block("if" if line.startswith("elif") else "else")
        return depth

    def _note(self, line: str) -> None:
        start = _START.match(line)
        if start:
            self.sums.add(start[1])
        for block in self.blocks:
            block.lines += 1
            found = _SETS.match(line)
            if found and not found[2]:
                block.set.add(found[1])

        if self.blocks and _LEAVES.match(line):
            self.blocks[-1].leaves = True

    def _first_sum(self, at: int, names: Set[str]) -> int:
        """The line that adds what comes of a loop to a sum: all up to it stands in the loop."""
        known = set(names)
        for place, line in enumerate(self.lines[at + 1 :], at + 1):
            found = _SETS.match(line)
            if _ENDS.match(line):
                break
            depends = bool(known.intersection(_WORD.findall(line)))
            if found and found[2]:
                return place if depends and found[1] in self.sums else at
            if found and depends:
                known.add(found[1])
        return at

    def _belongs(self, at: int, line: str, block: _Block) -> bool:
        """Whether the line stands in the block.  Raises _UncertainError."""
        if not block.lines or at <= block.until:
            return True
        if block.head == "for" and not line.startswith("return"):
            words = set(_WORD.findall(line))
            if words & block.names:
                return True
            found = _SETS.match(line)
            if words & block.set or (found and found[2]):
                raise _UncertainError
            return False
        if block.leaves or line.startswith("return"):
            return False
        raise _UncertainError


def with_lost_indents(pieces: Text) -> Text:
    """The text with indents, where it is Python that has none at all."""
    text = text_of(pieces)
    if not _HEAD.search(text):
        return pieces
    plain = _QUOTED.sub(lambda found: re.sub(r"[^\n]", " ", found[0]), text)
    if _INDENTED.search(plain):
        return pieces
    spans = [(one[0].at, one[-1].at + 1) for one in lines(pieces_of(plain))]
    spans = [span for span in spans if plain[slice(*span)].strip()]
    now = _Open([" ".join(plain[slice(*span)].split()) for span in spans])
    made, done = Text(), 0
    try:
        for at, (start, end) in enumerate(spans):
            depth = now.depth_of(at)
            made += pieces[done:start]
            made += pieces_at(" " * (_STEP * depth), pieces[start].at)
            made += pieces[start:end]
            done = end
    except _UncertainError:
        return pieces
    return [*made, *pieces[done:]]
