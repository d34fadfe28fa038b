"""Small letters: what can be written with the raised and lowered letters of Unicode; fractions."""

from __future__ import annotations

_DIGITS = "0123456789+−=()"
HIGH = {
    **dict(zip(_DIGITS, "⁰¹²³⁴⁵⁶⁷⁸⁹⁺⁻⁼⁽⁾", strict=True)),
    **dict(zip("abcdefghijklmnoprstuvwxyz", "ᵃᵇᶜᵈᵉᶠᵍʰⁱʲᵏˡᵐⁿᵒᵖʳˢᵗᵘᵛʷˣʸᶻ", strict=True)),
    **dict(zip("ABDEGHIJKLMNOPRTUVW", "ᴬᴮᴰᴱᴳᴴᴵᴶᴷᴸᴹᴺᴼᴾᴿᵀᵁⱽᵂ", strict=True)),
    "ℓ": "ˡ",
    "⊤": "ᵀ",
    "′": "′",
    "β": "ᵝ",
    "γ": "ᵞ",
    "δ": "ᵟ",
    "θ": "ᶿ",
    "*": "*",
}
LOW = {
    **dict(zip(_DIGITS, "₀₁₂₃₄₅₆₇₈₉₊₋₌₍₎", strict=True)),
    **dict(zip("aehijklmnoprstuvx", "ₐₑₕᵢⱼₖₗₘₙₒₚᵣₛₜᵤᵥₓ", strict=True)),
    "β": "ᵦ",
    "γ": "ᵧ",
    "ρ": "ᵨ",
    "φ": "ᵩ",
    "χ": "ᵪ",
    "ℓ": "ₗ",
}
FRACTIONS = {"½": 1 / 2, "⅓": 1 / 3, "⅔": 2 / 3, "¼": 1 / 4, "¾": 3 / 4, "⅛": 1 / 8} | {
    chr(code): value
    for code, value in {0x2155: 1 / 5, 0x2156: 2 / 5, 0x2157: 3 / 5, 0x2158: 4 / 5,
                        0x2159: 1 / 6, 0x215A: 5 / 6, 0x215C: 3 / 8, 0x215D: 5 / 8,
                        0x215E: 7 / 8, 0x2152: 1 / 10}.items()
}  # fmt: skip
"""Signs that are a fraction, and its value."""

_HIGH, _LOW = str.maketrans(HIGH), str.maketrans(LOW)


def superscript(text: str) -> str:
    """``text`` in raised letters, where there are such."""
    return text.translate(_HIGH)


def subscript(text: str) -> str:
    """``text`` in lowered letters, where there are such."""
    return text.translate(_LOW)


def small_letters(text: str, table: dict[str, str]) -> str | None:
    """``text`` in the small letters of ``table``, without blanks; None if one is missing."""
    letters = [table.get(char) for char in text if char != " "]
    if not letters or None in letters:
        return None
    return "".join(letter for letter in letters if letter)
