"""The house stands as it was drawn: imports run one way, and the core stays pure."""

from __future__ import annotations

import ast
import subprocess
import sys
from collections.abc import Iterator
from functools import cache
from pathlib import Path

import pytest

ROOT = Path(__file__).parent.parent
SOURCES = sorted(
    path for room in ("engine", "tutor", "lessons") for path in (ROOT / room).rglob("*.py")
)

ENGINE_MAY_IMPORT = set(sys.stdlib_module_names) | {"engine"}
IMPURE = {
    "sqlite3", "os", "pathlib", "time", "random", "secrets", "socket", "subprocess", "io",
    "tempfile", "shutil", "pickle", "threading", "asyncio", "logging",
}  # fmt: skip
CORE_MAY_IMPORT = (set(sys.stdlib_module_names) - IMPURE) | {
    "engine", "tutor.core", "lark", "pylatexenc", "fsrs", "markdown_it", "mdit_py_plugins",
}  # fmt: skip


def module(path: Path) -> str:
    return ".".join(path.relative_to(ROOT).with_suffix("").parts).removesuffix(".__init__")


@cache
def nodes(path: Path) -> tuple[ast.AST, ...]:
    """Every node of a file's tree."""
    return tuple(ast.walk(ast.parse(path.read_text("utf-8"))))


def imports(path: Path) -> Iterator[str]:
    """Every module that a file imports, in full."""
    for node in nodes(path):
        if isinstance(node, ast.Import):
            yield from (alias.name for alias in node.names)
        elif isinstance(node, ast.ImportFrom):
            assert node.level == 0, f"{path}: write imports in full"
            assert node.module
            yield node.module
            yield from (f"{node.module}.{alias.name}" for alias in node.names)


def is_in(name: str, room: str) -> bool:
    return name == room or name.startswith(room + ".")


def in_room(room: str) -> list[Path]:
    return [path for path in SOURCES if is_in(module(path), room)]


def test_the_engine_imports_the_standard_library_and_itself_only() -> None:
    for path in in_room("engine"):
        for name in imports(path):
            assert name.split(".")[0] in ENGINE_MAY_IMPORT, f"{path} imports {name}"


def test_the_engine_can_be_imported_alone() -> None:
    code = (
        "import sys; sys.path.insert(0, sys.argv[1]); import engine; "
        "rest = {m.split('.')[0] for m in sys.modules} - set(sys.stdlib_module_names); "
        "print(sorted(rest - {'__main__', 'engine'}))"
    )
    done = subprocess.run(
        [sys.executable, "-I", "-S", "-c", code, str(ROOT)], capture_output=True, text=True
    )
    assert (done.returncode, done.stdout.strip()) == (0, "[]"), done.stderr


def test_the_core_imports_nothing_that_touches_the_world() -> None:
    for path in in_room("tutor.core"):
        for name in imports(path):
            if is_in(name, "tutor"):
                assert is_in(name, "tutor.core"), f"{path} imports {name}"
            else:
                assert name.split(".")[0] in CORE_MAY_IMPORT, f"{path} imports {name}"


@pytest.mark.parametrize(
    ("room", "forbidden"),
    [
        ("tutor.ui", ("tutor.store", "tutor.library", "tutor.cli", "tutor.locations", "sqlite3")),
        ("tutor.plain", ("tutor.store", "tutor.library", "tutor.cli", "tutor.ui", "textual")),
        ("tutor.store", ("tutor.ui", "tutor.cli", "tutor.plain", "textual", "rich")),
        ("tutor.library", ("tutor.ui", "tutor.cli", "tutor.plain", "textual", "rich")),
        ("engine.delta", ("engine.value", "engine.ops", "engine.backward", "engine.nn")),
        ("engine", ("tutor", "lessons")),
        ("lessons", ("tutor", "engine")),
    ],
)
def test_imports_run_one_way(room: str, forbidden: tuple[str, ...]) -> None:
    for path in in_room(room):
        for name in imports(path):
            assert not any(is_in(name, other) for other in forbidden), f"{path} imports {name}"


def calls(path: Path) -> Iterator[tuple[str, int]]:
    for node in nodes(path):
        if isinstance(node, ast.Call) and isinstance(node.func, ast.Name):
            yield node.func.id, node.lineno


def test_nothing_is_evaluated_or_executed_outside_the_engines_program() -> None:
    for path in SOURCES:
        for name, line in calls(path):
            if name == "exec" and path == ROOT / "engine" / "program.py":
                continue
            assert name not in {"eval", "exec", "compile", "__import__"} or (
                name == "compile" and path.is_relative_to(ROOT / "engine")
            ), f"{path}:{line} calls {name}"


def test_the_core_and_the_engine_open_no_file() -> None:
    for path in [*in_room("tutor.core"), *in_room("engine")]:
        for name, line in calls(path):
            assert name not in {"open", "input", "print"}, f"{path}:{line} calls {name}"


def test_nothing_is_pickled() -> None:
    for path in SOURCES:
        assert not {"pickle", "marshal", "shelve"} & set(imports(path)), path


def test_no_file_names_a_place_of_one_machine() -> None:
    endings = {".py", ".md", ".toml", ".tcss", ".lark", ".sql", ".yml"}
    for path in ROOT.rglob("*"):
        parts = path.relative_to(ROOT).parts
        if path.suffix not in endings or any(p.startswith(".") for p in parts):
            continue
        text = path.read_text("utf-8")
        for place in ("/" + "work/", "/" + "root/", "pypi" + ".org", "files.python" + "hosted"):
            assert place not in text, f"{path} names {place}"
