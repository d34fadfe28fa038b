"""Search for LaTeX that does anything but give safe lines or a FormulaError."""

from __future__ import annotations

import atheris

from tests.fuzz.run import search, text_of

with atheris.instrument_imports(include=["tutor.core", "pylatexenc"]):
    import tutor.core.typesetting.reader
    import tutor.core.typesetting.render  # noqa: F401 (imported here to be instrumented)
    from tutor.core.text.terminal import safe
    from tutor.core.typesetting import FormulaError, display, inline


def formula(data: bytes) -> None:
    """Write in both ways."""
    latex = text_of(data)
    try:
        lines = [line.text for line in (inline(latex), *display(latex))]
    except FormulaError:
        return
    if any(safe(line) != line for line in lines):
        raise ValueError("a line that is not safe")


if __name__ == "__main__":
    inline("\\frac{a}{b}")
    search(formula, 0.5)
