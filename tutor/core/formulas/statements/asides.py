"""Statements that say nothing to calculate: remarks, echoes, lines of the lesson format."""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Sequence
from dataclasses import replace

from tutor.core.formulas.formula import COMPARE
from tutor.core.formulas.lexer import refuse
from tutor.core.formulas.prose import outside_brackets
from tutor.core.formulas.statements.phrases import Phrase, is_derivative, is_number

_STRICT = re.compile(
    r"[ \t]*(?:(?:vary|require|input|param)[ \t]+(?:[A-Za-z_0-9(]\w*)(?![ \t]*[*/+^(\-])[^;\n]*"
    r"|require[ \t]+(?=[^;\n]*(?:[<>]|[!=]=))[^;\n]*)"
)

_DOTTED = re.compile(r"(?<=[A-Za-z])dot(?=_?\d*$)")
"""The end of v̇₁, a name with a dot over it."""


def without_remarks(
    said: Sequence[Phrase], *, on_paper: bool = False
) -> tuple[list[Phrase], list[Phrase]]:
    """The statements to calculate, and the remarks among them; echoes are neither.

    On paper L(b, w) is a mention of L(w, b), too; in a program it would be another call.
    """
    text = _Text(said, on_paper=on_paper)
    remarks = [one for place, one in enumerate(said) if _is_remark(one, place, text)]
    left = set(map(id, remarks))
    return [one for one in said if id(one) not in left and not _is_echo(one, text)], remarks


class _Text:
    """What is asked of all statements for each of them, gathered once."""

    def __init__(self, said: Sequence[Phrase], *, on_paper: bool) -> None:
        self.on_paper = on_paper
        self.calls: set[tuple[str, frozenset[str]]] = set()  # L(w, b), whatever the order
        self.standing_in: Counter[str] = Counter()  # in how many statements each name stands
        self.last_use: dict[str, int] = {}  # the last statement with this name behind its =
        self.heads: set[tuple[str, ...]] = set()
        self.functions: Counter[tuple[str, str]] = Counter()  # by their name and a parameter
        self.defines = False
        self.named: set[str] = set()
        self.computed: set[str] = set()
        for place, phrase in enumerate(said):
            self.last_use |= {t.text: place for part in phrase.parts[1:] for t in part}
            self.standing_in.update({t.text for part in phrase.parts for t in part})
            if len(phrase.parts) > 1:
                head = tuple(t.text for t in phrase.parts[0])
                self.heads.add(head)
                self.named.add(head[0])
                if not is_number(phrase.parts[-1]):
                    self.computed.add(head[0])
                self.calls.add((head[0], _names_in(phrase)))
                self.functions.update({(head[0], one) for one in head[2:-1]})
                self.defines = self.defines or not is_derivative(phrase.parts[0])
        dotted = {one for one in self.named if _DOTTED.search(one)}
        self.has_rates = any(_DOTTED.sub("", one) in self.named for one in dotted) and not any(
            _DOTTED.search(t.text)
            for p in said if p.first.text not in dotted for part in p.parts for t in part
        )  # fmt: skip


def _is_remark(phrase: Phrase, place: int, text: _Text) -> bool:
    """``w, b ∈ R``, the number of an equation, and a derivative say nothing to calculate."""
    tokens = [t for part in phrase.parts for t in part]
    is_setting = tokens[-1].word("True", "False", "None", "true", "false") and len(phrase.parts) > 1
    is_domain = any(t.is_(*COMPARE) for t in tokens) and not any(
        t.is_("=") or t.word("if", "If", "when", "When", "unless") for t in tokens
    )
    is_domain = is_domain and not any(t.word("for", "where") for t in tokens[1:])
    is_domain = (is_domain or is_number(tokens)) and len(phrase.parts) == 1
    is_domain = is_domain or (  # Σ yⱼ = 1
        len(phrase.parts) == 2 and phrase.first.text == "∑" and is_number(phrase.parts[1])
    )
    return (
        any(t.text == "∈" for t in outside_brackets(tokens))
        or _is_rate(phrase, text)
        or (text.defines and (is_derivative(phrase.parts[0]) or is_setting or is_domain))
        or (text.defines and _is_slipped_derivative(phrase, text))
        or _is_partial(phrase, text)
        or (text.defines and _is_update(phrase, place, text))
    )


def _is_rate(phrase: Phrase, text: _Text) -> bool:
    """``v̇₁ = 1`` beside v₁ = …, and ``y′ = 2x`` beside y = x²: derivatives.

    Raises ExpressionError for ``y′ = −y`` and ``ẏ = −y``, which may be an equation for y.
    """
    found = re.fullmatch(r"(\w+?)(_prime|dot)(.*)", phrase.first.text)
    if len(phrase.parts) < 2 or found is None:
        return False
    if text.has_rates and "dot" in found[2]:
        return True
    name, mark, low = found.groups()
    own = {name + low, name + low.removeprefix("_")}
    body = {t.text for part in phrase.parts[1:] for t in part}
    if phrase.first.text in text.last_use:
        return False
    is_told = mark == "_prime" and bool(own & text.computed)
    if is_told and not own & body:
        return True
    if own & body and (is_told or not own & text.named):
        dash = "'" if mark == "_prime" else " with a dot"
        what = f"{name}{low}{dash} may be the derivative of {name}{low}, whose equation this is"
        if is_told:
            help_ = f"leave it out where it is, otherwise write {name}_new"
            raise refuse(f"{name}{low}' may be the derivative of {name}{low}", phrase.first, help_)
        help_ = f"where it is another name, write {name}_new; a graph is that of a formula"
        raise refuse(what, phrase.first, help_)
    return False


def _names_in(phrase: Phrase) -> frozenset[str]:
    """The names in the brackets of ``f(x, y)``."""
    return frozenset(t.text for t in phrase.parts[0][2:-1] if t.kind == "name")


def _is_slipped_derivative(phrase: Phrase, text: _Text) -> bool:
    """``C/dw = …``, which has lost a d: no formula stands there, and C and w are names."""
    head = "".join(t.text for t in phrase.parts[0] if not t.is_("(", ")"))
    found = re.fullmatch(r"d?([A-Za-z]\w*)/(?:d|\u2202)([A-Za-z]\w*)", head)
    own = {t.text for part in phrase.parts for t in part}
    return (
        len(phrase.parts) > 1
        and found is not None
        and all(text.standing_in[one] > (one in own) for one in found.groups())
    )


def _is_update(phrase: Phrase, place: int, text: _Text) -> bool:
    """``w = w − η ∂L/∂w``, and ``grad F = ∇F``: what is done with a gradient at the end."""
    if text.last_use.get(phrase.first.text, place) > place:
        return False
    right = phrase.parts[-1]
    derived = any(t.text in {"∂", "∇"} for t in right) or any(
        is_derivative(right[i : i + 3]) for i in range(2, len(right) - 2)
    )
    if len(phrase.parts) < 2 or not derived:
        return False
    head = re.sub(r"(?:hat|_?new|_.*)$", "", phrase.first.text)
    own = re.sub(r"(?:_?old|_.*)$", "", right[0].text)
    changed = len(right) > 2 and right[1].is_("-", "+") and head == own
    return changed or right[0].text == "∇"


def _is_partial(phrase: Phrase, text: _Text) -> bool:
    """``f_x(x, y) = y`` beside f(x, y) says what a derivative of f is."""
    head = [t.text for t in phrase.parts[0]]
    name, _, by = head[0].rpartition("_")
    if len(head) == 1 and len(phrase.parts) > 1 and re.fullmatch(r"[a-zA-Z]_?[a-z]", head[0]):
        of = text.functions[head[0][0], head[0][-1]]
        return of == 1 and head[0] not in text.last_use  # f(x, y) = …; fx = …
    is_prime = by == "prime" and head[0] not in text.last_use  # f_prime(x) = …
    return len(head) > 3 and (is_prime or by in head[2:-1]) and (name, *head[1:]) in text.heads


def statement_text(phrase: Phrase) -> str:
    """A statement without blanks, for what was left out."""
    return " = ".join("".join(token.text for token in part) for part in phrase.parts)


def replaced_line(line: str) -> str:
    """What is said of a line that sets numbers for which the values beside the text are taken."""
    return f"{line}: other numbers are given"


def without_identities(phrase: Phrase) -> Phrase:
    """``σ(x) = 1/(1 + e⁻ˣ) = 1 − σ(−x)`` without the side that the function itself stands in."""
    head, *bodies = phrase.parts
    if len(bodies) < 2 or len(head) < 4 or not head[1].is_("("):
        return phrase
    own = [one for one in bodies if any(t.word(head[0].text) for t in one)]
    if not own or len(own) == len(bodies):
        return phrase
    said = ["= " + "".join(t.text for t in one) for one in own]
    kept = tuple(one for one in bodies if one not in own)
    return replace(phrase, parts=(head, *kept), left_out=(*phrase.left_out, *said))


def without_inner_outputs(found: Sequence[Phrase]) -> list[Phrase]:
    """``output ŷ = σ(z)`` defines no output where ŷ is used: the word is one of a sentence.

    It says which output is meant where the text has several.
    """
    used = {t.text for p in found if len(p.parts) > 1 for part in p.parts[1:] for t in part}
    unused = {p.first.text for p in found if len(p.parts) > 1} - used
    if len(unused) > 1:
        return list(found)
    return [
        replace(p, word="") if p.word == "output" and p.first.text in used else p for p in found
    ]


def _is_echo(phrase: Phrase, text: _Text) -> bool:
    """A name or f(x) alone in a line, as a notebook shows it, is not a formula if it is defined."""
    if len(phrase.parts) > 1:
        return False
    shown = tuple(t.text for t in phrase.parts[0])
    if text.on_paper and len(shown) > 3 and shown[1] == "(" and shown[-1] == ")":
        between = {t.text for t in phrase.parts[0][2:-1] if t.kind != "name"}
        if between <= {",", "|", ";", ":"} and (shown[0], _names_in(phrase)) in text.calls:
            return True
    return shown in text.heads or (
        bool(text.heads) and len(shown) == 1 and phrase.first.kind == "name"
    )


def without_strict_lines(text: str) -> tuple[str, list[tuple[str, int]]]:
    """The text without the lines of the lesson format, which are taken as they stand."""
    chars, raw = list(text), []
    for found in re.finditer(r"(?:^|(?<=[;\n\r]))" + _STRICT.pattern, text):
        if re.match(r"[ \t]*\w+[ \t]*=", found[0]):
            continue
        said = found[0].split("#")[0].rstrip(" \t\r")
        blanks = len(said) - len(said.lstrip(" \t"))
        raw.append((said.strip(" \t"), found.start() + blanks))
        for i in range(found.start(), found.end()):
            chars[i] = " "
    return "".join(chars), raw
