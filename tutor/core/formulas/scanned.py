"""A text to tokens: words left out, programs and LaTeX turned, names and heads in one form."""

from __future__ import annotations

import re
from collections.abc import Mapping, Sequence, Set
from dataclasses import replace
from functools import lru_cache

from tutor.core.errors import ExpressionError
from tutor.core.formulas.arrays import Beside, with_rows, with_sums
from tutor.core.formulas.formula import rewrite_heads
from tutor.core.formulas.lexer import (
    GREEK,
    Token,
    is_primed,
    raised_name,
    refuse,
    scan,
    signed_name,
    with_activations,
    with_called_braces,
    with_counts_below,
    with_densities,
    with_empirical_means,
    with_far_indices,
    with_gamma,
    with_greek_indices,
    with_hats,
    with_indicators,
    with_limits_beside,
    with_normal,
    with_positive_parts,
    with_primes,
    with_products,
    with_raised,
    with_said_names,
    with_spaced_dots,
    with_spoken_signs,
    with_stars,
)
from tutor.core.formulas.programs import (
    Code,
    from_code,
    in_usual_signs,
    is_haskell,
    is_ml,
    is_prefix,
    is_sheet,
    refuse_changed_names,
    without_comments,
)
from tutor.core.formulas.prose import FormulaText, with_cases, without_prose
from tutor.core.formulas.statements import without_gradients

STATEMENTS = 1000
"""Statements that a text may have."""

_STRING = re.compile(r'"[^"\n]*"')
_COMMENT_SIGN = re.compile(
    r"#+[':]?|//+!?|/\*+!?|\*+/|%+|--+(?:[ \t]*\|)?|\"\"\"|'''|^[ \t]*\*(?=[ \t]|$)|"
    r"[@\\](?:brief|details|note|summary|remarks?)\b|"
    r"</?(?:summary|remarks|param|returns|para|code)\b[^>\n]{0,80}>",
    re.MULTILINE,
)
_TAG = re.compile(
    r"^[ \t]*[@\\:](?:t?param|returns?|throws|see|author|export|type|rtype|since)\b[^\n]*",
    re.MULTILINE,
)
"""``@param z the margin`` in a comment"""
_HEADED = re.compile(
    r"^[ \t]*#{2,6}[ \t]+(?=[^\n]*(?:\$|\\\()[^$\n]*=[^$\n]*(?:\$|\\\)))", re.MULTILINE
)
"""The sign of a heading that has a formula; in a program it begins a comment."""
_OF_PROGRAM = re.compile(
    r"^[ \t]*(?:def|class|import|from|for|while|return|function|let|const|var|print)\b|<-|"
    r"^[ \t]*\w+[ ]*=[^=\n$\\]*(?:\*|\w\.\w|\()", re.MULTILINE,
)  # fmt: skip
_JEKYLL = re.compile(r"\{%-?(?:[ ]*(?:end)?(?:raw|math|katex|latex)[ ]*-?%\})?|-?%\}")
"""``{% L = … %}`` of a page that is made of templates; % begins a comment of LaTeX."""
_CONTINUED = re.compile(r"\.\.\.[ \t]*(?:%[^\n]*)?\r?\n")
"""A line of MATLAB that goes on in the next one."""
_IS_LOSS = re.compile(r"\b(?:loss|cost|objective)(?: function)? is (\w+)$")
"""``the loss is y`` says which node the output is."""
_DEFINES = re.compile(r"\\(?:(?:re)?newcommand|providecommand|def|DeclareMathOperator)(?![a-z])")
_COMMAND = re.compile(
    r"\\[A-Za-z\\,;:!{}|()\[\]]|\$|[_^]\{|[0-9]\{,\}[0-9]|\[(?:math|tex|latex|itex|katex)\]|<(?:math|tex)>",
    re.IGNORECASE,
)


def scan_text(
    text: str,
    lists: Mapping[str, str] | None = None,
    given: Set[str] = frozenset(),
    values: Mapping[str, float | None] | None = None,
) -> tuple[list[Token], Code]:
    """The tokens of a text, with what its program parts were."""
    if _DEFINES.search(text):
        from tutor.core.formulas.latex import expand_macros

        expanded, places = expand_macros(text)
        if expanded != text:
            return _scan_expanded(expanded, [*places, len(text)], lists, given, values)
    if "{%" in text:
        text = _JEKYLL.sub(lambda sign: ";".ljust(len(sign[0])), text)
    is_matlab = Beside(text, lists or {}).is_matlab
    if is_matlab:
        text = _CONTINUED.sub(lambda found: " " * len(found[0]), text)
    is_curried = is_haskell(text) or is_ml(text)
    text = text if is_curried else in_usual_signs(text)
    if not _OF_PROGRAM.search(text):
        text = _HEADED.sub(lambda found: ";" + " " * (len(found[0]) - 1), text)
    bare = _STRING.sub("", without_comments(text, latex=False))
    tags: list[str] = []
    if not re.search(r"\w", bare):  # a formula in a comment
        text = _COMMENT_SIGN.sub(lambda sign: " " * len(sign[0]), text)
        tags = [one[0].strip() for one in _TAG.finditer(text)]
        text = bare = _TAG.sub(lambda tag: ";".ljust(len(tag[0])), text)
    is_whole = is_curried or is_sheet(bare) or is_prefix(bare)  # no words stand around its formulas
    latex = not is_whole and _COMMAND.search(bare) is not None
    of_tex = latex and re.search(r"[\\$]", bare) is not None  # h_{t-1} alone is paper
    uncommented = without_comments(text, latex=of_tex)
    if not latex:
        refuse_changed_names(uncommented, lists or {})
    prose = FormulaText(text) if is_whole else without_prose(uncommented, given)
    if latex:  # what reads it is imported when there is some
        from tutor.core.formulas.latex import from_latex

        code = Code(from_latex(prose.text, frozenset(lists or ())))
    else:
        code = from_code(prose.text, lists, values)
    code.idle += [(said, 0) for said in [*prose.left_out, *tags]]
    code.asked += [one[1] for said in prose.left_out if (one := _IS_LOSS.search(said))]
    tokens = scan(code.pieces, latex=latex, lists=frozenset(lists or ()))
    _refuse_many(tokens)
    tokens = with_indicators(with_limits_beside(tokens, given), given)
    tokens = with_called_braces(tokens)
    tokens = with_spaced_dots(tokens, frozenset(lists or ()))
    tokens = with_spoken_signs(with_positive_parts(tokens), given)
    tokens = with_far_indices(tokens, given)
    tokens = with_rows(tokens, is_matlab=is_matlab)
    tokens, derived = without_gradients(tokens, frozenset(lists or ()))
    code.idle += derived
    tokens = with_primes(
        with_stars(with_hats(with_said_names(with_greek_indices(tokens, given), given)), given),
        given,
    )
    sigmas = {readable_name(one) for one in given if re.match("σ.|sigma.", one)}
    tokens = with_activations(with_raised(with_products(tokens), given), sigmas)
    tokens = with_densities(with_normal(tokens, given, text), given)
    tokens = with_empirical_means(with_gamma(tokens, given), given)
    named = {readable_name(name) for name in lists or ()}
    tokens = with_counts_below(with_sums(tokens), values)
    return with_cases(rewrite_heads(tokens, named, given)), code


def _scan_expanded(
    text: str,
    places: Sequence[int],
    lists: Mapping[str, str] | None,
    given: Set[str],
    values: Mapping[str, float | None] | None,
) -> tuple[list[Token], Code]:
    """The tokens of a text whose characters have these places in what was typed."""
    try:
        tokens, code = scan_text(text, lists, given, values)
    except ExpressionError as error:
        at = places[min(error.column, len(text))]
        raise ExpressionError(str(error), at, error.help) from None
    ends = [places[t.end - 1] + 1 if t.end else 0 for t in tokens]
    return [replace(t, at=places[t.at], end=e) for t, e in zip(tokens, ends, strict=True)], code


def _refuse_many(tokens: Sequence[Token]) -> None:
    """Raises ExpressionError for a text with too many statements, before they are read."""
    count, sets = 0, False
    for token in tokens:
        if token.kind == "end":
            count, sets = count + sets, False
        sets = sets or token.is_("=")
        if count > STATEMENTS:
            what = f"this text has more than {STATEMENTS} statements"
            raise refuse(what, token, "split it")


@lru_cache(maxsize=1024)  # a text asks for the same few names again and again
def readable_name(text: str) -> str:
    """The name that ``text`` (ŷ, x₁) is written as here; ``text`` itself when it is none."""
    text = text.strip().lstrip("@")
    text = re.sub(r"^(\w+_)\{([\w+, -]+)\}$", r"\1(\2)", signed_name(text) or text)
    if text.startswith("var") and text[3:] in GREEK.values():  # \varepsilon
        return text[3:]
    step = re.fullmatch(r"(\w+_)\(?([A-Za-z])([+-])([0-9])\)?", text)
    if step:  # h_t-1 as h_{t-1}
        return f"{step[1]}{step[2]}{'m' if step[3] == '-' else 'p'}{step[4]}"
    low = re.fullmatch(r"(\w+_)\(([\w, ]+)\)", text)
    if low:  # mu_{x_p}
        return low[1] + re.sub(r"[\s,]+", "_", low[2])
    if raised_name(text):
        return readable_name(raised_name(text))
    try:
        tokens, _ = scan_text(text)
    except ExpressionError:
        return text
    if len(tokens) == 1 and tokens[0].kind == "name":
        return tokens[0].text
    if len(tokens) == 2 and is_primed(tokens, 0):
        return f"{tokens[0].text}_prime"
    if len(tokens) == 3 and tokens[1].is_(".") and {tokens[0].kind, tokens[2].kind} == {"name"}:
        return f"{tokens[0].text}_{tokens[2].text}"  # units.kB
    if len(tokens) == 4 and tokens[0].kind == "name" and tokens[1].is_("["):
        return tokens[0].text + tokens[2].text
    return text
