"""What stands beside formulas of vectors: the text as it was typed, and what is given elsewhere."""

from __future__ import annotations

import re
from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field
from functools import cached_property

from tutor.core.formulas.lexer import MODULES, STAR, WRAPPERS, Token, refuse, split_at, within

_LIBRARY = re.compile(
    r"\b(?:np|numpy|jnp|jax|tf|tensorflow|keras|torch)\b|(?<![\w.])(?:F|nn)\.(?=\w)"
)
_MATLAB = re.compile(
    r"[A-Za-z_)\] ]\.[*^/+-]|=[ \t]*@\([\w, \t]*\)|[^\W\d]\.\(|\[[^\[\]=]*(?<!\\);[^\[\]=]*\]|"
    r"\)'[ \t]*\*[ \t]*\(|^[ \t]*function[ \t][^\n{]*$|^[ \t]*using[ \t]+[A-Z]\w*",
    re.MULTILINE,
)
"""What is MATLAB or Julia: ``.*``, ``;`` between the rows of a matrix, a function's head."""
_BARE = re.compile(
    r"\(:[,)]|,[ \t]*:\)|\([^()\n]*:[ \t]*end\b|[\w)][ \t]*\.\.\.[ \t]*(?:%[^\n]*)?\n[ \t]*[-+*/]|"
    r"(?<![\w.])(?:ones|zeros)\([ \t]*\w+(?:\([^()\n]*\))?[ \t]*,[ \t]*1[ \t]*\)|"
    r"(?<![\w.])transpose\(|(?<![\w.])size\(\w+[ \t]*,[ \t]*[12][ \t]*\)|;[ \t]*%[ \t]*[A-Za-z]",
    re.MULTILINE,
)
"""What is one of them where no library of Python is named: ``x(:)``, ``x(2:end)``, ``ones(m, 1)``,
``size(X, 1)``, a line that goes on behind three dots, a comment."""
_OF_CPP = re.compile(
    r"\b(?:arma|Eigen)::|(?<![\w.])accu\(|\b(?:Vector|Matrix)[X234][dfi]\b|\.squaredNorm\(\)"
)
"""Armadillo and Eigen, where * is a product of matrices."""
_ENTRYWISE = re.compile(r"\bArray[X1-4]|\.array\(\)[ \t]*\*|\*[ \t]*[\w.]+\.array\(\)")
"""Arrays of Eigen, where it is one of every entry."""
_ML = re.compile(r"^[ \t]*let\b.*(?:\[\||\|>|\b(?:List|Array|Seq)\.[a-z])", re.M | re.S)
"""What is F# or OCaml, whose lists have ``;`` between their entries."""
_TURNED = re.compile(r"(?<![\w'\"])(\w+|\))'(?=[ \t]*(?:[*;,)\]]|$))", re.MULTILINE)
"""``X'``, where X is a list: no formula has a derivative of one."""
_OCTAVE = re.compile(
    r"^[ \t]*function[ \t]+[^\n(]*=|;[ \t]*%|^[ \t]*%[ \t%]|\(:[,)]|,[ \t]*:\)|"
    r":[ \t]*end[ \t]*[,)]|(?<![\w.])bsxfun\([ \t]*@|\b(?:max|min)\([^()\n]*,[ \t]*\[\][ \t]*,",
    re.MULTILINE,
)
"""What Julia, whose entries stand in square brackets, has not."""
_POSITIVE = re.compile(r"\bmax\([ \t]*0[.0]*[ \t]*,|\bmax\([^()\n]*,[ \t]*0[.0]*[ \t]*\)")
_BETWEEN = r"(?:\\left[ \t]*)?\|[^|=\n+]{1,40}(?:\\right[ \t]*)?\|"
_LENGTHS = re.compile(
    rf"{_BETWEEN}[ \t{{}}]*(?:\\(?:cdot|times|[,;:! ])|[\u00b7\u00d7\u22c5*.])?[ \t{{}}]*{_BETWEEN}"
)
_ANGLE = re.compile(r"cos|sim\b|similarity|angle|theta|\u03b8", re.IGNORECASE)
"""``|v||w|`` multiplies lengths where an angle is told."""
_SQUARED = re.compile(r"\|[^|=\n]{1,40}\|[ \t]*(?:\^[ \t]*\{?2|\u00b2|\*\*2)")
_ADDED = re.compile(r"\\sum|[\u2211\u03a3]|\b(?:sum|mean|avg|average|max|min)\b")


@dataclass(frozen=True)
class Beside:
    """What stands beside the formulas: the text as it was typed, and what is given elsewhere.

    ``lists`` are vectors and matrices that are given, as text, ``values`` are numbers;
    ``from_one`` says that a program is in a language whose lists begin with x[1], ``rows`` that a
    list is a row.
    """

    text: str = ""
    lists: Mapping[str, str] = field(default_factory=dict)
    values: Mapping[str, float | None] = field(default_factory=dict)
    from_one: bool = False
    rows: bool = False

    @property
    def first(self) -> int | None:
        """The number of a list's first entry in square brackets; None where nothing says it."""
        return 1 if self.from_one else None if self.is_matlab else 0

    @cached_property
    def brackets_from_one(self) -> bool:
        """Whether u[1] is the first entry: in Julia and R; that of Octave is u(1)."""
        return self.from_one and re.search(r"\w\[|<-|::[A-Z]|\bjulia\b", self.text) is not None

    @cached_property
    def is_matlab(self) -> bool:
        """Whether the formulas are those of MATLAB, Octave or Julia."""
        if _MATLAB.search(self.text):
            return _ML.search(self.text) is None
        if self.libraries:
            return False
        if _BARE.search(self.text):
            return True
        turned = {one[1] for one in _TURNED.finditer(self.text)} if self.lists else set()
        return any(one in self.lists or one == ")" or self._computes(one) for one in turned)

    @property
    def is_octave(self) -> bool:
        """Whether they are those of MATLAB or Octave, where a sum takes columns."""
        return self.is_matlab and _OCTAVE.search(self.text) is not None

    @property
    def is_r(self) -> bool:
        """Whether names are set as in R."""
        return re.search(r"^[ \t]*[\w.]+[ \t]*<-[ \t]", self.text, re.MULTILINE) is not None

    @property
    def takes_positive(self) -> bool:
        """Whether max(0, …) takes lists, as on paper: that of Python takes none, and no library
        is named, so that ``*`` of a matrix and a list is their product.
        """
        return not self.libraries and _POSITIVE.search(self.text) is not None

    def _computes(self, name: str) -> bool:
        """Whether a statement sets this name, and none the same name with a prime."""
        return all(
            (re.search(rf"(?<![\w.']){name}{end}[ \t]*=(?!=)", self.text) is None) == is_none
            for end, is_none in (("", False), ("'", True))
        )

    @cached_property
    def star(self) -> str:
        """The sign that ``*`` is in the text: "." for every entry, "@" of matrices, or ""."""
        if _OF_CPP.search(self.text):
            return "" if _ENTRYWISE.search(self.text) else "@"
        said = {one.lastgroup for one in STAR.finditer(self.text)}
        return "." if said == {"entries"} else "@" if said == {"matrix"} else ""

    def star_at(self, token: Token) -> str:
        """What the text says of this sign, where it is a star.

        Raises ExpressionError for a line that was written anew, in a text with two such signs.
        """
        here = self.text[token.at : token.at + 2]
        anew = token.is_("*") and re.match(r"\w", here) is not None
        if not self.star or here == "**" or not (anew or here.startswith("*")):
            return ""
        if anew and "%" in self.text:
            raise refuse("does this multiply entries?", token, "paste it without choices")
        return self.star

    @cached_property
    def bars_are_lengths(self) -> bool:
        """Whether |v| is the length of a vector: it is multiplied by another, or squared.

        Where something is added up, the bars of a square may be those of every entry.
        """
        squared = _SQUARED.search(self.text) and not _ADDED.search(self.text)
        return bool(squared or (_ANGLE.search(self.text) and _LENGTHS.search(self.text)))

    @cached_property
    def libraries(self) -> frozenset[str]:
        """The libraries of Python that are named."""
        short = {"np": "numpy", "F.": "torch", "nn.": "torch", "F": "torch", "nn": "torch"}
        return frozenset(short.get(one, one) for one in _LIBRARY.findall(self.text))


def bare(body: Sequence[Token]) -> list[Token]:
    """The tokens without what makes a list of a number: ``torch.tensor([2])``."""
    tokens = list(body)
    while tokens and (tokens[0].word(*MODULES, *WRAPPERS) or tokens[0].is_(".")):
        tokens.pop(0)
    if within(tokens, "("):
        tokens = split_at(within(tokens, "("), ",")[0]
    return [token for token in tokens if not token.is_("[", "]", "(", ")")]
