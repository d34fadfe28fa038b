r"""A program of any language that was refused: the numbers and formulas that it declares.

    fn main() {                                 x = 2.0
        let x = engine::leaf(2.0);              y = x.sin() * x
        let y = &x.sin() * &x;                  y.backward()
        y.backward();
        println!("{:?}", x.grad());
    }

It is read by the form of its statements, not by the names of a library.  A declaration stays, and
so does a function of numbers; what only calls something is left out, and told.  None comes back
where one statement may do more than that: a loop, a choice, ``x += 1``, a call that may change x.
"""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import dataclass, field

from tutor.core.errors import ExpressionError
from tutor.core.formulas.lexer import GRADIENT
from tutor.core.formulas.programs.changed import refuse_changed_names
from tutor.core.formulas.programs.idle import asked_gradient, is_idle
from tutor.core.formulas.programs.made_numbers import PATH, made_number
from tutor.core.formulas.programs.parted import Part, parted
from tutor.core.formulas.programs.rewriting import CLOSING, OPENING, split_outside_brackets
from tutor.core.formulas.programs.whole import refuse_cut_quotients

LONGEST = 8_000
"""Characters of a program that is taken apart."""

_PROGRAM = re.compile(
    r";[ \t]*(?://[^\n]*)?$|^[ \t]*(?:let|var|val|const|auto|final)[ \t]+\w|\w[ \t]*:=[ \t]|"
    r"\b(?:fn|func)[ \t]+\w+\(|"
    r"^main\b[^\n]*=[ \t]*do\b",
    re.MULTILINE,
)
_NOT_ONE = re.compile(
    r"\\[A-Za-z]|\$\$|^[ \t]*(?:def|class|with|for|while|if|elif|else|async)\b[^\n{]*:[ \t]*$",
    re.MULTILINE,
)
"""LaTeX, and Python, which are read elsewhere."""
_KEYWORDS = r"(?:(?:let|var|val|const|auto|final|mut|static|constexpr|mutable|inline)[ \t&]+)"
_TYPE = r"[A-Za-z_][\w:.]*(?:<[^<>=;]*(?:<[^<>]*>)?[^<>=;]*>)?(?:\[\])?"
_NAME = r"[A-Za-z_]\w*'?"
_DECLARED = re.compile(
    rf"(?P<keywords>{_KEYWORDS}*)(?:(?P<type>{_TYPE})[ \t]*[&*]?[ \t]+[&*]?)??(?P<name>{_NAME})"
    rf"(?:[ \t]*:(?!=)[ \t]*[^=\n]{{1,60}}?)?[ \t]*(?::=|=(?![=>])|<-)\s*(?P<formula>.+)",
    re.DOTALL,
)
_MADE = re.compile(rf"{_KEYWORDS}*(?P<type>{_TYPE})[ \t]+(?P<rest>{_NAME}[ \t]*[({{].*)", re.DOTALL)
_ONE_MADE = re.compile(rf"\s*({_NAME})[ \t]*([({{])(.*)[)}}]\s*", re.DOTALL)
_ONE_SET = re.compile(rf"\s*({_NAME})\s*=(?!=)\s*(.+)", re.DOTALL)
_PARAMETER = re.compile(rf"\s*(?:const[ \t]+)?({_TYPE})(?:[ \t]*[&*][ \t]*|[ \t]+){_NAME}\s*")
_NO_TYPE = re.compile(
    r"(?:return|new|throw|else|case|print\w*|puts|echo|in|not|and|or|if|goto|do)$"
)
_ASIDE = re.compile(
    r"(?:use|import|using|package|extern|mod|module|open|let[ \t]+open|#|@|typedef|namespace)\b|"
    r"[#@]|"
    r"(?:return[ \t]*)?(?:0|\(\)|Ok\(\(\)\)|nil|null)?$|return$|pass$"
)
_NAMES_ONLY = re.compile(rf"{_KEYWORDS}*{_TYPE}[ \t]+{_NAME}(?:\s*,\s*{_NAME})*$")
_CALL = re.compile(
    rf"(?:let[ \t]+(?:\(\)|_)[ \t]*=\s*|_[ \t]*=[ \t]*|await[ \t]+)?({PATH}!?)[ \t]*(?=[(\w\"])"
)
_STREAM = re.compile(r"(?:std::)?(?:cout|cerr|clog)\b")
_SHOWS = re.compile(
    r"(?:^|[.:_>]|!)(?:e?print\w*|put\w*|log\w*|show|display|dump|debug|trace|assert\w*|expect\w*|"
    r"require|check\w*|approx\w*|is_?close|plot\w*|draw\w*|disp|write\w*|echo|cat|endl|"
    r"XCTAssert\w*|EXPECT_\w+|ASSERT_\w+|Assert\w*|should\w*|Print\w*|Log\w*|Error\w*|Fatal\w*)!?$"
)
"""Calls that show or check a number."""
_SLOPE = re.compile(
    r"(?<![A-Za-z])(?:[a-z]\w*_)?(?:grad(?!e\b)\w*|deriv\w*|differentiate\w*|diff|back_?ward\w*|back_?prop\w*|"
    r"jacobian\w*|hessian\w*|adjoints?|partials?|slope)(?![a-z])|"
    r"(?:\w+)(?:Grad|Gradient|Gradients|Derivative|Derivatives|Adjoint|Backward)\b|"
    r"\b(?:Gradient|Derivative|Backward|BackProp|Backprop|Grad|Adjoint)s?\b"
)
"""Words of calls that ask for a gradient."""
_BACKWARD = re.compile(
    r"(?:^|[.:>_]|let[ \t]+\w+[ \t]*=[ \t]*)(?:\w+_)?"
    r"(?:differentiate|back_?ward|back_?prop\w*|derivatives?|gradients?)"
    r"[!?]?[ \t]*\(?[ \t]*&?(?:mut[ \t]+)?(\w+)[ \t]*[,)]?",
    re.IGNORECASE,
)
_CHANGES = re.compile(
    r"(?:^|[._:>A-Z])(?:step|update\w*|apply\w*|descend|descent|zero\w*)(?![a-z])"
)
_GETTER = r"(?:value|val|data|item|get|primal|to_\w+|as_\w+)"
_SHOWN = re.compile(
    rf"(?:(?:\w+(?:\.|::))*{_GETTER}[( ][ \t]*)?[&*]?({_NAME})\)?"
    rf"(?:(?:\.|->){_GETTER}(?:\(\))?)?$"
)
_HELPER = re.compile(
    r"(?i)(?:optim|sgd|adam|tape|graph|context|session|engine|logger|timer|rng|random)"
)
_QUOTIENT = re.compile(r"(?<![\w.])(?<![*/%])(\w+)[ \t]*/[ \t]*(\w+)(?![\w.(\[])")
_ODD = re.compile(r"\^|\w\[|(?:^|[=(,*/+-])[ \t]*-[ \t]*\w+[ \t]*\*\*", re.MULTILINE)
_PAIR = re.compile(r"\([ \t]*(\w+)[ \t]*,[ \t]*(-?[0-9.]+)[ \t]*\)")
_SUFFIX = re.compile(
    r"(?<![\w.])([0-9]+\.[0-9]*(?:[eE][-+]?[0-9]+)?|[0-9]+)(?:_?f(?:32|64)?|F|_?f64)(?!\w)"
)
_BORROWED = re.compile(r"(?:(?<=[(,=*/+-])|(?<=[(,=*/+-][ ])|^)&(?:mut[ \t]+)?(?=[A-Za-z_(])")
_MODULE = re.compile(r"(?<![\w.])([a-z]\w*)\.(?=[A-Z]\w*\()")
_SPACE = re.compile(r"(?<![\w.])(?:[A-Za-z_]\w*::)+(?=[A-Za-z]\w*\()")


@dataclass
class Declared:
    """The program as lines that set names, and what was left out of it."""

    lines: list[str] = field(default_factory=list)
    left_out: list[str] = field(default_factory=list)

    @property
    def text(self) -> str:
        """The lines, as a text to read."""
        return "\n".join(self.lines) + "\n"


@dataclass(frozen=True)
class _Line:
    """One statement: the ``name`` that it sets to a ``formula``, or only what it ``said``."""

    said: str
    name: str = ""
    formula: str = ""
    kind: str = "set"


@dataclass(frozen=True)
class _Names:
    """The functions of the program, and what its names are so far: numbers, or others."""

    blocks: Sequence[str]
    numbers: set[str]
    others: set[str]


def declared(text: str) -> Declared | None:
    """What ``text`` declares; None where it is no such program, or may do more than declare."""
    if len(text) > LONGEST or not _PROGRAM.search(text) or _NOT_ONE.search(_bare(text)):
        return None
    parts = parted(text)
    if parts is None or not parts:
        return None
    try:
        refuse_cut_quotients(text)
        refuse_changed_names(text, {})
    except ExpressionError:
        return None
    blocks = [part.text for part in parts if part.is_block]
    lines: list[_Line] = []
    for part in parts:
        known = _numbers(lines)
        names = _Names(blocks, known, {line.name for line in lines} - known)
        read = _lines(part, names)
        if read is None:
            return None
        lines += read
    return _kept(lines)


def _numbers(lines: Sequence[_Line]) -> set[str]:
    """The names so far that are numbers, or are computed of them."""
    found: set[str] = set()
    for line in lines:
        if line.kind == "number" or found & set(re.findall(r"\w+", line.formula)):
            found.add(line.name)
    return found


def _lines(part: Part, names: _Names) -> list[_Line] | None:
    """The lines that one statement is; None where it is not known what it does."""
    said = part.text.strip()
    if part.is_block and re.match(r"(?:if|for|while|switch|else|match|loop|do)\b", said):
        body = parted(said[said.index("{") + 1 : -1]) or []
        checks = said.startswith("if") and all(map(_is_check, body))
        return [_Line(said, kind="check")] if checks else None
    if part.is_block:
        return [_Line(said, kind="block")]
    if _ASIDE.match(said):
        return [_Line(said, kind="aside")] if said else []
    if _NAMES_ONLY.match(said) and not _NO_TYPE.match(said.split()[0]):
        return [_Line(said, kind="aside")]
    if re.match(r"let[ \t]+(?:\(\)|_)[ \t]*=|_[ \t]*=(?!=)", said) or _STREAM.match(said):
        return [_Line(said, kind="call")]
    found = _DECLARED.fullmatch(said)
    typeless = found and found["type"] and re.match(r"(?:let|var|val)\b", said)
    if found and not typeless and not _NO_TYPE.match(found["type"] or ""):
        pairs = _several(found["name"], found["formula"])
        return [_line(said, name, formula, found["type"] or "", names) for name, formula in pairs]
    made = _MADE.fullmatch(said)
    if made and not _NO_TYPE.match(made["type"]):
        spans = [made["rest"][a:b] for a, b in split_outside_brackets(made["rest"], ",")]
        ones = [_ONE_MADE.fullmatch(one) for one in spans]
        if all(ones):
            return [_line(said, one[1], f"{made['type']}({one[3]})", made["type"], names)
                    for one in ones if one]  # fmt: skip
    return [_Line(said, kind="call")] if _CALL.match(said) and not _assigns(said) else None


def _is_check(part: Part) -> bool:
    """Whether this only shows something, or ends the program."""
    called = _CALL.match(part.text.strip())
    return not part.is_block and (
        _ASIDE.match(part.text.strip()) is not None
        or (called is not None and _SHOWS.search(called[1]) is not None)
    )


def _several(name: str, formula: str) -> list[tuple[str, str]]:
    """``x = 1, y = 2`` as two pairs."""
    spans = [formula[a:b] for a, b in split_outside_brackets(formula, ",")]
    others = [_ONE_SET.fullmatch(one) for one in spans[1:]]
    if others and all(others):
        return [(name, spans[0].strip()), *((one[1], one[2].strip()) for one in others if one)]
    return [(name, formula)]


def _line(said: str, name: str, formula: str, type_: str, names: _Names) -> _Line:
    formula = re.sub(r"\?(?=[)\s;.]|$)", "", formula).strip()
    number = made_number(formula, name, type_, names.blocks, names.numbers, names.others)
    if number is not None:
        return _Line(said, name, number, "number" if number else "open")
    formula = _SPACE.sub("", _BORROWED.sub("", _SUFFIX.sub(r"\1", formula)))
    modules = set(_MODULE.findall(formula)) - names.numbers
    if modules:  # tape.Add(x, y), where no number is called tape
        formula = re.sub(rf"(?<![\w.])(?:{'|'.join(modules)})\.(?=[A-Z]\w*\()", "", formula)
    return _Line(said, name, formula)


def _bare(text: str) -> str:
    return re.sub(r'"[^"\n]*"', '""', text)


def _assigns(said: str) -> bool:
    """Whether a sign outside strings and brackets sets something."""
    depth, bare = 0, ""
    for char in _bare(said):
        depth += (char in OPENING) - (char in CLOSING)
        bare += char if not depth else ""
    return re.search(r"(?<![=<>!])=(?!=)|\+\+|--|<<=|:=", bare) is not None


def _kept(lines: Sequence[_Line]) -> Declared | None:
    """The lines without those that compute nothing; None where one of these may change a number."""
    kept = list(lines)
    while (one := next((line for line in kept if _is_spare(line, kept)), None)) is not None:
        kept.remove(one)
    sets = [line for line in kept if line.kind in {"set", "number"}]
    names = {line.name for line in sets}
    if not any(line.kind == "set" for line in sets):
        return None
    asked: list[str] = []
    out = Declared()
    let = (
        "let "
        if any(re.match(r"let\b", line.said) for line in kept if line.kind == "block")
        else ""
    )
    open_ = {line.name for line in lines if line.kind == "open"}
    for place, line in enumerate(lines):
        if line.kind == "set" and line not in sets:  # let v = fromList [(x, 3), (y, 4)]
            out.lines += [f"{a} = {b}" for a, b in _PAIR.findall(line.formula) if a in open_]
        if line in sets or line.kind == "block":
            made = f"{let}{line.name} = {' '.join(line.formula.split())}"
            out.lines.append(_with_types(line.said) if line.kind == "block" else made)
            continue
        out.left_out.append(" ".join(line.said.split()))
        asked += _asked(line, names)
        later = any(other in sets for other in lines[place + 1 :])
        if line.kind == "call" and not _only_shows(line.said, names, later=later):
            return None
    if len(set(asked)) == 1:
        out.lines.append(f"{asked[0]}.backward()")
    return None if _is_odd(out.text, sets) else out


def _with_types(block: str) -> str:
    """A function of C++ with double for the types of its parameters: ``Real f(Real x) {``."""
    head = re.match(r"[^(){]*\(([^(){}]*)\)", block)
    block = re.sub(r"^[ \t]*let[ \t]+open\b[^\n]*\n", "", block, flags=re.MULTILINE)
    if block.startswith("let"):
        return block
    typed = [_PARAMETER.fullmatch(one) for one in head[1].split(",")] if head else []
    types = sorted({re.escape(one[1]) for one in typed if one})
    if not types or not all(typed):
        return block
    declared_ = rf"(?<![\w.:])(?:{'|'.join(types)})[ \t]*[&*]?[ \t]*\b(?=\w)(?!\()"
    return re.sub(declared_, "double ", block)


def _is_spare(line: _Line, lines: Sequence[_Line]) -> bool:
    """Whether nobody uses what this sets, and it sets it to no formula of the numbers."""
    if line.kind != "set" or any(_mentions(other, line.name) for other in lines if other != line):
        return False
    names = {other.name for other in lines if other.kind in {"set", "number"}} - {line.name}
    calls = re.match(rf"(?:&mut[ \t]+)?(?:{PATH}!?)\s*(?:[({{\w\"]|$)", line.formula) is not None
    shown = _SHOWN.match(line.formula)
    if not calls or re.search(r"(?<![-+*/=<>(,])[ \t][-+*/][ \t]", line.formula):
        return False
    return bool(
        _SLOPE.search(line.formula)
        or (shown and shown[1] in names)
        or _names_gradient(line.name, names)
        or _HELPER.search(line.formula)
        or not names & set(re.findall(r"\w+", line.formula))
    )


def _names_gradient(name: str, names: set[str]) -> bool:
    """``dx``, ``du_dx``, ``gx`` beside names that are called x and u."""
    both = re.fullmatch(r"d(\w+?)_?d(\w+)", name)
    return (
        GRADIENT.match(name) is not None
        or re.sub(r"^[dg]_?", "", name) in names - {name}
        or (both is not None and {both[1], both[2]} <= names)
    )


def _mentions(line: _Line, name: str) -> bool:
    used = line.said if line.kind == "block" else line.formula if line.kind == "set" else ""
    return re.search(rf"(?<![\w.]){re.escape(name)}(?!\w)", used) is not None


def _asked(line: _Line, names: set[str]) -> list[str]:
    """The names whose gradients this asks for."""
    found = _BACKWARD.search(line.said.partition("=")[2] or line.said)
    both = [asked_gradient(line.said), found[1] if found else ""]
    receiver = re.search(r"(?<![\w.])(\w+)(?:\.|->)(?:back\w*|differentiate)\b", line.said)
    both += [receiver[1]] if receiver else []
    return [one for one in dict.fromkeys(both) if one in names]


def _only_shows(said: str, names: set[str], *, later: bool) -> bool:
    """Whether this call changes no number that is used; ``later`` formulas follow it."""
    bare = _bare(said)
    if _STREAM.match(bare):
        return not _assigns(bare)
    called = _CALL.match(bare)
    if called is None:
        return bool(re.match(r"(?:let[ \t]+)?(?:\(\)|_)[ \t]*=\s*\(?\)?$", bare))
    if not names & set(re.findall(r"\w+", bare)) or _SHOWS.search(called[1]):
        return True
    if _CHANGES.search(called[1]) and later:
        return False
    inside = bare[called.end() :]
    seeded = re.search(r"(?:^|[.>])back\w*!?\(\s*(?!(?:1|1\.0*f?)?\s*\))[-0-9.]", bare)
    weighted = re.search(r"\w(?:\.|->)back\w*\(\s*&?(\w+)", bare)
    if seeded or (
        weighted and weighted[1] in names and re.match(rf"(?:{'|'.join(names)})\b", bare)
    ):
        return False
    return is_idle(bare) or _SLOPE.search(called[1]) is not None or not inside.strip()


def _is_odd(text: str, lines: Sequence[_Line]) -> bool:
    """What languages read differently: quotients of whole numbers, powers, the first of a list."""
    whole = {line.name for line in lines
             if line.kind == "number" and re.search(r"=[ \t]*[0-9]+$", line.said)}  # fmt: skip
    for a, b in _QUOTIENT.findall(text):
        if a.isdigit() and b.isdigit():
            if int(b) == 0 or int(a) % int(b):
                return True
        elif all(one.isdigit() or one in whole for one in (a, b)):
            return True
    return _ODD.search(text) is not None
