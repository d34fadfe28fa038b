"""How problems in lesson files and graph statements are printed."""

from __future__ import annotations

import json
from collections.abc import Iterable, Iterator

from tutor.core.lesson import Problem
from tutor.core.text import safe


def problem_lines(name: str, problems: Iterable[Problem]) -> Iterator[str]:
    """``file:line:column: error: what`` and, indented below it, what to do."""
    for problem in problems:
        place = f"{safe(name)}:{problem.line}:{problem.column}"
        yield f"{place}: {problem.severity}: {safe(problem.message)}"
        if problem.help:
            yield f"    help: {safe(problem.help)}"


def problem_data(name: str, problem: Problem) -> dict[str, str | int]:
    """One problem for editors and CI."""
    return {
        "file": name,
        "line": problem.line,
        "column": problem.column,
        "severity": problem.severity,
        "message": problem.message,
        "help": problem.help,
    }


def as_json(found: Iterable[tuple[str, tuple[Problem, ...]]]) -> str:
    """All problems of all files as one JSON list."""
    rows = [problem_data(name, problem) for name, problems in found for problem in problems]
    return json.dumps(rows, ensure_ascii=False, indent=2)
