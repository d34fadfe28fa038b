"""The documents that are made from the program.  ``python -m tests.documents`` writes them anew.

The rendered lessons, every command with its help, how plain mode reads, and the index of it all.
The guides beside them are written by hand.
"""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator
from pathlib import Path

import click

from tutor.cli import main
from tutor.core.checking import render
from tutor.core.reader import read
from tutor.library import LessonFile, built_in
from tutor.plain import conversation, home, sandbox, spoken, training

DOCS = Path(__file__).parent.parent / "docs"
GUIDES = ("student.md", "lecturer.md", "engine.md", "formulas.md")
"""Written by hand."""


def documents() -> Iterator[tuple[str, str]]:
    """The name of each document below ``docs``, and its text."""
    yield "README.md", index()
    yield "commands.md", commands()
    yield "plain.md", plain_mode()
    for file in built_in():
        yield f"lessons/{file.name}", lesson(file)


def lesson(file: LessonFile) -> str:
    """A lesson as ``bptutor render`` prints it."""
    found, problems = read(file.data, file.name)
    assert found is not None, problems
    return render(found)


def index() -> str:
    """A line a document; the lessons with what they cover."""
    lines = ["# Documents", "", "## Guides", ""]
    for name in (*GUIDES, "plain.md", "commands.md", "../lessons/README.md", "../CONTRIBUTING.md"):
        text = plain_mode() if name == "plain.md" else commands() if name == "commands.md" else ""
        title = (text or (DOCS / name).read_text("utf-8")).partition("\n")[0].removeprefix("# ")
        lines.append(f"- [{title}]({name})")
    lines += [
        "",
        "## Lessons",
        "",
        "As `bptutor render` prints them: with every answer, for staff.",
        "",
    ]
    for file in built_in():
        found, _ = read(file.data, file.name)
        assert found is not None
        lines.append(f"{file.number}. [{found.title}](lessons/{file.name})")
    made = "this page, the lessons, and the pages on plain mode and commands"
    lines += ["", f"`python -m tests.documents` writes {made}."]
    return "\n".join(lines) + "\n"


def commands() -> str:
    """Every command with its help, as the program prints it."""
    blocks = ["# Commands"]
    for name, command in sorted(main.commands.items()):
        text = command.get_help(context_of(command, name))
        blocks.append(f"## {name}\n\n```text\n{text.rstrip()}\n```")
    return "\n\n".join(blocks) + "\n"


def context_of(command: click.Command, name: str) -> click.Context:
    """Where the help of a command is printed."""
    above = click.Context(main, info_name="bptutor", **main.context_settings)
    return click.Context(command, parent=above, info_name=name, max_content_width=80)


def plain_mode() -> str:
    """How a text is read aloud, and what is typed."""
    about, _, decided = (spoken.__doc__ or "").partition("What was decided, and why:")
    intro = re.sub(r"``(.+?)``", r"`\1`", "\n\n".join(about.strip().split("\n\n")[1:]))
    parts = [
        "# Plain mode, read aloud",
        "`bptutor --plain` is the tutor in lines of text.",
        intro,
        re.sub(r"``(.+?)``", r"`\1`", decided.strip()),
        "## What is typed",
        "In the list of lessons:",
        command_table(home.COMMANDS),
        "In a lesson, a quiz or a review; anything else is an answer:",
        command_table(conversation.COMMANDS),
        "In the sandbox:",
        command_table(sandbox.COMMANDS),
        "In training:",
        command_table(training.COMMANDS),
        "## The signs that are left",
        "\n".join(
            ["| sign | read as |", "|---|---|"]
            + [f"| {code(sign)} | {how} |" for sign, how in spoken.ALLOWED.items()]
        ),
    ]
    return "\n\n".join(parts) + "\n"


def command_table(rows: Iterable[tuple[str, str, str]]) -> str:
    """A row a command."""
    lines = [f"| {key and code(key)} | {code(word)} | {does} |" for key, word, does in rows]
    return "\n".join(["| letter | word | what it does |", "|---|---|---|", *lines])


def code(text: str) -> str:
    """``text`` as code in a cell of a table."""
    fence = "``" if "`" in text else "`"
    gap = " " if "`" in text else ""
    return f"{fence}{gap}{text}{gap}{fence}".replace("|", "\\|")


def write() -> None:
    """Write all of them, and remove lessons that are gone."""
    (DOCS / "lessons").mkdir(exist_ok=True)
    made = dict(documents())
    for path in (DOCS / "lessons").glob("*.md"):
        if f"lessons/{path.name}" not in made:
            path.unlink()
    for name, text in made.items():
        (DOCS / name).write_text(text, "utf-8")


if __name__ == "__main__":
    write()
