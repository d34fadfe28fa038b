"""Lines of a program to the notation of paper: what only a program has is blanked out or turned.

Nothing is run and nothing is imported: ``def f(x): return …`` becomes f(x) = …, prompts, comments,
imports and prints become blanks, and loops are refused.
"""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import dataclass, field

from tutor.core.errors import ExpressionError
from tutor.core.notation.branches import in_one_line
from tutor.core.notation.languages import IDLE, KEYWORD, NOTED, plain_program
from tutor.core.notation.tokens import Piece

_PROMPT = re.compile(r"[ \t]*(?:>>>|\.\.\.|In \[[0-9 ]*\]:)[ \t]?")
_DOCSTRING = re.compile(r'("""|\'\'\').*?(?:\1|\Z)', re.DOTALL)
_COMMENT = re.compile(
    r"/\*.*?(?:\*/|\Z)|#[^\n]*|(?:^|(?<=[;\n{}]))[ \t]*//[^\n]*|"
    r"(?:^|(?<=[;\n]))[ \t]*%[ \t%][^\n]*",
    re.DOTALL,
)
_COMMENT_OF_LATEX = re.compile(r"(?<!\\)%[^\n]*")
_IDLE = re.compile(
    r"(?:import|from)[ \t]+[\w.]+|(?:print|console\.log|assert|display|draw_dot)[ \t]*[( ]|pass$|"
    + IDLE
    + r"[\w.]+\.(?:backward|zero_grad|requires_grad_|retain_grad|zero_|watch)[ \t]*\(|"
    r"[\w.]+\.(?:label|grad|requires_grad)[ \t]*=|[%!@][A-Za-z]|(?:plt|sns)\.|"
    r"(?:np|torch|tf|random)\.(?:random\.)?(?:seed|set_seed|manual_seed)\(|"
    r"\w+[ \t]*=[^=]*\b(?:gradient|autograd\.grad|draw_dot)[ \t]*\("
)
_LOOP = re.compile(r"(?:for|while)\b[^=\n]*:")
_CHOICE = re.compile(r"(?:if|elif|else|match|case|try|except)\b[^=\n]*(?:[=<>!]=[^=\n]*)?:")
_CLASS = re.compile(r"(?:class|async)\b[^=\n]*:")
_WITH = re.compile(r"with\b[^\n]*:[ \t]*$")
_DEF = re.compile(r"def[ \t]+(\w+)[ \t]*\(([^()\n]*)\)[^:\n]*:")
_LAMBDA = re.compile(r"(?:(\w+)[ \t]*=[ \t]*)?lambda[ \t]+([\w \t,]+):")
_NO_GRADIENT = re.compile(r"with\b[^\n]*\b(?:no_grad|inference_mode|stop_recording)\b")


@dataclass
class Code:
    """The pieces to read, what was left out, and where the lines of longer functions stand."""

    pieces: list[Piece]
    idle: list[tuple[str, int]] = field(default_factory=list)
    long: dict[str, tuple[int, int]] = field(default_factory=dict)


def without_comments(text: str, *, latex: bool) -> str:
    """``text`` with blanks for its comments."""
    chars = list(text)
    for pattern in (_COMMENT_OF_LATEX,) if latex else (_DOCSTRING, _COMMENT):
        for found in pattern.finditer("".join(chars)):
            _blank(chars, found.start(), found.end())
    return "".join(chars)


def from_code(text: str) -> Code:
    """``text`` with its program parts turned.  Raises ExpressionError for loops and choices."""
    text = plain_program(text)
    chars = list(text)
    for found in re.finditer(r"\\(?=[ \t]*\n)", text):
        _blank(chars, found.start(), found.end())
        newline = text.index("\n", found.start())
        _blank(chars, newline, newline + 1, newline=True)
    joined = in_one_line("".join(chars))
    chars, places = [p.text for p in joined], [p.at for p in joined]
    code = Code([])
    turned = _Turner("".join(chars), chars, code).turn()
    code.pieces = [
        Piece(char, places[at])
        for i, one in enumerate(chars)
        for char, at in turned.get(i, [(one, i)])
    ]
    code.idle = [(said, places[at]) for said, at in code.idle]
    code.long = {name: (places[a], places[b]) for name, (a, b) in code.long.items()}
    return code


def _blank(chars: list[str], start: int, end: int, *, newline: bool = False) -> None:
    for i in range(start, end):
        if newline or chars[i] not in "\r\n":
            chars[i] = " "


def _simple(text: str) -> Iterator[tuple[int, int]]:
    """Start and end of every simple statement: of a line, or between semicolons."""
    start = 0
    for line in re.split(r"(?<=\n)", text):
        prompt = _PROMPT.match(line)
        at = start + (prompt.end() if prompt else 0)
        for part in re.split(r"(?<=;)", line[at - start :]):
            blanks = len(part) - len(part.lstrip(" \t"))
            if part.strip(" \t\r\n;"):
                yield at + blanks, at + len(part.rstrip(" \t\r\n;"))
            at += len(part)
        start += len(line)


@dataclass
class _Turner:
    """Goes over the simple statements: blanks what is idle, and puts in where a function begins."""

    text: str
    chars: list[str]
    code: Code
    turned: dict[int, list[tuple[str, int]]] = field(default_factory=dict)
    inside: str = ""
    header: str = ""
    indent: int = -1
    lines: int = 0
    begun: int = 0
    ungraded: bool = False

    def turn(self) -> dict[int, list[tuple[str, int]]]:
        """Other characters for the places where a function is defined."""
        for found in re.finditer(r"^" + _PROMPT.pattern, self.text, re.MULTILINE):
            _blank(self.chars, found.start(), found.end())
        done = 0
        for start, end in _simple(self.text):
            if start >= done:
                done = self._statement(start, end)
        return self.turned

    def _statement(self, start: int, end: int) -> int:
        said = self.text[start:end]
        column = start - (self.text.rfind("\n", 0, start) + 1)
        if column <= self.indent:
            self.inside, self.indent, self.ungraded = "", -1, False
        if self.ungraded or _NO_GRADIENT.match(said):  # its lines are no part of the graph
            self._leave_out(start, end)
            if not self.ungraded:
                self.ungraded, self.indent = said.rstrip().endswith(":"), column
            return end
        _refuse(said, start)
        defined, small = _DEF.match(said), _LAMBDA.match(said)
        if defined:
            self._define(defined, said, start, column)
        elif self.inside and said.startswith("return"):
            _blank(self.chars, start, start + len("return"))
            self._begin(start, self.header)
            if self.lines:
                self.code.long[self.inside] = (self.begun, start)
            self.inside = ""
        elif small:
            _blank(self.chars, start, start + small.end())
            self._begin(start, f"{small[1] or 'f'}({small[2].strip()}) = ")
        elif _IDLE.match(said):
            end = _end_of(self.text, start, end)
            self._leave_out(start, end)
        elif _WITH.match(said):
            _blank(self.chars, start, end)
        else:
            self.lines += bool(self.inside)
            _small_words(said, start, self.chars)
        return end

    def _leave_out(self, start: int, end: int) -> None:
        self.code.idle.append((" ".join(self.text[start:end].split()), start))
        _blank(self.chars, start, end, newline=True)

    def _define(self, defined: re.Match[str], said: str, start: int, column: int) -> None:
        """``def f(x):`` with its formula in the same line, or in those that follow."""
        self.header = f"{defined[1]}({_parameters(defined[2])}) = "
        _blank(self.chars, start, start + defined.end())
        rest = said[defined.end() :]
        if rest.strip().startswith("return"):
            at = start + defined.end() + rest.index("return")
            _blank(self.chars, at, at + len("return"))
            self._begin(start, self.header)
        else:
            self.inside, self.indent, self.lines, self.begun = defined[1], column, 0, start

    def _begin(self, place: int, header: str) -> None:
        self.turned[place] = [(char, place) for char in header]


def _small_words(said: str, start: int, chars: list[str]) -> None:
    keyword = KEYWORD.match(said)
    noted = NOTED.match(said, keyword.end() if keyword else 0)
    if keyword:
        _blank(chars, start, start + keyword.end())
    if noted:
        _blank(chars, start + noted.start(2), start + noted.end(2))


def _refuse(said: str, start: int) -> None:
    if _LOOP.match(said):
        help_ = "write its steps one after another"
        raise ExpressionError("a loop cannot be read as a formula", start, help_)
    if _CHOICE.match(said):
        help_ = "in every case set the same name to one formula, with an else"
        raise ExpressionError("this choice between lines is no formula", start, help_)
    if _CLASS.match(said):
        help_ = "write the formula that it computes"
        raise ExpressionError("a class cannot be read as a formula", start, help_)


def _parameters(text: str) -> str:
    """``x: float, y=2`` is x, y."""
    names = [re.split(r"[:=]", one)[0].strip(" *\t") for one in text.split(",")]
    return ", ".join(name for name in names if name and name != "self")


def _end_of(text: str, start: int, end: int) -> int:
    """Where a statement that is left out ends, over its brackets."""
    while end < len(text) and text.count("(", start, end) > text.count(")", start, end):
        following = text.find("\n", end + 1)
        end = len(text) if following < 0 else following
    return end
