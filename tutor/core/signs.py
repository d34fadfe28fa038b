"""Signs: every character beyond ASCII that is shown, and what stands for it where fonts are small.

Terminals have one of two repertoires; repertoire.py says which.  ``full`` is what fonts of today
draw.  ``plain`` is what the fonts of the Linux console and of old code pages draw too, each sign
with a shape of its own: ASCII, Latin-1, and the few signs of code page 437 that the consoles' usual
fonts share (arrows, blocks, single lines with square corners; double and heavy lines look like
single ones in many of them).  Some of these fonts lack ¹ ³ ¾ ¯; nothing else reads as they do.

``plain`` changes a text character by character as it leaves the program: a substitute is as wide as
the sign, so tables, pictures and formulas keep their places, and nothing else need know of it.

A new sign is a row here: the sign, its substitute (itself where all fonts have it), its meaning.
The raised and lowered letters of formulas have their rows from ``formula/scripts.py``.
"""

from __future__ import annotations

import re
import unicodedata
from collections.abc import Mapping
from typing import NamedTuple

from tutor.core.formula.scripts import HIGH, LOW
from tutor.core.text import width

SMALL = frozenset(
    (*map(chr, (*range(0x80), *range(0xA0, 0x100))), *"←↑→↓▲▼─│┌┐└┘├┤┬┴┼░▒█■•≈≡≤≥∞∈∩ⁿ")
)
"""The smaller repertoire."""


class Sign(NamedTuple):
    """A row of the table."""

    sign: str
    substitute: str
    meaning: str


_ROWS = r"""
∂ ð partial derivative
∇ ▼ gradient
Δ ▲ change
δ d error of a unit (delta)
σ s sigmoid (sigma)
ω w weight (omega)
η ñ learning rate (eta)
ŷ ÿ y hat: what is predicted
ḡ G g bar: mean gradient
ℓ l layer (script l)
Σ S sum (capital sigma)
∑ S sum
∏ P product
∫ § integral
√ V square root
∞ ∞ infinity
′ ' prime: derivative of a function
⊙ ¤ product part by part
⊗ Ø outer product
⊕ # circled plus
∘ ° one function after another
∗ * star
⊤ T transpose
· · times, between letters
× × times, between numbers
÷ ÷ division
± ± plus or minus
∓ ± minus or plus
− - minus
½ ½ one half
¼ ¼ one quarter
¾ ¾ three quarters
⅓ ? one third
⅔ ? two thirds
⅛ ? one eighth
≈ ≈ nearly equal
≡ ≡ identical
≠ # not equal
≤ ≤ at most
≥ ≥ at least
≪ « much less
≫ » much more
∼ ~ similar
∝ ~ proportional
∈ ∈ element of
∉ ¢ no element of
⊂ ( subset
⊆ ( subset or equal
∪ U union
∩ ∩ intersection
∖ \ without
∅ ø empty set
∀ A for all
∃ E there is
ħ h h bar
ℜ R real part
ℑ I imaginary part
ℝ R real numbers
ℕ N natural numbers
ℤ Z integers
ℚ Q rational numbers
ℂ C complex numbers
ℙ P probability
ℒ L script L: loss
ℬ B script B: batch
ℰ E script E
ℱ F script F
ℋ H script H
ℳ M script M
ℛ R script R
⟨ < opening angle bracket
⟩ > closing angle bracket
⌊ [ opening floor bracket
⌋ ] closing floor bracket
⌈ [ opening ceiling bracket
⌉ ] closing ceiling bracket
‖ ¦ norm
… ~ and so on
⋯ ~ and so on, between operators
⋱ \ and so on, downwards
– - dash between numbers
‐ - hyphen
‘ ' opening quotation mark
’ ' closing quotation mark
“ " opening quotation mark
” " closing quotation mark
ˋ ` grave accent
• • item of a list
← ← left; is given the value
→ → right; leads to
↑ ↑ up
↓ ↓ down
↔ ~ both ways
↦ → is mapped to
⇒ » implies
⇔ = exactly when
▶ > arrowhead to the right; the line in hand
◀ < arrowhead to the left; a message on its way back
▲ ▲ more above
▼ ▼ more below
▷ » remark beside a line
▸ » begun; the cursor of a list
● • done
○ o open
◉ @ here
◐ * on the way
◌ o bearer of a mark
✓ v right
✗ x not right
α á alpha
β ß beta
γ g gamma
ε é epsilon
ζ z zeta
θ ô theta
ι í iota
κ k kappa
λ l lambda
μ µ mu
ν v nu
ξ x xi
ο ó omicron
π p pi
ρ r rho
τ t tau
υ ü upsilon
φ ø phi
χ x chi
ψ y psi
Γ G capital gamma
Θ Ø capital theta
Λ ^ capital lambda
Ξ ≡ capital xi
Π P capital pi
Φ F capital phi
Ψ Y capital psi
Ω Ö capital omega
ĉ ç c hat
ĝ G g hat
ĥ H h hat
ĵ J j hat
ŝ ß s hat
ŵ W w hat
ẑ Z z hat
⁰ ° raised 0
¹ ¹ raised 1
² ² raised 2
³ ³ raised 3
⁻ ¯ raised minus
ⁿ ⁿ raised n
─ ─ light line
│ │ light line
┌ ┌ light corner
┐ ┐ light corner
└ └ light corner
┘ ┘ light corner
├ ├ light branch
┤ ┤ light branch
┬ ┬ light branch
┴ ┴ light branch
┼ ┼ light crossing
╭ ┌ round corner
╮ ┐ round corner
╯ ┘ round corner
╰ └ round corner
━ ▒ heavy line: going on now
┃ ▒ heavy line
┏ ▒ heavy corner
┓ ▒ heavy corner
┗ ▒ heavy corner
┛ ▒ heavy corner
┣ ▒ heavy branch
┫ ▒ heavy branch
┳ ▒ heavy branch
┻ ▒ heavy branch
┿ ▒ heavy line over a light one
╂ ▒ heavy line over a light one
═ = double line: selected
║ # double line
╔ # double corner
╗ # double corner
╚ # double corner
╝ # double corner
╠ # double branch
╣ # double branch
╦ # double branch
╩ # double branch
╪ = double line over a light one
╫ # double line over a light one
⎛ ( tall bracket, top
⎜ ( tall bracket
⎝ ( tall bracket, foot
⎞ ) tall bracket, top
⎟ ) tall bracket
⎠ ) tall bracket, foot
⎡ ┌ square bracket, top
⎢ │ square bracket
⎣ └ square bracket, foot
⎤ ┐ square bracket, top
⎥ │ square bracket
⎦ ┘ square bracket, foot
⎧ / brace, top
⎨ { brace, middle
⎩ \ brace, foot
⎪ │ brace
⎫ \ brace, top
⎬ } brace, middle
⎭ / brace, foot
▁ _ block, one eighth high
▂ . block, two eighths high
▃ : block, three eighths high
▄ - block, half high
▅ = block, five eighths high
▆ ░ block, six eighths high
▇ ▒ block, seven eighths high
█ █ block
░ ░ empty part of a bar
▒ ▒ shaded
▔ ─ upper edge
▀ - upper half
▎ │ bar beside a quotation
▏ │ edge of a scroll bar
▍ │ edge of a scroll bar
▌ │ edge of a scroll bar
▋ █ edge of a scroll bar
▊ █ edge of a scroll bar
▉ █ edge of a scroll bar
"""


def _read(rows: str) -> dict[str, Sign]:
    cut = (row.split(" ", 2) for row in rows.strip().split("\n"))
    return {sign: Sign(sign, substitute, meaning) for sign, substitute, meaning in cut}


def _plain_letter(char: str) -> str:
    """The substitute of one character, itself where there is none and none is needed."""
    row = _TABLE.get(char)
    return row.substitute if row else char


_TABLE = _read(_ROWS)
_TABLE |= {
    small: Sign(small, _plain_letter(char), f"{place} {char}")
    for place, letters in (("raised", HIGH), ("lowered", LOW))
    for char, small in letters.items()
    if small not in _TABLE and not small.isascii()
}
_TABLE |= {
    mark: Sign(mark, "", f"{name} over a letter, which becomes a capital")
    for mark, name in {
        "\u0302": "hat", "\u0303": "tilde", "\u0304": "bar", "\u0305": "overline",
        "\u0307": "dot", "\u0308": "two dots", "\u20d7": "arrow",
    }.items()
}  # fmt: skip
_TABLE |= {chr(code): Sign(chr(code), "¿", "a control character") for code in range(0x2400, 0x2422)}

TABLE: Mapping[str, Sign] = _TABLE
"""The rows by their signs."""


class _Substitutes(dict[int, str]):
    """What ``plain`` writes for each character; found when it is first asked for."""

    def __missing__(self, code: int) -> str:
        found = self[code] = substitute(chr(code))
        return found


_SUBSTITUTES = _Substitutes()
_MARKED = re.compile("([a-z])[\u0300-\u036f\u20d0-\u20ff]+")


def substitute(char: str) -> str:
    """What stands for one character in the smaller repertoire, as wide as it is.

    A letter of a stranger's, beyond the table, loses its marks (č becomes c); what has no
    substitute at all becomes question marks.
    """
    if char in SMALL:
        return char
    if char in TABLE:
        return TABLE[char].substitute
    base = unicodedata.normalize("NFD", char)[0]
    return base if base in SMALL and width(base) == width(char) else "?" * width(char)


def plain(text: str) -> str:
    """``text`` in the smaller repertoire, cell by cell.  ``plain(plain(text)) == plain(text)``.

    A letter whose mark has no letter of its own (x̂) becomes a capital, so that it is not taken for
    the letter without its mark.
    """
    if text.isascii():
        return text
    return _MARKED.sub(lambda found: found[1].upper(), text).translate(_SUBSTITUTES)


_ASCII = dict(zip("←↑→↓▲▼", "<^>v^v", strict=True))
_ASCII |= dict.fromkeys("┌┐└┘├┤┬┴┼", "+") | dict(zip("─│░▒█■•", "-|.%#**", strict=True))
_ASCII |= dict(zip("≈≡≤≥∞∈∩ⁿ·×÷¹²³", "~=<>8EUn*x:123", strict=True))


def encodable(text: str, encoding: str) -> str:
    """``text`` for a terminal whose encoding is none of Unicode's: lines of ASCII, as wide."""
    return "".join(_encodable(char, encoding) for char in plain(text))


def _encodable(char: str, encoding: str) -> str:
    for one in (char, _ASCII.get(char, ""), unicodedata.normalize("NFD", char)[0]):
        if one and one.encode(encoding, "ignore"):
            return one
    return "?"
