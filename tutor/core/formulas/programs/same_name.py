"""Names of functions: one that it calls (def tanh(h): return np.tanh(h)), one of a field."""

from __future__ import annotations

import re

from tutor.core.formulas.lexer import MODULES, text_of
from tutor.core.formulas.programs.rewriting import (
    Text,
    closing_bracket,
    pieces_at,
    rewrite_matches,
    split_outside_brackets,
)

_OF_LIBRARY = re.compile(
    rf"(?<![\w.])(?:{'|'.join(sorted(MODULES | {'std'}))})(?:\.|::)(?:\w+(?:\.|::))*([A-Za-z]\w*)\("
)


_MADE = re.compile(
    r"^[ \t]*(?:(?:const|let|var|local)[ \t]+)?(\w+)(?:\(\w+\))?[ \t]*=[ \t]*(?:[\w.]+\.)?"
    r"(?:(?P<derives>grad|value_and_grad|gradient|derivative)|"
    r"compile|jit|njit|vmap|function|script|vectorize)"
    r"\([ \t]*(?P<of>[A-Za-z]\w*)[ \t]*(?:,[^\n]*)?\)(?:\[[01]\])?[ \t]*;?[ \t]*$",
    re.MULTILINE,
)

_KEPT = re.compile(
    r"^[ \t]*(?:function[ \t]+(?=[\w.]+[ \t]*\()|(?=[\w.]+[ \t]*=[ \t]*"
    r"(?:function\b|lambda\b|\w+[ \t]*=>|\([^()\n]*\)[ \t]*=>)))"
    r"(?!(?:self|this)\.)((?:[A-Za-z_]\w*\.)+)([A-Za-z_]\w*)",
    re.MULTILINE,
)
"""``net.act = function(x) {``, ``function M.act(x)`` of Lua."""
_NORMAL_AS = re.compile(r"\bimport[ \t]+multivariate_normal[ \t]+as[ \t]+(\w+)")
_OF_MODULE = re.compile(
    r"(?<![\w.)\]])([A-Za-z]\w*)\.(?:[dfil]?(?:scalar|vector|matrix)s?\(|"
    r"(?:exp|log1p|expm1|sqrt|sin|cos|tan|sinh|cosh|tanh|erf|l?gamma(?:ln)?|loggamma|relu|"
    r"sigmoid|square|softplus)\((?![ \t]*\))|(?:clip|clamp)\([^(),\n]+(?:\([^()\n]*\))?,[^(),\n]+,|"
    r"(?:maximum|minimum|where)\([^(),\n]+,|(?:mean|sum)\([ \t]*\w+\()"
)
"""A function with all its arguments behind the dot, so that what stands before is no number."""


def with_kept_functions(pieces: Text) -> Text:
    """A function that is kept in a field under its own name; with its owner's where that is taken.

    Calls go with it: ``net.act(z)`` is act(z).
    """
    text = text_of(pieces)
    for owner, name in sorted({(one[1], one[2]) for one in _KEPT.finditer(text)}):
        whole = re.compile(rf"(?<![\w.]){re.escape(owner + name)}(?!\w)")
        defined = rf"(?:\.|\b(?:def|function|func|fn)[ \t]+){name}(?!\w)"
        is_taken = re.search(rf"{defined}|(?<!\w){name}(?!\w|[ \t]*\()", whole.sub("", text))
        made = f"{owner}{name}".replace(".", "_") if is_taken else name
        pieces = rewrite_matches(pieces, whole, made)
        empty = (
            rf"^[ \t]*(?:(?:var|let|const|local)[ \t]+)?{owner[:-1]}[ \t]*=[ \t]*\{{\}};?[ \t]*$"
        )
        pieces = rewrite_matches(pieces, re.compile(empty, re.MULTILINE), "")
    return pieces


_WRAPPED = re.compile(
    r"^[ \t]*\w+[ \t]*=[ \t]*(?P<wrapper>(?:\w+\.)*(?P<word>vectorize|frompyfunc|"
    r"jit|njit|vmap|Loss|Cost|Criterion|Objective|Activation|(?:Loss|Cost|Activation)?Function|Func|Lambda))\(\s*(?P<of>lambda\b)",
    re.MULTILINE,
)
_PLAIN_SETTING = re.compile(
    r"\s*(?:(?:otypes|doc|name|label|nopython|cache|static_argnums)\s*=[^()]*)?\s*"
)
"""What may stand behind the function and changes no number."""
_COUNTS = re.compile(r"\s*1\s*")
"""Of arguments and results, behind the function of ``frompyfunc``."""
_OVER_ROWS = re.compile(
    r"@|\b(?:dot|vdot|inner|matmul|einsum|sum|mean|prod|max|min|norm|linalg|softmax|logsumexp|var|std)\b|\["
)
"""What gives for every row of a list something else than for the list."""


def without_wrapped_functions(pieces: Text) -> Text:
    """``g = np.vectorize(lambda x: …)`` and ``hinge = Loss(lambda x, y: …)`` as g = lambda x: …."""
    for found in reversed(list(_WRAPPED.finditer(text_of(pieces)))):
        text = text_of(pieces)
        opening = found.end("wrapper")
        end = closing_bracket(text, opening)
        begin = text.find(":", found.end(), end)
        parts = list(split_outside_brackets(text[begin + 1 : end], ",")) if begin > 0 else []
        settings = [text[begin + 1 + a : begin + 1 + b] for a, b in parts[1:]]
        is_own = re.search(rf"\b(?:class|def|function)[ \t]+{found['word']}\b", text)
        ends_line = re.match(r"[ \t]*;?[ \t]*(?:#[^\n]*)?(?:\n|\Z)", text[end + 1 :])
        plain = _COUNTS if found["word"] == "frompyfunc" else _PLAIN_SETTING
        if not parts or not ends_line or is_own or not all(map(plain.fullmatch, settings)):
            continue
        first = parts[0][1] + begin + 1
        if found["word"] == "vmap" and _OVER_ROWS.search(text[begin:first]):
            continue
        inside = [
            p._replace(text=" ") if p.text in "\r\n" else p
            for p in pieces[found.start("of") : first]
        ]
        body = [
            *inside[: begin + 1 - found.start("of")],
            *pieces_at("(", pieces[begin].at),
            *inside[begin + 1 - found.start("of") :],
            *pieces_at(")", pieces[end].at),
        ]
        pieces = [*pieces[: found.start("wrapper")], *body, *pieces[end + 1 :]]
    return pieces


def without_made_functions(pieces: Text) -> Text:
    """``fast = jax.jit(loss)`` is loss under another name, ``df = grad(f)`` gives gradients."""
    for found in reversed(list(_MADE.finditer(text_of(pieces)))):
        text, name, of = text_of(pieces), found[1], found["of"]
        called = re.compile(rf"(?<![\w.]){name}(?=\()(?!\(\w+\)[ \t]*=)")
        derives = found["derives"] and f"grad({of})"
        by_rows = "vmap(" in found[0] or "signature" in found[0]
        if by_rows and any(map(_OVER_ROWS.search, _bodies(text, of))):
            continue
        if name != of and re.search(rf"\bdef[ \t]+{of}\b|(?<![\w.]){of}\b[^\n]*=", text):
            if not derives or called.search(text):
                pieces = [*pieces[: found.start()], *pieces[found.end() :]]
            pieces = rewrite_matches(pieces, called, derives or of)
    return pieces


def _bodies(text: str, name: str) -> list[str]:
    """What functions of this name are, to the next line that is not set in."""
    head = rf"^([ \t]*)(?:def[ \t]+{name}\b[^\n]*:|{name}[ \t]*=[ \t]*lambda\b[^\n:]*:)"
    body = re.compile(rf"{head}([^\n]*(?:\n(?:\1[ \t]+[^\n]*|[ \t]*))*)", re.MULTILINE)
    return [found[2] for found in body.finditer(text)]


def with_own_functions(pieces: Text) -> Text:
    """The text in which such a function begins with own_, at its head and in its calls."""
    text = text_of(pieces)
    for name in sorted(set(_OF_LIBRARY.findall(text))):
        defined = re.compile(
            rf"^[ \t]*(?:(?:def|function|fn|fun|func)[ \t]+{name}[ \t]*\(|"
            rf"(?:(?:const|let|var|auto)[ \t]+)?{name}[ \t]*(?:=|<-)[ \t]*(?:lambda|function)\b|"
            rf"(?:\w+[ \t]+)*(?:float|double|auto|real)[ \t]+{name}[ \t]*\([^()\n]*\)[ \t]*\{{|"
            rf"{name}\([\w, ]*\)[ \t]*=(?!=)|(?:const|let|var)[ \t]+{name}[ \t]*=[^\n=]*=>)",
            re.MULTILINE,
        )
        if not defined.search(text) or re.search(rf"\bown_{name}\b", text):
            continue
        own = rf"((?<![\w.:])|(?<=self\.)|(?<=this\.)){name}(?=[ \t]*\(|[ \t]*(?:=|<-)[ \t]*\S)"
        pieces = rewrite_matches(pieces, re.compile(own), f"own_{name}")
        text = text_of(pieces)
    return pieces


def with_whole_name(pieces: Text) -> Text:
    """``norm.pdf(x, m, v)`` behind ``import multivariate_normal as norm``: v is a variance."""
    other = _NORMAL_AS.search(text_of(pieces))
    if not other:
        return pieces
    name = re.compile(rf"(?<![\w.]){other[1]}\.(?=pdf\()")
    return rewrite_matches(pieces, name, "multivariate_normal.")


def modules_in(text: str) -> set[str]:
    """What only a module can be: ``t.erf(x)`` with no t beside."""
    found = set(_OF_MODULE.findall(text)) - MODULES - {"self", "this"}
    return {one for one in found if not re.search(rf"(?<![\w.]){one}(?![\w.]|\.\w*\()", text)}
