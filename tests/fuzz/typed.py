"""Search for text from which the reader of typed graphs makes neither a graph nor problems."""

from __future__ import annotations

import atheris

from tests.fuzz.run import search, text_of

with atheris.instrument_imports(include=["tutor.core", "lark", "pylatexenc"]):
    import tutor.core.expression.grammar
    import tutor.core.formula.reader
    import tutor.core.notation.latex  # noqa: F401 (imported here to be instrumented)
    from tutor.core.answers import AnswerError, read_formula
    from tutor.core.text import safe
    from tutor.core.typed import pointed, read_typed


def typed(data: bytes) -> None:
    """Read as a graph, and as an answer; what is shown of it must be safe."""
    text = text_of(data)
    read = read_typed(text, given=dict.fromkeys(["w", "x", "b"]))
    if (read.graph is None) != any(one.severity == "error" for one in read.problems):
        raise ValueError("neither a graph nor a problem")
    for one in read.problems:
        shown = (one.message, one.help, *pointed(text, one))
        if one.line < 1 or one.column < 1 or any(safe(line) != line for line in shown):
            raise ValueError("a problem without a place, or one that cannot be shown")
    if safe(read.read_as) != read.read_as:
        raise ValueError("what was read cannot be shown")
    try:
        read_formula(text, ["w", "x", "b"])
    except AnswerError:
        return


if __name__ == "__main__":
    typed(b"y = x")
    search(typed, 1.0)
