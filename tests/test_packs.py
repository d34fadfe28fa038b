"""A lecturer makes a pack, a student adds it: from ``new pack`` to a question that is due."""

from __future__ import annotations

import re
import stat
import struct
import tracemalloc
import zipfile
from collections.abc import Callable
from dataclasses import replace
from datetime import timedelta
from pathlib import Path

import pytest

from tests.core.events import START, answered
from tests.terminal import Terminal
from tests.test_cli import run
from tutor.core.catalogue import SIZE
from tutor.core.progress import Evidence
from tutor.core.progress.events import Answered
from tutor.library import LibraryError
from tutor.store import open_store
from tutor.zipped import ENTRIES, unzipped

SKILL = "skill area-gradient: the gradient of an area\nneeds area-gradient: local-product\n"


@pytest.fixture
def here(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    """Where a lecturer has the folder ``week`` with a pack; a student's data are in ``home``."""
    monkeypatch.setenv("BPTUTOR_HOME", str(tmp_path / "home"))
    monkeypatch.chdir(tmp_path)
    make_pack(tmp_path / "week")
    return tmp_path


def make_pack(folder: Path, says: str = SKILL, titles: tuple[str, ...] = ("Area", "Other")) -> Path:
    """A pack as ``new`` prints it, with these lessons."""
    folder.mkdir(exist_ok=True)
    listed = ""
    for number, title in enumerate(titles, 1):
        text = run("new", "lesson", "--title", title).stdout
        text = re.sub("^(skills?): .*$", r"\1: area-gradient", text, flags=re.MULTILINE)
        if number > 1:  # a skill is shown on graphs of two shapes
            text = text.replace("loss C = 2 * area", "cost = 2 * area\nloss C = cost + w")
        (folder / f"0{number}-lesson.md").write_text(text, "utf-8")
        listed += f"{number}. [{title}](0{number}-lesson.md)\n"
    head = run("new", "pack").stdout.partition("---\n\n")[0]
    (folder / "pack.md").write_text(f"{head}{says}---\n\n{listed}", "utf-8")
    return folder


def zipped(folder: Path, inside: str = "week/") -> Path:
    """The folder as a zip file beside it."""
    path = folder.with_suffix(".zip")
    with zipfile.ZipFile(path, "w", zipfile.ZIP_DEFLATED) as made:
        for file in sorted(folder.iterdir()):
            made.write(file, inside + file.name)
    return path


def known_since(day: int) -> list[Answered]:
    """First tries that prove the pack's skill, on two days and graphs, the last on this day."""
    right = (Evidence("area-gradient", True, 0.05),)
    return [
        replace(
            answered(n, "area"), at=START + timedelta(days=day - 1 + n % 2, minutes=n),
            skills=("area-gradient",), evidence=right, shape=f"graph {n}",
        )
        for n in range(12)
    ]  # fmt: skip


def test_from_new_pack_to_a_student_who_added_the_zip(here: Path) -> None:
    assert run("check", "week").stdout == "3 files, 0 errors, 0 warnings\n"
    path = zipped(here / "week")
    added = run("add", path.name)
    assert added.stdout == "“My week” was added: 2 lessons. bptutor open my-week\n"
    listed = run("packs").stdout
    assert "my-week: My week\n" in listed
    assert "   A1  Area\n   A2  Other\n" in listed
    assert "My week\n  Area " in run("status").stdout
    opened = run("--plain", "open", "my-week", stdin="q\n").stdout
    assert "\nArea\n" in opened
    assert "My week\n A1  Area\n A2  Other\n" in run("--plain", stdin="q\n").stdout
    assert "\nOther\n" in run("--plain", "open", "A2", stdin="q\n").stdout
    assert "\nOther\n" in run("--plain", "open", "other", stdin="q\n").stdout


def test_a_pack_is_tried_from_its_folder_and_nothing_is_added(here: Path) -> None:
    for word in ("week", "week/pack.md", zipped(here / "week").name):
        assert "\nArea\n" in run("--plain", "open", word, stdin="q\n").stdout
    assert run("packs").stdout == "No pack was added: bptutor add FOLDER|ZIP.\n"


@pytest.mark.slow
def test_the_list_shows_the_pack_below_the_course_and_a_lesson_of_it_is_walked(here: Path) -> None:
    make_pack(here / "week", f"{SKILL}deadline: 2026-12-18\n")
    run("add", "week")
    terminal = Terminal("open", "my-week", home=here / "home")
    terminal.wait_for("page 1 of")
    terminal.press("escape")
    terminal.wait_for("m list")
    terminal.press("m")
    text = terminal.wait_for("A1  Area")
    assert "My week · due 18 December 2026" in text
    terminal.press("down")
    terminal.wait_for("A2  Other")


def test_a_skill_of_a_pack_is_named_reviewed_and_no_longer_due_without_it(here: Path) -> None:
    run("add", "week")
    with open_store(here / "home" / "progress.db") as store:
        store.append(*known_since(2))
    status = run("status").stdout
    assert "the gradient of an area" in status
    assert "1 skill is due for review" in status
    asked = run("review", "--seed", "1", stdin="q\n").stdout
    assert "what is ∂C/∂l?" in asked
    assert run("remove", "my-week", "--yes").stdout == "my-week was removed.\n"
    assert "due for review" not in run("status").stdout
    assert "∂C/∂l" not in run("review", "--seed", "1", stdin="q\n").stdout
    run("add", "week")
    assert "1 skill is due for review" in run("status").stdout


def test_an_update_takes_what_is_new_and_keeps_the_answers(here: Path) -> None:
    run("add", "week")
    with open_store(here / "home" / "progress.db") as store:
        store.append(*known_since(2))
    make_pack(here / "week", titles=("Area", "Another", "Third"))
    assert "3 lessons" in run("update", "my-week").stdout
    assert re.search(r"Area +\d+ of \d+ solved", run("status").stdout)
    (here / "week" / "02-lesson.md").unlink()
    refused = run("update", "my-week")
    assert refused.exit_code == 1
    assert "there is no file '02-lesson.md' in this folder" in refused.stderr
    assert "A3  Third" in run("packs").stdout, "what was there stays"


@pytest.mark.parametrize(
    ("says", "words", "said"),
    [
        (SKILL, ("add", "week"), "my-week is there already: bptutor update my-week"),
        (SKILL, ("update", "your-week"), "no pack 'your-week' was added; there are my-week"),
        (SKILL, ("remove", "your-week", "--yes"), "no pack 'your-week' was added"),
        (SKILL, ("add", "nowhere"), "nowhere is neither a folder nor a zip file"),
        (SKILL, ("add", "home"), "home has no pack.md: bptutor new pack prints one"),
        (SKILL, ("add", "week/pack.md"), "week/pack.md is not a zip file that can be read"),
        ("", ("open", "A7"), "there is no lesson called 'A7'"),
    ],
)  # fmt: skip
def test_what_cannot_be_done_with_packs_is_said(
    here: Path, says: str, words: tuple[str, ...], said: str
) -> None:
    make_pack(here / "week", says)
    run("add", "week")
    refused = run(*words)
    assert refused.exit_code == 2
    assert said in refused.stderr
    assert "my-week: My week" in run("packs").stdout


def test_a_word_that_opens_a_lesson_of_the_course_stays_with_it(here: Path) -> None:
    path = make_pack(here / "week") / "pack.md"
    path.write_text(path.read_text("utf-8").replace("id: my-week", "id: fan-out"), "utf-8")
    refused = run("add", "week")
    assert refused.exit_code == 2
    assert "that word opens “A node with several successors” of the course" in refused.stderr
    assert run("packs").stdout.startswith("No pack was added")


def test_nothing_is_asked_about_a_pack_that_is_not_there(here: Path) -> None:
    run("add", "week")
    for word in ("nosuch", "../packs"):
        refused = run("remove", word, stdin="y\n")
        assert refused.exit_code == 2
        assert "Remove the pack" not in refused.output
        assert "was added" in refused.stderr


def test_two_lessons_never_share_an_id(here: Path) -> None:
    run("add", "week")
    other = make_pack(here / "more", titles=("New", "Area"))
    text = (other / "pack.md").read_text("utf-8").replace("my-week", "more")
    (other / "pack.md").write_text(text, "utf-8")
    refused = run("add", "more")
    assert refused.exit_code == 2
    assert "a lesson of my-week has the id area, too" in refused.stderr
    assert "02-lesson.md" in refused.stderr
    course = (other / "02-lesson.md").read_text("utf-8").replace("id: area", "id: note-2-notation")
    (other / "02-lesson.md").write_text(course, "utf-8")
    assert "a lesson of the course has the id note-2-notation" in run("add", "more").stderr


@pytest.mark.parametrize(
    ("says", "line", "said"),
    [
        ("skill local-product: mine\n", 6, "is a skill of the course: the local gradient of a"),
        ("skill A B: mine\n", 6, "'A B' cannot be the name of a skill"),
        ("skill a: mine\nskill a: more\n", 7, "'a' is named twice"),
        ("needs a: local-sum\n", 6, "no line 'skill a: …' says what this is"),
        ("skill a: mine\nneeds a: local-summ\n", 7, "no skill is called 'local-summ'"),
        ("deadline: tomorrow\n", 6, "'tomorrow' is not a day"),
        ("tries: none\n", 6, "'none' is not a whole number"),
        ("mode: exam\n", 6, "'exam'"),
        ("id: X\n", 6, "there are two fields 'id'"),
    ],
)
def test_what_is_wrong_in_a_pack_is_said_at_its_line(
    here: Path, says: str, line: int, said: str
) -> None:
    make_pack(here / "week", says)
    for words in (("check", "week"), ("add", "week")):
        found = run(*words)
        assert found.exit_code == 1
        assert re.search(rf"pack\.md:{line}:\d+: error: .*{re.escape(said)}", found.output)
    assert "No pack was added" in run("packs").stdout


def test_a_zip_file_is_checked_like_the_folder_in_it(here: Path) -> None:
    path = zipped(here / "week")
    assert run("check", path.name).stdout == "3 files, 0 errors, 0 warnings\n"
    lesson = here / "week" / "01-lesson.md"
    lesson.write_text(lesson.read_text("utf-8").replace("grad(C, l)", "grad(C, q)"), "utf-8")
    told = run("check", zipped(here / "week").name)
    assert re.search("^week.zip/01-lesson.md:.* no node called 'q'", told.stdout, re.MULTILINE)


def test_what_is_wrong_in_a_zip_file_is_said_by_its_name(here: Path) -> None:
    """The folder that it was unpacked into was named, which nobody knows and which is gone."""
    lesson = here / "week" / "01-lesson.md"
    lesson.write_text(lesson.read_text("utf-8").replace("answer: grad(C, l)", "answer: grad(C,"))
    path = zipped(here / "week")
    for command in (("add",), ("open", "--plain")):
        said = run(*command, path.name).stderr
        assert said.startswith("week.zip/01-lesson.md:"), said
    lesson.unlink()
    assert run("add", zipped(here / "week").name).stderr.startswith("week.zip: pack.md:")


def test_a_skill_that_nothing_explains_is_found(here: Path) -> None:
    make_pack(here / "week", "")
    said = run("check", "week").stdout
    assert "01-lesson.md:5:9: warning: nothing says what the skill 'area-gradient' is" in said
    assert "in pack.md write 'skill area-gradient: what it is'" in said


# What an instructor has set -----------------------------------------------------------------------


def answers_of(here: Path, says: str, *typed: str) -> str:
    """What a student sees who types this at the question of the first lesson."""
    make_pack(here / "week", f"{SKILL}{says}\n")
    run("add", "week")
    lines = "\n".join(["p 5", *typed, "q"])
    shown = run("--plain", "open", "my-week", stdin=f"{lines}\n").stdout
    return shown.partition("what is dC/dl?")[2]


def test_after_so_many_tries_a_question_shows_its_answer(here: Path) -> None:
    shown = answers_of(here, "tries: 2", "98765", "-43210")
    assert "Worked answer: dC/dl" in shown.partition("minus 43210 ")[2]
    assert "Worked answer" not in shown.partition("minus 43210 ")[0]
    assert "Not yet." in shown.partition("Not right.")[0]
    assert "[Enter: next page]" in shown


def test_without_hints_none_are_given_and_tries_are_as_many_as_one_likes(here: Path) -> None:
    shown = answers_of(here, "hints: off", "?", "98765", "-43210", "56789", "?")
    assert shown.count('Hints are off in "My week".') >= 2
    assert "Hint:" not in shown
    assert "Worked answer" not in shown


def test_a_test_is_one_try_without_other_values_and_teaches_nothing(here: Path) -> None:
    shown = answers_of(here, "mode: test", "?", "v", "98765", "")
    assert "Hints are off" in shown
    assert "A test keeps its values, and its form." in shown
    assert "Worked answer" in shown
    assert "Not right." in shown
    assert "Not yet." not in shown, "there is no other try"
    with open_store(here / "home" / "progress.db") as store:
        (answer,) = (event for event in store.events() if isinstance(event, Answered))
    assert (answer.item, answer.correct, answer.test) == ("cost-of-length", False, True)


def test_a_test_promises_no_hint_and_two_enters_show_no_answer(here: Path) -> None:
    make_pack(here / "week", f"{SKILL}mode: test\n")
    run("add", "week")
    shown = run("--plain", "open", "my-week", stdin=f"{chr(10) * 20}q\n").stdout
    assert shown.count("This one is yours") >= 3  # two walks and a question
    assert "gives a hint" not in shown
    assert "Worked answer" not in shown


@pytest.mark.parametrize(
    ("says", "said"),
    [
        ("deadline: 2026-12-01", "(due 1 December 2026)"),
        ("tries: 3\nhints: off", "(3 tries each, no hints)"),
        ("mode: practice\ntries: 1", "(one try each)"),
        ("mode: test", "(a test: one try each, no hints)"),
    ],
)
def test_a_student_is_told_what_is_set(here: Path, says: str, said: str) -> None:
    make_pack(here / "week", f"{says}\n")
    assert f"“My week” was added: 2 lessons {said}. " in run("add", "week").stdout
    assert f"my-week: My week {said}\n" in run("packs").stdout
    assert f"My week, {said[1:-1]}\n" in run("--plain", stdin="q\n").stdout


# Zip files of strangers ---------------------------------------------------------------------------


def with_entry(name: str, data: bytes = b"x", mode: int = 0) -> Callable[[Path], None]:
    """A zip file with one more entry."""

    def make(path: Path) -> None:
        with zipfile.ZipFile(path, "a", zipfile.ZIP_DEFLATED) as made:
            entry = zipfile.ZipInfo(name)
            entry.external_attr = mode << 16
            entry.compress_type = zipfile.ZIP_DEFLATED
            made.writestr(entry, data)

    return make


def many(path: Path) -> None:
    """More files than are read."""
    with zipfile.ZipFile(path, "a") as made:
        for number in range(ENTRIES + 1):
            made.writestr(f"week/{number}.txt", b"")


def lies_of_its_size(path: Path) -> None:
    """A bomb whose directory says that it is small."""
    with_entry("week/03-bomb.md", b"x" * 50_000_000)(path)
    path.write_bytes(path.read_bytes().replace(struct.pack("<I", 50_000_000), struct.pack("<I", 9)))


def cut(path: Path) -> None:
    """The last third is missing."""
    path.write_bytes(path.read_bytes()[: -len(path.read_bytes()) // 3])


@pytest.mark.parametrize(
    ("spoil", "said"),
    [
        (with_entry("/etc/x.md"), "a name that leads out of it: '/etc/x.md'"),
        (with_entry("week/../../x.md"), "a name that leads out of it"),
        (with_entry("..\\x.md"), "a name that leads out of it"),
        (with_entry("C:x.md"), "a name that leads out of it"),
        (with_entry("week/03-x.md", b"/etc/passwd", stat.S_IFLNK | 0o777), "a link or a device"),
        (with_entry("week/03-x.md", b"", stat.S_IFIFO | 0o777), "a link or a device"),
        (with_entry("week/03-x.md", b"x" * (SIZE + 1)), "03-x.md is too large"),
        (with_entry("week/03-x.md", b"0" * 200_000_000), "03-x.md is too large"),
        (with_entry("week/01-LESSON.md"), "two files called 01-LESSON.md"),
        (with_entry("two/pack.md"), "more than one pack.md"),
        (many, f"at most {ENTRIES} are read"),
        (lies_of_its_size, "not a zip file that can be read"),
        (cut, "not a zip file that can be read"),
    ],
    ids=lambda one: one if isinstance(one, str) else "",
)
def test_a_zip_file_that_is_not_safe_is_refused_and_writes_nothing(
    here: Path, spoil: Callable[[Path], None], said: str
) -> None:
    path = zipped(here / "week")
    spoil(path)
    before = sorted(here.rglob("*"))
    refused = run("add", "week.zip")
    assert refused.exit_code == 2
    assert said in refused.stderr
    assert sorted(here.rglob("*")) == before


def test_only_the_lessons_that_a_pack_lists_are_taken_from_a_zip_file(here: Path) -> None:
    path = zipped(here / "week", inside="")
    with_entry("run.sh")(path)
    with_entry("__MACOSX/._pack.md")(path)
    with_entry(".hidden.md")(path)
    with_entry("99-other.md")(path)
    assert run("add", "week.zip").exit_code == 0
    kept = sorted(file.name for file in (here / "home" / "packs" / "my-week").iterdir())
    assert kept == ["01-lesson.md", "02-lesson.md", "added-from.txt", "pack.md"]


def test_a_bomb_is_not_unpacked(here: Path) -> None:
    path = zipped(here / "week")
    with_entry("week/03-bomb.md", b"0" * 200_000_000)(path)
    tracemalloc.start()
    try:
        with pytest.raises(LibraryError):
            unzipped(path)
        assert tracemalloc.get_traced_memory()[1] < 20_000_000
    finally:
        tracemalloc.stop()
