"""F# and OCaml in the words of Python: heads and calls without brackets, ``let … in``, pipes.

let loss w x y =               def loss(w, x, y):
  let a = tanh (w *. x) in         a = tanh(w*x)
  (a -. y) ** 2.0                  return (a - y)**2.0
"""

from __future__ import annotations

import re
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from itertools import accumulate, pairwise

from tutor.core.errors import ExpressionError
from tutor.core.formulas.lexer import canonical_name, is_function, words
from tutor.core.formulas.programs.of_haskell import with_called
from tutor.core.formulas.programs.rewriting import (
    CLOSING,
    OPENING,
    Text,
    closing_bracket,
    pieces_at,
    split_outside_brackets,
)

_NAME = r"[a-z_][\w']*"
_TYPE = r"[A-Za-z][\w<> *]*"
_LET = re.compile(
    rf"let[ \t]+(?:(?:rec|inline|mutable)[ \t]+)*({_NAME})"
    rf"((?:[ \t]+(?:{_NAME}|\([ \t]*{_NAME}[ \t]*:[ \t]*{_TYPE}\)))*)[ \t]*(?::[ \t]*{_TYPE})?="
)
_HEAD = re.compile(rf"^[ \t]*{_LET.pattern}", re.MULTILINE)
_ASIDE = re.compile(
    r"(?:open|module|type|namespace|printf\w*|print_\w+|Printf\.\w+|#\w*|exception|"
    r"let[ \t]*(?:\(\)|_)[ \t]*=)\b|let[ \t]*(?:\(\)|_)[ \t]*=|#"
)
_MARK = re.compile(
    r"\[\||\|>|(?<=[\w) ])[-+*/]\.(?=[ \t(A-Za-z])|\bin[ \t]*$|\bfun[ \t][\w ]+->|"
    r"\bif\b[^=\n]*\bthen\b[\s\S]*\belse\b|=[ \t]*[A-Z]\w*\.[a-z]\w*[ \t]+[\w(]|"
    r"^[ \t]*\|[^\n]*->",
    re.MULTILINE,
)
_OTHERS = re.compile(
    r"[{}\\$]|(?<!;);[ \t]*$|=>|"
    r"(?<!let )\b(?:func|fn|const|var|function)\b(?=[ \t]*\w*[ \t]*[(<:={])",
    re.MULTILINE,
)
"""What F# and OCaml do not write."""
_COMMENT = re.compile(r"\(\*.*?\*\)|//[^\n]*", re.DOTALL)
_TWO = words("max min pow add mul sub div zip map sumBy averageBy reduce")
_MORE = {"map2": 3, "fold": 3, "fold2": 4, "len": 1, "mean": 1, "sum": 1, "float": 1}
_MAKING = re.compile(r"(?:create|make|value|leaf|of_float|scalar|var|param|constant)$")
_ROWS = tuple((re.compile(pattern), row) for pattern, row in (
    (r"\[\|", "["), (r"\|\]", "]"), (r"~-", "-"), (r"([-+*/])\.(?![0-9])", r"\1"),
    (r"(?<![\w.])([0-9]+\.?[0-9]*)[fF](?!\w)", r"\1"), (r"<>", "!="), (r"&&", " and "),
    (r"\|\|", " or "), (r"\b[A-Z]\w*\.(?=[a-z])", ""), (r"\bfold_left(?=2?\b)", "fold"),
    (r"\baverage(?!\w)", "mean"), (r"\bpown(?!\w)", "pow"), (r"(?<![\w.])length(?!\w)", "len"),
    (r"\babs_float\b", "abs"), (r"\bfloat_of_int\b", "float"),
    (r"\breduce \( ?\+ ?\)", "sum"),
))  # fmt: skip

_MINUS_FIRST = re.compile(r"(?:^|[(,=*/+-]|\bthen|\belse|->)[ ]*-[ ]*[A-Za-z_]\w*[ ]*\*\*")
_EMPTY = re.compile(r"\A(?:[ \t]*\n)+")
LONGEST = 4_000
"""Characters of a program that is taken apart."""
DEEPEST = 40
"""Brackets that may be open at once in it."""


@dataclass(frozen=True)
class _Block:
    """What stands at the left border, with the lines that stand deeper."""

    text: str
    at: int


def is_ml(text: str) -> bool:
    """Whether this is a program of F# or OCaml and nothing else."""
    if "let" not in text or len(text) > LONGEST or _OTHERS.search(text):
        return False
    if max(accumulate((c in OPENING) - (c in CLOSING) for c in text)) > DEEPEST:
        return False
    blocks = list(_blocks(_without_comments(text)))
    heads = [_LET.match(one.text) for one in blocks]
    alone = [one.text for one, head in zip(blocks, heads, strict=True)
             if not head and not _ASIDE.match(one.text)]  # fmt: skip
    takes = any(head and head[2] and _uses(head, one.text)
                for head, one in zip(heads, blocks, strict=True))  # fmt: skip
    return (
        any(heads)
        and all(re.match(r"[\w.]+[ \t]*(?:\w+|\(.*\))$", one) for one in alone)
        and (takes or _MARK.search(text) is not None)
    )


def _uses(head: re.Match[str], text: str) -> bool:
    """Whether the formula has all that its head takes: no sentence begins ``let us say f = …``."""
    return all(re.search(rf"(?<![\w.]){name}(?![\w'])", text[head.end() :])
               for name in _parameters(head))  # fmt: skip


def from_ml(text: str) -> tuple[Text, list[tuple[str, int]]]:
    """The same program in Python; what is left out of it.  Raises ExpressionError."""
    blocks = list(_blocks(_without_comments(text)))
    heads = [_LET.match(one.text) for one in blocks]
    takes = {head[1]: len(_parameters(head)) for head in heads if head}
    out: Text = []
    left: list[tuple[str, int]] = []
    for head, one in zip(heads, blocks, strict=True):
        if _ASIDE.match(one.text):
            left.append((" ".join(one.text.split()), one.at))
        elif head is None:
            out += pieces_at(f"{_called_alone(one.text)}\n", one.at)
        else:
            lines = _definition(head, one, takes)
            out += pieces_at("\n".join(lines) + "\n", one.at)
    return out, left


def _without_comments(text: str) -> str:
    return _COMMENT.sub(lambda found: re.sub(r"[^\n]", " ", found[0]), text)


def _blocks(text: str) -> Iterator[_Block]:
    lines = [line for line in text.splitlines() if line.strip()]
    border = min((len(line) - len(line.lstrip()) for line in lines), default=0)
    start = rf"^[ \t]{{{border}}}(?=\S)(?!\||else\b|in\b|[-+*/]\.?[ \t])"
    found = [one.start() for one in re.finditer(start, text, re.MULTILINE)]
    for a, b in zip(found, [*found[1:], len(text)], strict=True):
        said = re.sub(r"(?:;;|\bin)[ \t]*$", "", text[a:b].rstrip())
        yield _Block(said.strip(), a + border)


def _parameters(head: re.Match[str]) -> list[str]:
    return re.findall(rf"(?<![\w':])(?<!: )({_NAME})(?=[ \t)]|[ \t]*:|$)", head[2])


def _called_alone(text: str) -> str:
    """``backward d`` as backward(d)."""
    return re.sub(rf"^((?:[A-Z]\w*\.)?{_NAME})[ \t]+({_NAME})$", r"\1(\2)", text)


def _definition(head: re.Match[str], one: _Block, takes: Mapping[str, int]) -> Iterator[str]:
    """The lines of one ``let``.  Raises ExpressionError for a function within a function."""
    names, body = [_word(name) for name in _parameters(head)], one.text[head.end() :]
    inner: list[tuple[str, str]] = []
    while (local := _HEAD.match(body := _EMPTY.sub("", body))) is not None:
        if local[2]:
            what = "a function within a function cannot be read here"
            raise ExpressionError(what, one.at, "define it beside, with all that it takes")
        end = _end_of(body, local)
        inner.append((_word(local[1]), body[local.end() : end]))
        body = re.sub(r"^\s*in\b", "", body[end:])
    if not names and not inner:
        yield f"{_word(head[1])} = {_formula(body, takes, one.at)}"
        return
    yield f"def {_word(head[1])}({', '.join(names)}):"
    for name, formula in inner:
        yield f"    {name} = {_formula(formula, takes, one.at)}"
    yield f"    return {_formula(body, takes, one.at)}"


def _end_of(body: str, local: re.Match[str]) -> int:
    """Where the formula of a ``let`` ends: before its ``in``, or where a line is as deep as it."""
    indent = len(local[0]) - len(local[0].lstrip())
    for found in re.finditer(r"\bin\b|\n([ \t]*)(?=\S)(?!\|)", body[local.end() :]):
        place = local.end() + found.start()
        if found[0] == "in" or len(found[1]) <= indent:
            return place
    return len(body)


def _word(name: str) -> str:
    return name.replace("'", "_prime")


def _formula(text: str, takes: Mapping[str, int], at: int) -> str:
    """A formula in the signs of Python.  Raises ExpressionError for a choice that is not clear."""
    said = " ".join(text.split())
    for pattern, row in _ROWS:
        said = pattern.sub(row, said)
    if _MINUS_FIRST.search(said):
        what = "-x ** 2 is the square of -x in this language, and not on paper"
        raise ExpressionError(what, at, "write -(x ** 2) or (-x) ** 2")
    said = re.sub(r"(?<=\w)'", "_prime", _chosen(said, at))
    counts = dict.fromkeys(_TWO, 2) | _MORE | {_word(name): n for name, n in takes.items()}
    made = {one for one in re.findall(r"[a-z]\w*", said) if _MAKING.match(one)}
    counts |= {one: 1 for one in made if one not in takes}
    said = re.sub(
        r"(?<![\w.])([a-z]\w*) -(?=[\w.])([\w.]+)",
        lambda one: f"{one[1]} (-{one[2]})" if is_function(one[1]) or counts.get(one[1]) == 1
        else one[0], said,
    )  # fmt: skip
    said = _mapped(with_called(said, counts))
    for one in made - takes.keys():
        said = re.sub(rf"(?<![\w.]){one}(?=\()", "Value", said)
    return said


def _chosen(text: str, at: int) -> str:
    """``if … then … else``, ``match … with``, lists and pipes, from the innermost bracket out."""
    out, done = "", 0
    for i, char in enumerate(text):
        if i >= done and char in OPENING:
            end = closing_bracket(text, i)
            inside = text[i + 1 : end]
            inside = inside.replace(";", ",") if char == "[" else inside
            parts = [_chosen(inside[a:b], at) for a, b in split_outside_brackets(inside, ",")]
            out += text[done:i] + char + ",".join(parts) + text[end : end + 1]
            done = end + 1
    text = (out + text[done:]).strip()
    small = re.match(r"fun[ ].*?->", text)
    if small:
        return f"{small[0]} {_chosen(text[small.end() :], at)}"
    choices = re.finditer(r"\b(?:if|match)\b", text)
    places = [one for one in choices if not _depth(text, one.start())]
    if places and places[0].start():
        raise ExpressionError("a choice stands within a formula here", at, "put it in brackets")
    if text.startswith("match "):
        return _matched(text, at)
    if places:
        return _branches(text, at)
    said, *calls = re.split(r"[ ]*\|>[ ]*", _after(text))
    for call in calls:
        said = f"{call} ({said})"
    return said


def _after(text: str) -> str:
    """``f <| x`` and ``f @@ x`` as f (x)."""
    first, sign, rest = re.match(r"(.*?)(<\||@@|$)(.*)", text).groups()  # type: ignore[union-attr]
    return f"{first.rstrip()} ({_after(rest.strip())})" if sign else text


def _depth(text: str, place: int) -> int:
    return sum((char in OPENING) - (char in CLOSING) for char in text[:place])


def _branches(text: str, at: int) -> str:
    """``if a then b else c`` as (b) if (a) else (c).  Raises ExpressionError without an else."""
    found = [one for one in re.finditer(r"\b(?:if|then|elif|else(?:[ ]+if)?)\b", text)
             if not _depth(text, one.start())]  # fmt: skip
    said = [text[a.end() : b.start()] for a, b in pairwise(found)]
    said.append(text[found[-1].end() :])
    kinds = [one[0].split()[-1] for one in found]
    if len(said) % 2 == 0 or kinds[-1] != "else" or set(kinds[1:-1:2]) != {"then"}:
        what = "this choice has no else, or one too many"
        raise ExpressionError(what, at, "as in if x > 0.0 then x else 0.0")
    out = _chosen(said[-1], at)
    for i in range(len(said) - 3, -1, -2):
        condition = re.sub(r"(?<![<>=!])=(?!=)", "==", said[i])
        out = f"(({_chosen(said[i + 1], at)}) if ({condition.strip()}) else ({out}))"
    return out


def _matched(text: str, at: int) -> str:
    """``match x with | x when x > 0.0 -> x | _ -> 0.0``.  Raises ExpressionError for others."""
    head = re.match(r"match[ ]+(\w+)[ ]+with\b", text)
    parts = re.split(r"[ ]*(?<!\|)\|(?![|>])[ ]*", text[head.end() :]) if head else []
    cases = [re.fullmatch(r"(\w+)(?:[ ]+when[ ]+(.+?))?[ ]*->(.+)", one.strip())
             for one in parts if one.strip()]  # fmt: skip
    found = [one for one in cases if one and head and one[1] in {head[1], "_"}]
    if not found or len(found) != len(cases) or found[-1][2]:
        what = "this choice is not one of conditions with a last case for the rest"
        raise ExpressionError(what, at, "as in match x with | x when x > 0.0 -> x | _ -> 0.0")
    out = f"({_chosen(found[-1][3], at)})"
    for one in reversed(found[:-1]):
        condition = re.sub(r"(?<![<>=!])=(?!=)", "==", one[2] or "1 == 1")
        out = f"(({_chosen(one[3], at)}) if ({condition}) else {out})"
    return out


def _mapped(text: str) -> str:
    """``map2((fun a b -> a*b), xs, ys)`` as [a*b for a, b in zip(xs, ys)]."""
    for found in reversed(list(re.finditer(r"\b(map2?|sumBy|averageBy|fold2?)\(", text))):
        end = closing_bracket(text, found.end() - 1)
        inside = text[found.end() : end]
        parts = [inside[a:b].strip() for a, b in split_outside_brackets(inside, ",")]
        small = re.fullmatch(r"\(fun ([\w(), ]+?) -> (.*)\)", parts[0])
        made = _turned(found[1], parts, small)
        text = f"{text[: found.start()]}{made}{text[end + 1 :]}" if made else text
    for found in reversed(list(re.finditer(r"\(\(", text))):
        end = closing_bracket(text, found.start() + 1)
        if text[end + 1 : end + 2] == ")":  # two around one
            text = text[: found.start()] + text[found.start() + 1 : end] + text[end + 1 :]
    return text


def _turned(word: str, parts: Sequence[str], small: re.Match[str] | None) -> str:
    """One such call in the words of Python; "" for what is no sum and no list."""
    if word == "fold" and re.fullmatch(r"\([ ]*\+[ ]*\)", parts[0]) and _is_zero(parts[1:2]):
        return f"sum({parts[2]})"
    if small is None:
        known = word == "map" and canonical_name(parts[0])
        return f"{parts[0]}({parts[1]})" if known else ""
    names, formula = re.findall(r"\w+", small[1]), small[2]
    if word in {"fold", "fold2"}:
        over = f"zip({parts[2]}, {parts[3]})" if word == "fold2" else parts[2]
        added = re.fullmatch(rf"{names[0]} \+ (.*)", formula)
        if not added or not _is_zero(parts[1:2]) or re.search(rf"\b{names[0]}\b", added[1]):
            return ""
        return f"sum([({added[1]}) for {', '.join(names[1:])} in {over}])"
    over = f"zip({parts[1]}, {parts[2]})" if word == "map2" else parts[1]
    over = re.sub(r"^\((\w+)\)$", r"\1", over)
    listed = f"[{formula} for {', '.join(names)} in {over}]"
    return {"sumBy": f"sum({listed})", "averageBy": f"mean({listed})"}.get(word, listed)


def _is_zero(parts: Sequence[str]) -> bool:
    return bool(parts) and re.fullmatch(r"0\.?0*", parts[0]) is not None
