"""``bptutor graph``: any formula as a computation graph."""

from __future__ import annotations

from typing import TYPE_CHECKING

import click

from tutor.commands.common import (
    SOURCE_HELP,
    VALUES_HELP,
    Refused,
    Seed,
    columns_of,
    explain_errors,
    graph_from,
    of_option,
    plain_option,
    seed_or_random,
)
from tutor.commands.completion import WordOption, formats

if TYPE_CHECKING:
    from collections.abc import Iterable, Mapping, Sequence

    from tutor.core.drawing import Marks, StyledLine, StyledText
    from tutor.core.drawing.export import Format
    from tutor.core.graph import Pass
    from tutor.core.lesson import LessonGraph

COLOURS = {
    "gradient": "green",
    "gradient.negative": "red",
    "local": "cyan",
    "value.unknown": "bright_black",
    "gradient.unknown": "bright_black",
}
"""What is told apart by colour on a terminal; a large gradient is bold, too."""


@click.command(
    help=f"Draw a computation graph with its values and gradients.\n\n{SOURCE_HELP}\n\n"
    f"{VALUES_HELP} Without values the graph is drawn with ? for its numbers.\n\n"
    "With --python there is no SOURCE: the file is run, and its function called with the values."
)
@click.argument("source", required=False)
@click.argument("values", nargs=-1, metavar="[NAME=VALUE]...")
@click.option(
    "--python", "function", metavar="FILE:FUNCTION", help="draw what a function of yours computes"
)
@of_option
@click.option(
    "--format",
    "form",
    cls=WordOption,
    words=formats,
    default="text",
    show_default=True,
    metavar="FORM",
)
@click.option("--draw", is_flag=True, help="choose the values that are not given")
@click.option("--seed", type=Seed(), metavar="N", help="the same seed, the same values")
@plain_option
def graph(
    source: str | None, values: tuple[str, ...], function: str | None, of: str, form: str, *,
    draw: bool, seed: int | None, plain: bool,
) -> None:  # fmt: skip
    """Draw a computation graph."""
    import sys

    from tutor.core.drawing import marks_from, printed
    from tutor.core.graph import kinks, run
    from tutor.graph_arguments import missing_values

    written = None if form == "text" else _find_format(form)
    with explain_errors():
        needed = written is not None and written.needs_values and not draw
        lesson_graph, given = _read_graph(source, values, of, function, all_needed=needed)
        missing = missing_values(lesson_graph.graph, given)
        leaves = given
        if missing:
            given = {
                n.name: n.default for n in lesson_graph.graph.leaves if n.default is not None
            } | given
            asked = missing if draw else ()
            leaves = _draw_values(lesson_graph, given, seed_or_random(seed if draw else 1), asked)
        if draw:
            given = leaves
        numbers = run(lesson_graph.graph, leaves)
        marks = marks_from(numbers, given)
        if written is not None:
            click.echo(written.write(numbers, marks))
        else:
            notes = kinks(numbers) if marks.gradients else ()
            if plain:
                _tell(numbers, marks, notes)
            else:
                _print(printed(numbers, marks, columns_of(sys.stdout)))
                click.echo("".join(f"{line}\n" for line in notes), nl=False)
    if draw and missing:
        click.echo(f"drawn: {' '.join(f'{name}={leaves[name]:g}' for name in missing)}", err=True)
    elif missing:
        wanted = " ".join(f"{name}=…" for name in missing)
        click.echo(f"no value for {', '.join(missing)}: add {wanted}, or --draw", err=True)


def _find_format(name: str) -> Format:
    """The format of this name.  Raises Refused."""
    from tutor.core.drawing.export import FORMATS

    if name not in FORMATS:
        raise Refused(f"no format {name!r}: choose one of {', '.join(FORMATS)}")
    return FORMATS[name]


def _draw_values(
    graph: LessonGraph, given: Mapping[str, float], seed: int, asked: Sequence[str]
) -> dict[str, float]:
    """Values for the leaves that have none, in the domain of the graph.

    Mistakes in the gradients of those that are ``asked`` about show: none is another's value.
    """
    from tutor.core.questions import with_fixed_leaves
    from tutor.core.variants import draw

    return dict(draw(with_fixed_leaves(graph, dict(given)), seed, asked=asked))


def _read_graph(
    source: str | None, values: tuple[str, ...], of: str, function: str | None, *, all_needed: bool
) -> tuple[LessonGraph, dict[str, float]]:
    """The graph, and the values of its leaves."""
    from tutor.core.lesson import LessonGraph
    from tutor.graph_arguments import pairs_of

    if function is not None:
        from tutor.tracing import trace_function

        return LessonGraph(
            trace_function(function, pairs_of((source, *values) if source else ()))
        ), {}
    if source is None:
        raise Refused("name a SOURCE, as in: bptutor graph 'J = (w*x - y)^2' w=2 x=1 y=3")
    return graph_from(source, values, of, all_needed=all_needed)


def _tell(numbers: Pass, marks: Marks, notes: Iterable[str]) -> None:
    """Say what the picture shows, a sentence a node, and the notes below it."""
    from tutor.core.session import Scene
    from tutor.plain import Console, scene_lines

    console = Console(words=True)
    for line in scene_lines(Scene("", numbers, marks), words=True):
        console.say(line)
    for line in notes:
        console.tell(line)


def _print(lines: Iterable[StyledLine]) -> None:
    """Print runs of characters, in colour where there is a terminal that wants it."""
    import os

    colour = False if os.environ.get("NO_COLOR") else None
    for line in lines:
        text = "".join(_colour_run(run) for run in line)
        click.echo(text.rstrip(), color=colour)


def _colour_run(run: StyledText) -> str:
    kind = run.style.removesuffix(".small").removesuffix(".large")
    fg = COLOURS.get(kind)
    return click.style(run.text, fg=fg, bold=run.style.endswith(".large")) if fg else run.text
