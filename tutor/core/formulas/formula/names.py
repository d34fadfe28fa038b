"""Names: which ones there are, and which runs of letters are products of them."""

from __future__ import annotations

import re
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, field
from itertools import count, pairwise
from typing import TYPE_CHECKING

from tutor.core.errors import ExpressionError
from tutor.core.expression import KEYWORDS, QUESTIONS, functions
from tutor.core.formulas.lexer import Token, canonical_name, is_function, refuse

if TYPE_CHECKING:
    from tutor.core.formulas.formula.decisions import Decisions

LONGEST_NODE = 32
"""Letters that the name of a node may have; of what is longer the middle is left out."""
LONGEST = 60
"""Letters that a run may have which is taken apart."""

_SHORT = {"eps": "epsilon", "lam": "lambda", "lmbda": "lambda"}
"""How programs write Greek letters."""
_INDEX = re.compile(r"_(?=[0-9]|(?:hat|bar|tilde)(?:_|\b))|(?<=[A-Za-z])_$")


def spelling_key(name: str) -> str:
    """What spellings of one name have in common: x_1, x1 and x_{1}; y_hat and yhat."""
    return _INDEX.sub("", name)


@dataclass
class KnownNames:
    """What is known of names before a formula is read, and what turns up while it is.

    ``spelled`` gives every key the spelling that is used, ``sure`` are keys of names that are
    defined or given; ``functions`` are those that the
    text defines: parameters and body; ``alias`` are other names of a node, ``cut`` the long names
    that were cut; ``decisions`` choose between cases, where there are values.
    """

    spelled: dict[str, str] = field(default_factory=dict)
    sure: set[str] = field(default_factory=set)
    alone: set[str] = field(default_factory=set)
    functions: dict[str, tuple[Sequence[str], Sequence[Token]]] = field(default_factory=dict)
    long: set[str] = field(default_factory=set)
    alias: dict[str, str] = field(default_factory=dict)
    applied: set[str] = field(default_factory=set)
    used: set[str] = field(default_factory=set)
    cut: dict[str, str] = field(default_factory=dict)
    hints: dict[str, str] = field(default_factory=dict)
    decisions: Decisions | None = None

    def know(self, name: str) -> None:
        """From now on this is a name."""
        self.spelled.setdefault(spelling_key(name), name)
        self.sure.add(spelling_key(name))

    def known(self, name: str) -> bool:
        """Whether ``name`` is defined or given, in this spelling or another."""
        return spelling_key(name) in self.sure

    def fresh(self) -> str:
        """t1, t2, …: the first of these that is not taken, a name from now on."""
        name = next(one for one in map("t{}".format, count(1)) if not self.known(one))
        self.know(name)
        return name

    def calls_unknown(self, body: Sequence[Token]) -> bool:
        """Whether a function is called of which nothing is known: Φ(x), P(X < x), p(y | m, s)."""
        told = [one.text for one in body]  # log(p y, m, s), as it comes here
        return (told.count(",") > 1 and told[:2] in (["log", "("], ["-", "log"])) or any(
            a.kind == "name" and b.is_("(") and not b.gap
            and not (is_function(a.text) or self.known(a.text) or a.text == "sigma")
            for a, b in pairwise(body)
        )  # fmt: skip

    def node(self, name: str) -> str:
        """The name of the node: in the first spelling, and no word of the language."""
        name = self.spelled.setdefault(spelling_key(name), name)
        seen = {name}
        while name in self.alias and self.alias[name] not in seen:
            name = self.alias[name]
            seen.add(name)
        if len(name) > LONGEST_NODE and self.cut.setdefault(strict_name(name), name) != name:
            other = self.cut[strict_name(name)]
            help_ = f"names have {LONGEST_NODE} letters at most"
            raise ExpressionError(f"{other} and {name} are too long to be told apart", 0, help_)
        return strict_name(name)

    def apply(self, token: Token, count: int) -> None:
        """A function of the text is written out with ``count`` arguments where it is called.

        Raises ExpressionError for another number of them, for one that is defined by itself, and
        for one with lines of its own, whose names belong to other arguments.
        """
        word = token.text
        parameters, body = self.functions[word]
        if count != len(parameters):
            raise refuse(f"{word} takes {len(parameters)} arguments, not {count}", token)
        if any(one.word(word) for one in body):
            help_ = "a formula cannot contain itself"
            raise refuse(f"{word!r} is defined by itself", token, help_)
        if word in self.long:
            help_ = f"write {word} in one formula, or its lines with these names"
            raise refuse(f"{word} has lines of its own", token, help_)
        self.applied.add(self.node(word))

    def parts(self, word: str) -> list[list[str]]:
        """The ways, two at most, in which a run of letters is a product of known names."""
        if len(word) > LONGEST:
            return []
        ends: list[list[list[str]]] = [[[]]]
        for end in range(1, len(word) + 1):
            found: list[list[str]] = []
            for start in range(max(0, end - 24), end):
                part = word[start:end]
                if ends[start] and self._is_factor(part, word):
                    found += [[*before, part] for before in ends[start]]
            ends.append(found[:2])
        return [way for way in ends[-1] if len(way) > 1]

    def _is_factor(self, part: str, word: str) -> bool:
        """Whether this is one of the names in a run; x12 is not x1 times 2."""
        return part[0].isalpha() and (self.known(part) or (part == "pi" and part != word))


def letters_of(word: str) -> list[str]:
    """The letters of a run of LaTeX, with the function that it ends with: y, log of ``ylog``."""
    ends = range(1, len(word) - 1)
    cut = next((i for i in ends if canonical_name(word[i:])), len(word))
    return [*word[:cut], *([word[cut:]] if word[cut:] else [])]


def strict_name(name: str) -> str:
    """``name``, or one that does not clash with the words of the language."""
    taken = name in functions() or name in KEYWORDS or name in QUESTIONS or name in {"as"}
    if len(name) > LONGEST_NODE:
        half = LONGEST_NODE // 2 - 1
        return f"{name[:half].rstrip('_')}__{name[-half:].lstrip('_')}"
    return f"{name}_" if taken else name


def product_hint(word: str) -> str:
    """What to say of a short run of letters that was taken for one name."""
    if 2 <= len(word) <= 3 and word.isalpha() and not is_function(word):
        return f"{word!r} is one name; a product is {'*'.join(word)}"
    return ""


def lone_names(statements: Iterable[Sequence[Token]]) -> set[str]:
    """Names that stand alone somewhere, as names do, not before a bracket or glued to others."""
    found = set()
    for tokens in statements:
        for i, token in enumerate(tokens):
            following = tokens[i + 1] if i + 1 < len(tokens) else None
            if token.kind == "name" and (
                following is None or not following.is_("(", "[", "{", ".")
            ):
                found.add(token.text)
    return found


def node_meant(asked: str, spelled: Mapping[str, str]) -> str:
    """The node that a name from outside (``ŷ``, ``x_1``, ``a_L``) means; "" when there is none."""
    if asked in spelled.values():
        return asked
    if strict_name(asked) in spelled.values():
        return strict_name(asked)
    for same in (spelling_key, _bare, _small):
        found = {name for name in spelled.values() if same(name) == same(asked)}
        if len(found) == 1:
            return found.pop()
    if _SHORT.get(asked) in spelled.values():
        return _SHORT[asked]
    found = {
        name for name in spelled.values() if re.fullmatch(rf"{re.escape(asked)}_[A-Za-z]", name)
    }
    return found.pop() if len(found) == 1 else ""  # y for the only y_i


def _small(name: str) -> str:
    return _bare(name).lower()  # W11 is the entry w11 of W


def _bare(name: str) -> str:
    return name.replace("_", "")
