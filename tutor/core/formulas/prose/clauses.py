"""Clauses of prose around formulas, told from formulas by their words.

A clause is left out where it cannot be read as a formula: it has two words side by side, no sign of
arithmetic, and none of its words is a name in a formula of the text.
"""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Iterator, Set

from tutor.core.formulas.lexer import (
    GREEK,
    JOINING,
    MEASURES,
    OF,
    RECKONING,
    SMALL,
    TAILS,
    WHERE,
    canonical_name,
    words,
)
from tutor.core.formulas.prose.remains import Remains

LONGEST = 4000
"""Characters of a line in which sentences are looked for."""
_NAME = r"[^\W\d]\w*"
_SIGN = r"[+*/^=\u00B7\u00D7\u22C5]"
_SYMBOL = re.compile(
    rf"(?<![\w.])({_NAME})(?=[ \t]*(?:{_SIGN}|:=|<-|-[ \t\d])|[(\[_]|\.\w)|"
    rf"(?:{_SIGN}|[ \t(=]-|\w\()[ \t]*({_NAME})(?=[ \t]*(?:[+*/^)\]\n;,.]|-[ \t]|$))"
)
"""A word beside a sign of arithmetic, as names are."""
_STEP = re.compile(
    r"[ \t]*(?:step|part|layer|stage|phase|example|problem|question|exercise|task|section|chapter|"
    r"case|iteration|epoch)[ ][0-9]+(?:\.[0-9]+)*[a-z]?[ ]*(?:[:.\u2014\u2013-]|$)",
    re.IGNORECASE,
)
"""``Step 1.1 — hidden neuron h₁``"""
_DERIVATIVE = re.compile(
    r"\bpartial[ ]\w+[ ]*/[ ]*partial[ ]\w+|"
    r"(?:\bd|\u2202)[A-Za-z]{0,2}[ \t]*/[ \t]*(?:d|\u2202)[A-Za-z]\w*|"
    r"\b[A-Za-z]'(?:\(\w\))?"
)
_CALL = re.compile(r"\b([A-Za-z]\w*)\([\w, ]*\)")
_SLASH = re.compile(r"(?<=[A-Za-z0-9])[ \t]*/[ \t]*(?=[A-Za-z])")
_WORD = re.compile(r"[^\W\d_][^\W_]*(?:['\u2019-][^\W\d_]+)*")
_ADJACENT = re.compile(r"(?<!\w)[^\W_]+(?:['\u2019-][^\W\d_]+)*[ \t]+[^\W\d_]+")
_SIGNS = re.compile(r"[=+*/^<>\u221A\u2211\u03A3|\u00B7\u00D7\\@{}$\[\]\"]|(?<![^\W\d_])-(?=[\w(])")
_BEGINS = "|".join(
    sorted(words(
        "print println printf assert raise del global const var fn func function fun double float "
        "int auto void static public private struct using use package library end begin do module "
        "local template inline typedef async await yield mut pub elseif endif endfor export "
        "require vary input param output loss then fi endfunction break continue pass next goto "
        "done finally"
    ))
)  # fmt: skip
_PROGRAM = re.compile(
    r"[ \t]*(?:(?:>>>|\.\.\.:?|[a-z]+>|In \[[0-9 ]*\]:)[ \t]+)?"
    r"(?:import\b|from[ \t]+\S+[ \t]+import\b|def[ \t]|class[ \t]\w+[ \t]*[(:]|return\b|"
    r"(?:if|elif|for|while|with|try|except|else|switch|case|match)\b.*[:{)]|else\b|let[ \t]+mut\b|"
    r"for[ \t]+[a-z]\w*[ \t]+in[ \t]+[a-z]\w*[ \t]*$|"
    r"(?:for|while)[ \t].*[ \t]do[ \t]*$|"
    r"(?:(?:els?e?)?if|unless)[ \t]+(?:not[ \t]+|!)?\w+(?:[ \t]+then)?[ \t]*$|"
    rf"(?:{_BEGINS})\b(?![ \t]+(?:of|is|are|pass|layer|function)\b|[ \t]*=)|[@#}}]|In[ \t]\[|"
    r"\S+[ \t]*\{[ \t]*$|.*\)[^(){};=]*\{[ \t]*$)"
)
"""Lines of programs and of the lesson format, in which no sentence stands."""
_BULLET = r"[ \t>*•\-–#;]*"
_LABEL = re.compile(
    rf"{_BULLET}((?:[0-9]{{1,2}}-(?=[a-z]{{3}})|[^\W\d_]|\()"
    r"[\w \t\-–'\u2019/&(),.≤≥]{0,80}?)[ \t]*:(?![:=])"
    r"(?=[ \t\n*\u0060(]|$|[^\W\d]\w*[ (=])"
)
_COUNTED = re.compile(r"^[0-9]{1,2}-(?=[a-z]{3})")
_TYPE_NOTE = re.compile(
    r"[ \t]*(?:float|int|[\w.]*[Tt]ensor|number|double|f32|f64|Value|np\.\w+|torch\.\w+)[ \t]*="
)
_DECLARED = re.compile(r"[ \t]*(?:let|var|val|const)[ \t]+(?:mut[ \t]+)?\w+[ \t]*:[ \t]*")
"""``let x: Scalar = …``"""
_NUMBER = re.compile(
    rf"{_BULLET}(?:(?:[A-Z][a-z]{{3,}}[ \t]*)?[A-Z]?[0-9]{{1,2}}(?:\.[0-9]+)*[.):;]+|"
    r"(?:i{1,3}|iv|vi{0,3})[.)])(?=[ \t])"
)
_TAIL = re.compile(rf"[\w)\]}}\u00B2\u00B3][ \t]+({'|'.join(sorted(TAILS | WHERE))})\b")
_RECKONED = re.compile(
    rf"\b(?:{'|'.join(sorted(RECKONING))})\b|"
    rf"\b(?:{'|'.join(sorted(MEASURES))})\b(?![ \t-]+[^\W\d_]{{3}})"
)
_PLACE = re.compile(r"\b(?:at|for|when|if|given|with|where)\b(?=[ \t]*(?:\w+|\([\w, ]+\))[ \t]*=)")
"""What stands before the values that a question gives."""
_POINT = re.compile(r"\([-\d., \u2212]+,[-\d., \u2212]+\)[ \t]*$")
_AT_POINT = re.compile(
    r"(?<=[\w);])[ \t]+at(?:[ \t]+the)?(?:[ \t]+point)?[ \t]*"
    r"(?=\([-\d., \u2212]+,[-\d., \u2212]+\)[ \t]*(?:[.,:;?]|$))"
)
_FUNCTION = re.compile(r"\w\([\w, ]+\)[ \t]*=")
_MEANING = re.compile(
    r"[^=]*=[ \t]*((?:the[ \t]+|a[ \t]+)?[^\W\d_]{3,}(?:[ \t]+[^\W\d_]{2,})+)[ \t]*$"
)
"""``η = learning rate`` says what a name means."""
_COMPUTED = re.compile(r"[-+*/^\u2212]")
_NUMBER_TOLD = re.compile(
    r"((?:[A-Za-z]{3,}[ ]+){1,4}[A-Za-z]{3,})[ ]*=[ ]*[-\u2212]?[0-9.]+%?(?:[ ]+at\b[^\n]{0,20})?"
)
"""``maximum gradient = 0.25 at x = 0``"""
_SLOPE = re.compile(
    r"\b(?:gradient|derivative|slope|derivee|derivada|derivata|Ableitung)\b[^=]{0,60}?"
    r"(?:\b(?:is|ist|est|es)\b|:)",
    re.IGNORECASE,
)
"""What is said of a derivative is not part of a graph."""
_LONE_SLOPE = re.compile(
    r"[ \t,;]*(?:(?:and|und|et|y|e)[ \t]+)?((?:d|\u2202)[A-Za-z]{0,2})[ \t]*/"
    r"[ \t]*(?:d|\u2202)[A-Za-z]\w*[ \t]*"
)
_VERB = re.compile(
    r"[ \t,]*(?:(?:and|let|where|with|then|if)[ \t]+)?([^\W\d]\w{0,20}(?:\([\w, ]*\))?)[ \t]+"
    r"(is|be|equals)[ \t]+(?=[^\n=]*[+*/^(])", re.IGNORECASE,
)  # fmt: skip
"""``y is w*x + b`` defines y."""
_SAID_FIRST = re.compile(
    r"(?<=[\w)])[ \t]*=[ \t]*((?:[^\W\d_]+[0-9]{0,2}[ \t]+){1,12}[^\W\d_]+[0-9]{0,2})"
    r"(?=[ \t]*(\n?)[ \t]*=(?!=))"
)
"""``D = Euclidean distance = ‖a − b‖``"""
_CHANGED = re.compile(
    rf"\b(?:not|never|instead|half|twice|minus)\b|\b(?:{'|'.join(sorted(OF))})\b.*\bof[ \t]*$"
)
"""What stands before a formula and changes it."""
_NEXT_NAME = re.compile(r"[ \t,]*(?:and[ \t]+)?\w{1,3}[ \t.]*")
_MARK = re.compile(r"(\u2014|[\u2013-]{2,3}|//|<-+|\u2190)[ \t]+")
"""What stands before a remark; a single hyphen is a minus sign."""
_LAST = re.compile(
    r"[ \t]([^\W\d][^\s()=]{0,40}(?:\([^()=]{0,60}\))?|[A-Za-z][ ]\([\w, ]{0,60}\))[ \t]*:?$"
)
_BRACKETS = re.compile(r"[(\[]([^()\[\]]*(?:\([^()]*\)[^()\[\]]*)*)[)\]]")
_LETTER = re.compile(
    rf"(?<=[A-Za-z][ ])\\(?:{'|'.join(sorted(set(GREEK.values())))})(?:_\w|_\{{\w+\}})?"
    r"(?=[ ][A-Za-z]{2}|[ ]*$)"
)
"""``an activation function \\sigma_1 which …``"""
_ACTIVATIONS = frozenset({"sigmoid", "tanh", "relu", "softmax", "ReLU", "softplus"})
"""What a remark behind a formula says alone: ``a = σ(z)   (sigmoid)``."""
_ALSO_WORDS = frozenset({"square", "mean", "where"})
"""Functions whose names are words of sentences, too."""


def leave_out_clauses(found: Remains, given: Set[str]) -> None:
    """Labels, remarks and sentences of every line; ``given`` are names that have values."""
    for said in list(_SAID_FIRST.finditer(found.text)):
        parts = said[1].split()
        joined = parts[-2] in JOINING and not said[2]  # x = t and y = 5t
        if _is_plain(parts[0], given) and not joined and _is_told(said[1], given):
            found.leave_out(said.start(), said.end(), " ")
    seen = Counter(_symbols(found.text))
    names = seen.keys() | given
    depth = 0
    start = 0
    for line in re.split(r"(?<=\n)", found.text):
        if depth <= 0 and "/" in line and _is_slashed_heading(line, found.text, seen, given):
            found.leave_out(start, start + len(line.rstrip("\r\n")))
        elif depth <= 0 and len(line) < LONGEST and not is_program(line):
            _line(found, start, start + len(line.rstrip("\r\n")), names)
        depth = max(0, depth + _opened(line))
        start += len(line)


def is_program(line: str) -> bool:
    """Whether this is a line of a program, in which no sentence stands."""
    return _PROGRAM.match(line) is not None


def _line(found: Remains, start: int, end: int, names: Set[str]) -> None:
    whole = found.text[start:end].lstrip(" \t-*+>;")
    is_list = "," in whole and _is_told(whole, names)
    if "=" not in whole and (is_list or _is_heading(whole, found.text, names)):
        found.leave_out(start, end)
        return
    number = _NUMBER.match(found.text, start, end)
    if number:
        found.leave_out(start, number.end())
        start = number.end()
    at = _AT_POINT.search(found.text, start, end)
    if at and _FUNCTION.search(found.text):
        found.leave_out(at.start(), at.end())
    _label(found, start, end, names)
    _brackets(found, start, end, names)
    told = False
    for a, b in _clauses(found.text, start, end):
        if _is_slope(found.text, a, b) or (told and _NEXT_NAME.fullmatch(found.text, a, b)):
            found.leave_out(a, b)  # of a derivative; b and c in: with variables a, b and c
        else:
            told = _clause(found, a, b, names)


def _clause(found: Remains, start: int, end: int, names: Set[str]) -> bool:
    """Leave out what is said in a clause; whether words stand at its end."""
    point = _POINT.search(found.text, start, end)
    if point and _is_told(found.text[start : point.start()], names):
        found.leave_out(start, point.start())
        return False
    told = _NUMBER_TOLD.fullmatch(found.text[start:end].strip(" \t.,;"))
    *said, last = told[1].split() if told else [""]
    own = {last} if found.text.count(last) == 1 else set()
    if told and "=" in found.text[:start] and not names - own & {*said, last}:
        found.leave_out(start, end)
        return True
    meaning = _MEANING.match(found.text, start, end)
    if _is_told(found.text[start:end], names) or (
        meaning
        and (found.text.count("=") > 1 or _COMPUTED.search(found.text, end))
        and _is_told(meaning[1], names, least=1)
    ):
        found.leave_out(start, end)
        return True
    verb = _VERB.match(found.text, start, end)
    named = verb and (len(verb[1]) == 1 or verb[1].lower() not in SMALL)
    if verb and named and "=" not in found.text[start:end]:
        found.blank(start, verb.start(1), ";")  # let y be w*x
        found.put("=".ljust(len(verb[2])), verb.start(2))
        return False
    head = _behind_words(found.text, start, end, names)
    if head > start:
        found.leave_out(start, head)
    return _tail(found, head, end, names)


def _behind_words(text: str, start: int, end: int, names: Set[str]) -> int:
    """Where a definition begins behind words: ``find the slope at x = 2``, ``Let us say f = …``."""
    if "==" in text[start:end]:  # 1 - p if y == 0
        return start
    place, head = _PLACE.search(text, start, end), _lead(text, start, end)
    if place and _is_told(text[start : place.start()] + " it it", names):
        return place.end()
    negated = _CHANGED.search(text[start:head])
    return head if head and not negated and _is_told(text[start:head], names) else start


def _is_slope(text: str, start: int, end: int) -> bool:
    """Whether a derivative is told here, beside an equation."""
    told = _SLOPE.search(text, start, end)
    beside = text[:start] + text[end:]
    lone = _LONE_SLOPE.fullmatch(text, start, end)
    if lone:  # df/dx, and no quotient of df
        return "=" in beside and not re.search(rf"(?<!\w){lone[1]}[ \t]*=", beside)
    return told is not None and "=" not in text[told.end() : end] and "=" in beside


def _is_heading(line: str, text: str, names: Set[str]) -> bool:
    """A line of words alone, in a text that has an equation."""
    step = _STEP.match(line)
    plain = (step or re.fullmatch(r"[\w '\u2019-]+", line.strip())) and "=" in text
    return bool(plain) and any(len(w) > 3 and _is_plain(w, names) for w in _WORD.findall(line))


def _is_slashed_heading(line: str, text: str, seen: Counter[str], given: Set[str]) -> bool:
    """``Loss / error``: words that are names nowhere else in a text that has an equation."""
    if len(line) > 80 or not re.fullmatch(r"[\w '\u2019/-]+", line.strip()) or "=" not in text:
        return False
    own = Counter(_symbols(line))
    names = {word for word, count in (seen - own).items() if count} | given
    words = _WORD.findall(_SLASH.sub(" ", line))
    return len(words) > 1 and all(len(w) > 3 and _is_plain(w, names) for w in words)


def _symbols(text: str) -> list[str]:
    """Words that stand beside a sign of arithmetic somewhere, as names do."""
    return [one[1] or one[2] for one in _SYMBOL.finditer(text)]


def _opened(text: str) -> int:
    return sum(text.count(c) for c in "([{") - sum(text.count(c) for c in ")]}")


def _label(found: Remains, start: int, end: int, names: Set[str]) -> None:
    """``Cross-entropy: …`` and ``Layer 1: …``; ``loss: …`` defines a loss that is used."""
    while True:
        label = _LABEL.match(found.text, start, end)
        if not label:
            return
        said, rest = label[1].strip(), found.text[label.end() : end]
        words = _WORD.findall(said)
        if (
            not words
            or max(map(len, words)) < 2
            or _SIGNS.search(_COUNTED.sub("", _SLASH.sub(" ", said)))
        ):
            return
        lone = said if re.fullmatch(r"\w+", said) else ""
        if _TYPE_NOTE.match(rest) or _DECLARED.fullmatch(found.text[start : label.end()]):
            return
        elsewhere = lone and _is_told(rest, names) and re.search(rf"\b{lone}[ \t]*=", found.text)
        if lone in names and "=" not in rest and rest.strip() and not elsewhere:
            found.put("=", label.end() - 1)
            return
        found.leave_out(start, label.end())
        start = label.end()


def _brackets(found: Remains, start: int, end: int, names: Set[str]) -> None:
    """``(the loss)`` and ``[linear layer]`` behind a blank, where no factor stands."""
    for one in list(_BRACKETS.finditer(found.text, start, end)):
        before = found.text[start : one.start()]
        inside = one[1]
        if before.strip() and not before.endswith((" ", "\t")):
            continue
        if before.rstrip()[-1:] in tuple("=+*/^-(,[\u00b7\u00d7") and before.strip():
            continue
        rest = found.text[one.end() : end].strip(" \t.,;:!?")
        word = inside.strip()
        lone = (
            re.fullmatch(r"[^\W\d_]{4,}|[^\W\d_]{3,}(?:-[^\W\d_]{3,})+", word) and not rest
            and before.strip() and all(_is_plain(w, names) for w in word.split("-"))
        ) or (before.endswith("  ") and word in _ACTIVATIONS and not rest)  # fmt: skip
        if lone or _is_told(inside, names, least=1):
            defines = found.text[one.end() : end].lstrip().startswith(("=", ":="))
            found.leave_out(one.start(), one.end(), " " if defines else ";")


def _clauses(text: str, start: int, end: int) -> Iterator[tuple[int, int]]:
    """The stretches between commas, full stops and dashes, outside brackets."""
    depth, begin = 0, start
    for i in range(start, end):
        char = text[i]
        depth += (char in "([{") - (char in ")]}")
        if depth <= 0 and (char in ",;?!" or _is_stop(text, i, end) or _is_dash(text, i, end)):
            yield begin, i
            begin = i
    yield begin, end


def _is_stop(text: str, i: int, end: int) -> bool:
    if text[i] != "." or text[i - 1].isdigit():
        return False
    rest = text[i + 1 : i + 3]
    return i + 1 == end or (rest[0] in " \t" and (rest[1:].isupper() or not rest[1:].isalnum()))


def _is_dash(text: str, i: int, end: int) -> bool:
    """Whether words follow a dash, ``<-`` or ``//``, not what is subtracted."""
    mark = _MARK.match(text, i, end)
    if not mark or text[i - 1 : i] not in {" ", "\t"}:
        return False
    return (_ADJACENT if len(mark[1]) == 1 else _WORD).match(text, mark.end(), end) is not None


def _is_told(clause: str, names: Set[str], *, least: int = 2) -> bool:
    """Whether a clause is a sentence, or a part of one, and no formula."""
    if any(canonical_name(call[1]) for call in _CALL.finditer(clause)):
        return False  # a is tanh(z)
    said = _LETTER.sub("it", clause.replace("->", " "))
    said = _CALL.sub(" it ", _DERIVATIVE.sub(" it ", said))
    if _SIGNS.search(said.lstrip("/<-\u2190 \t")) or not _ADJACENT.search(said):
        return False
    words = _WORD.findall(said)
    if _RECKONED.search(said):
        return False
    small = [w for w in words if w.lower() in SMALL and len(w) > 1]
    plain = [w for w in words if _is_plain(w, names)]
    return bool(small and len(words) > 1) or len(plain) >= least


def _is_plain(word: str, names: Set[str]) -> bool:
    """Whether this can be nothing but a word."""
    return (
        len(word) > 2 and word not in names and word.lower() not in GREEK.values()
        and not (canonical_name(word) and word.islower() and word not in _ALSO_WORDS)
    )  # fmt: skip


def _lead(text: str, start: int, end: int) -> int:
    """Where the name begins that is defined behind words: ``Let us say f(x) = …``; 0 if nowhere."""
    equals = text.find("=", start, end)
    name = _LAST.search(text, start, equals) if equals > start else None
    typed = name and (
        _TYPE_NOTE.match(text, name.start(1), end)
        or _DECLARED.fullmatch(text, start, name.start(1))
    )
    return name.start(1) if name and not typed else 0


def _tail(found: Remains, start: int, end: int, names: Set[str]) -> bool:
    """Leave out what is said behind a formula: ``y = wx + b is the weighted sum``."""
    behind = max(found.text.rfind("=", start, end), start - 1)
    tail = _TAIL.search(found.text, behind + 1, end)
    said = found.text[tail.start(1) : end] if tail else ""
    if tail and (_is_told(said, names) or said.strip() in TAILS):
        found.leave_out(tail.start(1), end)
        return True
    return False
