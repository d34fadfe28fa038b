"""The house stands as it was drawn: imports run one way, and the core stays pure."""

from __future__ import annotations

import ast
import importlib
import re
import subprocess
import sys
from collections.abc import Iterator
from functools import cache
from graphlib import CycleError, TopologicalSorter
from pathlib import Path
from types import ModuleType

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
        (
            "engine.extras.algorithm1",
            ("engine.value", "engine.ops", "engine.message_passing", "engine.nn"),
        ),
        ("engine", ("tutor", "lessons")),
        ("lessons", ("tutor", "engine")),
    ],
)
def test_imports_run_one_way(room: str, forbidden: tuple[str, ...]) -> None:
    for path in in_room(room):
        for name in imports(path):
            assert not any(is_in(name, other) for other in forbidden), f"{path} imports {name}"


LAYERS = (
    "tutor.core.text",
    "tutor.core.errors",
    "tutor.core.budget",
    "tutor.core.graph",
    "tutor.core.typesetting",
    "tutor.core.progress",
    "tutor.core.expression",
    "tutor.core.formulas.lexer",
    "tutor.core.formulas.formula",
    "tutor.core.formulas.prose",
    "tutor.core.formulas.latex",
    "tutor.core.formulas.programs",
    "tutor.core.formulas.statements",
    "tutor.core.formulas.arrays",
    "tutor.core.formulas",
    "tutor.core.answers",
    "tutor.core.lesson",
    "tutor.core.catalogue",
    "tutor.core.drawing.layout",
    "tutor.core.drawing",
    "tutor.core.drawing.export",
    "tutor.core.training",
    "tutor.core.misconceptions",
    "tutor.core.variants",
    "tutor.core.syntax",
    "tutor.core.outputs",
    "tutor.core.typed",
    "tutor.core.questions",
    "tutor.core.working",
    "tutor.core.activities",
    "tutor.core.reader",
    "tutor.core.session",
    "tutor.core.practice",
    "tutor.core.practice.class_report",
    "tutor.core.practice.sheets",
    "tutor.core.checking",
)
"""The packages of the core, from the bottom: each imports only those above it in this list."""
OUTER = ("tutor.store", "tutor.records", "tutor.plain")
"""Packages around the core that have a face, too."""


OFFERED_FILES = {
    "tutor.core.graph.notation",
    "tutor.core.misconceptions.wording",
    "tutor.core.practice.sandbox",
}
"""Files that a face offers as a whole, because their names say little without it."""


def package(name: str) -> str | None:
    """The package of a module: the longest of those that have a face."""
    return max((one for one in LAYERS + OUTER if is_in(name, one)), key=len, default=None)


def test_the_core_is_packages_in_one_order() -> None:
    for path in in_room("tutor.core"):
        own = package(module(path))
        if own is None:
            assert module(path) == "tutor.core", f"{path} is in no package of the list"
            continue
        for name in imports(path):
            other = package(name)
            if other in LAYERS:
                assert LAYERS.index(other) <= LAYERS.index(own), f"{path} imports {name}"


KINDS = "tutor.core.questions.kinds"


def test_questions_know_nothing_of_what_asks_them_and_no_kind_of_another() -> None:
    askers = ("activities", "reader", "session", "practice", "checking")
    for path in in_room("tutor.core.questions"):
        for name in imports(path):
            assert not any(is_in(name, f"tutor.core.{one}") for one in askers), path
            other = is_in(name, KINDS) and not is_in(name, module(path))
            assert not (is_in(module(path), KINDS) and other), (
                f"{path} imports {name}: what two kinds need stands beside the folder of kinds"
            )


def test_contributors_are_told_of_every_package_in_this_order() -> None:
    text = (ROOT / "CONTRIBUTING.md").read_text("utf-8")
    table = text.partition("| package of `tutor/core` |")[2].partition("\n\n")[0]
    told = re.findall(r"^\| `(\w+)` \|", table, re.MULTILINE)
    top = [one.split(".")[2] for one in LAYERS if one.count(".") == 2]
    assert told == [one for one in top if one != "errors"]


def face(package_name: str) -> set[str]:
    """The names that a package offers: its ``__all__``; all of a package that is one file."""
    found = importlib.import_module(package_name)
    return set(found.__all__ if hasattr(found, "__path__") else vars(found))


def test_a_package_is_imported_through_its_face() -> None:
    faces = {one: face(one) for one in LAYERS + OUTER}
    for path in SOURCES:
        for node in ast.walk(ast.parse(path.read_text("utf-8"))):
            if not isinstance(node, ast.ImportFrom) or not node.module:
                continue
            other = package(node.module)
            if other is None or is_in(module(path), other):
                continue
            assert node.module == other, f"{path}:{node.lineno} imports {node.module}"
            for alias in node.names:
                inner = f"{node.module}.{alias.name}"
                assert alias.name in faces[other] or inner in LAYERS, (
                    f"{path}:{node.lineno} imports {inner}, which its face does not offer"
                )


def test_a_name_of_a_face_is_never_the_file_of_that_name() -> None:
    """Where a package offers ``scan`` of its file scan.py, who imports it gets the function."""
    for one in LAYERS + OUTER:
        offered = importlib.import_module(one)
        for name in face(one) if hasattr(offered, "__path__") else ():
            is_file = isinstance(getattr(offered, name), ModuleType)
            assert not is_file or f"{one}.{name}" in OFFERED_FILES, f"{one}.{name} is a file"


def test_every_file_of_the_tutor_is_used_by_another() -> None:
    used: set[str] = set()
    for path in in_room("tutor"):
        used |= {*imports(path)} - {module(path)}
    files = {module(path) for path in in_room("tutor") if path.stem not in ("__init__", "__main__")}
    assert files <= used


def test_no_modules_import_each_other_in_a_circle() -> None:
    """Imports inside functions count, and those for the type checker alone."""
    names = {module(path) for path in SOURCES}
    edges = {
        module(path): {name for name in imports(path) if name in names}
        for path in SOURCES
        if path.name != "__init__.py"  # a face imports its files, and no file its own face
    }
    try:
        tuple(TopologicalSorter(edges).static_order())
    except CycleError as error:
        pytest.fail(" -> ".join(error.args[1]))


ENGINE = {module(path): path for path in in_room("engine")}
READ_FIRST = {
    "engine.errors": set(),
    "engine.ops": set(),
    "engine.value": {"engine.errors", "engine.ops"},
}


def uses(path: Path) -> set[str]:
    """The files of the engine that this one imports, within functions and for types, too."""
    return {name for name in imports(path) if name in ENGINE} - {module(path)}


@pytest.mark.parametrize("core", READ_FIRST)
def test_what_is_read_first_in_the_engine_needs_nothing_else_of_it(core: str) -> None:
    assert uses(ENGINE[core]) == READ_FIRST[core]


def test_only_the_face_of_the_engine_and_the_extras_import_extras() -> None:
    for name, path in ENGINE.items():
        if name != "engine" and not is_in(name, "engine.extras"):
            assert not any(is_in(used, "engine.extras") for used in uses(path)), path


def test_the_engine_has_no_circle() -> None:
    waiting = {name: uses(path) for name, path in ENGINE.items()}
    while free := [name for name, used in waiting.items() if not used & waiting.keys()]:
        for name in free:
            del waiting[name]
    assert not waiting, f"these import each other in a circle, or what is in one: {sorted(waiting)}"


def test_the_tutor_takes_the_engine_by_its_face() -> None:
    for path in in_room("tutor"):
        for name in imports(path):
            if is_in(name, "engine"):
                assert name == "engine" or name not in ENGINE, f"{path} imports {name}"


def calls(path: Path) -> Iterator[tuple[str, int]]:
    for node in nodes(path):
        if isinstance(node, ast.Call) and isinstance(node.func, ast.Name):
            yield node.func.id, node.lineno


def test_nothing_is_evaluated_or_executed_outside_the_engines_program() -> None:
    for path in SOURCES:
        for name, line in calls(path):
            if name == "exec" and path == ROOT / "engine" / "extras" / "program.py":
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


POSIX_MODULES = {"termios", "fcntl", "resource", "pty", "tty", "pwd", "grp", "posix", "syslog"}
POSIX_NAMES = {
    "os": {
        "O_CLOEXEC", "O_DIRECTORY", "O_NOFOLLOW", "O_NONBLOCK", "WNOHANG", "chown", "fchmod",
        "fchown", "fork", "forkpty", "getegid", "geteuid", "getgid", "getpgrp", "getuid", "killpg",
        "lchown", "mkfifo", "mknod", "openpty", "setsid", "setuid", "statvfs", "tcgetpgrp",
        "tcsetpgrp", "uname", "wait", "pread", "pwrite", "sched_getaffinity",
    },
    "signal": {
        "SIGALRM", "SIGCONT", "SIGHUP", "SIGKILL", "SIGPIPE", "SIGQUIT", "SIGSTOP", "SIGTSTP",
        "SIGTTIN", "SIGTTOU", "SIGUSR1", "SIGUSR2", "SIGWINCH", "alarm", "pause",
        "pthread_sigmask", "setitimer", "siginterrupt",
    },
}  # fmt: skip
"""What Python has on Linux and macOS alone; ``getattr(os, "O_NOFOLLOW", 0)`` is how to ask."""
POSIX_ONLY = {"tutor.ui.linux_driver"}
"""What is imported there alone, in a function that has looked."""


def posix_names(tree: tuple[ast.AST, ...]) -> Iterator[str]:
    """What a file takes for granted that Windows does not have."""
    for node in tree:
        match node:
            case ast.Attribute(value=ast.Name(id=room), attr=name):
                if name in POSIX_NAMES.get(room, ()):
                    yield f"{room}.{name}"
            case ast.Import(names=found):
                yield from (one.name for one in found if one.name in POSIX_MODULES)
            case ast.ImportFrom(module=room, names=found):
                names = {f"{room}.{one.name}" for one in found}
                yield from ({room} if room in POSIX_MODULES else set())
                yield from names & {f"{r}.{name}" for r in POSIX_NAMES for name in POSIX_NAMES[r]}


def test_nothing_takes_for_granted_what_windows_does_not_have() -> None:
    for path in SOURCES:
        if module(path) not in POSIX_ONLY:
            assert not [*posix_names(nodes(path))], path
            top = ast.parse(path.read_text("utf-8")).body
            named = {one.module for one in top if isinstance(one, ast.ImportFrom)}
            assert not named & POSIX_ONLY, f"{path} imports it for every system"


def test_what_windows_does_not_have_is_found() -> None:
    code = "import termios, os\nfrom os import fork\nfrom signal import SIGTSTP\nos.O_NOFOLLOW\n"
    found = {*posix_names(tuple(ast.walk(ast.parse(code))))}
    assert found == {"termios", "os.fork", "signal.SIGTSTP", "os.O_NOFOLLOW"}
