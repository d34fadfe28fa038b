"""Commands of LaTeX: what each stands for on paper."""

from __future__ import annotations

import re

from tutor.core.formulas.lexer import GREEK, words

WORDS = {
    **{name: letter for letter, name in reversed(GREEK.items())},
    "Sigma": "Sigma", "varepsilon": "ε",
    "varphi": "φ", "e": "e", "vartheta": "θ", "varrho": "ρ", "varsigma": "σ", "ell": "ℓ",
    "cdot": "·", "times": "·", "ast": "·", "bullet": "·", "cdotp": "·", "div": "/", "circ": "∘",
    "vert": "|", "lvert": "|", "rvert": "|", "mid": "|", "|": "‖", "Vert": "‖", "lVert": "‖",
    "rVert": "‖", "parallel": "‖",
    "partial": "∂", "nabla": "∇", "int": "∫", "prod": "∏", "infty": "∞", "pm": "±",
    "mp": "∓", "prime": "′", "top": "ᵀ", "intercal": "ᵀ", "le": "≤", "leq": "≤", "ge": "≥",
    "geq": "≥", "ne": "≠", "neq": "≠", "lt": "<", "gt": ">", "in": "∈", "approx": "≈",
    "equiv": "≡", "coloneqq": "=", "colon": ":", "{": "(", "}": ")", "lbrace": "(", "rbrace": ")",
    "lbrack": "[", "rbrack": "]", "langle": chr(0x27E8), "rangle": chr(0x27E9),
    "%": "%", "_": "_", "&": "&",
    "to": "→", "rightarrow": "→", "longrightarrow": "→",
    "odot": "·", "triangleq": "=", "doteq": "=", "leftarrow": "=",
    **dict.fromkeys(("cdots", "ldots", "dots", "dotsb", "dotsc", "dotsm"), chr(0x2026)),
    "gets": "=", "otimes": "⊗", "sim": "~", "mapsto": "↦",
}  # fmt: skip
FUNCTIONS = words(
    "exp log ln sin cos tan sinh cosh tanh max min arctan arcsin arccos bmod mod lg arsinh "
    "arcosh artanh det tr trace sec csc cot coth sech"
)
BLANKS = words(
    "tiny scriptsize footnotesize small normalsize large Large LARGE huge Huge "
    ", ; : ! > / thinspace enspace space medspace thickspace negthinspace hfill strut "
    "left right big Big bigg Bigg bigl bigr Bigl Bigr biggl biggr "
    "Biggl Biggr displaystyle textstyle limits nolimits nonumber notag rm bf it"
) | {" "}
LINES = words("\\ newline cr")
BREAKS = LINES | words("quad qquad")
COVERS = words("underbrace overbrace boxed cancel fbox smash ensuremath")
COVERED_SECOND = words("textcolor stackrel overset")
"""``\\stackrel{\\text{def}}{=}`` is =."""
OF_TEX = words(
    "cases eqalign eqalignno displaylines aligned align gathered split matrix pmatrix bmatrix"
)
SHORT = re.compile(r"[bc][A-Z]|[bv][a-z]")
"""``\\cL`` and ``\\vx``, as many authors call a letter in another style."""
RELATIONS = frozenset("<>≤≥≠∈")
COMPARED = re.compile("[<>≤≥]")
ONE_NAME = re.compile(r"[^\W\d_](?:hat|bar|tilde|dot)?(?:_\{\w+\})*")
JOINING = words("for at where with and when")
ENDINGS = {"hat": "hat", "widehat": "hat", "bar": "bar", "overline": "bar", "tilde": "tilde",
            "widetilde": "tilde", "dot": "dot"}  # fmt: skip
STYLES = words(
    "vec mathop mathbf boldsymbol bm mathcal mathbb mathit mathscr mathfrak pmb underline"
)
LETTERED = ENDINGS | dict.fromkeys(STYLES, "")
TEXTS = words(
    "text textrm textit textbf textsf texttt mathrm mathsf mathtt operatorname operatorname* mbox "
    "textnormal"
)
DROPPED = words("label tag hspace vspace ref color phantom vphantom hphantom")
FRACTIONS = words("frac dfrac tfrac cfrac nicefrac sfrac")
FENCE = re.compile(r"\$|(?<!\\)\\[\[\]()]")
"""What stands around a formula in a text."""
LONE_SIGNS = {"+": "plus", "-": "minus", "*": "star", "′": "prime"}
"""Indices that are a sign, as names are made of them: k_+ is k_plus."""
PRIMED = re.compile(r"(?<=\{)[ ]*([a-z])(?:'|\\prime)(?=[ ]*[}=])")
"""The letter of a second sum over one list: ``\\sum_{i'} x_{i'}``."""
LAYER = re.compile(r"(?=.*[A-Za-z])[\w+-]+")
