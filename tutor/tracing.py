"""A person's own function as a graph: it is run once, with the engine's Values.

Only the command line does this, with a file that the person names: it is run as Python runs it.
A lesson file can run nothing.
"""

from __future__ import annotations

import inspect
import sys
import traceback
from collections.abc import Callable, Mapping
from importlib.util import module_from_spec, spec_from_file_location
from pathlib import Path

from engine import Value
from tutor.core.graph import Graph
from tutor.core.text import safe
from tutor.graph_arguments import SourceError
from tutor.notebook import graph_of

OWN = "bptutor_traced"
"""The name under which the file is imported."""


def trace_function(named: str, values: Mapping[str, float]) -> Graph:
    """The graph that FILE:FUNCTION builds from these values, one Value a parameter.

    Raises SourceError: no such file or function, values that do not fit its parameters, an error
    of the function itself (with its line), or a result that is not a Value.
    """
    file, _, name = named.rpartition(":")
    if not file or not name.isidentifier():
        raise SourceError(f"{safe(named)!r} is not FILE:FUNCTION, as in loss.py:loss")
    path = Path(file)
    function = _function(path, name)
    leaves = {
        parameter: Value(number, label=parameter)
        for parameter, number in _arguments(function, name, values).items()
    }
    try:
        result = function(**leaves)
    except (Exception, SystemExit) as error:
        raise SourceError(_error_line(error, path, f"{name} could not be run")) from error
    if not isinstance(result, Value):
        if inspect.iscoroutine(result):
            result.close()
        raise SourceError(f"{safe(name)} {_returned(result)}")
    return graph_of(result)


def _returned(result: object) -> str:
    """What a function gives that is no graph, and what to do."""
    kind = type(result).__name__
    if result is None:
        return "returns nothing: end it with return and the value to draw"
    if isinstance(result, (list, tuple)):
        return f"returns a {kind}, and a graph has one output: return one of them, or their sum"
    return f"returns {kind}, not a Value: compute with its arguments and return what comes of them"


def _function(path: Path, name: str) -> Callable[..., object]:
    shown = safe(str(path))
    if not path.is_file():
        raise SourceError(f"{shown} is not a file that can be read")
    spec = spec_from_file_location(OWN, path.resolve())
    if spec is None or spec.loader is None:
        raise SourceError(f"{shown} is not a Python file: its name must end in .py")
    module = module_from_spec(spec)
    sys.path.insert(0, str(path.resolve().parent))  # as for a program that is run
    try:
        spec.loader.exec_module(module)
    except (Exception, SystemExit) as error:
        raise SourceError(_error_line(error, path, f"{shown} could not be run")) from error
    finally:
        sys.path.pop(0)
    function: Callable[..., object] | None = getattr(module, name, None)
    if inspect.isclass(function):
        what = f"{safe(name)} is a class: write a function that makes one and returns what it gives"
        raise SourceError(f"{what}, and name that")
    if function is None or not callable(function):
        known = [
            other for other, what in vars(module).items()
            if inspect.isfunction(what) and what.__module__ == OWN
        ]  # fmt: skip
        there = f"it has {', '.join(map(safe, known))}" if known else "it has no function"
        raise SourceError(f"there is no function {safe(name)!r} in {shown}: {there}")
    return function


def _arguments(
    function: Callable[..., object], name: str, values: Mapping[str, float]
) -> dict[str, float]:
    """The values by parameters, those with a number as default included."""
    parameters = inspect.signature(function).parameters
    for given in values:
        if given not in parameters:
            known = ", ".join(parameters) or "none"
            raise SourceError(f"{safe(name)} has no parameter {safe(given)!r}; it has {known}")
    arguments = dict(values)
    missing = []
    for parameter_name, parameter in parameters.items():
        if parameter_name in arguments or parameter.kind in (
            parameter.VAR_POSITIONAL,
            parameter.VAR_KEYWORD,
        ):
            continue
        if isinstance(parameter.default, (int, float)):
            arguments[parameter_name] = float(parameter.default)
        elif parameter.default is parameter.empty:
            missing.append(parameter_name)
    if missing:
        wanted = " ".join(f"{parameter_name}=…" for parameter_name in missing)
        raise SourceError(f"no value for {', '.join(missing)}: add {wanted}")
    return arguments


def _error_line(error: BaseException, path: Path, what: str) -> str:
    """One line about an error of somebody's own file, with its line there."""
    there = path.resolve()
    lines = [
        frame.lineno for frame in traceback.extract_tb(error.__traceback__)
        if Path(frame.filename) == there
    ]  # fmt: skip
    if isinstance(error, SyntaxError):
        lines = [error.lineno]
    at = f", line {lines[-1]}" if lines else ""
    more = ""
    if isinstance(error, ModuleNotFoundError):
        more = ": install it where bptutor is, or write without it (w.tanh(), w.exp(), …)"
    return f"{what}{at}: {type(error).__name__}: {safe(str(error))}{more}"
