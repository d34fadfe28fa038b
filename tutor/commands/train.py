"""``bptutor train``: watch a network learn, on data that are there or of one's own."""

from __future__ import annotations

from collections.abc import Iterable
from pathlib import Path
from typing import TYPE_CHECKING

import click

from tutor.commands.common import Refused, Seed, explain_errors
from tutor.commands.completion import WordOption, complete_data

if TYPE_CHECKING:
    from tutor.core.training import DataSet, Setup

BYTES = 50_000_000
"""The most that is read of a file; one that is longer than a run can use is refused in words."""


def _activations() -> Iterable[tuple[str, str]]:
    from tutor.core.training import ACTIVATIONS

    return ((name, "") for name in ACTIVATIONS)


def _losses() -> Iterable[tuple[str, str]]:
    from tutor.core.training import LOSSES

    return ((name, "") for name in LOSSES)


def _optimisers() -> Iterable[tuple[str, str]]:
    from tutor.core.training import OPTIMISERS

    return ((name, "") for name in OPTIMISERS)


@click.command()
@click.argument("data", default="xor", shell_complete=complete_data)
@click.option("--layers", default="", metavar="2-8-1", help="units of each layer, inputs first")
@click.option("--rate", type=float, metavar="RATE", help="the learning rate η")
@click.option("--batch", type=click.IntRange(min=0), metavar="N", help="batch size; 0 takes all")
@click.option(
    "--sigma", cls=WordOption, words=_activations, default="", show_default=False,
    metavar="NAME", help="σ of the hidden layers",
)  # fmt: skip
@click.option(
    "--loss", cls=WordOption, words=_losses, default="", show_default=False,
    metavar="NAME", help="the cost of an example, where the target is one of two classes",
)  # fmt: skip
@click.option(
    "--optimiser", cls=WordOption, words=_optimisers, default="", show_default=False,
    metavar="NAME", help="how a step is made from a gradient",
)  # fmt: skip
@click.option("--seed", type=Seed(2**31), metavar="N", default=1, help="decides start and batches")
@click.option("--plain", is_flag=True, help="a table and sentences instead of pictures")
@click.pass_obj
def train(
    always_plain: bool,
    data: str,
    layers: str,
    rate: float | None,
    batch: int | None,
    sigma: str,
    loss: str,
    optimiser: str,
    seed: int,
    plain: bool,
) -> None:
    """Watch a network learn, and open any of its steps.

    The run plays, stops and goes back, and any example can be opened with its weights at any
    update.

    DATA is xor (when it is not given), moons, circles, spiral, line, blobs, or a CSV file: one
    or two columns of inputs, and the target in the last one, a number or one of two or three
    classes. Each is learnt with layers, rate and batch that suit it, unless you give others.
    """
    from tutor.core.training import usual
    from tutor.launch import open_tutor

    with explain_errors():
        setup = _with_options(usual(_data(data), seed), layers, sigma, loss, optimiser)
        if rate is not None or batch is not None:
            setup = setup.changed(0, rate=_checked(rate), batch=batch)
        raise SystemExit(open_tutor(plain=plain or always_plain, training=setup))


def _checked(rate: float | None) -> float:
    """0 for no rate; a rate of 0 is none either, and is refused like others."""
    from tutor.core.training import checked_rate

    return 0.0 if rate is None else checked_rate(rate)


def _with_options(setup: Setup, layers: str, sigma: str, loss: str, optimiser: str) -> Setup:
    from dataclasses import replace  # --help does without

    from tutor.core.syntax import did_you_mean
    from tutor.core.text import safe
    from tutor.core.training import ACTIVATIONS, LOSSES, OPTIMISERS, sizes_of, with_loss

    for word, names, what in (
        (sigma, ACTIVATIONS, "activation"), (loss, LOSSES, "cost"),
        (optimiser, OPTIMISERS, "optimiser"),
    ):  # fmt: skip
        if word and word not in names:
            raise Refused(f"there is no {what} {safe(word)!r}; {did_you_mean(word, names)}")
    if loss:
        setup = with_loss(setup, loss)
    shape = setup.shape
    if layers:
        shape = replace(shape, sizes=sizes_of(safe(layers), shape.sizes[0], shape.sizes[-1]))
    if sigma:
        shape = replace(shape, activation=sigma)
    return replace(setup, shape=shape, optimiser=optimiser or setup.optimiser)


def _data(word: str) -> DataSet:
    from tutor.core.syntax import did_you_mean
    from tutor.core.text import clip, safe
    from tutor.core.training import MADE, made, read_csv
    from tutor.library import read_bytes

    if word in MADE:
        return made(word)
    path = Path(word)
    if not path.suffix and not path.exists():
        raise Refused(
            f"there are no data {safe(word)!r}; {did_you_mean(word, MADE)} (your own: FILE.csv)"
        )
    name = clip(safe(path.name), 30)
    try:
        text = read_bytes(path, BYTES).decode("utf-8-sig")
    except UnicodeDecodeError as error:
        raise Refused(f"{name} is not UTF-8 text: save it as CSV with UTF-8") from error
    return read_csv(text, name)
