"""No stranger's string reaches a widget or the terminal but through ``safe``: the code is read.

A widget that is given a ``str`` reads markup in it, and ``[@click=…]`` is an action.  So whatever a
widget is given must be ``Content``, made by ``tutor/ui/content.py`` or by a function that says it
returns ``Content``; and a ``Content`` is made only from constants and from ``safe(…)``.
"""

from __future__ import annotations

import ast
from collections.abc import Iterator
from pathlib import Path

import pytest

UI = Path(__file__).parent.parent / "tutor" / "ui"
FILES = sorted(UI.rglob("*.py"))

WIDGETS = frozenset(
    [
        "Static",
        "Label",
        "Button",
        "Option",
        "Checkbox",
        "RadioButton",
        "Tab",
        "TabPane",
        "Collapsible",
        "Placeholder",
        "Digits",
        "Selection",
        "Tooltip",
        "Markdown",
        "Text",
    ]
)
METHODS = frozenset(
    {"update", "show_text", "notify", "add_option", "write", "append_text", "set_content"}
)
PLACES = frozenset({"border_title", "border_subtitle", "tooltip", "title", "sub_title", "label"})
CONTENT = frozenset({"Content", "Text", "Strip", "TextBlock", "Content | TextBlock", "FittedLine"})


def functions_that_return_content() -> frozenset[str]:
    """Every function and method of the UI that is annotated to return Content."""
    found = set()
    for path in FILES:
        for node in ast.walk(ast.parse(path.read_text("utf-8"))):
            if not isinstance(node, (ast.FunctionDef, ast.AsyncFunctionDef)) or not node.returns:
                continue
            if ast.unparse(node.returns).strip("'\"") in CONTENT:
                found.add(node.name)
    return frozenset(found)


MAKERS = functions_that_return_content()


class Reader(ast.NodeVisitor):
    """Walks one file and finds what widgets are given."""

    def __init__(self, tree: ast.Module) -> None:
        self.found: list[tuple[int, str]] = []
        self._good: frozenset[str] = frozenset()
        self._good = self._learnt(tree)

    def _learnt(self, scope: ast.AST) -> frozenset[str]:
        """Names and attributes that hold Content in ``scope``, and only that."""
        outside = self._good
        for _ in range(4):  # names that are given other names
            assigned: dict[str, list[bool]] = {}
            for name, holds in self._assigned(scope):
                assigned.setdefault(name, []).append(holds)
            inside = {name for name, kinds in assigned.items() if all(kinds)}
            self._good = frozenset(inside | (outside - assigned.keys()))
        good, self._good = self._good, outside
        return good

    def _assigned(self, scope: ast.AST) -> Iterator[tuple[str, bool]]:
        for node in ast.walk(scope):
            match node:
                case ast.Assign(targets=targets, value=value):
                    yield from ((ast.unparse(one), self.is_content(value)) for one in targets)
                case ast.AnnAssign(target=target, annotation=kind):
                    yield ast.unparse(target), ast.unparse(kind) in CONTENT
                case ast.arg(arg=name, annotation=kind):
                    yield name, kind is not None and ast.unparse(kind) in CONTENT

    def visit_FunctionDef(self, node: ast.FunctionDef) -> None:
        outside, self._good = self._good, self._learnt(node)
        self.generic_visit(node)
        self._good = outside

    def visit_AsyncFunctionDef(self, node: ast.AsyncFunctionDef) -> None:
        outside, self._good = self._good, self._learnt(node)
        self.generic_visit(node)
        self._good = outside

    def is_content(self, node: ast.expr) -> bool:
        match node:
            case ast.Constant(value=str(text)):
                return "[" not in text and text.isprintable()
            case ast.Constant():
                return True
            case ast.Call(func=func):
                name = func.attr if isinstance(func, ast.Attribute) else ast.unparse(func)
                return name in MAKERS or name in ("Content", "styled", "join", "stylize")
            case ast.BinOp(left=left, op=ast.Add(), right=right):
                return self.is_content(left) and self.is_content(right)
            case ast.IfExp(body=body, orelse=other):
                return self.is_content(body) and self.is_content(other)
            case ast.Name() | ast.Attribute():
                return ast.unparse(node) in self._good
            case _:
                return False

    def check(self, node: ast.expr, what: str) -> None:
        if not self.is_content(node):
            self.found.append((node.lineno, f"{what} is given {ast.unparse(node)}"))

    def visit_Call(self, node: ast.Call) -> None:
        name = node.func.attr if isinstance(node.func, ast.Attribute) else ast.unparse(node.func)
        own = ast.unparse(node.func).startswith("super().")  # a driver hands on what it was given
        if node.args and not own and (name in WIDGETS or name in METHODS):
            self.check(node.args[0], name)
        for keyword in node.keywords:
            if name in WIDGETS and keyword.arg in PLACES:
                self.check(keyword.value, f"{name} {keyword.arg}=")
        self.generic_visit(node)

    def visit_Assign(self, node: ast.Assign) -> None:
        for target in node.targets:
            if isinstance(target, ast.Attribute) and target.attr in PLACES:
                self.check(node.value, ast.unparse(target))
        self.generic_visit(node)


def given_to_widgets(source: str) -> list[tuple[int, str]]:
    tree = ast.parse(source)
    reader = Reader(tree)
    reader.visit(tree)
    return reader.found


@pytest.mark.parametrize("path", FILES, ids=lambda path: str(path.relative_to(UI)))
def test_no_widget_is_given_a_bare_string(path: Path) -> None:
    assert given_to_widgets(path.read_text("utf-8")) == []


@pytest.mark.parametrize(
    "planted",
    [
        "Static(lesson.title)",
        "Static(f'{lesson.title}')",
        "self.query_one('#a', Static).update(str(error))",
        "page.border_title = lesson.title",
        "self.notify(error.message)",
        "Option(title)",
        "Static('[@click=app.boom]x[/]')",
        "text = lesson.title\nStatic(text)",
        "def show(text: str):\n    Static(text)",
        "Static(styled('a') + lesson.title)",
        "Static(styled('a') if good else lesson.title)",
    ],
)
def test_a_bare_string_is_seen(planted: str) -> None:
    assert given_to_widgets(planted)


@pytest.mark.parametrize(
    "sound",
    ["Static(styled(lesson.title))", "Static('two words')", "text = styled(x)\nStatic(text)",
     "def show(text: Content):\n    Static(text + styled(x))", "Static(id='notice')"],
)  # fmt: skip
def test_content_is_let_through(sound: str) -> None:
    assert given_to_widgets(sound) == []


# Content is made of safe text ---------------------------------------------------------------------


def unsafe_content(source: str) -> Iterator[tuple[int, str]]:
    """Where ``Content`` or a ``Segment`` is made of anything but constants and ``safe(…)``."""
    for node in ast.walk(ast.parse(source)):
        if not isinstance(node, ast.Call) or not node.args:
            continue
        name = ast.unparse(node.func)
        if name in ("Content.from_markup", "Text.from_markup", "Text.from_ansi"):
            yield node.lineno, name
        makes = name in ("Content", "Content.styled", "Text", "Text.styled", "Segment")
        if makes and not is_safe(node.args[0], blanks(source)):
            yield node.lineno, ast.unparse(node)


def blanks(source: str) -> frozenset[str]:
    """Names that hold nothing but a number of blanks: ``gap = " " * 3``."""
    found: dict[str, list[bool]] = {}
    for node in ast.walk(ast.parse(source)):
        if isinstance(node, ast.Assign):
            for target in node.targets:
                is_blank = isinstance(node.value, ast.BinOp) and isinstance(node.value.op, ast.Mult)
                left = node.value.left if isinstance(node.value, ast.BinOp) else node.value
                blank = is_blank and isinstance(left, ast.Constant) and left.value in (" ", "  ")
                found.setdefault(ast.unparse(target), []).append(blank)
    return frozenset(name for name, kinds in found.items() if all(kinds))


def is_safe(node: ast.expr, known: frozenset[str] = frozenset()) -> bool:
    match node:
        case ast.Name(id=name):
            return name in known
        case ast.Constant():
            return True
        case ast.Call(func=ast.Name(id="safe" | "clip" | "pad")):
            return True
        case ast.JoinedStr(values=values):
            inner = [one.value for one in values if isinstance(one, ast.FormattedValue)]
            return all(is_safe(one, known) for one in inner)
        case ast.BinOp(left=left, op=ast.Add(), right=right):
            return is_safe(left, known) and is_safe(right, known)
        case ast.BinOp(left=ast.Constant(), op=ast.Mult()):
            return True
        case _:
            return False


SAFE_ELSEWHERE = {
    "widgets/graph/strips.py": "the picture's texts: labels are safe since they were read",
    "widgets/option_list.py": "a line that Textual has drawn already: only its style is another",
    "content.py": "MARKS are constants of the file",
}


@pytest.mark.parametrize("path", FILES, ids=lambda path: str(path.relative_to(UI)))
def test_content_is_made_of_safe_text(path: Path) -> None:
    found = list(unsafe_content(path.read_text("utf-8")))
    if str(path.relative_to(UI)) not in SAFE_ELSEWHERE:
        assert found == []


@pytest.mark.parametrize(
    "planted",
    ["Content(title)", "Content.styled(f'{title}')", "Content.from_markup('a')", "Segment(text)",
     "Text(x + safe(y))"],
)  # fmt: skip
def test_unsafe_content_is_seen(planted: str) -> None:
    assert list(unsafe_content(planted))
