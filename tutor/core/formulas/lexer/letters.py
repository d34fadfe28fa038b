"""Signs of paper and print: what each character stands for."""

from __future__ import annotations

import unicodedata
from collections.abc import Mapping

from tutor.core.text import FRACTIONS

_GREEK_NAMES = [
    "alpha", "beta", "gamma", "delta", "epsilon", "zeta", "eta", "theta", "iota", "kappa",
    "lambda", "mu", "nu", "xi", "omicron", "pi", "rho", "-", "sigma", "tau", "upsilon", "phi",
    "chi", "psi", "omega",
]  # fmt: skip


def _named(rows: Mapping[str, str]) -> dict[str, str]:
    """Signs by their names in Unicode: they are read, and never shown."""
    return {unicodedata.lookup(name): meaning for name, meaning in rows.items()}


GREEK = {
    **{chr(0x3B1 + i): name for i, name in enumerate(_GREEK_NAMES) if name != "-"},
    **{chr(0x391 + i): name.capitalize() for i, name in enumerate(_GREEK_NAMES) if name != "-"},
    **_named({
        "GREEK LUNATE EPSILON SYMBOL": "epsilon", "GREEK PHI SYMBOL": "phi",
        "GREEK THETA SYMBOL": "theta", "GREEK RHO SYMBOL": "rho", "MICRO SIGN": "mu",
        "GREEK SMALL LETTER FINAL SIGMA": "sigma", "SCRIPT SMALL L": "l",
    }),
}  # fmt: skip
"""Greek letters by the names that are shown as them again."""

MARKS = {"\u0302": "hat", "\u0304": "bar", "\u0305": "bar", "\u0303": "tilde", "\u0307": "dot"}
"""Signs over a letter, as an ending of its name."""

SUB = dict(zip("₀₁₂₃₄₅₆₇₈₉ₐₑₕᵢⱼₖₗₘₙₒₚᵣₛₜᵤᵥₓ", "0123456789aehijklmnoprstuvx", strict=True))
SUPER = dict(
    zip("⁰¹²³⁴⁵⁶⁷⁸⁹⁺⁻⁽⁾ᵃᵇᶜᵈᵉᶠᵍʰⁱʲᵏˡᵐⁿᵒᵖʳˢᵗᵘᵛʷˣʸᶻᴸ·", "0123456789+-()abcdefghijklmnoprstuvwxyzL·",
        strict=True)
)  # fmt: skip
del SUPER["·"]

LOW_SIGNS = {unicodedata.lookup(f"SUBSCRIPT {name}"): to for name, to in (
    ("MINUS", "m"), ("PLUS SIGN", "p"),
)}  # fmt: skip
"""Signs within an index: hₜ₋₁ is h_tm1."""

LOW_EQUALS = unicodedata.lookup("SUBSCRIPT EQUALS SIGN")

SIGNS = {
    "·": "*", "×": "*", "÷": "/", "−": "-", "–": "-", "≤": "<=", "≥": ">=", "≠": "!=", "≈": "=",
    "→": "->", "↦": "->", "⊙": "*", "⊗": "*",
    **_named({
        "DELTA EQUAL TO": "=",
        "DOT OPERATOR": "*", "ASTERISK OPERATOR": "*", "BULLET": "*", "BULLET OPERATOR": "*",
        "VECTOR OR CROSS PRODUCT": "*", "MULTIPLICATION X": "*",
        "FULLWIDTH ASTERISK": "*", "FULLWIDTH EQUALS SIGN": "=", "DIVISION SLASH": "/",
        "FRACTION SLASH": "/",
        "EM DASH": "-", "HYPHEN": "-", "NON-BREAKING HYPHEN": "-", "LEFTWARDS ARROW": "=",
        "COLON EQUALS": "=", "IDENTICAL TO": "=", "FULLWIDTH LEFT PARENTHESIS": "(",
        "FULLWIDTH RIGHT PARENTHESIS": ")", "MATHEMATICAL LEFT ANGLE BRACKET": "(",
        "MATHEMATICAL RIGHT ANGLE BRACKET": ")",
    }),
}  # fmt: skip
"""Signs that are another way to write one of the strict ones."""

ROOTS = {"√": "sqrt", unicodedata.lookup("CUBE ROOT"): "cbrt"}
BLANKS = " \t\ufeff" + "".join(chr(code) for code in (0xA0, 0x2002, 0x2003, 0x2009, 0x200A, 0x202F))
WIDTHLESS = "".join(chr(code) for code in (0x200B, 0x2060))
"""What stands between the letters of typeset mathematics when it is copied."""

_DERIVATIVE = (
    "a derivative cannot stand in a formula",
    "the gradients are what is calculated here: write the function itself",
)
EXPECTATION = (
    "an expectation needs numbers to average",
    "write the mean of its terms: mean(a, b), or the formula of one example",
)
REFUSED = {
    **dict.fromkeys(("∂", "∇", unicodedata.lookup("DOUBLE PRIME")), _DERIVATIVE),
    **dict.fromkeys(("′", "'"), (
        _DERIVATIVE[0], f"{_DERIVATIVE[1]}; where y' is a name, give it a value: y'=…"
    )),
    unicodedata.lookup("DEGREE SIGN"): (
        "an angle is in radians here", "write 30 degrees as pi/6: degrees times pi/180",
    ),
    "∘": ("'∘' does not belong in a formula", "write one function inside the other: g(h(x))"),
    "%": ("'%' does not belong in a formula", "a remainder has no useful gradient"),
    "@": ("'@' multiplies matrices", "give them, as in W=[[1,2],[3,4]] and x=[1,2], or write "
          "w1*x1 + w2*x2"),
    "!": ("'!' does not belong in a formula", "a factorial stands behind a whole number: 3!"),
    "∫": ("'∫' does not belong in a formula", "write the function that it is, or its value"),
    "±": ("'±' stands for two formulas", "write one of them, with + or with -"),
    "∓": ("'∓' stands for two formulas", "write one of them, with + or with -"),
    "∑": ("a sum without numbers cannot be unrolled", "write its terms: w_1*x_1 + w_2*x_2"),
    "∏": ("a product without numbers cannot be unrolled", "write its factors one by one"),
    "‖": ("a norm needs the entries of a vector", "write sqrt(x1^2 + x2^2)"),
    "∞": ("'∞' is not a number to calculate with", "leave it out, or take a large number"),
    "ᵀ": ("a transpose needs matrices", "numbers have none: write the products one by one"),
    chr(0x2026): ("'…' leaves terms out", "write all of them, or a sum with both limits"),
    "~": ("'~' does not belong in a formula", "write = for a definition"),
    "&": ("'&' does not belong in a formula", "write * for a product"),
}  # fmt: skip
"""Signs that mean something else than can be calculated here: the reason, and what to write."""


def plain(char: str) -> str:
    """The letter behind another style of it (𝑤, 𝐰, ｗ, ℒ), otherwise ``char`` itself."""
    if char == unicodedata.lookup("GREEK CAPITAL LETTER SIGMA"):
        return "∑"
    if char.isascii() or any(char in table for table in (REFUSED, GREEK, SUB, SUPER, FRACTIONS)):
        return char
    usual = unicodedata.normalize("NFKC", char)
    is_letter = len(usual) == 1 and (usual in GREEK or (usual.isascii() and usual.isalpha()))
    return usual if is_letter else char


def letter_and_mark(char: str) -> tuple[str, str] | None:
    """Letter and ending of one with a sign over it: ŷ is ("y", "hat")."""
    parts = unicodedata.normalize("NFD", char)
    if len(parts) == 2 and parts[1] in MARKS:
        return parts[0], MARKS[parts[1]]
    return None
