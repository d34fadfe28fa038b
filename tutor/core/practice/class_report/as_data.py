"""The report as data for JSON: everything, with ids, numbers and words."""

from __future__ import annotations

from dataclasses import asdict

from tutor.core.misconceptions import name_of
from tutor.core.practice.class_report.model import ClassReport, Group, QuestionReport
from tutor.core.progress import meaning


def report_data(report: ClassReport) -> dict[str, object]:
    """The report; shares are numbers of answers, in students the chance of the habit (0 to 1)."""
    return {
        **{name: getattr(report, name) for name in ("answers", "right", "nearly", "wrong")},
        "not_marked": sum(len(places) for _, places in report.unmarked),
        "reasons": [
            {"reason": reason, "answers": len(places), "where": [one._asdict() for one in places]}
            for reason, places in report.unmarked
        ],
        "not_recognised": report.unknown,
        "not_looked_into": report.unread,
        "student_column": report.column,
        "teach_first": [asdict(need) for need in report.needs],
        "mistakes": [_group(group, report) for group in report.groups],
        "questions": [_question(one) for one in report.questions],
        "skills": [{**asdict(one), "meaning": meaning(one.skill)} for one in report.skills],
        "students": [asdict(one) for one in report.students],
        "exports": report.sources.exports,
        "class_files": report.sources.class_files,
        "left_out": [one._asdict() for one in report.sources.left_out],
    }


def _group(group: Group, report: ClassReport) -> dict[str, object]:
    name = report.lessons.get(group.lesson)
    said = {"name": name_of(group.id), "lesson_number": name.number if name else ""}
    return {**asdict(group), **said}


def _question(one: QuestionReport) -> dict[str, object]:
    asked = one.question._asdict()
    numbers = [{"number": number, "answers": count} for number, count in one.numbers]
    return {
        **asdict(one),
        "question": {**asked, "values": dict(one.question.values)},
        "not_recognised": numbers,
    }
