r"""Sums over an index: Σ with its limits, and the numbers in the place of the index.

``\sum_{i=1}^{3} w_i x_i`` comes as the signs ``∑ _ { i = 1 } ^ { 3 }`` and the term behind them.
"""

from __future__ import annotations

import re
from collections.abc import Callable, Sequence
from dataclasses import dataclass, replace

from tutor.core.formulas.lexer import (
    OPEN,
    Token,
    closing_place,
    is_function,
    refuse,
    split_at,
    within,
)

TERMS = 60
"""Terms that a sum may have when it is written out."""
LETTERS = "ijklmnpqrst"
_NO_LISTS = frozenset({"log", "ln", "exp", "sqrt", "sin", "cos", "tan", "tanh"})
"""What has no entries: ``log_li`` is a name."""
"""Letters that count the entries of something."""
_LOW = re.compile(
    r"([A-Za-z])(?:=([0-9]+)(?:\.{2,3}([0-9]+|[A-Za-z]))?|∈[^!≠]*?)?(?:[,;:]?\1?(?:!=|≠)(\w+))?"
)
"""What stands below a Σ: ``i=1``, ``i=1..n``, ``i∈B``, ``j≠i``."""


@dataclass(frozen=True, slots=True)
class Limits:
    """What stands at a Σ: its letter and its limits, "" where they are not written.

    ``but`` is the number, or the name of one, that Σ_{j≠i} leaves out.
    """

    letter: str
    first: str
    last: str
    but: str = ""


def read_limits(tokens: Sequence[Token], start: int) -> tuple[Limits, int]:
    """The limits behind the Σ at ``start``, and where they end."""
    low, place = _script(tokens, start + 1, "_")
    high, place = _script(tokens, place, "^")
    if not low:
        low, place = _script(tokens, place, "_")
    text = "".join(token.text for token in low).strip("_")
    found = _LOW.fullmatch(text)
    if text and found is None:
        raise refuse(
            f"a sum over {text!r} cannot be written out",
            tokens[start],
            "write it as ∑_{i=1}^{3}, or write its terms",
        )
    letter, first, end, but = found.groups("") if found else ("", "", "", "")
    return Limits(letter, first, "".join(token.text for token in high) or end, but), place


def _script(tokens: Sequence[Token], place: int, mark: str) -> tuple[Sequence[Token], int]:
    """The tokens of an index or a power without their brackets, and where they end."""
    if place >= len(tokens):
        return (), place
    token = tokens[place]
    if mark == "_" and token.kind == "name" and token.text.startswith("_"):
        return (token,), place + 1
    if token.text != mark or place + 1 >= len(tokens):
        return (), place
    if not tokens[place + 1].is_(*OPEN):
        return tokens[place + 1 : place + 2], place + 2
    close = closing_place(tokens, place + 1)
    return tokens[place + 2 : close], close + 1


def index_of(name: str, letter: str = "") -> tuple[str, tuple[str, ...]]:
    """``w_ij`` is ("w", ("i", "j")): what stands before the index, and its letters and numbers.

    ``letter`` counts beside those that usually do.
    """
    one = f"[{LETTERS}{letter}0-9]"
    found = re.fullmatch(rf"(\w*?)_({one}{{1,3}}(?:_{one}{{1,3}})*)", name)
    if found is None or found[1] in _NO_LISTS:
        return name, ()
    parts = found[2].split("_")
    if len(parts) == 1 and not parts[0].isdigit():
        parts = re.findall(r"[^\W\d]|[0-9]+", parts[0])
    return found[1], tuple(parts)


def _indexed(tokens: Sequence[Token], place: int, letter: str = "") -> tuple[str, tuple[str, ...]]:
    """Base and index of the name at this place: x_i, x[i], x^(i)."""
    if tokens[place].kind != "name":
        return "", ()
    base, index = index_of(tokens[place].text, letter)
    if index:
        return base, index
    after = [t.text for t in tokens[place + 1 : place + 4]]
    if after[:1] == ["["]:
        return base, (*after[1:2],)
    if after[:2] in (["^", "("], ["^", "["]):
        return base, (*after[2:],)
    if after[:1] == ["("] and after[1:2] and after[1] in {*letter} and after[2:] == [")"]:
        return base, (after[1],)  # Σ_x p(x)
    return base, ()


def letters_in(tokens: Sequence[Token], also: str = "") -> set[str]:
    """The letters that count in indices of these names; ``also`` a letter that seldom does."""
    return {
        letter
        for place in range(len(tokens))
        for letter in _indexed(tokens, place, also)[1]
        if letter in LETTERS + also
    }


def counted_in(tokens: Sequence[Token]) -> str:
    """The letters that the sums and products among ``tokens`` count with."""
    sums = [i for i, token in enumerate(tokens) if token.text in {"∑", "∏"}]
    return "".join(sorted({read_limits(tokens, i)[0].letter for i in sums}))


def substitute_number(
    tokens: Sequence[Token], letter: str, number: int, count: Callable[[str, int, int], range]
) -> list[Token]:
    """The tokens with ``number`` for ``letter``: in indices, in brackets and as a factor.

    ``count`` knows what has entries: its raised letter is an index, that of others an exponent.
    """
    out: list[Token] = []
    also = letter + counted_in(tokens)
    i = 0
    while i < len(tokens):
        token = tokens[i]
        raised = [t.text for t in tokens[i : i + 4]]
        base, index = index_of(token.text, also) if token.kind == "name" else ("", ())
        if token.text in {"∑", "∏"} and read_limits(tokens, i)[0].letter == letter:
            return [*out, *tokens[i:]]  # a sum within this one counts with the same letter
        moved = re.fullmatch(rf"(\w*?)_{letter}([pm])([0-9])", token.text)  # x_{i+1}
        if moved and token.kind == "name":
            step = int(moved[3]) if moved[2] == "p" else -int(moved[3])
            out.append(replace(token, text=f"{moved[1]}_{number + step}", wild=True))
        elif letter in index:
            parts = [str(number) if one == letter else one for one in index]
            base = re.sub(rf"_{letter}(?=_)", f"_{number}", f"{base}_")[:-1]  # s_{i, y_i}
            out.append(replace(token, text=f"{base}_{join_index(parts)}", wild=True))
        elif (
            token.kind == "name"
            and raised[1:] in (["^", "(", letter], ["^", "[", letter])
            and count(token.text, 0, 1)
        ):
            out.append(replace(token, text=f"{token.text}_{number}", wild=True))
            i += 4
        elif token.kind == "name" and raised[1:] == ["(", letter, ")"] and count(token.text, 0, 1):
            out.append(replace(token, text=f"{token.text}_{number}", wild=True))
            i += 3
        elif token.word(letter):
            out.append(Token("number", str(number), token.at, token.end, token.gap))
        else:
            out.append(token)
        i += 1
    return out


def join_index(parts: Sequence[str]) -> str:
    """1 and 2 are 12, 1 and 12 are 1_12, i and 2 are i2."""
    short = all(len(part) == 1 for part in parts)
    return ("" if short else "_").join(parts)


def refuse_unclear_end(body: Sequence[Token], letter: str, token: Token) -> None:
    """``∏ pᵢ·c``: c may stand in the product or behind it; that of ``∏ c·pᵢ`` stands in it.

    Raises ExpressionError.
    """
    i, unclear = 0, False
    while i < len(body):
        close = closing_place(body, i) if body[i].is_(*OPEN) else i
        is_factor = body[i].kind in {"name", "number"} or body[i].is_(*OPEN)
        is_called = close + 1 < len(body) and body[close + 1].is_("(")
        while close + 2 < len(body) and body[close + 1].is_("^"):
            opens = body[close + 2].is_(*OPEN)
            close = closing_place(body, close + 2) if opens else close + 2
        if letter in letters_in(body[i : close + 1]):
            unclear = False
        elif i and is_factor and not is_called:
            unclear = True
        i = close + 1
    if unclear:
        help_ = "write brackets around the product, or around what is multiplied"
        raise refuse("where this product ends can be read in two ways", token, help_)


def refuse_unclear_summand(
    body: Sequence[Token],
    limits: Limits,
    token: Token,
    is_counted: Callable[[Sequence[Token]], bool],
    text: str,
) -> None:
    r"""``Σ(wⱼxⱼ + b)``: the bias of a neuron may be added once or with each term.

    Brackets that a reader sees, around both limits' terms or around no product, say which; those of
    ``\sum{w_j x_j + b}``, which print shows nowhere, never do.  Raises ExpressionError.
    """
    close = closing_place(body, 0) if body[0].is_(*OPEN) else 0
    if not close or (close + 1 < len(body) and not body[close + 1].is_("/")):
        return
    inside, seen = list(body[: close + 1]), False
    while inner := within(inside, *OPEN):
        seen = text[inside[0].at : inside[0].end] != "{"
        inside = inner
    terms = [term for term in split_at(inside, "+", "-") if term]
    alone = [term for term in terms if not is_counted(term)]
    weighted = any(
        sum(t.kind == "name" for t in term) > 1 and not any(is_function(t.text) for t in term)
        for term in terms if term not in alone
    )  # fmt: skip
    if seen and (limits.last or not weighted or any(len(term) > 1 for term in alone)):
        return
    if alone and len(alone) < len(terms):
        said = text[alone[0][0].at : alone[0][-1].end]
        low = f"_{{{limits.letter or 'i'}=1}}^{{n}}"
        help_ = f"once: write {said} before the sum; each time: ∑{low} (…), with both limits"
        raise refuse(f"{said} may be meant once, or in every term of this sum", token, help_)


def numbers_of(
    limits: Limits, body: Sequence[Token], count: Callable[[str, int, int], range], token: Token
) -> range:
    """The numbers that the letter takes: from the limits, or from what has this index.

    ``count`` gives the numbers that the entries of a name have at a place of its index, none where
    nothing is known of it.  Raises ExpressionError when neither says it, or two names differ.
    """
    if limits.first and limits.last.isdigit():
        found = range(int(limits.first), int(limits.last) + 1)
    else:
        found = range(0)
        also = limits.letter + counted_in(body)
        for i, one in enumerate(body):
            base, index = _indexed(body, i, also)
            for place, letter in enumerate(index):
                numbers = count(base, place, len(index)) if letter == limits.letter else range(0)
                numbers = range(max(numbers.start, int(limits.first or 0)), numbers.stop)
                if numbers and found and numbers != found:
                    what = f"one has {len(found)} entries and {base} has {len(numbers)}"
                    raise refuse(f"this sum is not clear: {what}", one, "give it both limits")
                found = numbers or found
    if not found:
        kind = "sum" if token.text == "∑" else "product"
        raise refuse(
            f"a {kind} without numbers cannot be unrolled", token,
            "give both limits as numbers, lists for what is summed (x=[1,2]), or write its terms: "
            "w_1*x_1 + w_2*x_2",
        )  # fmt: skip
    if len(found) > TERMS:
        raise refuse(f"a sum may have 1 to {TERMS} terms", token, "write fewer")
    return found


def numbers_asked(
    parts: Sequence[Sequence[Token]], base: str, numeral: Callable[[str], str]
) -> range:
    """The numbers of entries that formulas ask of ``base``: of p_1 and p_2, or ∑_{i=1}^{2} p_i.

    ``numeral`` tells the number that a name such as K has, "" where none is known.
    """
    asked = set[int]()
    for part in parts:
        names = {index_of(t.text)[1] for t in part if index_of(t.text)[0] == base}
        asked |= {int(index[0]) for index in names if len(index) == 1 and index[0].isdigit()}
        for place in (i for i, token in enumerate(part) if token.text == "∑"):
            one = read_limits(part, place)[0]
            if (one.letter,) in names and one.first.isdigit() and one.last:
                last = one.last if one.last.isdigit() else numeral(one.last)
                asked |= {int(one.first), min(int(last), TERMS)} if last.isdigit() else set()
    return range(min(asked), max(asked) + 1) if asked else range(0)
