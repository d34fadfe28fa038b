from __future__ import annotations

import json
import re
import shutil
import subprocess
import sys
from collections.abc import Callable
from pathlib import Path
from xml.etree import ElementTree

import pytest

from engine import OPERATIONS, Value
from tests.core.drawing.pictures import random_graph
from tests.core.graphs import EXAMPLE_7, FAN_OUT, LINREG, SIGMOID, graph
from tests.core.networks import perceptron
from tests.engine.samples import samples_of
from tutor.core.drawing.density import draw
from tutor.core.drawing.export.dot import dot
from tutor.core.drawing.export.formats import FORMATS, Format
from tutor.core.drawing.export.mermaid import mermaid
from tutor.core.drawing.export.python import python
from tutor.core.drawing.export.svg import svg, svg_of
from tutor.core.drawing.layout.cells import crossing_cells
from tutor.core.drawing.network import draw_network
from tutor.core.drawing.picture import Marks, marks_of
from tutor.core.graph import Graph, Pass, run
from tutor.notebook import graph_of

ROOT = Path(__file__).parent.parent.parent.parent
GRAPHS = [LINREG, EXAMPLE_7, SIGMOID, perceptron(2, 3, 1), random_graph(4)]


EACH = """\
import sys
sys.path.insert(0, sys.argv[1])
for one in sys.argv[2:]:
    exec(one, {})
    print("end")
"""
"""A Python of its own that runs program after program, with the engine of this tree."""


def printed(*sources: str) -> list[list[float]]:
    """The numbers at the ends of the lines that each program prints."""
    words = [sys.executable, "-I", "-c", EACH, str(ROOT), *sources]
    done = subprocess.run(words, capture_output=True, text=True)
    assert done.returncode == 0, done.stderr
    outputs = done.stdout.split("end\n")[:-1]
    return [[float(line.split()[-1]) for line in out.splitlines()] for out in outputs]


@pytest.mark.parametrize("shown", GRAPHS)
def test_the_program_runs_and_finds_the_same_numbers(shown: Graph) -> None:
    numbers = run(shown)
    expected = [numbers.values[shown.output]]
    expected += [numbers.gradients[leaf.name] for leaf in shown.leaves]
    assert printed(python(numbers)) == [pytest.approx(expected, rel=1e-12)]


def test_the_program_knows_every_operation() -> None:
    programs, expected = [], []
    for name in OPERATIONS:
        operands = max(samples_of(name), key=lambda s: (len(s) > 1, min(s) > 0))
        leaves = {f"x{i}": value for i, value in enumerate(operands)}
        shown = graph("y", **leaves, y=(name, *leaves))
        numbers = run(shown)
        expected.append([numbers.values["y"], *(numbers.gradients[leaf] for leaf in leaves)])
        programs.append(python(numbers))
    for name, found, right in zip(OPERATIONS, printed(*programs), expected, strict=True):
        assert found == pytest.approx(right, rel=1e-9), name


def test_names_that_python_keeps_for_itself_are_written_otherwise() -> None:
    shown = graph("exp", **{"lambda": 2.0, "print": 3.0}, exp=("mul", "lambda", "print"))
    assert printed(python(run(shown))) == [[6.0, 3.0, 2.0]]


@pytest.mark.parametrize("shown", GRAPHS)
def test_dot_names_every_node_and_edge(shown: Graph) -> None:
    text = dot(run(shown))
    assert text.count(" -> ") == len(shown.edges)
    assert text.count("[label=") == len(shown.nodes)
    if shutil.which("dot"):
        done = subprocess.run(["dot", "-Tsvg"], input=text, capture_output=True, text=True)  # noqa: S607
        assert done.returncode == 0, done.stderr


@pytest.mark.parametrize("shown", GRAPHS)
def test_mermaid_names_every_node_and_edge(shown: Graph) -> None:
    lines = mermaid(run(shown)).splitlines()
    assert lines[0] == "flowchart LR"
    assert sum("-->|" in line for line in lines) == len(shown.edges)
    assert sum(bool(re.fullmatch(r'  n\d+\("[^"]*"\)', line)) for line in lines) == len(shown.nodes)


def test_a_branch_of_a_line_has_no_gap_in_svg_and_a_crossing_has_one() -> None:
    for shown in (FAN_OUT, perceptron(2, 3, 1)):
        numbers = run(shown)
        picture = draw_network(numbers) or draw(numbers)
        gaps = svg_of(picture, marks_of(numbers)).count('class="under"')
        assert gaps == len([*crossing_cells(picture.layout)])
    assert gaps > 0


@pytest.mark.parametrize("shown", GRAPHS)
def test_svg_is_well_formed_and_shows_every_box_and_arrowhead(shown: Graph) -> None:
    root = ElementTree.fromstring(svg(run(shown)))  # noqa: S314 - our own text
    space = "{http://www.w3.org/2000/svg}"
    assert len(root.findall(f"{space}rect")) == len(shown.nodes)
    heads = [p for p in root.findall(f"{space}path") if p.get("class") == "head"]
    assert len(heads) == len(shown.edges)
    said = [one.text for one in root.findall(f"{space}text")]
    assert {node.label for node in shown.leaves} <= set(said)


def parses(text: str) -> bool:
    return ElementTree.fromstring(text) is not None  # noqa: S314 - our own text


READ_BACK: dict[str, Callable[[str], bool]] = {
    "text": lambda text: '"<b>' in text,
    "json": lambda text: '"<b>' in json.loads(text)["nodes"][0]["label"],
    "dot": lambda text: '\\"<b>' in text,
    "mermaid": lambda text: "<b>" not in text,
    "svg": parses,
    "python": lambda text: len(printed(text)[0]) == 2,
}
"""Whether a format is still what it was where a label has quotes and tags, for each format."""


def is_unbroken(name: str) -> bool:
    """Whether a label that a stranger chose breaks nothing, and sends the terminal no command."""
    label = 'x"<b>&\x1b[31m\n'
    numbers = run(graph_of(Value(1.0, label=label).exp()))
    text = FORMATS[name].write(numbers, marks_of(numbers))
    return READ_BACK[name](text) and not any(sign < " " and sign != "\n" for sign in text)


@pytest.mark.parametrize("form", FORMATS)
def test_a_label_with_quotes_and_tags_breaks_no_format(form: str) -> None:
    assert form in READ_BACK, f"say in READ_BACK how one sees that {form} is not broken"
    assert is_unbroken(form)


def test_a_format_that_forgets_to_quote_is_found(monkeypatch: pytest.MonkeyPatch) -> None:
    def naive(numbers: Pass, _: Marks) -> str:
        return "".join(f"<node>{node.label}</node>" for node in numbers.graph.leaves)

    monkeypatch.setitem(FORMATS, "naive", Format(naive))  # type: ignore[arg-type]  # a mapping to others
    monkeypatch.setitem(READ_BACK, "naive", parses)
    with pytest.raises(ElementTree.ParseError):
        is_unbroken("naive")


HALF_KNOWN = Marks(values={"x": 2.0})


DRAWN = [name for name, form in FORMATS.items() if not form.needs_values and name != "python"]


@pytest.mark.parametrize("form", DRAWN)
def test_what_is_not_known_is_a_question_mark_in_every_form(form: str) -> None:
    text = FORMATS[form].write(run(LINREG), HALF_KNOWN).replace("#63;", "?")
    assert text.count("?") >= 2 * len(LINREG.nodes) - 1
    assert "∇ 8" not in text
    assert FORMATS[form].write(run(LINREG), marks_of(run(LINREG))).count("?") == 0


def test_the_program_needs_no_values() -> None:
    text = python(run(LINREG), HALF_KNOWN)
    assert printed(text) == [[]]
    assert text.splitlines()[-1] == "# value, gradients = program(w=…, x=…, b=…, y=…)"
