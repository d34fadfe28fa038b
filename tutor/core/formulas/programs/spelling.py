"""What some languages write in other signs, turned character for character.

``Loss[w_, x_] := …`` of Mathematica, ``let loss w x = …`` of F# and OCaml, ``loss w x = …`` of
Haskell, ``$x`` of PHP, ``sum_i`` for Σ, arrows behind which a statement begins.  The text keeps its
length, so that every place stays.
"""

from __future__ import annotations

import re

from tutor.core.formulas.lexer import words
from tutor.core.formulas.programs.rewriting import closing_bracket

_PATTERN = re.compile(r"(?<![\w\]])([A-Za-z]\w*)\[[ \t]*[a-z]\w*_(?:[A-Z]\w*)?[ \t]*[,\]]")
_IS_R = re.compile(r"^[ \t]*[A-Za-z][\w.$]*[ \t]*<-[ \t]", re.MULTILINE)
_PART_OF_R = re.compile(r"(?<=[\w)\]])\$(?=[A-Za-z_])")
"""``y$backward()`` of R."""
_DEF_OF_RUBY = re.compile(
    r"^[ \t]*def[ \t]+[\w.]+[?!]?(?:[ \t]*\([^()\n]*\))?[ \t]*$", re.MULTILINE
)
_END = re.compile(r"^[ \t]*end\b", re.MULTILINE)
_SHORT_OF_SWIFT = re.compile(r"\.(?:map|filter)[ \t]*\{[^{}\n]*\$[01]\b")
"""``{ $0 - $1 }``"""
_VARIABLE = re.compile(r"\$(?=[A-Za-z_]\w*)")
_TYPED = r"\([ \t]*[a-z]\w*[ \t]*:[ \t]*\w+[ \t]*\)"
_CURRIED = re.compile(
    r"^(?P<let>[ \t]*let[ \t]+(?:(?:rec|inline|mutable)[ \t]+)*)?"
    rf"(?P<name>[ \t]*[a-z]\w*)(?P<takes>(?:[ \t]+(?:[a-z]\w*|{_TYPED})){{1,6}})"
    r"(?P<gap>[ \t]*(?::[ \t]*\w+)?[ \t]*)=(?!=)(?P<body>[^\n]*[^\s][^\n]*|[ \t]*\n[ \t]+[^\n=]+)",
    re.MULTILINE,
)
_SUM = re.compile(
    r"(?<![\w.\\])(?P<word>[Ss]um|[Pp]rod)_(?:\{(?P<braces>[i-t]\b[^{}\n]*)\}|\((?P<round>[i-t]\b[^()\n]*)\)"
    r"|(?P<bare>[i-t]=\d+)(?=\^)|(?P<letter>[i-t])(?![\w\[.]))(?![ \t]*(?:[*/+,;=)\]]|-[ \t]|$))",
    re.MULTILINE,
)
_OWN_SUM = re.compile(r"\b(?:[Ss]um|[Pp]rod)_[i-t][ \t]*[-+*/]?=(?!\d+\^)")
"""``sum_i = …`` makes it a name."""
_IMPLIES = re.compile(
    r"(?:=+>|[⇒\u27f9→]|-+>|\\(?:[Rr]ightarrow|Longrightarrow|implies|to)\b|\bimplies\b)"
    r"(?=[ \t{$]*(?:d\w*[ \t]*/[ \t]*d\w|\\d?frac\{(?:d|\\partial|\\mathrm\{d)|\\partial"
    r"|\\nabla|[∂∇]|\\?\w+(?:'|′|\^\{?\\prime\}?)[ \t]*(?:\([^()\n]*\))?[ \t]*=))"
    r"|(?:==+>|\u27f9|\\(?:Rightarrow|Longrightarrow|implies)\b|\bimplies\b)(?=[^=\n]{0,200}=)"
)
"""What follows is a statement of its own: ``f(x) = x^2 → f'(x) = 2x``."""
_TEMPLATE = re.compile(r"`[^`\n]*\$\{[^`\n]*`")
_SMALLEST = re.compile(r"\b(?:np|numpy|jnp|torch)\.finfo\([\w.]*\)\.eps\b")
_UNKNOWN = re.compile(r"(?<![^\n;])[ \t]*[^\W\d]\w*[ \t]*=[ \t]*\?[ \t]*(?=[;\n]|\Z)")
"""``x = ?``: its value is given beside the text, or drawn."""
NO_HEADS = words(
    "let where with and for if then else return def fn fun val var const find given import double "
    "float int real auto long short unsigned bool number void static public private my our local"
)


def in_usual_signs(text: str) -> str:
    """The same text, as long as it was, with heads, calls and names as most write them."""
    if _PATTERN.search(text):
        text = _with_round_brackets(text)
    if _CURRIED.search(text):
        text = _with_heads(text)
    if not _OWN_SUM.search(text):
        text = _SUM.sub(_with_sign, text)
    text = _IMPLIES.sub(lambda arrow: ";".ljust(len(arrow[0])), text)
    text = _TEMPLATE.sub(_shown, text)
    text = _SMALLEST.sub(_distance_to_one, text)
    text = _UNKNOWN.sub(lambda found: " " * len(found[0]), text)
    if _DEF_OF_RUBY.search(text) and _END.search(text):
        text = re.sub(r"(?<![\w)\]@])@@?(?=[a-z_])", lambda own: " " * len(own[0]), text)
    if _SHORT_OF_SWIFT.search(text):
        text = re.sub(r"\$([01])(?!\d)", r"v\1", text)
    dollars = text.count("$")
    if dollars and _IS_R.search(text) and dollars == len(_PART_OF_R.findall(text)):
        return _PART_OF_R.sub(".", text)
    is_php = (
        dollars
        and dollars == len(_VARIABLE.findall(text))
        and re.search(r";[ \t]*(\n|\}|\Z)", text)
    )
    if not is_php or "\\" in text:
        return text
    return _VARIABLE.sub(" ", re.sub(r"(?<=[\w)])->(?=[a-z_])", " .", text))  # of PHP and Perl


def _shown(found: re.Match[str]) -> str:
    """The formulas in a text in backquotes, between commas."""
    parts = re.findall(r"\$\{([^`{}]+)\}", found[0])
    return ",".join(f"({one})" for one in parts).ljust(len(found[0]))


def _distance_to_one(found: re.Match[str]) -> str:
    """The distance from 1 to the next number of this kind, for ``np.finfo(float).eps``."""
    eps = "1.1920929e-07" if "32" in found[0] else "2.220446049250e-16"
    return eps.rjust(len(found[0]))


def _with_sign(found: re.Match[str]) -> str:
    """``sum_i``, ``sum_(i=1)`` and ``sum_i=1`` with the sign of a sum and its limit in braces."""
    low = next(one for one in found.group("braces", "round", "bare", "letter") if one)
    limit = low if found["letter"] else f"{{{low}}}"
    return f"{'∏' if found['word'][0] in 'pP' else '∑'}_{limit}".rjust(len(found[0]))


def _with_round_brackets(text: str) -> str:
    chars = list(text)
    for name in set(_PATTERN.findall(text)):
        for call in re.finditer(rf"(?<![\w\]]){name}\[", text):
            end = closing_bracket(text, call.end() - 1)
            if end == len(text):
                continue
            chars[call.end() - 1], chars[end] = "(", ")"
            if re.match(r"[ \t]*:?=(?!=)", text[end + 1 :]):
                for one in re.finditer(r"(?<=\w)_(?:[A-Z]\w*)?(?=[ \t]*[,\]])", text[: end + 1]):
                    if one.start() > call.end() - 1:
                        chars[one.start() : one.end()] = " " * len(one[0])
    return "".join(chars)


def _with_heads(text: str) -> str:
    """``let loss w x = …`` as loss(w,x) = …, where the formula has all that it takes."""
    found = [one for one in _CURRIED.finditer(text) if _is_head(one)]
    if not found:
        return text
    chars = list(text)
    for one in found:
        if one["let"]:
            chars[one.start("let") : one.end("let")] = " " * len(one["let"])
        names = re.findall(r"(?<![:\w])[ \t]*([a-z]\w*)[ \t]*(?::[ \t]*\w+)?", one["takes"])
        made = f"({','.join(names)})"
        room = one.end("gap") - one.start("takes")
        if len(made) <= room:
            chars[one.start("takes") : one.end("gap")] = made.ljust(room)
    return "".join(chars)


def _is_head(found: re.Match[str]) -> bool:
    names = re.findall(r"[a-z]\w*(?=[ \t]*(?::|[ \t)]|$))", found["takes"])
    names = [name for name in names if name not in {"float", "double", "real", "int"}]
    said = [found["name"].strip(), *names]
    if NO_HEADS.intersection(said) or len(set(said)) < len(said):
        return False
    body = found["body"]
    if re.match(r"[ \t]*-?[0-9.]+[ \t]*[,;]", body):  # weights w = 3, inputs x = 2
        return False
    in_body = all(re.search(rf"(?<![\w.]){name}(?!\w)", body) for name in names)
    own = re.search(rf"(?<![\w.]){found['name'].strip()}(?!\w)", body)
    return in_body and not own and (bool(found["let"]) or all(len(name) < 3 for name in names))
