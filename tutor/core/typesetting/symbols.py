"""The subset of LaTeX: every command that a formula may use, and what it becomes."""

from __future__ import annotations

from tutor.core.typesetting.tree import AtomKind

_GREEK_NAMES = (
    "alpha beta gamma delta epsilon zeta eta theta iota kappa lambda mu nu xi pi rho sigma tau "
    "upsilon phi chi psi omega varepsilon varphi Gamma Delta Theta Lambda Xi Pi Sigma Phi Psi Omega"
)
_GREEK = dict(zip(_GREEK_NAMES.split(), "αβγδεζηθικλμνξπρστυφχψωεφΓΔΘΛΞΠΣΦΨΩ", strict=True))
_LETTERS = {
    "partial": "∂",
    "nabla": "∇",
    "ell": "ℓ",
    "infty": "∞",
    "top": "⊤",
    "hbar": "ħ",
    "dots": "…",
    "ldots": "…",
    "cdots": "⋯",
    "vdots": ":",
    "ddots": "⋱",
    "prime": "′",
    "forall": "∀",
    "exists": "∃",
    "emptyset": "∅",
    "%": "%",
    "$": "$",
    "&": "&",
    "#": "#",
    "_": "_",
    "checkmark": "✓",
    "Re": "ℜ",
    "Im": "ℑ",
    "bullet": "•",
    "triangleright": "▷",
}
_OPERATORS = {
    "cdot": "·",
    "times": "×",
    "odot": "⊙",
    "otimes": "⊗",
    "oplus": "⊕",
    "pm": "±",
    "mp": "∓",
    "circ": "∘",
    "ast": "∗",
    "div": "÷",
    "cup": "∪",
    "cap": "∩",
    "setminus": "∖",
}
_RELATIONS = {
    "le": "≤",
    "leq": "≤",
    "ge": "≥",
    "geq": "≥",
    "ne": "≠",
    "neq": "≠",
    "approx": "≈",
    "equiv": "≡",
    "sim": "∼",
    "propto": "∝",
    "in": "∈",
    "notin": "∉",
    "subset": "⊂",
    "subseteq": "⊆",
    "to": "→",
    "rightarrow": "→",
    "leftarrow": "←",
    "mapsto": "↦",
    "Rightarrow": "⇒",
    "implies": "⇒",
    "iff": "⇔",
    "ll": "≪",
    "gg": "≫",
    "mid": "|",
    "longrightarrow": "→",
    "leftrightarrow": "↔",
    "coloneqq": ":=",
}
_OPEN = {"{": "{", "langle": "⟨", "lfloor": "⌊", "lceil": "⌈", "lbrace": "{"}
_CLOSE = {"}": "}", "rangle": "⟩", "rfloor": "⌋", "rceil": "⌉", "rbrace": "}"}
_FUNCTIONS = ("log", "ln", "exp", "sin", "cos", "tan", "tanh", "arg", "det", "dim")
_SPACES = {",": "", ":": " ", ";": " ", "!": "", " ": " ", "quad": "   ", "qquad": "     "}

ATOMS: dict[str, tuple[str, AtomKind]] = {
    **{name: (text, "letter") for name, text in {**_GREEK, **_LETTERS}.items()},
    **{name: (text, "operator") for name, text in _OPERATORS.items()},
    **{name: (text, "relation") for name, text in _RELATIONS.items()},
    **{name: (text, "open") for name, text in _OPEN.items()},
    **{name: (text, "close") for name, text in _CLOSE.items()},
    **{name: (name, "function") for name in _FUNCTIONS},
    **{name: (text, "space") for name, text in _SPACES.items()},
    "|": ("‖", "letter"),
    "colon": (":", "relation"),
}
"""Commands that are one character, or one word."""

LIMITS: dict[str, str] = {
    "sum": "∑",
    "prod": "∏",
    "max": "max",
    "min": "min",
    "argmax": "argmax",
    "lim": "lim",
    "argmin": "argmin",
    "sup": "sup",
    "inf": "inf",
    "int": "∫",
}
"""Commands whose scripts stand below and above them."""

ACCENTS: dict[str, str] = {
    "hat": "\u0302",
    "bar": "\u0304",
    "tilde": "\u0303",
    "vec": "\u20d7",
    "dot": "\u0307",
    "ddot": "\u0308",
    "widehat": "\u0302",
    "overline": "\u0305",
    "widetilde": "\u0303",
}
"""Commands that put a mark on one letter."""

TEXTS = frozenset({"text", "textbf", "textit", "textrm", "mathrm", "operatorname", "mbox", "emph"})
"""Commands whose argument is words."""

BOLD = frozenset({"mathbf", "boldsymbol", "bm"})
"""Commands that make letters bold."""

ALPHABETS = BOLD | {"mathbb", "mathcal", "mathit", "mathsf"}
"""Commands that change letters."""

FENCES: dict[str, tuple[str, str]] = {
    "pmatrix": ("(", ")"),
    "bmatrix": ("[", "]"),
    "vmatrix": ("|", "|"),
    "matrix": ("", ""),
    "cases": ("{", ""),
}
ALIGNED = frozenset({"aligned", "align", "align*", "split", "gathered"})

OTHERS = frozenset({"frac", "tfrac", "dfrac", "sqrt", "underbrace", "left", "right", "begin"})

PLAIN: dict[str, tuple[str, AtomKind]] = {
    **{char: (char, "relation") for char in "<>="},
    "+": ("+", "operator"),
    "-": ("−", "operator"),
    "*": ("*", "operator"),
    "−": ("−", "operator"),
    "·": ("·", "operator"),
    "×": ("×", "operator"),
    "⊙": ("⊙", "operator"),
    "∈": ("∈", "relation"),
    "≈": ("≈", "relation"),
    "(": ("(", "open"),
    "[": ("[", "open"),
    ")": (")", "close"),
    "]": ("]", "close"),
    ",": (",", "comma"),
    ";": (";", "comma"),
    ":": (":", "relation"),
    "|": ("|", "letter"),
    "/": ("/", "letter"),
    "'": ("′", "letter"),
    "!": ("!", "letter"),
    "→": ("→", "relation"),
    ".": (".", "close"),
}
"""Characters that are more than letters."""

_BLACKBOARD = {"R": "ℝ", "N": "ℕ", "Z": "ℤ", "Q": "ℚ", "C": "ℂ", "P": "ℙ", "E": "E"}
_SCRIPT = {"L": "ℒ", "B": "ℬ", "E": "ℰ", "F": "ℱ", "H": "ℋ", "M": "ℳ", "R": "ℛ"}


def in_alphabet(alphabet: str, char: str) -> str | None:
    """``char`` in another alphabet; None where there is no such letter."""
    if alphabet == "mathbb":
        return _BLACKBOARD.get(char)
    if alphabet == "mathcal":
        return _SCRIPT.get(char, char if char.isascii() and char.isupper() else None)
    return char


def commands() -> list[str]:
    """Every command of the subset."""
    return sorted({*ATOMS, *LIMITS, *ACCENTS, *TEXTS, *ALPHABETS, *OTHERS})
