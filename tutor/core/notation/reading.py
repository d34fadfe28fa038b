"""A whole text: its statements in the strict syntax, each character with its place."""

from __future__ import annotations

import math
import re
from collections.abc import Iterable, Mapping, Sequence, Set
from dataclasses import dataclass, field
from itertools import islice

from tutor.core.errors import ExpressionError
from tutor.core.expression import LeafScope, evaluate, parse
from tutor.core.expression import names as names_of
from tutor.core.notation.beside import Beside
from tutor.core.notation.code import Code, from_code
from tutor.core.notation.decisions import (
    COMPARE,
    Decisions,
    LeafValue,
    UndecidedError,
    as_set,
    joined,
)
from tutor.core.notation.entries import entries
from tutor.core.notation.factors import text_of
from tutor.core.notation.grids import with_rows
from tutor.core.notation.heads import plain_heads
from tutor.core.notation.idle import without_comments
from tutor.core.notation.local_lines import in_one_formula
from tutor.core.notation.names import Names, key, lone_names, strict
from tutor.core.notation.phrases import Phrase, is_derivative, phrases, sides
from tutor.core.notation.primes import is_primed, with_primes
from tutor.core.notation.prose import without_prose
from tutor.core.notation.repeats import is_number, merged
from tutor.core.notation.said_cases import with_cases
from tutor.core.notation.scan import scan
from tutor.core.notation.shape import shape
from tutor.core.notation.stream import Written
from tutor.core.notation.tokens import Piece, Token, refuse
from tutor.core.notation.versions import once_each

LENGTH = 200_000
"""Characters that a text may have."""
ROUNDS = 12
"""How often formulas are read again whose cases depend on others that stand below them."""
STATEMENTS = 1000
"""Statements that a text may have."""

_ELEMENTARY = frozenset(
    ["exp", "log", "ln", "sin", "cos", "tan", "sinh", "cosh", "tanh", "sqrt", "sigmoid", "relu"]
)
"""Functions that nobody can mean as a number, whatever value is given."""

_STRICT = re.compile(
    r"[ \t]*(?:(?:vary|require|input|param)[ \t]+(?:[A-Za-z_0-9(]\w*)(?![ \t]*[*/+^(\-])[^;\n]*"
    r"|require[ \t]+(?=[^;\n]*(?:[<>]|[!=]=))[^;\n]*)"
)


@dataclass(frozen=True)
class Plain:
    """``text`` are strict statements, one a line; ``places`` give each character's place.

    ``spelled`` has the spelling of every name by its key; ``alias`` other names of nodes;
    ``hints`` what may be wrong about a name; ``left_out`` what was no formula; ``case`` is the
    condition of the cases that were taken, ``idle`` names stand only in others; ``undecided`` when
    a case needs a value that is not given; ``notes`` say what a number was used for; ``asked`` is
    the one name whose gradient a program asks for, if it is one.
    """

    text: str
    places: tuple[tuple[int, ...], ...]
    problems: tuple[ExpressionError, ...] = ()
    spelled: Mapping[str, str] = field(default_factory=dict)
    alias: Mapping[str, str] = field(default_factory=dict)
    hints: Mapping[str, str] = field(default_factory=dict)
    left_out: tuple[str, ...] = ()
    case: str = ""
    idle: frozenset[str] = frozenset()
    undecided: bool = False
    notes: tuple[str, ...] = ()
    asked: str = ""


@dataclass
class _Line:
    """A statement, the place of its phrase, and the conditions under which it is this one."""

    written: Written
    node: str = ""
    plain: bool = False
    place: int = -1
    met: Sequence[Written] = ()


_STRING = re.compile(r'"[^"\n]*"|`[^`\n]*\$\{[^`\n]*`')
_COMMENT_SIGN = re.compile(r"#+|//+|/\*+|\*+/|%+|--+|\"\"\"|'''")
_COMMAND = re.compile(r"\\[A-Za-z\\,;:!{}|()\[\]]|\$|[_^]\{")


def _scanned(
    text: str, lists: Mapping[str, str] | None = None, given: Set[str] = frozenset()
) -> tuple[list[Token], Code]:
    """The tokens of a text, with what its program parts were."""
    bare = _STRING.sub("", without_comments(text, latex=False))
    if not re.search(r"\w", bare):  # a formula in a comment
        text = _COMMENT_SIGN.sub(lambda sign: " " * len(sign[0]), text)
        bare = text
    latex = _COMMAND.search(bare) is not None
    prose = without_prose(without_comments(text, latex=latex), given)
    if latex:  # what reads it is imported when there is some
        from tutor.core.notation.latex import from_latex

        code = Code(from_latex(prose.text))
    else:
        code = from_code(prose.text, lists)
    code.idle += [(said, 0) for said in prose.left_out]
    tokens = with_rows(scan(code.pieces, latex=latex), is_matlab=Beside(text).is_matlab)
    return with_cases(plain_heads(with_primes(tokens, given))), code


Given = Mapping[str, float | None]
"""Names that have a value elsewhere, with the value where it is known."""


def read(
    text: str,
    given: Given | None = None,
    lists: Mapping[str, str] | None = None,
    *,
    leaf: LeafValue = as_set,
) -> Plain:
    """The strict statements that ``text`` means.

    ``given`` names decide what a run of letters means, their values which case of a choice is
    taken; ``lists`` are vectors and matrices that are given as text: x is "[1, 2]"; ``leaf`` has
    the values of other leaves.
    """
    if len(text) > LENGTH:
        error = ExpressionError(f"this text has more than {LENGTH} characters", LENGTH, "split it")
        return Plain("", (), (error,))
    try:
        return _Reader(text, given or {}, lists or {}, leaf).plain()
    except ExpressionError as error:
        return Plain("", (), (error,))


def read_expression(text: str, given: Iterable[str] = ()) -> str:
    """One formula of the ``given`` names in the strict syntax.  Raises ExpressionError."""
    tokens, _ = _scanned(text)
    names = Names(alone=lone_names([tokens]))
    for name in given:
        names.know(name)
    while tokens and tokens[-1].kind == "end":
        tokens.pop()
    found = list(phrases(tokens, text))
    if len(found) != 1 or len(found[0].parts) != 1:
        equals = next((t for t in tokens if t.is_("=") or t.kind == "end"), None)
        at = equals.at if equals else 0
        raise ExpressionError("one formula is needed here", at, "leave out = and what is before it")

    def let(_: Written) -> str:
        raise ExpressionError("this is too much for one formula", 0, "write it out")

    written = entries(found, names, Beside(text)).phrases
    if len(written) != 1:
        let([])
    return text_of(shape(written[0].parts[0], names, let))


def readable_name(text: str) -> str:
    """The name that ``text`` (ŷ, x₁) is written as here; ``text`` itself when it is none."""
    step = re.fullmatch(r"(\w+_)\(?([a-z])([+-])([0-9])\)?", text.strip())
    if step:  # h_t-1 as h_{t-1}
        return f"{step[1]}{step[2]}{'m' if step[3] == '-' else 'p'}{step[4]}"
    try:
        tokens, _ = _scanned(text)
    except ExpressionError:
        return text
    if len(tokens) == 1 and tokens[0].kind == "name":
        return tokens[0].text
    if len(tokens) == 2 and is_primed(tokens, 0):
        return f"{tokens[0].text}_prime"
    if len(tokens) == 3 and tokens[1].is_(".") and {tokens[0].kind, tokens[2].kind} == {"name"}:
        return f"{tokens[0].text}_{tokens[2].text}"  # units.kB
    if len(tokens) == 4 and tokens[0].kind == "name" and tokens[1].is_("["):
        return tokens[0].text + tokens[2].text
    return text


class _Reader:
    def __init__(self, text: str, given: Given, lists: Mapping[str, str], leaf: LeafValue) -> None:
        self._text = text
        self._values = given
        self._lists = lists
        self._leaf = leaf
        self._names = Names()
        self._place = -1
        self._lines: list[_Line] = []
        self._problems: list[ExpressionError] = []
        self._lets: dict[str, str] = {}
        self._set: dict[str, str] = {}
        self._claims: list[tuple[str, str, Token]] = []
        for name in given:
            if readable_name(name) not in _ELEMENTARY:
                self._names.know(readable_name(name))
        for name in lists:
            self._names.know(readable_name(name))
        self._given = frozenset(self._names.spelled.values())

    def plain(self) -> Plain:
        """Read everything."""
        left, raw = _without_strict_lines(self._text)
        for line in raw:
            self._keep(line)
        tokens, code = _scanned(left, self._lists, {*self._values, *self._lists})
        said = list(islice(phrases(tokens, self._text), STATEMENTS + 1))
        if len(said) > STATEMENTS:
            what = f"this text has more than {STATEMENTS} statements"
            raise refuse(what, said[STATEMENTS].first, "split it")
        remarks = [phrase for phrase in said if _is_remark(phrase, said)]
        found = [one for one in said if one not in remarks and not _is_echo(one, said)]
        found, worked_out = merged(found)
        remarks += worked_out
        if not found and not raw and code.idle:
            what = "there is no formula in these words"
            raise ExpressionError(what, 0, "write one with signs, as in y = w*x + b")
        found, self._names.long = in_one_formula(found, code.long)
        self._define(found)
        beside = Beside(self._text, self._lists, self._values)
        made = entries(once_each(found, self._names), self._names, beside)
        found = made.phrases
        self._define(found)
        self._names.alone = lone_names(part for p in found for part in p.parts)
        self._register(found)
        self._find_aliases(found)
        names = self._names
        names.decisions = decisions = self._decisions(found)
        undecided = self._write_all(found)
        lines = self._without_aliases(self._needed())
        self._verify()
        met = {text_of(one): one for line in lines for one in line.met}
        lines += self._conditions(lines, list(met.values()))
        words = [said for phrase in said for said in phrase.left_out]
        left_out = (
            *(line for line, _ in code.idle), *map(_shown, remarks), *words, *made.left_out
        )  # fmt: skip
        return Plain(
            "\n".join(text_of(line.written) for line in lines),
            tuple(tuple(_places(line.written)) for line in lines),
            tuple(self._problems),
            {k: names.node(v) for k, v in names.spelled.items()},
            {name: names.node(name) for name in names.alias} | dict(made.called),
            names.hints,
            left_out,
            joined(list(met.values())),
            frozenset(decisions.asked) | made.spent.keys(),
            undecided,
            tuple(f"{one} is {said} here, and no leaf" for one, said in made.spent.items()),
            code.asked[0] if len(set(code.asked)) == 1 else "",
        )

    def _keep(self, line: tuple[str, int]) -> None:
        said, at = line
        self._lines.append(_Line([Piece(char, at + i) for i, char in enumerate(said)]))
        word, _, name = said.strip().partition(" ")
        if word in {"input", "param"}:
            self._names.know(re.split(r"[\s=]", name.strip())[0])
            value = re.fullmatch(r"(\w+)\s*=\s*([^\s].*?)(?:\s+as\s.*)?", name.strip())
            if value:
                self._set[value[1]] = value[2]

    # Definitions ----------------------------------------------------------------------------------

    def _define(self, found: Sequence[Phrase]) -> None:
        for phrase in found:
            if len(phrase.parts) > 1:
                for part in sides(phrase)[0]:
                    self._names.know(part[0].text)

    def _register(self, found: Sequence[Phrase]) -> None:
        """Functions, and the names of what they take."""
        for phrase in found:
            heads, bodies = sides(phrase)
            for head in heads:
                self._names.know(head[0].text)
                if len(head) > 1:
                    parameters = [t.text for t in head[2:-1] if t.kind == "name"]
                    for name in parameters:
                        self._names.know(name)
                    body = bodies[0] if bodies else ()
                    self._names.functions[head[0].text] = (parameters, body)

    def _find_aliases(self, found: Sequence[Phrase]) -> None:
        """``ŷ = a = σ(z)`` gives one node two names."""
        for phrase in found:
            heads = sides(phrase)[0]
            for other in heads[1:]:
                name = self._names.spelled[key(other[0].text)]
                self._names.alias[name] = heads[0][0].text

    # Writing --------------------------------------------------------------------------------------

    def _decisions(self, found: Sequence[Phrase]) -> Decisions:
        """What is known of values before a formula is read."""
        names = self._names
        heads = [head[0].text for p in found if len(p.parts) > 1 for head in sides(p)[0]]
        values = {names.node(readable_name(n)): x for n, x in self._values.items() if x is not None}
        return Decisions(values, self._leaf, frozenset(map(names.node, heads)), self._set)

    def _write_all(self, found: Sequence[Phrase]) -> bool:
        """Read the formulas, those last whose cases depend on others; whether some cannot be."""
        waiting = list(enumerate(found))
        for _ in range(ROUNDS):
            late: list[tuple[int, Phrase, UndecidedError]] = []
            for place, phrase in waiting:
                error = self._write(phrase, place)
                if error is not None:
                    late.append((place, phrase, error))
            if not late or len(late) == len(waiting):
                break
            waiting = [(place, phrase) for place, phrase, _ in reversed(late)]
        names = self._names
        dropped = names.applied - names.used
        missing = [
            error for _, phrase, error in late if names.node(phrase.first.text) not in dropped
        ]
        self._problems += [one for one in missing if not one.later] or missing[:1]
        self._lines.sort(key=lambda line: line.place)
        return bool(missing)

    def _write(self, phrase: Phrase, place: int) -> UndecidedError | None:
        """Read one formula; what it waits for when it does."""
        decisions = self._names.decisions
        self._place = place
        if decisions is not None:
            decisions.met = []
        try:
            line = self._line(phrase)
        except UndecidedError as error:
            return error
        except ExpressionError as error:
            self._problems.append(error)
            return None
        if line is not None:
            self._keep_line(line)
        return None

    def _keep_line(self, line: _Line) -> None:
        line.place = self._place
        if self._names.decisions is not None:
            line.met = tuple(self._names.decisions.met)
        if line.node:
            self._set[line.node] = text_of(line.written[1:]).partition(" as ")[0]
        self._lines.append(line)

    def _needed(self) -> list[_Line]:
        """The lines without functions that are only applied, and parts of cases not taken."""
        dropped = self._names.applied - self._names.used
        lines = [one for one in self._lines if one.node not in dropped]
        parts = set(self._lets.values())
        while True:
            used = {name for line in lines for name in _words(line.written[1:])}
            kept = [one for one in lines if one.node not in parts or one.node in used]
            if len(kept) == len(lines):
                return kept
            lines = kept

    @staticmethod
    def _conditions(lines: Sequence[_Line], met: Sequence[Written]) -> list[_Line]:
        """``require`` for the cases that were taken, so that drawn values stay in them."""
        present = {name for line in lines for name in _words(line.written[bool(line.node) :])}
        kept = [one for one in met if _names_in(one) <= present]
        at = kept[0][0].at if kept else 0
        said = [Piece(char, at) for char in f"require {joined(kept)}"]
        return [_Line(said)] if kept else []

    def _line(self, phrase: Phrase) -> _Line | None:
        heads, bodies = sides(phrase)
        if not heads:
            written = self._as_operation(self._shaped(bodies[0]))
            word = [Piece(f"{phrase.word} ", phrase.first.at)] if phrase.word else []
            return _Line([*word, *written])
        target = heads[0][0]
        name = self._names.spelled.get(key(target.text), target.text)
        if name in self._names.alias:
            return None
        at = target.at
        written = self._of_several(bodies) if len(bodies) > 1 else self._shaped(bodies[0])
        written = self._as_operation(written)
        node = strict(name)
        label = phrase.label or (name if node != name and not name.startswith("sigma") else "")
        start = f"{phrase.word} {node} = " if phrase.word else f"{node} = "
        end = f" as {label.strip()}" if label else ""
        last = written[-1].at
        whole = [Piece(start, at), *written, *([Piece(end, last)] if end else [])]
        return _Line(whole, node, plain=not phrase.word and not label)

    def _as_operation(self, written: Written) -> Written:
        """A case that is a lone name or a number, as a node that is computed: 1*x, 2 + 0*x."""
        met = self._names.decisions.met if self._names.decisions else []
        at = written[0].at
        if not met or not (_lone_name(written) or not _names_in(written)):
            return written
        if _lone_name(written):
            return [Piece("1*", at), *written]
        name = min(name for one in met for name in _names_in(one))
        start = [] if text_of(written) in {"0", "0.0"} else [*written, Piece(" + ", at)]
        return [*start, Piece(f"0*{name}", at)]

    def _without_aliases(self, lines: list[_Line]) -> list[_Line]:
        """``ŷ = z`` is no operation: ŷ is another name of z."""
        while True:
            nodes = {line.node for line in lines if line.node}
            used = {p.text for line in lines for p in line.written[1:]}
            for line in lines:
                source = _lone_name(line.written[1:]) if line.node and line.plain else ""
                if source and source != line.node and (source in nodes or line.node in used):
                    break
            else:
                return lines
            lines.remove(line)
            self._names.alias[line.node] = source
            for other in lines:
                other.met = [
                    [p._replace(text=source) if p.text == line.node else p for p in one]
                    for one in other.met
                ]
                other.written[1:] = [
                    p._replace(text=source) if p.text == line.node else p for p in other.written[1:]
                ]

    def _shaped(self, body: Sequence[Token]) -> Written:
        return shape(body, self._names, self._let)

    def _let(self, written: Written) -> str:
        """A node of its own for a part that is needed twice."""
        text = text_of(written)
        if text not in self._lets:
            number = 1
            while self._names.known(f"t{number}"):
                number += 1
            name = f"t{number}"
            self._names.know(name)
            self._lets[text] = name
            self._keep_line(_Line([Piece(f"{name} = ", written[0].at), *written], name))
        return self._lets[text]

    def _may_agree(self, one: frozenset[str], other: frozenset[str]) -> bool:
        """Whether one of two formulas may be the other written out: its own names are defined."""
        return any(
            all(map(self._names.known, mine - theirs))
            for mine, theirs in ((one, other), (other, one))
        )

    def _of_several(self, bodies: Sequence[Sequence[Token]]) -> Written:
        """``σ(z) = 1/(1 + e⁻ᶻ)``: two ways to write one thing, which must agree."""
        numbers = [b for b in bodies if is_number(b)]
        formulas = [b for b in bodies if b not in numbers] or list(bodies[:1])
        written = [self._shaped(body) for body in formulas]
        chosen = written[0]
        known = set(self._names.spelled.values()) & (
            self._given or set(self._names.spelled.values())
        )
        for one in written:
            if _names_in(one) <= known and not _names_in(chosen) <= known:
                chosen = one
        decided = bool(self._given) and _names_in(chosen) <= known
        steps = self._names.decisions.defined if self._names.decisions else frozenset()
        if not _names_in(chosen) & steps:  # f = (x + y)z = qz with q = x + y is qz
            chosen = next((one for one in written if _names_in(one) & steps), chosen)
        for body, one in zip(formulas, written, strict=True):
            if _differ(text_of(chosen), text_of(one)) or not (
                decided or self._may_agree(_names_in(chosen), _names_in(one))
            ):
                raise refuse("the sides of this equation are not the same", body[0],
                             f"{text_of(chosen)} and {text_of(one)}: keep one of them")  # fmt: skip
            if one is not chosen:
                self._claims.append((text_of(chosen), text_of(one), body[0]))
        return chosen

    def _verify(self) -> None:
        """Sides of one equation that come to the same leaves must have one value."""
        for chosen, other, token in self._claims:
            for turn in range(3):
                values = Decisions({}, _spread(turn), texts=self._set)
                try:
                    one, two = values.value_of(chosen), values.value_of(other)
                except ExpressionError:
                    break
                if not math.isclose(one, two, rel_tol=1e-6, abs_tol=1e-9):
                    what = f"{chosen} and {other}: keep one of them"
                    message = "the sides of this equation are not the same"
                    self._problems.append(refuse(message, token, what))
                    break


def _spread(turn: int) -> LeafValue:
    """Different values for different leaves, but those that the text sets."""

    def value(name: str, default: float | None) -> float:
        spread = sum(map(ord, name)) % 17 + len(name)
        return 0.3 + 0.41 * turn + 0.037 * spread if default is None else default

    return value


def _is_remark(phrase: Phrase, said: Sequence[Phrase]) -> bool:
    """``w, b ∈ R``, the number of an equation, and a derivative say nothing to calculate."""
    tokens = [t for part in phrase.parts for t in part]
    inside = "".join(t.text for t in tokens)
    if len(phrase.parts) == 1 and re.fullmatch(r"\([0-9.]+\)", inside):
        return True
    others = any(len(p.parts) > 1 and not is_derivative(p.parts[0]) for p in said)
    is_setting = tokens[-1].word("True", "False", "None", "true", "false") and len(phrase.parts) > 1
    is_domain = any(t.is_(*COMPARE) for t in tokens) and not any(t.is_("=") for t in tokens)
    is_domain = (is_domain or is_number(tokens)) and len(phrase.parts) == 1
    return any(t.text == "∈" for t in tokens) or (
        others and (is_derivative(phrase.parts[0]) or is_setting or is_domain)
    )


def _shown(phrase: Phrase) -> str:
    return " = ".join("".join(token.text for token in part) for part in phrase.parts)


def _is_echo(phrase: Phrase, said: Sequence[Phrase]) -> bool:
    """A name or f(x) alone in a line, as a notebook shows it, is no formula if it is defined."""
    if len(phrase.parts) > 1:
        return False
    shown = [t.text for t in phrase.parts[0]]
    others = [p for p in said if len(p.parts) > 1]
    if len(shown) == 1 and phrase.first.kind == "name":
        return bool(others)
    return any([t.text for t in p.parts[0]] == shown for p in others)


def _without_strict_lines(text: str) -> tuple[str, list[tuple[str, int]]]:
    """The text without the lines of the lesson format, which are taken as they stand."""
    chars, raw = list(text), []
    for found in re.finditer(r"(?:^|(?<=[;\n\r]))" + _STRICT.pattern, text):
        if re.match(r"[ \t]*\w+[ \t]*=", found[0]):
            continue
        said = found[0].split("#")[0].rstrip(" \t\r")
        blanks = len(said) - len(said.lstrip(" \t"))
        raw.append((said.strip(" \t"), found.start() + blanks))
        for i in range(found.start(), found.end()):
            chars[i] = " "
    return "".join(chars), raw


def _places(written: Written) -> Iterable[int]:
    for piece in written:
        for i in range(len(piece.text)):
            yield piece.at + (i if piece.text[:1].isdigit() else 0)


def _lone_name(written: Written) -> str:
    inside = [p.text for p in written if p.text not in {"(", ")"}]
    return inside[0] if len(inside) == 1 and inside[0].isidentifier() else ""


def _words(written: Written) -> Iterable[str]:
    return re.findall(r"[A-Za-z_]\w*", text_of(written))


def _names_in(written: Written) -> frozenset[str]:
    try:
        return names_of(parse(text_of(written)))
    except ExpressionError:
        return frozenset()


def _differ(one: str, other: str) -> bool:
    """Whether two formulas of the same names have different values somewhere."""
    try:
        first, second = parse(one), parse(other)
    except ExpressionError:
        return False
    names = sorted(names_of(first))
    if set(names) != names_of(second):
        return False
    for turn in range(3):
        values = {name: 0.3 + 0.41 * turn + 0.17 * i for i, name in enumerate(names)}
        try:
            a, b = (evaluate(expr, LeafScope(values)) for expr in (first, second))
        except ExpressionError:
            continue
        if not math.isclose(a, b, rel_tol=1e-6, abs_tol=1e-9):
            return True
    return False
