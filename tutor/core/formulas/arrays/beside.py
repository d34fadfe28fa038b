"""What stands beside formulas of vectors: the text as it was typed, and what is given elsewhere."""

from __future__ import annotations

import re
from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field
from functools import cached_property

from tutor.core.formulas.lexer import MODULES, WRAPPERS, Token, closing_place, split_at

_LIBRARY = re.compile(r"\b(?:np|numpy|jnp|jax|tf|tensorflow|keras|torch)\b|\b(?:F|nn)\.(?=\w)")
_MATLAB = re.compile(
    r"[A-Za-z_)\] ]\.[*^/+-]|[^\W\d]\.\(|\[[^\[\]=]*(?<!\\);[^\[\]=]*\]|"
    r"\)'[ \t]*\*[ \t]*\(|^[ \t]*function[ \t][^\n{]*$",
    re.MULTILINE,
)
_COSINE = re.compile(
    r"^[\s$\\\[]*\\?(?:cos|cosine|cos_?sim|similarity|sim)[ \t_]*(?:similarity[ \t]*)?"
    r"(?:\\left[ \t]*)?\([^()=]*,[^()=]*\)[ \t]*=(?:[^=|]*\|){4}[^=|]*$",
    re.IGNORECASE,
)
"""What is MATLAB or Julia: ``.*``, ``;`` between the rows of a matrix, a function's head."""


@dataclass(frozen=True)
class Beside:
    """What stands beside the formulas: the text as it was typed, and what is given elsewhere.

    ``lists`` are vectors and matrices that are given, as text, ``values`` are numbers;
    ``from_one`` says that a program is in a language whose lists begin with x[1].
    """

    text: str = ""
    lists: Mapping[str, str] = field(default_factory=dict)
    values: Mapping[str, float | None] = field(default_factory=dict)
    from_one: bool = False

    @property
    def first(self) -> int | None:
        """The number of a list's first entry in square brackets; None where nothing says it."""
        return 1 if self.from_one else None if self.is_matlab else 0

    @cached_property
    def is_matlab(self) -> bool:
        """Whether the formulas are those of MATLAB, Octave or Julia."""
        return _MATLAB.search(self.text) is not None

    @cached_property
    def is_cosine(self) -> bool:
        """Whether this is the cosine of two vectors, whose bars are lengths: cos(v, w) = …"""
        return _COSINE.search(self.text) is not None

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
    if len(tokens) > 2 and tokens[0].is_("(") and closing_place(tokens, 0) == len(tokens) - 1:
        tokens = split_at(tokens[1:-1], ",")[0]
    return [token for token in tokens if not token.is_("[", "]", "(", ")")]
