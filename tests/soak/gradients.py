"""Random graphs at every scale: is a right gradient ever called wrong, or a program other bits?

``python -m tests.soak.gradients [GRAPHS]`` (20,000 unless said) makes graphs of all operations with
leaves of 10⁻⁹ to 10⁹, checks every gradient, runs the program of each, and prints the figures.
"""

from __future__ import annotations

import sys
from collections import Counter
from random import Random

from engine import OPERATIONS, DomainError, Value, apply, check_gradients, straight_line
from engine.value import topological_order

SEED = 20260


def graph_at_any_scale(random: Random, nodes: int = 25) -> Value:
    """A graph of any operations in which every node reaches the root; ∞ and ties happen."""
    pool = [
        Value(random.choice((-1, 1)) * 10.0 ** random.uniform(-9, 9), f"x{k}")
        for k in range(random.randint(1, 5))
    ]
    names = list(OPERATIONS)
    for _ in range(random.randint(1, nodes)):
        name = random.choice(names)
        count = OPERATIONS[name].arity or random.randint(1, 6)
        operands: list[Value | float] = [random.choice(pool[-10:]) for _ in range(count)]
        if name == "pow":
            operands[1] = random.choice((2.0, 3.0, -1.0, 0.5, 1.0, 0.0, random.uniform(-3, 3)))
        elif count > 1 and random.random() < 0.2:
            operands[random.randrange(count)] = random.choice((0.0, 1.0, -2.5, 1e6, 1e-6))
        if any(isinstance(operand, Value) for operand in operands):
            try:
                pool.append(apply(name, *operands))
            except DomainError:
                continue
    used = {value for node in pool for value in node.inputs}
    ends = [node for node in pool if node not in used]
    while len(ends) > 1:  # a sum of all ends, but for those that are ∞ of either sign
        try:
            return apply("sum", *ends)
        except DomainError:
            ends.pop()
    return ends[0]


def judged(random: Random, figures: Counter[str]) -> None:
    """Make one graph and count what is said of it."""
    root = graph_at_any_scale(random)
    leaves = [node for node in topological_order(root) if not node.inputs]
    try:
        report = check_gradients(root)
    except DomainError:
        figures["without a gradient (∞ − ∞)"] += 1
        return
    figures["graphs"] += 1
    for argument in report.arguments:
        figures[f"gradients by {argument.method}"] += 1
        if not argument.right:
            figures["called wrong by any"] += 1
            print(argument)
    root.backward()
    result = straight_line(root).run()
    if result.value != root.data or [*result.gradients.values()] != [v.grad for v in leaves]:
        figures["programs with other bits"] += 1


def main() -> None:
    random = Random(SEED)
    figures = Counter({"called wrong by any": 0, "programs with other bits": 0})
    for _ in range(int(sys.argv[1]) if len(sys.argv) > 1 else 20_000):
        judged(random, figures)
    for what, count in sorted(figures.items()):
        print(f"{count:8,}  {what}")


if __name__ == "__main__":
    main()
