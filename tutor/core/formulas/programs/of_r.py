"""Functions of R in the words of Python: ``cbind(1, X) %*% c(1, 2)``, ``rowSums(X)``."""

from __future__ import annotations

import re
from collections.abc import Callable, Sequence

from tutor.core.formulas.lexer import text_of
from tutor.core.formulas.programs.rewriting import (
    Text,
    closing_bracket,
    pieces_at,
    rewrite_matches,
    split_outside_brackets,
)

_IS_R = re.compile(
    r"%\*%|^[ \t]*[\w.]+[ \t]*<-[ \t]|\b[cr]bind\(|\bplogis\(|\bd(?:norm|pois|binom|exp|gamma)\(",
    re.MULTILINE,
)
_ROWS = (
    (r"(?<![\w.])dim\((\w+)\)\[1\]|(?<![\w.])(?:nrow|NROW)\((\w+)\)", r"shape(\1\2, 0)"),
    (r"(?<![\w.])dim\((\w+)\)\[2\]|(?<![\w.])(?:ncol|NCOL)\((\w+)\)", r"shape(\1\2, 1)"),
    (r"(?<![\w.])plogis(?=\()", "sigmoid"),
    (r"(?<![\w.])qlogis(?=\()", "logit"),
    (r"(?<![\w.])(?:drop|as\.vector|as\.numeric|as\.matrix|unlist)(?=\()", ""),
    (r"(?<![\w.])is\.null\(([\w.]+)\)", r"\1 is None"),
    (r"(?<![\w.])torch_(?=[a-z]\w*\()", "torch."),
    (r"(?<![\w.])nnf_(?=[a-z]\w*\()", "F."),
    (r"(?<==)([ \t]*)F(?=[ \t]*[,)])", r"\1FALSE"),
    (r"(?<==)([ \t]*)T(?=[ \t]*[,)])", r"\1TRUE"),
    (r"\bnp\.c_\[([^\[\]\n]*)\]", r"cbind(\1)"),
)  # fmt: skip
_RULES = [(re.compile(pattern), row) for pattern, row in _ROWS]
_SUMS = {"rowSums": ("sum", 1), "colSums": ("sum", 0), "rowMeans": ("mean", 1),
         "colMeans": ("mean", 0)}  # fmt: skip
_DOTTED = re.compile(r"^[ \t]*([A-Za-z]\w*(?:\.\w+)+)[ \t]*(?:<-|=)(?!=)", re.MULTILINE)
MOST = 60
"""Calls of one function that are turned in a text."""


def in_words_of_python(pieces: Text) -> Text:
    """A text of R without the functions that only R has; another text as it is."""
    text = text_of(pieces)
    if "np.c_[" in text:
        pieces = rewrite_matches(pieces, *_RULES[-1])
    if not _IS_R.search(text):
        return pieces
    pieces = _with_low_dots(_in_one_function(pieces))
    for pattern, row in _RULES:
        pieces = rewrite_matches(pieces, pattern, row)
    for name, made in _TURNED.items():
        if not re.search(rf"(?<![\w.]){name}[ \t]*(?:<-|=)[ \t]*function", text):
            pieces = _turned(pieces, name, made)
    if not re.search(r"(?<![\w.])c[ \t]*(?:<-|=(?!=))", text):
        pieces = _turned(pieces, "c", lambda parts: f"[{', '.join(parts)}]")
    return pieces


_CLOSURE = re.compile(
    r"function[ ]?\(([^(){}\n]*)\)\s*\{\s*(?:return[ ]?\(\s*)?function[ ]?\(([^(){}\n]*)\)\s*\{"
)


def _in_one_function(pieces: Text) -> Text:
    """``function(data) { function(mu) { … } }`` as function(data, mu) { … }."""
    text = text_of(pieces)
    found = _CLOSURE.search(text)
    end = closing_bracket(text, found.end() - 1) if found else len(text)
    outer = text.find("}", end + 1) if end < len(text) else -1
    if not found or outer < 0 or text[end + 1 : outer].strip(" \t\n)"):
        return pieces
    head = pieces_at(f"function({found[1]}, {found[2]}) {{", pieces[found.start()].at)
    return [*pieces[: found.start()], *head, *pieces[found.end() : end + 1], *pieces[outer + 1 :]]


def _with_low_dots(pieces: Text) -> Text:
    """``layer.1 <- …`` as layer_1: a dot is a letter in names of R."""
    dotted = set(_DOTTED.findall(text_of(pieces)))
    for name in dotted:
        low = name.replace(".", "_")
        pieces = rewrite_matches(pieces, re.compile(rf"(?<![\w.]){re.escape(name)}(?![\w.])"), low)
    return pieces


def _turned(pieces: Text, name: str, made: Callable[[Sequence[str]], str]) -> Text:
    """Each call of a function as ``made`` writes it; innermost first."""
    for _ in range(MOST):
        text = text_of(pieces)
        calls = list(re.finditer(rf"(?<![\w.]){name}\(", text))
        if not calls:
            return pieces
        opening = calls[-1].end() - 1
        end = closing_bracket(text, opening)
        inside = text[opening + 1 : end]
        parts = [inside[a:b].strip() for a, b in split_outside_brackets(inside, ",")]
        if end == len(text):
            return pieces
        written = pieces_at(made(parts), pieces[calls[-1].start()].at)
        pieces = [*pieces[: calls[-1].start()], *written, *pieces[end + 1 :]]
    return pieces


def _repeated(parts: Sequence[str]) -> str:
    """``rep(0.5, 3)``"""
    count = parts[-1].rpartition("=")[2].strip()
    return f"full(({count}), ({parts[0]}))"


def _crossed(parts: Sequence[str]) -> str:
    return f"(t({parts[0]}) @ ({parts[-1]}))"


def _crossed_turned(parts: Sequence[str]) -> str:
    return f"(({parts[0]}) @ t({parts[-1]}))"


def _summed(word: str, axis: int) -> Callable[[Sequence[str]], str]:
    return lambda parts: f"{word}({', '.join(parts)}, axis={axis})"


def _density(word: str, parameters: str) -> Callable[[Sequence[str]], str]:
    """``dnorm(x, sd = 2, log = TRUE)`` as ldnorm(x, 0, 2): its arguments in their order."""
    usual = dict(pair.partition("=")[::2] for pair in parameters.split())

    def made(parts: Sequence[str]) -> str:
        given = {k.strip(): v.strip() for k, e, v in (one.partition("=") for one in parts) if e}
        if word == "gamma" and "scale" in given:
            given["rate"] = f"1/({given.pop('scale')})"
        free = [name for name in (*usual, "log") if name not in given]
        unnamed = [one for one in parts if "=" not in one]
        given |= dict(zip(free, unnamed, strict=False))
        is_log = given.pop("log", "FALSE").strip() in {"T", "TRUE", "1"}
        missing = any(not (given.get(name) or value) for name, value in usual.items())
        if missing or given.keys() - usual.keys() or len(unnamed) > len(free):
            odd = next(iter(given.keys() - usual.keys()), "other_arguments").replace(".", "_")
            return f"{word}_density_with_{odd}({', '.join(parts)})"  # nothing that is known
        arguments = ", ".join(given.get(name, value) for name, value in usual.items())
        return f"{'log_' * is_log}{word}_density({arguments})"

    return made


_TURNED: dict[str, Callable[[Sequence[str]], str]] = {
    "dnorm": _density("normal", "x= mean=0 sd=1"), "dpois": _density("poisson", "x= lambda="),
    "dbinom": _density("binomial", "x= size= prob="), "dexp": _density("exponential", "x= rate=1"),
    "dgamma": _density("gamma", "x= shape= rate=1"),
    "rep": _repeated, "crossprod": _crossed, "tcrossprod": _crossed_turned,
    **{name: _summed(word, axis) for name, (word, axis) in _SUMS.items()},
}  # fmt: skip
