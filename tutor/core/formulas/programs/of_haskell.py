"""Haskell in the words of Python: heads without brackets, ``where``, ``let … in`` and guards.

loss w x y = (a - y)^2         def loss(w, x, y):
  where z = w * x                  z = w * x
        a = tanh z                 a = tanh(z)
                                   return (a - y)^2
"""

from __future__ import annotations

import re
from collections.abc import Iterator, Mapping, Sequence

from tutor.core.errors import ExpressionError
from tutor.core.formulas.lexer import is_function
from tutor.core.formulas.programs.rewriting import Text, closing_bracket, pieces_at
from tutor.core.formulas.programs.spelling import NO_HEADS

_WORD = r"[a-z_][\w']*"
_SIGNATURE = rf"{_WORD}(?:[ \t]*,[ \t]*{_WORD})*[ \t]*::"
_ASIDE = re.compile(rf"(?:{_SIGNATURE}|(?:module|import|data|type|newtype|main|infixl|infixr)\b)")
_HEAD = re.compile(rf"({_WORD})((?:[ \t]+{_WORD})*)[ \t]*(?=[=|\n])")
_MARK = re.compile(
    rf"^{_SIGNATURE}[^\n]*->|^[ \t]*where\b|^[ \t]+in\b|\\{_WORD}[^\n]*->|<-[^\n]*\]|^[ \t]+\|",
    re.M,
)
_COMMENT = re.compile(r"\{-.*?-\}|(?:^|(?<=\s))--(?!\S)[^\n]*|^--[^\n]*", re.DOTALL | re.MULTILINE)
_NAMELESS = re.compile(rf"=\s*\\({_WORD}(?:[ \t]+{_WORD})*)[ \t]*->")
_SHOWN = re.compile(rf"main[ \t]*=[ \t]*print\w*[ \t]*(?:\$[ \t]*|\((?=.*\)$))({_WORD}[^()]*?)\)?$")
_LOCAL = re.compile(rf"({_WORD})[ \t]*=(?!=)(.*)", re.DOTALL)
_ATOM = re.compile(r"[ \t]*(?:([A-Za-z_][\w'.]*|[0-9.]+(?:e-?[0-9]+)?)|(?=[(\[]))")
_LAMBDA = rf"\(\\(?:\(({_WORD}),[ \t]*({_WORD})\)|({_WORD})(?:[ \t]+({_WORD}))?)[ \t]*->[ \t]*"
_NAMES = {
    "sumElements": "sum", "fromIntegral": "", "realToFrac": "", "length": "len", "rows": "len",
    "genericLength": "len", "size": "len",
}  # fmt: skip


def is_haskell(text: str) -> bool:
    """Whether this is a program of Haskell and nothing else."""
    if not _MARK.search(text):
        return False
    blocks = [one for one, _ in _blocks(_without_comments(text)) if not _ASIDE.match(one)]
    heads = [_HEAD.match(f"{one}\n") for one in blocks]
    takes = _NAMELESS.search(text) or any(head and head[2] for head in heads)
    return bool(blocks and takes) and all(
        head and head[1] not in NO_HEADS
        and set(head[2].split()) <= set(re.findall(r"[\w']+", one[head.end() :]))
        for head, one in zip(heads, blocks, strict=True)
    )  # fmt: skip


def from_haskell(text: str) -> tuple[Text, list[tuple[str, int]]]:
    """The same program in Python; what is left out of it.  Raises ExpressionError."""
    text = _without_comments(text)
    blocks = list(_blocks(text))
    heads = [(_HEAD.match(block), block, at) for block, at in blocks if not _ASIDE.match(block)]
    takes = {head[1]: len(_takes(head, block)) for head, block, _ in heads if head}
    left = [(" ".join(block.split()), at) for block, at in blocks if _ASIDE.match(block)]
    out: Text = []
    for head, block, at in heads:
        if head is not None:
            out += pieces_at("\n".join(_definition(head, block, at, takes)) + "\n", at)
    for block, at in blocks:
        if shown := _SHOWN.match(block):
            out += pieces_at(f"print({_formula(shown[1], takes)})\n", at)
    return out, left


def _without_comments(text: str) -> str:
    return _COMMENT.sub(lambda found: re.sub(r"[^\n]", " ", found[0]), text)


def _takes(head: re.Match[str], block: str) -> list[str]:
    """What a function takes: ``f x y = …``, ``f = \\x y -> …``"""
    small = _NAMELESS.match(block, head.end())
    return [*head[2].split(), *(small[1].split() if small else [])]


def _blocks(text: str) -> Iterator[tuple[str, int]]:
    """Each definition with the lines that stand deeper."""
    for found in re.finditer(r"^\S[^\n]*(?:\n(?:[ \t][^\n]*|[ \t]*(?=\n)))*", text, re.MULTILINE):
        yield found[0].rstrip(), found.start()


def _definition(
    head: re.Match[str], block: str, at: int, takes: Mapping[str, int]
) -> Iterator[str]:
    small = _NAMELESS.match(block, head.end())
    body = " " * head.end() + (f"={block[small.end() :]}" if small else block[head.end() :])
    body, where = _parted(body, "where")
    found = _locals(where, at)
    if "|" in body.lstrip()[:1]:
        value = _guarded(body)
    else:
        body = body.replace("=", " ", 1)
        while let := re.match(r"\s*let\b", body):
            inner, body = _split_in(body, let.end())
            found |= _locals(" " * let.end() + inner[let.end() :], at)
        value = body
    names = _takes(head, block)
    own = list(_in_order(found))
    if not names and not own:
        yield f"{head[1]} = {_formula(value, takes)}"
        return
    yield f"def {head[1]}({', '.join(names)}):"
    for name in own:
        yield f"    {name} = {_formula(found[name], takes)}"
    yield f"    return {_formula(value, takes)}"


def _parted(text: str, word: str) -> tuple[str, str]:
    """What stands before a word, and behind it at the columns where it stood."""
    found = re.search(rf"(?<!\S){word}\b", text)
    if not found:
        return text, ""
    start = text.rfind("\n", 0, found.start()) + 1
    return text[: found.start()], " " * (found.end() - start) + text[found.end() :]


def _split_in(text: str, start: int) -> tuple[str, str]:
    """What stands before ``in`` and behind it."""
    found = re.compile(r"(?<!\S)in\b").search(text, start)
    return (text[: found.start()], text[found.end() :]) if found else (text, "")


def _locals(text: str, at: int) -> dict[str, str]:
    """The names that ``where`` or ``let`` sets.  Raises ExpressionError for functions."""
    lines = [line for line in text.replace(";", "\n").split("\n") if line.strip()]
    column = min((len(line) - len(line.lstrip()) for line in lines), default=0)
    said: list[str] = []
    for line in lines:
        if len(line) - len(line.lstrip()) > column and said:
            said[-1] += " " + line.strip()
        else:
            said.append(line.strip())
    found = [_LOCAL.fullmatch(one) for one in said if not re.match(_SIGNATURE, one)]
    if not all(found):
        what = "a function within a function cannot be read here"
        raise ExpressionError(what, at, "define it beside, with all that it takes")
    return {one[1]: one[2] for one in found if one}


def _in_order(found: Mapping[str, str]) -> Iterator[str]:
    """The names, each behind those that it needs."""
    waiting, done = list(found), set[str]()
    while waiting:
        ready = [n for n in waiting if not set(re.findall(_WORD, found[n])) & set(waiting) - {n}]
        yield from ready or waiting  # a circle is refused later
        done.update(ready or waiting)
        waiting = [name for name in waiting if name not in done]


def _guarded(body: str) -> str:
    """``| x > 0 = x | otherwise = 0`` as a choice."""
    cases = [one.partition("=") for one in re.split(r"\n?[ \t]*\|(?!\|)", body) if one.strip()]
    out = ""
    for condition, _, value in reversed(cases):
        if condition.strip() in {"otherwise", "True"}:
            out = f"({value.strip()})"
        else:
            out = f"(({value.strip()}) if ({condition.strip()}) else {out})"
    return out


def _formula(text: str, takes: Mapping[str, int]) -> str:
    """A formula in the signs of Python."""
    text = " ".join(text.split())
    while "$" in text:
        place = text.index("$")
        end = _end_of_bracket(text, place)
        text = f"{text[:place].rstrip()} ({text[place + 1 : end].strip()}){text[end:]}"
    text = re.sub(r"\b[A-Z]\w*\.(?=[a-z])", "", text)
    for pattern, row in _ROWS:
        text = pattern.sub(row, text)
    text = re.sub(_WORD, lambda one: _NAMES.get(one[0], one[0]).replace("'", "_prime"), text)
    return with_called(text, {**takes, "len": 1, "zip": 2, "sum": 1, "max": 2, "min": 2})


_ROWS: Sequence[tuple[re.Pattern[str], str]] = tuple(
    (re.compile(pattern), row) for pattern, row in (
        (rf"\bsum \(zipWith \(\*\) ({_WORD}) ({_WORD})\)", r"dot(\1, \2)"),
        (rf"\bzipWith {_LAMBDA}(.+?)\) ({_WORD}) ({_WORD})",
         r"[\5 for \3, \4 in zip(\6, \7)]"),
        (rf"\bmap {_LAMBDA}(.+?)\) \(zip ({_WORD}) ({_WORD})\)", r"[\5 for \1, \2 in zip(\6, \7)]"),
        (rf"\bmap {_LAMBDA}(.+?)\) ({_WORD})", r"[\5 for \3 in \6]"),
        (rf"\[([^\[\]|]+) \| \(?({_WORD}(?:, ?{_WORD})?)\)? <- ([^\[\]]+)\]", r"[\1 for \2 in \3]"),
        (r"/=", "!="),
        (r"^ ?if (.+?) then (.+?) else (.+)$", r"((\2) if (\1) else (\3))"),
    )
)  # fmt: skip


def _end_of_bracket(text: str, place: int) -> int:
    """Where the bracket ends in which this place is; the end of the text outside of all."""
    depth = 0
    for i in range(place, len(text)):
        depth += (text[i] in "([") - (text[i] in ")]")
        if depth < 0:
            return i
    return len(text)


def with_called(text: str, takes: Mapping[str, int]) -> str:
    """``loss 2 (w + 1)`` as loss(2, (w + 1)), for functions of the text and those of one number."""
    for found in reversed(list(re.finditer(r"(?<![\w.'])[A-Za-z_]\w*", text))):
        count = takes.get(found[0], 1 if is_function(found[0]) else 0)
        parts: list[str] = []
        end = found.end()
        while len(parts) < count:
            atom = _ATOM.match(text, end)
            if atom is None or not (atom[1] or end < len(text)):
                break
            stop = atom.end() if atom[1] else closing_bracket(text, atom.end()) + 1
            is_call = atom[1] and text[stop : stop + 1] == "("
            stop = closing_bracket(text, stop) + 1 if is_call else stop
            parts.append(text[end:stop].strip())
            end = stop
        if count and len(parts) == count and text[found.end() : found.end() + 1] != "(":
            text = f"{text[: found.end()]}({', '.join(parts)}){text[end:]}"
    return text
