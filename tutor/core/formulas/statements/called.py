"""What a text calls: functions twice with the same arguments, names that are arguments alone."""

from __future__ import annotations

from collections import Counter
from collections.abc import Callable, Iterable, Sequence, Set
from dataclasses import replace

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


def without_arguments(
    phrases: Sequence[Phrase], lists: Set[str], known: Callable[[str], bool]
) -> tuple[list[Phrase], list[str]]:
    """The statements without ``(θ)`` of Σ(θ), where Σ is a given list, and what was left out.

    θ is no ``known`` name, and stands nowhere but where functions have their arguments.
    """
    called = {
        part[i + 2].text
        for phrase in phrases
        for part in phrase.parts[1:] or phrase.parts
        for i, token in enumerate(part[:-3])
        if token.text.partition("_")[0] in lists and _is_argument(part, i + 2)
    }
    alone = {name for name in called if not known(name) and _stands_in_brackets(name, phrases)}
    if not alone:
        return list(phrases), []
    done = [
        replace(p, parts=(*p.parts[: len(p.parts) > 1], *(
            _without(part, alone) for part in p.parts[len(p.parts) > 1 :]
        )))
        for p in phrases
    ]  # fmt: skip
    return done, [f"{name}, an argument without a value" for name in sorted(alone)]


def _is_argument(part: Sequence[Token], place: int) -> bool:
    """Whether a name stands there alone in brackets."""
    around = part[place - 1 : place + 2]
    return len(around) == 3 and around[1].kind == "name" and (
        around[0].is_("(") and around[2].is_(")")
    )  # fmt: skip


def _without(part: Sequence[Token], names: Set[str]) -> tuple[Token, ...]:
    """The tokens without such arguments behind a name or a bracket."""
    out: list[Token] = []
    skip = 0
    for i, token in enumerate(part):
        if skip:
            skip -= 1
        elif out and (out[-1].kind == "name" or out[-1].is_(")")) and (
            _is_argument(part, i + 1) and part[i + 1].text in names
        ):  # fmt: skip
            skip = 2
        else:
            out.append(token)
    return tuple(out)


def _stands_in_brackets(name: str, phrases: Iterable[Phrase]) -> bool:
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
