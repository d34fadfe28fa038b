"""Functions with lines of their own, in one formula; and functions with a second name.

    def layer(v):
        z = W @ v + b
        return tanh(z)

becomes layer(v) = tanh((W @ v + b)) where it is called for something else than its own v.
"""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import replace

from tutor.core.formulas.lexer import MODULES, Token, canonical_name, closing_place, sign, split_at
from tutor.core.formulas.statements.phrases import Phrase

LONGEST = 1000
"""Tokens that a function may have with its lines put in."""

LocalLines = Mapping[str, tuple[int, int]]
"""Where the lines of each function begin and end in the text."""


def in_one_formula(phrases: Sequence[Phrase], lines: LocalLines) -> tuple[list[Phrase], set[str]]:
    """The statements, and the functions that still have lines of their own."""
    found = [_renamed(phrase, phrases) for phrase in phrases]
    long = set(lines)
    for name, (start, end) in lines.items():
        at = next((i for i, p in enumerate(found) if _defines(p, name)), None)
        own = [p for p in found if start <= p.first.at < end]
        if at is None or not own or not _is_called_otherwise(name, found[at], found):
            continue
        body = _put_together(found[at].parts[-1], own)
        if body:
            found[at] = replace(found[at], parts=(*found[at].parts[:-1], body))
            found = [p for p in found if p not in own]
            long.discard(name)
    return found, long


def _defines(phrase: Phrase, name: str) -> bool:
    return len(phrase.parts) > 1 and len(phrase.parts[0]) > 1 and phrase.first.text == name


def _is_called_otherwise(name: str, function: Phrase, phrases: Sequence[Phrase]) -> bool:
    """Whether a call has other arguments than the parameters."""
    parameters = [t.text for t in function.parts[0][2:-1] if not t.is_(",")]
    return any(
        [t.text for t in inside if not t.is_(",")] != parameters
        for p in phrases
        for part in (p.parts if p is not function else p.parts[1:])
        for inside in _calls(part, name)
    )


def _calls(part: Sequence[Token], name: str) -> Iterator[Sequence[Token]]:
    for i, token in enumerate(part[:-1]):
        if token.word(name) and part[i + 1].is_("("):
            yield part[i + 2 : closing_place(list(part), i + 1)]


def _put_together(body: Sequence[Token], own: Sequence[Phrase]) -> tuple[Token, ...]:
    """The formula of a function with its lines put in; nothing where that cannot be done."""
    held: dict[str, tuple[Token, ...]] = {}
    for phrase in own:
        target = phrase.parts[0]
        if phrase.augmented or len(phrase.parts) != 2 or len(target) != 1:
            return ()
        inside = _with(phrase.parts[1], held)
        if len(inside) > LONGEST:
            return ()
        first, last = inside[0], inside[-1]
        held[target[0].text] = (sign("(", first.at), *inside, sign(")", last.at, last.end))
    found = _with(body, held)
    return found if len(found) <= LONGEST else ()


def _with(body: Sequence[Token], held: Mapping[str, tuple[Token, ...]]) -> tuple[Token, ...]:
    """The tokens with what is held for names; a method or an option is no such name."""
    out: list[Token] = []
    for i, token in enumerate(body):
        after = body[i + 1] if i + 1 < len(body) else None
        is_name = token.kind == "name" and not (i and body[i - 1].is_("."))
        if is_name and token.text in held and not (after is not None and after.is_("=")):
            out += held[token.text]
        else:
            out.append(token)
    return tuple(out)


def _renamed(phrase: Phrase, phrases: Sequence[Phrase]) -> Phrase:
    """``act = np.tanh`` as act(v) = tanh(v), where act is called."""
    if len(phrase.parts) != 2 or len(phrase.parts[0]) != 1 or phrase.first.kind != "name":
        return phrase
    *before, last = split_at(phrase.parts[1], ".")
    is_path = all(len(one) == 1 and one[0].word(*MODULES) for one in before)
    if not is_path or len(last) != 1 or not canonical_name(last[0].text):
        return phrase
    if not any(list(_calls(part, phrase.first.text)) for p in phrases for part in p.parts):
        return phrase
    at = last[0].at
    argument = (sign("(", at), Token("name", "arg", at, last[0].end), sign(")", at))
    return replace(phrase, parts=((phrase.first, *argument), (last[0], *argument)))
