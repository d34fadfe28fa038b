"""The commands about questions and progress, as a learner and an instructor use them."""

from __future__ import annotations

import csv
import errno
import io
import json
import re
from collections import Counter
from pathlib import Path

import pytest
from click.testing import CliRunner, Result

from tests.core.events import ONE_OF_EACH, answered
from tests.samples import sampled
from tutor.cli import main
from tutor.store import open_store

SOURCE = "u = w*x; yhat = u+b; e = yhat-y; J = e^2"


@pytest.fixture(autouse=True)
def home(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    monkeypatch.setenv("BPTUTOR_HOME", str(tmp_path / "home"))
    return tmp_path / "home"


def run(*words: str, stdin: str = "") -> Result:
    result = CliRunner().invoke(main, list(words), input=stdin, catch_exceptions=False)
    assert "Traceback" not in result.output
    return result


def learnt(home: Path) -> None:
    with open_store(home / "progress.db") as store:
        store.append(*ONE_OF_EACH, answered(7, "note-1.3-linear-regression", correct=False))


def test_a_sheet_is_the_same_for_the_same_seed_and_has_its_answers() -> None:
    words = ("quiz", SOURCE, "--seed", "3", "--count", "12", "--sheet")
    sheet = run(*words).stdout
    assert sheet == run(*words).stdout
    assert sheet != run(*words[:3], "4", *words[4:]).stdout
    assert "Question 12" in sheet
    assert "12. " in sheet.partition("Answers")[2]


def test_given_values_are_kept() -> None:
    sheet = run("quiz", SOURCE, "w=5", "x=3", "--kind", "numeric", "--count", "4", "--sheet").stdout
    assert sheet.count("w = 5, x = 3,") == 4


@pytest.mark.parametrize("words", [("quiz", SOURCE, "--seed", "3"), ("graph", "J = (w*x)^2")])
def test_plain_before_or_behind_the_command_tells_graphs_in_words(words: tuple[str, ...]) -> None:
    before, behind = run("--plain", *words, stdin="q\n"), run(*words, "--plain", stdin="q\n")
    assert (behind.exit_code, behind.stdout) == (0, before.stdout)
    assert "goes to" in before.stdout
    assert before.stdout.isascii()
    assert "╭" in run(*words, stdin="q\n").stdout
    assert run("review", "--plain").stdout.startswith("Nothing is due")


def test_answers_are_stored_and_shown_by_status_and_notes() -> None:
    done = run("quiz", SOURCE, "--seed", "3", "--kind", "numeric", stdin="17.25\nq\n")
    assert "Not yet." in done.stdout
    assert "Practice on other graphs" in run("status").stdout
    assert "`17.25`, not right" in run("notes").stdout


def test_a_lessons_questions_are_asked_by_its_number() -> None:
    assert "Question 1" in run("quiz", "5", stdin="q\n").stdout
    assert "Prove it" in run("quiz", "5", "--prove", stdin="q\n").stdout


def test_nothing_is_due_before_anything_was_answered_and_later_it_is(home: Path) -> None:
    assert "Nothing is due" in run("review").stdout
    with open_store(home / "progress.db") as store:
        event = answered(1, "note-1.3-linear-regression", correct=False)
        store.append(type(event)(**{**_fields(event), "skills": ("local-gradient",)}))
    said = run("review", stdin="q\n").stdout
    assert "Due: the local gradient of a power; the local gradient of a product" in " ".join(
        said.split()
    )
    assert "Question 1" in said


def _fields(event: object) -> dict[str, object]:
    return {name: getattr(event, name) for name in event.__dataclass_fields__}  # type: ignore[attr-defined]


def test_an_export_brings_progress_to_another_home(
    home: Path, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    learnt(home)
    file = tmp_path / "mine.json"
    run("export", "-o", str(file))
    data = json.loads(file.read_text("utf-8"))
    assert {"skills", "mistakes", "lessons", "events"} <= set(data)
    assert data["mistakes"][0]["mistake"] in {"LOCAL_ONLY", "BACKPROP_ONLY"}
    assert run("export", "-o", str(file)).exit_code == 2, "a file is never overwritten"
    monkeypatch.setenv("BPTUTOR_HOME", str(tmp_path / "other"))
    assert run("import", str(file), stdin="n\n").exit_code == 2
    assert "8 events" in run("import", str(file), stdin="y\n").stdout
    assert "Nothing in it is new" in run("import", str(file)).stdout
    assert json.loads(run("export").stdout) == data


def test_an_import_that_takes_longer_than_anybody_expects_is_asked_about_first(
    home: Path, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    learnt(home)
    file = tmp_path / "mine.json"
    run("export", "-o", str(file))
    monkeypatch.setattr("tutor.store.MANY", 7)
    monkeypatch.setenv("BPTUTOR_HOME", str(tmp_path / "other"))
    refused = run("import", str(file), stdin="")
    assert (refused.exit_code, "has about 8 events" in refused.output) == (2, True)
    assert "8 events added" in run("import", str(file), "--yes").stdout


@pytest.mark.parametrize(
    "table", sampled(("answers", "skills", "mistakes", "lessons"), ("answers", "skills"))
)
def test_tables_for_an_instructor(home: Path, table: str) -> None:
    learnt(home)
    rows = list(
        csv.DictReader(io.StringIO(run("export", "--format", "csv", "--table", table).stdout))
    )
    assert rows
    assert all(None not in row and None not in row.values() for row in rows)


def test_reset_asks_first_and_no_means_no(home: Path) -> None:
    learnt(home)
    before = run("export").stdout
    assert run("reset", "linreg", stdin="n\n").exit_code == 2
    assert run("reset", "--all", stdin="\n").exit_code == 2
    assert run("export").stdout == before
    assert "afresh" in run("reset", "linreg", stdin="y\n").stdout
    assert '"lesson":"linreg"' in run("export").stdout
    assert "erased" in run("reset", "--all", "--yes").stdout
    assert json.loads(run("export").stdout)["events"] == []


def test_a_class_is_marked_and_its_mistakes_are_counted(tmp_path: Path) -> None:
    file = tmp_path / "class.csv"
    values = "w=5 x=3 b=-4 y=7"
    rows = [
        ("ann", values, "8"),
        ("bob", values, "24"),
        ("=cmd()", values, "eight"),
        ("cy", "w=5", "1"),
        ("dan", values, "-24"),
    ]
    with file.open("w", encoding="utf-8", newline="") as out:
        writer = csv.writer(out)
        writer.writerow(["student", "source", "values", "wrt", "answer"])
        writer.writerows([name, SOURCE, given, "w", answer] for name, given, answer in rows)
    result = run("mark", str(file))
    marked = list(csv.DictReader(io.StringIO(result.stdout)))
    assert [row["correct"] for row in marked] == ["no", "yes", "", "", "no"]
    assert marked[0]["mistakes"].split()[0] == "BACKPROP_ONLY"
    assert marked[2]["student"] == "'=cmd()", "a spreadsheet must not run it"
    assert "5 answers: 1 right, 2 wrong, 2 could not be marked" in result.stderr
    data = json.loads(run("mark", str(file), "--json").stdout)
    assert data["summary"]["mistakes"] == Counter(
        one for row in data["answers"] for one in row.get("mistakes", ())
    )


def marked(file: Path, text: str, encoding: str = "utf-8") -> tuple[Result, list[list[str]]]:
    """The result of marking a CSV file with this text, and its cells in the first dialect."""
    file.write_text(text, encoding)
    result = run("mark", str(file))
    return result, list(csv.reader(io.StringIO(result.stdout)))


ROW = f'"{SOURCE}",w=5 x=3 b=-4 y=7,w,24'


def test_a_class_file_keeps_its_separator_its_mark_and_its_first_line(tmp_path: Path) -> None:
    text = f"sep=;\nsource;values;wrt;answer\n{ROW.replace(',', ';')}\n"
    result, _ = marked(tmp_path / "class.csv", text, "utf-8-sig")
    first, header, row, _ = result.stdout.split("\n")
    assert first == "\ufeffsep=;"
    assert header.startswith('"source";"values";"wrt";"answer";"correct"')
    assert ';"yes";"24.0";' in row
    assert result.exit_code == 0


def test_a_header_may_have_capitals_and_spaces_and_a_row_more_cells(tmp_path: Path) -> None:
    _, cells = marked(tmp_path / "c.csv", f" Source,VALUES,Wrt ,answer\n{ROW},late,by a day\n")
    assert cells[1][4:7] == ["late", "by a day", "yes"]
    assert cells[0].index("correct") == 6


def test_a_file_that_was_marked_before_keeps_its_old_marks(tmp_path: Path) -> None:
    _, cells = marked(tmp_path / "c.csv", f"source,values,wrt,answer,Correct\n{ROW},by hand\n")
    assert cells[1][4:6] == ["by hand", "yes"]
    assert cells[0][4:6] == ["Correct", "correct_2"]


@pytest.mark.parametrize("text", ["=1+1", "+1+x", "@SUM(A1)", "\t=1", "＝1+1", "＠x", "a;=cmd"])
def test_no_cell_of_a_class_file_is_run_by_a_spreadsheet(tmp_path: Path, text: str) -> None:
    result, cells = marked(tmp_path / "c.csv", f'name,source,values,wrt,answer\n"{text}",{ROW}\n')
    assert cells[1][0].endswith(text.strip("\t"))
    assert cells[1][0][0] not in "=+@\t＝＠"
    assert f'"{cells[1][0]}"' in result.stdout, "quoted, whatever separates cells elsewhere"


def test_one_cell_that_is_too_long_costs_one_row(tmp_path: Path) -> None:
    long = ROW.replace("24", "2" * 200_000)
    result, cells = marked(tmp_path / "c.csv", f"source,values,wrt,answer\n{long}\n{ROW}\n")
    assert "answer has 200000 characters" in cells[1][cells[0].index("feedback")]
    assert cells[2][4] == "yes"
    assert result.exit_code == 1, "a row could not be marked"


@pytest.mark.parametrize(
    ("encoding", "named"),
    [("utf-16", "UTF-16"), ("utf-16-le", "UTF-16LE"), ("utf-16-be", "UTF-16BE"),
     ("latin-1", "ISO-8859-1")],
)  # fmt: skip
def test_a_class_file_in_an_old_encoding_is_told_how_to_be_converted(
    tmp_path: Path, encoding: str, named: str
) -> None:
    result, _ = marked(tmp_path / "c.csv", f"name,source,values,wrt,answer\nZoë,{ROW}\n", encoding)
    assert result.exit_code == 2
    assert "CSV UTF-8" in result.stderr
    assert f"iconv -f {named} -t UTF-8" in result.stderr


def test_the_byte_order_mark_of_a_class_file_is_kept_and_is_no_part_of_its_first_name(
    tmp_path: Path,
) -> None:
    result, _ = marked(tmp_path / "c.csv", f"source,values,wrt,answer\n{ROW}\n", "utf-8-sig")
    assert result.exit_code == 0
    assert result.stdout.startswith('\ufeff"source"')


def test_the_status_of_marking_says_whether_all_is_right(tmp_path: Path) -> None:
    one = ("mark", SOURCE, "w=5", "x=3", "b=-4", "y=7", "--wrt", "w", "--answer")
    assert run(*one, "24").exit_code == 0
    assert run(*one, "8").exit_code == 1
    header = "source,values,wrt,answer\n"
    assert marked(tmp_path / "c.csv", f"{header}{ROW}\n")[0].exit_code == 0
    assert marked(tmp_path / "c.csv", f"{header}{ROW[:-2]}8\n")[0].exit_code == 1


def test_a_review_asks_about_what_is_taught_whatever_an_import_names(home: Path) -> None:
    """Skills that nobody teaches were searched for among all questions, for minutes."""
    event = answered(1, "note-1.3-linear-regression", correct=False)
    named = (*(f"s{number}" for number in range(30)), "local-gradient")
    with open_store(home / "progress.db") as store:
        store.append(type(event)(**{**_fields(event), "skills": named}))
    said = run("review").stdout  # nothing is answered: q may be a name
    assert re.search(
        r"Due: the local [^;]*; the local [^;]*; the local [^;]*\.", " ".join(said.split())
    )
    assert "Question 1" in said
    assert "3 skills are due" in run("status").stdout


def test_status_is_given_as_data(home: Path) -> None:
    learnt(home)
    data = json.loads(run("status", "--json").stdout)
    assert {"lessons", "skills", "mistakes", "due", "covered", "coverable"} <= set(data)
    assert data["coverable"] >= data["covered"] >= 0


@pytest.mark.parametrize("command", sampled(("export", "notes"), ("export",)))
def test_what_is_written_is_whole_or_not_there(
    home: Path, tmp_path: Path, monkeypatch: pytest.MonkeyPatch, command: str
) -> None:
    """A full disk left half an export, and the next try was refused because it was there."""
    learnt(home)

    def full(_handle: int) -> None:
        raise OSError(errno.ENOSPC, "No space left on device")

    for command in ("export", "notes"):
        file = tmp_path / command
        with monkeypatch.context() as patch:
            patch.setattr("tutor.files.os.fsync", full)
            result = run(command, "-o", str(file))
        assert result.exit_code == 1
        assert "No space left" in result.stderr
        assert list(tmp_path.glob(f"*{command}*")) == []
        assert run(command, "-o", str(file)).exit_code == 0
        before = file.read_bytes()
        assert run(command, "-o", str(file)).exit_code == 2, "never over another file"
        assert file.read_bytes() == before


@pytest.mark.parametrize(
    ("words", "said"),
    [
        (("quiz", "nosuchlesson"), "nosuchlesson"),
        (("quiz", "5", "w=3"), "not for a lesson"),
        (("quiz", SOURCE, "--kind", "riddle"), "riddle"),
        (("quiz", SOURCE, "q=3"), "'q'"),
        (("export", "--format", "pdf"), "pdf"),
        (("export", "--format", "csv", "--table", "chairs"), "chairs"),
        (("reset",), "--all"),
        (("reset", "5", "--all"), "--all"),
        (("reset", "nosuchlesson"), "nosuchlesson"),
        (("mark", "no-such.csv"), "no-such.csv"),
        (("mark", SOURCE), "--wrt"),
    ],
)
def test_what_cannot_be_done_is_said_in_one_message(words: tuple[str, ...], said: str) -> None:
    result = run(*words)
    assert result.exit_code == 2, result.output
    assert said in result.stderr
    assert not result.stdout


def test_a_file_that_is_no_progress_is_refused(tmp_path: Path) -> None:
    wrong = tmp_path / "notes.txt"
    wrong.write_text("hello", "utf-8")
    result = run("import", str(wrong))
    assert result.exit_code == 1
    assert "notes.txt" in result.stderr


def test_each_row_of_a_class_is_marked_in_the_case_of_its_own_values(tmp_path: Path) -> None:
    file = tmp_path / "class.csv"
    source = '"y = x^2 if x > 1 else a*x"'
    rows = (f"{source},x={x} a=3,x,{answer}" for x, answer in ((2, 4), (0, 3), (5, 3), (-1, 3)))
    result, cells = marked(file, "source,values,wrt,answer\n" + "\n".join(rows) + "\n")
    assert [row[4] for row in cells[1:]] == ["yes", "yes", "no", "yes"], result.stderr


def test_every_cause_that_an_answer_fits_is_counted(tmp_path: Path) -> None:
    file = tmp_path / "class.csv"
    rows = "\n".join(f'"{SOURCE}",w=5 x=1 b=-4 y=-1,w,{answer}' for answer in (2, 1, 0.5, -4))
    file.write_text(f"source,values,wrt,answer\n{rows}\n", "utf-8")
    data = json.loads(run("mark", str(file), "--json").stdout)
    named = [id_ for row in data["answers"] for id_ in row["mistakes"]]
    assert len(named) > sum(bool(row["mistakes"]) for row in data["answers"]), "none fits several"
    assert sum(data["summary"]["mistakes"].values()) == len(named)
    shares = re.findall(r"^ *([0-9.]+) +[0-9]+ %", run("mark", str(file)).stderr, re.MULTILINE)
    assert sum(map(float, shares)) == pytest.approx(4, abs=0.3), "each answer counts once"


def test_a_pack_that_cannot_be_written_says_where(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.chdir(tmp_path)
    run("new", "pack", "--example")
    Path("taken").write_text("no folder")
    monkeypatch.setenv("BPTUTOR_HOME", str(tmp_path / "taken"))
    refused = run("add", "three-graphs")
    assert refused.exit_code == 1
    assert re.search(r"nothing was changed: .* \(.*/taken/packs.*\)", refused.stderr)


@pytest.mark.parametrize("command", ["quiz", "mark", "open", "render", "watch"])
def test_a_command_without_what_it_needs_shows_an_example_of_itself(command: str) -> None:
    result = run(command)
    assert result.exit_code == 2
    assert f"as in: bptutor {command} " in result.stderr


def test_a_name_alone_is_said_to_be_no_file_and_no_formula() -> None:
    result = run("graph", "x", "x=3")
    assert result.exit_code == 2
    assert "no such file" in result.stderr
    assert "y = w*x" in result.stderr


@pytest.mark.parametrize("words", [("quiz", "3", "--seed", "1"), ("open", "3", "--plain")])
def test_an_input_that_ends_is_said_to_have_ended(words: tuple[str, ...]) -> None:
    result = run(*words)
    assert result.exit_code == 0
    assert result.stdout.endswith("The input has ended here.\n")
