"""The lower bounds of pyproject.toml, tried: ``python -m tests.lowest``.

Makes a fresh virtual environment in ``.venv-lowest`` with the Python that runs this, installs the
lowest version of everything that is named (what those need in turn is the newest that fits), and
runs the tests that are marked ``smoke``.  A bound that is no release, that does not go with the
others, or with which the tutor does not work, is exit status 1.
"""

from __future__ import annotations

import re
import shutil
import subprocess
import sys
import tomllib
import venv
from collections.abc import Iterable, Iterator
from pathlib import Path

ROOT = Path(__file__).parent.parent
FOLDER = ROOT / ".venv-lowest"
CHECKERS = ("mypy", "ruff")
"""What reads the code but never runs it."""


def lowest(requirements: Iterable[str]) -> Iterator[str]:
    """``name==1.2`` for each ``name>=1.2,<2``.  Raises ValueError for one without a lower bound."""
    for one in requirements:
        found = re.match(r"([\w.-]+)\s*[>=]=\s*([\w.]+)", one)
        if found is None:
            raise ValueError(f"{one!r} has no lower bound")
        if found[1] not in CHECKERS:
            yield f"{found[1]}=={found[2]}"


def main() -> int:
    """Install and test."""
    project = tomllib.loads((ROOT / "pyproject.toml").read_text("utf-8"))["project"]
    named = [*project["dependencies"], *project["optional-dependencies"]["test"]]
    shutil.rmtree(FOLDER, ignore_errors=True)
    venv.create(FOLDER, with_pip=True)
    python = FOLDER / ("Scripts" if sys.platform == "win32" else "bin") / "python"
    commands = (
        ["-m", "pip", "install", "-q", *lowest(named), "-e", "."],
        ["-m", "pytest", "-m", "smoke", "-n", "auto", "-p", "no:cacheprovider"],
    )
    for command in commands:
        print("+ python", *command, flush=True)
        status = subprocess.run([python, *command], cwd=ROOT, check=False).returncode
        if status:
            return 1
    return 0


if __name__ == "__main__":
    sys.exit(main())
