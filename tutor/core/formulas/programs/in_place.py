"""Methods that change a number where it stands: ``y.mul_(2).add_(1)`` as y = (y*2) + 1."""

from __future__ import annotations

import re

from tutor.core.errors import ExpressionError
from tutor.core.formulas.lexer import text_of
from tutor.core.formulas.programs.rewriting import Text, closing_bracket, pieces_at

_SIGNS = {"add": "+", "sub": "-", "subtract": "-", "mul": "*", "multiply": "*", "div": "/",
          "divide": "/", "pow": "**"}  # fmt: skip
_CALLED = "neg|abs|exp|log|sqrt|square|sin|cos|tanh|sigmoid|relu"
_METHOD = re.compile(rf"\.({'|'.join(_SIGNS)}|{_CALLED})_\(")
_STATEMENT = re.compile(rf"^[ \t]*(\w+)(?={_METHOD.pattern})", re.MULTILINE)
_END = re.compile(r"[ \t]*;?[ \t]*\r?$", re.MULTILINE)
_ONE = r"(?:\.(?:data|T|(?:detach|view|reshape|squeeze)\([^\n]*\)))*[ \t]*;?[ \t]*$"
"""Behind a name: what is this number again."""


def with_new_values(pieces: Text) -> Text:
    """The text with such statements as ``y = …``; updates by a gradient stay as they are.

    Raises ExpressionError where two names stand for the number that is changed.
    """
    text = text_of(pieces)
    for found in reversed(list(_STATEMENT.finditer(text))):
        name, at = found[1], pieces[found.start(1)].at
        made, place = pieces[slice(*found.span(1))], found.end()
        while method := _METHOD.match(text, place):
            end = closing_bracket(text, method.end() - 1)
            inside = pieces[method.end() : end]
            made = (
                made if place == found.end() else [*pieces_at("(", at), *made, *pieces_at(")", at)]
            )
            if method[1] in _SIGNS:
                sign = pieces_at(f" {_SIGNS[method[1]]} (", at)
                made = [*made, *sign, *inside, *pieces_at(")", at)]
            else:
                made = [*pieces_at(f"{method[1]}(", at), *made, *pieces_at(")", at)]
            place = end + 1
        said = text[found.start() : place]
        if not _END.match(text, place) or re.search(r"\.grad\b|[(,][ \t]*\w+[ \t]*=", said):
            continue
        _refuse_two_names(text[: found.start()], name, at)
        pieces = [
            *pieces[: found.end()], *pieces_at(" = ", at), *made, *pieces[place:]
        ]  # fmt: skip
    return pieces


def _refuse_two_names(before: str, name: str, at: int) -> None:
    same = re.compile(
        rf"^[ \t]*(?:(\w+)[ \t]*=[ \t]*{name}|{name}[ \t]*=[ \t]*([A-Za-z]\w*)){_ONE}", re.MULTILINE
    )
    if found := same.search(before):
        what = f"{name} and {found[1] or found[2]} are one number here, which this line changes"
        raise ExpressionError(what, at, f"set {name} to a formula, as in {name} = 2*x")
