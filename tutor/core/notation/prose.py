"""Words around formulas: what is said beside them is left out, and named.

The text keeps its length, so that every place in it stays the place of what was typed.  Words that
could be factors of a product are never taken for prose: those statements are left as they stand.
"""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from dataclasses import dataclass, field
from itertools import pairwise

from tutor.core.errors import ExpressionError
from tutor.core.notation.calls import canonical
from tutor.core.notation.letters import GREEK
from tutor.core.notation.tokens import CLOSE, OPEN, Token, words

SMALL = words(
    "a an the is are was be we let by as of our its this that these which to in on so it if here "
    "has have can us then given define defined compute find consider suppose thus hence "
    "first next finally now"
)
"""Words that make a sentence of others, and are no names."""
_LONG_DASH = chr(0x2014)
"""It is read, and never shown."""
_OPENING = words("first second next finally now lastly")
_JOINING = words("where with and let so then given for at when hence thus here")

_FENCED = re.compile(
    r"\$\$(?P<a>.+?)\$\$|(?<!\\)\$(?P<b>[^$]+)\$|(?<!\\)\\\[(?P<c>.+?)\\\]|\\\((?P<d>.+?)\\\)|"
    r"```[A-Za-z]*\n(?P<e>.*?)```|(?<!`)`(?P<f>[^`\n]+)`", re.DOTALL,
)  # fmt: skip
_BESIDE = re.compile(r"[^=+*/^\\_{}<>\[\]&|]*")
"""What stands between fenced formulas and is no formula."""
_LONE = re.compile(r"\s*\\?[A-Za-z]+(?:\{\w\})?(?:_(?:\w|\{\w+\}))?\s*")
_NUMBERED = r"(?:\(?[0-9]{1,2}(?:\.[0-9]+)*[.)]|\(?[a-z]\)|\([a-z0-9]{1,3}\))"
_LABEL = re.compile(
    rf"^[ \t]*(?:(?P<bullet>[-*+•\u2023–\u2014])|(?P<number>{_NUMBERED}))"
    r"[ \t]+(?=[^\s\d=*/+^-][^\n=]*:?=)",
    re.MULTILINE,
)
_FULL_STOP = re.compile(
    r"(?<!\\left)(?<!\\right)(?<=[\w)\]}²³])\."
    r"(?=[ \t]+[A-Z][a-z]+\b|[ \t]+(?:A|I)[ \t]|[ \t]*(?:[;\n$]|\Z|\\\\|\\end\b|\\\]))"
)
_NUMBER_OF_EQUATION = re.compile(
    r"(?<=\S)([ \t]+)(\([0-9]+(?:\.[0-9]+)*[a-z]?\))[ \t]*[,.]?[ \t]*$", re.MULTILINE
)
_SENTENCE = re.compile(
    r"^[ \t]*([A-Za-z][A-Za-z ,'’\-]*[A-Za-z])[ \t]*([.:!?]?)[ \t]*$", re.MULTILINE
)
_INDENTED = re.compile(r"\n[ \t]+\S")
_IN_PROGRAMS = words(
    "else try finally pass return import from break continue end do begin using use"
)


@dataclass
class Prose:
    """The text without what is said around its formulas, and what that was."""

    text: str
    left_out: list[str] = field(default_factory=list)


def without_prose(text: str) -> Prose:
    """Formulas alone, each at its place.  Raises ExpressionError where a number is unclear."""
    found = Prose(text)
    _unfence(found)
    _unlabel(found)
    chars = list(found.text)
    for stop in _FULL_STOP.finditer(found.text):
        chars[stop.start()] = ";"
    found.text = "".join(chars)
    _unnumber(found)
    for line in list(_SENTENCE.finditer(found.text)):
        said = line[1].split()
        turns = (
            said[0] in {"for", "while"}
            and line[2] == ":"
            and _INDENTED.match(found.text, line.end())
        )
        alone = said[0] in _IN_PROGRAMS or turns or len(found.text.split()) == len(said) == 1
        if not alone and (line[2] == ":" or (len(said) > 2 and SMALL & set(map(str.lower, said)))):
            _leave_out(found, line.start(), line.end())
    return found


def _leave_out(found: Prose, start: int, end: int, *, said: bool = True) -> None:
    """Blanks, with a break where they begin; line ends stay."""
    what = found.text[start:end].strip(f" \t\n\r.,;:{_LONG_DASH}–-")
    if said and re.search(r"\w", what) and what.lower() not in _JOINING:
        found.left_out.append(" ".join(what.split()))
    blank = "".join(c if c in "\r\n" else " " for c in found.text[start:end])
    if blank[:1] == " ":
        blank = ";" + blank[1:]
    found.text = found.text[:start] + blank + found.text[end:]


def _unfence(found: Prose) -> None:
    """``$…$``, ``\\[…\\]`` and code between back-ticks, with sentences around them."""
    fenced = list(_FENCED.finditer(found.text))
    if not fenced:
        return
    ends = [0, *(one.end() for one in fenced)]
    starts = [*(one.start() for one in fenced), len(found.text)]
    beside = list(zip(ends, starts, strict=True))
    if not all(_BESIDE.fullmatch(found.text[a:b]) for a, b in beside):
        return
    parts = [(one.start(name), one.end(name)) for one in fenced
             for name in "abcdef" if one[name] is not None]  # fmt: skip
    defining = any("=" in found.text[a:b] for a, b in parts)
    text = found.text
    for a, b in beside:
        _leave_out(found, a, b)
    for (a, b), one in zip(parts, fenced, strict=True):
        if defining and _LONE.fullmatch(text[a:b]):
            _leave_out(found, a, b)
        for start, end in ((one.start(), a), (b, one.end())):
            _leave_out(found, start, end, said=False)


def _unlabel(found: Prose) -> None:
    """Bullets and numbers before a definition."""
    for label in list(_LABEL.finditer(found.text)):
        group = "bullet" if label["bullet"] else "number"
        _leave_out(found, label.start(group), label.end(group))


def _unnumber(found: Prose) -> None:
    """``y = wx    (2.3)``: the number of the equation, far from it or behind a bracket.

    Raises ExpressionError where it may be a factor.
    """
    for number in list(_NUMBER_OF_EQUATION.finditer(found.text)):
        line = found.text[: number.start()].rsplit("\n", 1)[-1]
        last = re.search(r"[A-Za-z_]\w*$", line[-60:])
        line = line.rstrip()
        if "=" not in line or line[-1:] in "=+-*/^(,;&" or line.endswith("quad"):
            continue
        if len(number[1]) < 2 and "\t" not in number[1]:
            called = last and (
                canonical(last[0]) or re.search(rf"\b{last[0]}\([^()]*\)[ \t]*:?=", found.text)
            )
            if called:
                continue
            raise ExpressionError(
                f"'{number[2]}' may be a factor, or the number of the equation", number.start(2),
                f"write *{number[2]} for a product, otherwise remove it",
            )  # fmt: skip
        _leave_out(found, number.start(2), number.end(2))


# Words in a statement -----------------------------------------------------------------------------


def spoken_head(part: Sequence[Token]) -> int:
    """Where the name begins that is defined behind words: 3 in ``The loss is L``; 0 without words.

    ``part`` is what stands left of the first equals sign.
    """
    start = _last_head(part)
    before = list(part[:start])
    if not before:
        return 0
    if before[-1].is_(":"):
        plain = all(t.kind in {"name", "number"} or t.is_("(", ")", ".", ":") for t in before)
        return start if plain and before[0].kind == "name" else 0
    is_symbol = len(part[start].text) <= 2 or part[start].wild or len(part) > start + 1
    return start if are_words(before) and (is_symbol or _has_small(before)) else 0


def _last_head(part: Sequence[Token]) -> int:
    """Where the last name of ``part`` begins, with its arguments when it has some."""
    at, depth = len(part) - 1, 0
    if at > 0 and part[at].is_(")"):
        while at > 0:
            depth += part[at].is_(*CLOSE) - part[at].is_(*OPEN)
            at -= 1
            if depth == 0:
                break
    return at if part[at].kind == "name" else 0


def are_words(tokens: Sequence[Token]) -> bool:
    """Whether these are words of a sentence, none of which can be a factor."""
    said = [t for t in tokens if not t.is_(",", ":", ".", "-")]
    if not said or any(t.kind != "name" or not t.text.isalpha() for t in said):
        return False
    if any(a.end == b.at for a, b in pairwise(said)):
        return False
    small = _has_small(said)
    return all(small or len(t.text) > 2 for t in said) and not any(map(_is_meant, said))


def _is_meant(token: Token) -> bool:
    """Whether a word is a function or a letter, which formulas have."""
    word = token.text
    return (
        word not in SMALL
        and (bool(canonical(word)) or word.lower() in GREEK.values())
        and (word.lower() not in {"sum", "mean", "average", "square", "inverse", "times", "plus"})
    )


def remarks(statement: Sequence[Token]) -> Iterator[tuple[int, int]]:
    """Stretches of words behind a formula: ``(the loss)``, ``-- the loss``, ``, the loss``."""
    for i, token in enumerate(statement):
        if not i or not token.is_("(", "-"):
            continue
        rest = statement[i + 1 :]
        closed = token.is_("(") and statement[-1].is_(")") and token.gap
        dashes = token.is_("-") and rest[:1] and rest[0].is_("-") and rest[0].at == token.end
        if (closed and _sentence(rest[:-1])) or (dashes and _sentence(rest[1:])):
            yield i, len(statement)
            return


def tells(part: Sequence[Token]) -> bool:
    """Whether a stretch between commas is a sentence, or a word such as ``first``."""
    return _sentence(part) or (len(part) == 1 and part[0].text.lower() in _OPENING)


def _sentence(tokens: Sequence[Token]) -> bool:
    return len(tokens) > 1 and are_words(tokens) and _has_small(tokens)


def _has_small(tokens: Sequence[Token]) -> bool:
    """Whether one of these words makes a sentence; a letter, as in max(a, b), does not."""
    return any(len(t.text) > 1 and t.text.lower() in SMALL for t in tokens)
