"""Loops, heads and declarations of other languages in the words of Python, which has a tree.

for i in 1:3:               for i in range(1, (3) + 1):
    double d = w*x[i]           d = w*x[i]
"""

from __future__ import annotations

import re

from tutor.core.formulas.lexer import text_of
from tutor.core.formulas.programs.arguments import with_bare_heads
from tutor.core.formulas.programs.languages import DECLARED, KEYWORD
from tutor.core.formulas.programs.rewriting import (
    Text,
    pieces_at,
    replace_matches,
    rewrite_matches,
)

WHOLE = "whole_"
"""What stands for the : of all entries, which has no place in a call of Python."""
_WORTH = re.compile(r"^[ \t]*(?:for|if|while|def|class)\b[^\n]*:", re.MULTILINE)
_OVER = re.compile(r"(?<=[ \t])in[ \t]+([^\n]+?)[ \t]*:(?=[ \t]*(?:\n|$|\w+[ \t]*[-+*/]?=))")
_RANGES = (
    (re.compile(r"(.+?)(?:\.\.=|\.\.\.)(.+)$"), r"range(\1, (\2) + 1)"),
    (re.compile(r"(.+?)(?:\.\.<?|[ \t]+until[ \t]+)(.+)$"), r"range(\1, \2)"),
    (re.compile(r"([^:\[\]]+):([^:\[\]]+)$"), r"range(\1, (\2) + 1)"),
    (re.compile(r"([^:\[\]]+):[ \t]*(-[^:\[\]]+):([^:\[\]]+)$"), r"range(\1, (\3) - 1, \2)"),
    (re.compile(r"([^:\[\]]+):([^:\[\]]+):([^:\[\]]+)$"), r"range(\1, (\3) + 1, \2)"),
)
_PLAIN = tuple(
    (re.compile(pattern, re.MULTILINE), row)
    for pattern, row in (
        (rf"^[ \t]*{DECLARED.pattern}", ""),
        (rf"^([ \t]*)(?!return\b)(?:{KEYWORD.pattern})", r"\1"),
        (r"^(([ \t]*)(?:def|class)\b[^\n]*:)[ \t]*(?=\n(?:[ \t]*\n)*(?!\2[ \t])|\s*\Z)",
         r"\1 pass"),
        (r"^([ \t]*\w+[ \t]*):=", r"\1="),
        (r"(?<=[\w)\]])\.(?=[*/])", ""),  # of every entry
        (r"([=!]=)=", r"\1"),
        (r"(?<=\w\()(\w+,[ \t]*):(?=\))", rf"\1{WHOLE}"),  # X(i, :)
        (r"&&", " and "),
        (r"\|\|", " or "),
        (r"!(?=[\w(])", " not "),
        (r"(?<![\w.])([0-9]+\.?[0-9]*)(?![eE][-+]?[0-9])(?=[A-Za-z(])", r"\1*"),  # 2x
        (r"\(([^()?\n]+)\?([^()?:\n]+):([^()?:\n]+)\)", r"((\2) if (\1) else (\3))"),
        (r"((?<![=<>!])=(?!=)|\breturn\b)([^?\n;]+)\?([^?:\n;]+):([^?:\n;]+)",
         r"\1 (\3) if (\2) else (\4)"),
    )
)  # fmt: skip


def in_words_of_python(pieces: Text) -> Text | None:
    """The text in the words of Python; None where it has neither loops, choices nor functions."""
    text = text_of(pieces)
    if not _WORTH.search(text):
        return None
    pieces, _ = with_bare_heads(pieces, keeps_values=True)
    for pattern, row in _PLAIN:
        pieces = rewrite_matches(pieces, pattern, row)

    def made(found: re.Match[str]) -> Text | None:
        at = pieces[found.start(1)].at
        for pattern, row in _RANGES:
            if pattern.match(found[1]):
                return pieces_at(f"in {pattern.sub(row, found[1])}:", at)
        return None

    return replace_matches(pieces, _OVER, made)
