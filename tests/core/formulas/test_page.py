"""The page that says in which order a text is read, kept true."""

from __future__ import annotations

import ast
import re
from collections.abc import Iterator
from pathlib import Path

import pytest

from tutor.core import formulas

FOLDER = Path(formulas.__file__).parent
_, _PARTS = (formulas.__doc__ or "").split("These are all of them", 1)
PAGE = {
    file: re.findall(r"^  (\w+) +([\w./]+)", rows, re.MULTILINE)
    for file, rows in re.findall(r"^([\w./]+\.py): [^\n]*\n((?:  [^\n]*\n)+)", _PARTS, re.MULTILINE)
}
FUNCTIONS = {"scanned.py": "scan_text", "programs/code.py": "from_code", "writing.py": "plain"}


def calls_in(file: str, function: str) -> Iterator[str]:
    """The names of functions that this one calls, in the order in which they are run."""

    def run(node: ast.AST) -> Iterator[str]:
        if isinstance(node, ast.Call) and isinstance(node.func, ast.Name):
            for one in (*node.args, *node.keywords):
                yield from run(one)
            yield node.func.id
        elif isinstance(node, ast.Name):
            yield node.id  # map(without_identities, said)
        else:
            for one in ast.iter_child_nodes(node):
                yield from run(one)

    tree = ast.parse((FOLDER / file).read_text("utf-8"))
    body = next(
        one for one in ast.walk(tree) if isinstance(one, ast.FunctionDef) and one.name == function
    )
    return run(body)


@pytest.mark.parametrize("file", FUNCTIONS)
def test_the_page_has_every_pass_in_its_order_and_its_file(file: str) -> None:
    called = list(dict.fromkeys(calls_in(file, FUNCTIONS[file])))
    named = [name for name, _ in PAGE[file]]
    passes = [name for name in called if re.match("with(out)?_|in_|from_[lc]", name)]
    assert set(passes) - {"from_cells", "from_prefix"} <= set(named)
    assert [name for name in named if name in called] == [n for n in called if n in named]
    for name, where in PAGE[file]:
        path = FOLDER / where
        files = sorted(path.rglob("*.py")) if path.is_dir() else [path]
        assert any(f"def {name}(" in one.read_text("utf-8") for one in files), (name, where)
