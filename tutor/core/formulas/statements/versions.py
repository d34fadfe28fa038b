"""Names that a program sets several times: ``c += 1`` makes a second c out of the first.

``f = sigmoid(f)`` without an f before it has a leaf f on the right, and on the left a second f.
"""

from __future__ import annotations

from bisect import bisect_left
from collections.abc import Sequence, Set
from dataclasses import dataclass, replace
from itertools import zip_longest

from tutor.core.formulas.formula import KnownNames
from tutor.core.formulas.lexer import Token, is_function, name_of_version, refuse
from tutor.core.formulas.statements.phrases import Phrase


@dataclass
class _Versions:
    """The names of one variable, oldest first, and the statements that set them.

    The first of a variable that ``begins`` as a leaf has the place −1.
    """

    names: list[str]
    places: list[int]
    numbers: list[tuple[Token, ...] | None]
    begins: bool = False


def name_each_version(
    phrases: Sequence[Phrase],
    names: KnownNames,
    given: Set[str] = frozenset(),
    lists: Set[str] = frozenset(),
) -> list[Phrase]:
    """The statements with a name of its own for each value that a variable has had.

    A state that is ``given`` may be read first, and set anew out of what was made of it; what is
    added to it is added to its value.  Of the given ``lists`` the second has a name without a
    digit: x_1 would be their first entry.

    Raises ExpressionError for ``+=`` on what has no value yet, and for two values of a leaf.
    """
    found: dict[str, _Versions] = {}
    for place, phrase in enumerate(phrases):
        target = _target(phrase)
        if target is None:
            continue
        mentions = _mentions(target.text, phrase)
        before = found.get(target.text)
        if phrase.augmented and before is None and target.text not in given:
            help_ = f"write {target.text} = … before, or give its value: {target.text}=…"
            raise refuse(f"{target.text!r} has no value yet", target, help_)
        since = max(before.places[-1] + 1, 0) if before else 0
        is_state = before is not None or target.text in given
        goes_round = is_state and _goes_round(phrase, phrases[since:place])
        mentions = mentions or goes_round or bool(phrase.augmented)
        if (
            before is None
            and mentions
            and (goes_round or not any(_mentions(target.text, p) for p in phrases[:place]))
        ):
            second = _free(target.text, names, 1, of_list=target.text in lists)
            versions = _Versions([target.text, second], [-1, place], [None, None], begins=True)
            found[target.text] = versions
        elif before is None:
            found[target.text] = _Versions([target.text], [place], [_number(phrase)])
        elif phrase.augmented or mentions:
            end = len(before.names) - (not before.begins)
            of_list = before.begins and target.text in lists
            free = _free(target.text, names, len(before.names), of_list=of_list)
            before.names.insert(end, free)
            before.places.append(place)
            before.numbers.append(_number(phrase))
        elif before.begins and not (
            _number(phrase) and not any(_mentions(target.text, p) for p in phrases[place:])
        ):
            what = f"{target.text!r} is set anew here, after it was computed from itself"
            raise refuse(what, target, "give one of them another name")
    several = {name: one for name, one in found.items() if len(one.places) > 1}
    if not several:
        return list(phrases)
    return [one for i, p in enumerate(phrases) for one in _renamed(i, p, several)]


def _goes_round(phrase: Phrase, before: Sequence[Phrase]) -> bool:
    """Whether what ``phrase`` sets was used, in the statements ``before``, for its own formula."""
    name = phrase.parts[0][0].text
    needed = {t.text for t in phrase.parts[-1] if t.kind == "name"}
    for one in reversed(before):
        target = _target(one)
        if target is not None and target.text in needed:
            if _mentions(name, one):
                return True
            needed |= {t.text for t in one.parts[-1] if t.kind == "name"}
    return False


def _mentions(name: str, phrase: Phrase) -> bool:
    """Whether a formula needs the value of ``name``; a function of that name is none."""
    body = phrase.parts[-1]
    return any(
        token.word(name) and not (after is not None and after.is_("(") and is_function(name))
        for token, after in zip_longest(body, body[1:])
    )


def _target(phrase: Phrase) -> Token | None:
    if len(phrase.parts) < 2 or len(phrase.parts[0]) != 1 or phrase.parts[0][0].kind != "name":
        return None
    return phrase.parts[0][0]


def _number(phrase: Phrase) -> tuple[Token, ...] | None:
    """The tokens of a plain number, which needs no node of its own."""
    body = phrase.parts[-1]
    plain = len(phrase.parts) == 2 and not phrase.augmented
    digits = [t for t in body if t.kind == "number"]
    return body if plain and len(digits) == 1 and len(body) <= 2 and body[-1] is digits[0] else None


def _free(name: str, names: KnownNames, number: int, *, of_list: bool) -> str:
    while names.known(free := name_of_version(name, number, of_list=of_list)):
        number += 1
    names.know(free)
    return free


def _renamed(place: int, phrase: Phrase, several: dict[str, _Versions]) -> list[Phrase]:
    target = _target(phrase)
    own = several.get(target.text) if target else None
    if own and place in own.places:
        version = own.places.index(place)
        if version == 0 and own.numbers[0] is not None:
            return []  # it is only there to be added to
    parts = list(phrase.parts)
    body = tuple(t for one in parts[-1] for t in _current(one, place, several))
    if phrase.augmented and target and own:
        before = _current(target, place, several)
        sign = Token("sign", phrase.augmented, target.end, target.end + 1)
        opened, closed = (Token("sign", s, body[0].at, body[-1].end) for s in "()")
        body = (*before, sign, opened, *body, closed)
    parts[-1] = body
    if own and target and place in own.places:
        name = own.names[own.places.index(place)]
        parts[0] = (replace(target, text=name, wild=True),)
    return [replace(phrase, parts=tuple(parts), augmented="")]


def _current(token: Token, place: int, several: dict[str, _Versions]) -> list[Token]:
    """What ``token`` means in the statement at ``place``."""
    own = several.get(token.text) if token.kind == "name" else None
    if own is None:
        return [token]
    earlier = bisect_left(own.places, place)
    version = earlier - 1 if earlier else len(own.places) - 1
    number = own.numbers[version]
    if number is not None and version == 0:
        opened, closed = (replace(token, kind="sign", text=s) for s in "()")
        return list(number) if len(number) == 1 else [opened, *number, closed]
    return [replace(token, text=own.names[version], wild=True)]
