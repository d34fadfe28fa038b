"""Names with a raised layer: ``W^z``, a⁽²⁾ and z^3_k, and a^L beside a^{L-1}."""

from __future__ import annotations

import re
from collections.abc import Sequence, Set
from dataclasses import replace

from tutor.core.formulas.lexer.tokens import Token, closing_places

_RAISED = re.compile(
    r"(\w+)\^(?:[{(\[]?([^\W\d]\w*)[})\]]?|\{?[(\[]([0-9]{1,2})[)\]]\}?|\{?([0-9]{1,2})\}?|"
    r"[{(\[]{1,2}([A-Za-z])[ ]?([+-])[ ]?([0-9])[})\]]{1,2})"
)
_LETTER = "[lL](?:[mp][0-9])?"
_LAYER = f"[0-9]{{1,2}}|{_LETTER}"
_ENTRY = re.compile(
    rf"([^\W_]\w*?)(?:_({_LAYER}))?_([^\W\d_]{{1,3}}|[^\W_]{{1,2}}(?=_{_LETTER}))(?:_({_LAYER}))?"
)
"""``a_i`` before its layer, or with it: a_i_2 and a_2_i of LaTeX."""
_LETTERED = re.compile(rf"([^\W_]+)_({_LETTER})")
"""a_L, and a_lm1 for what stands at a^{(l-1)}."""
_STEPS = {"-": "m", "+": "p"}


def raised_name(text: str) -> str:
    """The name that is meant by ``W^z`` or ``W^{xz}``; "" for a power of a number."""
    found = _RAISED.fullmatch(text.strip())
    if not found:
        return ""
    step = f"{found[5]}{_STEPS[found[6]]}{found[7]}" if found[5] else ""  # a^{L-1}
    return f"{found[1]}_{_without_l(step or found[2] or found[3] or found[4])}"


def _without_l(high: str) -> str:
    """``l`` as ell: in a_l it would count entries, as in Σ_l a_l."""
    return f"el{high}" if re.fullmatch("l(?:[mp][0-9])?", high) else high


def with_raised(tokens: Sequence[Token], given: Set[str]) -> list[Token]:
    """The tokens with one name for each W^z that is ``given``, and for its entries: z^3_k.

    ``a^{(2)} = …`` defines one, too, and a^2 = … where such a name is given without brackets.
    A number above a name that stands or is given without it is a power.
    """
    bare = {raised_name(one) for one in given if re.fullmatch(r"\w+\^\{?[0-9]+\}?", one)}
    layers = bare | _layers_defined(tokens, bare=bool(bare))
    if layers:
        alone = given | {t.text for i, t in enumerate(tokens) if _is_without_power(tokens, i)}
        layers = {one for one in layers if one.rpartition("_")[0] not in alone}
    names = layers | ({name for one in given if (name := raised_name(one))} - bare)
    if not any(_LETTERED.match(one) for one in given):
        names |= _lettered_layers(tokens, given)
    if not names:
        return list(tokens)
    out: list[Token] = []
    place = 0
    while place < len(tokens):
        token = tokens[place]
        base, high, low, end = _layer_at(tokens, place)
        high = _without_l(high)
        named = f"{base}_{high}"
        is_power = bool(low) and high.isdigit() and end > place + 1 and not bare  # a_i² beside a⁽²⁾
        is_layer = token.kind == "name" and bool(high) and named in names and not is_power
        if not is_layer or token.text in given:
            out.append(token)
            place += 1
            continue
        text = named if not low else f"{base}{high}_{low}" if high.isdigit() else f"{named}_{low}"
        last = tokens[end - 1]
        out.append(replace(token, text=text, end=last.end, wild=True, split=False))
        place = end
    return out


def _layer_at(tokens: Sequence[Token], place: int) -> tuple[str, str, str, int]:
    """The name that stands here, what is raised, what is lowered, and where all of it ends."""
    text = tokens[place].text
    high, end = _power_at(tokens, place + 1)
    found = _ENTRY.fullmatch(text)
    whole = _LETTERED.fullmatch(text)
    low = ""
    if whole and not high:
        return whole[1], whole[2], "", place + 1
    if found and (found[2] or found[4] or high):
        text, low = found[1], found[3]
        if found[2] or found[4]:
            high, end = found[2] or found[4], place + 1
    elif high and end < len(tokens) and re.fullmatch("_[a-z]{1,3}", tokens[end].text):
        low, end = tokens[end].text[1:], end + 1
    return text, high, low, end


def _power_at(tokens: Sequence[Token], place: int) -> tuple[str, int]:
    """The one name or number that is raised here, or L-1 as Lm1, and where it ends."""
    after = [t.text for t in tokens[place : place + 6]]
    if after[:2] == ["^", "("] and after[3:4] == [")"]:
        return after[2], place + 4
    if after[:2] == ["^", "("] and after[5:] == [")"] and after[3] in _STEPS:
        return f"{after[2]}{_STEPS[after[3]]}{after[4]}", place + 6
    return (after[1], place + 2) if after[:1] == ["^"] and after[1:] else ("", place)


def _lettered_layers(tokens: Sequence[Token], given: Set[str]) -> set[str]:
    """The names with a raised l or L where ``a^L = …`` is defined, and L is nothing by itself."""
    found = set[str]()
    for letter in {"l", "L"} - given:
        if any(t.text == f"_{letter}" for t in tokens):  # Σ_l
            continue
        names, heads, powers = set[str](), False, 0
        for i, token in enumerate(tokens):
            base, high, _, end = _layer_at(tokens, i)
            is_layer = re.fullmatch(rf"{letter}(?:[mp][0-9])?", high) is not None
            if token.kind != "name" or token.word("e") or not is_layer:
                continue
            names.add(f"{base}_{_without_l(high)}")
            powers += end > i + 1
            begins = not i or tokens[i - 1].kind == "end" or tokens[i - 1].is_(",")
            end = closing_places(tokens).get(end, end - 1) + 1
            heads = heads or (begins and end < len(tokens) and tokens[end].is_("="))
        alone = sum(t.word(letter) for t in tokens) > powers
        is_raised = powers or any(re.search(rf"\^[{{(\[]*{letter}\b", one) for one in given)
        found |= names if heads and is_raised and not alone else set()
    return found


def _layers_defined(tokens: Sequence[Token], *, bare: bool) -> set[str]:
    """The names of ``a^{(2)} = …`` and a^{(2)}_j = …, without brackets, too, where ``bare``."""
    found = set[str]()
    for i, token in enumerate(tokens):
        begins = not i or tokens[i - 1].kind == "end" or tokens[i - 1].is_(",")
        if begins and token.kind == "name":
            base, high, _, end = _layer_at(tokens, i)
            end = end if high else i + 1
            name = f"{base}_{high}" if high else token.text
            is_head = end < len(tokens) and tokens[end].is_("=")
            if is_head and (bare or end == i + 1) and re.fullmatch(r"\w+_[0-9]{1,2}", name):
                found.add(name)
    return found


def _is_without_power(tokens: Sequence[Token], place: int) -> bool:
    return tokens[place].kind == "name" and not _power_at(tokens, place + 1)[0]
