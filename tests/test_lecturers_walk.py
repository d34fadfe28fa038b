"""A lecturer's walk with sixty students: hand out, collect, and know what to teach again first."""

from __future__ import annotations

import csv
import io
import json
import random
import re
import shlex
from collections import Counter
from collections.abc import Mapping, Sequence
from pathlib import Path

import pytest

from tests.core.practice.class_report.students import (
    PLANTED,
    SIXTY,
    export_of,
    habits_of,
    wrong_by,
)
from tests.samples import sampled
from tests.test_cli import run
from tutor.commands.common import lesson_called
from tutor.core.graph import run as run_graph
from tutor.core.misconceptions import lacking_skill
from tutor.core.practice import lesson_items
from tutor.core.practice.sheets import different_first
from tutor.core.questions import marked_kinds, solution
from tutor.core.typed import read_typed
from tutor.plain.text import read_response

GRAPH = "u = w*x; yhat = u+b; e = yhat-y; J = e^2"
RULE = f"\n{'=' * 78}\n"
QUESTIONS = ("quiz", GRAPH, "--kind", "numeric", "--count", "5")


@pytest.fixture(autouse=True)
def _home(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("BPTUTOR_HOME", str(tmp_path / "home"))


def answer_of(row: Mapping[str, str], habit: str, slips: random.Random) -> tuple[float, bool]:
    """What a student answers to a question of the sheet, and whether the habit shows in it."""
    graph = read_typed(row["source"]).graph
    assert graph is not None
    values = {k: float(x) for k, x in (pair.split("=") for pair in row["values"].split())}
    numbers = run_graph(graph.graph, values)
    right = numbers.gradients[row["wrt"]]
    wrong = wrong_by(habit, numbers, row["wrt"])
    if wrong is not None:
        return wrong, True
    return (right * 1.37 + 0.11, False) if slips.random() < 0.05 else (right, False)


def written(file: Path, rows: Sequence[Mapping[str, str]]) -> Path:
    """The rows as a class file."""
    with file.open("w", encoding="utf-8", newline="") as out:
        writer = csv.DictWriter(out, list(rows[0]))
        writer.writeheader()
        writer.writerows(rows)
    return file


def hand_in(folder: Path, names: Path, habits: Mapping[str, str]) -> Counter[str]:
    """The sheets of these students filled in, an export of every third; the habits that showed."""
    sheet = run(*QUESTIONS, "--for", str(names), "--format", "csv").stdout
    rows = list(csv.DictReader(io.StringIO(sheet)))
    assert len(rows) == 5 * len(habits)
    slips, shown = random.Random(3), Counter[str]()
    for row in rows:
        number, by_habit = answer_of(row, habits[row["student"]], slips)
        row["answer"] = f"{number:.6g}"
        shown[habits[row["student"]]] += by_habit
    written(folder / "sheets.csv", rows)
    lesson = lesson_called("5")
    for student in list(habits)[::3]:
        export = export_of(lesson, student, habits[student], 4)
        events = json.loads(export)["events"]
        shown[habits[student]] += sum(habits[student] in event["mistakes"] for event in events)
        (folder / f"{student}.json").write_text(export, "utf-8")
    return shown


def class_of(folder: Path, names: Path, habits: Mapping[str, str]) -> Counter[str]:
    folder.mkdir()
    names.write_text("\n".join(habits), "utf-8")
    return hand_in(folder, names, habits)


@pytest.mark.slow
def test_the_first_advice_of_the_report_is_the_commonest_habit_that_was_planted(
    tmp_path: Path,
) -> None:
    habits = habits_of()
    folder, names, page = tmp_path / "class", tmp_path / "names.txt", tmp_path / "report.html"
    shown = class_of(folder, names, habits)
    report = json.loads(run("class", str(folder), "--html", str(page), "--json").stdout)
    assert (report["exports"], report["class_files"], report["left_out"]) == (20, 1, [])
    assert report["answers"] == 5 * 60 + 4 * 20
    of_sheets = [one for one in report["questions"] if not one["question"]["lesson"]]
    assert len(of_sheets) == 5, "the variants of one question are one question"

    first, *_ = PLANTED
    assert report["teach_first"][0]["causes"][0] == first
    assert [one["id"] for one in report["mistakes"][:3]] == list(PLANTED)
    for one in report["mistakes"][:3]:
        assert one["share"] == pytest.approx(shown[one["id"]], rel=0.15, abs=2)
        held = {name for name, id_ in habits.items() if id_ == one["id"]}
        assert {*one["students"]} <= held, "nobody is accused who has another habit, or none"
        assert len(one["students"]) >= 0.8 * len(held)
        assert len(one["examples"]) == 3
        assert len({example["student"] for example in one["examples"]}) == 3
        words = shlex.split(one["exercise"])[1:]
        assert "Question 2" in run(*words, "--sheet", "--count", "2").stdout
    skill = report["skills"][0]
    assert skill["skill"] == lacking_skill(first)
    assert {*skill["students"]} <= {name for name, id_ in habits.items() if id_ == first}
    said = run("class", str(folder)).stdout
    assert "60 students, from 20 exports and 1 class file." in said
    assert said.index("Teach again first") < said.index(f"({first})") < said.index("Students")
    assert page.read_text("utf-8").count("<h2>") == 5


@pytest.mark.slow
def test_a_class_without_habits_is_accused_of_none(tmp_path: Path) -> None:
    folder = tmp_path / "class"
    class_of(folder, tmp_path / "names.txt", dict.fromkeys(SIXTY, ""))
    report = json.loads(run("class", str(folder), "--json").stdout)
    assert report["wrong"] > 5, "they slip, as everybody does"
    assert not [one for one in report["mistakes"] if one["students"]]
    assert not [one for one in report["skills"] if one["students"]]
    assert "with the habit" not in run("class", str(folder)).stdout


def numbers_of(sheet: str, students: Sequence[str]) -> dict[str, list[str]]:
    """The words of each student's page."""
    pages = sheet.split(RULE)
    heads = [page.strip().splitlines()[:2] for page in pages]
    assert heads == [[GRAPH, f"Name: {student}"] for student in students]
    return {name: page.splitlines() for name, page in zip(students, pages, strict=True)}


def test_sheets_answers_and_the_class_file_have_the_same_numbers(tmp_path: Path) -> None:
    students = ("Ann", "Ben", "Çem")
    words = (*QUESTIONS, "--for", ",".join(students))
    sheets = numbers_of(run(*words, "--sheet").stdout, students)
    answers = numbers_of(run(*words, "--answers").stdout, students)
    rows = list(csv.DictReader(io.StringIO(run(*words, "--format", "csv").stdout)))
    assert len(rows) == 15
    filled: list[dict[str, str]] = []
    for row in rows:
        at = ", ".join(f"{k} = {v.replace('-', '−')}"
                       for k, v in (pair.split("=") for pair in row["values"].split()))  # fmt: skip
        asked = " ".join(sheets[row["student"]])
        assert f"With {at}: what is {row['asked']}?" in asked
        worked = next(x for x in answers[row["student"]] if x.startswith(f"{row['question']}. "))
        assert row["asked"] in worked
        filled.append({**row, "answer": worked.rstrip(".").split("= ")[-1]})
    file = written(tmp_path / "filled.csv", filled)
    marked = run("mark", str(file), "--json")
    assert marked.exit_code == 0, "each answer is right for the variant of its student"
    report = json.loads(marked.stdout)["report"]
    assert (report["right"], len(report["questions"])) == (15, 5)
    said = " ".join(run("mark", str(file), "--report").stdout.split())
    assert "at values of each student's own" in said
    values = {row["student"]: row["values"] for row in rows}
    assert len(set(values.values())) == 3
    wrong = written(tmp_path / "wrong.csv", [{**row, "answer": "17.3"} for row in rows])
    report = json.loads(run("mark", str(wrong), "--json").stdout)["report"]
    assert (report["wrong"], len(report["questions"])) == (15, 5)


def test_questions_with_values_of_ones_own_come_first_on_sheets_for_students() -> None:
    """Lesson 5 has questions of both kinds: nobody is handed the neighbour's sheet."""
    for seed in ("1", "2", "3"):
        sheets = run("quiz", "5", "--for", "Ann,Ben", "--count", "1", "--seed", seed).stdout
        one, other = sheets.split(RULE)
        assert one.split("Question 1")[1].strip() != other.split("Question 1")[1].strip()


def test_a_variant_follows_from_the_name_and_the_seed_alone() -> None:
    def pages(names: str, *more: str) -> dict[str, str]:
        made = run(*QUESTIONS[:-1], "2", "--sheet", "--for", names, *more).stdout.split(RULE)
        return {page.strip().splitlines()[1][6:]: page.strip() for page in made}

    assert pages("Ann,Ben")["Ben"] == pages("Zoe,Ben,Ann")["Ben"]
    assert pages("Ann,Ben")["Ben"] != pages("Ann,Ben", "--seed", "7")["Ben"]
    assert list(pages("3")) == ["1", "2", "3"]


REFUSED = (
    ("twice", "--for", "Ann,ann"),
    ("1 to 1000", "--for", "0"),
    ("1 to 1000", "--for", "99999"),
    ("1 to 1000 students, not -3", "--for", "-3"),
    ("1 to 1000", "--for", ","),
    ("no file 'nosuch.txt'", "--for", "nosuch.txt"),
    ("no file 'class/names'", "--for", "class/names"),
    ("not a name", "--for", "A\x1bB,C"),
    ("--prove", "--for", "3", "--prove"),
    ("leave out --sheet", "--format", "gift", "--sheet"),
    ("no format", "--format", "x"),
    ("--kind numeric", "--format", "csv", "--kind", "order"),
    ("GIFT cannot", "--format", "gift", "--kind", "order"),
)


@pytest.mark.parametrize("case", sampled(REFUSED, (*REFUSED[::4], REFUSED[3])))
def test_what_cannot_be_handed_out_is_refused(case: tuple[str, ...]) -> None:
    said, *words = case
    done = run("quiz", "5", *words)
    assert (done.exit_code, done.stdout) == (2, "")
    assert said in done.stderr


def test_what_a_class_file_cannot_hold_is_said_rightly() -> None:
    words = ("quiz", GRAPH, "--kind", "numeric", "--kind", "choice", "--count")
    for count, left_out in (("2", "Left out: 1 question."), ("6", "Left out: 3 questions.")):
        said = run(*words, count, "--format", "csv").stderr
        assert said.startswith(f"{left_out} A class file has a row only for")


def test_a_sheet_has_a_title_a_line_for_the_name_and_no_sign_that_is_no_text() -> None:
    lesson = run("quiz", "5", "--count", "1", "--sheet").stdout
    assert lesson.splitlines()[:3] == [lesson_called("5").title, "Name:", ""]
    for more in (("--sheet",), ("--answers",)):
        said = run(*QUESTIONS, "--for", "2", *more).stdout
        assert said.count(RULE) == 1
        assert said.replace("\n", "").isprintable()


@pytest.mark.parametrize("kind", sampled(marked_kinds(), ("choice", "select")))
def test_the_answers_to_a_choice_have_the_number_of_the_option(kind: str) -> None:
    items = different_first(lesson_items(lesson_called("5"), 3, 1, (kind,)), 3)
    assert items
    answers = run("quiz", "5", "--kind", kind, "--count", "3", "--seed", "1", "--answers").stdout
    for number, item in enumerate(items, 1):
        said = re.search(rf"^{number}\. Options? ([0-9, ]+):", answers, re.MULTILINE)
        if item.question.way in ("blanks", "grid"):
            assert said is None
        else:
            assert said is not None
            assert read_response(said[1], item.question) == solution(item.question)
