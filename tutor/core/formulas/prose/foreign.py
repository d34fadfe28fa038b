"""Words of other languages and scripts around formulas, whose names have Latin or Greek letters."""

from __future__ import annotations

import re
import unicodedata
from functools import cache

from tutor.core.formulas.lexer import MARKS, SMALL, letter_and_mark, plain
from tutor.core.formulas.prose.remains import Remains

_PUNCTUATION = {
    0xFF0C: ",", 0x3001: ",", 0x060C: ",", 0x3002: ";", 0xFF1B: ";", 0x061B: ";", 0x0964: ";",
    0xFF1A: ":", 0xFF0E: ".", 0xFF1D: "=", 0xFF0B: "+",
    0xFF08: "(", 0xFF09: ")", 0x3010: "(", 0x3011: ")",
}  # fmt: skip
"""Signs of other scripts by their codes: they are read, and never shown."""
_SLOPE = re.compile(
    r"\u68AF\u5EA6|\u5BFC\u6570|\u5C0E\u6578|\u5FAE\u5206|\u52FE\u914D|\uBBF8\uBD84|\uAE30\uC6B8\uAE30|"
    r"\u043F\u0440\u043E\u0438\u0437\u0432\u043E\u0434|\u0433\u0440\u0430\u0434\u0438\u0435\u043D\u0442"
)
"""Gradient and derivative in Chinese, Japanese, Korean and Russian."""
_SET = re.compile(r"[ ]*[^\W\d]\w*[ ]*=[ ]*[-\u2212]?[0-9]")
_NAMES_TOLD = re.compile(r"^[^=+*/^<>(){}\[\]$\\|\n]+$", re.MULTILINE)
"""A line that only says what names mean."""
_BRACKETED = re.compile(r"[(\uFF08][^()\uFF08\uFF09\n]*[)\uFF09]")
_WITHOUT_MARK = {0x111: "d", 0x142: "l", 0xF8: "o", 0x131: "i", 0x110: "D"}
_OURS = ("LATIN", "GREEK", "MATHEMATICAL", "SUBSCRIPT", "SUPERSCRIPT", "MODIFIER", "SCRIPT",
         "DOUBLE-STRUCK", "BLACK-LETTER", "MICRO", "FULLWIDTH", "COMBINING")  # fmt: skip
"""How the names of letters begin that names of formulas may have."""
_OPERATORS = frozenset("=+*/^_({[\u00b7\u00d7-\u2212<>|")
_AFTER = frozenset("+*/^_)}]\u00b7\u00d7\u2212<>|")
_ACCENTED = re.compile(r"(?<![\w^])[^\W\d_]{2,}(?!\w)")


def understand_scripts(found: Remains) -> None:
    """Leave out words of scripts that no name is written in, and turn their punctuation."""
    if found.text.isascii():
        return
    for remark in list(_BRACKETED.finditer(found.text)):
        if any(map(is_foreign, remark[0])) and not found.text[: remark.start()].endswith("="):
            stop = found.text[remark.end() : remark.end() + 1] == "."
            found.leave_out(remark.start(), remark.end() + stop)
    found.text = found.text.translate(_PUNCTUATION)
    for line in list(_NAMES_TOLD.finditer(found.text)):
        if sum(map(is_foreign, line[0])) > 2 and "=" in found.text:
            found.leave_out(line.start(), line.end())
    for start, end in _runs(found.text):
        _without(found, start, end)
    for word in list(_ACCENTED.finditer(found.text)):
        flat = "".join(map(_flat, word[0]))
        if flat in {"ou", "Ou"}:  # French: where
            found.put("; ", word.start())
        elif flat != word[0] and flat.isascii() and (_is_word(word[0]) or flat.lower() in SMALL):
            found.put(flat, word.start())


def _without(found: Remains, start: int, end: int) -> None:
    """Leave out a run, unless it is a factor, which no other word is."""
    text = found.text
    before = text[:start].rstrip(" \t")[-1:]
    after = text[end:].lstrip(" \t")
    run = text[start:end]
    if after[:1] == "=" and before not in _OPERATORS and text.count(run) == 1:
        found.leave_out(start, len(text) - len(after) + 1)
    elif before == "(" and after[:1] == ")":
        opening = text[:start].rindex("(")
        found.leave_out(opening, len(text) - len(after) + 1)
    elif (before in _OPERATORS and before) or (after[:1] in _AFTER and after):
        return
    elif _SLOPE.search(run) and "=" in text[:start] and not _SET.match(text, end):
        stops = [place for sign in ",;\n" if (place := text.find(sign, end)) >= 0]
        found.leave_out(start, min([*stops, len(text)]))
    else:
        found.leave_out(start, len(text) - len(after) + 1 if after[:1] in {":", "."} else end)


def _runs(text: str) -> list[tuple[int, int]]:
    """Stretches of words of other scripts, with the Latin words between them, last to first."""
    found: list[tuple[int, int]] = []
    i = 0
    while i < len(text):
        if not is_foreign(text[i]):
            i += 1
            continue
        start = i
        while i < len(text) and is_foreign(text[i]):
            i += 1
        between = text[found[-1][1] : start] if found else ""
        if found and _are_latin_words(between):
            found[-1] = found[-1][0], i
        else:
            lead = re.split(r"[\n;,]", text[max(0, start - 80) : start])[-1].lstrip(" \t")
            found.append((start - len(lead) if _are_latin_words(lead) else start, i))
    return found[::-1]


def _are_latin_words(text: str) -> bool:
    words = text.split()
    return all(
        len(word) > 1 and word.isascii() and word.replace("-", "").isalpha() for word in words
    )


@cache
def is_foreign(char: str) -> bool:
    """Whether this is a letter that no name of a formula has."""
    if char.isascii() or not (char.isalpha() or unicodedata.category(char) in {"Mn", "Mc"}):
        return False
    if char in MARKS or plain(char).isascii():
        return False
    name = unicodedata.name(char, "")
    return not name.startswith(_OURS)


def _is_word(text: str) -> bool:
    """Whether this is a word, not a product of letters with a sign over one of them."""
    return len(text) > 3 or (len(text) > 2 and not any(letter_and_mark(char) for char in text))


def _flat(char: str) -> str:
    """A letter of a word without its accent; ŷ is none of a word."""
    if char.isascii():
        return char
    letter = _WITHOUT_MARK.get(ord(char)) or unicodedata.normalize("NFD", char)[0]
    return letter if letter in "acdegilnorstuzACDEGILNORSTUZ" else char
