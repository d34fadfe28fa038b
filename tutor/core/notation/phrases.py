"""Tokens to statements: what is defined, and by what."""

from __future__ import annotations

import re
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass, replace

from tutor.core.notation.calls import canonical
from tutor.core.notation.letters import REFUSED
from tutor.core.notation.shape import strange
from tutor.core.notation.spoken import remarks, spoken_head, tells
from tutor.core.notation.tokens import CLOSE, OPEN, Token, closing, matching, refuse, sign, split_at
from tutor.core.notation.vocabulary import AT, JOINING

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


def phrases(tokens: list[Token], text: str) -> Iterator[Phrase]:
    """All statements in the order of the text.  Raises ExpressionError for what is none."""
    statements = [_unwrapped(one) for one in _statements(tokens)]
    statements = [one for s in statements for one in _at_point(s, statements)]
    if any(t.is_("=") for s in statements for t in s):  # x, y and w: what is given
        statements = [one for one in statements if not _says_nothing(one)]
    functions = {s[0].text for s in statements if len(s) > 1 and _is_function_head(s)}
    for statement in statements:
        word, rest = _word(statement) if statement[0].text not in functions else ("", statement)
        unlabelled, label = _label(rest, text)
        bare, left_out = _without_remarks(unlabelled, text)
        for part in _by_commas(_named_together(_decimals(bare))):
            phrase = _phrase(part, word, label, text)
            yield replace(phrase, left_out=(*left_out, *phrase.left_out))
            left_out = ()


def _unwrapped(statement: list[Token]) -> list[Token]:
    """``(a = b + c)`` without its brackets."""
    wrapped = statement[0].is_("(") and matching(statement, 0) == len(statement) - 1
    return statement[1:-1] if wrapped and any(t.is_("=") for t in statement) else statement


def _at_point(statement: list[Token], others: Sequence[list[Token]]) -> Iterator[list[Token]]:
    """``(2, 1)`` alone is the point at which the one function of the text is wanted."""
    is_pair = statement[0].is_("(") and matching(statement, 0) == len(statement) - 1
    heads = [s for s in others if len(s) > 1 and _is_function_head(s)] if is_pair else []
    values = split_at(statement[1:-1], ",") if is_pair and len(heads) == 1 else []
    close = matching(heads[0], 1) if values else 0
    names = split_at(heads[0][2:close], ",") if values else []
    plain = all(v[-1:] and v[-1].kind == "number" and len(v) < 3 for v in values)
    if len(values) < 2 or len(values) != len(names) or not plain or not _are_names(names):
        yield statement
        return
    for name, value in zip(names, values, strict=True):
        yield [*name, sign("=", statement[0].at), *value]


def _statements(tokens: list[Token]) -> Iterator[list[Token]]:
    """The stretches between semicolons, new lines and words such as ``where``."""
    current: list[Token] = []
    depth = 0
    for i, token in enumerate(tokens):
        if token.kind == "end":
            if token.text == "\n" and (depth > 0 or _goes_on(current, tokens, i)):
                continue
            yield from _spoken(current)
            current, depth = [], 0
        else:
            depth += token.is_(*OPEN) - token.is_(*CLOSE)
            current.append(token)
    yield from _spoken(current)


def _goes_on(current: list[Token], tokens: list[Token], place: int) -> bool:
    """Whether a line that ends here is continued by the next one."""
    if not current:
        return False
    after = next((t for t in tokens[place + 1 :] if t.kind != "end" or t.text != "\n"), None)
    if current[-1].is_("+", "-", "*", "/", "^", "="):
        return after is not None and after.kind != "end"
    if current[-1].is_("]") and after is not None and after.is_("["):  # matrices side by side
        start = tokens.index(after, place)
        close = matching(tokens, start)
        return not (close + 1 < len(tokens) and tokens[close + 1].is_("="))
    return after is not None and after.is_("*", "/", "^", "=", "+")


def _spoken(statement: list[Token]) -> Iterator[list[Token]]:
    """Parts that a word joins: z = a·b where a = 2."""
    current: list[Token] = []
    last = max((i for i, token in enumerate(statement) if token.is_("=")), default=-1)
    for i, token in enumerate(statement):
        rest = statement[i + 1 : i + 3]
        spoken = token.kind == "name" and token.text.lower() in JOINING and i + 1 < last
        spoken = spoken or (token.word(*AT) and _sets(statement[i + 1 :]))
        if token.word("evaluated") and rest and rest[0].word(*AT):
            continue
        spoken = spoken and not tells(current)  # The output is given by y = …
        is_point = token.word(*AT) and rest[:1] and rest[0].is_("(")
        if spoken and (is_point or not rest[0].is_("=", "*", "+", "-", "/", "^", "(")):
            if current:
                yield current
            current = []
        else:
            current.append(token)
    if current and not all(token.word(*JOINING, *AT) for token in current):
        yield current


def _sets(rest: list[Token]) -> bool:
    """Whether ``x = …`` or ``(x, y) = …`` follows."""
    end = matching(rest, 0) + 1 if rest and rest[0].is_("(") else 1
    return len(rest) > end and rest[end].is_("=")


def _word(statement: list[Token]) -> tuple[str, list[Token]]:
    if len(statement) < 2 or not statement[0].word("loss", "output"):
        return "", statement
    if _is_function_head(statement) or statement[1].is_("=", "*", "+", "-", "/", "^", ":", "."):
        return "", statement
    return statement[0].text, statement[1:]


def _is_function_head(statement: list[Token]) -> bool:
    """``f(x) = …``"""
    close = matching(statement, 1) if statement[1].is_("(") else 0
    return bool(close) and close + 1 < len(statement) and statement[close + 1].is_("=")


def _without_remarks(statement: list[Token], text: str) -> tuple[list[Token], tuple[str, ...]]:
    """The formula alone, and what is said beside it: ``(the loss)``, ``, the loss``."""
    said: list[tuple[int, int]] = []
    if any(t.is_("=") for t in statement):
        for start, end in remarks(statement):
            said.append((statement[start].at, statement[end - 1].end))
            statement = statement[:start] + statement[end:]
        parts = split_at(statement, ",")
        told = [part for part in parts if tells(part) or _is_domain(part)]
        others = [part for part in parts if part not in told]
        if told and all(any(t.is_("=") for t in part) for part in others):
            said += [(part[0].at, part[-1].end) for part in told]
            comma = next(t for t in statement if t.is_(","))
            statement = [t for i, part in enumerate(others) for t in ([comma] * bool(i) + part)]
    return statement, tuple(text[start:end] for start, end in said)


def _label(statement: list[Token], text: str) -> tuple[list[Token], str]:
    """Split off ``as LABEL``; the label is what was typed."""
    equals = next((i for i, t in enumerate(statement) if t.is_("=")), len(statement))
    for i in range(len(statement) - 1, equals, -1):
        if statement[i].word("as") and statement[i].gap:
            label = text[statement[i].end : statement[-1].end].strip() if statement[i + 1 :] else ""
            return statement[:i], label or " "
    return statement, ""


def _decimals(statement: list[Token]) -> list[Token]:
    """``0,5`` is 0.5 where a comma can part nothing else."""
    out: list[Token] = []
    closes = closing(statement)
    inside: list[bool] = []  # for each open bracket, whether commas part arguments in it
    lone = (
        len(split_at(statement, "=")[0]) > 1
        and any(t.is_(",") for t in split_at(statement, "=")[0])
        and any(t.is_("=") for t in statement)
    )
    i = 0
    while i < len(statement):
        token = statement[i]
        if token.is_(*OPEN):
            before = out[-1] if out else None
            called = before is not None and before.kind == "name"
            called = called or (before is not None and before.is_("(") and inside[-1])
            inside.append(token.text == "[" or called or _is_turned(statement, i, closes))
        elif token.is_(*CLOSE) and inside:
            inside.pop()
        following = statement[i + 1 : i + 3]
        _refuse_pair(statement, i, closes)
        if (
            token.kind == "number" and token.text.isdigit() and len(following) == 2
            and following[0].is_(",") and following[1].kind == "number"
            and following[1].text.isdigit() and not following[0].gap and not following[1].gap
            and not (inside and inside[-1]) and not lone
        ):  # fmt: skip
            out.append(_decimal(token, following[1]))
            i += 3
            continue
        out.append(token)
        i += 1
    return out


def _is_turned(statement: list[Token], place: int, closes: Mapping[int, int]) -> bool:
    """``(1, 2)ᵀ`` is a list, whatever a comma may be."""
    close = closes.get(place, len(statement)) if statement[place].is_("(") else len(statement)
    after = [t.text for t in statement[close + 1 : close + 3]]
    return after[:1] == ["ᵀ"] or after == ["^", "T"]


def _refuse_pair(statement: list[Token], place: int, closes: Mapping[int, int]) -> None:
    """``x = (1,2)``: a list, or a number with a comma.  Raises ExpressionError."""
    pair = statement[place : place + 5]
    starts = not place or statement[place - 1].is_("=")
    if place > 1 and statement[place - 2].is_(")") and statement[0].is_("("):
        return  # (x, y) = (2, 3)
    if not starts or [t.text for t in pair[::2]] != ["(", ",", ")"]:
        return
    if _is_turned(statement, place, closes):
        return
    if pair[1].text.isdigit() and pair[3].text.isdigit():
        a, b = pair[1].text, pair[3].text
        help_ = f"write [{a}, {b}] for a list, {a}.{b} for a number"
        raise refuse(f"'({a},{b})' can be read in two ways", pair[0], help_)


def _decimal(whole: Token, rest: Token) -> Token:
    if len(rest.text) == 3 and whole.text.lstrip("0"):
        both = f"{whole.text},{rest.text}"
        raise refuse(
            f"'{both}' can be read in two ways", whole,
            f"write {whole.text}.{rest.text} or {whole.text}{rest.text}",
        )  # fmt: skip
    return Token("number", f"{whole.text}.{rest.text}", whole.at, rest.end, whole.gap)


def _by_commas(statement: list[Token]) -> Iterator[list[Token]]:
    """``a = 2, b = 3`` are two statements, and so are ``x, y = 2, 3`` and ``(x, y) = (2, 3)``."""
    statement = _without_tuples(statement)
    parts = split_at(statement, ",")
    while len(parts) > 1 and not parts[-1]:
        parts.pop()
    defining = [any(t.is_("=") for t in _outside(part)) for part in parts]
    if len(parts) > 1 and defining.count(True) == 1:
        at = defining.index(True)
        if at and len(parts) == 2 * at + 1 and _are_names(parts[:at]):
            middle = split_at(parts[at], "=")
            targets = [*parts[:at], middle[0]]
            values = [middle[-1], *parts[at + 1 :]]
            if len(targets) == len(values):
                equals = next(t for t in parts[at] if t.is_("="))
                for target, value in zip(targets, values, strict=True):
                    yield [*target, equals, *value]
                return
    current: list[Token] = []
    for part, defines in zip(parts, defining, strict=True):
        if current and not defines:
            what = "a comma parts definitions here, as in a=2, b=3"
            help_ = "write one formula, or a name and = before each"
            raise refuse(what, (part or current)[0], help_)
        if current:
            yield current
        current = part
    if current:
        yield current


def _without_tuples(statement: list[Token]) -> list[Token]:
    """``(x, y) = (2, 3)`` as ``x, y = 2, 3``."""
    sides_ = split_at(statement, "=")
    tuples = [
        len(side) > 3 and side[0].is_("(") and matching(side, 0) == len(side) - 1
        and len(split_at(side[1:-1], ",")) for side in sides_
    ]  # fmt: skip
    if len(sides_) != 2 or not tuples[0] or tuples[0] != tuples[1]:
        return statement
    if not _are_names(split_at(sides_[0][1:-1], ",")):
        return statement
    equals = next(t for t in statement if t.is_("="))
    return [*sides_[0][1:-1], equals, *sides_[1][1:-1]]


def _is_domain(part: Sequence[Token]) -> bool:
    """``x ∈ R`` and ``σ > 0`` say where a name lives."""
    return any(t.text == "∈" or t.is_("<", ">", "<=", ">=") for t in part) and not any(
        t.is_("=") or t.word("if", "else") for t in part
    )


def _says_nothing(statement: Sequence[Token]) -> bool:
    """``x, y and w``, ``x ∈ R, σ > 0``, ``(−1, 1)``: names, and where they live."""
    parts = split_at([t for t in statement if not t.word("and")], ",")
    if len(parts) > 1 and (_are_names(parts) or all(map(_is_domain, parts))):
        return True
    inside = split_at(statement[1:-1], ",") if statement[0].is_("(", "[") else []
    return len(inside) == 2 and all(map(_is_end_of_range, inside))


def _is_end_of_range(part: Sequence[Token]) -> bool:
    return bool(part) and (part[-1].kind == "number" or part[-1].text == "∞") and len(part) < 3


def _named_together(statement: list[Token]) -> list[Token]:
    """``a, b = f(x)`` as [a, b] = f(x); what is no such statement as it is."""
    names, *values = split_at(statement, "=")
    targets = split_at(names, ",")
    if len(values) != 1 or len(targets) < 2 or len(split_at(values[0], ",")) > 1:
        return statement
    if not _are_names(targets):
        return statement
    first, last = names[0], names[-1]
    brackets = sign("[", first.at), sign("]", last.at, last.end)
    return [brackets[0], *names, brackets[1], *statement[len(names) :]]


def _are_names(parts: list[list[Token]]) -> bool:
    return all(len(part) == 1 and part[0].kind == "name" for part in parts)


def _outside(tokens: list[Token]) -> Iterator[Token]:
    depth = 0
    for token in tokens:
        depth += token.is_(*OPEN) - token.is_(*CLOSE)
        if depth <= 0:
            yield token


def _phrase(tokens: list[Token], word: str, label: str, text: str) -> Phrase:
    for i, token in enumerate(tokens):
        if token.is_(*_AUGMENTED):
            if i != 1 or tokens[0].kind != "name" or len(tokens) == 2:
                raise refuse(f"{token.text!r} belongs behind a name", token, "as in L += a*b")
            return Phrase((tuple(tokens[:1]), tuple(tokens[2:])), word, token.text[0], label)
    parts = tuple(tuple(part) for part in split_at(tokens, "="))
    for part, place in zip(parts, range(len(parts)), strict=True):
        if not part:
            equals = [t for t in _outside(tokens) if t.is_("=")]
            side = "right" if place else "left"
            what = f"there is nothing to the {side} of '='"
            raise refuse(what, equals[max(place - 1, 0)])
    words_end = spoken_head(parts[0]) if len(parts) > 1 else 0
    if not words_end:
        return Phrase(parts, word, "", label)
    said = text[parts[0][0].at : parts[0][words_end - 1].end].rstrip(" :")
    return Phrase((parts[0][words_end:], *parts[1:]), word, "", label, (said,))


def sides(phrase: Phrase) -> tuple[list[Sequence[Token]], list[Sequence[Token]]]:
    """The names that a statement defines (with their arguments), and what they are.

    Raises ExpressionError when there is no name on the left.
    """
    if len(phrase.parts) == 1:
        return [], [phrase.parts[0]]
    if _is_formula(phrase.parts[0]):  # (a + b)^2 = a^2 + 2ab + b^2
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
            raise strange(next(t for t in phrase.parts[0] if t.kind == "strange"))
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
    signs = [t for t in part if t.is_("+", "-", "*", "/") or t.text == "∑"]
    last = part[-1].kind == "number" or part[-1].kind == "name" or part[-1].is_(*CLOSE)
    return len(part) > 3 and bool(signs) and last and not is_derivative(part) and (
        part[0].is_("(") or part[0].text == "∑" or part[1].is_("+", "-", "*")
    )  # fmt: skip


def is_derivative(part: Sequence[Token]) -> bool:
    """Whether a derivative stands there: dL/dw, ∂L/∂w, f′(x)."""
    shown = "".join(t.text for t in part[:8])
    return re.match(r"d\w{0,2}/d\w+$|[A-Za-z]\w*['′]\(", shown) is not None or any(
        t.text in {"∂", "∇"} for t in part
    )


def names_of_list(part: Sequence[Token]) -> list[Token]:
    """The names of ``[a, b]``, which stands left of = where each is set; else nothing."""
    if len(part) < 5 or not (part[0].is_("[") and part[-1].is_("]")):
        return []
    inside = split_at(part[1:-1], ",")
    rows = [one[1:-1] if len(one) == 3 and one[0].is_("[") else one for one in inside]
    return [row[0] for row in rows] if _are_names(rows) else []


def _is_head(part: Sequence[Token], *, first: bool) -> bool:
    if part[0].kind != "name":
        return False
    if len(part) == 1:
        return True
    if not (part[1].is_("(") and part[-1].is_(")")):
        return False
    if not first and (canonical(part[0].text) or part[0].text == "sigma"):
        return False
    inside = split_at(part[2:-1], ",")
    return all(len(one) == 1 and one[0].kind == "name" for one in inside)
