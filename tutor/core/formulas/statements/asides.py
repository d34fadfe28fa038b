"""Statements that say nothing to calculate: remarks, echoes, lines of the lesson format."""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import replace

from tutor.core.formulas.formula import COMPARE
from tutor.core.formulas.statements.phrases import Phrase, is_derivative
from tutor.core.formulas.statements.repeats import is_number

_STRICT = re.compile(
    r"[ \t]*(?:(?:vary|require|input|param)[ \t]+(?:[A-Za-z_0-9(]\w*)(?![ \t]*[*/+^(\-])[^;\n]*"
    r"|require[ \t]+(?=[^;\n]*(?:[<>]|[!=]=))[^;\n]*)"
)


def is_remark(phrase: Phrase, said: Sequence[Phrase]) -> bool:
    """``w, b ∈ R``, the number of an equation, and a derivative say nothing to calculate."""
    tokens = [t for part in phrase.parts for t in part]
    inside = "".join(t.text for t in tokens)
    if len(phrase.parts) == 1 and re.fullmatch(r"\([0-9.]+\)", inside):
        return True
    others = any(len(p.parts) > 1 and not is_derivative(p.parts[0]) for p in said)
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
        any(t.text == "∈" for t in tokens)
        or (others and (is_derivative(phrase.parts[0]) or is_setting or is_domain))
        or (others and _is_slipped_derivative(phrase, said))
        or _is_partial(phrase, said)
        or (others and _is_update(phrase, said))
    )


def _is_slipped_derivative(phrase: Phrase, said: Sequence[Phrase]) -> bool:
    """``C/dw = …``, which has lost a d: no formula stands there, and C and w are names."""
    head = "".join(t.text for t in phrase.parts[0] if not t.is_("(", ")"))
    found = re.fullmatch(r"d?([A-Za-z]\w*)/(?:d|\u2202)([A-Za-z]\w*)", head)
    names = {t.text for p in said if p is not phrase for part in p.parts for t in part}
    return len(phrase.parts) > 1 and found is not None and {found[1], found[2]} <= names


def _is_update(phrase: Phrase, said: Sequence[Phrase]) -> bool:
    """``w = w − η ∂L/∂w``, and ``grad F = ∇F``: what is done with a gradient at the end."""
    later = [t.text for p in said[said.index(phrase) + 1 :] for part in p.parts[1:] for t in part]
    if phrase.first.text in later:
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


def _is_partial(phrase: Phrase, said: Sequence[Phrase]) -> bool:
    """``f_x(x, y) = y`` beside f(x, y) says what a derivative of f is."""
    head = [t.text for t in phrase.parts[0]]
    name, _, by = head[0].rpartition("_")
    heads = [[t.text for t in other.parts[0]] for other in said if len(other.parts) > 1]
    if len(head) == 1 and len(phrase.parts) > 1 and re.fullmatch(r"[a-zA-Z]_?[a-z]", head[0]):
        of = [h for h in heads if len(h) > 3 and h[0] == head[0][0] and head[0][-1] in h[2:-1]]
        used = any(t.text == head[0] for p in said for part in p.parts[1:] for t in part)
        return len(of) == 1 and not used  # f(x, y) = …; fx = …
    return len(head) > 3 and by in head[2:-1] and [name, *head[1:]] in heads


def statement_text(phrase: Phrase) -> str:
    """A statement without blanks, for what was left out."""
    return " = ".join("".join(token.text for token in part) for part in phrase.parts)


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


def is_echo(phrase: Phrase, said: Sequence[Phrase], *, on_paper: bool = False) -> bool:
    """A name or f(x) alone in a line, as a notebook shows it, is not a formula if it is defined.

    On paper L(b, w) is a mention of L(w, b), too; in a program it would be another call.
    """
    if len(phrase.parts) > 1:
        return False
    shown = [t.text for t in phrase.parts[0]]
    others = [p for p in said if len(p.parts) > 1]
    if len(shown) == 1 and phrase.first.kind == "name":
        return bool(others)
    if on_paper and len(shown) > 3 and shown[1] == "(" and shown[-1] == ")":
        names = {t.text for t in phrase.parts[0][2:-1] if t.kind == "name"}
        between = {t.text for t in phrase.parts[0][2:-1] if t.kind != "name"}
        heads = [p.parts[0] for p in others if p.first.text == shown[0]]
        if between <= {",", "|", ";", ":"} and any(
            names == {t.text for t in head[2:-1] if t.kind == "name"} for head in heads
        ):
            return True
    return any([t.text for t in p.parts[0]] == shown for p in others)


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
