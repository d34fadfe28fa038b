"""Writing a file of the learner's: into the current folder, never over another one."""

from __future__ import annotations

from pathlib import Path

from tutor.core.text import safe

ENDING = ".md"


def new_file(name: str, text: str) -> str:
    """Write ``text`` to a new file in the current folder; says where, or why not.

    What cannot be written whole is taken away again.
    """
    file = name if name.endswith(ENDING) else name + ENDING
    if file != Path(file).name or file == ENDING:
        return f"{safe(name)!r} is no name for a file here: give one without folders."
    path = Path.cwd() / file
    try:
        with path.open("x", encoding="utf-8") as opened:
            try:
                opened.write(text)
            except OSError:
                path.unlink(missing_ok=True)
                raise
    except FileExistsError:
        return f"{safe(file)} is there already: choose another name."
    except OSError as error:
        return f"{safe(file)} could not be written: {error.strerror or error}."
    return f"Saved as {safe(str(path))}: bptutor open {safe(file)}"
