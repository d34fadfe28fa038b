"""How many of the written forms are read rightly: ``python -m tests.core.formulas.forms``."""

from __future__ import annotations

import inspect
import math
from collections.abc import Mapping

from tests.core.formulas import beside, further, told
from tests.core.formulas.form import Form, Refusal
from tests.core.formulas.programs import NOT_READ, READ
from tests.core.formulas.published import PUBLISHED, Published
from tests.core.formulas.table import FORMS, REFUSED
from tutor.core.errors import TutorError
from tutor.core.graph import Pass, run
from tutor.core.typed import Typed
from tutor.graph_arguments import SourceError, read_given
from tutor.library import SourceProblemsError


def read(text: str, given: str, of: str = "") -> tuple[Typed, Pass]:
    """Both passes over the graph that a command line with this text and these values gets."""
    typed, values = read_given(text, tuple(given.split()), of=of)
    assert typed.graph
    return typed, run(typed.graph.graph, values)


def said(text: str, given: str) -> str:
    """All that the command line says of a text that it refuses; "" when it does not."""
    try:
        read(text, given)
    except SourceProblemsError as error:
        return "\n".join(f"{p.message} {p.help}" for p in error.problems)
    except (SourceError, TutorError) as error:
        return str(error)
    return ""


def wrong_in(form: Form) -> str:
    """What is wrong with the reading of this form; "" when it is right."""
    try:
        typed, numbers = read(form.text, form.given, form.of)
    except SourceProblemsError as error:
        return f"refused: {error.problems[0].message} ({error.problems[0].help})"
    except (SourceError, TutorError) as error:
        return f"refused: {error}"
    leaves: dict[str, float] = {}
    for name, parameter in inspect.signature(form.right).parameters.items():
        node = typed.node(name.rstrip("_")) or typed.node(name)
        if not node:
            return f"there is no leaf {name}"
        leaves[name] = numbers.values[node]
        if parameter.default is not inspect.Parameter.empty and parameter.default != leaves[name]:
            return f"{name} is {leaves[name]}"
    expected = form.right(**leaves)
    found = numbers.values[numbers.graph.output]
    if not math.isclose(found, expected, rel_tol=1e-9, abs_tol=1e-12):
        return f"value {found}, not {expected}"
    if len(numbers.graph.leaves) != len(leaves):
        return f"the leaves are {', '.join(leaf.name for leaf in numbers.graph.leaves)}"
    return _wrong_slope(form, typed, numbers, leaves)


def _wrong_slope(form: Form, typed: Typed, numbers: Pass, leaves: Mapping[str, float]) -> str:
    """Gradients against central differences of the formula that was written by hand."""
    for name, value in leaves.items():
        h = 1e-6 * max(1.0, abs(value))
        up, down = (form.right(**{**leaves, name: value + d}) for d in (h, -h))
        slope = (up - down) / (2 * h)
        found = numbers.gradients[typed.node(name.rstrip("_")) or typed.node(name)]
        if not math.isclose(found, slope, rel_tol=1e-5, abs_tol=1e-6):
            return f"gradient at {name}: {found}, not {slope}"
    return ""


def wrong_of(one: Published) -> str:
    """What differs from the published numbers; "" when nothing does."""
    try:
        typed, numbers = read(one.text, one.given)
    except SourceProblemsError as error:
        return f"refused: {error.problems[0].message} ({error.problems[0].help})"
    except (SourceError, TutorError) as error:
        return f"refused: {error}"
    found = numbers.values[numbers.graph.output]
    if one.value is not None and abs(found - one.value) > one.within:
        return f"value {found}, not {one.value}"
    for name, gradient in one.gradients.items():
        node = typed.node(name)
        if not node or abs(numbers.gradients[node] - gradient) > one.within:
            return f"gradient at {name}: {numbers.gradients.get(node)}, not {gradient}"
    return ""


def wrong_refusal(one: Refusal) -> str:
    """What is wrong with the answer to a text that cannot be read; "" when it is right."""
    message = said(one.text, one.given)
    if not message:
        return "read without a word"
    missing = [part for part in one.said if part not in message]
    return f"{message!r} has no {missing}" if missing else ""


def main() -> None:
    """Print the figures, and what is not as it should be."""
    for title, found in (
        (
            "read",
            [
                (form.text, wrong_in(form))
                for form in (*FORMS, *READ, *further.FORMS, *beside.FORMS, *told.FORMS)
            ],
        ),
        ("as published", [(one.text, wrong_of(one)) for one in PUBLISHED]),
        (
            "refused",
            [
                (one.text, wrong_refusal(one))
                for one in (
                    *REFUSED,
                    *NOT_READ,
                    *further.NOT_READ,
                    *beside.NOT_READ,
                    *told.NOT_READ,
                )
            ],
        ),
    ):
        bad = [(text, wrong) for text, wrong in found if wrong]
        print(f"{title}: {len(found) - len(bad)} of {len(found)}")
        for text, wrong in bad:
            print(f"    {text!r}\n        {wrong}")


if __name__ == "__main__":
    main()
