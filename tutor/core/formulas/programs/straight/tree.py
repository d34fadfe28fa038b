"""The tree of a program of Python, and what its nodes are."""

from __future__ import annotations

import ast
import re
import warnings
from collections.abc import Iterator, Sequence

LONGEST = 12_000
"""Characters of a program that is taken apart."""
DEEPEST = 60
"""Brackets that may be open at once in it."""

_LAYERS = re.compile(
    r"(?:\w*Loss|Log[Ss]oftmax|Softmax|ReLU6?|LeakyReLU|PReLU|Sigmoid|LogSigmoid|Tanh|GELU|SiLU|ELU|CELU|"
    r"SELU|Softplus|Softsign|Mish|Hardtanh|Hard[Ss]igmoid|Hardswish|Tanhshrink|Identity|Flatten|"
    r"CosineSimilarity|PairwiseDistance|MeanSquaredError|MeanAbsoluteError|BinaryCrossentropy|CategoricalCrossentropy|Huber)$"
)
"""Classes of libraries that are functions with settings: ``nn.ReLU()``."""
DERIVATIVE = re.compile(
    r"(?:\w+_)?(?:d|deriv\w*|der|prime|grad\w*|backward|backprop\w*|jacobian|hessian|diff)"
    r"(?:_\w+)?$|d_?(?:sigmoid|relu|tanh|softmax|activation|loss|cost|f)\w*$|\w+_?(?:[Pp]rime|Deriv\w*)$"
)
"""Names of functions that give a derivative."""


def parsed(text: str) -> ast.Module | None:
    """The tree of ``text``; None where it is no program of Python, or too large to take apart."""
    if len(text) > LONGEST or _depth(text) > DEEPEST:
        return None
    with warnings.catch_warnings():
        warnings.simplefilter("ignore")
        try:
            tree = ast.parse(text)
        except (SyntaxError, ValueError, RecursionError, MemoryError):
            return None
    for one in ast.walk(tree):
        if isinstance(one, ast.arguments):
            one.defaults = [_truth(value) for value in one.defaults]
        elif isinstance(one, ast.Compare):
            one.comparators = [_truth(value) for value in one.comparators]
    return tree


_TRUTHS = {"true": True, "TRUE": True, "false": False, "FALSE": False,
           "null": None, "nil": None, "NULL": None}  # fmt: skip


def _truth(node: ast.expr) -> ast.expr:
    """``false`` of other languages, where only a setting can stand, as a word of Python."""
    if isinstance(node, ast.Name) and node.id in _TRUTHS:
        return constant(_TRUTHS[node.id], node)
    return node


def _depth(text: str) -> int:
    depth = most = signs = 0
    for char in text:
        depth += (char in "([{") - (char in ")]}")
        signs = signs + 1 if char in "-~+! \t" else 0
        most = max(most, depth, signs // 4 if signs > 200 else 0)
    return most


def places_of_lines(text: str) -> list[int]:
    """Where each line of ``text`` begins."""
    return [0, *(found.end() for found in re.finditer(r"\n", text))]


def called_name(node: ast.expr) -> str:
    """The last name of what is called: CrossEntropyLoss of nn.CrossEntropyLoss."""
    if isinstance(node, ast.Name):
        return node.id
    return node.attr if isinstance(node, ast.Attribute) else ""


def is_layer(node: ast.expr) -> bool:
    """Whether a call makes a function of a library with settings, and no list is among them."""
    return (
        isinstance(node, ast.Call)
        and _LAYERS.match(called_name(node.func)) is not None
        and all(isinstance(one, (ast.Constant, ast.UnaryOp)) for one in node.args)
    )


def is_filled(node: ast.expr) -> bool:
    """Whether an array of zeros or ones is made there, which a program fills or learns."""
    return any(
        isinstance(one, ast.Call) and called_name(one.func) in {"zeros", "ones", "zeros_like"}
        for one in ast.walk(node)
    )


def is_number_made(node: ast.expr) -> bool:
    """Whether a number is wrapped there: ``Value(2.0)``."""
    return (
        isinstance(node, ast.Call)
        and len(node.args) == 1
        and (
            isinstance(node.args[0], (ast.Constant, ast.UnaryOp, ast.Name))
            or (called_name(node.func)[:1].islower() and not isinstance(node.args[0], ast.List))
        )
    )


def is_said(node: ast.stmt) -> bool:
    """Whether a statement is a text, or does nothing."""
    return isinstance(node, ast.Pass) or (
        isinstance(node, ast.Expr) and isinstance(node.value, ast.Constant)
    )


def body_of(function: ast.FunctionDef) -> list[ast.stmt]:
    """The statements of a function without what is said in it."""
    return [one for one in function.body if not is_said(one)]


def is_short(function: ast.FunctionDef) -> bool:
    """Whether a function with parameters is one formula, which is called as it stands."""
    body = body_of(function)
    return bool(function.args.args) and len(body) == 1 and isinstance(body[0], ast.Return)


def is_whole(call: ast.Call, function: ast.FunctionDef) -> bool:
    """Whether a call says everything that a function takes, in its order."""
    return not call.keywords and len(call.args) == len(function.args.args)


def parameters_of(function: ast.FunctionDef) -> list[tuple[str, ast.expr | None]]:
    """The parameters without self, each with what stands in for it."""
    own = function.args
    given: list[ast.expr | None] = [None] * (len(own.args) - len(own.defaults))
    found = list(zip([a.arg for a in own.args], [*given, *own.defaults], strict=True))
    found += list(zip([a.arg for a in own.kwonlyargs], own.kw_defaults, strict=True))
    return [(name, value) for name, value in found if name not in {"self", "cls"}]


def names_in(node: ast.AST) -> Iterator[str]:
    """Every name that is read in a tree."""
    return (one.id for one in ast.walk(node) if isinstance(one, ast.Name))


def targets_of(statements: Sequence[ast.stmt]) -> Iterator[str]:
    """The names that statements set."""
    for statement in statements:
        for one in ast.walk(statement):
            if isinstance(one, ast.Name) and isinstance(one.ctx, ast.Store):
                yield one.id


def lists_added_to(tree: ast.Module) -> set[str]:
    """The names whose lists a program makes longer, by append or with +=."""
    called = (one.func for one in ast.walk(tree) if isinstance(one, ast.Call))
    added = (one for one in called if isinstance(one, ast.Attribute) and one.attr == "append")
    found = {one.value.id for one in added if isinstance(one.value, ast.Name)}
    return found | {
        one.target.id for one in ast.walk(tree)
        if isinstance(one, ast.AugAssign) and isinstance(one.target, ast.Name)
        and isinstance(one.value, ast.List)
    }  # fmt: skip


def constant(value: object, like: ast.AST) -> ast.expr:
    """A number or a truth at the place of ``like``."""
    return ast.copy_location(ast.Constant(value), like)  # type: ignore[arg-type]


_CONDITIONS: dict[str, type[ast.cmpop]] = {
    "less": ast.Lt, "lt": ast.Lt, "less_equal": ast.LtE, "le": ast.LtE, "greater": ast.Gt,
    "gt": ast.Gt, "greater_equal": ast.GtE, "ge": ast.GtE, "equal": ast.Eq, "eq": ast.Eq,
    "not_equal": ast.NotEq, "ne": ast.NotEq,
}  # fmt: skip
_JOINED: dict[str, type[ast.boolop]] = {"logical_and": ast.And, "logical_or": ast.Or}
_SAID = frozenset(["equal", "not_equal", "less_equal", "greater_equal", *_JOINED])
"""Those of them that nobody calls something else."""
_ASKING = frozenset(
    ["grad", "value_and_grad", "gradient", "jacobian", "jacrev", "jacfwd", "hessian"]
)


def condition_of(node: ast.Call) -> ast.expr | None:
    """``tf.less(a, b)`` as a < b, ``np.logical_and(p, q)`` as p and q; None for other calls."""
    word = called_name(node.func)
    is_said = isinstance(node.func, ast.Attribute) or word in _SAID
    if len(node.args) != 2 or not is_said or node.keywords:
        return None
    if word in _CONDITIONS:
        made: ast.expr = ast.Compare(node.args[0], [_CONDITIONS[word]()], [node.args[1]])
    elif word in _JOINED:
        made = ast.BoolOp(_JOINED[word](), node.args)
    else:
        return None
    return ast.copy_location(made, node)


_CASTS = frozenset(["astype", "float", "double", "int", "long", "type", "to"])


def is_condition(node: ast.expr) -> bool:
    """Whether a formula is true or false, or 1 or 0 as ``(x > 0).astype(float)`` is."""
    if isinstance(node, ast.Call) and isinstance(node.func, ast.Attribute):
        return node.func.attr in _CASTS and is_condition(node.func.value)
    if isinstance(node, ast.BoolOp):
        return all(map(is_condition, node.values))
    if isinstance(node, ast.UnaryOp) and isinstance(node.op, ast.Not):
        return is_condition(node.operand)
    return isinstance(node, ast.Compare)


def asks_gradient(node: ast.expr) -> bool:
    """Whether a gradient is asked for there, or a function that gives one."""
    return any(
        isinstance(one, ast.Call) and called_name(one.func) in _ASKING for one in ast.walk(node)
    )


def without_zero(node: ast.expr) -> ast.expr:
    """``0 + x`` as x."""
    if isinstance(node, ast.BinOp) and isinstance(node.op, ast.Add):
        for one, other in ((node.left, node.right), (node.right, node.left)):
            if isinstance(one, ast.Constant) and one.value == 0:
                return other
    return node
