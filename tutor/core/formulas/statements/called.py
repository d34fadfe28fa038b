"""What a text calls: functions twice with the same arguments, names that are arguments alone."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable, Sequence, Set

from tutor.core.formulas.lexer import Token, closing_places
from tutor.core.formulas.statements.phrases import Phrase


def repeated_calls(phrases: Sequence[Phrase], functions: Set[str]) -> set[str]:
    """The functions that one formula calls twice with the same arguments."""
    found = set()
    for part in (part for phrase in phrases for part in phrase.parts[1:]):
        closed = closing_places(part)
        calls = Counter(
            tuple(t.text for t in part[i : closed[i + 1] + 1])
            for i, token in enumerate(part)
            if token.text in functions and i + 1 in closed
        )
        found |= {call[0] for call, count in calls.items() if count > 1}
    return found


def is_argument(name: str, phrases: Iterable[Phrase]) -> bool:
    """Whether a name stands nowhere but in brackets, between commas or bars: θ of Σ(θ), p(y|θ)."""
    return all(
        _is_sign(part[i - 1 : i], "(", ",", "|") and _is_sign(part[i + 1 : i + 2], ")", ",", "|")
        for phrase in phrases
        for part in phrase.parts
        for i, token in enumerate(part)
        if token.word(name)
    )


def _is_sign(beside: Sequence[Token], *signs: str) -> bool:
    return bool(beside) and beside[0].is_(*signs)
