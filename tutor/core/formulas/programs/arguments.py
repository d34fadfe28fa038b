"""Heads of functions and calls of them: types, values that stand in for an argument, keywords.

def f(x: float, a=0.1):        def f(x, a):
    return a*x                     return a*x
y = f(w)                       y = f(w, 0.1)
"""

from __future__ import annotations

import re
from collections.abc import Mapping
from dataclasses import dataclass

from tutor.core.errors import ExpressionError
from tutor.core.formulas.lexer import text_of, words
from tutor.core.formulas.programs.rewriting import (
    Text,
    closing_bracket,
    pieces_at,
    split_outside_brackets,
)

_DEF = re.compile(r"^[ \t]*(?:async[ \t]+)?def[ \t]+(\w+)[ \t]*(?:\[[^\[\]\n]*\])?\(", re.MULTILINE)
_GIVES = re.compile(r"[ \t]*(?:->[^\n]{0,200}?)?:(?=[ \t]*(?:[\n\r]|return\b|$|[^\n]*=))")
_TYPES_BEHIND = words("float64 float32 int int64 int32 uint f64 f32 float double complex128")
CALLS = 400
"""Calls of the text's own functions whose arguments are put in order."""


@dataclass
class Parameter:
    """One parameter, and the text of the value that stands in for it; "" when there is none."""

    name: str
    default: str = ""


def with_arguments(pieces: Text) -> Text:
    """Heads with bare names, and calls with an argument for each of them.

    Raises ExpressionError for a keyword that the function does not have.
    """
    if not _DEF.search(text_of(pieces)):
        return pieces
    pieces, heads = _with_bare_heads(pieces)
    text = text_of(pieces)
    usual = {name: one for name, one in heads.items() if any(p.default for p in one)}
    asked = re.compile(rf"(?<![\w.])({'|'.join(map(re.escape, heads))})\(") if heads else None
    called: set[str] = set()
    calls = list(asked.finditer(text)) if asked else []
    for found in reversed(calls[:CALLS]):
        if re.search(r"\bdef[ \t]+$", text[max(0, found.start() - 8) : found.start()]):
            continue
        line = text[text.rfind("\n", 0, found.start()) + 1 : found.start()]
        if line.lstrip().startswith("print"):
            continue
        called.add(found[1])
        pieces = _in_order(pieces, found, heads[found[1]])
    return _with_values(pieces, text, {n: one for n, one in usual.items() if n not in called})


def _with_bare_heads(pieces: Text) -> tuple[Text, dict[str, list[Parameter]]]:
    """The heads without types and values; the parameters of every function."""
    text = text_of(pieces)
    heads: dict[str, list[Parameter]] = {}
    out: Text = []
    done = 0
    for found in _DEF.finditer(text):
        opening = found.end() - 1
        end = closing_bracket(text, opening)
        gives = _GIVES.match(text, end + 1)
        if found.start() < done or end == len(text) or gives is None:
            continue
        inside = text[opening + 1 : end]
        parts = [read_parameter(inside[a:b]) for a, b in split_outside_brackets(inside, ",")]
        kept = [one for one in parts if one.name and one.name not in {"self", "this", "cls"}]
        heads[found[1]] = kept
        at = pieces[opening].at
        head = f"{', '.join(one.name for one in kept)}):"
        out += [*pieces[done : opening + 1], *pieces_at(head, at)]
        done = gives.end()
    return [*out, *pieces[done:]], heads


def read_parameter(text: str) -> Parameter:
    """``x``, ``x: float = 2``, ``const double& x``, ``x float64``, ``_ x: Double``."""
    before, _, default = text.partition("=")
    named = before.partition(":")[0]
    found = [word for word in re.findall(r"\w+", named) if word not in {"mut", "const", "_"}]
    if not found or "/" in named:
        return Parameter("")
    behind = len(found) > 1 and found[-1] in _TYPES_BEHIND
    default = default.strip()
    usual = default if default not in {"None", "null", "True", "False"} else ""
    return Parameter(found[0] if behind else found[-1], usual)


def _in_order(pieces: Text, found: re.Match[str], parameters: list[Parameter]) -> Text:
    """One call with its arguments in the order of the head."""
    text = text_of(pieces)
    opening = found.end() - 1
    end = closing_bracket(text, opening)
    spans = [
        (a + opening + 1, b + opening + 1)
        for a, b in split_outside_brackets(text[opening + 1 : end], ",")
    ]
    spans = [(a, b) for a, b in spans if text[a:b].strip()]
    keyed = [re.match(r"\s*(\w+)[ \t]*=(?!=)", text[a:b]) for a, b in spans]
    if end == len(text) or (not spans and parameters and not all(p.default for p in parameters)):
        return pieces
    if not any(keyed) and len(spans) >= len(parameters):
        return pieces
    given: dict[str, Text] = {}
    for i, ((a, b), keyword) in enumerate(zip(spans, keyed, strict=True)):
        name = keyword[1] if keyword else parameters[i].name if i < len(parameters) else ""
        if name not in {one.name for one in parameters} or name in given:
            takes = ", ".join(one.name for one in parameters)
            what = f"{found[1]} has no argument {name!r}" if name else f"{found[1]} takes {takes}"
            raise ExpressionError(what, pieces[a].at, f"it takes {takes}")
        given[name] = pieces[a + (keyword.end() if keyword else 0) : b]
    at = pieces[opening].at
    made: Text = []
    for one in parameters:
        value = given.get(one.name) or pieces_at(one.default, at)
        if not value and len(given) != len(parameters):
            return pieces  # too few: the reader of calls says so
        made += [*(pieces_at(", ", at) if made else []), *value]
    return [*pieces[: opening + 1], *made, *pieces[end:]]


def _with_values(pieces: Text, text: str, functions: Mapping[str, list[Parameter]]) -> Text:
    """The values of a function that nothing calls, as numbers that may be changed."""
    out: Text = []
    for name, parameters in functions.items():
        for one in parameters:
            number = re.fullmatch(r"[-+]?[0-9.]+(?:[eE][-+]?[0-9]+)?", one.default)
            is_set = re.search(rf"(?<![\w.]){one.name}[ \t]*[-+*/]?=(?!=)", text)
            others = len(re.findall(rf"def[^\n]*[(,][ \t]*{one.name}[ \t]*[,)]", text)) > 1
            if number and not is_set and not others and name:
                out += pieces_at(f"{one.name} = {one.default}\n", pieces[0].at)
    return [*out, *pieces]
