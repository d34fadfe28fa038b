"""Inputs that are made to be hard: expressions, formulas, lessons, one as large as it may be."""

from __future__ import annotations

from collections.abc import Iterator

from tests.core.lessons import STABLE
from tutor.core.syntax.decode import SIZE

LESSON = STABLE.read_text("utf-8")


def hostile_lessons() -> dict[str, bytes]:
    head = LESSON[: LESSON.index("# Forward")].encode() + b"# T\n\n## P\n\n"
    graph = b"```graph g%d\ninput a = 1\nvary a in 0..999\nrequire a > 5e3\nloss J = a*a\n```\n\n"
    return {
        "brackets": head + (b"[" * 7_900 + b"\n\n") * 7,
        "backticks": head + b" ".join(b"`" * n for n in range(1, 330)),
        "quotes": head + b">" * 30_000 + b" x",
        "nested list": head + b"".join(b" " * i + b"- a\n" for i in range(330)),
        "stars": head + b"*a **b " * 8_000,
        "dollars": head + b"$a " * 20_000,
        "braces": head + b"{=" * 30_000,
        "values": head + b"{=1} " * 12_000,
        "links": head + b"[a](b" * 12_000,
        "formula depth": head + b"$" + b"{" * 60_000 + b"$",
        "formula length": head + b"$$\n" + b"\\frac{1}{2}" * 5_000 + b"\n$$\n",
        "formulas": head + b"$\\frac{a}{b}$ " * 4_000,
        "fences": head + b"```quiz numeric a\nask: x\n```\n" * 2_000,
        "same graphs": head + b"```graph g\nloss J = a*a\n```\n" * 2_000,
        "graphs": head + b"".join(graph % i for i in range(600)),
        "fields": head + b"```quiz numeric a\n" + b"x: y\n\n" * 10_000 + b"```\n",
        "one long paragraph": head + b"[" * 60_000,
        "long line": head + b"```graph g\nloss J = " + b"a*" * 30_000 + b"a\n```\n",
        "headings": head + b"## x\n" * 12_000,
        "tables": head + b"|a" * 30_000,
        "entities": head + b"&amp;" * 12_000,
        "html": head + b"<a " * 20_000,
        "definitions": head + b"[a]: b\n" * 9_000,
        "controls": head + b"\x01" * 60_000,
        "nul": b"---\n" + b"\x00" * 60_000,
    }  # fmt: skip


def in_both_forms(data: bytes) -> Iterator[bytes]:
    """As it is, and in pieces with empty lines between; both cut at the size of a lesson."""
    pieces = b"\n\n".join(data[i : i + 7_900] for i in range(0, len(data), 7_900))
    yield from (data[:SIZE], pieces[:SIZE])


def large_lesson() -> str:
    """A lesson of two hundred blocks and not quite 64 kB."""
    head = LESSON[: LESSON.index("## Forward pass")]
    quiz = LESSON[LESSON.index("```quiz numeric") : LESSON.index("```quiz choice")]
    quiz = quiz.replace(quiz[quiz.index("probe:") : quiz.index("solution:")], "hint: Look.\n")
    return head + "".join(f"## Page {i}\n\n" + quiz.replace("grad-w", f"q{i}") for i in range(199))


ATTACKS = [
    "9**9**9", "9**3999999*9**3999999", "(" * 400, ")" * 400, "[" * 400, "-" * 400, "not " * 100,
    "a" * 400, "1" * 400, "1e" * 200, "." * 400, "+".join("a" * 200), "^".join("2" * 200),
    "max(" * 90 + "1" + ")" * 90, "dot([" * 70, "a<" * 199 + "a", "a and " * 66, "a\x00b",
    "().__class__.__bases__[0].__subclasses__()", "{}.__class__", "f'{a}'", "(lambda: 1)()",
    "[x for x in (1,)]", "a if b else c", "import os", "exec('1')", "a:=1", "*a", "**a", "@",
    "１２", "nan", "inf", "Infinity", "0x10", "1j", "1_000", "None", "True", "\u202e1", "1\u200b",
]  # fmt: skip

FORMULAS = ["\\frac" * 300, "\\hat" * 400, "^" * 1900, "'" * 1900, "\\left(" * 300, "a_" * 900,
     "\\frac{a}{b}" * 180, "\\sqrt" * 300, "x" * 1999, "{a}^" * 400, "\\begin{cases}" * 12,
     "\\underbrace" * 180, "&" * 1999, "\\\\" * 900, "\\text{" * 12, "[" * 1900]  # fmt: skip
