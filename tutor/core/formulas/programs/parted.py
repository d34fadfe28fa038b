"""A program of any language in its statements; functions of numbers stay whole."""

from __future__ import annotations

import re
from dataclasses import dataclass

from tutor.core.formulas.programs.rewriting import closing_bracket


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
    r"(?:[\w:<>*&]+[ \t]+)*(?:main|[Tt]est\w*|\w+_test|example\w*|demo\w*|run\w*)[ \t]*"
    r"\([^()]*\)[^{}()=]*(?:\(\))?[^{}()=]*\{|"
    r"(?:(?:pub|static|void|int|public|private|func|fn|fun|function|auto)[ \t]+)+"
    r"\w+[ \t]*\([ \t]*\)[^{}=;]*\{|"
    r"(?:TEST\w*|BOOST_\w+|SECTION|it|test|describe|context)[ \t]*\([^{}]*\{|"
    r"(?:unsafe|impl|mod|namespace|object|module)\b[^{};()]*\{|\{"
)
"""What begins the program itself, or a test of it."""
_BLOCK = re.compile(
    r"(?:if|for|while|switch|else|match|loop|do)\b[^{};]*(?:;[^{};]*){0,2}\{|"
    r"(?:template[^\n]*\n)?[^{}();=\n]*\w[ \t]*(?:<[^<>]*>)?\([^{}();]*(?:\([^()]*\)[^{}();]*)*\)"
    r"[^{}();=\n]*(?:\(\))?[^{}();=\n]*\s*\{"
)
_DO = re.compile(
    r"^(?:main\b[^\n=]*=[ \t]*do|let[ \t]*(?:\(\)|_|main[ \t]*\(\))[ \t]*=)[ \t]*$", re.MULTILINE
)
_GOES_ON = re.compile(r"\s*(?:[.+*/)\]]|-(?![0-9])|->|&&|\|\||then\b|else\b)")
_CURRIED = re.compile(
    r"let[ \t]+(?:(?:rec|inline)[ \t]+)?[a-z_]\w*"
    r"(?:[ \t]+(?:[a-z_]\w*|\([ \t]*\w+[ \t]*:[^()\n]*\)))+[ \t]*(?::[^=\n]*)?=(?!=)"
)
"""A function of F# or OCaml, whose body stands deeper."""
_OPEN_ENDS = tuple("=+-*/,(")
_ATTRIBUTE = re.compile(r"#[^\n]*|@\w+(?:\([^()\n]*\))?")


def parted(text: str) -> list[Part] | None:
    """The statements of ``text`` in their order; None where its brackets do not close."""
    text = _STRING_OR_COMMENT.sub(
        lambda one: re.sub(r"[^\n]", " ", one[0]) if one[1] else one[0], text
    )
    text = _DO.sub("()", text)
    closed = _SEMICOLONS.search(text) is not None
    out: list[Part] = []
    start = at = open_ = 0
    while at < len(text):
        said = text[start:at].strip()
        char = text[at]
        if not said and char.strip():
            start = at
            whole = _whole(text, at, closed=closed)
            if whole is not None:
                out.append(whole)
                start = at = at + len(whole.text)
                continue
            if head := _MAIN.match(text, at):
                open_ += 1
                start = at = head.end()
                continue
        if char in "([{":
            at = closing_bracket(text, at) + 1
            if at > len(text):
                return None
        elif char == "\n" and (closed or said[-1:] in _OPEN_ENDS or _GOES_ON.match(text, at)):
            at += 1
        elif char in ";\n})":  # a bracket that closes here is that of ``test("…", () => {``
            open_ -= char == "}"
            if open_ < 0 or (char == ")" and said):
                return None
            out += [Part(re.sub(r"[ \t]in$", "", said))] if said else []
            start = at = at + 1
        else:
            at += 1
    said = text[start:].strip()
    return [*out, Part(said)] if said else out


def _whole(text: str, at: int, *, closed: bool) -> Part | None:
    """What stands at this place and is not taken apart: a function, a choice, a line for a tool."""
    if attribute := _ATTRIBUTE.match(text, at):
        return Part(attribute[0])
    if not closed and (curried := _CURRIED.match(text, at)):
        column = at - (text.rfind("\n", 0, at) + 1)
        end = re.compile(rf"^[ \t]{{0,{column}}}(?=\S)", re.MULTILINE).search(text, curried.end())
        return Part(text[at : end.start() if end else len(text)], is_block=True)
    block = None if _MAIN.match(text, at) else _BLOCK.match(text, at)
    end_ = closing_bracket(text, block.end() - 1) if block else len(text)
    return Part(text[at : end_ + 1], is_block=True) if end_ < len(text) else None
