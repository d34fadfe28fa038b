"""Names of functions: one that it calls (def tanh(h): return np.tanh(h)), one of a field."""

from __future__ import annotations

import re

from tutor.core.formulas.lexer import MODULES, text_of
from tutor.core.formulas.programs.rewriting import Text, rewrite_matches

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


def with_kept_functions(pieces: Text) -> Text:
    """A function that is kept in a field under its own name; with its owner's where that is taken.

    Calls go with it: ``net.act(z)`` is act(z).
    """
    text = text_of(pieces)
    for owner, name in sorted({(one[1], one[2]) for one in _KEPT.finditer(text)}):
        whole = re.compile(rf"(?<![\w.]){re.escape(owner + name)}(?!\w)")
        is_taken = re.search(rf"(?<!\w){name}(?!\w)", whole.sub("", text))
        made = f"{owner}{name}".replace(".", "_") if is_taken else name
        pieces = rewrite_matches(pieces, whole, made)
        empty = (
            rf"^[ \t]*(?:(?:var|let|const|local)[ \t]+)?{owner[:-1]}[ \t]*=[ \t]*\{{\}};?[ \t]*$"
        )
        pieces = rewrite_matches(pieces, re.compile(empty, re.MULTILINE), "")
    return pieces


def without_made_functions(pieces: Text) -> Text:
    """``fast = jax.jit(loss)`` is loss under another name, ``df = grad(f)`` gives gradients."""
    for found in reversed(list(_MADE.finditer(text_of(pieces)))):
        text, name, of = text_of(pieces), found[1], found["of"]
        called = re.compile(rf"(?<![\w.]){name}(?=\()(?!\(\w+\)[ \t]*=)")
        derives = found["derives"] and f"grad({of})"
        if name != of and re.search(rf"\bdef[ \t]+{of}\b|(?<![\w.]){of}\b[^\n]*=", text):
            if not derives or called.search(text):
                pieces = [*pieces[: found.start()], *pieces[found.end() :]]
            pieces = rewrite_matches(pieces, called, derives or of)
    return pieces


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
