"""The transformer as programs that are replayed, one a length of name: no graph a step.

A program has one path, so a token comes in as a vector of noughts and a one, and a softmax is
e^(z − log Σ e^z), which asks no number how large it is.
"""

from __future__ import annotations

from typing import Any

from engine import Value, dot, logsumexp
from engine.extras.replay import Replay, compile  # noqa: A004  its name there
from tests.benchmarks.microgpt import END, NAMES, Transformer, Vector, tokens_of

TOKENS = END + 1


def dots(x: Vector, matrix: list[Vector]) -> Vector:
    """W·x, a node a row."""
    return [dot(row, x) for row in matrix]


def softmax(logits: Vector) -> Vector:
    """e^(z − log Σ e^z)."""
    whole = logsumexp(*logits)
    return [(z - whole).exp() for z in logits]


def row_of(name: str) -> tuple[float, ...]:
    """Its tokens as the program takes them: for each a one among noughts."""
    return tuple(float(k == token) for token in tokens_of(name) for k in range(TOKENS))


class Replayed(Transformer):
    """The same model; ``learn`` runs the program for names of that length."""

    def __init__(self) -> None:
        super().__init__(Value, dots, softmax)
        self.programs: dict[int, Replay] = {}
        for row in map(row_of, NAMES):
            if len(row) not in self.programs:
                self.programs[len(row)] = compile(self.cost, self.parameters, [row])

    def embedded(self, token: Any) -> Vector:
        """The vector of the token that is 1 among those that are 0."""
        columns = zip(*self.matrices["tokens"], strict=True)
        return [dot(token, column) for column in columns]

    def cost(self, *row: Value) -> Value:
        """The mean over the tokens of log Σ e^z − z of the right one."""
        tokens = [row[k : k + TOKENS] for k in range(0, len(row), TOKENS)]
        keys: list[Vector] = []
        values: list[Vector] = []
        terms = []
        for place, token in enumerate(tokens[:-1]):
            z = self.logits(token, place, keys, values)  # type: ignore[arg-type]
            terms.append(logsumexp(*z) - dot(tokens[place + 1], z))
        return (1 / len(terms)) * sum(terms, Value(0.0))

    def learn(self, name: str) -> float:
        """The loss on a name; its gradients are added to those of the parameters."""
        row = row_of(name)
        return self.programs[len(row)].backward([row])
