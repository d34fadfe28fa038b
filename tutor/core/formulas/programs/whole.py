"""Quotients of whole numbers, which C, Java, Go, Ruby and Scala cut off: there, ``1/2*x`` is 0."""

from __future__ import annotations

import re

from tutor.core.errors import ExpressionError

_CUTS = re.compile(
    r"\b(?:double|float|int|auto)[ \t]+\w[^;\n]{0,200};|\bfn[ \t]+\w+\([^\n]{0,200}\{|"
    r"\b(?:fun|def|val|var)\b[^\n]{0,200}:[ \t]*Double\b|"
    r"^[ \t]*def[ \t]+[\w.]+(?:\([^()\n]{0,200}\))?[ \t]*$|"
    r"^[ \t]*func[ \t]+\w+\([^\n]{0,200}\)[ \t]*float(?:64|32)[ \t]*\{",
    re.MULTILINE,
)
"""A line that only these languages have."""
_WHOLE = re.compile(r"\b(?:int|long|unsigned|size_t)[ \t]+(\w+)[ \t]*(?=[=;,)])")
_QUOTIENT = r"(?<![\w.)])(?<![*/%])(?<![*/%)][ \t])({0})[ \t]*/[ \t]*({0})(?![\w.(\[])"


def refuse_cut_quotients(text: str) -> None:
    """Raises ExpressionError for a quotient of whole numbers in a language that cuts it off."""
    if not _CUTS.search(text):
        return
    names = sorted(set(_WHOLE.findall(text)))
    for found in re.finditer(_QUOTIENT.format("|".join(["[0-9]+", *names])), text):
        digits = found[1].isdigit() and found[2].isdigit()
        if digits and int(found[2]) and int(found[1]) % int(found[2]) == 0:
            continue
        raise ExpressionError(
            f"{found[0]} can be read in two ways: this language cuts the quotient of whole numbers"
            " off, paper does not",
            found.start(), f"write {found[1]}.0/{found[2]} for the fraction, or the whole number",
        )  # fmt: skip
