"""Lines of a program to the notation of paper: what only a program has is blanked out or turned.

Nothing is run and nothing is imported: ``def f(x): return …`` becomes f(x) = …, imports and prints
become blanks, loops are written out, and what is not a formula is refused.
"""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Iterator, Mapping
from dataclasses import dataclass, field

from tutor.core.errors import ExpressionError
from tutor.core.formulas.lexer import GRADIENT, Piece, text_of
from tutor.core.formulas.programs.arguments import with_arguments
from tutor.core.formulas.programs.attributes import with_names, with_single_keys
from tutor.core.formulas.programs.blocks import counts_from_one, with_indents
from tutor.core.formulas.programs.classes import without_classes
from tutor.core.formulas.programs.drawn import without_draws
from tutor.core.formulas.programs.idle import (
    asked_gradient,
    asks_from_one,
    is_idle,
    without_answers,
)
from tutor.core.formulas.programs.in_place import with_new_values
from tutor.core.formulas.programs.languages import KEYWORD, NOTED, in_one_language
from tutor.core.formulas.programs.lost_indents import with_lost_indents
from tutor.core.formulas.programs.mapped import with_mapped
from tutor.core.formulas.programs.of_haskell import from_haskell, is_haskell
from tutor.core.formulas.programs.of_ml import from_ml, is_ml
from tutor.core.formulas.programs.of_r import in_words_of_python
from tutor.core.formulas.programs.points import at_points
from tutor.core.formulas.programs.prefix import from_prefix, is_prefix
from tutor.core.formulas.programs.ranges import FirstTurn, counts_to_last
from tutor.core.formulas.programs.rewriting import Text, pieces_of, rewrite_matches
from tutor.core.formulas.programs.same_name import (
    with_kept_functions,
    with_own_functions,
    with_whole_name,
    without_made_functions,
    without_wrapped_functions,
)
from tutor.core.formulas.programs.sheets import from_cells, is_sheet
from tutor.core.formulas.programs.straight import in_straight_lines
from tutor.core.formulas.programs.taken_out import without_taken_out
from tutor.core.formulas.programs.training import in_first_turn
from tutor.core.formulas.programs.whole import refuse_cut_quotients
from tutor.core.formulas.programs.wrapped import without_wrappers

_WORD = re.compile(r"[^\W\d]\w*")
_CONTINUED = re.compile(r"\\[ \t]*\r?\n")
_LAST_COMMA = re.compile(r",(?=\s*\))")
_BACKWARD = re.compile(r"(?<=\))\.backward\([^()\n]*\)[ \t]*;?[ \t]*$", re.MULTILINE)
_ITEM = re.compile(r"^[ \t]*(\w+)[ \t]*=[^\n]*(\.item\(\))[ \t]*;?[ \t]*$", re.MULTILINE)
_LOOP = re.compile(r"(?:for|while)\b[^=\n]*:")
_SET = re.compile(r"^[ \t]*(\w+)[ \t]*(?:<-|:?=(?!=))", re.MULTILINE)
_LOOP_HEAD = re.compile(r"^[ \t]*for\b[^\n]*", re.MULTILINE)
_ZERO = re.compile(r"\w\[(?:[^\[\]\n]*,)?[ \t]*0[ \t]*[\],]")
"""An entry with the number 0: its language does not count from 1."""
_CHOICE = re.compile(
    r"(?:if|elif|else|match|case|try|except|switch)\b[^=\n]*(?:[=<>!]=[^=\n]*)?:|"
    r"(?:if|switch)[ \t]*\([^\n]*\)[ \t]*(?:\w+[ \t]*=(?!=)|return\b|\{)"
)
_ODD = re.compile(r"(?:class|async)\b[^=\n]*:")
_WITH = re.compile(r"with\b[^\n]*:[ \t]*$")
_DEF = re.compile(r"def[ \t]+(\w+)[ \t]*\(([^()\n]*)\)[^:\n]*:")
_GIVEN_BACK = re.compile(
    r"return(?:[ \t]+|(?=\())(?P<open>\()?[ \t]*([A-Za-z]\w*)[ \t]*(?(open)\))[ \t]*$"
)
_LAMBDA = re.compile(r"(?:(\w+)[ \t]*=[ \t]*)?lambda(?:[ \t]+([\w \t,=.+-]+))?:")
_NO_GRADIENT = re.compile(r"with\b[^\n]*\b(?:no_grad|inference_mode|stop_recording)\b")
_SLOPE = re.compile(r"(?<![\w.])grad\(\w+\)\(")
_LAYER = re.compile(
    r"=[ \t]*(?:\w+\.)*(?:Linear|Dense|Conv[123]d|Conv2D|Embedding|LSTM|GRU|RNN|BatchNorm[123]d|"
    r"LayerNorm|Sequential|MLP|MultiheadAttention)\("
)


@dataclass
class Code:
    """The pieces to read, what was left out, and which functions have lines of their own.

    ``asked`` are names whose gradients the program asks for, ``returned`` functions that return.
    ``from_one`` says that its language counts the entries of lists from 1; ``notes`` what a person
    should know of the reading; ``unused`` are names in lines that are left out, arguments that
    stand nowhere else, and what counts the turns of a loop.
    """

    pieces: list[Piece]
    idle: list[tuple[str, int]] = field(default_factory=list)
    long: set[str] = field(default_factory=set)
    asked: list[str] = field(default_factory=list)
    returned: list[str] = field(default_factory=list)
    from_one: bool = False
    notes: list[str] = field(default_factory=list)
    unused: set[str] = field(default_factory=set)


def from_code(
    text: str,
    lists: Mapping[str, str] | None = None,
    values: Mapping[str, float | None] | None = None,
) -> Code:
    """``text`` with its program parts turned; ``lists`` are vectors that are given as text.

    ``values`` are numbers that are given: which class is meant decides turns of a loop.

    Raises ExpressionError for loops and choices that are not formulas.
    """
    if is_sheet(text):
        return Code(*from_cells(pieces_of(text)))
    if is_prefix(text):
        return Code(*from_prefix(pieces_of(text)))
    refuse_cut_quotients(text)
    if is_haskell(text):
        pieces, answers = from_haskell(text)
    elif is_ml(text):
        pieces, answers = from_ml(text)
    else:
        pieces, answers = without_answers(pieces_of(text))
    from_one = asks_from_one(text) or counts_from_one(pieces) or counts_to_last(text, lists or {})
    code = Code([], answers, from_one=from_one)
    pieces = with_lost_indents(rewrite_matches(pieces, _CONTINUED, " "))
    pieces, called = without_classes(pieces)
    pieces, classes = without_wrappers(pieces)
    pieces, drawn = without_draws(pieces, lists or {}, values or {})
    pieces, taken = without_taken_out(with_new_values(pieces))
    code.idle += [*called, *classes, *drawn, *taken]
    pieces = without_wrapped_functions(with_kept_functions(pieces))
    pieces = with_own_functions(without_made_functions(pieces))
    pieces = with_mapped(in_words_of_python(with_whole_name(pieces)))
    pieces = at_points(in_one_language(pieces))
    pieces, others = with_indents(pieces)
    code.idle += others
    pieces = with_single_keys(pieces)
    first = FirstTurn(text_of(pieces), lists or {}, values or {}, int(code.from_one))
    pieces, updates, update = in_first_turn(pieces, is_idle, first)
    code.idle += updates
    code.unused |= {word for said, _ in updates for word in _WORD.findall(said)}
    code.notes += [f"this loop trains: its first turn is drawn, before {update}"] if update else []
    said = text_of(pieces)
    counts = {word for head in _LOOP_HEAD.findall(said) for word in _WORD.findall(head)}
    code.unused |= counts.difference(_SET.findall(said))  # n = 3 stays 3
    straight = in_straight_lines(pieces, lists or {}, values or {}, int(code.from_one))
    code.idle += straight.left
    code.returned += [straight.returned] if straight.returned else []
    pieces = straight.pieces
    pieces = with_arguments(with_names(_in_python(pieces)))
    code.from_one = code.from_one and not _ZERO.search(text_of(pieces))
    chars, places = [p.text for p in pieces], [p.at for p in pieces]
    turned = _Turner("".join(chars), chars, code).turn()
    code.pieces = [
        Piece(char, places[at])
        for i, one in enumerate(chars)
        for char, at in turned.get(i, [(one, i)])
    ]
    return code


def _in_python(pieces: Text) -> Text:
    """The text without what stands around formulas in Python: brackets, .item()."""
    pieces = rewrite_matches(pieces, _LAST_COMMA, "")
    pieces = rewrite_matches(pieces, _BACKWARD, "")
    text = text_of(pieces)
    for found in reversed(list(_ITEM.finditer(text))):
        rest = text[found.end() :].splitlines()
        if not any(re.search(rf"\b{found[1]}\b", line) and not is_idle(line) for line in rest):
            pieces = [*pieces[: found.start(2)], *pieces[found.end(2) :]]
    return pieces


def _blank(chars: list[str], start: int, end: int, *, newline: bool = False) -> None:
    for i in range(start, end):
        if newline or chars[i] not in "\r\n":
            chars[i] = " "


def _simple(text: str) -> Iterator[tuple[int, int]]:
    """Start and end of every simple statement: of a line, or between semicolons."""
    start = 0
    for line in re.split(r"(?<=\n)", text):
        at = start
        for part in re.split(r"(?<=;)", line):
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
    ungraded: bool = False
    words: Counter[str] = field(default_factory=Counter)

    def turn(self) -> dict[int, list[tuple[str, int]]]:
        """Other characters for the places where a function is defined."""
        done = 0
        self.words = Counter(_WORD.findall(self.text))
        for start, end in _simple(self.text):
            if start >= done:
                done = self._statement(start, end)
        return self.turned

    def _statement(self, start: int, end: int) -> int:
        said = self.text[start:end]
        column = start - (self.text.rfind("\n", 0, start) + 1)
        if column <= self.indent:
            self.inside, self.indent, self.ungraded = "", -1, False
        if self.ungraded or _NO_GRADIENT.match(said):  # its lines are not part of the graph
            self._leave_out(start, end)
            if not self.ungraded:
                self.ungraded, self.indent = said.rstrip().endswith(":"), column
            return end
        defined, small = _DEF.match(said), _LAMBDA.match(said)
        if is_idle(self.text[start : end + 1]):
            end = _end_of(self.text, start, end)
            self._leave_out(start, end)
            return end
        _refuse(said, start, self.text)
        if defined:
            self._define(defined, said, start, column)
        elif self.inside and said.startswith("return"):
            self._first_of(said, start)
            _refuse_several(self.text, start)
            _blank(self.chars, start, start + len("return"))
            self._begin(start, self.header)
            if self.lines:
                self.code.long.add(self.inside)
                self.code.returned.append(self.inside)
            self.inside = ""
        elif small:
            _blank(self.chars, start, start + small.end())
            takes = f"({small[2].strip()})" if small[2] else ""
            self._note_unused(small[2] or "")
            self._begin(start, f"{small[1] or 'f'}{takes} = ")
        elif _WITH.match(said):
            _blank(self.chars, start, end)
        else:
            self._plain(said, start, end)
        return end

    def _plain(self, said: str, start: int, end: int) -> None:
        """A formula, or the end of a function whose beginning was not pasted."""
        self.lines += bool(self.inside)
        given_back = _GIVEN_BACK.match(said)
        if given_back and re.search(rf"\b{given_back[2]}[ \t]*=", self.text):
            self.code.asked.append(given_back[2])
            _blank(self.chars, start, end)
        else:
            _small_words(said, start, self.chars)

    def _first_of(self, said: str, start: int) -> None:
        """``return loss, dW`` without the gradients that are worked out by hand."""
        found = re.fullmatch(r"return[ \t]+\w+([ \t]*,[ \t]*(\w+(?:[ \t]*,[ \t]*\w+)*))", said)
        others = re.findall(r"\w+", found[2]) if found else []
        if found and all(
            GRADIENT.match(one) or (one[0] == "d" and re.search(rf"\b{one[1:]}\b", self.text))
            for one in others
        ):
            _blank(self.chars, start + found.start(1), start + found.end(1))
            self.text = "".join(self.chars)
            self.code.idle.append((f"return {found[2]}", start))

    def _leave_out(self, start: int, end: int) -> None:
        self.code.idle.append((" ".join(self.text[start:end].split()), start))
        name = asked_gradient(self.text[start:end])
        self.code.asked += [name] if name else []
        _blank(self.chars, start, end, newline=True)

    def _define(self, defined: re.Match[str], said: str, start: int, column: int) -> None:
        """``def f(x):`` with its formula in the same line, or in those that follow."""
        takes = f"({defined[2]})" if defined[2].strip() else ""
        self.header = f"{defined[1]}{takes} = "
        self._note_unused(defined[2])
        _blank(self.chars, start, start + defined.end())
        rest = said[defined.end() :]
        if rest.strip().startswith("return"):
            at = start + defined.end() + rest.index("return")
            _refuse_several(self.text, at)
            _blank(self.chars, at, at + len("return"))
            self._begin(start, self.header)
        else:
            self.inside, self.indent, self.lines = defined[1], column, 0

    def _note_unused(self, parameters: str) -> None:
        """Keep the parameters that stand nowhere else: a function may take what it does not use."""
        self.code.unused |= {word for word in _WORD.findall(parameters) if self.words[word] == 1}

    def _begin(self, place: int, header: str) -> None:
        self.turned[place] = [(char, place) for char in header]


def _small_words(said: str, start: int, chars: list[str]) -> None:
    keyword = KEYWORD.match(said)
    noted = NOTED.match(said, keyword.end() if keyword else 0)
    if keyword:
        _blank(chars, start, start + keyword.end())
    if noted:
        _blank(chars, start + noted.start(2), start + noted.end(2))


def _refuse(said: str, start: int, text: str) -> None:
    """Raises ExpressionError for what is not a formula."""
    if _LOOP.match(said):
        is_bare = re.match(r"[^\n]*\n\w", text[start:]) and not text[:start].rpartition("\n")[2]
        help_ = "write its steps one after another"
        help_ = f"indent the lines that stand in it, or {help_}" if is_bare else help_
        raise ExpressionError("a loop cannot be read as a formula", start, help_)
    if _CHOICE.match(said):
        help_ = "in every case set the same name to one formula, with an else"
        raise ExpressionError("this choice between lines is not a formula", start, help_)
    if _ODD.match(said):
        help_ = "write the formula that it computes"
        raise ExpressionError("a class cannot be read as a formula", start, help_)
    if _SLOPE.search(said):
        help_ = "draw the function itself: its gradients are shown beside it"
        raise ExpressionError("a gradient stands in this formula", start, help_)
    if _LAYER.search(said):
        help_ = "write its formula with its weights, as in y = w*x + b"
        raise ExpressionError("the weights of this layer are not in the text", start, help_)


def _refuse_several(text: str, start: int) -> None:
    """Raises ExpressionError for ``return a, b``."""
    depth = 0
    for i in range(start, len(text)):
        depth += (text[i] in "([{") - (text[i] in ")]}")
        if depth == 0 and text[i] == ",":
            what = "this function gives two values or more"
            raise ExpressionError(what, i, "keep one of them: a graph has one output")
        if depth <= 0 and text[i] in "\n;":
            return


def _end_of(text: str, start: int, end: int) -> int:
    """Where a statement that is left out ends, over its brackets."""
    while end < len(text) and text.count("(", start, end) > text.count(")", start, end):
        following = text.find("\n", end + 1)
        end = len(text) if following < 0 else following
    return end
