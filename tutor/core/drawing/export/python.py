"""A graph as a program in Python that runs by itself."""

from __future__ import annotations

from tutor.core.drawing.picture import Marks
from tutor.core.graph import Pass, program_of


def python(numbers: Pass, marks: Marks | None = None) -> str:
    """A program that runs: it prints the output and the gradients of the leaves, a line each.

    Where a leaf has no value it is the function alone, with a line that says how it is called.
    """
    program, _ = program_of(numbers)
    if marks is not None and not marks.gradients:
        wanted = ", ".join(f"{name}=…" for name in program.leaves)
        return f"{program.text.rstrip()}\n\n\n# value, gradients = program({wanted})"
    given = ", ".join(f"{name}={value!r}" for name, value in program.values.items())
    output = numbers.graph.label(numbers.graph.output)
    return "\n".join(
        (
            program.text.rstrip(),
            "\n",
            f"value, gradients = program({given})",
            f"print({output!r}, value)",
            "for name, gradient in gradients.items():",
            f"    print('∂' {output!r} '/∂' + name, gradient)",
        )
    )
