"""What a report says of a class whose mistakes are known."""

from __future__ import annotations

from dataclasses import replace

import pytest

from tests.core.practice.class_report.classes import (
    ASKED,
    GOOD,
    HABITS,
    LESSONS,
    answer,
    answers_of,
    class_of_three_mistakes,
    report_on,
)
from tutor.core.misconceptions import Cause, teaching_of
from tutor.core.practice.class_report import ClassReport, class_report, likeliest
from tutor.core.practice.class_report.answers import UNKNOWN
from tutor.core.practice.class_report.report import HELD


@pytest.fixture(scope="module")
def report() -> ClassReport:
    return report_on(class_of_three_mistakes())


def test_the_groups_of_a_class_with_three_mistakes_come_out(report: ClassReport) -> None:
    found = {group.id: set(group.students) for group in report.groups if group.students}
    assert found == {id_: set(students) for id_, students in HABITS.items()}


def test_a_good_student_is_in_no_group(report: ClassReport) -> None:
    for one in report.students:
        assert (one.wrong == 0) == (one.name in GOOD)
        assert bool(one.habit) == (one.name not in GOOD)


def test_every_answer_counts_once(report: ClassReport) -> None:
    assert report.answers == len(class_of_three_mistakes())
    assert report.right + report.nearly + report.wrong == report.answers
    assert sum(group.share for group in report.groups) + report.unknown == pytest.approx(
        report.wrong
    )
    for one in report.questions:
        assert one.right + one.nearly + one.wrong == one.answers
        assert sum(cause.share for cause in one.causes) + one.unknown == pytest.approx(one.wrong)
    assert sum(one.wrong for one in report.students) == report.wrong


def test_the_questions_stand_in_the_order_of_the_file(report: ClassReport) -> None:
    assert [one.number for one in report.questions] == list(range(1, len(ASKED) + 1))
    assert [one.question.wrt for one in report.questions] == [wrt for _, _, wrt in ASKED]


def test_an_answer_that_fits_several_causes_is_read_by_what_its_student_does_elsewhere() -> None:
    """At y two mistakes give one number; alone it is either, beside another it is one of them."""
    other = answer("Ann", 1, "4")
    marked = replace(
        other,
        mark=replace(
            other.mark, mistakes=("A", "B"), causes=(Cause("A", "", 0.5), Cause("B", "", 0.5))
        ),
    )
    clear = replace(other, mark=replace(other.mark, mistakes=("B",), causes=(Cause("B", "", 1.0),)))
    alone = report_on([marked, replace(clear, student="Ben")])
    assert alone.readings[0]["A"] == 0.5
    together = report_on([marked, clear])
    assert together.readings[0]["B"] > 0.9
    assert together.students[0].habit == "B"
    assert together.students[0].fits == 2


def test_what_a_diagnosis_takes_together_another_answer_tells_apart() -> None:
    """One cause is named for three mistakes; the student's other answer has one of the others."""
    other = answer("Ann", 1, "4")
    named = replace(other.mark, mistakes=("A", "B", "C"), causes=(Cause("A", "", 0.9),))
    clear = replace(other.mark, mistakes=("B",), causes=(Cause("B", "", 0.9),))
    first, second = replace(other, mark=named), replace(other, mark=clear)
    assert likeliest(report_on([first]).readings[0])[0] == "A"
    together = report_on([first, second])
    assert likeliest(together.readings[0])[0] == "B"
    assert together.students[0].habit == "B"
    assert together.readings[0][UNKNOWN] == pytest.approx(0.1)


@pytest.mark.slow
def test_each_group_has_three_real_answers_a_lesson_and_an_exercise(report: ClassReport) -> None:
    given = {(one.student, one.given) for one in class_of_three_mistakes()}
    for group in report.groups:
        if group.students:
            assert len(group.examples) == 3
            assert {one.student for one in group.examples} <= set(group.students)
            teaching = teaching_of(group.id)
            assert teaching is not None
            assert group.lesson == teaching.lesson
            assert group.exercise.startswith("bptutor quiz '")
            assert f"--kind {teaching.kind} --seed" in group.exercise
        assert {(one.student, one.given) for one in group.examples} <= given


def test_what_most_students_need_is_taught_again_first(report: ClassReport) -> None:
    assert report.needs[0].lesson == "note-1.1-chain-rule"
    assert set(report.needs[0].students) == set(HABITS["SQ_FORGOT_2"])
    sizes = [len(need.students) for need in report.needs]
    assert sizes == sorted(sizes, reverse=True)


def test_the_commonest_numbers_that_nothing_explains_are_listed() -> None:
    given = ("33.88", "33.88 ", "3388/100", "17.3", "12")
    one = report_on([answer(f"S{i}", 0, text) for i, text in enumerate(given)]).questions[0]
    assert one.numbers == ((33.88, 3), (17.3, 1))
    assert one.unknown >= 3.5


def test_without_students_the_mistakes_are_counted_all_the_same() -> None:
    nameless = [replace(one, student="") for one in answers_of("Ann", "SQ_FORGOT_2")]
    report = report_on(nameless, column="")
    assert report.students == ()
    assert report.groups[0].id == "SQ_FORGOT_2"
    assert all(group.students == () for group in report.groups)
    assert report.needs[0].lesson == "note-1.1-chain-rule"


def test_nearly_right_is_neither_right_nor_a_mistake() -> None:
    right = answer("Ann", 0, "24")
    nearly = replace(right, mark=replace(right.mark, correct=False, nearly=True))
    report = report_on([nearly])
    assert (report.right, report.nearly, report.wrong) == (0, 1, 0)
    assert report.groups == ()
    assert report.students[0].nearly == 1
    assert report.questions[0].nearly == 1


def test_a_class_without_answers_has_an_empty_report() -> None:
    report = report_on([])
    assert (report.answers, report.questions, report.groups, report.needs) == (0, (), (), ())


@pytest.mark.parametrize("source", ["-h = 2*w", "J = w\n* x", "J = \u202ew", "J = " + "w+" * 99])
def test_a_graph_that_a_shell_would_not_hand_on_is_practised_on_a_lesson(source: str) -> None:
    one = answer("Ann", 0, "12")
    report = report_on([replace(one, question=one.question._replace(source=source))])
    assert report.groups[0].exercise.startswith("bptutor quiz 1 --kind")


@pytest.mark.slow
def test_where_nothing_can_be_asked_on_the_graph_the_lesson_is_set() -> None:
    answers = class_of_three_mistakes()
    report = class_report(answers, lessons=LESSONS, practisable=lambda _question, _kind: False)
    assert report.groups[0].exercise == "bptutor quiz 1 --kind formula --seed 1"
    unknown = class_report(answers, lessons={}, practisable=lambda _question, _kind: False)
    assert unknown.groups[0].exercise == ""


def test_a_student_who_is_wrong_once_and_right_where_it_would_show_has_no_habit() -> None:
    answers = class_of_three_mistakes()
    careless = [answer("Olga", 0, "12"), *(one for one in answers_of("Olga", ""))][:1]
    right = [one for one in answers_of("Olga", "") if one.question.wrt != "w"]
    report = report_on([*answers, *careless, *right])
    olga = next(one for one in report.students if one.name == "Olga")
    assert olga.wrong == 1
    assert olga.share < HELD
    assert all("Olga" not in group.students for group in report.groups)
