"""A lesson with one number to find: ∂f/∂b of f = (a·b)·(b + c) is 30, by two routes."""

from __future__ import annotations

from tutor.core.lesson import Lesson
from tutor.core.reader import read

TEXT = """\
---
format: bptutor-lesson 1
id: t
title: T
---

## Find it

```graph g
input a = 2
param b = 6
input c = 3
x = a * b
y = b + c
loss f = x * y
```

```quiz numeric q
graph: g
ask: What is ∂f/∂b?
answer: grad(f, b)
hint: h
```

## Choose

```quiz choice c
ask: Which?
- [ ] one
- [x] two
hint: h
```
"""
RIGHT, UNCLEAR, BOTH = "30", "42", "6"
"""The answer; one whose cause shows with ∂f/∂x, and one to which ∂f/∂x = 12 is the key."""
FIRST = "9"
"""∂f/∂x, which is asked first."""


def two_routes() -> Lesson:
    """The lesson."""
    return _read(TEXT)


def with_quiz(*lines: str) -> Lesson:
    """The same with another question about the graph."""
    head, _, rest = TEXT.partition("```quiz numeric q\n")
    return _read("\n".join([head, *lines, "hint: h\n" + rest[rest.index("```") :]]))


def _read(text: str) -> Lesson:
    found, problems = read(text.encode(), "t.md")
    assert found is not None, problems
    return found
