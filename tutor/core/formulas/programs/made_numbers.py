"""``engine::leaf(2.0)``, ``Var "x"``, ``tape.new_variable(1.5)``: calls that make a variable."""

from __future__ import annotations

import re
from collections.abc import Iterable, Set

from tutor.core.formulas.lexer import is_function, words
from tutor.core.formulas.programs.languages import SETTING
from tutor.core.formulas.programs.rewriting import closing_bracket, split_outside_brackets

_TYPES = r"(?:(?:::)?<[^<>()]*(?:<[^<>()]*>)?[^<>()]*>)?"
PATH = rf"[&*]?[A-Za-z_]\w*{_TYPES}(?:(?:::|\.|->)[A-Za-z_]\w*{_TYPES})*"
"""A name with all that it belongs to."""

_MADE = re.compile(rf"(?:new[ \t]+)?({PATH})(!?)[ \t]*")
_BEHIND = re.compile(
    r"(?:\s*\.(?:set_)?(?:requires_?grad_?|with_?grad|unwrap|clone|expect|to_owned|leaf|tracked|"
    r"watch|attach_?grad)\((?:true|True|\"[^\"\n]*\")?\)|\?)*\s*"
)
_NUMBER = re.compile(
    r"[-+]?(?:[0-9]+\.?[0-9]*|\.[0-9]+)(?:[eE][-+]?[0-9]+)?(?:_?f(?:32|64)|[fFdD])?"
)
_LIST = re.compile(r"(?:&|vec!|new[ \t]+\w+\[\])?\s*([\[{][-+0-9.,eEfF\s\[\]{}]*[\]}])")
_LABEL = re.compile(r"\s*\w+\s*(?::|=)\s*(?=\S)")
_SETTING = re.compile(rf"(?:{SETTING}|f32|f64|requires_?grad\w*|\w+::\w+)\s*")
_KINDS = words(
    "var variable scalar param parameter leaf value val tensor const constant input number num "
    "float double real dual node weight lift array matrix vector"
)
"""What numbers of a program are called."""
_MAKING = words("new make create from of init wrap register of_float from_scalar from_float")
_OTHERS = words("random rand randn zeros ones range linspace eye full shape dim size load uniform")


def made_number(
    formula: str,
    name: str,
    type_: str,
    defined: Iterable[str],
    numbers: Set[str],
    others: Set[str],
) -> str | None:
    """The number, or the list, that ``formula`` makes a variable of; None where it makes none.

    It is "" for a variable without a number: ``Var "x"``.  ``type_`` stands before the name in its
    declaration; ``defined`` are the functions of the program, which are none of these, nor are
    methods of ``numbers``.  ``others`` are names of what is no number: a tape.
    """
    if _NUMBER.fullmatch(formula):
        return _plain(formula)
    called = _MADE.match(formula)
    if not called or re.split(r"\W", called[1].lstrip("&*"))[0] in numbers:
        return None
    if not _is_maker(called[1], type_, defined):
        return None
    start = called.end()
    if formula[start : start + 1] in set("([{"):
        end = closing_bracket(formula, start)
        rest = formula[end + 1 :]
        inside = formula[start : end + 1] if formula[start] == "[" else formula[start + 1 : end]
    else:
        inside, rest = formula[start:], ""
    if not _BEHIND.fullmatch(rest):
        return None
    return _one_number(inside, name, others)


def _one_number(inside: str, name: str, tapes: Set[str]) -> str | None:
    """The only number among arguments; "" where a text names the variable and none is there."""
    parts = [inside[a:b].strip() for a, b in split_outside_brackets(inside, ",")]
    bare = [_LABEL.sub("", one, count=1) for one in parts if one]
    numbers = [one for one in bare if _NUMBER.fullmatch(one) or _LIST.fullmatch(one)]
    others = [one for one in bare if one not in numbers]
    handles = {re.sub(r"&(?:mut[ \t]+)?", "", one) for one in others} & tapes
    if not all(_SETTING.fullmatch(one) or one.split("&mut ")[-1].lstrip("&") in handles
               for one in others):  # fmt: skip
        return None
    if not numbers:
        return "" if others and others[0].strip("\"'") == name else None
    if len(numbers) > 1:
        return None
    listed = _LIST.fullmatch(numbers[0])
    return _plain(listed[1].replace("{", "[").replace("}", "]") if listed else numbers[0])


def _is_maker(path: str, type_: str, defined: Iterable[str]) -> bool:
    """Whether this call can only make a number of the program out of a number."""
    bare = re.sub(r"<.*?>+|[&*]", "", path)
    parts = re.split(r"::|\.|->", bare)
    last = parts[-1]
    if any(
        re.search(rf"\b{re.escape(last)}\s*\([^()]*\)[^;\n]*[{{=]|\b{last}[ \t]+\w+[ \t]*=", one)
        for one in defined
    ):
        return False
    said = {word.lower() for part in parts for word in _words(part)}
    if said & _OTHERS or (is_function(last.lower()) and last.lower() not in _KINDS):
        return False
    of_type = type_ != "" and re.sub(r"<.*", "", type_) == re.sub(r"<.*", "", path.lstrip("&*"))
    made = last.lower() in _MAKING and len(parts) > 1
    own = {word.lower() for word in _words(last)}
    return bool(of_type or own & _KINDS or made)


def _words(name: str) -> list[str]:
    return re.findall(r"[A-Z]?[a-z]+|[A-Z]+(?![a-z])", name)


def _plain(number: str) -> str:
    return re.sub(r"(?<=[0-9.])(?:_?f(?:32|64)|[fFdD])\b", "", number)
