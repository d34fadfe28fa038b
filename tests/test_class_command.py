"""``bptutor class``: many files, one report; nothing twice, nothing believed, nothing run."""

from __future__ import annotations

import json
import re
from dataclasses import replace
from datetime import timedelta
from pathlib import Path
from time import process_time

import pytest

from tests.core.practice.class_report.students import MONDAY, answers_of, export_of
from tests.test_class_reports import SOURCE, VALUES, class_file
from tests.test_cli import run
from tutor import class_folder
from tutor.commands.common import lesson_called
from tutor.core.lesson import Lesson
from tutor.core.practice import graph_items
from tutor.core.practice.class_report.from_exports import stored_mark
from tutor.core.progress import Answered, export_document, import_document
from tutor.core.typed import read_typed

HOSTILE = "<script>alert(1)</script>\u202e\x1b[31m\ud800"


@pytest.fixture(autouse=True)
def _home(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("BPTUTOR_HOME", str(tmp_path / "home"))


@pytest.fixture(scope="module")
def lesson() -> Lesson:
    return lesson_called("5")


@pytest.fixture
def folder(tmp_path: Path) -> Path:
    (tmp_path / "class").mkdir()
    return tmp_path / "class"


def report_of(*paths: Path) -> dict[str, object]:
    return json.loads(run("class", *map(str, paths), "--json").stdout)  # type: ignore[no-any-return]


def left_out(report: dict[str, object]) -> dict[str, str]:
    rows = report["left_out"]
    assert isinstance(rows, list)
    return {row["file"]: row["reason"] for row in rows}


def students(report: dict[str, object]) -> dict[str, int]:
    rows = report["students"]
    assert isinstance(rows, list)
    return {row["name"]: row["answers"] for row in rows}


def test_an_export_says_whose_it_is_and_can_be_imported_as_before(tmp_path: Path) -> None:
    file = tmp_path / "me.json"
    assert run("quiz", SOURCE, "--kind", "numeric", "--count", "1", "--seed", "2", stdin="7\n")
    assert run("export", "--name", " Zoë  Ångström ", "-o", str(file)).exit_code == 0
    assert json.loads(file.read_text("utf-8"))["name"] == "Zoë Ångström"
    assert "Nothing in it is new" in run("import", str(file), "--yes").stdout
    assert students(report_of(file)) == {"Zoë Ångström": 1}
    assert "name" not in json.loads(run("export").stdout)


@pytest.mark.parametrize("name", ["", "  ", "—", "a\x1bb", "x\u202ey", "n" * 81])
def test_a_name_that_could_not_be_shown_is_refused(name: str) -> None:
    done = run("export", "--name", name)
    assert (done.exit_code, done.stdout) == (2, "")
    assert "name" in done.stderr
    assert "\x1b" not in done.stderr


def test_exports_and_class_files_make_one_report(folder: Path, lesson: Lesson) -> None:
    for student in ("Student 01", "Student 02"):
        (folder / f"{student}.json").write_text(export_of(lesson, student, "SQ_FORGOT_2"))
    rows = [("student 01", SOURCE, VALUES, "w", "12"), ("Ben", SOURCE, VALUES, "w", "24")]
    class_file(folder, rows)
    page = folder.parent / "page.html"
    report = report_of(folder)
    assert students(report) == {"Student 01": 9, "Student 02": 8, "Ben": 1}
    assert (report["exports"], report["class_files"], report["left_out"]) == (2, 1, [])
    assert report["mistakes"][0]["id"] == "SQ_FORGOT_2"  # type: ignore[index]
    assert len(report["mistakes"][0]["examples"]) == 3  # type: ignore[index]
    text = run("class", str(folder), "--html", str(page))
    assert text.exit_code == 0
    for said in ("3 students, from 2 exports and 1 class file.", "Student 01, Student 02",
                 "Lesson 5: What is", "the local gradient of a power", "8 min"):  # fmt: skip
        assert said in text.stdout
        assert said in page.read_text("utf-8")


def test_no_answer_counts_twice(folder: Path, lesson: Lesson) -> None:
    whole = export_of(lesson, "Student 01", "SQ_FORGOT_2")
    events = import_document(whole)
    (folder / "a.json").write_text(export_document(events[:5], name="Ann"))  # last week's
    (folder / "b.json").write_text(export_document(events, name=" ann "))
    (folder / "c.json").write_text(export_document(events[:5], name="Ann"))  # handed in twice
    (folder / "d.json").write_text(export_document(events[2:7], name=""))  # somebody's, unnamed
    (folder / "e.json").write_text(export_document(events, name="Ben"))  # Ann's, as Ben's
    class_file(folder, [("Ann", SOURCE, VALUES, "w", "12")]).rename(folder / "f.csv")
    rows = [("ANN", SOURCE, VALUES, "w", "12"), ("Ann", SOURCE, VALUES, "x", "40")]
    class_file(folder, rows).rename(folder / "g.csv")
    report = report_of(folder, folder / "a.json")
    assert students(report) == {"Ann": len(events) + 2}
    told = left_out(report)
    assert told.pop("c.json") == "the same as a.json"
    assert told.pop("g.csv") == "1 answer stand in another class file, and count there"
    assert set(told) == {"d.json", "e.json"}
    assert all("holds no answer that" in reason for reason in told.values())


def test_answers_that_stand_under_two_names_count_for_the_first_and_it_is_told(
    folder: Path, lesson: Lesson
) -> None:
    one = import_document(export_of(lesson, "Student 01", ""))
    two = import_document(export_of(lesson, "Student 02", ""))
    (folder / "a.json").write_text(export_document(one, name="Ann"))
    (folder / "b.json").write_text(export_document([*one[:3], *two], name="Ben"))
    report = report_of(folder)
    assert students(report) == {"Ann": len(one), "Ben": len(two)}
    assert left_out(report) == {"b.json": "3 answers of it stand in a.json (Ann), and count there"}


def test_of_stored_mistakes_the_first_is_the_likeliest_and_the_rest_of_the_answers_decide() -> None:
    known = ("SQ_FORGOT_2", "OF_ANOTHER_VERSION", "LOCAL_ONLY", "BACKPROP_ONLY")
    event = Answered(MONDAY, "x", "y", "numeric", 1, ("8",), False, 0.0, known)
    shares = [round(cause.share, 3) for cause in stored_mark(event).causes]
    assert shares == [0.571, 0.286, 0.143]
    assert stored_mark(replace(event, correct=True)).causes == ()


def test_only_the_first_try_counts_and_what_was_reset_does_not(folder: Path) -> None:
    def answered(minute: int, tries: int, *, correct: bool, item: str = "grad-w") -> Answered:
        at = MONDAY.replace(minute=minute)
        return Answered(at, "note-1.3-linear-regression", item, "numeric", 7, ("8",), correct,
                        float(correct), (), (), tries, 0, 60.0)  # fmt: skip

    events = [answered(1, 0, correct=False), answered(2, 1, correct=False),
              answered(3, 2, correct=True), answered(4, 0, correct=True)]  # fmt: skip
    (folder / "a.json").write_text(export_document(events, name="Ann"))
    report = report_of(folder)
    assert (report["answers"], report["wrong"]) == (1, 1)
    assert report["students"][0]["seconds"] == 240  # type: ignore[index]


def test_what_cannot_be_read_is_told_and_left_out(folder: Path, lesson: Lesson) -> None:
    good = export_of(lesson, "Student 01", "")
    (folder / "good.json").write_text(good)
    (folder / "damaged.json").write_text(good[: len(good) // 2])
    (folder / "newer.json").write_text(good.replace('"version": 1', '"version": 2'))
    (folder / "foreign.json").write_text('{"format": "else"}')
    (folder / "deep.json").write_text("[" * 100_000)
    (folder / "bytes.json").write_bytes(b"\xff\xfe\x00")
    (folder / "empty.json").write_text(export_document([], name="Eva"))
    (folder / "table.csv").write_text(run("export", "--format", "csv").stdout)
    (folder / "notes.pdf").write_bytes(b"%PDF")
    (folder / ".hidden").write_bytes(b"x")
    (folder / "link.json").symlink_to(folder / "good.json")
    (folder / "loop").symlink_to(folder)
    told = left_out(report_of(folder))
    said = {
        "damaged.json": "not JSON", "newer.json": "version 2", "foreign.json": "not an export",
        "deep.json": "not JSON", "bytes.json": "not text", "empty.json": "no answers",
        "table.csv": "no column source", "notes.pdf": "neither an export",
    }  # fmt: skip
    assert {name: said.get(name, "?") in reason for name, reason in told.items()} == dict.fromkeys(
        [*said], True
    ), told
    shown = run("class", str(folder)).stdout
    assert shown.count("Left out: ") == len(told)
    assert str(folder) not in shown


def test_a_class_without_an_answer_is_exit_status_1_and_a_missing_file_2(folder: Path) -> None:
    (folder / "foreign.json").write_text("{}")
    assert run("class", str(folder)).exit_code == 1
    gone = run("class", str(folder / "gone.json"))
    assert (gone.exit_code, gone.stderr.count("\n")) == (2, 1)
    assert run("class").exit_code == 2


def test_a_large_pile_is_read_as_far_as_it_may_cost(
    folder: Path, lesson: Lesson, monkeypatch: pytest.MonkeyPatch
) -> None:
    for number in range(1, 7):
        student = f"Student {number:02}"
        (folder / f"{number}.json").write_text(export_of(lesson, student, "", 2))
    monkeypatch.setattr(class_folder, "EVENTS", 6)
    assert (len(students(report_of(folder))), len(left_out(report_of(folder)))) == (3, 3)
    monkeypatch.setattr(class_folder, "FILES", 2)
    assert left_out(report_of(folder)) == {"3.json": "more than 2 files: it and all behind it"}
    monkeypatch.setattr(class_folder, "LARGEST", 100)
    assert all("too large" in said for name, said in left_out(report_of(folder)).items()
               if name != "3.json")  # fmt: skip


@pytest.mark.slow
def test_an_export_that_was_made_to_be_slow_is_not(folder: Path) -> None:
    """Thousands of mistakes, skills and items that nobody knows, and of items of a lesson."""
    events = [
        Answered(
            MONDAY + timedelta(seconds=turn), "note-1.3-linear-regression", f"backward:{turn}",
            "numeric", turn, ("8",), False, 0.0, tuple(f"M{turn}.{n}" for n in range(30)),
            tuple(f"S{turn}.{n}" for n in range(30)),
        )
        for turn in range(6_000)
    ]  # fmt: skip
    for number in range(6):
        part = events[1_000 * number : 1_000 * number + 1_000]
        (folder / f"{number}.json").write_text(export_document(part, name="Ann"))
    start = process_time()
    report = report_of(folder)
    assert (report["answers"], report["exports"]) == (6_000, 6)
    assert process_time() - start < 30


def test_a_strangers_texts_are_shown_and_do_nothing(folder: Path) -> None:
    event = Answered(MONDAY, HOSTILE, HOSTILE, "numeric", 1, (HOSTILE,), False, 0.0, (HOSTILE,),
                     (HOSTILE,), 0, 0, 1e300)  # fmt: skip
    other = Answered(MONDAY, "x", f"numeric: {HOSTILE}", "x", -1, (), False, 0.0, ("SQ_FORGOT_2",))
    (folder / "a.json").write_text(export_document([event, other], name=HOSTILE))
    (folder / f"b{HOSTILE[:8]}{HOSTILE[-6:-1]}.json").write_text("{}")
    page = folder.parent / "page.html"
    done = run("class", str(folder), "--html", str(page))
    assert done.exit_code == 0
    for text in (done.output, page.read_text("utf-8")):
        assert "\x1b" not in text
        assert "\u202e" not in text
    assert "<script" not in page.read_text("utf-8")
    assert HOSTILE in students(report_of(folder)), "data are as they came, and can be printed"


def test_files_of_one_name_in_folders_of_students_are_told_apart(
    folder: Path, lesson: Lesson
) -> None:
    for number in (1, 2):
        events = import_document(export_of(lesson, f"Student {number:02}", ""))
        (folder / f"S{number}").mkdir()
        (folder / f"S{number}" / "answers.json").write_text(export_document(events))
    (folder / "Eva.json").write_text(export_of(lesson, "Student 03", "").replace("Student 03", ""))
    assert set(students(report_of(folder))) == {"S1", "S2", "Eva"}


def test_an_empty_folder_is_not_said_to_have_something_left_out(tmp_path: Path) -> None:
    done = run("class", str(tmp_path))
    assert (done.exit_code, done.stdout) == (1, "")
    assert "no export (.json), no class file (.csv)" in done.stderr
    assert "left out" not in done.stderr


def test_a_file_that_ends_in_the_middle_is_told_by_line_and_column(tmp_path: Path) -> None:
    (tmp_path / "ann.json").write_text('{"format": "bptutor-export",\n "versio', "utf-8")
    said = run("class", str(tmp_path)).stdout
    assert "it ends in the middle (line 2, column 2)" in " ".join(said.split())
    assert "versio" not in said
    assert "No column" not in said


@pytest.mark.parametrize(
    ("formula", "said"),
    [
        ("L = x/(x + y)", r"∂L/∂\S+\?.*: L = x/\(x \+ y\) at values of each student's own"),
        ("L = k^2*m + m", r"∂L/∂\S+\? \(such as with k = \S+, m = \S+\)"),
    ],
)
def test_a_question_made_for_practice_is_told_with_its_graph_or_values(
    tmp_path: Path, formula: str, said: str
) -> None:
    graph = read_typed(formula).graph
    assert graph is not None
    events = [*answers_of(graph_items(graph, 2, 3, ("numeric",)), "", MONDAY)]
    (tmp_path / "ann.json").write_text(export_document(events, name="Ann"), "utf-8")
    report = " ".join(run("class", str(tmp_path)).stdout.split())
    assert re.search(rf"Practice on other graphs: What is {said}", report), report
