"""Blocks in braces, and those that ``end`` closes, as lines with indents and colons."""

from __future__ import annotations

import re
from dataclasses import dataclass, field

from tutor.core.errors import ExpressionError
from tutor.core.formulas.lexer import text_of
from tutor.core.formulas.programs.rewriting import (
    Text,
    lines,
    pieces_at,
    rewrite_matches,
    strip_blanks,
)

_HEAD = re.compile(r"(?:def|for|while|if|elif|else|class|do|try|struct|impl)\b|\w+$")
_DISSOLVED = re.compile(
    r"def (?:main\b|(?:setup|loop)\(\))|"
    r"(?:class|struct|impl|namespace|module|object|enum)\b|do$|try$|begin$"
)
_OPENER = re.compile(
    r"(?P<function>(?:function|defp?)[ \t]+(?:self\.)?"
    r"(?:(?P<gives>\w+|\[[\w, \t]+\])[ \t]*=[ \t]*)?(?P<name>\w+)[ \t]*"
    r"\((?P<takes>[^()\n]*)\)(?:::\w+|[ \t]+do)?)$|"
    r"(?P<formula>(?P<of>\w+)\((?P<by>[^()\n]*)\)[ \t]*=[ \t]*begin)$|"
    r"(?P<loop>(?:for|while)\b[^\n:{]*(?::[^\n:{]+){0,2}?)(?:[ \t]+do)?$|"
    r"(?P<choice>(?:if|elif)\b[^\n:{]*?)(?:[ \t]+then)?$|(?P<other>else|begin)$"
)
_CLOSED_HEAD = re.compile(r"(?:for|while|if|elif)\b[^\n]*[^\s,;][ \t]*[,;]$|else[ \t]*[,;]$")
"""A head of Octave behind which stands a comma, or a semicolon."""
_ONE_LINE = re.compile(
    r"^([ \t]*)(for[ \t]*\(?[ \t]*\w+[ \t]*=[^\n,;:()]*(?:\([^\n()]*\))?:"
    r"[^\n,;()]*(?:\([^\n()]*\))?\)?)"
    r"[ \t]*,[ \t]*([^\n]*?)[ \t]*[;,]?[ \t]+(end(?:for)?)[ \t]*[;,]?[ \t]*$",
    re.MULTILINE,
)
"""A loop of Octave with its steps and its end in one line."""
_END = re.compile(r"end(?:function|if|for|while)?[ \t]*[;,]?$")
_SIDES = tuple(
    re.compile(
        rf"(?<![\w.])(?:size\([ \t]*(\w+)[ \t]*,[ \t]*{n}[ \t]*\)|{word}\([ \t]*(\w+)[ \t]*\))"
    )
    for n, word in ((1, "rows"), (2, "columns"))
)
"""The sides of a matrix in Octave and Julia: ``size(X, 1)``, ``rows(X)``."""
_ENDS = re.compile(r"^[ \t]*end(?:function|if|for|while)?[ \t]*[;,]?[ \t]*\r?$", re.MULTILINE)
_BRACED = re.compile(r"(?:\)|\belse|\b(?:for|if|elif|while|def|class|object|enum)\b[^\n{};]*)\s*\{")
_LOOP = re.compile(r"for[ \t]*\(?[ \t]*(\w+)[ \t]*=[ \t]*([^()\n]*(?:\([^()\n]*\)[^()\n]*)*)\)?$")
_STATEMENT = re.compile(r"(?:return|if|elif|else|for|while|def|class|pass|raise|break|print)\b")
_EMPTY = r"=[ \t]*(?:zeros\([^=\n]*\)|0|\[\])[ \t]*;?$"
"""What a result is before it is computed."""
_STEP = 4
DEEPEST = 40
"""Blocks that may stand inside each other."""


@dataclass
class _Line:
    """One line of a block: what it says, how deep it stands, and whether a semicolon ended it."""

    said: Text
    depth: int
    closed: bool = False

    @property
    def text(self) -> str:
        return text_of(self.said)


@dataclass
class _Blocks:
    """The lines so far, and for each open block where it began; ``keeps`` classes."""

    lines: list[_Line] = field(default_factory=list)
    open: list[tuple[int, bool]] = field(default_factory=list)
    left: list[tuple[str, int]] = field(default_factory=list)
    keeps: bool = False

    @property
    def depth(self) -> int:
        return sum(deeper for _, deeper in self.open)

    def add(self, pieces: Text, *, closed: bool = False) -> None:
        inside = strip_blanks(pieces)
        while inside and inside[0].text == "\n":
            inside = strip_blanks(inside[1:])
        if inside:
            self.lines.append(_Line(inside, self.depth, closed))

    def begin(self, head: Text) -> None:
        inside = strip_blanks(head)
        while inside and inside[0].text == "\n":
            inside = strip_blanks(inside[1:])
        text = text_of(inside)
        if len(self.open) > DEEPEST:
            help_ = f"at most {DEEPEST} blocks may stand inside each other: paste one function"
            raise ExpressionError("the blocks of this program are never closed", head[0].at, help_)
        deeper = not _DISSOLVED.match(text) or (self.keeps and text.startswith("class"))
        if deeper:
            self.add([*inside, *pieces_at(":", inside[-1].at)])
        self.open.append((len(self.lines) - deeper, deeper))

    def end(self) -> None:
        start, deeper = self.open.pop()
        if not deeper and self.lines[-1:] and self.lines[-1].text == "return 0":
            self.lines.pop()  # of the main function
        if deeper and self.lines[start].text.startswith("def "):
            self._return(start + 1, len(self.lines), self.lines[start].depth + 1)

    def _return(self, start: int, end: int, depth: int) -> None:
        """A formula that stands last in a function is what it gives."""
        own = [i for i in range(start, end) if self.lines[i].depth == depth]
        if not own:
            return
        last = self.lines[own[-1]]
        if re.match(r"(?:if|elif|else)\b", last.text):
            for i in reversed(own):
                if not re.match(r"(?:if|elif|else)\b", self.lines[i].text):
                    return
                self._return(i + 1, end, depth + 1)
                end = i
                if self.lines[i].text.startswith("if"):
                    return
        elif not (last.closed or _STATEMENT.match(last.text) or _sets(last.text)):
            last.said = [*pieces_at("return ", last.said[0].at), *last.said]

    def give(self, name: str, at: int, *, is_called: bool) -> None:
        """``return name``; where all that a called function does is to set it, its formula."""
        start = self.open[-1][0] + 1
        own = [
            one for one in self.lines[start:] if not re.match(rf"{name}[ \t]*{_EMPTY}", one.text)
        ]
        formula = re.match(rf"{name}[ \t]*=(?!=)[ \t]*", own[0].text) if len(own) == 1 else None
        if is_called and formula:
            self.lines[start:] = own
            own[0].said = [*pieces_at("return ", at), *own[0].said[formula.end() :]]
        else:
            self.add(pieces_at(f"return {name}", at))

    def leave_out(self, name: str) -> None:
        """A further result of the function that is open, where nothing else in it needs it."""
        start = self.open[-1][0] + 1
        own = self.lines[start:]
        sets = [one for one in own if re.match(rf"{name}[ \t]*=(?!=)", one.text)]
        if len(sets) == len([one for one in own if re.search(rf"\b{name}\b", one.text)]):
            for one in sets:
                self.left.append((one.text, one.said[0].at))
                self.lines.remove(one)

    def text(self) -> Text:
        while self.open:
            self.end()
        out: Text = []
        for line in self.lines:
            at = line.said[0].at
            out += [
                *pieces_at(" " * (_STEP * line.depth), at),
                *line.said,
                *pieces_at("\n", line.said[-1].at),
            ]
        return out


def with_indents(pieces: Text) -> tuple[Text, list[tuple[str, int]]]:
    """``pieces`` with indents and colons instead of braces and ``end``; and results left out.

    A function of MATLAB may give several results: the first is the function.
    """
    pieces = rewrite_matches(pieces, _ONE_LINE, "\\1\\2\n\\3\n\\4")
    text = text_of(pieces)
    if _BRACED.search(text) and re.search(r"\}|\{[ \t]*$", text, re.MULTILINE):
        return _from_braces(pieces), []
    if _ENDS.search(text):
        for axis, side in enumerate(_SIDES):
            pieces = rewrite_matches(pieces, side, rf"shape(\1\2, {axis})")
        return _from_ends(pieces)
    return pieces, []


def counts_from_one(pieces: Text) -> bool:
    """Whether this is Julia, MATLAB, R or Lua, where the first entry of a list has the number 1."""
    text = text_of(pieces)
    is_ruby = re.search(r"^[ \t]*def[ \t]+\w+(?:\([^()\n]*\))?[ \t]*$", text, re.MULTILINE)
    return not is_ruby and bool(
        _ENDS.search(text)
        or re.search(r"\bfor[ \t]*\(?[ \t]*\w+[ \t]*(?:=|in\b|∈)[ \t]*\w+:\w", text)
        or re.search(r"^[ \t]*(?:let[ \t]+)?\w+[ \t]*<-[ \t]", text, re.MULTILINE)
    )


def _sets(text: str) -> bool:
    return re.search(r"(?<![=<>!])(?:=|<-)(?![=])", re.sub(r"\([^()]*\)", "", text)) is not None


def _from_braces(pieces: Text) -> Text:
    blocks = _Blocks(keeps="def __init__(" in text_of(pieces))
    current: Text = []
    depth = 0
    for piece in pieces:
        char = piece.text
        inside = strip_blanks(current) if char in "{;\n" and depth == 0 else []
        if char == "{" and depth == 0 and _is_head(text_of(inside)):
            blocks.begin(inside)
            current = []
        elif char == "}" and depth == 0 and blocks.open:
            blocks.add(current)
            blocks.end()
            current = []
        elif char in ";\n" and depth == 0 and not _waits(text_of(inside)):
            blocks.add(current, closed=char == ";")
            current = []
        else:
            depth = max(0, depth + (char in "([{") - (char in ")]}"))
            current.append(piece)
    blocks.add(current)
    return blocks.text()


def _is_head(text: str) -> bool:
    text = text.strip()
    heads = r"(?:def|for|while|if|elif|else|class|struct|impl|object|enum|do|try)\b"
    return re.match(heads, text) is not None


def _waits(text: str) -> bool:
    """Whether a head without its brace ends this line: the brace stands in the next one."""
    return text.strip().startswith("def ") and text.rstrip().endswith(")")


def _from_ends(pieces: Text) -> tuple[Text, list[tuple[str, int]]]:
    blocks = _Blocks()
    gives: list[str] = []
    whole = text_of(pieces)
    for line in lines(pieces):
        inside = strip_blanks(line)
        if not inside:
            continue
        if _CLOSED_HEAD.match(text_of(inside)):
            inside = strip_blanks(inside[:-1])
        text, at = text_of(inside), inside[0].at
        opener = _OPENER.match(text)
        if _END.match(text) and blocks.open:
            first, *others = re.findall(r"\w+", gives.pop()) or [""]
            if first:
                for name in others:
                    blocks.leave_out(name)
                head = blocks.lines[blocks.open[-1][0]].text
                called = re.match(r"def (\w+)", head)
                is_called = called and len(re.findall(rf"\b{called[1]}\(", whole)) > 1
                blocks.give(first, at, is_called=bool(is_called))
            blocks.end()
        elif opener is None:
            blocks.add(inside, closed=False)
        elif opener["function"] or opener["formula"]:
            name, takes = ("name", "takes") if opener["function"] else ("of", "by")
            takes_ = inside[slice(*opener.span(takes))]
            blocks.begin([*pieces_at(f"def {opener[name]}(", at), *takes_, *pieces_at(")", at)])
            gives.append(opener["gives"] or "")
        elif text.startswith(("else", "elif")) and blocks.open:
            blocks.end()
            blocks.begin(inside[: opener.end("choice")] if opener["choice"] else inside)
        else:
            group = "loop" if opener["loop"] else "choice" if opener["choice"] else "other"
            blocks.begin(_in_words(inside[: opener.end(group)]))
            gives.append("")
    return blocks.text(), blocks.left


def _in_words(head: Text) -> Text:
    """``for i = 1:3`` as ``for i in 1:3``."""
    found = _LOOP.match(text_of(head))
    if not found:
        return head
    at = head[0].at
    turns = head[slice(*found.span(2))]
    return [*pieces_at(f"for {found[1]} in ", at), *turns]
