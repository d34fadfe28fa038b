"""Names with a sign: ``y^`` as ŷ, t sub o, hθ, σ₁ of z, Φ of GELU, and ∘."""

from __future__ import annotations

import re
from collections.abc import Sequence, Set
from dataclasses import replace
from itertools import pairwise

from tutor.core.formulas.lexer.calls import is_function
from tutor.core.formulas.lexer.letters import GREEK
from tutor.core.formulas.lexer.primes import GREEK_INDEX
from tutor.core.formulas.lexer.tokens import (
    CLOSE,
    OPEN,
    Token,
    closing_places,
    refuse,
    sign,
)

CIRCLE = "\u2218"
_INDEXED_SIGMA = re.compile(r"sigma_?\w+")
_NORMAL = re.compile(
    r"\bgelu\b|\bcdf\b|\bprobit\b|d_?1\b.*d_?2\b|\b(?:call|put|option)\b|"
    r"(?:normal|gaussian)[ -](?:error|distribution|cumulative)|"
    r"cumulative[ -](?:distribution|normal|gaussian)", re.IGNORECASE,
)  # fmt: skip
_FUNCTIONS = frozenset("fghFGH")
"""Letters that stand for functions where nothing else is said."""


def with_hats(tokens: Sequence[Token]) -> list[Token]:
    """``y^`` as ŷ, where nothing that it could be raised to follows in some place: ``L(y^, y)``.

    Raises ExpressionError for ``y^-1`` beside it, which may be a power.
    """
    hats = [i for i in range(len(tokens) - 2) if _is_hat(tokens, i)]
    sure = {tokens[i].text for i in hats if tokens[i + 2].is_(*"),=|")}
    out = list(tokens)
    for i in reversed(hats):
        name, caret, after = tokens[i], tokens[i + 1], tokens[i + 2 : i + 4]
        if name.text not in sure:
            continue
        if after and after[0].is_("-") and after[1:] and after[1].kind == "number":
            both = f"write {name.text}^(-{after[1].text}) or {name.text}_hat - {after[1].text}"
            raise refuse("this can be read in two ways", name, both)
        made = replace(name, text=f"{name.text[0]}hat{name.text[1:]}", end=caret.end, wild=True)
        out[i : i + 2] = [replace(made, split=False)]
    return out


def _is_hat(tokens: Sequence[Token], place: int) -> bool:
    """Whether a letter stands here, and right behind it a ^ that no exponent follows."""
    name, caret = tokens[place], tokens[place + 1]
    return (
        name.kind == "name"
        and (len(name.text) == 1 or name.text[1:].isdigit())
        and caret.is_("^")
        and not caret.gap
        and caret.end == caret.at + 1
        and tokens[place + 2].is_(*"),=|+-*/")
    )


def with_said_names(tokens: Sequence[Token], given: Set[str]) -> list[Token]:
    """``t sub o`` as the t_o that is ``given``, ``delta weight = …`` and ``Δx`` as one name."""
    out: list[Token] = []
    taken = -1
    is_change = not {"Δ", "Delta"} & given and _is_never_alone("Delta", tokens)
    for i, token in enumerate(tokens):
        if i == taken:
            continue
        begins = not out or out[-1].kind == "end"
        if len(out) > 1 and out[-1].word("sub") and out[-2].kind == "name":
            named = {f"{out[-2].text}_{token.text}", f"{out[-2].text}{token.text}"} & given
            if named:
                out[-2:] = [replace(out[-2], text=min(named), end=token.end, wild=True)]
                continue
        if is_change and token.word("Delta"):  # a change of x, one quantity
            word = tokens[i + 1]
            text = f"Delta_{word.text}"
            out.append(replace(token, text=text, end=word.end, wild=True, split=False))
            taken = i + 1
            continue
        named_so = [t.text if t.kind == "sign" else t.kind for t in tokens[i + 1 : i + 3]]
        if begins and token.word("delta") and named_so == ["name", "="] and tokens[i + 1].gap:
            word = tokens[i + 1]
            if len(word.text) > 2:
                out.append(replace(token, text=f"delta_{word.text}", end=word.end))
                taken = i + 1
                continue
        out.append(token)
    return out


def with_greek_indices(tokens: Sequence[Token], given: Set[str]) -> list[Token]:
    """``hθ`` as h_theta and ``αt`` as alpha_t, where that is ``given``, and no part by itself."""
    known = {
        (GREEK.get(found[1], found[1]), GREEK.get(found[2], found[2]))
        for name in given
        if (found := GREEK_INDEX.fullmatch(name)) and given.isdisjoint(found.groups()[:2])
    }
    out: list[Token] = []
    for token in tokens:
        before = out[-1] if out else token
        glued = token.kind == "name" and not token.gap and before is not token
        greek = re.match("[A-Za-z]+", token.text)
        if glued and greek and (before.text, greek[0]) in known:
            text = f"{before.text}_{token.text}"
            out[-1] = replace(before, text=text, end=token.end, wild=True, split=False)
        else:
            out.append(token)
    return out


def with_far_indices(tokens: Sequence[Token], given: Set[str]) -> list[Token]:
    """``y i`` as y_i, where y_i is ``given`` and i stands alone nowhere, behind letters only."""
    letters = {name[-1] for name in given if re.fullmatch("[A-Za-z]_[ijkn]", name)} - given
    far = {
        i: b.text
        for i, (a, b) in enumerate(pairwise(tokens))
        if b.text in letters and b.gap and a.kind == "name" and len(a.text) == 1
    }
    alone = {t.text for i, t in enumerate(tokens) if t.text in letters and i - 1 not in far}
    out = list(tokens)
    for i in reversed(far):
        a, b = tokens[i : i + 2]
        if b.text not in alone and a.text not in given:
            text = f"{a.text}_{b.text}"
            out[i : i + 2] = [replace(a, text=text, end=b.end, wild=True, split=False)]
    return out


def _is_never_alone(name: str, tokens: Sequence[Token]) -> bool:
    """Whether another name stands right behind it wherever it stands."""
    return all(
        b.kind == "name" and not is_function(b.text) and not b.gap
        for a, b in pairwise((*tokens, Token("end", "", 0, 0)))
        if a.word(name)
    )


def with_activations(tokens: Sequence[Token], given: Set[str]) -> list[Token]:
    """``σ₁(z)`` as σ(z), where σ₁ is always called, and neither defined nor ``given``."""
    places = [i for i, t in enumerate(tokens) if _INDEXED_SIGMA.fullmatch(t.text)]
    own = set(given)
    ends = closing_places(tokens) if places else {}
    for i in places:
        opened = i + 1 < len(tokens) and tokens[i + 1].is_("(") and not tokens[i + 1].gap
        after = tokens[ends.get(i + 1, i) + 1 :][:1] if opened else []
        begins = not i or tokens[i - 1].kind == "end"
        if not opened or (begins and after and after[0].is_("=")):
            own.add(tokens[i].text)
    called = {tokens[i].text for i in places}
    return [replace(t, text="sigma", wild=True) if t.text in called - own else t for t in tokens]


def with_normal(tokens: Sequence[Token], given: Set[str], text: str) -> list[Token]:
    """``x Φ(x)`` with the normal distribution, where the text names it or GELU, and no other Φ."""
    places = [i for i, t in enumerate(tokens) if t.text == "Phi"]
    ends = closing_places(tokens) if places else {}
    alone = [i for i in places if i + 1 not in ends or not tokens[i + 1].is_("(")]
    heads = [i for i in places if tokens[ends.get(i + 1, i) + 1 : ends.get(i + 1, i) + 2]
             and tokens[ends.get(i + 1, i) + 1].is_("=", "≈")]  # fmt: skip
    if alone or heads or {"Φ", "Phi"} & given or not _NORMAL.search(text):
        return list(tokens)
    return [replace(t, text="ndtr", wild=True) if t.text == "Phi" else t for t in tokens]


def with_spaced_dots(tokens: Sequence[Token], lists: Set[str]) -> list[Token]:
    """``K . x . y`` as a product; that of two ``lists`` is read as it stands."""
    dots = [i for i, t in enumerate(tokens[1:-1], 1) if t.is_(".") and tokens[i + 1].gap]
    if not any(tokens[i].gap for i in dots):
        return list(tokens)
    out = list(tokens)
    for i in dots:  # behind a power of LaTeX a blank is lost: x^2 . y
        before, token, after = tokens[i - 1 : i + 2]
        is_behind = before.is_(*CLOSE) or (token.gap and before.kind in {"name", "number"})
        if not is_behind:
            continue
        is_operand = after.kind == "number" or after.is_(*OPEN) or (
            after.kind == "name" and not re.match("[A-Z][a-z]", after.text)
        )  # fmt: skip
        if is_operand and lists.isdisjoint({before.text, after.text.partition("_")[0]}):
            out[i] = sign("*", token.at, token.end)
    return out


def with_products(tokens: Sequence[Token]) -> list[Token]:
    """∘ as a product, where it does not stand between functions: z ∘ tanh(c), not f ∘ g."""
    if not any(token.text == CIRCLE for token in tokens):
        return list(tokens)
    applied = {a.text for a, b in pairwise(tokens) if b.is_("(")}
    out = list(tokens)
    for i, token in enumerate(tokens[1:-1], 1):
        before, after = tokens[i - 1], tokens[i + 1]
        if token.text != CIRCLE or not (before.kind in {"name", "number"} or before.is_(*CLOSE)):
            continue
        called = i + 2 < len(tokens) and tokens[i + 2].is_("(")
        beside = [before.text] + [after.text] * (after.kind == "name" and not called)
        is_composed = any(name in applied or is_function(name) for name in beside)
        if not is_composed and not _FUNCTIONS.issuperset(beside):
            out[i] = sign("*", token.at, token.end)
    return out
