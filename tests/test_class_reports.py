"""The report on a class file from the command line, and what a hostile file does to it."""

from __future__ import annotations

import csv
import errno
import itertools
import json
import re
import shlex
from collections.abc import Iterable, Sequence
from pathlib import Path

import pytest

from tests.core.practice.class_report.classes import HABITS, class_of_three_mistakes
from tests.samples import sampled
from tests.terminal import Terminal
from tests.test_cli import run
from tutor import class_reports, marking_file
from tutor.core.misconceptions import teaching_of
from tutor.core.misconceptions.teaching import TEACHINGS
from tutor.core.practice.class_report import Question

HEADER = ("student", "source", "values", "wrt", "answer")
SOURCE = "u = w*x; yhat = u+b; e = yhat-y; J = e^2"
VALUES = "w=5 x=3 b=-4 y=7"


@pytest.fixture(autouse=True)
def _home(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("BPTUTOR_HOME", str(tmp_path / "home"))


def class_file(
    tmp_path: Path, rows: Iterable[Sequence[str]], header: Sequence[str] = HEADER
) -> Path:
    file = tmp_path / "class.csv"
    with file.open("w", encoding="utf-8", newline="") as out:
        writer = csv.writer(out)
        writer.writerow(header)
        writer.writerows(rows)
    return file


@pytest.fixture
def three_mistakes(tmp_path: Path) -> Path:
    return class_file(
        tmp_path,
        (
            (
                one.student,
                one.question.source,
                " ".join(f"{name}={x:g}" for name, x in one.question.values),
                one.question.wrt,
                one.given,
            )
            for one in class_of_three_mistakes()
        ),
    )


def test_the_groups_of_a_class_are_named_in_all_three_forms(three_mistakes: Path) -> None:
    page = three_mistakes.with_suffix(".html")
    text = run("mark", str(three_mistakes), "--report", "--html", str(page)).stdout
    data = json.loads(run("mark", str(three_mistakes), "--json").stdout)
    groups = {one["id"]: one["students"] for one in data["report"]["mistakes"] if one["students"]}
    assert groups == {id_: list(students) for id_, students in HABITS.items()}
    for students in HABITS.values():
        assert ", ".join(students) in text
        assert ", ".join(students) in page.read_text("utf-8")


@pytest.mark.slow
def test_every_command_of_the_report_does_what_it_says(three_mistakes: Path) -> None:
    data = json.loads(run("mark", str(three_mistakes), "--json").stdout)["report"]
    assert len(data["mistakes"]) >= len(HABITS)
    on_its_graph = 0
    for one in data["mistakes"]:
        words = shlex.split(one["exercise"])
        assert words[:2] == ["bptutor", "quiz"]
        assert "Question 2" in run(*words[1:], "--sheet", "--count", "2").stdout
        on_its_graph += "=" in words[2]
        teaching = teaching_of(one["id"])
        assert teaching is not None
        assert one["lesson"] == teaching.lesson
        assert run("render", one["lesson_number"]).exit_code == 0
    assert on_its_graph >= len(HABITS), "the graph of the class is practised, not another one"


@pytest.mark.parametrize("row", sampled(TEACHINGS, TEACHINGS[:3]))
def test_each_lesson_can_ask_the_kind_that_is_set(row: object) -> None:
    assert isinstance(row, type(TEACHINGS[0]))
    number = class_reports.lesson_names()[row.lesson].number
    words = ("quiz", number, "--kind", row.kind, "--seed", "1", "--sheet", "--count", "2")
    assert "Question 2" in run(*words).stdout


def test_a_row_with_a_learning_rate_is_marked_as_one_step(tmp_path: Path) -> None:
    """∂J/∂w = 48, and 16 without the last factor: 5 − 0.1 · 48 = 0.2, 5 − 0.1 · 16 = 3.4."""
    graph, values = "u = w*x; e = u-y; J = e^2", "w=5 x=3 y=7"
    answers = ("w", "0.2", "0.1"), ("w", "3.4", "0.1"), ("w", "3.4", ""), ("w", "3.4", "fast")
    rows = [("Ann", graph, values, *one) for one in (*answers, ("u", "3.4", "0.1"))]
    file = class_file(tmp_path, rows, (*HEADER, "rate"))
    data = json.loads(run("mark", str(file), "--json").stdout)
    right, step, gradient, unread, inner = data["answers"]
    assert right["correct"]
    assert step["cause"] == "BACKPROP_ONLY"
    assert "with 16 for the gradient: 5 − 0.1 · 16." in step["feedback"]
    assert gradient["expected"] == 48
    assert unread["problem"] == "'fast' is no learning rate: write a number such as 0.1"
    assert inner["problem"].startswith("a step changes leaves, and u is computed")
    asked = [one["question"]["asked"] for one in data["report"]["questions"]]
    assert asked == ["w after a step with η = 0.1", "∂J/∂w"]


@pytest.mark.slow
def test_a_terminal_gets_the_report_and_a_pipe_the_marked_file(
    three_mistakes: Path, tmp_path: Path
) -> None:
    result = run("mark", str(three_mistakes))
    assert result.stdout.startswith('"student","source"')
    assert result.stderr.startswith("70 answers: ")
    assert result.stdout == run("mark", str(three_mistakes), "--csv").stdout
    with Terminal("mark", str(three_mistakes), home=tmp_path / "home", rows=120) as terminal:
        shown = terminal.wait_for("likeliest habit", "Nora")
    assert "Teach again first" in shown
    assert '"student"' not in shown


def test_the_marked_file_has_the_likeliest_cause_read_with_the_students_other_answers(
    tmp_path: Path,
) -> None:
    rows = [
        ("Ann", SOURCE, VALUES, "y", "8"),
        ("ann ", "x = a+b; y = b*c; d = x-y; f = d^2", "a=2 b=3 c=4", "b", "-70"),
        ("Ben", SOURCE, VALUES, "w", "24"),
    ]
    marked = list(csv.DictReader(run("mark", str(class_file(tmp_path, rows))).stdout.splitlines()))
    assert list(marked[0])[-3:] == ["nearly", "cause", "share"]
    assert {row["cause"] for row in marked[:2]} == {"SUB_SIGN_LOST"}
    alone = run("mark", str(class_file(tmp_path, rows[:1]))).stdout.splitlines()
    assert next(csv.DictReader(alone))["cause"] != "SUB_SIGN_LOST"
    assert (marked[2]["nearly"], marked[2]["cause"], marked[2]["share"]) == ("no", "", "0.0")


@pytest.mark.parametrize(
    ("header", "column"),
    [
        ("id,name,email", "email"), ("Student ,id,name", "student"), ("ID,x,Name", "name"),
        ("id,x,z", "id"), ("tutor,x,z", ""),
    ],
)  # fmt: skip
def test_the_column_that_names_the_students_is_found(
    tmp_path: Path, header: str, column: str
) -> None:
    rows = [("a1", "b1", "c1", SOURCE, VALUES, "w", "8")]
    file = class_file(tmp_path, rows, (*header.split(","), *HEADER[1:]))
    report = json.loads(run("mark", str(file), "--json").stdout)["report"]
    assert report["student_column"] == column
    assert len(report["students"]) == bool(column)
    if not column:
        assert "No column names the students" in run("mark", str(file), "--report").stdout


def test_the_page_is_whole_or_not_there_and_never_over_another_file(
    three_mistakes: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    page = three_mistakes.with_suffix(".html")
    words = ("mark", str(three_mistakes), "--html", str(page))

    def full(_handle: int) -> None:
        raise OSError(errno.ENOSPC, "No space left on device")

    with monkeypatch.context() as patch:
        patch.setattr("tutor.files.os.fsync", full)
        result = run(*words)
    assert result.exit_code == 1
    assert "No space left" in result.stderr
    assert list(three_mistakes.parent.glob("*html*")) == []
    assert run(*words).exit_code == 1, "some answers are wrong"
    before = page.read_bytes()
    assert before.endswith(b"</html>\n")
    again = run(*words)
    assert (again.exit_code, again.stdout) == (2, "")
    assert "is there already" in again.stderr
    assert page.read_bytes() == before
    assert run("mark", str(three_mistakes), "--html", str(three_mistakes)).exit_code == 2


@pytest.mark.parametrize(
    ("words", "said"),
    [
        ((SOURCE, *VALUES.split(), "--wrt", "w", "--answer", "8", "--report"), "--report"),
        ((SOURCE, *VALUES.split(), "--wrt", "w", "--answer", "8", "--html", "a.html"), "--html"),
        (("class.csv", "--json", "--report"), "--json has both"),
        (("class.csv", "--json", "--csv"), "--json has both"),
    ],
)
def test_forms_that_do_not_go_together_are_refused(words: tuple[str, ...], said: str) -> None:
    result = run("mark", *words)
    assert (result.exit_code, result.stdout) == (2, "")
    assert said in result.stderr


@pytest.mark.parametrize(
    ("text", "said"),
    [
        ("", "no column source, values, wrt, answer"),
        ("student\nAnn\n", "no column source, values, wrt, answer"),
        ("source,values,wrt,answer," + ",".join(map(str, range(1_000_000))), "1000004 columns"),
        ("source,values,wrt,answer\n" + "x," * 2_000 + "\n", "2001 columns"),
    ],
    ids=["empty", "other columns", "a wide head", "a wide row"],
)
def test_a_file_that_is_no_class_is_refused_in_one_line(
    tmp_path: Path, text: str, said: str
) -> None:
    file = tmp_path / "class.csv"
    file.write_text(text, "utf-8")
    result = run("mark", str(file), "--report", "--html", str(tmp_path / "page.html"))
    assert (result.exit_code, result.stdout, result.stderr.count("\n")) == (2, "", 1)
    assert said in result.stderr
    assert not (tmp_path / "page.html").exists()


EVIL = (
    ("<script>alert(1)</script>", SOURCE, VALUES, "w", "8"),
    ("=cmd()", SOURCE, VALUES, "w", "nan"),
    ("\u202eevil\x1b[31m", SOURCE, VALUES, "w", "17.3"),
    ("", SOURCE, VALUES, "w", "1e999"),
    ("", SOURCE, "w=1e308 x=1e308 b=0 y=0", "w", "3"),
    ("Ann", SOURCE, "w=nan x=3 b=-4 y=7", "w", "3"),
    ("ANN", SOURCE, VALUES, "w", "12"),
    (" ann", SOURCE, VALUES, "w", "12"),
    ("Ann", "/etc/passwd", "", "w", "1"),
    ("Ann", "-", "", "w", "1"),
    ("Ann", "L = e^2\n; e = a*1", "a=3", "a", "3"),
    ("Ann", "--help = 2*w", "w=1", "w", "1"),
    ("Ann", "L = w^2; '$(touch x)'", "w=3", "w", "3"),
)


def test_hostile_cells_are_shown_and_do_nothing(tmp_path: Path) -> None:
    file = class_file(tmp_path, EVIL)
    page = tmp_path / "page.html"
    result = run("mark", str(file), "--report", "--html", str(page))
    for text in (result.stdout, page.read_text("utf-8"), run("mark", str(file)).stdout):
        assert "\x1b" not in text
        assert "\u202e" not in text
    assert "<script" not in page.read_text("utf-8")
    report = json.loads(run("mark", str(file), "--json").stdout)["report"]
    students = {one["name"]: one["answers"] for one in report["students"]}
    assert students["ANN"] >= 2, "capitals and blanks tell nobody apart"
    assert not {"Ann", " ann", ""} & set(students)
    for one in report["mistakes"]:
        words = shlex.split(one["exercise"])
        assert "Question 1" in run(*words[1:], "--sheet", "--count", "1").stdout


def test_no_graph_is_set_that_the_command_would_take_for_a_file_or_a_lesson(tmp_path: Path) -> None:
    lesson = tmp_path / "graph.txt"
    lesson.write_text(SOURCE, "utf-8")
    for source in (str(lesson), "-", "5", "fan-out"):
        assert not class_reports.can_ask(Question(source, (), "w", "", ""), "grid")
    for source in (SOURCE, "(w*x - y)^2"):
        assert class_reports.can_ask(Question(source, (), "w", "", ""), "grid")
        assert "Question 1" in run("quiz", source, "--kind", "grid", "--sheet").stdout


@pytest.mark.slow
def test_ten_thousand_rows_mark_each_answer_once_and_look_into_each_wrong_one_once(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    answers = ("8", "24", "12", "-24", "17.3")
    rows = ((f"S{i // 5}", SOURCE, VALUES, "w", answers[i % 5]) for i in range(10_000))
    file = class_file(tmp_path, rows)
    marked: list[tuple[str, bool]] = []
    mark = marking_file.mark_typed

    def counted(*words: object, why: bool, **more: object) -> object:
        marked.append((str(words[-1]), why))
        return mark(*words, why=why, **more)  # type: ignore[arg-type]  # handed on as they came

    monkeypatch.setattr(marking_file, "mark_typed", counted)
    report = json.loads(run("mark", str(file), "--json").stdout)["report"]
    wrong = [(answer, True) for answer in answers if answer != "24"]
    assert sorted(marked) == sorted([*((answer, False) for answer in answers), *wrong])
    assert (report["answers"], len(report["students"])) == (10_000, 2_000)


def test_the_report_says_why_answers_have_no_mark(tmp_path: Path) -> None:
    rows = [("A", SOURCE, VALUES, "w", "banana"), ("B", SOURCE, VALUES, "q", "3"),
            ("C", SOURCE, VALUES, "q", "4")]  # fmt: skip
    said = run("mark", str(class_file(tmp_path, rows)), "--report").output
    assert "Not marked: B, row 3; C, row 4: 'q' is not a node of this graph" in said
    assert "Not marked: A, row 2: ‘banana’ is a name" in said


def test_a_row_without_an_answer_says_whose_it_is_and_to_which_question(tmp_path: Path) -> None:
    rows = [("Ann", SOURCE, VALUES, "w", "8"), ("Iv", SOURCE, VALUES, "w", " ")]
    file = str(class_file(tmp_path, rows))
    assert "\nNot marked: Iv, Q1: no answer\n" in run("mark", file, "--report").output
    found = json.loads(run("mark", file, "--json").stdout)["report"]["reasons"]
    assert found == [
        {
            "reason": "no answer",
            "answers": 1,
            "where": [{"student": "Iv", "question": 1, "row": 3}],
        }
    ]


def test_every_number_of_the_lessons_is_the_sum_of_what_is_printed(tmp_path: Path) -> None:
    rows = [("Ann", SOURCE, VALUES, "w", x) for x in ("8", "12", "-24", "5", "17", "4", "15")]
    said = " ".join(run("mark", str(class_file(tmp_path, rows)), "--report").output.split())
    assert not re.search(r"\b[0-9.]+ answers,", said)
    heads = re.findall(r"([0-9.]+) of 7 wrong answers by share \(([^)]*)\)", said)
    assert heads
    for total, parts in heads:
        listed = [float(x) for x in re.findall(r" ([0-9.]+)(?:,|$)", parts)]
        assert sum(listed) == pytest.approx(float(total))


def test_one_answer_is_no_habit(tmp_path: Path) -> None:
    once = [("Ann", SOURCE, VALUES, "w", "8")]
    said = run("mark", str(class_file(tmp_path, once)), "--report").output
    assert "with the habit" not in said
    twice = [*once, ("Ann", SOURCE, "w=2 x=4 b=1 y=3", "w", "12")]
    said = run("mark", str(class_file(tmp_path, twice)), "--report").output
    assert "1 with the habit: Ann" in said


def test_a_class_file_that_asks_for_too_much_is_refused(tmp_path: Path) -> None:
    rows = [("A", "y=x", "x=1", "x", "1")] * 10_001
    done = run("mark", str(class_file(tmp_path, rows)), "--csv")
    assert (done.exit_code, "more than 10000 rows" in done.stderr) == (2, True)


def many_wrong(tmp_path: Path) -> Path:
    """Forty give the number of a known mistake, thirty others one number each."""
    rows = [("A", SOURCE, VALUES, "w", str(1000 + i)) for i in range(30)]
    rows += [("B", SOURCE, VALUES, "w", "8")] * 40
    return class_file(tmp_path, rows)


def test_where_not_all_can_be_looked_into_the_frequent_are_and_the_others_are_counted(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    file = many_wrong(tmp_path)
    whole = json.loads(run("mark", str(file), "--json").stdout)
    assert whole["report"]["not_looked_into"] == whole["summary"]["not_looked_into"] == 0
    monkeypatch.setattr(marking_file, "MARKING", 16_000)
    done = run("mark", str(file), "--json")
    found = json.loads(done.stdout)
    left = found["report"]["not_looked_into"]
    assert 0 < left < 30
    assert found["summary"]["not_looked_into"] == left
    assert found["report"]["wrong"] == 70
    assert found["report"]["not_marked"] == 0
    assert [one["mistakes"] for one in found["answers"][30:]] == [
        one["mistakes"] for one in whole["answers"][30:]
    ]
    looked_into = sum(one["share"] for one in found["report"]["mistakes"])
    assert looked_into + found["report"]["not_recognised"] + left == pytest.approx(70)
    said = run("mark", str(file), "--report", "--html", str(tmp_path / "page.html")).output
    assert f"{left} wrong answers, none of them frequent, were not looked into" in said
    assert "not looked into" in (tmp_path / "page.html").read_text("utf-8")
    counted = run("mark", str(file), "--csv")
    assert "not looked into: --thorough" in counted.stderr
    feedback = [row["feedback"] for row in csv.DictReader(counted.stdout.splitlines())]
    assert sum("was not looked for" in text for text in feedback) == left


def test_who_has_the_time_gets_all_marked_and_looked_into(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    file = many_wrong(tmp_path)
    whole = run("mark", str(file), "--json").stdout
    monkeypatch.setattr(marking_file, "MARKING", 1_000)
    assert "takes too much work" in run("mark", str(file), "--json").stdout
    assert run("mark", str(file), "--json", "--thorough").stdout == whole
    assert run("mark", SOURCE, *VALUES.split(), "--wrt", "w", "--thorough").exit_code == 2


NETWORK = "h=tanh(w*x+b); k=tanh(v*x+c); y=p*h+q*k; J=(y-t)^2"
AT = "w=1 v=-0.5 x=2 b=0.1 c=-0.3 p=0.5 q=-1.5 t=1"


@pytest.mark.slow
@pytest.mark.parametrize(
    ("source", "values", "asked"),
    [("u=w*x; J=u^2", "w=3 x=2", "w"), (NETWORK, AT, "w"), (NETWORK, AT, "wvpbx")],
)
def test_ten_thousand_different_answers_are_all_looked_into(
    tmp_path: Path, source: str, values: str, asked: str
) -> None:
    nodes = itertools.cycle(asked)
    rows = [(f"s{i % 500}", source, values, next(nodes), str(i / 999)) for i in range(10_000)]
    found = json.loads(run("mark", str(class_file(tmp_path, rows)), "--json").stdout)["report"]
    assert (found["not_marked"], found["not_looked_into"]) == (0, 0)


def test_answers_to_many_questions_cost_no_more_in_one_order_than_in_another(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(marking_file, "MARKING", 100_000)
    rows = [("s", NETWORK, AT, node, f"{i}.5") for node in "wvpbx" for i in range(20)]
    for order in (rows, [row for i in range(20) for row in rows[i::20]]):
        found = json.loads(run("mark", str(class_file(tmp_path, order)), "--json").stdout)["report"]
        assert (found["not_marked"], found["not_looked_into"]) == (0, 0)


def test_rows_behind_those_that_took_too_much_work_say_so(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(marking_file, "MARKING", 60_000)
    rows = [("A", f"y{'y' * (i % 7)}=x^2", f"x={i + 1}", "x", "2") for i in range(300)]
    done = run("mark", str(class_file(tmp_path, rows)), "--csv")
    found = list(csv.DictReader(done.stdout.splitlines()))
    assert len(found) == 300
    assert found[0]["correct"] == "yes"
    assert "takes too much work: split it" in found[-1]["feedback"]


TEN = tuple(f"student {n}" for n in range(1, 11))


@pytest.mark.parametrize("command", ["mark", "class"])
def test_a_student_of_whom_nothing_can_be_marked_is_counted_and_listed(
    tmp_path: Path, command: str
) -> None:
    rows = [(name, SOURCE, VALUES, "w", "12" if name == TEN[4] else "twelve") for name in TEN]
    file, page = class_file(tmp_path, rows), tmp_path / "page.html"
    words = (command, str(file), "--html", str(page))
    said = run(*words, *(["--report"] if command == "mark" else [])).stdout
    assert "10 students" in said
    table = said.partition("Students\n")[2].splitlines()
    assert table[0].split()[:5] == ["right", "wrong", "not", "marked", "likeliest"]
    found = {" ".join(line.split()[:2]): line.split()[2:5] for line in table[1:]}
    assert found.pop(TEN[4])[2] == "0"
    assert found == {name: ["0", "0", "1"] for name in TEN if name != TEN[4]}
    assert all(f"<td>{name}</td>" in page.read_text("utf-8") for name in TEN)
    data = json.loads(run(command, str(file), "--json").stdout)
    students = data.get("report", data)["students"]
    assert {one["name"]: one["unmarked"] for one in students} == {
        name: int(name != TEN[4]) for name in TEN
    }


def test_capitals_of_a_name_make_no_second_student_where_an_answer_cannot_be_marked(
    tmp_path: Path,
) -> None:
    rows = [("ann", SOURCE, VALUES, "w", "x"), ("Ann", SOURCE, VALUES, "w", "3")]
    said = run("mark", str(class_file(tmp_path, rows)), "--report").stdout
    assert "1 student, by" in said


@pytest.mark.parametrize("command", ["mark", "class"])
def test_a_question_has_the_number_that_the_class_file_gives_it(
    tmp_path: Path, command: str
) -> None:
    header = ("student", "question", *HEADER[1:])
    rows = [
        (name, label, SOURCE, VALUES, wrt, given)
        for name in ("Ann", "Ben")
        for label, wrt, given in (("6", "w", "8"), ("4", "b", "8"), ("last", "x", "8"))
    ]
    file, page = class_file(tmp_path, rows, header), tmp_path / "page.html"
    words = (command, str(file), "--html", str(page))
    said = run(*words, *(["--report"] if command == "mark" else [])).stdout
    for text in (said, page.read_text("utf-8")):
        assert re.findall(r"(Q\d+) ∂", text) == ["Q1", "Q4", "Q6"]
        assert "Q6: 8, not 24 (" in " ".join(text.split())
    data = json.loads(run(command, str(file), "--json").stdout)
    asked = {one["number"]: one["question"]["wrt"] for one in data.get("report", data)["questions"]}
    assert asked == {1: "x", 4: "b", 6: "w"}


def test_what_is_not_recognised_is_counted_in_one_way_everywhere(tmp_path: Path) -> None:
    rows = [("Ann", SOURCE, VALUES, wrt, given) for wrt, given in
            (("w", "17.3"), ("x", "20"), ("w", "8"))]  # fmt: skip
    file, page = class_file(tmp_path, rows), tmp_path / "page.html"
    data = json.loads(run("mark", str(file), "--json").stdout)
    share = data["report"]["not_recognised"]
    assert data["summary"]["not_recognised"] == share
    assert f"{share:.1f}" != f"{share:.0f}.0", "an example in which the two ways differ"
    said = f"not recognised: {share:.1f} of 3 wrong answers by share"
    assert said in run("mark", str(file), "--report", "--html", str(page)).stdout
    assert said in page.read_text("utf-8")
    assert re.search(rf"{share:.1f} +\d+ % +not recognised", run("mark", str(file)).stderr)


def test_a_formula_in_a_cell_is_marked(tmp_path: Path) -> None:
    file = class_file(tmp_path, [("Ann", SOURCE, VALUES, "w", "2(wx+b-y)x")])
    assert run("mark", str(file)).exit_code == 0
