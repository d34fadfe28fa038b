"""From which number the entries of lists are counted in a text, 1 on paper and 0 in programs."""

from __future__ import annotations

from collections.abc import Sequence, Set
from dataclasses import dataclass

from tutor.core.formulas.arrays.sums import index_of, read_limits
from tutor.core.formulas.formula import KnownNames
from tutor.core.formulas.lexer import Token
from tutor.core.formulas.statements import Phrase


@dataclass(frozen=True)
class Counting:
    """The number of the first entry, but for those lists of which the text names entry 0.

    ``says_one`` where the text itself begins at 1.
    """

    first: int
    zeros: frozenset[str] = frozenset()
    says_one: bool = False

    def of(self, base: str) -> int:
        """The number of the first entry of ``base``."""
        return 0 if base in self.zeros else self.first


def counting_of(phrases: Sequence[Phrase], names: KnownNames, defined: Set[str]) -> Counting:
    """How a text counts.  Beside Σ with i = 1, θ₀ says something of θ alone.

    φ₀ beside a list x says nothing of x: only what is ``defined``, or given, has entries; nor does
    an x_0 that is a name of its own, defined or given.
    """
    zeros = set[str]()
    for token in (t for phrase in phrases for part in phrase.parts for t in part):
        base, index = index_of(token.text) if token.kind == "name" else ("", ())
        if index[:1] == ("0",) and not names.known(token.text):
            zeros |= {base, base.upper()} & defined
    bodies = [part for phrase in phrases for part in phrase.parts]
    sums = [
        (read_limits(part, i)[0], part)
        for part in bodies
        for i, token in enumerate(part)
        if token.text in {"∑", "∏"}
    ]
    summed = any(limits.first == "1" for limits, _ in sums)
    if summed:  # Σ_{j=0}^M w_j φ_j beside Σ_{n=1}^N x_n: w begins at 0, x at 1
        from_zero = [(limits.letter, part) for limits, part in sums if limits.first == "0"]
        counted = [(index_of(t.text), letter) for letter, part in from_zero for t in part]
        zeros |= {base for (base, index), letter in counted if letter in index}
    says_one = summed or any(_names_entry(phrase, defined) for phrase in phrases)
    if _says_zero(phrases, by_sums=not summed) or (zeros and not summed):
        return Counting(0)
    return Counting(1, frozenset(zeros), says_one)


def _says_zero(phrases: Sequence[Phrase], *, by_sums: bool) -> bool:
    """Whether all of a text counts from 0: x[0], x[j] in a loop over range(n), and Σ with i = 0."""
    for phrase in phrases:
        for part in phrase.parts:
            if _sums_over_places(part):
                return True
            for i, token in enumerate(part):
                after = [t.text for t in part[i + 1 : i + 4]]
                is_name = token.kind == "name"
                opened = after == ["[", "0", "]"] and not part[i + 1].gap
                looped = after[1:3] == ["in", "range"] and token.word("for") and _indexed_by(
                    after[0], part
                )  # fmt: skip
                counted = after[:2] == ["=", "0"] and i > 0 and part[i - 1].is_("{")
                if is_name and (opened or looped or (counted and by_sums)):
                    return True
    return False


def _names_entry(phrase: Phrase, defined: Set[str]) -> bool:
    """Whether an entry of what is ``defined`` stands in this, p_1."""
    found = (index_of(t.text) for part in phrase.parts for t in part if t.kind == "name")
    return any(base in defined and "".join(index).isdigit() for base, index in found)


def _sums_over_places(part: Sequence[Token]) -> bool:
    """Whether x[j] stands in a Σ over j without limits, which begins at the first entry."""
    sums = [i for i, token in enumerate(part) if token.text == "∑"]
    limits = {read_limits(part, i)[0] for i in sums}
    return any(_indexed_by(one.letter, part) for one in limits if one.letter and not one.first)


def _indexed_by(letter: str, part: Sequence[Token]) -> bool:
    return any(
        a.is_("[") and b.word(letter) and not a.gap and c.is_("]")
        for a, b, c in zip(part, part[1:], part[2:], strict=False)
    )
