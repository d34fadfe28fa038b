"""Mathematics as a voice reads it, and what is typed in the same words read back.

A screen reader is sure of ASCII, and of little else: it skips ∂, ⊙ and box drawing, reads z₁² as
"z" or as "z one two", and with its usual settings says nothing at all at a hyphen.  ``speak``
writes a text so that it is heard as a lecturer reads it out, and ``hear`` takes the same words in
an answer.  Plain mode passes every line through these two, and no other part knows of them.

What was decided, and why:

- Letters, digits and the signs of ``ALLOWED`` stay.  They are what a learner types, so what is
  typed in an answer is what was heard: ``dJ/dw``, ``yhat``, ``w1``, ``sigma(z)``.
- Minus and times are words.  A hyphen is silent between two names, and · is called a bullet.
- Greek letters have their names.  Most voices know them, but no keyboard has them.
- A raised number is a power ("e squared"), except at the letters of a network, where it is the
  layer ("delta1 of layer 3"): as in the course, where it is no power either.
- A lowered number follows its letter (w1); a lowered letter is "sub": x_i would be heard as "xi".
- 2 × 3 is "2 by 3", the shape of a matrix; before other numbers × is "times".
- … is "and so on" in a list or a sum, and "blank" where something is to be found.
- Arrows, ticks and fractions become words; drawings are left out, for what they show is said.
"""

from __future__ import annotations

import re
import unicodedata
from collections.abc import Iterable, Iterator, Mapping, Sequence

from tutor.core.text import FRACTIONS, HIGH, LOW

ALLOWED: Mapping[str, str] = {
    ".": "a stop, and the point in a number",
    ",": "a pause",
    ":": "a pause",
    ";": "a pause; between answers, and between the columns of a table",
    "?": "a question; on a line of its own it is typed to get a hint",
    "!": "an exclamation",
    "'": "an apostrophe, silent in a word",
    '"': "a quotation mark; silent, or said as quote",
    "(": "left paren: it decides what belongs together, so let your reader say most punctuation",
    ")": "right paren",
    "[": "left bracket: before what is asked of you, and around lists",
    "]": "right bracket",
    "{": "left brace, in programs",
    "}": "right brace, in programs",
    "+": "plus",
    "=": "equals",
    "/": "slash: a fraction or a derivative, as it is typed",
    "%": "percent",
    "<": "less",
    ">": "greater",
    "-": "a hyphen inside a word or at a list's item, silent; between names only in programs",
    "*": "star: only in what is typed and in programs; elsewhere it is the word times",
    "^": "caret: only in what is typed; elsewhere it is a power in words",
    "_": "underline, in names",
    "#": "number sign, in programs",
    "@": "at, in addresses",
    "&": "and, in addresses",
    "|": "vertical bar, around an absolute value, as it is typed",
    "~": "tilde, in file names",
    "$": "dollar, in formulas of LaTeX that are shown as they are typed",
    "\\": "backslash, in the same",
    "`": "a grave accent, in the same",
}
"""The signs that stay as they are, beside letters, digits and blanks: how each is read."""

_NAMES = (
    "alpha beta gamma delta epsilon zeta eta theta iota kappa lambda mu nu xi omicron pi rho sigma "
    "sigma tau upsilon phi chi psi omega"
)
_GREEK = {chr(0x3B1 + place): name for place, name in enumerate(_NAMES.split())} | {
    chr(0x391 + place): name.capitalize() for place, name in enumerate(_NAMES.split())
}
_MARKS = {"\u0302": "hat", "\u0304": "bar", "\u0305": "bar", "\u0303": "tilde"}
_RAISED = {small: char for char, small in HIGH.items() if not small.isascii()} | {
    "ˡ": "l", "ᵀ": "T", "ᴸ": "L",
}  # fmt: skip
del _RAISED["′"]
_LOWERED = {small: char for char, small in LOW.items()} | {"ₗ": "l"}
_ALWAYS_LAYERED = "ωδW"
_LAYERED = _ALWAYS_LAYERED + "abzmC"
_POWERS = {"2": " squared", "3": " cubed"}

_WORDS = {
    "·": " times ", "×": " times ", "∗": " times ", "÷": " divided by ", "⊙": " circled dot ",
    "⊗": " outer product ", "∘": " composed with ", "±": " plus or minus ", "≈": " is about ",
    "≠": " is not ", "≤": " at most ", "≥": " at least ", "≡": " is identical to ",
    "∼": " is like ", "∝": " is proportional to ", "∈": " in ", "∉": " not in ",
    "⊂": " a subset of ", "∩": " and ", "∪": " or ", "→": " to ", "↦": " to ", "⇒": " so ",
    "←": " becomes ", "↔": " both ways ", "⇔": " exactly when ", "−": " minus ",
    "∞": " infinity ", "⋯": " and so on ", "⋱": " and so on ", "√": " square root of ",
    "∏": " product of ", "∫": " integral of ", "∇": " gradient of ", "⊤": " T ",
    "ℝ": " the real numbers ", "…": " and so on ", "⟨": "(", "⟩": ")", "‖": " norm bars ",
    "•": " ", "●": " ", "○": " ", "◐": " ", "▷": ", ", "▶": " now: ", "‐": "-",
    "✓": " right ", "✗": " not right ", "↑": " up ", "↓": " down ",
    "ℓ": "l", "ℒ": "L", "\u00a0": " ", "‘": "'", "’": "'", "“": '"', "”": '"', chr(0x2014): ", ",
}  # fmt: skip
"""Signs that are said in words."""

_LETTER_WITH_MARK = re.compile(r"(?<![A-Za-zα-ω])[A-Za-zα-ω][\u0302-\u0305](?![A-Za-zα-ω])")
_SMALL = re.compile(
    rf"(?P<base>.|^)(?P<prime>′*)(?P<low>_\([^()]*\)|[{''.join(_LOWERED)}]*)"
    rf"(?P<then>′*)(?P<high>[{''.join(_RAISED)}]*)"
)
_DRAWN = re.compile(r"(?:[\u2500-\u259f\u25c0\u25c9\u2800-\u28ff\u239b-\u23ad] *)+")
_FRAME = re.compile("[│└┌┐┘┤├╭╮╯╰]")


def speak(text: str, *, layers: bool = False) -> str:
    """``text`` in letters, digits and ``ALLOWED`` signs; letters of other languages stay.

    ``layers``: it speaks of a network, so that a raised number at a, b, z and C is a layer.
    ``speak(speak(text)) == speak(text)``.
    """
    indent = text[: len(text) - len(text.lstrip(" "))]
    text = _with_pauses(_without_drawing(text.strip()))
    if text.isascii():
        return indent + text
    text = unicodedata.normalize("NFC", _with_marks_named(text))
    text = re.sub(r"(?<=[\w)])=(?=[^\s=])", " = ", text)
    text = re.sub(r"(?<=\d)e(?=[−+]\d)", " times 10 to the power ", text)
    text = re.sub(r"(?<=\w)\+(?=\w)", " + ", text)  # "of layer 2+0.5" would be layer 2.5
    text = re.sub(r"(?<=\d)–(?=\d)", " to ", text).replace(" – ", ", ").replace("–", "none")
    text = re.sub(rf"∂(\w+[{''.join(_RAISED)}])/", r"∂(\1)/", text)
    text = _gradients(_sums(text))
    text = _SMALL.sub(lambda found: _small(found, layers), text)
    text = text.replace("σ′", "σ prime ").replace("′", " prime ")
    text = _with_fractions(text)
    text = re.sub(r"\b(\d|m sub \w) × (?=(\d|m sub .*)(?![\d.]\d| =))", r"\1 by ", text)
    text = re.sub(r"(?<![,+⋯] )(?<![,+⋯])…", " blank ", text)
    text = "".join(_WORDS.get(char, char) for char in text)
    text = _with_greek(text)
    return indent + _tidy(text)


def is_frame(line: str) -> bool:
    """Whether a line is part of a chart or of a box."""
    return bool(_FRAME.search(line))


def _with_pauses(text: str) -> str:
    """Between columns stands a semicolon, where nothing else makes a pause."""
    text = re.sub(r"(?<=[^\s,;:=·×+(▶]) {2,}(?=[^\s=·×+)])(?!− )", "; ", text)
    return re.sub(r" {2,}", " ", text)


def _without_drawing(text: str) -> str:
    """Bars and frames go; a gap stands for them, as between columns."""
    return _DRAWN.sub("   ", text).strip()


def _with_marks_named(text: str) -> str:
    """ŷ is yhat; a letter inside a word (être) keeps its mark."""
    found = unicodedata.normalize("NFD", text)
    return _LETTER_WITH_MARK.sub(lambda match: match[0][0] + _MARKS[match[0][1]], found)


def _sums(text: str) -> str:
    """``∑ⱼ₌₁ᵐ``: sum over j from 1 to m of."""

    def said(match: re.Match[str]) -> str:
        low = match["low"].strip("_()")
        low = "".join(_LOWERED.get(char, char) for char in low).replace("∈", " in ")
        high = "".join(_RAISED.get(char, char) for char in match["high"])
        over = low.replace("=", " from ") + (f" to {high}" if high else "")
        return f" sum over {over} of " if over else " sum of "

    text = re.sub(r"Σ(?=\()", " sum", text)
    lows, highs = "".join(_LOWERED), "".join(_RAISED)
    return re.sub(rf"[∑Σ](?P<low>_\([^()]*\)|[{lows}]*)(?P<high>[{highs}]*)", said, text)


def _gradients(text: str) -> str:
    """``∇_(aᴸ) C``: gradient with respect to aᴸ of C."""
    return re.sub(r"∇_\(([^()]*)\)", r"gradient with respect to \1 of", text)


def _small(found: re.Match[str], layers: bool) -> str:
    """A letter with what is raised and lowered beside it."""
    base, low, high = found["base"], found["low"], found["high"]
    if not low and not high:
        return found[0]
    prime = " prime" if found["prime"] or found["then"] else ""
    lowered = "".join(_LOWERED.get(char, char) for char in low.removeprefix("_"))
    said = base + prime
    if lowered.isdigit():
        said += lowered
    elif lowered:
        said += f" sub {_grouped(lowered)}"
    raised = "".join(_RAISED[char] for char in high)
    if raised:
        said += _raised(base, raised, layers=layers)
    after = found.string[found.end() : found.end() + 1]
    return said + (" " if after.isalnum() or after in _GREEK else "")


def _raised(base: str, raised: str, *, layers: bool) -> str:
    if raised == "T":
        return " transposed"
    if raised.startswith("("):
        return f" superscript {raised.strip('()')}"
    of_layer = base in (_LAYERED if layers else _ALWAYS_LAYERED)
    if raised[0] in "lL" or of_layer:
        return f" of layer {_grouped(raised)}"
    return _POWERS.get(raised) or f" to the power {_grouped(raised)}"


def _grouped(small: str) -> str:
    """``l+1`` is (l + 1), ``−1`` is minus 1."""
    if re.fullmatch(r"\w+", small):
        return small
    words = re.sub(r"\s*([+=])\s*", r" \1 ", small).replace("−", " minus ")
    return words.strip() if re.fullmatch(r"−\w+", small) else f"({' '.join(words.split())})"


_WORD = r"(?:of|is|or|in|to|at|as|by)\b|[a-z]{3,}\b(?!\()"
"""A word of a sentence, which no factor is: ½ cancels the 2."""


def _with_fractions(text: str) -> str:
    """½ is 1/2, and before a factor 1/2 times, for 1/2x would be heard as 1 over 2x."""
    for sign, value in FRACTIONS.items():
        if sign in text:
            told = unicodedata.normalize("NFKC", sign).replace(chr(0x2044), "/")
            factor = rf"{sign} ?(?=[^\W\d_]|\(|\d)(?!{_WORD})"
            text = re.sub(rf"(?<=\d){sign}", str(value).removeprefix("0"), text)
            text = re.sub(factor, f"{told} times ", text).replace(sign, told)
    return text


def _with_greek(text: str) -> str:
    """σ is sigma, apart from letters beside it; ∂ is the d of a derivative."""

    def named(match: re.Match[str]) -> str:
        before, after = text[match.start() - 1 : match.start()], text[match.end() : match.end() + 1]
        left = " " if before.isalpha() or before == "∂" else ""
        return left + _GREEK[match[0]] + (" " if after.isalpha() and after not in _GREEK else "")

    written = re.sub(f"[{''.join(_GREEK)}]", named, text)
    return re.sub(r"∂(?=\W|$)(?![/(]| [a-z])", " partial ", written).replace("∂", "d")


def _tidy(text: str) -> str:
    """One blank between words, none inside brackets or before a comma."""
    text = re.sub(r"([(\[]) +", r"\1", re.sub(r" +([)\],.;:])", r"\1", text))
    text = re.sub(r"(?<=[;,]):(?=[;,])", " and so on", text)  # the dots down a column
    return re.sub(r" {2,}", " ", text).strip()


# What is typed -----------------------------------------------------------------------------------

_HEARD = (
    (r"\bminus\s+", "-"), (r"\s+plus\s+", "+"), (r"\s+times\s+", "*"),
    (r"\s+divided by\s+", "/"), (r"\s+squared\b", "^2"), (r"\s+cubed\b", "^3"),
    (r"\s+to the power(?: of)?\s+", "^"), (r"\s+sub\s+(?=\w)", "_"),
    (r"\bsquare root of\s*(?=\()", "sqrt"), (r"\s+prime\s*(?=\()", "'"),
)  # fmt: skip


def hear(line: str, names: Iterable[tuple[str, str]] = ()) -> str:
    """What is typed in the words of ``speak``, in the signs that answers are written in.

    ``names``: what nodes are called on display, and the names that they are typed by.
    """
    spoken = [(speak(shown, layers=True), name) for shown, name in names]
    spoken.sort(key=lambda pair: -len(pair[0]))  # the longest first
    for said, name in spoken:
        if said != name and " " in said:
            line = re.sub(rf"\b{re.escape(said)}\b", name, line)
    for words, sign in _HEARD:
        line = re.sub(words, sign, line)
    return line


# What stands below a page ------------------------------------------------------------------------

_AXIS = re.compile(r"\s*[\d.−-]+(\s+[\d.−-]+)*\s*")
_SHADES = re.compile(r"[\s█▓▒░xoXO]+")
_HEADS = re.compile(r"(\s*\w says)+\s*|\s*\w+ over updates\s*")


def spoken_board(lines: Iterable[str]) -> Iterator[str]:
    """The lines of a board without its charts and maps, whose numbers stand beside them.

    A row below headings is said with them: ``u: before 6; after 6.03``.
    """
    shown = list(_without_charts(lines))
    heads: list[str] = []
    for line, below in zip(shown, [*shown[1:], ""], strict=False):
        cells, following = _cells(line), _cells(below)
        indent, next_indent = (len(one) - len(one.lstrip()) for one in (line, below))
        if heads and len(cells) == len(heads) + 1:
            yield told_row(cells, ["", *heads])
            continue
        is_head = len(following) == len(cells) + 1 and indent > next_indent and "=" not in line
        heads = cells if is_head else []
        if not is_head:
            yield line


def told_row(cells: Sequence[str], heads: Sequence[str]) -> str:
    """A row of a table as a line: ``update 10: C 0.25; right 75 %``."""
    first, *others = (f"{head} {cell}".strip() for head, cell in zip(heads, cells, strict=True))
    return f"{first}: {'; '.join(others)}"


def _cells(line: str) -> list[str]:
    return re.split(" {2,}", line.strip()) if line.strip() else []


def _without_charts(lines: Iterable[str]) -> Iterator[str]:
    after_axis = False
    for line in lines:
        if is_frame(line):
            after_axis = True
            continue
        if (after_axis and _AXIS.fullmatch(line)) or _SHADES.fullmatch(line or "-"):
            after_axis = False
            continue
        if not _HEADS.fullmatch(line):
            yield line
