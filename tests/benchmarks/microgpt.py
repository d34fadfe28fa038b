"""A character-level transformer of plain numbers, as microgpt is one: trained on made-up names.

Token and position embeddings, one block (root-mean-square norm, four heads of causal attention, a
relu layer four times as wide, two residual sums), a softmax, the mean cross-entropy over a name,
and Adam with a learning rate that falls to 0.  Nothing here knows whose ``Value`` it computes with.
"""

from __future__ import annotations

import random
from collections.abc import Callable, Iterator
from math import sqrt
from typing import Any

WIDTH, HEADS, LONGEST = 16, 4, 8
NAMES = ("anna", "mara", "nora", "rona", "amon", "roman", "norman", "ramona", "aaron", "manna")
LETTERS = sorted({letter for name in NAMES for letter in name})
END = len(LETTERS)  # one more token, before and after each name

Vector = list[Any]
Linear = Callable[[Vector, list[Vector]], Vector]
Softmax = Callable[[Vector], Vector]


def products(x: Vector, matrix: list[Vector]) -> Vector:
    """W·x, a product and a sum at a time."""
    return [sum(w * u for w, u in zip(row, x, strict=True)) for row in matrix]


def softmax(logits: Vector) -> Vector:
    """e^z / Σ e^z; the quotient is written as a power, which all engines round alike."""
    largest = max(z.data for z in logits)
    powers = [(z - largest).exp() for z in logits]
    share = sum(powers) ** -1
    return [power * share for power in powers]


def normed(x: Vector) -> Vector:
    """The vector over its root mean square."""
    scale = (sum(u * u for u in x) / len(x) + 1e-5) ** -0.5
    return [u * scale for u in x]


class Transformer:
    """The parameters of the model, and its forward pass a token at a time."""

    def __init__(
        self,
        value: Callable[[float], Any],
        linear: Linear = products,
        softmax: Softmax = softmax,
    ) -> None:
        draw = random.Random(42)
        self.linear, self.softmax = linear, softmax
        shapes = {
            "tokens": (END + 1, WIDTH), "places": (LONGEST, WIDTH), "out": (END + 1, WIDTH),
            "queries": (WIDTH, WIDTH), "keys": (WIDTH, WIDTH), "values": (WIDTH, WIDTH),
            "joined": (WIDTH, WIDTH), "wide": (4 * WIDTH, WIDTH), "narrow": (WIDTH, 4 * WIDTH),
        }  # fmt: skip
        self.matrices = {
            name: [[value(draw.gauss(0, 0.08)) for _ in range(columns)] for _ in range(rows)]
            for name, (rows, columns) in shapes.items()
        }
        self.parameters = [p for m in self.matrices.values() for row in m for p in row]

    def embedded(self, token: int) -> Vector:
        """The vector that stands for a token."""
        return self.matrices["tokens"][token]

    def logits(self, token: int, place: int, keys: list[Vector], values: list[Vector]) -> Vector:
        """The scores of the next token; ``keys`` and ``values`` grow by those of this one."""
        m, linear = self.matrices, self.linear
        x = normed([t + p for t, p in zip(self.embedded(token), m["places"][place], strict=True)])
        before, x = x, normed(x)
        query = linear(x, m["queries"])
        keys.append(linear(x, m["keys"]))
        values.append(linear(x, m["values"]))
        heads = [self.attended(h, query, keys, values) for h in range(HEADS)]
        x = linear([u for head in heads for u in head], m["joined"])
        x = before = [u + v for u, v in zip(x, before, strict=True)]
        x = [u.relu() for u in linear(normed(x), m["wide"])]
        x = [u + v for u, v in zip(linear(x, m["narrow"]), before, strict=True)]
        return linear(x, m["out"])

    def attended(
        self, head: int, query: Vector, keys: list[Vector], values: list[Vector]
    ) -> Vector:
        """What one head makes of the values so far."""
        size = WIDTH // HEADS
        mine = slice(head * size, (head + 1) * size)
        scores = [products(query[mine], [key[mine]])[0] / size**0.5 for key in keys]
        columns = [list(column) for column in zip(*(value[mine] for value in values), strict=True)]
        return products(self.softmax(scores), columns)

    def learn(self, name: str) -> Any:
        """The loss on a name; its gradients are added to those of the parameters."""
        loss = self.loss(name)
        loss.backward()
        return loss

    def loss(self, name: str) -> Any:
        """The mean over the name's tokens of −log p."""
        tokens = tokens_of(name)
        keys: list[Vector] = []
        values: list[Vector] = []
        terms = []
        for place, token in enumerate(tokens[:-1]):
            shares = self.softmax(self.logits(token, place, keys, values))
            terms.append(-shares[tokens[place + 1]].log())
        return (1 / len(terms)) * sum(terms)


def tokens_of(name: str) -> list[int]:
    """The numbers of its letters between two ends, cut where the model ends."""
    return [END, *map(LETTERS.index, name), END][: LONGEST + 1]


def training(model: Transformer, steps: int) -> Iterator[float]:
    """The losses, one a step; Adam as the script has it, on ``data`` and ``grad`` alone.

    As there, the graph of a step lives until that of the next is made.
    """
    parameters = model.parameters
    means, squares = [0.0] * len(parameters), [0.0] * len(parameters)
    for step in range(steps):
        loss = model.learn(NAMES[step % len(NAMES)])
        rate = 0.01 * (1 - step / steps)
        for i, p in enumerate(parameters):
            means[i] = 0.85 * means[i] + (1 - 0.85) * p.grad
            squares[i] = 0.99 * squares[i] + (1 - 0.99) * p.grad**2
            mean, square = (
                means[i] / (1 - 0.85 ** (step + 1)),
                squares[i] / (1 - 0.99 ** (step + 1)),
            )
            p.data -= rate * mean / (sqrt(square) + 1e-8)
            p.grad = 0
        yield getattr(loss, "data", loss)
