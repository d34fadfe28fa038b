"""Inline Markdown to spans: **strong**, *emphasis*, `code`, links, $formulas$ and {= values }.

The Markdown library does the reading; ``{= … }`` is one more rule of its, so that a star in an
expression is a product and not emphasis.
"""

from __future__ import annotations

import re
from collections.abc import Iterable
from functools import lru_cache

from markdown_it import MarkdownIt
from markdown_it.rules_inline import StateInline
from markdown_it.token import Token
from mdit_py_plugins.dollarmath import dollarmath_plugin
from mdit_py_plugins.front_matter import front_matter_plugin

from tutor.core.expression import show
from tutor.core.lesson import Digits, Span, Spans, SpanStyle
from tutor.core.syntax.problems import ProblemReport
from tutor.core.syntax.scope import GraphScope, Locate
from tutor.core.text import key_parts, safe
from tutor.core.typesetting import FormulaError, inline

_STYLES: dict[str, SpanStyle] = {"strong_open": "strong", "em_open": "emphasis"}
_REFUSED = {
    "image": (
        "![",
        "pictures are not shown in a terminal",
        "draw with a graph block, or describe it",
    ),
    "math_inline_double": (
        "$$",
        "a display formula stands inside a sentence",
        "put it on lines of its own, or write it between single $",
    ),
}
_STRAY = re.compile(
    r"(?P<value>\{=)"
    r"|(?P<braces>\{ ?(?:grad|local|value) ?\([^{}]*\) ?\})"
    r"|(?P<command>\\[A-Za-z]+)"
    r"|(?P<html><!--|</?[a-zA-Z][^>]*>)"
    r"|(?P<bold>(?<!\S)\*\*(?=\w)|(?<=\w)\*\*(?!\S))"
    r"|(?P<table>^\|[ :|-]*-[ :|-]*\|$)"
)
_MEANT = {
    "value": ("this '{}' is not closed", "write {= expression }"),
    "braces": ("{!r} is shown as it stands", "write {= expression } for its number"),
    "command": ("the LaTeX command {!r} stands outside $…$", "put a $ on either side"),
    "html": ("HTML is not read: {!r}", "a remark for instructors goes into a note block"),
    "bold": ("this {} makes nothing bold", "write it on both sides, without blanks inside them"),
    "table": ("this line makes no table", "it has as many cells as the line of headings before it"),
}
_DIGITS = re.compile(r",\s*([0-9]{1,3})\s+(decimals?|figures?)\s*$")
MOST_DIGITS = 8
"""Decimals, or figures, with which a number may be shown."""
_LINKS = ("http://", "https://")


@lru_cache(maxsize=1)
def markdown() -> MarkdownIt:
    """CommonMark without HTML, with front matter, dollar mathematics and ``{= … }``."""
    reader = MarkdownIt("commonmark", {"html": False, "maxNesting": 20})
    reader.use(front_matter_plugin)
    reader.use(dollarmath_plugin, allow_labels=False, allow_blank_lines=False, double_inline=True)
    reader.enable("table")
    reader.disable(["html_block", "html_inline"])
    reader.validateLink = _any_link  # type: ignore[method-assign]
    reader.inline.ruler.before("escape", "value", _value_rule)
    return reader


def _any_link(url: str) -> bool:
    """Let every target through: what is wrong with one is said where its place is known."""
    return bool(url)


def _value_rule(state: StateInline, silent: bool) -> bool:
    if not state.src.startswith("{=", state.pos):
        return False
    end = state.src.find("}", state.pos)
    if end < 0:
        return False
    if not silent:
        token = state.push("value", "", 0)
        token.content = state.src[state.pos + 2 : end]
        token.meta = {"offset": state.pos + 2}
    state.pos = end + 1
    return True


def spans(text: str, place: Locate, setting: GraphScope, report: ProblemReport) -> Spans:
    """``text`` as spans; problems are reported at ``place`` of their offset in ``text``."""
    return spans_of(markdown().parseInline(text)[0], place, setting, report)


def spans_of(token: Token, place: Locate, setting: GraphScope, report: ProblemReport) -> Spans:
    """The same for inline Markdown that has been read already."""
    return _Spans(token.content, place, setting, report).read(token.children or ())


class _Spans:
    def __init__(
        self, text: str, place: Locate, setting: GraphScope, report: ProblemReport
    ) -> None:
        self._text = text
        self._place = place
        self._setting = setting
        self._report = report
        self._cursor = 0
        self._styles: list[tuple[SpanStyle, str]] = []
        self._found: list[Span] = []

    def read(self, tokens: Iterable[Token]) -> Spans:
        for token in tokens:
            self._token(token)
        return tuple(self._found)

    def _token(self, token: Token) -> None:
        match token.type:
            case "text" | "text_special":
                self._refuse_stray(token.content)
                self._add(token.content)
            case "softbreak" | "hardbreak":
                self._add(" ")
            case "code_inline":
                self._found.append(Span(safe(token.content), "code"))
            case "strong_open" | "em_open" | "link_open":
                self._open(token)
            case "math_inline":
                self._formula(token.content)
            case "value":
                self._value(token)
            case "strong_close" | "em_close" | "link_close":
                self._styles.pop()
            case other:
                sign, message, help_ = _REFUSED[other]
                self._report.add(self._place(self._find(sign)), message, help_)

    def _add(self, text: str) -> None:
        for part, command in key_parts(text):
            if part:
                self._add_part(part, command)

    def _add_part(self, text: str, command: str) -> None:
        style, href = self._styles[-1] if self._styles else ("", "")
        for outer, target in self._styles:
            if outer == "link":
                style, href = outer, target
        before = self._found[-1] if self._found else None
        joins = before and before.value is None and not before.command and not command
        if before and joins and (before.style, before.href) == (style, href):
            self._found[-1] = Span(before.text + safe(text), style, None, href)
        else:
            self._found.append(Span(safe(text), style, None, href, command=safe(command)))

    def _find(self, text: str) -> int:
        """The offset of the next ``text``, which the library does not tell."""
        found = self._text.find(text, self._cursor)
        if found < 0:
            return self._cursor
        self._cursor = found + len(text)
        return found

    def _open(self, token: Token) -> None:
        href = str(token.attrs.get("href", ""))
        if token.type == "link_open":
            self._link(href)
        else:
            self._styles.append((_STYLES[token.type], ""))

    def _link(self, href: str) -> None:
        if not href.lower().startswith(_LINKS):
            at = self._place(self._find("]("))
            self._report.add(
                at, "only http and https links can be opened", "write the full address"
            )
        self._styles.append(("link", safe(href)))

    def _formula(self, latex: str) -> None:
        offset = self._find(f"${latex}$") + 1
        try:
            text, bold = inline(latex)
            self._found.append(Span(text, "formula", bold=bold))
        except FormulaError as error:
            self._report.add(self._place(offset + error.column), str(error), error.help)

    def _value(self, token: Token) -> None:
        text, offset = token.content, token.meta["offset"]
        text, digits = self._digits(text, offset)
        left = len(text) - len(text.lstrip())
        expr = self._setting.expression(
            text.strip(), lambda column: self._place(offset + left + column), self._report
        )
        if expr is not None:
            style = self._styles[-1][0] if self._styles else ""
            self._found.append(Span(show(expr), style, expr, digits=digits))

    def _digits(self, text: str, offset: int) -> tuple[str, Digits | None]:
        """The expression of a value, and how many digits its number is to have."""
        said = _DIGITS.search(text)
        if said is None:
            return text, None
        count = int(said[1])
        digits = Digits(count, "decimals" if said[2].startswith("decimal") else "figures")
        if not (digits.of == "figures") <= count <= MOST_DIGITS:
            what = f"a number is not shown with {count} {digits.of}"
            self._report.add(self._place(offset + said.start(1)), what, f"{MOST_DIGITS} at most")
        return text[: said.start()], digits

    def _refuse_stray(self, text: str) -> None:
        """What would be shown as typed although it was surely meant otherwise."""
        stray = _STRAY.search(text)
        if stray:
            message, help_ = _MEANT[stray.lastgroup or ""]
            self._report.add(self._place(self._find(stray[0])), message.format(stray[0]), help_)
