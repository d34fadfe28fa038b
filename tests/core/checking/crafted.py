"""Lessons of less than 64 kB that ask for far more work than their length shows."""

from __future__ import annotations

from collections.abc import Callable, Iterable
from typing import NamedTuple

from tutor.core.catalogue import SIZE

HEAD = """---
format: bptutor-lesson 1
id: crafted
title: Crafted
---

# Crafted

## One

"""
QUIZ = """
```quiz numeric q{0}
graph: g varied
ask: What is ∂J/∂x?
answer: grad(J, x)
hint: Which nodes lie between?
```
"""


class Crafted(NamedTuple):
    """A lesson, and what it is made of."""

    name: str
    text: str

    def __str__(self) -> str:
        return self.name

    @property
    def data(self) -> bytes:
        """The file."""
        return self.text.encode()


def chain(nodes: int, *, vary: str = "", require: str = "") -> str:
    """A graph block of a parameter, an input and ``nodes`` operations one behind the other."""
    rows = ["```graph g", "input x = 1.5", "param w = 1"]
    before = "x"
    for i in range(nodes):
        name = "J" if i == nodes - 1 else f"a{i}"
        word = "loss " if name == "J" else ""
        rows.append(f"{word}{name} = {before} + w" if i % 2 else f"{word}{name} = {before} * w")
        before = name
    if vary:
        rows.append(f"vary x in {vary}")
    if require:
        rows.append(f"require {require}")
    return "\n".join((*rows, "```", ""))


def build(nodes: int) -> str:
    """Typing a long chain."""
    return chain(nodes) + "\n```steps build\ngraph: g\nask: Type it.\nhint: Go on.\n```\n"


def steps(kind: str, nodes: int, count: int) -> str:
    """Many activities through one long chain."""
    extra = {"nudge": "node: x\nby: 1\nask at J: change\n"}.get(kind, "")
    return chain(nodes) + f"\n```steps {kind}\ngraph: g\n{extra}```\n" * count


def match(pairs: int) -> str:
    """One question with very many pairs."""
    lines = "".join(f"pair a{i}: t{i}\n" for i in range(pairs))
    return f"```quiz match m\nask: Which?\n{lines}hint: Look.\n```\n"


def quizzes(nodes: int, count: int, *, require: str = "") -> str:
    """Many varied questions about one long chain, or one of which few draws are allowed."""
    graph = chain(nodes, vary="-500..499", require=require)
    return graph + "".join(QUIZ.format(i) for i in range(count))


def unknown(count: int) -> str:
    """Names that nothing defines, each beside very many that are there."""
    rows = "".join(f"a{i} = b{i} + x\n" for i in range(count))
    return f"```graph g\ninput x = 1\n{rows}loss J = x^2\n```\n"


def parsons(lines: int) -> str:
    """One question with very many lines."""
    rows = "".join(f"line: step {i}\n" for i in range(lines))
    return f"```quiz parsons p\nask: Order?\n{rows}hint: Look.\n```\n"


def choice(options: int) -> str:
    """One question with very many options."""
    rows = "".join(f"- [ ] option {i}\n" for i in range(options))
    return f"```quiz choice c\nask: Which?\n- [x] this\n{rows}hint: Look.\n```\n"


def probes(nodes: int, count: int) -> str:
    """A varied question with wrong numbers, hints and probes without end."""
    wrongs = "".join(f"wrong {i} + x: No, {i}.\n" for i in range(count))
    return chain(nodes, vary="2..900") + QUIZ.format(0).replace("hint:", f"{wrongs}hint:")


def spans(nodes: int, count: int) -> str:
    """Very many numbers in one page's prose, read again for every activity of it."""
    prose = "\n\n".join("{= grad(J, x) }" for _ in range(count))
    return chain(nodes) + "\n```steps forward\ngraph: g\n```\n\n" + prose + "\n"


def pages(count: int) -> str:
    """Very many pages, each with a figure and a question."""
    page = "\n## P\n\n```graph g{0}\ninput x = 1\nloss J = x^2\n```\n"
    return "".join(page.format(i) for i in range(count))


def networks(count: int) -> str:
    """The largest networks that may be, with Algorithm 1 on each."""
    net = "```network n{0}\nsizes: 8, 8, 8, 8, 8, 8\nactivation: sigmoid\nloss: half-square\n"
    net += "inputs: 1, 1, 1, 1, 1, 1, 1, 1\ntargets: 1, 1, 1, 1, 1, 1, 1, 1\nseed: 3\n```\n\n"
    net += "```steps algorithm\ngraph: n{0}\n```\n\n```steps backward\ngraph: n{0}\n```\n"
    return "".join(net.format(i) for i in range(count))


def train(nodes: int, count: int) -> str:
    """Training, many times."""
    block = "\n```steps train\ngraph: g\nexample: x = 1\nupdates: 10\n```\n"
    return chain(nodes) + block * count


_MADE: dict[str, Callable[[], str]] = {
    "build, a chain of 900": lambda: build(900),
    "200 steps backward, a chain of 1000": lambda: steps("backward", 1000, 200),
    "400 steps forward, a chain of 1000": lambda: steps("forward", 1000, 400),
    "200 steps nudge, a chain of 1000": lambda: steps("nudge", 1000, 200),
    "1 steps backward, a chain of 1990": lambda: steps("backward", 1990, 1),
    "2500 pairs to match": lambda: match(2500),
    "400 varied questions, a chain of 1000": lambda: quizzes(1000, 400),
    "300 varied questions, a rare condition": lambda: quizzes(5, 300, require="x == 77"),
    "1200 unknown names": lambda: unknown(1200),
    "3500 lines to order": lambda: parsons(3500),
    "1800 options": lambda: choice(1800),
    "1200 wrong numbers": lambda: probes(300, 1200),
    "2000 numbers in the text": lambda: spans(1000, 1800),
    "30 graphs and 1000 pages": lambda: pages(30) + "\n## P\n" * 8000,
    "30 networks": lambda: networks(30),
    "120 trainings": lambda: train(60, 120),
}


def _with_gaps(text: str) -> str:
    """An empty line in every hundred: a longer paragraph is refused before it is read."""
    lines = text.split("\n")
    return "\n".join(f"{line}\n" if i % 100 == 99 else line for i, line in enumerate(lines))


def lesson_of(blocks: str) -> str:
    """A lesson of one page with these blocks."""
    return HEAD + _with_gaps(blocks)


def crafted() -> Iterable[Crafted]:
    """All of them."""
    for name, make in _MADE.items():
        made = Crafted(name, lesson_of(make()))
        if len(made.data) > SIZE:
            raise ValueError(f"{name} has {len(made.data)} bytes, {SIZE} are allowed")
        yield made
