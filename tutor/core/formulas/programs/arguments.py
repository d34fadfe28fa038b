"""Heads of functions: their types, and values that stand in for an argument.

def f(x: float, a=0.1):        a = 0.1
    return a*x                 def f(x, a):
                                   return a*x
"""

from __future__ import annotations

import re
from collections.abc import Mapping
from dataclasses import dataclass

from tutor.core.formulas.lexer import text_of, words
from tutor.core.formulas.programs.rewriting import (
    Text,
    closing_bracket,
    pieces_at,
    split_outside_brackets,
)

_DEF = re.compile(r"^[ \t]*(?:async[ \t]+)?def[ \t]+(\w+)[ \t]*(?:\[[^\[\]\n]*\])?\(", re.MULTILINE)
_GIVES = re.compile(r"[ \t]*(?:->[^\n]{0,200}?)?:(?=[ \t]*(?:[\n\r]|return\b|$|[^\n]*=))")
_NUMBERS = re.compile(  # a number, or a list of them: [1, 2], np.array([1, 2])
    r"[-+]?[0-9.]+(?:[eE][-+]?[0-9]+)?"
    r"|(?:\[|(?:(?:np|numpy|jnp|torch)\.)?(?:array|tensor)\()[-+\d.eE,\s()\[\]]*[\])]"
)
_TYPES_BEHIND = words("float64 float32 int int64 int32 uint f64 f32 float double complex128")


@dataclass
class Parameter:
    """One parameter, and the text of the value that stands in for it; "" when there is none."""

    name: str
    default: str = ""


def with_arguments(pieces: Text) -> Text:
    """Heads with bare names, and the values of a function that nothing calls as leaves."""
    if not _DEF.search(text_of(pieces)):
        return pieces
    pieces, heads = with_bare_heads(pieces)
    text = text_of(pieces)
    called = {
        name for name in heads
        if re.search(rf"(?<!def )(?<![\w.]){name}\(", re.sub(r"print\([^\n]*", "", text))
    }  # fmt: skip
    usual = {n: one for n, one in heads.items() if n not in called}
    return _with_values(pieces, text, usual)


def with_bare_heads(
    pieces: Text, *, keeps_values: bool = False
) -> tuple[Text, dict[str, list[Parameter]]]:
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
        inside = inside.replace(";", ",")  # of Julia
        parts = [read_parameter(inside[a:b]) for a, b in split_outside_brackets(inside, ",")]
        kept = [one for one in parts if one.name and one.name not in {"self", "this", "cls"}]
        heads[found[1]] = kept
        at = pieces[opening].at
        said = [
            f"{one.name}={one.default}" if keeps_values and one.default else one.name
            for one in kept
        ]
        head = f"{', '.join(said)}):"
        out += [*pieces[done : opening + 1], *pieces_at(head, at)]
        done = gives.end()
    return [*out, *pieces[done:]], heads


def read_parameter(text: str) -> Parameter:
    """``x``, ``x: float = 2``, ``const double& x``, ``x float64``, ``_ x: Double``."""
    before, _, default = re.sub(r"\b\w+::", "", text).partition("=")
    named, _, behind_colon = before.partition(":")
    if behind_colon.strip() in {"true", "false", "nil"} or _NUMBERS.fullmatch(behind_colon.strip()):
        default = behind_colon  # of Ruby
    found = [word for word in re.findall(r"\w+", named) if word not in {"mut", "const", "_"}]
    if not found or "/" in named:
        return Parameter("")
    behind = len(found) > 1 and found[-1] in _TYPES_BEHIND
    return Parameter(found[0] if behind else found[-1], default.strip())


def _with_values(pieces: Text, text: str, functions: Mapping[str, list[Parameter]]) -> Text:
    """The values of a function that nothing calls, as leaves that may be changed."""
    out: Text = []
    for parameters in functions.values():
        for one in parameters:
            if not _NUMBERS.fullmatch(one.default):
                continue
            is_set = re.search(rf"(?<![\w.]){one.name}[ \t]*[-+*/]?=(?!=)", text)
            others = len(re.findall(rf"def[^\n]*[(,][ \t]*{one.name}[ \t]*[,)]", text)) > 1
            if not (is_set or others):
                out += pieces_at(f"{one.name} = {one.default}\n", pieces[0].at)
    return [*out, *pieces]
