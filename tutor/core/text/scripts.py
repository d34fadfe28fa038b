"""Small letters: what can be written with the raised and lowered letters of Unicode."""

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
