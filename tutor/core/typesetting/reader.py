"""LaTeX to tree.  pylatexenc reads the LaTeX; this file alone knows what its nodes look like."""

from __future__ import annotations

import re
import unicodedata
from collections.abc import Iterator, Sequence
from dataclasses import replace
from difflib import get_close_matches

from pylatexenc import latexwalker as lw

from tutor.core.typesetting.source import FormulaError, LatexNode
from tutor.core.typesetting.symbols import (
    ACCENTS,
    ALIGNED,
    ALPHABETS,
    ATOMS,
    BOLD,
    FENCES,
    LIMITS,
    PLAIN,
    TEXTS,
    commands,
    in_alphabet,
)
from tutor.core.typesetting.tree import (
    Align,
    Atom,
    Brace,
    Fence,
    Fraction,
    Grid,
    Part,
    PartRow,
    Scripts,
)

LENGTH = 2000
"""Characters that a formula may have."""
DEPTH = 12
"""Levels to which braces and environments may be nested."""


def read(latex: str) -> PartRow:
    """The tree of a formula.  Raises FormulaError."""
    return _Reader(nodes(latex)).row()


def nodes(latex: str) -> tuple[LatexNode, ...]:
    """What LaTeX takes the text for, before anything is made of it.  Raises FormulaError."""
    if len(latex) > LENGTH:
        raise FormulaError(f"a formula has at most {LENGTH} characters", LENGTH, "split it")
    _refuse_deep(latex)
    try:
        found, _, _ = lw.LatexWalker(latex, tolerant_parsing=False).get_latex_nodes()
    except lw.LatexWalkerParseError as error:
        if (open_at := _unclosed(latex)) is not None:
            raise FormulaError(
                "this formula cannot be read: this { is not closed", open_at, "add } where it ends"
            ) from None
        at = error.pos if isinstance(error.pos, int) else 0
        what = re.sub(r"\s+", " ", str(error.msg)).strip().rstrip(".")
        raise FormulaError(f"this formula cannot be read: {what}", min(at, len(latex))) from None
    return tuple(_nodes(found))


def _unclosed(latex: str) -> int | None:
    """Where a brace opens that nothing closes; None where there is none."""
    opened: list[int] = []
    for match in re.finditer(r"\\.|[{}]", latex, re.DOTALL):
        if match[0] == "{":
            opened.append(match.start())
        elif match[0] == "}" and opened:
            opened.pop()
    return opened[0] if opened else None


def _refuse_deep(latex: str) -> None:
    depth = 0
    for match in re.finditer(r"\\(begin|end|left|right)(?![A-Za-z])|\\.|[{}%]", latex, re.DOTALL):
        sign = match[0]
        if sign == "%":
            help_ = "write \\% for a per cent sign"
            raise FormulaError("'%' begins a comment in LaTeX", match.start(), help_)
        depth += sign in ("{", "\\begin", "\\left")
        depth -= sign in ("}", "\\end", "\\right")
        if depth > DEPTH:
            raise FormulaError("this formula is nested too deeply", match.start(), "split it")


def _nodes(nodes: Sequence[object]) -> Iterator[LatexNode]:
    """pylatexenc's nodes as tokens, characters one by one."""
    for node in nodes:
        at = getattr(node, "pos", 0)
        if isinstance(node, lw.LatexCharsNode):
            for i, char in enumerate(node.chars):
                yield LatexNode("char", char, at + i)
        elif isinstance(node, lw.LatexSpecialsNode):
            for i, char in enumerate(node.specials_chars):
                yield LatexNode("char", " " if char == "~" else char, at + i)
        elif isinstance(node, lw.LatexGroupNode):
            yield LatexNode("group", "{}", at, tuple(_nodes(node.nodelist)))
        elif isinstance(node, lw.LatexMacroNode):
            yield LatexNode("macro", node.macroname, at, (), _arguments(node))
        elif isinstance(node, lw.LatexEnvironmentNode):
            yield LatexNode("env", node.environmentname, at, tuple(_nodes(node.nodelist)))
        else:
            raise FormulaError("there is a dollar sign inside this formula", at, "remove it")


def _arguments(node: object) -> tuple[LatexNode, ...]:
    found = getattr(getattr(node, "nodeargd", None), "argnlist", None) or ()
    return tuple(token for one in found if one is not None for token in _nodes([one]))


class _Reader:
    """Reads a list of tokens from left to right."""

    def __init__(self, tokens: tuple[LatexNode, ...]) -> None:
        self._tokens = tokens
        self._next = 0

    def row(self) -> PartRow:
        """All tokens that are left."""
        parts: list[Part] = []
        while self._next < len(self._tokens):
            self._read_into(parts)
        return PartRow(tuple(parts))

    def _read_into(self, parts: list[Part]) -> None:
        token = self._take()
        if token.kind == "char" and token.text in "_^'":
            self._script(token, parts)
        elif token.kind == "char" and token.text.isspace():
            pass
        else:
            parts.append(self._part(token))

    def _take(self, after: LatexNode | None = None) -> LatexNode:
        if after:
            while self._next < len(self._tokens) and self._tokens[self._next].text.isspace():
                self._next += 1
        if self._next >= len(self._tokens):
            if after is None:
                raise FormulaError("this formula ends too early")
            raise FormulaError(f"there is nothing after {_shown(after)}", after.at)
        self._next += 1
        return self._tokens[self._next - 1]

    def _script(self, token: LatexNode, parts: list[Part]) -> None:
        """Put ``_``, ``^`` or ``'`` and what follows on the part before."""
        base = parts.pop() if parts else Atom("")
        if token.text == "'":
            script = PartRow((Atom("′"),))
            while self._peek() == "'":
                script = PartRow((*script.parts, Atom("′")))
                self._next += 1
            if self._peek() == "^":
                script = PartRow((*script.parts, *self._argument(self._take()).parts))
            field = "high"
        else:
            script = self._argument(token)
            field = "low" if token.text == "_" else "high"
        if isinstance(base, Brace) and field == "low" and not base.label.parts:
            parts.append(Brace(base.body, script))
            return
        whole = base if isinstance(base, Scripts) else Scripts(base)
        if getattr(whole, field) is not None:
            what = "there are two subscripts" if field == "low" else "there are two superscripts"
            raise FormulaError(f"{what} on one base", token.at, "put one of them in braces")
        low, high = (script, whole.high) if field == "low" else (whole.low, script)
        parts.append(Scripts(whole.base, low, high, whole.stacked))

    def _peek(self) -> str:
        return self._tokens[self._next].text if self._next < len(self._tokens) else ""

    def _argument(self, token: LatexNode) -> PartRow:
        """The one thing after ``token``: a group, a command or a character."""
        given = self._take(token)
        if given.kind == "group":
            return _Reader(given.inside).row()
        return PartRow((self._part(given),))

    def _part(self, token: LatexNode) -> Part:
        match token.kind:
            case "group":
                return _Reader(token.inside).row()
            case "env":
                return _environment(token)
            case "macro":
                return self._command(token)
        if token.text in "&}{#$\\":
            help_ = "alignment belongs in \\begin{aligned} … \\end{aligned}"
            raise FormulaError(f"{token.text!r} does not belong here", token.at, help_)
        text, kind = PLAIN.get(token.text, (token.text, "letter"))
        return Atom(text, kind)

    def _command(self, token: LatexNode) -> Part:
        name = token.text
        if name in ATOMS:
            return Atom(*ATOMS[name])
        if name in LIMITS:
            return Scripts(Atom(LIMITS[name], "function"), stacked=name != "int")
        if name == "left":
            return self._fence(token)
        if name in ("frac", "tfrac", "dfrac"):
            top, bottom = self._arguments(token, 2)
            return Fraction(top, bottom)
        if name in TEXTS:
            return Atom(_words(self._token_argument(token)), "letter", name == "textbf")
        if name in {*ACCENTS, *ALPHABETS, "sqrt", "underbrace"}:
            return _with_one(token, self._arguments(token, 1)[0])
        raise _unknown(token)

    def _arguments(self, token: LatexNode, count: int) -> list[PartRow]:
        given = [
            _Reader(one.inside if one.kind == "group" else (one,)).row() for one in token.arguments
        ]
        while len(given) < count:
            given.append(self._argument(token))
        return given[-count:]

    def _token_argument(self, token: LatexNode) -> LatexNode:
        return token.arguments[-1] if token.arguments else self._take(token)

    def _fence(self, token: LatexNode) -> Fence:
        left = self._delimiter(token)
        depth, start = 1, self._next
        while True:
            if self._next >= len(self._tokens):
                raise FormulaError("\\left has no \\right", token.at, "add \\right)")
            one = self._take()
            if one.kind == "macro" and one.text in ("left", "right"):
                depth += 1 if one.text == "left" else -1
                if depth == 0:
                    break
        body = _Reader(self._tokens[start : self._next - 1]).row()
        return Fence(left, body, self._delimiter(one))

    def _delimiter(self, token: LatexNode) -> str:
        given = self._take(token)
        text = ATOMS.get(given.text, (given.text,))[0] if given.kind == "macro" else given.text
        if text == ".":
            return ""
        if text not in "()[]{}|‖⟨⟩/⌊⌋⌈⌉" or len(text) != 1:
            raise FormulaError(
                f"{_shown(given)} is not a bracket", given.at, "as in \\left( … \\right)"
            )
        return text


def _with_one(token: LatexNode, body: PartRow) -> Part:
    """A command with one argument."""
    name = token.text
    if name == "underbrace":
        return Brace(body, PartRow(()))
    if name == "sqrt":
        plain = len(body.parts) == 1 and isinstance(body.parts[0], Atom)
        return PartRow((Atom("√"), body if plain else Fence("(", body, ")")))
    return _accented(token, body) if name in ACCENTS else _changed(token, body)


def _accented(token: LatexNode, body: PartRow) -> Part:
    atom = body.parts[0] if len(body.parts) == 1 else None
    if not isinstance(atom, Atom) or len(atom.text.strip()) != 1:
        raise FormulaError(f"\\{token.text} goes on one letter", token.at, f"\\{token.text}{{y}}")
    text = unicodedata.normalize("NFC", atom.text.strip() + ACCENTS[token.text])
    return Atom(text, bold=atom.bold)


def _changed(token: LatexNode, body: PartRow) -> Part:
    if token.text in BOLD:
        return _bold(body)
    parts: list[Part] = []
    for part in body.parts:
        if isinstance(part, Atom):
            letters = [in_alphabet(token.text, char) for char in part.text]
            if None in letters:
                raise FormulaError(f"there is no \\{token.text} letter {part.text!r}", token.at)
            written = "".join(letter or "" for letter in letters)
            bold = part.bold or (token.text == "mathbb" and written.isascii())
            parts.append(Atom(written, part.kind, bold))
        else:
            parts.append(part)
    return parts[0] if len(parts) == 1 else PartRow(tuple(parts))


def _bold(part: Part) -> Part:
    """A part with its letters in bold, but not their indices."""
    match part:
        case Atom():
            return replace(part, bold=True)
        case Scripts(base):
            return replace(part, base=_bold(base))
        case PartRow(parts) if len(parts) == 1:
            return _bold(parts[0])
        case PartRow(parts):
            return PartRow(tuple(map(_bold, parts)))
        case _:
            return part


def _environment(token: LatexNode) -> Part:
    name = token.text
    if name not in FENCES and name not in ALIGNED:
        raise _unknown_environment(token)
    rows = [[_Reader(cell).row() for cell in row] for row in _cells(token.inside)]
    cells = tuple(tuple(row) for row in rows if any(cell.parts for cell in row))
    if not cells:
        raise FormulaError(f"there is nothing in {name!r}", token.at)
    if name in ALIGNED:
        align: tuple[Align, ...] = ("right", "left")
        return Grid(cells, align, " ")
    if name == "cases":
        return Fence("{", Grid(cells, ("left", "left"), "   "), "")
    left, right = FENCES[name]
    grid = Grid(cells, ("centre",))
    return Fence(left, grid, right) if left else grid


def _unknown_environment(token: LatexNode) -> FormulaError:
    known = [*FENCES, *sorted(ALIGNED)]
    close = get_close_matches(token.text, known, 1)
    help_ = f"did you mean {close[0]!r}?" if close else f"there are {', '.join(known)}"
    return FormulaError(f"the environment {token.text!r} is not in the subset", token.at, help_)


def _cells(tokens: tuple[LatexNode, ...]) -> list[list[tuple[LatexNode, ...]]]:
    """The tokens of an environment, cut at ``&`` and ``\\\\``."""
    rows: list[list[list[LatexNode]]] = [[[]]]
    for token in tokens:
        if token.kind == "char" and token.text == "&":
            rows[-1].append([])
        elif token.kind == "macro" and token.text == "\\":
            rows.append([[]])
        else:
            rows[-1][-1].append(token)
    return [[tuple(cell) for cell in row] for row in rows]


def _words(token: LatexNode) -> str:
    """The plain words of ``\\text{…}``."""
    found = []
    for one in token.inside if token.kind == "group" else (token,):
        if one.kind == "char":
            found.append("−" if one.text == "−" else one.text)
        elif one.kind == "macro" and one.text in ATOMS:
            found.append(ATOMS[one.text][0])
        else:
            raise FormulaError(
                f"{_shown(one)} is not a plain word", one.at, "words only in \\text{…}"
            )
    return re.sub(r"\s+", " ", "".join(found))


def _shown(token: LatexNode) -> str:
    return repr(f"\\{token.text}" if token.kind == "macro" else token.text)


def _unknown(token: LatexNode) -> FormulaError:
    if token.text == "right":
        return FormulaError("\\right has no \\left", token.at, "add \\left(")
    if token.text == "\\":
        help_ = "lines belong in \\begin{aligned} … \\end{aligned}"
        return FormulaError("a line break does not belong here", token.at, help_)
    close = get_close_matches(token.text, commands(), 1, 0.5)
    help_ = f"did you mean '\\{close[0]}'?" if close else "write it with the commands of the guide"
    return FormulaError(f"the LaTeX command '\\{token.text}' is not in the subset", token.at, help_)
