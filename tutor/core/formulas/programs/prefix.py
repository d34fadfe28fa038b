"""Scheme, Lisp and Clojure: ``(* w (+ x 1))`` as (w*(x + 1)).

The sign stands first in its brackets.  ``define``, ``defn`` and ``let`` name things.
"""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import dataclass

from tutor.core.errors import ExpressionError
from tutor.core.formulas.lexer import text_of, words
from tutor.core.formulas.programs.rewriting import Text, pieces_at

_BEGINS = re.compile(
    r"\s*\([ \t]*(?:(?:define|defn|defun|def|defvar|let\*?|letrec|setq|lambda|fn|if|cond|ns|"
    r"require|provide)[ \t(\[]|"
    r"[-+*/][ \t\n])"
)
_CALLED = re.compile(r"\s*\([ \t]*[a-z]\w*(?:[ \t]+[\w.-]+)*[ \t]+\([-+*/][ \t]")
_BETWEEN = re.compile(r"[^(\s]\s+[-+*/]\s")
"""A sign that stands between two operands."""
_TOKEN = re.compile(r"\"[^\"]*\"|[()\[\]]|(?:;|#lang)[^\n]*|[^\s()\[\];]+")
_DEFINING = words("define defn defun defn- def defvar defparameter setq set! let-values")
_IDLE = words("display print println prn newline require ns import provide format printf displayln")
_SIGNS = words("+ - * /")
_COMPARED = {"<": "<", ">": ">", "<=": "<=", ">=": ">=", "=": "==", "==": "=="}
_OTHER = {"expt": "pow", "sqr": "square"}
DEPTH = 40


@dataclass(frozen=True)
class _Form:
    """A word with nothing inside, or what stands in brackets."""

    word: str
    at: int
    inside: tuple[_Form, ...] = ()


def is_prefix(text: str) -> bool:
    """Whether this is a program whose signs stand before what they join."""
    bare = re.sub(r";[^\n]*|^#(?:lang|!)[^\n]*", "", text).strip()
    if not bare.startswith("(") or "=" in re.sub(r"\([ \t]*[<>]?=[ \t]", "", bare):
        return False
    return (
        "\\" not in bare
        and not _BETWEEN.search(bare)
        and bool(_BEGINS.match(bare) or _CALLED.match(bare))
    )


def from_prefix(pieces: Text) -> tuple[Text, list[tuple[str, int]]]:
    """The text with its signs between what they join; and what it shows or loads.

    Raises ExpressionError.
    """
    out: Text = []
    left: list[tuple[str, int]] = []
    for form in _read(pieces):
        if _is_call(form, *_IDLE):
            left.append((f"({form.inside[0].word} …)", form.at))
        else:
            out += [*_statement(form), *pieces_at("\n", form.at)]
    return out, left


def _read(pieces: Text) -> list[_Form]:
    text = text_of(pieces)
    stack: list[tuple[int, list[_Form]]] = [(0, [])]
    for found in _TOKEN.finditer(text):
        at = pieces[found.start()].at
        if found[0].startswith((";", "#lang")):
            continue
        if found[0] in "([":
            stack.append((at, []))
            if len(stack) > DEPTH:
                raise ExpressionError("this formula is too deeply nested", at, "split it up")
        elif found[0] in ")]":
            if len(stack) < 2:
                raise ExpressionError("a bracket closes that was not opened", at, "remove it")
            begun, inside = stack.pop()
            stack[-1][1].append(_Form("", begun, tuple(inside)))
        else:
            stack[-1][1].append(_Form(found[0], at))
    if len(stack) > 1:
        raise ExpressionError("a bracket is not closed", stack[-1][0], "add )")
    return stack[0][1]


def _statement(form: _Form) -> Text:
    """``(define (f x) …)`` and ``(define w 2)`` as definitions; another form is a formula."""
    head = form.inside[0].word if form.inside else ""
    if _is_call(form, "let", "let*", "letrec"):
        return _let(form, "")
    if head not in _DEFINING:
        return _formula(form)
    rest = [one for one in form.inside[1:] if not one.word.startswith(('"', ":"))]
    if not rest:
        raise ExpressionError("there is nothing to define here", form.at, "as in (define w 2.0)")
    if head.startswith(("defn", "defun")) and len(rest) > 1:
        name, parameters, body = rest[0], rest[1].inside, rest[2:]
    elif rest[0].word:
        name, parameters, body = rest[0], (), rest[1:]
        if len(body) == 1 and _is_call(body[0], "lambda", "fn"):
            parameters, body = body[0].inside[1].inside, list(body[0].inside[2:])
    else:
        name, parameters, body = rest[0].inside[0], rest[0].inside[1:], rest[1:]
    if not body:
        raise ExpressionError("this definition has no formula", form.at, "as in (define w 2.0)")
    before = [piece for one in body[:-1] for piece in [*_statement(one), *pieces_at("\n", one.at)]]
    named = ", ".join(_name(one.word) for one in parameters)
    start = f"{_name(name.word)}({named}) = " if parameters else f"{_name(name.word)} = "
    last = body[-1]
    if _is_call(last, "let", "let*", "letrec", "begin"):
        return _let(last, start)
    return [*before, *pieces_at(start, name.at), *_formula(last)]


def _let(form: _Form, start: str) -> Text:
    """``(let ((a 2)) …)`` as a definition of a, and the formula with it."""
    out: Text = []
    bound = form.inside[1].inside if len(form.inside) > 1 else ()
    if bound and bound[0].word:  # (let [a 2 b 3] …) of Clojure
        pairs = list(zip(bound[::2], bound[1::2], strict=False))
    else:
        pairs = [(one.inside[0], one.inside[1]) for one in bound if len(one.inside) == 2]
    for name, value in pairs:
        out += [*pieces_at(f"{_name(name.word)} = ", name.at), *_formula(value)]
        out += pieces_at("\n", value.at)
    last = form.inside[-1]
    if _is_call(last, "let", "let*", "letrec"):
        return [*out, *_let(last, start)]
    return [*out, *pieces_at(start, last.at), *_formula(last)]


def _is_call(form: _Form, *names: str) -> bool:
    return bool(form.inside) and form.inside[0].word in names


def _name(word: str) -> str:
    """``learning-rate`` and ``y'`` as names."""
    return re.sub(r"[^\w.]", "_", word.rpartition("/")[2] if len(word) > 1 else word)


def _formula(form: _Form) -> Text:
    """One form as it stands on paper.  Raises ExpressionError for what is no formula."""
    at = form.at
    if not form.inside:
        ratio = re.fullmatch(r"(-?\d+)/(\d+)", form.word)
        number = re.fullmatch(r"[-+]?[0-9.]+(?:e[-+]?\d+)?", form.word)
        if ratio or number:
            return pieces_at(f"({form.word})" if ratio or form.word[0] in "-+" else form.word, at)
        return pieces_at(
            {"Math/E": "exp(1)", "Math/PI": "pi"}.get(form.word) or _name(form.word), at
        )
    if _is_call(form, "cond"):
        return _chosen(form.inside[1:], at)
    head, arguments = form.inside[0], [_formula(one) for one in form.inside[1:]]
    word = head.word
    if not word or not arguments:
        raise ExpressionError("a function is missing in these brackets", at, "as in (* w x)")
    if word == "if" and len(arguments) == 3:
        return _joined([*arguments[1:2], arguments[0], arguments[2]], [" if ", " else "], at)
    if word in _SIGNS and len(arguments) == 1:
        return _bracketed(
            [*pieces_at({"-": "-", "/": "1/"}.get(word, ""), at), *_in(arguments[0], at)], at
        )
    if word in _SIGNS or (word in _COMPARED and len(arguments) == 2):
        sign = _COMPARED.get(word, word)
        return _joined(arguments, [sign] * (len(arguments) - 1), at)
    name = _OTHER.get(word, _name(word))
    inside: Text = []
    for i, one in enumerate(arguments):
        inside += [*(pieces_at(", ", at) if i else []), *one]
    return [*pieces_at(f"{name}(", head.at), *inside, *pieces_at(")", at)]


def _chosen(cases: Sequence[_Form], at: int) -> Text:
    """``(cond ((> x 0) x) (else 0))``"""
    (condition, value) = cases[0].inside if cases and len(cases[0].inside) == 2 else (None, None)
    if condition is None or value is None:
        raise ExpressionError("a case of this choice is missing", at, "as in (cond (c a) (else b))")
    if condition.word in {"else", "t", ":else", "True", "#t"}:
        return _formula(value)
    parts = [_formula(value), _formula(condition), _chosen(cases[1:], at)]
    return _joined(parts, [" if ", " else "], at)


def _joined(arguments: Sequence[Text], signs: Sequence[str], at: int) -> Text:
    out = _in(arguments[0], at)
    for sign, one in zip(signs, arguments[1:], strict=True):
        out += [*pieces_at(sign, at), *_in(one, at)]
    return _bracketed(out, at)


def _in(inside: Text, at: int) -> Text:
    """In brackets where more than a name or a call stands there."""
    text = text_of(inside)
    return inside if re.fullmatch(r"[\w.]+|\(.*\)", text, re.DOTALL) else _bracketed(inside, at)


def _bracketed(inside: Text, at: int) -> Text:
    return [*pieces_at("(", at), *inside, *pieces_at(")", at)]
