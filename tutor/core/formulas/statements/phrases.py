"""Tokens to statements: what is defined, and by what."""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Iterator, Mapping, Sequence, Set
from dataclasses import dataclass, replace
from itertools import pairwise

from tutor.core.formulas.formula import describe_strange
from tutor.core.formulas.lexer import (
    CLOSE,
    OPEN,
    REFUSED,
    Token,
    canonical_name,
    closing_place,
    is_function,
    refuse,
    sign,
    split_at,
    within,
)
from tutor.core.formulas.prose import (
    are_names,
    at_point,
    decimals,
    is_domain,
    is_function_head,
    is_mention,
    join_names,
    outside_brackets,
    says_nothing,
    split_at_commas,
    split_statements,
    spoken_head,
    strip_brackets,
)

_DERIVATIVE = re.compile(
    r"d(?:\^\(?2\)?)?[A-Za-z]?\w*/d\w+(?:\^\(?2\)?)?$|d/d[A-Za-z]\w*\(|"
    r"[A-Za-z]\w*(?:['′]{1,3}\w*\(|['′]{2,3}$)"
)
_AUGMENTED = ("+=", "-=", "*=", "/=", "^=")


@dataclass(frozen=True, slots=True)
class Phrase:
    """One statement: the parts between its equals signs, each as tokens.

    ``word`` is ``loss`` or ``output``; ``augmented`` the sign of ``+=``; ``label`` follows ``as``;
    ``left_out`` are words that were said with it.
    """

    parts: tuple[tuple[Token, ...], ...]
    word: str = ""
    augmented: str = ""
    label: str = ""
    left_out: tuple[str, ...] = ()

    @property
    def first(self) -> Token:
        """Where the statement begins."""
        return self.parts[0][0]


def phrases(tokens: list[Token], text: str, given: Set[str] = frozenset()) -> Iterator[Phrase]:
    """All statements in the order of the text; ``given`` names have values.

    Raises ExpressionError for what is none.
    """
    statements = [strip_brackets(one) for one in split_statements(tokens)]
    statements = [one for s in statements for one in at_point(s, statements)]
    # x, y and w: what is given
    statements = [one for one in statements if not says_nothing(one)] or statements
    if any(t.is_("=") for s in statements for t in s[:-1]):  # dy/dx =
        statements = [one for one in statements if not _is_question(one)]
    functions = {s[0].text for s in statements if len(s) > 1 and is_function_head(s)}
    heads = Counter(s[0].text for s in statements if len(s) > 1)
    is_listed = (
        len(re.findall(r"(?:^|\\\\)[ \t]*-", text, re.MULTILINE)) > 1
    )  # - is no minus of a head
    has_points = any(t.kind == "number" and "." in t.text[:-1] for t in tokens)
    uses = Counter(t.text for s in statements for t in s if t.kind == "name")
    called = {name for name in functions if uses[name] > 2}  # beside its head, and a mention
    statements = [one for one in statements if not is_mention(one, called)] or statements
    for statement in (_with_bare_logarithm(one, uses) for one in statements):
        word, rest = _word(statement) if statement[0].text not in functions else ("", statement)
        unlabelled, label = _label(rest, text)
        bare, left_out = _without_remarks(unlabelled, text)
        for part in split_at_commas(join_names(decimals(bare, has_points=has_points))):
            made = _phrase(part, word, label, text, is_listed=is_listed)
            phrase = _with_last_name(made, heads, given)
            phrase = _before_derivative(phrase, text)
            yield replace(phrase, left_out=(*left_out, *phrase.left_out))
            left_out = ()


def _with_last_name(phrase: Phrase, heads: Mapping[str, int], given: Set[str]) -> Phrase:
    """``a = σ(z) = h_θ(x)`` gives a another name, and so does ``a = σ(z) = h``.

    h_θ is no head of ``heads``, and h has no value that is ``given``.
    """
    first, last = phrase.parts[0], phrase.parts[-1]
    is_new = last[0].text not in heads and len(last) > 1 and "_" in last[0].text
    if len(last) == 1 and any(len(part) > 1 for part in phrase.parts[1:-1]):
        is_new = last[0].text not in heads and last[0].text not in given
    if len(phrase.parts) < 3 or not is_new:
        return phrase
    named = _is_head(first, first=True) and _is_head(last, first=False)
    return replace(phrase, parts=(first, last[:1], *phrase.parts[1:-1])) if named else phrase


def _before_derivative(phrase: Phrase, text: str) -> Phrase:
    """``f(x) = x^2 → f'(x) = 2x`` without the derivative that is told behind the function."""
    head, *sides_ = phrase.parts
    for i, side in enumerate(sides_[:-1], 1):
        for j in range(1, len(side) - 2):
            own = side[j].word(head[0].text) or side[j].word(f"d{head[0].text}")
            if own and is_derivative(side[j:]):
                said = text[side[j].at : phrase.parts[-1][-1].end]
                kept = side[:j]
                while len(kept) > 1 and kept[-1].is_("->", "|", ":", "-", ">", "(", "="):
                    kept = kept[:-1]
                parts = (head, *sides_[: i - 1], kept)
                return replace(phrase, parts=parts, left_out=(*phrase.left_out, said))
    return phrase


def _is_question(statement: Sequence[Token]) -> bool:
    """``dy/dx =`` asks for what is to be found."""
    return len(statement) > 1 and statement[-1].is_("=") and is_derivative(statement[:-1])


def _word(statement: list[Token]) -> tuple[str, list[Token]]:
    if len(statement) < 2 or not statement[0].word("loss", "output"):
        return "", statement
    ends = statement[1].is_("=", "*", "+", "-", "/", "^", ":", ".", *_AUGMENTED)
    if is_function_head(statement) or ends:
        return "", statement
    return statement[0].text, statement[1:]


def _without_remarks(statement: list[Token], text: str) -> tuple[list[Token], tuple[str, ...]]:
    """The formula alone, and the domains that are said beside it: ``, x > 0``, ``∈ [−1, 1]``."""
    lies = _range_place(statement)
    if lies:
        found, told_before = _without_remarks(statement[:lies], text)
        return found, (*told_before, text[statement[lies].at : statement[-1].end])
    parts = split_at(statement, ",")
    told = [part for part in parts if is_domain(part)]
    others = [part for part in parts if not is_domain(part)]
    defining = others and all(any(t.is_("=") for t in part) for part in others)
    if not told or not defining:
        return statement, ()
    comma = next(t for t in statement if t.is_(","))
    statement = [t for i, part in enumerate(others) for t in ([comma] * bool(i) + part)]
    return statement, tuple(text[part[0].at : part[-1].end] for part in told)


def _range_place(statement: Sequence[Token]) -> int:
    """Where ``∈`` says in which range the formula lies; 0 where nothing does."""
    depth, is_defined = 0, False
    for i, token in enumerate(statement):
        depth += token.is_(*OPEN) - token.is_(*CLOSE)
        is_defined = is_defined or (depth == 0 and token.is_("="))
        if depth == 0 and is_defined and token.text == "∈":
            return i
    return 0


def _label(statement: list[Token], text: str) -> tuple[list[Token], str]:
    """Split off ``as LABEL``; the label is what was typed."""
    equals = next((i for i, t in enumerate(statement) if t.is_("=")), len(statement))
    for i in range(len(statement) - 1, equals, -1):
        if statement[i].word("as") and statement[i].gap:
            label = text[statement[i].end : statement[-1].end].strip() if statement[i + 1 :] else ""
            return statement[:i], label or " "
    return statement, ""


def _refuse_sum_of_powers(tokens: Sequence[Token]) -> None:
    """``sum (x - t)^2``: of the squares, or squared.  Raises ExpressionError."""
    for i, token in enumerate(tokens[:-1]):
        if token.word("sum", "mean") and tokens[i + 1].is_("(") and tokens[i + 1].gap:
            end = closing_place(list(tokens), i + 1) + 1
            if end < len(tokens) and tokens[end].is_("^"):
                help_ = (
                    f"write {token.text}((…)^2) for each term, ({token.text}(…))^2 for the whole"
                )
                raise refuse("this can be read in two ways", token, help_)


def _refuse_lost_power(tokens: Sequence[Token], text: str) -> None:
    """``(a − y)2``: the square, whose sign a paste has lost, or twice.  Raises ExpressionError."""
    for token in tokens:
        n = token.text
        typed = text[max(token.at - 1, 0) : token.at + 1]
        if token.kind == "number" and n.isdigit() and typed == f"){n[0]}":
            help_ = f"write ^{n} for a power whose sign was lost, *{n} for a product"
            raise refuse(f"'){n}' can be read in two ways", token, help_)


def _refuse_longer_list(tokens: Sequence[Token], text: str) -> None:
    """``xs += [y]`` where xs is a plain list: y behind the others, or added to each.

    Raises ExpressionError.
    """
    name, plus, first = tokens[:3]
    is_list = re.search(rf"(?<![\w.]){re.escape(name.text)}[ \t]*=[ \t]*\[", text)
    if plus.is_("+=") and first.is_("[") and is_list:
        help_ = f"write the whole list, as in {name.text} = [a, b]"
        raise refuse("a list may grow here, or its entries", plus, help_)


def _phrase(tokens: list[Token], word: str, label: str, text: str, *, is_listed: bool) -> Phrase:
    for i, token in enumerate(tokens):
        if token.is_(*_AUGMENTED):
            if i != 1 or tokens[0].kind != "name" or len(tokens) == 2:
                raise refuse(f"{token.text!r} belongs behind a name", token, "as in L += a*b")
            _refuse_longer_list(tokens, text)
            return Phrase((tuple(tokens[:1]), tuple(tokens[2:])), word, token.text[0], label)
    _refuse_sum_of_powers(tokens)
    _refuse_lost_power(tokens, text)
    parts = tuple(tuple(part) for part in split_at(tokens, "="))
    for place, part in enumerate(parts):
        if not part:
            equals = [t for t in outside_brackets(tokens) if t.is_("=")]
            what = f"there is nothing to the {'right' if place else 'left'} of '='"
            raise refuse(what, equals[max(place - 1, 0)])
    worked_out = [part for part in parts[1:] if is_number(part)]
    if len(worked_out) == len(parts) - 1 > 1 and _signed_head(parts[0]) and len(parts[0]) > 1:
        numbers = tuple("= " + "".join(t.text for t in part) for part in worked_out)
        return Phrase(parts[:1], word, "", label, numbers)  # −log p = −log 0.5 = 0.69
    if not is_listed:
        parts = _with_logarithms(parts)
    words_end = spoken_head(parts[0]) if len(parts) > 1 else 0
    if not words_end:
        return Phrase(parts, word, "", label)
    said = text[parts[0][0].at : parts[0][words_end - 1].end].rstrip(" :")
    return Phrase((parts[0][words_end:], *parts[1:]), word, "", label, (said,))


def _with_logarithms(parts: Sequence[Sequence[Token]]) -> tuple[tuple[Token, ...], ...]:
    """``log p(x) = …`` defines log_p, ``−log p = …`` neg_log_p, ``−KLD = …`` the opposite of KLD.

    ``ℓ = log L = …`` is ℓ.
    """
    found = [_signed_head(part) for part in parts[:-1]]
    if not found or found[0] is None:
        kept = zip(parts, [*found, None], strict=True)
        told = [tuple(p) for i, (p, head) in enumerate(kept) if not i or not (head and not head[0])]
        known = any(t.kind == "name" and not canonical_name(t.text) for t in parts[-1])
        return tuple(told if known else map(tuple, parts))  # y = ln x = ln 2 has a number last
    sign_, head = found[0]
    rest = [tuple(p) for p, one in zip(parts[1:], [*found[1:], None], strict=True) if one is None]
    if sign_ is None:
        return (head, *rest)
    if head[0].text.startswith("log_"):  # −log p(x) = A: what is defined is −log p
        return (replace(head[0], text=f"neg_{head[0].text}", at=sign_.at), *head[1:]), *rest
    at = sign_.at
    opposite = [(sign_, sign("(", at), *p, sign(")", p[-1].end)) for p in rest]
    return (head, *opposite)


def _with_bare_logarithm(statement: list[Token], uses: Mapping[str, int]) -> list[Token]:
    """``log(L(a)) = …`` as ``log L(a) = …``, where L has no other of the ``uses`` of names."""
    start = 1 if statement[0].is_("-") and len(statement) > 1 else 0
    if canonical_name(statement[start].text) != "log":
        return statement
    head = split_at(statement, "=")[0]
    inside = within(head[start + 1 :], "(")
    if len(head) == len(statement) or not inside or not _is_head(inside, first=False):
        return statement
    if uses[inside[0].text] > 1:
        return statement
    bare = replace(inside[0], gap=True)
    return [*statement[: start + 1], bare, *inside[1:], *statement[len(head) :]]


def _signed_head(part: Sequence[Token]) -> tuple[Token | None, tuple[Token, ...]] | None:
    """The minus sign before a head, and the head: log_p(x) of ``−log p(x)``; None for others."""
    minus = part[0] if part[0].is_("-") else None
    rest = tuple(part[1:] if minus else part)
    if len(rest) > 1 and canonical_name(rest[0].text) == "log" and rest[1].kind == "name":
        name = replace(rest[1], text=f"log_{rest[1].text}", at=rest[0].at, wild=True, split=False)
        is_call = canonical_name(rest[1].text) or rest[1].gap is False
        head = (name, *rest[2:])
        return (minus, head) if not is_call and _is_head(head, first=True) else None
    return (minus, rest) if minus and rest and _is_head(rest, first=True) else None


def sides(phrase: Phrase) -> tuple[list[Sequence[Token]], list[Sequence[Token]]]:
    """The names that a statement defines (with their arguments), and what they are.

    Raises ExpressionError when there is no name on the left.
    """
    if len(phrase.parts) == 1:
        return [], [phrase.parts[0]]
    if _is_formula(phrase.parts[0]) or _is_identity(phrase.parts):  # (a + b)^2 = a^2 + 2ab + b^2
        return [], list(phrase.parts)
    several = names_of_list(phrase.parts[0])
    if several:
        return [[name] for name in several], list(phrase.parts[1:])
    if not _is_head(phrase.parts[0], first=True):
        token = phrase.parts[0][0]
        shown = "".join(t.text for t in phrase.parts[0])[:40]
        if is_derivative(phrase.parts[0]):
            raise refuse(REFUSED["∂"][0], token, REFUSED["∂"][1])
        if any(t.kind == "strange" for t in phrase.parts[0]):
            raise describe_strange(next(t for t in phrase.parts[0] if t.kind == "strange"))
        raise refuse(
            f"{shown!r} cannot be defined", token, "left of = stands one name, as in z = w*x"
        )
    heads: list[Sequence[Token]] = [phrase.parts[0]]
    rest = list(phrase.parts[1:])
    while len(rest) > 1 and _is_head(rest[0], first=False):
        heads.append(rest.pop(0))
    return heads, list(rest)


def _is_formula(part: Sequence[Token]) -> bool:
    """Whether something is calculated there: a sum, a product or a power of more than a name."""
    if len(part) <= (2 if part[0].text == "‖" else 3):
        return False
    signs = any(t.is_("+", "-", "*", "/", "|") or t.text in {"∑", "∏", "‖"} for t in part)
    opens = part[0].is_("(", "|", "-") or part[0].text in {"∑", "∏", "‖"}
    opens = opens or part[1].is_("+", "-", "*")
    opens = opens or bool(canonical_name(part[0].text) == "log" and within(part[1:], "("))  # of Σ
    return opens and signs and _ends_operand(part[-1]) and not is_derivative(part)


def _ends_operand(token: Token) -> bool:
    return token.kind in {"name", "number"} or token.is_("|", *CLOSE) or token.text == "‖"


def _is_identity(parts: Sequence[Sequence[Token]]) -> bool:
    """``e^x/(1 + e^x) = 1/(1 + e^-x)``: formulas on both sides; with a number it is a condition."""
    first, *others = parts
    if is_derivative(first) or any(t.kind == "strange" for t in first):
        return False
    plain = list(outside_brackets(list(first)))
    signs = any(t.is_("+", "-", "*", "/") for t in plain[1:-1])
    called = any(
        a.kind == "name" and b.is_("(") and (canonical_name(a.text) or a.text == "sigma")
        for a, b in pairwise(first[1:])
    )
    computed = signs or called or first[0].kind == "number"
    return computed and _ends_operand(first[-1]) and all(len(one) > 1 for one in others)


def is_number(body: Sequence[Token]) -> bool:
    """Whether a side has no name: 0.5*2 + 0.1, which was worked out of another side."""
    called = {id(a) for a, b in pairwise(body) if b.is_("(")}
    of_numbers = all(
        is_function(t.text) or t.text in {"e", "pi"} or (t.text == "sigma" and id(t) in called)
        for t in body
        if t.kind == "name"
    )
    return of_numbers and any(t.kind == "number" for t in body)


def is_derivative(part: Sequence[Token]) -> bool:
    """Whether a derivative stands there: dL/dw, d²L/dw², d/dw (…), ∂L/∂w, f′(x), (…)′, grad f."""
    shown = "".join(t.text for t in part[:12])
    return (
        _DERIVATIVE.match(shown) is not None
        or any(t.text in {"∂", "∇"} for t in part)
        or (part[0].is_("(") and len(part) > 2 and part[-1].text in {"'", "′"})
        or (len(part) == 2 and part[0].word("grad", "gradient") and part[1].kind == "name")
    )


def names_of_list(part: Sequence[Token]) -> list[Token]:
    """The names of ``[a, b]``, which stands left of = where each is set; else nothing."""
    if len(part) < 5 or not (part[0].is_("[") and part[-1].is_("]")):
        return []
    inside = split_at(part[1:-1], ",")
    rows = [one[1:-1] if len(one) == 3 and one[0].is_("[") else one for one in inside]
    return [row[0] for row in rows] if are_names(rows) else []


def _is_head(part: Sequence[Token], *, first: bool) -> bool:
    if part[0].kind != "name":
        return False
    if len(part) == 1:
        return True
    if not first and (canonical_name(part[0].text) or part[0].text == "sigma"):
        return False
    return part[1].is_("(") and part[-1].is_(")") and are_names(split_at(part[2:-1], ","))
