"""Python whose indents were lost on the way: pasted from a page, or out of a mail.

What stands in a block is found where it is certain.  A text in which a line could stand inside a
loop or behind it stays as it is, and is refused as it always was.
"""

from __future__ import annotations

import re
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
_STEP = 4
DEEPEST = 20
"""Blocks that may stand inside each other."""


class _UncertainError(Exception):
    """A line may stand in a block or behind it."""


@dataclass
class _Block:
    """A loop or a case that is open; ``names`` of the loop, and what its lines have ``set``."""

    head: str
    names: frozenset[str] = frozenset()
    lines: int = 0
    set: set[str] = field(default_factory=set)
    adds: bool = False


@dataclass
class _Open:
    """What is open: a class, a function and ``blocks`` in it; ``sums`` were set to a number."""

    in_class: bool = False
    function: str = ""
    depth: int = 0
    blocks: list[_Block] = field(default_factory=list)
    sums: set[str] = field(default_factory=set)

    def depth_of(self, line: str) -> int:
        """How deep this line stands.  Raises _UncertainError."""
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
        while self.blocks and not self._belongs(line, self.blocks[-1]):
            self.blocks.pop()
        if not self.function and not self.blocks and self.depth and not line.startswith("@"):
            self.in_class, self.depth = False, 0  # behind the class
        depth = self.depth + len(self.blocks)
        if depth > DEEPEST:
            raise _UncertainError
        if word in {"for", "while", "if", "with"} and line.endswith(":"):
            loop = _LOOP.match(line)
            self.blocks.append(_Block(word, frozenset(_WORD.findall(loop[1]) if loop else ())))
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
            if found and found[2]:
                block.adds = True
            elif found:
                block.set.add(found[1])

    def _belongs(self, line: str, block: _Block) -> bool:
        """Whether the line stands in the block.  Raises _UncertainError."""
        if not block.lines:
            return True
        if block.head == "for" and not line.startswith("return"):
            words = set(_WORD.findall(line))
            if words & block.names:
                return True
            found = _SETS.match(line)
            if words & block.set:
                if found and found[2] and found[1] in self.sums and not block.adds:
                    return True
                raise _UncertainError
            return False
        if block.head in {"if", "else"} or line.startswith("return"):
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
    now, made, done = _Open(), Text(), 0
    try:
        for one in lines(pieces_of(plain)):
            start, end = one[0].at, one[-1].at + 1
            line = " ".join(plain[start:end].split())
            depth = now.depth_of(line) if line else 0
            made += pieces[done:start]
            made += pieces_at(" " * (_STEP * depth), pieces[start].at)
            made += pieces[start:end]
            done = end
    except _UncertainError:
        return pieces
    return [*made, *pieces[done:]]
