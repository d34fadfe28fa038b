"""The documents show what really happens: every example in them is run."""

from __future__ import annotations

import contextlib
import io
import os
import re
import shlex
import subprocess
import sys
from collections.abc import Iterator
from pathlib import Path

import pytest

from tests.documents import GUIDES, context_of
from tutor.commands.common import graph_from
from tutor.core.drawing.export.formats import FORMATS

ROOT = Path(__file__).parent.parent
DOCUMENTS = [
    *(ROOT / name for name in ("README.md", "CONTRIBUTING.md", "lessons/README.md")),
    *(ROOT / "docs" / name for name in (*GUIDES, "README.md", "commands.md", "plain.md")),
]
FENCE = re.compile(r"^```(\w*)[^\n]*\n(.*?)^```$", re.MULTILINE | re.DOTALL)


def blocks(language: str) -> Iterator[tuple[str, str]]:
    for document in DOCUMENTS:
        for number, (info, body) in enumerate(FENCE.findall(document.read_text("utf-8")), 1):
            if info == language:
                yield f"{document.name}-{number}", body


def cases(language: str) -> list[object]:
    return [pytest.param(body, id=name) for name, body in blocks(language)]


@pytest.mark.parametrize("code", cases("python"))
def test_python_examples_print_what_their_comments_say(code: str) -> None:
    out = io.StringIO()
    with contextlib.redirect_stdout(out):
        exec(compile(code, "README", "exec"), {"__name__": "__example__"})  # noqa: S102
    said = re.findall(r"print\(.*\)\s+# (.+)$", code, re.MULTILINE)
    assert out.getvalue().splitlines() == said


NAMED = re.compile(r"^```\w+ ([\w.-]+)\n(.*?)^```$", re.MULTILINE | re.DOTALL)
"""A block that stands for a file of this name."""


@pytest.mark.parametrize("session", cases("console"))
def test_console_examples_print_what_is_shown(session: str, tmp_path: Path) -> None:
    for document in DOCUMENTS:
        for name, body in NAMED.findall(document.read_text("utf-8")):
            (tmp_path / name).write_text(body, "utf-8")
    environment = {**os.environ, "BPTUTOR_HOME": str(tmp_path), "PYTHONPATH": str(ROOT)}
    for command, shown in re.findall(r"^\$ (.*)\n((?:(?!\$ ).*\n)*)", session, re.MULTILINE):
        words = shlex.split(command)
        assert words[0] == "bptutor"
        done = subprocess.run(
            [sys.executable, "-m", "tutor", *words[1:]],
            capture_output=True, text=True, cwd=tmp_path, env=environment,
        )  # fmt: skip
        lines = [line.rstrip() for line in (done.stdout + done.stderr).splitlines()]
        assert lines == [line.rstrip() for line in shown.splitlines()], command


def test_the_guide_names_every_export_format() -> None:
    text = (ROOT / "docs" / "formulas.md").read_text("utf-8")
    sentence = re.search(r"`--format` gives ([^.]*)\.", text)
    assert sentence
    named = set(re.findall(r"\w+", sentence[1].casefold())) - {"or"}
    wanted = set(FORMATS) - {"text"}
    assert named == wanted, (
        f"the sentence on --format in docs/formulas.md is to name {sorted(wanted)}"
    )


def test_the_readme_starts_with_the_two_commands_and_a_picture() -> None:
    text = (ROOT / "README.md").read_text("utf-8")
    run, test = re.findall(r"^python3 -m venv .*$", text, re.MULTILINE)[:2]
    assert run.endswith("bptutor")
    assert test.endswith("pytest -n auto")
    assert text.index("docs/bptutor.svg") < text.index(run) < text.index(test)
    students, lecturers, engine = (text.index(f"## For a {who}") for who in READERS)
    assert text.index(test) < students < lecturers < engine < text.index("w.grad")


READERS = ("student", "lecturer", "user of the engine")
SCREEN = 52
"""Lines of a page on a screen."""


@pytest.mark.parametrize("reader", READERS)
def test_each_reader_of_the_readme_has_one_screen(reader: str) -> None:
    text = (ROOT / "README.md").read_text("utf-8")
    section = text.partition(f"## For a {reader}\n")[2].partition("\n## ")[0]
    assert 10 < len(section.splitlines()) <= SCREEN
    assert "](docs/" in section  # where to read on


def test_every_command_of_the_program_is_named_in_the_readme() -> None:
    from tutor.cli import main

    text = (ROOT / "README.md").read_text("utf-8")
    for name, command in main.commands.items():
        assert f"bptutor {name}" in text, name
        assert command.help, name


def test_no_line_of_the_help_is_cut_and_every_option_says_what_it_does() -> None:
    from tutor.cli import main

    assert "..." not in main.get_help(context_of(main, "bptutor")).partition("Commands:")[2]
    for name, command in main.commands.items():
        context = context_of(command, name)
        for option in command.get_params(context):
            if option.param_type_name != "option":
                continue
            record = option.get_help_record(context)
            assert record is None or record[1], (name, option.name)
        shown = command.get_help(context)
        assert "INTEGER RANGE" not in shown, name
        assert "9223372036854775807" not in shown, name


def test_one_version_is_named_everywhere() -> None:
    from tutor import __version__

    (cited,) = re.findall(r"^version: (.+)$", (ROOT / "CITATION.cff").read_text("utf-8"), re.M)
    changes = re.findall(r"^## \[(.+?)\]", (ROOT / "CHANGELOG.md").read_text("utf-8"), re.M)
    assert cited == __version__
    assert changes[:2] == ["Unreleased", __version__]


def test_every_file_that_is_named_is_there() -> None:
    """Files move, and the sentences that name them are to follow."""
    there = {path.name for path in ROOT.rglob("*") if ".venv" not in path.parts}
    sources = [path for room in ("engine", "tutor") for path in (ROOT / room).rglob("*.py")]
    for document in [*DOCUMENTS, *sources]:
        text = document.read_text("utf-8")
        for name in re.findall(r"`([\w./-]+\.(?:py|lark|tcss|sql|json))`", text):
            assert Path(name).name in there, f"{document} names {name}"
        for link in re.findall(r"\]\((?!http)([^)#\s]+)\)", text) if document in DOCUMENTS else ():
            assert (document.parent / link).exists(), f"{document} links {link}"


def test_the_layer_of_the_guide_to_formulas_can_be_computed() -> None:
    """The formula and the values beside it, as they stand there."""
    text = (ROOT / "docs/formulas.md").read_text("utf-8")
    found = re.search(r"by name: `([^`]+)` with\s+`([^`]+)`", text)
    assert found is not None
    read = graph_from(found[1], tuple(shlex.split(found[2])), "", all_needed=True)
    assert len(read[0].graph.leaves) == 10
