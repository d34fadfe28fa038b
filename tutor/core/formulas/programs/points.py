"""Where a program asks for a gradient: ``gradient(x -> x^2, 5)`` and ``jax.grad(f)(2.0)``.

The function itself is the graph, and the point gives the values of its parameters.
"""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import dataclass
from itertools import islice

from tutor.core.formulas.lexer import text_of
from tutor.core.formulas.programs.arguments import read_parameter
from tutor.core.formulas.programs.rewriting import (
    Text,
    closing_bracket,
    pieces_at,
    split_outside_brackets,
)

MOST = 20
"""Lines that ask for a gradient which are read, the first of the text."""

_ASKS = re.compile(
    r"^[ \t]*(?:[\w, \t]+=[ \t]*|print\([ \t]*)?(?:[A-Za-z]\w*\.)*"
    r"(gradient|derivative|withgradient|grad|value_and_grad)\(",
    re.MULTILINE,
)
_ANY = re.compile(r"\b(?:gradient|derivative|withgradient|grad)\(")
_CALL = re.compile(
    r"^[ \t]*(?:(\w+)[ \t]*(?::?=|<-)[ \t]*)?"
    r"(?:(?:(?:print(?:ln!?|f)?|cat|disp|display|putStrLn|puts|p|(?:console|System\.out|fmt|io)"
    r"\.(?:log|print(?:ln|f)?|Print(?:ln|f)?|write))(?:\([ \t]*|[ \t]+(?:\$[ \t]*)?)|"
    r"(?:std::)?cout[ \t]*<<[ \t]*)"
    r"(?:\"[^\"\n]*\"[ \t]*(?:,|<<)[ \t]*)?)?"
    r"([A-Za-z]\w*)'?(?=\()",
    re.MULTILINE,
)
"""``f(2, 1)`` and ``print(f(2, 1))``: what the function is at a point."""
_REST = re.compile(
    r"(?:\[[01]\])?[ \t)]*(?:<<[ \t]*(?:(?:std::)?endl|\"\\n\")[ \t]*)?;?[ \t]*\r?$", re.MULTILINE
)
_SMALL = re.compile(
    r"[ \t]*(?:lambda[ \t]+([\w, \t]+):|\(?([\w, \t]+?)\)?[ \t]*->)[ \t]*", re.DOTALL
)
_WRAPPED = re.compile(
    r"[ \t]*(?:\w+\.)*(?:array|asarray|tensor|as_tensor|convert_to_tensor|constant|Variable|Tensor|"
    r"Value)\([ \t]*(?P<value>\[[^\[\]()=]*\]|[^\[\],()=]+)(?:,[^\[\]()]*)?\)[ \t]*"
)
"""``jnp.array([0.6, -0.8])``"""
_NUMBER = re.compile(
    r"[ \t]*(?:[-+]?[0-9]+\.?[0-9]*(?:[eE][-+]?[0-9]+)?|\[[-+0-9., \teE]+\])[ \t]*"
)


@dataclass(frozen=True)
class _Asked:
    """One such line from ``start`` to ``end``: its function, named or not, and a point."""

    start: int
    end: int
    body: tuple[int, int]
    parameters: list[str]
    values: list[str]
    is_call: bool = False


def at_points(pieces: Text) -> Text:
    """The text with the function and the point in place of the line that asks.

    A function with a name stays where it is; a point stays out where there are several, or where
    the text sets a parameter itself.
    """
    text = text_of(pieces)
    found = list(_asked(text)) if _ANY.search(text) else list(_called(text))
    if not found:
        return pieces
    points = {tuple(zip(one.parameters, one.values, strict=True)) for one in found}
    for one in reversed(found):
        at = pieces[one.start].at
        made: Text = []
        if one.body[0] < one.body[1]:
            if re.search(r"(?<![\w.])f(?!\w)", text) or len(found) > 1:
                continue
            made += pieces_at(f"f({', '.join(one.parameters)}) = ", at)
            made += [*pieces[slice(*one.body)], *pieces_at("\n", at)]
        if len(points) == 1 and not any(_sets(text, name) for name in one.parameters):
            point = zip(one.parameters, one.values, strict=True)
            for name, value in point if one is found[0] else ():
                made += pieces_at(f"{name} = {value}\n", at)
        elif not made and not (one.is_call and len(points) > 1):
            continue
        is_named = one.body[0] == one.body[1] and not one.is_call
        kept = pieces[one.start : one.end] if is_named else []
        pieces = [*pieces[: one.start], *made, *kept, *pieces[one.end :]]
    return pieces


def _asked(text: str) -> Iterator[_Asked]:
    for found in islice(_ASKS.finditer(text), MOST):
        start, opening = found.start(), found.end() - 1
        end = closing_bracket(text, opening)
        spans = [
            (a + opening + 1, b + opening + 1)
            for a, b in split_outside_brackets(text[opening + 1 : end], ",")
        ]
        first, *others = spans
        if text[end + 1 : end + 2] == "(":
            last = closing_bracket(text, end + 1)
            values = [
                text[end + 2 : last][a:b]
                for a, b in split_outside_brackets(text[end + 2 : last], ",")
            ]
        elif found[1].endswith("grad"):
            continue
        else:
            last, values = end, [text[a:b] for a, b in others]
        values = list(map(_unwrapped, values))
        rest = _REST.match(text, last + 1)
        small = _SMALL.match(text, *first)
        if not rest or not values or not all(_is_known(text, one) for one in values):
            continue
        if small:
            parameters, body = (small[1] or small[2]).split(","), (small.end(), first[1])
        else:
            parameters, body = _parameters(text, text[slice(*first)].strip()), (start, start)
        names = [name.strip() for name in parameters]
        if len(names) == len(values) and all(map(str.isidentifier, names)):
            yield _Asked(start, rest.end(), body, names, [value.strip() for value in values])


def _called(text: str) -> Iterator[_Asked]:
    """The calls, behind it, of a function that the text defines, where it stands nowhere else."""
    calls: list[tuple[str, _Asked]] = []
    for found in islice(_CALL.finditer(text), MOST):
        name, opening = found[2], found.end()
        end = closing_bracket(text, opening)
        rest = _REST.match(text, end + 1)
        values = [
            _unwrapped(text[opening + 1 : end][a:b])
            for a, b in split_outside_brackets(text[opening + 1 : end], ",")
        ]
        is_usual = found[1] and any(one.strip().isidentifier() for one in values)  # y = f(z)
        if not rest or is_usual or not all(_is_known(text, one) for one in values):
            continue
        names = [one.strip() for one in _parameters(text[: found.start()], name)]
        kept = found[1] and re.search(rf"(?<!\w){found[1]}(?!\w)", text[end:])
        if len(names) == len(values) and not kept:
            start = (found.start(), found.start())
            one = _Asked(found.start(), rest.end(), start, names, values, is_call=True)
            calls.append((name, one))
    for name, one in calls:
        mentions = len(re.findall(rf"(?<![\w.]){name}(?:\(|(?!\w))", text))
        if mentions == 1 + [other for other, _ in calls].count(name):
            yield one


def _parameters(text: str, name: str) -> list[str]:
    """What the function with this name takes; nothing where the text does not define it."""
    if not name.isidentifier():
        return []
    found = re.search(
        rf"(?<![\w.]){name}\(([\w,: \t]+)\)(?:[ \t]*=(?!=)|[^\n=]{{0,40}}[:{{])|"
        rf"(?:def|function)[ \t]+{name}\(([\w,: \t]+)\)|"
        rf"(?<![\w.]){name}[ \t]*=[ \t]*(?:lambda[ \t]+([\w, \t]+):|\(?([\w, \t]+?)\)?[ \t]*->)",
        text,
    )
    said = next(filter(None, found.groups())).split(",") if found else []
    return [read_parameter(one).name for one in said]


def _unwrapped(value: str) -> str:
    """The number or the list that is given, without what a library makes of it."""
    found = _WRAPPED.fullmatch(value)
    return found["value"] if found else value


def _is_known(text: str, value: str) -> bool:
    """Whether it is a number or a list, or a name that the text sets."""
    name = value.strip()
    return bool(_NUMBER.fullmatch(value)) or (name.isidentifier() and _sets(text, name))


def _sets(text: str, name: str) -> bool:
    return re.search(rf"(?<![\w.(,]){name}[ \t]*[-+*/]?=(?!=)", text) is not None
