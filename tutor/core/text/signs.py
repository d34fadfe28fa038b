"""Signs: every character beyond ASCII that is shown, and what stands for it where fonts are small.

Terminals have one of two repertoires; ``tutor.repertoire`` says which.  ``full`` is what fonts of
today draw.  ``plain`` is what the fonts of the Linux console and of old code pages draw too, each
sign with a shape of its own: ASCII, Latin-1, and the few signs of code page 437 that the consoles'
usual fonts share (arrows, blocks, single lines with square corners; double and heavy lines look
like single ones in many of them).  Some of these fonts lack ¹ ³ ¾ ¯; nothing else reads as they do.

``plain`` changes a text character by character as it leaves the program: a substitute is as wide as
the sign, so tables, pictures and formulas keep their places, and nothing else need know of it.

A new sign is a row here: the sign, its substitute (itself where all fonts have it), its meaning.
The lowered letters of formulas have their rows from ``scripts.py``: each becomes the
ordinary one (z₁ⱼ is z1j).  A raised one never does, for z¹ⱼ or x⁴ would read as something else: it
has a sign of its own, or is ``UNKNOWN`` as every sign is that nothing can stand for.  Greek letters
become letters that are not a name in ASCII.  ``legend`` says what a reader cannot guess.
"""

from __future__ import annotations

import re
import unicodedata
from collections.abc import Mapping
from typing import NamedTuple

from tutor.core.text.scripts import HIGH, LOW
from tutor.core.text.terminal import width

SMALL = frozenset(
    (*map(chr, (*range(0x80), *range(0xA0, 0x100))), *"←↑→↓▲▼─│┌┐└┘├┤┬┴┼░▒█■•≈≡≤≥∞∈∩ⁿ")
)
"""The smaller repertoire."""

UNKNOWN = "¿"
"""What stands for a sign that the font lacks and that nothing else may be taken for."""


class Sign(NamedTuple):
    """A row of the table."""

    sign: str
    substitute: str
    meaning: str


_ROWS = r"""
∂ ð partial derivative
∇ ▼ gradient
▓ # dark shade
Δ ▲ change
δ ò error of a unit (delta)
σ § sigmoid (sigma)
ω ü weight (omega)
η ñ learning rate (eta)
ŷ ÿ y hat: what is predicted
ḡ G g bar: mean gradient
ℓ l layer (script l)
Σ É sum (capital sigma)
∑ É sum
∏ ¶ product
∫ ¿ integral
√ ® square root
∞ ∞ infinity
′ ' prime: derivative of a function
⊙ ¤ product part by part
⊗ © outer product
⊕ Õ circled plus
∘ º one function after another
∗ * star
⊤ ¬ transpose
· · times, between letters
× × times, between numbers
÷ ÷ division
± ± plus or minus
∓ ¿ minus or plus
− - minus
½ ½ one half
¼ ¼ one quarter
¾ ¾ three quarters
⅓ ¿ one third
⅔ ¿ two thirds
⅛ ¿ one eighth
≈ ≈ nearly equal
≡ ≡ identical
≠ # not equal
≤ ≤ at most
≥ ≥ at least
≪ ¿ much less
≫ ¿ much more
∼ ¿ similar
∝ ¿ proportional
∈ ∈ element of
∉ ¿ no element of
⊂ ¢ subset
⊆ ¿ subset or equal
∪ ¿ union
∩ ∩ intersection
∖ \ without
∅ ¿ empty set
∀ ¿ for all
∃ ¿ there is
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
⌈ ¿ opening ceiling bracket
⌉ ¿ closing ceiling bracket
‖ ¦ norm
… ~ and so on (...)
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
↔ ¿ both ways
↦ → is mapped to
⇒ → implies
⇔ ≡ exactly when
▶ > arrowhead to the right; the line in hand
◀ < arrowhead to the left; a message on its way back
▲ ▲ above the axis
▷ % remark beside a line
▸ > begun; the cursor of a list
● • done
○ o open
◉ @ here
◐ * on the way
◌ o bearer of a mark
✓ v right
✗ x not right
α á alpha
β ß beta
γ ç gamma
ε é epsilon
ζ å zeta
θ ô theta
ι í iota
κ â kappa
λ ì lambda
μ µ mu
ν û nu
ξ ê xi
ο ó omicron
π à pi
ρ ö rho
τ î tau
υ ù upsilon
φ ø phi
χ ä chi
ψ ý psi
Γ Ì capital gamma
Θ Ô capital theta
Λ Ä capital lambda
Ξ Ê capital xi
Π ¶ capital pi
Φ Ø capital phi
Ψ Û capital psi
Ω Ö capital omega
ĉ C c hat
ĝ G g hat
ĥ H h hat
ĵ J j hat
ŝ S s hat
ŵ W w hat
ẑ Z z hat
⁰ ° raised 0
¹ ¹ raised 1
² ² raised 2
³ ³ raised 3
⁴ Å raised 4
⁵ Ç raised 5
⁶ è raised 6
⁷ Ñ raised 7
⁸ æ raised 8
⁹ ª raised 9
⁻ ¯ raised minus
⁺ ¥ raised plus
⁽ « raised opening bracket
⁾ » raised closing bracket
ˡ ¡ raised l
ⁱ ï raised i
ʲ ë raised j
ᵏ Ü raised k
ᵗ þ raised t
ˣ Æ raised x
ᵘ ú raised u
ᴸ £ raised L
ᵀ ¬ raised T: transpose
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


_TABLE = _read(_ROWS)
_TABLE |= {
    small: Sign(small, _TABLE[char].substitute if char in _TABLE else char, f"lowered {char}")
    for char, small in LOW.items()
}
_TABLE |= {
    small: Sign(small, UNKNOWN, f"raised {char}")
    for char, small in HIGH.items()
    if small not in _TABLE and not small.isascii()
}
_TABLE |= {
    mark: Sign(mark, "", f"{name} over a letter, which becomes a capital")
    for mark, name in {
        "\u0302": "hat", "\u0303": "tilde", "\u0304": "bar", "\u0305": "overline",
        "\u0307": "dot", "\u0308": "two dots", "\u20d7": "arrow",
    }.items()
}  # fmt: skip
_TABLE |= {
    chr(code): Sign(chr(code), UNKNOWN, "a control character") for code in range(0x2400, 0x2422)
}

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
_ASCII |= dict(zip("≈≡≤≥∞∈∩ⁿ·×÷¹²³ð§", "~=<>8EUn*x:123ds", strict=True))

_MEANT: dict[str, list[str]] = {}
for _row in _TABLE.values():
    _MEANT.setdefault(_row.substitute, []).append(_row.sign)

_LEARNT = "∂∇δΔσωηŷḡΣ√⊙ˡᴸᵀⁱ⁽⁾⁺⁻⁰⁴⁵⁶⁷⁸⁹…"


def legend() -> str:
    """What stands for the signs of the course that a reader of ``plain`` cannot guess."""
    rows = "; ".join(f"{TABLE[sign].substitute} {TABLE[sign].meaning}" for sign in _LEARNT)
    return f"Signs that this font lacks: {rows}; {UNKNOWN} a sign that has no substitute."


def encodable(text: str, encoding: str) -> str:
    """``text`` for a terminal whose encoding is none of Unicode's: lines of ASCII, as wide."""
    return "".join(_encodable(char, encoding) for char in plain(text))


def _encodable(char: str, encoding: str) -> str:
    """``char``, else a sign that it stands for (code page 437 has σ), else what looks like it."""
    base = unicodedata.normalize("NFD", char)[0]
    for one in (char, *_MEANT.get(char, []), _ASCII.get(char, ""), base):
        if len(one.encode(encoding, "ignore")) == 1:  # a sign of two bytes is two cells wide there
            return one
    return "?"
