"""The class or module that every call of a program names: ``Value::tanh(n)``, ``value_add(a, b)``.

What makes a number stands in the text (``Value::new(2.0)``), and shows which word is the class.
Labels in its calls, owners of its names and calls that nothing takes up go with it.
"""

from __future__ import annotations

import re

from tutor.core.formulas.lexer import MODULES, is_function, text_of
from tutor.core.formulas.programs.rewriting import Text, rewrite_matches

_MAKE = (
    r"(?:(?:add|new|create|make)_)?"
    r"(?:new|create|make|init|from|leaf|var|variable|scalar|tensor|value|of|param|parameter)"
)
_NUMBER = r"[ \t]*&?(?:\w+[ \t]*(?::|=>)[ \t]*)?-?[0-9]"
_MADE = re.compile(
    rf"(?<![\w.:])(?:[A-Z]\w*::)*(?:&?mut[ \t]+)?([A-Za-z]\w*)(?:::<[\w, ]+>)?"
    rf"(::|\.|_){_MAKE}\({_NUMBER}"
)
_NEW = re.compile(rf"(?<![\w.])([a-z]\w*)\.(?:New|Make|Create)\w*\({_NUMBER}")
_NEW_NUMBER = r"[nN]ew(?:Value|Var\w*|Scalar|Node|Tensor|Leaf|Param\w*|Num\w*|Const\w*)?"
_OTHERS = re.compile(
    rf"\.into\(\)|\bmake_(?:shared|unique)<\w+>\({_NUMBER}|=[ \t]*{_NEW_NUMBER}\({_NUMBER}|"
    rf"^[ \t]*[A-Z]\w*[ \t]+\w+\({_NUMBER}[^()\n]*\)[,;]|"
    rf"(?<!\w)(?:auto|let)[ \t][^\n=]*=[ \t]*[A-Z]\w*\({_NUMBER}",
    re.MULTILINE,
)
"""What else makes a number of a program out of a number."""
_POINTER = re.compile(
    r"^([ \t]*)(?:const[ \t]+)?(?:struct[ \t]+)?[A-Za-z]\w*(?:[ \t]*\*+[ \t]*|[ \t]+\*+)"
    r"(?=\w+[ \t]*=[ \t]*\w+\()",
    re.MULTILINE,
)
_OF_TYPE = re.compile(r"(?<![\w.])(?:f64|f32|Float|Double|double|Float64)(?:::|\.)(?=[a-z]\w*\()")
_HOLDER = re.compile(
    r"^[ \t]*(?:(?:auto|let|const|var|val|mut)[ \t]+)*&?(\w+)[ \t]*:?=[ \t]*(?:try[ \t]+)?"
    r"(?:new[ \t]+)?(?:\w+::)*[A-Z]\w*(?:(?:::|\.)(?:new|init|create))?\((?:[a-z_][\w.]*|[\w:]+)?\)"
    r"[ \t]*;?[ \t]*$",
    re.MULTILINE,
)
"""``auto graph = Graph();``"""
_CHECKS = re.compile(r"^[ \t]*(?:assert\w*|e?print\w*)!?[ \t]*\([^\n]*", re.MULTILINE)
_CHAINED = re.compile(r"(?<=[\w)\]])[ \t]*\s[ \t]*\.(?=[a-z_]\w*[ \t]*(?:[(;)\n]|\Z))")
"""A method before whose dot there is a blank, or the end of a line."""
_IS_LUA = re.compile(r"^[ \t]*local[ \t]+\w", re.MULTILINE)
_METHOD_OF_LUA = re.compile(r"(?<=[\w)\]]):(?=[A-Za-z_]\w*\()")
_STRING = r"(?:\"[^\"\n]*\"|'[^'\n]*'|String::from\(\"[^\"\n]*\"\))(?:\.\w+\(\))*"
_PLAIN = tuple(
    (re.compile(pattern, re.MULTILINE), row)
    for pattern, row in (
        (r"(?<![\w.])(?:\w+::)+(?=[A-Z]\w*(?:::|\.))", ""),  # engine::Value::new
        (r"(?<![\w.:])(?:A?Rc|Box)::(?:clone|new)\(&?(\w+)\)|\bstd::move\((\w+)\)", r"\1\2"),
        (rf",[ \t]*(?:Some\([ \t]*{_STRING}[ \t]*\)|{_STRING}|None|NULL|nullptr|nil)"
         r"(?=[ \t]*[,)])", ""),
        (r"\.into\(\)", ""),
        (r"(?:\bstd::)?\bmake_(?:shared|unique)<\w+>(?=\()", "Value"),
        (rf",[ \t]*\w+[ \t]*(?::|=>)[ \t]*{_STRING}(?=[ \t]*[,)])", ""),
        (r"(?<=\()\w+[ \t]*(?::|=>)[ \t]*(?=-?[0-9])", ""),
        (r"^([ \t]*)[A-Z]\w*[ \t]+(\w+)\((-?[0-9.eE+-]+)\)(?=[ \t]*[,;])", r"\1\2 = \3"),
        (r"(?<=[0-9])[ \t]*,[ \t]*([A-Za-z]\w*)\((-?[0-9.eE+-]+)\)(?=[ \t]*[,;])", r"; \1 = \2"),
        (r"(?<=[0-9])[fFdD](?=[ \t]*[,)])", ""),
        (r"([=(,][ \t]*)(?:try|await)[ \t]+(?=\w)", r"\1"),
        (r"^([ \t]*let[ \t]+(?:mut[ \t]+)?\w+)[ \t]*:[ \t]*&?[A-Z]\w*(?=[ \t]*=)", r"\1"),
        (rf"(=[ \t]*){_NEW_NUMBER}(?=\({_NUMBER})", r"\1Value"),
        (r"^[ \t]*\w+(?:(?:\.|->)\w+(?:\(\))?)*(?:\.|->)_?(?:label|name|tag)[ \t]*=(?!=)[^\n;]*;?",
         ""),
    )
)  # fmt: skip
_ALONE = re.compile(
    r"^[ \t]*(?!return\b)(?:[A-Za-z]\w*(?:::|\.|->))*([A-Za-z]\w*)!?\((?:[^()\n=]|\([^()\n]*\))*\);"
    r"[ \t]*(?://[^\n]*)?$",
    re.MULTILINE,
)
"""A call that is a statement: nothing takes up what it gives."""


def without_classes(pieces: Text) -> tuple[Text, list[tuple[str, int]]]:
    """``Value::tanh(n)`` as tanh(n), ``value_new(2.0)`` as (2.0), ``f64::exp(x)`` as exp(x).

    With the calls that nothing takes up, which are left out.
    """
    pieces = rewrite_matches(pieces, _OF_TYPE, "")
    pieces = rewrite_matches(pieces, _CHAINED, ".")
    if _IS_LUA.search(text_of(pieces)):
        pieces = rewrite_matches(pieces, _METHOD_OF_LUA, ".")
    text = text_of(pieces)
    makes = any(one.search(text) for one in (_MADE, _NEW, _OTHERS)) or "::new(" in text
    if not makes or re.search(r"\b(?:class|def|struct|impl)\b", text):
        return pieces, []
    for pattern, row in _PLAIN:
        pieces = rewrite_matches(pieces, pattern, row)
    pieces = _without_holders(pieces)
    text = text_of(pieces)
    for name, joint in {(one[1], one[2]) for one in _MADE.finditer(text)}:
        if name in MODULES:
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
    return _without_lone_calls(pieces)


def _without_holders(pieces: Text) -> Text:
    """Without ``auto graph = Graph();``, whose name stands before every call."""
    for found in reversed(list(_HOLDER.finditer(text_of(pieces)))):
        name, rest = found[1], _CHECKS.sub("", text_of(pieces)[found.end() :])
        calls = re.findall(rf"(?<![\w.])[&*]?{name}(?:\.|->)\w+\(", rest)
        if calls and len(calls) == len(re.findall(rf"(?<![\w.]){name}(?!\w)", rest)):
            pieces = [*pieces[: found.start()], *pieces[found.end() :]]
            owner = rf"(?<![\w.]){name}(?:\.|->)"
            pieces = rewrite_matches(pieces, re.compile(rf"{owner}{_MAKE}(?=\()"), "Value")
            pieces = rewrite_matches(pieces, re.compile(rf"{owner}(?=\w+\()"), "")
    return pieces


def _without_lone_calls(pieces: Text) -> tuple[Text, list[tuple[str, int]]]:
    text, left = text_of(pieces), list[tuple[str, int]]()
    for found in reversed(list(_ALONE.finditer(text))):
        name = found[1]
        if re.match(r"_?back|grad", name.lower()):
            continue  # which node it is of is kept
        if re.search(rf"\b(?:fn|void|double|float|auto)[ \t]+{name}\(|{name}[ \t]*=", text):
            continue
        left.append((" ".join(found[0].split()), pieces[found.start()].at))
        pieces = [*pieces[: found.start()], *pieces[found.end() :]]
    return pieces, left[::-1]
