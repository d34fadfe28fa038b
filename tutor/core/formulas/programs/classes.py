"""The class or module that every call of a program names: ``Value::tanh(n)``, ``value_add(a, b)``.

What makes a number stands in the text (``Value::new(2.0)``), and shows which word is the class.
"""

from __future__ import annotations

import re

from tutor.core.formulas.lexer import MODULES, is_function, text_of
from tutor.core.formulas.programs.rewriting import Text, rewrite_matches

_MAKE = r"(?:new|create|make|init|from|leaf|var|scalar|of|param)"
_NUMBER = r"[ \t]*&?-?[0-9]"
_MADE = re.compile(
    rf"(?<![\w.:])(?:&?mut[ \t]+)?([A-Za-z]\w*)(?:::<[\w, ]+>)?(::|\.|_){_MAKE}\({_NUMBER}"
)
_NEW = re.compile(rf"(?<![\w.])([a-z]\w*)\.(?:New|Make|Create)\w*\({_NUMBER}")
_POINTER = re.compile(
    r"^([ \t]*)(?:const[ \t]+)?(?:struct[ \t]+)?[A-Za-z]\w*(?:[ \t]*\*+[ \t]*|[ \t]+\*+)"
    r"(?=\w+[ \t]*=[ \t]*\w+\()",
    re.MULTILINE,
)
_OF_TYPE = re.compile(r"(?<![\w.])(?:f64|f32|Float|Double|double|Float64)(?:::|\.)(?=[a-z]\w*\()")


def without_classes(pieces: Text) -> Text:
    """``Value::tanh(n)`` as tanh(n), ``value_new(2.0)`` as (2.0), ``f64::exp(x)`` as exp(x)."""
    pieces = rewrite_matches(pieces, _OF_TYPE, "")
    text = text_of(pieces)
    made = {(one[1], one[2]) for one in _MADE.finditer(text)}
    for name, joint in made:
        if name in MODULES or re.search(
            rf"\b(?:class|def|struct|fn|function|impl)[ \t]+{name}\b", text
        ):
            continue
        if joint == "_" and not re.search(rf"(?<!\w){name}_{_MAKE}\(", text):
            continue
        if joint == "_":
            pieces = rewrite_matches(pieces, _POINTER, r"\1")
        alone = re.compile(
            rf"(?<![\w.:]){name}(?:::<[\w, ]+>)?{re.escape(joint)}(?=[A-Za-z]\w*!?\()"
        )
        first = re.compile(rf"{alone.pattern}{_MAKE}(?=\()")
        pieces = rewrite_matches(rewrite_matches(pieces, first, "Value"), alone, "")
    for name in set(_NEW.findall(text)) - MODULES:
        if is_function(name) or re.search(rf"(?<![\w.]){name}(?!\.\w+\(|\w)", text):
            continue  # a value, whose method this is
        pieces = rewrite_matches(pieces, re.compile(rf"(?<![\w.]){name}\.(?=[A-Z]\w*\()"), "")
    return pieces
