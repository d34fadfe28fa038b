"""A program of any language in its statements; functions of numbers stay whole."""

from __future__ import annotations

import re
from dataclasses import dataclass

from tutor.core.formulas.programs.rewriting import closing_bracket

DEEPEST = 40
"""Brackets that may be open at once."""


@dataclass(frozen=True)
class Part:
    """One statement, or a function with its body."""

    text: str
    is_block: bool = False


_STRING_OR_COMMENT = re.compile(
    r'"(?:[^"\\\n]|\\.)*"|(//[^\n]*|/\*.*?(?:\*/|/\*|\Z)|\(\*.*?\*\)|(?<=\s)--[ \t][^\n]*)',
    re.DOTALL,
)
_SEMICOLONS = re.compile(r";[ \t]*$", re.MULTILINE)
_MAIN = re.compile(
    r"(?:[\w:<>*&]+[ \t]+)*(?:main|[Tt]est\w*|\w+_test|example\w*|demo\w*|run\w*)[ \t]*\([^()]*\)[^{}()=]*"
    r"(?:\(\))?[^{}()=]*\{|"
    r"(?:(?:pub|static|void|int|public|private|func|fn|fun|function|auto)[ \t]+)+\w+[ \t]*\([ \t]*\)[^{}=;]*\{|"
    r"(?:TEST\w*|BOOST_\w+|SECTION|it|test|describe|context)[ \t]*\([^{}]*\{|"
    r"(?:unsafe|impl|mod|namespace|object|module)\b[^{};()]*\{|\{"
)
"""What begins the program itself, or a test of it."""
_BLOCK = re.compile(
    r"(?:if|for|while|switch|else|match|loop|do)\b[^{};]*(?:;[^{};]*){0,2}\{|"
    r"[^{};=]*\w[ \t]*(?:<[^<>]*>)?\([^{};]*\)[^{};=]*\{"
)
_DO = re.compile(r"^(?:main\b[^\n=]*=[ \t]*do|let[ \t]*(?:\(\)|_)[ \t]*=)[ \t]*$", re.MULTILINE)
_GOES_ON = re.compile(r"\s*(?:[.+*/)\]]|-(?![0-9])|->|&&|\|\||then\b|else\b)")
_ATTRIBUTE = re.compile(r"#[^\n]*|@\w+(?:\([^()\n]*\))?")


def parted(text: str) -> list[Part] | None:
    """The statements of ``text`` in their order; None where its brackets do not close."""
    text = _STRING_OR_COMMENT.sub(
        lambda one: re.sub(r"[^\n]", " ", one[0]) if one[1] else one[0], text
    )
    text = _DO.sub("", text)
    has_semicolons = _SEMICOLONS.search(text) is not None
    out: list[Part] = []
    start = at = open_ = 0
    while at < len(text):
        rest = text[start:at].strip()
        char = text[at]
        if not rest and char.strip():
            start = at
            attribute = _ATTRIBUTE.match(text, at)
            head = _MAIN.match(text, at)
            block = _BLOCK.match(text, at)
            if attribute:
                out.append(Part(attribute[0]))
                start = at = attribute.end()
                continue
            if head:
                open_ += 1
                start = at = head.end()
                continue
            if block:
                end = closing_bracket(text, block.end() - 1)
                out.append(Part(text[at : end + 1], is_block=True))
                start = at = end + 1
                continue
        if char in "([{":
            end = closing_bracket(text, at)
            if end == len(text):
                return None
            at = end + 1
        elif char in ";\n}" or char == ")":
            if char == ")" and (rest or not open_):
                if rest:
                    return None
            if char == "\n" and (
                has_semicolons or _GOES_ON.match(text, at) or rest[-1:] in "=+-*/,("
            ):
                at += 1
                continue
            if rest:
                out.append(Part(re.sub(r"[ \t]in$", "", rest)))
            if char == "}":
                open_ -= 1
                if open_ < 0:
                    return None
            start = at = at + 1
        else:
            at += 1
    if text[start:].strip():
        out.append(Part(text[start:].strip()))
    return out
