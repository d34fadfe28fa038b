r"""Words that say which function a letter is: ``σ is the ReLU``, ``$\sigma$: tanh``.

They become the definition ``σ = relu``; without them σ would be the logistic function.
"""

from __future__ import annotations

import re
from collections.abc import Iterator

from tutor.core.errors import ExpressionError
from tutor.core.formulas.lexer import SMALL, words
from tutor.core.formulas.prose.foreign import is_foreign
from tutor.core.formulas.prose.remains import MOST, Remains

_FUNCTIONS = {
    "relu": r"re-?lu|rectified[ -]linear(?:[ -]units?)?|rectifier",
    "sigmoid": r"sigmo[i\u00ef]d\w*|logisti\w+",
    "tanh": r"tanh|hyperbolic[ ]tangent|tangens[ ]hyperbolicus|tangente?[ ]hyperboli\w+",
    "softplus": "softplus",
    "gelu": "gelu",
    "silu": "silu|swish",
}
_OTHERS = (
    r"(?:leaky|parametric)[ -]?re-?lu|p-?relu|hard[ -]?(?:sigmoid|tanh)|s?elu|softmax|mish|"
    r"identity|(?:heaviside|step)\b"
)
_NAME = "|".join([f"(?P<other>{_OTHERS})", *(f"(?P<{k}>{v})" for k, v in _FUNCTIONS.items())])
_LETTER = (
    r"(?P<letter>(?:\\(?:sigma|phi|varphi|psi|rho|theta)(?![A-Za-z])|[σφ\u03d5ψρθ]|(?<![\w\\'’.])[fghS])"
    r"(?:_(?:\w|\{\w+\})|[₀-₉])?(?![\w'’]))"
)
_CALLED = r"(?:\\left)?(?:\((?:·|\\cdot|\.|[a-z])\))?"
_TEXT = r"\\(?:text|textrm|mathrm|mbox|operatorname)\{"
_SHORT = r"\b(?:e\.g\.|i\.e\.|z\.[ ]?B\.|p\.[ ]?ex\.)"
_BEHIND = re.compile(
    rf"{_LETTER}{_CALLED}(?P<fence>\$*)"
    rf"(?P<gap>(?:{_TEXT}|{_SHORT}|\\[ ,;]|[^\\+*/^\n;.$(){{}}]){{1,60}}?|"
    rf"[ ]*\([ ]*(?:{_SHORT},?[ ]*)?)"
    rf"(?<![A-Za-z])(?:{_NAME})(?![A-Za-z])\}}?",
    re.IGNORECASE,
)
"""``σ is the ReLU``"""
_BEFORE = re.compile(
    rf"(?<![A-Za-z])(?:{_NAME})(?![A-Za-z])(?P<gap>[^\\+*/^\n;.,$(){{}}=]{{0,40}}?)"
    rf"(?P<open>\$*){_LETTER}(?P<fence>\$*)(?![ ]*(?:\(|=|\\left|_|\^))",
    re.IGNORECASE,
)
"""``the ReLU activation σ``"""
_OR = re.compile(
    rf"(?:,[\w -]{{1,20}}){{0,4}}?[ ,]*(?:\bor\b|\boder\b|\bou\b|\bo\b|/|\u6216)[ ]*"
    rf"(?:the[ ]|a[ ])?(?:{_NAME})",
    re.IGNORECASE,
)
_KINDS = (
    r"activat\w+|aktivierung\w*|aktivointi\w*|activaci[o\u00f3]n|ativa[c\u00e7][a\u00e3]o|attivazione|functions?|"
    r"funktion\w*|fonctions?|funci[o\u00f3]n|fun[c\u00e7][a\u00e3]o|funzione|funkcj\w+|d['’]activation|"
    r"(?:non-?)?linearit\w+|non-?linear|units?|element-?wise|pointwise"
)
_FORMS = {
    name: re.compile(
        rf"[ ]*[:,(]?[ ]*(?P<fence>\$*)[ ]*{form}[ ]*(?P=fence)\)?(?:[.,;]|(?=\n|\Z|[ ]and\b))"
    )
    for name, form in {
        "sigmoid": r"(?:\\[dt]?frac\{1\}\{1 ?\+ ?|1 ?/ ?\(1 ?\+ ?)"
        r"(?:\\?exp\(-[a-z]\)|e\^(?:\{-[a-z]\}|\(-[a-z]\)|-[a-z]))[})]",
        "relu": r"\\?max ?\\?[({] ?(?:0, ?[a-z]|[a-z], ?0) ?\\?[)}]",
    }.items()
}
"""What the function is, behind its name: ``g is the sigmoid, 1/(1 + exp(-x))``."""
_TOLD = re.compile(r"(?P<where>(?:\b[Ww](?:here|ith)|\b[Hh]ere,?)\s+)?(?P<fence>\$*)$")
_TAIL = re.compile(rf"(?:[ -]*(?:{_KINDS})(?![A-Za-z]))*", re.IGNORECASE)
_VERBS = words(
    "denote represent mean stand denotes represents means stands called being "
    "chosen taken usual standard applied i.e."
)
_NO = re.compile(r"\bnot\b|\bno\b|\bnicht\b|\bnon\b|\bkein\w*|\u4e0d|\u975e")
_EXAMPLE = re.compile(
    r"\b(?:e\.g|z\.[ ]?B|p\.[ ]?ex|example|such|like|Beispiel|exemple|ejemplo|exemplo)\b"
    r"|[\u4f8b\u5982]",
    re.IGNORECASE,
)
_AND = re.compile(
    r"\b(?:and|or|und|oder|et|ou|y|(?<!\.)e(?!\.)|but|while|whereas)\b"
    r"|[\u548c\u4e0e\u6216\u53ca]",
    re.IGNORECASE,
)


def name_activations(found: Remains) -> None:
    """Definitions in place of words.  Raises ExpressionError where the function is unclear."""
    if not re.search(_NAME, found.text, re.IGNORECASE):
        return
    meant: dict[str, str] = {}
    for behind, pattern in ((True, _BEHIND), (False, _BEFORE)):
        for one in _overlapping(pattern, found.text):
            if _says(found, one, behind=behind):
                _define(found, one, meant)


def _overlapping(pattern: re.Pattern[str], text: str) -> Iterator[re.Match[str]]:
    """The first matches, those that begin within another one, too."""
    one = pattern.search(text)
    for _ in range(MOST):
        if one is None:
            return
        yield one
        one = pattern.search(text, one.start() + 1)


def _says(found: Remains, one: re.Match[str], *, behind: bool) -> bool:
    """Whether these words say what the letter is.  Raises ExpressionError where that is unclear."""
    letter, gap = one["letter"], re.sub(rf"{_TEXT}|\\[ ,;]", " ", one["gap"])
    text = found.text
    applied = (
        rf"(?<![A-Za-z]){re.escape(letter)}[ ]?(?:\\left|\\bigg?l?|\\Big)?[ ]?\((?!·|\\cdot|\.)"
    )
    if not re.search(applied, text[: one.start()] + "\n" + text[one.end() :]):
        return False
    if re.search(rf"{re.escape(letter)}{_CALLED}[ ]*:?=[ ]*[^A-Za-z ]", text):
        return False  # σ(z) = 1/(1 + e⁻ᶻ)
    said = [w for w in re.split(r"[\s,:=(\u2014\u2013-]+", gap) if w]
    kinds = re.compile(_KINDS, re.IGNORECASE)
    told = all(
        w.lower() in SMALL | _VERBS or kinds.fullmatch(w) or any(map(is_foreign, w)) for w in said
    )
    is_joined = _AND.search(gap) is not None
    end = _tail_end(text, one.end())
    is_open = (told and _OR.match(text, end)) or (_EXAMPLE.search(gap) and one["sigmoid"] is None)
    if is_open and not is_joined:
        raise _unclear(one)
    if told and not is_joined and not _NO.search(gap):
        return not re.match(r"[ ]*(?:of\b|\()", text[end:])
    verb = re.match(r"[ ]*(?:is|are|being|denotes?|be|ist|est|es|\u4e3a|\u662f)(?![a-z])", gap)
    if behind and one["sigmoid"] is None and verb and not (is_joined and told):
        raise _unclear(one)
    return False


def _tail_end(text: str, place: int) -> int:
    """Where ``activation function`` ends that stands here; ``place`` itself without it."""
    tail = _TAIL.match(text, place)
    return tail.end() if tail else place


def _define(found: Remains, one: re.Match[str], meant: dict[str, str]) -> None:
    name = next((key for key in _FUNCTIONS if one[key]), "")
    if not name or meant.setdefault(one["letter"], name) != name:
        raise _unclear(one)
    end = _tail_end(found.text, one.end())
    form = _FORMS[name].match(found.text, end) if name in _FORMS else None
    if form:
        found.leave_out(end, form.end())
    if name == "sigmoid" and one["letter"] in {"σ", "\\sigma"}:  # as it is without a word
        _leave_out_mention(found, one, end)
        return
    while end < len(found.text) and is_foreign(found.text[end]):
        end += 1
    start = one.start()
    if found.text[start - 1 : start] == "(" and found.text[end : end + 1] == ")":
        start, end = start - 1, end + 1
    elif found.text[end : end + 1] == ")" and one["gap"].strip() == "(":
        end += 1
    opened = one.groupdict().get("open") or one["fence"] * (start < one.start())
    written = f"{opened}{one['letter']}={name}{one['fence']}"
    if start < one.start() and not opened:
        written = f";{written}"
    if len(written) > end - start:
        raise _unclear(one)
    found.put(written.ljust(end - start), start)
    _part_sentence(found, start, end, is_fenced=bool(opened), ends_so=bool(one["fence"]))


def _leave_out_mention(found: Remains, one: re.Match[str], end: int) -> None:
    """``where σ(z) is the sigmoid``, up to ``end``: σ(z) is no formula there."""
    told = _TOLD.search(found.text[: one.start()]) if one.re is _BEHIND else None
    if told and one["fence"] == told["fence"] and (told["fence"] or told["where"]):
        found.leave_out(told.start(), end)


def _part_sentence(found: Remains, start: int, end: int, *, is_fenced: bool, ends_so: bool) -> None:
    """A definition from ``start`` to ``end`` by itself, whatever the sentence says around it."""
    if not ends_so and re.match(r"[.:,]\s|\s+[A-Za-z0-9\\(]", found.text[end:]):
        found.put(";", end)  # the full stop of the sentence, or: with the tanh activation σ we have
    before = re.search(rf"\b(?:{_KINDS}) $", found.text[:start], re.IGNORECASE)
    if before and not is_fenced:  # with a nonlinearity σ
        found.put(";", start - 1)


def _unclear(one: re.Match[str]) -> ExpressionError:
    what = "these words do not say in one way which function this letter is"
    return ExpressionError(what, one.start("letter"), "write the function's name in the formula")
