r"""Commands that a text defines itself: ``\newcommand{\w}{\mathbf{w}}``, ``\def``, operators."""

from __future__ import annotations

import re

from tutor.core.errors import ExpressionError

USES = 300
"""Commands of its own that a text may use."""
LENGTH = 20_000
"""Characters that a text may have behind its definitions."""
_BODY = r"\{((?:[^{}\n]|\{(?:[^{}\n]|\{(?:[^{}\n]|\{[^{}\n]*\})*\})*\})*)\}"
_DEFINITION = re.compile(
    r"\\(?:(?:re)?new|provide)command\*?[ ]*\{?[ ]*(?P<name>\\[A-Za-z]+)[ ]*\}?[ ]*"
    rf"(?:\[[1-3]\])?[ ]*{_BODY}|"
    rf"\\def[ ]*(?P<short>\\[A-Za-z]+)(?:#[1-3])*[ ]*{_BODY}|"
    rf"\\DeclareMathOperator\*?[ ]*\{{?(?P<operator>\\[A-Za-z]+)\}}?[ ]*{_BODY}"
)
_FENCED = re.compile(
    rf"(\$+)(\s*(?:(?:{re.sub('[?]P<[a-z]+>', '', _DEFINITION.pattern)})\s*)+)(\$+)"
)
_ARGUMENT = re.compile(rf"[ ]*{_BODY}")
_ONE = re.compile(r"\\[A-Za-z]+\*?(?:\{[^{}]*\})?|[A-Za-z]")
"""What needs no brackets: ``\\mathbf{w}``."""


def expand_macros(text: str) -> tuple[str, list[int]]:
    """The text with its own commands written out, and the place of every character of it.

    Raises ExpressionError where they are too many.
    """
    meant: dict[str, str] = {}
    chars, places = list(text), list(range(len(text)))
    for fenced in _FENCED.finditer(text):
        for group in (1, fenced.re.groups):
            for i in range(*fenced.span(group)):
                chars[i] = " "
    for one in _DEFINITION.finditer(text):
        name = one["name"] or one["short"] or one["operator"]
        body = next(group for group in (one[2], one[4], one[6]) if group is not None)
        meant[name] = f"\\operatorname{{{body}}}" if one["operator"] else body
        for i in range(*one.span()):
            chars[i] = ""
    places = [place for char, place in zip(chars, places, strict=True) if char]
    text = "".join(chars)
    if not meant:
        return text, places
    own = re.compile(rf"(?:{'|'.join(sorted(map(re.escape, meant), reverse=True))})(?![A-Za-z])")
    for _ in range(USES):
        use = own.search(text)
        if use is None:
            return text, places
        if len(text) > LENGTH:
            break
        written, end = _written(meant[use[0]], text, use.end())
        text = text[: use.start()] + written + text[end:]
        places[use.start() : end] = [places[use.start()]] * len(written)
    raise ExpressionError("the commands defined here make too long a text", 0, "write it out")


def _written(body: str, text: str, place: int) -> tuple[str, int]:
    """What a use of a command stands for, and where its arguments end."""
    for number in range(1, max((int(n) for n in re.findall(r"#([1-3])", body)), default=0) + 1):
        argument = _ARGUMENT.match(text, place)
        if argument is None:
            break
        body = body.replace(f"#{number}", argument[1])
        place = argument.end()
    if not _ONE.fullmatch(body.strip()):
        return f"{{{body}}}", place
    return body.strip() + " " * text[place : place + 1].isalpha(), place
